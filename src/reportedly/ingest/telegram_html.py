"""Telegram Desktop exports as web pages (messages.html, messages2.html and so on), each page by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html
from lxml import etree

from reportedly.errors import DocumentFailed
from reportedly.ingest.encoding import decode
from reportedly.ingest.opened import Found, Opened
from reportedly.ingest.telegram_post import Chat, Entry, Form, Left, Post, beside, documents, named_channel, not_there
from reportedly.records import Forward
from reportedly.records.address import address_key
from reportedly.text import squeeze

_FORM = Form("text/html", "telegram-html/1", whole=True)
_MESSAGE_ID = re.compile(r"message(-?\d+)")
_ANSWERED = re.compile(r"([^/#]*)#go_to_message(\d+)")
_PRINTED_TIME = re.compile(
    r"(\d{2})\.(\d{2})\.(\d{4}) (\d{2}:\d{2}:\d{2})(?:\s*UTC([+-])(\d{1,2}):?(\d{2})?)?"
)  # "12.05.2022 10:00:00 UTC+03:00"; older exports have no zone
_BLOCKS = frozenset(("blockquote", "pre", "div", "p", "li"))


def read_messages(opened: Opened) -> Found:
    """Yield a document for each post of the page. Raises DocumentFailed if the page cannot be parsed."""
    tree = _tree(opened.data)
    name = _first(tree, "page_header", "text")
    # The page does not say what kind of chat it is: only where nobody signs can it be told.
    chat = Chat(squeeze(name.text_content()) if name is not None else None, "", None, named_channel(opened))
    entries = list(_Page(chat, opened.captured.path, beside(opened.captured)).entries(tree))
    if not entries:
        raise DocumentFailed("there is not one message on this page of an export")
    yield from documents(entries, opened.captured, _FORM)


def moments_in(data: bytes, path: str) -> Iterator[tuple[int, object]]:
    """Yield the number and the printed time of each message of a page, None for what is no post.

    Raises DocumentFailed if the page cannot be parsed.
    """
    for _, entry in _Page(Chat(None, ""), path, None).entries(_tree(data)):
        if entry.number is not None and entry.number > 0:
            yield entry.number, entry.published if isinstance(entry, Post) else None


def _tree(data: bytes) -> Any:
    text = decode(data, declared="utf-8", markup=True).text
    try:
        return lxml.html.document_fromstring(text.replace("\x00", ""))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DocumentFailed(f"the page cannot be parsed ({error}); export the chat again") from error


@dataclass(slots=True)
class _Page:
    """One page under way: of whom the last message was, since one that is joined to it does not say it again."""

    chat: Chat
    path: str
    folder: Path | None
    _sender: str | None = None
    _forward: Forward | None = None

    def entries(self, tree: Any) -> Iterator[Entry]:
        """Yield each message of the page."""
        for element in tree.iter("div"):
            classes = _classes(element)
            if "message" not in classes:
                continue
            found = _MESSAGE_ID.fullmatch(element.get("id") or "")
            number = int(found[1]) if found else None
            if "service" not in classes:
                yield self.chat, self._message(element, number)
            elif number is not None and number > 0:
                # Days between the messages are printed like service messages, under numbers below zero.
                yield self.chat, Left(number, why="service message")

    def _message(self, element: Any, number: int | None) -> Post | Left:
        body = _child(element, "body")
        if number is None or body is None:
            what = "one of the messages has no number" if number is None else f"message {number} has no body"
            return Left(number, problem=f"{what}; the others were read")
        joined = "joined" in _classes(element)
        self._sender = _name(body) or (self._sender if joined else None)
        self._forward = _forward(body, self._forward if joined else None)
        return self._post(element, body, number)

    def _post(self, element: Any, body: Any, number: int) -> Post:
        wrap = _handed_on(body)
        inner = body if wrap is None else wrap
        words, date, poll = _child(inner, "text"), _child(body, "date"), _first(inner, "media_poll")
        signature = _child(inner, "signature")
        signed = squeeze(signature.text_content()) if signature is not None else None
        pieces = [_text(words) if words is not None else "", _poll(poll) if poll is not None else ""]
        return Post(
            number=number,
            original=etree.tostring(element, encoding="utf-8", with_tail=False),
            text="\n\n".join(piece for piece in pieces if piece.strip()),
            published=_time(date.get("title")) if date is not None else None,
            sender=self._sender,
            author=signed or (self._sender if self._sender != self.chat.name else None),
            links=_links(words),
            forward=self._forward,
            answers=_answered(_child(inner, "reply_to"), self.path),
            absent=tuple(_absent(inner, self.folder)),
            pictured=_first(inner, "media_wrap") is not None and poll is None,
        )


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()


def _child(element: Any, name: str) -> Any:
    return next((child for child in element if isinstance(child.tag, str) and name in _classes(child)), None)


def _first(element: Any, *path: str) -> Any:
    """Return the first element below that has the class, then below that the next one."""
    for name in path:
        element = next((e for e in element.iter() if isinstance(e.tag, str) and name in _classes(e)), None)
        if element is None:
            break
    return element


def _name(body: Any) -> str | None:
    found = _child(body, "from_name")
    return squeeze(found.text_content()) or None if found is not None else None


def _forward(body: Any, before: Forward | None) -> Forward | None:
    """Return whose post this hands on; one that is joined to the message before has no name of its own."""
    wrap = _handed_on(body)
    if wrap is None:
        return None
    found = _child(wrap, "from_name")
    if found is None:
        return before or Forward()
    date = next((e for e in found.iter("span") if "details" in _classes(e)), None)
    posted = _time((date.get("title") or date.text_content()).strip()) if date is not None else None
    name = squeeze(found.text or "")
    return Forward(name or None, None, posted)


def _answered(reply: Any, path: str) -> str | None:
    """Return the printed location of the post that this one answers, which may stand on another page of the export."""
    link = reply.find(".//a") if reply is not None else None
    found = _ANSWERED.search(link.get("href") or "") if link is not None else None
    if not found:
        return None
    start = max(path.rfind("/"), path.rfind("!")) + 1
    return f"{path[:start]}{found[1] or path[start:]}#message={found[2]}"


def _handed_on(body: Any) -> Any:
    """Return the element that holds a post handed on (the picture of its author has the class "forwarded" too)."""
    return next(
        (child for child in body if isinstance(child.tag, str) and {"forwarded", "body"} <= set(_classes(child))), None
    )


def _time(printed: str | None) -> str | None:
    """Return a printed time as ISO 8601, with a zone where there is one."""
    found = _PRINTED_TIME.search(printed or "")
    if not found:
        return printed
    day, month, year, clock, sign, hours, minutes = found.groups()
    zone = f"{sign}{int(hours):02d}:{minutes or '00'}" if sign else ""
    return f"{year}-{month}-{day}T{clock}{zone}"


def _text(element: Any) -> str:
    """Return the words of a message, lines as they were."""
    pieces: list[str] = []
    _collect(element, pieces)
    return "\n".join(line.strip(" \t") for line in "".join(pieces).strip().split("\n"))


def _collect(element: Any, pieces: list[str]) -> None:
    # Line ends in the markup are its own; those of the message are <br>.
    preformatted = element.tag == "pre"
    pieces.append(_inline(element.text, preformatted))
    for child in element:
        if isinstance(child.tag, str):
            if child.tag == "br":
                pieces.append("\n")
            else:
                block = child.tag in _BLOCKS
                pieces.append("\n" if block and pieces and not "".join(pieces[-1:]).endswith("\n") else "")
                _collect(child, pieces)
                pieces.append("\n" if block else "")
        pieces.append(_inline(child.tail, preformatted))


def _inline(text: str | None, preformatted: bool) -> str:
    if not text:
        return ""
    return text if preformatted else re.sub(r"[\r\n]+[ \t]*", "", text)


def _links(words: Any) -> tuple[str, ...]:
    if words is None:
        return ()
    found = (a.get("href") or "" for a in words.iter("a"))
    return tuple(dict.fromkeys(address_key(href) for href in found if href.startswith(("http", "tg:"))))


def _poll(poll: Any) -> str:
    """Return question and answers of a poll, one in a line."""
    question = _child(poll, "question")
    answers = [child for child in poll if isinstance(child.tag, str) and "answer" in _classes(child)]
    lines = [squeeze(question.text_content())] if question is not None else []
    return "\n".join([*lines, *(f"– {squeeze(a.text or '').lstrip('-– ')}" for a in answers)])


def _absent(inner: Any, folder: Path | None) -> Iterator[str]:
    wrap = _child(inner, "media_wrap")
    if wrap is None:
        return
    told = " ".join(e.text_content() for e in wrap.iter("div") if "description" in _classes(e)).lower()
    for sign, reason in (
        ("not included", "not included in the export"),
        ("exceeds", "left out of the export for their size"),
        ("unavailable", "said to be unavailable"),
    ):
        if sign in told:
            yield reason
            return
    for link in wrap.iter("a"):
        href = link.get("href") or ""
        why = not_there(href, folder) if href and "://" not in href and not href.startswith("#") else None
        if why:
            yield why
