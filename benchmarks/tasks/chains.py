"""Attribution chains over several hops."""

from collections.abc import Sequence

from benchmarks import predict
from benchmarks.corpora import Case, Corpus, Question, Row, claim_of
from benchmarks.product import Product
from benchmarks.tasks.base import Result, Task, question_of
from reportedly.evaluate.annotation import AnnotatedClaim
from reportedly.evaluate.chains import aligned, figures, is_publisher, right_chain, tally
from reportedly.evaluate.counts import Estimate, Tally, estimate

POLNEAR = "polnear"
"""Passages of this origin may stand in articles that a model was trained on: the others are told apart."""


def publisher(row: Row) -> str | None:
    """Return the publisher of a passage: what stands before the first "_" of its `doc`."""
    prefix = str(row.get("doc") or "").split("_", 1)[0]
    # "collection:number" names a file of a collection, not an outlet.
    return None if not prefix or ":" in prefix else prefix


def cases(corpus: Corpus) -> list[Case]:
    """Return the passages with their claims."""
    return [
        Case(
            question_of(row, place, publisher=publisher(row)),
            {"claims": row["claims"], "origin": row.get("origin", "")},
            name,
            place,
        )
        for name, place, row in corpus.rows
    ]


def answer(product: Product, question: Question) -> Row:
    """Return the claims and chains that the product finds."""
    return {"id": question.id, "text": question.text, "claims": predict.chains(product.read(question))}


def score(asked: Sequence[Case], predictions: Sequence[Row]) -> Result:
    """Return the figures over all passages, by depth, and on those of other origin."""
    golds: list[list[AnnotatedClaim]] = []
    tallies: list[Tally] = []
    rows: list[Row] = []
    for case, prediction in zip(asked, predictions, strict=True):
        gold = [claim_of(c, case.question.text, case.place) for c in case.gold["claims"]]
        guess = [claim_of(c, case.question.text, case.place) for c in prediction["claims"]]
        golds.append(gold)
        tallies.append(tally(gold, guess, publisher=case.question.publisher))
        rows.append({"id": case.question.id, "claims": _outcomes(gold, guess, case.question.publisher)})
    apart = [n for n, c in enumerate(asked) if POLNEAR not in str(c.gold["origin"]).casefold()]
    aside = _figures([golds[n] for n in apart], [tallies[n] for n in apart])
    extra = {
        "claims": sum(map(len, golds)),
        "links": sum(len(claim.links) for gold in golds for claim in gold),
        "other_origin_documents": len(apart),
        "other_origin_claims": sum(len(golds[n]) for n in apart),
    }
    named = {f"{name}_other_origin": aside[name] for name in TASK.chief}
    return Result({**_figures(golds, tallies), **named}, extra, tuple(rows))


def _figures(golds: Sequence[Sequence[AnnotatedClaim]], tallies: Sequence[Tally]) -> dict[str, Estimate]:
    """Return the figures over some passages, for the levels and depths that their gold has."""
    levels = {claim.level for gold in golds for claim in gold}
    depths = {len(claim.links) for gold in golds for claim in gold}
    return estimate(tallies, figures(sorted(levels), sorted(depths)))


def _outcomes(gold: Sequence[AnnotatedClaim], guess: Sequence[AnnotatedClaim], outlet: str | None) -> list[Row]:
    rows = []
    for claim, partner in zip(gold, aligned(gold, guess), strict=True):
        links = [x for x in partner.links if not is_publisher(x.printed, outlet)] if partner else []
        rows.append(
            {
                "at": [[s.start, s.end] for s in claim.evidence],
                "aligned": partner is not None,
                "chain": partner is not None and right_chain(claim.links, links),
                "links": [len(claim.links), len(links)],
                "root": [claim.root, partner.root if partner else None],
                "level": [claim.level, partner.level if partner else None],
            }
        )
    return rows


TASK = Task(
    name="chains",
    summary="who says that who says: whole chains, roots and levels",
    needs=("text", "doc", "claims"),
    cases=cases,
    predict=answer,
    score=score,
    chief={
        "full_chain_exact": True,
        "last_named_hop": True,
        "root_status_accuracy": True,
        "hedge_macro_f1": True,
        "false_links_depth0": False,
    },
)
