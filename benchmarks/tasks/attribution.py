"""Attribution relations: who is the source, what is the cue, what is said."""

from collections.abc import Sequence

from benchmarks import predict
from benchmarks.corpora import Case, Corpus, Question, Row, spans
from benchmarks.product import Product
from benchmarks.tasks.base import Result, Task, question_of
from reportedly.errors import InvalidData
from reportedly.evaluate import confidence
from reportedly.evaluate.attribution import FIGURES, AnnotatedRelation, right_relations, tally
from reportedly.evaluate.counts import Estimate, estimate


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
    found = {**estimate(tallies, FIGURES), **_confidence(asked, predictions)}
    return Result(found, {"gold": gold_count, "predicted": guess_count}, rows)


def _confidence(asked: Sequence[Case], predictions: Sequence[Row]) -> dict[str, Estimate]:
    """Return what the scores of the predicted relations are worth; nothing where one of them has none."""
    scores = [[_score(item, c.place) for item in p["attributions"]] for c, p in zip(asked, predictions, strict=True)]
    if not confidence.known(scores):
        return {}
    documents = []
    for case, prediction, given in zip(asked, predictions, scores, strict=True):
        right = right_relations(case.question.text, _relations(case, case.gold), _relations(case, prediction))
        documents.append([(s, r) for s, r in zip(given, right, strict=True) if s is not None])
    return confidence.figures(documents)


def _score(item: Row, place: str) -> float | None:
    score = item.get("score")
    if score is None:
        return None
    if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
        raise InvalidData(f"{place}: a predicted relation has the `score` {score!r}; give a number from 0 to 1 or none")
    return float(score)


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
        "source_exact_f1": True,
        "cue_exact_f1": True,
        "content_exact_f1": True,
        "source_given_content": True,
        "sourceless_recall": True,
        "confident_half_precision": True,
    },
)
