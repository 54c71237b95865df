import json
import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.derive import find_drift
from reportedly.derive.matter import PAIRED
from reportedly.errors import InvalidRecord
from reportedly.interfaces import Stage
from reportedly.pipeline import annotate
from reportedly.records import (
    DocEdge,
    Document,
    Drift,
    Event,
    Judgement,
    Reading,
    Source,
    Theatre,
    document_id,
    event_id,
)
from reportedly.text import digest
from tests.unit.derive.drifting import Told, an_edge

DATA = Path(__file__).parent / "data"
CASES = [
    json.loads(line)
    for name in ("drift.jsonl", "drift_unseen.jsonl")
    for line in (DATA / name).read_text("utf-8").splitlines()
]
PLAIN = Theatre()
CLINIC = "the clinic in Pellan has closed its night ward"


def between(earlier: Told, later: Told, kind: Any = "cites", theatre: Theatre = PLAIN, **more: Any) -> list[Drift]:
    """Return how firmly the later text tells the earlier one; what else it changed stands in test_drift_kinds.py."""
    found = find_drift([earlier.reading(), later.reading()], [an_edge(later, earlier, kind)], theatre=theatre, **more)
    return [drift for drift in found if drift.aspect == "hedge"]


def plain(publisher: str = "Quill Daily", lead: str = "In the valley ") -> Told:
    told = Told(f"{lead}{CLINIC}.", publisher)
    told.claim(CLINIC)
    return told


def said_by(source: str, publisher: str = "Farrow Gazette", verb: str = "said", **more: Any) -> Told:
    told = Told(f"{source} {verb} that {CLINIC}.", publisher)
    told.claim(CLINIC, source=source, **more)
    return told


def hearsay(publisher: str = "Farrow Gazette") -> Told:
    told = Told("The clinic in Pellan has reportedly closed its night ward.", publisher)
    told.claim("The clinic in Pellan has", "closed its night ward", hedge=("reportedly", "REP", "L3"))
    return told


def test_a_lost_reportedly_is_a_hardening_with_its_place() -> None:
    earlier, later = hearsay(), plain()
    [drift] = between(earlier, later)
    assert (drift.direction, drift.before, drift.after) == ("hardened", "L3", "L0")
    assert (drift.kind, drift.edge, drift.changes) == ("retelling", "cites", ("hearsay_dropped",))
    assert [s.of(earlier.text) for s in drift.lost] == ["reportedly"]
    assert drift.reason == "“reportedly” is gone"
    assert drift.earlier_document == earlier.reading().document.id
    assert drift.later == later.records[0].id


def test_an_added_reportedly_softens() -> None:
    [drift] = between(plain("Farrow Gazette"), hearsay("Quill Daily"))
    assert (drift.direction, drift.changes) == ("softened", ("hearsay_added",))
    assert not drift.lost
    assert len(drift.gained) == 1


def test_a_source_that_the_retelling_leaves_out_is_dropped() -> None:
    [drift] = between(said_by("The nurses' union"), plain())
    assert (drift.before, drift.after, drift.changes) == ("L1", "L0", ("attribution_dropped",))
    assert "nurses' union" in drift.reason


def test_naming_the_retold_paper_is_no_drift_but_hides_the_source_behind_it() -> None:
    relay = said_by("The Farrow Gazette", "Quill Daily", verb="wrote")
    assert between(plain("Farrow Gazette"), relay) == []
    [drift] = between(said_by("The nurses' union"), relay)
    assert (drift.before, drift.after) == ("L1", "L0")
    assert drift.reason.endswith("only the text that is told again")


def test_a_source_of_the_same_party_as_the_retold_publisher_is_no_drift() -> None:
    theatre = Theatre(
        sources=(
            Source("s:press", "Harl Press Office", affiliation_group="ca"),
            Source("s:dept", "Department of Health", affiliation_group="ca"),
        )
    )
    told = said_by("The Department of Health", "Harl Press Office")
    later = said_by("The Department of Health", "Quill Daily")
    assert between(told, later, theatre=theatre) == []


def test_a_source_that_stands_in_the_same_paragraph_is_not_lost() -> None:
    later = Told(f"The union wrote to all papers. In Vark {CLINIC}.", "Quill Daily")
    later.claim(CLINIC)
    assert between(said_by("The nurses' union"), later) == []


def test_an_inferred_source_that_is_left_out_is_no_drift() -> None:
    assert between(said_by("The nurses' union", inferred=True), plain()) == []


def test_another_speaker_is_no_drift() -> None:
    hedged = said_by("The nurses' union", hedge=("said", "DIS", "L5"))
    assert between(hedged, said_by("A rector", "Quill Daily")) == []


def test_an_added_source_is_no_softening() -> None:
    assert between(plain("Farrow Gazette"), said_by("The mayor", "Quill Daily")) == []


def test_a_named_source_for_an_unnamed_one_is_no_drift() -> None:
    assert between(said_by("Several officials", named=False), said_by("Chief officials", "Quill Daily")) == []


def doubting(word: str, grade: str, publisher: str) -> Told:
    told = Told(f"The clinic in Pellan has {word} closed its night ward.", publisher)
    told.claim("The clinic in Pellan has", "closed its night ward", hedge=(word, "EPI", "L4"), grade=grade)
    return told


def test_possibly_that_becomes_probably_hardens_within_its_level() -> None:
    [drift] = between(doubting("possibly", "s", "Farrow Gazette"), doubting("probably", "p", "Quill Daily"))
    assert (drift.before, drift.after, drift.changes, drift.distance) == ("L4", "L4", ("hedge_weakened",), 0)
    assert drift.reason == "“possibly” became “probably”"


def test_a_lost_hedge_beside_an_added_one_of_another_kind_is_no_drift() -> None:
    assert between(doubting("possibly", "s", "Farrow Gazette"), hearsay("Quill Daily")) == []


@pytest.mark.parametrize(
    "words",
    [
        "the clinic in Pellan has not closed its night ward",
        "the clinic in Pellan has opened its night ward",
        "the clinic in Dorn has closed its night ward",
        "9 rooms of the clinic have closed, its night ward too",
        "the bakery in Pellan has closed for a long winter",
    ],
)
def test_another_matter_is_never_paired(words: str) -> None:
    later = Told(f"Elsewhere {words}.", "Quill Daily")
    later.claim(words)
    earlier = Told("12 rooms of the clinic in Pellan have reportedly closed, its night ward too.", "Farrow Gazette")
    earlier.claim(
        "12 rooms of the clinic in Pellan have", "closed, its night ward too", hedge=("reportedly", "REP", "L3")
    )
    first = hearsay() if not words.startswith("9") else earlier
    assert between(first, later) == []


def test_a_denial_of_the_claim_is_no_drift() -> None:
    later = Told(f"Nobody in the council thinks that {CLINIC}.", "Quill Daily")
    later.claim(CLINIC, polarity="-")
    assert between(hearsay(), later) == []


def test_a_plan_is_not_the_same_claim_as_its_result() -> None:
    later = Told(f"In autumn {CLINIC}.", "Quill Daily")
    later.claim(CLINIC, realis="planned")
    assert between(hearsay(), later) == []


def test_a_judgement_that_two_claims_differ_keeps_them_apart() -> None:
    earlier, later = hearsay(), plain()
    ids = (earlier.reading().records[2].id, later.records[0].id)  # type: ignore[union-attr]
    assert between(earlier, later, judgements=[Judgement(*ids, "different", "at different times")]) == []


def test_one_event_lets_fewer_common_words_suffice() -> None:
    earlier, later = hearsay(), Told("Pellan clinic shuts one night room.", "Quill Daily")
    claim = later.claim("Pellan clinic shuts one night room")
    assert between(earlier, later) == []
    ids = (earlier.reading().records[2].id, claim)  # type: ignore[union-attr]
    event = Event(event_id(ids), "GUO.C05", "a clinic", ids, (), 0, 0, "K0")
    assert [d.direction for d in between(earlier, later, events=[event])] == ["hardened"]


def test_where_one_of_two_retold_texts_is_as_firm_nothing_has_drifted() -> None:
    soft, firm, later = hearsay(), plain("Marsh Lantern", "Since May "), plain()
    edges = [an_edge(later, soft), an_edge(later, firm)]
    assert find_drift([t.reading() for t in (soft, firm, later)], edges, theatre=PLAIN) == []


def test_press_texts_printed_by_two_are_not_looked_at() -> None:
    earlier, later = hearsay(), plain()
    readings = [earlier.reading(), later.reading()]
    assert find_drift(readings, [an_edge(later, earlier, "same_release")], theatre=PLAIN) == []


def test_a_near_copy_drifts_however_near_it_is() -> None:
    earlier, later = hearsay(), plain()
    edge = an_edge(later, earlier, "copy", 1.0)
    assert [d.direction for d in find_drift([earlier.reading(), later.reading()], [edge], theatre=PLAIN)] == [
        "hardened"
    ]


def test_a_new_version_that_hedges_is_a_revision() -> None:
    [drift] = between(plain("Farrow Gazette"), hearsay("Farrow Gazette"), kind="revision_of")
    assert (drift.kind, drift.direction) == ("revision", "softened")


def headlined(headline: str, body: str, source: str, **more: Any) -> Told:
    told = Told(f"{headline}\n{body}", "Farrow Gazette")
    told.claim(headline.strip("“”"), source=source if more.pop("lent", False) else None)
    told.claim(body.split(",", maxsplit=1)[0], source=source, after=len(headline), **more)
    return told


def test_a_headline_without_the_source_of_its_text_has_hardened() -> None:
    told = headlined("Night ward of clinic closed", "The night ward of the clinic is closed, a nurse said.", "a nurse")
    [drift] = find_drift([told.reading()], [], theatre=PLAIN)
    assert (drift.kind, drift.edge, drift.direction) == ("headline_body", None, "hardened")
    assert [s.of(told.text) for s in drift.lost] == ["a nurse"]


def test_a_source_that_a_headline_does_not_print_itself_is_not_its_source() -> None:
    body = "The night ward of the clinic is closed, a nurse said."
    told = headlined("Night ward of clinic closed", body, "a nurse", lent=True)
    assert [d.changes for d in find_drift([told.reading()], [], theatre=PLAIN)] == [("attribution_dropped",)]


def test_a_headline_in_quotation_marks_keeps_the_source_of_its_text() -> None:
    body = "The night ward of the clinic is closed, a nurse said."
    told = headlined("“Night ward of clinic closed”", body, "a nurse", lent=True)
    assert find_drift([told.reading()], [], theatre=PLAIN) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"changes": ()}, "needs what changed"),
        ({"reason": ""}, "needs what changed"),
        ({"before": "L0", "after": "L3"}, "is not hardened"),
        ({"edge": None}, "cannot join"),
        ({"later_document": "doc_a"}, "cannot join"),
        ({"direction": "firmer"}, "must be one of"),
        ({"changes": ("forgotten",)}, "must be one of"),
    ],
)
def test_a_drift_that_breaks_its_rule_cannot_be_made(change: dict[str, Any], message: str) -> None:
    fields: dict[str, Any] = {
        "earlier": "clm_a", "later": "clm_b", "earlier_document": "doc_a", "later_document": "doc_b",
        "kind": "retelling", "direction": "hardened", "before": "L3", "after": "L0",
        "changes": ("hearsay_dropped",), "reason": "“reportedly” is gone", "edge": "cites",
    }  # fmt: skip
    Drift(**fields)
    with pytest.raises(InvalidRecord, match=message):
        Drift(**{**fields, **change})


@cache
def stages() -> tuple[Stage, ...]:
    from reportedly.assembly import default_stages
    from reportedly.gazetteer.nowhere import NoPlaces

    return tuple(default_stages(places=NoPlaces()))


def document(text: str, publisher: str) -> Document:
    sha = digest(text, publisher, length=64)
    return Document(
        document_id(sha), sha, "txt", text, f"{sha[:8]}.txt", "text/plain", "plain/1", "2026-06-01T00:00:00Z",
        "en", publisher, published="2026-05-04",
    )  # fmt: skip


@cache
def read_case(number: int) -> tuple[tuple[Reading, ...], tuple[DocEdge, ...]]:
    case = CASES[number]
    parts = [case] if "text" in case else [case["earlier"], case["later"]]
    made = annotate(stages(), [Reading(document(p["text"], p["publisher"])) for p in parts])
    readings = tuple(done.reading for done in made)
    if len(readings) == 1:
        return readings, ()
    return readings, (DocEdge(readings[1].document.id, readings[0].document.id, case["edge"], 0.5, "given"),)


def drifts_of(number: int) -> list[Drift]:
    readings, edges = read_case(number)
    return find_drift(readings, edges, theatre=PLAIN)


def test_the_cases_are_enough_and_half_of_them_hold_no_drift() -> None:
    assert len(CASES) >= 40
    assert 0.4 <= sum(case["drift"] is None for case in CASES) / len(CASES) <= 0.6
    assert len({case["id"] for case in CASES}) == len(CASES)


def test_drift_is_found_with_few_slips_on_the_invented_cases() -> None:
    found = false = missed = 0
    for number, case in enumerate(CASES):
        directions = [d.direction for d in drifts_of(number) if d.aspect == "hedge"]
        hit = case["drift"] in directions
        found += hit
        false += len(directions) - hit
        missed += case["drift"] is not None and not hit
    assert found / (found + false) >= 0.9
    assert found / (found + missed) >= 0.75


def test_the_threshold_keeps_two_matters_of_one_town_apart() -> None:
    number = next(n for n, case in enumerate(CASES) if case["id"] == "n05")
    assert PAIRED > 0.6
    assert drifts_of(number) == []


@given(st.permutations(range(0, len(CASES), 3)), st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_of_the_input_changes_nothing(order: list[int], chance: random.Random) -> None:
    given_in = [read_case(n) for n in order]
    readings = [r for pile, _ in given_in for r in pile]
    edges = [e for _, some in given_in for e in some]
    expected = find_drift(sorted(readings, key=lambda r: r.document.id), sorted(edges, key=str), theatre=PLAIN)
    chance.shuffle(readings)
    assert find_drift(readings, edges, theatre=PLAIN) == expected


def test_every_span_of_a_drift_stands_in_the_document_it_names() -> None:
    for number in range(len(CASES)):
        readings = {r.document.id: r for r in read_case(number)[0]}
        for drift in drifts_of(number):
            assert all(s.end <= len(readings[drift.earlier_document].text) for s in drift.lost)
            assert all(s.end <= len(readings[drift.later_document].text) for s in drift.gained)
            assert drift.lost or drift.gained
