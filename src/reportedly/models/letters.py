"""What the letters of a claim speak for, in the language it is printed in, together with the stems of its gloss.

Multinomial logistic regression over groups of four letters of each printed word (Cavnar and Trenkle 1994) and over the
stems of the claim in English: the first know words that a gloss loses, the second are shared by all languages. Made by
`training/coding/letters.py`. Beside a network that reads the gloss alone it errs elsewhere.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from reportedly.interfaces import ClaimReader, ClaimView, FoundClaim
from reportedly.models.stems import stem_grams
from reportedly.models.weights import HOME, weights
from reportedly.records import Span, is_routing

Floats = npt.NDArray[np.float32]

LETTERS = "coding_letters.npz"
"""The file of the weights."""

ONE = ("category", "kind", "realis", "polarity", "state", "change", "access")
"""What has one value; state "-" says that the claim tells nothing of a service."""

SEVERAL = "sector"
"""What may have several values, or none."""

SIZE = 4
"""Letters of a group; a word has a stroke before and behind."""

STEP = 127.0
"""Weights are kept as whole numbers up to this, times a scale for each value."""

_CLAIMS = 1024
"""Claims whose shares are kept: three stages ask for the same, one after the other for a batch of texts."""

_WORD = re.compile(r"[^\W\d_]+|\d+")
_NUMBER = "#"


@lru_cache(maxsize=50_000)
def _groups(word: str) -> tuple[str, ...]:
    framed = f"_{word}_"
    return tuple(framed[at : at + SIZE] for at in range(max(1, len(word) - 1)))


def letter_grams(printed: str) -> tuple[str, ...]:
    """Return the groups of letters of the words of a text, each once; a number is one sign."""
    words = (_NUMBER if word.isdigit() else word for word in _WORD.findall(printed.casefold()))
    return tuple(dict.fromkeys(group for word in words for group in _groups(word)))


def gram_kinds(printed: str, english: str) -> tuple[Sequence[str], Sequence[str]]:
    """Return the groups of letters as printed, and the stems and pairs of stems in English: two kinds of grams."""
    single, pairs = stem_grams(english)
    return letter_grams(printed), [*single, *pairs]


class LetterWeights:
    """The weights of groups of letters and of stems, opened from a file."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as kept:
            letters = _numbered(kept["letters"])
            self._numbers = (letters, _numbered(kept["stems"], len(letters)))
            # Row by row in memory: a claim takes some hundred of them.
            self._rows: npt.NDArray[np.int8] = np.ascontiguousarray(kept["rows"])
            self._scale = kept["scale"].astype(np.float32)
            self._bias = kept["bias"].astype(np.float32)
            self._values = {name: tuple(kept[f"{name}_values"].tolist()) for name in (*ONE, SEVERAL)}

    def shares(self, printed: str, english: str) -> Mapping[str, Mapping[str, float]]:
        """Return for each of ONE the share of each value, for SEVERAL the probability of each value by itself.

        `printed` are the words of a claim in its language, `english` those of its gloss (the same for a claim in
        English). Categories are those of the shipped codebook, whatever codebook is in use.
        """
        logits = self._bias.copy()
        for grams, numbers in zip(gram_kinds(printed, english), self._numbers, strict=True):
            at = _known(grams, numbers)
            if at:
                total = self._rows[np.array(at)].sum(axis=0, dtype=np.int32).astype(np.float32)
                logits += total * self._scale * np.float32(len(at) ** -0.5)
        found: dict[str, Mapping[str, float]] = {}
        start = 0
        for name, values in self._values.items():
            mine = logits[start : start + len(values)]
            start += len(values)
            raised = np.exp(-mine) if name == SEVERAL else np.exp(mine - mine.max())
            shares = 1 / (1 + raised) if name == SEVERAL else raised / raised.sum()
            found[name] = dict(zip(values, shares.tolist(), strict=True))
        return found


class SpellingReader:
    """Gives the views of a reader of English with what the printed words speak for.

    Where it sees a gloss it is told all; of a text in English only whether the codebook leaves it aside. Opens its
    weights when it is first asked.
    """

    def __init__(self, reader: ClaimReader, folder: Path = HOME, *, glosses: bool = True) -> None:
        self._reader = reader
        self._folder = folder
        self._glosses = glosses

    @cached_property
    def _letters(self) -> LetterWeights:
        return _opened(weights(self._folder).path(LETTERS))

    def find(self, text: str, sentences: Sequence[Span]) -> list[FoundClaim]:
        """Return the claims that the reader finds."""
        return self._reader.find(text, sentences)

    def without(self, text: str) -> "SpellingReader":
        """Return the same reader with one text taken out of its codebook."""
        return SpellingReader(self._reader.without(text), self._folder, glosses=self._glosses)

    def read(
        self,
        text: str,
        sentences: Sequence[Span],
        evidence: Sequence[Sequence[Span]],
        printed: Sequence[str] = (),
    ) -> list[ClaimView | None]:
        """Return a view for each claim; None for one whose evidence holds no word.

        Raises StageUnavailable if the weights are incomplete or damaged.
        """
        views = self._reader.read(text, sentences, evidence, printed)
        if not printed:
            return views
        return [
            None if view is None else self._told(view, words, " ".join(span.of(text) for span in spans))
            for view, words, spans in zip(views, printed, evidence, strict=True)
        ]

    def _told(self, view: ClaimView, printed: str, english: str) -> ClaimView:
        shares = _shares(self._letters, printed, english)
        outside = sum(share for code, share in shares["category"].items() if is_routing(code))
        return replace(view, outside=outside, spelled=shares if self._glosses else {})


@lru_cache(maxsize=_CLAIMS)
def _shares(letters: LetterWeights, printed: str, english: str) -> Mapping[str, Mapping[str, float]]:
    return letters.shares(printed, english)


@cache
def _opened(path: Path) -> LetterWeights:
    """Return the weights of a file, opened once for all stages of a process."""
    return LetterWeights(path)


def _known(grams: Iterable[str], numbers: Mapping[str, int]) -> list[int]:
    return [n for gram in grams if (n := numbers.get(gram)) is not None]


def _numbered(kept: npt.NDArray[np.uint8], first: int = 0) -> dict[str, int]:
    return {gram: n for n, gram in enumerate(kept.tobytes().decode("utf-8").split("\n"), first)}
