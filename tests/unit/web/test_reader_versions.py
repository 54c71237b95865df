"""What became of a document since it was kept: other captures, later versions, an address that is gone, a retraction."""

from pathlib import Path

import pytest

from reportedly.desk.model import Filter, Viewer
from reportedly.project import Project, Silent, Summary
from reportedly.records import ReviewDraft
from reportedly.records.address import address_key
from reportedly.records.visit import Visit
from reportedly.web import Bench, Settings
from reportedly.web.screens.reader import document_page
from reportedly.web.screens.reader_beside import beside
from tests.unit.ingest.telegram_made import block, message, single
from tests.unit.ingest.telegram_made import page as export_page
from tests.unit.ingest.warc_made import Made, html
from tests.unit.web.benches import client_of

ADDRESS = "https://gazette.example/pumps"
REPORT = "---\ntitle: Pumps\npublisher: Gazette\nurl: {url}\npublished: 2026-10-20\nlanguage: en\n---\n{text}\n"
FIRST = "The pumps at Tarn stand still. Nobody repairs them. The council wants to pay."
SECOND = "The pumps at Tarn run again. Nobody repairs them. The council wants to pay."


def two_captures(folder: Path, *texts: str) -> Project:
    reports = folder / "reports"
    reports.mkdir()
    for number, text in enumerate(texts):
        url = ADDRESS + ("/" if number else "")
        (reports / f"{number}.md").write_text(REPORT.format(url=url, text=text), "utf-8")
    project = Project(folder / "out")
    project.ingest([reports], Summary(), Silent(), None)
    return project


def bench_of(project: Project) -> Bench:
    return Bench.open(project, Settings(person="R. Tallow", role="reviewer"))


def test_another_capture_of_the_same_address_is_shown_with_what_changed(tmp_path: Path) -> None:
    with two_captures(tmp_path, FIRST, SECOND) as project:
        bench = bench_of(project)
        one, two = (d.id for d in project.store.documents())
        [version] = document_page(bench, Viewer("x"), "en", one).versions
        assert (version.document, version.relation, version.same) == (two, "capture", False)
        assert version.href == f"/d/{one}/beside/{two}"
        told = beside(bench, Viewer("x"), "en", one, two)
        assert told.same + told.changed > 0
        assert "another capture of the same address" in client_of(bench).get(f"/d/{one}").text


def test_an_address_that_is_gone_is_said_to_be_gone(tmp_path: Path) -> None:
    with two_captures(tmp_path, FIRST) as project:
        [document] = project.store.documents()
        project.store.keep_visit(
            address_key(ADDRESS), Visit(ADDRESS, "page", "2026-11-02T00:00:00+00:00", "gone", "2026-11-01T00:00:00+00:00", 404)
        )  # fmt: skip
        bench = bench_of(project)
        [standing] = document_page(bench, Viewer("x"), "en", document.id).standing
        assert (standing.state, standing.since) == ("gone", "2026-11-01T00:00:00+00:00")
        assert "gone from its address since 1\u00a0Nov 2026" in client_of(bench).get(f"/d/{document.id}").text


def test_a_live_page_with_other_bytes_is_said_to_differ(tmp_path: Path) -> None:
    with two_captures(tmp_path, FIRST) as project:
        [document] = project.store.documents()
        for sha256, state in ((document.sha256, "live"), ("f" * 64, "changed")):
            visit = Visit(
                ADDRESS, "page", "2026-11-02T00:00:00+00:00", "live", "2026-11-01T00:00:00+00:00", 200, sha256=sha256
            )
            project.store.keep_visit(address_key(ADDRESS), visit)
            [standing] = document_page(bench_of(project), Viewer("x"), "en", document.id).standing
            assert standing.state == state


def test_a_retraction_that_somebody_noted_is_shown(tmp_path: Path) -> None:
    with two_captures(tmp_path, FIRST) as project:
        [document] = project.store.documents()
        draft = ReviewDraft(
            "retract", (document.id,), "R. Tallow", "2026-11-02T00:00:00+00:00", "withdrawn by the Gazette"
        )
        project.store.add_review(draft)
        bench = bench_of(project)
        [standing] = document_page(bench, Viewer("x"), "en", document.id).standing
        assert (standing.state, standing.detail) == ("retracted", "withdrawn by the Gazette")
        assert bench.desk.documents(Filter(), Viewer("x")).total == 1


def test_a_notice_of_the_publisher_on_a_later_capture_is_shown(tmp_path: Path) -> None:
    notice = "This article has been retracted because it was wrong."
    made = Made()
    made.add(ADDRESS, html("Pumps", FIRST))
    made.add(ADDRESS, html("Pumps", notice), date="2026-03-09T00:00:00Z")
    (tmp_path / "a.warc.gz").write_bytes(made.data)
    with Project(tmp_path / "out") as project:
        project.ingest([tmp_path / "a.warc.gz"], Summary(), Silent(), None)
        bench = bench_of(project)
        one, two = (d.id for d in project.store.documents())
        [standing] = document_page(bench, Viewer("x"), "en", one).standing
        assert (standing.state, standing.detail, standing.href) == ("taken_back", notice, f"/d/{two}")
        assert not document_page(bench, Viewer("x"), "en", two).standing
        top = client_of(bench).get(f"/d/{one}").text.partition("<article")[0]
        assert f'<a class="tag warn" href="/d/{two}">' in top
        assert "taken back by its publisher" in top


@pytest.mark.parametrize("name", ["result.json", "messages.html"])
def test_a_post_that_was_deleted_or_edited_says_so_at_the_top(tmp_path: Path, name: str) -> None:
    words = {
        1: "Taps in Tarn are dry.",
        2: "The mill at Tarn is shut.",
        3: "The clinic has no power.",
        4: "Bread is sold.",
    }
    later = {1: words[1], 2: "The mill at Tarn runs again.", 4: words[4], 5: "Fuel is sold."}
    with Project(tmp_path / "out") as project:
        for folder, posts in (("a", words), ("b", later)):
            (tmp_path / folder).mkdir()
            made = (
                single([message(n, text) for n, text in posts.items()])
                if name == "result.json"
                else export_page(*(block(n, text) for n, text in posts.items()))
            )
            (tmp_path / folder / name).write_text(made, "utf-8")
            project.ingest([tmp_path / folder / name], Summary(), Silent(), None)
            bench = bench_of(project)
            held = {d.path.removeprefix(f"{tmp_path}/"): d.id for d in project.store.documents()}
            if folder == "a":
                assert all(not document_page(bench, Viewer("x"), "en", one).standing for one in held.values())
        project.join(Summary(), Silent())
        client, bench = client_of(bench_of(project)), bench_of(project)
        told = {
            path: [s.state for s in document_page(bench, Viewer("x"), "en", one).standing] for path, one in held.items()
        }
        assert {path: states for path, states in told.items() if states} == {
            f"a/{name}#message=3": ["deleted"], f"a/{name}#message=2": ["edited"],
        }  # fmt: skip
        top = client.get(f"/d/{held[f'a/{name}#message=3']}").text.partition("<article")[0]
        assert "deleted: not in the export of" in top
        ukrainian = client.get(f"/d/{held[f'a/{name}#message=3']}", headers={"accept-language": "uk"}).text
        assert "видалено: в експорті" in ukrainian.partition("<article")[0]
        [edited] = document_page(bench, Viewer("x"), "en", held[f"a/{name}#message=2"]).standing
        assert edited.href.endswith(held[f"b/{name}#message=2"])
        assert client.get(edited.href).status_code == 200
