"""How the answers of reader and rules become one category, and one list of sectors."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.interfaces import Nearness
from reportedly.records import Span
from reportedly.stages.coding.choice import (
    ASSUMED_BONUS,
    CLOSE_BONUS,
    CLOSE_LEAD,
    HEARD,
    LEAST,
    MOST,
    OTHER_BONUS,
    RELIEF,
    RELIEF_FULL,
    SECTOR_BONUS,
    SHARE_WEIGHT,
    SUBJECT,
    WIDE_BONUS,
    WIDE_LEAD,
    bonuses,
    chosen,
    others_about,
    weighed_sectors,
    weight_beside,
)
from reportedly.stages.coding.printed import ASIDE, DECIDED
from reportedly.stages.coding.rules import Scored
from tests.unit.stages.claim_views import view


def near(**shares: float) -> list[Nearness]:
    return [
        Nearness(code, share, f"text of {code}", (Span(n, n + 1),))
        for n, (code, share) in enumerate(sorted(shares.items(), key=lambda item: -item[1]))
    ]


def close(code: str, score: float = 5.0) -> Scored:
    return Scored(code, score, f"rule of {code}")


def wide(code: str, score: float = 5.0) -> Scored:
    return Scored(code, score, f"rule of {code}", wide=True)


def first_bonus(*ruled: Scored) -> float:
    """Return what the best rule adds, with its lead over the next."""
    share = min(MOST, ruled[0].score - (ruled[1].score if len(ruled) > 1 else 0.0)) / MOST
    return WIDE_BONUS + WIDE_LEAD * share if ruled[0].wide else CLOSE_BONUS + CLOSE_LEAD * share


def softened(*shares: float) -> list[float]:
    """Return shares under the weight of the reader, as shares of 1."""
    raised = [share**SHARE_WEIGHT for share in shares]
    return [one / sum(raised) for one in raised]


def test_without_a_word_of_the_rules_the_nearest_is_chosen_with_its_share() -> None:
    choice = chosen(view(near=near(A=0.5, B=0.3, C=0.2)), [], None)
    assert choice.category == "A"
    expected = softened(0.5, 0.3, 0.2)
    assert choice.share == pytest.approx(expected[0])
    assert list(dict(choice.others)) == ["B", "C"]
    assert list(dict(choice.others).values()) == pytest.approx(expected[1:])


def test_the_grounds_are_those_of_the_category_that_was_chosen() -> None:
    view_ = view(near=near(A=0.5, B=0.3, C=0.2))
    plain = chosen(view_, [], None).grounds
    assert (plain.words, plain.example, plain.runner_up) == ((Span(0, 1),), "text of A", "B")
    first, second, _ = softened(0.5, 0.3, 0.2)
    assert plain.margin == pytest.approx(first - second, abs=6e-4)
    ruled = chosen(view(near=near(A=0.51, B=0.49)), [close("B")], None).grounds
    assert (ruled.words, ruled.example, ruled.runner_up) == ((Span(1, 2),), "text of B", "A")


def test_a_single_category_has_no_runner_up() -> None:
    choice = chosen(view(near=near(A=1.0)), [], None)
    assert (choice.category, choice.share, choice.others) == ("A", 1.0, ())
    assert (choice.grounds.runner_up, choice.grounds.margin) == (None, None)


@pytest.mark.parametrize(("rule", "bonus"), [(close("B"), CLOSE_BONUS), (wide("B"), WIDE_BONUS)])
def test_the_rules_outweigh_a_reader_that_is_less_sure_than_their_bonus(rule: Scored, bonus: float) -> None:
    ruled = [rule, close("Z", rule.score)]  # no lead: the bonus alone counts
    least = math.exp(-bonus / SHARE_WEIGHT)
    assert chosen(view(near=near(A=0.9, B=0.9 * least * 1.05)), ruled, None).category == "B"
    assert chosen(view(near=near(A=0.9, B=0.9 * least * 0.95)), ruled, None).category == "A"


def test_a_rule_counts_for_more_the_further_it_is_ahead() -> None:
    found = [
        bonuses([close("A", 8.0), close("B", 8.0 - ahead)], None)["A"] for ahead in (0.0, MOST / 2, MOST, MOST + 1)
    ]
    assert found[0] < found[1] < found[2] == found[3]


def test_a_reader_that_sees_no_chance_is_heard_as_one_that_sees_little() -> None:
    ruled = [close("B", 9.0)]
    none, little = (chosen(view(near=near(A=0.9, B=share)), ruled, None).share for share in (1e-9, LEAST))
    assert none == pytest.approx(little)


def test_the_share_is_that_of_the_weighted_sum() -> None:
    choice = chosen(view(near=near(A=0.5, B=0.4)), [close("A")], None)
    raised, other = 0.5**SHARE_WEIGHT * math.exp(first_bonus(close("A"))), 0.4**SHARE_WEIGHT
    assert choice.share == pytest.approx(raised / (raised + other))
    assert choice.grounds.margin == pytest.approx((raised - other) / (raised + other), abs=6e-4)


def test_a_close_rule_and_one_over_the_wide_vocabulary_have_bonuses_of_their_own() -> None:
    assert bonuses([close("A")], None) == {"A": pytest.approx(CLOSE_BONUS + CLOSE_LEAD * 5 / MOST)}
    assert bonuses([wide("A")], None) == {"A": pytest.approx(WIDE_BONUS + WIDE_LEAD * 5 / MOST)}
    assert bonuses([], None) == {}


def test_further_categories_of_the_rules_count_by_their_score() -> None:
    ruled = [close("A", 8.0), wide("B", 4.0), close("C", 2.0)]
    assert bonuses(ruled, None) == {
        "A": pytest.approx(first_bonus(*ruled)),
        "B": pytest.approx(OTHER_BONUS * 0.5),
        "C": pytest.approx(OTHER_BONUS * 0.25),
    }


def test_rules_speak_in_the_codes_of_the_codebook() -> None:
    own = {"GUO.C01": "OWN.K01", "GUO.C02": "OWN.K02"}
    ruled = [close("GUO.C01", 8.0), close("GUO.A01", 6.0), close("GUO.C02", 4.0)]
    assert bonuses(ruled, own) == {
        "OWN.K01": pytest.approx(first_bonus(*ruled)),
        "OWN.K02": pytest.approx(OTHER_BONUS * 0.5),
    }
    equal = view(near=near(**{"OWN.K02": 0.5, "OWN.K03": 0.5}))
    assert chosen(equal, [close("GUO.C02")], own).category == "OWN.K02"
    assert chosen(equal, [close("GUO.C02")], {"GUO.C02": "OWN.K03"}).category == "OWN.K03"


def test_a_best_rule_without_a_category_of_its_own_passes_its_bonus_to_nobody() -> None:
    ruled = [close("GUO.A01", 8.0), close("GUO.C02", 4.0)]
    assert bonuses(ruled, {"GUO.C02": "OWN.K02"}) == {"OWN.K02": pytest.approx(OTHER_BONUS * 0.5)}
    assert bonuses(ruled, {}) == {}


def test_where_two_rules_mean_one_category_the_better_counts() -> None:
    own = {"GUO.C01": "OWN.K01", "GUO.C02": "OWN.K01"}
    ruled = [close("GUO.C01", 8.0), close("GUO.C02", 4.0)]
    assert bonuses(ruled, own) == {"OWN.K01": pytest.approx(first_bonus(*ruled))}


def test_a_category_that_the_reader_does_not_know_is_not_chosen() -> None:
    assert chosen(view(near=near(A=0.9, B=0.1)), [close("Z")], None).category == "A"


@given(
    st.dictionaries(st.sampled_from("ABCDEFGH"), st.floats(0, 1), min_size=1),
    st.lists(st.tuples(st.sampled_from("ABCDEFGHZ"), st.floats(1, 9), st.booleans()), max_size=4),
)
def test_whatever_both_say_the_best_share_is_chosen_and_the_next_follow(
    shares: dict[str, float], ruled: list[tuple[str, float, bool]]
) -> None:
    scored = [Scored(c, s, "r", w) for c, s, w in sorted(ruled, key=lambda item: -item[1])]
    choice = chosen(view(near=near(**shares)), scored, None)
    everyone = [(choice.category, choice.share), *choice.others]
    assert [share for _, share in everyone] == sorted((share for _, share in everyone), reverse=True)
    assert len({code for code, _ in everyone}) == len(everyone) == min(5, len(shares))
    assert {code for code, _ in everyone} <= set(shares)
    total = sum(share for _, share in everyone)
    assert total <= 1 + 1e-9
    if len(shares) <= 5:
        assert total == pytest.approx(1)
    assert choice.grounds.margin is None or choice.grounds.margin >= 0


# Sectors.


def share_of(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))


def test_the_reader_alone_names_the_sectors_that_are_more_likely_than_not() -> None:
    assert weighed_sectors(view(sector={"water": 0.6, "health": 0.9, "fuel": 0.4}), ()) == ("health", "water")


def test_a_sector_of_the_rules_stands_unless_the_reader_is_surely_against_it() -> None:
    doubted, refused = share_of(-SECTOR_BONUS + 0.1), share_of(-SECTOR_BONUS - 0.1)
    assert weighed_sectors(view(sector={"water": doubted, "fuel": refused}), ("water", "fuel")) == ("water",)
    assert weighed_sectors(view(sector={"water": share_of(-0.1), "fuel": refused}), ()) == ()


def test_the_surest_sector_leads_and_three_are_enough() -> None:
    shares = {"water": 0.8, "health": 0.7, "fuel": 0.9, "gas": 0.6}
    assert weighed_sectors(view(sector=shares), ()) == ("fuel", "water", "health")
    assert weighed_sectors(view(sector={"water": share_of(1), "fuel": share_of(1 + SECTOR_BONUS / 2)}), ("water",)) == (
        "water",
        "fuel",
    )


@given(st.dictionaries(st.sampled_from(["water", "health", "fuel", "gas"]), st.floats(0, 1)))
def test_certain_shares_do_no_harm(shares: dict[str, float]) -> None:
    found = weighed_sectors(view(sector={**shares, "waste": 1.0, "housing": 0.0}), ())
    assert found[0] == min(["waste", *(name for name, share in shares.items() if share >= 1 - 1e-6)])
    assert "housing" not in found
    assert len(found) <= 3


def test_the_words_of_a_claim_and_the_other_claims_of_its_text_count() -> None:
    torn = view(near=near(A=0.5, B=0.5))
    worded = replace(torn, worded={"category": {"A": 0.1, "B": 0.9}})
    assert chosen(worded, [], None).category == "B"
    assert chosen(worded, [], {"A": "B", "B": "A"}).category == "A"
    assert chosen(torn, [], None, about={"A": 0.2, "B": 0.6}).category == "B"


def test_what_is_printed_counts_beside_the_gloss_and_more_than_its_single_words() -> None:
    torn = view(near=near(A=0.5, B=0.5))
    spelled = replace(torn, spelled={"category": {"A": 0.1, "B": 0.9}})
    assert chosen(spelled, [], None).category == "B"
    assert chosen(spelled, [], {"A": "B", "B": "A"}).category == "A"
    assert chosen(replace(spelled, worded={"category": {"A": 0.9, "B": 0.1}}), [], None).category == "B"
    assert chosen(replace(spelled, spelled={"category": {"A": 0.1, "Z": 0.9}}), [], None).share == pytest.approx(0.5)


def test_words_on_what_the_codebook_leaves_aside_route_a_claim_that_a_rule_takes_for_its_own() -> None:
    seen = view(near=near(A=0.5, X01=0.5))
    rule = [close("A")]
    assert chosen(seen, rule, None).category == "A"
    assert chosen(replace(seen, outside=0.97), rule, None).category == "X01"
    assert chosen(replace(seen, outside=0.6), rule, None).category == "A"
    # Another codebook may have a category for just that, of which the words know nothing.
    assert chosen(replace(seen, outside=0.97), rule, {"A": "A"}).category == "A"
    # A text on relief is full of strikes and their victims: there words are not heard.
    assert chosen(replace(seen, outside=0.97), rule, None, about={RELIEF: RELIEF_FULL}).category == "A"


def test_words_of_the_codebook_bring_a_claim_back_only_over_a_gloss() -> None:
    routed = view(near=near(A=0.3, X00=0.7))
    english = replace(routed, outside=0.02)
    assert chosen(routed, [], None).category == chosen(english, [], None).category == "X00"
    even = {"category": {"A": 0.5, "X00": 0.5}}
    assert chosen(replace(english, spelled=even), [], None).category == "A"


def test_what_is_printed_names_a_sector_that_the_gloss_leaves_open() -> None:
    torn = view(sector={"water": 0.5, "gas": 0.5})
    assert weighed_sectors(replace(torn, spelled={"sector": {"water": 0.2, "gas": 0.9}}), ()) == ("gas",)
    assert weighed_sectors(replace(torn, spelled={"sector": {"water": 0.2, "gas": 0.3}}), ()) == ()


def test_words_are_not_heard_on_a_codebook_with_categories_that_they_do_not_know() -> None:
    worded = replace(view(near=near(A=0.6, B=0.4)), worded={"category": {"A": 0.01, "Z": 0.99}})
    assert chosen(worded, [], None).share == pytest.approx(chosen(replace(worded, worded={}), [], None).share)


def test_what_the_others_are_about_leaves_out_the_claim_itself() -> None:
    views = [view(near=near(A=0.8, B=0.2)), None, view(near=near(A=0.1, B=0.9)), view(near=near(A=0.3, B=0.7))]
    about = others_about(views)
    assert about[0] == pytest.approx({"A": 0.2, "B": 0.8})
    assert about[2] == pytest.approx({"A": 0.55, "B": 0.45})
    assert others_about([views[0], None]) == [{}, {}]


def test_a_claim_that_nothing_is_sure_of_is_routed_where_the_rules_are_silent() -> None:
    even = {f"A{n}": 0.1 for n in range(9)} | {"X00": 0.1}
    assert chosen(view(near=near(**even)), [], None).category == "X00"
    assert chosen(view(near=near(**even)), [close("A3")], None).category == "A3"


def test_an_assumed_sector_gives_way_to_one_that_the_reader_sees() -> None:
    seen = view(sector={"water": share_of(ASSUMED_BONUS / 2), "sewage": share_of(-ASSUMED_BONUS * 2)})
    assert weighed_sectors(seen, (), ("sewage",)) == ("water",)
    assert weighed_sectors(seen, ("sewage",)) == ("sewage", "water")


def test_a_service_has_the_likeliest_sector_where_none_is_likely() -> None:
    seen = view(sector={"water": share_of(-4), "waste": share_of(-3)})
    assert weighed_sectors(seen, (), ("water",)) == ()
    assert weighed_sectors(seen, (), ("water",), needed=True) == ("water",)
    assert weighed_sectors(seen, (), (), needed=True) == ("waste",)


def test_in_a_text_on_relief_words_and_neighbours_count_for_nothing() -> None:
    worded = replace(view(near=near(A=0.5, B=0.5)), worded={"category": {"A": 0.1, "B": 0.9}})
    aid = {RELIEF: RELIEF_FULL, "B": 0.5}
    assert weight_beside(aid, None) == 0.0
    assert weight_beside({RELIEF: RELIEF_FULL / 2}, None) == pytest.approx(0.5)
    assert weight_beside({"OWN.K01": 1.0}, {RELIEF: "OWN.K01"}) == 0.0
    assert weight_beside({RELIEF: 1.0}, {}) == weight_beside({}, None) == 1.0
    assert chosen(worded, [], None, about=aid).share == pytest.approx(0.5)
    assert chosen(worded, [], None, about={"B": 0.5}).category == "B"


def test_a_claim_on_one_service_names_a_further_one_only_where_the_reader_is_sure() -> None:
    seen = view(sector={"water": share_of(0), "sewage": share_of(1), "waste": share_of(3)})
    assert weighed_sectors(seen, ("water",)) == ("water", "waste", "sewage")
    assert weighed_sectors(seen, ("water",), beside=2.0) == ("water", "waste")
    torn = view(sector={"water": share_of(1), "sewage": share_of(0.5)})
    assert weighed_sectors(torn, (), beside=2.0) == ("water",)


def test_a_gloss_without_a_rule_needs_words_or_neighbours_that_speak_for_its_category() -> None:
    seen = view(near=near(A=0.9, X00=0.1))
    heard = replace(seen, spelled={"category": {"A": HEARD + 0.01, "X00": 0.1}})
    unheard = replace(seen, spelled={"category": {"A": HEARD - 0.01, "X00": 0.1}})
    assert chosen(seen, [], None).category == "A"
    assert chosen(heard, [], None).category == "A"
    assert chosen(unheard, [], None).category == "X00"
    assert chosen(unheard, [], None, about={"A": SUBJECT}).category == "A"
    assert chosen(unheard, [close("A")], None).category == "A"


def test_a_routing_rule_beyond_doubt_leaves_nothing_to_weigh() -> None:
    assert bonuses([close("X00", DECIDED), close("A", DECIDED - 1)], None) == {"X00": ASIDE}
    assert "A" in bonuses([close("X00", DECIDED - 0.5), close("A", 5.0)], None)
    sure = replace(view(near=near(A=0.99, X00=0.01)), spelled={"category": {"A": 0.99, "X00": 0.0}})
    assert chosen(sure, [close("X00", DECIDED), close("A", 9.0)], None).category == "X00"
