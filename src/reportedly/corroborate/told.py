"""A claim with the records beside it and the words that they point to, packed to be kept without its document."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from reportedly.records import (
    Attribution,
    Claim,
    Coding,
    Geolocation,
    Hedge,
    Level,
    Quantity,
    Reading,
    Record,
    Span,
    StatusObservation,
    Timing,
    from_plain,
    to_plain,
)

R = TypeVar("R")

_KINDS = {
    kind.__name__: kind
    for kind in (Attribution, Coding, Geolocation, Hedge, Level, Quantity, StatusObservation, Timing)
}


@dataclass(frozen=True, slots=True)
class _Open:
    claim: Claim
    records: tuple[Record, ...]
    printed: dict[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class Told:
    """What stands beside one claim, as JSON until it is asked for."""

    packed: str

    @property
    def claim(self) -> Claim:
        """The claim."""
        return _open(self.packed).claim

    def about(self, kind: type[R]) -> tuple[R, ...]:
        """Return the records of one kind beside the claim, in the order in which they were made."""
        return tuple(record for record in _open(self.packed).records if isinstance(record, kind))

    def first(self, kind: type[R]) -> R | None:
        """Return the first record of one kind, or None."""
        return next(iter(self.about(kind)), None)

    def text(self, span: Span) -> str:
        """Return the words of a span of the claim or of a record beside it. Raises KeyError for any other span."""
        return _open(self.packed).printed[(span.start, span.end)]


def told_of(reading: Reading, claim: Claim) -> Told:
    """Return what stands beside a claim."""
    records = [record for kind in _KINDS.values() for record in reading.about(kind, claim.id)]
    spans = {*claim.evidence, *(span for record in records for span in _spans(record))}
    plain = [
        to_plain(claim),
        [[type(record).__name__, to_plain(record)] for record in records],
        [[s.start, s.end, s.of(reading.text)] for s in sorted(spans)],
    ]
    return Told(json.dumps(plain, ensure_ascii=False, separators=(",", ":")))


def _spans(record: object) -> Iterator[Span]:
    if isinstance(record, Geolocation | Hedge | Quantity):
        yield record.span
    elif isinstance(record, Coding):
        yield from (role.span for role in record.roles if role.span is not None)
    elif isinstance(record, Attribution):
        for link in record.links:
            yield from (span for span in (link.span, link.cue, link.antecedent) if span is not None)
    elif isinstance(record, Timing) and record.span is not None:
        yield record.span


@lru_cache(maxsize=20_000)
def _open(packed: str) -> _Open:
    claim, records, printed = json.loads(packed)
    return _Open(
        from_plain(Claim, claim),
        tuple(_record(name, plain) for name, plain in records),
        {(start, end): text for start, end, text in printed},
    )


def _record(name: str, plain: object) -> Record:
    found: Record = from_plain(_KINDS[name], plain)  # type: ignore[assignment]
    return found
