"""A reading as its gloss: the same passages and claims over English words, and the way back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reportedly.records import (
    Claim,
    Coding,
    Grounds,
    Passage,
    Quantity,
    Reading,
    Record,
    Role,
    Span,
    StatusObservation,
    Timing,
    claim_id,
)
from reportedly.stages.extraction.sight import sentences
from reportedly.stages.glossed.gloss import Gloss, glosser

_REMEMBERED = 32
"""Glosses that are kept: stages that ask for the same share one."""


def gloss_of(reading: Reading) -> Gloss:
    """Return the gloss of a document in one of the languages of `words.LANGUAGES`."""
    return _gloss(reading.document.language or "", reading.text, tuple(sentences(reading)))


@lru_cache(maxsize=_REMEMBERED)
def _gloss(language: str, text: str, spans: tuple[Span, ...]) -> Gloss:
    return glosser(language).gloss(text, spans)


@dataclass(frozen=True, slots=True)
class InEnglish:
    """A reading over the gloss of a document; `printed` gives for each of its claims the one that it stands for."""

    reading: Reading
    gloss: Gloss
    printed: Mapping[str, Claim]

    def back(self, record: Record) -> Record | None:
        """Return a record beside a claim of the gloss as one of the text; None where its claim has no words there."""
        claim = self.printed.get(getattr(record, "claim", ""))
        if claim is None:
            return None
        if isinstance(record, Coding):
            return replace(
                record, claim=claim.id, roles=self._roles(record.roles, claim), grounds=self._grounds(record.grounds)
            )
        if isinstance(record, Quantity):
            span = self.gloss.back(record.span)
            return replace(record, claim=claim.id, span=span) if span is not None else None
        if isinstance(record, Timing):
            return replace(record, claim=claim.id, span=self.gloss.back(record.span) if record.span else None)
        return replace(record, claim=claim.id) if isinstance(record, StatusObservation) else None

    def _roles(self, roles: Sequence[Role], claim: Claim) -> tuple[Role, ...]:
        found = [replace(role, span=self.gloss.back(role.span) if role.span else None) for role in roles]
        inside = (claim.sentence, *claim.evidence)
        return tuple(r for r in found if r.span is None or any(s is not None and s.overlaps(r.span) for s in inside))

    def _grounds(self, grounds: Grounds | None) -> Grounds | None:
        if grounds is None:
            return None
        printed = (self.gloss.back(word) for word in grounds.words)
        return replace(grounds, words=tuple(dict.fromkeys(word for word in printed if word is not None)))


def in_english(reading: Reading) -> InEnglish:
    """Return the passages and claims of a reading over its gloss; what has no word there is left out."""
    gloss = gloss_of(reading)
    document = replace(reading.document, text=gloss.text, language="en", title=None)
    records: list[Record] = []
    for passage in reading.of(Passage):
        span = gloss.forth(passage.span)
        if span is not None:
            inner = tuple(s for one in passage.sentences if (s := gloss.forth(one)) is not None)
            records.append(replace(passage, span=span, sentences=inner))
    printed: dict[str, Claim] = {}
    for claim in reading.of(Claim):
        made = _glossed(claim, gloss)
        if made is not None and made.id not in printed:
            printed[made.id] = claim
            records.append(made)
            records += [
                replace(coding, claim=made.id, roles=(), grounds=None) for coding in reading.about(Coding, claim.id)
            ]
    return InEnglish(Reading(document, tuple(records)), gloss, printed)


def _glossed(claim: Claim, gloss: Gloss) -> Claim | None:
    evidence: list[Span] = []
    for span in (gloss.forth(one) for one in claim.evidence):
        if span is not None and (not evidence or evidence[-1].end <= span.start):
            evidence.append(span)
    if not evidence:
        return None
    return replace(
        claim,
        id=claim_id(claim.document, tuple(evidence)),
        evidence=tuple(evidence),
        sentence=gloss.forth(claim.sentence) if claim.sentence else None,
        summary_of=(),
    )
