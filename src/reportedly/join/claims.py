"""Claims as documents come: which are compared anew, which components are clustered again, which events change."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from reportedly.corroborate.board import Board, couples
from reportedly.corroborate.cluster import Pair, clusters
from reportedly.corroborate.compare import Comparison, Rules
from reportedly.corroborate.decided import bonds_of, left_together
from reportedly.corroborate.dossier import Dossier, end_of_copies, exact_claims
from reportedly.corroborate.events import Draft, event_of
from reportedly.corroborate.items import Item
from reportedly.corroborate.neighbours import Neighbours, couple, entry_of
from reportedly.corroborate.origins import Facts, When
from reportedly.join.clashing import Clashing
from reportedly.join.disputes import Disputes
from reportedly.join.judging import Told, judgements
from reportedly.join.lineage import Lineage
from reportedly.join.packing import pack_item, pack_root, packed
from reportedly.join.state import FAMILY, Lazy, State
from reportedly.join.views import Copies, Part, Whole
from reportedly.records import DocEdge, Event, Judgement, Tie, to_plain


@dataclass
class Found:
    """What an update found: events in place of those with the ids `gone`, judgements on pairs with one of `claims`."""

    events: list[Event] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    judgements: list[Judgement] = field(default_factory=list)
    claims: set[str] = field(default_factory=set)
    compared: int = 0


class Claims:
    """The claims of a store; one object takes one update."""

    def __init__(self, state: State, rules: Rules) -> None:
        self._state = state
        self._lineage = Lineage(state)
        rules = replace(rules, relate=self._lineage.relate)
        self._rules = rules
        self._neighbours = Neighbours(rules, state.lists, state.places)
        self._board = Board(rules, state.shelves(), self._neighbours)
        self._touched: set[str] = set()
        self._dropped: set[str] = set()
        self._old_components: set[str] = set()
        self._events: set[str] = set()
        self._documents: set[str] = set()
        self._written: set[str] = set()
        self._fresh: set[str] = set()
        self._taken: set[str] = set()
        self._left_together: list[Pair] = []
        documents = state.documents
        self._facts = Facts(
            roots=state.roots,
            publishers=Part(documents, 1),
            names=Part(documents, 2),
            order=Part(documents, 0),
            edges=Whole(state.out),
            exact=Copies(state.exact),
        )
        self._disputes = Disputes(state, self._board, Clashing(state.items, self._facts, rules))

    def update(self, dossiers: Iterable[Dossier], moved: Mapping[str, Sequence[DocEdge]]) -> Found:
        """Take in new or changed documents, and edges that changed; return what is different for it.

        `moved` holds for each document at which edges changed those that started there before.
        """
        come: list[Item] = []
        asked: set[str] = set(moved)
        for dossier in dossiers:
            come += self._take(dossier)
            asked.add(dossier.document)
        asked = self._lineage.copying(asked)
        turned = {c for t in self._state.decisions.turned for c in (t.left, t.right) if self._known(c)}
        asked |= {self._state.items[claim].document for claim in turned}
        for documents in ({self._state.items[c].document for c in (t.left, t.right)} for t in self._ties()):
            asked |= documents if documents & asked else set()
        come += self._related_anew(moved, {item.id for item in come})
        flips = self._flips(moved)
        come += self._copies(asked)
        for item in sorted({i.id: i for i in come}.values(), key=entry_of):
            if self._state.exact[item.id] is None:
                self._enter(item)
        for one, other in flips:
            self._board.refresh(one, other)
        self._board.settle()
        self._touched |= {self._stand(claim) for claim in turned}
        self._documents |= set(moved)
        return self._settle()

    def touched(self, claims: Iterable[str]) -> set[str]:
        """Return the documents that were taken in, and those of claims, as far as they are there."""
        return self._taken | {self._state.items[claim].document for claim in claims if self._known(claim)}

    # Taking in.

    def _take(self, dossier: Dossier) -> list[Item]:
        """Put the claims of a document in place of those that it had; return those that are new."""
        state, document = self._state, dossier.document
        old = {claim: state.items[claim] for claim in state.claim_ids[document]}
        roots = {item.id: root for item, root in zip(dossier.items, dossier.roots, strict=True)}
        new = {item.id: item for item in dossier.items}
        kept = {c for c in old if c in new and pack_item(old[c]) == pack_item(new[c]) and old[c].told == new[c].told}
        for claim in old.keys() - kept:
            self._drop(old[claim], forever=claim not in new)
        state.documents[document] = (dossier.when, dossier.publisher, dossier.name)
        state.tables.put_dossier(document, dossier.when[0], dossier.publisher, dossier.name)
        state.claim_ids[document] = [item.id for item in dossier.items]
        state.claims[document] = list(dossier.items)
        come = []
        for item in dossier.items:
            state.roots[item.id] = roots[item.id]
            state.items[item.id] = item
            self._written.add(item.id)
            if item.id not in kept:
                state.exact[item.id] = None
                state.component[item.id] = state.event[item.id] = None
                come.append(item)
        self._documents.add(document)
        self._taken.add(document)
        return come

    def _drop(self, item: Item, *, forever: bool) -> None:
        """Take a claim out of everything."""
        state = self._state
        self._leave(item)
        original = state.exact[item.id]
        if original is not None:
            state.copies[original].discard(item.id)
            self._note_event(original)
        self._note_event(item.id)
        self._old_components.add(state.component[item.id] or item.id)
        if forever:
            self._dropped.add(item.id)

    def _note_event(self, claim: str) -> None:
        if claim not in self._dropped and (event := self._state.event[claim]) is not None:
            self._events.add(event)

    def _enter(self, item: Item) -> None:
        if item.id in self._state.twins[item.key]:
            return
        self._board.add(item)
        self._touched.add(item.id)
        self._disputes.enter(item)

    def _leave(self, item: Item) -> None:
        if item.id not in self._state.twins[item.key]:
            return
        self._board.remove(item)
        self._touched.add(item.id)
        self._disputes.leave(item)

    def _related_anew(self, moved: Iterable[str], new: Set[str]) -> list[Item]:
        """Take the claims out of documents that now go back to others than before; return them, to be compared anew."""
        found = []
        for document in sorted(self._lineage.below(moved)):
            for item in self._state.claims[document]:
                if item.id not in new and self._state.exact[item.id] is None:
                    self._leave(item)
                    found.append(item)
        return found

    def _flips(self, moved: Mapping[str, Sequence[DocEdge]]) -> list[tuple[str, str]]:
        """Return the pairs of documents that an edge joins now and did not, or the other way round."""
        found = set()
        for start, edges in moved.items():
            before = {e.end for e in edges if e.kind in FAMILY}
            after = {e.end for e in self._state.out[start] if e.kind in FAMILY}
            found |= {couple(start, end) for end in before ^ after}
        return sorted(found)

    def _copies(self, asked: Iterable[str]) -> list[Item]:
        """Find anew what the claims of exact copies repeat; return the claims that no longer repeat anything."""
        state = self._state
        freed: list[Item] = []
        ends = self._ends()
        alone = self._alone(ends)
        for document in sorted(asked):
            for item in state.claims[document]:
                old, end = state.exact[item.id], ends[item.id]
                new = None if item.id in alone or end == item.id else end
                if old == new:
                    continue
                for claim in (old, item.id, new):
                    if claim is not None:
                        self._note_event(claim)
                if old is not None:
                    state.copies[old].discard(item.id)
                    if self._known(old):
                        self._touched.add(self._stand(old))
                if new is not None:
                    state.copies[new].add(item.id)
                    self._leave(item)
                    self._old_components.add(state.component[item.id] or item.id)
                    self._touched |= {item.id, new}
                else:
                    freed.append(item)
                state.exact[item.id] = new
                state.component[item.id] = None
                self._written.add(item.id)
        return freed

    def _ends(self) -> Lazy[str, str]:
        """Return for claims those in which their chains of copies end, as edges and claims stand now."""
        state = self._state
        steps: Lazy[str, dict[str, str]] = Lazy(
            lambda document: exact_claims(self._dossier(document), state.out[document], self._dossier)
        )

        def step(claim: str) -> str | None:
            return steps[state.items[claim].document].get(claim)

        def rank(claim: str) -> tuple[When, str]:
            return self._facts.order[state.items[claim].document], claim

        return Lazy(lambda claim: end_of_copies(claim, step, rank))

    def _dossier(self, document: str) -> Dossier:
        return Dossier(document, ("", "", ""), "", "", tuple(self._state.claims[document]), ())

    def _alone(self, ends: Mapping[str, str]) -> set[str]:
        """Return the claims that a person keeps apart from what their exact copy repeats."""
        found: set[str] = set()
        for tie in self._state.decisions.ties:
            if not tie.same and self._known(tie.left) and self._known(tie.right):
                found |= {tie.left, tie.right} if ends[tie.left] == ends[tie.right] else set()
        return found

    def _known(self, claim: str) -> bool:
        try:
            return self._state.items[claim].id == claim and claim not in self._dropped
        except KeyError:
            return False

    # From couples to events.

    def _settle(self) -> Found:
        state, ties = self._state, self._ties()
        for (left, right), old in self._board.changed.items():
            new = state.rulings[left].get(right)
            if ties or any(r is not None and r.verdict == "same" for r in (old, new)):
                self._touched |= {left, right}
        # Whether what somebody left together joined or not is not kept, but found again.
        tied = [({self._stand(t.left), self._stand(t.right)}, t.firm) for t in ties]
        self._touched.update(*[pair for pair, firm in tied if not firm or pair & self._touched])
        self._touched -= self._dropped
        scope = self._recluster(ties)
        scope |= self._judged_beside(scope)
        for document in self._citing(self._documents):
            self._events |= {e for c in state.claim_ids[document] if (e := state.event[c]) is not None}
        made = self._regrouped()
        regrouped = {c for e in self._fresh for c in state.event_claims[e]}
        clashing = self._disputes.find(self._documents, self._written, regrouped, self._dropped)
        made |= {e for c in clashing if (e := self._event_now(c)) is not None}
        drafts = [self._draft(name) for name in sorted(made)]
        events = [event_of(draft, self._facts, self._disputes.of(draft, self._dropped)) for draft in drafts]
        for draft in drafts:
            if any(state.exact[item.id] or state.copies[item.id] for item in draft.items):
                scope |= {item.id for item in draft.items}
        live, scope = scope, scope | self._dropped | self._judged_by_people()
        mine = [t for t in state.decisions.ties if {t.left, t.right} & scope]
        found = Found(
            events,
            self._events | made,
            judgements(state, self._board, live - self._dropped, Told(ties, mine, self._left_together)),
            scope,
            len(self._board.changed),
        )
        self._flush()
        return found

    def _event_now(self, claim: str) -> str | None:
        return None if claim in self._dropped else self._state.event[claim]

    def _ties(self) -> list[Tie]:
        return [t for t in self._state.decisions.ties if self._known(t.left) and self._known(t.right)]

    def _judged_by_people(self) -> set[str]:
        """Return the claims of decisions to be written, also those that stand in no event."""
        decisions = self._state.decisions
        written = decisions.ties if self._state.tables.without_claims else decisions.turned
        return {claim for tie in written for claim in (tie.left, tie.right)}

    def _recluster(self, ties: Sequence[Tie]) -> set[str]:
        """Cluster the components of touched claims again; return all claims in them."""
        state = self._state
        old = set(self._old_components)
        for claim in self._touched:
            old.add(state.component[claim] or claim)
        scope = {c for component in old for c in state.members[component]} | self._touched
        for component in old:
            state.members.pop(component, None)
            state.members[component] = set()
        scope = {c for c in scope if c not in self._dropped and state.exact[c] is None}
        for group in self._components(scope, ties):
            name = min(group)
            state.members[name] = set(group)
            for claim in group:
                state.component[claim] = name
                self._written.add(claim)
            self._cluster(group, ties)
        return scope

    def _components(self, scope: set[str], ties: Sequence[Tie]) -> list[list[str]]:
        parent = {claim: claim for claim in scope}

        def find(claim: str) -> str:
            while parent[claim] != claim:
                parent[claim] = parent[parent[claim]]
                claim = parent[claim]
            return claim

        links = [(one, other) for one, other, r in couples(self._state.rulings, scope) if r.verdict == "same"]
        stand = self._stand
        links += [(stand(t.left), stand(t.right)) for t in ties if t.same]
        links += (
            [(p.left.id, p.right.id) for p in left_together(ties, [self._state.items[c] for c in scope])]
            if ties
            else []
        )
        for one, other in links:
            if one in parent and other in parent:
                low, high = sorted((find(one), find(other)))
                parent[high] = low
        groups: dict[str, list[str]] = {}
        for claim in sorted(scope):
            groups.setdefault(find(claim), []).append(claim)
        return list(groups.values())

    def _stand(self, claim: str) -> str:
        """Return the claim that is compared in place of one: what an exact copy repeats."""
        return self._state.exact[claim] or claim

    def _cluster(self, group: Sequence[str], ties: Sequence[Tie]) -> None:
        state, members = self._state, set(group)
        items = [state.items[claim] for claim in group]
        pairs = [
            Pair(state.items[left], state.items[right], Comparison("same", "", r.score))
            for left, right, r in couples(state.rulings, members)
            if r.verdict == "same" and left in members and right in members
        ]
        exact = {c: o for t in ties for c in (t.left, t.right) if (o := state.exact[c]) is not None}
        bonds = bonds_of(ties, exact, members)
        extra = left_together(ties, items) if ties else []
        groups, joins = clusters(items, [*pairs, *extra], self._rules, bonds)
        left = [pair for pair in joins if any(pair is one for one in extra)]
        self._left_together += left
        joined = {(p.left.id, p.right.id) for p in joins if not any(p is one for one in left)}
        for pair in pairs:
            self._board.mark((pair.left.id, pair.right.id), joins=(pair.left.id, pair.right.id) in joined)
        for part in groups:
            whole = sorted({*part, *(copy for claim in part for copy in state.copies[claim])})
            self._regroup(whole)

    def _regroup(self, claims: Sequence[str]) -> None:
        """Make these claims one event, whose id follows from them."""
        state = self._state
        items = tuple(state.items[c] for c in claims)
        name = Draft(items).id
        for claim in claims:
            old = state.event[claim]
            if old is not None:
                self._events.add(old)
                if old != name:
                    state.event_claims[old].discard(claim)
            if old != name:
                state.event[claim] = name
                self._written.add(claim)
        state.event_claims[name] = set(claims)
        self._fresh.add(name)

    def _regrouped(self) -> set[str]:
        """Bring the events that may have changed up to date; return the ids of those that have to be made."""
        state = self._state
        for event in sorted(self._events):
            core = [c for c in state.event_claims[event] if self._event_now(c) == event and state.exact[c] is None]
            whole = {*core, *(copy for claim in core for copy in state.copies[claim])}
            if whole and whole != state.event_claims[event]:
                self._regroup(sorted(whole))
        return {
            event
            for event in self._events | self._fresh
            if any(self._event_now(claim) == event for claim in state.event_claims[event])
        }

    def _draft(self, event: str) -> Draft:
        items = tuple(self._state.items[c] for c in sorted(self._state.event_claims[event]))
        background = {summary for item in items for summary in item.restated_by}
        return Draft(items, tuple(sorted(background)))

    def _citing(self, documents: Iterable[str]) -> set[str]:
        """Return documents with all that cite them at any distance: the chains of those may run through them."""
        found, queue = set(documents), list(documents)
        while queue:
            for edge in self._state.tables.edges_of_end(queue.pop()):
                if edge.kind in ("cites", "summarises") and edge.start not in found:
                    found.add(edge.start)
                    queue.append(edge.start)
        return found

    # Judgements.

    def _judged_beside(self, reclustered: set[str]) -> set[str]:
        """Return the claims of which all judgements are made anew."""
        scope = set(reclustered)
        state = self._state
        for left, right in self._board.changed:
            if not scope.isdisjoint((left, right)) or not self._dropped.isdisjoint((left, right)):
                continue
            one, other = state.event[left], state.event[right]
            groups = [state.event_claims[e] for e in (one, other) if e is not None]
            scope |= min(groups, key=len, default=set())
        return scope

    # Writing.

    def _flush(self) -> None:
        state, tables = self._state, self._state.tables
        tables.drop_items(self._dropped)
        tables.put_items(
            (
                claim, item.document, item.rank, pack_item(item), item.told.packed, pack_root(state.roots[claim]),
                item.key, state.exact[claim], state.component[claim], state.event[claim],
            )
            for claim in sorted(self._written - self._dropped)
            for item in (state.items[claim],)
        )  # fmt: skip
        tables.put_lists(
            ((name, *entry) for name, entry in self._neighbours.entered),
            ((name, *entry) for name, entry in self._neighbours.left),
        )
        tables.put_places((cell, spot.id, packed(to_plain(spot))) for cell, spot in state.places.added)
        come, gone = [], []
        for left, right in self._board.changed:
            r = state.rulings[left].get(right) if left not in self._dropped else None
            if r is None:
                gone.append((left, right))
            else:
                come.append((left, right, r.verdict, r.score, r.conflict, int(r.joins)))
        tables.put_pairs(come, gone)
        self._disputes.write()
