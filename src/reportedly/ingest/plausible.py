"""A look at a large file before it is copied: what surely holds nothing is refused while nothing is spent on it."""

import errno
import os
import re
import zlib
from typing import BinaryIO

from reportedly.errors import DocumentFailed
from reportedly.ingest.opened import MB

MOST_HOLES = 0.5
"""Largest share of a file that may be holes: file systems that pack make none of what holds something, and a text,
a mailbox or a web archive of which half is missing was broken off."""

_HEADER = 1 << 16
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*(\d{1,18})[ \t]*\r?$", re.I | re.M)
_GZIP = b"\x1f\x8b"


def check_holes(file: BinaryIO, size: int) -> None:
    """Raise DocumentFailed for a file that is mostly holes: stretches that were never written."""
    holes = _holes(file.fileno(), size)
    if holes > MOST_HOLES * size:
        raise DocumentFailed(
            f"{holes / MB:,.0f} of its {size / MB:,.0f} MB were never written (a download that broke off, or a file "
            "made to fill a disk); it was not copied: fetch it again"
        )


def _holes(handle: int, size: int) -> int:
    """Return how many bytes of a file are holes, 0 where the file system does not tell."""
    found = at = 0
    try:
        while at < size:
            start = os.lseek(handle, at, os.SEEK_HOLE)
            if start >= size:
                break
            try:
                at = os.lseek(handle, start, os.SEEK_DATA)
            except OSError as error:
                if error.errno != errno.ENXIO:
                    raise
                at = size  # there is no data after this hole
            found += at - start
    except (OSError, AttributeError):
        return 0
    finally:
        os.lseek(handle, 0, os.SEEK_SET)
    return found


def check_first_record(file: BinaryIO, size: int) -> None:
    """Raise DocumentFailed for a web archive whose first record cannot be one, or goes on beyond its end."""
    file.seek(0)
    head = file.read(_HEADER)
    packed = head.startswith(_GZIP)
    if packed:
        try:
            head = zlib.decompressobj(31).decompress(head, _HEADER)
        except zlib.error:
            head = b""
    end = _BLANK_LINE.search(head)
    length = _LENGTH.search(head, 0, end.start()) if end else None
    if end is None or length is None:
        raise DocumentFailed(
            "it begins like a web archive, but its first record has no head; it was not copied: fetch it again"
        )
    if not packed and end.end() + int(length[1]) > size:
        raise DocumentFailed(
            f"its first record should have {int(length[1]) / MB:,.0f} MB and the file ends before; it was not copied: "
            "fetch it again"
        )
