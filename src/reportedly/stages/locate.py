"""Where a claim says that it happens: every printed place with its function, resolved, or inherited from around it."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportedly.interfaces import Gazetteer, StageInfo
from reportedly.records import Alternative, Claim, Coding, Geolocation, Passage, Reading, Record, Relation, Span
from reportedly.records.values import PlaceFunction
from reportedly.stages.locate_function import (
    brings_in,
    function_of,
    is_actor,
    is_example,
    is_joined,
    most_precise,
    takes_away,
    without_parents,
)
from reportedly.stages.locate_mentions import Place, find_places

_ALTERNATIVES = 4
_BEFORE = 140
_VAGUE = ("vague", "side")
"""Rules that find a region without a name in it."""


@dataclass(frozen=True, slots=True)
class _Use:
    """A place as a claim uses it."""

    place: Place
    function: PlaceFunction
    example: bool = False
    actor: bool = False
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class _Page:
    """A document with its places and the stretches that name sources."""

    text: str
    places: tuple[Place, ...]
    passages: tuple[Passage, ...]
    sources: tuple[Span, ...]

    def inside(self, span: Span) -> list[Place]:
        """Return the places that begin inside `span`, but for those that name a source."""
        return [
            place
            for place in self.places
            if span.start <= place.span.start < span.end
            and not any(source.covers(place.span) for source in self.sources)
        ]


class LocateRules:
    """Gives every claim its places (`Geolocation`); a claim without any place in reach gets none.

    `home` is the area that the texts come from, if known: it only settles names that are open otherwise.
    """

    def __init__(self, gazetteer: Gazetteer, *, home: str | None = None) -> None:
        self._gazetteer = gazetteer
        self._home = home

    @property
    def info(self) -> StageInfo:
        """Name, version, languages, reads, makes."""
        return StageInfo(
            name="locate.rules",
            version=2,
            summary="printed places of claims, their function and what they stand for",
            languages=("en",),
            reads=(Passage, Claim, Coding, Relation),
            makes=(Geolocation,),
        )

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return the places of the claims of each reading, in the order of the claims."""
        return [self._read(reading) for reading in readings]

    def _read(self, reading: Reading) -> tuple[Record, ...]:
        claims = reading.of(Claim)
        if not claims:
            return ()
        page = _Page(
            reading.text,
            tuple(find_places(reading.text, self._gazetteer, home=self._home)),
            reading.of(Passage),
            tuple(_left_out(reading, claims)),
        )
        producer = self.info.producer
        found: list[Record] = []
        for claim in claims:
            for use in _uses(page, claim, claims):
                found.append(_geolocation(claim, use, producer))
        return tuple(found)


def _uses(page: _Page, claim: Claim, claims: Sequence[Claim]) -> list[_Use]:
    """Return the places of a claim: its own, else its sentence's, else those around it."""
    sentence = claim.sentence or _sentence(page, claim.evidence[0])
    own = [place for span in claim.evidence for place in page.inside(span)]
    uses = _read_places(page, own, sentence)
    located = [use for use in uses if not use.actor]
    if not any(use.function in ("event", "destination") for use in located):
        rest = _elsewhere_in_sentence(page, claim, claims, sentence, located)
        if takes_away(" ".join(span.of(page.text) for span in claim.evidence)):
            rest = [replace(use, function="origin") for use in rest]
        located += rest
    if not any(use.function in ("event", "destination") for use in located):
        located += _inherited(page, claim, sentence)
    if located:
        return _most_precise(page, located)
    return [_Use(use.place, "subject") for use in uses[:1]]


def _most_precise(page: _Page, uses: Sequence[_Use]) -> list[_Use]:
    """Return the uses without event places that only hold another place of the claim, or are vaguer than it."""
    if any(use.place.rule not in _VAGUE for use in uses if use.function != "origin"):
        uses = [use for use in uses if use.place.rule not in _VAGUE]
    kept = {place.span for place in most_precise(page.text, [use.place for use in uses if use.function == "event"])}
    return [use for use in uses if use.function != "event" or use.place.span in kept]


def _sentence(page: _Page, evidence: Span) -> Span:
    for passage in page.passages:
        for sentence in passage.sentences:
            if sentence.overlaps(evidence):
                return sentence
    return evidence


def _read_places(page: _Page, places: Sequence[Place], sentence: Span) -> list[_Use]:
    """Return the given places of one sentence with their functions; lists share that of their first."""
    uses: list[_Use] = []
    for place in without_parents(page.text, places):
        start = place.span.start
        before = page.text[max(sentence.start, start - _BEFORE) : start]
        previous = uses[-1] if uses else None
        if previous is not None and is_joined(page.text[previous.place.span.end : start]):
            uses.append(_Use(place, previous.function, previous.example, previous.actor))
            continue
        after = page.text[place.span.end : place.span.end + 30]
        function, example = function_of(before, sentence.of(page.text)), is_example(before)
        if example and function == "destination":
            function = "event"  # what goes to places of a kind is done in them
        uses.append(_Use(place, function, example, is_actor(place, before, after)))
    return uses


def _elsewhere_in_sentence(
    page: _Page, claim: Claim, claims: Sequence[Claim], sentence: Span, own: Sequence[_Use]
) -> list[_Use]:
    """Return event places of the sentence outside the evidence: those no other claim has, else those before it.

    What another claim says of its own place later in the sentence says nothing of this one.
    """
    mine = {use.place.span for use in own}
    around = [use for use in _read_places(page, page.inside(sentence), sentence) if not use.actor]
    around = [use for use in around if use.place.span not in mine and use.function == "event"]
    begin = claim.evidence[0].start
    taken = [span for other in claims if other.evidence[0].start != begin for span in other.evidence]
    free = [use for use in around if not any(span.covers(use.place.span) for span in taken)]
    if free or own:
        return free
    return [use for use in around if use.place.span.end <= begin]


def _inherited(page: _Page, claim: Claim, sentence: Span) -> list[_Use]:
    """Return what the paragraph before the sentence points to, else its heading, else the country of the text."""
    printed = " ".join(span.of(page.text) for span in claim.evidence)
    function: PlaceFunction = "destination" if brings_in(printed) else "origin" if takes_away(printed) else "event"
    for span in _around(page, sentence):
        uses = [
            _Use(use.place, function, inherited=True)
            for use in _read_places(page, page.inside(span), span)
            if not (use.actor or use.example or use.place.rule == "vague")
            and use.function == "event"
            and not (use.place.precision == "facility" and use.place.best is None)
        ]
        if uses:
            return uses if _is_one(page, uses) else []
    return [_Use(place, function, inherited=True) for place in _country_of(page, sentence)]


def _is_one(page: _Page, uses: Sequence[_Use]) -> bool:
    """Say whether the places point one way: to one name."""
    kept = [use.place for use in _most_precise(page, uses)]
    return len({place.span.of(page.text) for place in kept}) == 1


def _country_of(page: _Page, sentence: Span) -> list[Place]:
    """Return the nearest mention of the country that the whole text names most as a place, if one leads clearly."""
    named = [p for p in page.places if p.precision == "country" and p.best is not None and not _acts(page, p)]
    counts = Counter(p.best.id for p in named if p.best is not None).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] < max(_LEADS, 2 * counts[1][1])):
        return []
    mentions = [p for p in named if p.best is not None and p.best.id == counts[0][0]]
    return [min(mentions, key=lambda p: abs(p.span.start - sentence.start))]


def _acts(page: _Page, place: Place) -> bool:
    """Say whether a country is named as an actor, or as where something goes, and not as where things happen."""
    before = page.text[max(0, place.span.start - _BEFORE) : place.span.start].rsplit("\n", 1)[-1]
    after = page.text[place.span.end : place.span.end + 30]
    return is_actor(place, before, after) or function_of(before, before + after) != "event" or before.endswith(" to ")


_LEADS = 2
"""Mentions that the country of a whole text needs beside other countries, and twice those of the next."""


def _around(page: _Page, sentence: Span) -> list[Span]:
    """Return the stretches to inherit from, nearest first."""
    spans: list[Span] = []
    here = next((p for p in page.passages if p.span.overlaps(sentence)), None)
    if here is None:
        return spans
    spans += [s for s in reversed(here.sentences) if s.end <= sentence.start]
    earlier = [p for p in page.passages if p.order < here.order]
    spans += [p.span for p in reversed(earlier) if p.kind == "headline" or _is_heading(p.span.of(page.text))]
    return spans


_STOP = re.compile(r"[.!?…]\s*$")


def _is_heading(text: str) -> bool:
    return len(text) <= 90 and not _STOP.search(text)


_MEASURED = re.compile(r"(?:has |have |had )?(?:record|regist|saw\b|seen\b|witness|experienc)")
_SEAT = re.compile(r"\b(?:in|at|near|across|towards?|into)\b")


def _left_out(reading: Reading, claims: Sequence[Claim]) -> Iterator[Span]:
    """Yield the sources whose places are no places of an event.

    Where a claim keeps the source in its evidence, it is who acts, and where it sits ("the council in Mawza") counts.
    """
    kept = sorted(e for claim in claims for e in claim.evidence)
    starts = [e.start for e in kept]
    reach = max((len(e) for e in kept), default=0)
    for relation in reading.of(Relation):
        if _MEASURED.match(reading.text, relation.cue[0].start):
            continue  # "the south recorded the highest prices": where, not who
        for span in relation.source:
            near = kept[bisect_left(starts, span.start - reach) : bisect_left(starts, span.end)]
            seat = _SEAT.search(reading.text, span.start, span.end) if any(e.covers(span) for e in near) else None
            end = span.end if seat is None else seat.start()
            if end > span.start:
                yield Span(span.start, end)


def _geolocation(claim: Claim, use: _Use, producer: str) -> Geolocation:
    place, best = use.place, use.place.best
    if best is None:
        return Geolocation(
            claim=claim.id,
            span=place.span,
            function=use.function,
            precision=place.precision,
            inherited=use.inherited,
            example=use.example,
            rule=place.rule,
            producer=producer,
        )
    radius = best.radius_km or 10.0
    return Geolocation(
        claim=claim.id,
        span=place.span,
        function=use.function,
        precision=place.precision,
        name=best.name,
        gazetteer_id=best.id,
        lat=best.lat,
        lon=best.lon,
        radius_km=radius + 30.0 if place.rule == "around" else radius,
        country=best.country or None,
        confidence=place.confidence,
        ambiguous=place.ambiguous,
        inherited=use.inherited,
        example=use.example,
        alternatives=tuple(
            Alternative(other.id, other.name, other.lat, other.lon, other.score)
            for other in place.candidates[1 : 1 + _ALTERNATIVES]
        ),
        rule=place.rule,
        producer=producer,
    )
