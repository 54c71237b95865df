"""Sentences of the last brief that no longer rest on what they rested on when it was written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportedly.records import Claim, Coding, Event, Reading, ReviewAction
from reportedly.review.edits import said
from reportedly.review.standing import Placing, same_place, standing

Found = tuple[str, str, tuple[str, ...], str]
"""Number of the sentence, its text, the chain of reasons, and the cause."""


_JOINING = ("merge", "split", "not_same", "undo")


@dataclass
class Then:
    """What a brief rested on (`support`), and how things stand now.

    `readings` are those that people's decisions leave, `actions` all decisions, `place` finds claims that moved,
    `reasons` say why claims are out of date: the chain in words, and the cause.
    """

    support: Mapping[str, Any]
    readings: Sequence[Reading]
    events: Sequence[Event]
    actions: Sequence[ReviewAction]
    reasons: Mapping[str, tuple[tuple[str, ...], str]]
    place: Placing = same_place
    codes: dict[str, str] = field(init=False)
    claims: set[str] = field(init=False)
    since: dict[str, list[ReviewAction]] = field(init=False)
    kinds: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.claims = {claim.id for reading in self.readings for claim in reading.of(Claim)}
        self.codes = {}
        for reading in self.readings:
            for coding in reading.of(Coding):
                self.codes.setdefault(coding.claim, coding.category)
        self.since = {}
        self.kinds = {action.id: action.kind for action in self.actions}
        by_id = {action.id: action for action in self.actions}
        for action in standing(self.actions):
            if action.number > self.support["decisions"]:
                about = by_id[action.on[0]] if action.kind == "undo" else action
                for claim in (*about.on, *about.against):
                    self.since.setdefault(self.place(claim) or claim, []).append(action)


def outdated(then: Then) -> Iterator[Found]:
    """Yield the sentences that are out of date, once for each cause."""
    for sentence in then.support["sentences"]:
        told: set[str] = set()
        for chain, cause in _reasons(then, sentence):
            if cause not in told:
                told.add(cause)
                yield str(sentence["number"]), sentence["text"], chain, cause


def _reasons(then: Then, sentence: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    for claim in sentence["claims"]:
        yield from _of_claim(then, claim)
    for event in sentence["events"]:
        yield from _of_event(then, event)


def _of_claim(then: Then, claim: str) -> Iterator[tuple[tuple[str, ...], str]]:
    decided = then.since.get(claim, ())
    for action in decided:
        kind = then.kinds[action.on[0]] if action.kind == "undo" else action.kind
        if kind in ("reject", "edit"):
            yield (f"the sentence rests on claim {claim}", said(action)), action.id
    if claim in then.reasons:
        (first, *rest), cause = then.reasons[claim]
        yield (f"the sentence rests on {first}", *rest), cause
    if claim not in then.claims and claim not in then.since:
        yield (f"the sentence rests on claim {claim}", "the stages have made it anew, or it was rejected"), "claim"
    if claim not in then.claims:
        return
    before, now = then.support["claims"].get(claim, {}).get("category"), then.codes.get(claim)
    if before is not None and now != before and not any(a.field == "category" for a in decided):
        yield (f"the sentence rests on claim {claim}", f"it was coded {before}, now {now or 'nothing'}"), "coding"


def _of_event(then: Then, event: str) -> Iterator[tuple[tuple[str, ...], str]]:
    before = then.support["events"].get(event)
    if before is None:
        return
    now = [e for e in then.events if set(e.claims) & set(before["claims"])]
    decided = [a for c in before["claims"] for a in then.since.get(c, ()) if a.kind in _JOINING]
    by = tuple(f"{a.kind.replace('_', ' ')} by {a.by} on {a.at[:10]}: {a.reason}" for a in decided[:1])
    cause = decided[0].id if decided else "count"
    first = f"the sentence rests on event {event}"
    if not now:
        yield (first, "none of its claims stands in an event any more"), cause
    elif len(now) > 1:
        yield (first, f"it is now {len(now)} events: {', '.join(e.id for e in now)}", *by), cause
    elif [now[0].origins_min, now[0].origins_max] != list(before["origins"]) or now[0].corroboration != before["level"]:
        lowest, highest = before["origins"]
        was = _counted(lowest, highest, before["level"])
        told = _counted(now[0].origins_min, now[0].origins_max, now[0].corroboration)
        yield (first, f"it had {was}, now {told} ({now[0].id})", *by), cause
    elif decided and set(now[0].claims) != set(before["claims"]):
        yield (
            (first, f"it is now {now[0].id} with {len(now[0].claims)} claims, it had {len(before['claims'])}", *by),
            cause,
        )


def _counted(lowest: int, highest: int, level: str) -> str:
    bounds = str(lowest) if lowest == highest else f"{lowest} to {highest}"
    return f"{bounds} {'origin' if bounds == '1' else 'origins'}, {level}"
