"""The ledger and the silence layer as plain values; the shape is documented in docs/concepts/ledger.md."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from reportedly.ledger.area import Spot
from reportedly.ledger.basis import Passages, basis, told
from reportedly.ledger.build import Projection
from reportedly.ledger.changes import CellChange
from reportedly.ledger.sheet import Row, Sheet, Tally, state_of
from reportedly.ledger.silence import Quiet, Silence
from reportedly.records import Interval, ServiceStatus
from reportedly.records.event import Voice
from reportedly.records.withhold import Discretion


@dataclass(frozen=True)
class Naming:
    """How an output names things: sectors by id, and what it may print of persons."""

    discretion: Discretion
    sectors: Mapping[str, str] = field(default_factory=dict)
    clusters: Mapping[str, str] = field(default_factory=dict)

    def sector(self, sector: str) -> str:
        """Return the name of a sector."""
        return self.sectors.get(sector, sector)


@dataclass(frozen=True)
class Reasons:
    """Where the observations behind the cells are found, for outputs that give them."""

    projection: Projection
    passages: Passages


def sheet_plain(sheet: Sheet, naming: Naming, *, known_by: str | None, why: Reasons | None = None) -> dict[str, Any]:
    """Return a ledger as plain values; with `why` every cell has its observations."""

    def rows(found: Sequence[Row]) -> list[dict[str, Any]]:
        return [_row(row, sheet.sectors, naming, why) for row in found]

    return {
        "area": _place(sheet.area) if sheet.area else None,
        "on": sheet.on,
        "as_of": known_by,
        "sectors": [{"id": s, "name": naming.sector(s), "ocha": naming.clusters.get(s, "")} for s in sheet.sectors],
        "settlements": sheet.settlements,
        "without_report": sheet.silent,
        "left_out": sheet.left_out,
        "withheld": sheet.withheld,
        "counts": [_tally(tally) for tally in sheet.tallies],
        "places": rows(sheet.rows),
        "units": rows(sheet.units),
        "elsewhere": rows(sheet.elsewhere),
    }


def cell_plain(cell: ServiceStatus, naming: Naming) -> dict[str, Any]:
    """Return a cell as plain values: its state on the day, what it rests on, and every earlier step."""
    last = cell.intervals[-1] if cell.intervals else None
    return {
        "sector": cell.sector,
        "state": state_of(cell),
        "last_status": cell.last_status,
        "last_reported": cell.last_reported,
        "fresh_until": cell.fresh_until,
        **(_step(last, naming) if last else {}),
        "steps": [_step(step, naming) for step in cell.intervals],
    }


def change_plain(change: CellChange, naming: Naming) -> dict[str, Any]:
    """Return a difference between two days as plain values."""
    return {
        "place": _place(change.place),
        "sector": change.sector,
        "kind": change.kind,
        "was": change.was,
        "now": change.now,
        "before": cell_plain(change.before, naming) if change.before else None,
        "after": cell_plain(change.after, naming) if change.after else None,
    }


def silence_plain(found: Silence, *, known_by: str | None) -> dict[str, Any]:
    """Return the silence layer as plain values."""
    return {
        "on": found.on,
        "since": found.since,
        "as_of": known_by,
        "period": found.period,
        "places": [_quiet(quiet) for quiet in found.places],
        "sources": [asdict(change) for change in found.sources],
        "outlets": [asdict(outlet) for outlet in found.outlets],
        "tested": found.tested,
        "undated": found.undated,
        "coarsened": found.coarsened,
    }


def _row(row: Row, sectors: Sequence[str], naming: Naming, why: Reasons | None) -> dict[str, Any]:
    cells = []
    for sector in sectors:
        cell = row.cell(sector)
        if cell is not None:
            made = cell_plain(cell, naming)
            if why is not None:
                made["observations"] = list(basis(why.projection, cell, why.passages, naming.discretion))
            cells.append(made)
    behind = [
        {"unit": cell.place, "name": cell.place_name, "level": cell.level, **cell_plain(cell, naming)}
        for sector in sectors
        if row.cell(sector) is None
        for cell in row.background.get(sector, ())
    ]
    missing = [sector for sector in sectors if row.cell(sector) is None]
    return {"place": _place(row.place), "cells": cells, "not_reported": missing, "background": behind}


def _step(step: Interval, naming: Naming) -> dict[str, Any]:
    return {
        "status": step.status,
        "since": step.since,
        "until": step.until,
        "change": step.change,
        "cause": list(step.cause),
        "access": step.access,
        "provider": list(step.provider),
        "origins": {"min": step.origins_min, "max": step.origins_max},
        "sides": list(step.sides),
        "conflict": [
            _side(voice, claims, naming) for voice, (_, claims) in zip(step.voices, step.conflict, strict=True)
        ],
        "details": [told(detail, naming.discretion) for detail in step.details],
        "claims": list(step.claims),
    }


def _side(voice: Voice, claims: Sequence[str], naming: Naming) -> dict[str, Any]:
    return {
        "status": voice.status,
        "origins": {
            "min": voice.origins_min,
            "max": voice.origins_max,
            "names": [naming.discretion.masked(name) for name in voice.names],
        },
        "sides": list(voice.sides),
        "change": voice.change,
        "cause": list(voice.cause),
        "access": voice.access,
        "claims": list(claims),
    }


def _place(place: Spot) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "level": place.level,
        "lat": place.lat,
        "lon": place.lon,
        "population": place.population,
        "units": [{"id": u.id, "name": u.name, "level": u.level, "code": u.code or None} for u in place.units],
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "sector": tally.sector,
        "settlements": tally.settlements,
        "reported": tally.reported,
        "states": dict(tally.states),
        "background": tally.background,
    }


def _quiet(quiet: Quiet) -> dict[str, Any]:
    plain = asdict(quiet)
    return plain | {"place": _place(quiet.place), "counts": list(quiet.counts)}
