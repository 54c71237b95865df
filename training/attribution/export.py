"""Write trained weights as package data: an int8 ONNX encoder, the heads as arrays, the tokenizer, a manifest.

The graph is made operator by operator, so that nothing but the `onnx` package is needed. It takes one
window: `ids` and `features` (wordpieces, int64) give `hidden` (wordpieces x 384, float32) and, for each head, its
outputs in float32. Encoder weights are int8 with one scale for each output column, the embedding table int8 with one
scale for each row; activations are quantised at run time, per window. Of the 8 bits of a weight 7 are used: processors
without int8 dot products (AVX2 before VNNI) add pairs of products in 16 bits, which full-range weights overflow.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from network import HEADS, LAYERS, WIDTH
from onnx import TensorProto, helper, numpy_helper
from safetensors.torch import load_file

from reportedly.models.heads import LABELS_OUTPUT, LINKS_OUTPUT
from reportedly.models.windows import LONGEST

Arrays = dict[str, np.ndarray]
MS = "com.microsoft"
RANGE = 63
"""Largest magnitude of an int8 weight in a matrix product."""


class Graph:
    """Nodes and constants in the making."""

    def __init__(self, quantised: bool) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.quantised = quantised

    def constant(self, name: str, value: np.ndarray) -> str:
        """Keep an array and return its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], name: str, domain: str = "", **attributes: object) -> str:
        """Add a node with one output of the same name and return it."""
        self.nodes.append(helper.make_node(kind, inputs, [name], name=f"n_{name}", domain=domain, **attributes))
        return name

    def linear(self, x: str, weight: np.ndarray, bias: np.ndarray, name: str) -> str:
        """Return x @ weight.T + bias; `weight` is out x in."""
        matrix = weight.T.astype(np.float32)
        if not self.quantised:
            product = self.node("MatMul", [x, self.constant(f"{name}_w", matrix)], f"{name}_p")
            return self.node("Add", [product, self.constant(f"{name}_b", bias.astype(np.float32))], name)
        scale = np.maximum(np.abs(matrix).max(0), 1e-8) / RANGE
        packed = np.clip(np.rint(matrix / scale), -RANGE, RANGE).astype(np.int8)
        names = [
            self.constant(f"{name}_w", packed),
            self.constant(f"{name}_s", scale.astype(np.float32)),
            self.constant(f"{name}_z", np.zeros(len(scale), np.int8)),
            self.constant(f"{name}_b", bias.astype(np.float32)),
        ]
        return self.node("DynamicQuantizeMatMul", [x, *names], name, MS)


def build(w: Arrays, heads: Arrays, *, quantised: bool) -> onnx.ModelProto:
    """Return the graph of encoder and heads with weights named as in the training network."""
    g = Graph(quantised)
    table = w["words.weight"]
    ids, features = "ids", "features"
    if quantised:
        scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
        rows = np.clip(np.rint(table / scale), -127, 127).astype(np.int8)
        picked = g.node("Gather", [g.constant("table", rows), ids], "picked")
        real = g.node("Cast", [picked], "real", to=TensorProto.FLOAT)
        scales = g.node("Gather", [g.constant("table_s", scale.astype(np.float32)), ids], "scales")
        words = g.node("Mul", [real, scales], "words")
    else:
        words = g.node("Gather", [g.constant("table", table.astype(np.float32)), ids], "words")
    positions = g.constant("positions", w["positions"][: LONGEST + 2].astype(np.float32))
    length = g.node("Shape", [ids], "length")
    zero = g.constant("zero", np.array([0], np.int64))
    placed = g.node("Slice", [positions, zero, length, zero], "placed")
    marked = g.node("Gather", [g.constant("marks", w["features.weight"].astype(np.float32)), features], "marked")
    summed = g.node("Add", [g.node("Add", [words, placed], "words_placed"), marked], "summed")
    x = _norm(g, summed, w, "norm", "embedded")
    flat = g.constant("flat", np.array([-1, WIDTH], np.int64))
    for n in range(LAYERS):
        x = _layer(g, x, w, n, flat)
    g.node("Identity", [x], "hidden")
    g.quantised = False
    labels = g.linear(x, heads["tags.weight"], heads["tags.bias"], LABELS_OUTPUT)
    both = [np.concatenate([heads[f"{part}.{kind}"] for part in ("queries", "keys")]) for kind in ("weight", "bias")]
    links = g.linear(x, *both, LINKS_OUTPUT)
    widths = {"hidden": WIDTH, labels: len(heads["tags.bias"]), links: len(both[1])}
    graph = helper.make_graph(
        g.nodes,
        "encoder",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["pieces"]) for name in ("ids", "features")],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["pieces", width]) for name, width in widths.items()],
        g.constants,
    )
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid(MS, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="reportedly")


def _norm(g: Graph, x: str, w: Arrays, source: str, name: str) -> str:
    gain = g.constant(f"{name}_g", w[f"{source}.weight"].astype(np.float32))
    shift = g.constant(f"{name}_h", w[f"{source}.bias"].astype(np.float32))
    return g.node("LayerNormalization", [x, gain, shift], name, epsilon=1e-12)


def _add_norm(g: Graph, x: str, y: str, w: Arrays, source: str, name: str) -> str:
    # Two operators: the one that does both, SkipLayerNormalization, takes five times as long on a CPU.
    return _norm(g, g.node("Add", [x, y], f"{name}_sum"), w, source, name)


def _layer(g: Graph, x: str, w: Arrays, n: int, flat: str) -> str:
    base, name = f"layers.{n}", f"l{n}"
    qkv = g.linear(x, w[f"{base}.qkv.weight"], w[f"{base}.qkv.bias"], f"{name}_qkv")
    batched = g.node("Unsqueeze", [qkv, "zero"], f"{name}_batched")
    parts = [f"{name}_{part}" for part in "qkv"]
    g.nodes.append(helper.make_node("Split", [batched], parts, name=f"n_{name}_split", axis=-1, num_outputs=3))
    mixed = g.node("MultiHeadAttention", parts, f"{name}_mixed", MS, num_heads=HEADS)
    mixed = g.node("Reshape", [mixed, flat], f"{name}_flat")
    out = g.linear(mixed, w[f"{base}.out.weight"], w[f"{base}.out.bias"], f"{name}_out")
    x = _add_norm(g, x, out, w, f"{base}.norm1", f"{name}_one")
    up = g.linear(x, w[f"{base}.up.weight"], w[f"{base}.up.bias"], f"{name}_up")
    bent = g.node("Gelu", [up], f"{name}_bent", MS)
    down = g.linear(bent, w[f"{base}.down.weight"], w[f"{base}.down.bias"], f"{name}_down")
    return _add_norm(g, x, down, w, f"{base}.norm2", f"{name}_two")


def grafted(onto: onnx.ModelProto, new: onnx.ModelProto, kept: int) -> onnx.ModelProto:
    """Return a shipped graph with the heads and the layers above the first `kept` of a new one.

    What the forks of other tasks are fed by stays bit for bit.
    """
    fresh = tuple([f"l{n}_" for n in range(kept, LAYERS)] + [LABELS_OUTPUT, LINKS_OUTPUT])
    values = {t.name: t for t in new.graph.initializer if t.name.startswith(fresh)}
    for constant in onto.graph.initializer:
        if constant.name in values:
            constant.CopyFrom(values.pop(constant.name))
    if values:
        raise SystemExit(f"not in the shipped graph: {', '.join(sorted(values))}")
    return onto


def weights(checkpoint: Path, base: Path) -> tuple[Arrays, Arrays]:
    """Return encoder and head arrays of a checkpoint; the frozen word table comes from the base weights."""
    state = {k: v.float().numpy() for k, v in torch.load(checkpoint, map_location="cpu").items()}
    encoder = {k.removeprefix("encoder."): v for k, v in state.items() if k.startswith("encoder.")}
    encoder["words.weight"] = load_file(base / "model.safetensors")["embeddings.word_embeddings.weight"].numpy()
    return encoder, {k.removeprefix("heads."): v for k, v in state.items() if k.startswith("heads.")}


def main() -> None:
    """Read the options and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--card", type=Path, help="JSON with what the manifest says of data, settings and scores")
    parser.add_argument("--onto", type=Path, help="shipped weights whose lower layers, and what hangs on them, stay")
    parser.add_argument("--kept", type=int, default=3, help="with --onto: how many layers stay")
    parser.add_argument("--float", action="store_true", help="float32, to compare with")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    encoder, heads = weights(options.checkpoint, options.base)
    model = build(encoder, heads, quantised=not options.float)
    if options.onto:
        model = grafted(onnx.load(options.onto / "encoder.onnx"), model, options.kept)
    onnx.checker.check_model(model)
    onnx.save(model, options.out / "encoder.onnx")
    field = {name: heads[name] for name in ("distance", "transitions", "first", "last")}
    np.savez(options.out / "attribution.npz", **field)
    shutil.copy(options.base / "tokenizer.json", options.out / "tokenizer.json")
    files = {
        name: {
            "sha256": hashlib.sha256((options.out / name).read_bytes()).hexdigest(),
            "bytes": (options.out / name).stat().st_size,
        }
        for name in ("encoder.onnx", "attribution.npz", "tokenizer.json")
    }
    card = json.loads(options.card.read_text()) if options.card else {}
    if options.onto:
        shipped = json.loads((options.onto / "manifest.json").read_text(encoding="utf-8"))
        card, files = {**shipped, **card}, {**shipped["files"], **files}
    manifest = json.dumps({**card, "files": files}, indent=1, ensure_ascii=False)
    (options.out / "manifest.json").write_text(manifest + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
