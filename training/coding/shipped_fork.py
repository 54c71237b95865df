"""Read the fork that the package ships back into the network, to train on from it."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from reportedly.models.coding import GRAPH, HEAD, LABELS_OUTPUT

_GROUPS = {"choices": ("kind", "realis", "polarity", "state", "change", "access", "actor"), "many": ("sector", "cause")}


def state(folder: Path) -> dict[str, Tensor]:
    """Return the weights of the fork in `folder` under the names of the network, int8 matrices as float32."""
    kept = {t.name: numpy_helper.to_array(t) for t in onnx.load(folder / GRAPH).graph.initializer}
    found = {"labels.weight": kept[f"{LABELS_OUTPUT}_w"].T, "labels.bias": kept[f"{LABELS_OUTPUT}_b"]}
    for n in range(sum(name.endswith("_qkv_w") for name in kept)):
        for part in ("qkv", "out", "up", "down"):
            matrix = kept[f"l{n}_{part}_w"].astype(np.float32) * kept[f"l{n}_{part}_s"]
            found |= {f"layers.{n}.{part}.weight": matrix.T, f"layers.{n}.{part}.bias": kept[f"l{n}_{part}_b"]}
        for part, short in (("norm1", "one"), ("norm2", "two")):
            name = f"layers.{n}.{part}"
            found |= {f"{name}.weight": kept[f"l{n}_{short}_g"], f"{name}.bias": kept[f"l{n}_{short}_h"]}
    with np.load(folder / HEAD) as head:
        found |= {"kinds": head["kinds"], "sharpness": head["sharpness"]}
        found |= {"embed.weight": head["embed_w"], "embed.bias": head["embed_b"]}
        for group, names in _GROUPS.items():
            for name in names:
                found |= {f"{group}.{name}.weight": head[f"{name}_w"], f"{group}.{name}.bias": head[f"{name}_b"]}
    return {name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in found.items()}
