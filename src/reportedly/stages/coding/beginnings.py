"""How the matches of a pattern can begin: told from its source, so that a text without such a beginning is passed over.

Patterns are searched in hundreds; of most not even the first letters occur in a sentence. What is told here is
safe, not sharp: every match begins in one of the ways named, and where that cannot be told there is no answer.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportedly import sieve
from reportedly.kept import kept
from reportedly.sieve import Haystack

LONGEST = 6
"""So many characters of a beginning are told apart."""

_LENGTHS = range(1, LONGEST + 1)

MOST = 3000
"""A pattern with more beginnings than this is simply searched."""

_WORD = re.compile(r"\b\w")
_FOLDED = re.compile("[\u0130\u0131\u017f\u212a]")
"""Letters that a pattern without regard to case takes for i, s and k, but `lower` does not."""

_QUANTIFIER = re.compile(r"(?:[?*+]|\{\d*,?\d*\})[?+]?")
_PLAIN = re.compile(r"\((?:\?(?:-?[ims]+)?:|(?!\?))")
_ASIDE = re.compile(r"\(\?(?:=|!|<=|<!)")
_RUN = re.compile(r"[a-z0-9 ']+(?![?*+{])", re.IGNORECASE | re.ASCII)
_REST = re.compile(r"[^()|\[\\]+|\\.|[()|]|\[\^?\]?(?:[^\]\\]|\\.)*\]", re.DOTALL)
_ZERO_WIDTH = frozenset("bBAZ")
_CLASSES = frozenset("wWsSdD")

Beginning = tuple[str, bool]
"""A string and whether more may follow that is known."""

_NOTHING: frozenset[Beginning] = frozenset({("", True)})
_ANYTHING: frozenset[Beginning] = frozenset({("", False)})


class _Unknown(Exception):
    """The pattern has a construct whose beginnings are not told."""


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Which of many named patterns may occur in a text. Every pattern starts with a word boundary."""

    by_start: Mapping[str, tuple[str, ...]]
    always: frozenset[str]
    names: frozenset[str]
    others: Haystack
    """Tells of the patterns that may begin in any way whether they may match at all."""

    @classmethod
    def of(cls, sources: Mapping[str, str]) -> "Beginnings":
        """Return the index of these patterns, given by their sources. It is made once on a machine (`kept`)."""
        # The program itself is a source too: another one finds other beginnings.
        program = Path(__file__).read_text("utf-8"), Path(sieve.__file__).read_text("utf-8")
        found = kept("beginnings", (*program, json.dumps(sources)), lambda: _index(sources))
        by_start = {start: tuple(names) for start, names in found["starts"].items()}
        return cls(by_start, frozenset(found["always"]), frozenset(sources), Haystack(found["always"]))

    def possible(self, text: str) -> frozenset[str]:
        """Return the names of the patterns that may match in `text`; the others do not."""
        return frozenset(self.places(text))

    def places(self, text: str) -> dict[str, list[int] | None]:
        """Return where in `text` each pattern may match that may do so at all, in order; None for anywhere."""
        if _FOLDED.search(text):
            return dict.fromkeys(self.names)
        lowered = text.lower()
        found: dict[str, list[int] | None] = {}
        for word in _WORD.finditer(lowered):
            at = word.start()
            for length in _LENGTHS:
                for name in self.by_start.get(lowered[at : at + length], ()):
                    known = found.get(name)
                    if known is None:
                        found[name] = [at]
                    elif known[-1] != at:
                        known.append(at)
        found.update(dict.fromkeys(self.others.possible(text)))
        return found


def _index(sources: Mapping[str, str]) -> dict[str, Any]:
    """Return the patterns by the beginnings of their matches, and those that begin in any way with their needles."""
    starts: defaultdict[str, list[str]] = defaultdict(list)
    always: dict[str, list[str] | None] = {}
    for name, source in sources.items():
        known = beginnings(source)
        if known is None:
            found = sieve.needles(source, re.IGNORECASE)
            always[name] = sorted(found) if found else None
        for start in sorted(known or ()):
            starts[start].append(name)
    return {"starts": dict(starts), "always": always}


def beginnings(source: str) -> frozenset[str] | None:
    """Return strings in lower case of which one begins every match of a pattern, None where that cannot be told.

    Only beginnings with a letter or digit are told: with a word boundary before it, such a match begins a word.
    """
    try:
        found, end = _alternatives(source, 0)
    except _Unknown:
        return None
    starts = frozenset(start for start, _ in found)
    if end < len(source) or len(starts) > MOST or not all(start[:1].isalnum() for start in starts):
        return None
    return starts


def _alternatives(source: str, at: int) -> tuple[frozenset[Beginning], int]:
    """Return the beginnings of a pattern from `at` to its end or to the bracket that closes it."""
    found: set[Beginning] = set()
    while True:
        sequence, at = _sequence(source, at)
        found |= sequence
        if at >= len(source) or source[at] == ")":
            return frozenset(found), at
        at += 1  # the "|"


def _sequence(source: str, at: int) -> tuple[frozenset[Beginning], int]:
    found = _NOTHING
    while at < len(source) and source[at] not in "|)":
        if not any(more for _, more in found):
            return found, _end(source, at)
        if run := _RUN.match(source, at):
            found = _joined(found, ((run.group().lower(), True),))
            at = run.end()
            continue
        atom, at = _atom(source, at)
        if quantifier := _QUANTIFIER.match(source, at):
            at = quantifier.end()
            atom = _repeated(atom, quantifier.group())
        found = _joined(found, atom)
    return found, at


def _end(source: str, at: int) -> int:
    """Return where the sequence that holds `at` ends: at its "|" or ")", or with the pattern."""
    depth = 0
    while at < len(source):
        if depth == 0 and source[at] in "|)":
            return at
        part = _REST.match(source, at)
        if part is None:
            raise _Unknown
        depth += (part.group() == "(") - (part.group() == ")")
        at = part.end()
    return at


def _joined(before: Iterable[Beginning], after: Iterable[Beginning]) -> frozenset[Beginning]:
    following = tuple(after)
    result: set[Beginning] = set()
    for start, more in before:
        if not more:
            result.add((start, False))
            continue
        for rest, on in following:
            whole = start + rest
            result.add((whole[:LONGEST], on and len(whole) < LONGEST))
    if len(result) > MOST:
        raise _Unknown
    return frozenset(result)


def _repeated(atom: frozenset[Beginning], quantifier: str) -> frozenset[Beginning]:
    """Return the beginnings of a repeated atom: what follows the first time is left open, unless it is once at most."""
    first = quantifier[0]
    once = first == "?"
    some = atom if once else frozenset((start, False) for start, _ in atom)
    absent = first in "?*" or quantifier.startswith(("{0", "{,"))
    return some | _NOTHING if absent else some


def _atom(source: str, at: int) -> tuple[frozenset[Beginning], int]:
    sign = source[at]
    if sign == "(":
        return _group(source, at)
    if sign == "[":
        return _class(source, at)
    if sign == "\\":
        return _escaped(source[at + 1]), at + 2
    if sign == ".":
        return _ANYTHING, at + 1
    if sign in "^$":
        return _NOTHING, at + 1
    if sign in "?*+{":
        raise _Unknown
    return _literal(sign), at + 1


def _group(source: str, at: int) -> tuple[frozenset[Beginning], int]:
    aside = _ASIDE.match(source, at)
    opening = aside or _PLAIN.match(source, at)
    if opening is None:
        raise _Unknown
    found, end = _alternatives(source, opening.end())
    if end >= len(source):
        raise _Unknown
    # What is looked for ahead or behind takes no place: to leave it out only allows more.
    return _NOTHING if aside else found, end + 1


def _class(source: str, at: int) -> tuple[frozenset[Beginning], int]:
    end = at + 1 + (source[at + 1 : at + 2] == "^")
    end += source[end : end + 1] == "]"
    while source[end : end + 1] not in ("]", ""):
        end += 2 if source[end] == "\\" else 1
    if end >= len(source):
        raise _Unknown
    inside = source[at + 1 : end]
    if inside[:1] == "^" or "\\" in inside or "-" in inside[1:-1]:
        return _ANYTHING, end + 1
    return frozenset(b for sign in inside for b in _literal(sign)), end + 1


def _escaped(sign: str) -> frozenset[Beginning]:
    if sign in _ZERO_WIDTH:
        return _NOTHING
    if sign in _CLASSES:
        return _ANYTHING
    if sign.isalnum():
        raise _Unknown
    return _literal(sign)


def _literal(sign: str) -> frozenset[Beginning]:
    lowered = sign.lower()
    if len(lowered) > 1:
        raise _Unknown
    return frozenset({(lowered, True)})
