"""Stores of invented documents on disk, and their truth."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from benchmarks.scale.made import Made, Maker, parents
from reportedly.corroborate.compare import Rules
from reportedly.join.driver import Joining
from reportedly.join.packing import pack_item, pack_root, pack_sketch
from reportedly.join.prints import pack_keys
from reportedly.records import Run
from reportedly.store import SqlStore, rows

RUN = "run_scale"
_BATCH = 500

Truth = dict[str, tuple[int, bool]]
"""For each document the story that it tells, and whether it was made from another document."""


def opened(path: Path) -> SqlStore:
    """Return a store, made if it is not there."""
    store = SqlStore.open(path)
    store.begin_run(Run(RUN, "2027-06-01T00:00:00+00:00", "0", "{}"))
    return store


def settings() -> Joining:
    """Return what invented documents are joined with."""
    return Joining(Rules(frozenset(), parents))


def write_store(path: Path, count: int, *, more: int = 0) -> list[Made]:
    """Write a store of `count` invented documents that are not joined yet, and its truth beside it.

    Returns `more` further documents that are not in it.
    """
    found = Maker().documents(count + more)
    truth: Truth = {}
    store = opened(path)
    label = 0
    for batch in _batches(islice(found, count)):
        with store.joining(RUN) as tables:
            for one in batch:
                label += 1
                truth[one.document.id] = (one.story, one.parent is not None)
                put_text(tables, one)
                tables.put_documents([_document_row(one, -label)])
                tables.put_items(_item_rows(one))
    store.close()
    rest = list(found)
    truth |= {one.document.id: (one.story, one.parent is not None) for one in rest}
    path.with_suffix(".truth.json").write_text(json.dumps(truth), encoding="utf-8")
    return rest


def put_text(tables: object, one: Made) -> None:
    """Write a document with its text."""
    db = tables._db  # type: ignore[attr-defined]
    row = rows.document_row(one.document, RUN)
    columns = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    db.execute(f"INSERT OR IGNORE INTO document ({columns}) VALUES ({marks})", tuple(row.values()))  # noqa: S608
    db.execute("INSERT OR IGNORE INTO document_text VALUES (?, ?)", (one.document.id, one.document.text))


def _batches(made: Iterable[Made]) -> Iterator[list[Made]]:
    every = iter(made)
    while batch := list(islice(every, _BATCH)):
        yield batch


def _document_row(one: Made, label: int) -> tuple[object, ...]:
    instant, path, document = one.print.sketch.when
    start = (document, label, instant, path, one.print.squeezed, one.print.sha256, 0, one.print.family)
    keys, when = pack_keys(one.print.keys), one.dossier.when
    return (*start, pack_sketch(one.print.sketch), keys, "[]", when[0], one.dossier.publisher, one.dossier.name)


def _item_rows(one: Made) -> Iterator[tuple[object, ...]]:
    for item, root in zip(one.dossier.items, one.dossier.roots, strict=True):
        told, kept = item.told.packed, pack_root(root)
        yield (item.id, item.document, item.rank, pack_item(item), told, kept, item.key, None, None, None)
