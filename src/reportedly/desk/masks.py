"""Filters as masks over the columns of claims, and facets as counts under them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from itertools import chain
from typing import Any

import numpy as np

from reportedly.desk.columns import Array, ordinal
from reportedly.desk.happenings import MARKS
from reportedly.desk.model import Facet, Filter, Viewer
from reportedly.desk.state import State

_LEAST = 3
"""Letters of a code from which on it may stand for all that begin so."""


def place_columns(viewer: Viewer) -> tuple[str, str, str, str, str]:
    """Return the names of the columns of place, precision, latitude, longitude and radius that a viewer may see."""
    names = ("place", "precision", "lat", "lon", "radius")
    return names if viewer.exact else tuple(f"public_{name}" for name in names)  # type: ignore[return-value]


def masks(state: State, filter: Filter, viewer: Viewer) -> dict[str, Array]:
    """Return a mask of claims for each field of a filter that asks for something, the text left aside."""
    return {name: made(state, filter, viewer) for name, made in _MASKS.items() if getattr(filter, name)}


def together(state: State, found: Iterable[Array]) -> Array:
    """Return the mask of claims that all masks hold."""
    return reduce(np.logical_and, found, np.ones(state.size, bool))


def _coded(name: str, fits: Callable[[Any, Any], bool]) -> Callable[[State, Filter, Viewer], Array]:
    """Return how the field of a filter is asked of the coded column of that name."""
    field = _FIELDS.get(name, name)

    def made(state: State, filter: Filter, _viewer: Viewer) -> Array:
        asked = getattr(filter, field)
        table = state.words[name].holds(fits(value, asked) for value in list(state.words[name].values))
        return table[state.columns[name]]

    return made


_FIELDS = {"kind": "kinds", "category": "codes", "sector": "sectors", "level": "hedge", "stages": "stage"}


def _area(state: State, filter: Filter, viewer: Viewer) -> Array:
    inside: Array = state.words.lies_in(filter.area)[state.columns[place_columns(viewer)[0]]]
    return inside


def _start(state: State, filter: Filter, _viewer: Viewer) -> Array:
    late: Array = state.columns["last"] >= ordinal(filter.start)
    return late


def _end(state: State, filter: Filter, _viewer: Viewer) -> Array:
    first = state.columns["first"]
    early: Array = (first > 0) & (first <= ordinal(filter.end))
    return early


def _origins(state: State, filter: Filter, _viewer: Viewer) -> Array:
    held: Array = np.append(state.events.least, 0)[state.told["event"]] >= filter.origins
    return held


def _side(state: State, filter: Filter, _viewer: Viewer) -> Array:
    return np.equal(state.side, state.words["side"].codes.get(filter.side, -1))


def _document(state: State, filter: Filter, _viewer: Viewer) -> Array:
    return np.equal(state.columns["doc"], state.document_index.get(filter.document, -1))


def _language(state: State, filter: Filter, _viewer: Viewer) -> Array:
    spoken: Array = (state.cached("language") == filter.language)[state.columns["doc"]]
    return spoken


def _event(state: State, filter: Filter, _viewer: Viewer) -> Array:
    made = np.zeros(state.size, bool)
    at = state.events.index.get(filter.event)
    if at is not None:
        event = state.events.all[at]
        made[[state.index[c] for c in (*event.claims, *event.background) if c in state.index]] = True
    return made


def _flags(state: State, filter: Filter, _viewer: Viewer) -> Array:
    return reduce(np.logical_and, (_flag(state, flag) for flag in filter.flags))


def _flag(state: State, flag: str) -> Array:
    words = state.words["flags"]
    held = words.holds(flag in value for value in list(words.values))[state.columns["flags"]]
    for bit, name in MARKS:
        if name == flag:
            held = held | (state.told["marks"] & bit).astype(bool)
    return held


_MASKS: Mapping[str, Callable[[State, Filter, Viewer], Array]] = {
    "area": _area,
    "start": _start,
    "end": _end,
    "codes": _coded("category", lambda value, asked: any(fits_code(value, code) for code in asked)),
    "kinds": _coded("kind", lambda value, asked: value in asked),
    "sectors": _coded("sector", lambda value, asked: not set(asked).isdisjoint(value)),
    "hedge": _coded("level", lambda value, asked: value <= asked),
    "origins": _origins,
    "side": _side,
    "review": _coded("review", lambda value, asked: value == asked),
    "language": _language,
    "document": _document,
    "event": _event,
    "stage": _coded("stages", lambda value, asked: asked in value),
    "flags": _flags,
}


_OF_DOCUMENTS = frozenset({"document", "language"})
"""Fields of a filter that documents without a claim may fit too."""


def of_documents(filter: Filter) -> bool:
    """Say whether a filter asks for nothing of a claim."""
    return all(name in _OF_DOCUMENTS for name in Filter.__dataclass_fields__ if getattr(filter, name))


def listed(state: State, filter: Filter, mask: Array, of: str) -> Array:
    """Return the numbers of the claims of a mask, or with `of` "events" of the events that they count for, in order.

    Events outside the codebook are left out unless the filter names codes or an event.
    """
    if of != "events":
        return np.flatnonzero(mask)
    event = state.told["event"]
    found: Array = np.unique(event[mask & (event >= 0)])
    if filter.codes or filter.event:
        return found
    return found[~state.events.outside[found]]


def documents_alone(state: State, filter: Filter) -> Array:
    """Return the mask of documents that fit a filter that asks for nothing of a claim."""
    made = np.ones(len(state.documents), bool)
    if filter.language:
        made = state.cached("language") == filter.language
    if filter.document:
        made &= np.arange(len(made)) == state.document_index.get(filter.document, -1)
    return made


def fits_code(category: str, code: str) -> bool:
    """Say whether a category is a code, or begins with one that is long enough to tell ("GUO.C", "X0" is not)."""
    return category == code or (len(code) >= _LEAST and category.startswith(code))


def facets(
    state: State, found: Mapping[str, Array], text: Array | None, of: Iterable[str]
) -> dict[str, tuple[Facet, ...]]:
    """Return for each field in `of` its values with the number of claims that fit all masks but the field's own.

    `text` is the mask of the words that are searched, None for none.
    """
    made = {}
    for name in of:
        counted = _FACETS[name]
        others = [mask for field, mask in found.items() if field != name]
        if text is not None:
            others.append(text)
        made[name] = _ranked(counted(state, together(state, others)))
    return made


def _ranked(pairs: Iterable[tuple[str, int]]) -> tuple[Facet, ...]:
    found: dict[str, int] = {}
    for value, count in pairs:
        if value and count:
            found[value] = found.get(value, 0) + int(count)
    return tuple(Facet(value, found[value]) for value in sorted(found, key=lambda v: (-found[v], v)))


def _count(codes: Array, values: Sequence[Any]) -> Iterable[tuple[Any, int]]:
    held = list(values)
    return zip(held, np.bincount(codes, minlength=len(held)).tolist(), strict=False)


def _one(name: str) -> Callable[[State, Array], Iterable[tuple[str, int]]]:
    return lambda state, mask: _count(state.columns[name][mask], state.words[name].values)


def _many(name: str) -> Callable[[State, Array], Iterable[tuple[str, int]]]:
    def counted(state: State, mask: Array) -> Iterable[tuple[str, int]]:
        lists = _count(state.columns[name][mask], state.words[name].values)
        return ((value, count) for values, count in lists for value in values)

    return counted


def _flag_counts(state: State, mask: Array) -> Iterable[tuple[str, int]]:
    names = {name for _, name in MARKS}
    lists = _count(state.columns["flags"][mask], state.words["flags"].values)
    own = ((value, count) for values, count in lists for value in values if value not in names)
    return chain(own, ((name, int(np.count_nonzero(_flag(state, name)[mask]))) for name in names))


def _of_documents(name: str) -> Callable[[State, Array], Iterable[tuple[str, int]]]:
    def counted(state: State, mask: Array) -> Iterable[tuple[str, int]]:
        of_document = np.bincount(state.columns["doc"][mask], minlength=len(state.documents))
        values = state.cached(f"{name}s")
        counts = np.bincount(state.cached(f"{name}_code"), of_document, minlength=len(values)).astype(np.int64)
        return zip(values.tolist(), counts.tolist(), strict=True)

    return counted


_FACETS: Mapping[str, Callable[[State, Array], Iterable[tuple[str, int]]]] = {
    "codes": _one("category"),
    "kinds": _one("kind"),
    "sectors": _many("sector"),
    "hedge": _one("level"),
    "side": lambda state, mask: _count(state.side[mask], state.words["side"].values),
    "review": _one("review"),
    "language": _of_documents("language"),
    "flags": _flag_counts,
    "stage": _many("stages"),
    "outlet": _of_documents("outlet"),
}

FACETS = tuple(_FACETS)
"""The fields whose values can be counted."""
