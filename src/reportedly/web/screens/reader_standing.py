"""What became of a document since it was kept: taken back, deleted, edited, its address gone or changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock
from weakref import WeakKeyDictionary

from reportedly.desk import Desk
from reportedly.exported_posts import ExportedPosts
from reportedly.records import Document
from reportedly.records.address import address_key
from reportedly.records.became import Became
from reportedly.review.withdrawn import Copy, became
from reportedly.web.bench import Bench
from reportedly.web.screens.reader_around import decisions_of
from reportedly.web.screens.reader_hops import Seen
from reportedly.web.screens.reader_model import Standing


@dataclass
class _Known:
    """What the exports of a project tell of posts, with the head of the chain of custody that it was made at."""

    posts: ExportedPosts
    head: str
    states: dict[str, tuple[Became, ...]] = field(default_factory=dict)


_known: WeakKeyDictionary[Desk, _Known] = WeakKeyDictionary()
_lock = Lock()


def standing_of(bench: Bench, document: Document, seen: Seen) -> tuple[Standing, ...]:
    """Return what became of a document since it was kept: the gravest first, how its address answered last."""
    return (
        *_noted(bench, document, seen),
        *_taken_back(bench, document, seen),
        *_posted(bench, document, seen),
        *_edited(bench, document),
        *_answered(bench, document),
    )


def _noted(bench: Bench, document: Document, seen: Seen) -> Iterator[Standing]:
    for action in decisions_of(bench).standing:
        if action.kind == "retract" and document.id in action.on:
            yield Standing("retracted", action.at, seen.masked(action.reason))


def _taken_back(bench: Bench, document: Document, seen: Seen) -> Iterator[Standing]:
    """Yield that a document, or a later capture of its address, prints that its publisher takes it back."""
    captures = dict.fromkeys((document.id, *bench.desk.captures(document.id)))
    copies = [Copy.of(bench.desk.reading(one).document) for one in captures]
    for one in became(copies).get(document.id, ()):
        if one.state == "retracted":
            href = "" if one.by == document.id else f"/d/{one.by}"
            yield Standing("taken_back", one.since, seen.masked(one.words), href)


def _posted(bench: Bench, document: Document, seen: Seen) -> Iterator[Standing]:
    for one in _states(bench, document):
        if one.state == "gone":
            yield Standing("deleted", one.since, seen.masked(one.by))
        else:
            yield Standing("edited", one.since, href=f"/d/{document.id}/beside/{one.by}")


def _states(bench: Bench, document: Document) -> tuple[Became, ...]:
    """Return what exports tell of a post; they are read again when the chain of custody has grown."""
    if document.genre != "social":
        return ()
    store = bench.project.store
    head = store.custody_head()
    with _lock:
        known = _known.get(bench.desk)
        if known is None or known.head != head:
            rolls = known.posts.rolls if known is not None else {}
            posts = ExportedPosts(store.custody_events, bench.project.evidence, rolls)
            known = _known[bench.desk] = _Known(posts, head)
        if document.id not in known.states:
            known.states[document.id] = known.posts.states((document,)).get(document.id, ())
        return known.states[document.id]


def _edited(bench: Bench, document: Document) -> Iterator[Standing]:
    """Yield the last version that was made of a document after it."""
    later = [
        bench.desk.reading(edge.start).document
        for edge in bench.desk.edges((document.id,))
        if edge.kind == "revision_of" and edge.end == document.id
    ]
    if later:
        last = max(later, key=lambda one: (one.modified or one.published or "", one.retrieved_at))
        since = last.modified or last.published or last.retrieved_at
        yield Standing("edited", since, href=f"/d/{document.id}/beside/{last.id}")


def _answered(bench: Bench, document: Document) -> Iterator[Standing]:
    visit = bench.project.store.visit(address_key(document.url)) if document.url else None
    if visit is not None:
        differs = visit.state == "live" and visit.sha256 is not None and visit.sha256 != document.sha256
        lasting = differs or visit.state == "gone"
        yield Standing("changed" if differs else visit.state, visit.since if lasting else visit.at, visit.message)
