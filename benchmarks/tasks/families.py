"""Story families: which document derives from which, what is one event, how many origins it has."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from benchmarks.corpora import Case, Corpus, Question, Row, text_of
from benchmarks.families.joining import Joiner
from benchmarks.families.scoring import FIGURES, recall_by, tally
from benchmarks.families.shape import check
from benchmarks.product import Product
from benchmarks.tasks.base import Result, Task
from reportedly.evaluate.counts import estimate


@dataclass(frozen=True, slots=True)
class Pile(Question):
    """A pile of documents, each with what a document says of itself, and no label."""

    documents: tuple[Question, ...] = ()


@runtime_checkable
class Joins(Protocol):
    """A product that joins piles by itself, in place of the installed one."""

    def join(self, name: str, documents: Sequence[Question]) -> Row:
        """Return edges and events in the format of the gold."""
        ...


def cases(corpus: Corpus) -> list[Case]:
    """Return the families, their graph and events apart from their documents. Raises InvalidData for a broken one."""
    found = []
    for name, place, row in corpus.rows:
        check(row, place)
        documents = tuple(_document(doc, place) for doc in row["docs"])
        pile = Pile(str(row["family"]), "", documents=documents)
        langs = [{"id": doc["id"], "lang": doc["lang"]} for doc in row["docs"]]
        found.append(Case(pile, {"docs": langs, "edges": row["edges"], "events": row["events"]}, name, place))
    return found


def _document(doc: Row, place: str) -> Question:
    return Question(
        id=str(doc["id"]),
        text=text_of(doc, place),
        lang=doc["lang"],
        publisher=doc["publisher"],
        published=doc["published"],
        title=doc["title"],
    )


_joiners: dict[Product, Joiner] = {}
"""What joins for each product of this process, with the readings that it has made."""


def answer(product: Product, question: Question) -> Row:
    """Return what the product makes of a pile."""
    assert isinstance(question, Pile)
    if isinstance(product, Joins):
        return product.join(question.id, question.documents)
    joiner = _joiners.setdefault(product, Joiner(getattr(product, "failed", [])))
    return joiner.join(question.id, question.documents)


def score(asked: Sequence[Case], predictions: Sequence[Row]) -> Result:
    """Return the figures over all families."""
    pairs = [(case.gold, prediction) for case, prediction in zip(asked, predictions, strict=True)]
    tallies = [tally(gold, found) for gold, found in pairs]
    rows = [
        {"id": case.question.id, **{name: round(float(count), 4) for name, count in sorted(counts.items())}}
        for case, counts in zip(asked, tallies, strict=True)
    ]
    extra = {
        "families": len(pairs),
        "documents_in_all": sum(len(gold["docs"]) for gold, _ in pairs),
        "edges_in_all": sum(len(gold["edges"]) for gold, _ in pairs),
        "events_in_all": sum(len(gold["events"]) for gold, _ in pairs),
        "recall_by_kind": recall_by(pairs, "kind"),
        "recall_by_how": recall_by(pairs, "how"),
    }
    return Result(estimate(tallies, FIGURES), extra, tuple(rows))


TASK = Task(
    name="families",
    summary="who took it from whom, what is one event, how many origins: piles of invented reports",
    needs=("family", "docs", "edges", "events"),
    cases=cases,
    predict=answer,
    score=score,
    chief={
        "edge_f1_within": True,
        "edge_f1_across": True,
        "event_ari": True,
        "origin_min_exact": True,
        "false_independence": False,
        "missed_independence": False,
        "reprint_ari": True,
    },
    count="families",
)
