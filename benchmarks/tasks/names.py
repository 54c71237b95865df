"""Single place names in many spellings: is the first answer the right place?"""

from collections.abc import Sequence

from benchmarks import predict
from benchmarks.corpora import Case, Corpus, Question, Row
from benchmarks.product import Product
from benchmarks.tasks.base import Result, Task
from reportedly.errors import InvalidData
from reportedly.evaluate.claims import same_name
from reportedly.evaluate.counts import Ratio, estimate
from reportedly.evaluate.geoparsing import distance_km

GOLD = ("expected_geonameid", "expected_name", "expected_kind", "lat", "lon")

SMALL = ("settlement", "facility")

REACH_KM = 60.0
"""Less than half of the distance between the middles of neighbouring first-order units."""


def cases(corpus: Corpus) -> list[Case]:
    """Return one case for each probe."""
    found = []
    for name, place, row in corpus.rows:
        query = row["query"]
        if not isinstance(query, str) or not query.strip():
            raise InvalidData(f"{place}: `query` is {query!r}; it must be a printed place name")
        number = place.rsplit(":", 1)[-1]
        question = Question(id=f"{name}:{number}", text=query, lang=str(row.get("lang") or "en"))
        found.append(Case(question, {key: row.get(key) for key in GOLD}, name, place))
    return found


def answer(product: Product, question: Question) -> Row:
    """Return the first answer of the gazetteer to the name alone."""
    found = product.gazetteer.find(question.text)
    best = found[0] if found else None
    return {
        "id": question.id,
        "query": question.text,
        "lang": question.lang,
        "geonameid": predict.geonameid(best),
        "place_id": best.id if best else None,
        "name": best.name if best else None,
        "precision": best.precision if best else None,
        "lat": best.lat if best else None,
        "lon": best.lon if best else None,
    }


def score(asked: Sequence[Case], predictions: Sequence[Row]) -> Result:
    """Return the share of right first answers, in all and by language.

    `probe_id_accuracy` asks for the GeoNames id. `probe_accuracy` also takes a record of another layer, which
    has no such id, where it is the same place (`same_place`). A probe without an id asks for a place that
    GeoNames does not have: there no answer, or a record of another layer, is right.
    """
    tallies, rows = [], []
    for case, prediction in zip(asked, predictions, strict=True):
        same_id = prediction["geonameid"] == case.gold["expected_geonameid"]
        right = same_id or same_place(case.gold, prediction)
        tallies.append({"right": float(right), "id": float(same_id), "asked": 1.0})
        got = prediction["place_id"]
        rows.append({"id": case.question.id, "query": case.question.text, "right": right, "got": got})
    figure = [Ratio("probe_accuracy", "right", "asked"), Ratio("probe_id_accuracy", "id", "asked")]
    by_lang = {}
    for lang in sorted({case.question.lang for case in asked}):
        part = [t for c, t in zip(asked, tallies, strict=True) if c.question.lang == lang]
        by_lang[lang] = estimate(part, figure)["probe_accuracy"].value
    return Result(estimate(tallies, figure), {"by_lang": by_lang}, tuple(rows))


def same_place(gold: Row, answer: Row) -> bool:
    """Say whether a record without a GeoNames id stands for the place that was expected.

    It must be as large (a settlement for a settlement, an area or water for another), and bear the same name
    or lie within REACH_KM of the expected point: the middle of an area is not where GeoNames puts its point.
    """
    if answer["place_id"] is None or answer["geonameid"] is not None or gold["lat"] is None:
        return False
    if (gold["expected_kind"] in SMALL) != (answer["precision"] in SMALL):
        return False
    if same_name(str(gold["expected_name"]), str(answer["name"])):
        return True
    return distance_km((gold["lat"], gold["lon"]), (answer["lat"], answer["lon"])) <= REACH_KM


TASK = Task(
    name="names",
    summary="single place names in many spellings (probes)",
    needs=("query", "expected_geonameid"),
    cases=cases,
    predict=answer,
    score=score,
    chief={"probe_accuracy": True, "probe_id_accuracy": True},
    count="probes",
)
