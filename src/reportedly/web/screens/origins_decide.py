"""Decisions on the edges and claims of an event: what a count would be, what it became, and taking back."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock

from reportedly.corroborate.recount import lineage, recount
from reportedly.desk.clashing import Asked
from reportedly.desk.deciding import Decided, Deciding
from reportedly.desk.model import Filter, Viewer
from reportedly.desk.reviewing import Reviewing
from reportedly.errors import InvalidRecord, ReviewRefused
from reportedly.project import Project
from reportedly.records import DocEdge, Event, from_plain, to_plain
from reportedly.review import take
from reportedly.web.bench import Bench
from reportedly.web.screens.events_told import Bounds, bounds_of
from reportedly.web.screens.origins_material import around

_REMEMBERED = 200

WAIT_S = 60.0
"""How long a page waits for the new count before it says that counting goes on."""


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
    """What a decision did to an event: its count before and after, and in which events its claims are now.

    `number` is that of the decision in the chain; while it is `pending` the count is still the one before.
    """

    number: int
    kind: str
    before: Bounds
    after: Bounds
    event: str
    parts: tuple[str, ...]
    pending: bool = False


EFFECTS = "workbench_effects.json"
"""What the last decisions did to counts, in the folder of the project; it may be deleted."""

_writing = Lock()


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


def decide(
    reviewing: Reviewing, viewer: Viewer, event: str, act: Callable[[Deciding, Asked], Decided], *, reason: str
) -> Effect:
    """Put a decision on an event into the chain, wait for the new count, and return what changed.

    Raises ReviewRefused where no reason is given, or where it goes against what others decided.
    """
    before = reviewing.desk.event(event)
    done = act(reviewing.deciding, Asked(viewer.name, reason, viewer.role))
    if not done.actions:
        raise ReviewRefused("somebody else has decided the same already; nothing was written")
    counted = reviewing.rejoining.wait(WAIT_S)
    effect = _effect(reviewing, done, before, pending=not counted)
    _remember(reviewing.project, effect)
    return effect


def undo(reviewing: Reviewing, viewer: Viewer, number: int, *, reason: str) -> Effect:
    """Take a decision back; the event is found again by what was decided on. Raises ReviewRefused."""
    known = effect_of(reviewing.project, number)
    if known is not None and _is_event(reviewing, known.event):
        event = known.event
    else:
        group = reviewing.project.store.reviews_with(number)
        event = _event_of(reviewing, [name for action in group for name in (*action.on, *action.against)])
    return decide(reviewing, viewer, event, lambda deciding, asked: deciding.undo(asked, number), reason=reason)


def effect_of(project: Project, number: int) -> Effect | None:
    """Return what a decision did to an event, None where that is not remembered."""
    return _remembered(project).get(number)


def _remembered(project: Project) -> dict[int, Effect]:
    try:
        plain = json.loads((project.out / EFFECTS).read_text("utf-8"))
        return {one["number"]: from_plain(Effect, one) for one in plain}
    except (OSError, ValueError, KeyError, TypeError, InvalidRecord):
        return {}


def _remember(project: Project, effect: Effect) -> None:
    with _writing:
        kept = {**_remembered(project), effect.number: effect}
        last = [kept[number] for number in sorted(kept)][-_REMEMBERED:]
        path = project.out / EFFECTS
        part = path.with_suffix(".part")
        part.write_text(json.dumps([to_plain(one) for one in last]), "utf-8")
        part.replace(path)


def _effect(reviewing: Reviewing, done: Decided, before: Event, *, pending: bool) -> Effect:
    """Return the effect on an event: it is now where most of its claims are."""
    homes = [home for claim in before.claims if (home := reviewing.desk.events_of(claim))]
    parts = sorted(set(homes), key=lambda home: (-homes.count(home), home))
    if not parts:
        raise ReviewRefused(f"decision {done.number} is kept, but the claims of {before.id} stand in no event any more")
    after = reviewing.desk.event(parts[0])
    was, now_is = (Bounds(e.origins_min, e.origins_max) for e in (before, after))
    return Effect(done.number, done.actions[-1].kind, was, now_is, parts[0], tuple(parts), pending)


def _is_event(reviewing: Reviewing, event: str) -> bool:
    try:
        reviewing.desk.event(event)
    except KeyError:
        return False
    return True


def _event_of(reviewing: Reviewing, names: Sequence[str]) -> str:
    """Return an event that has one of these claims, or a claim in one of these documents."""
    desk = reviewing.desk
    for name in names:
        if name.startswith("clm_") and (home := desk.events_of(name)):
            return home
    for name in names:
        if name.startswith("doc_"):
            for claim in desk.claims(Filter(document=name), Viewer("", exact=True), limit=1_000).rows:
                if claim.event:
                    return claim.event
    raise ReviewRefused(f"no event has anything to do with {', '.join(names) or 'that decision'}")
