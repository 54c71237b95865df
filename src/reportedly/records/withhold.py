"""What an output may print: names of private persons and exact places stay in the kept copy (DOMAIN 1.17)."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportedly.records.claim import Claim, Coding, Geolocation, Quantity
from reportedly.records.document import PersonMention
from reportedly.records.floors import Floor, exposure, floor_for, floored
from reportedly.records.reading import Reading
from reportedly.records.span import Span

WITHHELD = "[name withheld]"
"""Printed where the name of a private or protected person stands."""

PLACE_WITHHELD = "[place withheld]"
"""What stands for the printed name of a place that is told no finer than its floor."""

JOINER = " … "
"""Printed between the pieces of a quotation."""

_PRIVATE = frozenset({"P2", "P3"})


def private_spans(reading: Reading) -> tuple[Span, ...]:
    """Return the spans of names of private (P2) and protected (P3) persons, in order, without overlaps."""
    return apart({m.span for m in reading.of(PersonMention) if m.person_class in _PRIVATE})


def apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans in order, with those that overlap joined."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def shown(
    reading: Reading, spans: Iterable[Span], working_copy: bool, *, also: Iterable[Span] = ()
) -> tuple[str, tuple[Span, ...]]:
    """Return the printed text of `spans`, pieces joined by " … ", and the spans left out of it.

    Letter for letter as in the text, but a private person's name, whole or cut by the edge of a span,
    is printed as "[name withheld]" unless it is for a working copy. `also` are further stretches to
    withhold, such as names that are known to be private from another document.
    """
    return without(reading.text, spans, () if working_copy else apart({*private_spans(reading), *also}))


def without(text: str, spans: Iterable[Span], hidden: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """Return the printed text of `spans` without what is hidden (in order, apart), and the spans left out of it."""
    quotes: list[str] = []
    withheld: list[Span] = []
    for span in spans:
        pieces: list[str] = []
        at = span.start
        for name in hidden:
            if name.overlaps(span):
                cut = Span(max(name.start, span.start), min(name.end, span.end))
                pieces += [text[at : cut.start], WITHHELD]
                withheld.append(cut)
                at = cut.end
        pieces.append(text[at : span.end])
        quotes.append("".join(pieces))
    return JOINER.join(quotes), tuple(withheld)


_REACH = 60
"""Code points beside a passage in which a name that reaches into it is looked for."""


def private_names(readings: Iterable[Reading]) -> frozenset[str]:
    """Return the printed names that may not leave the workspace, each at least two characters."""
    return frozenset(
        m.span.of(r.text).strip()
        for r in readings
        for m in r.of(PersonMention)
        if m.person_class in _PRIVATE and len(m.span) > 1
    )


_WORD = re.compile(r"\w+")
_CUT = re.compile(r"\w+\Z")
_LEAD = re.compile(r"\W+")
_REMEMBERED = 64
"""Texts of which it is remembered where names may begin."""


class _Names:
    """Finds printed names as whole words, the longest first; as quick with ten thousand names as with ten."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_word: dict[str, list[str]] = {}
        found = {_LEAD.sub("", name, count=1) if _LEAD.match(name) else name for name in names}
        for name in sorted((n for n in found if len(n) > 2), key=lambda n: (-len(n), n)):
            word = _WORD.match(name)
            if word is not None:
                self._by_word.setdefault(word.group(), []).append(name)

        self._first: dict[str, list[int]] = {}

    def __bool__(self) -> bool:
        return bool(self._by_word)

    def _beginnings(self, text: str) -> list[int]:
        """Return where words of a text stand with which a name begins; the texts asked for last are remembered."""
        found = self._first.pop(text, None)
        if found is None:
            found = [word.start() for word in _WORD.finditer(text) if word.group() in self._by_word]
            if len(self._first) >= _REMEMBERED:
                # Threads that share the names may all come to this at once: a copy, and no matter who was first.
                self._first.pop(next(iter([*self._first]), text), None)
        self._first[text] = found
        return found

    def find(self, text: str, start: int, end: int) -> Iterator[Span]:
        """Yield where names stand between two offsets, in order, without overlaps."""
        at = start
        known = self._beginnings(text)
        begins = known[bisect_left(known, start) : bisect_left(known, end)]
        if end < len(text) and (cut := _CUT.search(text, start, end)) and cut.start() not in begins:
            # The offset cuts a word in two: its beginning may be a name.
            begins.append(cut.start())
        for begin in begins:
            word = _WORD.match(text, begin, end)
            names = self._by_word.get(word.group()) if word else None
            if names is None or begin < at or (begin and _WORD.match(text[begin - 1])):
                continue
            for name in names:
                after = begin + len(name)
                whole = after >= end or not _WORD.match(text[after])
                if after <= end and whole and text.startswith(name, begin):
                    yield Span(begin, after)
                    at = after
                    break


class Discretion:
    """What an output of these readings may print: a name that is private in one document is so in all.

    `floors` are those of a theatre by category, beside the default ones.
    """

    def __init__(
        self, names: Iterable[str], *, working_copy: bool = False, floors: Mapping[str, Floor] | None = None
    ) -> None:
        self.working_copy = working_copy
        self._floors = floors
        found = None if working_copy else _Names(names)
        self._private = found if found else None

    def shown(self, reading: Reading, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
        """Return the printed text of spans of a reading, and what was withheld of it."""
        if self._private is None:
            return shown(reading, spans, self.working_copy)
        also = [
            found
            for span in spans
            for found in self._private.find(
                reading.text, max(0, span.start - _REACH), min(len(reading.text), span.end + _REACH)
            )
        ]
        if also:
            public = [m.span for m in reading.of(PersonMention) if m.person_class not in _PRIVATE]
            also = [s for s in also if not any(s.overlaps(p) for p in public)]
        return shown(reading, spans, False, also=also)

    def hidden(self, reading: Reading) -> tuple[Span, ...]:
        """Return all spans of a reading that `shown` withholds, in order, without overlaps: for many spans of one."""
        if self.working_copy:
            return ()
        own = {m.span for m in reading.of(PersonMention) if m.person_class in _PRIVATE}
        if self._private is None:
            return apart(own) if own else ()
        public = [m.span for m in reading.of(PersonMention) if m.person_class not in _PRIVATE]
        for found in self._private.find(reading.text, 0, len(reading.text)):
            if not any(found.overlaps(span) for span in public):
                own.add(found)
        return apart(own) if own else ()

    def masked(self, text: str) -> str:
        """Return text that is no part of a reading, such as a title, with every private name withheld."""
        if self._private is None:
            return text
        pieces, at = [], 0
        for name in self._private.find(text, 0, len(text)):
            pieces += [text[at : name.start], WITHHELD]
            at = name.end
        return "".join((*pieces, text[at:]))

    def place(self, reading: Reading, claim: Claim, place: Geolocation) -> Geolocation:
        """Return a place of a claim as it may be published: coarsened to its floor unless for a working copy."""
        if self.working_copy:
            return place
        coding = reading.first(Coding, claim.id)
        category = (coding.meant or coding.category) if coding else ""
        facts = exposure(reading.about(Quantity, claim.id))
        return floored(place, category, floor_for(category, facts, self._floors))
