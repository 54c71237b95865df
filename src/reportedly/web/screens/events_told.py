"""A claim as the panels show it: who says it through whom, in which words, how sure, and how its event is counted."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from reportedly.desk.model import ClaimRow, Viewer
from reportedly.errors import ReportedlyError
from reportedly.records import Origin


@dataclass(frozen=True, slots=True)
class Bounds:
    """Origins as counted: `min` count always, `max` at most."""

    min: int
    max: int


@dataclass(frozen=True, slots=True)
class Told:
    """One claim with its chain (outlet first), quotation, level and days, as the viewer may see them.

    `n` is its number in the document, `when` the EDTF date that was kept, `origins` those of its event (None: it
    stands in none). `clashing` are the printed words that cannot hold beside the other side of a contradiction.
    """

    claim: str
    document: str
    n: int
    outlet: str
    title: str
    language: str
    published: str | None
    kind: str
    realis: str
    polarity: str
    level: str
    root_status: str
    side: str
    chain: tuple[str, ...]
    quote: str
    proposition: str
    place: str
    sector: tuple[str, ...]
    when: str
    start: str | None
    end: str | None
    event: str
    origins: Bounds | None
    review: str
    flags: tuple[str, ...]
    clashing: tuple[str, ...] = ()


class Claims(Protocol):
    """What gives claims by id, as a viewer may see them."""

    def claim(self, claim: str, viewer: Viewer) -> ClaimRow:
        """Return one claim. Raises a ReportedlyError if there is none."""
        ...


def told_of(row: ClaimRow, clashing: Sequence[str] = ()) -> Told:
    """Return the row of a claim as the panels show it."""
    return Told(
        claim=row.id,
        document=row.document,
        n=row.n,
        outlet=row.outlet,
        title=row.title,
        language=row.language,
        published=row.published[:10] or None,
        kind=row.kind,
        realis=row.realis,
        polarity=row.polarity,
        level=row.level,
        root_status=row.root_status,
        side=row.side,
        chain=tuple(row.chain),
        quote=row.quote,
        proposition=row.proposition,
        place=row.place,
        sector=tuple(row.sector),
        when=row.when,
        start=row.start or None,
        end=row.end or None,
        event=row.event,
        origins=Bounds(*row.origins) if row.origins else None,
        review=row.review,
        flags=tuple(row.flags),
        clashing=tuple(clashing),
    )


def rows_of(claims: Claims, ids: Iterable[str], viewer: Viewer) -> list[ClaimRow]:
    """Return the rows of claims in the order asked; one that is gone (rejected, made anew) is left out."""
    found = []
    for claim in ids:
        try:
            found.append(claims.claim(claim, viewer))
        except (ReportedlyError, KeyError):
            continue
    return found


def told_in_time(claims: Claims, ids: Iterable[str], viewer: Viewer) -> tuple[Told, ...]:
    """Return claims as told, the earliest report first."""
    rows = rows_of(claims, ids, viewer)
    return tuple(told_of(r) for r in sorted(rows, key=lambda r: (r.published or "9999", r.document, r.n)))


def behind(origins: Iterable[Origin], claims: Collection[str]) -> tuple[Origin, ...]:
    """Return the origins to which some of these claims go back, each once."""
    wanted = set(claims)
    found = {origin.key: origin for origin in origins if not wanted.isdisjoint(origin.claims)}
    return tuple(found.values())


def bounds_of(origins: Iterable[Origin]) -> Bounds:
    """Return how many of these origins count always, and how many at most."""
    listed = list(origins)
    return Bounds(sum(origin.certain for origin in listed), len(listed))
