"""Where a claim says that it happens: every printed place with its function, resolved, or inherited from around it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reportedly.interfaces import Gazetteer, HomeArea, StageInfo
from reportedly.records import Claim, Geolocation, Passage, PersonMention, Reading, Record, Relation, Span
from reportedly.stages.locate_function import leaves, takes_away
from reportedly.stages.locate_inherit import Around
from reportedly.stages.locate_mentions import Place, find_places, of_answer
from reportedly.stages.locate_page import Page, Use, most_precise_uses
from reportedly.stages.locate_persons import without_persons
from reportedly.stages.locate_record import Extents, Shapes, geolocation
from reportedly.stages.locate_relative import common_regions, held, relatives, road_ends
from reportedly.stages.locate_typed import as_printed
from reportedly.stages.segment_kinds import pointers


class LocateRules:
    """Gives every claim its places (`Geolocation`); a claim without any place in reach gets none.

    `homes` are the areas that outlets write about, by publisher: they settle names that are open otherwise.
    `shapes` gives the extents of units; without it a unit is a disc of its radius.
    """

    def __init__(
        self, gazetteer: Gazetteer, *, homes: Mapping[str, HomeArea] | None = None, shapes: Shapes | None = None
    ) -> None:
        self._gazetteer = gazetteer
        self._homes = homes or {}
        self._extents = Extents(shapes)

    @property
    def info(self) -> StageInfo:
        """Name, version, languages, reads, makes."""
        return StageInfo(
            name="locate.rules",
            version=7,
            summary="printed places of claims, their function and the ground they stand for",
            languages=("en",),
            reads=(Passage, PersonMention, Claim, Relation),
            makes=(Geolocation,),
        )

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return the places of the claims of each reading, in the order of the claims."""
        return [self._read(reading) for reading in readings]

    def _places(self, text: str, home: HomeArea | None) -> list[Place]:
        found = find_places(text, self._gazetteer, home=home)
        ends = [t for t in road_ends(text) if not any(t.span.overlaps(place.span) for place in found)]
        for answer in self._gazetteer.resolve(text, ends, home=home) if ends else ():
            if answer.candidates:
                found.append(of_answer(answer))
        found += [p for p in common_regions(text) if not any(p.span.overlaps(place.span) for place in found)]
        found = [place for place in found if not text.startswith("$", place.span.end)]
        return [as_printed(text, place) for place in sorted(found, key=lambda place: place.span)]

    def _read(self, reading: Reading) -> tuple[Record, ...]:
        claims = reading.of(Claim)
        if not claims:
            return ()
        found_places = self._places(reading.text, self._homes.get(reading.document.publisher or ""))
        aside = pointers(reading)
        found_places = [p for p in found_places if not any(span.covers(p.span) for span in aside)]
        named = without_persons(reading.text, found_places, reading.of(PersonMention))
        places, told_by = relatives(reading.text, named)
        sources = tuple(_left_out(reading, claims))
        page = Page(reading.text, tuple(places), reading.of(Passage), sources, told_by)
        around = Around(page)
        producer = self.info.producer
        found: list[Record] = []
        for claim in claims:
            for use in _uses(around, claim, claims):
                extent = self._extents.of(use.place)
                told = held(page.text, use.place, extent, page.relatives.get(use.place.span))
                found.append(geolocation(claim, use, told, extent, producer))
        return tuple(found)


def _uses(around: Around, claim: Claim, claims: Sequence[Claim]) -> list[Use]:
    """Return the places of a claim: its own, else its sentence's, else those around it."""
    page = around.page
    sentence = claim.sentence or page.sentence(claim.evidence[0])
    own = [place for span in claim.evidence for place in page.inside(span)]
    uses = page.read(own, sentence)
    located = [use for use in uses if not (use.actor or use.function == "seat")]
    if not any(use.function in _ABOUT for use in located):
        rest = _elsewhere_in_sentence(page, claim, claims, sentence, located)
        if takes_away(" ".join(span.of(page.text) for span in claim.evidence)):
            rest = [replace(use, function="origin") for use in rest]
        located += rest
    seats = page.seats(sentence)
    if not any(use.function in _ABOUT for use in located):
        located += _beside_origins(page, claim, around.inherited(claim, sentence, seats), located)
    acting = [Use(use.place, "subject") for use in uses if use.actor]
    actors = [*acting, *page.ruling(sentence), *page.speaking(claim.evidence)]
    return [*most_precise_uses(page, located), *_once(actors), *seats]


def _once(uses: Sequence[Use]) -> list[Use]:
    return list({use.place.span: use for use in uses}.values())


_ABOUT = ("event", "destination")


def _beside_origins(page: Page, claim: Claim, more: Sequence[Use], own: Sequence[Use]) -> list[Use]:
    """Return the inherited places of a claim; where people left its own place, only where they went."""
    printed = " ".join(span.of(page.text) for span in claim.evidence)
    if any(use.function == "origin" for use in own) and leaves(printed):
        return [use for use in more if use.function == "destination"]
    return list(more)


_WHERE = re.compile(r"\bwhere (?:[a-z]+ )?$")
"""Before a claim: it is about the place that its sentence has just named, wherever people were going."""


def _elsewhere_in_sentence(
    page: Page, claim: Claim, claims: Sequence[Claim], sentence: Span, own: Sequence[Use]
) -> list[Use]:
    """Return event places of the sentence outside the evidence: those no other claim has, else those before it.

    What another claim says of its own place later in the sentence says nothing of this one.
    """
    mine = {use.place.span for use in own}
    begin = claim.evidence[0].start
    around = [use for use in page.read(page.inside(sentence), sentence) if not use.actor]
    if _WHERE.search(page.text, max(sentence.start, begin - 20), begin):
        there = [use for use in around if use.place.span.end <= begin]
        return [replace(there[-1], function="event")] if there and not own else []
    around = [use for use in around if use.place.span not in mine and use.function == "event"]
    taken = [span for other in claims if other.evidence[0].start != begin for span in other.evidence]
    free = [use for use in around if not any(span.covers(use.place.span) for span in taken)]
    if free or own:
        return free
    return [use for use in around if use.place.span.end <= begin]


_MEASURED = re.compile(
    r"(?:has |have |had )?(?:continue[ds]? to )?(?:record|regist|saw\b|seen\b|witness|experienc"
    r"|report(?:s|ed|ing)? (?:the|an?) (?:\w+ ){0,2}(?:highest|lowest|increase|decrease|rise|fall|drop|price|rate)\b"
    r"|(?:report|confirm)(?:s|ed|ing)? (?:a total of |more than |over |about |at least |nearly |another )*"
    r"(?:\d[\d,]*|new|confirmed|suspected) (?:\w+ ){0,2}(?:cases|deaths|infections)\b)"
)
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
