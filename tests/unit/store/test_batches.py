"""Many documents in one transaction are as if they had come one by one, and are there wholly or not at all."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import StoreError
from reportedly.records import Document, Failure
from reportedly.records.custody import CustodyDraft
from reportedly.store import SqlStore
from reportedly.store.address import Where
from tests.contract.store_records import RUN, a_document
from tests.unit.store.test_postgres import chain_faults

ROOT = Path(__file__).parents[3]
AT = "2026-10-20T08:00:00+00:00"


def _noted(document: Document) -> list[CustodyDraft]:
    kinds = ("capture", "document", "retrieval")
    return [CustodyDraft(kind, AT, "ada", (document.sha256,), {"path": document.path}) for kind in kinds]  # type: ignore[arg-type]


@settings(deadline=None, max_examples=40)
@given(
    came=st.lists(st.tuples(st.integers(1, 5), st.sampled_from(("a.txt", "b.txt", "c.zip/d.txt"))), max_size=12),
    size=st.integers(1, 12),
)
def test_a_batch_is_as_one_after_the_other(came: list[tuple[int, str]], size: int) -> None:
    with TemporaryDirectory() as folder:
        one, many = SqlStore.open(Path(folder) / "one.db"), SqlStore.open(Path(folder) / "many.db")
        batch = [(document := a_document(number, path=path), _noted(document)) for number, path in came]
        for store in (one, many):
            store.begin_run(RUN)
            store.add_failure(Failure("b.txt", "it was locked"), run=RUN.id)
        singly = [one.add_document(document, run=RUN.id, noted=noted) for document, noted in batch]
        together = [
            new for n in range(0, len(batch), size) for new in many.add_documents(batch[n : n + size], run=RUN.id)
        ]
        assert together == singly
        assert many.documents() == one.documents()
        assert sorted((e.kind, e.on, str(e.detail)) for e in many.custody_events()) == sorted(
            (e.kind, e.on, str(e.detail)) for e in one.custody_events()
        )
        assert many.failures() == one.failures()
        one.close()
        many.close()


def test_a_batch_with_one_that_cannot_be_kept_keeps_none(where: Where) -> None:
    store = SqlStore.open(where)
    store.begin_run(RUN)
    lone = a_document(2, text="a lone surrogate \ud800")
    with pytest.raises((StoreError, UnicodeEncodeError)):
        store.add_documents([(a_document(1), _noted(a_document(1))), (lone, [])], run=RUN.id)
    assert store.documents() == []
    assert store.custody_events() == []
    store.close()


WRITER = """
import sys
from tests.contract.store_records import RUN, a_document
from tests.unit.store.test_batches import _noted
from reportedly.store import SqlStore
store = SqlStore.open(sys.argv[1])
store.begin_run(RUN)
first = int(sys.argv[2])
print("ready", flush=True)
for start in range(first, first + 100_000, 50):
    batch = [(document := a_document(number), _noted(document)) for number in range(start, start + 50)]
    store.add_documents(batch, run=RUN.id)
"""


def test_after_a_kill_a_batch_is_there_wholly_or_not_at_all(where: Where) -> None:
    for attempt in range(2):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(where), str(attempt * 100_000)], stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))},
        )  # fmt: skip
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(0.4 + attempt / 10)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        store = SqlStore.open(where)
        count = len(store.documents())
        assert count > 0
        assert count % 50 == 0
        assert len(store.custody_events()) == 3 * count
        assert chain_faults(store) == []
        store.close()
