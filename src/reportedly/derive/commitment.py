"""What one claim commits its document to: the hops of its chain, hearsay, doubt and distance."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from functools import cached_property

from reportedly.derive.citations import Names, bare
from reportedly.records import Attribution, Claim, Hedge, Level, Link, Passage, Reading, Source, Span
from reportedly.records.values import HedgeLevel
from reportedly.text import squeeze

_GRADES = {"p": 1, "s": 2, "u": 3}
_SELF = re.compile(
    r"(?:this|our|the) (?:newspaper|paper|reporter|correspondent|channel|agency|outlet|website|editorial office)|we|us",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:he|she|it|they|him|her|them|who|which|that|this|these|those)$", re.IGNORECASE)
_HEAD = re.compile(r",| (?:of|for|in|at|from|on|near|with|who|that|and)\b")
_QUOTED = re.compile(r"[\"“”„«‘'].*[\"”“»’'][.!?]?", re.DOTALL)
WORD = re.compile(r"\w+")
STEM = 6
"""First letters of a word that are compared."""

_VAGUE = frozenset({"unnamed_plural", "unnamed_single", "resident", "witness"})


@dataclass(frozen=True, slots=True)
class Hop:
    """One link of a chain that prints a source: by which names it goes, and whether it is named."""

    span: Span | None
    printed: str
    keys: frozenset[str]
    stems: frozenset[str]
    role: str
    named: bool
    inferred: bool
    group: str | None = None

    @property
    def head(self) -> str:
        """The stem of the noun that the printed source turns on: "union" in "the nurses' union of Vark"."""
        words = WORD.findall(_HEAD.split(self.printed, maxsplit=1)[0]) or WORD.findall(self.printed) or [""]
        return str(words[-1]).casefold()[:STEM]

    @property
    def open(self) -> bool:
        """Whether only a pronoun is printed, which may stand for anybody."""
        return not self.stems

    def same(self, other: "Hop") -> bool:
        """Say whether two hops may be the same source; in doubt they are, and no drift is seen."""
        if self.open or other.open or self.keys & other.keys or self.stems & other.stems:
            return True
        if self.group is not None and self.group == other.group:
            return True
        return not self.named and not other.named and (self.role == other.role or {self.role, other.role} <= _VAGUE)


@dataclass(frozen=True, slots=True)
class Commitment:
    """How firmly a claim is put: its hops, whether it is hearsay, the grade of doubt (0 none, 3 unlikely), distance.

    Each comes with the words that say so.
    """

    hops: tuple[Hop, ...] = ()
    hearsay: bool = False
    doubt: int = 0
    distance: bool = False
    hearsay_cue: Span | None = None
    doubt_cue: Span | None = None
    distance_cue: Span | None = None

    @property
    def level(self) -> HedgeLevel:
        """The display level by the rule of DOMAIN 2.5."""
        if self.distance:
            return "L5"
        if self.doubt:
            return "L4"
        if self.hearsay:
            return "L3"
        if not self.hops:
            return "L0"
        return "L1" if self.hops[-1].named else "L2"

    def without(self, names: Set[str], group: str | None = None) -> "Commitment":
        """Return the commitment without outer hops that only name one of these publishers."""
        hops = self.hops
        while hops and (hops[0].keys & names or (group is not None and hops[0].group == group)):
            hops = hops[1:]
        return self if len(hops) == len(self.hops) else replace(self, hops=hops)


class Commitments:
    """The commitments of one reading's claims, each made once."""

    def __init__(self, reading: Reading, names: Names, known: Mapping[str, Source]) -> None:
        self.reading = reading
        self._names = names
        self._known = known
        self._made: dict[str, Commitment] = {}

    @cached_property
    def publisher(self) -> frozenset[str]:
        """The keys under which a chain may name this document's publisher."""
        document = self.reading.document
        if not document.publisher:
            return frozenset()
        key = self._names.publisher(document)
        source = self._names.sources.get(bare(document.publisher))
        known = [source.name, *source.aliases] if source else []
        return frozenset([key or "", *(bare(n) for n in (document.publisher, *known))]) - {""}

    @cached_property
    def group(self) -> str | None:
        """The affiliation group of the publisher, where the theatre gives one."""
        source = self._names.sources.get(bare(self.reading.document.publisher or ""))
        return source.affiliation_group if source else None

    def passage(self, claim: Claim) -> Passage | None:
        """Return the passage a claim stands in."""
        return self._passages.get(claim.passage)

    @cached_property
    def _passages(self) -> dict[int, Passage]:
        return {p.order: p for p in self.reading.of(Passage)}

    def of(self, claim: Claim) -> Commitment:
        """Return a claim's commitment without hops that name its own publisher.

        Of a headline only sources and hedges count that it prints itself, not those which its document
        gives further down.
        """
        if claim.id not in self._made:
            self._made[claim.id] = self._commitment(claim).without(self.publisher, self.group)
        return self._made[claim.id]

    def _commitment(self, claim: Claim) -> Commitment:
        passage = self.passage(claim)
        only = passage.span if passage is not None and passage.kind == "headline" else None
        if only is not None and _QUOTED.fullmatch(only.of(self.reading.text).strip("# \n")):
            only = None  # a headline in quotation marks says by them that the words are somebody else's
        said = self.reading.first(Attribution, claim.id)
        links = [k for k in said.links if only is None or _inside(k, only)] if said else []
        root = said.links[-1] if said and said.links else None
        hops = tuple(
            hop for k in links if (hop := self._hop(k, said is not None and said.root_status == "named" and k is root))
        )
        found = [h for h in self.reading.about(Hedge, claim.id) if only is None or only.covers(h.span)]
        level = self.reading.first(Level, claim.id)
        # "Reportedly" is left out of the evidence; a phrase inside it is part of what is told.
        marks = [h for h in found if not any(e.covers(h.span) for e in claim.evidence)]
        made = Commitment(hops, hearsay_cue=_cue(self.reading, level, marks, "REP"))
        if level is not None and level.level == "L5" and any(h.type == "DIS" for h in found):
            return replace(made, distance=True, distance_cue=_cue(self.reading, level, found, "DIS"))
        if said is not None and said.root_status == "none":
            made = replace(made, hearsay=made.hearsay_cue is not None)
        if level is not None and level.level == "L4":
            cue = _hedge(self.reading, level, found, "EPI")
            grade = _GRADES.get(cue.grade or "", 1) if cue else 0
            return replace(made, doubt=grade, doubt_cue=cue.span if cue else None)
        return made

    def _hop(self, link: Link, named: bool) -> Hop | None:
        text = self.reading.text
        printed = [squeeze(s.of(text)) for s in (link.span, link.antecedent) if s is not None]
        if not printed and link.source is None:
            return None
        if printed and _SELF.fullmatch(printed[0]):
            return None
        source = self._known.get(link.source or "") or next(
            (s for p in printed if (s := self._names.sources.get(bare(p)))), None
        )
        keys = {bare(p) for p in printed} | ({source.id, bare(source.name)} if source else set())
        words = [w for p in printed if not _PRONOUN.match(p) for w in WORD.findall(p)]
        return Hop(
            span=link.span or link.cue,
            printed=printed[0] if printed else source.name if source else "",
            keys=frozenset(keys),
            stems=frozenset(w.casefold()[:STEM] for w in words if len(w) > 2 and w.casefold() != "the"),
            role=link.role,
            named=named or link.named or source is not None,
            inferred=link.inferred,
            group=source.affiliation_group if source else None,
        )


def _inside(link: Link, span: Span) -> bool:
    return any(s is not None and span.covers(s) for s in (link.span, link.cue))


def _hedge(reading: Reading, level: Level | None, hedges: list[Hedge], kind: str) -> Hedge | None:
    """Return the hedge of a type on which the level rests (its reason quotes it), else the first."""
    found = [h for h in hedges if h.type == kind]
    quoted = [h for h in found if level is not None and f"“{h.span.of(reading.text)}”" in level.reason]
    return next(iter(quoted or found), None)


def _cue(reading: Reading, level: Level | None, hedges: list[Hedge], kind: str) -> Span | None:
    found = _hedge(reading, level, hedges, kind)
    return found.span if found else None
