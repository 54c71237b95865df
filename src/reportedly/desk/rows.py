"""Facts to rows, as a viewer may see them."""

from dataclasses import dataclass
from datetime import datetime

from reportedly import clock
from reportedly.desk.facts import NOWHERE, ClaimFacts, DocumentFacts, Spot
from reportedly.desk.model import ClaimRow, DocumentRow, Viewer
from reportedly.records.withhold import Discretion


@dataclass(frozen=True, slots=True)
class Standing:
    """What events, ledger and draft say of a claim."""

    event: str = ""
    origins: tuple[int, int] | None = None
    corroboration: str = ""
    flags: tuple[str, ...] = ()
    side: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """What a viewer may see, and when (`now`: ISO 8601 with a zone)."""

    exact: bool
    now: str
    discretion: Discretion

    @classmethod
    def of(cls, viewer: Viewer, discretion: Discretion) -> "View":
        """Return what a viewer may see now, of a project with these private names."""
        return cls(viewer.exact, clock.now(), discretion)

    def masked(self, text: str) -> str:
        """Return text that is no part of a reading with private names withheld, unless they may be seen."""
        return text if self.exact else self.discretion.masked(text)


def claim_row(document: DocumentFacts, claim: ClaimFacts, standing: Standing, view: View) -> ClaimRow:
    """Return a claim as a viewer may see it."""
    told = claim.exact if view.exact else claim.public
    spot = told.spot if view.exact or not held_back(claim.mapped_from, view.now) else without_point(told.spot)
    return ClaimRow(
        id=claim.id,
        document=document.id,
        n=claim.n,
        title=view.masked(document.title),
        outlet=view.masked(document.outlet),
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
        proposition=view.masked(told.proposition),
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


def document_row(document: DocumentFacts, view: View, *, claims: int, reviewed: int) -> DocumentRow:
    """Return a document as a viewer may see it."""
    return DocumentRow(
        id=document.id,
        title=view.masked(document.title),
        outlet=view.masked(document.outlet),
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
