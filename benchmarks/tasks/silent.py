"""Texts that claim nothing: does the product keep silent?"""

from collections.abc import Sequence

from benchmarks import predict
from benchmarks.corpora import Case, Corpus, Question, Row
from benchmarks.product import Product
from benchmarks.tasks.base import Result, Task, question_of
from benchmarks.tasks.parallel import in_scope
from reportedly.evaluate.counts import Ratio, estimate


def cases(corpus: Corpus) -> list[Case]:
    """Return one case for each text that is marked as silent."""
    return [Case(question_of(row, place), {}, name, place) for name, place, row in corpus.rows if row["silent"]]


def answer(product: Product, question: Question) -> Row:
    """Return where claims in scope were found."""
    found = [c["evidence"] for c in predict.claims(product.read(question)) if in_scope(c)]
    return {"id": question.id, "lang": question.lang, "claims": found}


def score(asked: Sequence[Case], predictions: Sequence[Row]) -> Result:
    """Return the share of texts in which no claim in scope was found, in all and by language."""
    tallies = [
        {"texts": 1.0, "silent": float(not p["claims"]), f"{c.question.lang}": 1.0}
        | {f"silent:{c.question.lang}": float(not p["claims"])}
        for c, p in zip(asked, predictions, strict=True)
    ]
    languages = sorted({c.question.lang for c in asked})
    figures = [Ratio("silent", "silent", "texts"), *(Ratio(f"silent_{x}", f"silent:{x}", x) for x in languages)]
    rows = [{"id": p["id"], "claims": p["claims"]} for p in predictions]
    return Result(estimate(tallies, figures), {"documents": len(rows)}, tuple(rows))


TASK = Task(
    "silent",
    "Texts without a claim: the share in which none is found.",
    ("id", "lang", "text", "silent"),
    cases,
    answer,
    score,
    {"silent": True},
)
