"""Whether the chain of custody is whole: every digest, every link."""

import json
from collections.abc import Iterator, Sequence

from reportedly.records import chain
from reportedly.records.custody import PREFIX

_BODY = frozenset({"number", "previous", "kind", "at", "by", "on", "detail"})
_NOUN = "event"


def verify_chain(rows: Sequence[chain.Row], highest: int, *, head: str | None = None) -> list[str]:
    """Return what is wrong with a chain of custody, in words; nothing where it is whole.

    `highest` is the highest number that was ever given. Who can write the whole database can make a whole new chain;
    against that, keep the digest of the last event outside (or have it time-stamped) and give it as `head`.
    """
    found: list[str] = []
    previous = ""
    for expected, row in enumerate(rows, start=1):
        found += [f"event {row.number} ({row.id}): {fault}" for fault in _faults(row, expected, previous)]
        previous = row.sha256
    return [*found, *chain.end_faults(rows, highest, head, _NOUN)]


def _faults(row: chain.Row, expected: int, previous: str) -> Iterator[str]:
    yield from chain.digest_faults(row, expected, PREFIX, f"an {_NOUN}")
    try:
        body = json.loads(row.body)
        if set(body) != _BODY:
            yield "it has other fields than an event"
            return
        yield from chain.link_faults(row, body, previous, _NOUN)
    except (ValueError, TypeError, KeyError, AttributeError):
        yield "it cannot be read"
