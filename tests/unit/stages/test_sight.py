"""What a trained reader does to the claims of the rules: drop, add, weigh anew."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.interfaces import FoundClaim
from reportedly.records import Claim, Reading, Span, claim_id
from reportedly.stages.extraction import sight
from reportedly.stages.extraction.sight import (
    ADDED,
    SHORTEST,
    STANDING,
    judged,
    read_again,
    sentences,
    stands,
    weighed,
    weighed_again,
)
from tests.unit.stages.claim_views import FakeReader, find, reading, view

TEXT = "The clinic is shut. Flour 40 a sack since May. The wells ran dry."
READING = reading(TEXT)
NONE = {"none": 1.0, "claim": 0.0, "routed": 0.0}


def a_claim(part: str, where: Reading = READING) -> Claim:
    return made((find(where.text, part),), where)


def made(spans: tuple[Span, ...], where: Reading = READING) -> Claim:
    wording = " ".join(span.of(where.text) for span in spans)
    return Claim(
        claim_id(where.document.id, spans), where.document.id, spans, wording, "status", realis="ongoing", rule="made"
    )


def again(reader: FakeReader, *claims: Claim) -> list[Claim]:
    return read_again(reader, READING, claims, made)


# Which stand.


def test_a_claim_stands_from_the_probability_that_its_words_belong_to_one() -> None:
    assert stands(view(standing={"none": 1 - STANDING - 0.01, "claim": STANDING + 0.01, "routed": 0.0}))
    assert not stands(view(standing={"none": 1 - STANDING + 0.01, "claim": STANDING - 0.01, "routed": 0.0}))


def test_words_of_a_claim_that_is_routed_away_stand_as_well() -> None:
    assert stands(view(standing={"none": 0.0, "claim": 0.0, "routed": 1.0}))


def test_claims_that_do_not_stand_and_those_without_a_word_are_dropped() -> None:
    first, second, third = a_claim("The clinic is shut"), a_claim("Flour 40 a sack"), a_claim("The wells ran dry")
    reader = FakeReader({"The clinic is shut": view(standing=NONE), "Flour 40 a sack": None})
    assert again(reader, first, second, third) == [third]


def test_the_reader_is_asked_for_the_evidence_of_the_claims_in_their_order() -> None:
    claims = [a_claim("The wells ran dry"), a_claim("The clinic is shut")]
    reader = FakeReader()
    again(reader, *claims)
    text, here, evidence = reader.reads[0]
    assert text == TEXT
    assert here == tuple(sentences(READING))
    assert evidence == [claim.evidence for claim in claims]
    assert reader.finds == [(TEXT, here)]


def test_metadata_are_not_read() -> None:
    where = reading(
        ("metadata", "By Ilse Brand. Page 4."), ("headline", "Wells dry"), "The wells ran dry. Rain failed."
    )
    assert [span.of(where.text) for span in sentences(where)] == ["Wells dry", "The wells ran dry.", "Rain failed."]


# Which are added.


def alone(part: str, score: float = 1.0, *, routed: bool = False) -> FoundClaim:
    return FoundClaim(find(TEXT, part), routed, score)


def test_a_stretch_that_the_rules_have_no_claim_in_is_added_in_its_place() -> None:
    first, last = a_claim("The clinic is shut"), a_claim("The wells ran dry")
    found = again(FakeReader(found=[alone("Flour 40 a sack since May", ADDED)]), first, last)
    assert [claim.proposition for claim in found] == [
        "The clinic is shut",
        "Flour 40 a sack since May",
        "The wells ran dry",
    ]


@pytest.mark.parametrize(
    "found",
    [
        alone("Flour 40 a sack since May", ADDED - 0.001),
        alone("Flour 40 a sack since May", routed=True),
        alone("shut. Flour 40 a sack since May"),  # overlaps a claim of the rules by one word
    ],
)
def test_what_is_unsure_routed_or_claimed_already_is_not_added(found: FoundClaim) -> None:
    first = a_claim("The clinic is shut")
    assert again(FakeReader(found=[found]), first) == [first]


def test_a_stretch_of_fewer_words_than_the_shortest_is_not_added() -> None:
    words = " ".join(["stock"] * SHORTEST)
    where = reading(f"{words} now")
    for count in (SHORTEST, SHORTEST - 1):
        span = Span(0, max(1, len("stock ") * count - 1))
        found = read_again(FakeReader(found=[FoundClaim(span, False, 1.0)]), where, [], lambda s: made(s, where))
        assert len(found) == (count == SHORTEST)


def test_a_claim_that_was_dropped_does_not_keep_the_reader_from_its_own() -> None:
    dropped = a_claim("The clinic is shut")
    reader = FakeReader({"The clinic is shut": view(standing=NONE)}, found=[alone("clinic is shut")])
    assert [claim.proposition for claim in again(reader, dropped)] == ["clinic is shut"]


def test_nothing_is_added_from_what_is_not_read() -> None:
    where = reading(("metadata", "Updated four times since Monday"), "The wells ran dry.")
    found = [FoundClaim(find(where.text, "four times since Monday"), False, 1.0)]
    assert read_again(FakeReader(found=found), where, [], lambda spans: made(spans, where)) == []


def test_what_is_added_is_weighed_too() -> None:
    wording = "Flour 40 a sack since May"
    reader = FakeReader({wording: view(choices={"kind": {"quantity": 1.0}})}, found=[alone(wording)])
    [claim] = again(reader)
    assert claim.kind == weighed({"quantity": 1.0}, "status", sight.KIND_BONUS)


# How they are weighed.


def test_a_reader_without_an_opinion_changes_nothing() -> None:
    claims = [a_claim("The clinic is shut"), a_claim("The wells ran dry")]
    assert again(FakeReader(), *claims) == claims
    assert judged(claims[0], view()) is claims[0]


def test_all_given_claims_are_weighed_and_none_is_dropped() -> None:
    claims = [a_claim("The wells ran dry"), a_claim("The clinic is shut"), a_claim("Flour 40 a sack")]
    reader = FakeReader({"The clinic is shut": view(standing=NONE), "Flour 40 a sack": None})
    assert weighed_again(reader, READING, claims) == claims
    assert reader.finds == []


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [("kind", "status", "event"), ("realis", "ongoing", "planned"), ("polarity", "+", "-")],
)
def test_a_value_that_the_reader_is_surer_of_than_the_rules_count_is_taken_and_named(
    name: str, before: str, after: str
) -> None:
    claim = a_claim("The clinic is shut")
    bonus = getattr(sight, f"{name.upper()}_BONUS")
    # Both shares are far above the least that counts, for any bonus below 6.
    least = math.exp(-bonus)
    changed = judged(claim, view(choices={name: {before: 0.9 * least, after: 1.0}}))
    kept = judged(claim, view(choices={name: {before: min(1.0, 1.1 * least), after: 1.0 if least < 0.9 else 0.5}}))
    assert getattr(changed, name) == after
    assert changed.rule == f"made; {name} {before} to {after} by the reader"
    assert replace(changed, kind=claim.kind, realis=claim.realis, polarity=claim.polarity, rule=claim.rule) == claim
    assert kept is claim


def test_every_change_is_named() -> None:
    sure = view(choices={"kind": {"event": 1.0}, "realis": {"planned": 1.0}, "polarity": {"u": 1.0}})
    found = judged(a_claim("The clinic is shut"), sure)
    assert (found.kind, found.realis, found.polarity) == ("event", "planned", "u")
    assert found.rule.count("by the reader") == 3


def test_without_a_bonus_the_likeliest_value_wins_and_with_a_great_one_the_rules() -> None:
    shares = {"a": 0.6, "b": 0.3, "c": 0.1}
    assert weighed(shares, "c", 0.0) == "a"
    assert weighed(shares, "c", 100.0) == "c"
    assert weighed(shares, "b", math.log(2) + 0.01) == "b"
    assert weighed(shares, "b", math.log(2) - 0.01) == "a"


def test_a_value_of_the_rules_that_the_reader_does_not_know_can_still_win() -> None:
    assert weighed({"a": 1.0}, "z", 100.0) == "z"
    assert weighed({"a": 1.0}, "z", 0.0) == "a"
    assert weighed({}, "z", 0.0) == "z"


@given(
    st.dictionaries(st.sampled_from("abcd"), st.floats(0, 1), min_size=1),
    st.sampled_from("abcde"),
    st.floats(0, 5),
    st.floats(0, 5),
)
def test_a_greater_bonus_never_turns_against_the_rules(
    shares: dict[str, float], ruled: str, bonus: float, more: float
) -> None:
    found = weighed(shares, ruled, bonus)
    assert found in {*shares, ruled}
    if found == ruled:
        assert weighed(shares, ruled, bonus + more) == ruled


def test_each_voice_is_heard_by_its_weight_and_one_without_words_is_not() -> None:
    shares = {"a": 0.5, "b": 0.5}
    said = {"a": 0.9, "b": 0.1}
    assert weighed(shares, "b", 1.0, (said, 1.0)) == "a"
    assert weighed(shares, "b", 1.0, (said, 0.1)) == "b"
    assert weighed(shares, "b", 1.0, (said, 0.3), (said, 0.3)) == "a"
    assert weighed(shares, "b", 1.0, (None, 5.0), ({}, 5.0)) == "b"


def test_what_is_printed_can_change_kind_and_realis_of_a_gloss() -> None:
    torn = view(choices={"kind": {"status": 0.4, "event": 0.6}, "realis": {"ongoing": 0.4, "planned": 0.6}})
    spelled = replace(torn, spelled={"kind": {"event": 0.99}, "realis": {"planned": 0.99}})
    claim = a_claim("The clinic is shut")
    assert judged(claim, torn, realis_bonus=1.0) is claim
    found = judged(claim, spelled, realis_bonus=1.0)
    assert (found.kind, found.realis) == ("event", "planned")


def test_a_plain_present_is_left_sooner_than_a_word_that_says_so() -> None:
    usual = view(choices={"realis": {"habitual": 0.75, "ongoing": 0.25}})
    claim = a_claim("The clinic is shut")
    by_tense = replace(claim, realis="ongoing", rule="given; realis: present")
    by_word = replace(claim, realis="ongoing", rule="given; realis: lasting state")
    assert judged(by_tense, usual).realis == "habitual"
    assert judged(by_word, usual).realis == "ongoing"


def test_where_verb_forms_tell_the_tense_the_reader_tells_what_is_usual_but_not_that_it_is_over() -> None:
    claim = replace(a_claim("The clinic is shut"), realis="ongoing", rule="given; realis: present")
    usual = view(choices={"realis": {"habitual": 0.5, "ongoing": 0.3, "occurred": 0.2}})
    past = view(choices={"realis": {"occurred": 0.9, "ongoing": 0.1}})
    assert judged(claim, usual, realis_bonus=4.0).realis == "habitual"
    assert judged(claim, past, realis_bonus=4.0).realis == "ongoing"
    assert judged(replace(claim, rule="given; realis: past"), usual, realis_bonus=4.0).realis == "ongoing"
