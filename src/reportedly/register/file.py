"""Reading a register file: YAML into registered bodies, with errors that name the entry and what to do."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from reportedly.errors import InvalidRegister
from reportedly.records import RegisteredBody, RegisteredName, Standing
from reportedly.records import values as v
from reportedly.register.lookup import Register
from reportedly.text import body_key
from reportedly.yaml_data import load_plain


def _as_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _as_day(value: object) -> object:
    """Return the ISO day of a YAML date or string; anything else as it is, for the model to refuse."""
    if isinstance(value, str):
        return date.fromisoformat(value).isoformat()
    return value.isoformat() if type(value) is date else value


def _as_name(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*:[a-z0-9][a-z0-9_.-]*$")]
Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Day = Annotated[str, BeforeValidator(_as_day)]
Since = Annotated[Day | None, Field(validation_alias=AliasChoices("since", "from"))]
Until = Annotated[Day | None, Field(validation_alias=AliasChoices("until", "to"))]
Kind = Literal["organisation", "outlet", "office", "account", "document", "group_role"]


class _Part(BaseModel):
    """Base of every part of the file: no unknown keys, no silent conversion."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Name(_Part):
    text: Text
    since: Since = None
    until: Until = None


Names = dict[Language, Annotated[tuple[Annotated[_Name, BeforeValidator(_as_name)], ...], BeforeValidator(_as_tuple)]]


class _Standing(_Part):
    side: v.Side
    basis: Text
    since: Since = None
    until: Until = None


Standings = Annotated[tuple[_Standing, ...], BeforeValidator(_as_tuple)]


class _Group(_Part):
    name: Text
    basis: Text
    standing: Standings = ()


class _Body(_Part):
    id: Id
    names: Annotated[Names, Field(min_length=1)]
    short: Names = Field(default_factory=dict)
    ambiguous: Names = Field(default_factory=dict)
    kind: Kind
    role: v.LinkRole
    basis: Text
    descriptor: Text
    country: Country | None = None
    parent: Id | None = None
    group: Word | None = None
    family: Word | None = None
    standing: Standings = ()
    languages: Annotated[tuple[Language, ...], BeforeValidator(_as_tuple)] = ()
    note: str = ""


class _File(_Part):
    id: Word
    version: Annotated[int, Field(ge=1)]
    title: Text
    countries: dict[Country, Annotated[tuple[Text, ...], BeforeValidator(_as_tuple)]] = Field(default_factory=dict)
    groups: dict[Word, _Group] = Field(default_factory=dict)
    families: dict[Word, Text] = Field(default_factory=dict)
    bodies: Annotated[tuple[_Body, ...], BeforeValidator(_as_tuple)]


def load(path: Path | str) -> Register:
    """Return the register in the YAML file at `path`.

    Raises InvalidRegister with the file, the entry, what was found there and what to do, for the first
    thing wrong: no YAML, an unknown key, a wrong value, no basis, an id twice, a parent, group, family or
    country that the file does not define, days out of order, or a name of several bodies that is not marked
    as ambiguous.
    """
    file = Path(path)
    data = _yaml(file)
    try:
        parsed = _File.model_validate(data)
    except ValidationError as error:
        raise InvalidRegister(f"{file}: {_explain(error, data)}") from error
    _check_references(file, parsed)
    _check_names(file, parsed.bodies)
    return Register(
        id=parsed.id,
        version=parsed.version,
        title=parsed.title,
        bodies=tuple(_registered(body, parsed.groups) for body in parsed.bodies),
        countries={code: tuple(words) for code, words in parsed.countries.items()},
    )


def _yaml(file: Path) -> dict[str, Any]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidRegister(f"{file}: cannot be read ({error}); give the path of a register in UTF-8") from error
    try:
        data = load_plain(text)
    except MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        problem = (error.problem or "no YAML").strip().splitlines()[0]
        raise InvalidRegister(f"{file}{line}: {problem}; correct the line, or put the text in quotes") from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise InvalidRegister(f"{file}: not YAML ({error}); correct it") from error
    if not isinstance(data, dict):
        raise InvalidRegister(f"{file}: found {type(data).__name__} at the top; a register starts with 'id:'")
    return data


def _registered(body: _Body, groups: Mapping[str, _Group]) -> RegisteredBody:
    names = [*_names(body.names), *_names(body.short, short=True), *_names(body.ambiguous, ambiguous=True)]
    held = body.standing or (groups[body.group].standing if body.group else ())
    return RegisteredBody(
        id=body.id,
        names=tuple(names),
        kind=body.kind,
        role=body.role,
        basis=body.basis,
        descriptor=body.descriptor,
        country=body.country,
        parent=body.parent,
        affiliation_group=body.group,
        media_family=body.family,
        standing=tuple(Standing(**s.model_dump()) for s in held),
        languages=body.languages,
        note=body.note,
    )


def _names(names: Names, *, short: bool = False, ambiguous: bool = False) -> list[RegisteredName]:
    return [
        RegisteredName(name.text, lang, short or _is_short(name.text), ambiguous, name.since, name.until)
        for lang, texts in names.items()
        for name in texts
    ]


def _is_short(text: str) -> bool:
    return " " not in text and text.isupper()


# --- checks that span entries


def _check_references(file: Path, parsed: _File) -> None:
    ids: dict[str, int] = {}
    for number, body in enumerate(parsed.bodies):
        if body.id in ids:
            raise InvalidRegister(
                f"{_at(file, number, body)}: bodies[{ids[body.id]}] has this id too; give each body an id of its own"
            )
        ids[body.id] = number
    defined: dict[str, Mapping[str, object]] = {
        "group": parsed.groups,
        "family": parsed.families,
        "country": parsed.countries,
    }
    for number, body in enumerate(parsed.bodies):
        where = _at(file, number, body)
        for field, known in defined.items():
            value: str | None = getattr(body, field)
            if value is not None and value not in known:
                table = {"group": "groups", "family": "families", "country": "countries"}[field]
                raise InvalidRegister(f"{where}: its {field} {value!r} is not under {table!r}; add it there")
        if body.parent is not None and body.parent not in ids:
            raise InvalidRegister(f"{where}: its parent {body.parent!r} is no body of this file; add it or correct it")
        _check_days(where, body)
    _check_circles(file, parsed.bodies)


def _check_days(where: str, body: _Body) -> None:
    dated: list[_Standing | _Name] = [*body.standing]
    for names in (body.names, body.short, body.ambiguous):
        dated += [name for texts in names.values() for name in texts]
    for item in dated:
        if item.since and item.until and item.until < item.since:
            raise InvalidRegister(
                f"{where}: an entry ends on {item.until}, before it begins on {item.since}; correct a day"
            )


def _check_circles(file: Path, bodies: Sequence[_Body]) -> None:
    parents = {body.id: body.parent for body in bodies}
    for number, body in enumerate(bodies):
        seen, above = {body.id}, body.parent
        while above is not None:
            if above in seen:
                raise InvalidRegister(
                    f"{_at(file, number, body)}: it is part of itself by way of {above!r}; correct one of the parents"
                )
            seen.add(above)
            above = parents[above]


def _check_names(file: Path, bodies: Sequence[_Body]) -> None:
    """Raise InvalidRegister where a name would not tell two bodies apart and is not marked as ambiguous."""
    bearers: dict[str, set[str]] = {}
    for body in bodies:
        for names in (body.names, body.short, body.ambiguous):
            for texts in names.values():
                for name in texts:
                    bearers.setdefault(body_key(name.text), set()).add(body.id)
    for number, body in enumerate(bodies):
        for names in (body.names, body.short):
            for texts in names.values():
                for name in texts:
                    others = sorted(bearers[body_key(name.text)] - {body.id})
                    if others:
                        raise InvalidRegister(
                            f"{_at(file, number, body)}: the name {name.text!r} is one of {', '.join(others)} too; "
                            "move it to 'ambiguous' in each of them"
                        )


def _at(file: Path, number: int, body: _Body) -> str:
    return f"{file}: bodies[{number}] ({body.id})"


def _explain(error: ValidationError, data: Mapping[str, Any]) -> str:
    first = error.errors(include_url=False)[0]
    where, part = "", data
    for step in first["loc"]:
        where += f"[{step}]" if isinstance(step, int) else f".{step}"
        try:
            part = part[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            part = None  # type: ignore[assignment]
        if isinstance(step, int) and isinstance(part, dict) and isinstance(part.get("id"), str):
            where += f" ({part['id']})"
    where = where.lstrip(".") or "top"
    if first["type"] == "extra_forbidden":
        return f"{where}: this key is not known; take it out or correct its spelling"
    if first["type"] == "missing":
        more = "; say in your own words what publicly known fact the entry rests on" if "basis" in where else ""
        return f"{where}: is missing; add it{more}"
    found = repr(first.get("input"))
    message = first["msg"].removeprefix("Value error, ")
    return f"{where}: found {found if len(found) <= 80 else found[:79] + '…'}; {message[:1].lower()}{message[1:]}"
