"""What is particular to a PostgreSQL server: who is let in, what is kept, what is said where something is wrong."""

import time
from pathlib import Path

import psycopg
import pytest

from reportedly.custody.chain import verify_chain
from reportedly.errors import StoreError
from reportedly.records import Outcome
from reportedly.review import verify
from reportedly.store import SqlStore, managing, postgres, postgres_words
from tests.contract.store_records import RUN, a_cell, a_document, an_event, every_kind, the_claim
from tests.postgres import Server
from tests.unit.store.made import fill


def _rows(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "PATIENCE_S", 0.3)


def test_a_shell_shows_claims_events_and_the_ledger_as_a_file_does(postgres: Server) -> None:
    url = postgres.database()
    store, document = SqlStore.open(url), a_document()
    store.begin_run(RUN)
    store.add_document(document, run=RUN.id)
    made = [(Outcome(document.id, stage, "done", len(found)), found) for stage, found in every_kind(document).items()]
    store.save_many(made, run=RUN.id)
    store.save_derived(run=RUN.id, edges=[], judgements=[], events=[an_event(the_claim(document))], ledger=[a_cell()])
    store.close()
    claims = _rows(url, "SELECT path, publisher, category, level, root_status, place, lat, proposition FROM claims")
    assert claims == [
        ("in/report-1.txt", "Drelmoor Courier", "B02", "L1", "named", "Drelmoor", 1.25,
         "about 40 homes in Drelmoor have no water")
    ]  # fmt: skip
    assert _rows(url, "SELECT category, origins_min, origins_max, claims FROM events") == [("B02", 1, 2, 1)]
    assert _rows(url, "SELECT place_name, sector, status, stale FROM ledger") == [("Drelmoor", "water", "none", False)]


def test_every_character_comes_back(postgres: Server) -> None:
    text = "zero \x00, no character \ufdd0\ufdd00, both \ufdd0\x00, 🚰"
    store = SqlStore.open(postgres.database())
    store.begin_run(RUN)
    document = a_document(text=text, path="a\x00b.txt")
    store.add_document(document, run=RUN.id)
    assert store.documents() == [document]
    assert store.counts().without_claims == {"en": 1}
    store.close()


# What is said where something is not as it should be.


def _opening(url: str) -> str:
    with pytest.raises(StoreError) as caught:
        SqlStore.open(url)
    return str(caught.value)


@pytest.mark.usefixtures("quick")
def test_a_server_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    began = time.monotonic()
    said = _opening(f"postgresql://ada:hemlig@/desk?host={tmp_path}")
    assert "check that the server runs and can be reached" in said
    assert "hemlig" not in said
    assert time.monotonic() - began < 5


def test_a_database_or_a_user_that_is_not_there_is_said(postgres: Server) -> None:
    assert "make it first (createdb)" in _opening(postgres.url("nowhere"))
    assert "check the user in the address" in _opening(postgres.url("postgres", user="nobody_here"))


def test_a_wrong_password_is_said_and_not_shown(postgres: Server) -> None:
    postgres.sql("CREATE ROLE guarded LOGIN PASSWORD 'right'")
    rules = Path(postgres.data) / "pg_hba.conf"
    before = rules.read_text()
    try:
        rules.write_text("local all guarded scram-sha-256\n" + before)
        postgres.sql("SELECT pg_reload_conf()")
        time.sleep(0.3)
        said = _opening(postgres.url("postgres", "guarded", "wr@ng"))
        assert "check the user, and the password in PGPASSWORD or ~/.pgpass" in said
        assert "wr@ng" not in said
        assert "wr%40ng" not in said
    finally:
        rules.write_text(before)
        postgres.sql("SELECT pg_reload_conf()")


def test_a_database_of_another_program_is_left_alone(postgres: Server) -> None:
    url = postgres.empty()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE recipe (id int)")
    assert "is a database of another program (tables recipe)" in _opening(url)
    assert _rows(url, "SELECT relname FROM pg_class WHERE relname IN ('recipe', 'run')") == [("recipe",)]


def test_a_database_from_a_newer_version_says_so(postgres: Server) -> None:
    url = postgres.database()
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "was made by a newer version (schema 9999" in _opening(url)


def test_one_without_the_right_to_make_tables_is_told(postgres: Server) -> None:
    url = postgres.empty()
    postgres.sql("DO $$ BEGIN CREATE ROLE guest LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    assert "CREATE EXTENSION postgis" in _opening(url.replace("admin@", "guest@"))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION postgis")
    assert "ask the owner of the database for a role" in _opening(url.replace("admin@", "guest@"))


def test_a_server_without_postgis_says_how_to_get_it(postgres: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_words, "_POSTGIS", "no_such_extension")
    assert "apt-get install postgresql-15-postgis-3" in _opening(postgres.empty())


def test_an_empty_database_is_not_filled_by_accident(postgres: Server) -> None:
    with pytest.raises(StoreError, match="there is no project in it"):
        SqlStore.open(postgres.empty(), create=False)


def test_a_server_of_another_age_or_encoding_is_refused(postgres: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    postgres.sql("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    assert "keeps texts as LATIN1" in _opening(postgres.url("latin"))
    monkeypatch.setattr(postgres_words, "OLDEST", 990_000)
    assert "99 or newer is needed" in _opening(postgres.database())


def test_rows_of_the_chains_are_never_changed_or_deleted(postgres: Server) -> None:
    url = postgres.database()
    store = SqlStore.open(url)
    fill(store)
    for statement in (
        "UPDATE custody SET body = '{}'", "DELETE FROM custody", "TRUNCATE custody", "DELETE FROM review",
        "UPDATE review SET body = '{}'", "TRUNCATE review",
    ):  # fmt: skip
        with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="never"):
            _rows(url, statement)
    assert chain_faults(store) == []
    store.close()


def test_a_guard_that_was_switched_off_is_found(postgres: Server) -> None:
    url = postgres.database()
    store = SqlStore.open(url)
    assert managing.check(store.backend) == []
    with psycopg.connect(url) as connection:
        connection.execute("ALTER TABLE custody DISABLE TRIGGER custody_only_grows")
    assert "custody_only_grows, which guards a chain" in managing.check(store.backend)[0]
    store.close()


def chain_faults(store: SqlStore) -> list[str]:
    """Return what is wrong with the chains of custody and of decisions."""
    return [*verify_chain(*store.kept_custody()), *verify(*store.kept_reviews())]
