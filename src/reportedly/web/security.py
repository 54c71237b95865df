"""What every request passes: the host it asks for, who asks, the token of a writing one, and the headers of the answer.

The server answers only for its own host names, which ends rebinding of foreign names to it. Writing requests need a
session, a token made for it, and an origin that is the server's own.
"""

import hmac
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs, urlsplit

from fastapi import FastAPI, Request, params
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from reportedly.desk.model import Role, Viewer
from reportedly.web import sessions
from reportedly.web.bench import Bench
from reportedly.web.errors import NotAllowed, NotSignedIn, WebError
from reportedly.web.people import People
from reportedly.web.words import LANGUAGES

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
OPEN = ("/static/", "/signin", "/signout")
"""What is answered to somebody who is not signed in."""

NOBODY = Viewer("", "viewer")
"""Who asks before it is known: sees the form to sign in, nothing of the project."""

_WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_LONGEST = 8_000_000
"""Bytes of a body that is read at most."""

Next = Callable[[Request], Awaitable[Response]]
Answer = Callable[[Request, Exception], Response]


def guard(app: FastAPI, bench: Bench, answer: Answer) -> None:
    """Put the checks around an app; `answer` turns a refusal into a page or JSON."""
    people = People(bench.project.out)

    @app.middleware("http")
    async def _guarded(request: Request, go_on: Next) -> Response:
        fresh: sessions.Session | None = None
        state = request.state
        state.viewer, state.session, state.csrf = NOBODY, None, ""
        try:
            _set_language(request)
            _check_host(request, bench)
            fresh = _know(request, bench, people)
            if request.method in _WRITING:
                await _check_write(request, bench)
            if entered := _entered(request, bench):
                response: Response = entered
            else:
                if state.viewer.name and not request.url.path.startswith("/static/"):
                    # What another program wrote into the project since.
                    await run_in_threadpool(bench.desk.look)
                response = await go_on(request)
        except WebError as error:
            response = answer(request, error)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if fresh is not None:
            keep_session(response, fresh, bench)
        _keep_language(request, response)
        return response


def needs(role: Role) -> Callable[[Request], None]:
    """Return a dependency that lets only people of this role, or of a higher one, go on."""

    def check(request: Request) -> None:
        viewer: Viewer = request.state.viewer
        if not sessions.may(viewer.role, role):
            raise NotAllowed(f"this needs the role {role}; you are {viewer.role}", needs=role)

    return check


def needing(role: Role) -> params.Depends:
    """Return what a route's `dependencies` holds to be open to a role and those above it."""
    return params.Depends(needs(role))


def keep_session(response: Response, session: sessions.Session, bench: Bench) -> None:
    """Put a session into the cookie of an answer."""
    response.set_cookie(
        sessions.COOKIE,
        sessions.signed(session, bench.secret),
        max_age=sessions.DAYS * 86400,
        httponly=True,
        samesite="strict",
        secure=bench.settings.secure,
        path="/",
    )


def local_path(path: str | None, otherwise: str = "/") -> str:
    """Return a path of this server that a form asked to go back to; anything else becomes `otherwise`."""
    parts = urlsplit(path or "")
    fine = path and path.startswith("/") and not path.startswith(("//", "/\\")) and not (parts.scheme or parts.netloc)
    return path if fine and path and not any(ord(sign) < 32 or sign == "\\" for sign in path) else otherwise


def _check_host(request: Request, bench: Bench) -> None:
    given = request.headers.get("host", "")
    try:
        name = urlsplit(f"//{given}").hostname or ""
    except ValueError:
        name = ""
    if name not in bench.settings.hosts:
        raise NotAllowed(
            f"this server does not answer for the host {given!r}; it answers for {', '.join(bench.settings.hosts)}. "
            "Start it with --host for another name"
        )


def _know(request: Request, bench: Bench, people: People) -> sessions.Session | None:
    """Set who asks; return a session that has just begun."""
    session = sessions.read(request.cookies.get(sessions.COOKIE), bench.secret)
    accounts, settings = people.all(), bench.settings
    if accounts:
        person = accounts.get(session.name) if session else None
        if person is None or session is None:
            if not request.url.path.startswith(OPEN):
                raise NotSignedIn("sign in to go on")
            return None
        request.state.viewer = Viewer(person.name, person.role, exact=person.exact)
        request.state.session, request.state.csrf = session, sessions.csrf_token(session, bench.secret)
        return None
    fresh = None
    if session is None or session.name != settings.person:
        if settings.token and not _right_token(request, settings.token) and not request.url.path.startswith("/static/"):
            raise NotSignedIn("this server was started with a token: open the address that it printed")
        session = fresh = sessions.Session.begin(settings.person)
    request.state.viewer = Viewer(settings.person, settings.role, exact=settings.exact)
    request.state.session, request.state.csrf = session, sessions.csrf_token(session, bench.secret)
    return fresh


def _right_token(request: Request, token: str) -> bool:
    given = request.query_params.get("token", "")
    bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
    return any(hmac.compare_digest(one.encode(), token.encode()) for one in (given, bearer) if one)


def _entered(request: Request, bench: Bench) -> Response | None:
    """Return the way on for somebody who came with the token in the address: it does not stay there."""
    if not bench.settings.token or "token" not in request.query_params or request.method != "GET":
        return None
    rest = request.url.remove_query_params("token")
    return RedirectResponse(f"{rest.path}?{rest.query}" if rest.query else rest.path, status_code=303)


async def _check_write(request: Request, bench: Bench) -> None:
    origin = request.headers.get("origin")
    if origin not in (None, "null") and urlsplit(origin or "").netloc != request.headers.get("host"):
        raise NotAllowed(f"a page of {origin} may not write here")
    if request.headers.get("sec-fetch-site") == "cross-site":
        raise NotAllowed("a page of another site may not write here")
    if int(request.headers.get("content-length") or 0) > _LONGEST:
        raise WebError(f"the body is longer than {_LONGEST:,} bytes; send it in parts")
    session: sessions.Session | None = request.state.session
    if session is None:
        return
    given = request.headers.get("x-csrf-token") or await _form_token(request)
    if not hmac.compare_digest(given.encode(), sessions.csrf_token(session, bench.secret).encode()):
        raise NotAllowed("this form was made by another session; load the page again and repeat what you did")


async def _form_token(request: Request) -> str:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        body = await request.body()
        return parse_qs(body.decode("utf-8", "replace")).get("csrf", [""])[0]
    return ""


def _set_language(request: Request) -> None:
    asked = request.query_params.get("lang") or request.cookies.get("language") or ""
    if asked not in LANGUAGES:
        offered = [
            part.split(";")[0].split("-")[0].strip() for part in request.headers.get("accept-language", "").split(",")
        ]
        asked = next((one for one in offered if one in LANGUAGES), LANGUAGES[0])
    request.state.language = asked


def _keep_language(request: Request, response: Response) -> None:
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie("language", request.query_params["lang"], max_age=31_536_000, samesite="lax", path="/")
