"""What lies around a document: other claims by their ids, events, uses, versions, what became of it since."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from reportedly.codebook.labels import labels
from reportedly.desk import Desk
from reportedly.desk.decided import Decided
from reportedly.desk.model import ClaimRow, NotFound, Viewer
from reportedly.drafting import Drafts
from reportedly.drafting.files import folder_of
from reportedly.errors import ReportedlyError
from reportedly.records import Claim, DocEdge, Document, Event, HedgeDrift, Reading
from reportedly.web.bench import Bench
from reportedly.web.screens.reader_card import card_of, decisions_on
from reportedly.web.screens.reader_hops import Seen, ordered
from reportedly.web.screens.reader_model import Against, ClaimCard, ClaimRef, Parent, Retold, Use, Version
from reportedly.web.screens.reader_text import Beyond

BRIEF = "brief.json"


@dataclass
class _Known:
    """What is looked up over and over, each part with what it was made at: it is made anew when that is another."""

    version: int = -1
    decided: Decided = field(default_factory=Decided)
    head: str = "?"
    retrievals: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)


_known: WeakKeyDictionary[Desk, _Known] = WeakKeyDictionary()
_lock = Lock()
_drafts: dict[Path, tuple[Path, str, Mapping[str, list[tuple[str, int]]]]] = {}
"""What drafts rest on, by their folder, with the file of their newest version, which is never written again."""


def decisions_of(bench: Bench) -> Decided:
    """Return the decisions of a project, as of the last refresh of its desk."""
    store, version = bench.project.store, bench.desk.version
    with _lock:
        known = _known.setdefault(bench.desk, _Known())
        if known.version != version:
            known.decided = Decided.of(store.reviews(), store.documents_of, known.decided)
            known.version = version
        return known.decided


def retrievals(bench: Bench, document: Document) -> tuple[Mapping[str, Any], ...]:
    """Return how an archive got the bytes of a document, as the chain of custody tells, oldest first."""
    store = bench.project.store
    head = store.custody_head()
    with _lock:
        known = _known.setdefault(bench.desk, _Known())
        if known.head != head:
            found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
            for event in store.custody_events():
                if event.kind == "retrieval" and event.on:
                    found[event.on[0]].append(event.detail)
            known.retrievals = {sha: tuple(events) for sha, events in found.items()}
            known.head = head
        return known.retrievals.get(document.sha256, ())


def seen_by(bench: Bench, viewer: Viewer, language: str) -> Seen:
    """Return what a person may see of a project's documents."""
    project, desk = bench.project, bench.desk

    def where(claim: str) -> ClaimRef | None:
        try:
            return ref_of(desk.claim(claim, viewer))
        except NotFound:
            return None

    return Seen(
        desk.discretion(viewer), language, viewer.exact, project.theatre, project.book,
        labels(project.book, language), where,
    )  # fmt: skip


def ref_of(row: ClaimRow) -> ClaimRef:
    """Return where a claim is read."""
    return ClaimRef(row.id, row.document, row.n, row.outlet, row.proposition, f"/d/{row.document}?claim={row.n}")


def read(bench: Bench, document: str) -> tuple[Reading, dict[str, str]]:
    """Return a document with people's edits in it, rejected claims kept, and the state of review of decided claims.

    Raises NotFound.
    """
    bench.desk.document(document)
    return decisions_of(bench).seen(bench.project.store.reading(document))


def beyond(bench: Bench, reading: Reading, reviews: Mapping[str, str]) -> Beyond:
    """Return what events say of the claims of a document, beside their states of review."""
    against: dict[str, set[str]] = defaultdict(set)
    for event in events_of(bench, reading.of(Claim)):
        for one in event.contradictions:
            for mine, theirs in ((one.left, one.right), (one.right, one.left)):
                for claim in mine:
                    against[claim].update(theirs)
    return Beyond(reviews, {claim: sorted(others) for claim, others in against.items()})


def events_of(bench: Bench, claims: Iterable[Claim]) -> tuple[Event, ...]:
    """Return the events that claims stand in, each once."""
    ids = dict.fromkeys(bench.desk.events_of(claim.id) for claim in claims)
    return tuple(bench.desk.event(id) for id in ids if id)


def full_card(
    bench: Bench, viewer: Viewer, language: str, reading: Reading, number: int, reviews: Mapping[str, str]
) -> ClaimCard:
    """Return the card of the claim with a number, with what lies outside of its document. Raises NotFound."""
    claims = ordered(reading)
    if not 1 <= number <= len(claims):
        raise NotFound(f"{reading.document.id} has {len(claims)} claims; there is no claim {number} in it")
    claim = claims[number - 1]
    decided = decisions_on(claim.id, decisions_of(bench).standing)
    seen = replace(seen_by(bench, viewer, language), at={one.by: one.at for one in decided})
    made = card_of(reading, claim, (number, len(claims)), seen, reviews.get(claim.id, "open"))
    event = bench.desk.events_of(claim.id)
    row = _row(bench, claim.id, viewer)
    return replace(
        made,
        decided=tuple(replace(one, reason=seen.masked(one.reason)) for one in decided),
        event=event,
        origins=row.origins if row is not None else None,
        against=tuple(_against(bench, event, claim.id, seen)),
        retold=tuple(_retold(bench.desk.drift(reading.document.id), claim.id, seen)),
        used=tuple(_uses(bench, viewer, event, claim.id, seen)),
    )


def _row(bench: Bench, claim: str, viewer: Viewer) -> ClaimRow | None:
    try:
        return bench.desk.claim(claim, viewer)
    except NotFound:
        return None


def _against(bench: Bench, event: str, claim: str, seen: Seen) -> Iterable[Against]:
    for one in bench.desk.event(event).contradictions if event else ():
        for mine, theirs in ((one.left, one.right), (one.right, one.left)):
            if claim in mine:
                refs = tuple(ref for other in theirs if (ref := seen.where(other)) is not None)
                yield Against(one.kind, seen.reason(one.reason), refs)


def _retold(found: Iterable[HedgeDrift], claim: str, seen: Seen) -> Iterable[Retold]:
    for drift in found:
        if claim in (drift.earlier, drift.later):
            other = seen.where(drift.earlier if claim == drift.later else drift.later)
            yield Retold(drift.direction, drift.aspect, seen.reason(drift.reason), other)


def _uses(bench: Bench, viewer: Viewer, event: str, claim: str, seen: Seen) -> Iterable[Use]:
    for number in _sentences(bench.project.out).get(claim, ()):
        yield Use("brief", str(number), "/briefs")
    drafts = Drafts(bench.project)
    for brief in drafts.ids():
        title, used = _drafted(drafts, brief)
        for sentence, number in used.get(claim, ()):
            href = f"/briefs/{brief}/edit?s={sentence}"
            yield Use("draft", str(number), href, seen.masked(title) or brief)
    if event:
        row = bench.desk.event_row(event, viewer)
        yield Use("event", row.label, f"/events/{event}")
    for cell in bench.desk.cells_with(claim):
        if any(claim in step.claims for step in cell.intervals):
            shown = _cell_place(bench, claim, viewer, cell.place)
            href = f"/situation?area={cell.place}&sector={cell.sector}" if shown else f"/situation?sector={cell.sector}"
            yield Use("cell", shown and cell.place_name, href, seen.sector(cell.sector))


def _drafted(drafts: Drafts, brief: str) -> tuple[str, Mapping[str, list[tuple[str, int]]]]:
    """Return the title of a draft, and for each claim the ids and numbers of its sentences that rest on it.

    One that cannot be read is left out here: the list of briefs says what is wrong with it.
    """
    folder = folder_of(drafts.project.out, brief)
    newest = max(folder.glob("[0-9]*.json"), default=folder)
    kept = _drafts.get(folder)
    if kept is None or kept[0] != newest:
        found: dict[str, list[tuple[str, int]]] = defaultdict(list)
        try:
            draft = drafts.get(brief)
        except ReportedlyError:
            return "", {}
        for number, sentence in enumerate(draft.sentences, start=1):
            for claim in sentence.claims:
                found[claim].append((sentence.id, number))
        kept = _drafts[folder] = (newest, draft.title, found)
    return kept[1:]


def _cell_place(bench: Bench, claim: str, viewer: Viewer, place: str) -> str:
    """Return the place of a cell if a viewer may know that the claim lies there, else ""."""
    row = _row(bench, claim, viewer)
    return place if viewer.exact or (row is not None and row.place_id == place) else ""


def _sentences(out: Path) -> Mapping[str, tuple[int, ...]]:
    path = out / BRIEF
    try:
        return _support(path, path.stat().st_mtime_ns)
    except OSError:
        return {}


@lru_cache(maxsize=8)
def _support(path: Path, _changed: int) -> Mapping[str, tuple[int, ...]]:
    """Return the sentences of the brief in which each claim is used; none where the file is of another shape."""
    found: dict[str, list[int]] = defaultdict(list)
    try:
        for sentence in json.loads(path.read_text("utf-8"))["sentences"]:
            for claim in sentence["claims"]:
                found[claim].append(int(sentence["number"]))
    except (ValueError, KeyError, TypeError):
        return {}
    return {claim: tuple(numbers) for claim, numbers in found.items()}


def related(bench: Bench, viewer: Viewer, document: str, seen: Seen) -> tuple[Parent, ...]:
    """Return the documents that one derives from, the surest first, then those that derive from it."""
    edges = sorted(bench.desk.edges((document,)), key=lambda e: (e.kind == "same_family", -e.score, e.start, e.end))
    made = [_parent(bench, viewer, edge, document, seen) for edge in edges]
    return tuple(sorted(made, key=lambda parent: parent.way != "from"))


def _parent(bench: Bench, viewer: Viewer, edge: DocEdge, document: str, seen: Seen) -> Parent:
    way, other = ("from", edge.end) if edge.start == document else ("to", edge.start)
    row = bench.desk.document(other, viewer)
    return Parent(
        document=other,
        outlet=row.outlet,
        title=row.title,
        published=row.published,
        kind=edge.kind,
        way=way,
        why=seen.reason(edge.evidence),
        href=f"/d/{document}/beside/{other}",
        by_person=edge.producer.startswith("review/"),
    )


def versions(bench: Bench, viewer: Viewer, document: Document) -> tuple[Version, ...]:
    """Return the other captures and versions of a document, oldest first."""
    relations = dict.fromkeys(sorted({*bench.desk.captures(document.id)} - {document.id}), "capture")
    for edge in bench.desk.edges((document.id,)):
        if edge.kind == "revision_of":
            other, relation = (edge.end, "before") if edge.start == document.id else (edge.start, "after")
            relations[other] = relation
    found = []
    for other, relation in relations.items():
        row = bench.desk.document(other, viewer)
        found.append(
            Version(
                other, row.title, row.published, row.captured, relation, f"/d/{document.id}/beside/{other}",
                same=bench.desk.reading(other).text == document.text,
            )
        )  # fmt: skip
    again = [
        Version(document.id, "", "", str(detail.get("at", "")), "same_bytes", f"/d/{document.id}?as=kept", same=True)
        for detail in retrievals(bench, document)[1:]
    ]
    return tuple(sorted([*found, *again], key=lambda v: (v.captured or v.published, v.document)))
