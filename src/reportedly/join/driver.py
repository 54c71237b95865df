"""One joining: documents and claims that are new or changed go in, what differs for them is written."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby

from reportedly.corroborate.compare import Rules
from reportedly.corroborate.dossier import Dossier
from reportedly.join.claims import Claims
from reportedly.join.decisions import Decisions
from reportedly.join.documents import Documents
from reportedly.join.packing import unpack_item, unpack_root
from reportedly.join.prints import Print
from reportedly.join.state import State
from reportedly.records import DocEdge
from reportedly.store.joining import JoinTables


@dataclass(frozen=True, slots=True)
class Report:
    """What a joining did: documents taken in, pairs of documents and of claims looked at, events made.

    `touched` are the documents for which something is different now (None: all of them).
    """

    documents: int
    document_pairs: int
    claim_pairs: int
    events: int
    touched: frozenset[str] | None = frozenset()


@dataclass(frozen=True, slots=True)
class Joining:
    """What joining needs beside the documents."""

    rules: Rules
    decisions: Decisions = Decisions()  # noqa: RUF009 (frozen)


def rebuild(tables: JoinTables, joining: Joining) -> Report:
    """Work out anew all that joining found, from the documents and claims that it keeps."""
    tables.clear(whole=False)
    return join(tables, joining, (), dossiers_of(tables))


def dossiers_of(tables: JoinTables) -> Iterator[Dossier]:
    """Yield the digests of all documents that joining keeps."""
    for document, found in groupby(tables.all_items(), key=lambda row: str(row[0])):
        rows = list(found)
        _, published, path, publisher, name, *_ = rows[0]
        claims = [row[5:] for row in rows if row[5] is not None]
        yield Dossier(
            document=document,
            when=(published, path, document),
            publisher=publisher,
            name=name,
            items=tuple(unpack_item(claim, body, told) for claim, body, told, _ in claims),
            roots=tuple(unpack_root(root) for *_, root in claims),
        )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold back the search for cycles among objects: joining makes millions, hardly any in a cycle."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@_uncollected()
def join(tables: JoinTables, joining: Joining, prints: Iterable[Print], dossiers: Iterable[Dossier]) -> Report:
    """Take in documents with their claims; write the edges, judgements and events that are new or different.

    `prints` are those of documents that are not in the store yet, `dossiers` those of documents that are new or whose
    records have changed. The outcome depends on all documents that are in the store afterwards, not on the order in
    which they came, nor on how they were divided between calls.
    """
    whole = tables.fresh
    documents = Documents(tables, tables.stored)
    count = documents.fill(prints) if whole else documents.add(prints)
    decisions = joining.decisions
    state = State(tables, decisions)
    starts = documents.changed | {start for start, _ in decisions.pairs}
    before: dict[str, list[DocEdge]] = {start: [] if whole else tables.found.current_edges(start) for start in starts}
    moved = {start: edges for start, edges in before.items() if sorted_edges(edges) != sorted_edges(state.out[start])}
    tables.found.set_edges(None if whole else moved.keys(), [e for start in sorted(moved) for e in state.out[start]])
    claims = Claims(state, joining.rules)
    found = claims.update(dossiers, moved)
    judged = tables.found.set_judgements(None if whole else found.claims, found.judgements)
    grouped = tables.found.set_events(None if whole else found.gone, found.events)
    touched = claims.touched({c for j in judged for c in (j.left, j.right)} | {c for e in grouped for c in e.claims})
    touched |= {document for edges in moved.values() for e in edges for document in (e.start, e.end)}
    touched |= {document for start in moved for e in state.out[start] for document in (e.start, e.end)}
    tables.fresh = tables.without_claims = False
    return Report(count, documents.compared, found.compared, len(found.events), None if whole else frozenset(touched))


def sorted_edges(edges: Sequence[DocEdge]) -> list[DocEdge]:
    """Return edges in a fixed order."""
    return sorted(edges, key=lambda e: (e.start, e.kind, e.end))
