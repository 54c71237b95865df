"""What review needs besides the read model: decisions and their counting, unsaved forms, who is at what."""

import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from reportedly.desk.deciding import Deciding
from reportedly.desk.desk import Desk
from reportedly.desk.rejoining import Rejoining
from reportedly.desk.unsaved import FOLDER, UnsavedForms
from reportedly.project import Project
from reportedly.records import ReviewAction
from reportedly.text import digest

T = TypeVar("T")

MOST_KEPT = 40
"""Answers that are kept until the project changes."""

PRESENT_S = 30.0
"""How long somebody counts as being at an item after they were last seen there."""


class Presence:
    """Who is at which item now; in memory only."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: dict[str, tuple[str, float]] = {}

    def here(self, person: str, item: str) -> None:
        """Note that a person is at an item."""
        with self._lock:
            self._seen[person] = (item, time.monotonic())

    def others(self, person: str) -> dict[str, str]:
        """Return where the others are: person to item."""
        with self._lock:
            now = time.monotonic()
            self._seen = {who: seen for who, seen in self._seen.items() if now - seen[1] < PRESENT_S}
            return {who: item for who, (item, _) in sorted(self._seen.items()) if who != person}


class SetAside:
    """Items that a person looks at later: a mark for that person alone, no decision."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self._lock = threading.Lock()

    def of(self, person: str) -> frozenset[str]:
        """Return what a person has set aside."""
        try:
            return frozenset(map(str, json.loads(self._path(person).read_text("utf-8"))))
        except (FileNotFoundError, ValueError, TypeError):
            return frozenset()

    def turn(self, person: str, item: str) -> bool:
        """Set an item aside, or take it back; return whether it is set aside now."""
        with self._lock:
            held = self.of(person)
            now = held - {item} if item in held else held | {item}
            path = self._path(person)
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(path.name + ".part")
            temporary.write_text(json.dumps(sorted(now)), "utf-8")
            temporary.replace(path)
            return item in now

    def _path(self, person: str) -> Path:
        return self._folder / digest(person, length=16) / "later.list"


@dataclass(slots=True)
class Reviewing:
    """Review on one open project."""

    project: Project
    desk: Desk
    deciding: Deciding
    rejoining: Rejoining
    unsaved: UnsavedForms
    aside: SetAside
    presence: Presence
    known: int = 0
    _kept: dict[str, tuple[tuple[int, int], Any]] = field(default_factory=dict)

    @classmethod
    def open(cls, project: Project, desk: Desk) -> "Reviewing":
        """Return review on a project; counting what an earlier process left begins at once."""
        rejoining = Rejoining(project, desk.refresh)

        def after(_documents: frozenset[str]) -> None:
            made.known = project.store.last_review()
            desk.refresh()
            rejoining.ask()

        made = cls(
            project,
            desk,
            Deciding(project, after, rejoining.settle),
            rejoining,
            UnsavedForms(project.out),
            SetAside(project.out),
            Presence(),
            project.store.last_review(),
        )
        rejoining.start()
        return made

    def actions(self) -> Sequence[ReviewAction]:
        """Return all actions of the chain; they are read again only when there are more."""
        last = self.project.store.last_review()
        known = self._kept.get("actions")
        if known is None or known[0][0] != last:
            known = (last, 0), tuple(self.project.store.reviews())
            self._kept["actions"] = known
        found: Sequence[ReviewAction] = known[1]
        return found

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """Return what `make` gives, made once for each state of the project."""
        state = self.desk.version, self.project.store.last_review()
        known = self._kept.get(name)
        if known is None or known[0] != state:
            known = state, make()
            if len(self._kept) > MOST_KEPT:
                self._kept.clear()
            self._kept[name] = known
        found: T = known[1]
        return found

    def catch_up(self) -> None:
        """Take in what was decided by another program on the same project."""
        last = self.project.store.last_review()
        if last != self.known:
            self.known = last
            self.desk.refresh()
            self.rejoining.start()

    def close(self) -> None:
        """Give up counting that is not finished; the next start goes on with it."""
        self.rejoining.close()
