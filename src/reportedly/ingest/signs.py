"""How formats are told by their first bytes; no reader and no library of one is imported for it."""

import re
import zlib

from reportedly.ingest.opened import Peek

ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
PACKAGE = "datapackage.json"
"""The list of files in a WACZ."""

_TELEGRAM_PAGE = (b'class="page_wrap"', b'class="page_header', b'class="history"')
_HEADER = re.compile(rb"[!-9;-~]{1,80}:")
_OF_MAIL = frozenset((b"received", b"message-id", b"mime-version", b"return-path", b"delivered-to", b"x-mailer"))
"""Headers that mail programs write, and people do not."""
_LOOKED_AT = 30_000
_RELATED = re.compile(rb"^Content-Type:\s*multipart/related", re.I | re.M)
_SAVED_BY = re.compile(rb"\AFrom:\s*<Saved by", re.I)
FROM_LINE = re.compile(rb"From .{1,300}\b\d{1,2}:\d{2}\b.{0,60}\b(?:19|20)\d{2}\b")
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_ELEMENT = re.compile(rb"<([A-Za-z][\w:.-]*)([^>]{0,2000})")
_ROOTS = (b"rss", b"rdf:rdf")
_ATOM = b"http://www.w3.org/2005/Atom"


def is_mail(peek: Peek) -> bool:
    """Say whether the content begins as a mail does: header lines, among them those that mail programs write."""
    names = _header_names(peek.head)
    told = b"from" in names and bool(names & {b"subject", b"date", b"to"})
    return told and (peek.suffix in (".eml", ".mht", ".mhtml") or bool(names & _OF_MAIL))


def is_saved_page(peek: Peek) -> bool:
    """Say whether the content is a page saved by a browser as MHTML."""
    names = _header_names(peek.head)
    saved = b"snapshot-content-location" in names or peek.suffix in (".mht", ".mhtml") or _SAVED_BY.search(peek.head)
    return bool(saved and b"content-type" in names and _RELATED.search(peek.head[:_LOOKED_AT]))


def _header_names(head: bytes) -> frozenset[bytes]:
    """Return the names (small letters) in the header lines that a text begins with; none if it begins otherwise."""
    names: set[bytes] = set()
    for line in head.removeprefix(b"\xef\xbb\xbf")[:_LOOKED_AT].splitlines():
        if not line.strip():
            break
        if line[:1] in (b" ", b"\t") and names:
            continue
        if not _HEADER.match(line):
            return frozenset()
        names.add(line.partition(b":")[0].lower())
    return frozenset(names)


def is_mailbox(peek: Peek) -> bool:
    """Say whether the content begins with the line that parts mails in a mailbox, and a header line after it."""
    first, _, rest = peek.head.partition(b"\n")
    return bool(FROM_LINE.match(first + b"\n") and re.match(rb"[!-9;-~]{1,80}:", rest))


def is_docx(peek: Peek) -> bool:
    """Say whether the content is a Word document."""
    return peek.zipped is not None and "word/document.xml" in peek.zipped


def is_odt(peek: Peek) -> bool:
    """Say whether the content is an OpenDocument text."""
    return peek.mimetype.startswith(ODT.encode())


def is_ods(peek: Peek) -> bool:
    """Say whether the content is an OpenDocument spreadsheet."""
    return peek.mimetype.startswith(ODS.encode())


def is_rtf(peek: Peek) -> bool:
    """Say whether the content is rich text."""
    return peek.start.startswith(b"{\\rtf")


def is_xlsx(peek: Peek) -> bool:
    """Say whether the content is an Excel workbook."""
    return peek.zipped is not None and "xl/workbook.xml" in peek.zipped


def is_messages(peek: Peek) -> bool:
    """Say whether this is a page of messages of an export."""
    # The signs alone may stand in an archive that packs nothing, or in a mail.
    return peek.start.startswith(b"<") and all(sign in peek.head for sign in _TELEGRAM_PAGE)


def is_wacz(peek: Peek) -> bool:
    """Say whether this ZIP is a web archive."""
    names = peek.zipped
    return names is not None and PACKAGE in names and any(is_archive(name) for name in names)


def is_archive(name: str) -> bool:
    """Say whether a member of a WACZ is a web archive itself."""
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))


def is_warc(peek: Peek) -> bool:
    """Say whether this is a WARC, packed or not."""
    if peek.head[:2] != b"\x1f\x8b":
        return peek.head.startswith(b"WARC/")
    try:
        return zlib.decompressobj(31).decompress(peek.head, 64).startswith(b"WARC/")
    except zlib.error:
        return False


def is_feed(peek: Peek) -> bool:
    """Say whether the first element of the content is that of an RSS or Atom feed."""
    if peek.start[:1] != b"<":
        return False
    first = _ELEMENT.search(_COMMENT.sub(b"", peek.start))
    if first is None:
        return False
    name = first[1].lower()
    return name in _ROOTS or (name.rpartition(b":")[2] == b"feed" and _ATOM in first[2])
