"""What a brief needs after a correction, a retraction, a decision or a new count: sentences that are out of date."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportedly.drafting.model import Draft
from reportedly.records import Run
from reportedly.review import Pile, stale

if TYPE_CHECKING:
    from reportedly.project import Project

JOINING = frozenset({"run", "code", "brief", "review"})
"""Commands that count events and ledger anew."""


@dataclass(frozen=True, slots=True)
class Need:
    """A sentence that is out of date: its id, its words as they were, why, step by step, and by what (`cause`)."""

    sentence: str
    text: str
    chain: tuple[str, ...]
    cause: str

    @property
    def why(self) -> str:
        """The chain in one line."""
        return "; ".join(self.chain)


def joined_at(runs: Sequence[Run]) -> str | None:
    """Return when the last run that counted events and ledger began, None where there was none."""
    found = [run.started_at for run in runs if json.loads(run.settings).get("command") in JOINING]
    return found[-1] if found else None


def needs(project: "Project", draft: Draft) -> list[Need]:
    """Return the sentences of a draft that no longer rest on what they rested on when it was drafted or published."""
    if not draft.support:
        return []
    store = project.store
    pile = Pile(
        readings=_readings(project, draft.support),
        edges=store.edges(),
        events=store.events(),
        ledger=(),
        actions=store.reviews(),
        joined_at=joined_at(store.runs()),
        support=draft.support,
    )
    ids: Sequence[str] = draft.support.get("ids", ())
    held = {s.id: s for s in draft.sentences}
    found = []
    for mark in stale(pile):
        if mark.kind != "sentence" or not mark.id.isdigit() or int(mark.id) > len(ids):
            continue
        sentence = held.get(ids[int(mark.id) - 1])
        if sentence is not None and sentence.origin and mark.cause == "count":
            continue  # it gives the account of one origin, however many there are
        if sentence is None or _told(sentence.claims, draft.support, mark.cause):
            continue  # the sentence itself tells both versions
        if _rests(sentence.claims, draft.support, int(mark.id)):
            found.append(Need(sentence.id, mark.what, mark.chain, mark.cause))
    return found


def _told(claims: Sequence[str], support: Any, cause: str) -> bool:
    """Say whether a sentence cites what made it out of date: then it tells the correction."""
    return any(c == cause or support["claims"].get(c, {}).get("document") == cause for c in claims)


def _rests(claims: Sequence[str], support: Any, number: int) -> bool:
    """Say whether a sentence still rests on any claim of then."""
    return bool(set(claims) & set(support["sentences"][number - 1]["claims"])) or not claims


def _readings(project: "Project", support: Any) -> list[Any]:
    """Return the documents that a text rests on with all that an edge joins with them."""
    store = project.store
    homes = {told["document"] for told in support["claims"].values()}
    near = set(homes)
    for _ in range(2):
        near |= {one for e in store.edges() for one in (e.start, e.end) if {e.start, e.end} & near}
    return list(store.readings_of(near))
