"""Posts of Telegram exports of either form: albums made one, each post a document, the rest counted."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from reportedly.errors import DocumentFailed
from reportedly.ingest.making import Captured, Metadata, Rendition, make_document
from reportedly.ingest.opened import Opened
from reportedly.records import Document, Failure, Forward, Note
from reportedly.records.address import address_key, post_address

MAX_ALBUM = 10
"""Most pictures and films that Telegram sends as one post."""

MAX_FAILURES = 200
"""Most failures told one by one in one export; the rest are counted."""

ABSENT = "media_absent"
"""Flag: a picture or file of the post is not in the export."""

HIDDEN_ORIGIN = "forwarded_from_unknown"
"""Flag: the post hands on another one, and the export does not say whose."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A channel, group or conversation: its name, kind ("public_channel"), id ("channel123") and user name if known."""

    name: str | None
    kind: str
    id: str | None = None
    username: str | None = None

    @property
    def numbered(self) -> bool:
        """Whether its messages are numbered by themselves, so that a missing number is a missing message."""
        return "channel" in self.kind or "supergroup" in self.kind

    @property
    def by_one(self) -> bool:
        """Whether the chat itself speaks (a channel), not its members."""
        return "channel" in self.kind


@dataclass(frozen=True, slots=True)
class Post:
    """One message as exported. `original` is what is kept of it, times are as printed (Unix time or ISO 8601).

    `sender` tells who wrote it, for the pieces of an album; `author` is the printed name of a person. `answers` is
    the address of the post that it answers. `pictured` says that it may be a piece of an album, `group` names that.
    `absent` says which of its files are not there, and why.
    """

    number: int
    original: bytes
    text: str
    published: object
    modified: object = None
    sender: str | None = None
    author: str | None = None
    links: tuple[str, ...] = ()
    forward: Forward | None = None
    answers: str | None = None
    absent: tuple[str, ...] = ()
    pictured: bool = False
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """A message that gives no document, on purpose (`why`: "service message") or for what is wrong (`problem`)."""

    number: int | None
    why: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """Which form of export is read: media type, extractor, and what a problem does to the rest."""

    media_type: str
    extractor: str
    whole: bool = False
    """Whether there is one chat in the file: then places in it need not name the chat."""


@dataclass(slots=True)
class Tally:
    """What became of the messages of one chat."""

    chat: Chat
    posts: int = 0
    left: Counter[str] = field(default_factory=Counter)
    absent: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    numbers: int = 0
    first: int | None = None
    last: int = 0

    def see(self, number: int | None) -> None:
        """Count a message by its number, if it has a positive one."""
        if number is not None and number > 0:
            self.numbers += 1
            self.first = number if self.first is None else min(self.first, number)
            self.last = max(self.last, number)

    def told(self) -> str | None:
        """Return what is worth saying, in words."""
        told = [f"{count} {why}{'s' if count > 1 else ''}" for why, count in sorted(self.left.items())]
        words = [f"not read as posts: {', '.join(told)}"] if told else []
        for why, count in sorted(self.absent.items()):
            words.append(f"{count} file{'s' if count > 1 else ''} of posts {'are' if count > 1 else 'is'} {why}")
        missing = self.last - (self.first or 0) + 1 - self.numbers if self.first is not None else 0
        if self.chat.numbered and missing > 0:
            they = "is not there (a message that was" if missing == 1 else "are not there (messages that were"
            words.append(
                f"{missing} of the numbers {self.first} to {self.last} {they} deleted, or left out of the export)"
            )
        name = f"“{self.chat.name}”: " if self.chat.name else ""
        return name + "; ".join(words) if words else None


Entry = tuple[Chat, Post | Left]


def documents(entries: Iterable[Entry], captured: Captured, form: Form) -> Iterator[Document | Failure | Note]:
    """Yield a document for each post or album, failures of messages, and at the end of a chat what was left out."""
    tally: Tally | None = None
    album: list[Post] = []
    for chat, entry in entries:
        if tally is None or tally.chat != chat:
            if tally is not None:
                yield from _end(tally, album, captured, form)
            tally, album = Tally(chat), []
        tally.see(entry.number)
        if isinstance(entry, Post) and _same_album(album, entry):
            album.append(entry)
            continue
        if isinstance(entry, Left):
            yield from _left(entry, tally, captured)
            continue
        yield from _document(album, tally, captured, form)
        album = [entry]
    if tally is not None:
        yield from _end(tally, album, captured, form)


def _end(tally: Tally, album: list[Post], captured: Captured, form: Form) -> Iterator[Document | Failure | Note]:
    yield from _document(album, tally, captured, form)
    if tally.failed > MAX_FAILURES:
        message = f"{tally.failed - MAX_FAILURES} further messages could not be read"
        yield Failure(captured.path, message, captured.sha256)
    told = tally.told()
    if told:
        yield Note(captured.path, told, captured.sha256)


def _left(entry: Left, tally: Tally, captured: Captured) -> Iterator[Failure]:
    if not entry.problem:
        tally.left[entry.why] += 1
        return
    tally.failed += 1
    if tally.failed <= MAX_FAILURES:
        place = f"#message={entry.number}" if entry.number is not None else ""
        yield Failure(f"{captured.path}{place}", entry.problem, captured.sha256)


def _same_album(album: list[Post], post: Post) -> bool:
    """Say whether a post goes on the album so far: by the id of its group, else by second, author and kind."""
    if not album or len(album) >= MAX_ALBUM:
        return False
    last = album[-1]
    if post.group is not None or last.group is not None:
        return post.group == last.group
    same = (post.published, post.sender, post.forward, post.answers) == (
        last.published, last.sender, last.forward, last.answers,
    )  # fmt: skip
    return same and post.pictured and last.pictured and post.number == last.number + 1


def _document(album: list[Post], tally: Tally, captured: Captured, form: Form) -> Iterator[Document | Failure]:
    if not album:
        return
    tally.posts += 1
    tally.absent.update(reason for post in album for reason in post.absent)
    text = "\n\n".join(post.text for post in album if post.text.strip())
    if not any(map(str.isalnum, text)):
        tally.left["post without words"] += 1
        return
    try:
        yield _made(album, text, tally.chat, captured, form)
    except DocumentFailed as error:
        yield from _left(Left(album[0].number, problem=str(error)), tally, captured)


def _made(album: list[Post], text: str, chat: Chat, captured: Captured, form: Form) -> Document:
    first = album[0]
    addresses = [post_address(channel, post.number) for channel in _names(chat) for post in album]
    place = f"message={first.number}" if form.whole or chat.id is None else f"chat={chat.id}&message={first.number}"
    here = replace(
        captured,
        path=f"{captured.path}#{place}",
        sha256=captured.evidence.keep(b"\n".join(post.original for post in album)),
        container=captured.path,
        locator=f"{chat.name or chat.id or ''}#message={first.number}",
    )
    metadata = Metadata(
        publisher=chat.name if chat.kind != "personal_chat" else None,
        published=first.published,
        basis="field",
        modified=max((p.modified for p in album if p.modified is not None), key=str, default=None),
        url=addresses[0] if chat.username else None,
        author=list(dict.fromkeys(p.author for p in album if p.author)),
    )
    made = make_document(here, Rendition(text, form.media_type, form.extractor, _flags(album)), metadata)
    return replace(
        made,
        genre="social",
        channel=chat.id,
        aliases=tuple(a for a in addresses if a != made.url),
        links=tuple(dict.fromkeys(link for post in album for link in post.links if link not in addresses)),
        answers=first.answers,
        forward=first.forward,
    )


def _names(chat: Chat) -> list[str]:
    numbered = [chat.id] if chat.id and chat.numbered else []
    return [*([chat.username] if chat.username else []), *numbered]


def _flags(album: list[Post]) -> tuple[str, ...]:
    found = []
    if any(post.absent for post in album):
        found.append(ABSENT)
    forward = album[0].forward
    if forward is not None and forward.name is None and forward.channel is None:
        found.append(HIDDEN_ORIGIN)
    return tuple(found)


def named_channel(opened: Opened) -> str | None:
    """Return the user name of the channel where the mapping gives its address (`url=https://t.me/NAME`)."""
    found = re.fullmatch(r"https://t\.me/([a-z]\w+)", address_key(opened.mapping.url or ""))
    return found[1] if found else None


def beside(captured: Captured) -> Path | None:
    """Return the folder in which the files of an export lie, None where the export is not a file of its own."""
    path = Path(captured.path)
    return path.parent if path.is_file() else None


def not_there(printed: str, folder: Path | None) -> str | None:
    """Return why a file of a post is not there, in words; None where it is, or where nothing can be said."""
    if printed.startswith("("):
        for sign, why in (
            ("unavailable", "said to be unavailable"),
            ("exceeds", "left out of the export for their size"),
            ("not included", "not included in the export"),
        ):
            if sign in printed:
                return why
        return None
    path = Path(printed)
    if folder is None or path.is_absolute() or ".." in path.parts or not printed:
        return None
    return None if (folder / path).exists() else "named in the export and not in its folder"
