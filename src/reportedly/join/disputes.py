"""Contradictions as claims come and go: which are looked for anew, and what each event contradicts."""

from collections import Counter
from collections.abc import Iterable, Sequence, Set

from reportedly.corroborate.board import Board
from reportedly.corroborate.cluster import Pair
from reportedly.corroborate.disputes import Clash, between_events
from reportedly.corroborate.events import Draft
from reportedly.corroborate.items import Item
from reportedly.corroborate.neighbours import Couple, couple
from reportedly.corroborate.zones import zones_of
from reportedly.join.clashing import Clashing
from reportedly.join.state import ClashRow, State
from reportedly.join.worded import Worded
from reportedly.records import Contradiction
from reportedly.store.joining import WORDED


class Disputes:
    """The clashes of a store; one object takes one update."""

    def __init__(self, state: State, board: Board, clashing: Clashing) -> None:
        self._state = state
        self._board = board
        self._clashing = clashing
        self._worded = Worded(state, clashing)
        self._zones: set[str] = set()
        self._come: set[tuple[str, str]] = set()
        self._gone: set[tuple[str, str]] = set()

    def enter(self, item: Item) -> None:
        """Note that a claim has come onto the board."""
        for zone in zones_of(item):
            self._state.zones[zone].add(item.id)
            _log((zone, item.id), self._come, self._gone)
            self._zones.add(zone)

    def leave(self, item: Item) -> None:
        """Note that a claim has gone from the board."""
        for zone in zones_of(item):
            self._state.zones[zone].discard(item.id)
            _log((zone, item.id), self._gone, self._come)
            self._zones.add(zone)

    def find(self, documents: Set[str], written: Set[str], regrouped: Set[str], dropped: Set[str]) -> set[str]:
        """Look for clashes where something changed; return the claims of which an event has to be made anew.

        `documents` and `written` are those that came or changed with their claims, `regrouped` the claims whose event
        is another one, `dropped` those that are gone.
        """
        state = self._state
        looked: dict[str, tuple[list[Item], list[Pair]]] = {}
        pairs = set(self._board.changed)
        for document in documents:
            for item in state.claims[document]:
                if state.exact[item.id] is None:
                    self._zones |= set(zones_of(item))
                    pairs |= {couple(item.id, other) for other in state.rulings[item.id]}
        for zone in self._zones:
            looked[zone] = ([state.items[c] for c in sorted(state.zones[zone])], [])
        looked |= {f"={left}|{right}": ([], []) for left, right in pairs}
        for pair in self._telling(pairs, dropped):
            looked[f"={pair.left.id}|{pair.right.id}"] = ([], [pair])
        changed: set[str] = set()
        for zone, (items, compared) in looked.items():
            changed |= self._zone(zone, items, compared)
        for zone, found in self._worded.find(documents, written, dropped):
            changed |= self._put(zone, found)
        rows = (row for claim in regrouped for row in (*state.clashes_of[claim], *state.worded_of[claim]))
        return (changed | {c for row in rows for c in row[:2]}) - dropped

    def _telling(self, pairs: Iterable[Couple], dropped: Set[str]) -> list[Pair]:
        """Return those pairs from whose comparison a clash may follow."""
        state, told = self._state, []
        for left, right in pairs:
            found = state.rulings[left].get(right) if left not in dropped and right not in dropped else None
            if found is not None and (found.verdict == "different" or found.conflict is not None):
                told.append((left, right))
        compared = zip(told, self._board.comparisons(told), strict=True)
        return [Pair(state.items[left], state.items[right], found) for (left, right), found in compared]

    def _zone(self, zone: str, items: Sequence[Item], pairs: Sequence[Pair]) -> set[str]:
        made = self._clashing.clashes(items, pairs) if len(items) > 1 or pairs else []
        return self._put(zone, {(c.left.id, c.right.id, c.kind, c.reason) for c in made})

    def _put(self, zone: str, found: set[ClashRow]) -> set[str]:
        """Keep the clashes of a zone in place of those that it had; return the claims for which they differ."""
        state = self._state
        old = state.clashes[zone]
        if found == old:
            return set()
        by_claim = state.worded_of if zone.startswith(WORDED) else state.clashes_of
        differing = {claim for row in found ^ old for claim in row[:2]}
        # All are loaded before any is counted: the table still holds what it held.
        counters: dict[str, Counter[ClashRow]] = {claim: by_claim[claim] for claim in differing}
        for rows, step in ((old - found, -1), (found - old, 1)):
            for row in rows:
                for claim in row[:2]:
                    counters[claim][row] += step
                    if not counters[claim][row]:
                        del counters[claim][row]
        state.clashes[zone] = found
        state.tables.put_clashes(zone, sorted(found))
        return differing

    def of(self, draft: Draft, dropped: Set[str]) -> Sequence[Contradiction]:
        """Return the contradictions of one event."""
        state = self._state
        rows = {row for item in draft.items for row in state.clashes_of[item.id]}
        known = {couple(*row[:2]) for row in rows}
        worded = {row for item in draft.items for row in state.worded_of[item.id]}
        rows |= {row for row in worded if couple(*row[:2]) not in known}
        found = [
            Clash(state.items[left], state.items[right], kind, reason)
            for left, right, kind, reason in sorted(rows)
            if left not in dropped and right not in dropped
        ]
        events = {c: e for row in rows for c in row[:2] if c not in dropped and (e := state.event[c]) is not None}
        return between_events(found, events).get(draft.id, ())

    def write(self) -> None:
        """Write which claims are in which zone, and their words."""
        self._state.tables.put_zones(self._come, self._gone)
        self._worded.write()


def _log(entry: tuple[str, str], into: set[tuple[str, str]], back: set[tuple[str, str]]) -> None:
    if entry in back:
        back.remove(entry)
    else:
        into.add(entry)
