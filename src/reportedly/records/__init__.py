"""The nouns of the product: frozen, plain, each with its own rule."""

from reportedly.records.brief import BriefStatement, Citation, Finding
from reportedly.records.claim import (
    Alternative,
    Attribution,
    Claim,
    Coding,
    Geolocation,
    Hedge,
    Level,
    Link,
    Quantity,
    Relation,
    Role,
    StatusObservation,
    Timing,
    claim_id,
)
from reportedly.records.document import Document, DocumentNote, Passage, PersonMention, document_id
from reportedly.records.event import (
    Contradiction,
    DocEdge,
    Event,
    Interval,
    Judgement,
    Origin,
    ServiceStatus,
    event_id,
)
from reportedly.records.provenance import Failure, Outcome, Run
from reportedly.records.reading import RECORD_KINDS, Reading, Record
from reportedly.records.serial import from_plain, to_plain
from reportedly.records.span import Span, hull
from reportedly.records.theatre import OfficeHolder, PlaceName, Source, Theatre, TheatrePlace

__all__ = [
    "RECORD_KINDS",
    "Alternative",
    "Attribution",
    "BriefStatement",
    "Citation",
    "Claim",
    "Coding",
    "Contradiction",
    "DocEdge",
    "Document",
    "DocumentNote",
    "Event",
    "Failure",
    "Finding",
    "Geolocation",
    "Hedge",
    "Interval",
    "Judgement",
    "Level",
    "Link",
    "OfficeHolder",
    "Origin",
    "Outcome",
    "Passage",
    "PersonMention",
    "PlaceName",
    "Quantity",
    "Reading",
    "Record",
    "Relation",
    "Role",
    "Run",
    "ServiceStatus",
    "Source",
    "Span",
    "StatusObservation",
    "Theatre",
    "TheatrePlace",
    "Timing",
    "claim_id",
    "document_id",
    "event_id",
    "from_plain",
    "hull",
    "to_plain",
]
