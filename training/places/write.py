"""Write a trained fork as package data beside the shared encoder: places.onnx, places.npz, and the manifest.

The encoder's graph gets one more output, the layers that all heads share; its weights stay as they are.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper

sys.path.append(str(Path(__file__).parent.parent / "attribution"))

from export import MS, Graph, _layer
from network import LAYERS, WIDTH

from reportedly.models.encoder import SHARED_OUTPUT
from reportedly.models.places import GRAPH, HEAD, LABELS, PLACES_OUTPUT


def fork_graph(state: dict[str, np.ndarray], forked: int, *, quantised: bool) -> onnx.ModelProto:
    """Return the graph from the shared layers' output to label scores."""
    g = Graph(quantised)
    g.constant("zero", np.array([0], np.int64))
    flat = g.constant("flat", np.array([-1, WIDTH], np.int64))
    x = SHARED_OUTPUT
    for n in range(forked):
        x = _layer(g, x, state, n, flat)
    g.quantised = False
    labels = g.linear(x, state["labels.weight"], state["labels.bias"], PLACES_OUTPUT)
    graph = helper.make_graph(
        g.nodes,
        "places",
        [helper.make_tensor_value_info(SHARED_OUTPUT, TensorProto.FLOAT, ["pieces", WIDTH])],
        [helper.make_tensor_value_info(labels, TensorProto.FLOAT, ["pieces", len(LABELS)])],
        g.constants,
    )
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid(MS, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="reportedly")


def with_shared_output(model: onnx.ModelProto, forked: int) -> onnx.ModelProto:
    """Return the encoder's graph with the output of its layers below the fork."""
    if SHARED_OUTPUT not in [o.name for o in model.graph.output]:
        source = f"l{LAYERS - forked - 1}_two"
        model.graph.node.append(helper.make_node("Identity", [source], [SHARED_OUTPUT], name=f"n_{SHARED_OUTPUT}"))
        value = helper.make_tensor_value_info(SHARED_OUTPUT, TensorProto.FLOAT, ["pieces", WIDTH])
        model.graph.output.append(value)
    return model


def main() -> None:
    """Read the options and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fork", type=Path, required=True)
    parser.add_argument("--forked", type=int, default=3)
    parser.add_argument("--card", type=Path, required=True, help="JSON with what the manifest says of this fork")
    parser.add_argument("--out", type=Path, required=True, help="folder of the package data")
    options = parser.parse_args()
    state = {k: v.float().numpy() for k, v in torch.load(options.fork, map_location="cpu").items()}
    encoder = with_shared_output(onnx.load(options.out / "encoder.onnx"), options.forked)
    fork = fork_graph(state, options.forked, quantised=True)
    for name, model in (("encoder.onnx", encoder), (GRAPH, fork)):
        onnx.checker.check_model(model)
        onnx.save(model, options.out / name)
    np.savez(
        options.out / HEAD, inner=state["inner.weight"], inner_bias=state["inner.bias"], outer=state["outer.weight"]
    )
    manifest = json.loads((options.out / "manifest.json").read_text(encoding="utf-8"))
    for name in ("encoder.onnx", GRAPH, HEAD):
        data = (options.out / name).read_bytes()
        manifest["files"][name] = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    manifest["places"] = json.loads(options.card.read_text(encoding="utf-8"))
    text = json.dumps(manifest, indent=1, ensure_ascii=False)
    (options.out / "manifest.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
