"""What is known of an address from the last time it was asked: what lets the next question be short."""

from dataclasses import dataclass
from typing import Literal

VisitKind = Literal["page", "feed"]
VisitState = Literal["live", "gone", "failed"]
"""live: it answered. gone: it answered that it is there no longer (404, 410), having been there before. failed: it
could not be had."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The last visit to an address (`address`: as asked for).

    `at` is when (ISO 8601, UTC), `state` what came of it, `status` the last HTTP status. `etag` and `modified` are as
    the last whole answer gave them, `sha256` is that of its body, `since` when the state, or this body, began.
    `failures` counts failures in a row, `message` tells the last one.
    """

    address: str
    kind: VisitKind
    at: str
    state: VisitState
    since: str
    status: int | None = None
    etag: str | None = None
    modified: str | None = None
    sha256: str | None = None
    failures: int = 0
    message: str = ""
