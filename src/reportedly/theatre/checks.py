"""Checks of a theatre file that span entries."""

from collections.abc import Collection, Iterable, Sequence
from itertools import combinations
from pathlib import Path, PurePosixPath

from reportedly.errors import InvalidTheatre
from reportedly.records.floors import DEFAULT_FLOORS, Floor
from reportedly.records.theatre import Source
from reportedly.records.theatre_roles import overlap, rivals_for_one_place
from reportedly.text import name_key
from reportedly.theatre import model
from reportedly.theatre.build import floor_of, roles_of

GAZETTEER_PREFIXES = ("geonames:", "own:")
"""Ids with these prefixes are places of the gazetteer: a parent may name one without its being in the file."""


def check(file: Path, parsed: model.File, sectors: Collection[str]) -> None:
    """Raise InvalidTheatre for the first thing in which two entries do not fit together."""
    _check_ids(file, parsed)
    _check_parents(file, parsed.places)
    _check_names(file, parsed.sources)
    _check_roles(file, parsed)
    _check_frames(file, parsed)
    _check_labels(file, parsed)
    _check_floors(file, parsed)
    _check_profiles(file, parsed)
    _check_rest(file, parsed, sectors)


def _check_ids(file: Path, parsed: model.File) -> None:
    listed: dict[str, Sequence[model.SourceEntry | model.PlaceEntry]] = {
        "sources": parsed.sources,
        "places": parsed.places,
    }
    for part, entries in listed.items():
        seen: dict[str, int] = {}
        for number, entry in enumerate(entries):
            if entry.id in seen:
                raise InvalidTheatre(
                    f"{file}: {part}[{number}]: the id {entry.id!r} is that of {part}[{seen[entry.id]}] too; "
                    "give each entry an id of its own"
                )
            seen[entry.id] = number


def _check_parents(file: Path, places: Sequence[model.PlaceEntry]) -> None:
    parents = {place.id: place.parent for place in places}
    for number, place in enumerate(places):
        entry = f"{file}: places[{number}] ({place.id})"
        if place.parent and place.parent not in parents and not place.parent.startswith(GAZETTEER_PREFIXES):
            raise InvalidTheatre(
                f"{entry}: its parent {place.parent!r} is not a place of this file; add it, correct the id, "
                f"or give an id of the gazetteer ({', '.join(GAZETTEER_PREFIXES)}…)"
            )
        seen, above = {place.id}, place.parent
        while above is not None:
            if above in seen:
                raise InvalidTheatre(f"{entry}: it lies in itself by way of {above!r}; correct one of the parents")
            seen.add(above)
            above = parents.get(above)
        for name in place.names:
            if name.since and name.until and name.until < name.since:
                raise InvalidTheatre(
                    f"{entry}: the name {name.text!r} holds until {name.until}, before it begins on {name.since}; "
                    "correct one of the days"
                )


def _check_names(file: Path, sources: Sequence[model.SourceEntry]) -> None:
    owner: dict[str, model.SourceEntry] = {}
    for number, source in enumerate(sources):
        for name in (source.name, *source.aliases):
            other = owner.setdefault(name_key(name), source)
            if other is not source:
                raise InvalidTheatre(
                    f"{file}: sources[{number}] ({source.id}): {name!r} is a name of {other.id!r} too; "
                    "a name that may mean two sources is left out of both"
                )


def _check_roles(file: Path, parsed: model.File) -> None:
    known = {source.id for source in parsed.sources}
    places = {place.id for place in parsed.places}
    for role, lines in parsed.roles.items():
        for number, line in enumerate(lines):
            where = f"{file}: roles.{role}[{number}]"
            if line.source is not None and line.source not in known:
                raise InvalidTheatre(
                    f"{where}: {line.source!r} is not the id of a source of this file; add the source, take it out "
                    f"of the role, or name the body: {{body: {line.source}}}"
                )
            for place in line.area:
                if place not in places and not place.startswith(GAZETTEER_PREFIXES):
                    raise InvalidTheatre(
                        f"{where}: the area {place!r} is not a place of this file; add it, correct the id, "
                        f"or give an id of the gazetteer ({', '.join(GAZETTEER_PREFIXES)}…)"
                    )
    sources = tuple(Source(**source.model_dump()) for source in parsed.sources)
    clash = rivals_for_one_place(roles_of(parsed.roles, sources))
    if clash is not None:
        one, other = clash
        raise InvalidTheatre(
            f"{file}: roles.controlling: {one.body!r} and {other.body!r} are both the controlling authority of one "
            "place on one day; end the first with `until` (the first day on which it does not hold any more), give "
            "them different areas, or say by `class` which one only acts for the other (CA-L, CA-M)"
        )


def _check_frames(file: Path, parsed: model.File) -> None:
    if parsed.legal_authority and any(frame.authority for frame in parsed.legal_frame):
        raise InvalidTheatre(
            f"{file}: legal_authority and legal_frame.authority are both given; keep the one in legal_frame"
        )
    for one, other in combinations(parsed.legal_frame, 2):
        if overlap((one.since, one.until), (other.since, other.until)):
            raise InvalidTheatre(
                f"{file}: legal_frame: {one.value} and {other.value} hold on the same days; end the first with "
                "`until`, or use one entry with the value disputed"
            )


def _check_labels(file: Path, parsed: model.File) -> None:
    owner: dict[str, str] = {}
    for number, entity in enumerate(parsed.label_policy.proclaimed):
        for name in (entity.name, *entity.aliases):
            if owner.setdefault(name_key(name), entity.name) != entity.name:
                raise InvalidTheatre(
                    f"{file}: label_policy.proclaimed[{number}] ({entity.name}): {name!r} is a name of "
                    f"{owner[name_key(name)]!r} too; leave it out of one"
                )
        units = {name_key(n) for p in parsed.places if p.id == entity.unit for n in (p.name,)}
        if units & {name_key(n) for n in (entity.name, *entity.aliases)}:
            raise InvalidTheatre(
                f"{file}: label_policy.proclaimed[{number}] ({entity.name}): its unit is printed under the same name; "
                "give the unit the name by which it is not contested"
            )


def _check_floors(file: Path, parsed: model.File) -> None:
    for category, entry in parsed.sensitivity_floors.items():
        default = DEFAULT_FLOORS.get(category, Floor())
        looser = floor_of(category, entry).looser_than(default)
        if looser and entry.loosened_because is None:
            was = ", ".join(f"{name} {getattr(default, name)}" for name in looser)
            raise InvalidTheatre(
                f"{file}: sensitivity_floors.{category}: it lets out more than the default ({was}); tighten it, or say "
                "why nobody is put in danger by it: loosened_because: …"
            )
        if entry.loosened_because is not None and not looser:
            raise InvalidTheatre(
                f"{file}: sensitivity_floors.{category}: loosened_because is given, but nothing is looser than the "
                "default; take it out"
            )


def _check_profiles(file: Path, parsed: model.File) -> None:
    known = {source.id for source in parsed.sources}
    for number, profile in enumerate(parsed.source_profile):
        for source in profile.sources:
            if source not in known and not source.startswith("reg:"):
                raise InvalidTheatre(
                    f"{file}: source_profile[{number}] ({profile.version}): {source!r} is not the id of a source of "
                    "this file; add the source, or give an id of the source register (reg:…)"
                )
    for one, other in combinations(parsed.source_profile, 2):
        if overlap((one.since, one.until), (other.since, other.until)):
            raise InvalidTheatre(
                f"{file}: source_profile: {one.version} and {other.version} hold on the same days; end the first "
                "with `until` on the day on which the second begins"
            )


def _check_rest(file: Path, parsed: model.File, sectors: Collection[str]) -> None:
    for sector in parsed.freshness_days:
        if sector not in sectors:
            raise InvalidTheatre(
                f"{file}: freshness_days: {sector!r} is not a service sector; known are {', '.join(sorted(sectors))}"
            )
    _refuse_twice(file, "office_holders", (f"{entry.name}, {entry.office}" for entry in parsed.office_holders))
    if parsed.shapes and not _is_beside(parsed.shapes):
        raise InvalidTheatre(
            f"{file}: shapes is {parsed.shapes!r}; give a path below the folder of the theatre file, "
            "such as shapes.geojson"
        )


def _refuse_twice(file: Path, part: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for number, name in enumerate(names):
        key = name_key(name)
        if key in seen:
            raise InvalidTheatre(f"{file}: {part}[{number}]: {name!r} stands in the list already; keep one of the two")
        seen.add(key)


def _is_beside(path: str) -> bool:
    """Say whether `path` stays below the folder it starts from, on any system."""
    pure = PurePosixPath(path.replace("\\", "/"))
    return bool(pure.parts) and not pure.is_absolute() and ".." not in pure.parts and ":" not in path
