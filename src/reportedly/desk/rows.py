"""Facts to rows, as a viewer may see them."""

from dataclasses import dataclass
from datetime import datetime

from reportedly.desk.facts import NOWHERE, ClaimFacts, DocumentFacts, Spot
from reportedly.desk.model import ClaimRow, DocumentRow, Viewer


@dataclass(frozen=True, slots=True)
class Standing:
    """What events, ledger and draft say of a claim."""

    event: str = ""
    origins: tuple[int, int] | None = None
    corroboration: str = ""
    flags: tuple[str, ...] = ()
    side: str = ""
    group: str = ""


ALONE = Standing()


def claim_row(document: DocumentFacts, claim: ClaimFacts, standing: Standing, viewer: Viewer, *, now: str) -> ClaimRow:
    """Return a claim as a viewer may see it at a time (ISO 8601 with a zone)."""
    told = claim.exact if viewer.exact else claim.public
    spot = told.spot if viewer.exact or not held_back(claim.mapped_from, now) else without_point(told.spot)
    return ClaimRow(
        id=claim.id,
        document=document.id,
        n=claim.n,
        title=document.title if viewer.exact else document.public_title,
        outlet=document.outlet,
        language=document.language,
        published=document.published,
        kind=claim.kind,
        category=claim.category,
        sector=claim.sector,
        realis=claim.realis,
        polarity=claim.polarity,
        level=claim.level,
        root_status=claim.root_status,
        side=standing.side or claim.side,
        chain=told.chain,
        quote=told.quote,
        proposition=told.proposition,
        place=spot.place,
        place_id=spot.place_id,
        precision=spot.precision,
        lat=spot.lat,
        lon=spot.lon,
        radius_km=spot.radius_km,
        start=claim.start,
        end=claim.end,
        when=claim.when,
        reported=document.published[:10],
        event=standing.event,
        origins=standing.origins,
        corroboration=standing.corroboration,
        review=claim.review,
        flags=(*claim.flags, *(f for f in standing.flags if f not in claim.flags)),
        statuses=claim.statuses,
        group=standing.group if claim.review == "open" else "",
    )


def document_row(document: DocumentFacts, viewer: Viewer, *, claims: int, reviewed: int) -> DocumentRow:
    """Return a document as a viewer may see it."""
    return DocumentRow(
        id=document.id,
        title=document.title if viewer.exact else document.public_title,
        outlet=document.outlet,
        language=document.language,
        published=document.published,
        captured=document.captured,
        url=document.url,
        sha256=document.sha256,
        kind=document.kind,
        claims=claims,
        reviewed=reviewed,
        flags=document.flags,
    )


def held_back(mapped_from: str, now: str) -> bool:
    """Say whether a place may not be mapped publicly yet at a time (ISO 8601 with a zone)."""
    return bool(mapped_from) and datetime.fromisoformat(mapped_from) > datetime.fromisoformat(now)


def without_point(spot: Spot) -> Spot:
    """Return a place without its point."""
    return Spot(spot.place, spot.place_id, spot.precision, inside=spot.inside) if spot != NOWHERE else spot
