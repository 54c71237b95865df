"""What the machine can do: the rate of the 8-bit matrix product that the encoder is made of, on one thread."""

from functools import cached_property
from time import thread_time
from typing import Any

import numpy as np

ROWS, INNER, COLUMNS = 254, 384, 1536
"""One full window through the widening layer of the encoder: 254 x 384 by 384 x 1536."""

OPERATIONS = 2 * ROWS * INNER * COLUMNS
"""A multiply and an add are two."""

PEER = f"onnxruntime DynamicQuantizeMatMul, u8 by s8, {ROWS} x {INNER} by {INNER} x {COLUMNS}, one thread"

_FLOAT, _INT8 = 1, 3
_SHORTEST = 0.02


class Int8Product:
    """The product of float activations, made 8-bit on the way in, with 8-bit weights; settings as for the encoder."""

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(model(), options, providers=["CPUExecutionProvider"])

    @cached_property
    def _activations(self) -> Any:
        return np.random.default_rng(0).standard_normal((ROWS, INNER), dtype=np.float32)

    def product(self) -> Any:
        """Return the product of the activations with the weights of `model`."""
        return self._session.run(None, {"a": self._activations})[0]

    def timed(self) -> tuple[float, float]:
        """Return operations done and processor seconds of this thread, over at least a fiftieth of a second."""
        self.product()
        start, count = thread_time(), 0
        while (seconds := thread_time() - start) < _SHORTEST or not count:
            self.product()
            count += 1
        return float(count * OPERATIONS), seconds


def weights() -> tuple[Any, Any]:
    """Return 8-bit weights and the scale of each column; none so large that 16-bit sums of two products overflow."""
    drawn = np.random.default_rng(1).integers(-64, 65, (INNER, COLUMNS), dtype=np.int8)
    return drawn, np.full(COLUMNS, 0.01, dtype=np.float32)


def model() -> bytes:
    """Return an ONNX model of one node, written by hand: the `onnx` package is needed for nothing else."""
    packed, scale = weights()
    tensors = {"w": (_INT8, packed), "s": (_FLOAT, scale), "z": (_INT8, np.zeros(COLUMNS, dtype=np.int8))}
    node = b"".join(_text(1, name) for name in ("a", *tensors)) + _text(2, "y") + _text(4, "DynamicQuantizeMatMul")
    graph = _bytes(1, node + _text(7, "com.microsoft")) + _text(2, "product")
    graph += b"".join(_bytes(5, _tensor(name, kind, value)) for name, (kind, value) in tensors.items())
    graph += _bytes(11, _shape("a", ROWS, INNER)) + _bytes(12, _shape("y", ROWS, COLUMNS))
    sets = _bytes(8, _text(1, "") + _number(2, 20)) + _bytes(8, _text(1, "com.microsoft") + _number(2, 1))
    return _number(1, 9) + _bytes(7, graph) + sets


def _tensor(name: str, kind: int, value: Any) -> bytes:
    return b"".join(_number(1, n) for n in value.shape) + _number(2, kind) + _text(8, name) + _bytes(9, value.tobytes())


def _shape(name: str, *sizes: int) -> bytes:
    dimensions = b"".join(_bytes(1, _number(1, size)) for size in sizes)
    return _text(1, name) + _bytes(2, _bytes(1, _number(1, _FLOAT) + _bytes(2, dimensions)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _text(field: int, value: str) -> bytes:
    return _bytes(field, value.encode())


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes((*out, value))
