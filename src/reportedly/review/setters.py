"""How each field of a claim that a person set is put into the records of its document."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from reportedly.errors import InvalidRecord, ReviewRefused
from reportedly.records import (
    Attribution,
    Claim,
    Coding,
    Geolocation,
    Level,
    Link,
    Passage,
    Quantity,
    Record,
    ReviewAction,
    Role,
    Span,
    StatusObservation,
    Timing,
    from_plain,
)
from reportedly.review.days import days_of

R = TypeVar("R")
Setter = Callable[[list[Record], str, dict[str, Any], ReviewAction], list[Record]]
"""Takes all records of a document, the claim, the value as kept in the action, and the action."""

FUNCTIONS: Mapping[str, tuple[str, ...]] = {
    "place": ("event", "subject"),
    "origin": ("origin",),
    "destination": ("destination",),
}
"""The functions of places that each field of places stands for; a new place gets the first."""


def put(records: list[Record], claim: str, value: dict[str, Any], action: ReviewAction) -> list[Record]:
    """Return the records with a field of a claim as an action says. Raises where the value does not fit."""
    return _SETTERS[action.field](records, claim, value, action)


def evidence_of(records: Iterable[Record], claim: str) -> tuple[Span, ...]:
    """Return the evidence of a claim. Raises ReviewRefused where it is not there."""
    return _claim(records, claim).evidence


def _claim(records: Iterable[Record], claim: str) -> Claim:
    for record in records:
        if isinstance(record, Claim) and record.id == claim:
            return record
    raise ReviewRefused(f"claim {claim} is not there any more")


def _producer(action: ReviewAction) -> dict[str, Any]:
    return {"producer": action.producer}


def _why(action: ReviewAction) -> dict[str, Any]:
    return {"rule": f"edited: {action.reason}", "producer": action.producer}


def _first(records: Iterable[Record], kind: type[R], claim: str) -> R | None:
    return next((r for r in records if isinstance(r, kind) and getattr(r, "claim", None) == claim), None)


def _instead(records: list[Record], kind: type, claim: str, new: Iterable[Record]) -> list[Record]:
    """Return the records with those of one kind beside a claim replaced."""
    return [*(r for r in records if not (isinstance(r, kind) and getattr(r, "claim", None) == claim)), *new]


def _set_claim(records: list[Record], claim: str, value: dict[str, Any], action: ReviewAction) -> list[Record]:
    given = value[action.field]
    fields: dict[str, Any] = {action.field: tuple(given) if isinstance(given, list) else given, **_why(action)}
    return [replace(r, **fields) if isinstance(r, Claim) and r.id == claim else r for r in records]


def _set_summary(records: list[Record], claim: str, value: dict[str, Any], action: ReviewAction) -> list[Record]:
    there = {r.id for r in records if isinstance(r, Claim)} - {claim}
    told = [c for c in value.get("summary_of", ()) if c in there]
    return _set_claim(records, claim, {"summary_of": told}, action)


def _set_evidence(records: list[Record], claim: str, value: dict[str, Any], action: ReviewAction) -> list[Record]:
    spans = tuple(sorted(Span(start, end) for start, end in value["spans"]))
    fields: dict[str, Any] = {"evidence": spans, "review": (), **_why(action)}
    for passage in (r for r in records if isinstance(r, Passage)):
        if passage.span.covers(spans[0]):
            fields["passage"] = passage.order
            fields["sentence"] = next((s for s in passage.sentences if s.overlaps(spans[0])), passage.span)
            break
    return [replace(r, **fields) if isinstance(r, Claim) and r.id == claim else r for r in records]


def _set_category(records: list[Record], claim: str, value: dict[str, Any], action: ReviewAction) -> list[Record]:
    old = _first(records, Coding, claim)
    book = old or next((r for r in records if isinstance(r, Coding)), None)
    _same_book(book, value, value["category"])
    new = Coding(
        claim,
        value["codebook"],
        book.version if book else value["version"],
        value["category"],
        secondary=tuple(c for c in old.secondary if c != value["category"]) if old else (),
        sector=old.sector if old else (),
        roles=old.roles if old else (),
        outcome=old.outcome if old else None,
        meaning=value.get("meaning"),
        basis=old.basis if old else "",
        **_why(action),
    )
    return _instead(records, Coding, claim, [new])


def _same_book(book: Coding | None, value: Mapping[str, Any], what: str) -> None:
    if book is not None and book.codebook != value["codebook"]:
        raise ReviewRefused(f"{what} is a category of {value['codebook']}, now {book.codebook} is used")


def _set_coding(records: list[Record], claim: str, value: dict[str, Any], action: ReviewAction) -> list[Record]:
    """Set secondary categories, sectors or roles beside the category that there is."""
    old = _first(records, Coding, claim)
    if old is None:
        raise ReviewRefused(f"claim {claim} has no category; set that first")
    if action.field == "roles":
        fields: dict[str, Any] = {"roles": tuple(from_plain(Role, plain) for plain in value.get("roles", ()))}
    else:
        if value.get("secondary"):
            _same_book(old, value, ", ".join(value["secondary"]))
        fields = {action.field: tuple(value.get(action.field, ()))}
    return _instead(records, Coding, claim, [replace(old, **fields, **_why(action))])


def _set_chain(records: list[Record], claim: str, value: dict[str, Any], action: ReviewAction) -> list[Record]:
    links = tuple(from_plain(Link, plain) for plain in value["links"])
    said = Attribution(claim, links, value["root_status"], **_why(action))
    made = _instead(records, Attribution, claim, [said])
    level = _first(records, Level, claim)
    if level is None or level.level in ("L4", "L5") or level.producer.startswith("review/"):
        return made
    follows, reason = _BY_ROOT[said.root_status]
    return _instead(made, Level, claim, [replace(level, level=follows, reason=reason, **_producer(action))])


_BY_ROOT: dict[str, tuple[Any, str]] = {
    "author": ("L0", ""),
    "named": ("L1", "the root is named, by the chain that a person set"),
    "unnamed_single": ("L2", "the root is an unnamed source, by the chain that a person set"),
    "unnamed_plural": ("L2", "the root is unnamed sources, by the chain that a person set"),
    "none": ("L3", "hearsay without a source, by the chain that a person set"),
}


def _set_level(records: list[Record], claim: str, value: dict[str, Any], action: ReviewAction) -> list[Record]:
    old = _first(records, Level, claim)
    caveats = old.caveats if old else ()
    new = Level(claim, value["level"], f"set by {action.by}: {action.reason}", caveats, **_producer(action))
    return _instead(records, Level, claim, [new])


def _set_caveats(records: list[Record], claim: str, value: dict[str, Any], action: ReviewAction) -> list[Record]:
    old = _first(records, Level, claim) or Level(claim, "L0", "")
    return _instead(records, Level, claim, [replace(old, caveats=tuple(value.get("caveats", ())), **_producer(action))])


def _set_place(records: list[Record], claim: str, value: dict[str, Any], action: ReviewAction) -> list[Record]:
    here = [r for r in records if isinstance(r, Geolocation) and r.claim == claim]
    mine = [r for r in here if r.function in FUNCTIONS[action.field]]
    if action.field == "place" and not mine:
        # Where nothing says more, a destination is what the claim counts under.
        mine = [r for r in here if r.function == "destination"]
    left = [r for r in records if r not in mine]
    if not value:
        return left
    span = mine[0].span if mine else evidence_of(records, claim)[0]
    new = Geolocation(
        claim,
        span,
        FUNCTIONS[action.field][0],  # type: ignore[arg-type]
        value["precision"],
        value["name"],
        value["id"],
        value.get("lat"),
        value.get("lon"),
        country=value.get("country"),
        **_why(action),
    )
    return [*left, new]


def _set_time(records: list[Record], claim: str, value: dict[str, Any], action: ReviewAction) -> list[Record]:
    old = _first(records, Timing, claim)
    if not value:
        return _instead(records, Timing, claim, [Timing(claim, None, None, None, "none", **_why(action))])
    first, last = days_of(value["time"])
    new = Timing(claim, value["time"], first, last, "stated", old.span if old else None, **_why(action))
    return _instead(records, Timing, claim, [new])


def _set_quantity(records: list[Record], claim: str, value: dict[str, Any], action: ReviewAction) -> list[Record]:
    made = [
        replace(from_plain(Quantity, {**plain, "claim": claim}), **_producer(action))
        for plain in value.get("quantities", ())
    ]
    return _instead(records, Quantity, claim, made)


def _set_status(records: list[Record], claim: str, value: dict[str, Any], action: ReviewAction) -> list[Record]:
    made = [
        replace(from_plain(StatusObservation, {**plain, "claim": claim}), **_why(action))
        for plain in value.get("states", ())
    ]
    if len({one.sector for one in made}) < len(made) and len(set(made)) < len(made):
        raise InvalidRecord("the same state of a service is given twice")
    return _instead(records, StatusObservation, claim, made)


_SETTERS: dict[str, Setter] = {
    "category": _set_category,
    "place": _set_place,
    "origin": _set_place,
    "destination": _set_place,
    "time": _set_time,
    "polarity": _set_claim,
    "realis": _set_claim,
    "kind": _set_claim,
    "proposition": _set_claim,
    "summary_of": _set_summary,
    "evidence": _set_evidence,
    "secondary": _set_coding,
    "sector": _set_coding,
    "roles": _set_coding,
    "chain": _set_chain,
    "level": _set_level,
    "caveats": _set_caveats,
    "quantity": _set_quantity,
    "status": _set_status,
}
