"""Signing in and out, where a project has accounts."""

import time
from dataclasses import dataclass
from threading import Lock
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from reportedly.web import sessions
from reportedly.web.people import People
from reportedly.web.security import keep_session, local_path
from reportedly.web.shell import page

router = APIRouter()

_WAIT_S = 1.0
_TRIES = 5
_FORGET_S = 300.0


@dataclass(frozen=True, slots=True)
class SignIn:
    """What the form shows: where it goes on to, the name given, whether it was refused."""

    to: str
    name: str = ""
    refused: bool = False
    wait: bool = False


class _Failures:
    """Counts refused tries by name, so that passwords cannot be tried out quickly."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: dict[str, tuple[int, float]] = {}

    def many(self, name: str) -> bool:
        with self._lock:
            count, last = self._known.get(name, (0, 0.0))
            return count >= _TRIES and time.monotonic() - last < _FORGET_S

    def add(self, name: str) -> None:
        with self._lock:
            count, _ = self._known.get(name, (0, 0.0))
            self._known[name] = (count + 1, time.monotonic())

    def forget(self, name: str) -> None:
        with self._lock:
            self._known.pop(name, None)


_failures = _Failures()


@router.get("/signin", include_in_schema=False)
def show(request: Request, to: str = "/") -> Response:
    """Show the form."""
    return page(request, "signin.html.j2", SignIn(local_path(to)))


@router.post("/signin", include_in_schema=False)
def sign_in(
    request: Request, name: Annotated[str, Form()], password: Annotated[str, Form()], to: Annotated[str, Form()] = "/"
) -> Response:
    """Begin a session for whoever knows the password of an account."""
    people: People = request.app.state.people
    if _failures.many(name):
        return page(request, "signin.html.j2", SignIn(local_path(to), name, refused=True, wait=True), status=429)
    person = people.all().get(name)
    if person is None or not person.knows(password):
        _failures.add(name)
        time.sleep(_WAIT_S)
        return page(request, "signin.html.j2", SignIn(local_path(to), name, refused=True), status=403)
    _failures.forget(name)
    response = RedirectResponse(local_path(to), status_code=303)
    keep_session(response, sessions.Session.begin(person.name), request.app.state.bench)
    return response


@router.post("/signout", include_in_schema=False)
def sign_out() -> Response:
    """End the session."""
    response = RedirectResponse("/signin", status_code=303)
    response.delete_cookie(sessions.COOKIE, path="/")
    return response
