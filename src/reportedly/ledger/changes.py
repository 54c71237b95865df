"""What differs in the ledger of an area between two days."""

from collections.abc import Iterator
from dataclasses import dataclass

from reportedly.ledger.area import Spot
from reportedly.ledger.sheet import Row, Sheet, State
from reportedly.records import ServiceStatus

_WORKING = {"none": 0, "closed_permanent": 0, "not_opened": 0, "partial": 1, "full": 2}


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that is shown otherwise on the later day; `kind` says in a word how.

    `before` and `after` are the cells, None where nothing was reported. kind: first_reported, reported_again (after
    it was stale), went_stale, disputed, settled (no longer disputed), better, worse, otherwise.
    """

    place: Spot
    sector: str
    kind: str
    was: State
    now: State
    before: ServiceStatus | None
    after: ServiceStatus | None


def changes(earlier: Sheet, later: Sheet) -> tuple[CellChange, ...]:
    """Return the cells of settlements and units that differ, by place and sector.

    Both sheets are of one area and one record: what differs is the day that is asked about.
    """
    before = {row.place.id: row for row in (*earlier.rows, *earlier.units, *earlier.elsewhere)}
    found = [
        change
        for row in (*later.units, *later.rows, *later.elsewhere)
        for change in _of_row(before.get(row.place.id), row)
    ]
    return tuple(found)


def _of_row(before: Row | None, after: Row) -> Iterator[CellChange]:
    for sector in sorted({*after.cells, *(before.cells if before else ())}):
        was = before.state(sector) if before else "not_reported"
        now = after.state(sector)
        old, new = before.cell(sector) if before else None, after.cell(sector)
        if was != now or (was == now == "conflict" and _sides(old) != _sides(new)):
            yield CellChange(after.place, sector, _kind(was, now), was, now, old, new)


def _kind(was: State, now: State) -> str:
    if was in ("not_reported", "undated"):
        return "first_reported"
    if now == "stale":
        return "went_stale"
    if now == "conflict":
        return "disputed"
    if was == "conflict":
        return "settled"
    if was == "stale":
        return "reported_again"
    step = _WORKING.get(now, 0) - _WORKING.get(was, 0)
    return "better" if step > 0 else "worse" if step < 0 else "otherwise"


def _sides(cell: ServiceStatus | None) -> frozenset[str]:
    return frozenset(state for state, _ in cell.intervals[-1].conflict) if cell and cell.intervals else frozenset()
