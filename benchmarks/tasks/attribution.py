"""Attribution relations: who is the source, what is the cue, what is said."""

from collections.abc import Sequence

from benchmarks import predict
from benchmarks.corpora import Case, Corpus, Question, Row, spans
from benchmarks.product import Product
from benchmarks.tasks.base import Result, Task, question_of
from reportedly.evaluate.attribution import FIGURES, AnnotatedRelation, tally
from reportedly.evaluate.counts import estimate


def cases(corpus: Corpus) -> list[Case]:
    """Return the documents with their attributions."""
    return [
        Case(question_of(row, place), {"attributions": row["attributions"]}, name, place)
        for name, place, row in corpus.rows
    ]


def answer(product: Product, question: Question) -> Row:
    """Return the attributions that the product finds."""
    return {"id": question.id, "text": question.text, "attributions": predict.relations(product.read(question))}


def score(asked: Sequence[Case], predictions: Sequence[Row]) -> Result:
    """Return the figures over all documents."""
    tallies = []
    for case, prediction in zip(asked, predictions, strict=True):
        gold, guess = _relations(case, case.gold), _relations(case, prediction)
        tallies.append(tally(case.question.text, gold, guess))
    rows = tuple(
        {"id": c.question.id, **{k: v for k, v in t.items() if k.startswith(("strict", "relation"))}}
        for c, t in zip(asked, tallies, strict=True)
    )
    gold_count = sum(int(t["relation:gold"]) for t in tallies)
    guess_count = sum(int(t["relation:predicted"]) for t in tallies)
    return Result(estimate(tallies, FIGURES), {"gold": gold_count, "predicted": guess_count}, rows)


def _relations(case: Case, row: Row) -> list[AnnotatedRelation]:
    text, place = case.question.text, case.place
    return [
        AnnotatedRelation(*(spans(item.get(part) or [], text, place) for part in ("source", "cue", "content")))
        for item in row["attributions"]
    ]


TASK = Task(
    name="attribution",
    summary="sources, cues and contents of attributions (the PolNeAR format)",
    needs=("text", "attributions"),
    cases=cases,
    predict=answer,
    score=score,
    chief={
        "relation_f1": True,
        "relation_strict_f1": True,
        "source_token_f1": True,
        "cue_token_f1": True,
        "content_token_f1": True,
    },
)
