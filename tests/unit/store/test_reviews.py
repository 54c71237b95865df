"""The chain of review actions in the database: appended, read as of a time, erased in part, never changed."""

import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from reportedly.errors import ReviewRefused, StoreError
from reportedly.records import Quote
from reportedly.review import checked, standing, verify
from reportedly.store import SqlStore, upgrading
from reportedly.store.address import Where
from tests.unit.review.made import draft

QUOTE = (Quote("clm_a", "doc_a", ("The taps ran dry", "in Harl"), 1),)


def the_faults(store: SqlStore) -> list[str]:
    rows, highest = store.kept_reviews()
    return verify(rows, highest)


def raw(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_actions_come_back_as_they_were_put_in(where: Where) -> None:
    store = SqlStore.open(where)
    merge = store.add_review(draft("merge", "clm_a", "clm_b", quotes=QUOTE, before='{"events": ["evt_a"]}'))
    undo = store.add_review(draft("undo", merge.id, at="2026-11-03T09:30:00+00:00"))
    store.close()
    store = SqlStore.open(where, create=False)
    assert store.reviews() == [merge, undo]
    assert store.reviews()[0].quotes == QUOTE
    assert undo.previous == merge.sha256
    assert standing(store.reviews()) == [undo]
    assert the_faults(store) == []
    store.close()


def test_the_log_can_be_asked_as_of_a_time_in_any_zone(where: Where) -> None:
    store = SqlStore.open(where)
    for day in ("2026-11-02", "2026-11-03"):
        store.add_review(draft("accept", "clm_a", at=f"{day}T09:30:00+00:00"))
    assert len(store.reviews(known_by="2026-11-02T09:30:00Z")) == 1
    assert len(store.reviews(known_by="2026-11-02T10:29:59+01:00")) == 0
    assert len(store.reviews(known_by="2026-11-03T10:30:00+01:00")) == 2
    store.close()


def test_an_action_that_is_refused_leaves_nothing_behind(where: Where) -> None:
    store = SqlStore.open(where)
    apart = store.add_review(draft("not_same", "clm_a", against=("clm_b",)))
    merge = draft("merge", "clm_a", "clm_b")
    with pytest.raises(ReviewRefused, match=apart.id):
        store.add_review(merge, check=lambda actions: checked(merge, actions))
    assert store.reviews() == [apart]
    assert the_faults(store) == []
    store.close()


def test_the_database_refuses_to_change_or_delete_an_action(tmp_path: Path) -> None:
    store = SqlStore.open(tmp_path / "p.db")
    store.add_review(draft("accept", "clm_a"))
    for statement in ("DELETE FROM review", "UPDATE review SET body = 'x'", "UPDATE review SET seq = 7"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            raw(tmp_path / "p.db", statement)
    store.close()


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE review SET body = replace(body, 'ada', 'eve') WHERE seq = 2",
        "UPDATE review SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 2",
        "UPDATE review SET sealed = replace(sealed, 'because', 'perhaps') WHERE seq = 2",
        "UPDATE review SET sealed = '{}' WHERE seq = 2",
        "UPDATE review SET sha256 = lower(hex(randomblob(32))) WHERE seq = 3",
        "UPDATE review SET id = 'rev_0' WHERE seq = 1",
        "DELETE FROM review WHERE seq = 1",
        "DELETE FROM review WHERE seq = 2",
        "DELETE FROM review WHERE seq = 3",
        "DELETE FROM review",
        "UPDATE review SET seq = 4 WHERE seq = 1",
        "INSERT INTO review SELECT 4, 'rev_x', at, body, sha256, sealed FROM review WHERE seq = 1",
    ],
)
def test_who_goes_round_the_triggers_is_found(tmp_path: Path, tampering: str) -> None:
    path = tmp_path / "p.db"
    store = SqlStore.open(path)
    for claim in ("clm_a", "clm_b", "clm_c"):
        store.add_review(draft("accept", claim, because="because it is so"))
    assert the_faults(store) == []
    raw(path, "DROP TRIGGER review_no_delete", "DROP TRIGGER review_no_change", tampering)
    assert the_faults(store)
    store.close()


def test_an_erase_takes_the_values_away_and_the_chain_holds(where: Where) -> None:
    store = SqlStore.open(where)
    value = '{"name": "Harl"}'
    edit = store.add_review(draft("edit", "clm_a", field="place", before=value, after=value, quotes=QUOTE))
    store.add_review(draft("erase", edit.id, field="before,after,quotes"))
    kept = store.reviews()[0]
    assert (kept.before, kept.after, kept.quotes, kept.reason) == (None, None, (), "seen by eye")
    assert kept.id == edit.id
    assert the_faults(store) == []
    held = store.backend.read(lambda c: [str(row) for row in c.exec_driver_sql("SELECT * FROM review")])
    assert "Harl" not in "".join(held)
    store.close()


def test_a_row_that_cannot_be_read_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    store = SqlStore.open(tmp_path / "p.db")
    store.add_review(draft("accept", "clm_a"))
    raw(tmp_path / "p.db", "DROP TRIGGER review_no_change", "UPDATE review SET body = '{'")
    with pytest.raises(StoreError, match="review verify"):
        store.reviews()
    assert the_faults(store)
    store.close()


def test_many_writers_at_once_make_one_chain(where: Where) -> None:
    SqlStore.open(where).close()

    def write(number: int) -> None:
        store = SqlStore.open(where, create=False)
        for _ in range(5):
            store.add_review(draft("accept", f"clm_{number}"))
        store.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    store = SqlStore.open(where, create=False)
    assert [a.number for a in store.reviews()] == list(range(1, 21))
    assert the_faults(store) == []
    store.close()


WRITER = """
import sys
from pathlib import Path
from reportedly.store import SqlStore
from tests.unit.review.made import draft
store = SqlStore.open(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(100000):
    action = store.add_review(draft("edit", "clm_a", field="place", before="{}", after='{"name": "Harl"}'))
    if number % 3 == 2:
        store.add_review(draft("erase", action.id, field="before,after,quotes"))
"""


def test_after_a_kill_the_chain_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    for _ in range(3):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        try:
            writer.wait(timeout=0.3)
        except subprocess.TimeoutExpired:
            writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        store = SqlStore.open(path, create=False)
        assert the_faults(store) == []
        erased = {a.on[0] for a in store.reviews() if a.kind == "erase"}
        assert {a.id for a in store.reviews() if a.kind == "edit" and a.after is None} == erased
        assert store.reviews()
        store.close()


def test_a_database_of_the_schema_before_gets_the_table(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    config = Config()
    config.set_main_option("script_location", str(upgrading._MIGRATIONS))
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
    engine.dispose()
    store = SqlStore.open(path, create=False)
    store.add_review(draft("accept", "clm_a"))
    assert the_faults(store) == []
    store.close()
