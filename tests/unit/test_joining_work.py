"""A project's joining: whatever came when, and whatever people decided in between, it holds what joining anew finds."""

import os
import random
import signal
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly import assembly
from reportedly.errors import ReviewRefused
from reportedly.join import beside, driver
from reportedly.joining_work import Setting, Work, join_documents
from reportedly.records import Claim, DocEdge, Event, Outcome, Reading, ReviewAction, ReviewDraft, Run
from reportedly.records.review import DiscardReason
from reportedly.review import checked, standing
from reportedly.review.making import Desk
from reportedly.store import SqlStore
from tests.unit.corroborate.pile import THEATRE, Told, report
from tests.unit.join.test_incremental import in_pieces, piles, retellings

AT = "2026-11-02T09:30:00+00:00"


class Kept:
    """A store of a project with the runs that it was joined in."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "project.db"
        self.store = SqlStore.open(self.path)
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
    makers = {
        "merge": lambda: desk.merge(dice.sample(claims, min(len(claims), dice.randint(2, 3)))),
        "split": lambda: a_split(desk, dice, dice.choice(many)),
        "not_same": lambda: desk.not_same(*dice.sample(dice.choice(many).claims if many else claims, 2)),
        "cut": lambda: a_cut(desk, dice.choice(desk.edges)),
        "add": lambda: desk.edge("add", *dice.sample(documents, 2), dice.choice(["cites", "revision_of"])),
        "copy": lambda: desk.edge("add", *dice.sample(documents, 2), "copy"),
        "reject": lambda: desk.reject(dice.choice(claims), dice.choice(get_args(DiscardReason))),
        "edit": lambda: desk.edit(dice.choice(claims), "polarity", {"polarity": dice.choice("+-")}),
        "undo": lambda: an_undo(desk, dice, kept.store.reviews()),
    }
    try:
        return makers[dice.choice(sorted(makers))]()
    except (ReviewRefused, IndexError, ValueError):
        return None


def a_split(desk: Desk, dice: random.Random, event: Event) -> ReviewDraft:
    return desk.split(event.id, dice.sample(event.claims, dice.randint(1, len(event.claims) - 1)))


def a_cut(desk: Desk, edge: DocEdge) -> ReviewDraft:
    return desk.edge("cut", edge.start, edge.end)


def an_undo(desk: Desk, dice: random.Random, actions: Sequence[ReviewAction]) -> ReviewDraft:
    return desk.undo(dice.choice(standing(actions)).id, actions)


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


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of a database but those on runs."""
    with sqlite3.connect(path) as db:
        names = [n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'") if n != "run"]
        return {name: sorted(db.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in names}


SAID = "the installed office"
PILE = [
    report(Told(status=("water", "none"), chain=(SAID,)), publisher="Kestrel Mission", path="1.txt"),
    report(
        Told("The taps in Orlivsk have run quite dry"), publisher="Heron Wire", published="2026-05-05", path="2.txt"
    ),
    *(
        report(
            Told(
                f"Shelling by {who} forces destroyed the dairy in Orlivsk",
                "GUO.D01",
                realis="occurred",
                kind="event",
                place=None,
            ),
            publisher=outlet,
            path=path,
        )
        for who, outlet, path in (("government", "Dobro Herald", "3.txt"), ("rebel", "Plain Courier", "4.txt"))
    ),
]


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    found = Kept(tmp_path)
    found.keep(PILE[:3])
    found.join()
    return found


def test_where_nothing_is_new_nothing_is_written(kept: Kept) -> None:
    before = rows(kept.path)
    assert kept.join().documents == 0
    assert rows(kept.path) == before


def test_rows_that_stay_as_they_are_are_not_written_again(kept: Kept) -> None:
    before = rows(kept.path)
    kept.keep([report(Told("The bridge at the mill is open", category="GUO.C07", place="Dobrovyr"), path="9.txt")])
    kept.join()
    after = rows(kept.path)
    for table in ("edge", "judgement", "event", "drift"):
        assert set(before[table]) <= set(after[table])
    same_as_anew(kept)


def test_what_is_replaced_is_retired_and_still_there(kept: Kept) -> None:
    with sqlite3.connect(kept.path) as db:
        before = set(db.execute("SELECT id FROM event WHERE retired_at IS NULL"))
    kept.decide(kept.desk().not_same(*next(e.claims for e in kept.store.events() if len(e.claims) == 2)))
    kept.join()
    with sqlite3.connect(kept.path) as db:
        now = set(db.execute("SELECT id FROM event WHERE retired_at IS NULL"))
        assert before - now
        assert before - now == set(db.execute("SELECT id FROM event WHERE retired_at IS NOT NULL"))
    same_as_anew(kept)


def test_who_is_to_blame_is_found_when_the_second_report_comes_later(kept: Kept) -> None:
    assert not any(e.contradictions for e in kept.store.events())
    kept.keep(PILE[3:])
    kept.join()
    assert {c.kind for e in kept.store.events() for c in e.contradictions} == {"blame"}
    same_as_anew(kept)
    [claim] = PILE[3].of(Claim)
    kept.decide(kept.desk().reject(claim.id, get_args(DiscardReason)[0]))
    kept.join()
    assert not any(e.contradictions for e in kept.store.events())
    same_as_anew(kept)


def test_a_change_of_the_program_joins_everything_anew_and_says_so(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(kept.path)
    monkeypatch.setattr("reportedly.join.update.program", lambda: "another")
    done = kept.join()
    assert (done.anew, done.documents) == ("the program changed", 3)
    assert {t: rows(kept.path)[t] for t in ("edge", "judgement", "event")} == {
        t: before[t] for t in ("edge", "judgement", "event")
    }
    assert kept.join(rebuild=True).anew == "it was asked for"
    assert kept.join().anew == ""


def test_the_ledger_looks_from_the_day_that_is_asked_for(kept: Kept) -> None:
    kept.join(on="2026-05-04")
    same_as_anew(kept, on="2026-05-04")
    assert {cell.as_of for cell in kept.store.ledger()} == {"2026-05-04"}
    kept.join()
    same_as_anew(kept)


@pytest.mark.parametrize("pairs", [((1, 0), (2, 1)), ((0, 1), (1, 2), (2, 0)), ((0, 1), (1, 0), (2, 1))])
def test_copies_of_copies_lead_to_the_first_and_circles_lose_nothing(
    tmp_path: Path, pairs: tuple[tuple[int, int], ...]
) -> None:
    kept = Kept(tmp_path)
    kept.keep([report(Told(), publisher=p, path=f"{p}.txt") for p in ("Dobro Herald", "Heron Wire", "Plain Courier")])
    kept.join()
    claims = sorted(c.id for r in kept.store.readings() for c in r.of(Claim))
    documents = [r.document.id for r in kept.store.readings()]
    for start, end in pairs:
        kept.decide(kept.desk().edge("add", documents[start], documents[end], "copy"))
        kept.join()
        same_as_anew(kept)
    assert [sorted(e.claims) for e in kept.store.events()] == [claims]
    assert {j.right for j in kept.store.judgements() if "exact copy" in j.reason} | {
        j.left for j in kept.store.judgements() if "exact copy" in j.reason
    } == set(claims)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process cannot be copied here")
@pytest.mark.parametrize("moment", ["join", "update_drift", "update_ledger"])
def test_a_kill_in_the_middle_leaves_what_was_there_and_the_next_run_goes_on(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    kept.keep(PILE[3:])
    before = rows(kept.path)
    place = {"join": driver.Claims, "update_drift": beside, "update_ledger": beside}[moment]
    name = {"join": "_flush", "update_drift": "find_drift", "update_ledger": "project"}[moment]
    kept.store.close()
    child = os.fork()
    if child == 0:  # pragma: no cover (the process that is killed)
        monkeypatch.setattr(place, name, lambda *_, **__: time.sleep(60))
        kept.join()
        os._exit(1)
    time.sleep(_until_it_waits(kept.path))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert rows(kept.path) == before
    kept.join()
    same_as_anew(kept)


def _until_it_waits(path: Path) -> float:
    """Wait until another process holds the database for writing, and give it time to come to the middle."""
    for _ in range(200):
        with sqlite3.connect(path, timeout=0) as db:
            try:
                db.execute("BEGIN IMMEDIATE")
                db.rollback()
            except sqlite3.OperationalError:
                return 1.0
        time.sleep(0.05)
    return 0.0
