"""Searches and views that a person keeps under a name: addresses of this workbench, in one file of the project."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Literal

from reportedly.clock import now
from reportedly.web.errors import WebError
from reportedly.web.security import local_path

FILE = "workbench_saved.json"
MOST = 200
"""Entries that one person may keep."""

Kind = Literal["search", "view"]
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Saved:
    """One kept address: whose it is, a name, the path with its query, when it was kept (UTC)."""

    person: str
    kind: Kind
    name: str
    address: str
    at: str


class SavedViews:
    """The kept addresses of a project."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def of(self, person: str, kind: Kind) -> tuple[Saved, ...]:
        """Return what a person keeps, in the order of names. Raises WebError for a damaged file."""
        found = [one for one in self._all() if one.person == person and one.kind == kind]
        return tuple(sorted(found, key=lambda one: one.name.casefold()))

    def keep(self, person: str, kind: Kind, name: str, address: str) -> Saved:
        """Keep an address under a name; one of the same name is replaced. Raises WebError for what cannot be kept."""
        title = " ".join(name.split())
        if not title or len(title) > 120:
            raise WebError(f"a name of 1 to 120 characters is needed, not of {len(title)}")
        if local_path(address, "") != address or len(address) > 4000:
            raise WebError(f"{address[:80]!r} is no address of this workbench; it begins with one /")
        made = Saved(person, kind, title, address, now())
        with _lock:
            rest = [one for one in self._all() if (one.person, one.kind, one.name) != (person, kind, title)]
            if sum(one.person == person for one in rest) >= MOST:
                raise WebError(f"{MOST} are kept already; remove one first")
            self._write([*rest, made])
        return made

    def drop(self, person: str, kind: Kind, name: str) -> None:
        """Remove what a person keeps under a name; nothing happens where there is none."""
        with _lock:
            self._write([one for one in self._all() if (one.person, one.kind, one.name) != (person, kind, name)])

    def _all(self) -> list[Saved]:
        try:
            return [Saved(**entry) for entry in json.loads(self._path.read_text("utf-8"))]
        except FileNotFoundError:
            return []
        except (ValueError, TypeError) as error:
            raise WebError(
                f"{self._path}: saved views cannot be read ({error}); restore the file or remove it"
            ) from error

    def _write(self, entries: list[Saved]) -> None:
        temporary = self._path.with_name(self._path.name + ".part")
        temporary.write_text(json.dumps([asdict(e) for e in entries], ensure_ascii=False, indent=1), "utf-8")
        temporary.replace(self._path)
