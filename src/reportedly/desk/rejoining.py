"""Counts across documents, brought up to date in the background after decisions.

A decision is kept before this begins, so that nothing is lost when the work is cut off: the store knows with which
decision it was joined last, and the next start goes on from there.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from reportedly.clock import now
from reportedly.errors import ReportedlyError
from reportedly.joining_work import Setting, join_documents
from reportedly.project import Project

PAUSE_S = 0.6
"""How long it waits for further decisions before it begins."""

SETTLE_S = 20.0
"""How long a decision that needs the counts waits for them."""

_AGAIN_S = 5.0


class _Stopped(Exception):
    """The work is given up; nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Joining:
    """How far counts are behind: decisions not counted yet, whether they are being counted, and what went wrong."""

    behind: int = 0
    busy: bool = False
    since: str = ""
    problem: str = ""


class Rejoining:
    """One thread that joins the documents of a project anew when it is asked, once for many decisions.

    `done` is called in that thread after each joining. `start` goes on with what an earlier process left; `close` gives
    up what is not finished.
    """

    def __init__(self, project: Project, done: Callable[[], object], *, pause: float = PAUSE_S) -> None:
        self._project, self._done, self._pause = project, done, pause
        self._wanted, self._stop = threading.Event(), threading.Event()
        self._idle = threading.Event()
        self._idle.set()
        self._state = Joining()
        self._lock = threading.Lock()
        self._turn = 0
        self._counted = project.store.joined_reviews()
        self._thread: threading.Thread | None = None

    @property
    def state(self) -> Joining:
        """How far counts are behind now."""
        store, state = self._project.store, self._state
        if not state.busy:
            self._counted = store.joined_reviews()
        return replace(state, behind=max(0, store.last_review() - self._counted))

    def start(self) -> None:
        """Begin to listen, and join at once where decisions are not counted yet."""
        store = self._project.store
        if store.last_review() > store.joined_reviews():
            self.ask()

    def ask(self) -> None:
        """Say that something was decided."""
        with self._lock:
            if self._stop.is_set():
                return
            self._idle.clear()
            self._wanted.set()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="rejoining", daemon=True)
                self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait until everything asked for is counted; return whether it is."""
        return self._idle.wait(seconds)

    def settle(self, seconds: float = SETTLE_S) -> bool:
        """Wait where decisions are not counted yet; return whether there were any and all are counted now."""
        state = self.state
        return state.behind > 0 and not state.problem and self.wait(seconds) and self.state.behind == 0

    def close(self, seconds: float = 10.0) -> None:
        """Give up what is not finished and end the thread."""
        with self._lock:
            self._stop.set()
            self._wanted.set()
            thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wanted.wait()
            while self._wanted.is_set() and not self._stop.is_set():
                self._wanted.clear()
                self._stop.wait(self._pause)
            if self._stop.is_set():
                return
            self._state = Joining(busy=True, since=now())
            problem = self._joined()
            self._state = Joining(problem=problem)
            if problem:
                self._stop.wait(_AGAIN_S)
                self._wanted.set()
            elif not self._wanted.is_set():
                self._idle.set()

    def _joined(self) -> str:
        """Join once; return what went wrong in words, "" where nothing did."""
        project = self._project
        try:
            self._turn += 1
            run = project.begin({"command": "serve", "decisions": project.store.last_review(), "turn": self._turn})
            register = project.out / "register.yaml"
            known: Path | None = register if register.exists() else None
            setting = Setting(project.theatre, project.sources, project.book, known)
            join_documents(project.store, setting, run=run, begun=self._check)
        except _Stopped:
            return ""
        except ReportedlyError as error:
            return str(error)
        self._done()
        return ""

    def _check(self) -> None:
        if self._stop.is_set():
            raise _Stopped
