"""Strings of which one stands in every match of a pattern: a text that has none of them need not be searched.

They are told from what the parser of the standard library makes of the pattern. What is told is safe, not sharp: where
it cannot be told (or the parser is not as it is known here), the pattern is searched as it is.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from importlib import import_module
from typing import Any

MOST = 4000
"""A pattern with more needles than this is simply searched."""

_PRODUCT = 48
"""So many strings at most are told apart where parts with several wordings follow one another."""

_ENOUGH = 4
"""Letters from which on a needle is no rarer for being longer."""

_FOLDED = re.compile("[\u0130\u0131\u017f\u212a\u1c80-\u1c88]")
"""Letters that a pattern without regard to case takes for others, but `lower` does not."""

_KEPT = 64
"""Texts whose lower case is kept."""

_START = 3
"""So many letters of a needle are looked up first where there are many."""

_FEW = 40
"""So many needles are looked for one by one."""

_EXTRA = frozenset("is") | frozenset("вдостъѣꙋ")
"""Letters that only those of `_FOLDED` are taken for."""

Strings = frozenset[str]


class Sieve:
    """A pattern that is only searched in texts with one of its needles; it answers as the pattern itself does."""

    __slots__ = ("_among", "_name", "pattern")

    def __init__(self, pattern: re.Pattern[str], among: "Sieves | None" = None) -> None:
        """Take the pattern, and those that are asked of the same texts as it is."""
        self.pattern = pattern
        self._among = Sieves() if among is None else among
        self._name = self._among.add(pattern)

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the first match in `text[start:end]`, which is seen as the pattern's `search` sees it."""
        stop = len(text) if end is None else end
        return self.pattern.search(text, start, stop) if self.may_match(text, start, stop) else None

    def match(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the match at the start of `text[start:end]`, as the pattern's `match` does."""
        stop = len(text) if end is None else end
        return self.pattern.match(text, start, stop) if self.may_match(text, start, stop) else None

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Return the matches in `text[start:end]`, as the pattern's `finditer` does."""
        stop = len(text) if end is None else end
        return self.pattern.finditer(text, start, stop) if self.may_match(text, start, stop) else iter(())

    def sub(self, put: str, text: str) -> str:
        """Return the text with each match replaced."""
        return self.pattern.sub(put, text) if self.may_match(text, 0, len(text)) else text

    def may_match(self, text: str, start: int, end: int) -> bool:
        """Say whether a match may stand in `text[start:end]`."""
        if start == 0 and end == len(text):
            return self._name in self._among.possible(text)
        return self._among.alone(self._name).has_one(text, start, end)


class Sieves:
    """Patterns that are asked of the same texts, one after the other: their needles are looked for together."""

    def __init__(self) -> None:
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._alone: dict[str, Haystack] = {}
        self._last: tuple[str, set[str]] | None = None

    def add(self, pattern: re.Pattern[str]) -> str:
        """Return the name of a pattern among the others, of which it is one from now on."""
        name = str(len(self._patterns))
        self._patterns[name] = pattern
        return name

    def sieve(self, source: str, flags: int = 0) -> Sieve:
        """Return one more pattern. Raises re.error for a broken one."""
        return Sieve(re.compile(source, flags), self)

    def possible(self, text: str) -> set[str]:
        """Return the names of those that may match in a text; what the last text gave is kept."""
        last = self._last
        if last is None or last[0] != text:
            last = self._last = text, self._all.possible(text)
        return last[1]

    def alone(self, name: str) -> "Haystack":
        """Return the haystack of one of the patterns."""
        if name not in self._alone:
            self._alone[name] = Haystack({name: _needles(self._patterns[name])})
        return self._alone[name]

    # Late: of most patterns nothing is ever asked, and this takes as long as to compile them.
    @cached_property
    def _all(self) -> "Haystack":
        return Haystack({name: _needles(pattern) for name, pattern in self._patterns.items()})


class Haystack:
    """Which of many named patterns may match in a text."""

    def __init__(self, by_name: Mapping[str, Iterable[str] | None]) -> None:
        """Take the needles of each pattern, None for one that may match anywhere."""
        named: defaultdict[str, list[str]] = defaultdict(list)
        for name, found in by_name.items():
            for needle in found or ():
                named[needle].append(name)
        self._named = {needle: tuple(names) for needle, names in named.items()}
        self._few = tuple(n for n in self._named if len(self._named) <= _FEW or len(n) < _START)
        self._starts: defaultdict[str, list[str]] = defaultdict(list)
        for needle in self._named.keys() - set(self._few):
            self._starts[needle[:_START]].append(needle)
        self._anywhere = frozenset(name for name, found in by_name.items() if found is None)
        self._names = frozenset(by_name)

    def possible(self, text: str) -> set[str]:
        """Return the names of the patterns that may match; the others do not."""
        low = lowered(text)
        if low is None:
            return set(self._names)
        found = set(self._anywhere)
        for needle in self._few:
            if needle in low:
                found.update(self._named[needle])
        for start in starts(low) & self._starts.keys():
            for needle in self._starts[start]:
                if needle in low:
                    found.update(self._named[needle])
        return found

    def places(self, text: str) -> list[tuple[int, str]]:
        """Return where needles begin in a text, in order, with the name of a pattern that each is of.

        A pattern that may match anywhere, or in a text with letters that are not told, has one at each letter.
        """
        low = lowered(text)
        if low is None:
            return [(at, name) for at in range(len(text)) for name in sorted(self._names)]
        found = [(at, name) for at in range(len(text)) for name in self._anywhere]
        for needle, names in self._named.items():
            at = low.find(needle)
            while at >= 0:
                found += [(at, name) for name in names]
                at = low.find(needle, at + 1)
        return sorted(found)

    def has_one(self, text: str, start: int, end: int) -> bool:
        """Say whether any of the patterns may match in `text[start:end]`."""
        low = lowered(text)
        if low is None or self._anywhere:
            return True
        for needle in self._few:
            if low.find(needle, start, end) >= 0:
                return True
        if not self._starts:
            return False
        there = self._starts.keys() & starts(low)
        return any(low.find(needle, start, end) >= 0 for at in there for needle in self._starts[at])


def sieve(source: str, flags: int = 0) -> Sieve:
    """Return a pattern that is only searched where it may match. Raises re.error for a broken one."""
    return Sieve(re.compile(source, flags))


@lru_cache(maxsize=_KEPT)
def starts(text: str) -> Strings:
    """Return the letters that a needle in this text may start with, as many of each as are looked up first."""
    return frozenset(map("".join, zip(text, text[1:], text[2:], strict=False)))


@lru_cache(maxsize=_KEPT)
def lowered(text: str) -> str | None:
    """Return a text in lower case, each letter in its place; None where that is not how patterns see its letters."""
    return None if not text.isascii() and _FOLDED.search(text) else text.lower()


def needles(source: str, flags: int = 0) -> Strings | None:
    """Return strings in lower case of which one stands in every match of a pattern; None where that is not told.

    Raises re.error for a broken pattern.
    """
    try:
        parser = import_module("re._parser")
        parsed = parser.parse(source, flags)
        found = _Teller(parser).of(parsed)
    except (ImportError, AttributeError, TypeError, ValueError):
        return None
    if not found:
        return None
    short: list[str] = []
    for needle in sorted(found, key=len):
        if not any(other in needle for other in short):
            short.append(needle)
    return frozenset(short) if len(short) <= MOST else None


def _needles(pattern: re.Pattern[str]) -> Strings | None:
    return needles(pattern.pattern, pattern.flags)


class _Teller:
    """Tells needles from what the parser makes of a pattern."""

    def __init__(self, parser: Any) -> None:
        self._p = parser

    @cached_property
    def _others(self) -> frozenset[str]:
        """Letters for which a pattern without regard to case also takes others than `lower` brings to them."""
        extra = import_module("re._casefix")._EXTRA_CASES
        return frozenset(map(chr, extra)) - _EXTRA

    def of(self, items: Sequence[Any]) -> Strings | None:
        """Return the best needles of a sequence: the longest; of those the fewest."""
        found: list[Strings] = []
        run: Strings = frozenset({""})
        for item in items:
            if self._takes_no_place(item):
                continue
            exact = self._exact(item)
            joined = exact and _product(run, exact)
            if joined:
                run = joined
                continue
            found.append(run)
            run = exact or frozenset({""})
            if exact is None and (inner := self._inside(item)) is not None:
                found.append(inner)
        found.append(run)
        told = [strings for strings in found if "" not in strings]
        return max(told, key=_sharpness, default=None)

    def _takes_no_place(self, item: Any) -> bool:
        return item[0] in (self._p.AT, self._p.ASSERT, self._p.ASSERT_NOT)

    def _exact(self, item: Any) -> Strings | None:
        """Return all strings that an item stands for, None where they are many or not told."""
        p, (kind, given) = self._p, item
        if kind is p.LITERAL:
            return self._letters([given])
        if kind is p.IN:
            return self._letters([value for _, value in given]) if all(k is p.LITERAL for k, _ in given) else None
        if kind is p.SUBPATTERN:
            return self._sequence(given[-1])
        if kind is p.BRANCH:
            return _union([self._sequence(one) for one in given[1]])
        if kind in (p.MAX_REPEAT, p.MIN_REPEAT) and given[0] in (0, 1) and given[1] == 1:
            once = self._sequence(given[2])
            return once if once is None or given[0] else once | {""}
        return None

    def _sequence(self, items: Sequence[Any]) -> Strings | None:
        run: Strings | None = frozenset({""})
        for item in items:
            if self._takes_no_place(item):
                continue
            exact = self._exact(item)
            run = _product(run, exact) if run and exact else None
            if run is None:
                return None
        return run

    def _letters(self, codes: Sequence[int]) -> Strings | None:
        low = frozenset(chr(code).lower() for code in codes)
        return low if all(len(one) == 1 and one not in self._others for one in low) else None

    def _inside(self, item: Any) -> Strings | None:
        """Return needles of an item that stands for more than a few strings."""
        p, (kind, given) = self._p, item
        if kind is p.SUBPATTERN:
            return self.of(given[-1])
        if kind is p.BRANCH:
            return _union([self.of(one) for one in given[1]])
        if kind in (p.MAX_REPEAT, p.MIN_REPEAT) and given[0] >= 1:
            return self.of(given[2])
        return None


def _product(before: Strings, after: Strings) -> Strings | None:
    if len(before) * len(after) > _PRODUCT:
        return None
    return frozenset(a + b for a in before for b in after)


def _union(parts: Sequence[Strings | None]) -> Strings | None:
    told = [part for part in parts if part is not None]
    return frozenset().union(*told) if len(told) == len(parts) else None


def _sharpness(strings: Strings) -> tuple[int, int]:
    return min(_ENOUGH, *map(len, strings)), -len(strings)
