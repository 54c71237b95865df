"""The documents of a project as a list, with what each was kept of and how many of its claims were looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from reportedly.desk.model import DocumentRow, Facet, Filter, Viewer
from reportedly.web.bench import Bench
from reportedly.web.screens.reader_words import Told, facets_told
from reportedly.web.shell import page

router = APIRouter()

LIMIT = 40
"""Documents on one page of the list."""

Order = Literal["time", "outlet"]
_OFFERED = ("language", "kinds", "review", "flags")


@dataclass(frozen=True, slots=True)
class DocumentList:
    """A page of documents: `total` fit, `all` are in the project; the filter is that of the address.

    `facets` say for each field that the page offers which values there are and how many claims have them. `previous`
    and `next` are offsets, None where there is no such page.
    """

    rows: tuple[DocumentRow, ...]
    total: int
    all: int
    offset: int
    limit: int
    order: str
    text: str
    filter: Mapping[str, str]
    facets: Mapping[str, tuple[Facet, ...]]
    previous: int | None
    next: int | None


def document_list(
    bench: Bench, viewer: Viewer, query: Mapping[str, str], *, order: Order = "time", offset: int = 0
) -> DocumentList:
    """Return the documents that fit the parameters of an address; `q` is looked for in titles and outlets.

    Raises BadQuery.
    """
    text = query.get("q", "").strip()
    wanted = Filter.of({key: value for key, value in query.items() if key not in ("q", "text")})
    found = bench.desk.documents(wanted, viewer, order=order, offset=offset, limit=LIMIT, text=text)
    facets = bench.desk.facets(wanted, viewer)
    return DocumentList(
        rows=found.rows,
        total=found.total,
        all=bench.desk.counts().documents,
        offset=offset,
        limit=LIMIT,
        order=order,
        text=text,
        filter=wanted.query(),
        facets=facets_told(facets, _OFFERED),
        previous=max(0, offset - LIMIT) if offset > 0 else None,
        next=offset + LIMIT if offset + LIMIT < found.total else None,
    )


@dataclass(frozen=True)
class Drawn:
    """What the template draws: the list, and how values are told."""

    page: DocumentList
    told: Told

    def value(self, field: str, value: str) -> str:
        """Return the word for a value of a facet."""
        if field == "language":
            return self.told.language_name(value)
        return self.told.known({"kinds": "kind", "review": "review_state", "flags": "claim_flag"}[field], value)


@router.get("/documents", include_in_schema=False)
def show(request: Request, order: Order = "time", offset: Annotated[int, Query(ge=0)] = 0) -> Response:
    """Show the list of documents."""
    bench: Bench = request.app.state.bench
    found = document_list(bench, request.state.viewer, request.query_params, order=order, offset=offset)
    told = Told(request.state.language, str)
    return page(request, "documents/list.html.j2", Drawn(found, told), place="reader")


@router.get("/api/documents", tags=["reader"])
def documents_json(
    request: Request,
    order: Order = "time",
    offset: Annotated[int, Query(ge=0)] = 0,
    q: Annotated[str, Query(description="words of the title or of the outlet")] = "",
) -> DocumentList:
    """The documents of the project, newest first or by outlet; takes the parameters of a filter of claims."""
    return document_list(
        request.app.state.bench, request.state.viewer, request.query_params, order=order, offset=offset
    )
