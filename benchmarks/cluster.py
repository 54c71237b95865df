"""`python -m benchmarks.cluster`: Ray against processes, two workers against one, memory, what machines need.

python -m benchmarks.cluster engines --documents 5000 --pairs 3      Ray and processes in alternation
python -m benchmarks.cluster scaling --documents 1000 --pairs 3      one worker and two, beside a bare matrix loop
python -m benchmarks.cluster memory --documents 20000                resident memory of a process as it codes
python -m benchmarks.cluster sizing --rate 18 --worker-mb 700 --price 0.04
python -m benchmarks.cluster all                                     the first three at full size, for a quiet machine
"""

import argparse
import json
import multiprocessing
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from benchmarks.throughput import SEED, paragraphs
from benchmarks.variations import vary
from reportedly import assembly
from reportedly.ingest.passing import text_in_passing
from reportedly.pipeline import Annotated, Meter, annotate_in, batches
from reportedly.pipeline.meter import peak_mb
from reportedly.pipeline.workers import measured
from reportedly.records import Reading

WORDS = 50
"""Words of a report."""

_SIDE, _ROUNDS = 384, 4000


def reports(count: int) -> Iterator[Reading]:
    """Yield different invented reports of 50 words, drawn as they are asked for and the same each time."""
    draw = random.Random(SEED)  # noqa: S311 - reproducible test data
    pool = paragraphs()
    for number in range(count):
        words: list[str] = []
        while len(words) < WORDS:
            words += vary(draw.choice(pool), draw).split()
        yield Reading(text_in_passing(f"Report {number}. {' '.join(words[:WORDS])}", "en"))


def stages() -> Callable[[], Any]:
    """Return what makes the stages in a worker."""
    return partial(assembly.stages_anew, assembly.NO_THEATRE, None, {}, None)


def timed(found: Iterator[list[Annotated]], meter: Meter) -> dict[str, Any]:
    """Run through the batches; return rates with and without the start, and memory of the workers."""
    begun = time.perf_counter()
    marks: list[tuple[float, int]] = []
    done = 0
    for batch in found:
        done += len(batch)
        marks.append((time.perf_counter(), done))
    ended = time.perf_counter()
    # From a tenth of the way on all workers are at work; the last tenth waits for the slowest of them.
    first = next(mark for mark in marks if mark[1] >= done / 10)
    last = next(mark for mark in marks if mark[1] >= done * 9 / 10)
    steady = (last[1] - first[1]) / (last[0] - first[0]) if last[0] > first[0] else 0.0
    return {
        "documents": done,
        "seconds": round(ended - begun, 1),
        "per_second": round(done / (ended - begun), 2),
        "per_second_steady": round(steady, 2),
        "peak_mb": sorted(round(mb) for mb in meter.peaks_mb.values()),
    }


def on_pool(documents: int, workers: int) -> dict[str, Any]:
    """Code in processes."""
    meter = Meter()
    return timed(annotate_in(stages(), reports(documents), workers, meter), meter)


def on_ray(documents: int, workers: int) -> dict[str, Any]:
    """Code on a Ray cluster of this machine."""
    from reportedly.cluster.engine import RayEngine

    meter = Meter()
    return timed(RayEngine(None, workers).annotate(stages(), reports(documents), meter), meter)


def engines(documents: int, workers: int, pairs: int) -> dict[str, Any]:
    """Compare Ray with processes, in turns; each pair gives a ratio of throughput."""
    list(annotate_in(stages(), reports(16), 1))
    runs = []
    for number in range(pairs):
        order = (on_pool, on_ray) if number % 2 == 0 else (on_ray, on_pool)
        found = {run.__name__: run(documents, workers) for run in order}
        runs.append(found)
        print(json.dumps(found), flush=True)
    whole = [r["on_ray"]["per_second"] / r["on_pool"]["per_second"] for r in runs]
    steady = [r["on_ray"]["per_second_steady"] / r["on_pool"]["per_second_steady"] for r in runs]
    return {
        "what": "throughput of Ray over that of processes",
        "documents": documents,
        "workers": workers,
        "with_start": spread(whole),
        "steady": spread(steady),
        "goal": 0.85,
        "runs": runs,
    }


def scaling(documents: int, pairs: int, *, engine: str = "pool") -> dict[str, Any]:
    """Compare two workers with one, and two copies of a bare matrix loop with one copy, in turns."""
    run = on_ray if engine == "ray" else on_pool
    gains, loops = [], []
    for _ in range(pairs):
        one = _one(documents) if engine == "pool" else run(documents, 1)
        two = run(documents, 2)
        gains.append(two["per_second_steady"] / one["per_second_steady"])
        loops.append(matrix_rate(2) / matrix_rate(1))
        print(json.dumps({"one": one, "two": two, "gain": gains[-1], "matrix_gain": loops[-1]}), flush=True)
    return {
        "what": "gain of two workers over one, and of two matrix loops over one",
        "engine": engine,
        "documents": documents,
        "gain": spread(gains),
        "matrix_gain": spread(loops),
        "share_of_matrix_gain": spread([g / m for g, m in zip(gains, loops, strict=True)]),
        "goal": 0.9,
    }


def _one(documents: int) -> dict[str, Any]:
    meter = Meter()
    return timed(annotate_in(stages(), reports(documents), 1, meter), meter)


def matrix_rate(copies: int) -> float:
    """Return matrix products a second of so many processes that do nothing else."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(copies) as pool:
        pool.map(matrix_loop, [50] * copies)
        begun = time.perf_counter()
        pool.map(matrix_loop, [_ROUNDS] * copies, chunksize=1)
        return copies * _ROUNDS / (time.perf_counter() - begun)


def matrix_loop(rounds: int) -> float:
    """Multiply small matrices, by plain loops of numpy on one thread."""
    draw = np.random.default_rng(0)
    left, right = draw.integers(-64, 65, (_SIDE, 48)), draw.integers(-64, 65, (48, _SIDE))
    # Whole numbers: no library of linear algebra takes threads of its own.
    return float(sum(int((left @ right)[0, 0]) for _ in range(rounds)))


def memory(documents: int, *, every: int = 1000) -> dict[str, Any]:
    """Code in this process and note its resident memory as it goes on, in MB."""
    made = stages()()
    seen: dict[int, float] = {}
    done = 0
    begun = time.process_time()
    for batch in batches(reports(documents)):
        measured(made, batch)
        done += len(batch)
        if done // every > (done - len(batch)) // every or done == len(batch):
            seen[done] = round(resident_mb())
            print(json.dumps({"documents": done, "resident_mb": seen[done]}), flush=True)
    return {
        "what": "resident memory of one process",
        "resident_mb": seen,
        "peak_mb": round(peak_mb()),
        "cpu_seconds_per_document": round((time.process_time() - begun) / done, 4),
        "goal_mb": 700,
    }


def resident_mb() -> float:
    """Return the resident memory of this process in MB."""
    with open("/proc/self/status", encoding="ascii", errors="replace") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS"))


def sizing(rate: float, worker_mb: float, price: float) -> dict[str, Any]:
    """Return what machines get through in a day: documents by cores, memory, cost of a million at a price a core hour.

    `rate` are documents a second of one core, as `engines` and `memory` measure them on the machine in question.
    """
    rows = [
        {
            "cores": cores,
            "memory_gb": round(cores * worker_mb / 1024 + 4, 1),
            "documents_a_day": round(rate * cores * 86_400 * 0.9),
            "hours_for_a_million": round(1e6 / (rate * cores * 0.9) / 3600, 1),
        }
        for cores in (2, 4, 8, 16, 32, 64, 128, 512)
    ]
    return {
        "what": "what machines get through, at nine tenths of the measured rate",
        "rate_per_core": rate,
        "price_per_core_hour": price,
        "cost_of_a_million": round(1e6 / (rate * 0.9) / 3600 * price, 2),
        "rows": rows,
    }


def spread(values: Sequence[float]) -> dict[str, float]:
    """Return the median with the least and the greatest."""
    return {
        "median": round(statistics.median(values), 3),
        "least": round(min(values), 3),
        "most": round(max(values), 3),
    }


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    made = argparse.ArgumentParser(
        prog="python -m benchmarks.cluster", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("what", choices=("engines", "scaling", "memory", "sizing", "all"))
    made.add_argument("--documents", type=int, default=2000)
    made.add_argument("--workers", type=int, default=2)
    made.add_argument("--pairs", type=int, default=3)
    made.add_argument("--engine", choices=("pool", "ray"), default="pool", help="engine of `scaling`")
    made.add_argument("--rate", type=float, default=18.0, help="documents a second of one core, for `sizing`")
    made.add_argument("--worker-mb", type=float, default=700.0, help="memory of one worker, for `sizing`")
    made.add_argument("--price", type=float, default=0.04, help="price of one core for an hour, for `sizing`")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for and print one line of JSON for each."""
    chosen = parser().parse_args(arguments)
    found = {
        "engines": lambda: engines(chosen.documents, chosen.workers, chosen.pairs),
        "scaling": lambda: scaling(chosen.documents, chosen.pairs, engine=chosen.engine),
        "memory": lambda: memory(chosen.documents),
        "sizing": lambda: sizing(chosen.rate, chosen.worker_mb, chosen.price),
    }
    for name in ("engines", "scaling", "memory") if chosen.what == "all" else (chosen.what,):
        print(json.dumps(found[name]()), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
