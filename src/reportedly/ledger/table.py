"""The ledger as CSV with an HXL row: one line for each settlement and sector, those not reported among them.

The second line holds the hashtags of HXL 1.1. Cells that a spreadsheet would take for a formula begin with an
apostrophe.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from reportedly.ledger.plain import Naming
from reportedly.ledger.sheet import Row, Sheet
from reportedly.records import Interval, ServiceStatus
from reportedly.records.event import Voice

COLUMNS: tuple[tuple[str, str], ...] = (
    ("country", "#country+name"),
    ("adm1", "#adm1+name"),
    ("adm1_code", "#adm1+code"),
    ("adm2", "#adm2+name"),
    ("adm2_code", "#adm2+code"),
    ("adm3", "#adm3+name"),
    ("adm3_code", "#adm3+code"),
    ("place", "#loc+name"),
    ("place_id", "#loc+code"),
    ("place_level", "#loc+type"),
    ("lat", "#geo+lat"),
    ("lon", "#geo+lon"),
    ("population", "#indicator+population+num"),
    ("sector", "#sector+code"),
    ("sector_name", "#sector+name"),
    ("ocha_code", "#sector+code+v_ocha"),
    ("status", "#status"),
    ("state", "#meta+state"),
    ("on", "#date+status"),
    ("last_status", "#status+last"),
    ("change", "#status+change"),
    ("cause", "#cause+list"),
    ("access", "#access"),
    ("provider", "#org+provider+list"),
    ("since", "#date+start"),
    ("last_reported", "#date+reported"),
    ("fresh_until", "#date+end"),
    ("origins_min", "#indicator+origins+min+num"),
    ("origins_max", "#indicator+origins+max+num"),
    ("conflict", "#description+conflict"),
    ("details", "#description+detail"),
    ("background", "#description+background"),
    ("claims", "#meta+claims+list"),
    ("record_as_of", "#meta+asof"),
)
"""Name and hashtag of every column, in order (HXL 1.1; DOMAIN 1.12)."""

_LISTED = " | "
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(sheet: Sheet, naming: Naming, *, known_by: str | None) -> str:
    """Return the ledger as CSV: names, hashtags, then units, settlements and other places by sector."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([name for name, _ in COLUMNS])
    writer.writerow([tag for _, tag in COLUMNS])
    for row in (*sheet.units, *sheet.rows, *sheet.elsewhere):
        for line in _lines(row, sheet, naming, known_by):
            writer.writerow([_safe(line.get(name)) for name, _ in COLUMNS])
    return out.getvalue()


def _lines(row: Row, sheet: Sheet, naming: Naming, known_by: str | None) -> Iterator[dict[str, Any]]:
    place = row.place
    about: dict[str, Any] = {
        "place": place.name,
        "place_id": place.id,
        "place_level": place.level,
        "lat": place.lat,
        "lon": place.lon,
        "population": place.population,
        "on": sheet.on,
        "record_as_of": known_by,
    }
    for unit in reversed(place.units):
        if unit.level in ("country", "adm1", "adm2", "adm3"):
            about |= {unit.level: unit.name, f"{unit.level}_code": unit.code}
    settlement = place.level == "settlement"
    for sector in sheet.sectors:
        cell = row.cell(sector)
        # A unit is listed where something was reported of it; a settlement always.
        if cell is not None or settlement:
            yield about | {
                "sector": sector,
                "sector_name": naming.sector(sector),
                "ocha_code": naming.clusters.get(sector, ""),
                "status": cell.status if cell is not None else "not_reported",
                "state": row.state(sector),
                "background": _behind(row.background.get(sector, ())) if cell is None else "",
                **(_cell(cell, naming) if cell is not None else {}),
            }


def _cell(cell: ServiceStatus, naming: Naming) -> dict[str, Any]:
    last = cell.intervals[-1]
    return {
        "last_status": cell.last_status,
        "change": last.change,
        "cause": _LISTED.join(last.cause),
        "access": last.access,
        "provider": _LISTED.join(last.provider),
        "since": last.since,
        "last_reported": cell.last_reported,
        "fresh_until": cell.fresh_until,
        "origins_min": last.origins_min,
        "origins_max": last.origins_max,
        "conflict": _LISTED.join(_side(voice, naming) for voice in last.voices),
        "details": _LISTED.join(details(last, naming)),
        "claims": _LISTED.join(last.claims),
    }


def _side(voice: Voice, naming: Naming) -> str:
    """Return one side of a conflict in words: "none by 1 to 2 origins (the council), damage"."""
    low, high = voice.origins_min, voice.origins_max
    counted = f"{low}" if low == high else f"{low} to {high}"
    named = "; ".join(naming.discretion.masked(name) for name in voice.names)
    who = f"{voice.status} by {counted} origin{'s' * (high != 1)}{f' ({named})' if named else ''}"
    known = [word for word in (voice.change, voice.access) if word != "unknown"]
    return ", ".join([who, *known, *voice.cause])


def details(step: Interval, naming: Naming) -> list[str]:
    """Return the facilities and shares of a step in words: “the pumping house”: none, “half”: partial."""
    found = []
    for detail in step.details:
        parts = [naming.discretion.masked(part) for part in (detail.facility, detail.share) if part]
        found.append(f"“{', '.join(parts)}”: {detail.status}")
    return list(dict.fromkeys(found))


def _behind(cells: Sequence[ServiceStatus]) -> str:
    return _LISTED.join(
        f"{c.place_name}: {c.last_status if c.stale else c.status}{' (stale)' * c.stale}" for c in cells
    )


def _safe(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return "" if value is None else value
