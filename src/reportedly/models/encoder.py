"""The shared encoder: one ONNX session, one window a call, so that the same text always gives the same numbers."""

import os
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from reportedly.models.pieces import Ints, Pieces
from reportedly.models.weights import Weights
from reportedly.models.windows import Window

Floats = npt.NDArray[np.float32]

_CLS, _SEP = 101, 102


class Encoder:
    """Wordpieces to vectors (MiniLM-L6, 384 wide), on one thread unless told otherwise."""

    def __init__(self, weights: Weights, *, threads: int = 1) -> None:
        # Late: these imports take a fifth of a second, which commands that read no text must not pay.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Waiting threads that spin steal the core from a neighbouring worker.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session: Any = onnxruntime.InferenceSession(
            str(weights.path("encoder.onnx")), options, providers=["CPUExecutionProvider"]
        )
        self.tokenizer: Any = Tokenizer.from_file(str(weights.path("tokenizer.json")))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    def read(self, pieces: Pieces, window: Window, outputs: Sequence[str] = ("hidden",)) -> list[Floats]:
        """Return outputs of the graph at the first wordpiece of each word of the window, words x width each."""
        start, end = int(pieces.first[window.start]), int(pieces.first[window.end])
        ids = _framed(pieces.ids[start:end], _CLS, _SEP)
        features = _framed(pieces.features[start:end], 0, 0)
        first = pieces.first[window.start : window.end] - start + 1
        return [found[first] for found in self._session.run(list(outputs), {"ids": ids, "features": features})]


def _framed(values: Ints, first: int, last: int) -> Ints:
    return np.concatenate([[first], values, [last]]).astype(np.int64)
