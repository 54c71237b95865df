"""What the map draws of claims or events, as columns of numbers; what was asked last is kept."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from reportedly.desk.columns import Array, objects
from reportedly.desk.masks import place_columns
from reportedly.desk.model import Points, Viewer
from reportedly.desk.showing import spots_of
from reportedly.desk.state import State, hidden_now

_KEPT = 6
"""Answers kept at once: claims and events of a filter, as map, list and slider ask them one after the other."""

_SEQUENCES = 8


@dataclass(frozen=True)
class Laid:
    """Claims or events that have a point, as columns of numbers; `day` and `last` are ordinals (0: not known).

    `precision`, `code`, `kind` and `place` count into the lists of the same name in the plural. Of events there are
    also the bounds of their origins and whether they hold a contradiction. `without_place` have no point.
    """

    ids: Array
    lon: Array
    lat: Array
    radius: Array
    precision: Array
    code: Array
    kind: Array
    day: Array
    last: Array
    place: Array
    precisions: tuple[str, ...]
    codes: tuple[str, ...]
    kinds: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    least: Array
    most: Array
    contradicted: Array
    without_place: int

    def points(self) -> Points:
        """Return the same as plain values."""
        far = self.radius.astype(object)
        far[np.isnan(self.radius)] = None
        return Points(
            ids=tuple(self.ids.tolist()),
            lon=tuple(self.lon.tolist()),
            lat=tuple(self.lat.tolist()),
            radius=tuple(far.tolist()),
            precision=tuple(self.precision.tolist()),
            code=tuple(self.code.tolist()),
            kind=tuple(self.kind.tolist()),
            day=tuple(iso_days(self.day).tolist()),
            last=tuple(iso_days(self.last).tolist()),
            place=tuple(self.place.tolist()),
            precisions=self.precisions,
            codes=self.codes,
            kinds=self.kinds,
            places=self.places,
            origins=tuple(zip(self.least.tolist(), self.most.tolist(), strict=True)),
            contradicted=tuple(self.contradicted.tolist()),
            without_place=self.without_place,
        )


def laid(state: State, at: Array, viewer: Viewer, *, of: str) -> Laid:
    """Return the columns of the map for claims by their numbers, or with `of` "events" for events by theirs."""
    claims = spots_of(state, viewer)[at] if of == "events" else at
    place, precision, lat, lon, radius = place_columns(viewer)
    drawn = claims >= 0
    drawn[drawn] = ~np.isnan(state.columns[lat][claims[drawn]])
    if not viewer.exact:
        drawn[drawn] = ~hidden_now(state)[claims[drawn]]
    shown = claims[drawn]
    used, where = _numbered(state.columns[place][shown])
    ids, day, last, codes, code, kinds, kind = _about(state, at[drawn], of)
    events = at[drawn] if of == "events" else np.zeros(0, np.int64)
    return Laid(
        ids=ids,
        lon=state.columns[lon][shown],
        lat=state.columns[lat][shown],
        radius=state.columns[radius][shown],
        precision=state.columns[precision][shown],
        code=code,
        kind=kind,
        day=day,
        last=last,
        place=where,
        precisions=tuple(state.words["precision"].values),
        codes=codes,
        kinds=kinds,
        places=tuple(state.words["place"].values[n][:2] for n in used.tolist()),
        least=state.events.least[events],
        most=state.events.most[events],
        contradicted=state.events.contradicted[events],
        without_place=len(claims) - len(shown),
    )


def _numbered(codes: Array) -> tuple[Array, Array]:
    """Return the codes that there are, in order, and where in them each one stands; faster than to sort them."""
    there = np.bincount(codes, minlength=1) > 0
    numbers = np.cumsum(there) - 1
    return np.flatnonzero(there), numbers[codes]


def _about(
    state: State, at: Array, of: str
) -> tuple[Array, Array, Array, tuple[str, ...], Array, tuple[str, ...], Array]:
    """Return ids, first and last days, codes and kinds of claims or events, with the lists that codes count into."""
    if of == "events":
        events = state.events
        kind = np.zeros(len(at), np.int16)
        return events.ids[at], events.start[at], events.end[at], events.category, events.code[at], ("event",), kind
    columns, words = state.columns, state.words
    return (
        state.cached("ids")[at],
        columns["start"][at],
        columns["last"][at],
        tuple(words["category"].values),
        columns["category"][at],
        tuple(words["kind"].values),
        columns["kind"][at],
    )


def iso_days(ordinals: Array) -> Array:
    """Return the ISO days of ordinals, "" for none."""
    known, where = np.unique(ordinals, return_inverse=True)
    return objects([date.fromordinal(n).isoformat() if n else "" for n in known.tolist()])[where]


@dataclass
class Recent:
    """The columns that were asked last, and the numbers of claims that are asked again under every filter."""

    _laid: "OrderedDict[Hashable, Laid]" = field(default_factory=OrderedDict)
    _numbers: dict[int, tuple[int, Sequence[str], Array]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def laid(self, key: Hashable, make: Callable[[], Laid]) -> Laid:
        """Return what was made for a key."""
        with self._lock:
            if key in self._laid:
                self._laid.move_to_end(key)
                return self._laid[key]
        made = make()
        with self._lock:
            self._laid[key] = made
            while len(self._laid) > _KEPT:
                self._laid.popitem(last=False)
        return made

    def numbers(self, state: State, claims: Sequence[str]) -> Array:
        """Return the numbers of claims in a state, -1 of those that are gone; once for each sequence and state."""
        with self._lock:
            known = self._numbers.get(id(claims))
        # The sequence is kept with them, so that no other one takes its place in memory.
        if known is not None and known[0] == state.version and known[1] is claims:
            return known[2]
        made = np.array([state.index.get(claim, -1) for claim in claims], np.int64)
        with self._lock:
            if len(self._numbers) >= _SEQUENCES:
                self._numbers.clear()
            self._numbers[id(claims)] = (state.version, claims, made)
        return made
