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
        length = len(emissions)
        labels = np.zeros(length, dtype=np.int64)
        if not length:
            return labels
        back = np.zeros((length, len(self.first)), dtype=np.int64)
        score = self.first + emissions[0]
        columns = np.arange(len(self.first))
        for t in range(1, length):
            paths = score[:, None] + self.transitions
            back[t] = paths.argmax(0)
            score = paths[back[t], columns] + emissions[t]
        labels[-1] = int((score + self.last).argmax())
        for t in range(length - 1, 0, -1):
            labels[t - 1] = back[t, labels[t]]
        return labels

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
        for t in range(1, len(emissions)):
            value = (forward[t - 1] @ step) * local[t]
            forward[t] = value / value.sum()
        value = np.exp(self.last)
        backward[-1] = value / value.sum()
        for t in range(len(emissions) - 1, 0, -1):
            value = step @ (backward[t] * local[t])
            backward[t - 1] = value / value.sum()
        return forward, backward, local, step


def legal(labels: Sequence[str] = LABELS) -> npt.NDArray[np.bool_]:
    """Return which label may follow which: I only after B or I of the same part."""
    allowed = np.ones((len(labels), len(labels)), dtype=bool)
    for a, before in enumerate(labels):
        for b, after in enumerate(labels):
            if after.startswith("I") and before[2:] != after[2:]:
                allowed[a, b] = False
    return allowed
