"""Decisions of several people on one claim: joined, or told as a clash; each form is kept whole or not at all."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reportedly.desk.deciding import Asked, Clash, Deciding, Verdict
from reportedly.errors import ReportedlyError, ReviewRefused
from reportedly.project import Project
from reportedly.records import Claim, Coding, StatusObservation, Timing
from reportedly.review import standing, take
from tests.unit.desk.decided_project import a_project, claims_of, whole

ADA, BO = Asked("ada", "seen by eye"), Asked("bo", "the photo shows it")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with a_project(tmp_path / "out") as opened:
        yield opened


@pytest.fixture
def deciding(project: Project) -> Deciding:
    return Deciding(project)


def state(project: Project, claim: str) -> dict[str, Any]:
    """Return what some fields of a claim hold now."""
    [document] = project.store.documents_of([claim])
    reading = take(project.store.reviews(), project.store.readings_of([document])).readings[0]
    [found] = [c for c in reading.of(Claim) if c.id == claim]
    coding, observed = reading.first(Coding, claim), reading.first(StatusObservation, claim)
    timing = reading.first(Timing, claim)
    return {
        "secondary": coding.secondary if coding else (),
        "status": observed.status if observed else "",
        "time": timing.event if timing else None,
        "realis": found.realis,
    }


def kinds(project: Project) -> list[tuple[str, str, str]]:
    return [(a.kind, a.field, a.by) for a in project.store.reviews()]


def test_several_fields_and_the_verdict_of_one_form_are_one_decision(deciding: Deciding, project: Project) -> None:
    [claim, _] = claims_of(project)
    done = deciding.verdict(
        ADA, Verdict(claim, {"realis": "planned", "secondary": "E01", "polarity": "+"}, accept=True)
    )
    assert [(a.kind, a.field) for a in done.actions] == [("edit", "realis"), ("edit", "secondary"), ("accept", "")]
    assert state(project, claim)["secondary"] == ("GUO.E01",)
    assert whole(project) == 3


def test_of_a_form_with_one_bad_field_nothing_is_kept(deciding: Deciding, project: Project) -> None:
    [claim, _] = claims_of(project)
    with pytest.raises(ReviewRefused, match="no category"):
        deciding.verdict(ADA, Verdict(claim, {"realis": "planned", "secondary": "Z99"}, accept=True))
    with pytest.raises(ReviewRefused, match="reason"):
        deciding.verdict(Asked("ada", " "), Verdict(claim, {"realis": "planned"}))
    with pytest.raises(ReviewRefused, match="nothing was changed"):
        deciding.verdict(ADA, Verdict(claim, {"polarity": "+"}))
    assert whole(project) == 0


def test_a_form_that_comes_twice_is_written_once(deciding: Deciding, project: Project) -> None:
    [claim, other] = claims_of(project)
    asked = replace(ADA, key="form-1")
    first = deciding.verdict(asked, Verdict(claim, {"realis": "planned"}, accept=True))
    again = deciding.verdict(asked, Verdict(claim, {"realis": "planned"}, accept=True))
    assert again.actions == first.actions
    assert deciding.verdict(replace(BO, key="form-1"), Verdict(other, accept=True)).number == 3
    back = replace(ADA, key="form-2")
    assert deciding.undo(back, first.number).actions == deciding.undo(back, first.number).actions
    assert whole(project) == 4


def test_fields_that_do_not_clash_are_joined(deciding: Deciding, project: Project) -> None:
    [claim, _] = claims_of(project)
    seen = deciding.last
    deciding.verdict(replace(BO, seen=seen), Verdict(claim, {"time": "2026-05-02"}))
    done = deciding.verdict(replace(ADA, seen=seen), Verdict(claim, {"realis": "planned"}))
    assert [(a.field, a.by) for a in done.joined] == [("time", "bo")]
    assert (state(project, claim)["time"], state(project, claim)["realis"]) == ("2026-05-02", "planned")


def test_the_same_value_from_two_people_is_no_clash_and_is_written_once(deciding: Deciding, project: Project) -> None:
    [claim, _] = claims_of(project)
    deciding.verdict(replace(BO, seen=0), Verdict(claim, {"realis": "planned"}))
    with pytest.raises(ReviewRefused, match="nothing was changed"):
        deciding.verdict(replace(ADA, seen=0), Verdict(claim, {"realis": "planned"}))
    assert kinds(project) == [("edit", "realis", "bo")]


PARTIAL = [{"sector": "water", "status": "partial"}]
CAUSED = [{"sector": "water", "status": "none", "cause": ["damage"]}]


def clash(deciding: Deciding, claim: str) -> tuple[Asked, Clash]:
    """Let bo set the state of the water to partial, and ada, who has not seen it, give a cause."""
    asked = replace(ADA, seen=deciding.last)
    deciding.verdict(replace(BO, seen=deciding.last), Verdict(claim, {"status": PARTIAL, "time": "2026-05-02"}))
    with pytest.raises(Clash) as raised:
        deciding.verdict(asked, Verdict(claim, {"status": CAUSED, "realis": "planned"}))
    return asked, raised.value


def test_a_clash_tells_before_mine_and_theirs_and_writes_nothing(deciding: Deciding, project: Project) -> None:
    [claim, _] = claims_of(project)
    _, told = clash(deciding, claim)
    [status, time] = told.more["changes"]
    assert (status["field"], status["clash"], status["both"], status["by"]) == ("status", True, True, "bo")
    assert [status[side]["states"][0]["status"] for side in ("before", "mine", "theirs")] == ["none", "none", "partial"]
    assert (time["field"], time["clash"], time["mine"]) == ("time", False, None)
    assert told.last == whole(project) == 2


@pytest.mark.parametrize(
    ("choice", "status", "dissents"),
    [("mine", "none", ["bo"]), ("theirs", "partial", ["ada"]), ("both", "partial", [])],
)
def test_what_is_chosen_holds_and_the_other_view_stays_as_a_dissent(
    deciding: Deciding, project: Project, choice: Any, status: str, dissents: list[str]
) -> None:
    [claim, _] = claims_of(project)
    asked, told = clash(deciding, claim)
    settled = replace(asked, shown=told.last, settled={"status": choice})
    deciding.verdict(settled, Verdict(claim, {"status": CAUSED, "realis": "planned"}))
    found = state(project, claim)
    assert (found["status"], found["time"], found["realis"]) == (status, "2026-05-02", "planned")
    kept = [a for a in project.store.reviews() if a.kind == "dissent"]
    assert [(a.by, a.field) for a in kept] == [(by, "status") for by in dissents]
    assert whole(project) > 2


def test_a_clash_that_grew_meanwhile_is_told_again(deciding: Deciding, project: Project) -> None:
    [claim, _] = claims_of(project)
    asked, told = clash(deciding, claim)
    deciding.verdict(
        replace(BO, seen=deciding.last), Verdict(claim, {"status": [{"sector": "water", "status": "full"}]})
    )
    settled = replace(asked, shown=told.last, settled={"status": "mine"})
    with pytest.raises(Clash):
        deciding.verdict(settled, Verdict(claim, {"status": CAUSED}))


def test_nobody_accepts_what_they_have_not_seen(deciding: Deciding, project: Project) -> None:
    [claim, _] = claims_of(project)
    deciding.verdict(replace(BO, seen=0), Verdict(claim, {"realis": "planned"}))
    with pytest.raises(Clash) as raised:
        deciding.verdict(replace(ADA, seen=0), Verdict(claim, accept=True))
    assert [(c.field, c.clash) for c in raised.value.changes] == [("realis", False)]
    deciding.verdict(replace(ADA, seen=0, shown=raised.value.last), Verdict(claim, accept=True))
    assert kinds(project)[-1] == ("accept", "", "ada")


@pytest.mark.parametrize(("choice", "kept"), [("mine", ["undo", "edit", "dissent"]), ("theirs", ["dissent"])])
def test_an_edit_of_what_was_rejected_meanwhile_is_a_clash_of_decisions(
    deciding: Deciding, project: Project, choice: Any, kept: list[str]
) -> None:
    [claim, _] = claims_of(project)
    deciding.verdict(replace(BO, seen=0), Verdict(claim, reject="duplicate"))
    asked = replace(ADA, seen=0)
    with pytest.raises(Clash) as raised:
        deciding.verdict(asked, Verdict(claim, {"realis": "planned"}))
    assert [(c.field, c.theirs) for c in raised.value.changes] == [("decision", "reject duplicate")]
    settled = replace(asked, shown=1, settled={"decision": choice})
    deciding.verdict(settled, Verdict(claim, {"realis": "planned"}))
    assert [kind for kind, _, _ in kinds(project)[1:]] == kept
    assert whole(project) == 1 + len(kept)


def test_merging_what_somebody_set_apart_meanwhile_is_a_clash(deciding: Deciding, project: Project) -> None:
    one, other = claims_of(project)
    deciding.not_same(replace(BO, seen=0), one, other)
    with pytest.raises(Clash) as raised:
        deciding.merge(replace(ADA, seen=0), [one, other])
    assert [c.field for c in raised.value.changes if c.clash] == ["occurrence"]
    with pytest.raises(ReviewRefused, match="goes against"):
        deciding.merge(replace(ADA, seen=1), [one, other])
    deciding.merge(replace(ADA, seen=0, shown=1, settled={"occurrence": "mine"}), [one, other])
    assert [kind for kind, _, _ in kinds(project)] == ["not_same", "undo", "merge", "dissent"]


def test_edges_are_cut_added_and_clash(deciding: Deciding, project: Project) -> None:
    start, end = [d.id for d in project.store.documents()][::-1]
    for edge in project.store.edges_of([start]):
        start, end = edge.start, edge.end
    deciding.edge(replace(BO, seen=0), "add", start, end, ("translation", ""))
    with pytest.raises(Clash) as raised:
        deciding.edge(replace(ADA, seen=0), "add", start, end, ("translation", ""))
    assert [c.field for c in raised.value.changes] == ["edge"]


def test_undo_takes_back_the_whole_form_and_only_one_s_own(deciding: Deciding, project: Project) -> None:
    [claim, _] = claims_of(project)
    done = deciding.verdict(ADA, Verdict(claim, {"realis": "planned"}, accept=True))
    with pytest.raises(ReviewRefused, match="ada's"):
        deciding.undo(Asked("bo", "", role="analyst"), done.number)
    deciding.undo(Asked("ada", "", role="analyst"), done.actions[0].number)
    assert {a.kind for a in standing(project.store.reviews())} == {"undo"}
    with pytest.raises(ReviewRefused, match="already"):
        deciding.undo(BO, done.number)
    with pytest.raises(ReviewRefused, match="no decision 99"):
        deciding.undo(BO, 99)


def test_who_decides_hears_which_documents_were_touched(project: Project) -> None:
    heard: list[frozenset[str]] = []
    deciding = Deciding(project, heard.append)
    [claim, _] = claims_of(project)
    deciding.comment(ADA, [claim])
    assert heard == []
    deciding.verdict(ADA, Verdict(claim, accept=True))
    assert heard == [frozenset(project.store.documents_of([claim]))]


def test_many_at_once_are_written_one_after_the_other(project: Project) -> None:
    claims = claims_of(project)
    faults: list[Exception] = []

    def work(name: str) -> None:
        deciding = Deciding(project)
        try:
            for n in range(5):
                deciding.comment(Asked(name, f"remark {n}"), [claims[n % 2]])
        except ReportedlyError as error:
            faults.append(error)

    threads = [threading.Thread(target=work, args=(f"p{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert whole(project) == 20
