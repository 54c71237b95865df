"""persons.rules: every printed personal name gets a class, so that private names can be withheld (DOMAIN 1.17).

A name is P2, a private person, unless the text or the theatre file ties it to an office. Finding a
name too many costs a reader a word; missing one may cost a person dearly: rules lean to the first.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportedly.interfaces import StageInfo
from reportedly.records import Passage, PersonMention, Reading, Record, Span, Theatre
from reportedly.records.values import PersonClass
from reportedly.stages.persons_cast import Cast, Person, again
from reportedly.stages.persons_describe import Description, harm
from reportedly.stages.persons_find import UNLISTED, Finder, Found
from reportedly.stages.persons_places import stands_as_place
from reportedly.stages.persons_words import Words, load_words
from reportedly.text import name_key

NO_THEATRE = Theatre()
ADULT = 18
"""From this age in years a person is no child."""

DEFAULT = "default: a private person"
"""The reason of a mention about which nothing is known."""

_OF_ALL = re.compile(r"(?:names|namen|имена|імена)\b", re.IGNORECASE)
_PERSON = "person"
"""The kind of a source that is one person; every other source with a `person_class` is an office or an account."""

_LISTED = "listed in the theatre file"
_STAFF = ": staff without an office"
_PSEUDONYM_REACH = 160


@dataclass(frozen=True, slots=True)
class _Seen:
    """A printed name with the class that its own surroundings give."""

    found: Found
    person_class: PersonClass
    office: str | None
    reason: str
    sure: bool


class PersonRules:
    """Finds personal names and gives each a class; the default is P2.

    `theatre` brings office-holders, and sources and places that are no persons. `known_places`
    says of a printed name whether it is that of a place; without it more towns pass for names. `bent_places` says the
    same of a name in another case than the nominative.
    """

    def __init__(
        self,
        theatre: Theatre = NO_THEATRE,
        known_places: Callable[[str], bool] | None = None,
        bent_places: Callable[[str], bool] | None = None,
    ) -> None:
        self._words = load_words()
        self._holders = [
            Person(tuple(h.name.split()), h.person_class, h.office, _LISTED, listed=True)
            for h in theatre.office_holders
        ]
        self._holders += [
            Person(tuple(s.name.split()), s.person_class, None, _LISTED, listed=True)
            for s in theatre.sources
            if s.kind == _PERSON and s.person_class
        ]
        bodies = (name for s in theatre.sources if s.kind != _PERSON for name in (s.name, *s.aliases))
        self._bodies = frozenset(name_key(name).removeprefix("the ") for name in bodies)
        own = (name for p in theatre.places for name in (p.name, *(n.text for n in p.names)))
        self._own_places = frozenset(name_key(name) for name in own)
        self._known_places = known_places
        self._bent_places = bent_places or (lambda _: False)

    @property
    def info(self) -> StageInfo:
        """Name, version, what it reads and makes; any language."""
        return StageInfo(
            name="persons.rules",
            version=3,
            summary="personal names and their class: P0 and P1 in office, P2 private (the default), P3 to protect",
            reads=(Passage,),
            makes=(PersonMention,),
        )

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return the person mentions of each document, in text order, without overlaps."""
        return [tuple(self._mentions(reading)) for reading in readings]

    def _mentions(self, reading: Reading) -> Iterator[PersonMention]:
        text, passages = reading.text, reading.of(Passage)
        english = reading.document.language in (None, "en")
        finder = Finder(self._words, self._is_place, self._is_body, english=english, is_bent=self._bent_places)
        by_passage = [finder.find(text, passage) for passage in passages]
        found = _without_villages(text, sorted((n for names in by_passage for n in names), key=lambda name: name.span))
        cues = _pseudonym_cues(text, self._words)
        changed = _near(found, cues)
        seen = [self._classed(name, text, changed=name.span.start in changed) for name in found]
        cast = self._cast(seen)
        own = {s.found.span.start: s for s in seen}
        later = [name for passage in passages for name in again(finder, text, passage, cast, taken=found)]
        everyone = any(not one for _, one in cues)
        for name in sorted([*found, *later], key=lambda name: name.span):
            yield self._mention(reading.document.id, name, cast, own.get(name.span.start), everyone=everyone)

    def _mention(self, document: str, name: Found, cast: Cast, own: _Seen | None, *, everyone: bool) -> PersonMention:
        person = cast.about(name.tokens)
        chosen: PersonClass = person.person_class if person else "P2"
        office, reason = (person.office, person.reason) if person else (None, DEFAULT)
        if own and own.sure and len(name.tokens) == 1 and chosen != "P3":
            # "Mayor X" says itself who is meant, even where a relative of the same name is mentioned too.
            chosen, office, reason = own.person_class, own.office, own.reason
        if everyone and chosen == "P2":
            chosen, reason = "P3", "the text says that names were changed"
        office = office if chosen in ("P0", "P1") else None
        return PersonMention(document, name.span, chosen, office, reason, self.info.producer)

    def _classed(self, found: Found, text: str, *, changed: bool) -> _Seen:
        """Return the class that the surroundings of one mention give it."""
        words, span = self._words, found.span
        if changed:
            return _Seen(found, "P3", None, "the text says that the name was changed", sure=True)
        if found.years is not None and found.years < ADULT:
            return _Seen(found, "P3", None, "a child, by the age printed", sure=True)
        sides = [side for side in (found.lead, found.trail) if side]
        for kinds in (("role_p3",), ("office_p0", "office_p1"), ("role_staff",)):
            for side in sides:
                if side.kind in kinds:
                    return _from(found, side, text)
        if harm(text, span.start, span.end, words):
            return _Seen(found, "P3", None, "printed as someone to whom harm was done", sure=True)
        if sides:
            return _from(found, sides[0], text)
        return _Seen(found, "P2", None, DEFAULT, sure=False)

    def _cast(self, seen: Sequence[_Seen]) -> Cast:
        """Return the persons of a document: what one mention says of a name holds for all mentions."""
        cast = Cast()
        for holder in self._holders:
            cast.add(replace(holder))
        # Whole names first, so that a bare surname joins the whole name wherever that stands.
        for mention in sorted(seen, key=lambda s: len(s.found.tokens) == 1):
            known = cast.only(mention.found.tokens)
            if known is None:
                cast.add(Person(mention.found.tokens, mention.person_class, mention.office, mention.reason))
            elif not known.listed and mention.sure and not _lifts(mention, known):
                _merge(known, mention)
        return cast

    def _is_place(self, name: str) -> bool:
        if name_key(name) in self._own_places:
            return True
        return self._known_places is not None and self._known_places(name)

    def _is_body(self, name: str) -> bool:
        return name_key(name).removeprefix("the ") in self._bodies


def _without_villages(text: str, found: Sequence[Found]) -> list[Found]:
    """Return the names without those that only their capitals make persons and that stand elsewhere as a place does."""
    sure = {name.tokens for name in found if name.reason != UNLISTED}
    weak = {name.tokens: name.span.of(text) for name in found if name.tokens not in sure}
    placed = {tokens for tokens, printed in weak.items() if stands_as_place(text, printed)}
    return [name for name in found if name.tokens not in placed]


def _from(found: Found, side: Description, text: str) -> _Seen:
    """Return the class that a description gives."""
    if side.kind in ("office_p0", "office_p1"):
        chosen: PersonClass = "P0" if side.kind == "office_p0" else "P1"
        return _Seen(found, chosen, text[side.start : side.end], "an office beside the name", sure=True)
    if side.kind == "role_p3":
        return _Seen(found, "P3", None, f"{side.term}: a person to protect", sure=True)
    if side.kind == "role_staff":
        return _Seen(found, "P3", None, f"{side.term}{_STAFF}", sure=True)
    reason = "no longer in the office" if side.kind == "former" else "a private person"
    return _Seen(found, "P2", None, f"{side.term}: {reason}", sure=True)


def _lifts(mention: _Seen, known: Person) -> bool:
    """Say whether a bare surname with an office would lift a whole name, which may be that of a relative."""
    return len(mention.found.tokens) < len(known.tokens) and mention.person_class in ("P0", "P1")


def _merge(person: Person, mention: _Seen) -> None:
    """Add what one more mention says: what protects from harm first, then the office, then any role."""
    rank = {"P3": 1, "P2": 0, "P1": 2, "P0": 3}
    protects = mention.person_class == "P3" and not mention.reason.endswith(_STAFF)
    held = person.person_class == "P3" and not person.reason.endswith(_STAFF)
    default = person.reason == DEFAULT and person.person_class == "P2"
    if protects or (not held and (rank[mention.person_class] > rank[person.person_class] or default)):
        person.person_class, person.office, person.reason = mention.person_class, mention.office, mention.reason


def _pseudonym_cues(text: str, words: Words) -> list[tuple[Span, bool]]:
    """Return the cues for changed names, each with whether it speaks of one person only."""
    pattern = "|".join(re.escape(cue).replace(r"\ ", r"\s+") for cue in sorted(words.pseudonym, key=len, reverse=True))
    return [
        (Span(m.start(), m.end()), not _OF_ALL.match(m.group()))
        for m in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE)
    ]


def _near(mentions: Sequence[Found], cues: Sequence[tuple[Span, bool]]) -> set[int]:
    """Return where the names start that the cues speak of: for each cue the closest one before, else after."""
    starts = [found.span.start for found in mentions]
    marked: set[int] = set()
    for cue, one in cues:
        if not one:
            continue
        at = bisect_left(starts, cue.start)
        if at and cue.start - mentions[at - 1].span.end <= _PSEUDONYM_REACH:
            marked.add(starts[at - 1])
        if at < len(starts) and starts[at] - cue.end <= _PSEUDONYM_REACH // 4:
            marked.add(starts[at])
    return marked
