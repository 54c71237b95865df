"""A reader of claims with small made-up weights: every word is an axis of its own, labels are given by word."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from reportedly.models.coding import CHOICES, EMBEDDED, HEAD, LABELS, MANY, CodingReader
from reportedly.models.nearest import TEXT_KINDS, CategoryText
from reportedly.models.pieces import Pieces, pieces_of
from reportedly.models.windows import Window
from reportedly.records import Span

Floats = npt.NDArray[np.float32]

VALUES = ("a", "b", "c")
"""Values of every head of choices and of every head of several."""


@dataclass
class Encoded:
    ids: list[int]
    offsets: list[tuple[int, int]]


class Words:
    """A tokenizer with one wordpiece for each word, case apart; words are numbered as they come."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def encode(self, sequence: str, *, add_special_tokens: bool) -> Encoded:
        assert not add_special_tokens
        found = list(re.finditer(r"\w+|[^\w\s]", sequence))
        ids = [self.numbers.setdefault(m.group().lower(), len(self.numbers)) for m in found]
        return Encoded(ids, [m.span() for m in found])


@dataclass
class Lower:
    """The lower layers: hands on the numbers of the wordpieces and their features, with a mark on both sides."""

    tokenizer: Words = field(default_factory=Words)
    calls: int = 0

    @property
    def open(self) -> "Lower":
        return self

    def pieces(self, text: str, sentences: Sequence[Span]) -> Pieces:
        return pieces_of(text, sentences, self.tokenizer)

    def shared(self, pieces: Pieces, window: Window) -> Floats:
        self.calls += 1
        start, end = int(pieces.first[window.start]), int(pieces.first[window.end])
        rows = np.stack([pieces.ids[start:end], pieces.features[start:end]], axis=1)
        return np.pad(rows, ((1, 1), (0, 0))).astype(np.float32)


@dataclass
class Fork:
    """The fork: the vector of a word is 1 on the axis of its number; its label is that given for the word.

    With `capitals` a word in capitals has its vector turned round, so that features can be seen to count.
    """

    words: Words
    labels: Mapping[str, str] = field(default_factory=dict)
    capitals: bool = False
    calls: int = 0

    def both(self, shared: Floats, first: npt.NDArray[np.int64], outputs: Sequence[str]) -> list[Floats]:
        self.calls += 1
        rows = shared[first]
        numbers = rows[:, 0].astype(np.int64)
        hidden = np.eye(EMBEDDED, dtype=np.float32)[numbers % EMBEDDED]
        if self.capitals:
            hidden[rows[:, 1].astype(np.int64) % 4 == 2] *= -1
        printed = {number: word for word, number in self.words.numbers.items()}
        scores = np.zeros((len(rows), len(LABELS)), dtype=np.float32)
        for row, number in enumerate(numbers.tolist()):
            scores[row, LABELS.index(self.labels.get(printed[number], "O"))] = 4.0
        return [hidden, scores]


def arrays(known: Mapping[str, Floats] | None = None) -> dict[str, Any]:
    """Return the arrays of the heads: vectors are the mean of the words', choices are by chance."""
    random = np.random.default_rng(7)
    width = 2 * EMBEDDED
    made: dict[str, Any] = {
        "kinds": np.array([0.5, 0.0, 1.0], dtype=np.float32),
        "sharpness": np.float32(1.0),
        "known": np.array(list(known or {}), dtype="U16"),
        "known_rows": np.array(list((known or {}).values()), dtype=np.float16).reshape(-1, EMBEDDED),
        "embed_w": np.hstack([np.eye(EMBEDDED), np.zeros((EMBEDDED, EMBEDDED))]).astype(np.float16),
        "embed_b": np.zeros(EMBEDDED, dtype=np.float32),
    }
    for name in (*CHOICES, *MANY):
        made[f"{name}_values"] = np.array(VALUES)
        made[f"{name}_w"] = random.normal(size=(len(VALUES), width)).astype(np.float16)
        made[f"{name}_b"] = random.normal(size=len(VALUES)).astype(np.float32)
    return made


def weights_in(folder: Path, known: Mapping[str, Floats] | None = None) -> Path:
    """Write the heads with their manifest and return the folder."""
    assert len(TEXT_KINDS) == 3
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / HEAD, **arrays(known))
    digest = hashlib.sha256((folder / HEAD).read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(
        json.dumps({"version": "made-up", "files": {HEAD: {"sha256": digest}}}), encoding="utf-8"
    )
    return folder


@dataclass
class Made:
    """A reader with its parts, so that a test can count what they did."""

    reader: CodingReader
    lower: Lower
    fork: Fork


def made(
    folder: Path,
    texts: Iterable[tuple[str, str, str]] = (),
    labels: Mapping[str, str] | None = None,
    *,
    capitals: bool = False,
) -> Made:
    """Return a reader of these texts (code, kind, text) whose heads lie in the folder."""
    lower = Lower()
    fork = Fork(lower.tokenizer, labels or {}, capitals)
    reader = CodingReader([CategoryText(*text) for text in texts], folder, encoder=cast(Any, lower))
    reader.__dict__["_branch"] = fork
    return Made(reader, lower, fork)


def find(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def whole(text: str) -> list[Span]:
    return [Span(0, len(text))] if text else []
