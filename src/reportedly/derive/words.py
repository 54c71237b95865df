"""Documents as words: what near copies and citations are measured on."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from reportedly.records import Document, Span
from reportedly.text import name_key, squeeze

SHINGLE = 4
"""Words in a row that count as shared text; set on the invented pairs of tests/unit/derive/pairs.py."""

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
        """One hash for each run of SHINGLE words; a text shorter than that is one shingle."""
        words = self.words
        if not words:
            return ()
        if len(words) < SHINGLE:
            return (hash(words),)
        return tuple(hash(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))

    @cached_property
    def shingle_set(self) -> frozenset[int]:
        """The shingles without order and repetition."""
        return frozenset(self.shingles)

    @cached_property
    def content(self) -> frozenset[str]:
        """Words of five letters or more; enough to tell whether two reports share their matter."""
        return frozenset(word for word in self.words if len(word) > 4)

    @cached_property
    def squeezed(self) -> str:
        """The text with every run of white space as one blank."""
        return squeeze(self.document.text)

    @cached_property
    def title_words(self) -> frozenset[str]:
        """Content words of the title without those that only say that it is a correction."""
        title = name_key(self.document.title or "")
        return frozenset(w for w in title.split() if len(w) > 3) - _CORRECTION_WORDS

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


_CORRECTION_WORDS = frozenset({"correction", "corrected", "corrects", "update", "updated", "clarification"})


def longest_run(text: Text, shared: frozenset[int] | set[int]) -> int:
    """Return the number of words in the longest stretch of shared shingles, 0 where there is none."""
    best = run = 0
    for shingle in text.shingles:
        run = run + 1 if shingle in shared else 0
        best = max(best, run)
    return best + SHINGLE - 1 if best else 0


def day(document: Document) -> str | None:
    """Return the ISO day of publication, or None."""
    return document.published[:10] if document.published else None


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
