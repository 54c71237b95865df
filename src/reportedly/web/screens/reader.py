"""The reader: a document with its passages exactly as kept, its claims, and the card of the one that is selected."""

from dataclasses import dataclass, replace
from typing import Annotated, Literal, get_args

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from reportedly.desk.facts import title_of
from reportedly.desk.model import NotFound, Viewer
from reportedly.errors import ReportedlyError
from reportedly.records import DocumentNote, Reading, Span
from reportedly.records.review import DiscardReason
from reportedly.text import squeeze
from reportedly.web.bench import Bench
from reportedly.web.screens import reader_around as around
from reportedly.web.screens.reader_again import Again, compared, extract_again, not_extracted
from reportedly.web.screens.reader_hops import Seen, ordered
from reportedly.web.screens.reader_kept import Original, original_of
from reportedly.web.screens.reader_marks import Mark, Node, marked
from reportedly.web.screens.reader_model import ClaimCard, DocumentPage, DocumentView, Row, Standing
from reportedly.web.screens.reader_render import Look, select
from reportedly.web.screens.reader_standing import standing_of
from reportedly.web.screens.reader_text import STYLES, rows_of, withheld_in, words_of
from reportedly.web.screens.reader_words import Told
from reportedly.web.shell import page
from reportedly.web.words import said

router = APIRouter()

_STYLES = ("event", "status", "policy", "quantity", "assess", "control")


Rendition = Literal["text", "again", "kept"]


@dataclass(frozen=True)
class Rendered:
    """What the templates of the other renditions draw: document, text as HTML, the original or the comparison."""

    document: DocumentView
    standing: tuple[Standing, ...]
    text: Markup
    told: Told
    again: Again | None = None
    original: Original | None = None

    @property
    def all_intact(self) -> bool:
        """Whether every claim stands at its words in the text that was extracted again."""
        return self.again is not None and all(one.state == "intact" for one in self.again.anchors)


@dataclass(frozen=True)
class Reader:
    """What the template draws: the page, how its texts become HTML, and how values are told."""

    page: DocumentPage
    look: Look
    headline: int
    told: Told

    @property
    def discards(self) -> tuple[str, ...]:
        """For which reasons a claim can be rejected."""
        return get_args(DiscardReason)

    @property
    def lexicon(self) -> tuple[str, ...]:
        """The entries of the cue lexicon that the wording of the selected claim's chain comes from."""
        hops = self.page.card.hops if self.page.card is not None else ()
        return tuple(dict.fromkeys(hop.lexicon for hop in hops if hop.lexicon))

    def text(self, nodes: tuple[Node, ...]) -> Markup:
        """Return marked text as HTML."""
        return self.look.text(nodes)

    def go(self, claim: int, hop: str = "") -> Markup:
        """Return the attributes of a link that selects a claim, and one of its hops."""
        return select(address(self.page.document.id, claim, hop))

    def select(self, href: str) -> Markup:
        """Return the attributes of a link that shows another state of this page."""
        return select(href)


def address(document: str, claim: int = 0, hop: str = "") -> str:
    """Return the permanent address of a document, of a claim in it, of a hop of its chain."""
    query = f"?claim={claim}" + (f"&hop={hop.partition('.')[2]}" if hop else "") if claim else ""
    return f"/d/{document}{query}"


def document_page(
    bench: Bench, viewer: Viewer, language: str, document: str, claim: int = 0, hop: str = ""
) -> DocumentPage:
    """Return the reader's page of a document; `claim` is the number of the one that is selected, 0 for none.

    `hop` is the number of a rung of its ladder. Raises NotFound.
    """
    reading, reviews = around.read(bench, document)
    seen = around.seen_by(bench, viewer, language)
    claims = ordered(reading)
    card = around.full_card(bench, viewer, language, reading, claim, reviews) if claim else None
    related = around.related(bench, viewer, document, seen)
    styles = {STYLES.get(c.kind, c.kind) for c in claims}
    nearest = next((parent for parent in related if parent.way == "from"), related[0] if related else None)
    return DocumentPage(
        document=view_of(reading, seen),
        rows=rows_of(reading, seen, around.beyond(bench, reading, reviews)),
        kinds=tuple(style for style in _STYLES if style in styles),
        claims=len(claims),
        reviewed=sum(reviews.get(c.id, "open") != "open" for c in claims),
        selected=claim,
        hop=f"{claim}.{hop}" if claim and hop else "",
        card=card,
        previous=address(document, claim - 1 if claim > 1 else len(claims)) if claims else "",
        next=address(document, claim % len(claims) + 1) if claims else "",
        related=related,
        versions=around.versions(bench, viewer, reading.document),
        standing=standing_of(bench, reading.document, seen),
        masked=len(withheld_in(reading, seen)),
        exact=viewer.exact,
        beside=nearest.href if nearest is not None else "",
        notes_on_document=tuple(dict.fromkeys(note.flag for note in reading.of(DocumentNote))),
    )


def view_of(reading: Reading, seen: Seen) -> DocumentView:
    """Return what is known of a document, names withheld where they must be."""
    document, masked = reading.document, seen.masked
    forward = document.forward
    return DocumentView(
        id=document.id,
        title=masked(title_of(reading)),
        outlet=masked(document.publisher or document.channel or ""),
        author=masked(", ".join(document.author)),
        language=document.language or "",
        genre=document.genre,
        published=document.published or "",
        published_basis=document.published_basis,
        modified=document.modified or "",
        captured=document.retrieved_at,
        sha256=document.sha256,
        text_id=document.text_id,
        media_type=document.media_type,
        extractor=document.extractor,
        url=document.url or "",
        path=masked(document.path),
        flags=document.flags,
        forward=masked(forward.name or forward.channel or "") if forward is not None else "",
    )


def headline_row(rows: tuple[Row, ...], title: str) -> int:
    """Return which row prints the title of the document, -1 where none does."""
    wanted = squeeze(title).casefold()
    printed = (squeeze(words_of(row.nodes).lstrip(" #*=-\u2022")).casefold() for row in rows)
    return next((at for at, words in enumerate(printed) if words == wanted), -1)


def look_of(document: str, language: str, selected: int = 0, hop: str = "") -> Look:
    """Return how the text of a document is drawn in the reader."""
    return Look(
        lambda n: address(document, n), selected, hop, said(language, "reader.withheld"),
        said(language, "reader.withheld_long"), language,
    )  # fmt: skip


@router.get("/d/{document}", include_in_schema=False)
def show(
    request: Request,
    document: str,
    claim: Annotated[int, Query(ge=0)] = 0,
    hop: Annotated[str, Query(pattern=r"^\d{0,3}$")] = "",
    rendition: Annotated[Rendition, Query(alias="as")] = "text",
) -> Response:
    """Show a document and the card of a claim, or the document as kept, or extracted again."""
    bench: Bench = request.app.state.bench
    language: str = request.state.language
    if rendition != "text":
        return _show_other(request, document, rendition)
    context = document_page(bench, request.state.viewer, language, document, claim, hop)
    shown = Reader(
        context,
        look_of(document, language, claim, context.hop),
        headline_row(context.rows, context.document.title),
        Told(language, around.seen_by(bench, request.state.viewer, language).sector),
    )
    return page(request, "reader/document.html.j2", shown, place="reader")


def _show_other(request: Request, document: str, rendition: Rendition) -> Response:
    bench: Bench = request.app.state.bench
    viewer, language = request.state.viewer, request.state.language
    seen = around.seen_by(bench, viewer, language)
    reading, _ = around.read(bench, document)
    look = replace(look_of(document, language), links=False)
    found = again(bench, viewer, language, document) if rendition == "again" else None
    original = original_of(bench, viewer, reading.document) if rendition == "kept" else None
    hidden = [Mark(span.start, span.end, "withheld") for span in withheld_in(reading, seen)]
    nodes = found.nodes if found is not None and not found.problem else None
    shown = Rendered(
        view_of(reading, seen),
        standing_of(bench, reading.document, seen),
        look.text(nodes or marked(reading.text, Span(0, len(reading.text)), hidden)),
        Told(language, seen.sector),
        found,
        original,
    )
    return page(request, f"reader/{rendition}.html.j2", shown, place="reader")


def again(bench: Bench, viewer: Viewer, language: str, document: str) -> Again:
    """Return a document extracted again by the readers of today, and whether its claims still stand.

    Raises NotFound.
    """
    reading, _ = around.read(bench, document)
    try:
        made = extract_again(reading.document, bench.project.evidence, bench.project.mappings())
    except ReportedlyError as error:
        return not_extracted(reading, around.seen_by(bench, viewer, language).masked(str(error)))
    return compared(reading, made, around.seen_by(bench, viewer, language))


@router.get("/claims/{claim}", include_in_schema=False)
def show_claim(request: Request, claim: str) -> Response:
    """Go to a claim by its id, wherever it stands in its document today."""
    bench: Bench = request.app.state.bench
    row = bench.desk.claim(claim, request.state.viewer)
    return RedirectResponse(address(row.document, row.n), status_code=303)


@router.get("/api/documents/{document}", tags=["reader"])
def document_json(request: Request, document: str, claim: Annotated[int, Query(ge=0)] = 0) -> DocumentPage:
    """A document with its passages as kept, its claims marked, what it derives from, and what became of it.

    `claim` selects the claim with this number: its card comes along.
    """
    return document_page(request.app.state.bench, request.state.viewer, request.state.language, document, claim)


@router.get("/api/claims/{claim}", tags=["reader"])
def claim_json(request: Request, claim: str) -> ClaimCard:
    """A claim with everything that stands beside it: who set each value and why, and where it is used."""
    bench: Bench = request.app.state.bench
    row = bench.desk.claim(claim, request.state.viewer)
    reading, reviews = around.read(bench, row.document)
    numbers = {one.id: number for number, one in enumerate(ordered(reading), start=1)}
    if claim not in numbers:
        raise NotFound(f"there is no claim {claim}; it may have been made anew under another id")
    return around.full_card(bench, request.state.viewer, request.state.language, reading, numbers[claim], reviews)


@router.get("/api/documents/{document}/again", tags=["reader"])
def again_json(request: Request, document: str) -> Again:
    """A document extracted again with the readers of today: what differs, and whether each claim still stands."""
    return again(request.app.state.bench, request.state.viewer, request.state.language, document)


@router.get("/api/documents/{document}/original", tags=["reader"])
def original_json(request: Request, document: str) -> Original:
    """What is known of the original of a document; its bytes come from `/kept/` for those who may have them."""
    bench: Bench = request.app.state.bench
    return original_of(bench, request.state.viewer, around.read(bench, document)[0].document)
