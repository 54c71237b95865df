"""What to say where a theatre file is refused: the line, the entry, what was found, what is known there."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import ErrorDetails
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from reportedly.theatre import model

_PARTS: Mapping[str, type[model.Entry]] = {
    "sources": model.SourceEntry,
    "office_holders": model.OfficeHolderEntry,
    "places": model.PlaceEntry,
    "legal_frame": model.LegalEntry,
    "roles": model.RoleLine,
    "label_policy": model.LabelsEntry,
    "sensitivity_floors": model.FloorEntry,
    "source_profile": model.ProfileEntry,
}
_INNER: Mapping[str, type[model.Entry]] = {"names": model.NameEntry, "proclaimed": model.ProclaimedEntry}
_ONE_OR_MANY = ("legal_frame", "source_profile")
_PRINTED = {"since": "from", "actor_class": "class"}


def explain(error: ErrorDetails, data: Mapping[str, Any]) -> str:
    """Return what a model refused: the entry, what was found and what to do."""
    loc = as_written(error["loc"], data)
    found = _shorten(error.get("input"))
    if error["type"] == "extra_forbidden":
        *above, key = loc
        return f"{entry(above, data) or 'top'}: the key {key!r} is not known; known keys are {', '.join(_known(above))}"
    if error["type"] == "missing":
        *above, key = loc
        return f"{entry(above, data) or 'top'}: {_PRINTED.get(str(key), key)!r} is missing; add it"
    message = error["msg"].removeprefix("Value error, ")
    return f"{entry(loc, data)}: found {found}; {message[:1].lower()}{message[1:]}"


def as_written(loc: Sequence[str | int], data: Mapping[str, Any]) -> list[str | int]:
    """Return the way to a value as the file has it: no index where one entry stands without a list."""
    steps = [step for step in loc if step != "[key]"]
    if steps and steps[0] in _ONE_OR_MANY and not isinstance(data.get(str(steps[0])), list):
        return [steps[0], *steps[2:]]
    return steps


def line_of(root: Node | None, loc: Sequence[str | int]) -> int | None:
    """Return the line (from 1) on which the last part of a way that is there stands, None if there is none."""
    at, line = root, None
    for step in loc:
        found = _below(at, step)
        if found is None:
            break
        line, at = found
    return line


def _below(node: Node | None, step: str | int) -> tuple[int, Node] | None:
    """Return the line and the node of one step down a tree."""
    if isinstance(node, MappingNode):
        wanted = ("from", "since") if step == "since" else ("class",) if step == "actor_class" else (step,)
        for key, value in node.value:
            if key.value in wanted:
                return key.start_mark.line + 1, value
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        value = node.value[step]
        return value.start_mark.line + 1, value
    return None


def _known(loc: Sequence[str | int]) -> list[str]:
    found: type[model.Entry] = _PARTS.get(str(loc[0]), model.File) if loc else model.File
    for step in loc[1:]:
        found = _INNER.get(str(step), found)
    return [_PRINTED.get(name, name) for name in found.model_fields]


def entry(loc: Sequence[str | int], data: Any) -> str:
    """Return a place in the file as `sources[3] (src:post).side`: position, id and field."""
    words, part = "", data
    for step in loc:
        words += f"[{step}]" if isinstance(step, int) else f".{_PRINTED.get(step, step)}"
        try:
            part = part[step]
        except (KeyError, IndexError, TypeError):
            part = None
        name = part.get("id", part.get("name")) if isinstance(part, dict) else None
        if isinstance(step, int) and isinstance(name, str):
            words += f" ({name})"
    return words.lstrip(".")


def kind_of(value: object) -> str:
    """Return in words what kind of value something is."""
    if isinstance(value, dict) and isinstance(value.get("type"), str):
        return f"an object of type {value['type']!r}"
    names: dict[type, str] = {dict: "an object", list: "a list", str: "a text", type(None): "nothing"}
    if isinstance(value, list) and not value:
        return "an empty list"
    return names.get(type(value), f"a value of type {type(value).__name__}")


def _shorten(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 80 else shown[:79] + "…"
