"""Posts of Telegram exports in a project: which another export of their chat has no longer, or with other words."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import BinaryIO, Protocol

from reportedly.errors import ReportedlyError
from reportedly.ingest.telegram_gone import Exports, Kept, Roll, exports_of, rolls_in
from reportedly.records import Document
from reportedly.records.became import Became
from reportedly.records.custody import CustodyEvent

_READERS = "telegram-"
_ARCHIVE = "!"


class Evidence(Protocol):
    """Where originals are kept."""

    def open(self, sha256: str) -> BinaryIO:
        """Open an original. Raises StoreError if it is not there."""
        ...

    def get(self, sha256: str) -> bytes:
        """Return an original. Raises StoreError if it is not there."""
        ...


@dataclass
class ExportedPosts:
    """What the exports of a project tell of posts, as its chain of custody names them.

    Chain and files are read when the first post is asked for, and once: `rolls` holds what was read by digest and
    path, and may be handed on to what is made when the chain has grown.
    """

    chain: Callable[[], Sequence[CustodyEvent]]
    evidence: Evidence
    rolls: dict[tuple[str, str], list[Roll]] = field(default_factory=dict)

    def gone(self, document: Document) -> Became | None:
        """Return that a post is gone: since which capture, and by which export; None where that is not known.

        An export whose bytes are not there any more says nothing.
        """
        if not document.extractor.startswith(_READERS) or len(self._files) < _TWO:
            return None
        found = self._exports.gone_since(document, partial(self.evidence.get, document.sha256))
        return Became("gone", found.at, by=found.paths[0]) if found is not None else None

    def changed(self, document: Document) -> Became | None:
        """Return that a post of a web page stands with other words in an export that was read later, and in which."""
        if not document.extractor.startswith(_READERS) or len(self._files) < _TWO:
            return None
        places = self._exports.printed_again(document)
        versions = sorted((e for place in places for e in self._kept.get(place, ())), key=lambda e: e.number)
        own = next((at for at, e in enumerate(versions) if e.detail["document"] == document.id), len(versions))
        first = next(iter(versions[own + 1 :]), None)
        return Became("changed", first.at, by=str(first.detail["document"])) if first is not None else None

    def states(self, documents: Iterable[Document]) -> dict[str, tuple[Became, ...]]:
        """Return what became of those of the documents that are posts: gone, or changed."""
        found = {one.id: (self.gone(one), self.changed(one)) for one in documents}
        return {id_: told for id_, some in found.items() if (told := tuple(one for one in some if one is not None))}

    @cached_property
    def _events(self) -> Sequence[CustodyEvent]:
        return self.chain()

    @cached_property
    def _kept(self) -> dict[str, list[CustodyEvent]]:
        """The events that tell of posts, by the paths of these."""
        found: dict[str, list[CustodyEvent]] = defaultdict(list)
        for event in self._events:
            if _of_post(event):
                found[str(event.detail.get("path"))].append(event)
        return found

    @cached_property
    def _files(self) -> list[tuple[str, Kept]]:
        return list(_exports_in(self._events, self.evidence.open))

    @cached_property
    def _exports(self) -> Exports:
        return Exports(exports_of([(file, self._read(sha256, file)) for sha256, file in self._files]))

    def _read(self, sha256: str, file: Kept) -> list[Roll]:
        key = (sha256, file.path)
        if key not in self.rolls:
            try:
                self.rolls[key] = rolls_in(file.path, file.open)
            except ReportedlyError:
                return []
        return self.rolls[key]


_TWO = 2
"""It takes another export to tell that a post is gone."""


def _of_post(event: CustodyEvent) -> bool:
    return event.kind == "document" and str(event.detail.get("extractor")).startswith(_READERS)


def _exports_in(chain: Sequence[CustodyEvent], opened: Callable[[str], BinaryIO]) -> Iterator[tuple[str, Kept]]:
    """Yield the files in which posts stood, with their digests, in the order of capture."""
    posts: set[str] = set()
    stood: set[str] = set()
    for event in chain:
        if _of_post(event):
            posts.update(event.on)
            stood.update(_around(str(event.detail.get("container") or "")))
        elif event.kind == "sighting" and not posts.isdisjoint(event.on):
            stood.add(str(event.detail.get("path")))
    turn = 0
    for event in chain:
        turn += event.kind == "read"
        path = str(event.detail.get("path"))
        if event.kind == "capture" and len(event.on) == 1 and path in stood:
            yield event.on[0], Kept(event.at, path, turn, partial(opened, event.on[0]))


def _around(path: str) -> Iterator[str]:
    """Yield a path and those of the archives that it may lie in."""
    yield path
    while _ARCHIVE in path:
        path = path.rpartition(_ARCHIVE)[0]
        yield path
