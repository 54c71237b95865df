"""What a printed place does in its claim: event, origin, destination, subject or seat; the evidence is given."""

from collections import defaultdict
from collections.abc import Sequence

from benchmarks import predict
from benchmarks.corpora import Case, Corpus, Question, Row, span_of, spans
from benchmarks.product import Product
from benchmarks.tasks.base import Result, Task, question_of
from reportedly.errors import InvalidData
from reportedly.evaluate.counts import Ratio, estimate
from reportedly.records import Span

FUNCTIONS = ("event", "origin", "destination", "subject", "seat")
NEVER_PINNED = ("origin", "seat")
"""Functions whose places never pin an event."""


def cases(corpus: Corpus) -> list[Case]:
    """Return the texts with the evidence of their claims."""
    found = []
    for name, place, row in corpus.rows:
        text = question_of(row, place).text
        evidence = tuple(spans(claim["evidence"], text, place) for claim in row["functions"])
        gold = [[_mention(item, text, place) for item in claim["places"]] for claim in row["functions"]]
        found.append(Case(question_of(row, place, evidence=evidence), {"claims": gold}, name, place))
    return found


def _mention(row: Row, text: str, place: str) -> tuple[Span, str]:
    span = span_of([row.get("start"), row.get("end")], text, place)
    if span.of(text) != row.get("printed"):
        raise InvalidData(f"{place}: text[{span.start}:{span.end}] is {span.of(text)!r}, not {row.get('printed')!r}")
    if row.get("function") not in FUNCTIONS:
        raise InvalidData(f"{place}: {row.get('function')!r} is no function; there are {', '.join(FUNCTIONS)}")
    return span, row["function"]


def answer(product: Product, question: Question) -> Row:
    """Return the printed places that the product gives to each of the claims, with their functions."""
    found = predict.printed_places(product.locate(question), question.evidence)
    return {"id": question.id, "lang": question.lang, "functions": [{"places": places} for places in found]}


def score(asked: Sequence[Case], predictions: Sequence[Row]) -> Result:
    """Return the share of mentions with the right function: in all, by function and by language.

    A mention that the product gives no place for is wrong. `never_pinned` is the share of origins and seats that are
    not taken for the place of the event; one that is not found pins nothing.
    """
    tallies, rows = [], []
    for case, prediction in zip(asked, predictions, strict=True):
        counts: dict[str, float] = defaultdict(float)
        told = []
        for gold, claim in zip(case.gold["claims"], prediction["functions"], strict=True):
            for span, function in gold:
                got = _given(span, claim["places"])
                told.append([span.of(case.question.text), function, got])
                _count(counts, case.question.lang, function, got)
        tallies.append(counts)
        rows.append({"id": case.question.id, "places": told})
    figures = [
        Ratio("function_accuracy", "right", "asked"),
        *(Ratio(f"{name}_right", f"right:{name}", f"asked:{name}") for name in FUNCTIONS),
        Ratio("never_pinned", "unpinned", "unpinnable"),
        Ratio("unfound", "unfound", "asked"),
        *(Ratio(f"function_accuracy_{lang}", f"right:{lang}", f"asked:{lang}") for lang in _languages(asked)),
    ]
    return Result(estimate(tallies, figures), {"mentions": sum(len(row["places"]) for row in rows)}, tuple(rows))


def _languages(asked: Sequence[Case]) -> list[str]:
    return sorted({case.question.lang for case in asked})


def _given(span: Span, places: Sequence[Row]) -> str | None:
    return next((p["function"] for p in places if Span(p["start"], p["end"]).overlaps(span)), None)


def _count(counts: dict[str, float], lang: str, function: str, got: str | None) -> None:
    for group in ("", f":{function}", f":{lang}"):
        counts[f"asked{group}"] += 1
        counts[f"right{group}"] += got == function
    counts["unfound"] += got is None
    if function in NEVER_PINNED:
        counts["unpinnable"] += 1
        counts["unpinned"] += got != "event"


TASK = Task(
    "functions",
    "what a printed place does in its claim: event, origin, destination, subject, seat",
    ("text", "functions"),
    cases,
    answer,
    score,
    {
        "function_accuracy": True,
        "never_pinned": True,
        **{f"{name}_right": True for name in FUNCTIONS},
    },
    count="texts",
)
