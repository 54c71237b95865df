"""What somebody has typed and not saved: kept on the disk for each person and thing, given back after a crash."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from reportedly.clock import now
from reportedly.errors import ReportedlyError
from reportedly.text import digest

FOLDER = "workbench_drafts"
LONGEST = 200_000
"""Characters of JSON that one unsaved form may have."""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """The fields of a form as they were typed, when (ISO 8601, UTC), and the last action seen when it was begun."""

    person: str
    on: str
    at: str
    seen: int
    fields: Mapping[str, Any]


class UnsavedForms:
    """The unsaved forms of a project, each in a file of its own that is replaced as a whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self._lock = Lock()

    def keep(self, person: str, on: str, seen: int, fields: Mapping[str, Any]) -> Unsaved:
        """Keep what was typed; it is on the disk when this returns. Raises ReportedlyError for what is too long."""
        made = Unsaved(person, on, now(), seen, dict(fields))
        text = json.dumps(
            {"person": person, "on": on, "at": made.at, "seen": seen, "fields": made.fields}, ensure_ascii=False
        )
        if len(text) > LONGEST:
            raise ReportedlyError(f"the form has {len(text):,} characters; at most {LONGEST:,} are kept unsaved")
        path = self._path(person, on)
        with self._lock:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(path.name + ".part")
            with temporary.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        return made

    def of(self, person: str, on: str) -> Unsaved | None:
        """Return what a person has typed about a thing, None where nothing is unsaved."""
        try:
            plain = json.loads(self._path(person, on).read_text("utf-8"))
            found = Unsaved(plain["person"], plain["on"], plain["at"], int(plain["seen"]), dict(plain["fields"]))
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            # A file that cannot be read holds nothing that could be given back.
            return None
        return found if (found.person, found.on) == (person, on) else None

    def all_of(self, person: str) -> list[Unsaved]:
        """Return everything that a person has not saved, newest first."""
        folder = self._path(person, "").parent
        names = sorted(folder.glob("*.json")) if folder.is_dir() else []
        found = []
        for name in names:
            try:
                plain = json.loads(name.read_text("utf-8"))
                found.append(Unsaved(plain["person"], plain["on"], plain["at"], int(plain["seen"]), plain["fields"]))
            except (OSError, ValueError, KeyError, TypeError):
                continue
        return sorted((one for one in found if one.person == person), key=lambda one: one.at, reverse=True)

    def drop(self, person: str, on: str) -> None:
        """Forget what was typed about a thing."""
        self._path(person, on).unlink(missing_ok=True)

    def _path(self, person: str, on: str) -> Path:
        return self._folder / digest(person, length=16) / f"{digest(on, length=24)}.json"
