"""Derivation as documents come: which documents have to be looked at again, and what is then found.

A document is compared with those before it that `candidates` finds; its edges depend on them and on what they derive
from. So a new document touches itself, those after it for which it comes into a shelf or pushes another one out, and
what is compared with those whose parents changed.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from reportedly.derive.copies import exact_edges
from reportedly.derive.edges import PRODUCER, derive_one, odds_of
from reportedly.derive.keys import ENOUGH, Key
from reportedly.derive.mention import SURE
from reportedly.derive.pairs import FEATURES, Side, pair_of
from reportedly.derive.shelf import EARLIEST, NEAREST, When, candidates, first_day
from reportedly.derive.sketch import Sketch
from reportedly.derive.weights import load
from reportedly.derive.words import Text
from reportedly.errors import StoreError
from reportedly.join import ahead
from reportedly.join.ahead import Ahead, Seen, Spool, look_ahead, looked_up
from reportedly.join.bulk import WholeShelf, shelved
from reportedly.join.packing import pack_sketch, packed, unpack_sketch
from reportedly.join.prints import Print, key_number, pack_keys, unpack_keys
from reportedly.join.told import Told
from reportedly.records import DocEdge, Document
from reportedly.store.backend import Row
from reportedly.store.joining import JoinTables

GAP = 1 << 32
"""Labels of neighbours in time lie so far apart at first: others find room between them."""

_SIDES = 3000
_ROUNDING = 1e-6
_CITES = FEATURES.index("names its publisher")

FindDocument = Callable[[str], Document]


class LabelsUsedUp(StoreError):
    """Too many documents came between the same two: everything has to be joined anew."""


class StoredShelf:
    """The documents of a store by their keys."""

    def __init__(self, tables: JoinTables, find: FindDocument) -> None:
        self._tables = tables
        self._find = find
        self._labels: dict[When, int] = {}
        self._ids: dict[int, str] = {}
        self._first: dict[str, int] = {}
        self.sketch_of = lru_cache(maxsize=_SIDES)(self._sketch)
        self.side = lru_cache(maxsize=_SIDES)(self._side)

    def note(self, when: When, document: str, label: int) -> None:
        """Note a document's label."""
        if self._labels.get(when) != label:
            self._first.clear()
        self._labels[when] = label
        self._ids[label] = document

    def before(self, key: str, when: When) -> Sequence[str]:
        """See `derive.shelf.Shelf`."""
        number, label = key_number(key), self._labels[when]
        near = self._tables.labels_before(number, label, self._from(key, when), NEAREST)
        first = []
        if key.startswith("s") and len(near) == NEAREST:
            first = [x for x in self._tables.first_labels(number, EARLIEST) if x < label and x not in near]
        return [self.id_of(x) for x in (*first, *near)]

    def id_of(self, label: int) -> str:
        """Return the document with a label."""
        if label not in self._ids:
            self._ids[label] = self._tables.by_label(label)
        return self._ids[label]

    def _from(self, key: str, when: When) -> int:
        if key.startswith("s"):
            return -1
        if when[0] not in self._first:
            day = first_day(key, when)
            self._first[when[0]] = (self._tables.first_label(day) or 0) if day else -1
        return self._first[when[0]]

    def _sketch(self, document: str) -> Sketch:
        row = self._tables.document(document)
        assert row is not None
        return unpack_sketch(row[8])

    def _side(self, document: str) -> Side:
        return Side(self.sketch_of(document), Text(self._find(document)))


class Documents:
    """The documents of a store; `changed` are those at which edges start that have come, gone or changed."""

    def __init__(self, tables: JoinTables, find: FindDocument) -> None:
        self._tables = tables
        self._find = find
        self.shelf = StoredShelf(tables, find)
        self.changed: set[str] = set()
        self.compared = 0
        self._new: dict[str, Row] = {}
        self._dirty: set[str] = set()
        self._edges: dict[str, list[DocEdge]] = {}
        self._last = 0

    def fill(self, prints: Iterable[Print] = ()) -> int:
        """Put the first documents into the store, and derive all that are there at once; return how many there are."""
        for number, one in enumerate(prints):
            self._tables.put_documents([_row(one, -number - 1)])
        self._tables.fresh = False
        shelf, ids, heads = shelved(self._tables)
        labels = [(place + 1) * GAP for place in range(len(ids))]
        self._tables.put_keys(shelf.rows(labels))
        compared: dict[str, list[str]] = {}
        for seen in self._seen(shelf, list(heads.items())):
            document, found, edges = seen.document, seen.candidates, seen.edges
            if found:
                compared[document] = found
                self._tables.put_candidates(document, (), found)
                self.compared += len(found)
            if edges is None:
                fixed = _Fixed(self.shelf, found)
                edges = derive_one(self.shelf.side(document), (("", ENOUGH),), fixed, self._ancestors, load())
            self._edges[document] = sorted(edges, key=_by_ends)
        self._tables.place_documents(
            (label, int(d in heads), packed(compared.get(d, [])), d) for d, label in zip(ids, labels, strict=True)
        )
        self._beside(ids)
        self.changed |= Told(self._tables, self._find).update(None)
        return len(ids)

    def _seen(self, shelf: WholeShelf, heads: Sequence[tuple[str, int]]) -> Iterator[Seen]:
        """Yield what is found of first prints, in time, as far as it does not hang on the edges of others."""
        count = ahead.processes() if len(heads) >= ahead.LEAST else 1
        if count < 2:
            for document, place in heads:
                instant, path = self._tables.when_of(document)
                keys = self._tables.keys_of(document)
                found = looked_up(document, place, (instant, path, document), keys, shelf)
                yield Seen(document, found, None if found else [])
            return
        with Spool() as spool:
            for document, _ in heads:
                spool.put(document, self._parts(document))
            spool.flush()
            yield from look_ahead(Ahead(shelf, spool, heads), count)

    def _parts(self, document: str) -> tuple[str, ...]:
        """Return instant, path, keys, sketch, body and text of a document as they were packed."""
        query = (
            "SELECT j.instant, j.path, j.keys, j.sketch, d.body, t.text FROM join_document j "
            "JOIN document d ON d.id = j.document JOIN document_text t ON t.document = d.id WHERE j.document = ?"
        )
        found: tuple[str, ...] = self._tables.rows(query, (document,))[0]
        return found

    def _beside(self, ids: Sequence[str]) -> None:
        """Add the edges of equal texts and of owners, and write all edges."""
        for document in ids:
            self._edges.setdefault(document, [])
        for squeezed in self._tables.groups():
            rows = sorted(self._tables.alike(squeezed), key=lambda r: (r[1], r[2], r[0]))
            for edge in exact_edges([[Text(self._find(row[0])) for row in rows]], PRODUCER):
                self._edges[edge.start].append(edge)
        for family in self._tables.families():
            for document, earlier, _ in self._family_edges(family):
                self._edges[document].append(_family_edge(document, earlier, family))
        for document, edges in self._edges.items():
            if edges:
                self._edges[document] = sorted(edges, key=_by_ends)
                self.changed |= {e.start for e in edges}
                self._tables.put_edges(document, self._edges[document])

    def add(self, prints: Iterable[Print]) -> int:
        """Put documents into the store and bring all edges up to date; return how many."""
        ordered = sorted(prints, key=lambda p: p.sketch.when)
        groups = {squeezed: list(self._tables.alike(squeezed)) for squeezed in {one.squeezed for one in ordered}}
        # A first print that becomes a later one leaves the line of its owner.
        heads = [self._tables.document(row[0]) for group in groups.values() for row in group if row[4]]
        owners = {one.family for one in ordered} | {row[7] for row in heads if row is not None}
        families = {owner: self._family_edges(owner) for owner in sorted(o for o in owners if o is not None)}
        self._label(ordered)
        for one in ordered:
            self._enter(one, groups[one.squeezed])
        self._exact(groups)
        for family, old in families.items():
            self._refresh_family(family, old)
        self._derive()
        self.changed |= Told(self._tables, self._find).update(list(self._new))
        return len(ordered)

    def _label(self, ordered: Sequence[Print]) -> None:
        """Give labels to new documents: in order of time, between those of their neighbours."""
        gaps: dict[tuple[int | None, int | None], list[Print]] = defaultdict(list)
        for one in ordered:
            gaps[self._tables.around(one.sketch.when)].append(one)
        for (before, after), group in gaps.items():
            start = before or 0
            step = GAP if after is None else (after - start) // (len(group) + 1)
            if step < 1:
                raise LabelsUsedUp("too many documents came between two others; join with rebuild")
            for number, one in enumerate(group, 1):
                self._put(one, start + number * step)
        self._tables.fresh = False
        self._last = self._tables.last_label()

    def _put(self, one: Print, label: int) -> None:
        document = one.id
        self._new[document] = _row(one, label)
        self._tables.put_documents([self._new[document]])
        self.shelf.note(one.sketch.when, document, label)

    def _enter(self, one: Print, group: list[Row]) -> None:
        """Put a document on the shelf, unless an earlier one has the same text; that one leaves if it is later."""
        head = next((row for row in group if row[4]), None)
        instant, path, document = one.sketch.when
        first = head is None or (instant, path, document) < (head[1], head[2], head[0])
        if head is not None and first:
            group[group.index(head)] = (*head[:4], 0)
            self._leave(head[0])
        group.append((document, instant, path, one.sha256, int(first)))
        if first:
            label = self._new[document][1]
            self._set_head(document, 1)
            numbers = {key: key_number(key) for key, _ in one.keys}
            if label != self._last:
                self._touch(label, one.keys, numbers)
            self._tables.put_keys((number, label) for number in numbers.values())
            self._dirty.add(document)

    def _set_head(self, document: str, head: int) -> None:
        row = self._tables.document(document)
        assert row is not None
        candidates_ = row[10] if head else "[]"
        self._tables.put_documents([(*row[:6], head, *row[7:10], candidates_, *row[11:])])
        if not head:
            self._tables.put_candidates(document, _ids(row[10]), ())

    def _leave(self, document: str) -> None:
        """Take a document from the shelf: an earlier one with the same text has come."""
        row = self._tables.document(document)
        assert row is not None
        keys = unpack_keys(row[9])
        for key, _ in keys:
            number = key_number(key)
            self._dirty.update(self.shelf.id_of(x) for x in self._after(key, number, row[1]))
        self._dirty.update(self._tables.compared_with(document))
        self._tables.drop_keys((key_number(key), row[1]) for key, _ in keys)
        self._set_head(document, 0)
        self._dirty.discard(document)

    def _after(self, key: str, number: int, label: int) -> list[int]:
        """Return the documents after a place whose look into a shelf may change when one comes or goes there."""
        if key.startswith("s") and len(self._tables.labels_before(number, label, -1, EARLIEST)) < EARLIEST:
            return self._tables.labels_after(number, label, 1 << 30)
        return self._tables.labels_after(number, label, NEAREST)

    def _touch(self, label: int, keys: Sequence[Key], numbers: dict[str, int]) -> None:
        """Mark the later documents that may be compared with a new one, or no longer with one that it pushes out."""
        shared: dict[int, float] = defaultdict(float)
        pushed: dict[int, list[int]] = defaultdict(list)
        for key, _ in keys:
            number = numbers[key]
            after = self._after(key, number, label)
            if not after:
                continue
            before = self._tables.labels_before(number, label, -1, NEAREST)
            line = [*before, label, *after]
            at = len(before)
            for later in range(at + 1, len(line)):
                shared[line[later]] += _most(key)
                out = later - NEAREST - 1
                if out >= 0:
                    pushed[line[later]].append(line[out])
                if key.startswith("s"):
                    pushed[line[later]] += self._tables.first_labels(number, EARLIEST + 1)
        for document, weight in shared.items():
            name = self.shelf.id_of(document)
            row = self._tables.document(name)
            assert row is not None
            held = set(_ids(row[10]))
            if weight >= ENOUGH - _ROUNDING or any(self.shelf.id_of(x) in held for x in pushed[document]):
                self._dirty.add(name)

    # Edges.

    def _derive(self) -> None:
        """Look at the marked documents in the order of time, and at what depends on parents that changed."""
        queue: list[tuple[int, str]] = []
        forced: set[str] = set()
        for document in self._dirty:
            row = self._tables.document(document)
            assert row is not None
            heapq.heappush(queue, (row[1], document))
        done: set[str] = set()
        while queue:
            _, document = heapq.heappop(queue)
            if document in done:
                continue
            done.add(document)
            for other in self._look(document, forced=document in forced or document in self._new):
                row = self._tables.document(other)
                assert row is not None
                forced.add(other)
                heapq.heappush(queue, (row[1], other))

    def _look(self, document: str, *, forced: bool) -> set[str]:
        """Bring the edges of one document up to date; return the documents that may change with them."""
        row = self._tables.document(document)
        assert row is not None
        if not row[6]:
            return set()
        keys, old = unpack_keys(row[9]), _ids(row[10])
        sketch = self.shelf.sketch_of(document)
        self.shelf.note(sketch.when, document, row[1])
        found = candidates(sketch, keys, self.shelf)
        if found == old and not forced:
            return set()
        if found != old:
            self._tables.put_candidates(document, old, found)
            self._tables.put_documents([(*row[:10], packed(found), *row[11:])])
        if not forced and self._idle(document, old, found):
            return set()
        self.compared += len(found)
        shelf = _Fixed(self.shelf, found)
        edges = derive_one(self.shelf.side(document), (("", ENOUGH),), shelf, self._ancestors, load())
        before = self._parents(document)
        self._own(document, [*edges, *(e for e in self._edges_of(document) if _beside(e))])
        return set() if self._parents(document) == before else self._depend_on(document)

    def _idle(self, document: str, old: Sequence[str], found: Sequence[str]) -> bool:
        """Say whether the candidates that have come or gone change nothing: what is not chosen leaves no trace."""
        gone, come = set(old) - set(found), set(found) - set(old)
        used = {end for e in self._edges_of(document) if not _beside(e) for end in (e.start, e.end)}
        return not gone & used and not any(self._matters(document, c, new=c in come) for c in sorted(gone | come))

    def _matters(self, document: str, other: str, *, new: bool) -> bool:
        """Say whether a candidate may be chosen or, since the document names it, weighs on the choice of others."""
        self.compared += 1
        weights = load()
        pair = pair_of(self.shelf.side(document), self.shelf.side(other))
        limits = weights.thresholds[pair.later.language == pair.earlier.language]
        if pair.values[_CITES] >= SURE or limits.gain < 0:
            return True
        best = odds_of(pair, weights) + max(0.0, -limits.unnamed) + max(0.0, -limits.ancestor)
        return new and best >= limits.least

    def _depend_on(self, document: str) -> set[str]:
        """Return the documents that were compared with one, or with one that derives from it."""
        family, queue = {document}, [document]
        while queue:
            for edge in self._tables.edges_of_end(queue.pop()):
                if not _beside(edge) and edge.start not in family:
                    family.add(edge.start)
                    queue.append(edge.start)
        return {later for one in family for later in self._tables.compared_with(one)}

    def _edges_of(self, owner: str) -> list[DocEdge]:
        if owner not in self._edges:
            self._edges[owner] = self._tables.edges_of_owner(owner)
        return self._edges[owner]

    def _own(self, owner: str, edges: Sequence[DocEdge]) -> None:
        """Make these the edges found for a document."""
        old, new = self._edges_of(owner), sorted(edges, key=_by_ends)
        if new != old:
            self.changed |= {e.start for e in (*old, *new) if e not in old or e not in new}
            self._edges[owner] = new
            self._tables.put_edges(owner, new)

    def _parents(self, document: str) -> list[str]:
        return [e.end for e in self._edges_of(document) if e.start == document and not _beside(e)]

    def _ancestors(self, document: str) -> set[str]:
        found: set[str] = set()
        queue = [document]
        while queue:
            for parent in self._parents(queue.pop()):
                if parent not in found:
                    found.add(parent)
                    queue.append(parent)
        return found

    def _exact(self, groups: dict[str, list[Row]]) -> None:
        """Point all later prints of a text to the first one."""
        for rows in groups.values():
            if len(rows) < 2:
                continue
            texts = [Text(self._find(row[0])) for row in sorted(rows, key=lambda r: (r[1], r[2], r[0]))]
            first = texts[0].document.id
            for edge in exact_edges([texts], PRODUCER):
                self._own(edge.start, [edge])
            self._own(first, [e for e in self._edges_of(first) if not _exact(e)])

    def _family_edges(self, family: str) -> list[tuple[str, str, str]]:
        """Return (document, earlier document, owner): each report of one owner with the last by another outlet."""
        found: list[tuple[str, str, str]] = []
        last: dict[str, str] = {}
        for _, document, publisher in self._tables.family(family):
            other = next((d for p, d in reversed(last.items()) if p != publisher), None)
            if other is not None:
                found.append((document, other, family))
            last.pop(publisher, None)
            last[publisher] = document
        return found

    def _refresh_family(self, family: str, old: Sequence[tuple[str, str, str]]) -> None:
        new = self._family_edges(family)
        for document in {d for d, *_ in (*set(old) ^ set(new),)}:
            edges = [e for e in self._edges_of(document) if e.kind != "same_family"]
            edges += [_family_edge(d, earlier, family) for d, earlier, _ in new if d == document]
            self._own(document, edges)


class _Fixed:
    """A shelf that holds the candidates of one document, whatever the key."""

    def __init__(self, shelf: StoredShelf, found: Sequence[str]) -> None:
        self._shelf = shelf
        self._found = found

    def before(self, key: str, when: When) -> Sequence[str]:
        """See `derive.shelf.Shelf`."""
        return self._found

    def side(self, document: str) -> Side:
        """See `derive.shelf.Shelf`."""
        return self._shelf.side(document)


def _row(one: Print, label: int) -> Row:
    instant, path, document = one.sketch.when
    row = (document, label, instant, path, one.squeezed, one.sha256, 0, one.family)
    return (*row, pack_sketch(one.sketch), pack_keys(one.keys), "[]", "", "", "")


def _by_ends(edge: DocEdge) -> tuple[str, str, str]:
    return edge.start, edge.end, edge.kind


def _family_edge(document: str, earlier: str, family: str) -> DocEdge:
    why = f"both outlets belong to the media family {family!r}"
    return DocEdge(document, earlier, "same_family", 1.0, why, producer=PRODUCER)


def _beside(edge: DocEdge) -> bool:
    """Say whether an edge comes from equal texts or from owners, not from comparison."""
    return edge.kind == "same_family" or _exact(edge)


def _exact(edge: DocEdge) -> bool:
    return edge.kind == "copy" and edge.score == 1.0 and not edge.spans and edge.evidence.startswith("the same ")


def _ids(body: str) -> list[str]:
    return [] if body == "[]" else body[2:-2].split('","')


def _most(key: str) -> float:
    """Return the most that sharing a key counts in any document, see `keys_of`."""
    if key[0] == "s" or " " in key:
        return 1.0
    return {"w": 0.4, "y": 0.4, "p": 0.5}.get(key[0], 0.7)
