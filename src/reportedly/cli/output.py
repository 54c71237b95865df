"""How the command line prints: tables for people, JSON lines for machines, progress for long work."""

import json
import sys
from collections.abc import Iterable, Sequence
from time import monotonic
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TaskID, TextColumn
from rich.table import Table
from rich.text import Text

from reportedly.cli.pace import Pace, in_words


def console(*, stderr: bool = False) -> Console:
    """Return a console that wraps at the terminal's width, or at 160 columns when not a terminal."""
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
    table = Table(title=title, title_justify="left", show_edge=False, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", max_width=NARROW.get(column))
    for row in rows:
        table.add_row(*[_plain(cell) for cell in row])
    console().print(table)


def _plain(cell: str) -> str:
    # Square brackets are markup to rich; a report may hold them.
    return cell.replace("[", r"\[")


EVERY = 30.0
"""Seconds between two lines of progress where standard error is not a terminal."""


class _Left(ProgressColumn):
    """The time that is left at the pace of the last steps."""

    def __init__(self, pace: Pace) -> None:
        super().__init__()
        self._pace = pace

    def render(self, task: Task) -> Text:
        """Return the time in words, nothing where it is not known."""
        left = self._pace.left(monotonic(), int(task.total)) if task.total else None
        return Text(in_words(left) if left is not None else "", style="progress.remaining")


class Bar:
    """A progress bar on standard error; where that is not a terminal, a plain line now and then."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._console = console(stderr=True)
        self._quiet = quiet
        self._live = self._console.is_terminal and not quiet
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._label, self._done, self._total = "", 0, 0
        self._pace = Pace()
        self._told = 0.0

    def begin(self, label: str, total: int | None) -> None:
        """Start a bar of `total` steps (None: one that only moves)."""
        self._label, self._done, self._total = label, 0, total or 0
        self._told = monotonic()
        self._pace.begin(self._told)
        if self._live:
            self._progress = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                _Left(self._pace),
                console=self._console,
                transient=True,
            )
            self._progress.start()
            self._task = self._progress.add_task(label, total=total)

    def step(self, count: int = 1, *, note: str = "") -> None:
        """Go on; a note is printed above the bar."""
        self._done += count
        if note and not self._quiet:
            self._console.print(note, markup=False)
        if self._progress is not None and self._task is not None:
            self._progress.advance(self._task, count)
        if count and self._total:
            self._go_on()

    def _go_on(self) -> None:
        at = monotonic()
        self._pace.note(at, self._done)
        if self._live or self._quiet or at - self._told < EVERY or self._done >= self._total:
            return
        self._told = at
        rate, left = self._pace.rate(at), self._pace.left(at, self._total)
        how = f", {rate:,.1f} a second, {in_words(left)}" if rate is not None and left is not None else ""
        print(f"{self._label}: {self._done:,} of {self._total:,}{how}", file=sys.stderr)

    def end(self) -> None:
        """Take the bar away and say what was done."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None
        if not self._quiet:
            tail = f": {self._done}" if self._total else ""
            print(f"{self._label}{tail}", file=sys.stderr)
