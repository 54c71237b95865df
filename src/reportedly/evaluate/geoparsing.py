"""Scores of place names: recognition, and resolution in kilometres and by id."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from reportedly.evaluate.counts import F1, Figure, Ratio
from reportedly.records import Span

EARTH_RADIUS_KM = 6371.0088
"""Mean radius (IUGG)."""

FARTHEST_KM = 20_039.0
"""The error of no answer: half the circumference at the equator, as the corpora's own protocol has it."""

NEAR_KM = 161.0
"""100 miles, the customary radius."""

_PINS = ("settlement", "facility")
"""Precisions that would put a unit on the map as a point."""

FIGURES: tuple[Figure, ...] = (
    Ratio("acc161", "near", "located"),
    Ratio("acc161_at_home", "near:home", "located:home"),
    Ratio("id_accuracy", "id:hit", "id:gold"),
    Ratio("settlement_id_accuracy", "settlement:hit", "settlement:gold"),
    Ratio("unit_kept", "unit:kept", "unit:gold"),
    Ratio("acc161_country_aware", "near:country", "located"),
    Ratio("acc161_end_to_end", "near:end", "located"),
    F1("recognition_f1", "recognition"),
    F1("recognition_counted_f1", "counted"),
    Ratio("recognition_precision", "recognition:hit", "recognition:predicted"),
    Ratio("recognition_recall", "recognition:hit", "recognition:gold"),
    Ratio("recognition_overlap_precision", "recognition:overlap", "recognition:predicted"),
    Ratio("unanswered", "unanswered", "asked"),
    Ratio("auc", "log_error", "log_scale"),
    Ratio("mean_km_answered", "km:answered", "answered"),
)


@dataclass(frozen=True, slots=True)
class GoldToponym:
    """A toponym of the gold; `country` is the ISO 3166 code if the place is a country, else None.

    `scored` is False for spans that are marked as no toponym. `kind` is settlement or unit, "" where
    the gold says nothing of it.
    """

    span: Span
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    scored: bool = True
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Where the product puts a toponym; `country` is set only if the answer is a country as a whole.

    `precision` is the level of the answer (records.values.Precision).
    """

    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    confidence: float | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class Located:
    """The counts of one document and the error of each toponym that has coordinates, in kilometres.

    `sure` has the confidence of each answer to such a toponym and whether it is right (by id or within NEAR_KM).
    """

    counts: dict[str, float]
    errors_km: tuple[float, ...]
    sure: tuple[tuple[float, bool], ...] = ()


def tally(
    gold: Sequence[GoldToponym],
    *,
    given: Mapping[Span, Answer] | None,
    found: Mapping[Span, Answer] | None,
    at_home: Mapping[Span, Answer] | None = None,
    counted: Collection[Span] | None = None,
) -> Located:
    """Score one document.

    `at_home` are answers to the gold spans that knew other texts of the same outlet.

    `given` are the answers where the gold spans were handed over, `found` those for the spans that the
    product found by itself (no answer: an empty Answer). None leaves the figures of that side undefined.

    `counted` are the spans that the product found as the annotators of the corpus would mark them: some count peoples
    as places, or take in type words.
    """
    scored = [toponym for toponym in gold if toponym.scored]
    counts: dict[str, float] = {}
    errors: list[float] = []
    sure: list[tuple[float, bool]] = []
    for toponym in scored:
        if given is not None:
            answer = given.get(toponym.span, Answer())
            error = _count_given(counts, toponym, answer)
            if error is not None:
                errors.append(error)
                if answer.confidence is not None:
                    sure.append((answer.confidence, error <= NEAR_KM))
        if at_home is not None and toponym.lat is not None:
            _add(counts, "located:home", 1)
            _add(counts, "near:home", error_km(toponym, at_home.get(toponym.span, Answer())) <= NEAR_KM)
        if found is not None and toponym.lat is not None:
            answer = found.get(toponym.span, Answer())
            _add(counts, "near:end", error_km(toponym, answer) <= NEAR_KM)
    if found is not None:
        _count_found(counts, "recognition", scored, list(found))
    if counted is not None:
        _count_found(counts, "counted", scored, list(counted))
    return Located(counts, tuple(errors), tuple(sure))


def error_km(gold: GoldToponym, answer: Answer) -> float:
    """Return the distance from gold to answer in kilometres: 0 for the same id, FARTHEST_KM for no answer."""
    if gold.geonameid is not None and gold.geonameid == answer.geonameid:
        return 0.0
    if answer.lat is None or answer.lon is None or gold.lat is None or gold.lon is None:
        return FARTHEST_KM
    return distance_km((gold.lat, gold.lon), (answer.lat, answer.lon))


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance of two points (latitude, longitude in degrees) in kilometres."""
    lat_a, lat_b = math.radians(a[0]), math.radians(b[0])
    across = math.sin((lat_b - lat_a) / 2) ** 2
    along = math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(across + along)))


def _count_given(counts: dict[str, float], gold: GoldToponym, answer: Answer) -> float | None:
    answered = answer.lat is not None or answer.geonameid is not None
    if gold.lat is not None or gold.geonameid is not None:
        _add(counts, "asked", 1)
        _add(counts, "unanswered", not answered)
    if gold.geonameid is not None:
        _add(counts, "id:gold", 1)
        _add(counts, "id:hit", gold.geonameid == answer.geonameid)
    if gold.kind == "settlement" and gold.geonameid is not None:
        _add(counts, "settlement:gold", 1)
        _add(counts, "settlement:hit", gold.geonameid == answer.geonameid)
    if gold.kind == "unit":
        _add(counts, "unit:gold", 1)
        # No answer keeps it too: what must never happen is the city of the same name.
        _add(counts, "unit:kept", answer.precision not in _PINS)
    if gold.lat is None:
        return None
    error = error_km(gold, answer)
    _add(counts, "located", 1)
    _add(counts, "near", error <= NEAR_KM)
    # Points for one country differ by hundreds of kilometres between sources, so that the country
    # itself is the answer, not its point.
    same_country = gold.country is not None and gold.country == answer.country
    _add(counts, "near:country", same_country or error <= NEAR_KM)
    _add(counts, "log_error", math.log(error + 1))
    _add(counts, "log_scale", math.log(FARTHEST_KM))
    if error < FARTHEST_KM:
        _add(counts, "answered", 1)
        _add(counts, "km:answered", error)
    return error


def _count_found(counts: dict[str, float], name: str, gold: Sequence[GoldToponym], found: Sequence[Span]) -> None:
    spans = {toponym.span for toponym in gold}
    _add(counts, f"{name}:gold", len(spans))
    _add(counts, f"{name}:predicted", len(found))
    _add(counts, f"{name}:hit", len(spans.intersection(found)))
    _add(counts, f"{name}:overlap", sum(any(f.overlaps(s) for s in spans) for f in found))


def _add(counts: dict[str, float], name: str, by: float) -> None:
    counts[name] = counts.get(name, 0.0) + by
