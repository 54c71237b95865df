"""The service status table: sectors by places, with age, staleness and conflicts (DOMAIN 2.10)."""

from collections import defaultdict
from collections.abc import Sequence

from reportedly.brief.facts import Facts
from reportedly.brief.model import Cell, Half, Matrix, Table
from reportedly.brief.words import NO_BREAK, Words, age_days, capital, lowered
from reportedly.records import ServiceStatus
from reportedly.records.values import Side

_LOOKS = {"full": "full", "partial": "partial", "none": "none", "not_opened": "notopened", "closed_permanent": "closed"}
"""State -> class and glyph."""

_FINE = frozenset({"settlement", "facility"})
_WIDEST = 6
"""Columns of one table: so many fit a phone; wider sets of places are split."""


def unreported(words: Words) -> Cell:
    """Return the cell of a service of which nothing was read."""
    return Cell("unreported", words("states.unreported"), spoken=words("states.unreported"))


def matrix(facts: Facts) -> Matrix:
    """Return the tables for settlements and the sentences for regions; towns are never filled from regions."""
    material, words = facts.material, facts.words
    empty = unreported(words)
    places, cells = _columns(facts)
    sectors = [s for s in _sector_order(facts) if any((s, p) in cells for p in places)]
    tables = []
    for start in range(0, len(places), _WIDEST):
        part = places[start : start + _WIDEST]
        rows = tuple((sector_name(s, facts), tuple(cells.get((s, p), empty) for p in part)) for s in sectors)
        if sectors:
            tables.append(Table(tuple(_heads(part, facts)), rows))
    regional = tuple(
        words(
            "status.region",
            place=facts.printed_place(c.place, c.place_name),
            sector=lowered(sector_name(c.sector, facts)),
            state=in_words(c, facts),
        )
        for c in sorted(material.ledger, key=lambda c: (c.place_name, c.sector))
        if c.level not in _FINE
    )
    return Matrix(words.day(facts.today, year=True), tuple(tables), regional, words("status.aid"))


def _heads(places: Sequence[str], facts: Facts) -> list[str]:
    """Return the names of columns as the brief's language has them."""
    ids = {c.place_name: c.place for c in facts.material.ledger if c.level != "facility"}
    ids |= {p.name: p.id for p in facts.material.theatre.places}
    return [facts.printed_place(ids.get(place), place) or place for place in places]


def _columns(facts: Facts) -> tuple[list[str], dict[tuple[str, str], Cell]]:
    """Return the places in order (most observations first) and the cells by sector and place."""
    parents = {p.id: p.parent for p in facts.material.theatre.places}
    names = {p.id: p.name for p in facts.material.theatre.places}
    grouped: dict[tuple[str, str], list[ServiceStatus]] = defaultdict(list)
    for cell in facts.material.ledger:
        name = cell.place_name
        if cell.level == "facility":
            # A facility is published as its settlement; one whose settlement is unknown has no column.
            name = names.get(parents.get(cell.place) or "", "")
        if cell.level in _FINE and name:
            grouped[(cell.sector, name)].append(cell)
    counts: dict[str, int] = defaultdict(int)
    for _, name in grouped:
        counts[name] += 1
    if counts:
        covered = {p.name for p in facts.material.theatre.places if p.kind == "settlement"}
        seen = {c.place_name for c in facts.material.ledger} | _event_places(facts)
        for name in covered & seen:
            counts.setdefault(name, 0)
    order = sorted(counts, key=lambda n: (-counts[n], n))
    return order, {key: _cell(_worst(found), facts) for key, found in grouped.items()}


def _event_places(facts: Facts) -> set[str]:
    return {e.place_name for e in facts.material.events if e.place_name}


def _worst(found: Sequence[ServiceStatus]) -> ServiceStatus:
    """Return the cell of the settlement itself before those of facilities in it, then the newest."""
    return min(found, key=lambda c: (c.level == "facility", c.stale, -len(c.intervals), c.place))


def _cell(cell: ServiceStatus, facts: Facts) -> Cell:
    words = facts.words
    if is_stale(cell, facts.today):
        state = words(f"states.{_last(cell)}")
        when = words.short_day(cell.last_reported) if cell.last_reported else words("status.undated")
        day = words.day(cell.last_reported) or words("status.without_date")
        return Cell("stale", state, when, words("status.stale", state=state, day=day), _glyph(_last(cell)))
    if cell.status == "conflict":
        return _conflict(cell, facts)
    state = words(f"states.{cell.status}")
    spoken = words("status.spoken", state=state, age=_age_spoken(cell, facts))
    return Cell(_glyph(cell.status), state, _age(cell, facts), spoken, _glyph(cell.status))


def _glyph(state: str) -> str:
    return _LOOKS.get(state, "unreported")


def is_stale(cell: ServiceStatus, today: str) -> bool:
    """Say whether a cell is stale on the day of the cut-off, which may lie after the ledger's own day."""
    ran_out = cell.fresh_until is not None and cell.fresh_until[:10] < today
    return cell.stale or ran_out or (cell.status == "unknown" and cell.last_status != "unknown")


def _last(cell: ServiceStatus) -> str:
    """Return the state that was last reported: "disputed" for a conflict."""
    state = cell.last_status if cell.status == "unknown" else cell.status
    return "disputed" if state == "conflict" else state


def _conflict(cell: ServiceStatus, facts: Facts) -> Cell:
    words = facts.words
    last = next((i for i in reversed(cell.intervals) if i.conflict), None)
    halves = []
    for state, claims in last.conflict if last else ():
        sides: tuple[Side, ...] = tuple(dict.fromkeys(facts.side_of[c] for c in claims if c in facts.side_of))
        halves.append(Half(_glyph(state), words(f"states.{state}"), sides, _glyph(state)))
    told = words("status.against").join(
        words(
            "status.half",
            state=h.word,
            sides=", ".join(words.table("sides")[s] for s in h.sides) or words("status.no_side"),
        )
        for h in halves
    )
    spoken = words("status.disputed", halves=told)
    return Cell("conflict", words("states.disputed"), _age(cell, facts), spoken, halves=tuple(halves[:2]))


def _age(cell: ServiceStatus, facts: Facts) -> str:
    if cell.undated or not cell.last_reported:
        return facts.words("status.undated")
    days = max(0, age_days(cell.last_reported, facts.today))
    return facts.words("status.age", n=days).replace(" ", NO_BREAK)


def _age_spoken(cell: ServiceStatus, facts: Facts) -> str:
    if cell.undated or not cell.last_reported:
        return facts.words("status.no_date")
    days = max(0, age_days(cell.last_reported, facts.today))
    return facts.words("status.today") if days == 0 else facts.words.plural("days_ago", days)


def in_words(cell: ServiceStatus, facts: Facts) -> str:
    """Return a cell as a phrase: "partial, reported two days ago", "last reported 8 September as none"."""
    words = facts.words
    if is_stale(cell, facts.today):
        day = words.day(cell.last_reported) or words("status.without_date")
        return words("status.last_as", day=day, state=words(f"states.{_last(cell)}"))
    if cell.status == "conflict":
        return words("states.disputed")
    return words("status.spoken", state=words(f"states.{cell.status}"), age=_age_spoken(cell, facts))


def sector_name(sector: str, facts: Facts) -> str:
    """Return the row head for a sector."""
    known = facts.words.table("sectors").get(sector)
    return known or capital(facts.material.labels.sectors.get(sector, sector.replace("_", " ")))


def _sector_order(facts: Facts) -> list[str]:
    known = list(facts.words.table("sectors"))
    found = {c.sector for c in facts.material.ledger}
    return [s for s in known if s in found] + sorted(found - set(known))
