"""What was done with evidence: an append-only chain of events (DOMAIN 1.1), kept beside what it tells of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from reportedly.errors import InvalidRecord
from reportedly.records import values as v
from reportedly.records.chain import DIGEST, chained_text, row_id
from reportedly.text import digest

CustodyKind = Literal[
    "capture",
    "document",
    "sighting",
    "rendition",
    "retrieval",
    "read",
    "verify",
    "export",
    "redaction",
    "timestamp",
    "opened",
]
"""capture: a file was kept, or what came of a fetch. document: a content was kept as a document, with its text.
sighting: contents that were kept before stood in a file that was not. rendition: a text was made anew and kept beside
the old one. retrieval: how an archive got a content. read: a
pass over files that brought something new. verify: everything was digested again. export: files were written for
others. redaction: values were taken out. timestamp: a request for a time stamp was written. opened: the project was
made from a pack."""

ONCE = frozenset(("capture", "document", "sighting", "rendition", "retrieval"))
"""Kinds that are noted once: the same again is no new event."""

UNLESS_LAST = frozenset(("export",))
"""Kinds that are not noted where the last event of the kind says the same."""

PREFIX = "cus"


@dataclass(frozen=True, slots=True)
class CustodyDraft:
    """An event that is not in the chain yet.

    `on` holds the SHA-256 (64 hex digits) of the contents, or ids of what it is about. `by` is who did it, `at` when
    (ISO 8601, UTC), `detail` what there is to say of it (JSON values).

    Raises InvalidRecord where who or when is missing.
    """

    kind: CustodyKind
    at: str
    by: str
    on: tuple[str, ...] = ()
    detail: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        v.check("CustodyEvent", kind=(self.kind, CustodyKind))
        if not self.by.strip():
            raise InvalidRecord("a custody event needs who did it")
        try:
            moment = datetime.fromisoformat(self.at.replace("Z", "+00:00"))
        except ValueError as error:
            raise InvalidRecord(f"{self.at!r} is no time; give ISO 8601 such as 2026-11-02T09:30:00+00:00") from error
        if moment.utcoffset() != timedelta(0):
            raise InvalidRecord(f"{self.at!r} is not in UTC")

    @property
    def mark(self) -> str:
        """What tells whether the same was noted before: all but when and by whom."""
        return digest(self.kind, chained_text({"on": self.on, "detail": self.detail}), length=32)


@dataclass(frozen=True, slots=True)
class CustodyEvent:
    """One event in the chain, `number` counting from 1; fields as in `CustodyDraft`.

    `previous` is the digest of the event before ("" for the first), `sha256` that of this one; `id` is the beginning
    of it.
    """

    number: int
    id: str
    previous: str
    sha256: str
    kind: CustodyKind
    at: str
    by: str
    on: tuple[str, ...]
    detail: dict[str, Any]


def custody_bodies(drafts: Sequence[CustodyDraft], number: int, head: str) -> list[dict[str, Any]]:
    """Return the rows that drafts become after the event with this number and digest (0 and "" for none)."""
    rows = []
    for draft in drafts:
        number += 1
        plain = {
            "number": number,
            "previous": head,
            "kind": draft.kind,
            "at": draft.at,
            "by": draft.by,
            "on": draft.on,
            "detail": draft.detail,
        }
        body = chained_text(plain)
        head = digest(body, length=DIGEST)
        rows.append({"seq": number, "id": row_id(PREFIX, head), "at": draft.at, "kind": draft.kind, "body": body,
                     "sha256": head, "mark": draft.mark})  # fmt: skip
    return rows
