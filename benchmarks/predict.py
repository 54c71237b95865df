"""From what the product made of a document to the formats of the gold."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reportedly.interfaces import Candidate, Resolved, Toponym
from reportedly.records import (
    Attribution,
    Claim,
    Coding,
    DocumentNote,
    Geolocation,
    Hedge,
    Level,
    Link,
    Quantity,
    Reading,
    Relation,
    Span,
    StatusObservation,
    Timing,
)

Row = dict[str, Any]

LISTED_HEDGES = frozenset(("REP", "ASM", "ADM", "EPI", "EVI", "CON", "DEN", "UNV", "DIS", "LBL"))
"""Cue types that a chain benchmark lists as hedges; the others are cues or realis."""


def relations(reading: Reading | None) -> list[Row]:
    """Return the attributions in the PolNeAR format: the outermost of each stretch, with their scores."""
    found = [r for r in reading.of(Relation) if not r.beside] if reading else []
    return [
        {"source": _pairs(r.source), "cue": _pairs(r.cue), "content": _pairs(r.content), "score": r.score}
        for r in sorted(found, key=lambda r: (r.content[0] if r.content else r.cue[0], r.cue))
    ]


def chains(reading: Reading | None) -> list[Row]:
    """Return the claims in the format of the chain benchmark."""
    return [_chain_claim(reading, claim) for claim in _claims(reading)] if reading else []


def claims(reading: Reading | None) -> list[Row]:
    """Return the claims in the format of the claim benchmark."""
    return [_whole_claim(reading, claim, n) for n, claim in enumerate(_claims(reading), 1)] if reading else []


def given(reading: Reading | None, evidence: Sequence[tuple[Span, ...]]) -> list[Row]:
    """Return one row for each given claim, in that order; one of no category where the product gave up."""
    if reading is None:
        return [{"evidence": _pairs(spans), "category": None} for spans in evidence]
    by = {claim.evidence: claim for claim in reading.of(Claim)}
    return [_whole_claim(reading, by[spans], n) for n, spans in enumerate(evidence, 1)]


def printed_places(reading: Reading | None, evidence: Sequence[tuple[Span, ...]]) -> list[list[Row]]:
    """Return for each given claim, in that order, its printed places; those that it inherits are left out."""
    if reading is None:
        return [[] for _ in evidence]
    by = {claim.evidence: claim.id for claim in reading.of(Claim)}
    return [
        [_place(reading, place) for place in reading.about(Geolocation, by[spans]) if not place.inherited]
        for spans in evidence
    ]


def notes(reading: Reading | None) -> list[Row]:
    """Return the notes on the document."""
    return [{"flag": n.flag, "reason": n.reason} for n in reading.of(DocumentNote)] if reading else []


def toponym(found: Toponym, resolved: Resolved | None) -> Row:
    """Return a toponym in the geoparsing format, with nulls where it was not resolved."""
    best = resolved.candidates[0] if resolved and resolved.candidates else None
    return {
        "start": found.span.start,
        "end": found.span.end,
        "text": found.text,
        "geonameid": geonameid(best),
        "lat": best.lat if best else None,
        "lon": best.lon if best else None,
        "place_id": best.id if best else None,
        "gaz_name": best.name if best else None,
        "country": best.country if best else None,
        "precision": best.precision if best else None,
        "confidence": round(resolved.confidence, 3) if resolved and best else None,
        "ambiguous": bool(resolved and resolved.ambiguous),
    }


def geonameid(candidate: Candidate | None) -> int | None:
    """Return the GeoNames id of a candidate, None if it has none."""
    if candidate is None:
        return None
    layer, _, number = candidate.id.partition(":")
    return int(number) if layer == "geonames" and number.isdigit() else None


def link_span(link: Link) -> Span | None:
    """Return where a link is printed: the antecedent for a link that is only pointed to.

    The gold puts a pronoun's antecedent first, but prints a short form as it stands beside its cue.
    """
    return link.antecedent if link.anaphoric and link.antecedent else link.span or link.antecedent


def _claims(reading: Reading) -> list[Claim]:
    return sorted(reading.of(Claim), key=lambda c: (c.evidence, c.id))


def _chain_claim(reading: Reading, claim: Claim) -> Row:
    attribution = reading.first(Attribution, claim.id)
    level = reading.first(Level, claim.id)
    return {
        "content": _pairs(claim.evidence),
        "chain": _links(reading, attribution),
        "root_status": attribution.root_status if attribution else "author",
        "hedge_level": level.level if level else "L0",
        "hedges": [
            {"printed": h.span.of(reading.text), "start": h.span.start, "end": h.span.end, "type": h.type}
            for h in reading.about(Hedge, claim.id)
            if h.type in LISTED_HEDGES
        ],
    }


def _whole_claim(reading: Reading, claim: Claim, number: int) -> Row:
    coding = reading.first(Coding, claim.id)
    timing = reading.first(Timing, claim.id)
    chain = _chain_claim(reading, claim)
    return {
        "id": f"c{number}",
        "evidence": chain["content"],
        "proposition_en": claim.proposition,
        "kind": claim.kind,
        "category": coding.category if coding else None,
        "secondary": list(coding.secondary) if coding else [],
        "sector": list(coding.sector) if coding else [],
        "realis": claim.realis,
        "polarity": claim.polarity,
        "chain": chain["chain"],
        "root_status": chain["root_status"],
        "hedge_level": chain["hedge_level"],
        "place": [_place(reading, g) for g in _as_marked(reading.about(Geolocation, claim.id))],
        "quantity": [
            {"printed": q.span.of(reading.text), "value": _value(q)} for q in reading.about(Quantity, claim.id)
        ],
        "time_printed": timing.span.of(reading.text) if timing and timing.span else None,
        "time": {"event": timing.event, "basis": timing.basis} if timing else None,
        "status": _status(reading.first(StatusObservation, claim.id)),
        "actor": _actor(coding),
        "review": bool(claim.review),
        "summary": bool(claim.summary_of),
    }


def _links(reading: Reading, attribution: Attribution | None) -> list[Row]:
    rows: list[Row] = []
    for link in attribution.links if attribution else ():
        span = link_span(link)
        if span is None:
            continue  # A hop without any printed source cannot be put beside the gold.
        rows.append(
            {
                "printed": span.of(reading.text),
                "start": span.start,
                "end": span.end,
                "role": link.role,
                "cue": [link.cue.start, link.cue.end] if link.cue else None,
                "mode": link.mode,
                "anaphoric": link.anaphoric,
                "inferred": link.inferred,
                "commitment": link.commitment,
                "resolution": link.resolution,
                "proposed": link.proposed,
                "note": link.note,
            }
        )
    return rows


def _as_marked(places: Sequence[Geolocation]) -> list[Geolocation]:
    """Return the places that the guides of the gold mark: seats and subjects only where there is no other place.

    A seat is then a subject to them.
    """
    others = [place for place in places if place.function not in ("seat", "subject")]
    subjects = [place for place in places if place.function == "subject"]
    return others or subjects or [replace(place, function="subject") for place in places]


def _place(reading: Reading, place: Geolocation) -> Row:
    return {
        "printed": place.span.of(reading.text),
        "start": place.span.start,
        "end": place.span.end,
        "function": place.function,
        "name_en": place.name,
        "level": place.precision,
        "country": place.country,
        "gazetteer_id": place.gazetteer_id,
    }


def _value(quantity: Quantity) -> float | list[float | None] | None:
    if quantity.best is not None or quantity.min is None:
        return quantity.best
    return [quantity.min, quantity.max]


def _status(found: StatusObservation | None) -> Row | None:
    if found is None:
        return None
    return {
        "sector": found.sector,
        "status": found.status,
        "change": found.change,
        "cause": list(found.cause),
        "access": found.access,
        "provider": found.provider,
    }


def _actor(coding: Coding | None) -> str | None:
    """Return the class of who acts, which stands as value of the role."""
    roles = coding.roles if coding else ()
    return next((role.value for role in roles if role.name == "actor"), None)


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]
