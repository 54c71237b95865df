"""Review actions made by hand, and chains of them as they would lie in a store."""

import json
from dataclasses import dataclass, field
from typing import Any

from reportedly.records import ReviewAction, ReviewDraft
from reportedly.records.review import chained
from reportedly.review import checked

AT = "2026-11-02T09:30:00+00:00"


def draft(kind: Any, *on: str, against: tuple[str, ...] = (), because: str = "seen by eye", **more: Any) -> ReviewDraft:
    """Return a decision by Ada."""
    return ReviewDraft(kind, on, "ada", more.pop("at", AT), because, against=against, **more)


@dataclass
class Chain:
    """A chain in memory; `add` refuses what cannot stand."""

    actions: list[ReviewAction] = field(default_factory=list)

    def add(self, decision: ReviewDraft) -> ReviewAction:
        """Add a decision that can stand."""
        checked(decision, self.actions)
        return self.put(decision)

    def put(self, decision: ReviewDraft) -> ReviewAction:
        """Add a decision without a look at the others."""
        last = self.actions[-1] if self.actions else None
        self.actions.append(chained(decision, last, [f"salt{n}" for n in range(4)]))
        return self.actions[-1]


@dataclass
class Row:
    """A row of the store."""

    number: int
    id: str
    at: str
    body: str
    sha256: str
    sealed: str


def row(action: ReviewAction) -> Row:
    """Return an action as the store keeps it."""
    sealed = json.dumps({name: [s.text, s.salt] for name, s in action.sealed.items() if s.text is not None})
    return Row(action.number, action.id, action.at, action.chained, action.sha256, sealed)
