"""The lower layers of the shipped encoder, opened alone: the same numbers, and less to compute."""

import numpy as np
import onnxruntime
import pytest

from reportedly.models.encoder import GRAPH, SHARED_OUTPUT, session
from reportedly.models.graphs import leading_to
from reportedly.models.weights import weights


def names(values: list[onnxruntime.NodeArg]) -> list[str]:
    return [value.name for value in values]


def test_the_part_that_leads_to_an_output_gives_the_same_numbers() -> None:
    whole, part = (session(weights(), GRAPH, 1, output) for output in ("", SHARED_OUTPUT))
    assert names(part.get_inputs()) == names(whole.get_inputs())
    assert names(part.get_outputs()) == [SHARED_OUTPUT]
    chosen = np.random.default_rng(7)
    for length in (2, 3, 17, 64, 131, 254):
        inputs = {"ids": chosen.integers(1000, 20000, length), "features": chosen.integers(0, 2, length)}
        [expected], [found] = (graph.run([SHARED_OUTPUT], inputs) for graph in (whole, part))
        assert np.array_equal(expected, found)


def test_the_part_leaves_out_the_layers_above() -> None:
    graph = weights().path(GRAPH).read_bytes()
    part = leading_to(graph, SHARED_OUTPUT)
    # Six layers and the embeddings against three and the embeddings.
    assert 0.5 * len(graph) < len(part) < 0.8 * len(graph)
    assert leading_to(part, SHARED_OUTPUT) == part


def test_what_is_no_output_is_refused() -> None:
    with pytest.raises(ValueError, match="no output 'pooled'"):
        leading_to(weights().path(GRAPH).read_bytes(), "pooled")


@pytest.mark.parametrize("broken", [b"\x3a\x05ab", b"\x3a", b"\x0b", b"\x80"])
def test_bytes_that_are_no_model_are_refused(broken: bytes) -> None:
    with pytest.raises(ValueError, match="no model"):
        leading_to(broken, SHARED_OUTPUT)
