"""What a correction makes stale, each with the chain of reasons in words, and what it does not."""

import json
from dataclasses import replace
from typing import Any

import pytest

from reportedly.corroborate import corroborate
from reportedly.errors import ReviewRefused
from reportedly.ledger import build_ledger
from reportedly.records import BriefStatement, Claim, Coding, DocEdge, Reading
from reportedly.review import Mark, Pile, stale, support_list, take
from reportedly.review.support import read_support
from tests.unit.corroborate.pile import THEATRE, Told, parents, report
from tests.unit.review.made import Chain, draft

FORTY = Told("Forty nurses have refused to work at the clinic", "GUO.B02", number=(40, 40, "nurses"))
FOURTEEN = Told("Fourteen nurses have refused to work at the clinic", "GUO.B02", number=(14, 14, "nurses"))
DRY = Told("The taps in Orlivsk have run dry", status=("water", "none"))


def first(told: Told = FORTY, **more: Any) -> Reading:
    return report(told, **({"publisher": "Plain Courier", "published": "2026-05-04", "path": "r.txt"} | more))


def later(told: Told = FOURTEEN, **more: Any) -> Reading:
    return report(told, **({"publisher": "Plain Courier", "published": "2026-05-07", "path": "r2.txt"} | more))


def retelling(told: Told = FORTY, **more: Any) -> Reading:
    return report(told, **({"publisher": "Quill Daily", "published": "2026-05-05", "path": "d.txt"} | more))


def edge(start: Reading, end: Reading, kind: Any) -> DocEdge:
    return DocEdge(start.document.id, end.document.id, kind, 0.9, "by hand")


def claim(reading: Reading) -> str:
    return reading.of(Claim)[0].id


def pile(*readings: Reading, edges: tuple[DocEdge, ...] = (), chain: Chain | None = None, **more: Any) -> Pile:
    """Return a pile with its events and ledger as they follow from the decisions."""
    actions = chain.actions if chain else []
    taken = take(actions, readings)
    found = taken.edges(edges)
    events = corroborate(taken.readings, found, theatre=THEATRE, parents=parents, ties=taken.ties).events
    ledger = build_ledger(taken.readings, events, theatre=THEATRE)
    return Pile(readings, found, events, ledger, actions, **more)


def of(marks: list[Mark], kind: str) -> dict[str, str]:
    return {mark.id: mark.why for mark in marks if mark.kind == kind}


def test_a_correction_reaches_the_retelling_and_the_event_with_the_chain_in_words() -> None:
    old, new, told = first(), later(), retelling()
    marks = stale(pile(old, new, told, edges=(edge(new, old, "revision_of"), edge(told, old, "cites"))))
    claims = of(marks, "claim")
    assert set(claims) == {claim(old), claim(told)}
    assert claims[claim(told)] == (
        f"claim {claim(told)} of “Quill Daily” (d.txt); "
        f"which retells claim {claim(old)} of “Plain Courier” (r.txt) (cites); "
        "“Plain Courier” (r.txt) was corrected on 2026-05-07 (r2.txt): ‘Forty’ became ‘Fourteen’"
    )
    [(event, why)] = of(marks, "event").items()
    assert why.startswith(f"event {event} rests on claim ")
    assert why.endswith("stale are 2 of the 3 claims of the event")


def test_who_gives_the_new_number_or_none_is_not_stale() -> None:
    old, new = first(), later()
    fresh = retelling(FOURTEEN)
    vague = retelling(
        Told("Nurses have refused to work at the clinic", "GUO.B02"), publisher="Third Post", path="e.txt"
    )
    edges = (edge(new, old, "revision_of"), edge(fresh, old, "cites"), edge(vague, old, "cites"))
    assert set(of(stale(pile(old, new, fresh, vague, edges=edges)), "claim")) == {claim(old)}


def test_a_correction_goes_along_several_retellings_and_stops_where_no_edge_leads() -> None:
    old, new, told = first(), later(), retelling()
    again = retelling(publisher="Third Post", path="e.txt")
    other = retelling(publisher="Fourth Post", path="f.txt")
    edges = (edge(new, old, "revision_of"), edge(told, old, "copy"), edge(again, told, "summarises"))
    claims = of(stale(pile(old, new, told, again, other, edges=edges)), "claim")
    assert set(claims) == {claim(old), claim(told), claim(again)}
    assert claims[claim(again)].count("which retells") == 2


def test_a_new_version_that_says_the_same_makes_nothing_stale() -> None:
    old, new = first(), later(FORTY)
    assert stale(pile(old, new, edges=(edge(new, old, "revision_of"),))) == []


def with_url(reading: Reading, url: str, retrieved: str = "2026-06-01T00:00:00Z") -> Reading:
    return Reading(replace(reading.document, url=url, retrieved_at=retrieved, published=None), reading.records)


def test_a_page_captured_again_with_other_text_is_a_correction_without_an_edge() -> None:
    old = with_url(first(), "https://courier.example/a/", "2026-05-04T08:00:00Z")
    new = with_url(later(), "http://www.courier.example/a#top", "2026-05-09T08:00:00Z")
    claims = of(stale(pile(old, new)), "claim")
    assert list(claims) == [claim(old)]
    assert "was captured again on 2026-05-09 (r2.txt): ‘Forty’ became ‘Fourteen’" in claims[claim(old)]


def test_the_first_of_several_versions_that_changed_it_is_named() -> None:
    old, new = first(), later()
    newest = later(FOURTEEN, published="2026-05-09", path="r3.txt", tail="More to follow.")
    edges = (edge(new, old, "revision_of"), edge(newest, new, "revision_of"))
    assert "2026-05-07 (r2.txt)" in of(stale(pile(old, new, newest, edges=edges)), "claim")[claim(old)]


@pytest.mark.xfail(reason="contradictions inside one event do not keep who stands against whom")
def test_a_change_that_was_taken_back_makes_nothing_stale() -> None:
    old, new = first(), later()
    restored = later(FORTY, published="2026-05-09", path="r3.txt")
    edges = (edge(new, old, "revision_of"), edge(restored, new, "revision_of"))
    assert claim(old) not in of(stale(pile(old, new, restored, edges=edges)), "claim")


def test_a_retracted_document_and_all_that_retells_it_is_stale_down_to_the_ledger() -> None:
    old = first(DRY)
    told = retelling(DRY)
    chain = Chain()
    chain.add(draft("retract", old.document.id, because="the outlet withdrew it"))
    marks = stale(pile(old, told, edges=(edge(told, old, "copy"),), chain=chain))
    assert set(of(marks, "claim")) == {claim(old), claim(told)}
    [(cell, why)] = of(marks, "interval").items()
    assert cell.startswith("t:orlivsk/water/")
    assert "was noted as retracted by ada on 2026-11-02: the outlet withdrew it" in why
    chain.add(draft("undo", chain.actions[0].id))
    assert stale(pile(old, told, edges=(edge(told, old, "copy"),), chain=chain)) == []


def test_events_that_were_made_before_a_decision_on_their_claims_are_stale_until_it_is_counted() -> None:
    one, other = first(DRY), retelling(DRY)
    chain = Chain()
    chain.add(draft("not_same", claim(one), against=(claim(other),), because="two towns"))
    before = replace(pile(one, other), actions=chain.actions)
    [why] = of(stale(before), "event").values()
    assert why.endswith("was made before a decision on its claims; not same by ada on 2026-11-02: two towns")
    assert stale(pile(one, other, chain=chain)) == []


def test_a_retelling_in_other_words_is_known_by_the_event_that_both_tell_of() -> None:
    old, told = first(DRY), retelling(Told("No water in any of the taps of the whole long street"))
    chain = Chain()
    chain.add(draft("retract", old.document.id))
    found = pile(old, told, edges=(edge(told, old, "cites"),), chain=chain)
    assert len(found.events) == 1
    assert set(of(stale(found), "claim")) == {claim(old), claim(told)}
    assert set(of(stale(replace(found, events=())), "claim")) == {claim(old)}


def test_a_decision_on_a_claim_that_was_corrected_since_is_to_be_looked_at_again() -> None:
    old, new, other = first(), later(), retelling(DRY, path="g.txt")
    chain = Chain()
    chain.add(draft("not_same", claim(old), against=(claim(other),), because="other matter"))
    chain.add(draft("accept", claim(other)))
    marks = stale(pile(old, new, other, edges=(edge(new, old, "revision_of"),), chain=chain))
    [(action, why)] = of(marks, "decision").items()
    assert action == chain.actions[0].id
    assert why.startswith(f"the decision is on claim {claim(old)}")
    assert why.endswith("‘Forty’ became ‘Fourteen’; it does not hold for the new version by itself")


def sentence(number: int, on: Reading, *events: Any, text: str = "It is said.") -> BriefStatement:
    return BriefStatement(number, "B", "report", text, (claim(on),), tuple(e.id for e in events))


def brief_of(found: Pile, *sentences: BriefStatement) -> Any:
    readings = take(found.actions, found.readings).readings
    text = support_list(sentences, readings, found.events, cutoff="2026-05-31", actions=found.actions)
    return read_support(text)


def test_a_sentence_of_the_brief_is_stale_with_the_claim_that_it_rests_on() -> None:
    old, new, told, other = first(), later(), retelling(), retelling(DRY, path="g.txt")
    found = pile(old, new, told, other, edges=(edge(new, old, "revision_of"), edge(told, old, "cites")))
    support = brief_of(found, sentence(1, told), sentence(2, other))
    marks = stale(replace(found, support=support))
    [(number, why)] = of(marks, "sentence").items()
    assert number == "1"
    assert why.startswith(f"the sentence rests on claim {claim(told)} of “Quill Daily” (d.txt); which retells")


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (lambda c: draft("reject", c, field="not_a_claim"), "the claim was rejected (not_a_claim) by ada on 2026-11-02"),
        (lambda c: draft("edit", c, field="realis", before='{"realis": "ongoing"}', after='{"realis": "planned"}'),
         "its realis was changed from ongoing to planned by ada on 2026-11-02"),
    ],
)  # fmt: skip
def test_a_decision_on_a_claim_makes_the_sentences_before_it_stale_and_not_those_after(
    decision: Any, words: str
) -> None:
    one, other = first(DRY), retelling(DRY)
    support = brief_of(pile(one, other), sentence(1, one))
    chain = Chain()
    chain.add(decision(claim(one)))
    found = pile(one, other, chain=chain, joined_at="2026-11-03T00:00:00+00:00")
    assert words in of(stale(replace(found, support=support)), "sentence")["1"]
    still = one if chain.actions[0].kind == "edit" else other
    assert of(stale(replace(found, support=brief_of(found, sentence(1, still)))), "sentence") == {}
    not_counted = replace(pile(one, other), actions=chain.actions, joined_at="2026-11-01T00:00:00+00:00")
    assert words in "".join(of(stale(not_counted), "event").values())


def test_an_edited_category_is_told_once() -> None:
    one = first(DRY)
    support = brief_of(pile(one), sentence(1, one))
    chain = Chain()
    value = '{"category": "GUO.C03", "codebook": "guo"}'
    chain.add(draft("edit", claim(one), field="category", before='{"category": "GUO.C02"}', after=value))
    found = pile(one, chain=chain, joined_at="2026-11-03T00:00:00+00:00")
    [mark] = [m for m in stale(replace(found, support=support)) if m.kind == "sentence"]
    assert "its category was changed from GUO.C02 to GUO.C03 by ada" in mark.why


def test_a_split_event_and_other_origins_make_its_sentence_stale() -> None:
    one, other = first(DRY), retelling(DRY)
    before = pile(one, other)
    [event] = before.events
    support = brief_of(before, sentence(1, one, event))
    chain = Chain()
    chain.add(draft("not_same", claim(one), against=(claim(other),), because="two towns"))
    why = of(stale(replace(pile(one, other, chain=chain), support=support)), "sentence")["1"]
    assert why.startswith(f"the sentence rests on event {event.id}; it is now 2 events: ")
    assert why.endswith("not same by ada on 2026-11-02: two towns")
    joined = pile(one, other, edges=(edge(other, one, "copy"),))
    why = of(stale(replace(joined, support=support)), "sentence")["1"]
    assert "it had 0 to 2 origins, K0, now 0 to 1 origins, K0" in why


def test_a_merge_that_was_taken_back_since_makes_its_sentence_stale() -> None:
    one, other = first(DRY), retelling(FORTY)
    chain = Chain()
    chain.add(draft("merge", claim(one), claim(other)))
    before = pile(one, other, chain=chain)
    [event] = before.events
    support = brief_of(before, sentence(1, one, event))
    chain.add(draft("undo", chain.actions[0].id, because="no, two matters"))
    why = of(stale(replace(pile(one, other, chain=chain), support=support)), "sentence")["1"]
    assert why.endswith("undo by ada on 2026-11-02: no, two matters")


def test_a_claim_that_was_coded_otherwise_since_makes_its_sentence_stale() -> None:
    one = first(DRY)
    support = brief_of(pile(one), sentence(1, one))
    recoded = Reading(
        one.document, tuple(replace(r, category="GUO.C03") if isinstance(r, Coding) else r for r in one.records)
    )
    why = of(stale(replace(pile(recoded), support=support)), "sentence")["1"]
    assert why.endswith("it was coded GUO.C02, now GUO.C03")


def test_a_list_that_is_none_is_refused() -> None:
    for text in ("", "[]", json.dumps({"format": "other"})):
        with pytest.raises(ReviewRefused, match="write the brief again"):
            read_support(text)
