"""Seconds of the processor by label, where one labelled piece of work may call another: each second counts once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from time import process_time
from typing import Any
from unittest.mock import patch


class Stopwatch:
    """Sums up the seconds of the innermost label that is running."""

    def __init__(self, clock: Callable[[], float] = process_time) -> None:
        self.seconds: dict[str, float] = {}
        self._clock = clock
        self._running: list[str] = []
        self._since = clock()

    def _pass(self) -> None:
        now = self._clock()
        if self._running:
            label = self._running[-1]
            self.seconds[label] = self.seconds.get(label, 0.0) + now - self._since
        self._since = now

    @contextmanager
    def running(self, label: str) -> Iterator[None]:
        """Count what is done inside under a label, as far as no other label runs inside."""
        self._pass()
        self._running.append(label)
        try:
            yield
        finally:
            self._pass()
            self._running.pop()

    def timed(self, label: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that counts its calls under a label; of one that yields each step is counted."""

        @wraps(work)
        def call(*given: Any, **named: Any) -> Any:
            with self.running(label):
                found = work(*given, **named)
            return self._steps(label, found) if isinstance(found, Iterator) else found

        return call

    def _steps(self, label: str, steps: Iterator[Any]) -> Iterator[Any]:
        while True:
            with self.running(label):
                try:
                    step = next(steps)
                except StopIteration:
                    return
            yield step

    @contextmanager
    def watching(self, *places: tuple[object, str, str]) -> Iterator[None]:
        """Count attributes (owner, name, label) inside; an attribute that is not there raises AttributeError."""
        if not places:
            yield
            return
        owner, name, label = places[0]
        with patch.object(owner, name, self.timed(label, getattr(owner, name))), self.watching(*places[1:]):
            yield
