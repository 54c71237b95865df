"""Pages and feeds into a project: fetched, kept as they came, read like any file; what changed or went is told."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, Protocol

from lxml import etree

from reportedly.errors import ReportedlyError
from reportedly.fetch import Entry, Feed, Fetched, Fetcher, read_feed, warc_of
from reportedly.fetch.client import Exchange, FetchFailed, plain_body
from reportedly.fetch.feeds import InvalidFeed
from reportedly.ingest.dates import read_time
from reportedly.ingest.files import read_file
from reportedly.ingest.warc import GONE
from reportedly.interfaces import EvidenceStore
from reportedly.records import Document, Failure, Note
from reportedly.records.address import address_key
from reportedly.records.visit import Visit, VisitKind

TRIES = 5
"""How often an entry of a feed is asked for again after a failure."""

Came = Literal["new", "known", "changed", "unchanged", "gone", "failed"]


class Visits(Protocol):
    """Where visits are kept."""

    def visit(self, key: str) -> Visit | None:
        """Return the last visit to an address."""
        ...

    def keep_visit(self, key: str, visit: Visit) -> None:
        """Keep a visit."""
        ...


class Clock(Protocol):
    """Gives the time of day."""

    def __call__(self) -> str:
        """Return the time in UTC as ISO 8601."""
        ...


class Keeper(Protocol):
    """Takes what was read; returns whether it is new."""

    def __call__(self, answer: Document | Failure | Note) -> bool:
        """Keep a document, a failure or a note."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for one address."""

    url: str
    came: Came
    message: str = ""


@dataclass
class _Read:
    """What reading a fetch brought: whether a document is new, and why there is none."""

    new: bool = False
    documents: int = 0
    told: str = ""

    def note(self, answer: Document | Failure | Note, *, new: bool) -> None:
        """Take in one answer."""
        self.new |= new
        self.documents += isinstance(answer, Document)
        if isinstance(answer, Failure) or (isinstance(answer, Note) and not self.told):
            self.told = answer.message

    @property
    def fault(self) -> str:
        """Why nothing was read, "" where something was."""
        return "" if self.documents else self.told or "there is no document in it"


@dataclass
class Gathering:
    """Asks for addresses one after the other and hands what comes to `keep`.

    `now` gives the time (ISO 8601, UTC), `begin` hears of each
    fetch whose exchanges are about to be kept. An address
    that fails costs only itself.
    """

    fetcher: Fetcher
    visits: Visits
    evidence: EvidenceStore
    keep: Keeper
    now: Clock
    begin: Callable[[Fetched], None] = lambda _fetched: None
    feeds: dict[str, Feed] = field(default_factory=dict)

    def page(self, url: str, entry: Entry | None = None) -> Answer:
        """Fetch one page and keep what it holds; `entry` is the item of the feed that named it."""
        key = address_key(url)
        before = self.visits.visit(key)
        try:
            fetched = self.fetcher.fetch(url, **_asked(before))
        except ReportedlyError as error:
            return self._failed(url, "page", before, str(error), error)
        last = fetched.last
        if fetched.unchanged and before is not None:
            return Answer(url, "unchanged", f"unchanged since {self._still(before, last)}")
        if last.status in GONE and before is not None and before.sha256 is not None:
            since = self._still(before, last, "gone")
            self._read(fetched, entry)
            return Answer(url, "gone", f"answers with {last.status} now; the copies that were kept stay ({since})")
        if not 200 <= last.status < 300:
            return self._failed(url, "page", before, f"{url}: the server answers with {last.status} {last.reason}")
        return self._had(url, fetched, entry, before)

    def _had(self, url: str, fetched: Fetched, entry: Entry | None, before: Visit | None) -> Answer:
        """Read the body that came and say what is new in it."""
        read = self._read(fetched, entry)
        self._visited(url, "page", before, fetched.last, message=read.fault)
        if read.fault:
            return Answer(url, "failed", f"it was kept, but not read: {read.fault}")
        first = before is None or before.sha256 is None or bool(before.message)
        return Answer(url, ("new" if first else "changed") if read.new else "known")

    def feed(self, url: str) -> Iterator[Answer]:
        """Fetch a feed, then each page that it names and that has not been had. A bad feed is one failure."""
        try:
            found = self._feed(url)
        except ReportedlyError as error:
            yield self._failed(url, "feed", self.visits.visit(address_key(url)), str(error), error)
            return
        for entry in found.entries if found else ():
            if self._wanted(entry):
                yield self.page(entry.url, entry)

    def is_feed(self, url: str) -> bool:
        """Say whether an address is known, or now turns out, to give a feed; False also where it cannot be had."""
        before = self.visits.visit(address_key(url))
        if before is not None and before.state != "failed":
            return before.kind == "feed"
        try:
            self._feed(url)
        except ReportedlyError:
            return False
        return True

    def _feed(self, url: str) -> Feed | None:
        key = address_key(url)
        if (held := self.feeds.pop(key, None)) is not None:
            return held
        before = self.visits.visit(key)
        fetched = self.fetcher.fetch(url, **(_asked(before) if before and before.kind == "feed" else {}))
        last = fetched.last
        if fetched.unchanged and before is not None:
            self._still(before, last)
            return None
        if not 200 <= last.status < 300:
            raise InvalidFeed(f"{url}: the server answers with {last.status} {last.reason}")
        found = read_feed(plain_body(last), address=last.url, content_type=last.header("content-type"))
        self.begin(fetched)
        self.evidence.keep(warc_of(fetched.exchanges, note="a feed that is watched"))
        self._visited(url, "feed", before, last)
        if before is None:
            self.feeds[key] = found
        return found

    def _wanted(self, entry: Entry) -> bool:
        visit = self.visits.visit(address_key(entry.url))
        return visit is None or (visit.state == "failed" and visit.failures < TRIES)

    def _read(self, fetched: Fetched, entry: Entry | None) -> "_Read":
        done = _Read()
        self.begin(fetched)
        with tempfile.NamedTemporaryFile(suffix=".warc.gz") as file:
            file.write(warc_of(fetched.exchanges, note="fetched because a person asked for it"))
            file.flush()
            answers = read_file(Path(file.name), evidence=self.evidence, now=self.now(), display="fetched")
            for answer in answers:
                new = self.keep(_filled(answer, entry) if isinstance(answer, Document) else answer)
                done.note(answer, new=new)
        return done

    def _still(self, before: Visit, last: Exchange, state: Literal["live", "gone"] = "live") -> str:
        """Note a visit that brought no new body, and return since when things are so; what is known of it stays."""
        at = self.now()
        since = before.since if before.state == state else at
        made = replace(before, at=at, state=state, since=since, status=last.status, failures=0, message="")
        self.visits.keep_visit(address_key(before.address), made)
        return since

    def _visited(
        self, url: str, kind: VisitKind, before: Visit | None, last: Exchange, *, message: str = ""
    ) -> None:  # fmt: skip
        """Note a visit that brought a body; `message` says why nothing of it was read."""
        at, sha256 = self.now(), hashlib.sha256(last.body).hexdigest()
        since = before.since if before is not None and before.sha256 == sha256 else at
        made = Visit(
            url, kind, at, "live", since, last.status, last.header("etag"), last.header("last-modified"), sha256,
            message=message,
        )  # fmt: skip
        self.visits.keep_visit(address_key(url), made)

    def _failed(
        self, url: str, kind: VisitKind, before: Visit | None, message: str, error: ReportedlyError | None = None
    ) -> Answer:
        at, message = self.now(), message.removeprefix(f"{url}: ")
        exchanges = error.exchanges if isinstance(error, FetchFailed) else ()
        if exchanges:
            self.begin(Fetched(url, (*exchanges,)))
        sha256 = self.evidence.keep(warc_of(exchanges, note="the fetch failed")) if exchanges else None
        self.keep(Failure(url, message, sha256))
        known = before or Visit(url, kind, at, "failed", at)
        since = known.since if known.state == "failed" else at
        failures = known.failures + 1
        made = replace(known, at=at, state="failed", since=since, failures=failures, message=message)
        self.visits.keep_visit(address_key(url), made)
        return Answer(url, "failed", message)


def addresses_in(text: str) -> list[str]:
    """Return the addresses of a list: one on each line (# begins a remark), or the feeds of an OPML file."""
    if text.lstrip()[:200].lower().startswith(("<?xml", "<opml")):
        return list(_opml(text))
    lines = (line.partition(" #")[0].strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _opml(text: str) -> Iterable[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(text.encode("utf-8"), parser)
    if root is None:
        return
    for outline in root.iter("outline"):
        if address := outline.get("xmlUrl"):
            yield str(address).strip()


def _asked(before: Visit | None) -> dict[str, str | None]:
    if before is None or before.state == "failed" or before.message:
        # What was never read is asked for whole: the next program may be able to.
        return {}
    return {"etag": before.etag, "modified": before.modified}


def _filled(document: Document, entry: Entry | None) -> Document:
    """Return the document with the title and time of the feed where the page gives none."""
    if entry is None:
        return document
    published, _ = read_time(entry.published)
    changes: dict[str, str] = {}
    if not document.published and published:
        changes |= {"published": published, "published_basis": "feed"}
    if not document.title and entry.title:
        changes["title"] = entry.title
    return replace(document, **changes) if changes else document  # type: ignore[arg-type]
