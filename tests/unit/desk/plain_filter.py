"""A filter asked of records one by one, in plain Python: what the desk must answer, however it does it."""

from collections import Counter
from dataclasses import dataclass, replace

from reportedly.desk import Filter
from reportedly.project import Project
from reportedly.records import Attribution, Claim, Coding, Event, Geolocation, Level, Reading, StatusObservation, Timing
from reportedly.records.claim import Quantity
from reportedly.records.floors import exposure, floor_for, floored


@dataclass(frozen=True)
class Plain:
    """What of one claim a filter asks about."""

    id: str
    key: tuple[str, str, int]
    code: str
    kind: str
    sectors: frozenset[str]
    level: str
    side: str
    language: str
    first: str
    last: str
    areas: frozenset[str]
    public_areas: frozenset[str]
    event: str
    background: frozenset[str]
    origins: int
    flags: frozenset[str]
    stages: frozenset[str]
    document: str


def plain_claims(project: Project) -> list[Plain]:
    """Return all claims of a project in the order of publication."""
    events = project.store.events()
    home = {claim: event for event in events for claim in event.claims}
    parents = {place.id: place.parent for place in project.theatre.places}
    stale = {c for cell in project.store.ledger() if cell.stale for c in cell.intervals[-1].claims}
    found = [
        _plain(reading, claim, n, home.get(claim.id), parents, stale)
        for reading in project.store.readings()
        for n, claim in enumerate(sorted(reading.of(Claim), key=lambda c: c.evidence[0].start), start=1)
    ]
    return sorted(found, key=lambda p: p.key)


def _plain(
    reading: Reading, claim: Claim, n: int, event: Event | None, parents: dict[str, str | None], stale: set[str]
) -> Plain:
    document = reading.document
    [coding], [level], [timing] = (reading.about(kind, claim.id) for kind in (Coding, Level, Timing))
    states, places = reading.about(StatusObservation, claim.id), reading.about(Geolocation, claim.id)
    reported = (document.published or "")[:10]
    flags = set() if timing.event else {"no_date"}
    flags |= {"no_place"} if not places else {"place_inferred"} if places[0].inherited else set()
    if event and any(claim.id in (*c.left, *c.right) for c in event.contradictions):
        flags.add("contradicted")
    if claim.id in stale:
        flags.add("stale")
    made = [claim, coding, level, timing, *states, *places, *reading.about(Attribution, claim.id)]
    own = _areas(places[0].gazetteer_id, parents) if places else frozenset()
    return Plain(
        claim.id, (document.published or "", document.id, n), coding.category, claim.kind,
        frozenset([*coding.sector, *(s.sector for s in states)]), level.level,
        next((o.side for o in event.origins if claim.id in o.claims), "unknown") if event else "unknown",
        document.language or "", timing.earliest or timing.latest or reported, timing.latest or timing.earliest or reported,
        own, _public(reading, claim, coding, parents) if places else own, event.id if event else "", frozenset(),
        event.origins_min if event else 0, frozenset(flags), frozenset(r.producer.split("/")[0] for r in made),
        document.id,
    )  # fmt: skip


def _areas(place: str | None, parents: dict[str, str | None]) -> frozenset[str]:
    found = set()
    while place:
        found.add(place)
        place = parents.get(place)
    return frozenset(found)


def _public(reading: Reading, claim: Claim, coding: Coding, parents: dict[str, str | None]) -> frozenset[str]:
    [place] = reading.about(Geolocation, claim.id)
    number = int(str(place.gazetteer_id).rpartition("-")[2])
    facts = exposure(reading.about(Quantity, claim.id), 1000 + number * 37 % 90000)
    shown = floored(place, coding.meant, floor_for(coding.meant, facts))
    areas = _areas(place.gazetteer_id, parents)
    depth = {"settlement": 0, "adm2": 1, "adm1": 2}[shown.precision]
    chain = [place.gazetteer_id, parents[str(place.gazetteer_id)]]
    return areas - frozenset(chain[:depth])  # type: ignore[arg-type]


def fits(claim: Plain, asked: Filter, *, exact: bool) -> bool:
    """Say whether a claim is one that a filter asks for."""
    areas = claim.areas if exact else claim.public_areas
    return all(
        (
            not asked.area or asked.area in areas,
            not asked.start or claim.last >= asked.start,
            not asked.end or ("" < claim.first <= asked.end),
            not asked.codes or any(claim.code == c or (len(c) > 2 and claim.code.startswith(c)) for c in asked.codes),
            not asked.kinds or claim.kind in asked.kinds,
            not asked.sectors or bool(claim.sectors & set(asked.sectors)),
            not asked.hedge or claim.level <= asked.hedge,
            claim.origins >= asked.origins,
            not asked.side or claim.side == asked.side,
            asked.review in ("", "open"),
            not asked.language or claim.language == asked.language,
            not asked.document or claim.document == asked.document,
            not asked.event or claim.event == asked.event,
            not asked.stage or asked.stage in claim.stages,
            set(asked.flags) <= claim.flags,
        )
    )


def counted(claims: list[Plain], asked: Filter, *, exact: bool) -> dict[str, Counter[str]]:
    """Return how many claims have each value of a field, the field's own choice left aside."""
    fields = {
        "codes": lambda c: [c.code],
        "kinds": lambda c: [c.kind],
        "sectors": lambda c: c.sectors,
        "hedge": lambda c: [c.level],
        "side": lambda c: [c.side],
        "language": lambda c: [c.language],
        "flags": lambda c: c.flags,
        "stage": lambda c: c.stages,
    }
    made = {}
    for name, values in fields.items():
        cleared = replace(asked, **{name: getattr(Filter(), name)})
        made[name] = Counter(v for c in claims if fits(c, cleared, exact=exact) for v in values(c))
    return made
