"""A text in Ukrainian, Russian or German with one claim given by its words, read by the stages of attribution."""

from reportedly.gloss import skeletons
from reportedly.ingest.passing import text_in_passing
from reportedly.records import Attribution, Body, Claim, Hedge, Level, Reading, Relation, Span
from reportedly.records.claim import claim_id
from reportedly.register import load_default
from reportedly.stages.attribute_languages import AttributeLanguages
from reportedly.stages.chain_languages import ChainLanguages
from reportedly.stages.hedge_languages import HedgeLanguages
from reportedly.stages.identify_languages import IdentifyLanguages
from reportedly.stages.segment import SegmentRules

ATTRIBUTE, CHAIN, HEDGE = AttributeLanguages(), ChainLanguages(), HedgeLanguages()


def read(text: str, language: str, *claims: str) -> Reading:
    """Return the reading of `text` with a claim for each of the given words."""
    reading = Reading(text_in_passing(text, language))
    reading = reading.plus(SegmentRules().annotate([reading])[0])
    reading = reading.plus(ATTRIBUTE.annotate([reading])[0])
    made = []
    for words in claims:
        start = text.index(words)
        evidence = (Span(start, start + len(words)),)
        identity = claim_id(reading.document.id, evidence)
        made.append(Claim(identity, reading.document.id, evidence, words, "event"))
    reading = reading.plus(made)
    for stage in (CHAIN, IdentifyLanguages(load_default(), skeletons), HEDGE):
        reading = reading.plus(stage.annotate([reading])[0])
    return reading


def relations(reading: Reading) -> list[tuple[str | None, str]]:
    """Return source and cue of every relation, in order."""
    text = reading.text
    return [(r.source[0].of(text) if r.source else None, r.cue[0].of(text)) for r in reading.of(Relation)]


def sources(reading: Reading, number: int = 0) -> list[str]:
    """Return the printed sources of one claim, outermost first; a pronoun as whom it stands for."""
    chain = reading.first(Attribution, reading.of(Claim)[number].id)
    assert chain is not None
    spans = [k.antecedent if k.anaphoric and k.antecedent else k.span for k in chain.links]
    return [" ".join(span.of(reading.text).split()) for span in spans if span is not None]


def status(reading: Reading, number: int = 0) -> str:
    """Return the root status of one claim."""
    chain = reading.first(Attribution, reading.of(Claim)[number].id)
    assert chain is not None
    return chain.root_status


def level(reading: Reading, number: int = 0) -> str:
    """Return the level of one claim."""
    found = reading.first(Level, reading.of(Claim)[number].id)
    assert found is not None
    return found.level


def hedges(reading: Reading) -> list[str]:
    """Return the hedge words of the first claim."""
    return [h.span.of(reading.text) for h in reading.about(Hedge, reading.of(Claim)[0].id)]


def bodies(reading: Reading) -> list[tuple[str, str | None]]:
    """Return name and register entry of every body."""
    return [(b.name.of(reading.text), b.entry) for b in reading.of(Body)]
