"""Answers that take long on a large project: kept, and made anew in the background while the last ones are shown.

What is quick to make is made anew for whoever asks, so that a decision shows at once; what is not would make everybody
wait after every decision. Whether an answer is of now can be asked (`late`).
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

T = TypeVar("T")

PATIENCE_S = 0.4
"""What takes longer is not waited for where an earlier answer is there."""

MOST = 12
"""Answers kept for one desk."""


@dataclass(slots=True)
class _Made(Generic[T]):
    version: int
    value: T
    seconds: float


@dataclass(slots=True)
class _Shelf(Generic[T]):
    made: "OrderedDict[Hashable, _Made[T]]" = field(default_factory=OrderedDict)
    making: set[Hashable] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)
    one_at_a_time: threading.Lock = field(default_factory=threading.Lock)


class Lately(Generic[T]):
    """Keeps, for each desk, what was made for each key of one of its versions."""

    def __init__(self, patience_s: float = PATIENCE_S) -> None:
        self._patience = patience_s
        self._shelves: WeakKeyDictionary[Any, _Shelf[T]] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def get(self, desk: Any, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made for a key, of the desk's present version unless making it takes long.

        `make` must not ask for another answer of this object. What it raises is raised here; in the background it is
        left to the next one who asks.
        """
        shelf, version = self._shelf(desk), desk.version
        with shelf.lock:
            known = shelf.made.get(key)
            if known is not None and known.version == version:
                return known.value
            if known is not None and known.seconds > self._patience:
                if key not in shelf.making:
                    shelf.making.add(key)
                    threading.Thread(target=self._later, args=(shelf, desk, key, make), daemon=True).start()
                return known.value
        return self._now(shelf, desk, key, make)

    def late(self, desk: Any, key: Hashable) -> bool:
        """Say whether what is kept for a key is of an earlier version."""
        known = self._shelf(desk).made.get(key)
        return known is not None and known.version != desk.version

    def _shelf(self, desk: Any) -> _Shelf[T]:
        with self._lock:
            return self._shelves.setdefault(desk, _Shelf())

    def _now(self, shelf: _Shelf[T], desk: Any, key: Hashable, make: Callable[[], T]) -> T:
        with shelf.one_at_a_time:
            version = desk.version
            with shelf.lock:
                known = shelf.made.get(key)
            if known is not None and known.version == version:
                return known.value
            begun = time.monotonic()
            value = make()
            with shelf.lock:
                shelf.made[key] = _Made(version, value, time.monotonic() - begun)
                shelf.made.move_to_end(key)
                while len(shelf.made) > MOST:
                    shelf.made.popitem(last=False)
            return value

    def _later(self, shelf: _Shelf[T], desk: Any, key: Hashable, make: Callable[[], T]) -> None:
        try:
            self._now(shelf, desk, key, make)
        except Exception:  # noqa: BLE001 - whoever asks next gets it raised
            with shelf.lock:
                shelf.made.pop(key, None)
        finally:
            with shelf.lock:
                shelf.making.discard(key)
