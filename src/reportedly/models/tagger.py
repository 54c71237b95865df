"""The trained attribution tagger: a text and its sentences in, attribution relations with confidence out.

A MiniLM encoder (Wang et al. 2020) with BIO labels under a CRF and a bilinear cue-to-word relation
head, trained on PolNeAR (Newell et al. 2018). Long texts are read in stretches, so that memory does not grow.
"""

import math
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from reportedly.interfaces import Tagged
from reportedly.models.encoder import Encoder, SharedEncoder
from reportedly.models.heads import LABELS_OUTPUT, LINKS_OUTPUT, Floats, Heads
from reportedly.models.pieces import Pieces
from reportedly.models.reader import stretches, within
from reportedly.models.relate import Linked, Piece, relate
from reportedly.models.weights import HOME, weights
from reportedly.models.windows import windows
from reportedly.records import Span


class Tagger:
    """Opens its weights when it is first asked."""

    def __init__(self, folder: Path = HOME, *, encoder: SharedEncoder | None = None, threads: int = 1) -> None:
        self._folder = folder
        self._shared = encoder or SharedEncoder(folder, threads=threads)

    @property
    def _encoder(self) -> Encoder:
        return self._shared.open

    @cached_property
    def _heads(self) -> Heads:
        return Heads.load(weights(self._folder).path("attribution.npz"))

    def find(self, text: str, sentences: Sequence[Span]) -> list[Tagged]:
        """Return the attribution relations of `text`, in the order of their cues.

        Raises StageUnavailable if the weights are incomplete or damaged.
        """
        return [tagged for tagged, _ in self.linked(text, sentences)]

    def linked(self, text: str, sentences: Sequence[Span]) -> list[tuple[Tagged, Linked]]:
        """Return the relations as `find` does, each with what speaks for it."""
        found: list[tuple[Tagged, Linked]] = []
        for start, end in stretches(text, sentences):
            found.extend(self._read(text[start:end], within(sentences, start, end), start))
        return found

    def _read(self, text: str, sentences: Sequence[Span], offset: int) -> list[tuple[Tagged, Linked]]:
        pieces = self._encoder.pieces(text, sentences)
        if not len(pieces):
            return []
        heads, cuts = self._heads, windows(pieces)
        emissions: list[Floats] = []
        projected: list[Floats] = []
        for window in cuts:
            labels, links = self._encoder.read(pieces, window, (LABELS_OUTPUT, LINKS_OUTPUT))
            emissions.append(labels[window.own_start - window.start : window.own_end - window.start])
            projected.append(links)
        starts = np.array([w.own_start for w in cuts])

        def rows(cue: int) -> tuple[int, Floats, Floats]:
            n = int(np.searchsorted(starts, cue, side="right")) - 1
            source, content = heads.rows(projected[n], cue - cuts[n].start)
            return cuts[n].start, source, content

        found = relate(np.concatenate(emissions), heads.crf, rows)
        return [(self._tagged(pieces, link, offset), link) for link in found]

    def _tagged(self, pieces: Pieces, link: Linked, offset: int) -> Tagged:
        def span(piece: Piece) -> Span:
            return Span(pieces.words[piece.start][0] + offset, pieces.words[piece.end - 1][1] + offset)

        return Tagged(
            source=(span(link.source),) if link.source else (),
            cue=(span(link.cue),),
            content=tuple(span(piece) for piece in sorted(link.content, key=lambda p: p.start)),
            score=self._calibrated("relation", self._confidence(link)),
            span_scores=tuple(self._calibrated("span", piece.sure) for piece in link.parts),
            link_score=self._calibrated("link", link.link_sure),
        )

    def _confidence(self, link: Linked) -> float:
        """Return the raw score of a relation: by the manifest's weights of the evidence if it has them."""
        weighing = weights(self._folder).manifest.get("confidence")
        if weighing is None:
            return link.score
        total = weighing["bias"] + sum(w * x for w, x in zip(weighing["weights"], link.evidence, strict=True))
        return 1 / (1 + math.exp(-total))

    def _calibrated(self, kind: str, raw: float) -> float:
        """Return the share of right ones among those that had such a raw score (the manifest's table)."""
        table = weights(self._folder).manifest.get("calibration", {}).get(kind)
        return float(np.interp(raw, table["raw"], table["right"])) if table else raw
