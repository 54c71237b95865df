"""What two claims have in common, and the features that the likeness of claims is made of."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.corroborate import likeness
from reportedly.corroborate.compare import Rules, compare, nothing_shared
from reportedly.corroborate.items import Item, coded, item_of
from reportedly.corroborate.likeness import FEATURES, Clashing, Ground, Relation, alike
from reportedly.corroborate.words import NOTHING, Words, common, worded, words
from reportedly.errors import StageUnavailable
from reportedly.gloss import marker
from tests.unit.corroborate.pile import Told, parents, report

SENTENCES = [
    "The taps in the upper town have run dry since Sunday",
    "Nine of the eleven fitters stay away from the works in Kharkiv",
    "Дев'ять слюсарів не вийшли на роботу у Харкові",
    "Neun Schlosser bleiben dem Werk in Charkiw fern",
    "Девять слесарей не вышли на работу в Харькове",
    "12,400 people queue for water at two wells",
    "",
    "!?",
]
LANGUAGES = ["en", "en", "uk", "de", "ru", "en", "en", "en"]


def made(number: int) -> Words:
    return words(["|".join(m.keys), m.weight] for m in marker().marks(SENTENCES[number], LANGUAGES[number]))


def item(told: Told, publisher: str = "First Post", title: str | None = None) -> Item:
    reading = report(told, publisher=publisher, title=title)
    return item_of(reading, *coded(reading)[0])


def values(left: Item, right: Item, *, ground: Ground | None = None, relation: Relation = "none") -> dict[str, float]:
    found = alike(left, right, ground=ground or Ground(), clashing=Clashing(), relation=relation)
    return dict(zip(FEATURES, found.values, strict=True))


@settings(deadline=None)
@given(st.integers(0, len(SENTENCES) - 1), st.integers(0, len(SENTENCES) - 1))
def test_what_two_passages_share_is_the_same_from_both_sides_and_a_share(one: int, other: int) -> None:
    left, right = made(one), made(other)
    there, back = common(left, right), common(right, left)
    assert (there.share, there.held, there.weight) == pytest.approx((back.share, back.held, back.weight))
    assert 0.0 <= there.share <= there.held <= 1.0
    assert there.weight <= min(left.weight, right.weight) + 1e-9


@pytest.mark.parametrize("number", range(6))
def test_a_passage_has_all_of_itself_in_common_with_itself(number: int) -> None:
    mine = made(number)
    assert mine.weight > 0
    assert common(mine, mine).share == pytest.approx(1.0)


@pytest.mark.parametrize("number", [2, 3, 4])
def test_passages_in_two_languages_meet_in_their_words_names_and_numbers(number: int) -> None:
    english, other = made(1), made(number)
    assert common(english, other).share > 0.3
    assert common(made(0), other).share < 0.1


def test_nothing_is_in_common_with_a_passage_without_words() -> None:
    empty = worded("").passage
    assert (empty.marks, empty.weight) == ((), 0.0)
    assert common(empty, made(0)) == NOTHING
    assert common(made(6), made(7)) == NOTHING


def test_the_words_around_a_claim_come_out_of_the_packing_by_their_distance() -> None:
    reading = report(Told("Sixty-four cooks wait"), Told("Nurses of the clinic stay at home"), title="Cooks of Orlivsk")
    claim, coding = coded(reading)[0]
    found = worded(item_of(reading, claim, coding).gloss)
    assert found.passage.keys <= found.sentence.keys <= found.paragraph.keys
    assert (found.figures, found.far) == ({64.0}, {64.0})
    assert not found.title.keys.isdisjoint(found.passage.keys)
    assert (found.language, found.published is None) == ("en", False)


def test_every_feature_lies_within_its_bounds() -> None:
    assert len(set(FEATURES)) == len(FEATURES) == len(likeness.net().mean)
    for relation in ("none", "kin", "edge", "document"):
        found = values(item(Told()), item(Told("Dry taps")), ground=Ground(0.6, 3.0), relation=relation)
        assert all(0.0 <= value <= 1.0 for name, value in found.items() if name != "lent places")


def test_features_do_not_depend_on_which_claim_comes_first() -> None:
    told = [
        Told(), Told("14,000 people have dry taps", day="2026-05-01", sector=("water",)),
        Told("Wards lack a cook", "GUO.B02", place=None, sector=("health",), polarity="-", realis="planned"),
    ]  # fmt: skip
    items = [item(one, f"Post {n}") for n, one in enumerate(told)]
    for left in items:
        for right in items:
            there, back = (values(a, b, ground=Ground(0.5), relation="kin") for a, b in ((left, right), (right, left)))
            assert there == pytest.approx(back)


def test_place_is_the_same_another_or_missing() -> None:
    one, other = item(Told()), item(Told("Dry taps"))
    found = [values(one, other, ground=Ground(score)) for score in (0.7, 0.0, None)]
    assert [(v["place"], v["other place"], v["no place"]) for v in found] == [(0.7, 0, 0), (0, 1, 0), (0, 0, 1)]


def test_days_apart_end_at_ten() -> None:
    one = item(Told(day="2026-05-01"))
    days = {"2026-05-01": 0.0, "2026-05-06": 0.5, "2026-05-30": 1.0}
    assert {d: values(one, item(Told(day=d)))["days apart"] for d in days} == days


def test_a_claim_without_a_day_is_no_day_apart() -> None:
    assert likeness.days_apart(item(Told(day="2026-05-01")), replace(item(Told()), window=None)) == 0


def test_a_second_category_that_fits_both_is_a_sense_in_common() -> None:
    one, other = item(Told()), item(Told(category="GUO.E01"))
    assert (values(one, other)["senses"], values(one, other)["domain"]) == (0, 0)
    assert values(replace(one, senses=frozenset({"GUO.C02", "GUO.E01"})), other)["senses"] == 1


def test_figures_are_the_same_or_others_and_telling_ones_are_told_apart() -> None:
    names = ("telling figures", "small figures", "other figures")
    thousands, nine = item(Told("12,400 people wait")), item(Told("9 people wait"))
    assert [values(thousands, thousands)[n] for n in names] == [0.5, 0, 0]
    assert [values(nine, nine)[n] for n in names] == [0, 0.5, 0]
    assert [values(thousands, nine)[n] for n in names] == [0, 0, 1]


@pytest.mark.parametrize(
    ("relation", "expected"),
    [("none", (0, 0, 0)), ("document", (1, 0, 0)), ("edge", (0, 1, 0)), ("kin", (0, 0, 1))],
)
def test_how_the_documents_hang_together_is_a_feature(relation: Relation, expected: tuple[float, ...]) -> None:
    found = values(item(Told()), item(Told("Dry taps")), relation=relation)
    assert tuple(found[n] for n in ("one document", "edge", "kin")) == expected


def test_claims_in_the_same_words_are_liker_than_claims_in_others_and_retold_ones_liker_still() -> None:
    one, same, other = item(Told()), item(Told(), "Second Post"), item(Told("Pylons lie on the ground"), "Third Post")
    unrelated, retold = (Rules(frozenset(), parents, lambda _a, _b, r=r: r) for r in ("none", "edge"))  # type: ignore[misc]
    assert compare(one, same, unrelated).score > compare(one, other, unrelated).score
    assert compare(one, other, retold).score > compare(one, other, unrelated).score


class _Shelf:
    """Stands for the package's files: every path leads to one text, or to none."""

    def __init__(self, text: str | None) -> None:
        self.text = text

    def __truediv__(self, _name: str) -> "_Shelf":
        return self

    def read_text(self, _encoding: str) -> str:
        if self.text is None:
            raise FileNotFoundError("likeness.json")
        return self.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "install reportedly anew"),
        ("{", "install reportedly anew"),
        (json.dumps({"features": ["one"], "net": {}}), "made for other features"),
    ],
)
def test_weights_that_are_missing_or_of_other_features_stop_the_run(
    text: str | None, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "files", lambda _package: _Shelf(text))
    likeness.net.cache_clear()
    try:
        with pytest.raises(StageUnavailable, match=said):
            likeness.net()
    finally:
        likeness.net.cache_clear()


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("A missile struck the warehouse", "Rockets hit a storehouse", True),
        ("A missile struck the warehouse", "Pensioners wait for their money", False),
    ],
)
def test_sentences_without_a_word_in_common_are_compared_where_they_mean_the_same(
    one: str, other: str, shared: bool
) -> None:
    left, right = item(Told(one, place=None)), item(Told(other, place=None), "Other Post")
    assert worded(left.gloss).sentence.keys.isdisjoint(worded(right.gloss).sentence.keys)
    assert nothing_shared(left, right, Rules(frozenset(), parents)) is not shared
