"""Linear-chain conditional random field (Lafferty et al. 2001) over BIO labels, in numpy."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
PARTS = ("source", "cue", "content")

_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Crf:
    """Scores of label pairs [from, to], of first labels and of last labels."""

    transitions: Floats
    first: Floats
    last: Floats

    @classmethod
    def of(cls, transitions: Floats, first: Floats, last: Floats, labels: Sequence[str] = LABELS) -> "Crf":
        """Return the field over BIO `labels` with what BIO forbids made impossible."""
        allowed = legal(labels)
        starts = np.array([not name.startswith("I") for name in labels])
        return cls(np.where(allowed, transitions, _NEVER), np.where(starts, first, _NEVER), last)

    def best(self, emissions: Floats) -> npt.NDArray[np.int64]:
        """Return the best label of each word (Viterbi); `emissions` are words x labels."""
        return self.bests((emissions,))[0]

    def bests(self, several: Sequence[Floats]) -> list[npt.NDArray[np.int64]]:
        """Return what `best` does for several emissions of the same words, word by word for all at a time."""
        emissions = np.stack(several, axis=1)
        if not len(emissions):
            return [np.zeros(0, dtype=np.int64) for _ in several]
        scores = np.empty(emissions.shape, dtype=(self.first[:1] + emissions[0, 0, :1]).dtype)
        scores[0] = self.first + emissions[0]
        # From each label before (the middle axis) to each label.
        paths = np.empty((len(several), *self.transitions.shape), dtype=scores.dtype)
        add, most = np.add, np.maximum.reduce
        for before, score, emission in zip(scores[..., None], scores[1:], emissions[1:], strict=False):
            add(before, self.transitions, paths)
            most(paths, 1, None, score)
            add(score, emission, score)
        # What was best before is only asked for now, for all words at a time.
        back = (scores[:-1, ..., None] + self.transitions).argmax(2)
        ends = (scores[-1] + self.last).argmax(1).tolist()
        return [_followed(back[:, n].tolist(), end) for n, end in enumerate(ends)]

    def marginals(self, emissions: Floats) -> Floats:
        """Return the probability of each label at each word (forward-backward), words x labels."""
        if not len(emissions):
            return np.zeros((0, len(self.first)), dtype=np.float32)
        forward, backward, _, _ = self.passes(emissions)
        both = forward * backward
        result: Floats = (both / both.sum(1, keepdims=True)).astype(np.float32)
        return result

    def passes(self, emissions: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Return forward and backward messages, each scaled to sum 1, and the potentials of words and of pairs."""
        # In probability space with a scale per word: one small matrix product a step.
        local = np.exp(emissions - emissions.max(1, keepdims=True))
        step = np.exp(self.transitions)
        forward = np.empty_like(local)
        backward = np.empty_like(local)
        value = np.exp(self.first) * local[0]
        forward[0] = value / value.sum()
        total, product, times, over = np.add.reduce, np.dot, np.multiply, np.divide
        for before, after, own in zip(forward, forward[1:], local[1:], strict=False):
            product(before, step, value)
            times(value, own, value)
            over(value, total(value), after)
        ending = np.exp(self.last)
        backward[-1] = ending / ending.sum()
        taken = np.empty_like(value)
        for after, before, own in zip(backward[:0:-1], backward[-2::-1], local[:0:-1], strict=True):
            times(after, own, taken)
            product(step, taken, value)
            over(value, total(value), before)
        return forward, backward, local, step


def _followed(back: Sequence[Sequence[int]], end: int) -> npt.NDArray[np.int64]:
    """Return the labels that lead to the last one; `back` gives for each label the best one before it."""
    labels = [end]
    for row in reversed(back):
        labels.append(row[labels[-1]])
    return np.array(labels[::-1], dtype=np.int64)


def legal(labels: Sequence[str] = LABELS) -> npt.NDArray[np.bool_]:
    """Return which label may follow which: I only after B or I of the same part."""
    allowed = np.ones((len(labels), len(labels)), dtype=bool)
    for a, before in enumerate(labels):
        for b, after in enumerate(labels):
            if after.startswith("I") and before[2:] != after[2:]:
                allowed[a, b] = False
    return allowed
