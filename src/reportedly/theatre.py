"""Reading a theatre file: who is who, and where, in one contested area, from YAML and GeoJSON beside it.

The file holds the fields of the records in `reportedly.records.theatre`, with three differences: a day
from which an entry holds may be written `from`; `legal_frame` may be a mapping with `value`, `authority`
and `date`; and `roles`, `note` and `legal_frame.date` are for the reader of the file only: they are
accepted and checked for their shape, but nothing is computed from them. What counts is the `side` of
each source.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from reportedly.errors import InvalidTheatre
from reportedly.records import values as v
from reportedly.records.theatre import OfficeHolder, PlaceName, Source, Theatre, TheatrePlace
from reportedly.text import name_key

LegalFrame = Literal["iac_occupation", "niac_control", "disputed", "not_applicable"]
"""The frames of DOMAIN 1.20."""

GAZETTEER_PREFIXES = ("geonames:", "own:")
"""Ids with these prefixes are places of the gazetteer: a parent may name one without its being in the file."""

_GEOMETRY_DEPTH = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}


def _as_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _as_day(value: object) -> object:
    """Return the ISO day of a YAML date or string; anything else as it is, for the model to refuse."""
    if isinstance(value, str):
        return date.fromisoformat(value).isoformat()
    # A datetime is a date too, and not a day.
    return value.isoformat() if type(value) is date else value


Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*(:[a-z0-9][a-z0-9_.-]*)?$")]
Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Day = Annotated[str, BeforeValidator(_as_day)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_tuple)]
Since = Annotated[Day | None, Field(validation_alias=AliasChoices("since", "from"))]
Degrees = Annotated[float, Field(allow_inf_nan=False)]


class _Entry(BaseModel):
    """Base of every part of the file: no unknown keys, no silent conversion."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Source(_Entry):
    id: Id
    name: Text
    kind: Word = "organisation"
    role: v.LinkRole = "official"
    side: v.Side = "unknown"
    aliases: Texts = ()
    affiliation_group: Text | None = None
    media_family: Text | None = None
    basis: str = ""
    since: Since = None
    person_class: v.PersonClass | None = None


class _OfficeHolder(_Entry):
    name: Text
    office: Text
    # A private person has no place in this list, so P2 and P3 are not allowed here.
    person_class: Literal["P0", "P1"] = "P0"
    side: v.Side = "unknown"


class _PlaceName(_Entry):
    text: Text
    lang: Text | None = None
    status: Word = "official"
    since: Since = None
    until: Day | None = None


class _Place(_Entry):
    id: Id
    name: Text
    kind: Word
    lat: Annotated[Degrees, Field(ge=-90, le=90)]
    lon: Annotated[Degrees, Field(ge=-180, le=180)]
    population: Annotated[int, Field(ge=0)] | None = None
    parent: Text | None = None
    names: Annotated[tuple[_PlaceName, ...], BeforeValidator(_as_tuple)] = ()
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None


class _Legal(_Entry):
    value: LegalFrame = "not_applicable"
    authority: Text | None = None
    date: Day | None = None


def _as_legal(value: object) -> object:
    return {"value": value} if isinstance(value, str) else value


class _File(_Entry):
    id: Id
    name: str = ""
    note: str | None = None
    roles: dict[str, Texts] = Field(default_factory=dict)
    sources: Annotated[tuple[_Source, ...], BeforeValidator(_as_tuple)] = ()
    office_holders: Annotated[tuple[_OfficeHolder, ...], BeforeValidator(_as_tuple)] = ()
    places: Annotated[tuple[_Place, ...], BeforeValidator(_as_tuple)] = ()
    legal_frame: Annotated[_Legal, BeforeValidator(_as_legal)] = _Legal()
    legal_authority: Text | None = None
    freshness_days: dict[Word, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)
    shapes: Text | None = None


def load_theatre(path: Path | str) -> Theatre:
    """Return the theatre in the YAML file at `path`; `origin` holds the file's name.

    Raises InvalidTheatre, with the file, the entry, what was found there and what to do, if the file
    cannot be read, holds an unknown key or a wrong value, gives an id twice, names a parent or a
    source that does not exist, or gives one name to two sources.
    """
    file = Path(path)
    data = _yaml(file)
    try:
        parsed = _File.model_validate(data)
    except ValidationError as error:
        raise InvalidTheatre(f"{file}: {_explain(error.errors()[0], data)}") from error
    _check_ids(file, parsed)
    _check_parents(file, parsed.places)
    _check_names(file, parsed.sources)
    _check_rest(file, parsed)
    return _theatre(parsed, file.name)


def load_shapes(path: Path | str, theatre: Theatre) -> dict[str, Any] | None:
    """Return the GeoJSON FeatureCollection that `theatre` names, or None where it names none.

    `path` is the theatre file: the shapes are looked for beside it. Positions are longitude, then
    latitude, in degrees WGS 84. Raises InvalidTheatre if the file is missing or is no GeoJSON, if a
    position cannot be a longitude and a latitude, or if a ring is not closed.
    """
    if theatre.shapes is None:
        return None
    file = Path(path).parent / theatre.shapes
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidTheatre(
            f"{file}: the shapes of theatre {theatre.id!r} cannot be read ({error}); "
            "put the file beside the theatre file, or take `shapes` out of it"
        ) from error
    except (ValueError, RecursionError) as error:
        raise InvalidTheatre(f"{file}: not JSON ({error}); export the shapes as GeoJSON in UTF-8") from error
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
        raise InvalidTheatre(f"{file}: found {_kind(data)} at the top; a FeatureCollection is needed")
    features = data.get("features")
    if not isinstance(features, list):
        raise InvalidTheatre(f"{file}: features is {_kind(features)}; it must be a list of Feature objects")
    for number, feature in enumerate(features):
        _check_feature(feature, f"{file}: features[{number}]{_named(feature)}")
    return data


def _yaml(file: Path) -> dict[str, Any]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidTheatre(f"{file}: cannot be read ({error}); give the path of a theatre file in UTF-8") from error
    try:
        data = YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        problem = (error.problem or "no YAML").strip()
        raise InvalidTheatre(f"{file}{line}: {problem}; correct the line, or put the text in double quotes") from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise InvalidTheatre(f"{file}: not YAML ({error}); correct it, or start from examples/valley") from error
    if not isinstance(data, dict):
        raise InvalidTheatre(f"{file}: found {_kind(data)} at the top; a theatre is a mapping that starts with 'id:'")
    return data


def _theatre(parsed: _File, origin: str) -> Theatre:
    return Theatre(
        id=parsed.id,
        name=parsed.name,
        sources=tuple(Source(**entry.model_dump()) for entry in parsed.sources),
        office_holders=tuple(OfficeHolder(**entry.model_dump()) for entry in parsed.office_holders),
        places=tuple(_place(entry) for entry in parsed.places),
        legal_frame=parsed.legal_frame.value,
        legal_authority=parsed.legal_frame.authority or parsed.legal_authority,
        freshness_days=dict(parsed.freshness_days),
        shapes=parsed.shapes,
        origin=origin,
    )


def _place(entry: _Place) -> TheatrePlace:
    names = tuple(PlaceName(**name.model_dump()) for name in entry.names)
    return TheatrePlace(**{**entry.model_dump(exclude={"names"}), "names": names})


# --- checks of the YAML file that span entries


def _check_ids(file: Path, parsed: _File) -> None:
    listed: dict[str, Sequence[_Source | _Place]] = {"sources": parsed.sources, "places": parsed.places}
    for part, entries in listed.items():
        seen: dict[str, int] = {}
        for number, entry in enumerate(entries):
            if entry.id in seen:
                raise InvalidTheatre(
                    f"{file}: {part}[{number}]: the id {entry.id!r} is that of {part}[{seen[entry.id]}] too; "
                    "give each entry an id of its own"
                )
            seen[entry.id] = number


def _check_parents(file: Path, places: Sequence[_Place]) -> None:
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


def _check_names(file: Path, sources: Sequence[_Source]) -> None:
    owner: dict[str, _Source] = {}
    for number, source in enumerate(sources):
        for name in (source.name, *source.aliases):
            other = owner.setdefault(name_key(name), source)
            if other is not source:
                raise InvalidTheatre(
                    f"{file}: sources[{number}] ({source.id}): {name!r} is a name of {other.id!r} too; "
                    "a name that may mean two sources is left out of both"
                )


def _check_rest(file: Path, parsed: _File) -> None:
    known = {source.id for source in parsed.sources}
    for role, members in parsed.roles.items():
        for member in members:
            if member not in known:
                raise InvalidTheatre(
                    f"{file}: roles.{role}: {member!r} is not the id of a source of this file; add the source, "
                    "or take it out of the role"
                )
    if parsed.legal_authority and parsed.legal_frame.authority:
        raise InvalidTheatre(
            f"{file}: legal_authority and legal_frame.authority are both given; keep the one in legal_frame"
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


# --- checks of the GeoJSON file


def _check_feature(feature: object, where: str) -> None:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise InvalidTheatre(f"{where}: found {_kind(feature)}; a Feature is needed")
    if not isinstance(feature.get("properties"), dict | None):
        raise InvalidTheatre(f"{where}: properties is {_kind(feature['properties'])}; it must be an object or null")
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in _GEOMETRY_DEPTH:
        found = geometry.get("type") if isinstance(geometry, dict) else _kind(geometry)
        raise InvalidTheatre(f"{where}: the geometry is {found}; it must be one of {', '.join(_GEOMETRY_DEPTH)}")
    kind = geometry["type"]
    lines = _lines(geometry.get("coordinates"), _GEOMETRY_DEPTH[kind], where)
    for line in lines:
        for position in line:
            _check_position(position, where)
        if kind.endswith("Polygon"):
            _check_ring(line, where)
        elif kind.endswith("LineString") and len(line) < 2:
            raise InvalidTheatre(f"{where}: a line has {len(line)} position; it needs two or more")


def _lines(coordinates: object, depth: int, where: str) -> list[list[object]]:
    """Return the coordinates as lists of positions, whatever the kind of the geometry."""
    if depth == 0:
        return [[coordinates]]
    if not isinstance(coordinates, list) or not coordinates:
        raise InvalidTheatre(
            f"{where}: found {_kind(coordinates)} in the coordinates; a list that is not empty is needed"
        )
    if depth == 1:
        return [coordinates]
    return [line for part in coordinates for line in _lines(part, depth - 1, where)]


def _check_position(position: object, where: str) -> None:
    if (
        not isinstance(position, list)
        or len(position) not in (2, 3)
        or not all(type(value) in (int, float) and math.isfinite(value) for value in position)
    ):
        raise InvalidTheatre(f"{where}: {position!r} is no position; two numbers are needed, longitude first")
    lon, lat = position[:2]
    if abs(lat) > 90 and abs(lon) <= 90:
        raise InvalidTheatre(f"{where}: {position!r} has a latitude of {lat}; longitude comes first: swap the two")
    if abs(lon) > 180 or abs(lat) > 90:
        raise InvalidTheatre(f"{where}: {position!r} is not on the globe; give degrees WGS 84, not a projection")


def _check_ring(ring: Sequence[object], where: str) -> None:
    if len(ring) < 4:
        raise InvalidTheatre(f"{where}: a ring has {len(ring)} positions; it needs four or more, the last as the first")
    if ring[0] != ring[-1]:
        raise InvalidTheatre(f"{where}: a ring ends at {ring[-1]!r} but begins at {ring[0]!r}; close it")


def _named(feature: object) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    name = properties.get("id") or properties.get("name") if isinstance(properties, dict) else None
    return f" ({name})" if isinstance(name, str) else ""


# --- wording of what a model refused


def _explain(error: ErrorDetails, data: Mapping[str, Any]) -> str:
    where = _entry(error["loc"], data)
    found = _shorten(error.get("input"))
    if error["type"] == "extra_forbidden":
        *above, key = error["loc"]
        known = ", ".join(_known(above))
        return f"{_entry(above, data) or 'top'}: the key {key!r} is not known; known keys are {known}"
    if error["type"] == "missing":
        *above, key = error["loc"]
        return f"{_entry(above, data) or 'top'}: {key!r} is missing; add it"
    message = error["msg"].removeprefix("Value error, ")
    return f"{where}: found {found}; {message[:1].lower()}{message[1:]}"


def _known(loc: Sequence[str | int]) -> list[str]:
    models: dict[str, type[_Entry]] = {
        "sources": _Source,
        "office_holders": _OfficeHolder,
        "places": _Place,
        "legal_frame": _Legal,
    }
    model = models.get(str(loc[0]), _File) if loc else _File
    if "names" in loc:
        model = _PlaceName
    return ["from" if name == "since" else name for name in model.model_fields]


def _entry(loc: Sequence[str | int], data: Any) -> str:
    """Return a place in the file as `sources[3] (src:post).side`: position, id and field."""
    words, part = "", data
    for step in loc:
        words += f"[{step}]" if isinstance(step, int) else f".{step}"
        try:
            part = part[step]
        except (KeyError, IndexError, TypeError):
            part = None
        name = part.get("id", part.get("name")) if isinstance(part, dict) else None
        if isinstance(step, int) and isinstance(name, str):
            words += f" ({name})"
    return words.lstrip(".")


def _kind(value: object) -> str:
    if isinstance(value, dict) and isinstance(value.get("type"), str):
        return f"an object of type {value['type']!r}"
    names: dict[type, str] = {dict: "an object", list: "a list", str: "a text", type(None): "nothing"}
    if isinstance(value, list) and not value:
        return "an empty list"
    return names.get(type(value), f"a value of type {type(value).__name__}")


def _shorten(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 80 else shown[:79] + "…"
