"""Contradictions by type: what clashes, what does not, and what settled it."""

import json
import random
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.corroborate import corroborate, find_disputes
from reportedly.errors import InvalidRecord
from reportedly.records import Dispute, DocEdge, Judgement, Reading, Span, Theatre, Wording
from tests.unit.coded import document, read

DATA = Path(__file__).parent / "data"
CASES = [
    json.loads(line)
    for name in ("disputes.jsonl", "disputes_unseen.jsonl")
    for line in (DATA / name).read_text("utf-8").splitlines()
]
PLAIN = Theatre()


@cache
def read_case(number: int) -> tuple[tuple[Reading, ...], tuple[DocEdge, ...]]:
    case = CASES[number]
    readings = read(*(document(p["text"], p["publisher"], p["published"]) for p in (case["a"], case["b"])))
    kind: Any = case.get("edge")
    edges = (DocEdge(readings[1].document.id, readings[0].document.id, kind, 0.5, "given"),) if kind else ()
    return tuple(readings), edges


@cache
def disputes_of(number: int) -> list[Dispute]:
    readings, edges = read_case(number)
    joined = corroborate(readings, edges, theatre=PLAIN)
    return find_disputes(readings, edges, theatre=PLAIN, events=joined.events, judgements=joined.judgements)


def test_a_third_of_the_cases_at_least_are_no_contradiction() -> None:
    assert len(CASES) >= 60
    assert sum(case["type"] is None for case in CASES) >= len(CASES) / 3
    assert {c["type"] for c in CASES} == {None, "number", "place", "time", "actor", "status", "blame", "denial"}


def test_each_type_is_found_with_hardly_a_false_one() -> None:
    found: Counter[str] = Counter()
    false: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for number, case in enumerate(CASES):
        kinds = [(d.kind, d.state) for d in disputes_of(number) if d.state != "update"]
        wanted = (case["type"], case["state"])
        found[case["type"]] += wanted in kinds
        missed[case["type"]] += case["type"] is not None and wanted not in kinds
        false.update(kind for kind, state in kinds if (kind, state) != wanted)
    assert sum(false.values()) <= 0.06 * sum(found.values()), false
    assert sum(missed.values()) <= 0.12 * sum(found.values()), missed


def test_a_growing_toll_is_an_update_and_says_so() -> None:
    number = next(n for n, case in enumerate(CASES) if case["state"] == "update")
    [update] = disputes_of(number)
    assert (update.kind, update.state) == ("number", "update")
    assert "grew" in update.resolution


def test_no_event_of_a_trap_is_called_contradicted() -> None:
    for number, case in enumerate(CASES):
        if case["type"] is None:
            events = corroborate(*read_case(number), theatre=PLAIN).events
            assert not any(e.contradictions for e in events), case["id"]


def test_the_words_that_clash_stand_at_their_spans() -> None:
    for number in range(len(CASES)):
        texts = {c: r.text for r in read_case(number)[0] for c in {x.claim for x in r.records if hasattr(x, "claim")}}
        for dispute in disputes_of(number):
            for words in (*dispute.left_words, *dispute.right_words):
                assert " ".join(words.span.of(texts[words.claim]).split()) == words.printed


HELD = ("The school union said that 40 teachers were dismissed in Vark on Friday.", "Farrow Gazette")
TOLD = ("The education office said that 15 teachers were dismissed in Vark on Friday.", "Quill Daily")


def pile(*more: tuple[str, str]) -> list[Reading]:
    return read(*(document(text, publisher, "2026-05-10") for text, publisher in (HELD, TOLD, *more)))


def test_claims_that_hold_the_same_stand_on_one_side() -> None:
    third = ("Fifteen teachers were dismissed in Vark on Friday, the installed mayor said.", "Reed Post")
    [dispute] = find_disputes(pile(third), (), theatre=PLAIN)
    assert sorted((len(dispute.left), len(dispute.right))) == [1, 2]
    assert dispute.place == "Vark"


def test_a_persons_decision_settles_a_dispute_and_keeps_its_reason() -> None:
    readings = pile()
    [dispute] = find_disputes(readings, (), theatre=PLAIN)
    ruled = Judgement(dispute.left[0], dispute.right[0], "different", "two schools", None, "review/ada")
    [settled] = find_disputes(readings, (), theatre=PLAIN, judgements=[ruled])
    assert settled.state == "decided"
    assert settled.resolution == "ada judged them to be two matters: two schools"


def test_a_retelling_that_went_wrong_is_told_from_a_second_source() -> None:
    retold = ("The Farrow Gazette reports that 15 teachers were dismissed in Vark on Friday.", "Reed Post")
    first, second = read(*(document(t, p, "2026-05-10") for t, p in (HELD, retold)))
    edges = [DocEdge(second.document.id, first.document.id, "cites", 0.5, "given")]
    [dispute] = find_disputes([first, second], edges, theatre=PLAIN)
    assert "tells the first again" in dispute.reason
    [other] = find_disputes(pile(), (), theatre=PLAIN)
    assert "tells the first" not in other.reason


@given(st.permutations(range(0, len(CASES), 5)), st.randoms(use_true_random=False))
@settings(max_examples=8, deadline=None)
def test_the_order_of_the_input_changes_nothing(order: list[int], chance: random.Random) -> None:
    readings = [r for n in order for r in read_case(n)[0]]
    edges = [e for n in order for e in read_case(n)[1]]
    expected = find_disputes(sorted(readings, key=lambda r: r.document.id), edges, theatre=PLAIN)
    chance.shuffle(readings)
    assert find_disputes(readings, edges, theatre=PLAIN) == expected


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"left": ()}, "claims on both sides"),
        ({"right": ("clm_a",)}, "no claim on both"),
        ({"state": "corrected"}, "needs the reason"),
        ({"resolution": "said so later"}, "has no resolution"),
        ({"kind": "mood"}, "must be one of"),
    ],
)
def test_a_dispute_that_breaks_its_rule_cannot_be_made(change: dict[str, Any], message: str) -> None:
    words = (Wording("clm_a", "40 teachers", Span(0, 11)),), (Wording("clm_b", "15 teachers", Span(0, 11)),)
    fields: dict[str, Any] = {
        "kind": "number", "state": "open", "left": ("clm_a",), "right": ("clm_b",), "left_words": words[0],
        "right_words": words[1], "reason": "“40 teachers” against “15 teachers”",
    }  # fmt: skip
    Dispute(**fields)
    with pytest.raises(InvalidRecord, match=message):
        Dispute(**{**fields, **change})
