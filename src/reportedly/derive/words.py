"""Documents as words: what shared words are measured on."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from zlib import crc32

import numpy as np

from reportedly.records import Document, Span
from reportedly.text import squeeze

_OPENING = 600
CORRECTION = re.compile(
    r"\bcorrections?\b|\bcorrects\b|\bcorrecting\b|\b(?:an|the) earlier version\b|\bclarification\b"
    r"|\bour (?:note|report|story|item|article|post|bulletin) of\b|\b(?:overstated|misstated|misreported)\b"
    r"|\bunsere[nmr]? (?:Bericht|Meldung|Notiz|Beitrag) vom\b|\bNachtrag zu\b"
    r"|\bwe have corrected\b|\bthis was wrong\b|\bwe regret the error\b|\bupdated?:"
    r"|\bBerichtigung\b|\bKorrektur\b|\bkorrigiert\b|\bfrühere[nr]? (?:Fassung|Version)\b|\bAktualisiert\b"
    r"|\bвиправлен\w+|\bуточнен\w+|\bоновлено\b|\bпопередн\w+ верс\w+"
    r"|\bисправлен\w+|\bуточнен\w+|\bобновлено\b|\bпоправка\b|\bпредыдущ\w+ верс\w+",
    re.IGNORECASE,
)
"""Words with which an outlet says that it corrects or updates itself."""

SHINGLE = 3
"""Words in a row that count as shared text; so few because a misprint in a noisy page breaks as many runs."""

_FACTOR = np.uint64(0x9E3779B97F4A7C15)

_WORD = re.compile(r"\w+(?:['’]\w+)?")


@dataclass(frozen=True)
class Text:
    """One document as words with their places; the shingle at position i is words i to i + SHINGLE."""

    document: Document

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Start and end of every word in the untouched text."""
        return tuple(match.span() for match in _WORD.finditer(self.document.text))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words case-folded; for comparison only."""
        text = self.document.text
        return tuple(text[start:end].casefold() for start, end in self.spans)

    @cached_property
    def shingles(self) -> tuple[int, ...]:
        """One hash of 64 bits for each run of SHINGLE words, the same in every process; a shorter text is one."""
        words = np.array([crc32(word.encode("utf-8", "surrogatepass")) for word in self.words], dtype=np.uint64)
        if not len(words):
            return ()
        runs = max(1, len(words) - SHINGLE + 1)
        mixed = np.zeros(runs, dtype=np.uint64)
        for at in range(min(SHINGLE, len(words))):
            mixed = (mixed ^ words[at : at + runs]) * _FACTOR
            mixed ^= mixed >> np.uint64(29)
        return tuple(mixed.tolist())

    @cached_property
    def shingle_set(self) -> frozenset[int]:
        """The shingles without order and repetition."""
        return frozenset(self.shingles)

    @cached_property
    def squeezed(self) -> str:
        """The text with every run of white space as one blank."""
        return squeeze(self.document.text)

    def shared_runs(self, shared: frozenset[int] | set[int]) -> tuple[Span, ...]:
        """Return the stretches of this text that are made of `shared` shingles, in order."""
        runs: list[list[int]] = []
        for i, shingle in enumerate(self.shingles):
            if shingle not in shared:
                continue
            last = min(i + SHINGLE, len(self.words)) - 1
            if runs and i <= runs[-1][1] + 1:
                runs[-1][1] = last
            else:
                runs.append([i, last])
        return tuple(Span(self.spans[first][0], self.spans[last][1]) for first, last in runs)


def longest_run(text: Text, shared: frozenset[int] | set[int]) -> int:
    """Return the number of words in the longest stretch of shared shingles, 0 where there is none."""
    best = run = 0
    for shingle in text.shingles:
        run = run + 1 if shingle in shared else 0
        best = max(best, run)
    return best + SHINGLE - 1 if best else 0


def corrects(text: Text) -> bool:
    """Say whether a text begins with words by which an outlet corrects or updates itself."""
    return bool(CORRECTION.search(f"{text.document.title or ''} {text.document.text[:_OPENING]}"))


def order(document: Document) -> tuple[str, str, str]:
    """Return a key that sorts documents by time, undated ones last, then by path and id."""
    return (_instant(document.published), document.path, document.id)


def published_before(one: Document, other: Document) -> bool:
    """Say whether it is known that `one` was published before `other`; a day without a clock leaves it open."""
    if one.published is None or other.published is None:
        return False
    if "T" in one.published and "T" in other.published:
        return _instant(one.published) < _instant(other.published)
    return one.published[:10] < other.published[:10]


def _instant(published: str | None) -> str:
    """Return a sortable form of the time in UTC; times of one day without a clock sort first."""
    if published is None:
        return "9999"
    if "T" not in published:
        return published
    try:
        return datetime.fromisoformat(published).astimezone(UTC).isoformat()
    except ValueError:
        # A partial date that the standard library does not read still sorts by its digits.
        return published
