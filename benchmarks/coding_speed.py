"""What coding costs: processor time of each stage for 1,000 words, and what the encoder has to read for it.

Articles are made of invented texts that are not part of any test set: in English those of `benchmarks.throughput`, in
four languages the sentences of `invented/tuning_languages/languages.jsonl`, each some 500 words long. Run with

    python -m benchmarks.coding_speed [articles]
"""

import json
import resource
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time, thread_time
from typing import Any

from benchmarks.attribution_speed import LAYERS, NEEDED
from benchmarks.machine import Int8Product
from benchmarks.throughput import WORDS, invented
from reportedly import assembly
from reportedly.ingest.passing import document_in_passing
from reportedly.models import encoder
from reportedly.pipeline.runner import BATCH, annotate
from reportedly.records import Reading

ARTICLES = 32

SHARED = 3
"""Layers of a fork: as many as the encoder has above those that all heads share."""

_LANGUAGES = Path(__file__).parent / "invented" / "tuning_languages" / "languages.jsonl"
_PARAGRAPH = 4


@dataclass
class Passes:
    """What went through the graphs, by name of the graph: calls, wordpieces with marks, seconds of this thread."""

    calls: Counter[str] = field(default_factory=Counter)
    pieces: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)

    def clear(self) -> None:
        """Forget what was counted so far."""
        self.calls.clear()
        self.pieces.clear()
        self.seconds.clear()

    @property
    def operations(self) -> float:
        """What the linear layers need for these wordpieces: six layers in the encoder, three in a fork."""
        return sum(n * NEEDED * (1 if name == "encoder.onnx" else SHARED / LAYERS) for name, n in self.pieces.items())


@dataclass(frozen=True, slots=True)
class _Counted:
    """A graph whose runs are counted. No window is padded: every wordpiece is one of the text or a mark."""

    graph: Any
    name: str
    passes: Passes

    def run(self, outputs: Any, inputs: dict[str, Any], *options: Any) -> Any:
        """Run the graph."""
        start = thread_time()
        found = self.graph.run(outputs, inputs, *options)
        self.passes.calls[self.name] += 1
        self.passes.pieces[self.name] += len(next(iter(inputs.values())))
        self.passes.seconds[self.name] = self.passes.seconds.get(self.name, 0.0) + thread_time() - start
        return found


@contextmanager
def counted() -> Iterator[Passes]:
    """Count the runs of all graphs that are opened within."""
    passes, opened = Passes(), encoder.session
    encoder.session = lambda kept, name, threads, output="": _Counted(
        opened(kept, name, threads, output), f"{name} {output}".strip(), passes
    )
    try:
        yield passes
    finally:
        encoder.session = opened


def articles(language: str, count: int) -> list[str]:
    """Return `count` articles at most of about 500 words in a language (en, uk, ru, de)."""
    if language == "en":
        return invented(count)
    rows = [json.loads(line) for line in _LANGUAGES.read_text("utf-8").split("\n") if line.strip()]
    sentences = [row[language] for row in rows if not row["held"]]
    found: list[str] = []
    paragraphs: list[str] = []
    for start in range(0, len(sentences), _PARAGRAPH):
        paragraphs.append(" ".join(sentences[start : start + _PARAGRAPH]))
        if sum(len(p.split()) for p in paragraphs) >= WORDS:
            found.append("\n\n".join(paragraphs))
            paragraphs = []
    return found[:count]


@dataclass(frozen=True, slots=True)
class Cost:
    """What the articles of one language cost; milliseconds of the processor, wordpieces and calls for 1,000 words."""

    language: str
    articles: int
    words: int
    stages: dict[str, float]
    calls: dict[str, float]
    pieces: dict[str, float]
    graphs: dict[str, float]
    int8_share: float
    peak_mb: float

    def lines(self) -> Iterator[str]:
        """Yield a table in plain text."""
        whole = sum(self.stages.values())
        yield f"{self.language}: {self.articles} articles, {self.words} words, {whole:.0f} ms for 1,000 words"
        for name, ms in sorted(self.stages.items(), key=lambda item: -item[1]):
            if ms >= 0.05:
                yield f"  {name:22}{ms:8.1f} ms"
        for name in self.calls:
            yield (
                f"  {name:22}{self.graphs[name]:8.1f} ms in {self.calls[name]:.1f} calls, "
                f"{self.pieces[name]:.0f} wordpieces"
            )
        if self.graphs:
            share = sum(self.graphs.values()) / whole
            yield f"  encoder: {share:.0%} of the time, {self.int8_share:.0%} of the int8 limit"
        yield f"  peak memory of the process so far: {self.peak_mb:.0f} MB"


def measure(stages: Sequence[Any], passes: Passes, language: str, count: int) -> Cost:
    """Return what coding the articles costs once everything is loaded."""
    readings = [Reading(document_in_passing(text, language=language)) for text in articles(language, count)]
    annotate(stages, readings[:2])
    passes.clear()
    meter, seconds = Int8Product(), dict[str, float]()
    operations = limit = 0.0
    for start in range(0, len(readings), BATCH):
        annotate(stages, readings[start : start + BATCH], seconds=seconds, clock=process_time)
        done, taken = meter.timed()
        operations, limit = operations + done, limit + taken
    words = sum(len(reading.text.split()) for reading in readings)
    busy = sum(passes.seconds.values())
    return Cost(
        language,
        len(readings),
        words,
        {name: s * 1e6 / words for name, s in seconds.items()},
        {name: n * 1000 / words for name, n in passes.calls.items()},
        {name: n * 1000 / words for name, n in passes.pieces.items()},
        {name: s * 1e6 / words for name, s in passes.seconds.items()},
        passes.operations / busy / (operations / limit) if busy else 0.0,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def main() -> None:
    """Measure the four languages one after another, English first, and print the tables."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    with counted() as passes:
        stages = assembly.default_stages()
        for language in assembly.LANGUAGES:
            print("\n".join(measure(stages, passes, language, count).lines()), flush=True)


if __name__ == "__main__":
    main()
