"""How the command line prints: tables for people, JSON lines for machines, progress for long work."""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from reportedly.cli.pace import Pace, spoken

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID


def console(*, stderr: bool = False) -> "Console":
    """Return a console that wraps at the terminal's width, or at 160 columns when not a terminal."""
    # Late, as below: help and JSON need no tables.
    from rich.console import Console

    found = Console(stderr=stderr, highlight=False, soft_wrap=False)
    if not found.is_terminal:
        return Console(stderr=stderr, highlight=False, width=160, no_color=True)
    return found


def print_json(value: Any) -> None:
    """Print one JSON value on one line."""
    print(json.dumps(value, ensure_ascii=False))


NARROW = {"id": 12, "code": 8, "sources": 30, "place": 22, "note": 30, "root": 14, "reads": 30, "makes": 30}
"""Columns that fold early, so that those with running text get the room."""


def print_table(title: str | None, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows as a table."""
    from rich.table import Table

    table = Table(title=title, title_justify="left", show_edge=False, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", max_width=NARROW.get(column))
    for row in rows:
        table.add_row(*[_plain(cell) for cell in row])
    console().print(table)


def counted(count: int, noun: str) -> str:
    """Return a number with its noun: "1 claim", "3 claims"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def between(least: int, most: int, noun: str) -> str:
    """Return a range with its noun, one number where both ends are the same: "2 to 3 origins", "3 origins"."""
    return counted(most, noun) if least == most else f"{least} to {counted(most, noun)}"


def _plain(cell: str) -> str:
    # Square brackets are markup to rich; a report may hold them.
    return cell.replace("[", r"\[")


EVERY_S = 30.0
"""Where there is no terminal, a line says how far long work has come once in so many seconds."""


class Bar:
    """A progress bar on standard error; plain lines where that is not a terminal.

    The remaining time is told by the pace of the last minute. One step may take minutes (a document of
    200,000 words): the bar shows the time that the work has taken, and without a terminal a line says once in
    EVERY_S that it goes on.
    """

    def __init__(self, *, quiet: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        self._quiet = quiet
        self._live = sys.stderr.isatty() and not quiet
        self._clock = clock
        self._console: Console | None = None
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._label, self._done, self._total = "", 0, 0
        self._pace, self._told = Pace(), 0.0
        self._began = 0.0
        self._over: threading.Event | None = None

    def begin(self, label: str, total: int | None) -> None:
        """Start a bar of `total` steps (None: one that only moves)."""
        self._label, self._done, self._total = label, 0, total or 0
        self._told = self._began = self._clock()
        self._pace = Pace()
        self._stop_watch()
        if not self._live and not self._quiet:
            self._over = threading.Event()
            threading.Thread(target=self._watch, args=(self._over,), daemon=True).start()
        if self._live:
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

            self._progress = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                TextColumn("{task.fields[left]}"),
                console=self._printer(),
                transient=True,
            )
            self._progress.start()
            self._task = self._progress.add_task(label, total=total, left="")

    def step(self, count: int = 1, *, note: str = "") -> None:
        """Go on; a note is printed above the bar."""
        self._done += count
        now = self._clock()
        if count:
            self._pace.note(now, self._done)
        if note and not self._quiet:
            self._printer().print(note, markup=False)
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, advance=count, left=self._left())
        elif not self._quiet and self._total > self._done and now - self._told >= EVERY_S:
            self._told = now
            left = self._left()
            print(f"{self._label}: {self._done} of {self._total}{', ' + left if left else ''}", file=sys.stderr)

    def end(self) -> None:
        """Take the bar away and say what was done."""
        self._stop_watch()
        if self._progress is not None:
            self._progress.stop()
            self._progress = None
        if not self._quiet:
            tail = f": {self._done}" if self._total else ""
            print(f"{self._label}{tail}", file=sys.stderr)

    def still(self) -> None:
        """Say that the work goes on, where nothing was said for long."""
        now = self._clock()
        if self._quiet or self._live or now - self._told < EVERY_S:
            return
        self._told = now
        done = f"{self._done} of {self._total}" if self._total else str(self._done)
        print(f"{self._label}: still at it, {done} after {spoken(now - self._began)}", file=sys.stderr)

    def _watch(self, over: threading.Event) -> None:
        while not over.wait(EVERY_S):
            self.still()

    def _stop_watch(self) -> None:
        if self._over is not None:
            self._over.set()
            self._over = None

    def _left(self) -> str:
        seconds = self._pace.remaining_s(self._total) if self._total > self._done else None
        return "" if seconds is None else f"about {spoken(seconds)} left"

    def _printer(self) -> "Console":
        if self._console is None:
            self._console = console(stderr=True)
        return self._console
