"""Readings of invented texts for the tests of the attribution, chain and hedge stages."""

from reportedly.records import (
    Attribution,
    Claim,
    Document,
    DocumentNote,
    Hedge,
    Level,
    Passage,
    Reading,
    Relation,
    Span,
    Theatre,
    claim_id,
    document_id,
)
from reportedly.stages.attribute_rules import AttributeRules
from reportedly.stages.chain import ChainRules
from reportedly.stages.cues import load_lexicon
from reportedly.stages.hedge import HedgeRules

LEXICON = load_lexicon("en")
_SHA = "0" * 64


def plain(text: str, *, publisher: str | None = None, published: str | None = None) -> Reading:
    """Return a reading with one passage for each paragraph; sentences are left to the stages."""
    document = Document(
        document_id(_SHA), _SHA, "t", text, "in.txt", "text/plain", "plain", "2031-01-01T00:00:00Z",
        publisher=publisher, published=published,
    )  # fmt: skip
    passages, start = [], 0
    for order, part in enumerate(text.split("\n\n")):
        if part.strip():
            passages.append(Passage(document.id, Span(start, start + len(part)), "body", order))
        start += len(part) + 2
    return Reading(document, tuple(passages))


def related(text: str, **document: str | None) -> Reading:
    """Return the reading with its relations."""
    reading = plain(text, **document)
    return reading.plus(AttributeRules(LEXICON).annotate([reading])[0])


def parts(reading: Reading) -> list[tuple[str, str, str]]:
    """Return (source, cue, content) of each relation as printed; pieces are joined by " | "."""
    text = reading.text

    def joined(spans: tuple[Span, ...]) -> str:
        return " | ".join(s.of(text) for s in spans)

    return [(joined(r.source), joined(r.cue), joined(r.content)) for r in reading.of(Relation)]


def judged(text: str, *evidence: str, theatre: Theatre | None = None, **document: str | None) -> Reading:
    """Return the reading with chains and levels of the claims whose words are given, pieces parted by " | "."""
    reading = related(text, **document)
    claims = []
    for printed in evidence:
        spans, at = [], 0
        for piece in printed.split(" | "):
            at = text.index(piece, at)
            spans.append(Span(at, at + len(piece)))
            at += len(piece)
        found = tuple(spans)
        claims.append(Claim(claim_id(reading.document.id, found), reading.document.id, found, printed, "event"))
    reading = reading.plus(claims)
    chain = ChainRules(LEXICON) if theatre is None else ChainRules(LEXICON, theatre)
    for stage in (chain, HedgeRules(LEXICON)):
        reading = reading.plus(stage.annotate([reading])[0])
    return reading


def chains(reading: Reading) -> list[tuple[list[str], str, str]]:
    """Return (links as printed, root status, level) of each claim, in the order of the claims."""
    result = []
    for claim in reading.of(Claim):
        attribution = reading.first(Attribution, claim.id)
        level = reading.first(Level, claim.id)
        assert attribution is not None
        assert level is not None
        links = [link.span.of(reading.text) if link.span else "" for link in attribution.links]
        result.append((links, attribution.root_status, level.level))
    return result


def notes(reading: Reading) -> set[str]:
    """Return the flags of the document's notes."""
    return {note.flag for note in reading.of(DocumentNote)}


def hedges(reading: Reading) -> list[tuple[str, str]]:
    """Return (word, type) of all hedges."""
    return [(h.span.of(reading.text), h.type) for h in reading.of(Hedge)]
