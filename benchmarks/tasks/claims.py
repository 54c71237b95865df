"""Claims with category, source, level, place and status."""

from collections.abc import Sequence

from benchmarks import predict
from benchmarks.corpora import Case, Corpus, Question, Row, claim_of
from benchmarks.product import Product
from benchmarks.tasks.base import Result, Task, claim_row, flat, question_of
from reportedly.evaluate.annotation import AnnotatedClaim
from reportedly.evaluate.claims import baselines, figures, matches, tally
from reportedly.evaluate.counts import Estimate, estimate, plus

Scored = tuple[Case, list[AnnotatedClaim], dict[str, float]]


def cases(corpus: Corpus) -> list[Case]:
    """Return the documents with their claims."""
    return [
        Case(question_of(row, place), {"claims": row["claims"], "origin": row.get("origin", "")}, name, place)
        for name, place, row in corpus.rows
    ]


def answer(product: Product, question: Question) -> Row:
    """Return the claims that the product finds."""
    found = predict.claims(product.read(question))
    return {"doc_id": question.id, "lang": question.lang, "text": question.text, "claims": found}


def score(asked: Sequence[Case], predictions: Sequence[Row]) -> Result:
    """Return the figures over all documents and again by language and by origin."""
    scored: list[Scored] = []
    rows = []
    for case, prediction in zip(asked, predictions, strict=True):
        gold = [claim_of(c, case.question.text, case.place) for c in case.gold["claims"]]
        guess = [claim_of(c, case.question.text, case.place) for c in prediction["claims"]]
        scored.append((case, gold, tally(gold, guess)))
        rows.append({"id": case.question.id, **_outcome(gold, guess)})
    total, extra = _group(scored)
    extra["by_lang"] = _by([case.question.lang for case in asked], scored)
    extra["by_origin"] = _by([str(case.gold["origin"]) for case in asked], scored)
    return Result(total, extra, tuple(rows))


def _by(values: Sequence[str], scored: Sequence[Scored]) -> Row:
    groups: Row = {}
    for name in sorted(set(values)):
        figures_of, more = _group([s for value, s in zip(values, scored, strict=True) if value == name])
        groups[name] = {**flat(figures_of), **more}
    return groups


def _group(scored: Sequence[Scored]) -> tuple[dict[str, Estimate], Row]:
    every = [claim for _, gold, _ in scored for claim in gold]
    tallies = [counts for _, _, counts in scored]
    found = estimate(tallies, figures(every, plus(tallies)))
    extra: Row = {
        "documents": len(scored),
        "claims": len(every),
        "claims_in_scope": sum(claim.in_scope for claim in every),
        "baselines": baselines(every),
    }
    return found, extra


def _outcome(gold: Sequence[AnnotatedClaim], guess: Sequence[AnnotatedClaim]) -> Row:
    mine = [claim for claim in gold if claim.in_scope]
    theirs = [claim for claim in guess if claim.in_scope]
    pairs = matches(mine, theirs, strict=False)
    found, used = {p.gold for p in pairs}, {p.predicted for p in pairs}
    return {
        "found": [
            {"gold": claim_row(mine[p.gold]), "predicted": claim_row(theirs[p.predicted]), "overlap": round(p.score, 3)}
            for p in pairs
        ],
        "missed": [claim_row(c) for i, c in enumerate(mine) if i not in found],
        "extra": [claim_row(c) for j, c in enumerate(theirs) if j not in used],
    }


TASK = Task(
    name="claims",
    summary="claims of the codebook: detection, category, source, level, place, status",
    needs=("text", "claims", "lang"),
    cases=cases,
    predict=answer,
    score=score,
    chief={
        "detection_iou50_f1": True,
        "detection_f1": True,
        "category_macro_f1": True,
        "category_accuracy": True,
        "routed_accuracy": True,
        "root_status_accuracy": True,
        "level_macro_f1": True,
        "place_f1": True,
        "status_accuracy": True,
    },
)
