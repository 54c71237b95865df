"""Records to and from plain JSON values, by their type hints."""

import dataclasses
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from reportedly.errors import InvalidRecord

T = TypeVar("T")

_SCALARS = (str, int, float, bool, type(None))


def to_plain(value: Any) -> Any:
    """Return `value` (a record, tuple, dict or scalar) as JSON-ready dicts and lists."""
    if isinstance(value, _SCALARS):
        return value
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: to_plain(getattr(value, name)) for name in _field_names(type(value))}
    return value


def from_plain(kind: type[T], plain: Any) -> T:
    """Return the record of `kind` that `to_plain` turned into `plain`.

    Unknown keys are refused: they would be lost in silence. Raises InvalidRecord.
    """
    key: Any = kind  # a class is hashable, which its type does not say
    result: T = _builder(key)(plain)
    return result


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind) if field.init)


@cache
def _builder(kind: Any) -> Callable[[Any], Any]:
    """Return the function that builds a value of `kind`; types are looked at once, not for each record."""
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _record_builder(kind)
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return _tuple_builder(args)
    if origin in (types.UnionType, typing.Union):
        build = _builder(next(a for a in args if a is not type(None)))
        return lambda plain: None if plain is None else build(plain)
    return _same


def _record_builder(kind: type) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)
    builders = {name: _builder(hint) for name, hint in hints.items()}
    names = frozenset(builders)
    # Most fields are taken as they are.
    others = [(name, build) for name, build in builders.items() if build is not _same]

    def build(plain: Any) -> Any:
        if not names.issuperset(plain):
            raise InvalidRecord(f"{kind.__name__} has no field {', '.join(sorted(set(plain) - names))}")
        made = dict(plain)
        for name, built in others:
            if name in made:
                made[name] = built(made[name])
        return kind(**made)

    return build


def _tuple_builder(args: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(args) == 2 and args[1] is Ellipsis:
        build = _builder(args[0])
        if build is _same:
            return tuple
        return lambda plain: tuple([build(item) for item in plain]) if plain else ()
    builders = [_builder(arg) for arg in args]
    if all(build is _same for build in builders):
        return lambda plain: _counted(plain, len(builders))
    return lambda plain: tuple([build(item) for build, item in zip(builders, plain, strict=True)])


def _counted(plain: Any, count: int) -> tuple[Any, ...]:
    if len(plain) != count:
        raise ValueError(f"{count} values are wanted, {len(plain)} are given")
    return tuple(plain)


def _same(plain: Any) -> Any:
    return plain
