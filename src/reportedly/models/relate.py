"""From label scores and relation scores to attribution relations with their confidence."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from reportedly.models.crf import LABELS, PARTS, Crf

Floats = npt.NDArray[np.float32]
Rows = Callable[[int], tuple[int, Floats, Floats]]
"""For the word that a cue starts with: first word of its window, source scores (last: none), content scores."""

CONTENT_FLOOR = -3.0
"""A piece of content with a lower score than this to every cue has none."""

GAP = 0.02
"""What each word between a cue and a piece of content takes off its score."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words [start, end) of one part, with the mean probability of their labels."""

    start: int
    end: int
    sure: float


@dataclass(slots=True)
class Linked:
    """One relation in word numbers; `score` is the probability-like mean over its parts and links."""

    cue: Piece
    source: Piece | None = None
    content: list[Piece] = field(default_factory=list)
    source_sure: float = 1.0
    content_sure: float = 1.0

    @property
    def parts(self) -> list[Piece]:
        """Source (where there is one), cue, and content in order of the text."""
        return [*([self.source] if self.source else []), self.cue, *sorted(self.content, key=lambda p: p.start)]

    @property
    def link_sure(self) -> float:
        """Surety that source and content belong to this cue."""
        return self.source_sure * self.content_sure

    @property
    def evidence(self) -> tuple[float, ...]:
        """What speaks for the relation, as log odds and log shares: see EVIDENCE."""
        content = sum(p.sure * (p.end - p.start) for p in self.content) / sum(p.end - p.start for p in self.content)
        return (
            _log_odds(self.cue.sure),
            _log_odds(self.source.sure) if self.source else 0.0,
            _log_odds(content),
            math.log(max(self.source_sure, _TINY)),
            math.log(max(self.content_sure, _TINY)),
            float(self.source is None),
            len(self.content) - 1.0,
        )

    @property
    def score(self) -> float:
        """Mean label probability of all words, weakened by the weakest part and the surety of both links."""
        size = sum(p.end - p.start for p in self.parts)
        sure = sum(p.sure * (p.end - p.start) for p in self.parts) / size
        return math.sqrt(sure * min(p.sure for p in self.parts) * self.link_sure)


EVIDENCE = ("cue", "source", "content", "source link", "content link", "no source", "further pieces of content")
"""Names of the numbers in `Linked.evidence`."""

_TINY = 1e-4


def _log_odds(share: float) -> float:
    return math.log(max(share, _TINY) / max(1 - share, _TINY))


def relate(emissions: Floats, crf: Crf, rows: Rows) -> list[Linked]:
    """Return the relations of one stretch of text, in the order of their cues."""
    labels = crf.best(emissions)
    sure = crf.marginals(emissions)
    pieces = {part: pieces_of(labels, sure, part) for part in PARTS}
    links = [Linked(cue) for cue in pieces["cue"]]
    scores = [rows(link.cue.start) for link in links]
    starts = [piece.start for piece in pieces["source"]]
    for link, (offset, source, _) in zip(links, scores, strict=True):
        near = slice(bisect_left(starts, offset), bisect_left(starts, offset + len(source)))
        link.source, link.source_sure = best_source(pieces["source"][near], offset, source)
    offsets = [offset for offset, _, _ in scores]
    longest = max((len(content) for _, _, content in scores), default=0)
    for piece in pieces["content"]:
        near = slice(bisect_left(offsets, piece.end - longest), bisect_right(offsets, piece.start))
        _give(piece, links[near], scores[near])
    return [link for link in links if link.content]


def pieces_of(labels: npt.NDArray[np.int64], sure: Floats, part: str) -> list[Piece]:
    """Return the labelled stretches of one part, in order."""
    begin = LABELS.index(f"B-{part}")
    both = sure[:, begin] + sure[:, begin + 1]
    found: list[Piece] = []
    start: int | None = None
    for t, label in enumerate([*labels.tolist(), 0]):
        if start is not None and label != begin + 1:
            found.append(Piece(start, t, float(both[start:t].mean())))
            start = None
        if label == begin:
            start = t
    return found


def best_source(pieces: Sequence[Piece], offset: int, scores: Floats) -> tuple[Piece | None, float]:
    """Return the most probable source of a cue, None for none, and its share among the possible ones."""
    peak = float(scores.max())
    weights = np.exp(scores - peak)
    best, most, total = None, float(weights[-1]), float(weights[-1])
    for piece in pieces:
        start, end = piece.start - offset, piece.end - offset
        if start < 0 or end > len(scores) - 1:
            continue
        weight = float(weights[start:end].sum())
        total += weight
        if weight > most:
            best, most = piece, weight
    return best, most / total if total else 0.0


def _give(piece: Piece, links: Sequence[Linked], scores: Sequence[tuple[int, Floats, Floats]]) -> None:
    """Add a piece of content to the cue that it fits best, if any fits."""
    best: Linked | None = None
    most = CONTENT_FLOOR
    values: list[float] = []
    for link, (offset, _, content) in zip(links, scores, strict=True):
        start, end = piece.start - offset, piece.end - offset
        if start < 0 or end > len(content):
            continue
        gap = max(0, piece.start - link.cue.end, link.cue.start - piece.end)
        value = float(content[start:end].mean()) - GAP * gap
        values.append(value)
        if value > most:
            best, most = link, value
    if best is None:
        return
    best.content.append(piece)
    others = sum(1 / (1 + np.exp(-v)) for v in values)
    own = 1 / (1 + np.exp(-most))
    best.content_sure = min(best.content_sure, float(own / max(others, 1e-6)))
