"""The trained recogniser of place names: a text in, its names of places with what each is there for.

BIO labels over the shared encoder, whose upper layers have a second copy trained for this task (a fork: the lower
layers run once for all heads). What the gazetteer says of a word comes in as evidence. Decoding takes the best legal
sequence (Viterbi).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt

from reportedly.interfaces import NamedPlace, PlaceEvidence
from reportedly.models.crf import Crf
from reportedly.models.encoder import Branch, SharedEncoder, first_pieces
from reportedly.models.pieces import Ints, Pieces
from reportedly.models.reader import stretches, within
from reportedly.models.weights import HOME, weights
from reportedly.models.windows import windows
from reportedly.records import Span

Floats = npt.NDArray[np.float32]

CLASSES = ("toponym", "government", "demonym", "in_name")
"""A place as such; who rules it or plays for it; a people, adjective or language; a part of another name."""

LABELS = ("O", *(f"{begin}-{name}" for name in CLASSES for begin in "BI"))
GRAPH, HEAD = "places.onnx", "places.npz"
PLACES_OUTPUT = "places.labels"
"""Output of the graph: scores of LABELS from the text alone, wordpieces x 9."""

LEANING = 4.0
"""What "no name" is lowered by for the weak names: they count only where something else speaks for them."""

ADJOINING = -3.0
"""Score of a name that begins right after another."""

AROUND = (-1, 0, 1)
"""Words whose evidence a word sees."""


@dataclass(frozen=True, slots=True)
class EvidenceHead:
    """Two layers from the evidence of a word and its neighbours to scores of LABELS."""

    inner: Floats
    inner_bias: Floats
    outer: Floats

    @classmethod
    def load(cls, path: Path) -> "EvidenceHead":
        """Return the head kept in an .npz file."""
        with np.load(path, allow_pickle=False) as kept:
            w = {name: kept[name].astype(np.float32) for name in kept.files}
        return cls(w["inner"], w["inner_bias"], w["outer"])

    def scores(self, evidence: Floats) -> Floats:
        """Return words x labels; `evidence` is words x columns."""
        wide = neighbours(evidence)
        # Sums by einsum, which is not handed to a library that wakes threads of its own.
        bent = np.maximum(np.einsum("nw,vw->nv", wide, self.inner) + self.inner_bias, 0)
        found: Floats = np.einsum("nv,lv->nl", bent, self.outer).astype(np.float32)
        return found


def neighbours(evidence: Floats) -> Floats:
    """Return the evidence of each word with that of the words AROUND it side by side; nothing beyond the ends."""
    length = len(evidence)
    padded = np.pad(evidence, ((1, 1), (0, 0)))
    found: Floats = np.concatenate([padded[1 + by : 1 + by + length] for by in AROUND], axis=1).astype(np.float32)
    return found


class PlaceTagger:
    """Opens its weights when it is first asked."""

    def __init__(
        self, evidence: PlaceEvidence, folder: Path = HOME, *, encoder: SharedEncoder | None = None, threads: int = 1
    ) -> None:
        self._evidence = evidence
        self._folder = folder
        self._threads = threads
        self._shared = encoder or SharedEncoder(folder, threads=threads)

    @cached_property
    def _branch(self) -> Branch:
        return Branch(weights(self._folder), GRAPH, threads=self._threads)

    @cached_property
    def _head(self) -> EvidenceHead:
        return EvidenceHead.load(weights(self._folder).path(HEAD))

    def find(self, text: str, sentences: Sequence[Span]) -> list[NamedPlace]:
        """Return the names of places in `text`, in order, without overlaps.

        Raises StageUnavailable if the weights are incomplete or damaged.
        """
        found: list[NamedPlace] = []
        for start, end in stretches(text, sentences):
            found.extend(self._read(text[start:end], within(sentences, start, end), start))
        return found

    def _read(self, text: str, sentences: Sequence[Span], offset: int) -> list[NamedPlace]:
        encoder = self._shared.open
        pieces = encoder.pieces(text, sentences)
        if not len(pieces):
            return []
        emissions = []
        for window in windows(pieces):
            shared = encoder.shared(pieces, window)
            labels = self._branch.read(shared, first_pieces(pieces, window), PLACES_OUTPUT)
            emissions.append(labels[window.own_start - window.start : window.own_end - window.start])
        evidence = np.array(self._evidence.marks(text, pieces.words), dtype=np.float32)
        return decoded(pieces, np.concatenate(emissions) + self._head.scores(evidence), offset)


def decoded(pieces: Pieces, scores: Floats, offset: int = 0) -> list[NamedPlace]:
    """Return the names that the best legal labelling holds; the score is the mean marginal of its words.

    Names that it would hold if it leaned towards names are given as well, marked `weak`.
    """
    marginals = _FIELD.marginals(scores)
    leaning = (scores - LEANING * (np.arange(len(LABELS)) == 0)).astype(scores.dtype)
    plain, further = _FIELD.bests((scores, leaning))
    sure = _read(pieces, plain, marginals, offset)
    taken = {n for start, end, _ in sure for n in range(start, end)}
    weak = [
        (start, end, replace(named, weak=True))
        for start, end, named in _read(pieces, further, marginals, offset)
        if taken.isdisjoint(range(start, end))
    ]
    return [named for *_, named in sorted([*sure, *weak], key=lambda item: item[:2])]


def _read(pieces: Pieces, best: Ints, marginals: Floats, offset: int) -> list[tuple[int, int, NamedPlace]]:
    """Return the names of a labelling with their first word and the word after their last."""
    found: list[tuple[int, int, NamedPlace]] = []
    at = 0
    while at < len(best):
        label = int(best[at])
        end = at + 1
        if label:
            while end < len(best) and best[end] == label + 1:
                end += 1
            sure = float(np.mean([marginals[n, best[n]] for n in range(at, end)]))
            span = Span(pieces.words[at][0] + offset, pieces.words[end - 1][1] + offset)
            found.append((at, end, NamedPlace(span, CLASSES[(label - 1) // 2], sure)))
        at = end
    return found


def _field() -> Crf:
    """Return the field: what is legal, and that two names hardly ever follow each other without a sign between."""
    pairs = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)
    for before, after in product(range(1, len(LABELS)), range(1, len(LABELS))):
        if LABELS[after].startswith("B"):
            pairs[before, after] = ADJOINING
    none = np.zeros(len(LABELS), dtype=np.float32)
    return Crf.of(pairs, none, none, LABELS)


_FIELD = _field()
