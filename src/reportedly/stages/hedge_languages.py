"""Hedges and levels in Ukrainian, Russian and German: the words that move a claim's commitment, and its level."""

from collections.abc import Sequence

from reportedly.interfaces import StageInfo
from reportedly.records import Attribution, Claim, Hedge, Level, Passage, Reading, Record, Relation
from reportedly.records.values import Caveat, HedgeLevel
from reportedly.stages.attribution_languages import LANGUAGES
from reportedly.stages.attribution_languages.hedging import Hedging, Scoped, debunked
from reportedly.stages.attribution_languages.page import Page
from reportedly.stages.attribution_languages.unverified import unverified
from reportedly.stages.cues import load_lexicon
from reportedly.stages.extraction.denial import as_denied
from reportedly.stages.segment_kinds import recalled

_GRADES = {"p": "probable", "s": "possible", "u": "unlikely"}


class HedgeLanguages:
    """Finds hedge words by the cue lexicon of the language, with clause scope, and derives the level (DOMAIN 2.5)."""

    def __init__(self) -> None:
        self._info = StageInfo(
            name="hedge.languages",
            version=3,
            summary="Finds hedge words in Ukrainian, Russian and German and gives each claim its level, L0 to L5.",
            languages=LANGUAGES,
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
        claims = reading.of(Claim)
        if not claims:
            return ()
        language = reading.document.language or ""
        page = Page.of(reading.text, language, reading.of(Passage))
        hedging = Hedging(page, load_lexicon(language))
        chains = {a.claim: a for a in reading.of(Attribution)}
        unchecked = unverified(page, hedging.unchecked(), claims, chains)
        records: list[Record] = []
        for claim, told in as_denied(claims, reading.of(Relation)):
            attribution = reading.first(Attribution, claim.id)
            found = hedging.around(told, attribution)
            records.extend(self._hedge(claim, item) for item in found)
            level, reason = self._level(page, claim, attribution, found)
            caveats: list[Caveat] = ["unverifiable"] if claim.id in unchecked else []
            if any("poperedn" in f.entry.id or "predvarit" in f.entry.id or "vorlaeuf" in f.entry.id for f in found):
                caveats.append("preliminary")
            caveats.extend(recalled(reading, claim))
            records.append(
                Level(claim=claim.id, level=level, reason=reason, caveats=tuple(caveats), producer=self._info.producer)
            )
        return tuple(records)

    def _hedge(self, claim: Claim, item: Scoped) -> Hedge:
        return Hedge(
            claim=claim.id,
            span=item.span,
            lexicon_id=item.entry.id,
            type=item.entry.type,
            stance=item.entry.stance,
            grade=item.entry.level,
            producer=self._info.producer,
        )

    def _level(
        self, page: Page, claim: Claim, attribution: Attribution | None, found: Sequence[Scoped]
    ) -> tuple[HedgeLevel, str]:
        """Return the highest level that applies and the reason for it in words."""
        heading = debunked(page, page.at(claim.evidence[0].start))
        if heading is not None:
            return "L5", f"it stands under “{heading.of(page.text)}”, which calls it false"
        distance = next((f for f in found if f.entry.type == "DIS" and f.moves), None)
        if distance is not None:
            return "L5", f"“{distance.span.of(page.text)}” keeps a distance from what is said"
        doubt = next((f for f in found if f.entry.type == "EPI" and f.moves), None)
        if doubt is not None:
            grade = _GRADES.get(doubt.entry.level or "", "not certain")
            return "L4", f"“{doubt.span.of(page.text)}” presents it as {grade}"
        if attribution is None:
            return "L0", "the text asserts it"
        return by_root(page.text, attribution, found)


def by_root(text: str, attribution: Attribution, found: Sequence[Scoped]) -> tuple[HedgeLevel, str]:
    """Return the level that follows from the root of the chain, and the reason."""
    status = attribution.root_status
    if status == "author":
        return "L0", "the text asserts it in its own voice"
    if status == "none":
        word = next((f.span.of(text) for f in found if f.entry.type == "REP"), None)
        return "L3", f"hearsay (“{word}”) without any source" if word else "hearsay without any source"
    root = attribution.links[-1]
    name = " ".join(root.span.of(text).split()) if root.span is not None else "a quotation without a speaker"
    how = " (continued from an earlier sentence)" if root.inferred else ""
    if status == "named":
        return "L1", f"attributed to {name}{how}"
    number = "several unnamed sources" if status == "unnamed_plural" else "one unnamed source"
    return "L2", f"rests on {number}: {name}{how}"
