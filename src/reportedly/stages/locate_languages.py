"""Where a claim in Ukrainian, Russian or German says that it happens."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from reportedly.interfaces import Gazetteer, HomeArea, StageInfo
from reportedly.records import Claim, Geolocation, Passage, PersonMention, Reading, Record, Relation, Span
from reportedly.records.values import PlaceFunction
from reportedly.stages.glossed.functions import beside_others, function_of
from reportedly.stages.glossed.homes import lives_there
from reportedly.stages.glossed.places import demonyms, places_of, without_parents, without_wider
from reportedly.stages.glossed.relative import relatives
from reportedly.stages.glossed.words import LANGUAGES
from reportedly.stages.locate_mentions import Place
from reportedly.stages.locate_page import Use
from reportedly.stages.locate_record import Extents, Shapes, geolocation
from reportedly.stages.locate_relative import Relative
from reportedly.stages.segment_kinds import pointers

_AROUND = 80
"""Code points before and after a place that are looked at for its function."""


class LocateLanguages:
    """Gives every claim its places; one without any in its sentence takes that of the text before it.

    `homes` are the areas that outlets write about, by publisher; `shapes` gives the extents of units.
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
            "locate.languages",
            6,
            "printed places of Ukrainian, Russian and German claims, and their function",
            languages=LANGUAGES,
            reads=(Passage, PersonMention, Claim, Relation),
            makes=(Geolocation,),
        )

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return the places of the claims of each reading, in the order of the claims."""
        return [self._read(reading) for reading in readings]

    def _read(self, reading: Reading) -> tuple[Record, ...]:
        claims = reading.of(Claim)
        if not claims:
            return ()
        home = self._homes.get(reading.document.publisher or "")
        persons, language = reading.of(PersonMention), reading.document.language or ""
        places = places_of(reading.text, self._gazetteer, persons, home=home, language=language)
        aside = pointers(reading)
        places = [p for p in places if not any(span.covers(p.span) for span in aside)]
        named, told = relatives(reading.text, places)
        sources = tuple(span for relation in reading.of(Relation) for span in relation.source)
        page = _Page(reading, tuple(named), self._gazetteer, sources, told)
        return tuple(
            geolocation(claim, use, told.get(use.place.span), self._extents.of(use.place), self.info.producer)
            for claim in claims
            for use in page.uses(claim)
        )


@dataclass(frozen=True)
class _Page:
    """A document with its places, and by their spans what those stand for that are told by others."""

    reading: Reading
    places: tuple[Place, ...]
    gazetteer: Gazetteer
    sources: tuple[Span, ...]
    told: Mapping[Span, Relative]

    def uses(self, claim: Claim) -> list[Use]:
        """Return the places of a claim: its own, else those of its sentence, else what the text before it is about."""
        sentence = claim.sentence or claim.evidence[0]
        own = self._read([p for span in claim.evidence for p in self._inside(span)], sentence)
        located = [use for use in own if use.function in _ABOUT]
        if not located:
            taken = [s for c in self.reading.of(Claim) if c.id != claim.id for s in c.evidence]
            around = [p for p in self._inside(sentence) if not any(s.covers(p.span) for s in taken)]
            before = [p for p in self._inside(sentence) if p.span.end <= claim.evidence[0].start]
            rest = self._read([p for p in around or before if all(u.place is not p for u in own)], sentence)
            located = [use for use in rest if use.function == "event"]
        if not located:
            spots = [
                p for span in claim.evidence for p in demonyms(self.reading.text, span.start, span.end, self.gazetteer)
            ]
            located = [Use(place, "event") for place in spots[:1]]
        origins = [use for use in own if use.function == "origin"]
        if not located and not origins:
            located = (
                self._pointed(claim)
                or self._at_home(claim, sentence)
                or self._at_seat(sentence)
                or self._inherited(sentence)
            )
        said = self._read([p for span in claim.evidence for p in self._within(span)], sentence)
        subjects = [use for use in said if use.function == "subject"]
        seats = [use for use in self._read(self._within(sentence), sentence) if use.function == "seat"]
        if not (located or origins or subjects):
            subjects, seats = [replace(use, function="subject") for use in own][:1], []
        return [*origins, *_most_precise(located), *subjects, *seats]

    def _pointed(self, claim: Claim) -> list[Use]:
        """Return the place that the claim points back to: "there", "in our city"."""
        start = claim.evidence[0].start
        words = " ".join(span.of(self.reading.text) for span in claim.evidence)
        if _THERE.search(words):
            before = [p for p in self.places if p.span.start < start and p.precision != "country" and not p.vague]
            return [_taken(Use(before[-1], "event"))] if before else []
        if _TOWN.search(words):
            towns = [p for p in self.places if p.precision == "settlement" and p.span.start < start]
            counted = Counter(map(_key, towns))
            chosen = max(towns, key=lambda p: (counted[_key(p)], p.span.start), default=None)
            return [_taken(Use(chosen, "event"))] if chosen is not None else []
        return []

    def _at_home(self, claim: Claim, sentence: Span) -> list[Use]:
        """Return where those live that a claim is told by, or that its sentence tells of before it."""
        text, begin = self.reading.text, claim.evidence[0].start
        told = (*claim.evidence, *self.sources)
        homes: list[Place] = []
        for place in self._within(sentence):
            before = self._before(place, sentence)
            after = text[place.span.end : min(sentence.end, place.span.end + _AROUND)]
            listed = bool(homes) and text[homes[-1].span.end : place.span.start] in _JOINTS
            if not listed and not lives_there(place, place.span.of(text), before, after):
                continue
            if place.span.end <= begin or any(span.covers(place.span) for span in told):
                homes.append(place)
        for span in self.sources if not homes else ():
            if sentence.start <= span.start < sentence.end:
                folk = demonyms(text, span.start, span.end, self.gazetteer)
                homes += [p for p in folk if lives_there(p, p.span.of(text), "", text[p.span.end :][:_AROUND])]
        return [_taken(Use(place, "event"), "people") for place in homes]

    def _at_seat(self, sentence: Span) -> list[Use]:
        """Return where the local body sits that a sentence names: it mostly acts at home."""
        here = [p for p in self.places if sentence.start <= p.span.start < sentence.end]
        seats = [use.place for use in self._read(here, sentence) if use.function == "seat"]
        local = [p for p in seats if p.precision in _LOCAL]
        return [_taken(Use(local[0], "event"))] if len({_key(p) for p in local}) == 1 else []

    def _inside(self, span: Span) -> list[Place]:
        """Return the places that begin in a stretch, but for those in the name of a source and mere parents."""
        told = [p for p in self._within(span) if not any(source.covers(p.span) for source in self.sources)]
        return without_parents(self.reading.text, told)

    def _before(self, place: Place, sentence: Span) -> str:
        """Return the words of a sentence before a place, or before those that tell it."""
        told = self.told.get(place.span)
        end = place.span.start if told is None else min(told.span.start, place.span.start)
        return self.reading.text[max(sentence.start, end - _AROUND) : end]

    def _within(self, span: Span) -> list[Place]:
        """Return the places that begin in a stretch."""
        return [place for place in self.places if span.start <= place.span.start < span.end]

    def _read(self, places: Sequence[Place], sentence: Span) -> list[Use]:
        text = self.reading.text
        uses: list[Use] = []
        for place in places:
            before = self._before(place, sentence)
            after = text[place.span.end : min(sentence.end, place.span.end + _AROUND)]
            joined = bool(uses) and text[uses[-1].place.span.end : place.span.start] in _JOINTS
            function = (
                uses[-1].function
                if joined
                else function_of(place, place.span.of(text), before, after, sentence.of(text))
            )
            uses.append(Use(place, function))
        return self._beside_others(uses, sentence)

    def _beside_others(self, uses: Sequence[Use], sentence: Span) -> list[Use]:
        """Return the uses, those that are no place of the event beside another one in what they are then."""
        text = self.reading.text
        less: list[PlaceFunction] = []
        for at, use in enumerate(uses):
            before = self._before(use.place, sentence)
            if use.function != "event":
                less.append(use.function)
            elif at and text[uses[at - 1].place.span.end : use.place.span.start] in _JOINTS:
                less.append(less[-1])
            else:
                less.append(beside_others(use.place.span.of(text), before))
        if not any(function in _ABOUT for function in less):
            return list(uses)
        gone = "event" not in less
        # those who live somewhere and are brought elsewhere come from there
        told: list[Use] = []
        for use, function in zip(uses, less, strict=True):
            home = gone and use.function == "event" and function == "subject"
            told.append(replace(use, function="origin" if home else function))
        return told

    def _inherited(self, sentence: Span) -> list[Use]:
        """Return the one place that the sentence before names, else what the text is mostly about.

        Regions without an edge and countries give way to anything more exact that stands before.
        """
        events = self.events
        earlier = [use for use in events if use.place.span.end <= sentence.start]
        before = [use for use in earlier if use.place.precision not in _WIDE] or earlier
        if before:
            last = before[-1].place.span.start
            start = max((s.start for p in self.reading.of(Passage) for s in p.sentences if s.start <= last), default=0)
            precise = without_wider([use.place for use in before if use.place.span.start >= start])
            if len({_key(place) for place in precise}) == 1:
                return [_taken(Use(precise[0], "event"))]
        rest = [use for use in events if use.place.precision not in _WIDE] if before is not earlier else events
        counted = Counter(_key(use.place) for use in rest)
        chosen = max(rest, key=lambda use: (counted[_key(use.place)], -use.place.span.start), default=None)
        return [_taken(chosen)] if chosen is not None else []

    @cached_property
    def events(self) -> list[Use]:
        """The places where the text says that something happens, in order; countries only where there is no other."""
        found: list[Use] = []
        for passage in self.reading.of(Passage):
            for sentence in passage.sentences or (passage.span,):
                uses = self._read(self._inside(sentence), sentence)
                found += [use for use in uses if use.function == "event"]
        return [use for use in found if use.place.precision != "country"] or found


def _taken(use: Use, basis: str = "text") -> Use:
    return replace(use, function="event", inherited=True, basis=basis)


def _key(place: Place) -> str:
    return place.best.id if place.best else str(place.span)


_ABOUT = ("event", "destination")
_WIDE = ("country", "vague_region")
_LOCAL = ("settlement", "adm3", "adm2")
_THERE = re.compile(
    r"(?<![\w'’])(?:там|туди|туда|тут|здесь|тамтешн\w+|тамошн\w+|dort(?:hin|igen?)?)(?![\w'’])", re.IGNORECASE
)
_TOWN = re.compile(
    r"(?<![\w'’])(?:(?:наш\w*|свій|свого|своєму|своего|своём|своем|родн\w+|рідн\w+|весь|всё|всього|всего|у|в|"
    r"по|unser\w*|in der) "
    r"(?:мест\w+ )?(?:міст[оаіу]|город[ауе]?|stadt))(?![\w'’])",
    re.IGNORECASE,
)
_JOINTS = frozenset({", ", " та ", " і ", " й ", " и ", " und ", " sowie ", ", ні з ", " или ", " або "})


def _most_precise(uses: Sequence[Use]) -> list[Use]:
    kept = without_wider([use.place for use in uses if use.function == "event"])
    seen: set[str] = set()
    found: list[Use] = []
    for use in uses:
        if use.function == "event" and not any(use.place is place for place in kept):
            continue
        key = f"{use.function}:{use.place.best.id}" if use.place.best else ""
        if key and key in seen:
            continue
        seen.add(key)
        found.append(use)
    return found
