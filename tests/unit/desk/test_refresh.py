"""A refresh takes in what has changed, and ends where reading everything anew would."""

import sqlite3
import threading
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import pytest

from reportedly.desk import ClaimRow, Desk, Filter, NotFound, Viewer
from reportedly.desk.keeping import FILE
from reportedly.project import Project
from reportedly.records import Claim, Event, Origin, Outcome, ReviewDraft, event_id
from tests.unit.desk.made import begin, decide, hand_made, put, undo

EXACT, GUEST = Viewer("K. Maryan", "reviewer", exact=True), Viewer("guest")
Small = tuple[Project, Desk]


def everything(desk: Desk) -> dict[str, object]:
    """Return all that a desk answers, but its version."""
    found: dict[str, object] = {"counts": desk.counts(), "as_of": desk.as_of}
    for viewer in (EXACT, GUEST):
        name = "exact" if viewer.exact else "guest"
        for order in ("document", "event", "time", "impact"):
            found[f"claims {order} {name}"] = desk.claims(Filter(), viewer, order=order, limit=10_000).rows
        found[f"events {name}"] = desk.events(Filter(), viewer, limit=10_000).rows
        found[f"documents {name}"] = desk.documents(Filter(), viewer, limit=10_000).rows
        found[f"facets {name}"] = desk.facets(Filter(), viewer)
        found[f"areas {name}"] = desk.areas(viewer)
        found[f"speakers {name}"], found[f"brought {name}"] = desk.speakers(viewer), desk.brought(viewer)
        points = asdict(desk.points(Filter(), viewer))
        points.pop("precisions"), points.pop("codes"), points.pop("kinds")
        found[f"points {name}"] = sorted(zip(points["ids"], points["lon"], points["lat"], points["day"], strict=True))
        for words in ("water", "лікарня", "Bandaro", "council"):
            hits = desk.search(words, Filter(), viewer, limit=1_000)
            found[f"search {words} {name}"] = sorted(hit.row.id for hit in hits.rows if isinstance(hit.row, ClaimRow))
            passages = desk.search(words, Filter(), viewer, kind="passages", limit=1_000)
            found[f"passages {words} {name}"] = sorted(
                ((hit.row.document, hit.fragments) for hit in passages.rows), key=str
            )
    rows = desk.claims(Filter(), EXACT, limit=10_000).rows
    found["cells"] = {row.id: desk.cells_with(row.id) for row in rows[:40]}
    found["captures"] = {row.document: desk.captures(row.document) for row in rows}
    return found


def agrees_with_a_new_one(project: Project, desk: Desk) -> None:
    """Check that a refreshed desk answers as one that has read everything anew, and as one that opens its file."""
    now = everything(desk)
    with Desk.open(project) as other:  # The file is in use: this one reads everything for itself.
        anew = everything(other)
    desk.close()
    with Desk.open(project) as again:
        reopened = everything(again)
    for name, value in now.items():
        assert anew[name] == value, name
        assert reopened[name] == value, name


def a_claim(desk: Desk, number: int = 7) -> ClaimRow:
    return desk.claims(Filter(), EXACT).rows[number]


def test_nothing_new_changes_nothing(small: Small) -> None:
    version = small[1].version
    assert not small[1].refresh()
    assert small[1].version == version


def test_a_decision_rewrites_its_document_and_no_other(small: Small) -> None:
    project, desk = small
    row = a_claim(desk)
    decide(project, row.document, row.id, "accept")
    changed = desk.refresh()
    assert changed.documents == {row.document}
    assert not changed.anew
    assert desk.claim(row.id, GUEST).review == "accepted"
    assert desk.counts().review == desk.counts().claims - 1
    assert [r.id for r in desk.claims(Filter(review="accepted"), GUEST).rows] == [row.id]
    assert desk.document(row.document).reviewed == 1
    agrees_with_a_new_one(project, desk)


def test_an_edit_holds_and_an_undo_takes_it_back(small: Small) -> None:
    project, desk = small
    row = a_claim(desk)
    edit = decide(project, row.document, row.id, "edit", category="GUO.A01")
    desk.refresh()
    assert desk.claim(row.id, GUEST).category == "GUO.A01"
    assert desk.claim(row.id, GUEST).review == "edited"
    assert desk.claims(Filter(codes=("GUO.A01",)), GUEST).total == 1
    undo(project, edit)
    assert desk.refresh().documents == {row.document}
    assert desk.claim(row.id, GUEST) == row.__class__(**{**asdict_row(desk, row), "review": "open"})
    agrees_with_a_new_one(project, desk)


def asdict_row(desk: Desk, row: ClaimRow) -> dict[str, object]:
    """Return the fields of a row as a guest sees it."""
    seen = desk.claim(row.id, GUEST)
    assert seen.category == row.category
    return {name: getattr(seen, name) for name in ClaimRow.__dataclass_fields__}


def test_a_rejected_claim_is_shown_as_such_and_left_out_of_the_reading(small: Small) -> None:
    project, desk = small
    row = a_claim(desk)
    decide(project, row.document, row.id, "reject")
    desk.refresh()
    assert desk.claim(row.id, GUEST).review == "rejected"
    assert row.id not in {claim.id for claim in desk.reading(row.document).of(Claim)}


def test_new_documents_and_documents_read_anew_are_taken_in(tmp_path: Path) -> None:
    with hand_made(tmp_path / "out") as project:
        first = put(
            project, "Water is cut off in the town. The school is open.", claims=["Water is cut off in the town"]
        )
        with Desk.open(project) as desk:
            second = put(project, "Heating has started again.")
            assert desk.refresh().documents == {second}
            assert desk.counts().documents == 2
            old = desk.claims(Filter(document=first), GUEST).rows[0]
            put(project, "Water is cut off in the town. The school is open.", claims=["The school is open"])
            assert desk.refresh().documents == {first}
            assert [row.quote for row in desk.claims(Filter(document=first), GUEST).rows] == ["The school is open"]
            with pytest.raises(NotFound):
                desk.claim(old.id, GUEST)
            assert desk.search("cut off", Filter(), GUEST).total == 0
            assert desk.search("cut off", Filter(), GUEST, kind="passages").total == 1
            agrees_with_a_new_one(project, desk)


def test_events_that_come_and_go_are_taken_in(small: Small) -> None:
    project, desk = small
    events = project.store.events()
    gone = next(event for event in events if len(event.claims) > 1)
    alone = gone.claims[:1]
    origin = Origin("name:x", "X", "author", "displaced", True, alone, (desk.claim(alone[0], GUEST).document,))
    made = Event(event_id(alone), gone.category, gone.proposition, alone, (origin,), 1, 1, "K1")
    begin(project, "run_later", "2032-06-01T00:00:00+00:00")
    left = [event for event in events if event is not gone]
    derived = (project.store.edges(), (), [*left, made], project.store.ledger())
    project.store.save_derived(
        run="run_later", **dict(zip(("edges", "judgements", "events", "ledger"), derived, strict=True))
    )
    changed = desk.refresh()
    assert changed.events == {gone.id, made.id}
    assert changed.derived >= {"event"}
    assert desk.as_of == "2032-06-01T00:00:00+00:00"
    assert desk.events_of(alone[0]) == made.id
    assert desk.events_of(gone.claims[1]) == ""
    assert desk.claim(alone[0], GUEST).side == "displaced"
    with pytest.raises(NotFound):
        desk.event(gone.id)
    assert desk.event(made.id) == made
    agrees_with_a_new_one(project, desk)


def test_a_reader_sees_one_state_whole_while_others_come(small: Small) -> None:
    project, desk = small
    rows = desk.claims(Filter(), EXACT).rows[:12]
    wrong: list[object] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            page = desk.claims(Filter(), GUEST, order="impact", limit=10_000)
            reviewed = sum(row.review != "open" for row in page.rows)
            behind = [row.review for row in page.rows[len(page.rows) - reviewed :]]
            if len(page.rows) != page.total or "open" in behind:
                wrong.append(page.total)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for row in rows:
        decide(project, row.document, row.id, "accept")
        desk.refresh()
    stop.set()
    for reader in readers:
        reader.join()
    assert not wrong
    assert desk.claims(Filter(review="accepted"), GUEST).total == len(rows)


def test_a_stage_that_failed_later_leaves_the_claims(small: Small) -> None:
    project, desk = small
    row = a_claim(desk)
    project.store.save(Outcome(row.document, "made/2", "failed", 0, "no"), [], run="run_made")
    desk.refresh()
    assert desk.claim(row.id, EXACT).quote == row.quote


def test_a_brief_puts_its_claims_first_in_the_queue(small: Small) -> None:
    project, desk = small
    last = desk.claims(Filter(), GUEST, order="impact", limit=10_000).rows[-1]
    assert last.group != "brief"
    (project.out / "brief.json").write_text(f'{{"sentences": [{{"claims": ["{last.id}"]}}]}}', encoding="utf-8")
    assert desk.refresh().drafts
    first = desk.claims(Filter(), GUEST, order="impact", limit=1).rows[0]
    assert (first.id, first.group) == (last.id, "brief")
    assert desk.impact([last.id]) == {last.id: "brief"}
    assert desk.groups(Filter(), GUEST)["brief"] == 1


@pytest.mark.parametrize("harm", ["rubbish", "empty", "other version", "cut off", "no rows"])
def test_a_file_that_does_not_fit_is_made_anew(small: Small, harm: str) -> None:
    project, desk = small
    before = everything(desk)
    desk.close()
    file = project.out / FILE
    if harm == "no rows":
        with closing(sqlite3.connect(file)) as db, db:
            db.execute("DELETE FROM claim WHERE slot % 2 = 0")
    content = file.read_bytes()
    harmed = {
        "rubbish": b"not a database" * 100,
        "empty": b"",
        "other version": content.replace(b"basis", b"basiz"),
        "cut off": content[: len(content) // 2],
        "no rows": content,
    }
    file.write_bytes(harmed[harm])
    with Desk.open(project) as again:
        assert everything(again) == before


def test_rows_that_are_missing_make_the_file_anew(small: Small) -> None:
    project, desk = small
    before = everything(desk)
    desk._kept.db.execute("DELETE FROM claim_body")
    assert desk.claims(Filter(), GUEST).rows
    assert everything(desk) == before
    assert not list(project.out.glob("*.part"))


def test_a_project_without_claims_or_documents_is_answered_too(tmp_path: Path) -> None:
    with hand_made(tmp_path / "out") as project, Desk.open(project) as desk:
        nothing = everything(desk)
        assert nothing["counts"].documents == 0  # type: ignore[attr-defined]
        assert desk.groups(Filter(), GUEST) == {"brief": 0, "service": 0, "origins": 0, "rest": 0}
        silent = put(project, "Nothing is claimed here.", claims=[])
        assert desk.refresh().documents == {silent}
        assert [row.id for row in desk.documents(Filter(), GUEST).rows] == [silent]
        assert desk.documents(Filter(kinds=("event",)), GUEST).total == 0
        assert desk.search("claim", Filter(), GUEST, kind="passages").total == 1
        agrees_with_a_new_one(project, desk)


def test_a_document_that_was_taken_back_is_marked(small: Small) -> None:
    project, desk = small
    row = a_claim(desk)
    draft = ReviewDraft("retract", (row.document,), "K. Maryan", "2026-10-03T00:00:00+00:00", "their notice")
    note = project.store.add_review(draft)
    assert desk.refresh().documents == {row.document}
    assert "retracted" in desk.document(row.document).flags
    assert row.id in {r.id for r in desk.claims(Filter(flags=("retracted",)), GUEST).rows}
    undo(project, note)
    desk.refresh()
    assert "retracted" not in desk.document(row.document).flags


def test_what_others_write_is_seen_after_a_look(small: Small) -> None:
    project, desk = small
    row = a_claim(desk)
    decide(project, row.document, row.id, "accept")
    assert not desk.look(every_s=3600)
    assert desk.claim(row.id, GUEST).review == "open"
    assert desk.look(every_s=0).documents == {row.document}
    assert desk.claim(row.id, GUEST).review == "accepted"


def test_a_second_desk_works_with_a_file_of_its_own(small: Small) -> None:
    project, desk = small
    content = (project.out / FILE).read_bytes()
    with Desk.open(project) as other:
        own = other._kept.path
        assert own.parent != project.out
        assert own.exists()
        assert other.claims(Filter(), GUEST).rows == desk.claims(Filter(), GUEST).rows
    assert not own.exists()
    assert (project.out / FILE).read_bytes() == content
