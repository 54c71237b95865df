"""A project's joining: whatever came when, and whatever people decided in between, it holds what joining anew finds."""

import random
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly import assembly
from reportedly.errors import ReviewRefused
from reportedly.joining_work import Setting, Work, join_documents
from reportedly.records import Claim, Outcome, Reading, ReviewDraft, Run
from reportedly.review import checked, standing
from reportedly.review.making import Desk
from reportedly.store import SqliteStore
from tests.unit.corroborate.pile import THEATRE, Told, report
from tests.unit.join.test_incremental import in_pieces, piles, retellings

AT = "2026-11-02T09:30:00+00:00"


class Kept:
    """A store of a project with the runs that it was joined in."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "project.db"
        self.store = SqliteStore.open(self.path)
        self._runs = 0

    def join(self, *, on: str | None = None, rebuild: bool = False) -> Work:
        run = self.begin()
        setting = Setting(THEATRE, assembly.register(), assembly.codebook())
        return join_documents(self.store, setting, run=run, on=on, rebuild=rebuild)

    def begin(self) -> str:
        self._runs += 1
        run = Run(f"run_{self._runs}", f"2026-06-01T00:{self._runs // 60:02}:{self._runs % 60:02}+00:00", "0", "{}")
        self.store.begin_run(run)
        return run.id

    def keep(self, readings: Sequence[Reading]) -> None:
        run = self.begin()
        for reading in readings:
            self.store.add_document(reading.document, run=run)
            outcome = Outcome(reading.document.id, "made/1", "done", len(reading.records), "")
            self.store.save(outcome, reading.records, run=run)

    def decide(self, draft: ReviewDraft) -> bool:
        try:
            self.store.add_review(draft, check=lambda actions: checked(draft, actions))
        except ReviewRefused:
            return False
        return True

    def desk(self) -> Desk:
        store = self.store
        return Desk(list(store.readings()), store.events(), store.edges(), "ada", AT, "seen by eye")


def same_as_anew(kept: Kept, on: str | None = None) -> None:
    """Compare what a store holds with what all its documents give in memory."""
    store = kept.store
    found = assembly.join(
        list(store.readings()), THEATRE, as_of=on, sources=assembly.register(), actions=store.reviews()
    )
    assert store.edges() == sorted(found.edges, key=lambda e: (e.start, e.end, e.kind))
    assert sorted(store.judgements(), key=repr) == sorted(set(found.judgements), key=repr)
    assert store.events() == found.events
    assert store.drift() == found.drift
    assert store.ledger() == found.ledger


def a_decision(kept: Kept, dice: random.Random) -> ReviewDraft | None:
    """Return some decision on what a store holds."""
    desk = kept.desk()
    claims = [c.id for r in desk.readings for c in r.of(Claim)]
    documents = [r.document.id for r in desk.readings]
    many = [e for e in desk.events if len(e.claims) > 1]
    kind = dice.choice(["merge", "split", "not_same", "not_same", "cut", "add", "reject", "edit", "undo"])
    try:
        if kind == "merge":
            return desk.merge(dice.sample(claims, min(len(claims), dice.randint(2, 3))))
        if kind == "split":
            event = dice.choice(many)
            return desk.split(event.id, dice.sample(event.claims, dice.randint(1, len(event.claims) - 1)))
        if kind == "not_same":
            return desk.not_same(*dice.sample(dice.choice(many).claims if many else claims, 2))
        if kind == "cut":
            edge = dice.choice(desk.edges)
            return desk.edge("cut", edge.start, edge.end)
        if kind == "add":
            return desk.edge("add", *dice.sample(documents, 2), dice.choice(["cites", "copy", "revision_of"]))
        if kind == "undo":
            actions = kept.store.reviews()
            return desk.undo(dice.choice(standing(actions)).id, actions)
        if kind == "reject":
            return desk.reject(dice.choice(claims), "no_claim")
        return desk.edit(dice.choice(claims), "polarity", {"polarity": dice.choice("+-")})
    except (ReviewRefused, IndexError, ValueError):
        return None


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(retellings(), piles()), st.randoms(use_true_random=False))
def test_documents_and_decisions_in_any_order_give_what_all_give_at_once(
    pile: list[Reading], dice: random.Random
) -> None:
    with TemporaryDirectory() as folder:
        kept = Kept(Path(folder))
        for batch in in_pieces(pile, dice):
            kept.keep(batch)
            kept.join()
            for _ in range(dice.randint(0, 2)):
                if (draft := a_decision(kept, dice)) is not None and kept.decide(draft):
                    kept.join()
        same_as_anew(kept)
        kept.store.close()
