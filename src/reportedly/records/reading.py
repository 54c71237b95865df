"""A document with everything that the stages have made of it so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from reportedly.records.body import Body
from reportedly.records.claim import (
    Attribution,
    Claim,
    Coding,
    Geolocation,
    Hedge,
    Level,
    Quantity,
    Relation,
    StatusObservation,
    Timing,
)
from reportedly.records.document import Document, DocumentNote, Passage, PersonMention

Record = (
    Passage
    | PersonMention
    | DocumentNote
    | Relation
    | Claim
    | Attribution
    | Body
    | Hedge
    | Level
    | Geolocation
    | Timing
    | Coding
    | Quantity
    | StatusObservation
)
"""What a stage may make."""

RECORD_KINDS: tuple[type, ...] = (
    Passage,
    PersonMention,
    DocumentNote,
    Relation,
    Claim,
    Attribution,
    Body,
    Hedge,
    Level,
    Geolocation,
    Timing,
    Coding,
    Quantity,
    StatusObservation,
)

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and its records; immutable, `plus` returns a new one."""

    document: Document
    records: tuple[Record, ...] = ()
    _by_kind: dict[type, list[Record]] = field(init=False, repr=False, compare=False)
    _by_claim: dict[tuple[type, str], list[Record]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_kind: dict[type, list[Record]] = {}
        by_claim: dict[tuple[type, str], list[Record]] = {}
        for record in self.records:
            by_kind.setdefault(type(record), []).append(record)
            claim = getattr(record, "claim", None)
            if claim is not None:
                by_claim.setdefault((type(record), claim), []).append(record)
        object.__setattr__(self, "_by_kind", by_kind)
        object.__setattr__(self, "_by_claim", by_claim)

    @property
    def text(self) -> str:
        """The text that all spans point into."""
        return self.document.text

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """Return all records of one kind, in the order in which they were made."""
        return tuple(self._by_kind.get(kind, ()))  # type: ignore[arg-type]

    def about(self, kind: type[R], claim: str) -> tuple[R, ...]:
        """Return the records of one kind that stand beside one claim."""
        return tuple(self._by_claim.get((kind, claim), ()))  # type: ignore[arg-type]

    def first(self, kind: type[R], claim: str) -> R | None:
        """Return the first record of one kind beside one claim, or None."""
        found = self.about(kind, claim)
        return found[0] if found else None

    def plus(self, records: Iterable[Record]) -> "Reading":
        """Return a reading with `records` added."""
        return Reading(self.document, (*self.records, *records))
