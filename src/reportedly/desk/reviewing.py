"""What review needs besides the read model: decisions and their counting, unsaved forms, who is at what."""

import json
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from reportedly.desk.deciding import Deciding
from reportedly.desk.desk import Desk
from reportedly.desk.rejoining import Rejoining
from reportedly.desk.unsaved import FOLDER, UnsavedForms
from reportedly.project import Project
from reportedly.text import digest

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

    @classmethod
    def open(cls, project: Project, desk: Desk) -> "Reviewing":
        """Return review on a project; counting what an earlier process left begins at once."""
        rejoining = Rejoining(project, desk.refresh)

        def after(_documents: frozenset[str]) -> None:
            desk.refresh()
            rejoining.ask()

        made = cls(
            project,
            desk,
            Deciding(project, after),
            rejoining,
            UnsavedForms(project.out),
            SetAside(project.out),
            Presence(),
        )
        rejoining.start()
        return made

    def close(self) -> None:
        """Give up counting that is not finished; the next start goes on with it."""
        self.rejoining.close()
