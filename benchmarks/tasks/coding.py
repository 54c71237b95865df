"""Coding of claims whose evidence is given: category, sector, realis, polarity, status, and the control of labels."""

from collections.abc import Callable, Sequence
from functools import cache

from benchmarks import predict
from benchmarks.corpora import Case, Corpus, Question, Row, claim_of, spans
from benchmarks.product import Product
from benchmarks.relabelling import new_ids, renamed, swapped, swapped_ids
from benchmarks.tasks.base import Result, Task, question_of
from reportedly.codebook import Codebook, load_default
from reportedly.evaluate.coding import figures, tally
from reportedly.evaluate.counts import estimate

VARIANTS: dict[str, tuple[Callable[[Codebook], Codebook], Callable[[Codebook], dict[str, str]]]] = {
    "renamed": (renamed, new_ids),
    "swapped": (swapped, swapped_ids),
}
"""Relabelled codebooks and the new ids in them."""


def cases(corpus: Corpus) -> list[Case]:
    """Return the documents with the evidence of their claims."""
    found = []
    for name, place, row in corpus.rows:
        text = question_of(row, place).text
        evidence = tuple(spans(claim["evidence"], text, place) for claim in row["claims"])
        found.append(Case(question_of(row, place, evidence=evidence), {"claims": row["claims"]}, name, place))
    return found


def answer(product: Product, question: Question) -> Row:
    """Return the given claims as the product codes them, and their categories under other labels."""
    found = {
        name: [row["category"] for row in predict.given(product.code(question, relabel), question.evidence)]
        for name, (relabel, _) in VARIANTS.items()
    }
    claims = predict.given(product.code(question), question.evidence)
    return {"doc_id": question.id, "lang": question.lang, "text": question.text, "claims": claims, "relabelled": found}


def score(asked: Sequence[Case], predictions: Sequence[Row]) -> Result:
    """Return the figures over all documents."""
    tallies, rows, every = [], [], []
    for case, prediction in zip(asked, predictions, strict=True):
        gold = [claim_of(c, case.question.text, case.place) for c in case.gold["claims"]]
        guess = [claim_of(c, case.question.text, case.place) for c in prediction["claims"]]
        back = {
            name: [_back(name).get(code, code) for code in codes] for name, codes in prediction["relabelled"].items()
        }
        tallies.append(tally(gold, guess, back))
        every.extend(gold)
        rows.append(
            {"id": case.question.id, "codes": [[g.category, p.category] for g, p in zip(gold, guess, strict=True)]}
        )
    found = estimate(tallies, figures(every))
    return Result(found, {"documents": len(rows), "claims": len(every)}, tuple(rows))


@cache
def _back(variant: str) -> dict[str, str]:
    """Return the old id of each new one."""
    return {new: old for old, new in VARIANTS[variant][1](load_default()).items()}


TASK = Task(
    "coding",
    "Coding of given claims: category, sector, realis, polarity, status, and whether labels matter.",
    ("text", "claims", "theatre"),
    cases,
    answer,
    score,
    {
        "category_macro_f1": True,
        "category_accuracy": True,
        "domain_accuracy": True,
        "routed_accuracy": True,
        "sector_micro_f1": True,
        "realis_macro_f1": True,
        "polarity_accuracy": True,
        "status_accuracy": True,
        "renamed_kept": True,
        "swapped_kept": True,
    },
)
