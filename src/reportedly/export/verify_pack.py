"""Check a sealed evidence pack. This file needs nothing but Python 3.9 or newer: no network, no other program.

    python3 verify.py            in the folder of the unpacked pack
    python3 verify.py PACK.zip   on the pack itself

It digests every file again and compares it with manifest.json, follows the chain of custody and the chain of
decisions, and looks up each quotation of claims.jsonl in its text. Exit code 0: all is as it was sealed; 1: it is not.

The digest of manifest.json stands in manifest.sha256. Whoever can change all files can make that anew as well:
compare it with the digest that you got from whoever made the pack, or with a time stamp.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

PIECE = 1 << 20
BASES = ("", "reportedly/")  # where the files of a pack lie: at its top, or in a folder of a web archive
SEALS = ("manifest.json", "manifest.sha256")
LISTS = {"datapackage.json", "datapackage-digest.json"}


class Folder:
    """A pack that was unpacked."""

    def __init__(self, root: str) -> None:
        self.root = root

    def names(self) -> Iterator[str]:
        """Yield the names of all files, with "/" between folders."""
        for folder, _, files in os.walk(self.root):
            for name in files:
                yield os.path.relpath(os.path.join(folder, name), self.root).replace(os.sep, "/")

    def open(self, name: str) -> IO[bytes]:
        """Open a file for reading bytes."""
        return open(os.path.join(self.root, *name.split("/")), "rb")


class Archive:
    """A pack as it came."""

    def __init__(self, path: str) -> None:
        self.zip = zipfile.ZipFile(path)

    def names(self) -> Iterator[str]:
        """Yield the names of all files."""
        return (name for name in self.zip.namelist() if not name.endswith("/"))

    def open(self, name: str) -> IO[bytes]:
        """Open a file for reading bytes."""
        return self.zip.open(name)


def verify(pack: Folder | Archive) -> tuple[list[str], str]:
    """Return what is wrong with a pack in words, and a line that says what was checked."""
    names = set(pack.names())
    base = next((b for b in BASES if {f"{b}{name}" for name in SEALS} <= names), None)
    if base is None:
        return ["there is no manifest.json with its digest: this is no evidence pack, or not all of one"], ""
    faults = []
    with pack.open(f"{base}manifest.json") as file:
        sealed = file.read()
    with pack.open(f"{base}manifest.sha256") as file:
        told = file.read().decode("ascii", "replace").split()[:1]
    if told != [hashlib.sha256(sealed).hexdigest()]:
        faults.append("manifest.json does not have the digest in manifest.sha256: it was changed")
    try:
        manifest = json.loads(sealed)
        files = {one["path"]: one for one in manifest["files"]}
        heads = manifest["heads"]
    except (ValueError, KeyError, TypeError):
        return [*faults, "manifest.json cannot be read"], ""
    faults += file_faults(pack, names - {f"{base}{name}" for name in SEALS} - LISTS, files)
    counts = []
    for path, prefix in (("custody.jsonl", "cus"), ("decisions.jsonl", "rev")):
        # A chain without rows is not in the pack, and has no head.
        there = f"{base}{path}" in names or heads.get(path) != ""
        count, wrong = chain_faults(pack, f"{base}{path}", prefix, heads.get(path)) if there else (0, [])
        counts.append(count)
        faults += wrong
    claims = f"{base}claims.jsonl"
    quotes, wrong = quote_faults(pack, claims, names) if claims in files else (0, [])
    told_line = f"{len(files)} files, {counts[0]} custody events, {counts[1]} decisions, {quotes} quotations looked up"
    return [*faults, *wrong], told_line


def file_faults(pack: Folder | Archive, names: set[str], files: dict[str, Any]) -> Iterator[str]:
    """Yield which files are missing, changed or not listed; names under evidence/ are digests themselves."""
    for path in sorted(files):
        if path not in names:
            yield f"{path} is missing"
            continue
        digest, size = digest_of(pack, path)
        if digest != files[path]["sha256"] or size != files[path]["size"]:
            yield f"{path} was changed"
        if path.startswith("evidence/") and digest != path[len("evidence/") :].replace("/", ""):
            yield f"{path} does not have the digest that is its name"
    for path in sorted(names - set(files)):
        yield f"{path} is not in the manifest: it was put in later"


def digest_of(pack: Folder | Archive, path: str) -> tuple[str, int]:
    """Return the SHA-256 of a file in hex, and its size in bytes."""
    digest, size = hashlib.sha256(), 0
    with pack.open(path) as file:
        while True:
            piece = file.read(PIECE)
            if not piece:
                return digest.hexdigest(), size
            digest.update(piece)
            size += len(piece)


def chain_faults(pack: Folder | Archive, path: str, prefix: str, head: str | None) -> tuple[int, list[str]]:
    """Return how many rows a chain has, and where it is broken; rows without a body are followed by digest only."""
    previous, number = "", 0
    faults = []
    try:
        for row in rows_of(pack, path):
            number += 1
            if row["number"] != number or row["previous"] != previous:
                faults.append(f"{path}: row {number} does not follow on the one before it")
            if "body" in row:
                if chained(row["body"]) != row["sha256"] or row["id"] != f"{prefix}_{row['sha256'][:16]}":
                    faults.append(f"{path}: row {number} was changed")
                if json.loads(row["body"])["previous"] != previous:
                    faults.append(f"{path}: row {number} names another row before it")
            previous = row["sha256"]
    except (ValueError, KeyError, TypeError, OSError):
        return number, [*faults, f"{path} cannot be read after row {number}"]
    if previous != head:
        faults.append(f"{path} does not end with the head that the manifest names")
    return number, faults


def chained(body: str) -> str:
    """Return the digest of a row: over the length of its text in characters, a colon, and the text."""
    return hashlib.sha256(f"{len(body)}:{body}".encode()).hexdigest()


def rows_of(pack: Folder | Archive, path: str) -> Iterator[Any]:
    """Yield the objects of a file with one on each line."""
    with pack.open(path) as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def quote_faults(pack: Folder | Archive, claims: str, names: Iterable[str]) -> tuple[int, list[str]]:
    """Return how many quotations were looked up, and those that do not stand in their text."""
    count, faults = 0, []
    held, text = "", ""
    try:
        for claim in rows_of(pack, claims):
            path = f"text/{claim['text_id']}.txt"
            if path not in names:
                continue
            if held != path:
                with pack.open(path) as file:
                    held, text = path, file.read().decode("utf-8")
            for piece in claim["evidence"]:
                count += 1
                if text[piece["start"] : piece["end"]] != piece["exact"]:
                    faults.append(f"claim {claim['id']}: its quotation does not stand in {path}")
    except (ValueError, KeyError, TypeError, OSError):
        faults.append(f"claims.jsonl cannot be read after quotation {count}")
    return count, faults


def main(arguments: list[str]) -> int:
    """Check the pack that is named, else the folder of this file; return the exit code."""
    here = os.path.dirname(os.path.abspath(__file__))
    above = os.path.dirname(here)
    whole = above if os.path.exists(os.path.join(above, "datapackage.json")) else here
    path = arguments[0] if arguments else whole
    try:
        faults, told = verify(Folder(path) if os.path.isdir(path) else Archive(path))
    except (OSError, zipfile.BadZipFile, EOFError) as error:
        faults, told = [f"{path} cannot be read: {error}"], ""
    for fault in faults:
        sys.stdout.write(fault + "\n")
    verdict = "all is as it was sealed" if not faults else f"{len(faults)} fault{'s' if len(faults) > 1 else ''}"
    sys.stdout.write(f"{told}{': ' if told else ''}{verdict}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
