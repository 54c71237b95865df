"""The facility and the share that a claim prints, kept beside the state of its cell."""

from reportedly.records import Claim, Quantity, Reading
from reportedly.records.event import Detail
from reportedly.records.values import ServiceState

_PERCENT = "percent"


def details_of(reading: Reading, claim: Claim, status: ServiceState, facility: str | None) -> tuple[Detail, ...]:
    """Return what a claim says of a part of a service: its facility and every share that it prints.

    Shares are quantities in percent and fractions ("half", "a third of"), as the quantify stage gives them.
    """
    shares = [q for q in reading.about(Quantity, claim.id) if q.unit == _PERCENT or _fraction(q)]
    if not shares:
        return (Detail(claim.id, status, facility),) if facility else ()
    return tuple(_detail(reading, q, status, facility) for q in shares)


def _detail(reading: Reading, share: Quantity, status: ServiceState, facility: str | None) -> Detail:
    scale = 1.0 if share.unit == _PERCENT else 100.0
    low, high = (None if bound is None else round(bound * scale, 1) for bound in (share.min, share.max))
    return Detail(share.claim, status, facility, share.span.of(reading.text), low, high)


def _fraction(quantity: Quantity) -> bool:
    return quantity.best is not None and 0 < quantity.best < 1
