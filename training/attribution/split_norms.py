"""Write shipped graphs anew with the operators that `export.py` uses for norms; every weight stays as it is.

A graph made with SkipLayerNormalization gets an addition and a LayerNormalization in its place. The lower layers of the
encoder stay: all tasks fork from their output, and what is rounded otherwise there moves the names of places that are
found (of 75 claims in three digests three lost theirs).
"""

import argparse
import sys
from pathlib import Path

import onnx
from onnx import helper

sys.path.append(str(Path(__file__).parent.parent / "coding"))

from manifest import listed

GRAPHS = ("encoder.onnx", "coding.onnx", "places.onnx")

_SHARED = ("l0_", "l1_", "l2_")


def split(model: onnx.ModelProto, kept: tuple[str, ...] = ()) -> onnx.ModelProto:
    """Return the graph with each norm of a sum as two nodes, but for those whose names begin as in `kept`."""
    nodes: list[onnx.NodeProto] = []
    for node in model.graph.node:
        if node.op_type != "SkipLayerNormalization" or node.output[0].startswith(kept or ("-",)):
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
        model = split(onnx.load(options.folder / name), _SHARED if name == GRAPHS[0] else ())
        onnx.checker.check_model(model)
        onnx.save(model, options.folder / name)
    listed(options.folder, GRAPHS)


if __name__ == "__main__":
    main()
