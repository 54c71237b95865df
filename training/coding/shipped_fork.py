"""Read the fork that the package ships back into the network, to train on from it."""

import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

sys.path.append(str(Path(__file__).parent.parent / "attribution"))

from shipped import layers

from reportedly.models.coding import GRAPH, HEAD, LABELS_OUTPUT

_GROUPS = {"choices": ("kind", "realis", "polarity", "state", "change", "access", "actor"), "many": ("sector", "cause")}


def state(folder: Path) -> dict[str, Tensor]:
    """Return the weights of the fork in `folder` under the names of the network, int8 matrices as float32."""
    kept = {t.name: numpy_helper.to_array(t) for t in onnx.load(folder / GRAPH).graph.initializer}
    found = {"labels.weight": kept[f"{LABELS_OUTPUT}_w"].T, "labels.bias": kept[f"{LABELS_OUTPUT}_b"]}
    found |= layers(kept)
    with np.load(folder / HEAD) as head:
        found |= {"kinds": head["kinds"], "sharpness": head["sharpness"]}
        found |= {"embed.weight": head["embed_w"], "embed.bias": head["embed_b"]}
        for group, names in _GROUPS.items():
            for name in names:
                found |= {f"{group}.{name}.weight": head[f"{name}_w"], f"{group}.{name}.bias": head[f"{name}_b"]}
    return {name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in found.items()}
