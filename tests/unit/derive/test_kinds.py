from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.derive.kinds import copied, evidence_of, kind_of, spans_of
from reportedly.derive.pairs import FEATURES, Pair, Side, pair_of
from reportedly.derive.parents import Thresholds
from reportedly.derive.weights import Weights
from reportedly.derive.words import corrects
from reportedly.records.values import EdgeKind
from tests.unit.derive.sides import a_pair, a_side

LIMITS = Thresholds(0.0, 1.0, 1.0, 0.0)
ZERO = (0.0,) * len(FEATURES)
WATER = (
    "Water runs in Tolmen for two hours a day since the dam was drained, the works announced. Residents fill baths "
    "and buckets before dawn. The works asked for 340 tank lorries from the coast and was told to wait until June."
)
WASSER = (
    "In Tolmen läuft nur zwei Stunden am Tag Wasser, seit der Damm leer ist, teilte das Werk mit. Die Bewohner füllen "
    "vor Tagesanbruch Eimer. Das Werk bat um 340 Tanklaster von der Küste und soll bis Juni warten."
)
BUSES = (
    "Buses between Tolmen and the coast stand still because drivers took leave together. The depot chief, in office "
    "since March, said replacements were being trained; none has been seen on the road so far."
)


def always(kind: str) -> Weights:
    """Return weights that take every edge for one kind."""
    rows = {name: ((1.0 if name == kind else 0.0), *ZERO[1:]) for name in ("cites", "summarises", "translation")}
    return Weights({True: ZERO, False: ZERO}, {True: rows, False: rows}, {True: LIMITS, False: LIMITS})


def kind(pair: Pair, later: Side, earlier: Side, otherwise: str = "cites") -> EdgeKind:
    return kind_of(pair, later.text, earlier.text, always(otherwise))


def two(
    later: str, earlier: str = WATER, *, publishers: tuple[str, str] = ("Sedge Post", "Reed Post"), **fields: Any
) -> tuple[Pair, Side, Side]:
    one = a_side(later, publisher=publishers[0], published="2026-05-02", **fields)
    other = a_side(earlier, publisher=publishers[1], published="2026-05-01")
    return pair_of(one, other), one, other


OWN = ("Reed Post", "Reed Post")


def test_a_text_of_the_same_words_is_a_copy_and_a_part_of_it_an_excerpt() -> None:
    assert kind(*two("Tolmen. " + WATER)) == "copy"
    assert kind(*two(WATER[: len(WATER) // 3])) == "excerpt"
    assert kind(*two(f"{BUSES} {WATER[:170]} {BUSES[::-1]}")) == "excerpt"


def test_a_text_in_its_own_words_has_the_kind_that_the_weights_say() -> None:
    pair, later, earlier = two("Since the dam is dry, taps in Tolmen run two hours; the works wants lorries.")
    assert not copied(pair)
    for name in ("cites", "summarises", "translation"):
        assert kind(pair, later, earlier, name) == name


def test_across_languages_a_text_is_no_copy() -> None:
    pair, later, earlier = a_pair(WATER, WATER, ("de", "en"))
    assert kind(pair, later, earlier, "translation") == "translation"


def test_a_few_words_in_common_are_no_copy() -> None:
    assert not copied(two("Water runs in Tolmen.", "Water runs in Tolmen.")[0])


def test_the_same_outlet_revises_itself() -> None:
    assert kind(*two("Tolmen. " + WATER, publishers=OWN)) == "revision_of"
    corrected = "Correction: the dam at Tolmen holds water for six hours, not two."
    assert kind(*two(corrected, publishers=OWN)) == "revision_of"
    assert kind(*two(corrected)) == "cites"


def test_the_same_address_is_a_revision_whatever_it_says() -> None:
    url = "https://reed.example/water"
    later, earlier = (a_side(text, publisher="Reed Post", url=url) for text in (BUSES, WATER))
    assert kind(pair_of(later, earlier), later, earlier) == "revision_of"


@pytest.mark.parametrize(
    "text",
    [
        "Correction: the dam holds.",
        "An earlier version of this report named the wrong dam.",
        "Updated: the dam holds.",
        "In einer früheren Fassung dieses Berichts stand ein anderer Ort.",
        "In einer früheren Version hieß es anders.",
        "Korrektur: Der Damm hält.",
        "Виправлено: гребля тримається.",
        "У попередній версії йшлося про іншу греблю.",
        "Исправлено: плотина держится.",
        "В предыдущей версии речь шла о другой плотине.",
    ],
)
def test_a_correction_is_recognised_in_four_languages(text: str) -> None:
    assert corrects(a_side(text).text)
    assert corrects(a_side(BUSES, title=text).text)
    assert not corrects(a_side(f"{BUSES} {BUSES} {BUSES} {BUSES} {text}").text)


@pytest.mark.parametrize("text", ["The dam was corrected.", "She updates the list.", "Правка", "Die Fassung ist neu."])
def test_other_words_are_no_correction(text: str) -> None:
    assert not corrects(a_side(text).text)


def test_two_copies_of_a_press_release_within_a_day_are_of_one_release() -> None:
    release = WATER + " The works said so in a press release."
    assert kind(*two("Tolmen. " + release, release)) == "same_release"
    assert kind(*two("Tolmen. " + release + " The Reed Post has it.", release)) == "copy"
    later = a_side("Tolmen. " + release, publisher="Sedge Post", published="2026-05-09")
    earlier = a_side(release, publisher="Reed Post", published="2026-05-01")
    assert kind(pair_of(later, earlier), later, earlier) == "copy"


def test_the_spans_of_a_copy_are_its_shared_words_those_of_a_retelling_its_sentences() -> None:
    pair, later, _ = two(f"Our desk adds this. {WATER}")
    [span] = spans_of(pair, "copy", later.text)
    assert later.text.document.text[span.start : span.end] == WATER.rstrip(".")
    pair, later, _ = a_pair(f"{BUSES.split(',', 1)[0]}. {WASSER}", WATER, ("de", "en"))
    told = [later.text.document.text[span.start : span.end] for span in spans_of(pair, "translation", later.text)]
    assert told == [sentence.strip() + "." for sentence in WASSER.rstrip(".").split(". ")]


def test_the_evidence_tells_shares_counterparts_words_in_common_and_who_is_named() -> None:
    pair, later, _ = a_pair(WASSER + " So die Reed Post.", WATER, ("de", "en"))
    said = evidence_of(pair, "translation", later.text)
    assert "3 of 4 sentences have, in English, a counterpart there" in said
    assert "340" in said.split("in common: ")[1].split(";")[0]
    assert "it names the other's publisher" in said
    pair, later, _ = two("Tolmen. " + WATER, publishers=OWN)
    said = evidence_of(pair, "revision_of", later.text)
    assert "of the shorter text's runs of 3 words stand in the other" in said
    assert "both by the same outlet" in said


def test_there_is_evidence_even_for_a_pair_that_shares_nothing() -> None:
    pair, later, _ = two("Zorvik.", "Quorl.")
    assert evidence_of(pair, "cites", later.text) == "they share names, numbers and matter"


def test_a_title_that_stands_nowhere_in_the_text_is_no_span_and_no_word_in_common() -> None:
    pair, later, _ = two(BUSES, title="Water in Tolmen for two hours a day since dam was drained, works announced")
    assert pair.matched[0] is not None
    assert all(span.end > span.start for span in spans_of(pair, "cites", later.text))
    assert "Water in" not in evidence_of(pair, "cites", later.text)


PIECES = [*WATER.split(), *BUSES.split(), "Correction:", "press release"]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map(" ".join),
    st.sampled_from(["copy", "excerpt", "translation", "summarises", "cites", "revision_of", "same_release"]),
    st.booleans(),
)
def test_spans_stand_in_the_later_text_and_evidence_is_never_empty(text: str, edge: EdgeKind, own: bool) -> None:
    pair, later, earlier = two(text, publishers=OWN if own else ("Sedge Post", "Reed Post"))
    spans = spans_of(pair, edge, later.text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert evidence_of(pair, edge, later.text)
    assert kind(pair, later, earlier) in ("copy", "excerpt", "cites", "revision_of", "same_release")
