"""The service status table: sectors by places, with age, staleness and conflicts (DOMAIN 2.10)."""

from collections import defaultdict
from collections.abc import Sequence

from reportedly.brief import words
from reportedly.brief.facts import Facts
from reportedly.brief.model import Cell, Half, Matrix, Table
from reportedly.records import ServiceStatus
from reportedly.records.values import Side

_LOOKS = {
    "full": ("full", "full", "full"),
    "partial": ("partial", "partial", "partial"),
    "none": ("none", "none", "none"),
    "not_opened": ("notopened", "not opened", "notopened"),
    "closed_permanent": ("closed", "closed", "closed"),
}
"""State -> (class, word, glyph)."""

_FINE = frozenset({"settlement", "facility"})
_WIDEST = 6
"""Columns of one table: so many fit a phone; wider sets of places are split."""

UNREPORTED = Cell("unreported", "no report", spoken="no report")


def matrix(facts: Facts) -> Matrix:
    """Return the tables for settlements and the sentences for regions; towns are never filled from regions."""
    material = facts.material
    today = facts.today
    places, cells = _columns(facts)
    sectors = [s for s in _sector_order(facts) if any((s, p) in cells for p in places)]
    tables = []
    for start in range(0, len(places), _WIDEST):
        part = places[start : start + _WIDEST]
        rows = tuple((sector_name(s, facts), tuple(cells.get((s, p), UNREPORTED) for p in part)) for s in sectors)
        if sectors:
            tables.append(Table(tuple(part), rows))
    regional = tuple(
        f"{c.place_name}: {sector_name(c.sector, facts).lower()}, {in_words(c, today)}."
        for c in sorted(material.ledger, key=lambda c: (c.place_name, c.sector))
        if c.level not in _FINE
    )
    aid = (
        "The figure is the age in days of the last report on which a cell rests. After its limit "
        "(14 days for water, energy, connections and food, 30 for health, transport and cash, 90 for schools, pay "
        "and housing, unless the theatre sets another) a state counts as stale. “No report” says that nothing was "
        "read, not that nothing works."
    )
    return Matrix(words.day(today, year=True), tuple(tables), regional, aid)


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
    today = facts.today
    if is_stale(cell, today):
        _, word, glyph = _LOOKS.get(_last(cell), ("stale", _last(cell), "unreported"))
        when = words.short_day(cell.last_reported) if cell.last_reported else "undated"
        spoken = f"stale: {word}, last reported {words.day(cell.last_reported) or 'without a date'}"
        return Cell("stale", word, when, spoken, glyph)
    if cell.status == "conflict":
        return _conflict(cell, facts)
    look, word, glyph = _LOOKS.get(cell.status, ("unreported", "unknown", "unreported"))
    age = _age(cell, today)
    return Cell(look, word, age, f"{word}, {_age_spoken(cell, today)}", glyph)


def is_stale(cell: ServiceStatus, today: str) -> bool:
    """Say whether a cell is stale on the day of the cut-off, which may lie after the ledger's own day."""
    ran_out = cell.fresh_until is not None and cell.fresh_until[:10] < today
    return cell.stale or ran_out or (cell.status == "unknown" and cell.last_status != "unknown")


def _last(cell: ServiceStatus) -> str:
    """Return the state that was last reported: "disputed" for a conflict."""
    state = cell.last_status if cell.status == "unknown" else cell.status
    return "disputed" if state == "conflict" else state


def _conflict(cell: ServiceStatus, facts: Facts) -> Cell:
    last = next((i for i in reversed(cell.intervals) if i.conflict), None)
    halves = []
    for state, claims in last.conflict if last else ():
        look, word, glyph = _LOOKS.get(state, ("unreported", "unknown", "unreported"))
        sides: tuple[Side, ...] = tuple(dict.fromkeys(facts.side_of[c] for c in claims if c in facts.side_of))
        halves.append(Half(look, word, sides, glyph))
    spoken = "disputed: " + " against ".join(
        f"{h.word} ({', '.join(words.SIDES[s] for s in h.sides) or 'no side known'})" for h in halves
    )
    return Cell("conflict", "disputed", _age(cell, facts.today), spoken, halves=tuple(halves[:2]))


def _age(cell: ServiceStatus, today: str) -> str:
    if cell.undated or not cell.last_reported:
        return "undated"
    return f"{max(0, words.age_days(cell.last_reported, today))}{words.NO_BREAK}d"


def _age_spoken(cell: ServiceStatus, today: str) -> str:
    if cell.undated or not cell.last_reported:
        return "the text gives no date"
    days = max(0, words.age_days(cell.last_reported, today))
    return "reported today" if days == 0 else f"reported {words.counted(days, 'day')} ago"


def in_words(cell: ServiceStatus, today: str) -> str:
    """Return a cell as a phrase: "partial, reported two days ago", "last reported 8 September as none"."""
    if is_stale(cell, today):
        word = _LOOKS.get(_last(cell), ("", _last(cell), ""))[1]
        return f"last reported {words.day(cell.last_reported) or 'without a date'} as {word}"
    if cell.status == "conflict":
        return "disputed"
    return f"{_LOOKS.get(cell.status, ('', 'unknown', ''))[1]}, {_age_spoken(cell, today)}"


def sector_name(sector: str, facts: Facts) -> str:
    """Return the row head for a sector."""
    return words.SECTORS.get(sector) or words.capital(
        facts.material.labels.sectors.get(sector, sector.replace("_", " "))
    )


def _sector_order(facts: Facts) -> list[str]:
    known = list(words.SECTORS)
    found = {c.sector for c in facts.material.ledger}
    return [s for s in known if s in found] + sorted(found - set(known))
