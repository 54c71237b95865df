"""What a cell rests on: each observation with its claim, the root of its chain, its origins and its quotation."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportedly.ledger.build import Projection
from reportedly.ledger.observations import Cell, Observation, ordinal
from reportedly.ledger.steps import iso
from reportedly.records import Attribution, Claim, Reading, ServiceStatus, to_plain
from reportedly.records.withhold import Discretion

Passages = Mapping[str, tuple[Reading, Claim]]
"""Reading and claim by the id of the claim."""


def passages(readings: Sequence[Reading]) -> Passages:
    """Return every claim with the reading it stands in, by its id."""
    return {claim.id: (reading, claim) for reading in readings for claim in reading.of(Claim)}


def basis(
    projection: Projection, cell: ServiceStatus, known: Passages, discretion: Discretion
) -> Iterator[dict[str, Any]]:
    """Yield the observations of a cell as plain values, oldest first, up to the day of the cell.

    `counts` says whether the state shown rests on it; the others are earlier steps, or were replaced by their own
    source. Names of private persons are withheld as everywhere.
    """
    key = Cell(cell.place, cell.sector)
    day = ordinal(cell.as_of)
    group = projection.undated.get(key, ()) if cell.undated else projection.dated.get(key, ())
    current = set(cell.intervals[-1].claims) if cell.intervals else set()
    for one in sorted(group, key=lambda o: (o.since or 0, o.reported or 0, o.claim)):
        if day is None or one.since is None or one.since <= day:
            yield _plain(one, one.claim in current, known, discretion)


def _plain(one: Observation, counts: bool, known: Passages, discretion: Discretion) -> dict[str, Any]:
    reading, claim = known[one.claim]
    document = reading.document
    said = reading.first(Attribution, one.claim)
    links = said.links if said else ()
    return {
        "claim": one.claim,
        "counts": counts,
        "status": one.status,
        "since": iso(one.since) if one.since is not None else None,
        "until": iso(one.until) if one.until is not None else None,
        "reported": iso(one.reported) if one.reported is not None else None,
        "change": one.change,
        "cause": list(one.cause),
        "access": one.access,
        "provider": one.provider,
        "details": [told(detail, discretion) for detail in one.details],
        "root": {
            "status": said.root_status if said else "author",
            "chain": [discretion.shown(reading, (link.span,))[0] if link.span else None for link in links],
        },
        "origins": {
            "min": sum(1 for origin in one.origins if origin.certain),
            "max": len(one.origins),
            "list": [{"name": discretion.masked(o.name), "side": o.side, "certain": o.certain} for o in one.origins],
        },
        "document": {
            "id": document.id,
            "path": document.path,
            "publisher": document.publisher,
            "published": document.published,
        },
        "quote": discretion.shown(reading, claim.evidence)[0],
    }


def told(detail: Any, discretion: Discretion) -> dict[str, Any]:
    """Return a detail of a cell as plain values, private names withheld."""
    plain: dict[str, Any] = to_plain(detail)
    return plain | {key: discretion.masked(plain[key]) for key in ("facility", "share") if plain[key]}
