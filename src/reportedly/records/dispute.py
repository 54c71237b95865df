"""Disputes: claims that cannot both hold, with the printed words that clash and whether that is settled."""

from dataclasses import dataclass

from reportedly.errors import InvalidRecord
from reportedly.records import values as v
from reportedly.records.span import Span


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one claim that clash: as printed, and where they stand in its document."""

    claim: str
    printed: str
    span: Span


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two sides that cannot both hold: claim ids, the words that clash, what kind of clash it is, and its state.

    The earlier side is the left one. `state` is `open`; `corrected` (the source set itself right: the right side
    is what holds for it now); `decided` (a person judged them to be two matters); `update` (a count that grew
    from one report to the next, which is no contradiction). `resolution` says why it is not open. `events` are
    the events whose claims take part, `place` is where, as printed.

    Raises InvalidRecord if a side is empty, if a claim stands on both, or if a state other than open has no
    resolution.
    """

    kind: v.ContradictionKind
    state: v.DisputeState
    left: tuple[str, ...]
    right: tuple[str, ...]
    left_words: tuple[Wording, ...]
    right_words: tuple[Wording, ...]
    reason: str
    resolution: str = ""
    place: str | None = None
    events: tuple[str, ...] = ()
    producer: str = ""

    def __post_init__(self) -> None:
        v.check("Dispute", kind=(self.kind, v.ContradictionKind), state=(self.state, v.DisputeState))
        if not self.left or not self.right or set(self.left) & set(self.right):
            raise InvalidRecord("a dispute needs claims on both sides, and no claim on both")
        if (self.state == "open") != (not self.resolution):
            rule = "has no resolution" if self.state == "open" else "needs the reason for that"
            raise InvalidRecord(f"a dispute that is {self.state} {rule}")
