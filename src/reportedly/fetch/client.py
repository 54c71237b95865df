"""Fetching one address: each hop checked, each exchange kept as it came, politely and within limits."""

import io
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import certifi
import urllib3
from urllib3.exceptions import HTTPError
from urllib3.util import Timeout

from reportedly import __version__
from reportedly.errors import ReportedlyError
from reportedly.fetch.address import Resolve, Target, resolve, target_of
from reportedly.fetch.robots import LARGEST, Rules, rules_of

AGENT = "reportedly"
USER_AGENT = f"{AGENT}/{__version__} (evidence capture by a person; honours robots.txt)"
REDIRECTS = (301, 302, 303, 307, 308)
MAX_HOPS = 10
LONGEST_WAIT_S = 120.0
"""Longest wait that a site may ask for (Retry-After, Crawl-delay); a longer one is an error, not a silence."""
LARGEST_UNPACKED = 256 << 20
"""Most bytes that an answer is unpacked to."""

_PIECE = 64 * 1024


class FetchFailed(ReportedlyError):
    """An address could not be fetched; `exchanges` are those that were made on the way."""

    def __init__(self, message: str, exchanges: "tuple[Exchange, ...]" = ()) -> None:
        super().__init__(message)
        self.exchanges = exchanges


@dataclass(frozen=True, slots=True)
class Manners:
    """How to behave: seconds between two requests to one host, limits in seconds and bytes, what to respect.

    `proxy` is the address of an HTTP proxy; names are then looked up there, not here.
    """

    delay_s: float = 2.0
    timeout_s: float = 60.0
    largest: int = 50 << 20
    robots: bool = True
    allow_private: bool = False
    allow_link_local: bool = False
    proxy: str | None = None
    user_agent: str = USER_AGENT


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer as they went over the line; `body` is not decoded (see Content-Encoding)."""

    url: str
    at: str
    request: tuple[tuple[str, str], ...]
    path: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    number: str | None = None

    def header(self, name: str) -> str | None:
        """Return the first header of that name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name), None)


@dataclass(frozen=True, slots=True)
class Fetched:
    """All exchanges of one fetch in order: redirects first, the answer last."""

    requested: str
    exchanges: tuple[Exchange, ...]

    @property
    def last(self) -> Exchange:
        """The answer."""
        return self.exchanges[-1]

    @property
    def unchanged(self) -> bool:
        """Whether the server says that nothing changed since the time asked about."""
        return self.last.status == 304


@dataclass
class Fetcher:
    """Fetches addresses one after the other; remembers robots rules and when each host was last asked."""

    manners: Manners = field(default_factory=Manners)
    lookup: Resolve = resolve
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _last: dict[str, float] = field(default_factory=dict)
    _rules: dict[str, Rules] = field(default_factory=dict)

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Return the exchanges of one fetch; with `etag` or `modified` (as an answer gave them) ask for news only.

        Raises InvalidAddress for an address that may not be fetched, FetchFailed where robots.txt forbids it, the
        server cannot be reached, redirects go round or on for more than 10 hops, the answer is too large or slow.
        """
        exchanges: list[Exchange] = []
        asked = {name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)) if value}
        target, seen = self._target(url, ""), set[str]()
        while True:
            if target.url in seen or len(seen) >= MAX_HOPS:
                what = "lead round in a circle" if target.url in seen else f"go on for more than {MAX_HOPS} hops"
                raise FetchFailed(f"{url}: its redirects {what}; open it in a browser and save the page", (*exchanges,))
            seen.add(target.url)
            self._ask_robots(target, exchanges)
            exchanges.append(self._exchange(target, asked, exchanges))
            place = exchanges[-1].header("location")
            if exchanges[-1].status not in REDIRECTS or not place:
                return Fetched(url, tuple(exchanges))
            target = self._target(place, target.url)

    def _target(self, url: str, base: str) -> Target:
        lookup = None if self.manners.proxy else self.lookup
        manners = self.manners
        return target_of(
            url,
            lookup=lookup,
            allow_private=manners.allow_private,
            allow_link_local=manners.allow_link_local,
            base=base,
        )

    def _ask_robots(self, target: Target, exchanges: list[Exchange]) -> None:
        if not self.manners.robots:
            return
        if target.site not in self._rules:
            self._rules[target.site] = rules_of(lambda: self._robots(target))
        rules = self._rules[target.site]
        if not rules.allows(AGENT, target.url):
            # Where nobody answers, leaving out robots.txt would not help.
            told = (
                f"{target.url}: not fetched: {rules.reason}"
                if rules.unreachable
                else f"{target.url}: not fetched: {rules.reason or 'robots.txt of the site does not allow it'}. "
                "Save the page in a browser, or add --ignore-robots if you may"
            )
            raise FetchFailed(told, (*exchanges,))

    def _robots(self, target: Target) -> tuple[int, bytes]:
        here, seen = replace(target, url=target.site + "/robots.txt", path="/robots.txt"), 0
        while True:
            try:
                found = self._exchange(here, {}, [], largest=LARGEST, cut=True)
            except ReportedlyError as error:
                raise OSError(str(error)) from error
            place = found.header("location")
            if found.status not in REDIRECTS or not place or seen >= MAX_HOPS // 2:
                return found.status, plain_body(found, LARGEST)
            seen += 1
            here = self._target(place, here.url)

    def _exchange(
        self, target: Target, asked: Mapping[str, str], before: list[Exchange], *, largest: int = 0, cut: bool = False
    ) -> Exchange:
        found = self._once(target, asked, largest or self.manners.largest, cut=cut)
        wait = _seconds(found.header("retry-after"))
        if found.status in (429, 503) and wait is not None:
            if wait > LONGEST_WAIT_S:
                raise FetchFailed(
                    f"{target.url}: the server asks to wait {wait:.0f} s ({found.status}); try again later", (*before,)
                )
            self.sleep(wait)
            found = self._once(target, asked, largest or self.manners.largest, cut=cut)
        return found

    def _once(self, target: Target, asked: Mapping[str, str], largest: int, *, cut: bool) -> Exchange:
        self._wait(target)
        headers = {
            "Host": target.authority,
            "User-Agent": self.manners.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "*",
            "Accept-Encoding": "gzip, deflate",
            **asked,
        }
        at = datetime.now(UTC).isoformat(timespec="seconds")
        failure: Exception | None = None
        for number in target.numbers or (None,):
            try:
                answer = self._send(target, number, headers)
            except (HTTPError, OSError) as error:
                failure = error
                continue
            with answer:
                body = self._body(answer, target, largest, cut=cut)
            return Exchange(
                target.url, at, tuple(headers.items()), target.path, answer.status, answer.reason or "",
                tuple(answer.headers.items()), body, number,
            )  # fmt: skip
        raise FetchFailed(f"{target.url}: cannot be reached ({_plain(failure)}); check the address and try again later")

    def _send(self, target: Target, number: str | None, headers: dict[str, str]) -> Any:
        timeout = Timeout(connect=min(20.0, self.manners.timeout_s), read=self.manners.timeout_s)
        more: dict[str, Any] = {
            "headers": headers,
            "redirect": False,
            "retries": False,
            "preload_content": False,
            "timeout": timeout,
        }
        if self.manners.proxy:
            manager = urllib3.ProxyManager(self.manners.proxy, ca_certs=certifi.where())
            return manager.request("GET", target.url, **more)
        pool: urllib3.HTTPConnectionPool
        if target.scheme == "https":
            # The connection goes to the number that was checked; the certificate must be that of the name.
            pool = urllib3.HTTPSConnectionPool(
                str(number), target.port, server_hostname=target.host, assert_hostname=target.host,
                ca_certs=certifi.where(), cert_reqs="CERT_REQUIRED",
            )  # fmt: skip
        else:
            pool = urllib3.HTTPConnectionPool(str(number), target.port)
        return pool.urlopen("GET", target.path, **more)

    def _body(self, answer: Any, target: Target, largest: int, *, cut: bool) -> bytes:
        pieces, size, end = [], 0, self.clock() + self.manners.timeout_s * 3
        try:
            for piece in answer.stream(_PIECE, decode_content=False):
                pieces.append(piece)
                size += len(piece)
                if size > largest:
                    if cut:
                        break
                    raise FetchFailed(
                        f"{target.url}: the answer is larger than {largest >> 20} MB; fetch the file by hand and give "
                        "its path"
                    )
                if self.clock() > end:
                    raise FetchFailed(f"{target.url}: the answer did not end within {end:.0f} s; try again later")
        except (HTTPError, OSError) as error:
            raise FetchFailed(f"{target.url}: the answer broke off ({_plain(error)}); try again later") from error
        return b"".join(pieces)

    def _wait(self, target: Target) -> None:
        rules = self._rules.get(target.site)
        delay = max(self.manners.delay_s, min(rules.delay(AGENT), LONGEST_WAIT_S) if rules else 0.0)
        last = self._last.get(target.host)
        if last is not None and self.clock() - last < delay:
            self.sleep(delay - (self.clock() - last))
        self._last[target.host] = self.clock()


def plain_body(found: Exchange, largest: int = 0) -> bytes:
    """Return a body with its content encoding taken off, cut at `largest` bytes (0: whole).

    Where the encoding is unknown or broken the body is returned as it is.
    """
    coding = (found.header("content-encoding") or "").strip().lower()
    if coding not in ("gzip", "deflate", "x-gzip"):
        return found.body
    reader = urllib3.HTTPResponse(io.BytesIO(found.body), headers={"content-encoding": coding}, preload_content=False)
    try:
        return reader.read(largest or LARGEST_UNPACKED, decode_content=True) or b""
    except HTTPError:
        return found.body


def _seconds(printed: str | None) -> float | None:
    """Return the seconds of a Retry-After header; dates count as too long, nonsense as none."""
    if printed is None:
        return None
    return float(printed) if printed.strip().isdigit() else (LONGEST_WAIT_S + 1 if printed.strip() else None)


def _plain(error: Exception | None) -> str:
    """Return what went wrong in few words, without the objects that the library prints."""
    reason = getattr(error, "reason", None) or error
    text = str(reason)
    return text.rpartition("): ")[2] or type(reason).__name__
