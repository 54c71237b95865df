"""Who made what, when, with which settings."""

from dataclasses import dataclass

from reportedly.records.document import Capture


@dataclass(frozen=True, slots=True)
class Run:
    """One invocation: settings and versions are stored with it. Times are ISO 8601 UTC."""

    id: str
    started_at: str
    version: str
    settings: str = "{}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One stage was done, found nothing, or failed on one document."""

    document: str
    stage: str
    state: str
    records: int = 0
    message: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """One input that could not become a document: what was found and what to do."""

    path: str
    message: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something about an input that is no failure: what was left out on purpose, counted.

    With `capture` it says that the content with this `sha256` was fetched once more.
    """

    path: str
    message: str
    sha256: str | None = None
    capture: Capture | None = None
