"""Where a claim without a place of its own happens: what its paragraph or its text points to."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from reportedly.records import Claim, Span
from reportedly.records.values import PlaceFunction
from reportedly.stages.locate_function import brings_in, function_of, is_actor, is_joined, takes_away
from reportedly.stages.locate_mentions import Place
from reportedly.stages.locate_page import AFTER, Page, Use, most_precise_uses
from reportedly.stages.locate_seat import heads_line, is_dateline, seat_of
from reportedly.stages.locate_subject import is_adjective

_LEADS = 2
"""Mentions that the country of a whole text needs beside other countries, and twice those of the next."""
_STOP = re.compile(r"[.!?…]\s*$")
_FRAME = re.compile(r"(?:[^.;]{0,60}\d{4}:\s*)?(?:Meanwhile, )?(?:[Ii]n|[Aa]t|[Nn]ear|[Aa]round|[Aa]cross) (?:the )?$")
"""What stands before a place that opens its sentence and so holds for the sentences after it."""


@dataclass(frozen=True)
class Around:
    """A page as claims without a place of their own look around on it; what the page alone decides is found once."""

    page: Page

    def inherited(self, claim: Claim, sentence: Span, seats: Sequence[Use]) -> list[Use]:
        """Return where a claim without a place is, by the first that tells; `seats` are those of its sentence."""
        page = self.page
        printed = " ".join(span.of(page.text) for span in claim.evidence)
        function: PlaceFunction = "destination" if brings_in(printed) else "origin" if takes_away(printed) else "event"
        for basis, found in self._pointers(claim, sentence, seats):
            if found:
                return [replace(use, function=function, inherited=True, basis=basis) for use in found]
        return []

    def _pointers(self, claim: Claim, sentence: Span, seats: Sequence[Use]) -> Iterator[tuple[str, list[Use]]]:
        """Yield what may point to the place of a claim, the nearest first: the seat of the local body that its sentence
        names, where the people live that the sentence is about or told by, what the paragraph before points to, the
        heading that is a place, the town that a short text opens with, the place of its title where the text names
        none, the country of the text.
        """
        page = self.page
        local = [use for use in seats if seat_of(page.text, use.place) == "local"]
        yield "seat", local if len(local) == 1 else []
        yield "people", [Use(place, "event") for place in page.homes(claim, sentence)]
        yield "paragraph", _from_paragraph(page, sentence)
        yield "heading", _from_heading(page, sentence)
        yield "lead", self._lead
        yield "title", self._title
        yield "country", [Use(place, "event") for place in _nearest(self._country, sentence)]

    @cached_property
    def _lead(self) -> list[Use]:
        return _lead(self.page)

    @cached_property
    def _title(self) -> list[Use]:
        return _from_title(self.page)

    @cached_property
    def _country(self) -> list[Place]:
        return _country_of(self.page)


def _lead(page: Page) -> list[Use]:
    """Return where a short text is set: the town of its dateline, else the only town it names, if it opens with that.

    That a longer text, or one of several towns, is set where its first sentence is proved wrong more often than right.
    """
    sentences = sorted(s for p in page.passages for s in (p.sentences or (p.span,)))[:_OPENING]
    if len(page.text) > _SHORT or not sentences:
        return []
    towns = [p for p in page.places if p.precision in ("settlement", "adm3") and (p.best is not None or p.typed)]
    opening = [town for town in towns if town.span.start < sentences[-1].end]
    dated = [town for town in opening if is_dateline(page.text, town)]
    if not dated and len({town.best.id if town.best else town.span.of(page.text) for town in towns}) != 1:
        return []
    uses = [use for span in sentences for use in page.read([t for t in opening if span.covers(t.span)], span)]
    if dated:
        kept = [use for use in uses if use.place in dated]
    else:
        kept = [use for use in uses if use.function in ("event", "subject") and _lends(page, use)]
    return [replace(kept[0], function="event", actor=False)] if kept else []


def _from_title(page: Page) -> list[Use]:
    """Return the one place of the headline of a text that names no other place that anything could happen at."""
    head = next((passage.span for passage in page.passages if passage.kind == "headline"), None)
    if head is None:
        return []
    # "X region: two schools close": what reads like a source is where the news is from
    heading = [Use(p, "event") for p in page.places if head.covers(p.span) and heads_line(page.text, p)]
    uses = heading[:1] or _pointed(page, head)
    named = {_called(page, use.place) for use in uses}
    others = {_called(page, p) for p in page.places if not head.covers(p.span) and not p.vague and not is_adjective(p)}
    return uses[:1] if len(named) == 1 and others <= named else []


def _called(page: Page, place: Place) -> str:
    return place.best.id if place.best is not None else place.span.of(page.text)


_SHORT = 2500
"""Code points of a text that may be one piece of local news."""
_OPENING = 2
"""Sentences that open a text, its headline among them."""


def _from_paragraph(page: Page, sentence: Span) -> list[Use]:
    """Return the places of the nearest sentence before in the paragraph that has any, if they point one way."""
    here = page.passage(sentence)
    again = _AGAIN.match(page.text, sentence.start) is not None
    arrived = _ARRIVED.search(sentence.of(page.text)[:60]) is not None
    for near, span in enumerate(s for s in reversed(here.sentences if here else ()) if s.end <= sentence.start):
        uses = _pointed(page, span, arrived=arrived and not near)
        if uses:
            if _is_one(page, uses) or (again and not near and _is_list(page, uses)):
                return uses
            return _holder(page, span)
    return []


def _holder(page: Page, span: Span) -> list[Use]:
    """Return the one unit of a sentence that is larger than all its other places ("A, B and C, all in D province")."""
    ranked = [place for place in page.inside(span) if place.precision in _UNITS and place.typed]
    if len(ranked) == 1 and all(place is ranked[0] or place.precision in _SMALL for place in page.inside(span)):
        return [Use(ranked[0], "event")]
    return []


_UNITS = ("adm1", "adm2", "adm3")
_SMALL = ("facility", "settlement", "unknown")


def _from_heading(page: Page, sentence: Span) -> list[Use]:
    """Return the one place of the headline, or the heading before the paragraph that is nothing but a place."""
    here = page.passage(sentence)
    for passage in reversed([p for p in page.passages if here and p.order < here.order]):
        printed = passage.span.of(page.text)
        if passage.kind != "headline" and (len(printed) > _HEADING or _STOP.search(printed)):
            continue
        uses = _pointed(page, passage.span)
        if uses:
            small = all(use.place.precision in (*_SMALL, "adm2", "adm3") for use in uses)
            if passage.kind == "headline" and small:
                told = page.text.count(uses[0].place.span.of(page.text))
                return uses if told > _COMES_BACK and _is_one(page, uses) else []
            whole = len(uses) == 1 and uses[0].place.span.of(page.text) == printed.strip(_AROUND_HEADING)
            return uses if whole else []
    return []


_HEADING = 90
"""Code points of a line that may still be a heading."""
_COMES_BACK = 2
"""How often a text must name the place of its headline again to be about it."""
_AROUND_HEADING = " \t:*#-–—•"
_ARRIVED = re.compile(r"\b(?:returnees?|displaced|IDPs?|newcomers|settlers|evacuees|arrivals|new arrivals)\b", re.I)
_AGAIN = re.compile(r"(?:This|These|Those|They|Their|The|It|Its|There|Both)\b")
"""How a sentence opens that goes on with what the one before told; it may then be about all places of a list."""


def _pointed(page: Page, span: Span, *, arrived: bool = False) -> list[Use]:
    """Return the places that a stretch leaves for what follows: the one that opens it, else all of its event places.

    With `arrived` (what follows is about people who came) those that people came to, if nothing else.
    """
    usable = [use for use in page.read(page.inside(span), span) if _lends(page, use)]
    events = [use for use in usable if use.function == "event"]
    if arrived and not events:
        events = [use for use in usable if use.function == "destination"]
    if len(events) > 1 and heads_line(page.text, events[0].place):
        events = events[1:]
    if len(events) > 1 and _FRAME.fullmatch(page.text[span.start : events[0].place.span.start]):
        first, second = (use.place.span for use in events[:2])
        if not is_joined(page.text[first.end : second.start]):
            return events[:1]
    return events


def _lends(page: Page, use: Use) -> bool:
    """Say whether what follows may be about a place: it is no actor, no mere instance, and known or named."""
    place = use.place
    if use.actor or use.function == "seat" or place.rule in ("vague", "common"):
        return False
    if place.best is not None and place.best.kind in ("sea", "continent"):
        return False
    if use.example or place.rule == "side":
        # "coastal areas such as X": X says which areas are meant; "towns like X" only gives an instance.
        before = page.text[max(0, place.span.start - 30) : place.span.start]
        named = _SUCH_AS.search(before) if use.example else not page.text.startswith(" such as ", place.span.end)
        return bool(named)
    return not (place.precision == "facility" and place.best is None)


_SUCH_AS = re.compile(r"\b(?:areas|regions|districts|parts) such as (?:the )?$")


def _is_one(page: Page, uses: Sequence[Use]) -> bool:
    """Say whether the places point one way: to one name."""
    kept = [use.place for use in most_precise_uses(page, uses)]
    return len({place.span.of(page.text) for place in kept}) == 1


def _is_list(page: Page, uses: Sequence[Use]) -> bool:
    kept = [use.place for use in most_precise_uses(page, uses)]
    return all(is_joined(page.text[a.span.end : b.span.start]) for a, b in pairwise(kept))


def _country_of(page: Page) -> list[Place]:
    """Return the mentions of the country that a text names most as a place, if one leads clearly."""
    named = [p for p in page.places if p.precision == "country" and p.best is not None and not is_adjective(p)]
    ruling = Counter(p.best.id for p in named if p.best is not None and seat_of(page.text, p))
    named = [p for p in named if p.span not in page.relatives and not _acts(page, p)]
    counts = Counter(p.best.id for p in named if p.best is not None).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] < max(_LEADS, 2 * counts[1][1])):
        return []
    leader, times = counts[0]
    if any(seats >= times for rival, seats in ruling.items() if rival != leader):
        return []
    return [p for p in named if p.best is not None and p.best.id == leader]


def _nearest(places: Sequence[Place], sentence: Span) -> list[Place]:
    return [min(places, key=lambda place: abs(place.span.start - sentence.start))] if places else []


def _acts(page: Page, place: Place) -> bool:
    """Say whether a country is named as an actor, or as where people come from, and not as where things happen."""
    before = page.before(place, page.sentence(place.span))
    after = page.text[place.span.end : place.span.end + AFTER]
    return is_actor(place, before, after) or function_of(before, before + after) == "origin" or before.endswith(" to ")
