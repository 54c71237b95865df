"""Numbers, places, labels, plans, denials, days and sources that change as a claim is told again."""

import json
import random
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.derive import find_drift
from reportedly.errors import InvalidRecord
from reportedly.records import DocEdge, Drift, Judgement, Reading, Theatre, from_plain, to_plain
from tests.unit.coded import document, read

DATA = Path(__file__).parent / "data"
CASES = [
    json.loads(line)
    for name in ("drift_kinds.jsonl", "drift_kinds_unseen.jsonl")
    for line in (DATA / name).read_text("utf-8").splitlines()
]
PLAIN = Theatre()


def edge(later: Reading, earlier: Reading, kind: Any = "cites") -> DocEdge:
    return DocEdge(later.document.id, earlier.document.id, kind, 0.5, "given")


@cache
def read_case(number: int) -> tuple[tuple[Reading, ...], tuple[DocEdge, ...]]:
    case = CASES[number]
    readings = read(*(document(p["text"], p["publisher"], p["published"]) for p in (case["earlier"], case["later"])))
    return tuple(readings), (edge(readings[1], readings[0], case["edge"]),)


def drifts_of(number: int) -> list[Drift]:
    readings, edges = read_case(number)
    return find_drift(readings, edges, theatre=PLAIN)


def test_a_third_of_the_cases_at_least_hold_nothing_to_report() -> None:
    assert len(CASES) >= 60
    assert sum(case["aspect"] is None for case in CASES) >= len(CASES) / 3
    assert {c["aspect"] for c in CASES} > {"number", "place", "label", "realis", "polarity", "time", "source"}


def test_each_aspect_is_found_with_hardly_a_false_one() -> None:
    found: Counter[str] = Counter()
    false: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for number, case in enumerate(CASES):
        aspects = {aspect for drift in drifts_of(number) for aspect in drift.aspects}
        wanted = case["aspect"]
        # A source that is lost hardens; a text that changes may lose its source as well.
        beside = {"hedge", "source"} if wanted else set()
        found[wanted] += wanted in aspects
        missed[wanted] += wanted is not None and wanted not in aspects
        false.update(aspects - {wanted} - beside)
    assert sum(false.values()) <= 0.05 * sum(found.values()), false
    assert sum(missed.values()) <= 0.1 * sum(found.values()), missed


def test_the_kind_of_change_is_named() -> None:
    for number, case in enumerate(CASES):
        if case["change"]:
            assert case["change"] in {c for drift in drifts_of(number) for c in drift.changes}, case["id"]


def test_the_printed_words_stand_at_their_spans() -> None:
    for number in range(len(CASES)):
        texts = {r.document.id: r.text for r in read_case(number)[0]}
        for drift in drifts_of(number):
            if drift.producer.startswith("drift.shifts"):
                assert drift.was or drift.became
                assert {" ".join(s.of(texts[drift.earlier_document]).split()) for s in drift.lost} == set(drift.was)
                assert {" ".join(s.of(texts[drift.later_document]).split()) for s in drift.gained} == set(drift.became)
                assert drift.reason


def chain() -> tuple[list[Reading], list[DocEdge]]:
    first, second, third = read(
        document("Forty teachers were dismissed in Vark on Monday, the union said.", "Farrow Gazette"),
        document("The Farrow Gazette reports that 14 teachers were dismissed in Vark on Monday.", "Quill Daily"),
        document("According to the Quill Daily, 14 teachers were dismissed in Vark on Monday.", "Reed Post"),
    )
    return [first, second, third], [edge(second, first), edge(third, second)]


def test_the_hop_that_changed_a_number_is_told_from_those_that_repeat_it() -> None:
    readings, edges = chain()
    [drift] = [d for d in find_drift(readings, edges, theatre=PLAIN) if d.aspect == "number"]
    home = {c: r.document.publisher for r in readings for c in {d.claim for d in r.records if hasattr(d, "claim")}}
    assert (home[drift.earlier], home[drift.later]) == ("Farrow Gazette", "Quill Daily")
    assert [home[c] for c in drift.carried] == ["Reed Post"]
    assert drift.path == ()
    assert drift.reason == "“Forty teachers” became “14 teachers”"


def test_a_later_change_knows_the_tellings_before_it() -> None:
    readings, edges = chain()
    [last] = read(document("According to the Reed Post, 9 teachers were dismissed in Vark on Monday.", "Marsh Lantern"))
    edges.append(edge(last, readings[2]))
    found = find_drift([*readings, last], edges, theatre=PLAIN)
    [drift] = [d for d in found if d.aspect == "number" and d.later_document == last.document.id]
    assert drift.became == ("9 teachers",)
    assert len(drift.path) == 2


def test_a_text_in_between_that_lacks_the_claim_is_stepped_over() -> None:
    first, second, third = read(
        document("Forty teachers of the lyceum were dismissed in Vark on Monday.", "Farrow Gazette"),
        document("Bread is short in the valley. The Farrow Gazette has the story of the teachers.", "Quill Daily"),
        document("14 teachers of the lyceum were dismissed in Vark on Monday. Rain fell.", "Reed Post"),
    )
    found = find_drift([first, second, third], [edge(second, first), edge(third, second)], theatre=PLAIN)
    assert [(d.was, d.became) for d in found if d.aspect == "number"] == [(("Forty teachers",), ("14 teachers",))]


def test_what_one_of_two_retold_texts_says_as_well_has_not_drifted() -> None:
    one, two, later = read(
        document("Forty teachers were dismissed in Vark on Monday.", "Farrow Gazette"),
        document("14 teachers were dismissed in Vark on Monday.", "Marsh Lantern"),
        document("14 teachers were dismissed in Vark on Monday, papers report.", "Quill Daily"),
    )
    found = find_drift([one, two, later], [edge(later, one), edge(later, two)], theatre=PLAIN)
    assert [d for d in found if d.aspect == "number"] == []


def test_a_headline_with_another_number_than_its_text() -> None:
    [told] = read(
        document(
            "Ninety teachers dismissed in Vark\n\nForty teachers were dismissed in Vark on Monday.\n", "Farrow Gazette"
        )
    )
    [drift] = [d for d in find_drift([told], [], theatre=PLAIN) if d.aspect == "number"]
    assert (drift.kind, drift.edge) == ("headline_body", None)


def test_what_a_person_judged_to_be_two_matters_has_not_drifted() -> None:
    readings, edges = chain()
    found = find_drift(readings, edges, theatre=PLAIN)
    [drift] = [d for d in found if d.aspect == "number"]
    ruled = [Judgement(drift.earlier, drift.later, "different", "two schools", None, "review/ada")]
    assert not [d for d in find_drift(readings, edges, theatre=PLAIN, judgements=ruled) if d.aspect == "number"]


@given(st.permutations(range(0, len(CASES), 6)), st.randoms(use_true_random=False))
@settings(max_examples=8, deadline=None)
def test_the_order_of_the_input_changes_nothing(order: list[int], chance: random.Random) -> None:
    given_in = [read_case(n) for n in order]
    readings = [r for pile, _ in given_in for r in pile]
    edges = [e for _, some in given_in for e in some]
    expected = find_drift(sorted(readings, key=lambda r: r.document.id), sorted(edges, key=str), theatre=PLAIN)
    chance.shuffle(readings)
    assert find_drift(readings, edges, theatre=PLAIN) == expected


FIELDS: dict[str, Any] = {
    "earlier": "clm_a", "later": "clm_b", "earlier_document": "doc_a", "later_document": "doc_b", "kind": "retelling",
    "direction": "hardened", "before": "L3", "after": "L0", "changes": ("hearsay_dropped",),
    "reason": "“reportedly” is gone", "edge": "cites",
}  # fmt: skip


def test_rows_stored_before_there_were_aspects_are_still_read() -> None:
    old = {**to_plain(Drift(**FIELDS))}
    for name in ("aspect", "was", "became", "path", "carried"):
        del old[name]
    assert from_plain(Drift, old).aspect == "hedge"


def test_only_what_is_no_hedge_may_change_without_a_direction() -> None:
    with pytest.raises(InvalidRecord, match="is not changed"):
        Drift(**{**FIELDS, "direction": "changed"})
    made = Drift(**{**FIELDS, "direction": "changed", "aspect": "number", "changes": ("number_changed",)})
    assert made.distance == 0
    assert Drift(**{**FIELDS, "changes": ("attribution_dropped",)}).aspects == ("hedge", "source")
