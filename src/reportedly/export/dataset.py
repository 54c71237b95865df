"""The tables of the analytic dataset: those of every export, and what only a query wants, one row for each value.

Tables that hang on a document are parted by the month and language of that document, events by the month in which they
were first reported. Records are joined by claim_id, document_id and event_id.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reportedly.export.released import Release, ReleasedDocument
from reportedly.export.rows import CLAIMS, DOCUMENTS, EDGES, EVENTS, LINKS, STATUS, Column, Row, Table, columns

UNDATED = "undated"
"""Month of what has no day."""
UNKNOWN = "und"
"""Language of a text whose language is not known (BCP-47: undetermined)."""

PLACES = Table(
    "places",
    "Places that claims name, one row for each",
    columns("""
claim_id text #event+claim+id id of the claim
printed text #loc+printed the place as printed
function text #loc+function event, origin, destination, seat and the like
name text #loc+name name of the place
place_id text #loc+code id in the gazetteer
precision text #geo+precision how fine the place is told
lat number #geo+lat degrees north, WGS 84
lon number #geo+lon degrees east, WGS 84
radius_km number #geo+radius radius of uncertainty in km
inherited yes #meta+inherited taken over from elsewhere in the text
example yes #meta+example named as an example only
ambiguous yes #meta+ambiguous other places of that name are as likely
"""),
    lambda release: (
        {
            "claim_id": claim.id, "place_id": place["gazetteer_id"],
            **{name: place[name] for name in ("printed", "function", "name", "precision", "lat", "lon", "radius_km",
                                              "inherited", "example", "ambiguous")},
        }
        for claim in release.claims
        for place in claim.line["place"]
    ),
)  # fmt: skip

HEDGES = Table(
    "hedges",
    "Words by which a text holds back, one row for each",
    columns("""
claim_id text #event+claim+id id of the claim
printed text #meta+hedge the word or phrase as printed
type text #meta+hedge+type EPI, EVI, REP, DIS, UNV, DEN, ADM and the like
"""),
    lambda release: (
        {"claim_id": claim.id, "printed": hedge["printed"], "type": hedge["type"]}
        for claim in release.claims
        for hedge in claim.line["hedge"]
    ),
)


def _drift(release: Release) -> Iterator[Row]:
    for claim in release.claims:
        for drift in claim.line["drift"]:
            if drift["later"]["claim"] == claim.id:
                yield {
                    "later_claim": claim.id,
                    "earlier_claim": drift["earlier"]["claim"],
                    "later_document": drift["later"]["document"],
                    "earlier_document": drift["earlier"]["document"],
                    **{name: drift[name] for name in ("kind", "edge", "direction", "before", "after", "changes")},
                }


DRIFT = Table(
    "drift",
    "How a claim changed on its way from one text to the next",
    columns("""
later_claim text #event+claim+id the claim that tells it again
earlier_claim text #event+earlier+id the claim that it was before
later_document text #meta+document+id document of the later claim
earlier_document text #meta+earlier+id document of the earlier claim
kind text #event+drift+kind headline_body, retelling, revision
edge text #meta+edge how the later document derives from the earlier one
direction text #event+drift+direction hardened, softened, changed
before text #event+drift+before level or value before
after text #event+drift+after level or value after
changes list #event+drift+change what changed
"""),
    _drift,
)


def _contradictions(release: Release) -> Iterator[Row]:
    for event in release.events:
        for number, one in enumerate(event.disputes, 1):
            yield {
                "event_id": event.id,
                "number": number,
                "kind": one.kind,
                "left_claims": list(one.left),
                "right_claims": list(one.right),
                "reason": one.reason,
            }


CONTRADICTIONS = Table(
    "contradictions",
    "Accounts of one occurrence that cannot both hold",
    columns("""
event_id text #event+id id of the event
number whole #meta+num number within the event
kind text #event+contradiction+kind number, place, time, actor, status, blame, denial
left_claims list #event+claim+left+id claims of the one account
right_claims list #event+claim+right+id claims of the other
reason text #description why they cannot both hold
"""),
    _contradictions,
)

Parts = Mapping[str, str]
"""Names of the folders that a row lies in: partition column and value."""


@dataclass(frozen=True, slots=True)
class Member:
    """A table of the dataset: its folder, and by which columns it is parted."""

    folder: str
    table: Table
    by: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that stand in the files: those of the table without what the folders tell."""
        return tuple(c for c in self.table.columns if c.name not in self.by)


_HOME = ("month", "language")
DATASET = (
    Member("documents", DOCUMENTS, _HOME),
    Member("claims", CLAIMS, _HOME),
    Member("links", LINKS, _HOME),
    Member("places", PLACES, _HOME),
    Member("hedges", HEDGES, _HOME),
    Member("drift", DRIFT, _HOME),
    Member("edges", EDGES, _HOME),
    Member("events", EVENTS, ("month",)),
    Member("contradictions", CONTRADICTIONS, ("month",)),
    Member("ledger", STATUS),
)
"""The tables of the dataset, in order."""

ABOUT_PARTS = {
    "month": "month of publication (for events: of the first report), or undated; told by the folder",
    "language": "BCP-47 tag of the document, or und; told by the folder",
}


def rows_of(member: Member, release: Release) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table, each with the values of the folders that it lies in."""
    part = _parts(member, release)
    for row in member.table.rows(release):
        yield {**row, **part(row)}


def _parts(member: Member, release: Release) -> Callable[[Row], Parts]:
    if not member.by:
        return lambda _: {}
    if member.by == ("month",):
        months = {e.id: _month(e.reported) for e in release.events}
        return lambda row: {"month": months[row["event_id"]]}
    documents = {d.id: _home(d) for d in release.documents}
    claims = {c.id: documents[c.document] for c in release.claims}
    homes = {**documents, **claims}
    keys = ("later_claim", "claim_id", "document_id")
    return lambda row: homes[next(row[key] for key in keys if key in row)]


def _home(document: ReleasedDocument) -> Parts:
    return {"month": _month(document.published), "language": document.language or UNKNOWN}


def _month(day: str | None) -> str:
    return day[:7] if day and len(day) >= 7 else UNDATED


def schema() -> dict[str, Any]:
    """Return what the dataset holds, for programs: tables, what they are parted by, columns with types and words."""
    return {
        one.folder: {
            "about": one.table.about,
            "partitioned_by": {name: ABOUT_PARTS[name] for name in one.by},
            "columns": [{"name": c.name, "type": c.type, "hxl": c.tag, "about": c.about} for c in one.columns],
        }
        for one in DATASET
    }
