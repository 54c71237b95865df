"""What one filter leaves, counted once for all parts of the screen: totals, days, and how much lies at each place."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np

from reportedly import clock
from reportedly.desk import Desk
from reportedly.desk.columns import Array
from reportedly.desk.laying import Laid
from reportedly.desk.model import Filter, Viewer
from reportedly.ledger.steps import iso
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
    claims, events = desk.laid(asked, viewer), desk.laid(asked, viewer, of="events")
    heaps: dict[tuple[str, str], Heap] = {}
    states = np.array([kind in ("status", "control") for kind in claims.kinds], bool)
    statuses = np.bincount(claims.place[states[claims.kind]], minlength=len(claims.places)).tolist()
    for place, members in _by_place(claims):
        heap = _heap(heaps, claims, members, place)
        heap.claims, heap.statuses = len(members), statuses[place]
    for place, members in _by_place(events):
        heap = _heap(heaps, events, members, place)
        heap.least, heap.most = int(events.least[members].min()), int(events.most[members].max())
        heap.contradicted = bool(events.contradicted[members].any())
        heap.events = events.ids[members].tolist()
    first, last = _span(np.concatenate([claims.day, claims.last]))
    return Tally(
        claims=len(claims.ids) + claims.without_place,
        events=len(events.ids) + events.without_place,
        unplaced=claims.without_place,
        first=first,
        last=last,
        reported=_reported(desk, asked, viewer),
        heaps=tuple(sorted(heaps.values(), key=lambda h: (-len(h.events), -h.claims, h.name, h.place_id))),
    )


def _by_place(found: Laid) -> Iterator[tuple[int, Array]]:
    """Yield the number of each place with the numbers of what lies there, in their order."""
    order = np.argsort(found.place, kind="stable")
    bounds = np.cumsum(np.bincount(found.place, minlength=len(found.places)))
    begin = 0
    for place, end in enumerate(bounds.tolist()):
        yield place, order[begin:end]
        begin = end


def _span(days: Array) -> tuple[str, str]:
    """Return the first and the last ISO day, without the edge on both sides where there are many; "" for none.

    `days` are ordinals, 0 for none.
    """
    known = np.sort(days[days > 0])
    if not len(known):
        return "", ""
    cut = int(len(known) * _EDGE) if len(known) >= _MANY else 0
    return iso(int(known[cut])), iso(int(known[-1 - cut]))


def _reported(desk: Desk, asked: Filter, viewer: Viewer) -> str:
    rows = desk.documents(asked, viewer, order="time", limit=1).rows
    return rows[0].published[:10] if rows else ""


def _heap(heaps: dict[tuple[str, str], Heap], found: Laid, members: Array, place: int) -> Heap:
    id, name = found.places[place]
    if (id, name) not in heaps:
        heaps[id, name] = Heap(id, name, found.precisions[found.precision[members[0]]])
    return heaps[id, name]
