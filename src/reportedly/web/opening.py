"""What is answered while the read model of a large project is being made: how far it is, and the workbench after."""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from typing import Any

from fastapi.staticfiles import StaticFiles

from reportedly.web.bench import Settings
from reportedly.web.security import HEADERS
from reportedly.web.shell import built
from reportedly.web.words import said

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_AGAIN_S = 2


@dataclass
class Opening:
    """An application that tells how far the opening of a project is, until the workbench takes its place.

    `done` and `total` are documents, or steps once the `screens` are being made ready.
    """

    settings: Settings
    done: int = 0
    total: int = 0
    screens: bool = False

    def __post_init__(self) -> None:
        self._static = StaticFiles(directory=str(files("reportedly.web").joinpath("static")))

    def progress(self, done: int, total: int) -> None:
        """Note how far it is."""
        self.done, self.total = done, total

    def making_ready(self, done: int, total: int) -> None:
        """Note how far the screens are made ready."""
        self.done, self.total, self.screens = done, total, True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await _lived(receive, send)
        elif scope["type"] == "http" and scope["path"].startswith("/static/"):
            await self._static({**scope, "path": scope["path"].removeprefix("/static")}, receive, send)
        elif scope["type"] == "http":
            await self._tell(scope, send)

    async def _tell(self, scope: Scope, send: Send) -> None:
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get("host", "")
        name = host.rpartition(":")[0].strip("[]") if host.rpartition(":")[2].isdigit() else host.strip("[]")
        if name not in self.settings.hosts:
            await _answer(send, 400, b"", "text/plain")
        elif scope["path"].startswith("/api/"):
            body = {"title": "opening", "status": 503, "detail": self._line("en"), "done": self.done, "of": self.total}
            await _answer(send, 503, json.dumps(body).encode(), "application/problem+json")
        else:
            language = "uk" if headers.get("accept-language", "").lower().startswith("uk") else "en"
            await _answer(send, 503, self._page(language).encode(), "text/html; charset=utf-8")

    def _line(self, language: str) -> str:
        if not self.total:
            return said(language, "shell.opening")
        if self.screens:
            return said(language, "shell.opening_screens", done=self.done + 1, total=self.total)
        return said(language, "shell.opening_far", done=f"{self.done:,}", total=f"{self.total:,}")

    def _page(self, language: str) -> str:
        again = f'<meta http-equiv="refresh" content="{_AGAIN_S}">'
        title, line = said(language, "shell.opening_title"), escape(self._line(language))
        bar = f'<progress max="{self.total}" value="{self.done}"></progress>' if self.total else ""
        once = "" if self.screens else f'<p class="mute">{said(language, "shell.opening_once")}</p>'
        return (
            f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">{again}'
            f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
            f'<link rel="stylesheet" href="/static/app.css?{built()}"></head>'
            f'<body><main class="opening"><h1>{title}</h1><p role="status">{line}</p>{bar}{once}</main></body></html>'
        )


async def _lived(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _answer(send: Send, status: int, body: bytes, kind: str) -> None:
    told = {**HEADERS, "Content-Type": kind, "Retry-After": str(_AGAIN_S)}
    pairs = [(name.lower().encode(), value.encode()) for name, value in told.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})
