"""Records to and from plain JSON values, by their type hints."""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any, TypeVar

from reportedly.errors import InvalidRecord

T = TypeVar("T")

_SCALARS = (str, int, float, bool, type(None))


def to_plain(value: Any) -> Any:
    """Return `value` (a record, tuple, dict or scalar) as JSON-ready dicts and lists."""
    return _written(value)


def from_plain(kind: type[T], plain: Any) -> T:
    """Return the record of `kind` that `to_plain` turned into `plain`.

    Unknown keys are refused: they would be lost in silence. Raises InvalidRecord.
    """
    key: Any = kind  # a class is hashable, which its type does not say
    result: T = _builder(key)(plain)
    return result


@cache
def _writer(kind: type) -> Callable[[Any], Any]:
    """Return the function that makes values of a class plain; classes are looked at once, not for each record."""
    if issubclass(kind, tuple | list):
        return _list
    if issubclass(kind, dict):
        return lambda value: {key: to_plain(item) for key, item in value.items()}
    if dataclasses.is_dataclass(kind):
        return _record_writer(kind)
    return _same


def _list(value: Sequence[Any]) -> list[Any]:
    return [_written(item) for item in value]


def _written(value: Any) -> Any:
    kind: Any = type(value)  # a class is hashable, which its type does not say
    return _writer(kind)(value)


def _record_writer(kind: type) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind) if field.init]
    deep = [name for name in names if not _is_scalar(hints[name])]
    if not names:
        return lambda value: {}
    read = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)

    def write(value: Any) -> dict[str, Any]:
        plain = dict(zip(names, read(value), strict=True))
        for name in deep:
            plain[name] = _written(plain[name])
        return plain

    return write


def _is_scalar(hint: Any) -> bool:
    """Say whether values of a type hint are JSON as they stand."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return all(map(_is_scalar, typing.get_args(hint)))
    return hint in _SCALARS or typing.get_origin(hint) is typing.Literal


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
        return _same if build is _same else lambda plain: None if plain is None else build(plain)
    return _same


def _record_builder(kind: type) -> Callable[[Any], Any]:
    """Return what builds of all fields in their order, which is quicker than by name, else by name."""
    names = [field.name for field in dataclasses.fields(kind) if field.init]
    hints = typing.get_type_hints(kind)
    deep = [(n, make) for n, name in enumerate(names) if (make := _builder(hints[name])) is not _same]
    read = itemgetter(*names) if len(names) > 1 else lambda plain: [plain[name] for name in names]
    count, named = len(names), _by_name(kind, {names[n]: make for n, make in deep})

    def build(plain: Any) -> Any:
        if len(plain) != count:
            return named(plain)
        try:
            values = read(plain)
        except KeyError:
            return named(plain)
        if deep:
            values = list(values)
            for n, make in deep:
                values[n] = make(values[n])
        return kind(*values)

    return build


def _by_name(kind: type, deep: Mapping[str, Callable[[Any], Any]]) -> Callable[[Any], Any]:
    """Return what builds a record where fields are left out, or unknown."""
    known = typing.get_type_hints(kind).keys()

    def build(plain: Any) -> Any:
        values = dict(plain)
        for name, make in deep.items():
            if name in values:
                values[name] = make(values[name])
        try:
            return kind(**values)
        except TypeError:
            if unknown := values.keys() - known:
                raise InvalidRecord(f"{kind.__name__} has no field {', '.join(sorted(unknown))}") from None
            raise

    return build


def _tuple_builder(args: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(args) == 2 and args[1] is Ellipsis:
        build = _builder(args[0])
        return tuple if build is _same else lambda plain: tuple([build(item) for item in plain])
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
