"""What is particular to the SQLite file."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy import event as sqlalchemy_event

from reportedly.errors import StoreError
from reportedly.records import Outcome
from reportedly.store import SqlStore, migrating, schema, sqlite
from tests.contract.store_records import RUN, a_cell, a_document, an_event, every_kind, the_claim


def _filled(path: Path) -> SqlStore:
    store, document = SqlStore.open(path), a_document()
    store.begin_run(RUN)
    store.add_document(document, run=RUN.id)
    made = [
        (Outcome(document.id, stage, "done", len(records)), records) for stage, records in every_kind(document).items()
    ]
    store.save_many(made, run=RUN.id)
    store.save_derived(run=RUN.id, edges=[], judgements=[], events=[an_event(the_claim(document))], ledger=[a_cell()])
    return store


def _rows(path: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_several_stages_saved_at_once_are_as_if_saved_one_by_one(tmp_path: Path) -> None:
    document = a_document()
    at_once, one_by_one = _filled(tmp_path / "a.db"), SqlStore.open(tmp_path / "b.db")
    one_by_one.begin_run(RUN)
    one_by_one.add_document(document, run=RUN.id)
    for stage, records in every_kind(document).items():
        one_by_one.save(Outcome(document.id, stage, "done", len(records)), records, run=RUN.id)
    assert at_once.reading(document.id) == one_by_one.reading(document.id)
    assert at_once.outcomes() == one_by_one.outcomes()
    at_once.close()
    one_by_one.close()


def test_one_stage_twice_in_one_call_keeps_the_later_records(tmp_path: Path) -> None:
    store, document = _filled(tmp_path / "p.db"), a_document()
    [timing] = every_kind(document)["date.rules/1"]
    later = Outcome(document.id, "date.rules/3", "done", 0)
    store.save_many([(Outcome(document.id, "date.rules/2", "done", 1), [timing]), (later, [])], run=RUN.id)
    assert timing not in store.reading(document.id).records
    assert later in store.outcomes()
    store.close()


def test_an_sqlite_shell_shows_claims_events_and_the_ledger(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    _filled(path).close()
    claims = _rows(
        path, "SELECT path, publisher, published, category, level, root_status, place, proposition FROM claims"
    )
    assert claims == [
        ("in/report-1.txt", "Drelmoor Courier", "2026-10-19T18:00:00-01:00", "B02", "L1", "named", "Drelmoor",
         "about 40 homes in Drelmoor have no water")
    ]  # fmt: skip
    events = _rows(path, "SELECT category, corroboration, origins_min, origins_max, claims FROM events")
    assert events == [("B02", "K1", 1, 2, 1)]
    assert _rows(path, "SELECT place_name, sector, status FROM ledger") == [("Drelmoor", "water", "none")]


def test_retired_records_stay_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    store = _filled(path)
    store.save(Outcome(a_document().id, "date.rules/2", "done", 0), (), run=RUN.id)
    store.close()
    assert _rows(path, "SELECT kind, retired_at FROM record WHERE retired_at IS NOT NULL") == [
        ("Timing", RUN.started_at)
    ]


@pytest.mark.parametrize("body", ['{"claim": "clm_a", "mood": "dry"}', "{}", "[]", "5", '{"start"'])
def test_a_row_that_cannot_be_read_is_an_error_that_says_what_to_do(tmp_path: Path, body: str) -> None:
    path = tmp_path / "p.db"
    _filled(path).close()
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE record SET body = ? WHERE kind = 'Timing'", (body,))
    connection.close()
    store = SqlStore.open(path)
    with pytest.raises(StoreError, match="holds a Timing that this version cannot read"):
        store.reading(a_document().id)
    store.close()


def test_a_missing_database_is_not_made_by_accident(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no database"):
        SqlStore.open(tmp_path / "none.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_folders_for_a_new_database_are_made(tmp_path: Path) -> None:
    SqlStore.open(tmp_path / "new" / "folder" / "p.db").close()
    assert (tmp_path / "new" / "folder" / "p.db").is_file()


@pytest.mark.parametrize("content", [b"This is a report, not a database.", b"\x00" * 5000])
def test_something_else_is_not_taken_for_a_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not an SQLite database"):
        SqlStore.open(path)
    assert path.read_bytes() == content


def test_a_damaged_database_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    _filled(path).close()
    data = path.read_bytes()
    path.write_bytes(data[:100] + b"\xff" * 8000 + data[8100:])
    with pytest.raises(StoreError, match="restore it from a copy"):
        SqlStore.open(path)


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipe (id INTEGER)")
    connection.close()
    with pytest.raises(StoreError, match="another program"):
        SqlStore.open(path)
    assert _rows(path, "SELECT name FROM sqlite_master") == [("recipe",)]


def test_a_database_from_a_newer_version_says_so(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    _filled(path).close()
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError, match="newer version"):
        SqlStore.open(path)


def test_a_folder_is_not_a_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        SqlStore.open(tmp_path)


def test_the_schema_in_code_is_that_of_the_newest_migration(tmp_path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrating.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == schema.HEAD
    path = tmp_path / "p.db"
    SqlStore.open(path).close()
    for table in schema.metadata.sorted_tables:
        columns = [row[1] for row in _rows(path, f"PRAGMA table_info('{table.name}')")]
        assert columns == [column.name for column in table.columns]


def test_events_of_a_file_from_before_the_index_are_found_by_claim(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    _filled(path).close()
    with sqlite3.connect(path) as old:
        old.executescript("DROP TRIGGER event_claims; DROP TABLE event_claim")
        old.execute("UPDATE alembic_version SET version_num = '0010'")
    old.close()
    store, claim = SqlStore.open(path), the_claim(a_document())
    assert store.events_with([claim.id]) == store.events() == [an_event(claim)]
    store.close()


def test_no_question_for_events_by_claim_reads_all_events(tmp_path: Path) -> None:
    asked: list[str] = []
    store = _filled(tmp_path / "p.db")

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    sqlalchemy_event.listen(Engine, "before_cursor_execute", hear)
    store.events_with([the_claim(a_document()).id])
    sqlalchemy_event.remove(Engine, "before_cursor_execute", hear)
    store.close()
    [question] = [statement for statement in asked if "event_claim" in statement]
    with sqlite3.connect(tmp_path / "p.db") as file:
        plan = [str(row[3]) for row in file.execute(f"EXPLAIN QUERY PLAN {question}", ("[]", "[]"))]
    file.close()
    assert not [step for step in plan if step.startswith("SCAN event")]
    assert [step for step in plan if "event_claim USING PRIMARY KEY" in step]


def test_a_second_writer_waits_and_then_says_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "p.db"
    _filled(path).close()
    monkeypatch.setattr(sqlite, "_BUSY_MS", 50)
    store = SqlStore.open(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another run is writing"):
        store.add_document(a_document(2), run=RUN.id)
    assert len(store.documents()) == 1
    other.close()
    store.close()


def test_a_full_disk_is_said_and_what_was_kept_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    store = _filled(path)
    with store.backend._engine.connect() as connection:  # type: ignore[attr-defined]
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="the disk is full: free some space"):
        store.add_document(a_document(2, text="No water. " * 10_000), run=RUN.id)
    assert [document.id for document in store.documents()] == [a_document().id]
    store.close()
    assert _rows(path, "PRAGMA integrity_check") == [("ok",)]


def test_several_programs_may_open_a_new_database_at_once(tmp_path: Path) -> None:
    script = "import sys; from pathlib import Path; from reportedly.store import SqlStore\n"
    script += "print(len(SqlStore.open(Path(sys.argv[1])).documents()))"
    arguments = [sys.executable, "-c", script, str(tmp_path / "p.db")]
    programs = [subprocess.Popen(arguments, stdout=subprocess.PIPE) for _ in range(3)]
    assert [program.communicate()[0] for program in programs] == [b"0\n"] * 3


def test_threads_may_share_a_store(tmp_path: Path) -> None:
    store = _filled(tmp_path / "p.db")
    with ThreadPoolExecutor(4) as threads:
        added = list(threads.map(lambda number: store.add_document(a_document(number), run=RUN.id), range(2, 30)))
        read = list(threads.map(lambda _: len(list(store.readings())), range(8)))
    assert all(added)
    assert read == [29] * 8
    store.close()


_WRITER = """
import sys
from pathlib import Path
from reportedly.records import Outcome
from reportedly.store import SqlStore
from tests.contract.store_records import RUN, a_document, every_kind

store = SqlStore.open(Path(sys.argv[1]))
store.begin_run(RUN)
print("ready", flush=True)
for number in range(int(sys.argv[2]), 10**9):
    document = a_document(number)
    store.add_document(document, run=RUN.id)
    made = [(Outcome(document.id, s, "done", len(r)), r) for s, r in every_kind(document).items()]
    store.save_many(made, run=RUN.id)
"""


def test_a_kill_at_any_moment_leaves_a_whole_database(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    root = os.pathsep.join(str(Path(__file__).parents[3] / part) for part in ("src", ""))
    for attempt, delay_s in enumerate((0.0, 0.05, 0.13), start=1):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(path), str(attempt * 10_000)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": root},
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(delay_s)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        store = SqlStore.open(path, create=False)
        assert _rows(path, "PRAGMA integrity_check") == [("ok",)]
        for reading in store.readings():
            kinds = every_kind(reading.document)
            assert len(reading.records) in (0, sum(map(len, kinds.values())))
            assert len(store.stages_done(reading.document.id)) in (0, len(kinds))
        store.close()
    assert _rows(path, "SELECT count(*) > 0 FROM record") == [(1,)]
