"""What a task is: loading, predicting and scoring, each on its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.corpora import Case, Corpus, Question, Row, day, identifier, text_of
from benchmarks.product import Product
from reportedly.evaluate.annotation import AnnotatedClaim
from reportedly.evaluate.counts import Estimate


@dataclass(frozen=True, slots=True)
class Result:
    """Figures with intervals, further values, and one row of results for each document."""

    figures: dict[str, Estimate]
    extra: dict[str, Any] = field(default_factory=dict)
    documents: tuple[Row, ...] = ()

    def plain(self) -> Row:
        """Return one flat object: each figure under its name, its interval under name_low and name_high."""
        return {**flat(self.figures), **self.extra}


@dataclass(frozen=True, slots=True)
class Task:
    """One way of scoring.

    `needs` are the keys of a row of its format, `cases` parts rows into questions and gold, `predict` sees
    the question alone and returns a row in the format of the gold, `score` sees gold and predictions alone.
    `chief` are the figures that a reader looks at first; the gate pins them (True: more is better).
    """

    name: str
    summary: str
    needs: tuple[str, ...]
    cases: Callable[[Corpus], list[Case]]
    predict: Callable[[Product, Question], Row]
    score: Callable[[Sequence[Case], Sequence[Row]], Result]
    chief: dict[str, bool]
    count: str = "documents"


def flat(figures: dict[str, Estimate]) -> Row:
    """Return figures and their bounds as one flat object."""
    plain: Row = {}
    for name, found in figures.items():
        plain[name], plain[f"{name}_low"], plain[f"{name}_high"] = found.value, found.low, found.high
    return plain


def question_of(row: Row, place: str, **more: Any) -> Question:
    """Return the question of a row: id, text, language, publisher, day and title, and what `more` gives."""
    return Question(
        id=identifier(row),
        text=text_of(row, place),
        lang=str(row.get("lang") or "en"),
        publisher=more.get("publisher", row.get("publisher")),
        published=day(row.get("date")),
        title=row.get("title"),
        spans=more.get("spans", ()),
        evidence=more.get("evidence", ()),
    )


def claim_row(claim: AnnotatedClaim) -> Row:
    """Return what a per-document result keeps of a claim: where it stands and how it was coded."""
    return {
        "at": [[s.start, s.end] for s in claim.evidence],
        "category": claim.category,
        "root": claim.root,
        "level": claim.level,
    }
