"""In which order events are told."""

from collections.abc import Callable

import numpy as np

from reportedly.desk.columns import Array
from reportedly.desk.state import State


def _by_category(state: State, found: Array) -> Array:
    names = [state.events.all[n].category for n in found.tolist()]
    return found[np.array(sorted(range(len(names)), key=names.__getitem__), np.int64)]


def _by_origins(state: State, found: Array) -> Array:
    return found[np.argsort(-state.events.least[found], kind="stable")]


EVENT_ORDERS: dict[str, Callable[[State, Array], Array]] = {
    "time": lambda _state, found: found,
    "event": _by_category,
    "category": _by_category,
    "origins": _by_origins,
}
