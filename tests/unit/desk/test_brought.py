"""Where people and goods were brought from: told beside the claims, as people left them and as a viewer may know."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.desk import Desk, Filter, Viewer
from reportedly.project import Project
from reportedly.records import Claim, Coding, Geolocation, Outcome, Span, Timing
from tests.unit.desk.made import decide, hand_made, put, undo

WHO, GUEST = Viewer("K. Maryan", "reviewer", exact=True), Viewer("guest")
TEXT = "Teachers from Gratzmora came to Tarn."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = hand_made(tmp_path / "out")
    document = put(made, TEXT)
    put(made, "The pumps of Tarn stand still.")
    claim = made.store.reading(document).of(Claim)[0].id
    places = [
        Geolocation(claim, Span(TEXT.index(name), TEXT.index(name) + len(name)), function, precision, name=name,
                    gazetteer_id=f"x:{name}", lat=lat, lon=30.0)
        for name, function, precision, lat in (
            ("Gratzmora", "origin", "settlement", 45.0), ("Tarn", "event", "settlement", 48.0),
        )
    ]  # fmt: skip
    told = [
        Coding(claim, "guo", "1.1.0", "GUO.B03", producer="code.hand/1"),
        Timing(claim, "2026-09-01", "2026-09-01", "2026-09-01", "stated"),
    ]
    made.store.save(Outcome(document, "locate.hand/1", "done", 4), [*places, *told], run="run_hand")
    yield made
    made.store.close()


def test_a_place_of_origin_is_told_with_the_place_where_the_claim_plays(project: Project) -> None:
    with Desk.open(project) as desk:
        [one] = desk.brought(WHO)
        assert (one.name, one.place_id, one.lat, one.lon) == ("Gratzmora", "x:Gratzmora", 45.0, 30.0)
        assert (one.to, one.to_lat, one.to_lon) == (("x:Tarn", "Tarn"), 48.0, 30.0)
        assert (one.earliest, one.latest) == ("2026-09-01", "2026-09-01")
        assert [b.name for b in desk.brought(GUEST)] == ["Gratzmora"]


def test_what_was_rejected_was_not_brought_until_that_is_taken_back(project: Project) -> None:
    with Desk.open(project) as desk:
        row = next(r for r in desk.claims(Filter(), WHO).rows if r.quote == TEXT)
        action = decide(project, row.document, row.id, "reject")
        desk.refresh()
        assert desk.brought(WHO) == ()
        assert [b.name for b in desk.at("2026-10-02T00:00:00+00:00").brought(WHO)] == ["Gratzmora"]
        undo(project, action)
        desk.refresh()
        assert [b.name for b in desk.brought(WHO)] == ["Gratzmora"]
    with Desk.open(project) as again:
        assert [b.name for b in again.brought(WHO)] == ["Gratzmora"]
