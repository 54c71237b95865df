"""The web application of one project: screens, states, static files, the description of its API."""

from importlib.resources import files

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import Scope

from reportedly import __version__
from reportedly.errors import ReportedlyError
from reportedly.web import screens, security
from reportedly.web.bench import Bench
from reportedly.web.errors import NotAllowed, NotFound, WebError
from reportedly.web.people import People
from reportedly.web.shell import page
from reportedly.web.states import State, state_of

DESCRIPTION = """
Everything that the pages of the workbench show, as JSON, from the same contexts. Reading needs the role viewer; what
writes needs a session and its token in the header `X-CSRF-Token`. Names of private persons and exact places are
masked for whoever has no right to see them. Errors are problem details (RFC 9457).
"""


def create_app(bench: Bench) -> FastAPI:
    """Return the application over one project."""
    app = FastAPI(
        title="reportedly workbench",
        version=__version__,
        description=DESCRIPTION,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.bench = bench
    app.state.people = People(bench.project.out)
    for router in screens.routers():
        app.include_router(router)
    static = files("reportedly.web").joinpath("static")
    app.mount("/static", _Static(directory=str(static)), name="static")
    app.get("/", include_in_schema=False)(_home)
    for error in (ReportedlyError, HTTPException, RequestValidationError):
        app.add_exception_handler(error, answer)
    security.guard(app, bench, answer)
    return app


def answer(request: Request, error: Exception) -> Response:
    """Return what went wrong as a page, or as problem details where JSON was asked for."""
    state = state_of(error)
    if _wants_json(request):
        body = {
            "type": f"about:blank#{state.code}",
            "title": state.title,
            "status": state.status,
            "detail": state.detail,
        }
        return JSONResponse({**body, **state.more}, state.status, media_type="application/problem+json")
    if state.status == 401:
        return RedirectResponse(f"/signin?to={request.url.path}" if request.method == "GET" else "/signin", 303)
    return page(request, "state.html.j2", state, status=state.status)


def _home() -> Response:
    return RedirectResponse("/situation", status_code=307)


def _wants_json(request: Request) -> bool:
    accepted = request.headers.get("accept", "")
    return request.url.path.startswith("/api/") or ("application/json" in accepted and "text/html" not in accepted)


class _Static(StaticFiles):
    """Built files: kept by the browser, asked for anew when the build is another."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "max-age=31536000, immutable"
        return response


__all__ = ["NotAllowed", "NotFound", "State", "WebError", "create_app"]
