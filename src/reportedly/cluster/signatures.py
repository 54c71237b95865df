"""Derivation signatures: what joining needs of each document by itself, worked out where the document is coded."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from reportedly.derive.citations import Names
from reportedly.gazetteer import open_layered
from reportedly.gloss import Marker, marker
from reportedly.join.packing import pack_sketch, packed, unpack_sketch
from reportedly.join.prints import Print, pack_keys, print_of, unpack_keys
from reportedly.join.update import program
from reportedly.records import Reading, Theatre
from reportedly.store.rows import body_of
from reportedly.text import digest

FILE = "signatures.db"
"""Where signatures wait in a project until its documents are joined."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Works signatures out; `version` says of what they depend: program, theatre, gazetteer."""

    marker: Marker
    names: Names
    version: str

    @classmethod
    def of(cls, theatre: Theatre) -> "Signer":
        """Return the signer of a theatre."""
        places = open_layered(extra=theatre.places)
        return cls(marker(places), Names.of(theatre), digest(program(), body_of(theatre), places.made_of, length=32))

    def sign(self, reading: Reading) -> str:
        """Return the signature of a document as JSON."""
        return pack_print(print_of(reading, self.marker, self.names))


def pack_print(one: Print) -> str:
    """Return a signature as JSON."""
    return packed([pack_sketch(one.sketch), pack_keys(one.keys), one.squeezed, one.sha256, one.family])


def unpack_print(body: str) -> Print:
    """Return the signature that `pack_print` packed."""
    sketch, keys, squeezed, sha256, family = json.loads(body)
    return Print(unpack_sketch(sketch), unpack_keys(keys), squeezed, sha256, family)


class Signatures:
    """Signatures by document, in a file beside the database of a project."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("CREATE TABLE IF NOT EXISTS signature (document TEXT PRIMARY KEY, version TEXT, body TEXT)")

    def put(self, version: str, signed: Iterable[tuple[str, str]]) -> None:
        """Keep signatures (document, body)."""
        self._db.execute("BEGIN")
        rows = ((document, version, body) for document, body in signed)
        self._db.executemany("INSERT OR REPLACE INTO signature VALUES (?, ?, ?)", rows)
        self._db.execute("COMMIT")

    def get(self, version: str, document: str) -> str | None:
        """Return the signature of a document, None where there is none of this version."""
        query = "SELECT body FROM signature WHERE document = ? AND version = ?"
        found = self._db.execute(query, (document, version)).fetchone()
        return None if found is None else str(found[0])

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def waiting(folder: Path) -> bool:
    """Say whether signatures wait in a project."""
    return (folder / FILE).exists()


def done(folder: Path) -> None:
    """Take away the signatures of a project whose documents are joined."""
    (folder / FILE).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Kept:
    """Prints from the signatures that wait in a project; what is not among them is worked out."""

    folder: Path
    theatre: Theatre

    def __call__(self, readings: Iterable[Reading], new: Collection[str]) -> Iterator[Print]:
        """Yield the print of each of the new documents."""
        signer = Signer.of(self.theatre)
        with closing(Signatures(self.folder / FILE)) as kept:
            for reading in readings:
                if reading.document.id in new:
                    body = kept.get(signer.version, reading.document.id)
                    yield unpack_print(body if body is not None else signer.sign(reading))
