"""What one filter leaves, counted once for all parts of the screen: totals, days, and how much lies at each place."""

from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from threading import Lock
from weakref import WeakKeyDictionary

from reportedly import clock
from reportedly.desk import Desk
from reportedly.desk.model import Filter, Points, Viewer
from reportedly.web.map_places import key_of

_KEPT = 16
_EDGE = 0.01
"""Share of days at each end that the slider's axis leaves out where there are many."""

_MANY = 200


@dataclass
class Heap:
    """What lies at one place: numbers of claims, and the events with the bounds of their origins."""

    place_id: str
    name: str
    precision: str
    claims: int = 0
    statuses: int = 0
    events: list[str] = field(default_factory=list)
    least: int = 0
    most: int = 0
    contradicted: bool = False

    @property
    def key(self) -> str:
        """What stands for the place in an address."""
        return key_of(self.place_id, self.name)


@dataclass(frozen=True)
class Tally:
    """Totals of a filter, with the heaps by place: those with most events and claims first.

    `first` and `last` are the ISO days between which nearly all claims lie, `reported` that of the newest report.
    """

    claims: int
    events: int
    unplaced: int
    first: str
    last: str
    reported: str
    heaps: tuple[Heap, ...]


_tallies: "WeakKeyDictionary[Desk, OrderedDict[tuple[int, bool, str, Filter], Tally]]" = WeakKeyDictionary()
_lock = Lock()


def tally(desk: Desk, asked: Filter, viewer: Viewer) -> Tally:
    """Return the tally of a filter as a viewer may see it; the last ones asked for are kept."""
    # By the hour: places of some categories are held back for so many hours.
    key = (desk.version, viewer.exact, clock.now()[:13], asked)
    with _lock:
        kept = _tallies.setdefault(desk, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    made = _made(desk, asked, viewer)
    with _lock:
        kept[key] = made
        while len(kept) > _KEPT:
            kept.popitem(last=False)
    return made


def _made(desk: Desk, asked: Filter, viewer: Viewer) -> Tally:
    claims, events = desk.points(asked, viewer), desk.points(asked, viewer, of="events")
    heaps: dict[tuple[str, str], Heap] = {}
    states = [kind in ("status", "control") for kind in claims.kinds]
    all_claims, status = Counter(claims.place), Counter(compress(claims.place, map(states.__getitem__, claims.kind)))
    first_at = dict(zip(reversed(claims.place), range(len(claims.place) - 1, -1, -1), strict=True))
    for place, count in all_claims.items():
        heap = _heap(heaps, claims, first_at[place], place)
        heap.claims, heap.statuses = count, status[place]
    for at, place in enumerate(events.place):
        heap, (least, most) = _heap(heaps, events, at, place), events.origins[at]
        heap.least = min(heap.least, least) if heap.events else least
        heap.most = max(heap.most, most)
        heap.contradicted |= events.contradicted[at]
        heap.events.append(events.ids[at])
    first, last = _span((*claims.day, *claims.last))
    return Tally(
        claims=len(claims.ids) + claims.without_place,
        events=len(events.ids) + events.without_place,
        unplaced=claims.without_place,
        first=first,
        last=last,
        reported=_reported(desk, asked, viewer),
        heaps=tuple(sorted(heaps.values(), key=lambda h: (-len(h.events), -h.claims, h.name, h.place_id))),
    )


def _span(days: Iterable[str]) -> tuple[str, str]:
    """Return the first and the last ISO day, without the edge on both sides where there are many; "" for none."""
    counts = Counter(days)
    counts.pop("", None)
    total = counts.total()
    cut = int(total * _EDGE) if total >= _MANY else 0
    known = sorted(counts)
    return _beyond(known, counts, cut), _beyond(known[::-1], counts, cut)


def _beyond(days: Sequence[str], counts: Mapping[str, int], cut: int) -> str:
    passed = 0
    for day in days:
        passed += counts[day]
        if passed > cut:
            return day
    return ""


def _reported(desk: Desk, asked: Filter, viewer: Viewer) -> str:
    rows = desk.documents(asked, viewer, order="time", limit=1).rows
    return rows[0].published[:10] if rows else ""


def _heap(heaps: dict[tuple[str, str], Heap], points: Points, at: int, place: int) -> Heap:
    id, name = points.places[place]
    if (id, name) not in heaps:
        heaps[id, name] = Heap(id, name, points.precisions[points.precision[at]])
    return heaps[id, name]
