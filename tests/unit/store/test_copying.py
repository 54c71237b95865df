"""Copies from one kind of database to the other: equal row for row, and gone on with when they break off."""

from pathlib import Path

import pytest

from reportedly.errors import StoreError
from reportedly.store import SqlStore, copying, managing
from reportedly.store.backend import Backend
from tests.contract.store_records import RUN, a_document
from tests.postgres import Server
from tests.unit.store.made import fill


def _quiet(_table: str, _done: int, _total: int) -> None:
    return


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.db"
    store = SqlStore.open(path)
    fill(store)
    store.close()
    return path


def test_a_file_comes_back_equal_from_a_server(source: Path, postgres: Server, tmp_path: Path) -> None:
    url, back = postgres.database(), tmp_path / "back.db"
    there = managing.copy(source, url, _quiet, resume=False)
    again = managing.copy(url, back, _quiet, resume=False)
    assert there.rows == there.copied == again.copied > 40
    assert there.sha256 == again.sha256
    first, server, second = SqlStore.open(source), SqlStore.open(url), SqlStore.open(back)
    assert list(first.readings()) == list(server.readings()) == list(second.readings())
    assert first.kept_custody() == server.kept_custody() == second.kept_custody()
    assert first.kept_reviews() == server.kept_reviews() == second.kept_reviews()
    assert server.search("water")
    for store in (first, server, second):
        store.close()


def test_new_rows_of_a_copy_are_numbered_after_those_that_were_copied(source: Path, postgres: Server) -> None:
    url = postgres.database()
    managing.copy(source, url, _quiet, resume=False)
    store = SqlStore.open(url)
    with store.looking() as since:
        before = since.marks()
    assert store.add_document(a_document(3), run=RUN.id)
    with store.looking() as since:
        assert since.marks().document == before.document + 1
    store.close()


def test_a_target_that_holds_something_is_refused(source: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    store = SqlStore.open(other)
    store.begin_run(RUN)
    store.close()
    with pytest.raises(StoreError, match=r"is not empty \(run\); name an empty database, or go on .* --resume"):
        managing.copy(source, other, _quiet, resume=False)


def test_a_copy_that_broke_off_is_gone_on_with(source: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    url, put, calls = postgres.database(), copying._put, [0]

    def breaking(table: copying._Table, batch: list[tuple[object, ...]], target: Backend) -> None:
        put(table, batch, target)
        calls[0] += 1
        if calls[0] == 9:
            raise StoreError("the line is cut")

    monkeypatch.setattr(copying, "_BATCH", 3)
    monkeypatch.setattr(copying, "_put", breaking)
    with pytest.raises(StoreError, match="cut"):
        managing.copy(source, url, _quiet, resume=False)
    monkeypatch.setattr(copying, "_put", put)
    made = managing.copy(source, url, _quiet, resume=True)
    assert 0 < made.copied < made.rows


def test_rows_of_another_project_are_not_gone_on_with(source: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    store = SqlStore.open(other)
    store.begin_run(RUN)
    store.add_document(a_document(7), run=RUN.id)
    store.close()
    with pytest.raises(StoreError, match="document holds rows that the source has not"):
        managing.copy(source, other, _quiet, resume=True)


def test_a_database_is_not_copied_into_itself(source: Path) -> None:
    with pytest.raises(StoreError, match="into itself"):
        managing.copy(source, source, _quiet, resume=True)
