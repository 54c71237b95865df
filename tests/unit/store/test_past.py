"""Turning a copy of the store back to an earlier time."""

from pathlib import Path

import pytest

from reportedly.errors import StoreError
from reportedly.project import Project, Silent, Summary
from reportedly.store.address import Where
from reportedly.store.past import turn_back

REPORT = (
    "---\ntitle: {title}\noutlet: Harbour Gazette\ndate: 2026-10-20\nlanguage: en\n---\n{title}, the council said.\n"
)


def _project(out: Path, where: Where, title: str, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.project.now", lambda: at)
    reports = out.parent / "reports"
    reports.mkdir(exist_ok=True)
    (reports / f"{title}.md").write_text(REPORT.format(title=title), "utf-8")
    with Project(out, db=where) as project:
        project.begin({})
        project.ingest([reports], Summary(), Silent(), None)


def test_what_came_later_is_gone_from_the_copy_and_kept_in_the_original(
    tmp_path: Path, where: Where, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    _project(out, where, "Pumps stand still", "2026-10-21T08:00:00+00:00", monkeypatch)
    _project(out, where, "Pumps run again", "2026-10-23T08:00:00+00:00", monkeypatch)
    copy = tmp_path / "copy.db"
    with Project(out, db=where, create=False) as project:
        project.store.copy(copy)
        known = [reading.document.title for reading in project.store.readings(known_by="2026-10-22T00:00:00Z")]
        turn_back(copy, "2026-10-22T00:00:00Z")
        assert len(project.store.documents()) == 2
    with Project(tmp_path, db=copy, create=False) as past:
        assert [d.title for d in past.store.documents()] == known == ["Pumps stand still"]
        assert [run.started_at for run in past.store.runs()] == ["2026-10-21T08:00:00+00:00"]
        assert past.store.integrity() == []


def test_a_file_that_is_no_store_is_named(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(b"not a database at all, but some bytes")
    with pytest.raises(StoreError, match=r"other\.db"):
        turn_back(other, "2026-10-22T00:00:00Z")
