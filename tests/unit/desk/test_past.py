"""The desk as things were known at a time: what came, was coded anew or decided later is not in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.desk import Desk, Filter, NotFound, Viewer
from reportedly.project import Project
from reportedly.records import Claim, Coding, Outcome, Record
from tests.unit.desk.made import begin, decide, hand_made, put

WHO = Viewer("K. Maryan", "reviewer", exact=True)
FIRST, BETWEEN, SECOND = "2026-10-01T00:00:00+00:00", "2026-10-05T12:00:00+00:00", "2026-10-06T00:00:00+00:00"
PUMPS, BREAD = "The pumps of Tarn stand still.", "Bread is dear in Tarn."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = hand_made(tmp_path / "out")
    put(made, PUMPS)
    begin(made, "run_later", SECOND)
    put(made, BREAD, run="run_later")
    yield made
    made.store.close()


def quotes(desk: Desk, **asked: str) -> list[str]:
    return [row.quote for row in desk.claims(Filter(**asked), WHO).rows]  # type: ignore[arg-type]


def test_a_document_of_a_later_run_is_not_there_yet(project: Project) -> None:
    with Desk.open(project) as desk:
        then = desk.at(BETWEEN)
        assert sorted(quotes(desk)) == [BREAD, PUMPS]
        assert quotes(then) == [PUMPS]
        assert (then.counts().documents, then.counts().claims) == (1, 1)
        later = desk.claims(Filter(text="bread"), WHO).rows[0]
        with pytest.raises(NotFound):
            then.document(later.document)
        with pytest.raises(NotFound):
            then.claim(later.id, WHO)
        assert then.search("bread", Filter(), WHO).total == 0
        assert then.search("bread", Filter(), WHO, kind="passages").total == 0
        assert [hit.row.document for hit in then.search("pump", Filter(), WHO, kind="passages").rows] == [
            then.claims(Filter(), WHO).rows[0].document
        ]


def test_what_was_coded_anew_is_told_as_it_was_coded_then(project: Project) -> None:
    store = project.store
    reading = next(r for r in store.readings() if r.text == PUMPS)
    claim = reading.of(Claim)[0]
    again: list[Record] = [r for r in reading.records if not isinstance(r, Coding)]
    again.append(Coding(claim.id, "guo", "1.1.0", "GUO.B02", sector=("health",), producer="code.hand/1"))
    store.save(Outcome(reading.document.id, "hand/2", "done", len(again)), again, run="run_later")
    with Desk.open(project) as desk:
        now, then = desk.claim(claim.id, WHO), desk.at(BETWEEN).claim(claim.id, WHO)
        assert (now.category, then.category) == ("GUO.B02", "GUO.C02")
        assert quotes(desk.at(BETWEEN), text="pumps") == [PUMPS]
        assert {f.value for f in desk.at(BETWEEN).facets(Filter(), WHO)["codes"]} == {"GUO.C02"}
        assert desk.at(BETWEEN).reading(reading.document.id).first(Coding, claim.id).category == "GUO.C02"  # type: ignore[union-attr]
        assert desk.at("2026-10-07T00:00:00+00:00").claim(claim.id, WHO).category == "GUO.B02"


def test_a_later_decision_is_not_known_yet_and_the_desk_of_now_stays_as_it_is(project: Project) -> None:
    with Desk.open(project) as desk:
        row = desk.claims(Filter(text="pumps"), WHO).rows[0]
        decide(project, row.document, row.id, "reject")
        desk.refresh()
        then = desk.at("2026-10-02T00:00:00+00:00")
        assert (desk.claim(row.id, WHO).review, then.claim(row.id, WHO).review) == ("rejected", "open")
        assert desk.at(BETWEEN).claim(row.id, WHO).review == "rejected"
        assert desk.at("2099-01-01T00:00:00+00:00").claim(row.id, WHO).review == "rejected"


def test_before_the_first_run_there_is_nothing(project: Project) -> None:
    with Desk.open(project) as desk:
        then = desk.at("2026-09-01T00:00:00+00:00")
        assert (then.counts().documents, then.counts().claims, then.counts().events) == (0, 0, 0)
        assert quotes(then) == []
        assert then.projection(WHO).cells(None) == []


def test_names_that_are_private_today_stay_withheld_in_what_was_known_before(project: Project) -> None:
    put(project, "Orla Quist keeps the mill.", persons=[("Orla Quist", "P2")], run="run_later", name="mill")
    with Desk.open(project) as desk:
        assert desk.at(BETWEEN).discretion(Viewer("guest")).masked("Orla Quist") == "[name withheld]"
