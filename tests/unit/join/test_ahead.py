"""Several processes find what one finds, and fail in words."""

import os
from pathlib import Path

import pytest
from benchmarks.scale.stored import RUN, opened, settings, write_store

from reportedly.errors import StoreError
from reportedly.join import ahead
from reportedly.join.ahead import Ahead, Spool, look_ahead
from reportedly.join.driver import rebuild
from reportedly.records import DocEdge
from tests.unit.corroborate.pile import Told, report
from tests.unit.join.joined import in_batches

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process cannot be copied here")


def _edges(path: Path) -> list[DocEdge]:
    store = opened(path)
    with store.joining(RUN) as tables:
        rebuild(tables, settings())
    found = sorted(store.edges(), key=lambda e: (e.start, e.end, e.kind))
    store.close()
    return found


@needs_fork
def test_two_processes_find_what_one_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "store.db"
    write_store(path, 240)
    alone = _edges(path)
    monkeypatch.setattr(ahead, "LEAST", 1)
    monkeypatch.setattr(ahead, "_CHUNK", 40)
    monkeypatch.setattr(ahead, "processes", lambda: 2)
    assert len(alone) > 50
    assert _edges(path) == alone


@needs_fork
def test_a_document_whose_parents_hang_on_other_edges_is_left_to_the_one_that_knows_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    matters = [
        "Brigade 14 carried 320 cans of water up to the hospital in Orlivsk on 3 May",
        "The brewery wells in Orlivsk gave 5,400 litres before the rope broke on Sunday",
        "Engineer Pavlo Hrin counted 27 burst joints along the Mill Street main in Orlivsk",
    ]
    pile = [
        report(*(Told(m) for m in told), published=f"2026-05-0{day}", publisher=f"Paper {day}", path=f"{day}.txt")
        for day, told in enumerate(([matters[0]], matters[:2], matters[1:], matters, [matters[2], matters[0]]), 1)
    ]
    alone = in_batches([pile])
    monkeypatch.setattr(ahead, "LEAST", 1)
    monkeypatch.setattr(ahead, "processes", lambda: 2)
    assert in_batches([pile]) == alone
    assert alone.edges


@needs_fork
def test_a_process_that_is_killed_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ahead, "look", lambda *_: os._exit(9))
    with Spool() as spool, pytest.raises(StoreError, match="ended from outside"):
        list(look_ahead(Ahead(None, spool, [("a", 0)]), 1))  # type: ignore[arg-type]


def test_a_spool_gives_back_what_was_put() -> None:
    with Spool() as spool:
        spool.put("a", ["one", "zwölf\n", "\ud800"])
        spool.put("b", [])
        spool.flush()
        assert spool.get("b") == []
        assert spool.get("a") == ["one", "zwölf\n", "\ud800"]
