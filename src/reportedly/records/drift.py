"""Drift: a claim that is told again as firmer, softer, or as something else than before."""

from dataclasses import dataclass

from reportedly.errors import InvalidRecord
from reportedly.records import values as v
from reportedly.records.span import Span


@dataclass(frozen=True, slots=True)
class Drift:
    """One content in two places, told otherwise in the second (DOMAIN 2.5).

    `aspect` says in what: how firmly (`hedge`), on whose word (`source`), a number, a place, the label of an act
    or actor, realis, polarity, or the time. `earlier` and `later` are claim ids. For `headline_body` the body's
    claim is the earlier one, since the headline retells it; for `retelling` and `revision` the later document
    derives from the earlier one by an edge of kind `edge`. `before` and `after` are levels made comparable: hops
    that only name one of the two publishers are taken off, and of a headline only what it prints itself counts.
    `changes` says what was dropped, added or changed, `reason` the same as a sentence in plain words.
    `lost` are spans of the earlier document (what the later one lacks or changed), `gained` those of the later
    one; `was` and `became` are the same as printed. `path` are claims of documents that the earlier one was told
    from, the first telling first; `carried` are claims of later documents that repeat the change. `score` is the
    share of content words that the two have in common.

    Raises InvalidRecord if nothing changed, if the levels run against the direction, if the documents do not
    fit the kind, or if the reason is missing.
    """

    earlier: str
    later: str
    earlier_document: str
    later_document: str
    kind: v.DriftKind
    direction: v.DriftDirection
    before: v.HedgeLevel
    after: v.HedgeLevel
    changes: tuple[v.DriftChange, ...]
    reason: str
    lost: tuple[Span, ...] = ()
    gained: tuple[Span, ...] = ()
    edge: v.EdgeKind | None = None
    score: float = 0.0
    producer: str = ""
    aspect: v.DriftAspect = "hedge"
    was: tuple[str, ...] = ()
    became: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        v.check(
            "Drift",
            kind=(self.kind, v.DriftKind),
            aspect=(self.aspect, v.DriftAspect),
            direction=(self.direction, v.DriftDirection),
            before=(self.before, v.HedgeLevel),
            after=(self.after, v.HedgeLevel),
            **{f"changes[{i}]": (change, v.DriftChange) for i, change in enumerate(self.changes)},
        )
        if not self.changes or not self.reason:
            raise InvalidRecord("a drift needs what changed and its reason in words")
        softer, firmer = (self.before, self.after) if self.direction == "hardened" else (self.after, self.before)
        if self.aspect == "hedge" and (firmer > softer or self.direction == "changed"):
            raise InvalidRecord(f"{self.before} to {self.after} is not {self.direction}")
        within = self.earlier_document == self.later_document
        if within != (self.kind == "headline_body") or within != (self.edge is None) or self.earlier == self.later:
            raise InvalidRecord(f"a drift of kind {self.kind} cannot join these claims and documents")

    @property
    def aspects(self) -> tuple[v.DriftAspect, ...]:
        """The aspect; a source that is dropped is drift of the hedge and of the source."""
        if self.aspect == "hedge" and "attribution_dropped" in self.changes:
            return ("hedge", "source")
        return (self.aspect,)

    @property
    def distance(self) -> int:
        """How many levels lie between the two, 0 where a hedge changed within one level."""
        return abs(int(self.before[1]) - int(self.after[1])) if self.aspect == "hedge" else 0


HedgeDrift = Drift
"""The name of the record when hedges were all that it held."""
