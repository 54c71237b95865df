"""A text as the encoder sees it: words, wordpieces, and what lower-casing takes away."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from reportedly.records import Span
from reportedly.text import tokens

Ints = npt.NDArray[np.int64]

FEATURES = 16
"""Rows of the feature table: case class (4) x start of a paragraph (2) x inside double quotation marks (2)."""

_CHUNK = 20_000
_OPENING, _CLOSING = "“„«", "”»"


class WordPieces(Protocol):
    """What is needed of a tokenizer (the `tokenizers` library's class fits)."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> Any:
        """Return an encoding with `ids` and `offsets` in code points."""
        ...


@dataclass(frozen=True, slots=True)
class Pieces:
    """Words and wordpieces of one document.

    `words` are token spans that have at least one wordpiece. `ids` and `features` have one entry for
    each wordpiece; `first` gives each word's first wordpiece, with one more entry for the end.
    `starts` are the words that open a sentence.
    """

    words: tuple[tuple[int, int], ...]
    ids: Ints
    features: Ints
    first: Ints
    starts: Ints

    def __len__(self) -> int:
        return len(self.words)


def pieces_of(text: str, sentences: Sequence[Span], tokenizer: WordPieces) -> Pieces:
    """Return words and wordpieces of `text`; offsets stay those of `text`, whatever characters it holds."""
    return with_sentences(split(text, tokenizer), sentences)


def split(text: str, tokenizer: WordPieces) -> Pieces:
    """Return words and wordpieces of `text` as one sentence."""
    words = list(tokens(text))
    ids, word_of = _encode(text, words, tokenizer)
    kept, first = np.unique(word_of, return_index=True) if len(word_of) else (word_of, word_of)
    features = _features(text, words)
    printed = tuple(words[w] for w in kept.tolist())
    return Pieces(
        words=printed,
        ids=ids,
        features=features[word_of] if len(word_of) else np.zeros(0, dtype=np.int64),
        first=np.append(first, len(ids)).astype(np.int64),
        starts=np.array([0] if printed else [], dtype=np.int64),
    )


def with_sentences(pieces: Pieces, sentences: Sequence[Span]) -> Pieces:
    """Return the same words with the beginnings of these sentences."""
    words = pieces.words
    starts = sorted({0, *(_first_word_from(words, sentence.start) for sentence in sentences)} - {len(words)})
    return replace(pieces, starts=np.array(starts if words else [], dtype=np.int64))


def _first_word_from(words: Sequence[tuple[int, int]], position: int) -> int:
    return bisect_right(words, position - 1, key=lambda w: w[0])


def _encode(text: str, words: Sequence[tuple[int, int]], tokenizer: WordPieces) -> tuple[Ints, Ints]:
    """Return wordpiece ids and the index of the word that each stands in; long texts go chunk by chunk."""
    begins, ends = np.array(words, dtype=np.int64).reshape(-1, 2).T
    ids: list[Ints] = []
    word_of: list[Ints] = []
    for start, end in _chunks(text, words):
        # A lone surrogate cannot be handed over; a mark of the same length can.
        chunk = text[start:end].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if len(chunk) != end - start:
            chunk = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text[start:end])
        encoding = tokenizer.encode(chunk, add_special_tokens=False)
        first, last = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2).T
        within = np.searchsorted(begins, first + start, side="right") - 1
        # Nothing in a piece, or nothing but what lies between words: it is left out.
        kept = (first != last) & (within >= 0) & (first + start < ends[within]) if len(words) else first < 0
        ids.append(np.array(encoding.ids, dtype=np.int64)[kept])
        word_of.append(within[kept])
    return np.concatenate(ids), np.concatenate(word_of)


def _chunks(text: str, words: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return stretches of at most about 20,000 code points that end between words."""
    chunks: list[tuple[int, int]] = []
    begin = 0
    for start, _ in words:
        if start - begin >= _CHUNK:
            chunks.append((begin, start))
            begin = start
    chunks.append((begin, len(text)))
    return chunks


def _features(text: str, words: Sequence[tuple[int, int]]) -> Ints:
    """Return the feature row of each word."""
    rows = np.zeros(len(words), dtype=np.int64)
    mark = ""
    before = 0
    for index, (start, end) in enumerate(words):
        opens_paragraph = index == 0 or "\n" in text[before:start]
        if opens_paragraph:
            mark = ""
        word = text[start:end]
        inside = bool(mark)
        if len(word) == 1:
            mark, inside = _quoted(word, mark)
        rows[index] = _case(word) + 4 * opens_paragraph + 8 * inside
        before = end
    return rows


def _quoted(character: str, mark: str) -> tuple[str, bool]:
    """Return the open mark after this character, and whether the character belongs to a quotation."""
    if character == '"':
        return ("", True) if mark else ('"', True)
    if mark == "„" and character == "“":
        return "", True
    if character in _OPENING:
        return character, True
    if character in _CLOSING:
        return "", True
    return mark, bool(mark)


def _case(word: str) -> int:
    """Return 0 for lower case and signs, 1 for a capital first, 2 for capitals, 3 for digits and mixtures."""
    if word.islower() or not word[0].isalnum():
        return 0
    if word.isupper() and len(word) > 1:
        return 2
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return 1
    return 3
