"""Fetching from a server on the loopback: redirects, robots, limits, manners, what is kept."""

import gzip
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from reportedly.errors import ReportedlyError
from reportedly.fetch.address import InvalidAddress
from reportedly.fetch.client import Fetcher, FetchFailed, Manners
from tests.unit.fetch.served import Served, serving

HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as found:
        yield found


def _fetcher(**more: object) -> Fetcher:
    waits: list[float] = []
    fetcher = Fetcher(Manners(allow_private=True, **more), lookup=lambda _h, _p: ["127.0.0.1"], sleep=waits.append)  # type: ignore[arg-type]
    fetcher.waits = waits  # type: ignore[attr-defined]
    return fetcher


def test_a_page_is_kept_as_it_came_with_the_headers_and_the_time(served: Served) -> None:
    packed = gzip.compress(b"<p>Water</p>")
    served.routes["/a"] = (200, {**HTML, "Content-Encoding": "gzip", "ETag": '"v1"'}, packed)
    found = _fetcher().fetch(served.url("/a"))
    assert found.last.status == 200
    assert found.last.body == packed
    assert found.last.header("etag") == '"v1"'
    assert found.last.number == "127.0.0.1"
    assert found.last.at.endswith("+00:00")
    assert dict(found.last.request)["User-Agent"].startswith("reportedly/")


def test_redirects_are_followed_and_kept(served: Served) -> None:
    served.routes["/old"] = (301, {"Location": "/new"}, b"moved")
    served.routes["/new"] = (200, HTML, b"here")
    found = _fetcher().fetch(served.url("/old"))
    assert [e.status for e in found.exchanges] == [301, 200]
    assert found.last.url == served.url("/new")
    assert found.requested == served.url("/old")


def test_redirects_in_a_circle_and_without_end_are_given_up(served: Served) -> None:
    served.routes["/a"] = (302, {"Location": "/b"}, b"")
    served.routes["/b"] = (302, {"Location": "/a"}, b"")
    with pytest.raises(FetchFailed, match="circle") as caught:
        _fetcher().fetch(served.url("/a"))
    assert len(caught.value.exchanges) == 2
    for n in range(30):
        served.routes[f"/{n}"] = (302, {"Location": f"/{n + 1}"}, b"")
    with pytest.raises(FetchFailed, match="more than 10"):
        _fetcher().fetch(served.url("/0"))


def test_a_redirect_to_a_private_address_is_refused(served: Served) -> None:
    served.routes["/out"] = (302, {"Location": "http://inner.example/"}, b"")
    numbers = {"127.0.0.1": ["127.0.0.1"], "outlet.example": ["127.0.0.1"], "inner.example": ["10.0.0.9"]}
    fetcher = _fetcher()
    fetcher.manners = Manners()
    fetcher.lookup = lambda host, _port: numbers[host]
    with pytest.raises(InvalidAddress, match=r"127\.0\.0\.1"):
        fetcher.fetch(served.url("/out", host="outlet.example"))
    served.routes["/ftp"] = (302, {"Location": "ftp://outlet.example/x"}, b"")
    with pytest.raises(InvalidAddress, match="only http"):
        _fetcher().fetch(served.url("/ftp"))


def test_the_connection_goes_to_the_number_that_was_checked(served: Served) -> None:
    served.routes["/a"] = (200, HTML, b"x")
    asked: list[str] = []

    def lookup(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    fetcher = _fetcher()
    fetcher.lookup = lookup
    assert fetcher.fetch(served.url("/a", host="outlet.example")).last.body == b"x"
    assert asked == ["outlet.example"]
    assert served.seen[-1][1]["host"] == f"outlet.example:{served.port}"


def test_robots_are_asked_once_and_respected(served: Served) -> None:
    served.routes["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /\nAllow: /news/\nCrawl-delay: 7\n")
    served.routes["/news/1"] = (200, HTML, b"x")
    fetcher = _fetcher()
    assert fetcher.fetch(served.url("/news/1")).last.body == b"x"
    with pytest.raises(FetchFailed, match=r"robots\.txt of the site does not allow"):
        fetcher.fetch(served.url("/inner"))
    assert [path for path, _ in served.seen].count("/robots.txt") == 1
    assert _fetcher(robots=False).fetch(served.url("/inner")).last.status == 404
    assert max(fetcher.waits) > 6  # type: ignore[attr-defined]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_robots_that_are_missing_allow_and_a_failing_server_forbids(served: Served, status: int, allowed: bool) -> None:
    served.routes["/robots.txt"] = (status, {}, b"")
    served.routes["/a"] = (200, HTML, b"x")
    if allowed:
        assert _fetcher().fetch(served.url("/a")).last.status == 200
        return
    with pytest.raises(FetchFailed, match="robots"):
        _fetcher().fetch(served.url("/a"))


def test_requests_to_one_host_wait_for_each_other(served: Served) -> None:
    served.routes["/a"] = (200, HTML, b"x")
    fetcher = _fetcher(robots=False, delay_s=3.0)
    fetcher.fetch(served.url("/a"))
    assert fetcher.waits == []  # type: ignore[attr-defined]
    fetcher.fetch(served.url("/a"))
    [waited] = fetcher.waits  # type: ignore[attr-defined]
    assert 2.0 < waited <= 3.0


def test_asked_to_come_later_it_waits_once(served: Served) -> None:
    answers = iter([(429, {"Retry-After": "5"}, b""), (200, HTML, b"x")])
    served.routes["/a"] = lambda _request: next(answers)
    fetcher = _fetcher(robots=False, delay_s=0.0)
    assert fetcher.fetch(served.url("/a")).last.body == b"x"
    assert fetcher.waits == [5.0]  # type: ignore[attr-defined]
    served.routes["/b"] = (503, {"Retry-After": "86400"}, b"")
    with pytest.raises(FetchFailed, match="86400 s"):
        fetcher.fetch(served.url("/b"))


def test_news_only_where_the_page_is_known(served: Served) -> None:
    def page(request: BaseHTTPRequestHandler) -> tuple[int, dict[str, str], bytes]:
        known = request.headers.get("If-None-Match") == '"v1"'
        return (304, {"ETag": '"v1"'}, b"") if known else (200, {**HTML, "ETag": '"v1"'}, b"x")

    served.routes["/a"] = page
    fetcher = _fetcher(robots=False, delay_s=0.0)
    first = fetcher.fetch(served.url("/a"))
    assert not first.unchanged
    assert fetcher.fetch(served.url("/a"), etag=first.last.header("etag")).unchanged


def test_a_page_too_large_is_given_up_early(served: Served) -> None:
    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        for _ in range(1000):
            try:
                request.wfile.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
            except OSError:
                return

    served.routes["/feed"] = endless
    with pytest.raises(FetchFailed, match="larger than 1 MB"):
        _fetcher(robots=False, largest=1 << 20).fetch(served.url("/feed"))


def test_an_answer_that_breaks_off_or_hangs_is_no_page(served: Served) -> None:
    served.routes["/cut"] = (200, {**HTML, "Content-Length": "500"}, b"short")

    def slow(_request: BaseHTTPRequestHandler) -> None:
        time.sleep(1.5)

    served.routes["/slow"] = slow
    with pytest.raises(FetchFailed, match=r"broke off|cannot be reached"):
        _fetcher(robots=False, timeout_s=0.5).fetch(served.url("/cut"))
    with pytest.raises(FetchFailed, match="cannot be reached"):
        _fetcher(robots=False, timeout_s=0.5).fetch(served.url("/slow"))


def test_nobody_there() -> None:
    with pytest.raises(FetchFailed, match="cannot be reached"):
        _fetcher(robots=False).fetch("http://127.0.0.1:9/")


def test_a_proxy_is_given_the_whole_address_and_the_name(served: Served) -> None:
    served.routes["http://outlet.example/a"] = (200, HTML, b"through")
    fetcher = _fetcher(robots=False, proxy=served.url(""))

    def never(_host: str, _port: int) -> list[str]:
        raise AssertionError("the name was looked up here")

    fetcher.lookup = never
    assert fetcher.fetch("http://outlet.example/a").last.body == b"through"
    assert issubclass(FetchFailed, ReportedlyError)
