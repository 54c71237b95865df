"""All that the desk holds in memory at one time; a refresh makes a new one, readers keep the one they began with."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from reportedly.desk.columns import Array, Vocabularies, objects
from reportedly.desk.decided import Decided
from reportedly.desk.facts import DocumentFacts
from reportedly.desk.happenings import CellFacts, Events
from reportedly.desk.places import PlaceBook
from reportedly.records.withhold import Discretion
from reportedly.store.since import Marks


@dataclass(frozen=True)
class Names:
    """The private names of each document, and of how many documents each is one."""

    by_document: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def count(self) -> Counter[str]:
        """Return of how many documents each name is one."""
        return Counter(name for names in self.by_document.values() for name in names)


@dataclass(frozen=True)
class State:
    """What is known of a project: documents, columns of claims by number, events, decisions, and marks of the store.

    `slots` are the rows of claims in the file. `text_claims` and `text_documents` lead from a row of the full-text
    indexes to the number of the claim, or of the document of a passage; -1 where the row is a former one. `services`
    and `brought` are what documents say of services and of what was brought from where, as JSON by their number.
    """

    version: int
    as_of: str
    marks: Marks
    documents: tuple[DocumentFacts, ...]
    document_index: Mapping[str, int]
    ids: tuple[str, ...]
    index: Mapping[str, int]
    slots: Array
    columns: Mapping[str, Array]
    told: Mapping[str, Array]
    events: Events
    cells: tuple[CellFacts, ...]
    decided: Decided
    names: Names
    discretion: Discretion
    words: Vocabularies
    book: PlaceBook
    text_documents: Array
    drafted: frozenset[str] = frozenset()
    draft_mark: tuple[int, int] = (0, 0)
    services: Mapping[int, str] = field(default_factory=dict)
    brought: Mapping[int, str] = field(default_factory=dict)
    cache: dict[str, Array] = field(default_factory=dict)

    def cached(self, name: str) -> Array:
        """Return an array that is worked out once: an order of claims or of documents, or a way from text rows."""
        found = self.cache.get(name)
        if found is None:
            found = _DERIVED[name](self)
            self.cache[name] = found
        return found

    @property
    def size(self) -> int:
        """How many claims there are."""
        return len(self.ids)

    @property
    def side(self) -> Array:
        """The side of each claim: that of its origin, else its own."""
        return self.cached("side")


def hidden_now(state: State) -> Array:
    """Return the mask of claims whose place may not be mapped publicly yet."""
    hidden: Array = state.columns["mapped_from"] > datetime.now().timestamp()
    return hidden


def moment(published: str) -> float:
    """Return when a document was published in seconds since 1970; before all others where it gives nothing."""
    if not published:
        return float("-inf")
    try:
        found = datetime.fromisoformat(published)
        return found.timestamp() if found.tzinfo else found.replace(tzinfo=_UTC).timestamp()
    except ValueError:
        return float("-inf")


_UTC = datetime.fromisoformat("1970-01-01T00:00:00+00:00").tzinfo


def _side(state: State) -> Array:
    told = state.told["told_side"]
    return np.where(told >= 0, told, state.columns["side"])


def _document_rank(state: State) -> Array:
    """Return the place of each document in the order of publication, then of id."""
    keys = [(moment(d.published), d.id) for d in state.documents]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    rank = np.empty(len(keys), np.int64)
    rank[order] = np.arange(len(keys))
    return rank


def _line(state: State) -> Array:
    """Return the place of each claim by document and by its number there."""
    return state.cached("document_rank")[state.columns["doc"]] * 1_000_000 + state.columns["n"]


def _by_document(state: State) -> Array:
    return np.argsort(state.cached("line"), kind="stable")


def _by_time(state: State) -> Array:
    return np.lexsort((state.cached("line"), state.columns["first"]))


def _by_event(state: State) -> Array:
    event = state.told["event"]
    return np.lexsort((state.cached("line"), np.where(event < 0, len(state.events.all), event)))


def _by_impact(state: State) -> Array:
    return np.lexsort((state.cached("line"), state.cached("queue")))


def _queue(state: State) -> Array:
    """Return the group of each claim in the review queue, behind all groups those that were decided on."""
    still = state.columns["review"] == state.words["review"].code("open")
    return np.where(still, state.told["group"], 100)


def _text_claims(state: State) -> Array:
    texts = state.columns["text"]
    table = np.full(int(texts.max(initial=-1)) + 1, -1, np.int64)
    table[texts] = np.arange(len(texts))
    return table


def _per_document(state: State) -> Array:
    return np.bincount(state.columns["doc"], minlength=len(state.documents))


def _decided_per_document(state: State) -> Array:
    decided = state.columns["review"] != state.words["review"].code("open")
    return np.bincount(state.columns["doc"][decided], minlength=len(state.documents))


_DERIVED: Mapping[str, Callable[[State], Array]] = {
    "ids": lambda state: objects(state.ids),
    "side": _side,
    "document_rank": _document_rank,
    "line": _line,
    "document": _by_document,
    "time": _by_time,
    "event": _by_event,
    "impact": _by_impact,
    "queue": _queue,
    "text_claims": _text_claims,
    "per_document": _per_document,
    "decided_per_document": _decided_per_document,
    "language": lambda state: np.array([d.language for d in state.documents], str),
    "outlet": lambda state: np.array([d.outlet for d in state.documents], str),
    "languages": lambda state: np.unique(state.cached("language")),
    "outlets": lambda state: np.unique(state.cached("outlet")),
    "language_code": lambda state: np.searchsorted(state.cached("languages"), state.cached("language")),
    "outlet_code": lambda state: np.searchsorted(state.cached("outlets"), state.cached("outlet")),
}
