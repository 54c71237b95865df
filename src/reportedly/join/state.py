"""What is known of claims while they are joined: read from the store when it is asked for, written back at the end."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TypeVar

from reportedly.corroborate.board import Ruling, Rulings, Shelves, ruling
from reportedly.corroborate.items import Item, Spot
from reportedly.corroborate.neighbours import Entry, Places
from reportedly.corroborate.origins import When
from reportedly.corroborate.root import Root
from reportedly.derive.forwards import PRODUCER as FORWARDS
from reportedly.derive.forwards import beside_told
from reportedly.join.decisions import Decisions
from reportedly.join.packing import unpack_item, unpack_root
from reportedly.join.told import TOLD
from reportedly.records import DocEdge, from_plain
from reportedly.records.values import ContradictionKind
from reportedly.store.backend import Row
from reportedly.store.joining import JoinTables

K = TypeVar("K")
V = TypeVar("V")

FAMILY = frozenset({"copy", "translation", "excerpt", "same_release", "cites", "summarises", "revision_of"})
"""Edges by which claims of two documents are compared whatever their places and days."""


ClashRow = tuple[str, str, ContradictionKind, str]
"""Two claims, the earlier one first, how they clash, and why."""


class Lazy(dict[K, V]):
    """A dictionary that loads what it is asked for and does not hold yet."""

    def __init__(self, load: Callable[[K], V]) -> None:
        super().__init__()
        self._load = load

    def __missing__(self, key: K) -> V:
        value = self[key] = self._load(key)
        return value


class State:
    """Claims, their lists and rulings, and the documents that they stand in."""

    def __init__(self, tables: JoinTables, decisions: Decisions) -> None:
        self.tables = tables
        self.decisions = decisions
        self.items: Lazy[str, Item] = Lazy(self._item)
        self.roots: Lazy[str, Root] = Lazy(lambda claim: unpack_root(self._row(claim)[2]))
        self.exact: Lazy[str, str | None] = Lazy(lambda claim: self._row(claim)[3])
        self.component: Lazy[str, str | None] = Lazy(lambda claim: self._row(claim)[4])
        self.event: Lazy[str, str | None] = Lazy(lambda claim: self._row(claim)[5])
        self.claim_ids: Lazy[str, list[str]] = Lazy(tables.claims_of)
        self.claims: Lazy[str, list[Item]] = Lazy(lambda d: [self.items[c] for c in self.claim_ids[d]])
        self.copies: Lazy[str, set[str]] = Lazy(lambda c: set(tables.copies(c)))
        self.members: Lazy[str, set[str]] = Lazy(lambda c: set(tables.component(c)))
        self.event_claims: Lazy[str, set[str]] = Lazy(lambda e: set(tables.event_claims(e)))
        self.twins: Lazy[str, list[str]] = Lazy(tables.twins)
        self.rulings: Lazy[str, Rulings] = Lazy(self._rulings)
        self.lists: Lazy[str, list[Entry]] = Lazy(lambda name: list(tables.list_of(name)))
        self.zones: Lazy[str, set[str]] = Lazy(lambda zone: set(tables.zone(zone)))
        self.documents: Lazy[str, tuple[When, str, str]] = Lazy(self._document)
        self.out: Lazy[str, list[DocEdge]] = Lazy(self._out)
        self.kin: Lazy[str, set[str]] = Lazy(self._kin)
        cells: Lazy[str, dict[str, Spot]] = Lazy(
            lambda cell: {i: from_plain(Spot, _plain(body)) for i, body in tables.cell(cell)}
        )
        self.places = Places(cells)
        self.clashes: Lazy[str, set[ClashRow]] = Lazy(lambda zone: set(tables.clashes_of_zone(zone)))
        self.clashes_of: Lazy[str, Counter[ClashRow]] = Lazy(lambda c: Counter(tables.clashes_of(c, worded=False)))
        self.worded_of: Lazy[str, Counter[ClashRow]] = Lazy(lambda c: Counter(tables.clashes_of(c, worded=True)))

    def shelves(self) -> Shelves:
        """Return what the board works on."""
        return Shelves(self.items, self.claims, self.kin, self.twins, self.rulings)

    def _row(self, claim: str) -> Row:
        row = self.tables.item(claim)
        if row is None:
            raise KeyError(claim)
        self.items.setdefault(claim, unpack_item(claim, row[0], row[1]))
        self.exact.setdefault(claim, row[3])
        self.component.setdefault(claim, row[4])
        self.event.setdefault(claim, row[5])
        if claim not in self.roots:
            self.roots[claim] = unpack_root(row[2])
        return row

    def _item(self, claim: str) -> Item:
        row = self._row(claim)
        return unpack_item(claim, row[0], row[1])

    def _rulings(self, claim: str) -> Rulings:
        found: Rulings = {}
        for other, verdict, score, conflict, joins in self.tables.pairs_of(claim):
            if other in self.rulings:
                # What has been looked at on the other side may have changed since it was written.
                known: Ruling | None = dict.get(self.rulings, other, {}).get(claim)
                if known is not None:
                    found[other] = known
            else:
                found[other] = ruling(verdict, score, conflict, bool(joins))
        return found

    def _document(self, document: str) -> tuple[When, str, str]:
        row = self.tables.document(document)
        if row is None:
            raise KeyError(document)
        return (row[11], row[3], document), row[12], row[13]

    def _out(self, start: str) -> list[DocEdge]:
        found = self.tables.edges_of_start(start)
        told = [edge for edge in found if edge.producer == FORWARDS]
        back = self.tables.edges_of_owners_to(start, TOLD)
        if told or back:
            found = [*beside_told([e for e in found if e.producer != FORWARDS], [*told, *back]), *told]
        return sorted(self.decisions.edit(start, found), key=lambda e: (e.start, e.kind, e.end))

    def _kin(self, document: str) -> set[str]:
        found = {e.end for e in self.out[document] if e.kind in FAMILY}
        starts = {e.start for e in self.tables.edges_of_end(document)}
        starts |= {start for start, end in self.decisions.pairs if end == document}
        return found | {s for s in starts if any(e.end == document and e.kind in FAMILY for e in self.out[s])}


def _plain(body: str) -> Mapping[str, object]:
    found: Mapping[str, object] = json.loads(body)
    return found
