"""Bringing a project's joining up to date: which documents are new or changed since the last time."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from reportedly.corroborate.compare import Rules
from reportedly.corroborate.dossier import Dossier, dossier_of
from reportedly.corroborate.sources import Directory
from reportedly.derive.citations import Names
from reportedly.gloss import Marker
from reportedly.join.decisions import Decisions
from reportedly.join.documents import LabelsUsedUp
from reportedly.join.driver import Joining, Report, join
from reportedly.join.packing import packed
from reportedly.join.prints import Print, print_of
from reportedly.records import Reading, Tie, from_plain, to_plain
from reportedly.store.joining import JoinTables
from reportedly.text import digest

ReadDocuments = Callable[[Sequence[str]], Iterable[Reading]]
"""Returns documents with their current records, as people left them; all of the store for an empty sequence."""

Printer = Callable[[Iterable[Reading], Collection[str]], Iterable[Print]]
"""Returns, in any order, what derivation needs of those documents whose ids are given; it reads all of them once."""

_ROOMS = ("contrast", "corroborate", "derive", "gloss", "join")


@cache
def program() -> str:
    """Return a digest of the code and the weights that joining is done with."""
    found = [path for room in _ROOMS for path in _below(files("reportedly") / room)]
    return digest(*(f"{name} {body.hex()}" for name, body in found), length=32)


def _below(folder: object) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda e: str(e.name)):  # type: ignore[attr-defined]
        if entry.is_dir():
            yield from _below(entry) if entry.name != "__pycache__" else ()
        else:
            yield entry.name, entry.read_bytes()


@dataclass(frozen=True, slots=True)
class Basis:
    """What joining rests on beside the documents.

    `versions` are digests by name ("the theatre"): whenever one is another than before, everything is joined anew.
    `revised` are the documents in whose records people changed something, each with a digest of what they made of it.
    A `printer` takes the place of `print_of` for new documents; it has to give the same.
    """

    directory: Directory
    marker: Marker
    rules: Rules
    versions: Mapping[str, str] = field(default_factory=dict)
    decisions: Decisions = Decisions()  # noqa: RUF009 (frozen)
    revised: Mapping[str, str] = field(default_factory=dict)
    printer: Printer | None = None


@dataclass(frozen=True, slots=True)
class Updated:
    """What was done: the report, and why everything was joined anew ("" where it was not)."""

    report: Report
    anew: str = ""


_NOTHING = Updated(Report(0, 0, 0, 0))


def update(tables: JoinTables, read: ReadDocuments, basis: Basis, *, rebuild: bool = False) -> Updated:
    """Join what is new or changed; everything where `rebuild` says so, or where what it rests on is another.

    Raises StoreError if the database cannot be read or written.
    """
    meta = tables.meta()
    versions = {**basis.versions, "the program": program()}
    first = tables.fresh
    anew = "it was asked for" if rebuild else _changed(json.loads(meta.get("versions", "{}")), versions)
    if anew or first:
        tables.clear()
        meta = {}
    changed, outcome, record = tables.changed_since(int(meta.get("outcome", 0)), int(meta.get("record", 0)))
    revised = json.loads(meta.get("revised", "{}"))
    changed |= {d for d, _ in {*revised.items()} ^ {*basis.revised.items()}}
    new = tables.unknown()
    wanted = [*new, *sorted(changed - set(new))]
    decisions = _since(basis.decisions, meta)
    if not wanted and not _differs(decisions, meta):
        return _NOTHING
    try:
        report = _taken(tables, read(() if tables.fresh else wanted) if wanted else (), set(new), (basis, decisions))
    except LabelsUsedUp:
        anew = "too many documents came between two others"
        tables.clear()
        report = _taken(tables, read(()), set(tables.unknown()), (basis, basis.decisions))
    tables.note(
        {
            "versions": packed(versions),
            "outcome": str(outcome),
            "record": str(record),
            "revised": packed(dict(basis.revised)),
            "edges": basis.decisions.made,
            "pairs": packed(sorted(basis.decisions.pairs)),
            "ties": packed([to_plain(tie) for tie in basis.decisions.ties]),
        }
    )
    return Updated(report, "" if first else anew)


def _changed(before: Mapping[str, str], versions: Mapping[str, str]) -> str:
    """Return in words what joining rests on and is another than before, "" where there is nothing."""
    names = [name for name, version in versions.items() if before.get(name) != version]
    return f"{' and '.join(names)} changed" if names else ""


def _since(decisions: Decisions, meta: Mapping[str, str]) -> Decisions:
    """Return the decisions with what is different from those with which documents were joined before."""
    before = {from_plain(Tie, tie) for tie in json.loads(meta.get("ties", "[]"))}
    pairs = {(start, end) for start, end in json.loads(meta.get("pairs", "[]"))}
    turned = tuple(sorted(before ^ set(decisions.ties), key=repr))
    return replace(decisions, pairs=pairs | set(decisions.pairs), turned=turned)


def _differs(decisions: Decisions, meta: Mapping[str, str]) -> bool:
    return bool(decisions.turned) or decisions.made != meta.get("edges", "")


def _taken(tables: JoinTables, readings: Iterable[Reading], new: set[str], beside: tuple[Basis, Decisions]) -> Report:
    basis, decisions = beside
    dossiers: list[Dossier] = []
    names = Names.of(basis.directory.theatre)

    def noted() -> Iterator[Reading]:
        for reading in readings:
            dossiers.append(_light(dossier_of(reading, basis.directory)))
            yield reading

    def prints(some: Iterable[Reading], wanted: Collection[str]) -> Iterator[Print]:
        return (print_of(reading, basis.marker, names) for reading in some if reading.document.id in wanted)

    return join(tables, Joining(basis.rules, decisions), (basis.printer or prints)(noted(), new), dossiers)


def _light(dossier: Dossier) -> Dossier:
    """Return a digest that does not hold its reading."""
    return replace(dossier, items=tuple(replace(item, source=None) for item in dossier.items))
