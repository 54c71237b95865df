"""Posts that another export of their chat no longer has: a state of what is kept, not a reason to delete it."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import IO

from reportedly.errors import DocumentFailed
from reportedly.ingest.opened import HEAD, IN_MEMORY, Peek
from reportedly.ingest.signs import is_messages
from reportedly.ingest.telegram import is_export, numbers_in
from reportedly.ingest.telegram_html import moments_in
from reportedly.ingest.zipped import DAMAGED, check_member, is_zip, member_name, open_zip
from reportedly.records import Document

_ADDRESS = re.compile(r"https://t\.me/(?:c/)?\w+/(\d+)")
_PLACE = re.compile(r"[#&]message=(\d+)")
_ELEMENT = re.compile(rb'<div\b[^>]{0,500}\bid="message(\d+)"')
_PAGE = re.compile(r"(.*?)messages(\d*)\.html?", re.I | re.S)
_FAR_S = 3600
"""Pages of one export are captured one after the other: a later one in the same folder may be of another export."""

Moment = int | str
"""When a message came out: Unix time, or the printed time where that has no zone."""


@dataclass(frozen=True, slots=True)
class Roll:
    """The messages of one chat in a file, by their numbers: when each came out, None for what is no post.

    `channel` is the id of the chat ("channel123"), None where the export does not tell it.
    """

    path: str
    channel: str | None
    moments: Mapping[int, Moment | None]


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was captured at a time (ISO 8601) in a pass over files, and may hold exports."""

    at: str
    path: str
    turn: int
    open: Callable[[], IO[bytes]]


@dataclass(frozen=True, eq=False)
class Export:
    """What one export tells of one chat, all its pages together; `paths` are its files, `order` is that of capture."""

    at: str
    paths: tuple[str, ...]
    order: int
    channel: str | None
    moments: Mapping[int, Moment | None]

    @cached_property
    def first(self) -> int:
        """The lowest number in it."""
        return min(self.moments)

    @cached_property
    def last(self) -> int:
        """The highest number in it."""
        return max(self.moments)

    def has_any(self, numbers: Iterable[int]) -> bool:
        """Say whether one of these messages is in it."""
        return any(number in self.moments for number in numbers)

    def lacks(self, numbers: Collection[int]) -> bool:
        """Say whether it has messages before and after these, and none of them."""
        return self.first < min(numbers) and max(numbers) < self.last and not self.has_any(numbers)


def rolls_in(path: str, opened: Callable[[], IO[bytes]]) -> list[Roll]:
    """Return what a file tells of chats, none where it is no export; those in a ZIP archive as well."""
    with opened() as stream:
        peek = Peek("", stream.read(HEAD))
    if not (is_zip(peek) or is_export(peek) or is_messages(peek)):
        return []
    with opened() as stream:
        if is_zip(peek):
            return list(_zipped(path, stream))
        if is_messages(peek):
            return list(_page(path, stream.read(IN_MEMORY)))
        found: dict[str | None, dict[int, Moment | None]] = {}
        for chat, number, printed in numbers_in(stream):
            found.setdefault(chat, {})[number] = moment(printed)
        return [Roll(path, chat, moments) for chat, moments in found.items()]


def moment(printed: object) -> Moment | None:
    """Return a time (Unix time in digits, or ISO 8601) as one that can be compared, None where there is none."""
    text = str(printed or "")
    if text.isdigit():
        return int(text)
    try:
        time = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return text or None
    return text if time.tzinfo is None else int(time.astimezone(UTC).timestamp())


def exports_of(files: Iterable[tuple[Kept, Sequence[Roll]]]) -> list[Export]:
    """Return the exports in files, in the order of capture: pages of one folder, pass and hour are one export.

    Pages are joined only where none between them is missing: what stands on a page that was not read is not known.
    """
    found: list[Export] = []
    open_runs: dict[str, _Run] = {}
    for order, (file, rolls) in enumerate(files):
        for roll in rolls:
            page = _PAGE.fullmatch(roll.path)
            if page is None:
                found.append(Export(file.at, (roll.path,), order, roll.channel, roll.moments))
                continue
            number, run = int(page[2] or 1), open_runs.get(page[1])
            if run is None or not run.takes(number, file):
                found += run.exports() if run is not None else ()
                run = open_runs[page[1]] = _Run(order, file, {})
            run.last = file
            run.pages[number] = roll
    found += [export for run in open_runs.values() for export in run.exports()]
    return sorted(found, key=lambda export: export.order)


class Exports:
    """The exports of a project; which of them are of one chat is found out once for each two of them."""

    def __init__(self, found: Sequence[Export]) -> None:
        self._all = found
        self._one_chat: dict[tuple[Export, Export], bool] = {}

    def gone_since(self, document: Document, original: Callable[[], bytes]) -> Export | None:
        """Return the first export of its chat that has posts before and after a post, but not the post itself.

        None where no export reaches over its number, or where one that was captured later and reaches as far has the
        post again: a part of a chat that was left out says nothing. A post that is deleted does not come back, so
        exports may have been captured in any order. `original` gives what is kept of the post.
        """
        first = _PLACE.search(document.path)
        if first is None:
            return None
        of_chat = self._of_chat(document, int(first[1]))
        if not any(export.lacks((int(first[1]),)) for export in of_chat):
            return None
        numbers = post_numbers(document, original)
        lacking = [export for export in of_chat if export.lacks(numbers)]
        having = [export for export in of_chat if export.has_any(numbers)]
        gone = (one for one in lacking if not any(h.order > one.order and h.last >= one.last for h in having))
        return next(gone, None)

    def printed_again(self, document: Document) -> list[str]:
        """Return where a post of a web page may stand in exports of its chat: one path for each page of each of them.

        None where the post has an address, by which its versions are known.
        """
        first = _PLACE.search(document.path)
        if first is None or document.channel is not None or document.url or document.aliases:
            return []
        number = int(first[1])
        held = (export for export in self._of_chat(document, number) if number in export.moments)
        return list(dict.fromkeys(f"{path}#message={number}" for export in held for path in export.paths))

    def _of_chat(self, document: Document, number: int) -> list[Export]:
        """Return the exports of the chat that a post stands in: known by its id, else by messages that both have."""
        channel = document.channel
        own = (e for e in self._all if document.container in e.paths and number in e.moments)
        mine = next((e for e in own if channel is None or e.channel in (None, channel)), None)
        found = []
        for export in self._all:
            if channel is not None and export.channel is not None:
                alike = channel == export.channel
            else:
                alike = mine is not None and (export is mine or self._alike(mine, export))
            if alike:
                found.append(export)
        return found

    def _alike(self, one: Export, other: Export) -> bool:
        pair = (one, other)
        if pair not in self._one_chat:
            self._one_chat[pair] = _same_chat(one, other)
        return self._one_chat[pair]


def post_numbers(document: Document, original: Callable[[], bytes]) -> frozenset[int]:
    """Return the numbers of the post that a document is, of an album those of all its pieces."""
    addresses = (*((document.url,) if document.url else ()), *document.aliases)
    told = frozenset(int(found[1]) for address in addresses if (found := _ADDRESS.fullmatch(address)))
    first = _PLACE.search(document.path)
    if told or first is None:
        return told
    return frozenset({int(first[1]), *_pieces(original())})


def _pieces(original: bytes) -> Iterator[int]:
    yield from map(int, _ELEMENT.findall(original))
    if original.startswith(b"{"):
        for line in original.splitlines():
            number = json.loads(line)["message"]["id"]
            yield int(number)


def _same_chat(one: Export, other: Export) -> bool:
    """Say whether two exports have messages of the same number and second, and none whose seconds differ."""
    shared = 0
    for number in one.moments.keys() & other.moments.keys():
        left, right = one.moments[number], other.moments[number]
        if left is None or right is None or isinstance(left, str) != isinstance(right, str):
            continue
        if left != right:
            return False
        shared += 1
    return shared >= _SHARED


_SHARED = 2
"""Messages of one number and second that make two exports those of one chat: two chats have not even one in common,
save by chance."""


@dataclass(slots=True)
class _Run:
    """Pages of one folder that were captured together: the first of them, the last, and all by their numbers."""

    order: int
    last: Kept
    pages: dict[int, Roll]

    def takes(self, number: int, file: Kept) -> bool:
        """Say whether a page is of the same export."""
        between = datetime.fromisoformat(file.at) - datetime.fromisoformat(self.last.at)
        return number not in self.pages and file.turn == self.last.turn and between.total_seconds() < _FAR_S

    def exports(self) -> Iterator[Export]:
        """Yield pages in a row as one export."""
        row: list[Roll] = []
        for number in sorted(self.pages):
            if row and number - 1 not in self.pages:
                yield self._export(row)
                row = []
            row.append(self.pages[number])
        yield self._export(row)

    def _export(self, row: Sequence[Roll]) -> Export:
        moments = {number: at for roll in row for number, at in roll.moments.items()}
        return Export(self.last.at, tuple(roll.path for roll in row), self.order, None, moments)


def _page(path: str, data: bytes) -> Iterator[Roll]:
    try:
        moments = {number: moment(printed) for number, printed in moments_in(data, path)}
    except DocumentFailed:
        return
    if moments:
        yield Roll(path, None, moments)


def _zipped(path: str, stream: IO[bytes]) -> Iterator[Roll]:
    """Yield what the members of an archive tell that may be exports by their names."""
    try:
        with open_zip(stream) as archive:
            for info in archive.infolist():
                name = member_name(info)
                if not name.lower().endswith((".json", ".html", ".htm")):
                    continue
                check_member(info, name)
                yield from rolls_in(f"{path}!{name}", partial(archive.open, info))
    except (DocumentFailed, *DAMAGED):
        return
