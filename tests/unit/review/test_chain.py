"""Every change to any row of the chain is found."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import InvalidRecord
from reportedly.records import Quote, ReviewDraft, Sealed
from reportedly.review import verify
from tests.unit.review.made import AT, Chain, Row, draft, row


def rows(count: int = 5) -> list[Row]:
    chain = Chain()
    quote = (Quote("clm_a", "doc_a", ("The taps ran dry",), 0),)
    for number in range(count):
        kinds = [
            draft("merge", "clm_a", "clm_b", quotes=quote, because=f"reason {number}"),
            draft("edit", "clm_a", field="realis", before='{"realis": "occurred"}', after='{"realis": "failed"}'),
            draft("accept", "clm_c"),
        ]
        chain.put(kinds[number % 3])
    return [row(action) for action in chain.actions]


def test_a_chain_as_it_was_written_is_whole() -> None:
    assert verify(rows(), 5) == []
    assert verify([], 0) == []
    assert verify(rows(), 5, head=rows()[3].sha256[:20]) == []


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 4), st.sampled_from(["id", "at", "body", "sha256", "sealed"]), st.data())
def test_a_changed_character_anywhere_is_found(at: int, column: str, data: Any) -> None:
    kept = rows()
    text = getattr(kept[at], column)
    place = data.draw(st.integers(0, len(text) - 1))
    put = data.draw(st.characters(codec="utf-8").filter(lambda c: c != text[place]))
    changed = text[:place] + put + text[place + 1 :]
    if column == "sealed":
        try:
            same = json.loads(changed) == json.loads(text)
        except ValueError:
            same = False
        if same:
            return
    kept[at] = replace(kept[at], **{column: changed})
    assert verify(kept, 5)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 5), st.lists(st.integers(0, 5), min_size=1, max_size=6, unique=True))
def test_a_row_that_is_removed_moved_or_put_in_is_found(position: int, order: list[int]) -> None:
    kept = rows()
    gone = kept[: position - 1] + kept[position:]
    assert verify(gone, 5)
    shuffled = [kept[n] for n in order if n < 5]
    if shuffled != kept:
        assert verify(shuffled, 5)
    foreign = row(Chain().put(draft("accept", "clm_z")))
    assert verify([*kept[: position - 1], foreign, *kept[position - 1 :]], 6)


def test_a_whole_chain_made_anew_is_found_by_a_digest_that_was_noted_down() -> None:
    noted = rows()[4].sha256
    chain = Chain()
    for _ in range(5):
        chain.put(draft("accept", "clm_z"))
    forged = [row(action) for action in chain.actions]
    assert verify(forged, 5) == []
    assert verify(forged, 5, head=noted)


def test_an_erased_value_breaks_nothing_if_an_action_says_that_it_was_erased() -> None:
    chain = Chain()
    edit = chain.put(draft("edit", "clm_a", field="place", before='{"name": "Harl"}', after='{"name": "Dornim"}'))
    kept = [row(edit)]
    sealed = json.loads(kept[0].sealed)
    kept[0].sealed = json.dumps({name: value for name, value in sealed.items() if name == "reason"})
    assert [fault.split(": ")[1] for fault in verify(kept, 1)] == [
        "its before is gone, and no action erased it",
        "its after is gone, and no action erased it",
        "its quotes is gone, and no action erased it",
    ]
    chain.put(draft("erase", edit.id, field="before,after,quotes"))
    assert verify([kept[0], row(chain.actions[1])], 2) == []


def test_a_sealed_text_cannot_be_guessed_from_its_digest_once_it_is_erased() -> None:
    one, other = Sealed.of("Harl", "salt one"), Sealed.of("Harl", "salt two")
    assert one.sha256 != other.sha256
    assert one.erased() == Sealed(one.sha256)
    assert one.erased().intact
    assert not replace(one, text="Dornim").intact


@pytest.mark.parametrize(
    "wrong",
    [
        {"by": " "},
        {"reason": ""},
        {"at": "yesterday"},
        {"at": "2026-11-02T09:30:00+02:00"},
        {"at": "2026-11-02T09:30:00"},
        {"kind": "bless"},
        {"kind": "reject", "field": "ugly"},
        {"kind": "merge", "on": ("clm_a",)},
        {"kind": "not_same"},
        {"on": ()},
        {"kind": "split", "against": ("clm_a",)},
    ],
)
def test_an_action_without_who_when_and_why_cannot_be_made(wrong: dict[str, Any]) -> None:
    good: dict[str, Any] = {"kind": "accept", "on": ("clm_a",), "by": "ada", "at": AT, "reason": "read again"}
    ReviewDraft(**good)
    with pytest.raises(InvalidRecord):
        ReviewDraft(**{**good, **wrong})
