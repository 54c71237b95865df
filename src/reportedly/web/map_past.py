"""The desk of an earlier time: the record turned back to what was known then."""

from collections import OrderedDict
from collections.abc import Collection, Iterator
from threading import Lock
from typing import Any, cast
from weakref import WeakKeyDictionary

from reportedly.desk import Desk
from reportedly.desk.model import BadQuery
from reportedly.errors import ReportedlyError
from reportedly.history import Record, record_of
from reportedly.ledger.days import moment_of
from reportedly.project import Project
from reportedly.records import Reading
from reportedly.web.bench import Bench

_KEPT = 3
"""Earlier times that stay ready: each holds a whole record in memory."""


class _PastStore:
    """A store as it was: answers what a desk reads."""

    def __init__(self, project: Project, record: Record) -> None:
        self._store, self._record = project.store, record
        self._readings = {reading.document.id: reading for reading in record.readings}

    def readings(self) -> Iterator[Reading]:
        return iter(self._record.readings)

    def reading(self, document: str) -> Reading:
        return self._readings[document]

    def edges(self) -> list[Any]:
        return list(self._record.joined.edges)

    def events(self) -> list[Any]:
        return list(self._record.joined.events)

    def ledger(self) -> list[Any]:
        return list(self._record.joined.ledger)

    def drift(self) -> list[Any]:
        return list(self._record.joined.drift)

    def reviews(self) -> list[Any]:
        return self._store.reviews(known_by=self._record.known_by)

    def runs(self) -> list[Any]:
        until = self._record.known_by or ""
        return [run for run in self._store.runs() if moment_of(run.started_at) <= until]

    def documents_of(self, claims: Collection[str]) -> Collection[str]:
        return self._store.documents_of(claims)


class _PastProject:
    """A project with a store as it was; the rest is today's."""

    def __init__(self, project: Project, record: Record) -> None:
        self._project = project
        self.store = _PastStore(project, record)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._project, name)


_kept: "WeakKeyDictionary[Desk, OrderedDict[tuple[int, str], Desk]]" = WeakKeyDictionary()
_lock = Lock()


def desk_of(bench: Bench, as_of: str) -> Desk:
    """Return the desk as things were known at a time (a day or a time, ISO); "" is now. Raises BadQuery."""
    if not as_of:
        return bench.desk
    try:
        moment = moment_of(as_of)
    except ReportedlyError as error:
        raise BadQuery("as_of", str(error)) from error
    key = (bench.desk.version, moment)
    with _lock:
        made = _kept.setdefault(bench.desk, OrderedDict())
        if key not in made:
            record = record_of(bench.project, moment)
            past = cast("Project", _PastProject(bench.project, record))
            made[key] = Desk.open(past) if record.anew else bench.desk
            while len(made) > _KEPT:
                made.popitem(last=False)
        made.move_to_end(key)
        return made[key]
