"""The custody of a project: what is noted, and what a check finds when someone was at the files."""

import gc
import json
import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest

from reportedly.custody_work import Watched, verify_project, write_request
from reportedly.errors import ReportedlyError, StoreError
from reportedly.pack_work import pack_project
from reportedly.project import Project, Silent, Summary
from reportedly.records import CustodyEvent, Document
from reportedly.review.withdrawn import Copy, became
from tests.unit.ingest.telegram_made import message, single
from tests.unit.ingest.warc_made import BAKERY, TAPS, Made, wacz

REPORT = "Tap water in Sollen has been off since Monday, the utility said.\n"
TAPS_AT = "https://sollen.example/taps"


def ingest(out: Path, *paths: Path) -> Summary:
    summary = Summary()
    with Project(out) as project:
        project.begin({"command": "ingest"})
        project.ingest(paths, summary, Silent(), None)
    return summary


def events(out: Path) -> list[CustodyEvent]:
    with Project(out, create=False) as project:
        return project.store.custody_events()


def faults(out: Path, **more: Any) -> list[tuple[str, str]]:
    with Project(out, create=False) as project:
        return [(f.kind, f.what) for f in verify_project(project, Silent(), **more).faults]


def documents(out: Path) -> list[Document]:
    with Project(out, create=False) as project:
        return project.store.documents()


def original(out: Path, sha256: str) -> Path:
    return out / "evidence" / sha256[:2] / sha256[2:]


def overwrite(path: Path, content: bytes) -> None:
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    path.write_bytes(content)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    made = Made()
    first = made.add(TAPS_AT, TAPS)
    made.add("https://sollen.example/bakery", BAKERY)
    made.revisit(TAPS_AT, first, date="2026-03-09T00:00:00Z")
    (tmp_path / "a.wacz").write_bytes(wacz({"data.warc.gz": made.data}))
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    summary = ingest(tmp_path / "out", tmp_path / "a.txt", tmp_path / "a.wacz")
    assert (summary.read, summary.failures) == (3, [])
    return tmp_path / "out"


def test_every_capture_document_and_retrieval_is_noted(out: Path) -> None:
    kinds = [e.kind for e in events(out)]
    assert kinds == [
        "capture", "document", "capture", "document", "retrieval", "document", "retrieval", "retrieval", "read",
    ]  # fmt: skip
    kept = {e.on[0] for e in events(out) if e.kind == "document"}
    assert kept == {d.sha256 for d in documents(out)}
    capture = events(out)[0]
    assert capture.detail["path"].endswith("a.txt")
    assert capture.detail["size"] == len(REPORT)
    assert capture.detail["tool"].startswith("reportedly ")
    retrieved = [e.detail for e in events(out) if e.kind == "retrieval"]
    assert [r["at"] for r in retrieved] == ["2026-03-04T05:06:07Z", "2026-03-04T05:06:07Z", "2026-03-09T00:00:00Z"]
    assert {r["method"] for r in retrieved} == {"wacz"}
    assert retrieved[0]["final"] == TAPS_AT
    assert retrieved[0]["status"] == 200


def test_reading_again_notes_nothing(out: Path) -> None:
    before = events(out)
    ingest(out, out.parent / "a.txt", out.parent / "a.wacz")
    assert events(out) == before


def test_a_copy_under_another_name_is_noted_as_a_capture(out: Path) -> None:
    (out.parent / "b.txt").write_text(REPORT, "utf-8")
    count = len(events(out))
    ingest(out, out.parent / "b.txt")
    added = events(out)[count:]
    assert [(e.kind, e.detail["path"].rsplit("/", 1)[-1]) for e in added] == [("capture", "b.txt")]


def test_what_is_untouched_is_whole_and_the_check_is_noted(out: Path) -> None:
    assert faults(out) == []
    last = events(out)[-1]
    assert last.kind == "verify"
    assert last.detail["originals"] == 4
    assert last.detail["faults"] == []
    assert faults(out, head=last.sha256) == []


def test_changed_and_missing_originals_and_texts_are_named(out: Path) -> None:
    taps = next(d for d in documents(out) if "Taps" in (d.title or ""))
    plain = next(d for d in documents(out) if d.path.endswith("a.txt"))
    overwrite(original(out, taps.sha256), TAPS.replace(b"Monday", b"Friday"))
    original(out, plain.sha256).unlink()
    overwrite(out / "text" / f"{plain.text_id}.txt", REPORT.replace("Monday", "Friday").encode())
    (out / "text" / f"{taps.text_id}.txt").unlink()
    assert sorted(faults(out)) == [
        ("changed", "original"), ("changed", "text"), ("missing", "original"), ("missing", "text"),
    ]  # fmt: skip


def test_since_when_is_the_last_check_that_found_it_whole(out: Path) -> None:
    plain = next(d for d in documents(out) if d.path.endswith("a.txt"))
    faults(out)
    whole = events(out)[-1].at
    original(out, plain.sha256).unlink()
    with Project(out, create=False) as project:
        [fault] = verify_project(project, Silent()).faults
        again = verify_project(project, Silent()).faults
    assert fault.since == whole
    assert whole in fault.message
    assert fault.path is not None
    assert fault.path.endswith("a.txt")
    assert [f.since for f in again] == [whole]


def _raw(out: Path, *statements: str) -> None:
    connection = sqlite3.connect(out / "reportedly.db")
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_a_change_in_the_database_is_found(out: Path) -> None:
    _raw(out, "UPDATE document_text SET text = replace(text, 'Monday', 'Friday') WHERE text LIKE 'Tap water%'")
    assert ("changed", "text in the database") in faults(out)
    _raw(out, "UPDATE document SET body = replace(body, 'Bakery opens', 'Bakery burns')")
    assert ("changed", "document in the database") in faults(out)


def test_a_change_of_the_chain_is_found(out: Path) -> None:
    head = events(out)[-1].sha256
    _raw(
        out,
        "DROP TRIGGER custody_no_change",
        'UPDATE custody SET body = replace(body, \'"by":"\', \'"by":"x\') WHERE seq = 2',
    )
    assert ("chain", "chain of custody") in faults(out)
    assert faults(out, head="0" * 64)
    assert head


def test_a_request_for_a_time_stamp_is_over_the_head(out: Path) -> None:
    head = events(out)[-1].sha256
    with Project(out, create=False) as project:
        assert write_request(project, out.parent / "head.tsq") == head
    assert bytes.fromhex(head) in (out.parent / "head.tsq").read_bytes()
    assert events(out)[-1].kind == "timestamp"
    assert events(out)[-1].on == (head,)


def test_a_project_of_before_the_chain_is_checked_by_what_it_has(out: Path) -> None:
    _raw(
        out,
        "DROP TRIGGER custody_no_delete",
        "DELETE FROM custody",
        "DELETE FROM sqlite_sequence WHERE name = 'custody'",
    )
    assert faults(out) == []
    plain = next(d for d in documents(out) if d.path.endswith("a.txt"))
    original(out, plain.sha256).unlink()
    assert faults(out) == [("missing", "original")]


def test_details_are_json(out: Path) -> None:
    for event in events(out):
        json.dumps(event.detail)


def test_a_disk_that_fails_midway_leaves_no_document_without_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f'2026-05-01,"Report {n}: {REPORT.strip()}"\n' for n in range(30))
    (tmp_path / "rows.csv").write_text("date,text\n" + rows, "utf-8")
    monkeypatch.setattr("reportedly.project._TOGETHER", 10)
    calls: list[int] = []

    def failing(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 30:
            raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", failing)
        with pytest.raises(StoreError, match="Input/output error"):
            ingest(tmp_path / "out", tmp_path / "rows.csv")
    assert len(documents(tmp_path / "out")) == 10
    assert faults(tmp_path / "out") == []
    ingest(tmp_path / "out", tmp_path / "rows.csv")
    assert len(documents(tmp_path / "out")) == 30
    assert faults(tmp_path / "out") == []


def test_the_same_posts_in_a_later_export_are_noted_as_seen_again(tmp_path: Path) -> None:
    posts = [message(1, "The bakery in Sollen has reopened."), message(2, "The bank in Sollen is shut.")]
    for name, some in (("one", posts[:1]), ("two", posts)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "result.json").write_text(single(some), "utf-8")
        ingest(tmp_path / "out", tmp_path / name)
    first = documents(tmp_path / "out")[0]
    [seen] = [e for e in events(tmp_path / "out") if e.kind == "sighting"]
    assert seen.on == (first.sha256,)
    assert seen.detail["documents"] == [first.id]
    assert seen.detail["path"].endswith("two/result.json")
    before = events(tmp_path / "out")
    ingest(tmp_path / "out", tmp_path / "one", tmp_path / "two")
    assert events(tmp_path / "out") == before
    assert faults(tmp_path / "out") == []


def test_files_among_the_originals_that_nothing_here_wrote_are_named(out: Path) -> None:
    (out / "evidence/notes.txt").write_text("x")
    (out / "evidence/ab").mkdir(exist_ok=True)
    (out / "evidence/ab/short").write_text("x")
    (out / "evidence/elsewhere/deep").mkdir(parents=True)
    (out / "evidence/elsewhere/deep/a.txt").write_text("x")
    with Project(out, create=False) as project:
        found = verify_project(project, Silent())
    assert found.strays == ["evidence/ab/short", "evidence/elsewhere/deep/a.txt", "evidence/notes.txt"]
    assert found.faults == []


@pytest.mark.parametrize(("answer", "gone"), [("2026-03-20T00:00:00Z", True), ("2026-03-01T00:00:00Z", False)])
def test_an_archive_in_which_a_page_is_no_longer_there_says_so_of_its_copies(
    tmp_path: Path, answer: str, gone: bool
) -> None:
    made = Made()
    made.add(TAPS_AT, TAPS)
    made.add(TAPS_AT, TAPS.replace(b"Monday", b"Sunday"), date="2026-03-09T00:00:00Z")
    made.add(TAPS_AT, b"not here", status="404 Not Found", date=answer)
    made.add("https://sollen.example/never", b"not here", status="404 Not Found", date=answer)
    (tmp_path / "a.warc.gz").write_bytes(made.data)
    ingest(tmp_path / "out", tmp_path / "a.warc.gz")
    with Project(tmp_path / "out", create=False) as project:
        visits = project.store.visits()
        states = became(map(Copy.of, project.store.documents()), visits)
    assert [(v.state, v.status, v.since[:10]) for v in visits] == ([("gone", 404, "2026-03-20")] if gone else [])
    assert sum(one.state == "gone" for some in states.values() for one in some) == (2 if gone else 0)


@pytest.mark.parametrize("form", ["p.zip", "p.wacz"])
def test_packing_a_damaged_project_names_the_damage_and_leaves_nothing_open(
    out: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = next(d for d in documents(out) if d.path.endswith("a.txt"))
    overwrite(original(out, plain.sha256), b"another text\n")
    told: list[Any] = []
    monkeypatch.setattr("sys.unraisablehook", told.append)
    with Project(out, create=False) as project, pytest.raises(ReportedlyError, match="not as it was kept"):
        pack_project(project, out.parent / form, Silent(), working_copy=True)
    gc.collect()
    assert told == []
    assert not list(out.parent.glob("p.*"))


def test_a_large_copy_tells_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.custody_work.TELL_EVERY_S", 0.0)
    path = tmp_path / "export.json"
    path.write_bytes(b"x" * (3 << 20))
    told: list[str] = []
    with Project(tmp_path / "out") as project, path.open("rb") as file:
        watched = Watched(project.evidence, project, told.append)
        watched.begin(str(path))
        sha256 = watched.keep_stream(file)
        [event] = project.store.custody_events()
    assert told[:3] == [f"keeping {path}: {done} of 3 MB" for done in (1, 2, 3)]
    assert event.on == (sha256,)
    assert event.detail["size"] == 3 << 20
