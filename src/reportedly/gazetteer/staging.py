"""An import while it is under way: a database beside the layer's place, which no look-up ever opens.

Rows are committed in batches, each together with how far the source is read; after a kill the next import of the
same sources goes on there.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from reportedly.errors import InvalidGazetteer
from reportedly.gazetteer.rows import StoredName
from reportedly.gazetteer.schema import DDL, FORMAT, INSERT_PLACE

NAMES_STAGED = """
CREATE TABLE name_in(key TEXT NOT NULL, place INTEGER NOT NULL, form TEXT NOT NULL, lang TEXT NOT NULL,
  status TEXT NOT NULL, script TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT NOT NULL);
"""
_PROGRESS = """
CREATE TABLE progress(file TEXT PRIMARY KEY, offset INTEGER NOT NULL, line INTEGER NOT NULL, done INTEGER NOT NULL,
  counts TEXT NOT NULL);
"""
_REPLACE_PLACE = INSERT_PLACE.replace("INSERT INTO", "INSERT OR REPLACE INTO")


def drop_done(path: Path, job: str) -> None:
    """Remove what an import of this job left behind that was stopped when its layer was there already."""
    if not path.is_file():
        return
    try:
        with closing(sqlite3.connect(path, timeout=0.1)) as connection:
            found = connection.execute("SELECT value FROM meta WHERE key = 'job'").fetchone()
    except sqlite3.DatabaseError:
        return  # another import is at it, or what it left is no database: the next one sees to it
    if found is not None and found[0] == job:
        _unlink(path)


def _unlink(path: Path) -> None:
    for file in (path, path.with_name(path.name + "-journal")):
        file.unlink(missing_ok=True)


class Staging:
    """The unfinished import at `path`; `job` says by digests and settings what is imported.

    What another job left there is dropped. Raises InvalidGazetteer if another process is at it.
    """

    def __init__(self, path: Path, job: str) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self.resumed = False
        try:
            self.connection = self._connect(job)
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise InvalidGazetteer(f"{path}: another import of this layer is running; wait for its end") from error
            raise

    def _connect(self, job: str) -> sqlite3.Connection:
        connection = self._begun()
        try:
            found = connection.execute("SELECT value FROM meta WHERE key = 'job'").fetchone()
        except sqlite3.DatabaseError:
            found = None
        if found is not None and found[0] == job:
            self.resumed = True
            return connection
        connection.close()
        _unlink(self.path)
        connection = self._begun()
        connection.executescript(DDL + NAMES_STAGED + _PROGRESS)
        notes = {"job": job, "staging": str(FORMAT)}
        connection.executemany("INSERT INTO meta VALUES (?, ?)", notes.items())
        connection.commit()
        return connection

    def _begun(self) -> sqlite3.Connection:
        """Return a connection that holds the file alone, as far as it is a database."""
        connection = sqlite3.connect(self.path, timeout=2.0)
        try:
            connection.executescript(
                "PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-32768; BEGIN EXCLUSIVE; COMMIT;"
            )
        except sqlite3.OperationalError:
            connection.close()
            raise
        except sqlite3.DatabaseError:
            pass  # no database: found out by what asks it next
        return connection

    def reached(self, file: str) -> tuple[int, int, bool, Counter[str]]:
        """Return offset, line, whether it is done, and the counts of a source so far."""
        query = "SELECT offset, line, done, counts FROM progress WHERE file = ?"
        row = self.connection.execute(query, (file,)).fetchone()
        return (row[0], row[1], bool(row[2]), Counter(json.loads(row[3]))) if row else (0, 0, False, Counter())

    def commit(self, file: str, *, offset: int, line: int, done: bool, counts: Counter[str]) -> None:
        """Keep everything that was added since the last commit, and how far the source is read."""
        row = (file, offset, line, int(done), json.dumps(counts))
        self.connection.execute("INSERT OR REPLACE INTO progress VALUES (?,?,?,?,?)", row)
        self.connection.commit()

    def add_places(self, places: Iterable[tuple[object, ...]]) -> None:
        """Add rows of `place`; a number that is there already is replaced."""
        self.connection.executemany(_REPLACE_PLACE, places)

    def add_names(self, names: Iterable[StoredName]) -> None:
        """Add rows of `name`, doubles included."""
        self.connection.executemany("INSERT INTO name_in VALUES (?,?,?,?,?,?,?,?)", names)

    def add_containment(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Add (child, parent, scheme)."""
        self.connection.executemany("INSERT OR IGNORE INTO containment VALUES (?, ?, ?, '', '')", rows)

    def add_codes(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Add (place, scheme, code)."""
        self.connection.executemany("INSERT OR IGNORE INTO code VALUES (?, ?, ?)", rows)

    def has(self, number: int) -> bool:
        """Say whether a place with this number was added."""
        return self.connection.execute("SELECT 1 FROM place WHERE num = ?", (number,)).fetchone() is not None

    def country(self, number: int) -> str | None:
        """Return the country of a place that was added, None if it was not."""
        row = self.connection.execute("SELECT country FROM place WHERE num = ?", (number,)).fetchone()
        return str(row[0]) if row else None

    def names(self) -> int:
        """Return the number of name rows so far, doubles included."""
        return int(self.connection.execute("SELECT count(*) FROM name_in").fetchone()[0])

    def close(self, *, drop: bool = False) -> None:
        """Close the database; with `drop` it is removed."""
        self.connection.close()
        if drop:
            _unlink(self.path)
