"""Released records as flat rows: one list of columns for CSV, XLSX, GeoPackage, GeoJSON and Parquet alike."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reportedly.export.released import Release, ReleasedPlace
from reportedly.records.floors import LADDER

Type = Literal["text", "whole", "number", "day", "yes", "list"]
Row = Mapping[str, Any]

SEPARATOR = " | "
"""Stands between the values of a list where a format has none."""

POLARITY = {"+": "affirmed", "-": "denied", "u": "unclear"}
"""Words for polarity: the signs are formulas to some programs."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, type, HXL tag ("" for none of the standard's) and what stands in it."""

    name: str
    type: Type
    tag: str
    about: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, columns, and how its rows are made of a release."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[Release], Iterator[Row]]
    located: bool = False


def columns(text: str) -> tuple[Column, ...]:
    """Read columns from lines "name type #tag words"."""
    made = []
    for line in text.strip().splitlines():
        name, kind, tag, about = line.split(None, 3)
        made.append(Column(name, kind, "" if tag == "-" else tag, about))  # type: ignore[arg-type]
    return tuple(made)


_PLACE = """
place text #loc+name name of the place, empty where it was withheld or is not known
place_id text #loc+code id in the gazetteer (geonames:, own:, val:)
adm1_code text #adm1+code code of the first-order unit with its scheme (geonames:UA.08), as the gazetteer has it
adm2_code text #adm2+code id of the second-order unit where the place is told as one
precision text #geo+precision facility, settlement, adm3, adm2, adm1, vague_region, country, unknown
lat number #geo+lat degrees north, WGS 84
lon number #geo+lon degrees east, WGS 84
radius_km number #geo+radius radius of uncertainty in km
"""

DOCUMENTS = Table(
    "documents",
    "Texts that were read",
    columns("""
document_id text #meta+id id of the document
title text #meta+title title as printed
publisher text #org+name publisher
language text #meta+lang BCP-47 tag
published text #date+published when published (ISO 8601)
captured text #date+captured when kept (ISO 8601)
url text #meta+url live address
media_type text #meta+media media type
genre text #meta+genre news, digest, official, social and the like
sha256 text #meta+hash SHA-256 of the bytes as kept
text_id text #meta+text id of the text that offsets point into
claims whole #meta+count number of claims
"""),
    lambda release: (
        {
            "document_id": d.id, "title": d.title, "publisher": d.publisher, "language": d.language,
            "published": d.published, "captured": d.captured, "url": d.url, "media_type": d.media_type,
            "genre": d.genre, "sha256": d.sha256, "text_id": d.text_id, "claims": d.claims,
        }
        for d in release.documents
    ),
)  # fmt: skip

_CLAIM_COLUMNS = columns(f"""
claim_id text #event+claim+id id of the claim
document_id text #meta+document+id id of its document
event_id text #event+id id of its event, empty where it stands in none
number whole #event+claim+num number in its document, in the order of the text
publisher text #org+publisher who published the document
language text #meta+lang language of the document
published day #date+reported day of publication
proposition text #description+proposition the claim in words
quote text #description+quote exact words, pieces joined by " … "
start whole #meta+start first code point of the quotation in the text
end whole #meta+end code point behind the quotation
kind text #event+kind event, status, policy, quantity, assessment, prediction, legal_characterisation, control
category text #event+code category of the codebook
category_name text #event+name name of the category
domain text #event+domain letter of the domain
secondary list #event+secondary further categories
sectors list #sector service sectors
cluster list #sector+cluster+code OCHA clusters that the sectors belong to
polarity text #event+polarity affirmed, denied, unclear
realis text #event+realis occurred, ongoing, planned, ordered, attempted, failed and the like
level text #event+hedge display level L0 to L5: how far the wording commits itself
root_status text #org+root named, unnamed_single, unnamed_plural, none, author
sources list #org+source+name printed sources, outermost first
side text #org+side side of the origin
{_PLACE.strip()}
time text #date+event+edtf when it happened (EDTF)
earliest day #date+start earliest day
latest day #date+end latest day
time_basis text #date+basis what the date rests on
quantity_min number #value+min least number
quantity_best number #value number as printed
quantity_max number #value+max greatest number
status_sector text #service service of the status
status text #status full, partial, none, not_opened, closed_permanent, unknown
change text #status+change restored, improved, unchanged, worsened, ceased, unknown
cause list #cause causes given
access text #access access condition
corroboration text #indicator+corroboration K0 to K3 of its event
caveats list #meta+caveat what to mind
reviewed text #meta+review state of review
""")


def _claims(release: Release) -> Iterator[Row]:
    labels, documents = release.labels, {d.id: d for d in release.documents}
    for claim in release.claims:
        line, document = claim.line, documents[claim.document]
        evidence, time, status = line["evidence"], line["time"], line["status"] or {}
        quantity = line["quantity"][0] if line["quantity"] else {}
        yield {
            "claim_id": claim.id,
            "document_id": claim.document,
            "event_id": claim.event,
            "number": claim.number,
            "publisher": document.publisher,
            "language": document.language,
            "published": document.published[:10] if document.published else None,
            "proposition": line["proposition"],
            "quote": " … ".join(piece["exact"] for piece in evidence),
            "start": evidence[0]["start"],
            "end": evidence[-1]["end"],
            "kind": line["kind"],
            "category": line["category"],
            "category_name": labels.categories.get(line["category"]),
            "domain": domain_of(line["category"]),
            "secondary": line["secondary"],
            "sectors": line["sector"],
            "cluster": _clusters(line["sector"], release),
            "polarity": POLARITY.get(line["polarity"], line["polarity"]),
            "realis": line["realis"],
            "level": line["hedge_level"],
            "root_status": line["attribution"]["root_status"],
            "sources": [link["printed"] for link in line["attribution"]["link"] if link["printed"]],
            "side": claim.side,
            **_place(claim.place),
            "time": time["event"],
            "earliest": _day(time["earliest"]),
            "latest": _day(time["latest"]),
            "time_basis": time["basis"],
            "quantity_min": quantity.get("min"),
            "quantity_best": quantity.get("best"),
            "quantity_max": quantity.get("max"),
            "status_sector": status.get("sector"),
            "status": status.get("status"),
            "change": status.get("change"),
            "cause": status.get("cause", []),
            "access": status.get("access"),
            "corroboration": claim.corroboration,
            "caveats": line["caveat"],
            "reviewed": line["review_state"],
        }


CLAIMS = Table("claims", "Claims with their passages", _CLAIM_COLUMNS, _claims, located=True)

_EVENT_COLUMNS = columns(f"""
event_id text #event+id id of the event
category text #event+code category of the codebook
category_name text #event+name name of the category
domain text #event+domain letter of the domain
plover list #event+plover+code nearest types and modes of PLOVER
sectors list #sector service sectors
cluster list #sector+cluster+code OCHA clusters that the sectors belong to
label text #description what happened, in the words of one claim
{_PLACE.strip()}
earliest day #date+start earliest day
latest day #date+end latest day
reported day #date+reported+start day of the first report
last_reported day #date+reported+end day of the last report
origins_min whole #indicator+origins+min+num origins, lower bound
origins_max whole #indicator+origins+max+num origins, upper bound
corroboration text #indicator+corroboration K0 to K3
origins list #org+origin+name origins by name
sides list #org+side sides of the origins
documents whole #meta+documents+num documents that tell it
claims list #event+claim+id ids of its claims
contradicted yes #event+contradicted whether accounts cannot both hold
sensitivity text #meta+sensitivity low, moderate, high
""")


def _events(release: Release) -> Iterator[Row]:
    labels = release.labels
    for event in release.events:
        yield {
            "event_id": event.id,
            "category": event.category,
            "category_name": labels.categories.get(event.category),
            "domain": domain_of(event.category),
            "plover": list(labels.plover.get(event.category, ((), ()))[0]),
            "sectors": list(event.sectors),
            "cluster": _clusters(event.sectors, release),
            "label": event.label,
            **_place(event.place),
            "earliest": _day(event.earliest),
            "latest": _day(event.latest),
            "reported": event.reported,
            "last_reported": event.last,
            "origins_min": event.origins_min,
            "origins_max": event.origins_max,
            "corroboration": event.corroboration,
            "origins": [name for name, _, _ in event.origins],
            "sides": list(event.sides),
            "documents": len(event.documents),
            "claims": list(event.claims),
            "contradicted": bool(event.contradictions),
            "sensitivity": event.sensitivity,
        }


EVENTS = Table("events", "Occurrences and measures", _EVENT_COLUMNS, _events, located=True)

_STATUS_COLUMNS = columns(f"""
{_PLACE.strip()}
sector text #sector service sector
cluster text #sector+cluster+code OCHA cluster
since day #date+start day from which the state holds
until day #date+end day to which it holds, empty where it is the last word
status text #status full, partial, none, not_opened, closed_permanent, conflict, unknown
change text #status+change restored, improved, unchanged, worsened, ceased, unknown
cause list #cause causes given
access text #access access condition
provider list #org+provider who provides the service
origins_min whole #indicator+origins+min+num origins, lower bound
origins_max whole #indicator+origins+max+num origins, upper bound
sides list #org+side sides of the origins
conflict list #status+conflict states given by accounts that cannot both hold
last yes #meta+last whether this is the latest state of the place and service
stale yes #meta+stale whether the latest state is older than its freshness
as_of day #date+asof day from which the ledger looks back
now text #status+now state on that day: unknown where stale
claims list #event+claim+id ids of its claims
""")


def _status(release: Release) -> Iterator[Row]:
    for row in release.status:
        yield {
            **_place(row.place),
            "sector": row.sector,
            "cluster": release.labels.clusters.get(row.sector),
            "since": _day(row.since),
            "until": _day(row.until),
            "status": row.status,
            "change": row.change,
            "cause": list(row.cause),
            "access": row.access,
            "provider": list(row.provider),
            "origins_min": row.origins_min,
            "origins_max": row.origins_max,
            "sides": list(row.sides),
            "conflict": list(row.conflict),
            "last": row.last,
            "stale": row.stale,
            "as_of": _day(row.as_of),
            "now": row.now,
            "claims": list(row.claims),
        }


STATUS = Table("status", "Services by place, step by step", _STATUS_COLUMNS, _status, located=True)

_LINK_COLUMNS = columns("""
claim_id text #event+claim+id id of the claim
hop whole #meta+hop+num place in the chain, 1 is the outermost
printed text #org+source+name source as printed
role text #org+role outlet, agency, ministry, resident, unnamed_plural and the like
mode text #meta+mode direct_quote, indirect, paraphrase, mention, mood
commitment text #meta+commitment FactBank value: CT+, PR+, PS+, CT-, PR-, PS-, CTu, Uu
anaphoric yes #meta+anaphoric whether the source is pointed to ("this was reported by")
inferred yes #meta+inferred whether it is continued from an earlier sentence
resolution text #meta+resolution exact, inferred, corrected, unresolved
body text #org+source+full fullest name that the text prints for the body, where it names one
entry text #org+source+code id of the body in the register of sources
""")


def _links(release: Release) -> Iterator[Row]:
    for claim in release.claims:
        for hop, link in enumerate(claim.line["attribution"]["link"], 1):
            names = ("printed", "role", "mode", "commitment", "anaphoric", "inferred", "resolution")
            body = link["body"] or {}
            told = {name: link[name] for name in names}
            yield {"claim_id": claim.id, "hop": hop, **told, "body": body.get("name"), "entry": body.get("entry")}


LINKS = Table("links", "Hops of the chains of sources", _LINK_COLUMNS, _links)

EDGES = Table(
    "edges",
    "Which document derives from which",
    columns("""
document_id text #meta+document+id the document
source_id text #meta+source+id the document that it derives from
kind text #meta+kind copy, translation, excerpt, cites, summarises and the like
score number #meta+score likeness, 0 to 1
evidence text #description why
"""),
    lambda release: (
        {"document_id": e.start, "source_id": e.end, "kind": e.kind, "score": e.score, "evidence": e.evidence}
        for e in release.edges
    ),
)

TABLES = (DOCUMENTS, CLAIMS, LINKS, EVENTS, STATUS, EDGES)


def domain_of(category: str) -> str:
    """Return the letter of the domain of a category ("GUO.C02" is in C)."""
    return category.rpartition(".")[2][:1]


def joined(value: Any) -> Any:
    """Return a value for formats without lists and truth values."""
    if isinstance(value, list):
        return SEPARATOR.join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def _day(text: str | None) -> str | None:
    return text[:10] if text and len(text) >= 10 else None


def _clusters(sectors: Sequence[str], release: Release) -> list[str]:
    return sorted({c for s in sectors if (c := release.labels.clusters.get(s))})


def _place(place: ReleasedPlace | None) -> dict[str, Any]:
    if place is None:
        return dict.fromkeys(("place", "place_id", "adm1_code", "adm2_code", "precision", "lat", "lon", "radius_km"))
    fine = place.precision in LADDER
    return {
        "place": place.name,
        "place_id": place.id,
        "adm1_code": place.adm1,
        "adm2_code": place.id if fine and place.precision == "adm2" else None,
        "precision": place.precision,
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": place.radius_km,
    }
