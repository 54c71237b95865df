"""Comments, dissents and grades stand in the chain and change nothing."""

import pytest

from reportedly.errors import InvalidRecord, ReviewRefused
from reportedly.records import Claim
from reportedly.records.review import source_name
from reportedly.review import standing, take, verify
from reportedly.review.grades import latest, note_of
from tests.unit.corroborate.pile import report
from tests.unit.review.made import draft, row
from tests.unit.review.test_decided import DRY, NURSES, Room


def test_what_is_kept_beside_changes_no_record_no_tie_and_no_count() -> None:
    room = Room(report(DRY, publisher="First Post"), report(DRY, publisher="Second Post"))
    before, events = take([], room.readings).readings, room.made.events
    claim, document = room.ids(0)[0], room.readings[1].document.id
    room.decide(room.desk.comment([claim]))
    room.decide(room.desk.comment([events[0].id]))
    room.decide(room.desk.comment([room.readings[0].document.id, document]))
    room.decide(room.desk.dissent([claim], "realis", {"realis": "planned"}))
    room.decide(room.desk.dissent([document]))
    room.decide(room.desk.grade_source(source_name("s:water"), "C", note_of(scope="water", basis="access")))
    room.decide(room.desk.grade_information(claim, "3"))
    taken = take(room.chain.actions, room.readings)
    assert (taken.readings, taken.ties, taken.orphans) == (before, [], [])
    assert room.made.events == events
    rows = [row(a) for a in room.chain.actions]
    assert verify(rows, len(rows)) == []


def test_a_claim_that_was_rejected_may_still_be_remarked_on() -> None:
    room = Room(report(DRY))
    [claim] = room.ids(0)
    remark = room.desk.comment([claim])
    room.decide(room.desk.reject(claim, "duplicate"))
    room.decide(remark)
    assert [a.kind for a in standing(room.chain.actions)] == ["reject", "comment"]


def test_the_newest_grade_stands_and_an_older_one_comes_back_when_it_is_taken_back() -> None:
    room = Room(report(DRY))
    name = source_name(None, "Council  press desk")
    assert name == "printed:Council press desk"
    room.decide(room.desk.grade_source(name, "F"))
    room.decide(room.desk.grade_source(name, "B"))
    assert latest(standing(room.chain.actions), "grade_source")[name].field == "B"
    room.decide(room.desk.undo(room.chain.actions[-1].id, room.chain.actions))
    assert latest(standing(room.chain.actions), "grade_source")[name].field == "F"


def test_confirmed_by_others_needs_two_certain_origins() -> None:
    one = Room(report(DRY, publisher="First Post"))
    with pytest.raises(ReviewRefused, match="other independent sources"):
        one.desk.grade_information(one.ids(0)[0], "1")
    two = Room(report(DRY, publisher="Orlivsk Pipes"), report(DRY, publisher="Kestrel Mission"))
    assert two.made.events[0].origins_min == 2
    assert two.desk.grade_information(two.ids(0)[0], "1").field == "1"


def test_grades_fields_and_things_that_are_none_are_refused() -> None:
    room = Room(report(NURSES))
    claim = room.readings[0].of(Claim)[0].id
    for call in (
        lambda: room.desk.grade_source("source:x", "G"),
        lambda: room.desk.grade_information(claim, "7"),
        lambda: room.desk.dissent([claim], "colour", {}),
        lambda: room.desk.comment([claim, claim, claim]),
        lambda: note_of(basis="mood"),
        lambda: note_of(until="soon"),
    ):
        with pytest.raises(ReviewRefused):
            call()
    with pytest.raises(InvalidRecord):
        draft("grade_source", "source:x", field="Z")
    with pytest.raises(InvalidRecord):
        source_name(None, " ")
