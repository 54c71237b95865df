"""Records to and from plain JSON values, by their type hints."""

import dataclasses
import types
import typing
from functools import cache
from typing import Any, TypeVar

from reportedly.errors import InvalidRecord

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """Return `value` (a record, tuple, dict or scalar) as JSON-ready dicts and lists."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in dataclasses.fields(value) if f.init}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    return value


def from_plain(kind: type[T], plain: Any) -> T:
    """Return the record of `kind` that `to_plain` turned into `plain`.

    Unknown keys are refused: they would be lost in silence. Raises InvalidRecord.
    """
    result: T = _build(kind, plain)
    return result


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _build(kind: Any, plain: Any) -> Any:
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        unknown = set(plain) - set(hints)
        if unknown:
            raise InvalidRecord(f"{kind.__name__} has no field {', '.join(sorted(unknown))}")
        return kind(**{key: _build(hints[key], item) for key, item in plain.items()})
    origin = typing.get_origin(kind)
    if origin is tuple:
        return _build_tuple(typing.get_args(kind), plain)
    if origin in (types.UnionType, typing.Union):
        if plain is None:
            return None
        return _build(next(a for a in typing.get_args(kind) if a is not type(None)), plain)
    return plain


def _build_tuple(args: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:
    if len(args) == 2 and args[1] is Ellipsis:
        return tuple(_build(args[0], item) for item in plain)
    return tuple(_build(arg, item) for arg, item in zip(args, plain, strict=True))
