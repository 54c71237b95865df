"""The shared encoder: one ONNX session, one window a call, so that the same text always gives the same numbers."""

import os
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from reportedly.models.graphs import leading_to
from reportedly.models.pieces import Ints, Pieces, pieces_of, split, with_sentences
from reportedly.models.weights import HOME, Weights, weights
from reportedly.models.windows import Window
from reportedly.records import Span

Floats = npt.NDArray[np.float32]

_CLS, _SEP = 101, 102

GRAPH = "encoder.onnx"
SHARED_OUTPUT = "shared"
"""Output of the lower layers, which all heads share (wordpieces x 384): where a fork begins."""

_TEXTS = 64
"""Texts whose wordpieces are kept: all heads read the same ones."""

_REMEMBERED = 65_536
"""Wordpieces whose shared output is kept (50 MB at most): sixteen articles of 2,000 words, between one stage and the
next. Counted in wordpieces and not in windows, of which most are short: what a quotation quotes is read as one."""


class Encoder:
    """Wordpieces to vectors (MiniLM-L6, 384 wide), on one thread unless told otherwise.

    With `remember` the output of the shared layers is kept for a while, so that a fork need not run them again.
    """

    def __init__(self, kept: Weights, *, threads: int = 1, remember: bool = False) -> None:
        # Late: these imports take a fifth of a second, which commands that read no text must not pay.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from tokenizers import Tokenizer

        self._weights = kept
        self._threads = threads
        self._remember = remember
        self._kept: OrderedDict[bytes, npt.NDArray[np.float16]] = OrderedDict()
        self._size = 0
        self._pieces: OrderedDict[str, Pieces] = OrderedDict()
        self.tokenizer: Any = Tokenizer.from_file(str(kept.path("tokenizer.json")))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    @cached_property
    def _session(self) -> Any:
        return session(self._weights, GRAPH, self._threads)

    @cached_property
    def _lower(self) -> Any:
        """The shared layers alone: most of what a fork reads in Ukrainian, Russian or German no tagger has read."""
        return session(self._weights, GRAPH, self._threads, SHARED_OUTPUT)

    def pieces(self, text: str, sentences: Sequence[Span]) -> Pieces:
        """Return words and wordpieces of a text; the text is cut into them once as long as it is kept."""
        if not self._remember:
            return pieces_of(text, sentences, self.tokenizer)
        if text not in self._pieces:
            self._pieces[text] = split(text, self.tokenizer)
            while len(self._pieces) > _TEXTS:
                self._pieces.popitem(last=False)
        return with_sentences(self._pieces[text], sentences)

    def read(self, pieces: Pieces, window: Window, outputs: Sequence[str] = ("hidden",)) -> list[Floats]:
        """Return outputs of the graph at the first wordpiece of each word of the window, words x width each."""
        inputs = _inputs(pieces, window)
        wanted = [*outputs, SHARED_OUTPUT] if self._remember else list(outputs)
        found = self._session.run(wanted, inputs)
        if self._remember:
            self._keep(inputs, found.pop())
        first = first_pieces(pieces, window)
        return [output[first] for output in found]

    def shared(self, pieces: Pieces, window: Window) -> Floats:
        """Return the output of the shared layers at all wordpieces of the window and the two marks around it."""
        inputs = _inputs(pieces, window)
        kept = self._kept.get(_key(inputs))
        if kept is not None:
            return kept.astype(np.float32)
        found: Floats = self._lower.run([SHARED_OUTPUT], inputs)[0]
        # Rounded as a kept one is, so that an answer never depends on what was read before.
        return found.astype(np.float16).astype(np.float32)

    def _keep(self, inputs: dict[str, Ints], shared: Floats) -> None:
        key = _key(inputs)
        if key in self._kept:
            return
        self._kept[key] = shared.astype(np.float16)
        self._size += len(shared)
        while self._size > _REMEMBERED:
            self._size -= len(self._kept.popitem(last=False)[1])


class SharedEncoder:
    """One encoder for all taggers of a process, opened when the first of them reads a text."""

    def __init__(self, folder: Path = HOME, *, threads: int = 1, remember: bool = False) -> None:
        self._folder = folder
        self._threads = threads
        self._remember = remember

    @cached_property
    def open(self) -> Encoder:
        """The encoder. Raises StageUnavailable if its weights are incomplete or damaged."""
        return Encoder(weights(self._folder), threads=self._threads, remember=self._remember)


class Branch:
    """The graph of a fork: the output of the shared layers in, its own outputs at each wordpiece out."""

    def __init__(self, kept: Weights, name: str, *, threads: int = 1) -> None:
        self._session: Any = session(kept, name, threads)

    def read(self, shared: Floats, first: Ints, output: str) -> Floats:
        """Return an output at the first wordpiece of each word, words x width."""
        return self.both(shared, first, (output,))[0]

    def both(self, shared: Floats, first: Ints, outputs: Sequence[str]) -> list[Floats]:
        """Return several outputs at the first wordpiece of each word, words x width each."""
        return [found[first] for found in self._session.run(list(outputs), {SHARED_OUTPUT: shared})]


def session(kept: Weights, name: str, threads: int, output: str = "") -> Any:
    """Open a graph, or the part of it that leads to an output, on `threads` threads that do not spin."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Waiting threads that spin steal the core from a neighbouring worker.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    path = kept.path(name)
    graph = leading_to(path.read_bytes(), output) if output else str(path)
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def first_pieces(pieces: Pieces, window: Window) -> Ints:
    """Return where in the window, with its opening mark, each word begins."""
    found: Ints = pieces.first[window.start : window.end] - int(pieces.first[window.start]) + 1
    return found


def _inputs(pieces: Pieces, window: Window) -> dict[str, Ints]:
    start, end = int(pieces.first[window.start]), int(pieces.first[window.end])
    return {
        "ids": _framed(pieces.ids[start:end], _CLS, _SEP),
        "features": _framed(pieces.features[start:end], 0, 0),
    }


def _key(inputs: dict[str, Ints]) -> bytes:
    return inputs["ids"].tobytes() + inputs["features"].tobytes()


def _framed(values: Ints, first: int, last: int) -> Ints:
    return np.concatenate([[first], values, [last]]).astype(np.int64)
