"""Scores of coding, worked out by hand."""

from collections.abc import Sequence

import pytest

from reportedly.evaluate.annotation import AnnotatedClaim, AnnotatedStatus
from reportedly.evaluate.coding import figures, tally
from reportedly.evaluate.counts import estimate
from reportedly.records import Span

Codes = Sequence[str | None]


def claim(category: str | None = "GUO.C02", **more: object) -> AnnotatedClaim:
    values: dict[str, object] = {"realis": "ongoing", "polarity": "+", "kind": "status", **more}
    return AnnotatedClaim((Span(0, 9),), category=category, **values)  # type: ignore[arg-type]


def score(
    gold: list[AnnotatedClaim],
    predicted: list[AnnotatedClaim],
    *,
    renamed: Codes | None = None,
    swapped: Codes | None = None,
) -> dict[str, float | None]:
    same = [guess.category for guess in predicted]
    other = {"renamed": same if renamed is None else renamed, "swapped": same if swapped is None else swapped}
    found = estimate([tally(gold, predicted, other)], figures(gold))
    return {name: figure.value for name, figure in found.items()}


def test_what_is_right_in_all_scores_one() -> None:
    gold = [claim(sector=("water",), actor="CA", statuses=(AnnotatedStatus("water", "none"),)) for _ in range(5)]
    found = score([*gold, claim("X01")], [*gold, claim("X02")])
    assert set(found.values()) == {1.0}


def test_category_and_domain_are_shares_of_the_claims_in_scope() -> None:
    # C02 right, C02 as C05 (same domain), C02 as A01, and no category at all: 1 of 4, 2 of 4.
    found = score([claim()] * 4, [claim(), claim("GUO.C05"), claim("GUO.A01"), claim(None)])
    assert found["category_accuracy"] == 0.25
    assert found["domain_accuracy"] == 0.5


def test_claims_of_no_category_count_for_themselves_alone() -> None:
    # Of two routed claims one was left without a category, under another routing code; the C02 is right.
    found = score([claim("X01"), claim("X00"), claim()], [claim("X09"), claim("GUO.A01"), claim()])
    assert found["routed_accuracy"] == 0.5
    assert found["category_accuracy"] == 1.0
    assert score([claim()], [claim("X00")])["category_accuracy"] == 0.0
    assert score([claim()], [claim()])["routed_accuracy"] is None


def test_a_category_common_enough_is_in_the_mean_and_a_rare_one_is_not() -> None:
    # Five C02 right, one A01 taken for C02: C02 = 2*5/(6+5); A01 is too rare.
    gold = [claim()] * 5 + [claim("GUO.A01")]
    assert score(gold, [claim()] * 6)["category_macro_f1"] == pytest.approx(10 / 11)


def test_sectors_count_one_by_one() -> None:
    # Gold water, health and water; predicted water and fuel: one hit, 2*1/(2+3).
    gold = [claim(sector=("water", "health")), claim(sector=("water",))]
    assert score(gold, [claim(sector=("water", "fuel")), claim()])["sector_micro_f1"] == pytest.approx(0.4)


def test_kind_realis_and_polarity_are_counted_beside_the_category() -> None:
    gold = [claim(), claim(), claim(realis="planned", polarity="-", kind="event")]
    guess = [claim("GUO.A01"), claim(realis="planned"), claim(realis="planned")]
    found = score(gold, guess)
    assert found["kind_accuracy"] == pytest.approx(2 / 3)
    assert found["polarity_accuracy"] == pytest.approx(2 / 3)
    # Ongoing: 1 hit, 1 predicted, 2 gold: 2/3; planned: 1 hit, 2 predicted, 1 gold: 2/3.
    assert found["realis_macro_f1"] == pytest.approx(2 / 3)
    # Plus: 2 hits, 3 predicted, 2 gold: 4/5; minus: none of 1.
    assert found["polarity_macro_f1"] == pytest.approx(0.4)


def test_a_status_counts_where_either_side_has_one() -> None:
    none = (AnnotatedStatus("water", "none"),)
    gold = [claim(statuses=none), claim(statuses=none), claim(), claim()]
    guess = [claim(statuses=none), claim(), claim(statuses=none), claim()]
    assert score(gold, guess)["status_accuracy"] == pytest.approx(1 / 3)


def test_an_actor_that_the_text_does_not_tell_is_left_out() -> None:
    gold = [claim(actor="CA"), claim(actor="HUM"), claim(actor="UNK"), claim()]
    guess = [claim(actor="CA"), claim(), claim(actor="CA"), claim(actor="CA")]
    assert score(gold, guess)["actor_accuracy"] == 0.5
    assert score(gold[2:], guess[2:])["actor_accuracy"] is None


def test_kept_under_other_labels_is_a_share_of_what_was_right() -> None:
    # Three are right; of these two stay right renamed and one swapped. The wrong one and the routed one do not count.
    gold = [claim("X01"), claim(), claim(), claim(), claim()]
    guess = [claim("X01"), claim(), claim(), claim(), claim("GUO.A01")]
    found = score(
        gold,
        guess,
        renamed=["X01", "GUO.C02", "GUO.C02", "GUO.A01", "GUO.C02"],
        swapped=["GUO.C02", "GUO.C02", None, "X00", "GUO.C02"],
    )
    assert found["renamed_kept"] == pytest.approx(2 / 3)
    assert found["swapped_kept"] == pytest.approx(1 / 3)
    assert score([claim()], [claim("GUO.A01")])["renamed_kept"] is None


def test_doubtful_gold_weighs_half() -> None:
    # The doubtful one is right in all (0.5), the sure one wrong in all (1).
    gold = [claim(review=True, actor="CA"), claim(actor="CA")]
    wrong = claim("GUO.A01", kind="event", polarity="-", actor="HUM")
    found = score(gold, [gold[0], wrong])
    for name in ("category_accuracy", "domain_accuracy", "kind_accuracy", "polarity_accuracy", "actor_accuracy"):
        assert found[name] == pytest.approx(1 / 3), name
    routed = score([claim("X01", review=True), claim("X01")], [claim("X01"), claim()])
    assert routed["routed_accuracy"] == pytest.approx(1 / 3)
    kept = score([claim(review=True), claim()], [claim(), claim()], renamed=["GUO.C02", "GUO.A01"])
    assert kept["renamed_kept"] == pytest.approx(1 / 3)


def test_as_many_answers_as_claims_are_needed() -> None:
    with pytest.raises(ValueError, match="zip"):
        tally([claim(), claim()], [claim()], {})
