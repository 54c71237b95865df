"""The attribution heads in numpy: label scores of words, and from a cue to its source and content."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from reportedly.models.crf import Crf

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heads:
    """Weights of the heads; `hidden` everywhere is words x width, the encoder's last layer at each first wordpiece."""

    tags: Floats
    tags_bias: Floats
    queries: Floats
    queries_bias: Floats
    keys: Floats
    keys_bias: Floats
    distance: Floats
    crf: Crf

    @classmethod
    def load(cls, path: Path) -> "Heads":
        """Return the heads kept in an .npz file."""
        with np.load(path, allow_pickle=False) as kept:
            w = {name: kept[name].astype(np.float32) for name in kept.files}
        return cls.of(w)

    @classmethod
    def of(cls, w: dict[str, Floats]) -> "Heads":
        """Return the heads made of these arrays."""
        return cls(
            tags=w["tags.weight"].T,
            tags_bias=w["tags.bias"],
            queries=w["queries.weight"].T,
            queries_bias=w["queries.bias"],
            keys=w["keys.weight"].T,
            keys_bias=w["keys.bias"],
            distance=w["distance"],
            crf=Crf.of(w["transitions"], w["first"], w["last"]),
        )

    def emissions(self, hidden: Floats) -> Floats:
        """Return label scores, words x labels."""
        return hidden @ self.tags + self.tags_bias

    def projected(self, hidden: Floats) -> Floats:
        """Return queries and keys side by side, words x (2 widths + 1 + 2 widths): all that linking needs."""
        result: Floats = np.concatenate(
            [hidden @ self.queries + self.queries_bias, hidden @ self.keys + self.keys_bias], 1
        )
        return result

    def rows(self, projected: Floats, cue: int) -> tuple[Floats, Floats]:
        """Return for the cue that starts at word `cue` the source scores (words + 1, last: none) and content scores."""
        width = (self.queries.shape[1] - 1) // 2
        query, keys = projected[cue, : 2 * width + 1], projected[:, 2 * width + 1 :]
        reach = self.distance.shape[1] // 2
        offsets = np.clip(np.arange(len(projected)) - cue, -reach, reach) + reach
        scale = np.float32(width**-0.5)
        source = keys[:, :width] @ query[:width] * scale + self.distance[0, offsets]
        content = keys[:, width:] @ query[width : 2 * width] * scale + self.distance[1, offsets]
        return np.append(source, query[2 * width]).astype(np.float32), content
