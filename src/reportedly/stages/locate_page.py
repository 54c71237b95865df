"""A document with its places, and how a sentence of it uses them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportedly.records import Claim, Passage, Span
from reportedly.records.values import PlaceFunction
from reportedly.stages.locate_function import (
    beside_others,
    function_of,
    is_actor,
    is_example,
    is_joined,
    is_nationality,
    most_precise,
    without_parents,
)
from reportedly.stages.locate_mentions import Place
from reportedly.stages.locate_people import lives_there
from reportedly.stages.locate_relative import Relative
from reportedly.stages.locate_seat import seat_of
from reportedly.stages.locate_subject import (
    counts_cases,
    is_container,
    is_home,
    is_made_in,
    is_party,
    is_people,
    is_spoken_of,
)

BEFORE = 140
"""Code points before a place that are looked at for its function."""
AFTER = 60
_UNIT_OF = re.compile(
    r"(?:[Tt]he )?(?:(?:[a-z]+ )?(?:county|province|city|town|canton|district|state|region|oblast) of )?"
)
_JOINED = re.compile(r"(?:[\s,]|\band\b|\bthe\b|\bboth\b|\bas well as\b)*", re.IGNORECASE)
"""What stands between names that are all that a source is made of."""
_WHOLE = re.compile(r"[.!?:;•)\]”]\s*$")
"""How a line ends that the next one does not go on with."""
VAGUE = ("vague", "side", "common")
"""Rules that find a region without a name in it."""


@dataclass(frozen=True, slots=True)
class Use:
    """A place as a claim uses it; `basis` says what an inherited place was taken from."""

    place: Place
    function: PlaceFunction
    example: bool = False
    actor: bool = False
    inherited: bool = False
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A document with its places, the stretches that name sources, and the places that are told by others."""

    text: str
    places: tuple[Place, ...]
    passages: tuple[Passage, ...]
    sources: tuple[Span, ...]
    relatives: Mapping[Span, Relative]

    def inside(self, span: Span) -> list[Place]:
        """Return the places that begin inside `span`, but for those that name a source."""
        return [
            place
            for place in self.places
            if span.start <= place.span.start < span.end
            and not any(source.covers(place.span) for source in self.sources)
        ]

    def passage(self, span: Span) -> Passage | None:
        """Return the first passage that shares a code point with `span`."""
        return next((p for p in self.passages if p.span.overlaps(span)), None)

    def sentence(self, evidence: Span) -> Span:
        """Return the sentence that the evidence begins in, else the evidence."""
        for passage in self.passages:
            for sentence in passage.sentences:
                if sentence.overlaps(evidence):
                    return sentence
        return evidence

    def seats(self, span: Span) -> list[Use]:
        """Return the places of `span` that stand in the name or title of a body, sources included."""
        return [
            Use(place, "seat")
            for place in self.places
            if span.start <= place.span.start < span.end and seat_of(self.text, place)
        ]

    def homes(self, claim: Claim, sentence: Span) -> list[Place]:
        """Return where those live that a claim is about or told by; who is told of after it is not meant."""
        begin = claim.evidence[0].start
        return [
            place
            for place in self.places
            if sentence.start <= place.span.start < sentence.end
            and (place.span.end <= begin or any(s.covers(place.span) for s in (*claim.evidence, *self.sources)))
            and lives_there(place, self.before(place, sentence), self.text[place.span.end : place.span.end + AFTER])
        ]

    def before(self, place: Place, sentence: Span) -> str:
        """Return the words of a sentence before a place, on one line; a broken line goes on from the one before."""
        told = self.relatives.get(place.span)
        end = told.span.start if told else place.span.start
        begin = min(end, max(sentence.start, end - BEFORE))
        words = self.text[begin:end]
        if begin == sentence.start and len(words) < 20 and not _WHOLE.search(self.text[:begin][-3:] or "."):
            words = self.text[max(0, begin - 40) : begin].rsplit("\n\n\n", 1)[-1] + words
        return " ".join(words.split()) + " " * words[-1:].isspace()

    def ruling(self, span: Span) -> list[Use]:
        """Return the places of `span` that are themselves who acts or speaks ("the province of X pledged ...")."""
        return [
            Use(place, "subject")
            for place in self.places
            if span.start <= place.span.start < span.end and place.precision != "country" and self._speaks(place)
        ]

    def speaking(self, evidence: Sequence[Span]) -> list[Use]:
        """Return the places of a claim's own words that are all that a source is made of ("X and Y agreed to ...")."""
        found: list[Use] = []
        for source in self.sources:
            if not any(span.covers(source) for span in evidence):
                continue
            here = [place for place in self.places if source.covers(place.span)]
            rest = source.of(self.text)
            for place in here:
                rest = rest.replace(place.span.of(self.text), "", 1)
            if here and _JOINED.fullmatch(rest) is not None:
                found += [Use(place, "subject") for place in here]
        return found

    def _speaks(self, place: Place) -> bool:
        """Say whether a place and the words "the county of" before it are all that a source is made of."""
        for source in self.sources:
            if (
                source.covers(place.span)
                and source.end - place.span.end <= 2
                and self.text[source.end : source.end + 1] != ":"
            ):
                return _UNIT_OF.fullmatch(self.text[source.start : place.span.start]) is not None
        return False

    def read(self, places: Sequence[Place], sentence: Span) -> list[Use]:
        """Return the given places of one sentence with their functions; lists share that of their first."""
        uses: list[Use] = []
        for place in without_parents(self.text, places):
            if not is_container(place, self.text[place.span.end : place.span.end + AFTER]):
                uses.append(self._use(place, sentence, uses[-1] if uses else None))
        return self._beside_others(uses, sentence)

    def _beside_others(self, uses: Sequence[Use], sentence: Span) -> list[Use]:
        """Return the uses; where something was made, or somebody is registered, is no place of an event elsewhere."""
        told = [
            beside_others(self.before(use.place, sentence)) if use.function == "event" else use.function for use in uses
        ]
        if not any(function == "event" and not use.actor for use, function in zip(uses, told, strict=True)):
            return list(uses)
        return [replace(use, function=function) for use, function in zip(uses, told, strict=True)]

    def _use(self, place: Place, sentence: Span, previous: Use | None) -> Use:
        """Return one place of a sentence with its function; `previous` is the place before it."""
        if seat_of(self.text, place):
            return Use(place, "seat")
        listed = previous is not None and is_joined(self.text[previous.place.span.end : place.span.start])
        if listed and previous is not None and previous.function != "seat":
            return Use(place, previous.function, previous.example, previous.actor)
        before, after = self.before(place, sentence), self.text[place.span.end : place.span.end + AFTER]
        if is_party(place, before, after):
            return Use(place, "subject", actor=True)
        if is_spoken_of(place, before) or is_people(place, after) or is_home(place, before, after):
            return Use(place, "subject")
        if is_made_in(after):
            return Use(place, "origin")
        function, example = function_of(before, sentence.of(self.text)), is_example(before)
        if place.precision == "country" and is_nationality(before):
            function = "subject"
        if example and function == "destination":
            function = "event"  # what goes to places of a kind is done in them
        told = place.span in self.relatives or counts_cases(after)
        return Use(place, function, example, function == "event" and not told and is_actor(place, before, after))


def most_precise_uses(page: Page, uses: Sequence[Use]) -> list[Use]:
    """Return the uses without event places that only hold another place of the claim, or are vaguer than it."""
    named = [use.place for use in uses if use.place.rule not in VAGUE and use.function != "origin"]
    if any(place.precision != "country" for place in named):
        uses = [use for use in uses if use.place.rule not in VAGUE]
    elif any(use.place.rule in VAGUE for use in uses):
        uses = [use for use in uses if use.place not in named]
    precise = most_precise(page.text, [use.place for use in uses if use.function == "event"])
    kept = {place.span: place for place in precise}
    here = [use for use in uses if use.function != "event" or use.place.span in kept]
    return [replace(use, place=kept[use.place.span]) if use.function == "event" else use for use in here]
