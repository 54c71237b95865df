"""Read the weights that the package ships back into a network, to train on from them or to let them teach."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from network import RELATION_WIDTH, Network
from onnx import numpy_helper
from torch import Tensor

from reportedly.models.heads import LABELS_OUTPUT, LINKS_OUTPUT
from reportedly.models.places import GRAPH, HEAD, PLACES_OUTPUT


def layers(kept: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the layers among the constants of a graph under the names of the network, int8 matrices as float32."""
    found: dict[str, np.ndarray] = {}
    for n in range(sum(name.endswith("_qkv_w") for name in kept)):
        for part in ("qkv", "out", "up", "down"):
            matrix, name = kept[f"l{n}_{part}_w"].astype(np.float32), f"layers.{n}.{part}"
            if f"l{n}_{part}_s" in kept:
                matrix *= kept[f"l{n}_{part}_s"]
            found |= {f"{name}.weight": matrix.T, f"{name}.bias": kept[f"l{n}_{part}_b"]}
        for part, short in (("norm1", "one"), ("norm2", "two")):
            name = f"layers.{n}.{part}"
            found |= {f"{name}.weight": kept[f"l{n}_{short}_g"], f"{name}.bias": kept[f"l{n}_{short}_h"]}
    return found


def state(folder: Path) -> dict[str, Tensor]:
    """Return the weights in `folder` under the names of the network, int8 matrices as float32.

    Positions beyond the longest window and the frozen word table are left out.
    """
    kept = {t.name: numpy_helper.to_array(t) for t in onnx.load(folder / "encoder.onnx").graph.initializer}
    found = {
        "positions": kept["positions"],
        "features.weight": kept["marks"],
        "norm.weight": kept["embedded_g"],
        "norm.bias": kept["embedded_h"],
    }
    found |= layers(kept)
    links = np.split(kept[f"{LINKS_OUTPUT}_w"].T, [2 * RELATION_WIDTH + 1])
    links_bias = np.split(kept[f"{LINKS_OUTPUT}_b"], [2 * RELATION_WIDTH + 1])
    heads = {
        "tags.weight": kept[f"{LABELS_OUTPUT}_w"].T,
        "tags.bias": kept[f"{LABELS_OUTPUT}_b"],
        **{f"{name}.weight": value for name, value in zip(("queries", "keys"), links, strict=True)},
        **{f"{name}.bias": value for name, value in zip(("queries", "keys"), links_bias, strict=True)},
    }
    with np.load(folder / "attribution.npz") as field:
        heads |= {name: field[name] for name in field.files}
    both = {f"encoder.{k}": v for k, v in found.items()} | {f"heads.{k}": v for k, v in heads.items()}
    return {name: torch.from_numpy(np.array(value)) for name, value in both.items()}


def fork_state(folder: Path) -> dict[str, Tensor]:
    """Return the fork for names of places in `folder` under the names of its network, int8 matrices as float32."""
    kept = {t.name: numpy_helper.to_array(t) for t in onnx.load(folder / GRAPH).graph.initializer}
    found = {"labels.weight": kept[f"{PLACES_OUTPUT}_w"].T, "labels.bias": kept[f"{PLACES_OUTPUT}_b"]}
    found |= layers(kept)
    with np.load(folder / HEAD) as head:
        found |= {"inner.weight": head["inner"], "inner.bias": head["inner_bias"], "outer.weight": head["outer"]}
    return {name: torch.from_numpy(np.array(value)) for name, value in found.items()}


def load_into(network: Network, start: Path) -> None:
    """Overwrite the weights of `network` by those in `start`: a folder of shipped weights or a checkpoint."""
    own = network.state_dict()
    found = state(start) if start.is_dir() else torch.load(start, map_location="cpu")
    for name, value in found.items():
        if name in own:
            target = own[name]
            target[: len(value)].copy_(value) if target.dim() else target.copy_(value)


def full(path: Path, base: Path) -> dict[str, Tensor]:
    """Return all weights but the frozen word table of a folder of shipped weights or of a checkpoint."""
    network = Network(base, 0.0)
    load_into(network, path)
    return {name: value for name, value in network.state_dict().items() if name != "encoder.words.weight"}
