"""Roles of a team, each with a connection of its own: what they may see, and what they may write."""

from collections.abc import Callable, Iterator

import psycopg
import pytest

from reportedly.errors import StoreError
from reportedly.records import Event, Outcome, event_id
from reportedly.records.custody import CustodyDraft
from reportedly.store import SqlStore, managing
from tests.contract.store_records import RUN, a_cell, a_document, an_event, every_kind, the_claim
from tests.postgres import Server
from tests.unit.review.made import draft

As = Callable[[str], str]

DENIED = (psycopg.errors.InsufficientPrivilege, psycopg.errors.IntegrityConstraintViolation)


@pytest.fixture
def team(postgres: Server) -> Iterator[As]:
    """A project with one severe event and one that is not, and the URL under which somebody with a role opens it."""
    url = postgres.database()
    store = SqlStore.open(url)
    store.begin_run(RUN)
    for number in (1, 2):
        document = a_document(number)
        store.add_document(document, run=RUN.id)
        for stage, records in every_kind(document).items():
            store.save(Outcome(document.id, stage, "done", len(records)), records, run=RUN.id)
    claim = the_claim(a_document(2))
    severe = Event(event_id((claim.id,)), "B02", "severe", (claim.id,), (), 1, 1, "K1", (), sensitivity="severe")
    store.save_derived(
        run=RUN.id, edges=[], judgements=[], events=[an_event(the_claim(a_document(1))), severe], ledger=[a_cell()]
    )
    store.add_review(draft("edit", "clm_a", field="place", before="{}", after='{"name": "Harl"}'))
    store.add_custody(CustodyDraft("read", "2026-10-20T08:00:00+00:00", "ada"))
    managing.make_roles(store.backend)
    for role in ("viewer", "analyst", "reviewer", "admin"):
        postgres.sql(f"DO $$ BEGIN CREATE ROLE a_{role} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
        postgres.sql(f"GRANT reportedly_{role} TO a_{role}")
    yield lambda role: url.replace("admin@", f"a_{role}@")
    store.close()


def _ask(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        found = connection.execute(query)
        return found.fetchall() if found.description else []


def test_a_viewer_sees_nothing_of_severe_sensitivity(team: As) -> None:
    claim = the_claim(a_document(2)).id
    assert _ask(team("viewer"), "SELECT id FROM claims") == [(the_claim(a_document(1)).id,)]
    assert len(_ask(team("viewer"), "SELECT id FROM events")) == 1
    assert _ask(team("viewer"), f"SELECT kind FROM record WHERE claim = '{claim}'") == []
    assert _ask(team("viewer"), f"SELECT 1 FROM place WHERE claim = '{claim}'") == []
    assert len(_ask(team("viewer"), "SELECT kind FROM record WHERE claim IS NOT NULL")) > 5
    assert len(_ask(team("analyst"), "SELECT id FROM claims")) == 2
    assert len(_ask(team("analyst"), "SELECT id FROM events")) == 2


@pytest.mark.parametrize("table", ["document_text", "review", "custody", "search", "failure", "join_document"])
def test_a_viewer_reads_no_texts_and_no_chains(team: As, table: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        _ask(team("viewer"), f"SELECT * FROM {table}")
    assert _ask(team("analyst"), f"SELECT count(*) FROM {table}")


def test_names_of_persons_are_not_for_viewers(team: As) -> None:
    query = "SELECT count(*) FROM record WHERE kind IN ('PersonMention', 'Body')"
    assert _ask(team("viewer"), query) == [(0,)]
    assert _ask(team("analyst"), query) == [(4,)]


def test_only_a_reviewer_decides(team: As) -> None:
    action = draft("edit", "clm_a", field="place", before="{}", after='{"name": "Orl"}')
    for role, may in (("viewer", False), ("analyst", False), ("reviewer", True), ("admin", True)):
        store = SqlStore.open(team(role))
        if may:
            assert store.add_review(action).number
        else:
            with pytest.raises(StoreError, match=r"permission denied .* ask the owner of the database for a role"):
                store.add_review(action)
        store.close()


def test_an_analyst_does_the_work_of_a_run(team: As) -> None:
    store, document = SqlStore.open(team("analyst")), a_document(3)
    store.begin_run(RUN)
    assert store.add_documents([(document, [CustodyDraft("read", "2026-10-20T08:00:00+00:00", "bo")])], run=RUN.id)
    made = [(Outcome(document.id, s, "done", len(records)), records) for s, records in every_kind(document).items()]
    store.save_many(made, run=RUN.id)
    store.save(Outcome(document.id, "date.rules/2", "done", 0), (), run=RUN.id)
    store.save_derived(run=RUN.id, edges=[], judgements=[], events=[an_event(the_claim(document))], ledger=[])
    with store.joining(RUN.id) as tables:
        tables.put_keys([(1, 1)])
        tables.clear()
    assert store.search("water")
    assert managing.check(store.backend) == []
    store.close()


@pytest.mark.parametrize("role", ["viewer", "analyst", "reviewer", "admin"])
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM custody", "UPDATE custody SET body = ''", "DELETE FROM review", "UPDATE review SET body = ''",
        "TRUNCATE review", "UPDATE document_text SET text = ''", "DELETE FROM record", "UPDATE record SET body = ''",
        "DELETE FROM document", "UPDATE chain_end SET highest = 0", "ALTER TABLE custody DISABLE TRIGGER ALL",
    ],
)  # fmt: skip
def test_nobody_changes_what_was_kept(team: As, role: str, statement: str) -> None:
    with pytest.raises(DENIED):
        _ask(team(role), statement)


def test_not_even_the_owner_changes_a_chain(team: As, postgres: Server) -> None:
    for statement in ("DELETE FROM custody", "UPDATE review SET body = ''", "DELETE FROM review"):
        with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="never"):
            _ask(team("admin").replace("a_admin@", "admin@"), statement)


def test_an_admin_gives_roles_and_a_reviewer_does_not(team: As, postgres: Server) -> None:
    postgres.sql("DO $$ BEGIN CREATE ROLE newcomer LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        _ask(team("reviewer"), "GRANT reportedly_analyst TO newcomer")
    _ask(team("admin"), "GRANT reportedly_analyst TO newcomer")
    store = SqlStore.open(team("admin"))
    members = {one.name: one.members for one in managing.roles_of(store.backend)}
    store.close()
    assert "newcomer" in members["reportedly_analyst"]
    postgres.sql("REVOKE reportedly_analyst FROM newcomer GRANTED BY a_admin")


def test_the_roles_may_be_made_again(team: As) -> None:
    store = SqlStore.open(team("admin").replace("a_admin@", "admin@"))
    managing.make_roles(store.backend)
    assert all(one.there for one in managing.roles_of(store.backend))
    store.close()
