"""Regions without a name of their own: occupied ground, banks, front-line communities, new "subjects"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from reportedly.records import Span
from reportedly.stages.locate_mentions import Place

_GAP = re.compile(r" (?:(?:на|в|у|der|des|von|dem) )?")
_UNTYPED = re.compile(r"\b(?:Oblast|Raion|Region|Krai|Republic|District)\b|^(?:Crimea|Sevastopol)$")


@dataclass(frozen=True, slots=True)
class _Kind:
    """One line of the table: its pattern, the English name, and what it makes of a place named right behind."""

    pattern: re.Pattern[str]
    english: str
    takes: bool
    needs: bool


def with_vague(text: str, places: Sequence[Place]) -> list[Place]:
    """Return the places of a text with the regions without a name, in order; a region takes in what it is part of."""
    found: list[Place] = []
    for kind in _table():
        for match in kind.pattern.finditer(text):
            span = Span(*match.span())
            whole = _behind(text, span, places)
            if not (kind.takes or kind.needs) and whole is not None:
                if whole.precision != "country" and whole.span.start == span.end + 1:
                    continue  # «на окупованій території X»: the name says more
                whole = None
            if any(span.overlaps(p.span) for p in found) or (kind.needs and whole is None):
                continue
            found.append(_vague(span, kind, whole))
    kept = [p for p in places if not any(p.span.overlaps(v.span) for v in found)]
    return sorted([*kept, *found], key=lambda place: place.span)


def _vague(span: Span, kind: _Kind, whole: Place | None) -> Place:
    if whole is None:
        return Place(span, "vague_region", vague=True, rule="vague", name=kind.english.removesuffix(" of"))
    name = f"{kind.english} {_full(whole)}"
    return replace(
        whole, span=Span(span.start, whole.span.end), precision="vague_region", vague=True, rule="vague", name=name
    )


def _behind(text: str, span: Span, places: Sequence[Place]) -> Place | None:
    """Return the place that is named right behind a stretch, or None."""
    gap = _GAP.match(text, span.end)
    starts = {span.end + 1, gap.end()} if gap is not None else set()
    return next((p for p in places if p.span.start in starts and not p.vague), None)


def _full(place: Place) -> str:
    """Return the English name of a place, with its level where the bare name is that of a town too."""
    name = place.best.name if place.best is not None else place.name
    bare = place.precision == "adm1" and place.best is not None and place.best.country == "UA"
    return f"{name} Oblast" if bare and not _UNTYPED.search(name) else name


@cache
def _table() -> tuple[_Kind, ...]:
    lines = (files(__package__) / "data" / "vague.tsv").read_text("utf-8").splitlines()
    return tuple(_kinds(lines))


def _kinds(lines: Sequence[str]) -> Iterator[_Kind]:
    for line in lines:
        if line.strip() and not line.startswith("#"):
            pattern, english = line.split("\t")
            needs, takes = english.endswith(" +*"), english.endswith(" *")
            english = english.removesuffix(" +*").removesuffix(" *")
            flags = 0 if pattern.replace("(?:", "").replace("|", "").rstrip(")").isupper() else re.IGNORECASE
            yield _Kind(re.compile(rf"(?<![\w'’-])(?:{pattern})(?![\w'’])", flags), english, takes, needs)
