"""How many articles a second `reportedly run` gets through: invented articles, several runs at a time, end to end.

A run has one worker; several workers are several runs, each with its share of the articles and its own project.
"""

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from benchmarks.variations import vary
from reportedly.errors import ReportedlyError

SEED = 20261128
"""Seed of every draw: the same articles each time."""

WORDS = 500
"""Words of an article; rates are given for articles of just this length."""

ARTICLES = 80
WORKERS = 2

_TEXTS = Path(__file__).parent / "invented"
_COMMAND = (sys.executable, "-m", "reportedly.cli.main", "run")


@dataclass(frozen=True, slots=True)
class Throughput:
    """What was run and the seconds by the clock until the last run ended; `start` are those of runs of one article."""

    workers: int
    articles: int
    words: int
    seconds: float
    start: float

    def plain(self) -> dict[str, Any]:
        """Return articles of 500 words a second: of whole runs, and without what a run of one article takes."""
        whole = self.words / WORDS
        running = self.seconds - self.start
        return {
            "workers": self.workers,
            "articles": self.articles,
            "articles_per_s": whole / self.seconds,
            "articles_per_s_started": whole / running if running > 0 else None,
            "start_s": self.start,
        }


def measure(*, workers: int = WORKERS, articles: int = ARTICLES) -> Throughput:
    """Run `workers` runs at a time over `articles` invented articles. Raises ReportedlyError if a run fails."""
    made = invented(articles + workers + 1)
    few, rest = made[: workers + 1], made[workers + 1 :]
    # Once alone, uncounted: the gazetteer is built and files are read for the first time.
    _run([few[:1]])
    start = _run([[article] for article in few[1:]])
    seconds = _run([rest[n::workers] for n in range(workers)])
    return Throughput(workers, len(rest), sum(len(a.split()) for a in rest), seconds, start)


def invented(count: int) -> list[str]:
    """Return `count` different articles of about 500 words: paragraphs of the invented texts, drawn and varied."""
    draw = random.Random(SEED)  # noqa: S311 - reproducible test data
    pool = paragraphs()
    return [_article(pool, draw) for _ in range(count)]


def paragraphs() -> list[str]:
    """Return the paragraphs of the invented digests and articles, in order."""
    texts = [
        json.loads(line)["text"]
        for name in ("attribution", "claims")
        for line in (_TEXTS / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    for folder in ("digests", "tuning"):
        texts += [json.loads(path.read_text("utf-8"))["text"] for path in sorted((_TEXTS / folder).glob("*.json"))]
    return [paragraph for text in texts for paragraph in text.split("\n\n") if paragraph.strip()]


def _article(pool: Sequence[str], draw: random.Random) -> str:
    chosen: list[str] = []
    words = 0
    for paragraph in draw.sample(pool, len(pool)):
        # The last paragraph is taken if that brings the length nearer to the wanted one.
        size = len(paragraph.split())
        if words and words + size / 2 > WORDS:
            break
        chosen.append(vary(paragraph, draw))
        words += size
    return "\n\n".join(chosen)


def _run(shares: Sequence[Sequence[str]]) -> float:
    """Run over each share of articles at the same time and return the seconds by the clock until all are done."""
    with TemporaryDirectory() as folder:
        commands = []
        for number, articles in enumerate(shares):
            source = Path(folder, f"in{number}")
            source.mkdir()
            for n, article in enumerate(articles):
                (source / f"{n:04}.txt").write_text(article, "utf-8")
            commands.append([*_COMMAND, str(source), "-o", str(Path(folder, f"out{number}")), "--json", "--quiet"])
        start = perf_counter()
        running = [
            subprocess.Popen(c, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own command
            for c in commands
        ]
        done = [(process, *process.communicate()) for process in running]
        seconds = perf_counter() - start
    for (process, printed, errors), articles in zip(done, shares, strict=True):
        if process.returncode or json.loads(printed)["coded"] != len(articles):
            raise ReportedlyError(f"a run over {len(articles)} invented articles failed: {errors.strip()[-300:]}")
    return seconds
