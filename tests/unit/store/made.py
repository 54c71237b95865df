"""A store with one or more records of everything, for tests of either kind of database."""

from dataclasses import replace

from reportedly.records import Outcome
from reportedly.records.custody import CustodyDraft
from reportedly.records.visit import Visit
from reportedly.store import SqlStore
from tests.contract.store_records import LATER, NOW, RUN, a_cell, a_document, an_edge, an_event, every_kind, the_claim
from tests.unit.review.made import draft


def fill(store: SqlStore) -> None:
    """Write two documents, all kinds of records, retired rows, both chains, visits, and what joining keeps."""
    store.begin_run(RUN)
    store.begin_run(LATER)
    first, second = a_document(), replace(a_document(2), text="Zero \x00 and \ufdd0 stay.")
    noted = CustodyDraft("document", "2026-10-20T08:00:00+00:00", "ada", (first.sha256,), {"path": first.path})
    store.add_documents([(first, [noted]), (second, [])], run=RUN.id)
    for stage, records in every_kind(first).items():
        store.save(Outcome(first.id, stage, "done", len(records)), records, run=RUN.id)
    store.save(Outcome(first.id, "date.rules/2", "done", 0), (), run=LATER.id)
    for run in (RUN, LATER):
        store.save_derived(
            run=run.id, edges=[an_edge(first, second)], judgements=[], ledger=[a_cell()],
            events=[an_event(the_claim(first), proposition=f"as of {run.id}")],
        )  # fmt: skip
    action = store.add_review(draft("edit", "clm_a", field="place", before="{}", after='{"name": "Harl"}'))
    store.add_review(draft("erase", action.id, field="before,after,quotes"))
    store.keep_visit("key", Visit("https://example.org/", "page", NOW, "live", NOW, 200))
    with store.joining(RUN.id) as tables:
        tables.put_documents([(first.id, 1, NOW, first.path, "s", first.sha256, True, None, "{}", "k", "", "", "", "")])
        tables.put_pairs([("clm_a", "clm_b", "same", 0.125, None, True)], [])
        tables.put_keys([(-(2**62), 1), (2**62, 1)])
        tables.put_clashes("z", [("clm_a", "clm_b", "number", "40 or 60")])
        tables.note({"reviews": "2"})
