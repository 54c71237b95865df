"""Every change to any row of the chain of custody is found."""

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.custody import verify_chain
from reportedly.errors import InvalidRecord
from reportedly.records import CustodyDraft
from reportedly.records.custody import custody_bodies
from reportedly.store import SqlStore
from reportedly.store.custody import KeptCustody

AT = "2026-11-02T09:30:00+00:00"


def draft(kind: Any = "capture", on: str = "a" * 64, **detail: Any) -> CustodyDraft:
    return CustodyDraft(kind, AT, "ada", (on,), detail)


def rows(count: int = 5) -> list[KeptCustody]:
    made = custody_bodies([draft(path=f"in/{n}.txt") for n in range(count)], 0, "")
    return [KeptCustody(m["seq"], m["id"], m["at"], m["body"], m["sha256"]) for m in made]


def test_a_chain_as_it_was_written_is_whole() -> None:
    assert verify_chain(rows(), 5) == []
    assert verify_chain([], 0) == []
    assert verify_chain(rows(), 5, head=rows()[2].sha256[:16]) == []


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 4), st.sampled_from(["id", "at", "body", "sha256"]), st.data())
def test_a_changed_character_anywhere_is_found(at: int, column: str, data: Any) -> None:
    kept = rows()
    text = getattr(kept[at], column)
    place = data.draw(st.integers(0, len(text) - 1))
    put = data.draw(st.characters(codec="utf-8").filter(lambda c: c != text[place]))
    kept[at] = replace(kept[at], **{column: text[:place] + put + text[place + 1 :]})
    assert verify_chain(kept, 5)


@settings(max_examples=100, deadline=None)
@given(st.permutations(range(5)), st.integers(0, 4))
def test_a_row_that_is_moved_removed_or_put_in_is_found(order: list[int], gone: int) -> None:
    kept = rows()
    if order != list(range(5)):
        assert verify_chain([kept[n] for n in order], 5)
    assert verify_chain(kept[:gone] + kept[gone + 1 :], 5)
    assert verify_chain(kept[: gone + 1] + kept[gone:], 6)


def test_a_whole_new_chain_is_found_by_the_digest_that_was_noted() -> None:
    made = custody_bodies([draft(path="in/other.txt")], 0, "")
    other = [KeptCustody(m["seq"], m["id"], m["at"], m["body"], m["sha256"]) for m in made]
    assert verify_chain(other, 1) == []
    assert verify_chain(other, 1, head=rows()[-1].sha256)


def test_events_come_back_and_what_is_noted_once_is_not_noted_again(tmp_path: Path) -> None:
    store = SqlStore.open(tmp_path / "p.db")
    assert store.add_custody(draft(path="in/a.txt"), draft(path="in/b.txt")) == 2
    assert store.add_custody(draft(path="in/a.txt"), draft("verify"), draft("verify")) == 2
    assert store.add_custody(draft("export", files=1), draft("export", files=2)) == 2
    assert store.add_custody(draft("export", files=2)) == 0
    assert store.add_custody(draft("export", files=1)) == 1
    events = store.custody_events()
    assert [e.number for e in events] == list(range(1, 8))
    assert events[0].detail == {"path": "in/a.txt"}
    assert events[1].previous == events[0].sha256
    assert verify_chain(*store.kept_custody()) == []
    store.close()


def test_the_database_refuses_to_change_or_delete_an_event(tmp_path: Path) -> None:
    store = SqlStore.open(tmp_path / "p.db")
    store.add_custody(draft())
    store.close()
    connection = sqlite3.connect(tmp_path / "p.db")
    for statement in ("DELETE FROM custody", "UPDATE custody SET body = 'x'", "UPDATE custody SET mark = 'x'"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            connection.execute(statement)
    connection.close()


def test_an_event_needs_who_and_when() -> None:
    with pytest.raises(InvalidRecord, match="who"):
        CustodyDraft("verify", AT, " ")
    with pytest.raises(InvalidRecord, match="UTC"):
        CustodyDraft("verify", "2026-11-02T09:30:00+02:00", "ada")
    with pytest.raises(InvalidRecord, match="no time"):
        CustodyDraft("verify", "yesterday", "ada")
