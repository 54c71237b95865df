"""What a project holds, or held at a time, and the places that its ledger may list."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from reportedly import assembly
from reportedly.gazetteer import open_default
from reportedly.gazetteer.files import GazetteerFile
from reportedly.gazetteer.layers import user_layers
from reportedly.ledger import Floors, Places
from reportedly.project import Project
from reportedly.records import Reading, Theatre


@dataclass(frozen=True, slots=True)
class Record:
    """What a project holds, or held at the time `known_by`; `began` is when its first run began (None: no run).

    `anew` says that what goes across documents was computed for this, not taken from the store.
    """

    readings: list[Reading]
    joined: assembly.Joined
    known_by: str | None = None
    began: str | None = None
    anew: bool = False
    theatre: Theatre = field(default_factory=Theatre)


def record_of(project: Project, known_by: str | None = None) -> Record:
    """Return what a project holds, or with `known_by` (ISO 8601 with a zone) what it held at that time.

    What goes across documents is then computed anew from the documents and codings of that time, by today's theatre,
    register and program, unless no run began since. A run counts from the moment at which it began.
    """
    store = project.store
    runs = store.runs()
    began = runs[0].started_at if runs else None
    if known_by is None or (runs and _instant(known_by) >= max(_instant(run.started_at) for run in runs)):
        joined = assembly.Joined(store.edges(), store.judgements(), store.events(), store.ledger(), store.drift())
        return Record(list(store.readings()), joined, known_by, began, theatre=project.theatre)
    readings = list(store.readings(known_by=known_by))
    actions = store.reviews(known_by=known_by)
    joined = assembly.join(readings, project.theatre, sources=project.sources, actions=actions)
    return Record(readings, joined, known_by, began, True, project.theatre)


def places_of(theatre: Theatre) -> Places:
    """Return every place that a ledger may list: those of the gazetteer, of imported layers and of the theatre."""
    layers = user_layers()
    found = open_default(extra=theatre.places, layers=layers)
    files = [GazetteerFile(path) for path in (found.path, *layers)]

    def ids(country: str) -> Iterator[str]:
        return iter(dict.fromkeys(row.id for file in files for row in file.in_country(country)))

    return Places(found, theatre, ids)


def floors_of(theatre: Theatre, places: Places, *, exact: bool = False) -> Floors:
    """Return how coarse the ledger tells places; `exact` for a working copy."""
    return Floors(places.gazetteer.get, places.above, theatre.floor_table(), exact)


def _instant(time: str) -> datetime:
    return datetime.fromisoformat(time.replace("Z", "+00:00"))
