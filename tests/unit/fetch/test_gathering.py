"""Pages and feeds into a project, from a server on the loopback."""

import gzip
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from reportedly import custody_work
from reportedly.clock import now
from reportedly.fetch import Fetcher, Manners
from reportedly.gathering import TRIES, Answer, Gathering, addresses_in
from reportedly.project import Project, Silent, Summary
from reportedly.watching import Watch, watched
from tests.unit.fetch.served import Answer as Served_
from tests.unit.fetch.served import Served, serving

HTML = {"Content-Type": "text/html; charset=utf-8"}


def _page(words: str, extra: str = "") -> Served_:
    body = (
        f"<!doctype html><html lang='en'><head><title>Water in Korrisel</title>{extra}</head><body><article>"
        f"<h1>Water in Korrisel</h1><p>{words} The town council said so on Monday, and it gave no day for the repair of "
        "the pumps, which stand still since the autumn.</p></article></body></html>"
    ).encode()
    return 200, HTML, body


def _feed(served: Served, paths: list[str]) -> Served_:
    items = "".join(
        f"<item><title>Item {p}</title><link>{served.url(p)}</link><pubDate>Mon, 19 Oct 2026 10:00:00 +0200</pubDate></item>"
        for p in paths
    )
    return 200, {"Content-Type": "application/rss+xml"}, f"<rss version='2.0'><channel>{items}</channel></rss>".encode()


class Desk:
    """A project with a way to fetch into it."""

    def __init__(self, out: Path) -> None:
        self.project = Project(out)
        self.summary = Summary()
        fetcher = Fetcher(Manners(allow_private=True, robots=False, delay_s=0.0), sleep=lambda _s: None)
        evidence = custody_work.Watched(self.project.evidence, self.project)
        self.gathering = Gathering(fetcher, self.project.store, evidence, self._take, now, evidence.begin_exchange)

    def _take(self, answer: object) -> bool:
        return self.project.take(answer, self.summary, Silent())  # type: ignore[arg-type]

    def documents(self) -> list[tuple[str | None, str | None]]:
        return [(d.title, d.published) for d in self.project.store.documents()]


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as found:
        yield found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(tmp_path / "out")
    with found.project:
        yield found


def _came(answers: list[Answer]) -> list[str]:
    return [answer.came for answer in answers]


def test_a_page_becomes_a_document_with_its_capture(served: Served, desk: Desk) -> None:
    served.routes["/old"] = (302, {"Location": "/a"}, b"")
    served.routes["/a"] = _page("There is no water in Korrisel.")
    assert desk.gathering.page(served.url("/old")).came == "new"
    [document] = desk.project.store.documents()
    assert "There is no water in Korrisel." in document.text
    assert document.capture is not None
    assert document.capture.final == served.url("/a")
    assert document.capture.requested == served.url("/old")
    assert document.capture.status == 200
    assert document.capture.tool is not None
    assert document.capture.tool.startswith("reportedly/")


def test_the_same_page_again_is_known_a_changed_one_new_a_lost_one_gone(served: Served, desk: Desk) -> None:
    url = served.url("/a")
    served.routes["/a"] = _page("There is no water in Korrisel.")
    came = [desk.gathering.page(url).came]
    came.append(desk.gathering.page(url).came)
    served.routes["/a"] = _page("There is water in Korrisel again.")
    came.append(desk.gathering.page(url).came)
    served.routes["/a"] = (410, {}, b"removed")
    came.append(desk.gathering.page(url).came)
    assert came == ["new", "known", "changed", "gone"]
    assert len(desk.documents()) == 2
    visit = desk.project.store.visits()[0]
    assert (visit.state, visit.status) == ("gone", 410)
    assert desk.summary.failures == []


def test_a_server_that_says_unchanged_is_believed(served: Served, desk: Desk) -> None:
    def page(request: BaseHTTPRequestHandler) -> Served_:
        status, headers, body = _page("There is no water in Korrisel.")
        marks = {**headers, "ETag": '"7"'}
        return (304, {"ETag": '"7"'}, b"") if request.headers.get("If-None-Match") == '"7"' else (status, marks, body)

    served.routes["/a"] = page
    assert [desk.gathering.page(served.url("/a")).came for _ in range(3)] == ["new", "unchanged", "unchanged"]


def test_a_page_that_was_never_there_is_a_failure(served: Served, desk: Desk) -> None:
    answer = desk.gathering.page(served.url("/none"))
    assert answer.came == "failed"
    assert "404" in answer.message
    assert [f.path for f in desk.project.store.failures()] == [served.url("/none")]


def test_a_feed_gives_its_pages_once_and_fills_in_the_day(served: Served, desk: Desk) -> None:
    served.routes["/1"] = _page("There is no water in Korrisel.")
    served.routes["/2"] = _page("The market in Korrisel is shut.", extra="<meta name='date' content='2026-10-20'>")
    served.routes["/feed"] = _feed(served, ["/1", "/2"])
    assert _came(list(desk.gathering.feed(served.url("/feed")))) == ["new", "new"]
    assert [published for _, published in desk.documents()] == ["2026-10-19T10:00:00+02:00", "2026-10-20"]
    assert list(desk.gathering.feed(served.url("/feed"))) == []
    served.routes["/3"] = _page("The school in Korrisel is open.")
    served.routes["/feed"] = _feed(served, ["/3", "/1", "/2"])
    assert _came(list(desk.gathering.feed(served.url("/feed")))) == ["new"]
    assert [path for path, _ in served.seen].count("/1") == 1


def test_an_entry_that_fails_is_tried_again_and_then_left(served: Served, desk: Desk) -> None:
    served.routes["/feed"] = _feed(served, ["/1"])
    served.routes["/1"] = (500, {}, b"")
    for _ in range(TRIES + 2):
        list(desk.gathering.feed(served.url("/feed")))
    assert [path for path, _ in served.seen].count("/1") == TRIES


def test_a_bad_feed_is_one_failure(served: Served, desk: Desk) -> None:
    served.routes["/feed"] = (200, HTML, b"<html><p>Sign in</p></html>")
    [answer] = list(desk.gathering.feed(served.url("/feed")))
    assert answer.came == "failed"
    assert "no RSS or Atom" in answer.message


def test_a_watch_goes_on_where_it_was_and_a_bad_source_does_not_stop_it(served: Served, tmp_path: Path) -> None:
    served.routes["/1"] = _page("There is no water in Korrisel.")
    served.routes["/feed"] = _feed(served, ["/1"])
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("The bank in Korrisel did not open its branch on Monday, the town council said.")
    places = [served.url("/broken"), served.url("/feed"), str(folder)]

    def once(at: float) -> tuple[list[str], list[str]]:
        with (desk := Desk(tmp_path / "out")).project:
            ingest = lambda paths: desk.project.ingest(paths, desk.summary, Silent(), None)  # noqa: E731
            later = lambda: time.time() + 10  # noqa: E731
            watch = Watch(watched(places), desk.gathering, ingest, 60.0, clock=lambda: at, wall=later)
            found = watch.round()
            return _came(found.answers), [path.name for path in found.files]

    first = once(0.0)
    assert first == (["failed", "new"], ["a.txt"])
    second = once(1000.0)
    assert second == (["failed"], ["a.txt"])
    assert [path for path, _ in served.seen].count("/1") == 1


def test_lists_of_addresses() -> None:
    assert addresses_in("# mine\nhttps://a.example/x # first\n\nhttps://b.example/#part\n") == [
        "https://a.example/x", "https://b.example/#part",
    ]  # fmt: skip
    opml = "<?xml version='1.0'?><opml><body><outline text='x' xmlUrl='https://c.example/feed'/></body></opml>"
    assert addresses_in(opml) == ["https://c.example/feed"]


def test_an_answer_that_holds_no_document_is_kept_and_a_failure_not_known(served: Served, desk: Desk) -> None:
    bomb = gzip.compress(b"x " * (1 << 20) * 150)
    answers = {
        "/picture": (200, HTML, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8),
        "/bomb": (200, {**HTML, "Content-Encoding": "gzip"}, bomb),
        "/empty": (200, HTML, b""),
        "/film": (200, {"Content-Type": "video/mp4"}, b"0000ftypisom" * 9),
    }
    served.routes.update(answers)
    for path in answers:
        for _ in range(2):
            answer = desk.gathering.page(served.url(path))
            assert (path, answer.came) == (path, "failed")
            assert "not read" in answer.message
    assert desk.documents() == []
    served.routes["/picture"] = _page("There is no water in Korrisel.")
    assert [desk.gathering.page(served.url("/picture")).came for _ in range(2)] == ["new", "known"]


def test_an_entry_of_a_feed_that_holds_no_document_is_not_asked_for_again(served: Served, desk: Desk) -> None:
    served.routes["/feed"] = _feed(served, ["/film"])
    served.routes["/film"] = (200, {"Content-Type": "video/mp4"}, b"0000ftypisom" * 9)
    assert [_came(list(desk.gathering.feed(served.url("/feed")))) for _ in range(2)] == [["failed"], []]


def test_custody_says_how_a_fetch_came_with_its_status(served: Served, desk: Desk) -> None:
    served.routes["/old"] = (301, {"Location": "/a"}, b"")
    served.routes["/a"] = _page("There is no water in Korrisel.")
    desk.gathering.page(served.url("/old"))
    served.routes["/a"] = (410, {}, b"removed")
    desk.gathering.page(served.url("/old"))
    captures = [e.detail for e in desk.project.store.custody_events() if e.kind == "capture"]
    assert [(d["path"], d["method"], d["status"], d["final"]) for d in captures] == [
        (served.url("/old"), "fetched from the network", status, served.url("/a")) for status in (200, 410)
    ]
    assert all(d["fetched_at"] and d["size"] for d in captures)
