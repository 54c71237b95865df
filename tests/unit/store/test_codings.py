"""Codings under one codebook after another stay side by side."""

import sqlite3
from dataclasses import replace
from pathlib import Path

from reportedly.records import Coding, Outcome, Run
from reportedly.store import SqlStore
from reportedly.store.address import Where
from tests.contract.store_records import RUN, a_document, every_kind

LATER = Run("run_later", "2031-01-01T00:00:00+00:00", "0", "{}")


def opened(path: Where) -> tuple[SqlStore, Coding]:
    """Return a store with one document, coded under guo, and that coding."""
    store, document = SqlStore.open(path), a_document()
    store.begin_run(RUN)
    store.begin_run(LATER)
    store.add_document(document, run=RUN.id)
    made = every_kind(document)
    store.save_many([(Outcome(document.id, name, "done", len(r)), r) for name, r in made.items()], run=RUN.id)
    [coding] = [r for r in made["code.rules/1"] if isinstance(r, Coding)][:1]
    return store, coding


def test_the_earlier_coding_is_kept_with_its_time_and_no_longer_read(where: Where) -> None:
    store, coding = opened(where)
    document = a_document().id
    other = replace(coding, codebook="own", category="OWN.A01", version="2.0.0")
    store.save(Outcome(document, "code.rules/1+b", "done", 1), [other], run=LATER.id)
    assert store.reading(document).about(Coding, coding.claim) == (other,)
    kept = store.codings(coding.claim)
    assert [(k.coding, k.since, k.until) for k in kept] == [
        (coding, RUN.started_at, LATER.started_at),
        (other, LATER.started_at, None),
    ]
    assert store.codings("clm_none") == []
    assert len(store.codings()) >= 2
    store.close()


def test_a_coder_that_takes_the_place_of_another_retires_what_that_made(where: Where) -> None:
    store, coding = opened(where)
    document = a_document().id
    other = replace(coding, category="OWN.A01")
    made = [(Outcome(document, "code.words/1", "done", 1), [other])]
    store.save_many(made, run=LATER.id, instead={"code.rules"})
    assert store.reading(document).about(Coding, coding.claim) == (other,)
    assert "code.rules/1" not in {outcome.stage for outcome in store.outcomes()}
    store.close()


def test_a_database_of_the_schema_before_gets_the_view_of_codings(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    store, coding = opened(path)
    store.close()
    connection = sqlite3.connect(path)
    connection.execute("DROP VIEW codings")
    connection.execute("DROP INDEX record_coding")
    connection.execute("UPDATE alembic_version SET version_num = '0002'")
    connection.commit()
    connection.close()
    SqlStore.open(path).close()
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT claim, codebook, version, category, until FROM codings").fetchall()
    connection.close()
    assert (coding.claim, coding.codebook, coding.version, coding.category, None) in rows
