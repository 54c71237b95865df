"""The values of a claim as they are put before a person, field by field, in words and codes."""

from reportedly.records import (
    Attribution,
    Claim,
    Coding,
    Geolocation,
    Level,
    Quantity,
    Reading,
    StatusObservation,
    Timing,
)
from reportedly.records.withhold import Discretion
from reportedly.text import squeeze

FIELDS = (
    "passage",
    "category",
    "sector",
    "kind",
    "realis",
    "polarity",
    "chain",
    "root",
    "level",
    "place",
    "time",
    "quantity",
    "status",
)
"""What is checked, in the order of the annotation guide; `passage` asks whether this is a claim, rightly cut."""

NOTHING = "–"
"""Stands for a field of which the claim has none."""


def values_of(reading: Reading, claim: Claim, discretion: Discretion) -> dict[str, str]:
    """Return what each field of a claim holds, as text."""
    coding = reading.first(Coding, claim.id)
    said = reading.first(Attribution, claim.id)
    level = reading.first(Level, claim.id)
    timing = reading.first(Timing, claim.id)
    states = [f"{o.sector} {o.status}" for o in reading.about(StatusObservation, claim.id)]
    found = {
        "passage": squeeze(discretion.shown(reading, claim.evidence)[0]),
        "category": coding.category if coding else "",
        "sector": ", ".join(coding.sector) if coding else "",
        "kind": claim.kind,
        "realis": claim.realis,
        "polarity": claim.polarity,
        "chain": _chain(reading, said, discretion),
        "root": said.root_status if said else "",
        "level": level.level if level else "",
        "place": _places(reading, claim, discretion),
        "time": (timing.event or "") if timing else "",
        "quantity": ", ".join(_quantity(reading, q) for q in reading.about(Quantity, claim.id)),
        "status": ", ".join(states),
    }
    return {name: found[name] or NOTHING for name in FIELDS}


def _chain(reading: Reading, said: Attribution | None, discretion: Discretion) -> str:
    hops = [
        squeeze(discretion.shown(reading, (link.span,))[0]) if link.span else "(no source printed)"
        for link in (said.links if said else ())
    ]
    return " ← ".join((discretion.masked(reading.document.publisher or "the publisher"), *hops))


def _places(reading: Reading, claim: Claim, discretion: Discretion) -> str:
    shown = [discretion.place(reading, claim, place) for place in reading.about(Geolocation, claim.id)]
    return ", ".join(f"{place.name or place.precision} ({place.function})" for place in shown)


def _quantity(reading: Reading, found: Quantity) -> str:
    bounds = [n for n in dict.fromkeys((found.min, found.best, found.max)) if n is not None]
    about = "about " if found.approximate else ""
    numbers = " to ".join(f"{n:g}" for n in bounds) or found.span.of(reading.text)
    return f"{about}{numbers} {found.unit or ''}".strip()
