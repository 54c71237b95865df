"""Decisions of people on a project: made from what they name, joined with what others decided, kept all or none.

Every decision is one transaction. When a call returns, what it returns is in the chain and stays there; counts across
documents follow in the background (`rejoining`).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reportedly.clock import now
from reportedly.desk.clashing import Asked, Change, Choice, Clash, composed, standing_on
from reportedly.errors import ReviewRefused, StandsInNoEvent
from reportedly.gazetteer import open_layered
from reportedly.interfaces import Gazetteer
from reportedly.project import Project
from reportedly.records import Claim, Reading, ReviewAction, ReviewDraft
from reportedly.records.review import BESIDE, EdgeChange, EditField
from reportedly.review import standing, take
from reportedly.review.edits import current, same_value
from reportedly.review.given import Given
from reportedly.review.making import Desk as Table
from reportedly.review.placing import Places

__all__ = ["Asked", "Change", "Choice", "Clash", "Decided", "Deciding", "Verdict", "decide"]

MAY_TAKE_BACK = ("reviewer", "admin")
"""Roles that may take back what somebody else decided."""

ACCEPTED = "accepted as it stands"
"""The reason of an acceptance for which none is given."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision wrote (nothing where others had done the same), and what of others was joined with it."""

    actions: tuple[ReviewAction, ...]
    joined: tuple[ReviewAction, ...] = ()

    @property
    def number(self) -> int:
        """The number by which the decision can be taken back, 0 where nothing was written."""
        return self.actions[-1].number if self.actions else 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one form says of a claim: edits (fields as `Given` reads them), and then accepted, or rejected for a reason.

    `accept` and `reject` exclude one another.
    """

    claim: str
    edits: Mapping[EditField, Any] = field(default_factory=dict)
    accept: bool = False
    reject: str = ""

    def __post_init__(self) -> None:
        if self.accept and self.reject:
            raise ReviewRefused("a claim is accepted or rejected, not both")
        if not (self.edits or self.accept or self.reject):
            raise ReviewRefused("nothing was changed, accepted or rejected")


def decide(
    project: Project, drafts: Sequence[ReviewDraft], *, seen: int | None = None, asked: Asked | None = None
) -> Decided:
    """Write decisions of one person on one thing, all or none, as `composed` joins them with those of others.

    `seen` is the number of the last action that the person knew of; `asked` says more, and who decides. Raises Clash
    and ReviewRefused; then nothing is written.
    """
    if not drafts:
        raise ReviewRefused("nothing was decided")
    who = asked or Asked(drafts[0].by, drafts[0].reason, seen=seen)
    store = project.store
    names = {name for draft in drafts for name in (*draft.on, *draft.against)}
    documents = {quote.document for draft in drafts for quote in draft.quotes}
    readings = list(store.readings_of(documents))
    joined: list[ReviewAction] = []

    def make(so_far: Sequence[ReviewAction]) -> list[ReviewDraft]:
        places = Places.of(readings, (quote for action in so_far for quote in action.quotes))
        made = composed(drafts, so_far, who, lambda claim: places.place(claim) or claim)
        if who.seen is not None:
            fresh = standing_on(so_far, names)
            joined.extend(a for a in fresh if a.number > (who.seen or 0) and a.by != who.by)
        return made

    key = f"{who.by}|{who.key}" if who.key else ""
    return Decided(tuple(store.add_reviews(make, key=key)), tuple(joined))


class Deciding:
    """Takes decisions on one project; `after` hears of the documents that one touched, once it is kept.

    `settle` waits for counts that are behind and returns whether they changed: a claim may stand in no event just
    because what was decided a moment ago is not counted yet.
    """

    def __init__(
        self,
        project: Project,
        after: Callable[[frozenset[str]], None] = lambda _: None,
        settle: Callable[[], bool] = lambda: False,
    ) -> None:
        self._project = project
        self._after = after
        self._settle = settle
        self._gazetteer: Gazetteer | None = None

    @property
    def last(self) -> int:
        """The number of the last action in the chain, 0 for an empty one."""
        return self._project.store.last_review()

    def verdict(self, asked: Asked, verdict: Verdict) -> Decided:
        """Edit, accept or reject a claim: one form, one transaction."""
        if verdict.accept and not verdict.edits and not asked.reason.strip():
            asked = replace(asked, reason=ACCEPTED)

        def make(table: Table) -> list[ReviewDraft]:
            reading, claim = table.claim(verdict.claim)
            drafts = self._edits(table, reading, claim, verdict.edits)
            if verdict.accept:
                drafts.append(table.accept(claim.id))
            if verdict.reject:
                drafts.append(table.reject(claim.id, verdict.reject))
            if not drafts:
                raise ReviewRefused("nothing was changed: every field holds what was given already")
            return drafts

        return self._decide(asked, [verdict.claim], make)

    def merge(self, asked: Asked, names: Sequence[str]) -> Decided:
        """Say that events, or claims, are one occurrence."""
        return self._decide(asked, names, lambda table: [table.merge(names)])

    def split(self, asked: Asked, event: str, claims: Sequence[str]) -> Decided:
        """Say that some claims of an event are another occurrence."""
        return self._decide(asked, [event, *claims], lambda table: [table.split(event, claims)])

    def not_same(self, asked: Asked, one: str, other: str) -> Decided:
        """Say that two claims are not one occurrence."""
        return self._decide(asked, [one, other], lambda table: [table.not_same(one, other)])

    def edge(
        self, asked: Asked, change: EdgeChange, start: str, end: str, kinds: tuple[str, str] = ("", "")
    ) -> Decided:
        """Say that a document derives from another or not, or otherwise; `kinds` are the new kind and the old one."""
        return self._decide(asked, [start, end], lambda table: [table.edge(change, start, end, *kinds)])

    def comment(self, asked: Asked, names: Sequence[str]) -> Decided:
        """Keep a remark on a claim, event or document, or on an edge (two documents)."""
        return self._decide(asked, names, lambda table: [table.comment(names)])

    def dissent(self, asked: Asked, names: Sequence[str], field: EditField | None = None, given: Any = None) -> Decided:
        """Keep another view of a claim, event, document or edge; it changes nothing."""

        def make(table: Table) -> list[ReviewDraft]:
            value = None
            if field is not None:
                reading, claim = table.claim(names[0])
                value = self._given(reading, claim).value(field, given)
            return [table.dissent(names, field or "", value)]

        return self._decide(asked, names, make)

    def grade_source(self, asked: Asked, source: str, letter: str, note: Mapping[str, Any] | None = None) -> Decided:
        """Say how reliable a source is (`records.review.source_name`)."""
        return self._decide(asked, [], lambda table: [table.grade_source(source, letter, note)])

    def grade_information(self, asked: Asked, claim: str, digit: str) -> Decided:
        """Say how credible what a claim tells is."""
        return self._decide(asked, [claim], lambda table: [table.grade_information(claim, digit)])

    def retract(self, asked: Asked, document: str) -> Decided:
        """Note that a document was withdrawn by who published it."""
        return self._decide(asked, [document], lambda table: [table.retract(document)])

    def undo(self, asked: Asked, number: int) -> Decided:
        """Take back the decision with this number, with all that was decided in one with it.

        Only one's own, unless the role is reviewer or admin. Raises ReviewRefused where it is somebody else's, or was
        taken back already.
        """
        store = self._project.store
        group = store.reviews_with(number)
        if not any(a.number == number for a in group):
            raise ReviewRefused(f"there is no decision {number}; the last one is {self.last}")
        if asked.key and (known := store.reviews_under(f"{asked.by}|{asked.key}")):
            return Decided(tuple(known))
        if group[0].by != asked.by and asked.role not in MAY_TAKE_BACK:
            raise ReviewRefused(
                f"decision {number} is {group[0].by}'s; only a reviewer may take back what somebody else decided"
            )
        stand = {a.id for a in standing(store.reviews())}
        ids = tuple(a.id for a in reversed(group) if a.id in stand)
        if not ids:
            raise ReviewRefused(f"decision {number} has been taken back already")
        why = asked.reason.strip() or "taken back"
        draft = ReviewDraft("undo", ids, asked.by, now(), why)
        done = decide(self._project, [draft], asked=asked)
        self._after(self._documents(group))
        return done

    def table(self, asked: Asked, names: Iterable[str]) -> Table:
        """Return what a reviewer sees of these claims, events and documents, with all decisions taken in."""
        store = self._project.store
        wanted = set(names)
        claims = {name for name in wanted if name.startswith("clm_")}
        events = store.events_with({name for name in wanted if name.startswith(("clm_", "evt_"))})
        if any(name.startswith("evt_") for name in wanted):
            claims |= {claim for event in events for claim in event.claims}
        documents = {name for name in wanted if name.startswith("doc_")} | store.documents_of(claims)
        readings = self._taken(documents)
        edges = store.edges_of(documents) if documents - store.documents_of(claims) else []
        return Table(readings, events, edges, asked.by, now(), asked.reason.strip())

    def readings(self, claims: Collection[str]) -> Sequence[Reading]:
        """Return the documents of these claims with all decisions taken in."""
        return self._taken(self._project.store.documents_of(claims))

    def _taken(self, documents: Collection[str]) -> Sequence[Reading]:
        store = self._project.store
        standings = [a for a in standing(store.reviews()) if a.kind != "reject"]
        return take(standings, store.readings_of(documents)).readings

    def _decide(self, asked: Asked, names: Collection[str], make: Callable[[Table], list[ReviewDraft]]) -> Decided:
        if asked.key and (known := self._project.store.reviews_under(f"{asked.by}|{asked.key}")):
            return Decided(tuple(known))
        if not asked.reason.strip():
            raise ReviewRefused("a decision needs a reason; say in a few words why")
        try:
            drafts = make(self.table(asked, names))
        except StandsInNoEvent:
            if not self._settle():
                raise
            drafts = make(self.table(asked, names))
        done = decide(self._project, drafts, asked=asked)
        if any(a.kind not in BESIDE for a in done.actions):
            self._after(self._documents(done.actions))
        return done

    def _edits(self, table: Table, reading: Reading, claim: Claim, edits: Mapping[EditField, Any]) -> list[ReviewDraft]:
        """Return the edits that change something, in the order in which fields build on one another."""
        given = self._given(reading, claim)
        values = {name: given.value(name, what) for name, what in edits.items()}
        changed = {n: value for n, value in values.items() if not same_value(current(reading, claim, n), value)}
        order = sorted(changed, key=lambda name: (name != "category", name != "chain", name))
        return [table.edit(claim.id, name, changed[name]) for name in order]

    def _given(self, reading: Reading, claim: Claim) -> Given:
        if self._gazetteer is None:
            self._gazetteer = open_layered(extra=self._project.theatre.places)
        return Given(reading, claim, self._project.book, self._gazetteer)

    def _documents(self, actions: Sequence[ReviewAction]) -> frozenset[str]:
        names = {name for a in actions for name in (*a.on, *a.against)}
        quoted = {quote.document for a in actions for quote in a.quotes}
        claims = {name for name in names if name.startswith("clm_")}
        documents = {name for name in names if name.startswith("doc_")}
        return frozenset(documents | quoted | self._project.store.documents_of(claims))
