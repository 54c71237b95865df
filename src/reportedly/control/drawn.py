"""The areas of a control layer that a brief draws."""

from pathlib import Path
from typing import Any

from reportedly.control.export import day_geojson
from reportedly.control.series import Series, series_paths


def drawn_layer(folder: Path | None, until: str) -> tuple[tuple[dict[str, Any], ...], tuple[str, ...]]:
    """Return the areas of the newest layer up to a day (ISO) as GeoJSON features, and the providers of other series.

    One series only: layers of two providers over each other could not be told apart. Of one day, the first by name.
    """
    found: list[tuple[str, Path, str]] = []
    for path in series_paths(folder) if folder else ():
        with Series(path) as series:
            days = [day for day in series.dates() if day <= until]
            if series.layer.form == "polygons" and days:
                found.append((days[-1], path, series.layer.provider))
    if not found:
        return (), ()
    day, path, provider = max(found, key=lambda one: one[0])
    with Series(path) as series:
        features = tuple(day_geojson(series, day)["features"])
    return features, tuple(dict.fromkeys(p for _, _, p in found if p != provider))
