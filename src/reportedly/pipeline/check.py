"""What the runner checks about the records that a stage returns."""

import dataclasses
import types
import typing
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from reportedly.errors import DocumentFailed
from reportedly.interfaces import StageInfo
from reportedly.records import Claim, Reading, Record, Span


def check_records(info: StageInfo, reading: Reading, records: Iterable[Record]) -> None:
    """Raise DocumentFailed if a record is of a kind the stage did not announce, or points outside.

    Spans must lie in the text; `claim` must name a claim of this document.
    """
    records = tuple(records)
    size = len(reading.text)
    claims = {c.id for c in reading.of(Claim)} | {r.id for r in records if isinstance(r, Claim)}
    for record in records:
        kind: type = type(record)
        if kind not in info.makes:
            raise DocumentFailed(f"stage {info.name!r} returned a {kind.__name__}, which it does not say it makes")
        for span in _spans(record):
            if span.end > size:
                raise DocumentFailed(
                    f"stage {info.name!r} returned a {kind.__name__} with span [{span.start}, {span.end}) "
                    f"outside of a text of {size} characters"
                )
        claim = getattr(record, "claim", None)
        if claim is not None and claim not in claims:
            raise DocumentFailed(f"stage {info.name!r} returned a {kind.__name__} for an unknown claim {claim}")


def _spans(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _spans(item)
    elif dataclasses.is_dataclass(value):
        kind: Any = type(value)  # a class is hashable, which its type does not say
        for name in _fields(kind):
            yield from _spans(getattr(value, name))


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """Return the fields of a kind of record in which a span may stand."""
    hints = typing.get_type_hints(kind)
    return tuple(f.name for f in dataclasses.fields(kind) if f.init and _may_hold(hints[f.name]))


_SCALARS = (str, int, float, bool, type(None))


def _may_hold(hint: Any) -> bool:
    if typing.get_origin(hint) is typing.Literal or hint in _SCALARS or hint is Ellipsis:
        return False
    if typing.get_origin(hint) in (types.UnionType, typing.Union, tuple):
        return any(_may_hold(part) for part in typing.get_args(hint))
    return True
