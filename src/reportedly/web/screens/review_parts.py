"""What the review screens share: the review of the project, forms as they are sent, the words of values."""

import json
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from starlette.datastructures import FormData

from reportedly.brief.words import load
from reportedly.codebook import Codebook
from reportedly.codebook.labels import labels
from reportedly.desk.deciding import Asked, Choice
from reportedly.desk.model import Viewer
from reportedly.desk.reviewing import Reviewing
from reportedly.desk.trail import TrailEntry
from reportedly.records import values as v
from reportedly.records.review import DiscardReason
from reportedly.review.edits import worded
from reportedly.web.shell import environment
from reportedly.web.words import catalogue, said

_opening = Lock()
_DIGITS = 15
_BLANK = re.compile(r"[^\S\n]*\n(?:[^\S\n]*\n)+[^\S\n]*")
_INNER = re.compile(r"\s*\n\s*")


def reviewing_of(request: Request) -> Reviewing:
    """Return the review of the project that is served; it is opened on first use."""
    return opened(request.app)


def opened(app: Any) -> Reviewing:
    """Return the review of an application's project."""
    with _opening:
        found: Reviewing | None = getattr(app.state, "reviewing", None)
        if found is None:
            bench = app.state.bench
            found = app.state.reviewing = Reviewing.open(bench.project, bench.desk)
        return found


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Go on with counting when the server starts; give it up when it ends."""
    opened(app)
    try:
        yield
    finally:
        app.state.reviewing.close()


def viewer_of(request: Request) -> Viewer:
    """Return who asks."""
    viewer: Viewer = request.state.viewer
    return viewer


async def form_of(request: Request) -> FormData:
    """Return the fields of a form that was sent."""
    return await request.form()


@dataclass(frozen=True, slots=True)
class Sent:
    """The fields of a form, the last value of each name, and all values of those that have several."""

    fields: FormData

    def text(self, name: str) -> str:
        """Return the value of a field without blanks at its ends, "" where it is not there."""
        return str(self.fields.get(name) or "").strip()

    def all(self, name: str) -> list[str]:
        """Return all values of a field that hold something."""
        return [str(value).strip() for value in self.fields.getlist(name) if str(value).strip()]

    def number(self, name: str) -> int | None:
        """Return the value of a field as a number, None where it is none."""
        return numbered(self.text(name))

    def plain(self) -> dict[str, list[str]]:
        """Return everything but the token, to be kept as an unsaved form."""
        return {name: [str(x) for x in self.fields.getlist(name)] for name in self.fields if name != "csrf"}


def numbered(text: str) -> int | None:
    """Return a text as a number, None where it is none that an action can have."""
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else None


def asked_of(request: Request, sent: Sent, reason: str | None = None) -> Asked:
    """Return who decides, why, and what they had seen, from a form."""
    viewer = viewer_of(request)
    chosen: dict[str, Choice] = {}
    for name in sent.fields:
        value = sent.text(name)
        if name.startswith("settle.") and value in get_args(Choice):
            chosen[name.removeprefix("settle.")] = value  # type: ignore[assignment]
    return Asked(
        by=viewer.name,
        reason=sent.text("reason") if reason is None else reason,
        role=viewer.role,
        seen=sent.number("seen"),
        shown=sent.number("shown") or 0,
        settled=chosen,
        key=sent.text("key"),
    )


def address(path: str, query: Mapping[str, str]) -> str:
    """Return an address with its parameters."""
    return f"{path}?{urlencode(query)}" if query else path


class Wording:
    """Codes in the words of the viewer's language."""

    def __init__(self, language: str, book: Codebook) -> None:
        self.language = language
        names = labels(book, language)
        self._categories = {c.id: names.categories.get(c.id, c.name) for c in book.categories}
        self._categories |= {r.id: names.categories.get(r.id, r.name) for r in book.routing}
        short = load(language).table("sectors")
        self._sectors = {s.id: short.get(s.id) or names.sectors.get(s.id, s.id.replace("_", " ")) for s in book.sectors}
        self.codes = tuple(self._categories)
        self.sectors = tuple(self._sectors)
        self.causes = book.cause
        self.roles = tuple(role.name for role in book.roles)
        self._actors = {one.id: _actor(language, one.id, one.name) for one in book.actor_classes}
        self.actors = tuple(self._actors.items())
        self._said: Callable[..., str] = partial(said, language)
        self._known = catalogue("en")

    def category(self, code: str) -> str:
        """Return code and name of a category."""
        name = self._categories.get(code)
        return f"{code} {name}" if name else code

    def sector(self, code: str) -> str:
        """Return the name of a sector."""
        return self._sectors.get(code, code.replace("_", " "))

    def word(self, kind: str, code: str) -> str:
        """Return the word for a value of a closed list; codes without a message are shown with blanks."""
        key = f"review.{kind}_{code}".replace("+", "plus").replace("-", "minus" if code == "-" else "_")
        return self._said(key) if key in self._known else code.replace("_", " ")

    def role(self, role: Mapping[str, Any]) -> str:
        """Return what fills a role, in words: of an actor the name of its class, with what is printed of it."""
        value, printed = str(role.get("value") or ""), str(role.get("printed") or "")
        told = self._actors.get(value, value)
        quoted = self._said("review.quoted", words=printed) if printed and printed != value else ""
        return " ".join(part for part in (told, quoted) if part) or self._said("review.as_printed")

    def value(self, field: str, value: str) -> str:
        """Return one value of a field in words."""
        if field in ("category", "secondary"):
            return self.category(value)
        if field == "sector":
            return self.sector(value)
        if field in ("kind", "realis", "polarity", "level", "caveats"):
            return self.word(field, value)
        return value

    def kept(self, field: str, value: str) -> str:
        """Return the value of a field as an action keeps it, in words."""
        plain = json.loads(value)
        key = next((key for key in (field, "states") if plain.get(key)), "")
        if key == "states":
            return "; ".join(self.state(state) for state in plain[key])
        if key == "roles":
            return "; ".join(f"{self.word('rolename', role['name'])}: {self.role(role)}" for role in plain[key])
        if isinstance(plain.get(key), list):
            return ", ".join(self.value(field, str(one)) for one in plain[key])
        if key:
            return self.value(field, str(plain[key]))
        told = worded(value)
        return self._said("review.nothing") if told == "nothing" else told

    def trail(self, entry: TrailEntry, side: Literal["before", "after"]) -> str:
        """Return one side of an entry of the audit trail in words."""
        kept = entry.before_value if side == "before" else entry.after_value
        if kept.startswith("{") and entry.field:
            return self.kept(entry.field, kept)
        return entry.before if side == "before" else entry.after

    def state(self, state: Mapping[str, Any]) -> str:
        """Return what is said of a service, in words."""
        more = [self.word("change", state["change"])] if state["change"] != "unknown" else []
        more += [self.word("cause", cause) for cause in state["cause"]]
        more += [self.word("access", state["access"])] if state["access"] != "unknown" else []
        told = f"{self.sector(state['sector'])}: {self.word('status', state['status'])}"
        return f"{told} ({', '.join(more)})" if more else told


def _actor(language: str, code: str, name: str) -> str:
    """Return the name of a class of actors in a language: that of the reader, else that of the codebook."""
    key = f"reader.actor_class.{code}"
    return said(language, key) if key in catalogue("en") else name


def paragraphs(text: str) -> str:
    """Return a stretch of a document with one line for each paragraph: a headline does not run into what follows."""
    return "\n".join(_INNER.sub(" ", part) for part in _BLANK.split(text))


environment().filters["paragraphs"] = paragraphs


CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": get_args(v.ClaimKind),
    "realis": get_args(v.Realis),
    "polarity": get_args(v.Polarity),
    "level": get_args(v.HedgeLevel),
    "caveats": get_args(v.Caveat),
    "role": get_args(v.LinkRole),
    "root": get_args(v.RootStatus),
    "status": get_args(v.ServiceState),
    "change": get_args(v.Change),
    "access": get_args(v.Access),
    "reject": get_args(DiscardReason),
    "edge": get_args(v.EdgeKind),
}
"""What the closed lists allow."""
