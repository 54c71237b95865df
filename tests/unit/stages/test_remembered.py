"""What stages remember between calls: one text never gets what another made, and what a caller changes is its own."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.interfaces import NamedPlace
from reportedly.records import Span
from reportedly.stages.attribution.acronyms import _INTRODUCED, _introductions
from reportedly.stages.attribution.tokens import tokenize
from reportedly.stages.coding.rules import load_rules
from reportedly.stages.extraction.tagger import tag
from reportedly.stages.recognise import ReadingGazetteer

FIRST, SECOND = "The mayor closed the only clinic.", "The water stopped in the morning."


@pytest.mark.parametrize("cut", [tokenize, tag])
def test_words_of_the_same_stretch_of_two_texts_are_kept_apart(cut: Callable[[str, int, int], Sequence[Any]]) -> None:
    for _ in range(2):
        for text in (FIRST, SECOND):
            tokens = cut(text, 4, 20)
            assert [text[t.start : t.end] for t in tokens] == text[4:20].split()


@pytest.mark.parametrize("cut", [tokenize, tag])
def test_words_that_a_caller_throws_away_are_there_for_the_next(cut: Callable[[str, int, int], list[Any]]) -> None:
    tokens = cut(FIRST, 0, 33)
    whole = list(tokens)
    tokens.clear()
    assert cut(FIRST, 0, 33) == whole


def test_scores_that_a_caller_throws_away_are_there_for_the_next() -> None:
    wording = "the only clinic in the town has been closed"
    scores = load_rules("en").score(wording)
    whole = list(scores)
    assert whole
    scores.clear()
    assert load_rules("en").score(wording) == whole
    assert load_rules("en").score("schools opened in the morning") != whole


PIECES = [
    "the Relief Board of Olm",
    " (ORB)",
    " (the ORB",
    ", or ORB",
    ", known as the VCA2",
    "x",
    ". ",
    "\n",
    "(in short QQ)",
    "É",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(alphabet="ab A(,", max_size=130), max_size=12))
def test_acronyms_are_found_as_by_a_search_through_the_whole_text(parts: list[str]) -> None:
    text = "".join(parts)
    assert [m.span() for m in _introductions(text)] == [m.span() for m in _INTRODUCED.finditer(text)]


class Recogniser:
    """Names every word in capitals."""

    def find(self, text: str, sentences: Sequence[Span]) -> list[NamedPlace]:
        at = text.index("OLM") if "OLM" in text else None
        return [] if at is None else [NamedPlace(Span(at, at + 3), "toponym", 0.99)]


class Gazetteer:
    """Knows nothing."""

    def scan(self, text: str) -> list[Any]:
        return []

    def find(self, name: str, *, limit: int = 20) -> list[Any]:
        return []


def test_places_of_the_last_text_are_not_those_of_the_next() -> None:
    places = ReadingGazetteer(Gazetteer(), Recogniser())  # type: ignore[arg-type]
    with_name, without = "The road to OLM is cut.", "The road to the town is cut."
    for _ in range(2):
        found = places.named(with_name)
        assert [n.span.of(with_name) for n in found] == ["OLM"]
        found.clear()
        assert [n.span.of(with_name) for n in places.named(with_name)] == ["OLM"]
        assert places.named(without) == []
