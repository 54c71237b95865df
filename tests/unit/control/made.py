"""Layers and readings made by hand: squares in the open sea, invented bodies."""

import json
from pathlib import Path
from typing import Any

from reportedly.control import Imported, Settings, Source, import_layers
from reportedly.records import (
    Attribution,
    Claim,
    Coding,
    Document,
    Geolocation,
    Level,
    Link,
    Reading,
    Record,
    Span,
    Timing,
    claim_id,
    document_id,
)
from reportedly.text import digest

NOW = "2031-05-01T10:00:00+00:00"
DAY = "2031-04-19"
WORDED = {"states_in": "status", "states": {"held": "in", "grey": "contested", "free": "out", "?": "no_data"}}


def square(west: float, south: float, size: float = 1.0) -> list[list[float]]:
    """Return a closed ring, counter-clockwise."""
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(*rings: Any, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": list(rings)}}


def collection(*features: Any, **members: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **members}).encode()


HELD = collection(feature(square(-30, 48, 2)))


def keep(folder: Path, *files: tuple[str, bytes] | bytes, replacing: bool = False, **said: Any) -> Imported:
    """Import files of (day, bytes); bytes alone show `DAY`."""
    sources = [
        Source(f"layer-{n}.geojson", *((f[1], f[0]) if isinstance(f, tuple) else (f, DAY))) for n, f in enumerate(files)
    ]
    settings = Settings(**{"provider": "Tern Atlas", "licence": "CC0 1.0", **said})
    return import_layers(folder, sources, settings, now=NOW, replacing=replacing)


def table(folder: Path, text: str, day: str | None = None, **said: Any) -> Imported:
    states = {"held": "in", "free": "out", "grey": "contested", "?": "no_data"}
    settings = Settings(**{"provider": "Tern List", "licence": "CC0 1.0", "states": states, **said})
    return import_layers(folder, [Source("list.csv", text.encode(), day)], settings, now=NOW)


SPOTS = {
    "Orlivsk": ("settlement", "t:orlivsk", 49.0, -29.0),
    "Dobrovyr": ("settlement", "t:dobrovyr", 49.0, -27.0),
    "Korrisel": ("settlement", "val:korrisel", 47.51, -28.005),
    "Gratz": ("settlement", "t:gratz", 30.0, -50.0),
    "Orlivsk region": ("adm1", "t:region", 49.0, -28.5),
}


def reading(
    text: str,
    *,
    places: dict[str, str] | None = None,
    kind: str = "control",
    category: str = "X03",
    said_by: str | None = None,
    days: tuple[str | None, str | None] = (DAY, DAY),
    **claim: Any,
) -> Reading:
    """Return a reading with one claim over `text`; `places` gives printed names their functions."""
    document = Document(
        document_id(digest(text, length=64)), digest(text, length=64), "txt_1", text, "made.txt", "text/plain",
        "plain/1", NOW,
    )  # fmt: skip
    evidence = (Span(0, len(text)),) if said_by is None else (Span(0, text.index(said_by)),)
    made = Claim(claim_id(document.id, evidence), document.id, evidence, text, kind, **claim)  # type: ignore[arg-type]
    records: list[Record] = [made, Coding(made.id, "guo", "1.0.0", category)]
    for printed, function in (places or {name: "event" for name in SPOTS if name in text}).items():
        precision, place, lat, lon = SPOTS[printed]
        at = text.index(printed)
        records.append(
            Geolocation(made.id, Span(at, at + len(printed)), function, precision, printed, place, lat, lon, 1.0)  # type: ignore[arg-type]
        )
    if said_by is not None:
        at = text.index(said_by)
        records.append(Attribution(made.id, (Link(Span(at, at + len(said_by)), "military", named=True),), "named"))
        records.append(Level(made.id, "L1", "attributed"))
    records.append(Timing(made.id, "/".join(d or ".." for d in days), *days, "stated"))
    return Reading(document, tuple(records))
