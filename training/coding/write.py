"""Write a trained fork as package data beside the shared encoder: coding.onnx, coding.npz, and the manifest.

The embedded texts of the shipped codebook are kept in coding.npz under the digests of the texts.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper

sys.path.append(str(Path(__file__).parent.parent / "attribution"))
sys.path.append(str(Path(__file__).parent))

import rules as book
from export import MS, Graph, _layer
from manifest import listed
from network import WIDTH
from train import CHOICES, LABELS, MANY

from reportedly.models.coding import GRAPH, HEAD, HIDDEN_OUTPUT, LABELS_OUTPUT, CodingReader, digest_of
from reportedly.models.encoder import SHARED_OUTPUT


def fork_graph(state: dict[str, np.ndarray], forked: int) -> onnx.ModelProto:
    """Return the int8 graph from the shared layers' output to the fork's output and the labels of words."""
    g = Graph(quantised=True)
    g.constant("zero", np.array([0], np.int64))
    flat = g.constant("flat", np.array([-1, WIDTH], np.int64))
    x = SHARED_OUTPUT
    for n in range(forked):
        x = _layer(g, x, state, n, flat)
    g.quantised = False
    hidden = g.node("Identity", [x], HIDDEN_OUTPUT)
    labels = g.linear(x, state["labels.weight"], state["labels.bias"], LABELS_OUTPUT)
    graph = helper.make_graph(
        g.nodes,
        "coding",
        [helper.make_tensor_value_info(SHARED_OUTPUT, TensorProto.FLOAT, ["pieces", WIDTH])],
        [
            helper.make_tensor_value_info(hidden, TensorProto.FLOAT, ["pieces", WIDTH]),
            helper.make_tensor_value_info(labels, TensorProto.FLOAT, ["pieces", len(LABELS)]),
        ],
        g.constants,
    )
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid(MS, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="reportedly")


def heads(state: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the heads as arrays under the names that the product reads."""
    found = {
        "kinds": state["kinds"],
        "sharpness": state["sharpness"],
        "embed_w": state["embed.weight"].astype(np.float16),
        "embed_b": state["embed.bias"],
    }
    for group, names in (("choices", CHOICES), ("many", MANY)):
        for name, values in names.items():
            found[f"{name}_w"] = state[f"{group}.{name}.weight"].astype(np.float16)
            found[f"{name}_b"] = state[f"{group}.{name}.bias"]
            found[f"{name}_values"] = np.array(values)
    return found


def main() -> None:
    """Read the options and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fork", type=Path, required=True)
    parser.add_argument("--forked", type=int, default=3)
    parser.add_argument("--card", type=Path, help="JSON with what the manifest says of this fork")
    parser.add_argument("--out", type=Path, required=True, help="folder of the package data")
    options = parser.parse_args()
    card = {"coding": json.loads(options.card.read_text(encoding="utf-8"))} if options.card else None
    state = {k: x.float().numpy() for k, x in torch.load(options.fork, map_location="cpu").items()}
    model = fork_graph(state, options.forked)
    onnx.checker.check_model(model)
    onnx.save(model, options.out / GRAPH)
    arrays = heads(state) | {"known": np.zeros(0, "<U16"), "known_rows": np.zeros((0, 256), np.float16)}
    np.savez(options.out / HEAD, **arrays)
    listed(options.out, (GRAPH, HEAD), card)
    texts = sorted({r.text for r in book.texts()})
    rows = CodingReader((), options.out).embed(texts)
    arrays |= {"known": np.array([digest_of(t) for t in texts]), "known_rows": rows.astype(np.float16)}
    np.savez(options.out / HEAD, **arrays)
    listed(options.out, (GRAPH, HEAD), card)


if __name__ == "__main__":
    main()
