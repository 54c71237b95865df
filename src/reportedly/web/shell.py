"""What every page has: bar, places, search, language, person, status line; and how a page is made."""

import json
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from urllib.parse import urlencode

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context
from markupsafe import Markup
from starlette.responses import HTMLResponse

from reportedly import __version__
from reportedly.desk.model import Viewer
from reportedly.desk.queue import pairs_of
from reportedly.desk.reviewing import Reviewing
from reportedly.errors import InvalidLedger
from reportedly.ledger.days import moment_of
from reportedly.web import sessions
from reportedly.web.bench import Bench
from reportedly.web.days import spoken_day, spoken_time
from reportedly.web.words import LANGUAGES, said

PLACES = (
    ("reader", "/documents", "g r"),
    ("situation", "/situation", "g s"),
    ("review", "/review", "g v"),
    ("brief", "/briefs", "g b"),
    ("search", "/search", "g f"),
)
"""The five places: name, address, keys."""


@dataclass(frozen=True, slots=True)
class Shell:
    """What the frame of a page shows."""

    theatre: str
    open_items: int
    viewer: Viewer
    accounts: bool
    codebook: str
    sources: str
    as_of: str
    documents: int
    claims: int


def shell_of(bench: Bench, viewer: Viewer, *, accounts: bool = False, pairs: int = 0) -> Shell:
    """Return the frame for a person; for somebody who is not known it tells nothing of the project.

    `pairs` are those that a person should judge: the queue holds them beside the claims.
    """
    if not viewer.name:
        return Shell("", 0, viewer, accounts, "", "", "", 0, 0)
    project, counts = bench.project, bench.desk.counts()
    return Shell(
        theatre=project.theatre.name or project.out.resolve().name,
        open_items=counts.review + pairs,
        viewer=viewer,
        accounts=accounts,
        codebook=f"{project.book.id} {project.book.version}",
        sources=str(project.sources.version),
        as_of=bench.desk.as_of,
        documents=counts.documents,
        claims=counts.claims,
    )


def page(request: Request, template: str, context: object, *, status: int = 200, place: str = "") -> HTMLResponse:
    """Return a page: `context` stands as `c` in the template; `place` is the one of the five that it belongs to."""
    bench: Bench = request.app.state.bench
    state, language = request.state, request.state.language
    values = {
        "c": context,
        "shell": shell_of(
            bench, state.viewer, accounts=request.app.state.people.all() != {}, pairs=_pairs(request, state.viewer)
        ),
        "viewer": state.viewer,
        "language": language,
        "languages": LANGUAGES,
        "places": PLACES,
        "place": place,
        "t": partial(said, language),
        "csrf": partial(_csrf_field, request),
        "csrf_token": getattr(state, "csrf", ""),
        "may": partial(sessions.may, state.viewer.role),
        "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "with_query": partial(with_query, request),
        "built": built(),
        "version": __version__,
        "begins": begins_after(bench, request.query_params.get("as_of", "").strip()),
    }
    return HTMLResponse(environment().get_template(template).render(values), status_code=status)


def begins_after(bench: Bench, as_of: str) -> str:
    """Return the day on which the record of a project begins where that lies after a time, else ""."""
    runs = bench.project.store.runs() if as_of else ()
    if not runs:
        return ""
    first = min(run.started_at for run in runs)
    try:
        return first[:10] if moment_of(as_of, "as_of") < moment_of(first, "as_of") else ""
    except InvalidLedger:
        # The page that says so is made here too.
        return ""


def _pairs(request: Request, viewer: Viewer) -> int:
    """Return how many pairs the review queue holds; it is open wherever the server has started."""
    reviewing: Reviewing | None = getattr(request.app.state, "reviewing", None)
    return len(pairs_of(reviewing, viewer)) if reviewing is not None and viewer.name else 0


def with_query(request: Request, **changes: object) -> str:
    """Return the address of this page with some query parameters changed; None or "" takes one away."""
    pairs = [(key, value) for key, value in request.query_params.multi_items() if key not in changes]
    for key, value in changes.items():
        values = value if isinstance(value, (list, tuple)) else (value,)
        pairs += [(key, str(one)) for one in values if one not in (None, "")]
    pairs = [pair for pair in pairs if pair[0] != "lang" or "lang" in changes]
    return f"{request.url.path}?{urlencode(pairs)}" if pairs else request.url.path


@cache
def environment() -> Environment:
    """Return where templates are taken from; everything that is put in is escaped."""
    made = Environment(
        loader=PackageLoader("reportedly.web", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["icon"] = icon
    made.filters["day"] = day
    made.filters["clock"] = clock
    return made


@cache
def icon(name: str, label: str = "") -> Markup:
    """Return a symbol of the sprite; with a label it speaks, without one it is for the eye only."""
    spoken = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="g" {}><use href="/static/symbols.svg?{}#g-{}"/></svg>').format(spoken, built(), name)


@pass_context
def day(context: Context, time: str | None) -> str:
    """Return the day of a time in the language of the page, "" for None."""
    return spoken_day((time or "")[:10], _language(context))


@pass_context
def clock(context: Context, time: str | None) -> str:
    """Return a time as day and minute in UTC in the language of the page, "" for None."""
    return spoken_time(time, _language(context))


def _language(context: Context) -> str:
    return str(context.get("language") or LANGUAGES[0])


def _csrf_field(request: Request) -> Markup:
    return Markup('<input type="hidden" name="csrf" value="{}">').format(getattr(request.state, "csrf", ""))


@cache
def built() -> str:
    """Return a short name of the built front end, so that browsers take the new one."""
    return str(json.loads(files("reportedly.web").joinpath("static/built.json").read_text("utf-8"))["sources_sha256"])[
        :10
    ]
