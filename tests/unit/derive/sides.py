"""Invented documents ready for comparison."""

from dataclasses import replace
from typing import Any

from reportedly.derive.pairs import Pair, Side, pair_of
from reportedly.derive.sketch import Unit, sketch_of
from reportedly.derive.words import Text
from reportedly.gloss import Mark, Marker, marker
from reportedly.records import Reading
from tests.unit.derive.reports import a_report

MARKER = marker()


def a_reading(text: str, language: str = "en", **fields: Any) -> Reading:
    """Return the reading of a text in a language without any record."""
    reading = a_report(text, **fields)
    return replace(reading, document=replace(reading.document, language=language))


def a_side(text: str, language: str = "en", *, own: Marker = MARKER, **fields: Any) -> Side:
    """Return a document ready for comparison; its publisher counts under its printed name."""
    reading = a_reading(text, language, **fields)
    return Side(sketch_of(reading, own, reading.document.publisher), Text(reading.document))


def a_pair(later: str, earlier: str, languages: tuple[str, str] = ("en", "en")) -> tuple[Pair, Side, Side]:
    """Return a later and an earlier text by two outlets as a pair, and both of them."""
    one = a_side(later, languages[0], publisher="Sedge Post", published="2026-05-02")
    other = a_side(earlier, languages[1], publisher="Reed Post", published="2026-05-01")
    return pair_of(one, other), one, other


def a_unit(*keys: str, weight: float = 1.0, start: int = 0) -> Unit:
    """Return a sentence with a mark of one letter for each key."""
    marks = tuple(Mark((key,), weight, start + n, start + n + 1) for n, key in enumerate(keys))
    return Unit(start, start + len(keys), marks, sum(mark.weight for mark in marks))
