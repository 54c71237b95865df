"""Several processes write into one database on a server, and the server goes down under them: nothing lost or twice."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from reportedly.errors import StoreError
from reportedly.store import SqlStore
from reportedly.store import postgres as postgres_module
from tests.contract.store_records import RUN, a_document
from tests.postgres import Server
from tests.unit.store.test_postgres import chain_faults

ROOT = Path(__file__).parents[3]
EACH = 40

WRITER = """
import sys
from reportedly.records import Outcome
from reportedly.records.custody import CustodyDraft
from reportedly.store import SqlStore
from tests.contract.store_records import RUN, a_document, every_kind
from tests.unit.review.made import draft
url, first, each = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
store = SqlStore.open(url)
store.begin_run(RUN)
new = 0
for number in range(each):
    # Every other document is the same as that of the other process.
    document = a_document(number if number % 2 else first + number)
    noted = CustodyDraft("document", "2026-10-20T08:00:00+00:00", "ada", (document.sha256,), {"path": document.path})
    new += sum(store.add_documents([(document, [noted])], run=RUN.id))
    made = [(Outcome(document.id, stage, "done", len(found)), found) for stage, found in every_kind(document).items()]
    store.save_many(made, run=RUN.id)
    store.add_reviews(lambda _: [draft("edit", "clm_a", field="place", before="{}", after='{"name": "Harl"}')],
                      key=f"{first} {number}")
    store.add_review(draft("edit", "clm_a", field="place", before="{}", after='{"name": "Orl"}'))
    print(new, flush=True)
store.close()
"""


def _writer(url: str, first: int, each: int = EACH) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, url, str(first), str(each)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))},
    )  # fmt: skip


def _check(url: str, said: list[str]) -> None:
    """Look whether all is there once: documents, what was made of them, and both chains."""
    half = EACH // 2
    expected = {a_document(n).id for n in range(EACH) if n % 2}
    expected |= {a_document(first + n).id for first in (1000, 2000) for n in range(0, EACH, 2)}
    assert sum(int(text.split()[-1]) for text in said) == len(expected) == 3 * half
    store = SqlStore.open(url)
    readings = list(store.readings())
    assert {reading.document.id for reading in readings} == expected
    assert len(readings) == len(expected)
    assert len({len(reading.records) for reading in readings}) == 1
    assert len(store.custody_events()) == len(expected)
    assert len(store.reviews()) == 2 * 2 * EACH
    assert chain_faults(store) == []
    store.close()


def test_two_processes_add_different_documents_and_the_same(postgres: Server) -> None:
    url = postgres.database()
    writers = [_writer(url, first) for first in (1000, 2000)]
    said = [writer.communicate(timeout=300) for writer in writers]
    assert [(w.returncode, error) for w, (_, error) in zip(writers, said, strict=True)] == [(0, ""), (0, "")]
    _check(url, [out for out, _ in said])


def test_a_server_that_restarts_under_its_writers_loses_nothing(postgres: Server) -> None:
    url = postgres.database()
    writers = [_writer(url, first) for first in (1000, 2000)]
    for _ in range(3):
        for writer in writers:
            assert writer.stdout is not None
            writer.stdout.readline()
        postgres.restart("immediate")
    said = [writer.communicate(timeout=300) for writer in writers]
    assert [(w.returncode, error) for w, (_, error) in zip(writers, said, strict=True)] == [(0, ""), (0, "")]
    _check(url, [out for out, _ in said])


def test_an_answer_that_was_lost_on_its_way_is_not_written_twice(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SqlStore.open(postgres.database())
    store.begin_run(RUN)
    kept, broken = Connection._commit_impl, [True]

    def commit(connection: Connection) -> None:
        kept(connection)
        if broken and broken.pop():
            postgres.restart("immediate")
            raise OperationalError("COMMIT", None, psycopg.OperationalError("server closed the connection"))

    monkeypatch.setattr(Connection, "_commit_impl", commit)
    assert store.add_document(a_document(), run=RUN.id)
    assert broken == []
    assert len(store.documents()) == 1
    store.close()


def test_a_server_that_stays_away_is_an_error_that_says_what_to_do(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_module, "PATIENCE_S", 1.0)
    store = SqlStore.open(postgres.database())
    store.begin_run(RUN)
    postgres.down()
    try:
        began = time.monotonic()
        with pytest.raises(StoreError, match="what was kept before is whole"):
            store.add_document(a_document(), run=RUN.id)
        assert 0.7 < time.monotonic() - began < 20
    finally:
        postgres.up()
    assert store.add_document(a_document(), run=RUN.id)
    store.close()


def test_a_writer_waits_for_another_one_and_then_says_so(postgres: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_module, "_LOCK_WAIT_MS", 200)
    url = postgres.database()
    first, second = SqlStore.open(url), SqlStore.open(url)
    first.begin_run(RUN)
    with first.joining(RUN.id):
        assert second.documents() == []
        with pytest.raises(StoreError, match="another run is writing: wait for it to end"):
            second.add_document(a_document(), run=RUN.id)
    assert second.add_document(a_document(), run=RUN.id)
    first.close()
    second.close()


def _run(out: Path, reports: Sequence[Path], *more: str) -> "subprocess.Popen[str]":
    """Begin `reportedly run`."""
    theatre = str(ROOT / "examples" / "valley" / "theatre.yaml")
    command = [sys.executable, "-m", "reportedly.cli.main", "run", *map(str, reports), "--theatre", theatre]
    return subprocess.Popen(
        [*command, "-o", str(out), "--quiet", "--workers", "1", *more], text=True, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip


def _ended(*runs: "subprocess.Popen[str]") -> None:
    for run in runs:
        _, error = run.communicate(timeout=900)
        assert (run.returncode, error) == (0, "")


def _reports() -> list[Path]:
    return sorted((ROOT / "examples" / "valley" / "reports").iterdir())[:6]


@pytest.mark.slow
def test_two_runs_at_once_leave_what_one_run_leaves(postgres: Server, tmp_path: Path) -> None:
    url, reports = postgres.database(), _reports()
    _ended(_run(tmp_path / "one", reports[:4], "--db", url), _run(tmp_path / "two", reports[2:], "--db", url))
    alone = SqlStore.open(tmp_path / "alone.db")
    _ended(_run(tmp_path / "alone", reports, "--db", str(tmp_path / "alone.db")))
    together = SqlStore.open(url)
    assert set(together.document_ids()) == set(alone.document_ids())
    assert len(together.document_ids()) == len(alone.document_ids())
    for document in alone.document_ids():
        assert set(together.reading(document).records) == set(alone.reading(document).records)
        assert len(together.reading(document).records) == len(alone.reading(document).records)
    assert {(e.id, e.origins_min, e.origins_max) for e in together.events()} == {
        (e.id, e.origins_min, e.origins_max) for e in alone.events()
    }
    assert chain_faults(together) == []
    together.close()
    alone.close()


@pytest.mark.slow
def test_a_run_whose_server_restarts_makes_the_claims_of_an_undisturbed_run(postgres: Server, tmp_path: Path) -> None:
    reports, url = _reports(), postgres.database()
    _ended(_run(tmp_path / "calm", reports))
    shaken = _run(tmp_path / "shaken", reports, "--db", url)
    watched = SqlStore.open(url)
    restarts = 0
    for documents, outcomes in ((1, 0), (len(reports), 1), (len(reports), 5)):
        while shaken.poll() is None:
            if len(watched.document_ids()) >= documents and len(watched.outcomes()) >= outcomes:
                postgres.restart("immediate")
                restarts += 1
                break
            time.sleep(0.05)
    _ended(shaken)
    watched.close()
    assert restarts >= 2
    for name in ("claims.jsonl", "brief.md"):
        assert (tmp_path / "shaken" / name).read_bytes() == (tmp_path / "calm" / name).read_bytes()
