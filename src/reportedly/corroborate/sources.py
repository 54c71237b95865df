"""Who is who: from a printed name or a known id to the party that speaks (DOMAIN 2.6)."""

from dataclasses import dataclass, field

from reportedly.corroborate.names import Named
from reportedly.interfaces import SourceRegister
from reportedly.records import Document, RegisteredBody, Theatre
from reportedly.records.theatre import OfficeHolder, Source
from reportedly.records.values import LinkRole, Side
from reportedly.text import body_key, name_key

PRIMARY_ROLES: frozenset[LinkRole] = frozenset(
    {
        "official",
        "ministry",
        "military",
        "intelligence",
        "installed_official",
        "intl_org",
        "ngo",
        "company",
        "resistance_body",
        "social_account",
    }
)
"""Who speaks of own knowledge when it publishes itself. Outlets, agencies and institutes retell."""

PRIMARY_GENRES = frozenset({"official", "social"})


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who says things: `key` joins all that speak for one party, `side` is where it stands.

    `printed` has the keys of its printed name where `name` does not show it.
    """

    key: str
    name: str
    side: Side = "unknown"
    role: LinkRole = "official"
    reason: str = ""
    source: str | None = None
    printed: Named | None = None

    @property
    def identity(self) -> str:
        """Who exactly speaks: the source itself, not the party that it speaks for."""
        return self.source or self.key


@dataclass
class Directory:
    """The sources and office-holders of a theatre by id and by name; whom it does not know, the register may."""

    theatre: Theatre
    register: SourceRegister | None = None
    _by_id: dict[str, Source] = field(init=False)
    _by_name: dict[str, Source] = field(init=False)
    _holders: dict[str, OfficeHolder] = field(init=False)
    _cache: dict[str, Source | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_id = {source.id: source for source in self.theatre.sources}
        named: dict[str, set[str]] = {}
        for source in self.theatre.sources:
            for name in (source.name, *source.aliases):
                named.setdefault(body_key(name), set()).add(source.id)
                named.setdefault(name_key(name).removeprefix("the "), set()).add(source.id)
        # A name that two sources share says nothing: ambiguous short forms are never resolved.
        self._by_name = {name: self._by_id[min(ids)] for name, ids in named.items() if len(ids) == 1 and name}
        self._holders = {name_key(holder.name): holder for holder in self.theatre.office_holders}

    def get(self, source: str) -> Source | None:
        """Return the source with this id, or None."""
        return self._by_id.get(source)

    def find(self, printed: str) -> Source | None:
        """Return the source that a printed phrase names, or None.

        An exact name wins, then an office-holder's office, then the longest known name of two words or
        more inside the phrase.
        """
        if printed not in self._cache:
            self._cache[printed] = self._find(printed)
        return self._cache[printed]

    def _find(self, printed: str) -> Source | None:
        key = name_key(printed).removeprefix("the ")
        for form in (key, body_key(printed)):
            if form in self._by_name:
                return self._by_name[form]
        holder = self.holder(printed)
        if holder is not None:
            found = self._by_name.get(name_key(holder.office)) or self._inside(name_key(holder.office))
            if found is not None:
                return found
        return self._inside(key)

    def _inside(self, key: str) -> Source | None:
        words = key.split()
        for length in range(min(len(words), 10), 1, -1):
            for start in range(len(words) - length + 1):
                found = self._by_name.get(" ".join(words[start : start + length]))
                if found is not None:
                    return found
        return None

    def holder(self, printed: str) -> OfficeHolder | None:
        """Return the office-holder whose name stands in the phrase, or None."""
        if not self._holders:
            return None
        words = name_key(printed).split()
        for length in range(min(len(words), 4), 0, -1):
            for start in range(len(words) - length + 1):
                found = self._holders.get(" ".join(words[start : start + length]))
                if found is not None:
                    return found
        return None

    def party(self, source: Source) -> Party:
        """Return the party of a known source: its affiliation group, else its media family, else itself."""
        key, reason = _standing(source)
        return Party(key, source.name, source.side, source.role, reason, source.id)

    def registered(self, entry: str, name: str, day: str | None = None) -> Party | None:
        """Return the party of a body of the register, under its printed name, on an ISO day; None if there is none.

        Its side counts only where the theatre gives its own sources none.
        """
        body = self.register.get(entry) if self.register is not None else None
        if body is None:
            return None
        key, reason = _standing(body)
        sided = any(source.side != "unknown" for source in self.theatre.sources)
        return Party(key, name, "unknown" if sided else body.side(day and day[:10]), body.role, reason, body.id)

    def _publishing(self, document: Document) -> RegisteredBody | None:
        """Return the register's entry of a publisher whom the theatre does not know."""
        return self.register.identify(document.publisher).body if self.register and document.publisher else None

    def publisher(self, document: Document) -> Party:
        """Return who publishes a document; where nothing is printed, the document stands for itself."""
        if not document.publisher:
            return Party(f"document:{document.id}", "a document without a publisher", role="none")
        source = self.find_name(document.publisher)
        if source is not None:
            return self.party(source)
        body = self._publishing(document)
        party = self.registered(body.id, document.publisher, document.published) if body is not None else None
        if party is not None:
            return party
        role: LinkRole = "official" if document.genre in PRIMARY_GENRES else "outlet"
        return Party(f"name:{body_key(document.publisher)}", document.publisher, role=role)

    def find_name(self, name: str) -> Source | None:
        """Return the source of exactly this name, or None."""
        return self._by_name.get(name_key(name).removeprefix("the ")) or self._by_name.get(body_key(name))

    def knows(self, document: Document) -> bool:
        """Say whether the theatre or the register tells what the publisher of a document is."""
        if not document.publisher:
            return False
        return self.find_name(document.publisher) is not None or self._publishing(document) is not None

    def is_primary(self, document: Document) -> bool:
        """Say whether a document's publisher speaks of its own knowledge (DOMAIN 2.9 rule 5)."""
        if document.publisher:
            source = self.find_name(document.publisher)
            if source is not None:
                return source.role in PRIMARY_ROLES
            body = self._publishing(document)
            if body is not None:
                return body.role in PRIMARY_ROLES
        return document.genre in PRIMARY_GENRES


def _standing(source: Source | RegisteredBody) -> tuple[str, str]:
    """Return the key under which a source counts, and why that is not its own."""
    if source.affiliation_group:
        return f"group:{source.affiliation_group}", f"speaks for {source.affiliation_group}"
    if source.media_family:
        return f"family:{source.media_family}", f"belongs to the media family {source.media_family}"
    return f"source:{source.id}", ""
