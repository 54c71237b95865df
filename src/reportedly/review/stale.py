"""What a correction makes stale: claims that still tell the old version, and all that rests on them, each with why.

Nothing is changed or deleted here: the marks say what a person should look at again.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reportedly.notices import notice_of
from reportedly.records import Claim, DocEdge, Document, Event, Reading, ReviewAction, ServiceStatus, Tie
from reportedly.review.changes import SAME_MATTER, Change, alike, changes, stems, telling, wording
from reportedly.review.edits import said
from reportedly.review.outdated import Then, outdated
from reportedly.review.placing import Places
from reportedly.review.standing import standing
from reportedly.review.taking import take
from reportedly.review.withdrawn import Copy, became
from reportedly.text import squeeze

CORRECTED = "corrected by the same source"
"""How the reason of a contradiction begins where a source amends itself: its right side replaces the left."""

RETELLING = frozenset({"copy", "translation", "excerpt", "same_release", "cites", "summarises"})
"""Edges along which a text may still tell what the one it derives from has taken back."""


KINDS = ("claim", "event", "interval", "decision", "sentence")
"""What can be stale, in the order in which it is listed."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that is stale: its kind (`KINDS`), id, its words, and the chain of reasons."""

    kind: str
    id: str
    what: str
    chain: tuple[str, ...]
    cause: str = ""

    @property
    def why(self) -> str:
        """The chain in one line."""
        return "; ".join(self.chain)


@dataclass(frozen=True)
class Pile:
    """All that is looked at: what is stored, the decisions, and what the last brief rested on.

    `joined_at` is when the last run that joined claims began (ISO 8601, UTC), None where that is not known. `support`
    is the list beside the brief (`support_list`), None where there is none.
    """

    readings: Sequence[Reading]
    edges: Sequence[DocEdge] = ()
    events: Sequence[Event] = ()
    ledger: Sequence[ServiceStatus] = ()
    actions: Sequence[ReviewAction] = ()
    joined_at: str | None = None
    support: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Taint:
    """Why a claim is out of date: what happened in the end (`why`), and whom it retells on the way there (`hops`).

    `change` is what was changed, None for a whole document taken back. `spreads` says that texts which retell it are
    out of date as well.
    """

    why: str
    cause: str
    change: Change | None = None
    spreads: bool = True
    hops: tuple[str, ...] = ()


def stale(pile: Pile) -> list[Mark]:
    """Return what is stale: claims, events, intervals of the ledger, decisions, and sentences of the last brief."""
    taken = take(pile.actions, pile.readings)
    view = _View(replace(pile, readings=taken.readings))
    taints = _spread(view, _seeds(view, pile))
    marks = [
        Mark("claim", claim, view.words(claim), view.chain(claim, taint), taint.cause)
        for claim, taint in taints.items()
        if taint.spreads
    ]
    marks += _resting_events(pile, view, taints)
    marks += _not_counted(pile, view, taken.ties)
    marks += _resting_intervals(pile, view, taints)
    marks += _resting_decisions(pile, view, taints)
    if pile.support is not None:
        reasons = {claim: (view.chain(claim, taint), taint.cause) for claim, taint in taints.items()}
        then = Then(pile.support, taken.readings, pile.events, pile.actions, reasons, view.places.place)
        marks += [Mark("sentence", *found) for found in outdated(then)]
    return sorted(marks, key=lambda m: (KINDS.index(m.kind), m.id if m.kind != "sentence" else m.id.zfill(6)))


@dataclass
class _View:
    """Look-ups over a pile."""

    pile: Pile
    places: Places = field(init=False)
    events: dict[str, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        quotes = (quote for action in self.pile.actions for quote in action.quotes)
        self.places = Places.of(self.pile.readings, quotes)
        self.events = defaultdict(set)
        for event in self.pile.events:
            for claim in (*event.claims, *event.background):
                self.events[claim].add(event.id)

    def document(self, claim: str) -> Document:
        return self.places.claims[claim][0].document

    def name(self, claim: str) -> str:
        return f"claim {claim} of {titled(self.document(claim))}" if claim in self.places.claims else f"claim {claim}"

    def chain(self, claim: str, taint: Taint) -> tuple[str, ...]:
        return (self.name(claim), *taint.hops, taint.why)

    def words(self, claim: str) -> str:
        return wording(*self.places.claims[claim]) if claim in self.places.claims else ""


def titled(document: Document) -> str:
    """Return a document in words: who published it, and where it lies."""
    return f"“{document.publisher or document.title or 'publisher not known'}” ({document.path})"


def _day(document: Document) -> str:
    return (document.published or document.retrieved_at)[:10]


def _time(document: Document) -> tuple[str, str]:
    return document.published or document.retrieved_at, document.retrieved_at


def _seeds(view: _View, pile: Pile) -> dict[str, Taint]:
    """Return the claims that were themselves taken back or changed."""
    found: dict[str, Taint] = {}
    for part in (_retracted(view), _taken_back(view), _corrected(view), _amended(view), _not_taken_up(view, pile)):
        for claim, taint in part:
            found.setdefault(claim, taint)
    return found


def _retracted(view: _View) -> Iterator[tuple[str, Taint]]:
    for action in standing(view.pile.actions):
        reading = view.places.documents.get(action.on[0]) if action.kind == "retract" else None
        if reading is not None:
            noted = f"{titled(reading.document)} was noted as retracted by {action.by} on {action.at[:10]}"
            for claim in reading.of(Claim):
                yield claim.id, Taint(f"{noted}: {action.reason}", action.id)


def _taken_back(view: _View) -> Iterator[tuple[str, Taint]]:
    """Yield the claims of texts that a notice takes back: of earlier versions, and of the text that prints it."""
    documents = view.places.documents
    states = became(Copy.of(reading.document) for reading in documents.values())
    notices = [(document, state) for document, found in states.items() for state in found if state.state == "retracted"]
    revised = [
        (edge.end, state) for edge in view.pile.edges if edge.kind == "revision_of"
        for document, state in notices if document == edge.start == state.by
    ]  # fmt: skip
    for document, state in (*notices, *revised):
        if document not in documents:
            continue
        old, notice = documents[document], documents[state.by].document
        where = "" if notice.id == document else f", as {notice.path} says"
        why = f"{titled(old.document)} was taken back by who published it{where}: “{state.words}”"
        spared = _spared(view, old.document) if notice.id == document else None
        for claim in old.of(Claim):
            if spared is None or not spared(claim):
                yield claim.id, Taint(why, state.by)


def _spared(view: _View, document: Document) -> Callable[[Claim], bool]:
    """Return which claims of a text that prints a notice are not taken back by it.

    The notice and its paragraph tell of the text; where an earlier version is held, so does all that it did not print.
    """
    notice = notice_of(document.title, document.text)
    end = document.text.find("\n", notice.end) if notice is not None and notice.end else 0
    head = len(document.text) if end < 0 else end
    address = _address(document.url or "")
    earlier = [
        squeeze(r.text) for r in view.places.documents.values()
        if address and r.document.url and _address(r.document.url) == address and _time(r.document) < _time(document)
        and notice_of(r.document.title, r.document.text) is None
    ]  # fmt: skip

    def spared(claim: Claim) -> bool:
        if claim.evidence[0].start < head:
            return True
        return bool(earlier) and not any(view.words(claim.id) in text for text in earlier)

    return spared


def _corrected(view: _View) -> Iterator[tuple[str, Taint]]:
    """Yield the claims of earlier versions that the newest one does not bear out, with the first that changed them."""
    for earlier, later in sorted(_versions(view).items()):
        old = view.places.documents[earlier]
        versions = sorted((view.places.documents[d] for d, _ in later), key=lambda r: _time(r.document))
        pages = {d for d, same_page in later if same_page}
        told = [{c.claim: c for c in changes(old, new, same_page=new.document.id in pages)} for new in versions]
        for claim in told[-1] if told else {}:
            number = next(n for n, found in enumerate(told) if claim in found)
            new, change = versions[number].document, told[number][claim]
            how = "was captured again" if new.id in pages else "was corrected"
            why = f"{titled(old.document)} {how} on {_day(new)} ({new.path}): {change.words}"
            yield claim, Taint(why, new.id, change)


def _versions(view: _View) -> dict[str, set[tuple[str, bool]]]:
    """Return for each document its later versions, with whether they were found at the same address."""
    direct: dict[str, set[str]] = defaultdict(set)
    for edge in view.pile.edges:
        if edge.kind == "revision_of" and {edge.start, edge.end} <= view.places.documents.keys():
            direct[edge.end].add(edge.start)
    pages: dict[str, list[Document]] = defaultdict(list)
    for reading in view.places.documents.values():
        if reading.document.url:
            pages[_address(reading.document.url)].append(reading.document)
    address = {d.id: page for page, documents in pages.items() for d in documents}
    for documents in pages.values():
        ordered = sorted(documents, key=_time)
        for number, document in enumerate(ordered):
            later = [d for d in ordered[number + 1 :] if d.text != document.text and _time(d) > _time(document)]
            direct[document.id].update(d.id for d in later)
    return {
        earlier: {(d, earlier in address and address.get(d) == address[earlier]) for d in _reached(earlier, direct)}
        for earlier in direct
    }


def _reached(start: str, steps: Mapping[str, Iterable[str]]) -> set[str]:
    found: set[str] = set()
    queue = [start]
    while queue:
        for step in steps.get(queue.pop(), ()):
            if step not in found and step != start:
                found.add(step)
                queue.append(step)
    return found


def _address(url: str) -> str:
    return re.sub(r"^\w+://(?:www\.)?", "", url.partition("#")[0]).rstrip("/").casefold()


def _amended(view: _View) -> Iterator[tuple[str, Taint]]:
    """Yield what a source took back by saying otherwise later, as corroboration found it."""
    for event in view.pile.events:
        for dispute in event.contradictions:
            if not dispute.reason.startswith(CORRECTED):
                continue
            right = next((c for c in dispute.right if c in view.places.claims), None)
            day = f" on {_day(view.document(right))}" if right else ""
            by = f" ({view.name(right)})" if right else ""
            for claim in dispute.left:
                if claim in view.places.claims:
                    old, new = telling(view.words(claim)), telling(view.words(right)) if right else frozenset()
                    change = Change(claim, dispute.reason, old - new, new - old)
                    yield claim, Taint(f"it was {dispute.reason}{day}{by}", right or event.id, change)


def _not_taken_up(view: _View, pile: Pile) -> Iterator[tuple[str, Taint]]:
    """Yield claims on which something was decided since events and ledger were last computed."""
    for action in standing(pile.actions):
        if action.kind not in ("reject", "edit") or (pile.joined_at is not None and action.at <= pile.joined_at):
            continue
        claim = view.places.place(action.on[0]) or action.on[0]
        yield claim, Taint(said(action), action.id, spreads=False)


def _spread(view: _View, seeds: Mapping[str, Taint]) -> dict[str, Taint]:
    """Return all claims that tell what was taken back: those, and the ones that retell them along edges."""
    into: dict[str, list[DocEdge]] = defaultdict(list)
    for edge in sorted(view.pile.edges, key=lambda e: (e.end, e.start, e.kind)):
        if edge.kind in RETELLING and edge.start in view.places.documents:
            into[edge.end].append(edge)
    found = dict(seeds)
    queue = [claim for claim in seeds if seeds[claim].spreads and claim in view.places.claims]
    while queue:
        claim = queue.pop(0)
        for edge in into[view.document(claim).id]:
            for other in view.places.documents[edge.start].of(Claim):
                if other.id not in found and _retells(view, other.id, claim, found[claim]):
                    found[other.id] = _passed_on(view, claim, found[claim], edge)
                    queue.append(other.id)
    return found


def _passed_on(view: _View, claim: str, taint: Taint, edge: DocEdge) -> Taint:
    return replace(taint, hops=(f"which retells {view.name(claim)} ({edge.kind})", *taint.hops))


def _retells(view: _View, other: str, claim: str, taint: Taint) -> bool:
    """Say whether a claim tells what another one told before it was changed."""
    mine, theirs = view.words(other), view.words(claim)
    one_event = bool(view.events[other] & view.events[claim])
    if not one_event and alike(stems(mine), stems(theirs)) < SAME_MATTER:
        return False
    numbers = telling(" ".join(taint.change.old)) if taint.change else frozenset()
    # Who gives the new number, or none, does not tell the old version.
    return not numbers or bool(numbers & telling(mine))


def _resting_events(pile: Pile, view: _View, taints: Mapping[str, Taint]) -> Iterator[Mark]:
    for event in pile.events:
        on = [claim for claim in event.claims if claim in taints]
        if on:
            taint = taints[on[0]]
            name, *rest = view.chain(on[0], taint)
            share = f"stale are {len(on)} of the {len(event.claims)} claims of the event"
            chain = (f"event {event.id} rests on {name}", *rest, *((share,) if len(event.claims) > 1 else ()))
            yield Mark("event", event.id, event.proposition, chain, taint.cause)


def _not_counted(pile: Pile, view: _View, ties: Sequence[Tie]) -> Iterator[Mark]:
    """Yield the events that are as they were before somebody joined or parted their claims."""
    told = {event.id: event.proposition for event in pile.events}
    by_id = {action.id: action for action in pile.actions}
    marked: set[tuple[str, str]] = set()
    for tie in ties:
        homes = view.events[tie.left], view.events[tie.right]
        if not tie.firm or not all(homes) or tie.same == bool(homes[0] & homes[1]):
            continue
        action = by_id[tie.action]
        decided = f"{action.kind.replace('_', ' ')} by {action.by} on {action.at[:10]}: {action.reason}"
        for event in sorted(homes[0] | homes[1]):
            if event in told and (event, action.id) not in marked:
                marked.add((event, action.id))
                chain = (f"event {event} was made before a decision on its claims", decided)
                yield Mark("event", event, told[event], chain, action.id)


def _resting_intervals(pile: Pile, view: _View, taints: Mapping[str, Taint]) -> Iterator[Mark]:
    for cell in pile.ledger:
        for interval in cell.intervals:
            on = [claim for claim in interval.claims if claim in taints]
            if on:
                taint = taints[on[0]]
                what = f"{cell.sector} in {cell.place_name}: {interval.status} since {interval.since or 'no day'}"
                name, *rest = view.chain(on[0], taint)
                chain = (f"the interval rests on {name}", *rest)
                key = f"{cell.place}/{cell.sector}/{interval.since or ''}"
                yield Mark("interval", key, what, chain, taint.cause)


def _resting_decisions(pile: Pile, view: _View, taints: Mapping[str, Taint]) -> Iterator[Mark]:
    """Yield decisions on claims that were corrected since: nobody has decided on the new version."""
    for action in standing(pile.actions):
        if action.kind not in ("merge", "split", "not_same", "accept"):
            continue
        claims = [view.places.place(claim) or claim for claim in (*action.on, *action.against)]
        on = [claim for claim in claims if claim in taints and taints[claim].spreads]
        if on:
            name, *rest = view.chain(on[0], taints[on[0]])
            what = f"{action.kind.replace('_', ' ')} by {action.by} on {action.at[:10]}: {action.reason}"
            chain = (f"the decision is on {name}", *rest, "it does not hold for the new version by itself")
            yield Mark("decision", action.id, what, chain, taints[on[0]].cause)
