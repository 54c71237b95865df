"""What a brief of a period and an area may rest on: its events, and the documents that these stand in."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportedly import assembly, briefing
from reportedly.brief import Material
from reportedly.brief.choose import weight
from reportedly.clock import now
from reportedly.drafting.model import InvalidDraft, Spec
from reportedly.errors import ReportedlyError
from reportedly.export.release import Prepared, Setting, prepare
from reportedly.exported_posts import ExportedPosts
from reportedly.history import places_of
from reportedly.ledger import build_ledger
from reportedly.records import Claim, Event, HedgeDrift, Reading, ReviewAction, ServiceStatus, domain_of
from reportedly.review import take
from reportedly.review.reviewed import accepted, confirmed
from reportedly.review.withdrawn import Copy, became

if TYPE_CHECKING:
    from reportedly.project import Project
    from reportedly.releasing import Holdings

MOST = 240
"""Events whose documents are read for one brief, the weightiest first; further ones are counted."""
WHOLE = 2000
"""Documents: a project of at most so many is read whole."""

_AT_ONCE = 5_000
"""Claims that are looked up together."""


@dataclass(frozen=True)
class Gathered:
    """The material of one brief, the decisions that it knows of, and how its texts are printed for readers outside.

    In `ready` every possible name is marked; nothing is left out of it for being too new.
    """

    material: Material
    actions: tuple[ReviewAction, ...]
    ready: Prepared


def gather(
    project: "Project", spec: Spec, setting: Setting, *, claims: Collection[str] = (), told_before: Iterable[str] = ()
) -> Gathered:
    """Return the material for a spec: events of its area and period, the ledger of its area, documents behind them.

    `setting` is that of the release by which names are masked; `claims` are further ones that have to be there, such
    as those of sentences that a person added. Raises InvalidDraft where an area is not known.
    """
    store = project.store
    actions = tuple(store.reviews())
    area = _Area(project, spec.areas)
    wanted = set(claims)
    whole = len(store.document_ids()) <= WHOLE
    found = [e for e in store.events() if not e.outside and (area.holds(e.place) or wanted & set(e.claims))]
    if whole:
        readings = list(take(actions, store.readings()).readings)
        published = {r.document.id: (r.document.published or "")[:10] for r in readings}
    else:
        published = {document: at[:10] for document, at in store.published().items()}
        readings = []
    within = {document for document, day in published.items() if _within(day, spec)}
    events = [e for e in found if wanted & set(e.claims) or _in_period(e, within, spec)]
    further: Counter[str] = Counter()
    if not whole:
        events, further = _weightiest(events, wanted)
        needed = store.documents_of(wanted.union(*(e.claims for e in events), *(_disputed(e) for e in events)))
        readings = list(take(actions, store.readings_of(needed)).readings)
    ledger = _ledger(project, spec, area, readings if whole else None, actions)
    readings = _narrowed(readings, events, within, wanted, spec)
    names_only = replace(setting, profile=replace(setting.profile, delay=False, severe=False))
    ready = prepare(readings, events, ledger, names_only)
    material = _material(project, spec, ready, failures=not spec.areas)
    posts = ExportedPosts(store.custody_events, project.evidence).states(r.document for r in readings)
    return Gathered(
        replace(
            material,
            accepted=accepted(actions, readings),
            graded=confirmed(actions, readings),
            documents=len(within) or len(published),
            told_before=frozenset(told_before),
            became=became(map(Copy.of, (r.document for r in readings)), store.visits(), actions, posts),
            further=further,
            private=frozenset() if whole else private_names_of(project),
        ),
        actions,
        ready,
    )


def narrowed(held: "Holdings", project: "Project", spec: Spec) -> "Holdings":
    """Return what a project holds of the area and the period of a spec: events, the ledger, and documents behind them.

    Raises InvalidDraft where an area is not known.
    """
    area = _Area(project, spec.areas)
    within = {r.document.id for r in held.readings if _within((r.document.published or "")[:10], spec)}
    events = [e for e in held.joined.events if area.holds(e.place) and _in_period(e, within, spec)]
    readings = _narrowed(list(held.readings), events, within, set(), spec)
    homes = {r.document.id for r in readings}
    joined = replace(
        held.joined,
        events=events,
        ledger=_ledger(project, spec, area, list(held.readings), held.actions),
        edges=[e for e in held.joined.edges if {e.start, e.end} <= homes],
        drift=_drift(held.joined.drift, readings),
    )
    failures = () if spec.areas else held.failures
    return replace(held, readings=readings, joined=joined, failures=failures)


def _disputed(event: Event) -> list[str]:
    return [c for d in event.contradictions for c in (*d.left, *d.right)]


def _weightiest(events: Sequence[Event], wanted: set[str]) -> tuple[list[Event], Counter[str]]:
    """Return the weightiest events, with all that hold wanted claims, and how many are left by domain."""
    ranked = sorted(events, key=lambda e: (not wanted & set(e.claims), -weight(e), e.id))
    told, rest = ranked[:MOST], ranked[MOST:]
    return told, Counter(domain_of(e.category) for e in rest)


def _within(day: str, spec: Spec) -> bool:
    """Say whether a day of publication lies in the period; an undated document belongs to a period that is open."""
    if not day:
        return not spec.start and not spec.end
    return (not spec.start or spec.start <= day) and (not spec.end or day <= spec.end)


def _in_period(event: Event, within: set[str], spec: Spec) -> bool:
    """Say whether an event was reported in the period."""
    if not spec.start and not spec.end:
        return True
    return any(document in within for origin in event.origins for document in origin.documents)


def _narrowed(
    readings: list[Reading], events: Sequence[Event], within: set[str], wanted: set[str], spec: Spec
) -> list[Reading]:
    """Return the documents of the period, and those that its events or wanted claims stand in."""
    if not spec.start and not spec.end and not spec.areas:
        return readings
    needed = wanted.union(*(e.claims for e in events), *(_disputed(e) for e in events))
    homes = {r.document.id for r in readings for c in r.of(Claim) if c.id in needed}
    return [r for r in readings if r.document.id in homes or (not spec.areas and r.document.id in within)]


def _ledger(
    project: "Project", spec: Spec, area: "_Area", readings: list[Reading] | None, actions: Sequence[ReviewAction]
) -> list[ServiceStatus]:
    """Return the ledger of the area as it stood at the end of the period: later reports count for nothing.

    `readings` are all of the project; without them those are read on which the ledger of today rests.
    """
    store = project.store
    held = [c for c in store.ledger() if area.holds(c.place)]
    if not spec.end or not held:
        return held
    if readings is None:
        claims = sorted({claim for c in held for i in c.intervals for claim in i.claims})
        needed = {d for n in range(0, len(claims), _AT_ONCE) for d in store.documents_of(claims[n : n + _AT_ONCE])}
        readings = list(take(actions, store.readings_of(needed)).readings)
    made = build_ledger(
        readings, store.events(), theatre=project.theatre, reported_by=spec.end,
        floors=assembly.floors(project.theatre),
    )  # fmt: skip
    return [c for c in made if area.holds(c.place)]


def _material(project: "Project", spec: Spec, ready: Prepared, *, failures: bool) -> Material:
    store, folder, readings = project.store, project.out / "control", list(ready.readings)
    documents = {r.document.id for r in readings}
    joined = assembly.Joined(
        edges=[e for e in store.edges_of(documents) if {e.start, e.end} <= documents],
        judgements=[],
        events=list(ready.events),
        ledger=list(ready.ledger),
        drift=_drift(store.drift(), readings),
    )
    said = assembly.control_statements(readings, project.theatre, project.sources, shapes=project.shapes, folder=folder)
    settings = briefing.BriefSettings(
        failures=store.failures() if failures else [],
        theatre=project.theatre,
        shapes=project.shapes,
        cutoff=cutoff_of(readings, spec),
        control=said,
        control_folder=folder,
        book=project.book,
        language=spec.language,
        sources=project.sources,
    )
    made: Material = briefing.material(readings, joined, settings)
    return made


def _drift(found: Sequence[HedgeDrift], readings: Sequence[Reading]) -> list[HedgeDrift]:
    held = {c.id for r in readings for c in r.of(Claim)}
    return [d for d in found if d.earlier in held and d.later in held]


def cutoff_of(readings: Sequence[Reading], spec: Spec) -> str:
    """Return the end of the last day of the period, else that of the newest report, else now."""
    days = [p[:10] for r in readings if (p := r.document.published) and len(p) >= 10]
    day = spec.end or (max(days) if days else None)
    return f"{day}T23:59:59+00:00" if day else now()


def private_names_of(project: "Project") -> frozenset[str]:
    """Return the names of private persons in all documents of a project; only the mentions are read."""
    with project.store.looking() as since:
        return frozenset(
            mention.span.of(text).strip()
            for _, text, mention in since.persons()
            if mention.person_class in ("P2", "P3") and len(mention.span) > 1
        )


class _Area:
    """The places that a brief is about; everywhere where none are named."""

    def __init__(self, project: "Project", printed: Sequence[str]) -> None:
        self._wanted: frozenset[str] = frozenset()
        self._known: dict[str, bool] = {}
        if printed:
            self._places = places_of(project.theatre)
            try:
                self._wanted = frozenset(self._places.area(name).id for name in printed)
            except ReportedlyError as error:
                raise InvalidDraft(str(error)) from error

    def holds(self, place: str | None) -> bool:
        """Say whether a place lies in the area."""
        if not self._wanted:
            return True
        if place is None:
            return False
        if place not in self._known:
            self._known[place] = bool(self._wanted & {place, *self._places.above(place)})
        return self._known[place]
