"""ZIP archives: each member is read as a file of its own, held to limits against archives made to do harm."""

import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from typing import IO

from reportedly.errors import DocumentFailed
from reportedly.ingest.member_names import name_of
from reportedly.ingest.opened import IN_MEMORY, MB, Found, LimitReached, Opened, Peek
from reportedly.records import Failure

MAX_RATIO = 200
"""Most bytes that one byte of an archive may become: text shrinks to a tenth, made-up bombs to a thousandth."""

SMALL = 4 * MB
"""Members up to here may shrink as they like: a form full of blanks is no bomb."""

MAX_DIRECTORY = 64 * MB
"""Largest table of contents of an archive: some 500,000 names; it is read into memory."""

MAX_NAME = 1_000
"""Longest name of a member, in code points."""

MAX_FAILURES = 200
"""Most failures told one by one in one archive; the rest are counted."""

DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError,
    RuntimeError, struct.error, OverflowError,
)  # fmt: skip
"""What the standard library raises on archives that are damaged, or packed in a way that it does not know."""

_OTHERS = (
    ("ppt/presentation.xml", "a presentation; save it as PDF"),
    ("META-INF/container.xml", "an e-book (EPUB); save its text as .docx or .html"),
    ("visio/document.xml", "a drawing; save it as PDF"),
    ("xl/workbook.bin", "a binary workbook (XLSB); save it as .xlsx"),
    (
        "META-INF/manifest.xml",
        "an OpenDocument file that is no text, or an archive of a program; save it as .odt or .xlsx",
    ),
    ("AndroidManifest.xml", "a program"),
    ("META-INF/MANIFEST.MF", "a program"),
)
_HIDDEN = re.compile(r"(?:^|/)(?:__MACOSX/|\.(?!\.?(?:[/\\]|$)))")
_OUT = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:[/\\]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_LOCAL, _END, _END_64 = b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06"


def is_zip(peek: Peek) -> bool:
    """Say whether the content is a ZIP archive, also a damaged one."""
    return peek.head.startswith((_LOCAL, _END))


def open_zip(stream: IO[bytes]) -> zipfile.ZipFile:
    """Open an archive whose table of contents is small enough. Raises DocumentFailed for it or if it is damaged."""
    if _directory_size(stream) > MAX_DIRECTORY:
        raise DocumentFailed(f"its table of contents has more than {MAX_DIRECTORY // MB} MB; it was not opened")
    stream.seek(0)
    try:
        return zipfile.ZipFile(stream)
    except DAMAGED as error:
        raise DocumentFailed(f"the ZIP archive is damaged or cut off ({error}); fetch or pack it again") from error


def _directory_size(stream: IO[bytes]) -> int:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - 70_000))
    tail = stream.read(70_000)
    end, wide = tail.rfind(_END), tail.rfind(_END_64)
    if wide >= 0 and len(tail) >= wide + 48:
        return int(struct.unpack_from("<Q", tail, wide + 40)[0])
    return int(struct.unpack_from("<I", tail, end + 12)[0]) if 0 <= end <= len(tail) - 22 else 0


def read_zip(opened: Opened) -> Found:
    """Yield what the members hold; hidden ones are left out, as in folders. One failure for each bad member."""
    told = 0
    with opened.stream() as stream, open_zip(stream) as archive:
        members = [info for info in archive.infolist() if not info.is_dir() and not _HIDDEN.search(info.filename)]
        if not members:
            raise DocumentFailed("there is no file in the archive")
        _refuse_others(archive)
        packed = sum(info.compress_size for info in members)
        unpacked = sum(info.file_size for info in members)
        if unpacked > SMALL and unpacked > MAX_RATIO * max(packed, 1):
            raise DocumentFailed(
                f"it would unpack to {unpacked / MB:,.0f} MB, {MAX_RATIO} times its size: not unpacked"
            )
        for info in members:
            for found in _member(opened, archive, info):
                told += isinstance(found, Failure)
                if told <= MAX_FAILURES or not isinstance(found, Failure):
                    yield found
    if told > MAX_FAILURES:
        captured = opened.captured
        yield Failure(captured.path, f"{told - MAX_FAILURES} further failures in this archive", captured.sha256)


def _refuse_others(archive: zipfile.ZipFile) -> None:
    """Raise DocumentFailed for documents of other programs that are ZIPs inside: their parts are no reports."""
    names = set(archive.namelist())
    for name, what in _OTHERS:
        if name in names:
            raise DocumentFailed(f"this is {what}")


def _member(opened: Opened, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Found:
    name = member_name(info)
    printed = _CONTROL.sub("\ufffd", name)[:MAX_NAME]
    shown = f"{opened.captured.path}!{printed}"
    try:
        check_member(info, name)
        opened.budget.unpack(info.file_size)
        if info.file_size > IN_MEMORY:
            with archive.open(info) as stream:
                yield from opened.member(name, stream)  # type: ignore[arg-type]
            return
        data = archive.read(info)
    except LimitReached:
        raise
    except DocumentFailed as error:
        yield Failure(shown, str(error), opened.captured.sha256)
        return
    except DAMAGED as error:
        yield Failure(shown, f"cannot be unpacked ({error}); pack it again", opened.captured.sha256)
        return
    yield from opened.member(name, data)


def check_member(info: zipfile.ZipInfo, name: str) -> None:
    """Raise DocumentFailed for a member that is no file, encrypted, a bomb, or named to do harm."""
    if len(name) > MAX_NAME:
        raise DocumentFailed(f"its name has {len(name):,} characters; give it a shorter one")
    if _CONTROL.search(name):
        raise DocumentFailed("there are control characters in its name; rename it")
    if _OUT.search(name):
        raise DocumentFailed("its name leads out of the archive (such names are made to overwrite files); rename it")
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        raise DocumentFailed("it is a link or a device, no file; put the file itself into the archive")
    if info.flag_bits & 0x1:
        raise DocumentFailed("it is encrypted; unpack it with its password first")
    if info.file_size > SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        raise DocumentFailed(f"it would unpack to more than {MAX_RATIO} times its size; it was not unpacked")


def member_name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member; names not marked as UTF-8 are mostly so, or in a code page of old Windows."""
    if info.flag_bits & 0x800 or info.orig_filename.isascii():
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    return name_of(raw) or info.filename
