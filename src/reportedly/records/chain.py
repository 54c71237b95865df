"""Logs that only grow, each row digested with the digest of the one before it: what is wrong with one, in words."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from reportedly.text import digest

DIGEST = 64
"""Hex digits of a digest in a chain."""


class Row(Protocol):
    """One row of a chain as it lies in the store; `body` is JSON."""

    @property
    def number(self) -> int: ...  # noqa: D102
    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def at(self) -> str: ...  # noqa: D102
    @property
    def body(self) -> str: ...  # noqa: D102
    @property
    def sha256(self) -> str: ...  # noqa: D102


def chained_text(plain: dict[str, Any]) -> str:
    """Return what is digested of a row: JSON, the same text for the same values."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def row_id(prefix: str, sha256: str) -> str:
    """Return the id of a row: the beginning of its digest."""
    return f"{prefix}_{sha256[:16]}"


def digest_faults(row: Row, expected: int, prefix: str, noun: str) -> Iterator[str]:
    """Yield what is wrong with a row by itself: its place, its digest, its id."""
    if row.number != expected:
        yield f"stands in place {expected}: {noun} is missing, or was moved"
    if digest(row.body, length=DIGEST) != row.sha256:
        yield "its text does not have its digest: it was changed"
    if row.id != row_id(prefix, row.sha256):
        yield "its id is not that of its digest"


def link_faults(row: Row, body: dict[str, Any], previous: str, noun: str) -> Iterator[str]:
    """Yield where a row and its text disagree, and whether it follows on the row before it."""
    if body["number"] != row.number or body["at"] != row.at:
        yield "its number or time beside the chain was changed"
    if body["previous"] != previous:
        yield f"it does not follow on the {noun} before it"


def end_faults(rows: Sequence[Row], highest: int, head: str | None, noun: str) -> Iterator[str]:
    """Yield what is missing at the end: rows that were made and are not there, the digest that was noted outside."""
    if highest > len(rows):
        yield f"{highest} {noun}s were made, {len(rows)} are there: some were removed"
    if head is not None and not any(row.sha256.startswith(head) for row in rows):
        yield f"no {noun} has the digest {head}: the chain was made anew, or cut short"
