"""What became of documents since they were kept: taken back by who published them, gone from their address, changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zlib import crc32

from reportedly.notices import Notice, notice_of
from reportedly.records import Document, ReviewAction
from reportedly.records.address import address_key
from reportedly.records.became import Became
from reportedly.records.visit import Visit
from reportedly.review.standing import standing
from reportedly.text import digest

_ENDS = " .!?…\r\t"
_SKETCH = 8
"""Sentences of a text by which it is known again in another."""
_PRINTED = 0.5
"""Share of them that a page with a notice prints where it goes on printing what it takes back."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What is needed of a document to tell what became of it; `time` orders the copies of one address.

    `sketch` are digests of its sentences: a few of them, all where it prints a notice.
    """

    id: str
    addresses: tuple[str, ...]
    time: tuple[str, str]
    captured: str
    text: str
    notice: Notice | None
    sketch: frozenset[int] = frozenset()

    @classmethod
    def of(cls, document: Document) -> "Copy":
        """Return the copy that a document is."""
        own = (address_key(document.url),) if document.url else ()
        notice = notice_of(document.title, document.text)
        sentences = sorted({crc32(s.encode()) for part in _parts(document.text) if (s := part.strip(_ENDS))})
        return cls(
            document.id,
            (*own, *(a for a in document.aliases if a not in own)),
            (document.published or document.retrieved_at, document.retrieved_at),
            document.retrieved_at,
            digest(document.text),
            notice,
            frozenset(sentences if notice else sentences[:_SKETCH]),
        )


def _parts(text: str) -> list[str]:
    """Return about the sentences of a text, quickly: the same text gives the same."""
    return text.replace("\n", ". ").split(". ")


def became(
    copies: Iterable[Copy],
    visits: Iterable[Visit] = (),
    actions: Sequence[ReviewAction] = (),
    posts: Mapping[str, tuple[Became, ...]] | None = None,
) -> dict[str, tuple[Became, ...]]:
    """Return what became of each document that something became of: retracted first, then gone, then changed.

    `posts` tells of documents which another export of their channel has no longer, or with other words.
    """
    held = list(copies)
    pages: dict[str, list[Copy]] = defaultdict(list)
    for copy in held:
        if copy.addresses:
            pages[copy.addresses[0]].append(copy)
    gone = {address_key(visit.address): visit for visit in visits if visit.state == "gone"}
    noted = {a.on[0]: Became("retracted", a.at, a.reason, a.id) for a in standing(actions) if a.kind == "retract"}
    known = {copy.id: (noted.get(copy.id), (posts or {}).get(copy.id, ())) for copy in held}
    found = {copy.id: _of(copy, pages, gone, known[copy.id]) for copy in held}
    return {document: states for document, states in found.items() if states}


def _of(
    copy: Copy,
    pages: Mapping[str, Sequence[Copy]],
    gone: Mapping[str, Visit],
    known: tuple[Became | None, tuple[Became, ...]],
) -> tuple[Became, ...]:
    noted, told = known
    deleted, edited = (next((one for one in told if one.state == state), None) for state in ("gone", "changed"))
    versions = pages[copy.addresses[0]] if copy.addresses else [copy]
    found = []
    taken_back = noted or _taken_back(copy, versions)
    if taken_back is not None:
        found.append(taken_back)
    visit = next((gone[address] for address in copy.addresses if address in gone), None)
    if visit is not None and _moment(visit.since) >= _moment(copy.captured):
        found.append(Became("gone", visit.since))
    elif deleted is not None:
        found.append(deleted)
    later = [v for v in versions if v.time > copy.time and v.text != copy.text]
    if later and taken_back is None:
        first = min(later, key=lambda v: v.time)
        found.append(Became("changed", first.captured, by=first.id))
    elif edited is not None and taken_back is None:
        found.append(edited)
    return tuple(found)


def _moment(time: str) -> datetime:
    found = datetime.fromisoformat(time.replace("Z", "+00:00"))
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _taken_back(copy: Copy, versions: Sequence[Copy]) -> Became | None:
    """Return that a copy prints a notice itself, or that one made later at its address does."""
    saying = [v for v in versions if v is not copy and v.notice and _after(v, copy)]
    if copy.notice and _holds_what_it_takes_back(copy, versions):
        saying = [copy]
    if not saying:
        return None
    first = min(saying, key=lambda v: v.time)
    return Became("retracted", first.captured, first.notice.words if first.notice else "", first.id)


def _after(later: Copy, copy: Copy) -> bool:
    return later.time > copy.time or (copy.notice is None and later.time == copy.time)


def _holds_what_it_takes_back(copy: Copy, versions: Sequence[Copy]) -> bool:
    """Say whether a text with a notice prints the old text as well: where no earlier copy is held, it may."""
    earlier = [v for v in versions if v.notice is None and v.sketch and _after(copy, v)]
    return not earlier or any(len(v.sketch & copy.sketch) >= _PRINTED * len(v.sketch) for v in earlier)
