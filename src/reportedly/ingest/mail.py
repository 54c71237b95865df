"""Mail and saved pages: EML (one mail with its attachments), MBOX (many), MHTML (a page with its parts)."""

import email
import email.errors
import email.policy
import html
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import replace
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import BinaryIO

from reportedly.errors import DocumentFailed
from reportedly.ingest.dates import read_time
from reportedly.ingest.encoding import decode
from reportedly.ingest.html import plain_words, read_html
from reportedly.ingest.making import Metadata, Rendition, make_document
from reportedly.ingest.opened import MB, Found, LimitReached, Opened
from reportedly.ingest.page import page_documents
from reportedly.ingest.signs import FROM_LINE
from reportedly.records import Failure

MAX_PARTS = 2_000
"""Most parts of one mail that are read."""

_LONGEST_HEADER = 4_000
"""As much of a header is read, in code points: decoding takes time with the square of its length."""

MAX_MAIL = 64 * MB
"""Largest mail in a mailbox, in bytes."""

_QUOTED_FROM = re.compile(rb"^>(>*From )", re.M)
_PICTURES = ("image", "audio", "video", "font")
_BROKEN = (
    email.errors.MessageError,
    LookupError,
    ValueError,
    AttributeError,
    TypeError,
    AssertionError,
    RecursionError,
)
"""What the standard library raises on mails that break the rules."""


def read_mailbox(opened: Opened) -> Found:
    """Yield what each mail holds, one after the other; a mail larger than `MAX_MAIL` is a failure."""
    captured = opened.captured
    with opened.stream() as stream:
        for number, mail in enumerate(_mails(stream), start=1):
            if mail is None:
                message = f"this mail has more than {MAX_MAIL // MB} MB; save it by itself without its attachments"
                yield Failure(f"{captured.path}!{number}.eml", message, captured.sha256)
            else:
                yield from opened.member(f"{number}.eml", mail)


def _mails(stream: BinaryIO) -> Iterator[bytes | None]:
    lines: list[bytes] = []
    size, blank = 0, True
    for line in iter(lambda: stream.readline(MB), b""):
        if blank and line.startswith(b"From ") and FROM_LINE.match(line):
            if size:
                yield _unquoted(lines) if size <= MAX_MAIL else None
            lines, size = [], 0
        else:
            size += len(line)
            if size <= MAX_MAIL:
                lines.append(line)
        blank = not line.strip()
    if size:
        yield _unquoted(lines) if size <= MAX_MAIL else None


def _unquoted(lines: list[bytes]) -> bytes:
    return _QUOTED_FROM.sub(rb"\1", b"".join(lines))


def read_mail(opened: Opened) -> Found:
    """Yield the mail's own words as a document, then what its attachments hold."""
    message = _parsed(opened.data)
    headers = _metadata(message)
    body, attached = _parts(message)
    text, flags = _body(body)
    captured = opened.captured
    if any(map(str.isalnum, text)):
        rendition = Rendition(text, "message/rfc822", "eml/1", flags)
        yield make_document(captured, rendition, headers)
    elif not attached:
        raise DocumentFailed("there are no words in this mail, and nothing is attached to it")
    for number, part in enumerate(attached, start=1):
        yield from _attachment(opened, part, number)


def _parsed(data: bytes) -> Message:
    try:
        return email.message_from_bytes(data, policy=email.policy.compat32)
    except _BROKEN as error:
        raise DocumentFailed(f"the mail cannot be taken apart ({error!r}); save its text as .txt") from error


def _metadata(message: Message) -> Metadata:
    name, address = parseaddr(header(message, "From") or "")
    list_name = (header(message, "List-Id") or "").partition("<")[0].strip(' "')
    return Metadata(
        title=header(message, "Subject"),
        author=name or address or None,
        publisher=header(message, "Organization") or list_name or None,
        published=header(message, "Date"),
        basis="header",
        url=(header(message, "Archived-At") or "").strip("<>") or None,
        language=header(message, "Content-Language"),
    )


def header(message: Message, name: str) -> str | None:
    """Return a header in words, whatever code page and folding it is in; None if it is not there."""
    try:
        value = message.get(name)
        if value is None:
            return None
        words = str(make_header(decode_header(str(value)[:_LONGEST_HEADER])))
    except _BROKEN:
        words = str(message.get(name, ""))[:_LONGEST_HEADER]
    return re.sub(r"\s+", " ", words).strip() or None


def _parts(message: Message) -> tuple[list[Message], list[Message]]:
    """Return the parts with the mail's own words, and those attached to it; pictures inside the page are neither."""
    body: list[Message] = []
    attached: list[Message] = []
    waiting, seen = [message], 0
    while waiting:
        part = waiting.pop(0)
        seen += 1
        if seen > MAX_PARTS:
            raise DocumentFailed(f"the mail has more than {MAX_PARTS:,} parts; save its text as .txt")
        kind, inner = part.get_content_type(), part.get_payload()
        named = part.get_filename() is not None or part.get_content_disposition() == "attachment"
        if kind == "message/rfc822":
            attached.append(part)
        elif isinstance(inner, list):
            waiting[:0] = [piece for piece in inner if isinstance(piece, Message)]
        elif kind in ("text/plain", "text/html") and not named:
            body.append(part)
        elif named and not (part["Content-ID"] and part.get_content_maintype() in _PICTURES):
            attached.append(part)
    return body, attached


def _body(parts: list[Message]) -> tuple[str, tuple[str, ...]]:
    """Return the words of a mail: of two versions the plain one, unless it only points to the other."""
    flags: tuple[str, ...] = ()
    plain: list[str] = []
    pages: list[str] = []
    for part in parts:
        decoded = decode(
            payload(part), declared=part.get_content_charset(), markup=part.get_content_subtype() == "html"
        )
        flags = (*flags, *(flag for flag in decoded.flags if flag not in flags))
        (pages if part.get_content_subtype() == "html" else plain).append(decoded.text)
    words = "\n\n".join(piece.strip() for piece in plain if piece.strip())
    shown = "\n\n".join(plain_words(page) for page in pages) if pages else ""
    text = shown if len(shown) > 4 * len(words) else words
    return text.replace("\r\n", "\n").replace("\r", "\n"), flags


def payload(part: Message) -> bytes:
    """Return the bytes of a part, its transfer encoding undone as far as that goes."""
    try:
        data = part.get_payload(decode=True)
    except _BROKEN as error:
        raise DocumentFailed(f"a part of the mail cannot be decoded ({error!r})") from error
    return data if isinstance(data, bytes) else b""


def _attachment(opened: Opened, part: Message, number: int) -> Found:
    kind = part.get_content_type()
    inner = part.get_payload()
    try:
        if kind == "message/rfc822" and isinstance(inner, list) and isinstance(inner[0], Message):
            name, data = f"{number}.eml", inner[0].as_bytes()
        else:
            name, data = _name(part, number), payload(part)
    except LimitReached:
        raise
    except (DocumentFailed, *_BROKEN) as error:
        captured = opened.captured
        yield Failure(f"{captured.path}!{number}", f"this attachment cannot be decoded: {error}", captured.sha256)
        return
    suffix = None if "." in name else mimetypes.guess_extension(kind)
    yield from opened.member(name, data, suffix=suffix, charset=_charset(part))


def _charset(part: Message) -> str | None:
    return part.get_content_charset() if part.get_content_maintype() == "text" else None


def _name(part: Message, number: int) -> str:
    try:
        printed = str(make_header(decode_header((part.get_filename() or "")[:_LONGEST_HEADER])))
    except _BROKEN:
        printed = ""
    last = re.split(r"[/\\]", printed)[-1]
    return re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "\ufffd", last).strip()[:200] or str(number)


def read_saved_page(opened: Opened) -> Found:
    """Yield the page of an MHTML file, fetched when it says, from the address that it names."""
    message = _parsed(opened.data)
    parts = [message, *_inside(message)]
    wanted = (message.get_param("start") or "") if message.is_multipart() else ""
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    root = next((part for part in pages if wanted and part["Content-ID"] == wanted), pages[0] if pages else None)
    if root is None:
        raise DocumentFailed("there is no page in this MHTML file; save the page again, as HTML")
    page = read_html(payload(root), charset=root.get_content_charset())
    rendition, metadata = page.rendition, page.metadata
    address = header(root, "Content-Location") or header(message, "Snapshot-Content-Location")
    if not metadata.url and address and address.startswith(("http://", "https://")):
        metadata = replace(metadata, url=html.unescape(address))
    if not metadata.title:
        metadata = replace(metadata, title=header(message, "Subject"))
    saved, _ = read_time(header(message, "Date"))
    captured = replace(opened.captured, now=saved) if saved and "T" in saved else opened.captured
    rendition = replace(rendition, media_type="multipart/related", extractor=f"mhtml/1+{rendition.extractor}")
    yield from page_documents(captured, replace(page, rendition=rendition, metadata=metadata))


def _inside(message: Message) -> list[Message]:
    inner = message.get_payload()
    return [part for part in inner[:MAX_PARTS] if isinstance(part, Message)] if isinstance(inner, list) else []
