"""Whether the chain of review actions is whole: every digest, every link, every value beside it."""

import json
from collections.abc import Iterator, Sequence
from typing import Protocol

from reportedly.records import chain
from reportedly.records.review import PARTS, Sealed

_BODY = frozenset({"number", "previous", "kind", "on", "against", "field", "by", "at", *PARTS})


class Row(chain.Row, Protocol):
    """One row of the chain as it lies in the store; `body` and `sealed` are JSON."""

    @property
    def sealed(self) -> str: ...  # noqa: D102


def verify(rows: Sequence[Row], highest: int, *, head: str | None = None) -> list[str]:
    """Return what is wrong with a chain, in words; nothing where it is whole.

    `highest` is the highest number that was ever given: rows that were cut off at the end are missed by it. Who
    can write the whole file can make a whole new chain; against that, keep the digest of the last action outside
    and give it as `head`.
    """
    found: list[str] = []
    previous = ""
    for expected, row in enumerate(rows, start=1):
        found += [f"action {row.number} ({row.id}): {fault}" for fault in _faults(row, expected, previous)]
        previous = row.sha256
    return [*found, *chain.end_faults(rows, highest, head, "action"), *_unaccounted(rows)]


def _faults(row: Row, expected: int, previous: str) -> Iterator[str]:
    yield from chain.digest_faults(row, expected, "rev", "an action")
    try:
        body, sealed = json.loads(row.body), json.loads(row.sealed)
        if set(body) != _BODY or not set(sealed) <= set(PARTS):
            yield "it has other fields than an action"
            return
        yield from chain.link_faults(row, body, previous, "action")
        for name, (text, salt) in sealed.items():
            if not Sealed(body[name], text, salt).intact:
                yield f"its {name} does not have the digest in the chain: it was changed"
    except (ValueError, TypeError, KeyError, AttributeError):
        yield "it cannot be read"


def _unaccounted(rows: Sequence[Row]) -> list[str]:
    """Return the values that are gone though nobody erased them."""
    allowed: set[tuple[str, str]] = set()
    gone: list[tuple[str, str]] = []
    for row in rows:
        try:
            body, sealed = json.loads(row.body), json.loads(row.sealed)
            if body["kind"] == "erase":
                allowed |= {(target, part) for target in body["on"] for part in body["field"].split(",")}
            gone += [(row.id, part) for part in PARTS if part not in sealed]
        except (ValueError, TypeError, KeyError, AttributeError):
            continue
    return [
        f"action {one}: its {part} is gone, and no action erased it" for one, part in gone if (one, part) not in allowed
    ]
