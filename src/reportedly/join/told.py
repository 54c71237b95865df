"""What documents tell of their derivation, as they come: forwards and links find what they name, whichever comes first.

A document stands under a key for each of its addresses; one that links or hands on, under a key for all that it looks
for. So a new document finds those that look for it.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache

from reportedly.derive.forwards import addresses_of, second_of, told_by
from reportedly.join.prints import key_number
from reportedly.records import Document
from reportedly.records.address import is_post
from reportedly.store.backend import Row
from reportedly.store.joining import JoinTables

_KEPT = 3000
_ALL = 1 << 30


class Told:
    """The documents of a store by addresses, texts and times (see `derive.forwards.Pile`); one serves one update."""

    def __init__(self, tables: JoinTables, find: Callable[[str], Document]) -> None:
        self._tables = tables
        self._find = lru_cache(maxsize=_KEPT)(find)
        self._originals = lru_cache(maxsize=_KEPT)(self._worded)

    def update(self, documents: Collection[str] | None) -> set[str]:
        """Take in new documents (None: all that are kept); return those between which edges have come or gone."""
        looking: set[str] = set()
        entered: list[Row] = []
        for row in self._tables.telling(documents):
            document, label, wanted = row[0], row[1], self._wanted(row)
            self._tables.put_keys((key_number(key), label) for key in (*wanted, *_addresses(row)))
            looking |= {document} if wanted else set()
            looking |= set(map(self._tables.by_label, self._versions(row)))
            entered.append(row)
        if documents is not None:
            looking |= {self._tables.by_label(label) for row in entered for label in self._looking_for(row)}
        return {end for document in sorted(looking) for end in self._refresh(document)}

    def at(self, address: str) -> Iterator[Document]:
        """See `derive.forwards.Pile`."""
        return map(self._by_label, self._tables.first_labels(key_number(_AT + address), 1))

    def worded(self, document: Document) -> Iterator[Document]:
        """See `derive.forwards.Pile`."""
        row = self._tables.document(document.id)
        assert row is not None
        return map(self._find, self._originals(row[4]))

    def posted(self, second: str) -> Iterator[Document]:
        """See `derive.forwards.Pile`."""
        return map(self._find, self._tables.within(second))

    def versions(self, address: str) -> Iterator[Document]:
        """See `derive.forwards.Pile`."""
        return map(self._by_label, self._tables.first_labels(key_number(_AT + address), _ALL))

    def _versions(self, row: Row) -> list[int]:
        """Return the labels of all documents that are one post with this one, [] where it is the only one."""
        keys = [key for key in _addresses(row) if is_post(key.removeprefix(_AT))]
        found = {label for key in keys for label in self._tables.first_labels(key_number(key), _ALL)}
        return sorted(found) if len(found) > 1 else []

    def _by_label(self, label: int) -> Document:
        return self._find(self._tables.by_label(label))

    def _worded(self, squeezed: str) -> list[str]:
        rows = sorted(self._tables.alike(squeezed), key=lambda row: (row[1], row[2], row[0]))
        return [row[0] for row in rows if self._find(row[0]).forward is None]

    def _wanted(self, row: Row) -> list[str]:
        """Return the keys of what a document looks for."""
        _, _, _, squeezed, _, _, links, forward = row
        found = [_LINK + link for link in json.loads(links or "[]")]
        handed = json.loads(forward) if forward else None
        if handed:
            second = second_of(handed.get("posted"))
            found += [_TEXT + squeezed, *([_SECOND + second] if second else [])]
        return found

    def _looking_for(self, row: Row) -> Iterator[int]:
        """Yield the labels of the documents that look for one; a later one of an address changes nothing."""
        _, label, instant, squeezed, *_ = row
        keys = [_TEXT + squeezed, _SECOND + instant[:19]]
        for key in _addresses(row):
            if self._tables.first_labels(key_number(key), 1) == [label]:
                keys.append(_LINK + key.removeprefix(_AT))
        for key in keys:
            yield from self._tables.first_labels(key_number(key), _ALL)

    def _refresh(self, document: str) -> set[str]:
        """Find anew what a document tells; return the documents at which something is different for it."""
        owner = TOLD + document
        old, new = self._tables.edges_of_owner(owner), told_by(self._find(document), self)
        if old == new:
            return set()
        self._tables.put_edges(owner, new)
        return {end for e in (*old, *new) if e not in old or e not in new for end in (e.start, e.end)}


TOLD = "told "
"""How the owner of edges begins that a document tells of itself."""

_AT, _LINK, _TEXT, _SECOND = "told at ", "told link ", "told text ", "told second "


def _addresses(row: Row) -> Iterable[str]:
    return [_AT + address for address in addresses_of(row[4], json.loads(row[5] or "[]"))]
