"""What the attribution heads need beside the graph: the label field, and how distance weighs on a link."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from reportedly.models.crf import Crf

Floats = npt.NDArray[np.float32]

LABELS_OUTPUT, LINKS_OUTPUT = "attribution.labels", "attribution.links"
"""Outputs of the graph: label scores (words x 7); queries and keys side by side (words x (4 widths + 1))."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The label field, and the weight of each distance in words, for sources and for contents."""

    distance: Floats
    crf: Crf

    @classmethod
    def load(cls, path: Path) -> "Heads":
        """Return the heads kept in an .npz file."""
        with np.load(path, allow_pickle=False) as kept:
            return cls.of({name: kept[name].astype(np.float32) for name in kept.files})

    @classmethod
    def of(cls, w: dict[str, Floats]) -> "Heads":
        """Return the heads made of these arrays."""
        return cls(distance=w["distance"], crf=Crf.of(w["transitions"], w["first"], w["last"]))

    def rows(self, links: Floats, cue: int) -> tuple[Floats, Floats]:
        """Return for the cue that starts at word `cue` the source scores (words + 1, last: none) and content scores."""
        width = (links.shape[1] - 1) // 4
        query, keys = links[cue, : 2 * width + 1], links[:, 2 * width + 1 :]
        reach = self.distance.shape[1] // 2
        offsets = np.clip(np.arange(len(links)) - cue, -reach, reach) + reach
        scale = np.float32(width**-0.5)
        # Sums by einsum, which is not handed to a library that wakes threads of its own.
        source = np.einsum("nw,w->n", keys[:, :width], query[:width]) * scale + self.distance[0, offsets]
        content = np.einsum("nw,w->n", keys[:, width:], query[width : 2 * width]) * scale + self.distance[1, offsets]
        return np.append(source, query[2 * width]).astype(np.float32), content
