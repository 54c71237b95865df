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
        if not len(emissions):
            return np.zeros(0, dtype=np.int64)
        into = np.ascontiguousarray(self.transitions.T)
        scores = np.empty((len(emissions), len(self.first)), dtype=(self.first[:1] + emissions[:1]).dtype)
        scores[0] = self.first + emissions[0]
        paths = np.empty(into.shape, dtype=scores.dtype)
        add, most = np.add, np.maximum.reduce
        for before, score, emission in zip(scores, scores[1:], emissions[1:], strict=False):
            add(before, into, paths)
            add(most(paths, 1), emission, score)
        # What was best before is only asked for now, for all words at a time.
        back = (scores[:-1, None] + into).argmax(2).tolist()
        label = int((scores[-1] + self.last).argmax())
        labels = [label]
        for row in reversed(back):
            label = row[label]
            labels.append(label)
        return np.array(labels[::-1], dtype=np.int64)

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
            value = product(before, step)
            times(value, own, value)
            over(value, total(value), after)
        value = np.exp(self.last)
        backward[-1] = value / value.sum()
        for after, before, own in zip(backward[:0:-1], backward[-2::-1], local[:0:-1], strict=True):
            value = product(step, times(after, own))
            over(value, total(value), before)
        return forward, backward, local, step


def legal(labels: Sequence[str] = LABELS) -> npt.NDArray[np.bool_]:
    """Return which label may follow which: I only after B or I of the same part."""
    allowed = np.ones((len(labels), len(labels)), dtype=bool)
    for a, before in enumerate(labels):
        for b, after in enumerate(labels):
            if after.startswith("I") and before[2:] != after[2:]:
                allowed[a, b] = False
    return allowed
