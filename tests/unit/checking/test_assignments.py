"""Documents are dealt out evenly, and a person's queue holds what they are asked for and are not done with."""

from itertools import combinations
from pathlib import Path

import pytest

from reportedly.checking.annotation import BadAnnotation, Task, load_task, may_see, new_task, note, work_of
from reportedly.checking.assignments import dealt, next_open, progress, queue_of
from tests.unit.checking.test_annotation import pumps

PEOPLE = ("K", "L", "M", "N")
DOCUMENTS = tuple(f"doc_{n}" for n in range(1, 13))


def a_task(id: str = "tsk_01", **more: object) -> Task:
    given = {
        "documents": DOCUMENTS,
        "people": PEOPLE,
        "codebook": "guo 1",
        "at": "2026-11-02T10:00:00+00:00",
        "by": "L",
    }
    return Task(id=id, **{**given, **more})  # type: ignore[arg-type]


def test_each_document_goes_to_so_many_people_and_the_work_is_even() -> None:
    asked = dict(dealt(DOCUMENTS, PEOPLE, 2))
    assert [sum(d in mine for mine in asked.values()) for d in DOCUMENTS] == [2] * 12
    assert [len(mine) for mine in asked.values()] == [6, 6, 6, 6]
    assert [len({*asked[a]} & {*asked[b]}) for a, b in combinations(PEOPLE, 2)] == [2] * 6
    assert dict(dealt(DOCUMENTS, PEOPLE, 4)) == dict.fromkeys(PEOPLE, DOCUMENTS)


@pytest.mark.parametrize("each", [0, 1, 5])
def test_a_document_cannot_go_to_one_person_or_to_more_than_there_are(each: int) -> None:
    with pytest.raises(BadAnnotation, match="two people or more, and to no more than 4"):
        dealt(DOCUMENTS, PEOPLE, each)


def test_the_queue_holds_what_is_left_and_what_is_due_first_comes_first(tmp_path: Path) -> None:
    later = a_task("tsk_01", documents=DOCUMENTS[:3])
    sooner = a_task("tsk_02", documents=DOCUMENTS[3:7], asked=dealt(DOCUMENTS[3:7], PEOPLE, 2), due="2026-11-20")
    for task in (later, sooner):
        new_task(tmp_path, task)
    assert load_task(tmp_path, "tsk_02") == sooner
    mine = sooner.asked_of("K")
    note(tmp_path, sooner, "K", "done", mine[0])
    note(tmp_path, later, "K", "put", pumps())
    found = [(one.task.id, one.document, one.begun) for one in queue_of(tmp_path, "K")]
    assert found == [
        ("tsk_02", mine[1], False), ("tsk_01", "doc_1", True), ("tsk_01", "doc_2", False), ("tsk_01", "doc_3", False),
    ]  # fmt: skip
    assert queue_of(tmp_path, "somebody else") == []
    assert (next_open(tmp_path, sooner, "K", mine[0]), next_open(tmp_path, later, "K", "doc_3")) == (mine[1], "doc_1")
    note(tmp_path, sooner, "K", "done", mine[1])
    assert next_open(tmp_path, sooner, "K", mine[1]) == ""
    assert [(p.person, p.asked, p.done, p.finished) for p in progress(tmp_path, sooner)] == [
        ("K", 2, 2, True), ("L", 2, 0, False), ("M", 2, 0, False), ("N", 2, 0, False),
    ]  # fmt: skip
    assert next(p for p in progress(tmp_path, later) if p.person == "K").claims == 1


def test_only_who_is_asked_marks_a_document_and_only_they_have_to_be_done_with_it(tmp_path: Path) -> None:
    task = a_task(asked=dealt(DOCUMENTS, PEOPLE, 2))
    new_task(tmp_path, task)
    one, other = task.asked_for("doc_1")
    [stranger, *_] = [person for person in PEOPLE if person not in (one, other)]
    with pytest.raises(BadAnnotation, match=f"no document that {stranger} is asked for"):
        note(tmp_path, task, stranger, "done", "doc_1")
    note(tmp_path, task, one, "done", "doc_1")
    assert not may_see(task, {p: work_of(tmp_path, task, p) for p in PEOPLE}, "doc_1")
    note(tmp_path, task, other, "done", "doc_1")
    assert may_see(task, {p: work_of(tmp_path, task, p) for p in PEOPLE}, "doc_1")


def test_a_day_by_which_is_a_day(tmp_path: Path) -> None:
    with pytest.raises(BadAnnotation, match="'soon' is no day"):
        new_task(tmp_path, a_task(due="soon"))
