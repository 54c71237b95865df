"""Hedges and levels by rule: the words that move a claim's commitment, and the display level with its reason."""

import re
from collections.abc import Sequence
from dataclasses import replace

from reportedly.interfaces import StageInfo
from reportedly.records import Attribution, Claim, Hedge, Level, Passage, Reading, Record, Relation
from reportedly.records.values import Caveat, HedgeLevel
from reportedly.stages.attribution.hedging import Scoped, Words
from reportedly.stages.attribution.units import units_of
from reportedly.stages.attribution.unverified import unverified
from reportedly.stages.cues import Lexicon
from reportedly.stages.extraction.denial import as_denied
from reportedly.stages.segment_kinds import recalled


class HedgeRules:
    """Finds hedge words by the cue lexicon, with clause scope, and derives the level (DOMAIN 2.5)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._info = StageInfo(
            name="hedge.rules",
            version=5,
            summary="Finds hedge words with their clause and gives each claim its level from L0 to L5 with the reason.",
            languages=("en",),
            reads=(Passage, Relation, Claim, Attribution),
            makes=(Hedge, Level),
        )

    @property
    def info(self) -> StageInfo:
        """Name, version, languages, reads, makes."""
        return self._info

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return the hedges of each claim and one Level for each."""
        return [self._read(reading) for reading in readings]

    def _read(self, reading: Reading) -> tuple[Record, ...]:
        words = Words(reading.text, units_of(reading.text, reading.of(Passage)), self._lexicon)
        chains = {a.claim: a for a in reading.of(Attribution)}
        unchecked = unverified(words, reading.of(Claim), chains)
        records: list[Record] = []
        for claim, told in as_denied(reading.of(Claim), reading.of(Relation)):
            attribution = reading.first(Attribution, claim.id)
            found = words.around(told, attribution)
            records.extend(
                Hedge(
                    claim=claim.id,
                    span=item.span,
                    lexicon_id=item.entry.id,
                    type=item.entry.type,
                    stance=item.entry.stance,
                    grade=item.entry.level,
                    producer=self._info.producer,
                )
                for item in found
            )
            level, reason = level_of(reading.text, attribution, _moving(claim, found))
            caveats = (*self._caveats(claim, attribution, unchecked, found), *recalled(reading, claim))
            records.append(
                Level(claim=claim.id, level=level, reason=reason, caveats=caveats, producer=self._info.producer)
            )
        return tuple(records)

    def _caveats(
        self, claim: Claim, attribution: Attribution | None, unchecked: frozenset[str], found: Sequence[Scoped]
    ) -> tuple[Caveat, ...]:
        caveats: list[Caveat] = []
        if claim.id in unchecked:
            caveats.append("unverifiable")
        if any(item.entry.id.startswith("en.epi.preliminary") for item in found):
            caveats.append("preliminary")
        if attribution is not None and any(k.resolution == "corrected" for k in attribution.links):
            caveats.append("name_error")
        return tuple(caveats)


def _moving(claim: Claim, found: Sequence[Scoped]) -> list[Scoped]:
    """Return the hedge words with what they do to the level: "claims" that are denied are not distanced as well."""
    return [replace(f, moves=False) if f.entry.type == "DIS" and claim.is_denied else f for f in found]


_GRADES = {"p": "probable", "s": "possible", "u": "unlikely"}


def level_of(text: str, attribution: Attribution | None, found: Sequence[Scoped]) -> tuple[HedgeLevel, str]:
    """Return the highest level that applies and the reason for it in words."""
    distance = next((f for f in found if f.entry.type == "DIS" and f.moves), None)
    if distance is not None:
        return "L5", f"“{distance.span.of(text)}” keeps a distance from what is said"
    doubt = next((f for f in found if f.entry.type == "EPI" and f.moves), None)
    if doubt is not None:
        grade = _GRADES.get(doubt.entry.level or "", "not certain")
        return "L4", f"“{doubt.span.of(text)}” presents it as {grade}"
    if attribution is None:
        return "L0", "the text asserts it"
    return _by_root(text, attribution, found)


def _by_root(text: str, attribution: Attribution, found: Sequence[Scoped]) -> tuple[HedgeLevel, str]:
    status = attribution.root_status
    if status == "author":
        return "L0", "the text asserts it in its own voice"
    if status == "none":
        word = next((f.span.of(text) for f in found if f.entry.type == "REP"), None)
        return "L3", f"hearsay (“{word}”) without any source" if word else "hearsay without any source"
    root = attribution.links[-1]
    name = re.sub(r"\s+", " ", root.span.of(text)) if root.span is not None else "its root"
    how = " (continued from an earlier sentence)" if root.inferred else ""
    if status == "named":
        return "L1", f"attributed to {name}{how}"
    number = "several unnamed sources" if status == "unnamed_plural" else "one unnamed source"
    return "L2", f"rests on {number}: {name}{how}"
