"""claims.jsonl: one line for each claim, in the fixed format of the data model (DOMAIN 2.13)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from reportedly.records import (
    Area,
    Attribution,
    Body,
    Claim,
    Coding,
    DocumentNote,
    Geolocation,
    Grounds,
    Hedge,
    HedgeDrift,
    Level,
    Link,
    Quantity,
    Reading,
    Span,
    StatusObservation,
    Timing,
    by_mention,
    polygon_of,
)
from reportedly.records.reviewed import Dissent, Reviewed
from reportedly.records.withhold import PLACE_WITHHELD, Discretion

Telling = Callable[[Callable[[str], str]], dict[str, Any]]
"""Gives something as plain values, private names withheld by the function that it is handed."""

Said = Mapping[str, Sequence[Telling]]
"""What there is to tell of a claim, by claim."""

UNCODED = "X09"
"""Category of a claim that no coding stage reached: unclear, send to review."""

CONTEXT = 32
"""Code points of prefix and suffix of a text quote selector."""


def by_claim(drift: Iterable[HedgeDrift]) -> dict[str, list[HedgeDrift]]:
    """Return the drifts of each claim, whether it is the earlier or the later one."""
    found: dict[str, list[HedgeDrift]] = defaultdict(list)
    for item in drift:
        found[item.earlier].append(item)
        found[item.later].append(item)
    return dict(found)


def claim_line(
    reading: Reading,
    claim: Claim,
    discretion: Discretion,
    drift: Sequence[HedgeDrift] = (),
    control: Sequence[Telling] = (),
    reviewed: Reviewed | None = None,
) -> dict[str, Any]:
    """Return the line of one claim as plain values; `drift` are the drifts that the claim takes part in,
    `control` tells what it says of who holds a place, `reviewed` what people said of it.

    Names of private persons are [name withheld], and places below their floor coarsened (and [place withheld] where the
    quotation does not print them), unless it is for a working copy; offsets always point into the kept text.
    """
    view, people = _View(reading, discretion), reviewed or Reviewed()
    document = reading.document
    coding = reading.first(Coding, claim.id)
    level = reading.first(Level, claim.id)
    said = reading.first(Attribution, claim.id)
    return {
        "id": claim.id,
        "document": {
            "id": document.id,
            "path": document.path,
            "sha256": document.sha256,
            "publisher": document.publisher,
            "title": view.masked(document.title),
            "published": document.published,
            "language": document.language,
        },
        "text_id": document.text_id,
        "kind": claim.kind,
        "proposition": view.masked(claim.proposition),
        "category": coding.category if coding else UNCODED,
        "secondary": list(coding.secondary) if coding else [],
        "sector": list(coding.sector) if coding else [],
        "polarity": claim.polarity,
        "realis": claim.realis,
        "evidence": [view.evidence(span) for span in claim.evidence],
        "attribution": view.attribution(claim),
        "hedge": [
            {"printed": view.printed(h.span), "start": h.span.start, "end": h.span.end, "type": h.type}
            for h in reading.about(Hedge, claim.id)
        ],
        "hedge_level": level.level if level else "L0",
        "place": [view.place(claim, p) for p in reading.about(Geolocation, claim.id)],
        "quantity": [
            {"printed": view.printed(q.span), "min": q.min, "best": q.best, "max": q.max}
            for q in reading.about(Quantity, claim.id)
        ],
        "time": view.time(claim),
        "status": _status(reading.first(StatusObservation, claim.id)),
        "caveat": _caveats(reading, level),
        "review_state": people.state(claim.id),
        "review": [*claim.review, *(said.review if said else ())],
        "drift": [drift_line(item, discretion) for item in drift],
        "control": [tell(discretion.masked) for tell in control],
        "coding": view.coding(coding) if coding else None,
        "dissent": [view.dissent(action) for action in people.dissents.get(claim.id, ())],
    }


def drift_line(drift: HedgeDrift, discretion: Discretion) -> dict[str, Any]:
    """Return one drift as plain values: spans of `lost` point into the earlier text, of `gained` into the later."""
    return {
        "earlier": {"claim": drift.earlier, "document": drift.earlier_document},
        "later": {"claim": drift.later, "document": drift.later_document},
        "kind": drift.kind,
        "edge": drift.edge,
        "direction": drift.direction,
        "before": drift.before,
        "after": drift.after,
        "changes": list(drift.changes),
        "reason": discretion.masked(drift.reason),
        "lost": [{"start": s.start, "end": s.end} for s in drift.lost],
        "gained": [{"start": s.start, "end": s.end} for s in drift.gained],
    }


class _View:
    """How the pieces of one reading are printed."""

    def __init__(self, reading: Reading, discretion: Discretion) -> None:
        self._reading = reading
        self._discretion = discretion
        self._bodies = by_mention(reading.of(Body))

    def printed(self, span: Span) -> str:
        return self._discretion.shown(self._reading, (span,))[0]

    def masked(self, text: str | None) -> str | None:
        return None if text is None else self._discretion.masked(text)

    def dissent(self, view: Dissent) -> dict[str, Any]:
        return {
            "by": view.by,
            "at": view.at,
            "field": view.field or None,
            "value": self.masked(view.value) or None,
            "reason": self.masked(view.reason),
            "action": view.action,
        }

    def evidence(self, span: Span) -> dict[str, Any]:
        size = len(self._reading.text)
        before, after = max(0, span.start - CONTEXT), min(size, span.end + CONTEXT)
        return {
            "start": span.start,
            "end": span.end,
            "exact": self.printed(span),
            "prefix": self.printed(Span(before, span.start)) if before < span.start else "",
            "suffix": self.printed(Span(span.end, after)) if span.end < after else "",
        }

    def coding(self, coding: Coding) -> dict[str, Any]:
        """Return how the category was chosen: by which codebook, rule, words and text of the codebook."""
        grounds = coding.grounds or Grounds()
        return {
            "codebook": coding.codebook,
            "version": coding.version,
            "score": coding.score,
            "rule": coding.rule,
            "words": [{"printed": self.printed(w), "start": w.start, "end": w.end} for w in grounds.words],
            "nearest": grounds.example,
            "runner_up": grounds.runner_up,
            "margin": grounds.margin,
        }

    def attribution(self, claim: Claim) -> dict[str, Any]:
        found = self._reading.first(Attribution, claim.id)
        if found is None:
            return {"link": [], "root_status": "author"}
        return {"link": [self._link(link) for link in found.links], "root_status": found.root_status}

    def _link(self, link: Link) -> dict[str, Any]:
        cue = link.cue
        return {
            "printed": self.printed(link.span) if link.span else None,
            "start": link.span.start if link.span else None,
            "end": link.span.end if link.span else None,
            "cue": {"start": cue.start, "end": cue.end, "lexicon_id": link.lexicon_id} if cue else None,
            "role": link.role,
            "mode": link.mode,
            "commitment": link.commitment,
            "anaphoric": link.anaphoric,
            "inferred": link.inferred,
            "resolution": link.resolution,
            "note": link.note,
            "body": self._body(link),
        }

    def _body(self, link: Link) -> dict[str, Any] | None:
        """Return the body that a hop names, under its fullest printed name; None where that is not known."""
        body = self._bodies.get(link.span) if link.span else None
        if body is None:
            return None
        wrong = body.proposed
        return {
            "id": body.id,
            "name": self.printed(body.name),
            "kind": body.kind,
            "entry": body.entry,
            "readings": [{"name": r.name, "entry": r.entry} for r in body.readings],
            "proposed": {"name": self.masked(wrong.name), "entry": wrong.entry} if wrong else None,
            "mentions": len(body.mentions),
        }

    def place(self, claim: Claim, place: Geolocation) -> dict[str, Any]:
        shown_place = self._discretion.place(self._reading, claim, place)
        # The quotation stands letter for letter: what it prints is told anyway.
        told = shown_place == place or any(span.covers(place.span) for span in claim.evidence)
        return {
            "printed": self.printed(place.span) if told else PLACE_WITHHELD,
            "start": place.span.start,
            "end": place.span.end,
            "function": place.function,
            "name": shown_place.name,
            "precision": shown_place.precision,
            "gazetteer_id": shown_place.gazetteer_id,
            "lat": shown_place.lat,
            "lon": shown_place.lon,
            "radius_km": shown_place.radius_km,
            "inherited": shown_place.inherited,
            "example": shown_place.example,
            "ambiguous": shown_place.ambiguous,
            "area": self._area(shown_place.area),
        }

    def _area(self, area: Area | None) -> dict[str, Any] | None:
        """Return an area with the numbers it was made of and its GeoJSON geometry."""
        if area is None:
            return None
        return {
            "kind": area.kind,
            "words": self.masked(area.words) or None,
            "near_km": area.near_km,
            "far_km": area.far_km,
            "bearing": area.bearing,
            "spread": area.spread,
            "anchor": [{"gazetteer_id": a.gazetteer_id, "name": a.name} for a in area.anchors],
            "geometry": polygon_of(area),
        }

    def time(self, claim: Claim) -> dict[str, Any]:
        found = self._reading.first(Timing, claim.id)
        if found is None:
            return {"event": None, "earliest": None, "latest": None, "basis": "none", "as_printed": None}
        return {
            "event": found.event,
            "earliest": found.earliest,
            "latest": found.latest,
            "basis": found.basis,
            "as_printed": self.printed(found.span) if found.span else None,
        }


def _status(observation: StatusObservation | None) -> dict[str, Any] | None:
    if observation is None:
        return None
    return {
        "sector": observation.sector,
        "status": observation.status,
        "change": observation.change,
        "cause": list(observation.cause),
        "access": observation.access,
        "provider": observation.provider,
    }


def _caveats(reading: Reading, level: Level | None) -> list[str]:
    caveats: list[str] = list(level.caveats) if level else []
    flags = {note.flag for note in reading.of(DocumentNote)}
    if "no_date" in flags and "no_date" not in caveats:
        caveats.append("no_date")
    if "suspected_machine_translation" in flags and "translated" not in caveats:
        caveats.append("translated")
    return caveats
