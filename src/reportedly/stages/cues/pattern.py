"""From a pattern in the token language to a compiled regular expression.

The language is described in `reportedly.stages.cues`.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

APOSTROPHES = "'’ʼ′"
HYPHENS = "-‐‑"
_JOINERS = APOSTROPHES + re.escape(HYPHENS)
_MARKS = "\u0300-\u036f"

# A word: letters and digits with their combining marks, joined by inner
# apostrophes and hyphens, so "so-called" and "обов'язок" are one word each.
_RUN = rf"[^\W_][\w{_MARKS}]*"
WORD = re.compile(rf"{_RUN}(?:[{_JOINERS}]{_RUN})*")

_END = rf"(?![\w{_MARKS}]|[{_JOINERS}]\w)"
# Between words: white space and invisible characters, one line break at most,
# since an empty line starts another paragraph.
_BLANK = r"[ \t\r\f\v\u00a0\u00ad\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff]"
_GAP = rf"(?:{_BLANK}+\n?{_BLANK}*|\n{_BLANK}*)"
_SLOT_WORD = r"[^\s.,;:!?]+"
_SLOT_WORDS = 6
_ELEMENT = re.compile(r"<[^<>]+>|\([^()]+\)|\{[^{}]+\}|\[[^\[\]]+\]|[^\s<>(){}\[\]]+")


class InvalidPattern(ValueError):
    """A pattern cannot be compiled."""


@dataclass(frozen=True)
class Compiled:
    """A pattern ready for use.

    `heads` are the possible first words, folded by `fold`; those in `prefixes`
    are beginnings of words. Each group of `regex` is a slot.
    """

    elements: tuple[str, ...]
    inflections: Mapping[str, Sequence[str]]
    flags: int
    heads: frozenset[str]
    prefixes: frozenset[str]

    @cached_property
    def source(self) -> str:
        """The source of the regular expression. Raises InvalidPattern for an unknown lemma or stray brackets."""
        return _sequence(self.elements, self.inflections, led=False)

    @property
    def regex(self) -> re.Pattern[str]:
        """The pattern as a regular expression. Raises InvalidPattern as `source` does."""
        return re.compile(self.source, self.flags)


def fold(word: str) -> str:
    """Return the key under which a word is looked up; never used for offsets."""
    if not word.isascii():
        word = unicodedata.normalize("NFC", word)
        for mark in APOSTROPHES[1:]:
            word = word.replace(mark, "'")
        for mark in HYPHENS[1:]:
            word = word.replace(mark, "-")
    return word.casefold()


def compile_pattern(
    pattern: str, inflections: Mapping[str, Sequence[str]], *, case_sensitive: bool = False
) -> Compiled:
    """Return the pattern ready for use.

    Raises InvalidPattern for a pattern that does not start with a word, and for an unknown lemma or stray brackets
    at its start; further on these are found when its `regex` is made.
    """
    elements = _elements(pattern)
    while elements and elements[0].startswith("["):
        elements.pop(0)
    while elements and elements[-1].startswith("["):
        elements.pop()
    if not elements or elements[0][0] in "({*":
        raise InvalidPattern(f"{pattern!r} does not start with a word")
    heads = _choices(elements[0], inflections)
    return Compiled(
        tuple(elements),
        inflections,
        0 if case_sensitive else re.IGNORECASE,
        frozenset(fold(head) for head in heads if not head.endswith("*")),
        frozenset(fold(head[:-1]) for head in heads if head.endswith("*")),
    )


def _elements(pattern: str) -> list[str]:
    found = _ELEMENT.findall(pattern)
    if re.sub(r"\s+", "", pattern) != re.sub(r"\s+", "", "".join(found)):
        raise InvalidPattern(f"{pattern!r} has a bracket without its partner")
    return found


def _sequence(elements: Sequence[str], inflections: Mapping[str, Sequence[str]], *, led: bool = True) -> str:
    """Return the expression; each element is preceded by a gap, the first one only if `led`."""
    parts: list[str] = []
    for position, element in enumerate(elements):
        gap = _GAP if led or position else ""
        inner = element[1:-1]
        if element.startswith("("):
            parts.append(f"(?:{_sequence(_elements(inner), inflections)})?")
        elif element.startswith("{"):
            parts.append(f"(?={_sequence(_elements(inner), inflections)})")
        elif element.startswith("["):
            parts.append(f"{gap}({_SLOT_WORD}(?:{_GAP}{_SLOT_WORD}){{0,{_SLOT_WORDS - 1}}}?)")
        else:
            words = sorted(_choices(element, inflections), key=len, reverse=True)
            parts.append(f"{gap}(?:{'|'.join(_word(word) for word in words)}){_END}")
    return "".join(parts)


def _choices(element: str, inflections: Mapping[str, Sequence[str]]) -> list[str]:
    if not element.startswith("<"):
        return element.split("|")
    forms: list[str] = []
    for lemma in element[1:-1].split("|"):
        if lemma not in inflections:
            raise InvalidPattern(f"lemma {lemma!r} has no line under inflections")
        forms += inflections[lemma]
    return forms


def _word(word: str) -> str:
    if word == "*":
        return WORD.pattern
    tail = rf"[\w{_MARKS}{_JOINERS}]*" if word.endswith("*") else ""
    return "".join(_letter(letter) for letter in word.removesuffix("*")) + tail


def _letter(letter: str) -> str:
    if letter in APOSTROPHES:
        return f"[{APOSTROPHES}]"
    if letter in HYPHENS:
        return f"[{re.escape(HYPHENS)}]"
    # Letters such as й also come as two code points; both must match where they stand.
    decomposed = unicodedata.normalize("NFD", letter)
    if decomposed != letter:
        return f"(?:{letter}|{decomposed})"
    return re.escape(letter)
