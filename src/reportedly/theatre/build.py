"""From the models of a theatre file to its record."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportedly.records import values as v
from reportedly.records.floors import DEFAULT_FLOORS, Floor
from reportedly.records.theatre import FloorSetting, OfficeHolder, PlaceName, Source, Theatre, TheatrePlace
from reportedly.records.theatre_roles import (
    CLASSES_OF,
    ActorClass,
    LabelPolicy,
    LegalFrame,
    Proclaimed,
    RoleEntry,
    SourceProfile,
    TheatreRole,
)
from reportedly.theatre import model

_AUTHORITIES = frozenset({"official", "ministry", "intl_org", "resistance_body"})
_FORCES = frozenset({"military", "intelligence"})
_SIDES: Mapping[v.Side, TheatreRole] = {
    "controlling": "controlling",
    "displaced": "displaced",
    "rival": "rival",
    "third": "third",
    "neutral_monitor": "monitor",
}


def theatre_of(parsed: model.File, origin: str) -> Theatre:
    """Return the record of a file that has passed all checks. Raises InvalidRecord where an entry breaks its rule."""
    frames = tuple(LegalFrame(**entry.model_dump()) for entry in parsed.legal_frame)
    latest = max(frames, key=lambda frame: frame.since or "", default=LegalFrame())
    sources = tuple(Source(**entry.model_dump()) for entry in parsed.sources)
    return Theatre(
        id=parsed.id,
        name=parsed.name,
        sources=sources,
        office_holders=tuple(OfficeHolder(**entry.model_dump()) for entry in parsed.office_holders),
        places=tuple(_place(entry) for entry in parsed.places),
        legal_frame=latest.value,
        legal_authority=latest.authority or parsed.legal_authority,
        freshness_days=dict(parsed.freshness_days),
        shapes=parsed.shapes,
        origin=origin,
        note=parsed.note or "",
        roles=roles_of(parsed.roles, sources),
        legal_frames=tuple(replace(f, authority=f.authority or parsed.legal_authority) for f in frames),
        label_policy=_labels(parsed.label_policy),
        show_maps=parsed.show_maps,
        floors=tuple(
            FloorSetting(category, floor_of(category, entry), entry.loosened_because)
            for category, entry in parsed.sensitivity_floors.items()
        ),
        source_profiles=tuple(SourceProfile(**entry.model_dump()) for entry in parsed.source_profile),
    )


def _place(entry: model.PlaceEntry) -> TheatrePlace:
    names = tuple(PlaceName(**name.model_dump()) for name in entry.names)
    return TheatrePlace(**{**entry.model_dump(exclude={"names"}), "names": names})


def _labels(entry: model.LabelsEntry) -> LabelPolicy:
    return LabelPolicy(
        place_names=entry.place_names,
        language=entry.language,
        bodies=entry.bodies,
        words=tuple(entry.words.items()),
        proclaimed=tuple(Proclaimed(**one.model_dump()) for one in entry.proclaimed),
        basis=entry.basis,
    )


def roles_of(roles: Mapping[TheatreRole, Sequence[model.RoleLine]], sources: Sequence[Source]) -> tuple[RoleEntry, ...]:
    """Return the entries of all roles, with those that the sides of sources tell without one."""
    known = {source.id: source for source in sources}
    told = [role_entry(role, line, known) for role, lines in roles.items() for line in lines]
    named = {entry.source for entry in told}
    sided = [
        role_entry(_SIDES[s.side], model.RoleLine(source=s.id), known)
        for s in sources
        if s.id not in named and s.side in _SIDES
    ]
    return (*told, *sided)


def role_entry(role: TheatreRole, line: model.RoleLine, known: Mapping[str, Source]) -> RoleEntry:
    """Return the entry of a line; its names and its beginning are those of its source where it gives none."""
    source = known.get(line.source or "")
    actor_class = line.actor_class or _class_of(role, source)
    # An id alone, or a side alone, puts a body on a side: that it is the authority itself is to be said in words.
    bare = line.source is not None and line.model_fields_set <= {"source"}
    return RoleEntry(
        role=role,
        body=line.body or (source.name if source else line.source or ""),
        source=line.source,
        actor_class=actor_class,
        aliases=(*(source.aliases if source else ()), *line.aliases),
        adjectives=line.adjectives,
        since=line.since or (source.since if source and not line.until else None),
        until=line.until,
        area=line.area,
        basis=line.basis or (source.basis if source else ""),
        head=(role, actor_class) == ("controlling", "CA") and not bare,
    )


def _class_of(role: TheatreRole, source: Source | None) -> ActorClass:
    """Return the class of a body in a role by what kind of source it is; an outlet has none."""
    if source is None or source.role in _AUTHORITIES:
        return CLASSES_OF[role][0]
    found: ActorClass = "UNK"
    if source.role == "installed_official":
        found = "CA-L"
    elif source.role in _FORCES:
        found = "CA-M" if role in ("controlling", "home_state") else CLASSES_OF[role][0]
    elif source.role == "company":
        found = "BUS"
    return found if found in CLASSES_OF[role] else "UNK"


def floor_of(category: str, entry: model.FloorEntry) -> Floor:
    """Return a floor as the file has it; what it leaves out is as in the default floor."""
    given = entry.model_dump(exclude={"loosened_because"}, exclude_none=True)
    return replace(DEFAULT_FLOORS.get(category, Floor()), **given)
