"""From a printed source phrase to the registered body that it names, or to all that it may name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportedly.interfaces import Identified
from reportedly.records import NameReading, RegisteredBody, RegisteredName, Source
from reportedly.text import body_key, name_key

_PREPOSITIONS = frozenset(
    ("of", "for", "from", "at", "by", "in", "on", "to", "with", "near", "against", "under", "about", "between")
)
_ASIDE = re.compile(r"[,;(—–]")
_AND = re.compile(r",? (?:and|or|&) |, |/")
_SPEAKS = re.compile(
    r"^(?:spokes(?:man|woman|person|people)|press (?:service|office|secretary)|officials?|representatives?"
    r"|statement|report|correspondents?|reporters?|website|telegram channel|channel)\b"
)
_NATIONAL = frozenset({"intelligence", "military", "ministry", "official", "agency"})
"""Roles in which a body belongs to one country, so that another country's adjective beside its name is an error."""

_UNSPECIFIC = frozenset(
    ("the", "of", "and", "a", "an", "s", "for", "service", "agency", "body", "organisation", "organization", "office")
)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A registered name found in a phrase, and the words of the phrase around it."""

    bearers: tuple[tuple[RegisteredBody, RegisteredName], ...]
    words: tuple[str, ...]
    printed: str

    @property
    def ambiguous(self) -> bool:
        """Whether the name has other bearers than one."""
        return any(name.ambiguous for _, name in self.bearers)

    @property
    def bodies(self) -> dict[str, RegisteredBody]:
        return {body.id: body for body, _ in self.bearers}


@dataclass(frozen=True)
class Register:
    """The bodies of one register file, by id and by name."""

    id: str
    version: int
    title: str
    bodies: tuple[RegisteredBody, ...]
    countries: Mapping[str, Sequence[str]] = field(default_factory=dict)
    _by_id: dict[str, RegisteredBody] = field(init=False, repr=False, compare=False)
    _by_key: dict[str, list[tuple[RegisteredBody, RegisteredName]]] = field(init=False, repr=False, compare=False)
    _longest: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_key: dict[str, list[tuple[RegisteredBody, RegisteredName]]] = {}
        for body in self.bodies:
            for name in body.names:
                by_key.setdefault(body_key(name.text), []).append((body, name))
        object.__setattr__(self, "_by_id", {body.id: body for body in self.bodies})
        object.__setattr__(self, "_by_key", by_key)
        object.__setattr__(self, "_longest", max((len(key.split()) for key in by_key), default=0))

    def get(self, entry: str) -> RegisteredBody | None:
        """Return the body with this id, or None."""
        return self._by_id.get(entry)

    def find(self, text: str) -> list[RegisteredBody]:
        """Return the bodies with this id or one of whose names holds `text`, in any case; in file order."""
        key = name_key(text)
        return [
            body
            for body in self.bodies
            if body.id in (text, f"reg:{text}") or any(key in name_key(n.text) for n in body.names)
        ]

    def identify(self, printed: str, *, earlier: str = "") -> Identified:
        """Return who is meant by a printed source phrase; `earlier` is the text of the document before it.

        A name that is not ambiguous decides. An ambiguous one decides only together with the adjective or
        name of one country in the phrase, or where the full name of one of its bearers, and of no other,
        stands in `earlier`. An acronym whose body is of another country than the one printed with it is not
        resolved: the body of that country that fits the description is proposed.
        """
        hit = self._hit(printed)
        if hit is None:
            return Identified()
        listed = self._listed(printed)
        if listed:
            return Identified(reason=f"names several bodies: {', '.join(listed)}")
        owners = self._owners(printed, hit)
        known = list(hit.bodies.values())
        if owners and not any(b.country is None or b.country in owners for b in known):
            return self._doubted(printed, hit, owners)
        return self._decided(printed, hit, owners, earlier)

    def _listed(self, printed: str) -> list[str]:
        """Return the bodies that a phrase lists ("UNHCR, OCHA and UNICEF"); empty if it is about one."""
        parts = _AND.split(printed)
        if len(parts) < 2 or body_key(printed) in self._by_key:
            return []
        hits = [hit for part in parts if (hit := self._hit(part)) is not None]
        bodies = [frozenset(hit.bodies) for hit in hits]
        apart = len(bodies) > 1 and not frozenset.intersection(*bodies)
        return list(dict.fromkeys(hit.printed.removeprefix("the ") for hit in hits)) if apart else []

    def _decided(self, printed: str, hit: _Hit, owners: set[str], earlier: str) -> Identified:
        known = list(hit.bodies.values())
        fitting = [b for b in known if b.country in owners]
        if len(known) == 1 and not hit.ambiguous:
            return Identified(known[0], reason=f"“{hit.printed}” is a name of this body alone")
        if not fitting and self._of_another(printed, hit):
            return Identified()
        if len(fitting) == 1:
            return Identified(fitting[0], reason=f"“{hit.printed}” with the country named beside it")
        named = [b for b in fitting or known if self.first_named(b.id, earlier) is not None]
        if len(named) == 1:
            return Identified(named[0], reason=f"“{hit.printed}”, after the full name earlier in the document")
        return Identified(readings=_readings(fitting or known, hit), reason=_vague(hit))

    def first_named(self, entry: str, text: str) -> int | None:
        """Return where a text first prints a full name of a body, one that is not ambiguous; None if nowhere."""
        body = self._by_id.get(entry)
        names = [n.text for n in body.names if not (n.ambiguous or n.short)] if body is not None and text else []
        found = (
            re.search(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", text, re.IGNORECASE) if names else None
        )
        return found.start() if found else None

    def sources(self, *, day: str | None = None) -> tuple[Source, ...]:
        """Return the bodies as sources of a theatre, under the names that are not ambiguous, with sides on a day."""
        return tuple(
            Source(
                id=body.id,
                name=body.name,
                kind=body.kind,
                role=body.role,
                side=body.side(day),
                aliases=tuple(n.text for n in body.names[1:] if not n.ambiguous),
                affiliation_group=body.affiliation_group,
                media_family=body.media_family,
                basis=body.basis,
            )
            for body in self.bodies
        )

    # --- finding a name in a phrase

    def _hit(self, printed: str) -> _Hit | None:
        """Return the registered name that a phrase consists of or ends with, the longest one."""
        core = _ASIDE.split(printed)[0] or printed
        for phrase in dict.fromkeys((printed, core)):
            key = body_key(phrase)
            if key in self._by_key and self._cased(phrase, self._by_key[key]):
                return _Hit(tuple(self._by_key[key]), tuple(key.split()), phrase.strip())
        words = self._before_owner(body_key(core).split())
        for length in range(min(len(words), self._longest), 0, -1):
            for start in self._starts(words, length):
                key = " ".join(words[start : start + length])
                bearers = self._by_key.get(key)
                if bearers and self._cased(core, bearers):
                    return _Hit(tuple(bearers), tuple(words[start : start + length]), _printed(core, key))
        return None

    def _before_owner(self, words: list[str]) -> list[str]:
        """Return the words without a country that follows: "General Staff of Ukraine"."""
        for at in (len(words) - 2, len(words) - 3):
            if at > 0 and words[at] == "of" and self._countries_in(" ".join(words[at:])):
                return words[:at]
        return words

    @staticmethod
    def _starts(words: Sequence[str], length: int) -> Iterator[int]:
        """Yield where a name of this length may stand: last, behind modifiers; first, before its speaker."""
        last = len(words) - length
        if not _PREPOSITIONS & set(words[:last]):
            yield last
        if last and _SPEAKS.match(" ".join(words[length:])):
            yield 0

    @staticmethod
    def _cased(printed: str, bearers: Sequence[tuple[RegisteredBody, RegisteredName]]) -> bool:
        """Say whether a name of one word is printed with its capitals: WHO is not "who"."""
        for _, name in bearers:
            text = name.text.removeprefix("the ").removeprefix("The ")
            if " " in text or re.search(rf"(?<!\w){re.escape(text)}(?!\w)", printed):
                return True
        return False

    def _of_another(self, printed: str, hit: _Hit) -> bool:
        """Say whether a name that belongs to no registered country stands before an ambiguous one."""
        key = body_key(printed).split()
        before = key[: max(0, len(key) - len(hit.words))] if key[-len(hit.words) :] == list(hit.words) else []
        proper = {name_key(w) for w in re.findall(r"[\w’']+", printed) if w[:1].isupper()}
        return any(word in proper and not self._countries_in(word) for word in before)

    def _owners(self, printed: str, hit: _Hit) -> set[str]:
        """Return the countries named in the phrase beside the registered name."""
        words = body_key(printed).split()
        name = list(hit.words)
        for start in range(len(words) - len(name), -1, -1):
            if words[start : start + len(name)] == name:
                words = [*words[:start], "|", *words[start + len(name) :]]
                break
        return self._countries_in(" ".join(words))

    def _countries_in(self, words: str) -> set[str]:
        beside = f" {words} "
        return {code for code, forms in self.countries.items() if any(_stands(form, beside) for form in forms)}

    def _doubted(self, printed: str, hit: _Hit, owners: set[str]) -> Identified:
        """Return the proposal for a name whose body is of another country than the text says."""
        known = list(hit.bodies.values())
        roles = {body.role for body in known}
        if not roles & _NATIONAL:
            return Identified(readings=_readings(known, hit), reason=_vague(hit))
        described = set(body_key(printed).split())
        scored = [
            (self._fit(body, described), body) for body in self.bodies if body.country in owners and body.role in roles
        ]
        most = max((score for score, _ in scored), default=0)
        best = [body for score, body in scored if score == most > 0]
        chosen = best[0] if len(best) == 1 else None
        reason = (
            f"“{hit.printed}” is a name of {known[0].name} ({known[0].country}), but the text describes "
            f"a body of {', '.join(sorted(owners))}"
        )
        proposed = None if chosen is None else NameReading(chosen.name, chosen.id)
        readings = tuple(NameReading(b.name, b.id) for b in (*known, *([chosen] if chosen else ())))
        return Identified(readings=readings, proposed=proposed, reason=reason)

    def _fit(self, body: RegisteredBody, described: set[str]) -> int:
        """Return how many telling words of a phrase stand in the body's own description and names."""
        own = set(name_key(body.descriptor).split())
        for name in body.names:
            own |= set(name_key(name.text).split())
        telling = described - _UNSPECIFIC - {form for forms in self.countries.values() for form in forms}
        return len(telling & own)


def _stands(form: str, beside: str) -> bool:
    key = name_key(form)
    return f" {key}" in beside if form.endswith("*") else f" {key} " in beside


def _printed(phrase: str, key: str) -> str:
    """Return the stretch of a phrase whose look-up form is `key`; the phrase itself if it cannot be cut out."""
    parts = phrase.split()
    for start in range(len(parts)):
        for end in range(len(parts), start, -1):
            if name_key(" ".join(parts[start:end])) == key:
                return " ".join(parts[start:end])
    return phrase


def _readings(bodies: Sequence[RegisteredBody], hit: _Hit) -> tuple[NameReading, ...]:
    known = tuple(NameReading(body.name, body.id) for body in bodies)
    return known if len(known) > 1 else (*known, NameReading(f"another body called “{hit.printed}”"))


def _vague(hit: _Hit) -> str:
    return f"“{hit.printed}” has several bearers; neither a country beside it nor a full name before it says which"
