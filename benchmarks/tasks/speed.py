"""How fast the product reads, beside what the machine can do."""

import resource
from collections.abc import Callable, Sequence
from time import perf_counter

import numpy as np

from benchmarks.corpora import Case, Corpus, Question, Row
from benchmarks.product import Product
from benchmarks.tasks.base import Result, Task, question_of
from reportedly.evaluate.counts import Ratio, estimate, plus

_SIZE = 512


def cases(corpus: Corpus) -> list[Case]:
    """Return the documents; nothing else of the rows is used."""
    return [Case(question_of(row, place), {}, name, place) for name, place, row in corpus.rows]


def answer(product: Product, question: Question) -> Row:
    """Return the seconds for the whole document and, in a second pass, for each stage."""
    start = perf_counter()
    reading = product.read(question)
    seconds = perf_counter() - start
    stages = product.stage_seconds(reading) if reading else {}
    return {"id": question.id, "words": len(question.text.split()), "seconds": seconds, "stages": stages}


def score(asked: Sequence[Case], predictions: Sequence[Row]) -> Result:
    """Return the rates. The first document is left out where there are more: it pays for loading."""
    rows = list(predictions[1:] if len(predictions) > 1 else predictions)
    tallies = [{"documents": 1.0, "words": float(r["words"]), "seconds": r["seconds"]} for r in rows]
    found = estimate(tallies, [Ratio("docs_per_s", "documents", "seconds"), Ratio("words_per_s", "words", "seconds")])
    rate, peer = machine_rate()
    words = found["words_per_s"].value
    extra: Row = {
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "ratio_int8": words / rate if words is not None else None,
        "ratio_peer": peer,
        "machine_gops": rate,
        "first_document_s": predictions[0]["seconds"],
        "words": int(sum(r["words"] for r in rows)),
        "stages": dict(sorted(plus(r["stages"] for r in rows).items())),
    }
    return Result(found, extra, tuple(rows))


def machine_rate() -> tuple[float, str]:
    """Return the matrix-multiply rate of one process in GOP/s (a multiply and an add are two) and what was measured.

    8-bit operands with 32-bit sums; where NumPy's integer loop does less than a tenth of the 32-bit float
    rate (it has no fast path of its own), the float rate stands in and the text says so.
    """
    rng = np.random.default_rng(0)
    a = rng.integers(-127, 127, (_SIZE, _SIZE), dtype=np.int8)
    floats = a.astype(np.float32)
    whole = _rate(lambda: np.matmul(a, a, dtype=np.int32, casting="unsafe"))
    real = _rate(lambda: floats @ floats)
    if whole >= real / 10:
        return whole, f"numpy {np.__version__} int8 to int32 matmul, {_SIZE} x {_SIZE}"
    slow = f"int8 to int32: {whole:.2f} GOP/s, no fast path"
    return real, f"numpy {np.__version__} fp32 matmul, {_SIZE} x {_SIZE} ({slow})"


def _rate(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        start = perf_counter()
        work()
        best = min(best, perf_counter() - start)
    return float(2 * _SIZE**3 / best / 1e9)


TASK = Task(
    name="speed",
    summary="documents and words per second, memory, seconds by stage",
    needs=("text",),
    cases=cases,
    predict=answer,
    score=score,
    chief={},
)
