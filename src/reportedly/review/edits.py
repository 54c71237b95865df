"""Fields of a claim that a person sets: their values as JSON, and readings in which they hold."""

import calendar
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from reportedly.errors import InvalidRecord, ReviewRefused
from reportedly.records import Claim, Coding, Geolocation, Reading, Record, ReviewAction, Timing

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[~?]?")
_SPOKEN = ("event", "subject", "destination")


def days_of(edtf: str) -> tuple[str | None, str | None]:
    """Return the first and last day (ISO) that an EDTF date or interval allows, None where it is open.

    Read are years, months and days, approximate or uncertain (`2026-03~`), and intervals of two of them or open on
    one side (`2026-03-01/..`). Raises ReviewRefused for anything else.
    """
    start, slash, end = edtf.partition("/")
    first = None if start == ".." and slash else _bounds(start, edtf)[0]
    last = None if end == ".." else _bounds(end if slash else start, edtf)[1]
    if (first is None and last is None) or (first and last and first > last):
        raise ReviewRefused(f"{edtf!r}: a time needs a start or an end, and the start before the end")
    return first, last


def _bounds(part: str, whole: str) -> tuple[str, str]:
    match = _DAY.fullmatch(part)
    year, month, day = (int(g) if g else None for g in match.groups()) if match else (None, None, None)
    known = year is not None and year > 0 and (month is None or 1 <= month <= 12)
    if known and year is not None:
        months = (month or 1, month or 12)
        length = calendar.monthrange(year, months[1])[1]
        if day is None or 1 <= day <= length:
            return f"{year:04}-{months[0]:02}-{day or 1:02}", f"{year:04}-{months[1]:02}-{day or length:02}"
    raise ReviewRefused(
        f"{whole!r} is no time; give a day, month or year such as 2026-03-04, 2026-03 or 2026, or two of them as in "
        "2026-03-01/2026-03-04, with .. for an open side"
    )


def current(reading: Reading, claim: Claim, field: str) -> dict[str, Any]:
    """Return the value that a field of a claim has, as it is kept in an action; empty where it has none."""
    if field in ("polarity", "realis"):
        return {field: getattr(claim, field)}
    if field == "category":
        coding = reading.first(Coding, claim.id)
        return {} if coding is None else {"category": coding.category, "codebook": coding.codebook}
    if field == "time":
        timing = reading.first(Timing, claim.id)
        return {} if timing is None or timing.event is None else {"time": timing.event}
    for function in _SPOKEN:
        for place in reading.about(Geolocation, claim.id):
            if place.function == function:
                return {"id": place.gazetteer_id, "name": place.name or place.span.of(reading.text)}
    return {}


def worded(value: str | None) -> str:
    """Return the value of a field in words."""
    if value is None:
        return "(erased)"
    plain = json.loads(value or "{}")
    for key in ("category", "time", "polarity", "realis", "name", "id"):
        if plain.get(key):
            return str(plain[key])
    return "nothing"


def said(action: ReviewAction) -> str:
    """Return in words what a reviewer did to a claim."""
    by = f"by {action.by} on {action.at[:10]}: {action.reason}"
    if action.kind == "undo":
        return f"a decision on it ({action.on[0]}) was taken back {by}"
    if action.kind == "reject":
        return f"the claim was rejected ({action.field}) {by}"
    return f"its {action.field} was changed from {worded(action.before)} to {worded(action.after)} {by}"


def edited(reading: Reading, changes: Mapping[str, Iterable[ReviewAction]]) -> tuple[Reading, list[tuple[str, str]]]:
    """Return a reading in which the edits of its claims (by id, in order) hold; actions that cannot, with why."""
    records: list[Record] = list(reading.records)
    failed = []
    for claim, actions in changes.items():
        for action in actions:
            try:
                value = json.loads(action.after) if action.after else None
                if value is None:
                    failed.append((action.id, "its value has been erased"))
                    continue
                records = _SETTERS[action.field](records, claim, value, action)
            except (InvalidRecord, ReviewRefused, KeyError, ValueError, TypeError) as error:
                failed.append((action.id, f"its value does not fit any more: {error}"))
    return Reading(reading.document, tuple(records)), failed


def without(reading: Reading, rejected: set[str]) -> Reading:
    """Return a reading without some of its claims, and without what stands beside them."""
    kept: list[Record] = []
    for record in reading.records:
        if isinstance(record, Claim):
            if record.id not in rejected:
                told = tuple(c for c in record.summary_of if c not in rejected)
                kept.append(replace(record, summary_of=told) if told != record.summary_of else record)
        elif getattr(record, "claim", None) not in rejected:
            kept.append(record)
    return Reading(reading.document, tuple(kept))


def _why(action: ReviewAction) -> dict[str, Any]:
    return {"rule": f"edited: {action.reason}", "producer": action.producer}


def _set_claim(records: list[Record], claim: str, value: dict[str, Any], action: ReviewAction) -> list[Record]:
    fields: dict[str, Any] = {action.field: value[action.field], **_why(action)}
    return [replace(r, **fields) if isinstance(r, Claim) and r.id == claim else r for r in records]


def _set_category(records: list[Record], claim: str, value: dict[str, Any], action: ReviewAction) -> list[Record]:
    old = next((r for r in records if isinstance(r, Coding) and r.claim == claim), None)
    book = old or next((r for r in records if isinstance(r, Coding)), None)
    if book is not None and book.codebook != value["codebook"]:
        raise ReviewRefused(f"{value['category']} is a category of {value['codebook']}, now {book.codebook} is used")
    new = Coding(
        claim,
        value["codebook"],
        book.version if book else value["version"],
        value["category"],
        sector=old.sector if old else (),
        roles=old.roles if old else (),
        outcome=old.outcome if old else None,
        meaning=value.get("meaning"),
        basis=old.basis if old else "",
        **_why(action),
    )
    return [*(r for r in records if not (isinstance(r, Coding) and r.claim == claim)), new]


def _set_place(records: list[Record], claim: str, value: dict[str, Any], action: ReviewAction) -> list[Record]:
    mine = [r for r in records if isinstance(r, Geolocation) and r.claim == claim and r.function in _SPOKEN]
    span = mine[0].span if mine else next(r for r in records if isinstance(r, Claim) and r.id == claim).evidence[0]
    new = Geolocation(
        claim,
        span,
        "event",
        value["precision"],
        value["name"],
        value["id"],
        value.get("lat"),
        value.get("lon"),
        country=value.get("country"),
        **_why(action),
    )
    return [*(r for r in records if r not in mine), new]


def _set_time(records: list[Record], claim: str, value: dict[str, Any], action: ReviewAction) -> list[Record]:
    first, last = days_of(value["time"])
    old = next((r for r in records if isinstance(r, Timing) and r.claim == claim), None)
    new = Timing(claim, value["time"], first, last, "stated", old.span if old else None, **_why(action))
    return [*(r for r in records if not (isinstance(r, Timing) and r.claim == claim)), new]


_Setter = Callable[[list[Record], str, dict[str, Any], ReviewAction], list[Record]]
_SETTERS: dict[str, _Setter] = {
    "category": _set_category,
    "place": _set_place,
    "time": _set_time,
    "polarity": _set_claim,
    "realis": _set_claim,
}
