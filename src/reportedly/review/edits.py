"""Fields of a claim that a person sets: their values as JSON, in words, and readings in which they hold."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from reportedly.errors import InvalidRecord, ReviewRefused
from reportedly.records import (
    Attribution,
    Claim,
    Coding,
    Geolocation,
    Level,
    Link,
    Quantity,
    Reading,
    Record,
    ReviewAction,
    StatusObservation,
    Timing,
    to_plain,
)
from reportedly.review.days import days_of
from reportedly.review.setters import FUNCTIONS, put

__all__ = ["current", "days_of", "edited", "said", "same_value", "without", "worded"]

_BESIDE = ("claim", "producer", "rule")
"""What a record beside a claim holds that is no part of its value."""


def current(reading: Reading, claim: Claim, field: str) -> dict[str, Any]:
    """Return the value that a field of a claim has, as it is kept in an action; empty where it has none."""
    return _CURRENT[field](reading, claim)


def same_value(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether two values of a field are the same: what only one of them tells beside it does not count."""
    shared = one.keys() & other.keys()
    return all(one[key] == other[key] for key in shared) if shared else not _told(one) and not _told(other)


def _told(value: Mapping[str, Any]) -> bool:
    return any(value.values())


def _plain(record: Record) -> dict[str, Any]:
    return {key: value for key, value in to_plain(record).items() if key not in _BESIDE}


def _coding(reading: Reading, claim: Claim) -> dict[str, Any]:
    coding = reading.first(Coding, claim.id)
    return {} if coding is None else {"category": coding.category, "codebook": coding.codebook}


def _secondary(reading: Reading, claim: Claim) -> dict[str, Any]:
    coding = reading.first(Coding, claim.id)
    return {"secondary": list(coding.secondary), "codebook": coding.codebook} if coding and coding.secondary else {}


def _sector(reading: Reading, claim: Claim) -> dict[str, Any]:
    coding = reading.first(Coding, claim.id)
    return {"sector": list(coding.sector)} if coding and coding.sector else {}


def _roles(reading: Reading, claim: Claim) -> dict[str, Any]:
    coding = reading.first(Coding, claim.id)
    return {"roles": [to_plain(role) for role in coding.roles]} if coding and coding.roles else {}


def _time(reading: Reading, claim: Claim) -> dict[str, Any]:
    timing = reading.first(Timing, claim.id)
    return {} if timing is None or timing.event is None else {"time": timing.event}


def _level(reading: Reading, claim: Claim) -> dict[str, Any]:
    level = reading.first(Level, claim.id)
    return {} if level is None else {"level": level.level}


def _caveats(reading: Reading, claim: Claim) -> dict[str, Any]:
    level = reading.first(Level, claim.id)
    return {"caveats": list(level.caveats)} if level and level.caveats else {}


def _chain(reading: Reading, claim: Claim) -> dict[str, Any]:
    said = reading.first(Attribution, claim.id)
    links = said.links if said is not None else ()
    return {
        "links": [to_plain(link) for link in links],
        "root_status": said.root_status if said is not None else "author",
        "printed": printed_names(reading.text, links),
    }


def printed_names(text: str, links: Iterable[Link]) -> list[str]:
    """Return the names of the hops of a chain as they are meant: as printed, or the one in place of a wrong one."""
    return [link.proposed or (link.span.of(text) if link.span else link.role.replace("_", " ")) for link in links]


def _quantity(reading: Reading, claim: Claim) -> dict[str, Any]:
    found = [_plain(quantity) for quantity in reading.about(Quantity, claim.id)]
    return {"quantities": found} if found else {}


def _status(reading: Reading, claim: Claim) -> dict[str, Any]:
    found = [_plain(state) for state in reading.about(StatusObservation, claim.id)]
    return {"states": found} if found else {}


def _place(field: str) -> Callable[[Reading, Claim], dict[str, Any]]:
    functions = (*FUNCTIONS[field], *(("destination",) if field == "place" else ()))

    def found(reading: Reading, claim: Claim) -> dict[str, Any]:
        for function in functions:
            for place in reading.about(Geolocation, claim.id):
                if place.function == function:
                    return {"id": place.gazetteer_id, "name": place.name or place.span.of(reading.text)}
        return {}

    return found


_CURRENT: dict[str, Callable[[Reading, Claim], dict[str, Any]]] = {
    "category": _coding,
    "secondary": _secondary,
    "sector": _sector,
    "roles": _roles,
    "time": _time,
    "level": _level,
    "caveats": _caveats,
    "chain": _chain,
    "quantity": _quantity,
    "status": _status,
    "place": _place("place"),
    "origin": _place("origin"),
    "destination": _place("destination"),
    "polarity": lambda _, claim: {"polarity": claim.polarity},
    "realis": lambda _, claim: {"realis": claim.realis},
    "kind": lambda _, claim: {"kind": claim.kind},
    "proposition": lambda _, claim: {"proposition": claim.proposition},
    "summary_of": lambda _, claim: {"summary_of": list(claim.summary_of)} if claim.summary_of else {},
    "evidence": lambda _, claim: {"spans": [[s.start, s.end] for s in claim.evidence]},
}


def worded(value: str | None) -> str:
    """Return the value of a field in words."""
    if value is None:
        return "(erased)"
    plain = json.loads(value or "{}")
    for key, words in _WORDED.items():
        if plain.get(key):
            return words(plain[key])
    return "nothing"


def _state(state: Mapping[str, Any]) -> str:
    more = [state["change"], *state["cause"], state["access"]]
    beside = ", ".join(word for word in more if word != "unknown")
    return f"{state['sector']} {state['status']}" + (f" ({beside})" if beside else "")


def _number(quantity: Mapping[str, Any]) -> str:
    low, best, high = (quantity.get(key) for key in ("min", "best", "max"))
    bounds = f" ({low:g} to {high:g})" if low is not None and high is not None and low != high else ""
    number = "no number" if best is None else f"{best:g}"
    return f"{number}{bounds}{' ' + quantity['unit'] if quantity.get('unit') else ''}"


_Words = Callable[[Any], str]
_WORDED: dict[str, _Words] = {
    **dict.fromkeys(("category", "time", "polarity", "realis", "kind", "proposition", "level", "name", "id"), str),
    **dict.fromkeys(("secondary", "sector", "caveats", "summary_of"), ", ".join),
    "printed": " ← ".join,
    "root_status": lambda root: "the text itself" if root == "author" else "hearsay without a source",
    "roles": lambda roles: ", ".join(f"{r['name']}: {r.get('value') or 'as printed'}" for r in roles),
    "quantities": lambda found: ", ".join(map(_number, found)),
    "states": lambda states: ", ".join(map(_state, states)),
    "spans": lambda spans: ", ".join(f"{start} to {end}" for start, end in spans),
}


def said(action: ReviewAction) -> str:
    """Return in words what a reviewer did to a claim."""
    by = f"by {action.by} on {action.at[:10]}: {action.reason}"
    if action.kind == "undo":
        return f"a decision on it ({action.on[0]}) was taken back {by}"
    if action.kind == "reject":
        return f"the claim was rejected ({action.field}) {by}"
    return (
        f"its {action.field.replace('_', ' ')} was changed from {worded(action.before)} to {worded(action.after)} {by}"
    )


def edited(
    reading: Reading, changes: Mapping[str, Iterable[ReviewAction]], place: Callable[[str], str | None] = str
) -> tuple[Reading, list[tuple[str, str]]]:
    """Return a reading in which the edits of its claims (by id, in order) hold; actions that cannot, with why.

    `place` tells under which id another claim that a value names stands today, None where it is gone.
    """
    records: list[Record] = list(reading.records)
    failed = []
    for claim, actions in changes.items():
        for action in actions:
            try:
                value = json.loads(action.after) if action.after else None
                if value is None:
                    failed.append((action.id, "its value has been erased"))
                    continue
                if value.get("summary_of"):
                    value["summary_of"] = [there for c in value["summary_of"] if (there := place(c)) is not None]
                records = put(records, claim, value, action)
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
