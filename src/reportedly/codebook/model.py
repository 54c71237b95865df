"""The shape of a codebook: frozen models that a file must fill exactly."""

import re
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

CategoryId = Annotated[str, Field(pattern=r"^[A-Z]{2,8}\.[A-Z]\d{2}$")]
RoutingId = Annotated[str, Field(pattern=r"^X\d{2}$")]
Code = Annotated[str, Field(pattern=r"^([A-Z]{2,8}\.[A-Z]\d{2}|X\d{2})$")]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
DomainLetter = Annotated[str, Field(pattern=r"^[A-WYZ]$")]
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]

_ROUTING = re.compile(r"X\d{2}")


class Part(BaseModel):
    """Base of every part: frozen, no unknown fields, no silent conversion."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Domain(Part):
    """A letter that groups categories."""

    id: DomainLetter
    name: Text
    gist: Text | None = None


class Routing(Part):
    """A code for claims that are stored but not analysed, told by the same kinds of texts as a category."""

    id: RoutingId
    name: Text
    definition: Text | None = None
    include: tuple[Text, ...] = ()
    examples: tuple[Text, ...] = ()


class Sector(Part):
    """A service, with the HXL cluster codes it is and the nearest ones it is not."""

    id: Identifier
    covers: Text
    hxl: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()


class Value(Part):
    """One step of a scale and what it means."""

    value: Identifier
    meaning: Text


class RoleName(Part):
    """A role that categories may ask for; `common` roles are shared by many."""

    name: Identifier
    meaning: Text
    common: bool


class ActorClass(Part):
    """A neutral class of actors, such as CA (controlling authority)."""

    id: Annotated[str, Field(pattern=r"^[A-Z]+(-[A-Z])?$")]
    name: Text


class Exclusion(Part):
    """What a category does not hold, and the codes that hold it; none if nothing does."""

    text: Text
    goes_to: tuple[Code, ...]


class Role(Part):
    """A role of one category; a required role is filled or set to `not_stated`."""

    name: Identifier
    required: bool
    note: Text | None = None


class CounterExample(Part):
    """A sentence that looks like a category and is another's: the codes that hold it, and why."""

    text: Text
    goes_to: Annotated[tuple[Code, ...], Field(min_length=1)]
    why: Text | None = None


class Maps(Part):
    """Where a category stands in other schemes; provisions are usually cited, never violated."""

    plover: Text | None = None
    plover_events: tuple[str, ...] = ()
    plover_contexts: tuple[str, ...] = ()
    sector: Text | None = None
    protection_risks: tuple[int, ...] = ()
    law_occupation: Text | None = None
    law_otherwise: Text | None = None
    isw: Text | None = None


class Category(Part):
    """One category: what it holds, what it leaves to others, and at least three invented examples.

    `words` are phrases that carry it, as they stand in texts. A file need not say `slug` and `domain`: `load` fills
    them from name and id.
    """

    id: CategoryId
    slug: Slug = ""
    domain: DomainLetter = ""
    name: Text
    kind: Annotated[tuple[Literal["event", "state"], ...], Field(min_length=1)] = ("event", "state")
    definition: Text
    include: tuple[Text, ...] = ()
    exclude: tuple[Exclusion, ...] = ()
    examples: Annotated[tuple[Text, ...], Field(min_length=3)]
    counter_examples: tuple[CounterExample, ...] = ()
    words: tuple[Text, ...] = ()
    roles: tuple[Role, ...] = ()
    values: dict[Identifier, tuple[Identifier, ...]] = Field(default_factory=dict)
    uses_status_scale: bool = False
    sectors: tuple[Identifier, ...] = ()
    notes: tuple[Text, ...] = ()
    replaced_by: CategoryId | None = None
    maps: Maps = Maps()

    @property
    def required_roles(self) -> tuple[str, ...]:
        """Return the names of the roles that must be filled or set to `not_stated`."""
        return tuple(role.name for role in self.roles if role.required)


class Pair(Part):
    """Codes that annotators confuse, and the test that tells them apart."""

    left: Annotated[tuple[Code, ...], Field(min_length=1)]
    right: Annotated[tuple[Code, ...], Field(min_length=1)]
    test: Text


class ProtectionRisk(Part):
    """One of the global protection risks."""

    number: Annotated[int, Field(ge=1)]
    name: Text


class Provision(Part):
    """An article of the law of occupation, its gist in plain words, and where it is usually cited."""

    instrument: Text
    article: Text
    gist: Text
    categories: tuple[CategoryId, ...]


class Codebook(Part):
    """A codebook: the categories a claim may be given, and the scales beside them.

    Only id, version, title, licence, language and categories must stand in a file: `load` fills the domains from
    the ids, and routing codes, sectors, scales, roles and actor classes from the codebook that ships.
    """

    id: Annotated[str, Field(pattern=r"^[a-z]{2,8}$")]
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    title: Text
    licence: Text
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    principles: tuple[Text, ...] = ()
    domains: tuple[Domain, ...] = ()
    routing: tuple[Routing, ...] = ()
    sectors: tuple[Sector, ...] = ()
    status: tuple[Value, ...] = ()
    change: tuple[Identifier, ...] = ()
    cause: tuple[Identifier, ...] = ()
    access: tuple[Identifier, ...] = ()
    access_conditions: tuple[Identifier, ...] = ()
    provider: tuple[str, ...] = ()
    roles: tuple[RoleName, ...] = ()
    actor_classes: tuple[ActorClass, ...] = ()
    categories: Annotated[tuple[Category, ...], Field(min_length=1)]
    confusable_pairs: tuple[Pair, ...] = ()
    allowed_merges: tuple[tuple[CategoryId, CategoryId], ...] = ()
    protection_risks: tuple[ProtectionRisk, ...] = ()
    provisions: tuple[Provision, ...] = ()

    @cached_property
    def _by_id(self) -> dict[str, Category]:
        return {category.id: category for category in self.categories}

    @cached_property
    def _routing_ids(self) -> frozenset[str]:
        return frozenset(route.id for route in self.routing)

    def changed(self, **parts: object) -> "Codebook":
        """Return the codebook with other parts, unchecked; what was looked up by id is looked up anew."""
        return Codebook.model_construct(**{name: getattr(self, name) for name in Codebook.model_fields} | parts)

    def get(self, code: str) -> Category | None:
        """Return the category with this id, or None (routing codes are no categories)."""
        return self._by_id.get(code)

    def category(self, code: str) -> Category:
        """Return the category with this id.

        Raises KeyError, naming the code and the codebook, if there is none.
        """
        found = self._by_id.get(code)
        if found is None:
            raise KeyError(f"{code!r} is not a category of codebook {self.id} {self.version}")
        return found

    @property
    def active(self) -> tuple[Category, ...]:
        """Return the categories that claims may get today: those that no other has replaced."""
        return tuple(category for category in self.categories if category.replaced_by is None)

    def successor(self, code: str) -> str:
        """Return the category that a code stands for today: the end of its chain of `replaced_by`, else itself."""
        found = self._by_id.get(code)
        return code if found is None or found.replaced_by is None else self.successor(found.replaced_by)

    def by_domain(self, letter: str) -> tuple[Category, ...]:
        """Return the categories of one domain in the order of the file; empty for an unknown letter."""
        return tuple(category for category in self.categories if category.domain == letter)

    @property
    def sector_ids(self) -> tuple[str, ...]:
        """Return the ids of the service sectors in the order of the file."""
        return tuple(sector.id for sector in self.sectors)

    def is_routing(self, code: str) -> bool:
        """Say whether the code routes a claim away from analysis (X00 and the like)."""
        return code in self._routing_ids

    def is_code(self, code: str) -> bool:
        """Say whether the code is a category or a routing code of this codebook."""
        return code in self._by_id or code in self._routing_ids

    def default_sector(self, code: str) -> str | None:
        """Return the sector of a category that has exactly one; None if it has none or several."""
        category = self._by_id.get(code)
        if category is None or len(category.sectors) != 1:
            return None
        return category.sectors[0]

    def confusable_with(self, code: str) -> tuple[tuple[str, str], ...]:
        """Return (other code, test) for each pair that annotators confuse with this code."""
        found: list[tuple[str, str]] = []
        for pair in self.confusable_pairs:
            if code in pair.left:
                found += [(other, pair.test) for other in pair.right]
            elif code in pair.right:
                found += [(other, pair.test) for other in pair.left]
        return tuple(found)

    def may_merge(self, a: str, b: str) -> bool:
        """Say whether one event may hold claims of both codes: the same code, or an allowed merge."""
        return a == b or (a, b) in self.allowed_merges or (b, a) in self.allowed_merges

    def provisions_for(self, code: str) -> tuple[Provision, ...]:
        """Return the provisions usually cited for a category; empty if there are none."""
        return tuple(item for item in self.provisions if code in item.categories)


def is_routing_id(code: str) -> bool:
    """Say whether a code has the form of a routing code, whatever the codebook."""
    return _ROUTING.fullmatch(code) is not None
