import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.derive.pairs import FEATURES, pair_of
from tests.unit.derive.sides import a_pair, a_side

ROOT = Path(__file__).parents[3]
AT = {name: number for number, name in enumerate(FEATURES)}
UNBOUNDED = {"length", "in common"}
WATER = (
    "Water runs in Tolmen for two hours a day since the dam was drained, the works announced. Residents fill baths "
    "and buckets before dawn. The works asked for 12 tank lorries from the coast and was told to wait until June."
)
WASSER = (
    "In Tolmen läuft nur zwei Stunden am Tag Wasser, seit der Damm leer ist, teilte das Werk mit. Die Bewohner füllen "
    "vor Tagesanbruch Eimer. Das Werk bat um 12 Tanklaster von der Küste und soll bis Juni warten."
)
BUSES = "Buses stand still because drivers took leave together. None has been seen on the road so far."


def test_a_text_beside_itself_has_all_in_common() -> None:
    pair, _, _ = a_pair(WATER, WATER)
    for name in FEATURES[:12]:
        assert pair.values[AT[name]] == pytest.approx(1.0), name
    assert pair.values[AT["length"]] == 0.0
    assert pair.values[AT["in order"]] == 1.0
    assert pair.covered == pytest.approx([1.0] * 3)


def test_a_translation_shares_sentences_but_no_words_in_a_row() -> None:
    pair, _, _ = a_pair(WASSER, WATER, ("de", "en"))
    assert pair.shared == frozenset()
    assert pair.values[AT["sentences covered"]] > 0.4
    assert [match.at for match in pair.matched if match] == [0, 1, 2]


def test_a_text_on_another_matter_covers_nothing() -> None:
    pair, _, _ = a_pair(BUSES, WATER)
    assert pair.values[AT["sentences covered"]] < 0.1
    assert max(pair.covered) < 0.2


def test_a_sentence_too_short_to_match_is_covered_by_the_words_that_are_copied() -> None:
    copied = "The dam was there before it all"
    pair, _, _ = a_pair(f"{BUSES} {copied}.", f"{copied}, they say. {WATER}")
    assert pair.matched[-1] is None
    assert pair.covered[-1] == pytest.approx(len(copied) / (len(copied) + 1))


def test_naming_the_publisher_is_measured_in_both_directions() -> None:
    named = a_side("Water is short, the Reed Post wrote.", publisher="Sedge Post")
    other = a_side(WATER, publisher="Reed Post")
    forth, back = pair_of(named, other), pair_of(other, named)
    assert (forth.values[AT["names its publisher"]], forth.values[AT["is named by it"]]) == (1.0, 0.0)
    assert (back.values[AT["names its publisher"]], back.values[AT["is named by it"]]) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("2026-05-01", "2026-05-01", 0.0),
        ("2026-05-16", "2026-05-01", 0.5),
        ("2026-05-16T23:00:00Z", "2026-05-01", 0.5),
        ("2026-09-01", "2026-05-01", 1.0),
        (None, "2026-05-01", 0.3),
        ("2026", "2026-05-01", 0.3),
    ],
)
def test_days_between_are_a_share_of_a_month_and_middling_where_they_are_not_known(
    one: str | None, other: str, days: float
) -> None:
    pair = pair_of(a_side(WATER, published=one), a_side(WATER, published=other))
    assert pair.values[AT["days between"]] == pytest.approx(days)


def test_documents_without_a_publisher_are_not_by_the_same_one() -> None:
    for publisher, same in ((None, 0.0), ("Reed Post", 1.0)):
        pair = pair_of(a_side(WATER, publisher=publisher), a_side(BUSES, publisher=publisher))
        assert pair.values[AT["same publisher"]] == same


texts = st.lists(
    st.sampled_from(
        ["Water", "runs", "in", "Tolmen", "12", "3 March", "lorries", ".", "the", "Reed Post", "bridge", "\n", "1,200"]
    ),
    min_size=1,
    max_size=40,
).map(" ".join).filter(str.strip)  # fmt: skip


@settings(deadline=None)
@given(texts, texts)
def test_every_feature_is_a_share_but_length_and_amount(one: str, other: str) -> None:
    pair, later, _ = a_pair(one, other)
    assert len(pair.values) == len(FEATURES)
    for name, value in zip(FEATURES, pair.values, strict=True):
        assert name in UNBOUNDED or 0.0 <= value <= 1.0, name
    assert len(pair.covered) == len(pair.matched) == len(later.units)
    assert all(0.0 <= covered <= 1.0 for covered in pair.covered)


SCRIPT = f"""
from tests.unit.derive.sides import a_pair
from reportedly.derive.keys import keys_of
pair, later, earlier = a_pair({WASSER!r}, {WATER!r}, ("de", "en"))
print([value.hex() for value in pair.values], [value.hex() for value in pair.covered])
print([keys_of(side.sketch, side.text) for side in (later, earlier)])
"""


def test_features_and_keys_are_the_same_in_every_process() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT], check=True, capture_output=True, cwd=ROOT, text=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        ).stdout
        for seed in ("1", "2", "3", "4")
    }  # fmt: skip
    assert len(printed) == 1
