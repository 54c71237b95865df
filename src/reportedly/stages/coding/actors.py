"""The neutral class of an actor (CODEBOOK 3.2): by the theatre on a day in a place, else by the wording alone."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from reportedly.records import Body, Claim, Document, Reading, Span, Theatre, Timing
from reportedly.records.theatre import Parents, no_parents
from reportedly.records.theatre_roles import ActorClass, RoleEntry
from reportedly.text import name_key

NO_THEATRE = Theatre()
Lookup = Callable[[str], Sequence[str]]
"""From a printed name to the ids of the places of the theatre's areas that it may stand for."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FORCES = _words(
    "troops soldiers soldier forces army military militia militias police policemen fighters guard guards guardsmen "
    "garrison servicemen patrols patrol gunmen navy marines commander commanders artillery officers officer "
    "intelligence gendarmes gendarmerie infantry command battalion brigade regiment units commandant commandants "
    "legion flotilla kommandantur komendatura"
)
_GOVERNING = _words(
    "administration administrations administrators government authorities authority ministry ministries minister "
    "officials official council councils mayor mayors governor governors parliament assembly state kremlin president "
    "presidency court courts prosecutor prosecutors department departments office directorate spokesman spokeswoman "
    "spokesperson head heads chief leader leaders leadership regime cabinet secretariat service services committee "
    "commission board delegation side occupiers occupier"
)
_POP = _words(
    "residents resident people population inhabitants civilians citizens locals villagers townspeople islanders "
    "families family parents mothers women men man woman children child youths pensioners patients students pupils "
    "refugees returnees households household customers users voters detainees prisoners passengers protesters "
    "believers parishioners worshippers neighbours girls boys ukrainians russians"
)
_STAFF = _words(
    "staff staffers personnel workers worker employees employee doctors doctor nurses nurse surgeons surgeon medics "
    "medic midwives teachers teacher headteachers lecturers clerks clerk drivers engineers electricians plumbers "
    "technicians crews crew firefighters cashiers tellers librarians postmen welders miners pharmacists paramedics "
    "caretakers cooks specialists servants registrars repairmen dockers foremen judges notaries"
)
_BUS = _words(
    "company companies firm firms bank banks business businesses shop shops shopkeepers shopkeeper traders trader "
    "vendors vendor operator operators enterprise enterprises factory factories supermarket supermarkets merchants "
    "employer employers plant bakery bakeries owners owner contractor contractors farm utility retailers"
)
_HUM = re.compile(
    r"\b(?:unicef|unhcr|unrwa|wfp|ocha|iom|msf|icrc|ngos?|red (?:cross|crescent)|world food programme|caritas"
    r"|(?:aid|relief|humanitarian|charit\w+) (?:agenc\w+|organi[sz]ations?|groups?|workers?|convoys?|partners?|actors?"
    r"|teams?|missions?)|charit(?:y|ies)|volunteers?|aid agenc\w+|médecins sans frontières|medecins sans frontieres)\b"
)
_HEAD_ENDS = re.compile(r"\b(?:of|in|at|from|for|near|who|that|which|with|on|to|by|sent|under|outside|inside|behind)\b")
_SHARE = re.compile(
    r"^(?:\w+ ){0,2}(?:sections?|parts?|numbers?|groups?|majority|minority|half"
    r"|dozens|hundreds|thousands|scores|most|many|some|all|none|one|two|three|several|a few|few|both|rest) of "
)
"""Says how many of those who follow."""

_ROLE_WORDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:installed|puppet)\b"), "installed"),
    (re.compile(r"\b(?:occupation|occupying|occupiers?|occupant)\b"), "controlling"),
    (
        re.compile(r"\b(?:exiled|in exile|in displacement|displaced (?:authorit\w+|government|council|ministry))\b"),
        "displaced",
    ),
)
"""Words that say a role themselves. They count only where the theatre says that somebody has that role."""

_CAPITALISED = re.compile(
    r"[^\W\d_a-z][\w'’-]+(?:[ -][^\W\d_a-z][\w'’-]+){0,2}(?: (?:region|oblast|province|district|raion)\b)?"
)
_MOST_NAMES = 12
"""So many capitalised names of one claim are looked up."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A printed actor: its look-up form, the part up to its first preposition, and the last word of that."""

    key: str
    head: str
    noun: str

    @classmethod
    def of(cls, printed: str) -> "_Phrase":
        key = _SHARE.sub("", name_key(printed)).removeprefix("the ")
        head = _HEAD_ENDS.split(key, maxsplit=1)[0].strip() or key
        return cls(key, head, head.split()[-1] if head else "")


class Actors:
    """Actor classes in one theatre; without a theatre by wording alone, which never makes anyone an authority.

    `parents` tells what holds a place, `lookup` the places of the theatre that a printed name may stand for, beside
    the theatre's own.
    """

    def __init__(
        self, theatre: Theatre = NO_THEATRE, *, parents: Parents = no_parents, lookup: Lookup | None = None
    ) -> None:
        self._theatre = theatre
        self._parents = parents
        self._lookup = lookup

    def in_claim(self, reading: Reading, claim: Claim) -> Callable[[Span], ActorClass]:
        """Return a function from a printed actor of a claim to its class on the claim's days and in its places."""
        if not self._theatre.roles:
            return lambda span: self.of(span.of(reading.text))
        days = _days(reading.first(Timing, claim.id), reading.document)
        wording = " ".join(span.of(reading.text) for span in claim.evidence)
        places = self.places_in(wording)
        known = {mention.span: body.source for body in reading.of(Body) if body.source for mention in body.mentions}

        def class_of(span: Span) -> ActorClass:
            source = next((s for at, s in known.items() if span.covers(at)), None)
            return self.of(span.of(reading.text), days=days, places=places, source=source)

        return class_of

    def of(
        self, printed: str, *, days: Sequence[str] = (), places: Sequence[str] = (), source: str | None = None
    ) -> ActorClass:
        """Return the class of a printed actor; UNK where neither the theatre nor the wording tells.

        `days` are ISO days and `places` ids of places that the claim is about: what the theatre says must be the same
        for all of them. Without days it must be the same at all times, without places the same everywhere. `source`
        is the id of the theatre's source that the actor was found to be.
        """
        for part in dict.fromkeys((printed, printed.rpartition(",")[2])):
            found = self._class_of(_Phrase.of(part), days, places, source)
            if found != "UNK":
                return found
        return "UNK"

    def _class_of(self, phrase: _Phrase, days: Sequence[str], places: Sequence[str], source: str | None) -> ActorClass:
        worded = _by_wording(phrase)
        for entries, told in self._told(phrase, source, worded):
            found = self._settled(entries, days, places)
            if found is not None:
                return _for_noun(phrase, found, told)
        return self._by_role_words(phrase, worded, days, places) or worded

    def places_in(self, wording: str) -> tuple[str, ...]:
        """Return the ids of the theatre's places that a wording names: its own, then those that the look-up finds."""
        key = f" {name_key(wording)} "
        own = [place for name, place in self._place_names if f" {name} " in key]
        if own or self._lookup is None:
            return tuple(dict.fromkeys(own))
        names = [m.group() for m in _CAPITALISED.finditer(wording)][:_MOST_NAMES]
        return tuple(dict.fromkeys(place for name in names for place in self._lookup(name)))

    # --- which entries a phrase may mean

    def _told(self, phrase: _Phrase, source: str | None, worded: ActorClass) -> Iterator[tuple[list[RoleEntry], bool]]:
        """Yield groups of entries that a phrase may mean, the surest first; True where it prints their name."""
        if source is not None:
            yield [e for e in self._theatre.roles if e.source == source], True
        if worded in ("POP", "STAFF", "HUM"):
            # Doctors of a ministry are staff, and citizens of a state are residents, whoever rules them.
            return
        acting = phrase.noun in _GOVERNING or phrase.noun in _FORCES
        yield self._longest(phrase.head, self._names, anywhere=acting), True
        if acting:
            yield self._longest(phrase.key, self._names), True
            yield self._longest(phrase.head, self._adjectives), False

    @cached_property
    def _names(self) -> list[tuple[str, RoleEntry]]:
        return _keyed((name, e) for e in self._theatre.roles for name in e.names)

    @cached_property
    def _adjectives(self) -> list[tuple[str, RoleEntry]]:
        return _keyed((word, e) for e in self._theatre.roles for word in e.adjectives)

    @cached_property
    def _place_names(self) -> list[tuple[str, str]]:
        named = ((n, p.id) for p in self._theatre.places for n in (p.name, *(x.text for x in p.names)))
        return [(key, place) for name, place in named if (key := name_key(name))]

    @staticmethod
    def _longest(text: str, named: Sequence[tuple[str, RoleEntry]], *, anywhere: bool = True) -> list[RoleEntry]:
        """Return the entries of the longest name in a text; at its end alone unless `anywhere`."""
        hits = [(name, e) for name, e in named if (f" {name} " in f" {text} " if anywhere else _ends(text, name))]
        most = max((len(name) for name, _ in hits), default=0)
        return [entry for name, entry in hits if len(name) == most]

    # --- what the theatre says of them on the days and in the places

    def _settled(self, entries: Sequence[RoleEntry], days: Sequence[str], places: Sequence[str]) -> RoleEntry | None:
        """Return the entry that holds; None if none does, or if several do that differ in their class."""
        if not entries:
            return None
        # Without a day: on every day on which something begins, and before all of them.
        when = days or (
            "0001-01-01",
            *sorted({e.since for e in entries if e.since} | {e.until for e in entries if e.until}),
        )
        spots: Sequence[Sequence[str]] = [self._theatre.around(p, self._parents) for p in places] or [()]
        answers = [[self._held(entries, day, spot) for spot in spots] for day in when]
        if any(a is _DIFFER for day in answers for a in day) or (days and any(set(day) == {None} for day in answers)):
            return None
        found = [a for day in answers for a in day if isinstance(a, RoleEntry)]
        return found[0] if found and len({(e.actor_class, e.role) for e in found}) == 1 else None

    def _held(self, entries: Sequence[RoleEntry], day: str, around: Sequence[str]) -> "RoleEntry | object | None":
        holding = [e for e in entries if e.holds(day)]
        if around:
            far = [(d, e) for e in holding if (d := self._theatre.distance(e, around)) is not None]
            least = min((d for d, _ in far), default=None)
            nearest = [e for d, e in far if d == least] or [e for e in holding if not e.area]
        else:
            nearest = [e for e in holding if not e.area] or holding
        if not nearest:
            return None
        return nearest[0] if len({(e.actor_class, e.role) for e in nearest}) == 1 else _DIFFER

    def _by_role_words(
        self, phrase: _Phrase, worded: ActorClass, days: Sequence[str], places: Sequence[str]
    ) -> ActorClass | None:
        if worded != "UNK" or not (phrase.noun in _GOVERNING or phrase.noun in _FORCES):
            return None
        said = next((role for pattern, role in _ROLE_WORDS if pattern.search(phrase.key)), None)
        if said is None:
            return None
        role = "displaced" if said == "displaced" else "controlling"
        if not any(e.role == role and self._settled([e], days, places) for e in self._theatre.roles):
            return None
        if role == "displaced":
            return "DA"
        if phrase.noun in _FORCES:
            return "CA-M"
        return "CA-L" if said == "installed" else "CA"


_DIFFER = object()


def names_forces(text: str) -> bool:
    """Say whether a text in lower case has a word for armed forces."""
    return any(word in _FORCES for word in _WORD.findall(text))


_WORD = re.compile(r"[\w'’-]+")


def _ends(text: str, name: str) -> bool:
    return f" {text}".endswith(f" {name}")


def _keyed(named: Iterable[tuple[str, RoleEntry]]) -> list[tuple[str, RoleEntry]]:
    return [(key, entry) for name, entry in named if (key := name_key(name).removeprefix("the "))]


def _for_noun(phrase: _Phrase, entry: RoleEntry, named: bool) -> ActorClass:
    """Return the class of an entry as the head noun narrows it: its troops, or those that it installed."""
    if entry.role in ("controlling", "home_state") and entry.actor_class in ("CA", "CA-H"):
        if phrase.noun in _FORCES:
            return "CA-M"
        if not named and re.search(r"\b(?:installed|appointed|backed)\b", phrase.head):
            return "CA-L"
    return entry.actor_class


def _by_wording(phrase: _Phrase) -> ActorClass:
    """Return STAFF, POP, BUS or HUM by the words, else UNK: nationality makes nobody an authority."""
    if _HUM.search(phrase.head):
        return "HUM"
    lists: tuple[tuple[frozenset[str], ActorClass], ...] = ((_STAFF, "STAFF"), (_POP, "POP"), (_BUS, "BUS"))
    return next((found for words, found in lists if phrase.noun in words), "UNK")


def _days(timing: Timing | None, document: Document) -> tuple[str, ...]:
    """Return the days that a claim is about: those stated, else the one of the report; none where neither is known."""
    stated = [d for d in (timing.earliest, timing.latest) if d] if timing else []
    published = document.published[:10] if document.published else None
    return tuple(dict.fromkeys(stated or ([published] if published else [])))
