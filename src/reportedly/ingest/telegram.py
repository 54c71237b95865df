"""Telegram Desktop exports as JSON (result.json), of one chat or of all, read as a stream."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import IO, Any

import ijson

from reportedly.ingest.opened import Found, Opened, Peek
from reportedly.ingest.telegram_post import Chat, Entry, Form, Left, Post, beside, documents, named_channel, not_there
from reportedly.records import Failure, Forward, Note
from reportedly.records.address import address_key, post_address

_FORM = Form("application/json", "telegram-json/1", whole=True)
_FORM_ALL = Form("application/json", "telegram-json/1")
_CHAT_TYPES = frozenset(
    ("personal_chat", "bot_chat", "saved_messages", "private_group", "private_supergroup", "public_supergroup",
     "private_channel", "public_channel", "replies", "verification_codes")
)  # fmt: skip
_PRIVATE = frozenset(("personal_chat", "bot_chat", "saved_messages", "replies", "verification_codes"))
"""Kinds of chats that are not read out of an export of everything: nobody published them."""

_SINGLE = "messages.item"
_LISTED = ("chats.list.item", "left_chats.list.item")
_SIGN = re.compile(rb'"type"\s*:\s*"(\w+)"')
_BROKEN_ESCAPE = re.compile(rb"\\(?:x([0-9])([0-9A-F])|.)", re.S)


def is_export(peek: Peek) -> bool:
    """Say whether this is the result.json of an export."""
    start = peek.start
    if start[:1] != b"{":
        return False
    if b'"chats"' in start and b'"about"' in start[:2000]:
        return True
    return b'"messages"' in start and any(kind[1].decode() in _CHAT_TYPES for kind in _SIGN.finditer(start[:5000]))


def read_export(opened: Opened) -> Found:
    """Yield a document for each post; messages one by one in memory, whatever the size of the file."""
    captured = opened.captured
    with closing(opened.stream()) as stream:
        reader = _Reader(beside(captured), named_channel(opened))
        entries = reader.entries(_Mended(stream))
        first = next(entries, None)
        if first is not None:
            form = _FORM if reader.single else _FORM_ALL
            yield from documents(chain([first], entries), captured, form)
    if reader.problem:
        yield Failure(captured.path, reader.problem, captured.sha256)
    elif first is None and not reader.private:
        yield Failure(captured.path, "there is not one message in this export", captured.sha256)
    if reader.private:
        told = ", ".join(f"{count} of kind {kind}" for kind, count in sorted(reader.private.items()))
        message = f"chats that nobody published were not read: {told}; export such a chat by itself to read it"
        yield Note(captured.path, message, captured.sha256)


def numbers_in(stream: IO[bytes]) -> Iterator[tuple[str | None, int, object]]:
    """Yield the id of the chat, the number and the printed time of each message, up to where the export breaks off.

    What is no post has no time (None).
    """
    for chat, entry in _Reader(None).entries(_Mended(stream)):
        if entry.number is not None and entry.number > 0:
            yield chat.id, entry.number, entry.published if isinstance(entry, Post) else None


class _Mended:
    """A stream in which control characters written as "\\x0B" (no JSON, yet some exports have them) are "\\u000B"."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._held = b""

    def read(self, size: int = -1) -> bytes:
        """Return about `size` bytes; b"" at the end, and where none are asked for."""
        if size == 0:
            return b""
        piece = self._stream.read(max(size, 4096) if size >= 0 else -1)
        whole, self._held = self._held + piece, b""
        if piece and (cut := _open_escape(whole)) is not None:
            whole, self._held = whole[:cut], whole[cut:]
        if b"\\x" not in whole:
            return whole or (self.read(size) if self._held and piece else b"")
        return _BROKEN_ESCAPE.sub(_unicode_escape, whole)


def _unicode_escape(match: "re.Match[bytes]") -> bytes:
    return b"\\u00" + match[1] + match[2] if match[1] else match[0]


def _open_escape(data: bytes) -> int | None:
    """Return where a run of backslashes begins that may go on after the end of `data`, None where none does."""
    at = data.rfind(b"\\", max(0, len(data) - 4))
    if at < 0:
        return None
    while at > 0 and data[at - 1] == 0x5C:
        at -= 1
    return at


@dataclass(slots=True)
class _Reader:
    """The events of one file as entries; `problem` says why it ended early."""

    folder: Path | None
    named: str | None = None
    single: bool = True
    problem: str = ""
    private: Counter[str] = field(default_factory=Counter)
    _head: dict[str, Any] = field(default_factory=dict)
    _read: int = 0

    def entries(self, stream: Any) -> Iterator[Entry]:
        """Yield each message under its chat."""
        try:
            yield from self._entries(ijson.parse(stream, use_float=True, buf_size=1 << 16))
        except (ijson.JSONError, UnicodeDecodeError, RecursionError) as error:
            cut = "premature" in str(error) or "incomplete" in str(error).lower()
            what = "it ends in the middle" if cut else f"it is no whole JSON ({_short(error)})"
            self.problem = f"{what}; {self._read} messages before that were read: export the chat again"

    def _entries(self, events: Iterator[tuple[str, str, Any]]) -> Iterator[Entry]:
        for prefix, event, value in events:
            if event == "map_key":
                continue
            if prefix == _SINGLE:
                yield from self._message(event, value, events)
            elif prefix in _LISTED and event == "start_map":
                self.single, self._head = False, {}
            elif prefix.endswith(".list.item.messages.item") and prefix.startswith(_LISTED):
                yield from self._message(event, value, events)
            elif event in ("string", "number", "null"):
                self._note(prefix, value)
            elif event == "start_array" and prefix.endswith("messages") and self._kind in _PRIVATE and not self.single:
                self.private[self._kind] += 1

    def _note(self, prefix: str, value: Any) -> None:
        """Remember the name, kind and id of the chat under way."""
        above, _, name = prefix.rpartition(".")
        if name in ("name", "type", "id", "username") and above in ("", *_LISTED):
            self._head[name] = value

    @property
    def _kind(self) -> str:
        return str(self._head.get("type") or "")

    def _message(self, event: str, value: Any, events: Iterator[tuple[str, str, Any]]) -> Iterator[Entry]:
        built = _value(event, value, events)
        if not self.single and self._kind in _PRIVATE:
            return
        self._read += 1
        chat = _chat(self._head, self.named if self.single else None)
        yield chat, _entry(built, chat, self.folder)


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:80]


def _value(event: str, value: Any, events: Iterator[tuple[str, str, Any]]) -> Any:
    """Return the value that begins with an event, having taken what belongs to it."""
    builder = ijson.ObjectBuilder()
    builder.event(event, value)
    depth = int(event in ("start_map", "start_array"))
    while depth:
        _, event, value = next(events)
        builder.event(event, value)
        depth += (event in ("start_map", "start_array")) - (event in ("end_map", "end_array"))
    return builder.value


def _chat(head: dict[str, Any], named: str | None) -> Chat:
    kind = str(head.get("type") or "")
    prefix = "chat" if kind == "private_group" else "channel" if "channel" in kind or "supergroup" in kind else "user"
    number = head.get("id")
    name, username = head.get("name"), head.get("username")
    return Chat(
        str(name).strip() or None if name else None,
        kind,
        f"{prefix}{number}" if isinstance(number, int) else None,
        str(username).lstrip("@") if username else named,
    )


def _entry(message: Any, chat: Chat, folder: Path | None) -> Post | Left:
    if not isinstance(message, dict) or not isinstance(message.get("id"), int):
        return Left(None, problem="one of the messages is no object with a number for its id; the others were read")
    kind = message.get("type", "message")
    if kind != "message":
        return Left(message["id"], why="service message" if kind == "service" else f"message of type {str(kind)[:30]}")
    try:
        return _post(message, chat, folder)
    except (TypeError, ValueError, AttributeError, RecursionError) as error:
        return Left(message["id"], problem=f"message {message['id']} is not as exports are ({error})")


def _post(message: dict[str, Any], chat: Chat, folder: Path | None) -> Post:
    runs = _runs(message.get("text_entities") or message.get("text") or "")
    poll = message.get("poll")
    pieces = ["".join(text for _, text, _ in runs), _poll(poll) if isinstance(poll, dict) else ""]
    files = [str(message[name]) for name in ("photo", "file") if message.get(name)]
    sender = message.get("from")
    return Post(
        number=message["id"],
        original=_original(message, chat),
        text="\n\n".join(piece for piece in pieces if piece.strip()),
        published=message.get("date_unixtime") or message.get("date"),
        modified=message.get("edited_unixtime") or message.get("edited"),
        sender=f"{message.get('from_id')}/{sender}",
        author=message.get("author") if chat.by_one else sender,
        links=tuple(dict.fromkeys(link for run in runs if (link := _link(*run)))),
        forward=_forward(message),
        answers=_answered(message, chat),
        absent=tuple(why for printed in files if (why := not_there(printed, folder))),
        pictured=bool(files) and message.get("media_type") not in ("sticker", "voice_message", "video_message"),
        group=str(message["media_group_id"]) if message.get("media_group_id") else None,
    )


def _original(message: dict[str, Any], chat: Chat) -> bytes:
    """Return the message with its chat as one line of JSON: the same for the same message in another export."""
    plain = {"chat": {"name": chat.name, "type": chat.kind, "id": chat.id}, "message": message}
    # Lone surrogates may stand in JSON as escapes; they cannot stand in bytes.
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "replace")


def _runs(text: Any) -> list[tuple[str, str, str | None]]:
    """Return the runs of a text as (type, text, address): a string is one run, a list holds strings and objects."""
    items = text if isinstance(text, list) else [text]
    runs: list[tuple[str, str, str | None]] = []
    for item in items:
        if isinstance(item, dict):
            runs.append((str(item.get("type", "")), str(item.get("text", "")), item.get("href")))
        elif isinstance(item, str):
            runs.append(("plain", item, None))
    return runs


def _link(kind: str, text: str, href: str | None) -> str | None:
    if kind == "text_link" and href:
        return address_key(str(href))
    if kind == "link":
        return address_key(text)
    if kind == "mention":
        return address_key(f"https://t.me/{text.strip().lstrip('@')}")
    return None


def _poll(poll: dict[str, Any]) -> str:
    """Return question and answers of a poll, one in a line."""
    answers = [f"– {_flat(answer.get('text'))}" for answer in poll.get("answers") or () if isinstance(answer, dict)]
    return "\n".join([_flat(poll.get("question")), *answers])


def _flat(text: Any) -> str:
    return "".join(run for _, run, _ in _runs(text or ""))


def _forward(message: dict[str, Any]) -> Forward | None:
    if "forwarded_from" not in message and "forwarded_from_id" not in message:
        return None
    name, channel = message.get("forwarded_from"), message.get("forwarded_from_id")
    posted = message.get("forwarded_date_unixtime")
    return Forward(
        str(name).strip() or None if name else None,
        str(channel) if channel else None,
        str(posted) if posted else None,
    )


def _answered(message: dict[str, Any], chat: Chat) -> str | None:
    number, elsewhere = message.get("reply_to_message_id"), message.get("reply_to_peer_id")
    if not isinstance(number, int):
        return None
    channel = str(elsewhere) if elsewhere else chat.username or chat.id
    return post_address(channel, number) if channel and not channel.startswith("user") else None
