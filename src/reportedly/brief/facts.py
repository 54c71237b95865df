"""An index over the material: from a claim to its document, chain, code, time and places."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reportedly.brief.model import Material
from reportedly.brief.words import load
from reportedly.notices import notice_of
from reportedly.records import (
    Attribution,
    Claim,
    Coding,
    Event,
    Geolocation,
    Hedge,
    Level,
    Link,
    Origin,
    Passage,
    Quantity,
    Reading,
    Source,
    Span,
    StatusObservation,
    Timing,
)
from reportedly.records.floors import Floor, exposure, floor_for, floored
from reportedly.records.recalled import days_recalled, is_recalled
from reportedly.records.theatre_roles import covers
from reportedly.records.values import Side
from reportedly.records.withhold import Discretion, private_names


@dataclass(frozen=True)
class Fact:
    """One claim with everything that stands beside it; `foreign`: told in another language than the brief's."""

    claim: Claim
    reading: Reading
    foreign: bool = False
    memo: dict[str, tuple[Span, ...]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id

    @cached_property
    def attribution(self) -> Attribution | None:
        """The chain, or None where no stage made one."""
        return self.reading.first(Attribution, self.claim.id)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links of the chain, outermost first."""
        return self.attribution.links if self.attribution else ()

    @cached_property
    def root_status(self) -> str:
        """How the chain ends: named, unnamed_single, unnamed_plural, none or author."""
        return self.attribution.root_status if self.attribution else "author"

    @cached_property
    def root(self) -> Link | None:
        """The innermost link that has a printed source."""
        printed = [link for link in self.links if link.span or link.source]
        return printed[-1] if printed and self.root_status != "none" else None

    @cached_property
    def coding(self) -> Coding | None:
        """The categories of the claim."""
        return self.reading.first(Coding, self.claim.id)

    @property
    def category(self) -> str:
        """The code of the claim's category, empty where it was not coded."""
        return self.coding.category if self.coding else ""

    @cached_property
    def level(self) -> str:
        """The display level, L0 where no stage set one."""
        found = self.reading.first(Level, self.claim.id)
        return found.level if found else "L0"

    @cached_property
    def recalled(self) -> bool:
        """Whether it stands in a reminder of older events."""
        return is_recalled(self.reading, self.claim.id)

    @cached_property
    def told_as_of(self) -> str | None:
        """The ISO day as of which it is told: that of publication, of a reminder the last that it states; or None."""
        return days_recalled(self.reading, self.claim.id)[1] if self.recalled else self.published

    @cached_property
    def timing(self) -> Timing | None:
        """When the claimed thing happened."""
        return self.reading.first(Timing, self.claim.id)

    @cached_property
    def hedges(self) -> tuple[Hedge, ...]:
        """The hedges of the claim."""
        return self.reading.about(Hedge, self.claim.id)

    @cached_property
    def status(self) -> StatusObservation | None:
        """What the claim says about a service."""
        return self.reading.first(StatusObservation, self.claim.id)

    @cached_property
    def passage(self) -> Passage | None:
        """The passage the claim stands in."""
        return next((p for p in self.reading.of(Passage) if p.span.covers(self.claim.evidence[0])), None)

    @property
    def published(self) -> str | None:
        """The day of publication, ISO, or None."""
        return self.reading.document.published[:10] if self.reading.document.published else None


class Facts:
    """The index itself; built once for each brief."""

    def __init__(self, material: Material, *, working_copy: bool = False, language: str = "en") -> None:
        self.material = material
        self.working_copy = working_copy
        self.words = load(language)
        self.by_id: dict[str, Fact] = {
            c.id: Fact(c, r, self.words.foreign(r.document.language)) for r in material.readings for c in r.of(Claim)
        }
        self.sources: dict[str, Source] = {s.id: s for s in material.theatre.sources}
        self.today = material.cutoff[:10]

    @cached_property
    def only_text(self) -> bool:
        """Whether all is told by one text that names no publisher."""
        material = self.material
        alone = len(material.readings) == 1 and material.documents <= 1
        return alone and not material.readings[0].document.publisher

    @cached_property
    def undated(self) -> bool:
        """Whether no document gives the day of its publication."""
        return not any(r.document.published for r in self.material.readings)

    @cached_property
    def side_of(self) -> dict[str, Side]:
        """The side of the origin that each claim goes back to."""
        return {claim: origin.side for claim, origin in self.origin_of.items()}

    @cached_property
    def origin_of(self) -> dict[str, Origin]:
        """The origin that each claim goes back to; a certain one wins over one of the upper bound."""
        found: dict[str, Origin] = {}
        for event in self.material.events:
            for origin in event.origins:
                for claim in origin.claims:
                    if claim not in found or (origin.certain and not found[claim].certain):
                        found[claim] = origin
        return found

    def voice(self, fact: Fact) -> Side | None:
        """Return the side that a claim's origin is on; None where it has no origin and names no source."""
        side = self.side_of.get(fact.id)
        return None if side is None and fact.root_status == "none" else side or "unknown"

    def facts(self, claims: Sequence[str]) -> list[Fact]:
        """Return the facts for claim ids; ids that no reading holds are skipped."""
        return [self.by_id[c] for c in claims if c in self.by_id]

    def is_news(self, fact: Fact) -> bool:
        """Say whether a claim tells something of the days that the documents cover: a reminder only with such a day."""
        if not fact.recalled:
            return True
        day = fact.told_as_of
        return day is not None and self._since is not None and self._since <= day <= self.today

    @cached_property
    def _since(self) -> str | None:
        published = (r.document.published for r in self.material.readings)
        return min((day[:10] for day in published if day), default=None)

    def places(self, fact: Fact, *, function: str = "event") -> list[Geolocation]:
        """Return the claim's places of one function, coarsened to their floor unless for a working copy."""
        found = [p for p in fact.reading.about(Geolocation, fact.id) if p.function == function and not p.example]
        return found if self.working_copy else [floored(p, fact.category, self.floor(fact)) for p in found]

    def examples(self, fact: Fact) -> list[str]:
        """Return the names of places that a claim gives as examples ("cities like X"), no finer than their floor."""
        found = [p for p in fact.reading.about(Geolocation, fact.id) if p.function == "event" and p.example]
        shown = found if self.working_copy else [floored(p, fact.category, self.floor(fact)) for p in found]
        return [name for p in shown if (name := self.printed_place(p.gazetteer_id, p.name))]

    def floor(self, fact: Fact) -> Floor:
        """Return the floor of a claim's places, by its category, its numbers and the theatre."""
        category = (fact.coding.meant or fact.coding.category) if fact.coding else ""
        return floor_for(category, exposure(fact.reading.about(Quantity, fact.id)), self._floors)

    @cached_property
    def _floors(self) -> dict[str, Floor]:
        return self.material.theatre.floor_table()

    def place_name(self, event: Event) -> str | None:
        """Return the name under which the brief speaks of an event's place, or None if it may not be named."""
        if self.working_copy or not event.place:
            return self.printed_place(event.place, event.place_name)
        for fact in self.facts(event.claims):
            for place in self.places(fact):
                # A facility is published as its town, so it is not named as a place of its own.
                if place.gazetteer_id == event.place and place.precision != "facility":
                    return self.printed_place(event.place, event.place_name)
        return None

    def printed_place(self, place: str | None, name: str | None) -> str | None:
        """Return the name of a place in the brief's language where it has one, else as it is; None without a name.

        Words that tell a place ("road between X and Y", "Vestrany district") are those of a text: in another language
        they stand in marks.
        So does the name of an entity that somebody proclaimed, unless the theatre's policy chose it: it is a label.
        """
        own = self.labels.get(place or "") or self.material.place_names.get(place or "")
        if place in self.material.proclaimed and place not in self.labels and (own or name):
            return self.words.quoted(own or name or "")
        if own or not name or self.words.english or not any(word[:1].islower() for word in name.split()):
            return own or name
        return self.words.quoted(name)

    @cached_property
    def labels(self) -> dict[str, str]:
        """The names that the label policy chooses in the brief's language, by place of the theatre.

        Of the statuses of the policy the first counts that a name in this language has; a place without an official
        name in the list has its own name as such, so that the policy "official" leaves it.
        """
        theatre, found = self.material.theatre, dict[str, str]()
        for place in theatre.places:
            valid = [n for n in place.names if covers(n.since, n.until, self.today)]
            for status in theatre.label_policy.place_names:
                named = [n.text for n in valid if n.status == status and n.lang == self.words.language]
                if not named and status == "official" and not any(n.status == status for n in valid):
                    named = [self.material.place_names.get(place.id) or place.name]
                if named:
                    found[place.id] = named[0]
                    break
        return found

    def taken_back(self, fact: Fact) -> bool:
        """Say whether the text that a claim stands in was taken back by who published it, or takes one back itself."""
        document = fact.reading.document
        if any(state.state == "retracted" for state in self.material.became.get(document.id, ())):
            return True
        return notice_of(document.title, document.text) is not None

    def shown(self, reading: Reading, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
        """Return the printed text of spans and what was withheld; a name private in one document is so in all."""
        return self._discretion.shown(reading, spans)

    def masked(self, text: str) -> str:
        """Return text that is no part of a reading, such as a title, with every private name withheld."""
        return self._discretion.masked(text)

    @cached_property
    def _discretion(self) -> Discretion:
        return Discretion(self.people(), working_copy=self.working_copy)

    def people(self) -> frozenset[str]:
        """Return the printed names that may not leave the workspace, each at least two characters."""
        return private_names(self.material.readings) | self.material.private

    def category_name(self, category: str) -> str:
        """Return the label of a category, or its code."""
        return self.material.labels.categories.get(category, category)
