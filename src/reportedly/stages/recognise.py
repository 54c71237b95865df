"""Recognition of toponyms: a trained recogniser where it can read the text, the gazetteer's own scan elsewhere."""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from reportedly.interfaces import Candidate, Gazetteer, HomeArea, NamedPlace, PlaceRecogniser, Resolved, Shape, Toponym
from reportedly.records import Span
from reportedly.stages.glossed.places import toponyms_of
from reportedly.stages.segment import sentences_of

TOPONYMS = ("toponym", "government", "in_name")
"""Kinds of names that are toponyms: a place, one standing for who rules it, one in the name of a body; no peoples."""

Mend = Callable[[str, Sequence[NamedPlace]], list[NamedPlace]]
"""Puts the edges of recognised names right."""

SURE_ALONE = 0.95
"""Score that a name needs if the gazetteer has no place of that name."""

SURE_OF_KIND = 0.9
"""The same for a name that says what kind of place it is ("Silk Mill Road", "Lake Owassa").

On the development halves (2026-11-29) recognition of LGL 0.799 -> 0.801, GeoWebNews 0.784 -> 0.785, others equal.
"""

LIKELY = 0.9
"""Score from which a name that the gazetteer lacks may still be the place of a claim."""

_SHORTEST = 2
_TEXTS = 8
_SURE = 0.8

_OF_KIND = re.compile(
    r"\b(?:Street|St\.|Avenue|Ave\.?|Drive|Road|Rd\.?|Lane|Boulevard|Highway|Parkway|Route|Interstate|Terrace|Way|Close"
    r"|Lake|River|Creek|County|Park|Camp|Village|District|Hospital|School)\b"
)
_LATIN = re.compile(r"[A-Za-z]")
_OTHER = re.compile(r"[^\W\d_A-Za-z]")
_CYRILLIC = re.compile(r"[А-Яа-яЁёІіЇїЄєҐґ]")
_UKRAINIAN = re.compile(r"[іїєґІЇЄҐ]")
_RUSSIAN = re.compile(r"[ыэъёЫЭЪЁ]")
_ENGLISH = re.compile(
    r"\b(?:the|of|and|to|for|was|were|by|with|on|at|from|in|is|are|has|have|had|as|that|this|it|its|an?|not|be|or)\b",
    re.IGNORECASE,
)
_GERMAN = re.compile(
    r"\b(?:der|die|das|den|dem|des|und|ist|im|vom|von|mit|zu|zur|zum|auf|für|eine?[mnrs]?|nach|aus|bei|beim|es|gab|gibt"
    r"|wird|wurden?|werden|hat|haben|hatte|sind|nicht|noch|auch|am|sich|bis|um|über|mehr|keine?[mnrs]?|wie|oder)\b",
    re.IGNORECASE,
)


class ReadingGazetteer:
    """A gazetteer that finds the toponyms of a text by reading it; everything else is the gazetteer's."""

    def __init__(self, gazetteer: Gazetteer, recogniser: PlaceRecogniser, mend: Mend | None = None) -> None:
        self._gazetteer = gazetteer
        self._recogniser = recogniser
        self._mend = mend
        self._last: tuple[str, list[NamedPlace]] | None = None
        self._last_named: tuple[str, list[NamedPlace]] | None = None

    @property
    def unread(self) -> Gazetteer:
        """The gazetteer without the recogniser: quicker where a rough scan will do."""
        return self._gazetteer

    def find(self, name: str, *, limit: int = 20) -> list[Candidate]:
        """Return the candidates for one printed name, best prior first; empty where there are none."""
        return self._gazetteer.find(name, limit=limit)

    def get(self, place_id: str) -> Candidate | None:
        """Return the entry with this id, or None."""
        return self._gazetteer.get(place_id)

    def shape(self, place_id: str) -> Shape | None:
        """Return the extent of a place, or None where none is known."""
        return self._gazetteer.shape(place_id)

    def resolve(self, text: str, toponyms: Sequence[Toponym], *, home: str | HomeArea | None = None) -> list[Resolved]:
        """Resolve the toponyms of one document together; one answer for each, in order."""
        return self._gazetteer.resolve(text, toponyms, home=home)

    def scan(self, text: str) -> list[Toponym]:
        """Return the toponyms of `text`, in order, without overlaps.

        The recogniser learned from English. Ukrainian, Russian and German are read by case forms, lists and what stands
        about a name, any other language by the gazetteer's own scan.
        """
        if not is_english(text):
            language = other_language(text)
            if not language:
                return self._gazetteer.scan(text)
            found = toponyms_of(text, self._gazetteer, language)
            return [t for t in found if self._gazetteer.find(t.text, limit=1)]
        return [
            Toponym(named.span, named.span.of(text), named.kind) for named in self.named(text) if named.kind in TOPONYMS
        ]

    def likely(self, text: str) -> list[Toponym]:
        """Return the toponyms that `scan` leaves out since the gazetteer lacks them, but that are likely places.

        They have no entry to be resolved to; a claim names its place all the same.
        """
        if not is_english(text):
            return []
        taken = [named.span for named in self.named(text)]
        return [
            Toponym(n.span, n.span.of(text), n.kind)
            for n in self._read(text)
            if n.score >= LIKELY
            and not n.weak
            and n.kind in TOPONYMS
            and len(n.span) >= _SHORTEST
            and not any(n.span.overlaps(span) for span in taken)
        ]

    def _read(self, text: str) -> list[NamedPlace]:
        """Return what the recogniser reads, its edges mended; the last text is remembered."""
        if self._last is None or self._last[0] != text:
            found = self._recogniser.find(text, sentences_of(text))
            self._last = text, list(found) if self._mend is None else self._mend(text, found)
        return self._last[1]

    def named(self, text: str) -> list[NamedPlace]:
        """Return the names of places with their kinds, but for unsure ones that the gazetteer has not."""
        if self._last_named is None or self._last_named[0] != text:
            self._last_named = text, self._named(text)
        return list(self._last_named[1])

    def _named(self, text: str) -> list[NamedPlace]:
        found = self._read(text)
        listed = {toponym.span: toponym.text for toponym in self._gazetteer.scan(text)}
        kept = [n for n in found if (n.span in listed if n.weak else self._counts(n.span.of(text), n.score))]
        return sorted([*kept, *_again(text, kept, listed)], key=lambda named: named.span)

    def _counts(self, printed: str, score: float) -> bool:
        if len(printed) < _SHORTEST or not any(c.isupper() for c in printed):
            return False
        if score >= (SURE_OF_KIND if _OF_KIND.search(printed) else SURE_ALONE):
            return True
        return any(candidate.match != "fuzzy" for candidate in self._gazetteer.find(printed, limit=1))


def _again(text: str, kept: Sequence[NamedPlace], listed: Mapping[Span, str]) -> list[NamedPlace]:
    """Return where a name that is surely a place stands again unread: a place once is a place throughout."""
    sure = {n.span.of(text): n.score for n in kept if n.score >= _SURE and n.kind in ("toponym", "government")}
    starts = [n.span.start for n in kept]
    found = []
    for span, printed in listed.items():
        at = bisect_left(starts, span.end)
        if printed in sure and not any(n.span.overlaps(span) for n in kept[max(0, at - 2) : at]):
            found.append(NamedPlace(span, "toponym", sure[printed]))
    return found


def other_language(text: str) -> str:
    """Return which of Ukrainian, Russian and German a text that is not English may be, "" for any other script."""
    latin, cyrillic, other = (len(p.findall(text)) for p in (_LATIN, _CYRILLIC, _OTHER))
    if latin > other:
        return "de" if _GERMAN.search(text) else ""
    if cyrillic * 2 < other:
        return ""
    return "uk" if len(_UKRAINIAN.findall(text)) >= len(_RUSSIAN.findall(text)) else "ru"


@lru_cache(maxsize=_TEXTS)
def is_english(text: str) -> bool:
    """Say whether a text may be English: mostly Latin letters, and no more small words of German than of English."""
    if len(_LATIN.findall(text)) < len(_OTHER.findall(text)):
        return False
    return len(_GERMAN.findall(text)) <= len(_ENGLISH.findall(text))
