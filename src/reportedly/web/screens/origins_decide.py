"""Decisions on the edges and claims of an event: what a count would be, what it became, and taking back."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from reportedly.clock import now
from reportedly.corroborate.recount import lineage, recount
from reportedly.desk.model import Viewer
from reportedly.errors import ReviewRefused
from reportedly.project import Silent, Summary
from reportedly.records import DocEdge, Event, ReviewDraft
from reportedly.review import checked, standing, take
from reportedly.review.making import Desk as Table
from reportedly.review.placing import Places
from reportedly.web.bench import Bench
from reportedly.web.screens.events_told import Bounds, bounds_of
from reportedly.web.screens.origins_material import around

_REMEMBERED = 200
_lock = Lock()


@dataclass(frozen=True, slots=True)
class EdgeChange:
    """An edge that somebody wants to cut or add: `start` derives from `end`; `kind` "" is every kind of a cut."""

    change: str
    start: str
    end: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What the count would be if the claims stay together; joining anew can part an event as well."""

    asked: EdgeChange
    before: Bounds
    after: Bounds


@dataclass(frozen=True, slots=True)
class Effect:
    """What a decision did to an event: its count before and after, and in which events its claims are now."""

    action: str
    kind: str
    before: Bounds
    after: Bounds
    event: str
    parts: tuple[str, ...]


_effects: "WeakKeyDictionary[Any, OrderedDict[str, Effect]]" = WeakKeyDictionary()


def preview(bench: Bench, event: str, asked: EdgeChange) -> Preview:
    """Return what the origins of an event would be with an edge cut or added; nothing is kept."""
    found = bench.desk.event(event)
    store = bench.project.store
    documents, edges = around(bench, store.documents_of(found.claims))
    changed = changed_edges(edges, asked)
    if asked.change == "add":
        above, more = around(bench, {asked.end})
        documents, changed = documents | above, [*changed, *(e for e in more if e not in changed)]
    readings = take(store.reviews(), store.readings_of(lineage(documents, changed))).readings
    origins = recount(
        readings, changed, set(found.claims), theatre=bench.project.theatre, register=bench.project.sources
    )
    return Preview(asked, Bounds(found.origins_min, found.origins_max), bounds_of(origins))


def changed_edges(edges: Sequence[DocEdge], asked: EdgeChange) -> list[DocEdge]:
    """Return edges with one cut or added."""
    if asked.change == "cut":
        pair = (asked.start, asked.end)
        return [e for e in edges if (e.start, e.end) != pair or (asked.kind and e.kind != asked.kind)]
    return [*edges, DocEdge(asked.start, asked.end, asked.kind, 1.0, "added by hand")]  # type: ignore[arg-type]


def decide(bench: Bench, viewer: Viewer, event: str, make: Callable[[Table], ReviewDraft], *, reason: str) -> Effect:
    """Put a decision on an event into the chain, count anew, and return what changed.

    Raises ReviewRefused where no reason is given, or where it goes against what others decided.
    """
    if not reason.strip():
        raise ReviewRefused("a decision needs a reason; say in a few words why")
    with _lock:
        before = bench.desk.event(event)
        project, store = bench.project, bench.project.store
        so_far = store.reviews()
        readings = list(store.readings())
        seen = take([a for a in standing(so_far) if a.kind != "reject"], readings).readings
        table = Table(seen, store.events(), store.edges(), viewer.name, now(), reason.strip())
        draft = make(table)
        places = Places.of(readings, (quote for action in so_far for quote in action.quotes))
        action = store.add_review(draft, check=lambda actions: checked(draft, actions, places.place))
        project.begin({"command": "review", "action": action.id})
        project.join(Summary(), Silent())
        bench.desk.refresh()
        return _remembered(bench, _effect(bench, action.id, draft.kind, before))


def undo(bench: Bench, viewer: Viewer, action: str, *, reason: str) -> Effect:
    """Take a decision back and count anew; the event is found again by the claims it had. Raises ReviewRefused."""
    known = effect_of(bench, action)
    actions = bench.project.store.reviews()
    target = next((a for a in actions if a.id == action), None)
    if target is None:
        raise ReviewRefused(f"there is no decision {action}")
    if viewer.role not in ("reviewer", "admin") and target.by != viewer.name:
        raise ReviewRefused(f"decision {action} is {target.by}'s; only a reviewer may take it back")
    event = known.event if known and _is_event(bench, known.event) else _event_of(bench, target.on)
    return decide(bench, viewer, event, lambda table: table.undo(action, actions), reason=reason)


def effect_of(bench: Bench, action: str) -> Effect | None:
    """Return what a decision did, None where this server has not seen it made."""
    return _effects.get(bench.desk, OrderedDict()).get(action)


def _remembered(bench: Bench, effect: Effect) -> Effect:
    kept = _effects.setdefault(bench.desk, OrderedDict())
    kept[effect.action] = effect
    while len(kept) > _REMEMBERED:
        kept.popitem(last=False)
    return effect


def _effect(bench: Bench, action: str, kind: str, before: Event) -> Effect:
    """Return the effect on an event: it is now where most of its claims are."""
    homes = [home for claim in before.claims if (home := bench.desk.events_of(claim))]
    parts = sorted(set(homes), key=lambda home: (-homes.count(home), home))
    if not parts:
        raise ReviewRefused(f"{action} is kept, but the claims of {before.id} stand in no event any more")
    after = bench.desk.event(parts[0])
    was, now_is = (Bounds(e.origins_min, e.origins_max) for e in (before, after))
    return Effect(action, kind, was, now_is, parts[0], tuple(parts))


def _is_event(bench: Bench, event: str) -> bool:
    try:
        bench.desk.event(event)
    except KeyError:
        return False
    return True


def _event_of(bench: Bench, names: Sequence[str]) -> str:
    store = bench.project.store
    for event in store.events():
        if set(names) & (set(event.claims) | store.documents_of(event.claims)):
            return event.id
    raise ReviewRefused(f"no event has anything to do with {', '.join(names)}")
