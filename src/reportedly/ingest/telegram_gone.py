"""Posts that a later export of their channel no longer has: a state of what is kept, not a reason to delete it."""

import re
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import BinaryIO

from reportedly.ingest.opened import HEAD, Peek
from reportedly.ingest.telegram import is_export, numbers_in
from reportedly.records import Document

_NUMBER = re.compile(r"https://t\.me/(?:c/)?\w+/(\d+)")


@dataclass(frozen=True, slots=True)
class Export:
    """A file that was captured at a time (ISO 8601) and may be an export: its path, and how to open it."""

    at: str
    path: str
    open: Callable[[], BinaryIO]


def post_numbers(document: Document) -> frozenset[int]:
    """Return the numbers of the post that a document is, of an album those of all its pieces; none for a page."""
    if document.channel is None:
        return frozenset()
    addresses = (*((document.url,) if document.url else ()), *document.aliases)
    return frozenset(int(found[1]) for address in addresses if (found := _NUMBER.fullmatch(address)))


def gone_since(document: Document, exports: Iterable[Export]) -> Export | None:
    """Return the first of the last exports, in time, that have posts before and after a post but not the post itself.

    None where the post is in the last one that reaches over its number, or none does: a part of a channel that was
    left out says nothing.
    """
    numbers, gone = post_numbers(document), None
    for export in exports if numbers else ():
        there = _there(export, document.channel)
        if not there or not min(there) < min(numbers) <= max(numbers) < max(there):
            continue
        gone = (gone or export) if numbers.isdisjoint(there) else None
    return gone


def _there(export: Export, channel: str | None) -> set[int]:
    """Return the numbers of the messages of a channel in a file, none where it is no export of it."""
    with closing(export.open()) as stream:
        if not is_export(Peek(".json", stream.read(HEAD))):
            return set()
        stream.seek(0)
        return {number for chat, number in numbers_in(stream) if chat == channel}
