"""Claims made ready for comparison: category, places, days, numbers, words in one flat record."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from sys import intern

from reportedly.corroborate.figures import figures, telling
from reportedly.corroborate.told import Told, told_of
from reportedly.corroborate.words import pack_worded
from reportedly.gloss import Mark
from reportedly.records import (
    Claim,
    Coding,
    Geolocation,
    Passage,
    PersonMention,
    Quantity,
    Reading,
    Span,
    StatusObservation,
    Timing,
    domain_of,
)
from reportedly.records.withhold import WITHHELD
from reportedly.text import digest, name_key, squeeze

OPEN_DAYS = 30
"""A claim that is open on one side ("since spring", "until further notice") is compared over so many days."""

REPORT_DAYS = 14
"""A claim dated by its report alone may have happened on that day or so many days before."""

AHEAD = frozenset({"planned", "ordered"})
"""Realis of what has not happened yet."""

EXCLUDED_KINDS = frozenset({"assessment", "prediction", "legal_characterisation"})
"""What somebody thinks or expects is no occurrence: it feeds neither events nor the ledger (DOMAIN 2.3)."""

NARROW = frozenset({"facility", "settlement", "adm3"})

_REALIS_CLASS = {
    "occurred": "actual",
    "ongoing": "actual",
    "habitual": "actual",
    "planned": "planned",
    "ordered": "ordered",
    "attempted": "not achieved",
    "failed": "not achieved",
    "conditional": "hypothetical",
    "hypothetical": "hypothetical",
}
_WORD = re.compile(r"\w+")
_STEM = 6
_FUNCTION_WORDS = frozenset(
    """about after again against all also although among because been before being between both cannot could does
    doing down during each else even every from further have having here into itself just many more most much must
    nobody none only other over same shall should since some still such than that their them then there these they
    this those though through today until upon very were what when where which while whom whose will with within
    without would your said says told according reportedly""".split()  # noqa: SIM905 (a list of words reads better)
)
_TELLING = 0.6
_READINGS = 2
_MOST_PAIRS = 8
_MOST_FIGURES = 3
_NO_UNIT = frozenset(
    ["there", "they", "them", "this", "that", "these", "with", "without", "from", "when", "where", "still", "then"]
)

Parents = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a claim: its id (or the printed name where it was not resolved) and degrees."""

    id: str
    name: str
    precision: str
    lat: float | None = None
    lon: float | None = None

    @property
    def narrow(self) -> bool:
        """Whether this is a settlement or something inside one."""
        return self.precision in NARROW


@dataclass(frozen=True, slots=True)
class Number:
    """Bounds of one printed quantity, and the stem of what was counted."""

    unit: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Item:
    """One coded claim with all that comparison needs; it holds no text but what `told` keeps of its own.

    `window` are the first and last ordinal day on which it may have happened, `held` those on which a
    state is said to hold, None where nothing dates the claim. `rank` is its place among the claims of its document,
    `wording` is equal in exact copies alone, `proposition` names no private person (`private` says that it would).
    `restated_by` are the summaries of the document that tell it again. `key` is shared by claims with one signature.
    `senses` are all categories that it may have, `gloss` its words and those around it, packed (`words.worded`), and
    `pairs` names some telling things in its passage: figures, and pairs of marks. A `routed` claim is none that the
    codebook covers: it may stand in an event of others, and makes none. `lent` says that all its places come from what
    stands around it, `grounds` are the places that its document tells most of.
    """

    id: str
    document: str
    category: str
    realis: str
    polarity: str
    spots: tuple[Spot, ...]
    window: tuple[int, int] | None
    held: tuple[int, int] | None
    state: bool
    sectors: frozenset[str]
    statuses: tuple[tuple[str, str], ...]
    numbers: tuple[Number, ...]
    actors: frozenset[str]
    words: frozenset[str]
    told: Told
    basis: str = "none"
    headline: bool = False
    evidence: tuple[Span, ...] = ()
    rank: int = 0
    wording: str = ""
    proposition: str = ""
    private: bool = False
    restated_by: tuple[str, ...] = ()
    key: str = ""
    senses: frozenset[str] = frozenset()
    gloss: str = ""
    pairs: tuple[str, ...] = ()
    lent: bool = False
    grounds: tuple[str, ...] = ()
    source: Reading | None = field(default=None, compare=False, repr=False)

    @property
    def reading(self) -> Reading:
        """The reading that the claim was taken from; only there where items are made of readings in memory."""
        assert self.source is not None, f"claim {self.id} was read from a store: its text is not at hand"
        return self.source

    @property
    def claim(self) -> Claim:
        """The claim itself."""
        return self.told.claim

    @property
    def routed(self) -> bool:
        """Whether the codebook routes the claim away: it has no category of its own."""
        return domain_of(self.category) == "X"

    @property
    def signature(self) -> tuple[object, ...]:
        """All that the comparison of two claims looks at; claims with equal signatures are the same."""
        return (
            self.category,
            self.realis,
            self.polarity,
            self.spots,
            self.window,
            self.state,
            self.sectors,
            self.statuses,
            self.numbers,
            self.actors,
            self.words,
        )


def content_key(item: Item) -> str:
    """Return a key that sorts claims by what they say, whichever document says it."""
    return digest(
        item.category,
        item.realis,
        item.polarity,
        str([spot.id for spot in item.spots]),
        str(item.window),
        str(sorted(item.sectors)),
        str(item.statuses),
        str(item.numbers),
        str(sorted(item.actors)),
        str(sorted(item.words)),
    )


def keyed(item: Item) -> Item:
    """Return the claim with its `key`: the signature as a short text; a claim without words is like no other."""
    if not item.words:
        return replace(item, key=f"={item.id}")
    spots = str([(s.id, s.name, s.precision, s.lat, s.lon) for s in item.spots])
    return replace(item, key=digest(content_key(item), spots, str(item.state), length=24))


def coded(reading: Reading) -> list[tuple[Claim, Coding]]:
    """Return the coded claims of a reading that may feed events; those that are routed away may only join one."""
    found = []
    for claim in reading.of(Claim):
        coding = reading.first(Coding, claim.id)
        if coding is not None and claim.kind not in EXCLUDED_KINDS and not claim.is_unconfirmed:
            found.append((claim, coding))
    return found


def item_of(reading: Reading, claim: Claim, coding: Coding, *, rank: int = 0) -> Item:
    """Return one claim ready for comparison; `rank` is its place among the claims of its document."""
    observed = reading.about(StatusObservation, claim.id)
    statuses = tuple(sorted({(o.sector, o.status) for o in observed if o.status != "unknown"}))
    timing = reading.first(Timing, claim.id)
    published = _ordinal(reading.document.published)
    proposition, private = _withheld(reading, claim)
    gloss, marks = pack_worded(reading, claim, published)
    places = reading.about(Geolocation, claim.id)
    found = Item(
        id=claim.id,
        document=claim.document,
        category=coding.category,
        realis=_REALIS_CLASS[claim.realis],
        polarity=claim.comes_to,
        spots=spots_of(places, reading),
        window=_window(timing, published),
        held=_held(timing, published),
        state=claim.kind == "status" or claim.realis in ("ongoing", "habitual") or bool(observed),
        sectors=frozenset(coding.sector) | {sector for sector, _ in statuses},
        statuses=statuses,
        numbers=_numbers(reading, claim),
        actors=frozenset(
            role.value
            for role in coding.roles
            if role.name == "actor" and role.value and role.value in _ACTOR_CLASSES and not role.inferred
        ),
        words=words_of(" ".join(span.of(reading.text) for span in claim.matter)),
        told=told_of(reading, claim),
        basis=timing.basis if timing else "none",
        headline=any(p.kind == "headline" and p.order == claim.passage for p in reading.of(Passage)),
        evidence=claim.evidence,
        rank=rank,
        wording=_wording(reading, claim),
        proposition=proposition,
        private=private,
        senses=frozenset((coding.category, *coding.secondary, *_runner_up(coding))),
        gloss=gloss,
        pairs=(*_counted(reading, claim), *_pairs(marks)),
        lent=bool(places) and all(place.inherited for place in places),
        source=reading,
    )
    return keyed(found)


def _runner_up(coding: Coding) -> tuple[str, ...]:
    return (coding.grounds.runner_up,) if coding.grounds and coding.grounds.runner_up else ()


def _counted(reading: Reading, claim: Claim) -> tuple[str, ...]:
    """Return the names of the lists of the telling figures of a passage."""
    values = figures(" ; ".join(span.of(reading.text) for span in claim.evidence))
    return tuple(f"#{value:g}" for value in sorted(filter(telling, values))[:_MOST_FIGURES])


def _pairs(marks: Sequence[Mark]) -> tuple[str, ...]:
    """Return pairs of telling marks, those with the smallest digests: claims with much in common choose the same."""
    strong = sorted({key for mark in marks if mark.weight >= _TELLING for key in mark.keys[:_READINGS]})
    made = (f"{one} {other}" for one, other in combinations(strong, 2))
    return tuple(sorted(made, key=digest)[:_MOST_PAIRS])


def _withheld(reading: Reading, claim: Claim) -> tuple[str, bool]:
    """Return the proposition without names of private persons (DOMAIN 1.17), and whether one was taken out."""
    text = claim.proposition
    for person in reading.of(PersonMention):
        if person.person_class in ("P2", "P3") and any(person.span.overlaps(s) for s in claim.evidence):
            text = text.replace(person.span.of(reading.text), WITHHELD)
    return text[:1].upper() + text[1:], WITHHELD in text


def _wording(reading: Reading, claim: Claim) -> str:
    """Return what a claim says and where in the text without its white space: equal in exact copies alone."""
    before = len(squeeze(reading.text[: claim.evidence[0].start]))
    return digest(str(before), *(squeeze(span.of(reading.text)) for span in claim.evidence), length=24)


_ACTOR_CLASSES = frozenset({"CA", "CA-H", "CA-L", "CA-M", "DA", "RA", "STAFF", "POP", "BUS", "HUM", "THIRD"})


def spots_of(places: Sequence[Geolocation], reading: Reading) -> tuple[Spot, ...]:
    """Return the places where the claim is about: event places, else destinations, else subjects.

    Places of origin never count. Beside a settlement, a wider area of the same claim is only its setting.
    """
    for function in ("event", "destination", "subject"):
        chosen = [place for place in places if place.function == function]
        if chosen:
            break
    else:
        return ()
    spots = {}
    for place in chosen:
        printed = place.span.of(reading.text)
        key = place.gazetteer_id or f"printed:{name_key(printed)}"
        spots[key] = Spot(key, place.name or printed, place.precision, place.lat, place.lon)
    narrow = {key: spot for key, spot in spots.items() if spot.narrow}
    return tuple(spot for _, spot in sorted((narrow or spots).items()))


def words_of(text: str) -> frozenset[str]:
    """Return the stems of the longer words, the first six letters, case-folded, without English function words."""
    words = (word.casefold() for word in _WORD.findall(text) if len(word) > 3)
    return frozenset(intern(word[:_STEM]) for word in words if word not in _FUNCTION_WORDS)


def similarity(left: Item, right: Item) -> float:
    """Return the share of the shorter claim's stems that stand in the other, 0.0 to 1.0."""
    smaller = min(len(left.words), len(right.words))
    return len(left.words & right.words) / smaller if smaller else 0.0


def _numbers(reading: Reading, claim: Claim) -> tuple[Number, ...]:
    found = set()
    for quantity in reading.about(Quantity, claim.id):
        unit = _unit(quantity.unit)
        if unit is None or (quantity.min is None and quantity.max is None):
            continue
        low = quantity.min if quantity.min is not None else float("-inf")
        high = quantity.max if quantity.max is not None else float("inf")
        # "About 14,000" and "14,300" are one number told twice.
        margin = 0.1 if quantity.approximate else 0.0
        found.add(Number(unit, low - abs(low) * margin, high + abs(high) * margin))
    return tuple(sorted(found, key=lambda n: (n.unit, n.low, n.high)))


def _unit(unit: str | None) -> str | None:
    if unit is None:
        return None
    key = name_key(unit)
    if len(key) < 4 or key in _NO_UNIT:
        return None
    return key.removesuffix("s")


def _ordinal(day: str | None) -> int | None:
    if day is None:
        return None
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None


def _window(timing: Timing | None, published: int | None) -> tuple[int, int] | None:
    if timing is None or timing.basis in ("published", "none"):
        if published is None:
            return None
        first = _ordinal(timing.earliest) if timing else None
        # "planned", told on the day of the report: it lies ahead.
        return (first, first + OPEN_DAYS) if first is not None else (published - REPORT_DAYS, published)
    first, last = _ordinal(timing.earliest), _ordinal(timing.latest)
    if first is None and last is None:
        return None if published is None else (published - REPORT_DAYS, published)
    if first is None and last is not None:
        return (last - OPEN_DAYS, last)
    if last is None and first is not None:
        return (first, first + OPEN_DAYS)
    assert first is not None
    assert last is not None
    return (first, last)


def _held(timing: Timing | None, published: int | None) -> tuple[int, int] | None:
    """Return the days on which a state is said to hold: from its start to the day of the report at most."""
    first = _ordinal(timing.earliest) if timing else None
    last = _ordinal(timing.latest) if timing else None
    if last is None:
        last = published if published is not None else first
    if last is None:
        return None
    if published is not None:
        last = min(last, published)
    return (min(first, last) if first is not None else last, last)
