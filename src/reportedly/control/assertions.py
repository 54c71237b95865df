"""Statements of control in a document, with their chains (DOMAIN 2.7): a pure function over what the stages made."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportedly.control.objects import degree, speaks_of
from reportedly.control.sides import Sides
from reportedly.control.wording import WITHDRAWN_FROM, Frame, denied, frames
from reportedly.records import (
    Attribution,
    Claim,
    Coding,
    ControlAssertion,
    Controller,
    Geolocation,
    Level,
    Reading,
    Span,
    Timing,
    assertion_id,
)
from reportedly.text import squeeze

CONTROL_CODE = "X03"
"""The routing code of a change of control."""

_WORDED_CODES = frozenset({"X00", "X01", "X03", "X09"})
"""Claims of these codes are read too where their wording states control by itself."""

_STATED = frozenset({"occurred", "ongoing", "habitual", "failed"})
"""What is planned, ordered, attempted or only possible states nothing about who holds a place."""

_OPINION = frozenset({"assessment", "prediction", "legal_characterisation"})
_FUNCTIONS = frozenset({"event", "subject"})
_BEFORE = 80


def control_assertions(reading: Reading, sides: Sides | None = None) -> tuple[ControlAssertion, ...]:
    """Return what the claims of a document say about who holds which place, in the order of the claims.

    Read are claims of the kind control, those coded as a change of control, and military or uncoded ones whose wording
    states control by itself. Places are those of the event or the subject; a place of origin counts only where the
    wording says that it is left ("withdrew from"). `sides` gives holders their roles.
    """
    known = sides or Sides()
    return tuple(assertion for claim in reading.of(Claim) for assertion in _of_claim(reading, claim, known))


@dataclass(frozen=True, slots=True)
class _Wording:
    """The evidence of a claim as one text, with the way back to the document."""

    text: str
    pieces: tuple[tuple[int, Span], ...]

    @classmethod
    def of(cls, reading: Reading, claim: Claim) -> "_Wording":
        text, pieces = "", []
        for span in claim.evidence:
            text += " " if text else ""
            pieces.append((len(text), span))
            # Line ends count as blanks to the patterns; one code point stays one.
            text += re.sub(r"\s", " ", span.of(reading.text))
        return cls(text, tuple(pieces))

    def inside(self, span: Span) -> tuple[int, int] | None:
        """Return where a span of the document stands in the wording, None if it does not."""
        for at, piece in self.pieces:
            if piece.covers(span):
                return at + span.start - piece.start, at + span.end - piece.start
        return None

    def span(self, start: int, end: int) -> Span | None:
        """Return the span of the document for a stretch of the wording, None if it goes over pieces."""
        for at, piece in self.pieces:
            if at <= start and end <= at + len(piece):
                return Span(piece.start + start - at, piece.start + end - at)
        return None


def _of_claim(reading: Reading, claim: Claim, sides: Sides) -> Iterator[ControlAssertion]:
    gate = _gate(reading, claim)
    if gate is None or claim.kind in _OPINION or claim.realis not in _STATED:
        return
    wording = _Wording.of(reading, claim)
    seen: set[str] = set()
    for frame in frames(wording.text):
        if gate == "worded" and not frame.strong:
            continue
        for place, at in _places(reading, claim, wording):
            if not _concerns(frame, wording, at, place):
                continue
            made = _assertion(reading, claim, place, _Found(frame, wording, at, gate), sides)
            if made.id not in seen:
                seen.add(made.id)
                yield made


def _gate(reading: Reading, claim: Claim) -> str | None:
    """Return why a claim is read for control: its kind, its code, or its wording if that is strong; None if not."""
    if claim.kind == "control":
        return "kind"
    coding = reading.first(Coding, claim.id)
    codes = [code.rpartition(".")[2] for code in (coding.category, *coding.secondary)] if coding else ["X09"]
    if CONTROL_CODE in codes:
        return "code"
    return "worded" if codes[0] in _WORDED_CODES else None


def _places(reading: Reading, claim: Claim, wording: _Wording) -> Iterator[tuple[Geolocation, tuple[int, int] | None]]:
    for place in reading.about(Geolocation, claim.id):
        at = wording.inside(place.span)
        before = reading.text[max(0, place.span.start - _BEFORE) : place.span.start]
        if place.function in _FUNCTIONS or (place.function == "origin" and WITHDRAWN_FROM.search(before)):
            yield place, at


def _concerns(frame: Frame, wording: _Wording, at: tuple[int, int] | None, place: Geolocation) -> bool:
    if at is not None:
        return speaks_of(frame, wording.text, at)
    # A place from elsewhere stands for "the town", "it": only where the wording has no place of its own to speak of.
    return place.inherited and _COMMON.search(wording.text) is not None


_COMMON = re.compile(
    r"\b(?:the|this|that) (?:town|city|village|settlement|district|region)\b|\bit (?:is|was|has|fell)\b", re.I
)


@dataclass(frozen=True, slots=True)
class _Found:
    frame: Frame
    wording: _Wording
    at: tuple[int, int] | None
    gate: str


def _assertion(reading: Reading, claim: Claim, place: Geolocation, found: _Found, sides: Sides) -> ControlAssertion:
    frame, timing = found.frame, reading.first(Timing, claim.id)
    hold = denied(frame.hold) if claim.polarity == "-" and not frame.negated else frame.hold
    chain = reading.first(Attribution, claim.id)
    level = reading.first(Level, claim.id)
    latest = timing.latest if timing else None
    return ControlAssertion(
        id=assertion_id(claim.id, place.span, hold),
        claim=claim.id,
        document=reading.document.id,
        span=place.span,
        place=place.gazetteer_id,
        name=place.name or squeeze(place.span.of(reading.text)),
        precision=place.precision,
        hold=hold,
        controller=_controller(reading, claim, found, sides, latest),
        degree=degree(frame, found.wording.text, found.at or frame.whole),
        interval=timing.event if timing else None,
        earliest=timing.earliest if timing else None,
        latest=latest,
        basis=timing.basis if timing else "none",
        lat=place.lat,
        lon=place.lon,
        radius_km=place.radius_km,
        chain=tuple(squeeze(link.span.of(reading.text)) for link in chain.links if link.span) if chain else (),
        root_status=chain.root_status if chain else "author",
        level=level.level if level else "L0",
        rule=frame.rule,
        review=tuple(_review(claim, place, found)),
    )


def _controller(reading: Reading, claim: Claim, found: _Found, sides: Sides, day: str | None) -> Controller:
    holder = found.frame.holder
    if holder is not None:
        printed, span = squeeze(found.wording.text[slice(*holder)]), found.wording.span(*holder)
    else:
        span = _speaker(reading, claim) if found.frame.speaker else None
        if span is None:
            return Controller(reason="nobody is named")
        printed = squeeze(span.of(reading.text))
    role, reason = sides.of(printed, day)
    return Controller(role, printed, span, reason)


def _speaker(reading: Reading, claim: Claim) -> Span | None:
    """Return who says a claim first-hand, None where nobody is printed: "they" and "it" in it stand for that one."""
    chain = reading.first(Attribution, claim.id)
    return chain.links[-1].span if chain is not None and chain.links else None


def _review(claim: Claim, place: Geolocation, found: _Found) -> Iterator[str]:
    if found.gate == "worded":
        yield "found by its wording, not coded as control"
    if place.function == "origin":
        yield "the place was read as an origin"
    if place.inherited:
        yield "the place is taken from elsewhere in the document"
    if place.example:
        yield "the place is given as an example"
    if place.ambiguous:
        yield "the place is not surely resolved"
    if claim.summary_of:
        yield "restates other claims"
    if claim.polarity == "u":
        yield "whether it is so is left open"
