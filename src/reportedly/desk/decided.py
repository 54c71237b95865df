"""What people decided, by document: which actions stand there, and the review status of each claim."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reportedly.records import Reading, ReviewAction
from reportedly.review import standing, take
from reportedly.review.placing import Places

_STATES: Mapping[str, str] = {"accept": "accepted", "edit": "edited", "reject": "rejected"}
_RANK = {"accepted": 1, "edited": 2, "rejected": 3}

Homes = Callable[[Collection[str]], Collection[str]]
"""From ids of claims to the documents that they stand in."""


@dataclass(frozen=True)
class Decided:
    """The standing decisions of a project by the documents that they touch."""

    actions: tuple[ReviewAction, ...] = ()
    standing: tuple[ReviewAction, ...] = ()
    touched: Mapping[str, frozenset[str]] = field(default_factory=dict)
    by_document: Mapping[str, tuple[ReviewAction, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, actions: Sequence[ReviewAction], homes: Homes, before: "Decided | None" = None) -> "Decided":
        """Return the decisions of a chain; what `before` knows of an action is not looked up again."""
        known = before.touched if before is not None else {}
        touched = {a.id: known.get(a.id) or _documents(a, homes) for a in actions}
        stand = tuple(standing(actions))
        by_document: dict[str, list[ReviewAction]] = defaultdict(list)
        for action in stand:
            for document in touched[action.id]:
                by_document[document].append(action)
        return cls(tuple(actions), stand, touched, {d: tuple(found) for d, found in by_document.items()})

    def changed_since(self, before: "Decided") -> frozenset[str]:
        """Return the documents for which other decisions stand than before."""
        now, then = self.by_document, before.by_document
        return frozenset(
            d for d in {*now, *then} if [a.id for a in now.get(d, ())] != [a.id for a in then.get(d, ())]
        ) | frozenset(
            d for d, found in now.items() if any(a != b for a, b in zip(found, then.get(d, ()), strict=False))
        )

    def retracted(self, document: str) -> bool:
        """Say whether somebody noted that the publisher of a document took it back."""
        return any(action.kind == "retract" for action in self.by_document.get(document, ()))

    def seen(self, reading: Reading) -> tuple[Reading, dict[str, str]]:
        """Return a document with people's edits in it, rejected claims kept, and the status of claims decided on."""
        mine = self.by_document.get(reading.document.id, ())
        if not mine:
            return reading, {}
        seen = take([a for a in mine if a.kind != "reject"], [reading]).readings[0]
        return seen, states(seen, mine)

    def taken(self, reading: Reading) -> Reading:
        """Return a document as people left it, without the claims that they rejected."""
        mine = self.by_document.get(reading.document.id, ())
        return take(mine, [reading]).readings[0] if mine else reading


def states(reading: Reading, actions: Iterable[ReviewAction]) -> dict[str, str]:
    """Return the review status of the claims of a document that standing actions decide on."""
    found: dict[str, str] = {}
    held = list(actions)
    places = Places.of([reading], (quote for action in held for quote in action.quotes))
    for action in held:
        state = _STATES.get(action.kind)
        claim = places.place(action.on[0]) if state else None
        if state and claim is not None and _RANK[state] > _RANK.get(found.get(claim, ""), 0):
            found[claim] = state
    return found


def _documents(action: ReviewAction, homes: Homes) -> frozenset[str]:
    """Return the documents that an action names, or whose claims it names."""
    names = {*action.on, *action.against}
    found = {name for name in names if name.startswith("doc_")} | {quote.document for quote in action.quotes}
    quoted = {quote.claim for quote in action.quotes}
    claims = {name for name in names if name.startswith("clm_")} - quoted
    return frozenset(found | set(homes(claims))) if claims else frozenset(found)
