"""Which shards of a corpus are done: one line of JSON for each, added when its partition is on the disk."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from reportedly.cluster.partition import Written
from reportedly.cluster.shards import Shard, Source
from reportedly.errors import StoreError

try:
    import fcntl
except ImportError:  # pragma: no cover - systems without it
    fcntl = None  # type: ignore[assignment]

NAME = "manifest.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """A shard that is done: what was read, under which settings (a digest), and the partition that came of it."""

    shard: str
    kind: str
    settings: str
    sources: tuple[Source, ...]
    written: Written


@dataclass(slots=True)
class Manifest:
    """The manifest of a folder of partitions; of two entries for a shard the later one counts."""

    folder: Path
    entries: dict[str, Entry] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> "Manifest":
        """Read the manifest; a last line that was cut off is passed over. Raises StoreError for any other damage."""
        made = cls(folder)
        path = folder / NAME
        lines = path.read_bytes().split(b"\n") if path.exists() else []
        for number, line in enumerate(lines, start=1):
            try:
                plain = json.loads(line) if line else None
            except ValueError as error:
                if number == len(lines):
                    break
                raise StoreError(f"{path}, line {number}, is damaged ({error}); take it out") from error
            if plain:
                made._take(plain)
        return made

    def done(self, shard: Shard, settings: str) -> bool:
        """Say whether a shard has been coded under these settings and its partition is there."""
        entry = self.entries.get(shard.id)
        return entry is not None and entry.settings == settings and self._there(entry)

    def unchanged_files(self, settings: str) -> set[Source]:
        """Return the files of shards of whole files that are done and of which no file has changed since."""
        done = (e for e in self.entries.values() if e.kind == "files" and e.settings == settings and self._there(e))
        return {source for entry in done if not any(map(_changed, entry.sources)) for source in entry.sources}

    def add(self, entry: Entry) -> None:
        """Add an entry; it is on the disk afterwards."""
        self.entries[entry.shard] = entry
        self._write(asdict(entry))

    def withdraw(self, shard: str) -> None:
        """Take a shard out, whose input is gone or another: its partition goes too."""
        entry = self.entries.pop(shard)
        self._write({"shard": shard, "withdrawn": True})
        (self.folder / entry.written.file).unlink(missing_ok=True)

    def _take(self, plain: dict[str, Any]) -> None:
        if plain.get("withdrawn"):
            self.entries.pop(plain["shard"], None)
            return
        sources = tuple(Source(**source) for source in plain["sources"])
        written = Written(**plain["written"])
        self.entries[plain["shard"]] = Entry(plain["shard"], plain["kind"], plain["settings"], sources, written)

    def _there(self, entry: Entry) -> bool:
        path = self.folder / entry.written.file
        return path.is_file() and path.stat().st_size == entry.written.size

    def _write(self, plain: dict[str, Any]) -> None:
        path = self.folder / NAME
        path.touch()
        with path.open("rb+") as file:
            if file.seek(0, os.SEEK_END) and (file.seek(-1, os.SEEK_END), file.read(1))[1] != b"\n":
                # A line that was cut off by a kill goes: nothing can be made of it.
                file.seek(0)
                file.truncate(file.read().rfind(b"\n") + 1)
            file.seek(0, os.SEEK_END)
            file.write(json.dumps(plain, ensure_ascii=False).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())


def _changed(source: Source) -> bool:
    """Say whether a file is another one now; one that is gone has not changed."""
    try:
        status = Path(source.path).stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) != (source.size, source.changed)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder of partitions: only one program writes its manifest. Raises StoreError if another one does."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise StoreError(f"another program codes into {folder}; wait for it, or name another folder") from error
        yield
