"""What the runner checks about the records that a stage returns."""

import dataclasses
from collections.abc import Iterable, Iterator
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
        kind = type(record)
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
        for field in dataclasses.fields(value):
            if field.init:
                yield from _spans(getattr(value, field.name))
