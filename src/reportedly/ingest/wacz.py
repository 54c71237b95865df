"""Web archives in a ZIP (WACZ): its digests are checked, then the pages that it lists are read from its WARC files."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

from reportedly.ingest.opened import MB, Found, Opened
from reportedly.ingest.signs import PACKAGE, is_archive
from reportedly.ingest.warc import Wanted, read_records
from reportedly.ingest.zipped import DAMAGED, open_zip
from reportedly.records import Failure, Note
from reportedly.records.address import address_key

_PACKAGE_DIGEST = "datapackage-digest.json"
_MAX_META = 256 * MB
"""Largest list of pages or of files that is read."""

_MOST_NAMED = 5


def read_wacz(opened: Opened) -> Found:
    """Yield the documents of a WACZ, failures of files whose digest is wrong, and what was left out.

    Raises DocumentFailed if the ZIP cannot be opened.
    """
    with closing(opened.stream()) as stream, open_zip(stream) as archive:
        yield from _read(opened, archive)


def _read(opened: Opened, archive: zipfile.ZipFile) -> Found:
    wrong = dict(_wrong(archive))
    for name, problem in wrong.items():
        yield Failure(f"{opened.captured.path}!{name}", problem, opened.captured.sha256)
    wanted = None
    try:
        wanted = _pages(archive, wrong)
    except DAMAGED as error:
        problem = f"its list of pages cannot be read ({error}); all its contents were read"
        yield Failure(opened.captured.path, problem, opened.captured.sha256)
    for name in sorted(n for n in archive.namelist() if is_archive(n) and n not in wrong):
        inside = replace(opened, captured=replace(opened.captured, path=f"{opened.captured.path}!{name}"))
        try:
            with archive.open(name) as file:
                yield from read_records(inside, file, wanted, method="wacz")
        except DAMAGED as error:
            problem = f"it cannot be read out of the ZIP ({error}); what came before was read"
            yield Failure(inside.captured.path, problem, opened.captured.sha256)
    if wanted is not None and (missing := sorted(wanted.titles.keys() - wanted.found)):
        named = ", ".join(missing[:_MOST_NAMED]) + (", …" if len(missing) > _MOST_NAMED else "")
        message = f"{len(missing)} of {len(wanted.titles)} pages in its list are not among its records: {named}"
        yield Note(opened.captured.path, message, opened.captured.sha256)


def _wrong(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the files of the archive that are not as its list says, each with what is wrong."""
    names = set(archive.namelist())
    told = _meta(archive, _PACKAGE_DIGEST)
    if isinstance(told, dict) and isinstance(printed := told.get("hash"), str):
        yield from _compared(archive, PACKAGE, printed, None)
    package = _meta(archive, PACKAGE)
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list):
        yield PACKAGE, "the list of files with their digests cannot be read; the digests were not checked"
        return
    for item in resources:
        if not isinstance(item, dict) or not isinstance(path := item.get("path"), str):
            yield PACKAGE, "an entry in the list of files names no path"
        elif path not in names:
            yield path, "it is in the list of files and not in the archive"
        elif isinstance(printed := item.get("hash"), str):
            yield from _compared(archive, path, printed, item.get("bytes"))


def _compared(archive: zipfile.ZipFile, path: str, printed: str, size: Any) -> Iterator[tuple[str, str]]:
    kind, _, value = printed.rpartition(":")
    if (kind or "sha256") not in ("sha256", "md5", "sha1", "sha512"):
        yield path, f"its digest is of a kind that is not known ({kind})"
        return
    digest, length = hashlib.new(kind or "sha256", usedforsecurity=False), 0
    try:
        with archive.open(path) as file:
            while piece := file.read(MB):
                digest.update(piece)
                length += len(piece)
    except DAMAGED as error:
        yield path, f"it cannot be read out of the ZIP ({error}); it was left out"
        return
    if digest.hexdigest() != value.lower() or (isinstance(size, int) and size != length):
        yield path, "it does not match its digest in datapackage.json: it was changed or damaged, and was left out"


def _pages(archive: zipfile.ZipFile, wrong: dict[str, str]) -> Wanted | None:
    """Return the pages that the archive lists, None where it has no list that can be trusted."""
    titles: dict[str, str | None] = {}
    for name in archive.namelist():
        if not (name.startswith("pages/") and name.endswith(".jsonl")) or name in wrong:
            continue
        for line in _lines(archive, name):
            if isinstance(url := line.get("url"), str):
                title = line.get("title")
                titles.setdefault(address_key(url), title if isinstance(title, str) else None)
    return Wanted(titles) if titles else None


def _lines(archive: zipfile.ZipFile, name: str) -> Iterator[dict[str, Any]]:
    with archive.open(name) as file:
        for line in file:
            value = _object(line)
            if value is not None:
                yield value


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _meta(archive: zipfile.ZipFile, name: str) -> Any:
    try:
        if archive.getinfo(name).file_size > _MAX_META:
            return None
        return json.loads(archive.read(name))
    except (KeyError, RecursionError, *DAMAGED):
        return None
