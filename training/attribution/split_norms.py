"""Write shipped graphs anew with the operators that `export.py` uses for norms; every weight stays as it is.

A graph made with SkipLayerNormalization gets an addition and a LayerNormalization in its place, the sum rounded alike.
"""

import argparse
import sys
from pathlib import Path

import onnx
from onnx import helper

sys.path.append(str(Path(__file__).parent.parent / "coding"))

from manifest import listed

GRAPHS = ("encoder.onnx", "coding.onnx", "places.onnx")


def split(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return the graph with each norm of a sum as two nodes."""
    nodes: list[onnx.NodeProto] = []
    for node in model.graph.node:
        if node.op_type != "SkipLayerNormalization":
            nodes.append(node)
            continue
        x, y, gain, shift = node.input
        [name] = node.output
        total = f"{name}_sum"
        nodes.append(helper.make_node("Add", [x, y], [total], name=f"n_{total}"))
        nodes.append(
            helper.make_node("LayerNormalization", [total, gain, shift], [name], name=node.name, epsilon=1e-12)
        )
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return model


def main() -> None:
    """Read the options and write the graphs and the manifest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of the package data")
    options = parser.parse_args()
    for name in GRAPHS:
        model = split(onnx.load(options.folder / name))
        onnx.checker.check_model(model)
        onnx.save(model, options.folder / name)
    listed(options.folder, GRAPHS)


if __name__ == "__main__":
    main()
