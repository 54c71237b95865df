"""What cannot both hold, side against side, with the words that clash and what settled it; nothing is averaged."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportedly.corroborate import CORRECTED
from reportedly.desk import Desk
from reportedly.desk.model import ClaimRow, Viewer
from reportedly.records import Dispute, Event, Origin, Wording
from reportedly.records.values import DisputeState
from reportedly.text import digest, squeeze
from reportedly.web.bench import Bench
from reportedly.web.lately import Lately
from reportedly.web.screens.contradictions_all import search, whole_of
from reportedly.web.screens.events_told import Bounds, Told, behind, bounds_of, told_of

MOST_DOCUMENTS = 400
"""A larger record is searched in the background; until then what counting events came upon is listed."""

MOST_COMPARED = 1_000
"""Of a larger record only that is listed: comparing all claims of 400 documents took 11 s, of 1,200 over 200 s."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its claims with the words that clash, the origins behind it, and the sides that those take."""

    claims: tuple[Told, ...]
    words: tuple[str, ...]
    origins: Bounds
    names: tuple[str, ...]
    sides: tuple[str, ...]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Clash:
    """One contradiction: `since` is the day by which both sides were reported, `resolution` what settled it."""

    id: str
    kind: str
    state: str
    place: str
    place_id: str
    sector: tuple[str, ...]
    since: str | None
    reason: str
    resolution: str
    left: Side
    right: Side
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The contradictions of a record.

    `by_events` says that only those are listed that counting events came upon; `comparing` that all claims are being
    compared just now.
    """

    disputes: tuple[Dispute, ...]
    by_events: bool
    comparing: bool = False


_found: "Lately[Found]" = Lately()


def found(bench: Bench) -> Found:
    """Return what cannot both hold in the record of now, or where that takes long of a moment ago."""
    if bench.desk.counts().documents <= MOST_DOCUMENTS:
        return _found.get(bench.desk, "", lambda: Found(tuple(_search(bench)), False))
    if bench.desk.counts().documents > MOST_COMPARED:
        return _found.get(bench.desk, "", lambda: Found(tuple(_by_events(bench)), True))
    whole = whole_of(bench)
    if whole.found is None:
        counted = _found.get(bench.desk, "", lambda: Found(tuple(_by_events(bench)), True))
        return replace(counted, comparing=whole.busy)
    return Found(whole.found, False, whole.busy)


def state_of_search(bench: Bench) -> tuple[bool, int]:
    """Return what an answer made of `found` rests on: it is another one when this is."""
    have = found(bench)
    return have.by_events, id(have.disputes)


def _search(bench: Bench) -> list[Dispute]:
    return search(bench.project, bench.project.store.document_ids())


_disputed: "Lately[tuple[Event, ...]]" = Lately()


def disputed(bench: Bench) -> tuple[Event, ...]:
    """Return the events of a large record that hold a contradiction, of now or of a moment ago."""
    return _disputed.get(bench.desk, "", lambda: tuple(bench.desk.disputed_events()))


def _by_events(bench: Bench) -> list[Dispute]:
    return counted_disputes(disputed(bench))


def counted_disputes(events: Iterable[Event]) -> list[Dispute]:
    """Return what events contradict each other in, each once, open ones first; which words clash is not looked up."""
    made: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Dispute] = {}
    for event in events:
        for one in event.contradictions:
            right = tuple(claim for claim in one.right if claim not in one.left)
            if not one.left or not right:
                continue
            key = (one.kind, one.left, right)
            why, _, reason = one.reason.rpartition(": ") if one.reason.startswith(CORRECTED) else ("", "", one.reason)
            events_of = (*(made[key].events if key in made else ()), event.id)
            state: DisputeState = "corrected" if why else "open"
            made[key] = Dispute(one.kind, state, one.left, right, (), (), reason, why, event.place_name, events_of)
    return sorted(made.values(), key=lambda d: (d.state != "open", d.kind, d.left, d.right))


def worded(bench: Bench, dispute: Dispute) -> Dispute:
    """Return a contradiction that events showed with the words that clash, as far as the two sides' documents tell."""
    documents = bench.project.store.documents_of({*dispute.left, *dispute.right})
    for other in search(bench.project, sorted(documents)):
        if other.kind == dispute.kind and set(other.left) & set(dispute.left) and set(other.right) & set(dispute.right):
            return replace(dispute, left_words=other.left_words, right_words=other.right_words, reason=other.reason)
    return dispute


def dispute_id(dispute: Dispute) -> str:
    """Return the id of a contradiction: its kind and the claims of both sides."""
    return "con_" + digest(dispute.kind, *dispute.left, "against", *dispute.right)


@dataclass(frozen=True)
class Counted:
    """The events by id, for the origins behind a side, and what may be printed of names."""

    events: Mapping[str, Event]
    mask: Callable[[str], str] = str


def clashes_of(disputes: Sequence[Dispute], desk: Desk, viewer: Viewer, counted: Counted) -> list[Clash]:
    """Return contradictions as the viewer may see them, without those of which one side has no claim any more."""
    rows = desk.claims_of([claim for one in disputes for claim in (*one.left, *one.right)], viewer)
    made = (_clash(dispute, rows, counted) for dispute in disputes)
    return [clash for clash in made if clash is not None]


def clash_of(dispute: Dispute, desk: Desk, viewer: Viewer, counted: Counted) -> Clash | None:
    """Return a contradiction as the viewer may see it, None where one side has no claim any more."""
    return next(iter(clashes_of([dispute], desk, viewer, counted)), None)


def _clash(dispute: Dispute, claims: Mapping[str, ClaimRow], counted: Counted) -> Clash | None:
    left_rows, right_rows = ([claims[id_] for id_ in side if id_ in claims] for side in (dispute.left, dispute.right))
    if not left_rows or not right_rows:
        return None
    left = _side(left_rows, dispute.left_words, dispute, counted)
    right = _side(right_rows, dispute.right_words, dispute, counted)
    rows = [*left_rows, *right_rows]
    placed = next((row for row in rows if row.place), rows[0])
    return Clash(
        id=dispute_id(dispute),
        kind=dispute.kind,
        state=dispute.state,
        # Of the place only what this viewer may see; the dispute's own is as printed.
        place=placed.place,
        place_id=placed.place_id,
        sector=tuple(dict.fromkeys(sector for row in rows for sector in row.sector)),
        since=max(left.first, right.first) if left.first and right.first else None,
        reason=counted.mask(dispute.reason),
        resolution=counted.mask(dispute.resolution),
        left=left,
        right=right,
        events=dispute.events,
    )


def _side(rows: Sequence[ClaimRow], wordings: Iterable[Wording], dispute: Dispute, counted: Counted) -> Side:
    words: dict[str, list[str]] = {}
    for wording in wordings:
        words.setdefault(wording.claim, []).append(counted.mask(squeeze(wording.printed)))
    ordered = sorted(rows, key=lambda r: (r.published or "9999", r.document, r.n))
    origins = _origins([row.id for row in rows], dispute, counted)
    days = [row.published[:10] for row in ordered if row.published]
    return Side(
        claims=tuple(told_of(row, words.get(row.id, ())) for row in ordered),
        words=tuple(dict.fromkeys(w for row in ordered for w in words.get(row.id, ()))),
        origins=bounds_of(origins),
        names=tuple(counted.mask(origin.name) for origin in origins),
        sides=tuple(sorted({str(o.side) for o in origins} or {row.side for row in rows if row.side})),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _origins(claims: Sequence[str], dispute: Dispute, counted: Counted) -> list[Origin]:
    listed = [o for key in dispute.events if key in counted.events for o in counted.events[key].origins]
    by_key: dict[str, Origin] = {}
    for origin in behind(listed, claims):
        by_key.setdefault(origin.key, origin)
    return list(by_key.values())
