"""How fast the product reads, beside what the machine can do."""

import resource
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

from benchmarks import throughput
from benchmarks.corpora import Case, Corpus, Question, Row
from benchmarks.machine import PEER
from benchmarks.product import Product
from benchmarks.tasks.base import Result, Task, question_of
from reportedly.evaluate.counts import Column, Columns, Figure, Ratio, estimate, plus


@dataclass(frozen=True, slots=True)
class Share:
    """The rate at which needed operations were done over the int8 rate; `seconds` names the count of the first."""

    name: str
    seconds: str

    def of(self, counts: Columns) -> Column:
        """Return the share, NaN where nothing was timed."""
        ours = Ratio("", "needed", self.seconds).of(counts)
        share: Column = ours / Ratio("", "int8_operations", "int8_cpu").of(counts)
        return share


FIGURES: tuple[Figure, ...] = (
    Ratio("docs_per_s", "documents", "seconds"),
    Ratio("words_per_s", "all_words", "seconds"),
    Ratio("attribution_words_per_s", "words", "wall"),
    Share("encoder_share_of_int8", "cpu"),
    Share("reference_share_of_int8", "reference_cpu"),
    Ratio("times_reference", "reference_cpu", "cpu"),
)


def cases(corpus: Corpus) -> list[Case]:
    """Return the documents; nothing else of the rows is used."""
    return [Case(question_of(row, place), {}, name, place) for name, place, row in corpus.rows]


def answer(product: Product, question: Question) -> Row:
    """Return the seconds for the whole document, in a second pass for each stage, in a third for the tagger alone."""
    start = perf_counter()
    reading = product.read(question)
    seconds = perf_counter() - start
    stages = product.stage_seconds(reading) if reading else {}
    return {
        "id": question.id,
        "words": len(question.text.split()),
        "seconds": seconds,
        "stages": stages,
        "attribution": product.attribution_cost(question),
    }


def score(asked: Sequence[Case], predictions: Sequence[Row]) -> Result:
    """Return the rates. The first document is left out where there are more: it pays for loading."""
    rows = list(predictions[1:] if len(predictions) > 1 else predictions)
    found = estimate([_tally(row) for row in rows], FIGURES)
    timed = plus(row["attribution"] for row in rows)
    rate = timed["int8_operations"] / timed["int8_cpu"] / 1e9 if timed.get("int8_cpu") else None
    words = found["words_per_s"].value
    articles = throughput.measure().plain()
    extra: Row = {
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "machine_gops": rate,
        "ratio_int8": words / rate if words is not None and rate else None,
        "ratio_peer": PEER,
        **{f"run_{name}": value for name, value in articles.items()},
        "run_articles_per_tera_op": articles["articles_per_s"] / rate * 1000 if rate else None,
        "first_document_s": predictions[0]["seconds"],
        "words": int(sum(r["words"] for r in rows)),
        "stages": dict(sorted(plus(r["stages"] for r in rows).items())),
    }
    return Result(found, extra, tuple(rows))


def _tally(row: Row) -> Row:
    return {"documents": 1.0, "all_words": float(row["words"]), "seconds": row["seconds"], **row["attribution"]}


TASK = Task(
    name="speed",
    summary="documents and words per second, memory, seconds by stage",
    needs=("text",),
    cases=cases,
    predict=answer,
    score=score,
    chief={},
)
