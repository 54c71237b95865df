"""How a brief is put together: what it rests on, in which language, as files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportedly import __version__, naming
from reportedly.assembly import LANGUAGES, NO_THEATRE, Joined, codebook, docx_of, join, pdf_of, register, stage_infos
from reportedly.brief import Brief, Material, Options, compile_brief, render_html, render_markdown
from reportedly.brief.one_page import one_page
from reportedly.brief.plain import render_json
from reportedly.control.drawn import drawn_layer
from reportedly.kept import kept
from reportedly.records import Failure, Reading, ReviewAction, Theatre
from reportedly.records.became import Became
from reportedly.records.visit import Visit
from reportedly.review.reviewed import confirmed, reviewed
from reportedly.review.withdrawn import Copy, became

if TYPE_CHECKING:
    from reportedly.codebook import Codebook
    from reportedly.control import Statement
    from reportedly.register import Register


@dataclass(frozen=True, slots=True)
class BriefSettings:
    """What a brief is written with, beside the records."""

    failures: list[Failure] = field(default_factory=list)
    theatre: Theatre = NO_THEATRE
    shapes: dict[str, Any] | None = None
    cutoff: str = "1970-01-01T00:00:00+00:00"
    title: str | None = None
    working_copy: bool = False
    control: "tuple[Statement, ...]" = ()
    control_folder: Path | None = None
    book: "Codebook | None" = None
    actions: Sequence[ReviewAction] = ()
    language: str = "en"
    sources: "Register | None" = None
    linted: bool = True
    visits: Sequence[Visit] = ()
    posts: Mapping[str, tuple[Became, ...]] = field(default_factory=dict)
    template: str = "full"


def compiled(readings: Sequence[Reading], joined: Joined, settings: BriefSettings) -> Brief:
    """Return the brief on these readings, for whatever prints it. Raises BriefDoesNotCompile."""
    made = compile_brief(material(readings, joined, settings), _options(settings))
    return formed(made, settings.template)


def formed(brief: Brief, template: str) -> Brief:
    """Return a compiled brief in the form that its template has on paper and on the screen."""
    return one_page(brief) if template == "one-page" else brief


def brief_text(readings: Sequence[Reading], theatre: Theatre = NO_THEATRE) -> str:
    """Return the brief on these readings alone, as Markdown."""
    return render_markdown(compiled(readings, join(readings, theatre), BriefSettings(theatre=theatre)))


@dataclass(frozen=True, slots=True)
class Format:
    """One form in which a brief can be written: the name of the file, its media type, and what makes it.

    `make` gets the compiled brief and returns the file's content. `suffix` is how the file's name ends.
    """

    id: str
    suffix: str
    media_type: str
    make: Callable[[Brief], str | bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument"


def formats() -> tuple[Format, ...]:
    """Return the forms in which a compiled brief can be written here; PDF only where typst is installed."""
    made = (
        Format("html", "html", "text/html; charset=utf-8", render_html),
        Format("markdown", "md", "text/markdown; charset=utf-8", render_markdown),
        Format("json", "json", "application/json", render_json),
        Format("docx", "docx", f"{_OFFICE}.wordprocessingml.document", docx_of),
        Format("pdf", "pdf", "application/pdf", pdf_of),
    )
    return made if find_spec("typst") else made[:-1]


HOW_MUCH: Mapping[str, dict[str, int]] = {
    "update": {"max_takeaways": 7, "per_section": 6, "accounts": 2},
    "full": {},
    "one-page": {"max_takeaways": 5, "per_section": 1, "accounts": 0},
}
"""How much each template tells."""


def _options(settings: BriefSettings) -> Any:
    return Options(
        working_copy=settings.working_copy, title=settings.title, language=settings.language, linted=settings.linted,
        **HOW_MUCH[settings.template],
    )  # fmt: skip


def steps(book: "Codebook | None" = None) -> tuple[str, ...]:
    """Return the stages as records name them, in order.

    To ask them they have to be made, with all their words and weights: two seconds of a command that codes nothing. So
    the answer for the codebook that ships is kept as long as no file of the package changes.
    """

    def made() -> list[str]:
        return [info.producer for info in stage_infos(book)]

    if book is not None and book != codebook():
        return tuple(made())
    home = Path(__file__).parent
    found = sorted(path for path in home.rglob("*") if path.suffix != ".pyc" and path.is_file())
    stamps = (f"{path.relative_to(home)} {(seen := path.stat()).st_size} {seen.st_mtime_ns}" for path in found)
    return tuple(kept("steps", (__version__, str(home), *stamps), made))


def material(readings: Sequence[Reading], joined: Joined, settings: BriefSettings) -> Any:
    """Return all that a brief is compiled from."""
    book, language = settings.book or codebook(), settings.language
    people = reviewed(settings.actions, readings)
    layers, undrawn = drawn_layer(settings.control_folder, settings.cutoff[:10])
    return Material(
        readings=tuple(readings),
        events=tuple(event for event in joined.events if not event.outside),
        ledger=tuple(joined.ledger),
        edges=tuple(joined.edges),
        drift=tuple(joined.drift),
        failures=tuple(settings.failures),
        theatre=settings.theatre,
        labels=naming.code_labels(book, language),
        shapes=settings.shapes,
        cutoff=settings.cutoff,
        codebook=f"{book.id} {book.version}",
        version=__version__,
        steps=steps(settings.book),
        control=tuple((one.assertion, one.compared) for one in settings.control),
        control_layers=layers,
        control_undrawn=undrawn,
        languages=LANGUAGES,
        place_names=naming.place_names(readings, joined.events, joined.ledger, settings.theatre, language),
        proclaimed=naming.proclaimed(readings, joined.events, joined.ledger),
        body_names=naming.body_names(settings.sources or register(), language),
        graded=confirmed(settings.actions, readings),
        reviewed=len(people.states),
        dissents=sum(map(len, people.dissents.values())),
        reviewers=people.people,
        became=became(map(Copy.of, (r.document for r in readings)), settings.visits, settings.actions, settings.posts),
    )
