"""Bringing a project's joining up to date: which documents are new or changed since the last time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportedly.corroborate.build import PRODUCER as RULES
from reportedly.corroborate.compare import Rules
from reportedly.corroborate.dossier import PRODUCER as DOSSIER
from reportedly.corroborate.dossier import Dossier, dossier_of
from reportedly.corroborate.origins import RULE_VERSION
from reportedly.corroborate.sources import Directory
from reportedly.derive.citations import Names
from reportedly.derive.edges import PRODUCER as EDGES
from reportedly.derive.sketch import PRODUCER as SKETCH
from reportedly.gloss import Marker
from reportedly.join.decisions import Decisions
from reportedly.join.documents import LabelsUsedUp
from reportedly.join.driver import Joining, Report, join
from reportedly.join.prints import Print, print_of
from reportedly.records import Reading
from reportedly.store.joining import JoinTables
from reportedly.text import digest

ReadDocuments = Callable[[Sequence[str]], Iterable[Reading]]
"""Returns documents with their current records, as people left them; all of the store for an empty sequence."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What joining rests on beside the documents.

    `versions` are texts that change whenever everything has to be joined anew: digests of theatre, register and
    codebook, and of what people decided.
    """

    directory: Directory
    marker: Marker
    rules: Rules
    versions: tuple[str, ...] = ()
    decisions: Decisions = Decisions()  # noqa: RUF009 (frozen)

    @property
    def key(self) -> str:
        """What the kept tables were made with."""
        return digest(SKETCH, DOSSIER, EDGES, RULES, RULE_VERSION, *self.versions, length=32)


def update(tables: JoinTables, read: ReadDocuments, basis: Basis, *, rebuild: bool = False) -> Report:
    """Join what is new or changed; everything where `rebuild` says so, or where what it rests on is another.

    Raises StoreError if the database cannot be read or written.
    """
    meta = tables.meta()
    if rebuild or meta.get("key") != basis.key:
        tables.clear()
        meta = {}
    changed, outcome, record = tables.changed_since(int(meta.get("outcome", 0)), int(meta.get("record", 0)))
    new = tables.unknown()
    wanted = () if tables.fresh else [*new, *sorted(changed - set(new))]
    if not tables.fresh and not wanted:
        return Report(0, 0, 0, 0)
    try:
        report = _taken(tables, read(wanted), set(new), basis)
    except LabelsUsedUp:
        tables.clear()
        report = _taken(tables, read(()), set(tables.unknown()), basis)
    tables.note({"key": basis.key, "outcome": str(outcome), "record": str(record)})
    return report


def _taken(tables: JoinTables, readings: Iterable[Reading], new: set[str], basis: Basis) -> Report:
    dossiers: list[Dossier] = []
    names = Names.of(basis.directory.theatre)

    def prints() -> Iterator[Print]:
        for reading in readings:
            dossiers.append(_light(dossier_of(reading, basis.directory)))
            if reading.document.id in new:
                yield print_of(reading, basis.marker, names)

    return join(tables, Joining(basis.rules, basis.decisions), prints(), dossiers)


def _light(dossier: Dossier) -> Dossier:
    """Return a digest that does not hold its reading."""
    return replace(dossier, items=tuple(replace(item, source=None) for item in dossier.items))
