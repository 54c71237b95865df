"""What attribution alone costs: the tagger from raw text, beside the int8 limit of the machine and a reference set-up.

Encoder share of the int8 limit: 2 x the multiply-adds that the encoder needs for the words read, over the int8 rate
of the machine (`benchmarks.machine`) x the seconds taken. Needed are the linear layers, once for each wordpiece;
what windows read twice, attention products, tokenising, decoding and linking only take time.

Reference set-up: the same encoder in windows of at most 126 wordpieces of which about a third are read twice, and
for all that is not the encoder a fifth of its time on top (7.3k words a second by the encoder alone, 6.1k from
raw text: measured for the first version of the method, on one core, with 1.32 wordpieces a word).
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from time import perf_counter, process_time, thread_time

from benchmarks.corpora import Question, Row
from benchmarks.machine import Int8Product
from reportedly.models.encoder import Encoder
from reportedly.models.pieces import pieces_of
from reportedly.models.tagger import Tagger
from reportedly.models.weights import HOME, present, weights
from reportedly.models.windows import windows
from reportedly.records import Document, Passage, Reading, Span
from reportedly.stages.segment import SegmentRules

LAYERS, WIDTH, INNER = 6, 384, 1536
NEEDED = 2 * LAYERS * (4 * WIDTH * WIDTH + 2 * WIDTH * INNER)
"""Operations for each wordpiece: query, key, value and output of attention, and the two layers after it."""

REFERENCE_LONGEST, REFERENCE_OVERLAP = 126, 20
"""On news these windows read each wordpiece 1.3 times, as those of the reference set-up did."""

REFERENCE_REST = 7.3 / 6.1
"""Whole path over encoder alone in the reference set-up."""


class Meter:
    """Times the tagger on one text after another, each time with the int8 product and the reference beside it."""

    def __init__(self, folder: Path = HOME) -> None:
        self._folder = folder
        self._int8 = Int8Product()
        self._tagger = Tagger(folder, threads=1)

    @cached_property
    def _encoder(self) -> Encoder:
        """The encoder of the reference set-up."""
        return Encoder(weights(self._folder), threads=1)

    def measure(self, question: Question) -> Row:
        """Return words, needed operations and seconds of one text; nothing where there are no weights.

        `wall` is by the clock. The other seconds are of the processor, so that neighbours on the machine weigh less:
        those of the tagger are summed over all threads that it may have started.
        """
        if not present(folder=self._folder):
            return {}
        reading = _reading(question)
        if "_encoder" not in self.__dict__:
            # The first calls load and allocate.
            self._tagger.find(reading.text, _sentences(reading))
            self._reference(reading)
        wall, cpu = perf_counter(), process_time()
        self._tagger.find(reading.text, _sentences(reading))
        wall, cpu = perf_counter() - wall, process_time() - cpu
        operations, seconds = self._int8.timed()
        pieces, reference = self._reference(reading)
        return {
            "words": len(reading.text.split()),
            "wall": wall,
            "cpu": cpu,
            "needed": pieces * NEEDED,
            "int8_operations": operations,
            "int8_cpu": seconds,
            "reference_cpu": reference * REFERENCE_REST,
        }

    def _reference(self, reading: Reading) -> tuple[int, float]:
        """Return the wordpieces of a text, and the seconds that the encoder takes for them in reference windows."""
        pieces = pieces_of(reading.text, _sentences(reading), self._encoder.tokenizer)
        if not len(pieces):
            return 0, 0.0
        cuts = windows(pieces, longest=REFERENCE_LONGEST, overlap=REFERENCE_OVERLAP)
        start = thread_time()
        for window in cuts:
            self._encoder.read(pieces, window)
        return len(pieces.ids), thread_time() - start


def _reading(question: Question) -> Reading:
    day = "1970-01-01"
    return Reading(Document("doc_1", "0" * 64, "txt_1", question.text, "memory", "text/plain", "plain/1", day, "en"))


def _sentences(reading: Reading) -> Sequence[Span]:
    [found] = SegmentRules().annotate([reading])
    return [s for p in found if isinstance(p, Passage) and p.kind != "metadata" for s in p.sentences]
