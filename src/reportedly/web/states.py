"""The states of every screen in words: what is known, what is not, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from reportedly import desk
from reportedly.errors import ReportedlyError, StoreError
from reportedly.web.errors import NotAllowed, WebError

_TITLES = {400: "bad_request", 401: "signin", 403: "permission", 404: "not_found", 405: "method", 409: "conflict"}


@dataclass(frozen=True, slots=True)
class State:
    """Why a screen shows nothing: `code` is a key of the messages, `detail` says what was found and what to do."""

    code: str
    status: int
    title: str
    detail: str
    more: Mapping[str, Any] = field(default_factory=dict)


def state_of(error: Exception) -> State:
    """Return the state that an error leads to."""
    if isinstance(error, RequestValidationError):
        told = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        return State("bad_request", 422, "The request is not in order", told)
    if isinstance(error, HTTPException):
        code = _TITLES.get(error.status_code, "error")
        return State(code, error.status_code, str(error.detail), str(error.detail))
    status = error.status if isinstance(error, WebError) else 500 if isinstance(error, StoreError) else 400
    status = 404 if isinstance(error, desk.NotFound) else status
    more: dict[str, Any] = {"needs": error.needs} if isinstance(error, NotAllowed) and error.needs else {}
    more.update(getattr(error, "more", {}))
    code = _TITLES.get(status, "error")
    title = code.replace("_", " ").capitalize()
    return State(code, status, title, str(error) if isinstance(error, ReportedlyError) else title, more)
