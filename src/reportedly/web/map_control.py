"""Who is shown to hold the ground on a day: the newest layer up to it, with whom to credit, as the map draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field

from reportedly.control import Series, day_geojson, series_paths
from reportedly.control.days import check_day
from reportedly.project import CONTROL, Project
from reportedly.web.days import spoken_day
from reportedly.web.words import said

_KEPT = 24
"""Layers that stay ready; a player goes through them day by day."""


class ControlView(BaseModel):
    """One day of one series. `line` says in words what is drawn, of which day and by whom."""

    asked: str = Field(description="the ISO day that was asked for")
    day: str | None = Field(description="the ISO day of the layer, null where no series has one up to the day asked")
    age_days: int | None
    series: str | None
    provider: str | None
    entity: str | None
    credit: str
    licence: str
    line: str
    others: list[str] = Field(description="series that have a layer too and are not drawn: name them to see them")
    features: list[dict[str, Any]] = Field(description="GeoJSON features; `kind` is control or contested")


@dataclass(frozen=True, slots=True)
class _Found:
    path: Path
    name: str
    day: str
    provider: str


def control_view(project: Project, day: str, series: str, language: str) -> ControlView:
    """Return the layer for a day. Raises InvalidControl for a day that is none, or a damaged series."""
    check_day(day)
    found = sorted(
        _up_to(project.out / CONTROL, day), key=lambda one: (-date.fromisoformat(one.day).toordinal(), one.name)
    )
    chosen = next((one for one in found if one.name == series), None) if series else next(iter(found), None)
    others = [one.name for one in found if one is not chosen]
    if chosen is None:
        line = said(language, "situation.control_none")
        return ControlView(
            asked=day, day=None, age_days=None, series=None, provider=None, entity=None, credit="", licence="",
            line=line, others=others, features=[],
        )  # fmt: skip
    age = (date.fromisoformat(day) - date.fromisoformat(chosen.day)).days
    layer = _layer(chosen.path, chosen.path.stat().st_mtime_ns, chosen.day)
    features = [f for f in layer["features"] if f["properties"]["kind"] in ("control", "contested")]
    entity = next((f["properties"]["entity"] for f in features if f["properties"]["entity"]), None)
    told = spoken_day(chosen.day, language)
    line = said(language, "situation.control_line", day=told, provider=chosen.provider)
    if age:
        line = f"{line}, {said(language, 'situation.days_old', n=age)}"
    if others:
        line = f"{line}. {said(language, 'situation.control_others', n=len(others), names=', '.join(others))}"
    return ControlView(
        asked=day,
        day=chosen.day,
        age_days=age,
        series=chosen.name,
        provider=chosen.provider,
        entity=entity,
        credit=layer["credit"],
        licence=layer["licence"],
        line=line,
        others=others,
        features=features,
    )


def control_days(project: Project) -> tuple[str, str] | None:
    """Return the first and the last ISO day of all layers that can be drawn, None where there are none."""
    days = [day for path in series_paths(project.out / CONTROL) for day in _dates(path, path.stat().st_mtime_ns)[0]]
    return (min(days), max(days)) if days else None


def _up_to(folder: Path, day: str) -> list[_Found]:
    found = []
    for path in series_paths(folder):
        dates, provider = _dates(path, path.stat().st_mtime_ns)
        known = [one for one in dates if one <= day]
        if known:
            found.append(_Found(path, path.stem, known[-1], provider))
    return found


@lru_cache(maxsize=64)
def _dates(path: Path, _changed: int) -> tuple[Sequence[str], str]:
    with Series(path) as series:
        return (series.dates() if series.layer.form == "polygons" else []), series.layer.provider


@lru_cache(maxsize=_KEPT)
def _layer(path: Path, _changed: int, day: str) -> dict[str, Any]:
    with Series(path) as series:
        return day_geojson(series, day)
