"""Events in the order of their days, each with the days on which it was reported."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportedly.export.files import write_array
from reportedly.export.released import Release, ReleasedEvent


def write_timeline(release: Release, folder: Path) -> list[Path]:
    """Write timeline.json: what happened when, and when it was reported; undated events last."""
    about = release.about
    head = {
        "title": about.title, "release": release.profile.name, "cutoff": about.cutoff, "made": about.made_at,
        "credits": list(about.credits),
    }  # fmt: skip
    return [write_array(folder / "timeline.json", head, "items", _items(release))]


def in_time(release: Release) -> list[ReleasedEvent]:
    """Return the events by their first day, undated ones last."""
    return sorted(release.events, key=lambda e: (e.earliest or e.latest or "9999", e.reported or "9999", e.id))


def _items(release: Release) -> Iterator[dict[str, Any]]:
    published = {d.id: d.published[:10] for d in release.documents if d.published}
    for event in in_time(release):
        days = sorted({published[d] for d in event.documents if d in published})
        yield {
            "id": event.id,
            "label": event.label,
            "category": event.category,
            "category_name": release.labels.categories.get(event.category),
            "start": event.earliest,
            "end": event.latest,
            "form": form(event),
            "place": event.place.name if event.place else None,
            "reported": days,
            "origins": {"min": event.origins_min, "max": event.origins_max},
            "corroboration": event.corroboration,
            "contradicted": bool(event.contradictions),
        }


def form(event: ReleasedEvent) -> str:
    """Return whether an event has one day, a span of days, only a first or a last one, or none."""
    if event.earliest and event.latest:
        return "point" if event.earliest == event.latest else "span"
    if event.earliest:
        return "since"
    return "until" if event.latest else "undated"
