"""Search over originals and claims in all languages, with searches that a person keeps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from reportedly.brief.words import load
from reportedly.codebook.labels import labels
from reportedly.desk.model import ClaimRow, Facet, Filter, Hit, Viewer
from reportedly.web.bench import Bench
from reportedly.web.errors import NotAllowed
from reportedly.web.saved import Saved, SavedViews
from reportedly.web.screens.reader_signs import quiet, signs_in
from reportedly.web.screens.reader_text import STYLES
from reportedly.web.screens.reader_words import Told, facets_told, flags_told
from reportedly.web.security import local_path
from reportedly.web.shell import page

router = APIRouter()

LIMIT = 30
"""Hits on one page."""

LONGEST = 400
"""Signs of a search that are looked at."""

Kind = Literal["passages", "claims"]
_OFFERED = ("language", "kinds", "codes", "sectors", "hedge", "side", "review", "flags")
MOST_VALUES = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a fragment; `hit` says that it is one of the words that were found."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: where it stands, its fragments letter for letter, and of a claim what it says.

    `n` is the number of the claim that the hit is in, 0 where it is in none; `claims` are the ids of all claims there.
    """

    kind: str
    document: str
    n: int
    href: str
    outlet: str
    title: str
    language: str
    published: str
    passage: str
    claims: tuple[str, ...]
    claim: ClaimRow | None
    fragments: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What a search found: `total` hits of this kind, `other` of the other one; `saved` are the person's searches."""

    text: str
    kind: str
    hits: tuple[Found, ...]
    total: int
    other: int
    offset: int
    limit: int
    filter: Mapping[str, str]
    facets: Mapping[str, tuple[Facet, ...]]
    saved: tuple[Saved, ...]
    previous: int | None
    next: int | None
    shortened: bool = False


def search_page(
    bench: Bench, viewer: Viewer, query: Mapping[str, str], *, kind: Kind = "passages", offset: int = 0
) -> SearchPage:
    """Return what the words of `q` find in originals (passages) or claims, narrowed by the other parameters.

    Raises BadQuery.
    """
    given = query.get("q", "").strip()
    text = given[:LONGEST]
    wanted = Filter.of({key: value for key, value in query.items() if key not in ("q", "text", "in")})
    desk = bench.desk
    found = desk.search(text, wanted, viewer, kind=kind, offset=offset, limit=LIMIT)
    other = desk.search(text, wanted, viewer, kind="claims" if kind == "passages" else "passages", limit=1).total
    facets = desk.facets(Filter.of({**wanted.query(), "q": text}) if text else wanted, viewer)
    return SearchPage(
        text=text,
        kind=kind,
        hits=tuple(_found(bench, viewer, hit) for hit in found.rows),
        total=found.total,
        other=other,
        offset=offset,
        limit=LIMIT,
        filter=wanted.query(),
        facets={
            name: (up_to(values) if name == "hedge" else values)[:MOST_VALUES]
            for name, values in facets_told(facets, _OFFERED).items()
        },
        saved=SavedViews(bench.project.out).of(viewer.name, "search"),
        previous=max(0, offset - LIMIT) if offset > 0 else None,
        next=offset + LIMIT if offset + LIMIT < found.total else None,
        shortened=len(given) > LONGEST,
    )


def _found(bench: Bench, viewer: Viewer, hit: Hit) -> Found:
    row = hit.row
    fragments = tuple(tuple(pieces(one.text, one.marks)) for one in hit.fragments)
    if isinstance(row, ClaimRow):
        return Found(
            "claim", row.document, row.n, f"/d/{row.document}?claim={row.n}", row.outlet, row.title, row.language,
            row.published, "", (row.id,), replace(row, flags=flags_told(row.flags)), fragments,
        )  # fmt: skip
    n = bench.desk.claim(row.claims[0], viewer).n if row.claims else 0
    href = f"/d/{row.document}" + (f"?claim={n}" if n else "")
    return Found(
        "passage", row.document, n, href, row.outlet, row.title, row.language, row.published, row.kind, row.claims,
        None, fragments,
    )  # fmt: skip


def up_to(levels: Sequence[Facet]) -> tuple[Facet, ...]:
    """Return for each hedge level how many claims have it or a lower one, as a filter by it takes them."""
    found, total = [], 0
    for one in sorted(levels, key=lambda facet: facet.value):
        total += one.count
        found.append(Facet(one.value, total))
    return tuple(found)


def pieces(text: str, marks: tuple[tuple[int, int], ...]) -> Iterator[Piece]:
    """Yield a fragment in pieces, those found and those between them; marks that overlap are one."""
    at = 0
    for start, end in sorted(marks):
        if end <= at:
            continue
        if start > at:
            yield Piece(text[at:start], hit=False)
        yield Piece(text[max(start, at) : end], hit=True)
        at = end
    if at < len(text):
        yield Piece(text[at:], hit=False)


def search_address(query: Mapping[str, str], kind: str) -> str:
    """Return the permanent address of a search: its words, what is searched, its filter."""
    kept = {"q": query.get("q", "").strip(), "in": kind, **Filter.of(dict(query)).query()}
    return "/search?" + urlencode({key: value for key, value in kept.items() if value})


@dataclass(frozen=True)
class Drawn:
    """What the template draws: the page, how values are told, and the address under which it can be kept."""

    page: SearchPage
    told: Told
    address: str
    names: Mapping[str, str]

    def fragment(self, parts: tuple[Piece, ...]) -> Markup:
        """Return a fragment as HTML, what was found in marks."""
        texts = [part.text if part.hit else self.told.text(part.text) for part in parts]
        signs, at, made = signs_in("".join(texts)), 0, Markup("")
        for part, text in zip(parts, texts, strict=True):
            shown = quiet(text, signs, at)
            made += Markup("<mark>{}</mark>").format(shown) if part.hit else shown
            at += len(text)
        return made

    def style(self, kind: str) -> str:
        """Return how a kind of claim is drawn."""
        return STYLES.get(kind, kind)

    def value(self, field: str, value: str) -> str:
        """Return the word for a value of a facet."""
        groups = {"kinds": "kind", "hedge": "level", "review": "review_state", "side": "side", "flags": "claim_flag"}
        if field == "sectors":
            return self.names.get(value, value.replace("_", " "))
        if field == "codes":
            return f"{value} {self.names.get(value, '')}".strip()
        if field == "language":
            return self.told.language_name(value)
        return self.told.known(groups[field], value)


@router.get("/search", include_in_schema=False)
def show(
    request: Request,
    kind: Annotated[Kind, Query(alias="in")] = "passages",
    offset: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """Show what a search finds."""
    bench: Bench = request.app.state.bench
    language: str = request.state.language
    found = search_page(bench, request.state.viewer, request.query_params, kind=kind, offset=offset)
    told = Told(language, str)
    return page(
        request, "search/search.html.j2",
        Drawn(found, told, search_address(request.query_params, kind), names_of(bench, language)), place="search",
    )  # fmt: skip


def names_of(bench: Bench, language: str) -> dict[str, str]:
    """Return the names of categories and services in a language."""
    book = bench.project.book
    told = labels(book, language)
    found = {category.id: category.name for category in book.categories}
    found |= {routing.id: routing.name for routing in book.routing}
    return {**found, **told.categories, **told.sectors, **load(language).table("sectors")}


@router.get("/api/search", tags=["reader"])
def search_json(
    request: Request,
    q: Annotated[str, Query(description="words; inflected forms are found too")] = "",
    kind: Annotated[Kind, Query(alias="in", description="search originals (passages) or claims")] = "passages",
    offset: Annotated[int, Query(ge=0)] = 0,
) -> SearchPage:
    """What words find in originals or claims, with the fragments in which they stand; takes a filter of claims."""
    return search_page(request.app.state.bench, request.state.viewer, request.query_params, kind=kind, offset=offset)


@router.post("/search/saved", include_in_schema=False)
def keep(request: Request, name: Annotated[str, Form()], address: Annotated[str, Form()]) -> Response:
    """Keep a search under a name."""
    if not local_path(address, "").startswith("/search?"):
        raise NotAllowed("only the address of a search can be kept here")
    SavedViews(request.app.state.bench.project.out).keep(request.state.viewer.name, "search", name, address)
    return RedirectResponse(address, status_code=303)


@router.post("/search/saved/drop", include_in_schema=False)
def drop(request: Request, name: Annotated[str, Form()], return_to: Annotated[str, Form()] = "/search") -> Response:
    """Remove a kept search."""
    SavedViews(request.app.state.bench.project.out).drop(request.state.viewer.name, "search", name)
    return RedirectResponse(local_path(return_to, "/search"), status_code=303)
