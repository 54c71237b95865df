"""Whether a clash is open: a later version, a source that takes it back, a person's decision, a count that grew."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from reportedly.corroborate.dispute_kinds import Found
from reportedly.corroborate.dispute_pairs import Stated
from reportedly.records import Hedge, Judgement
from reportedly.records.values import DisputeState

REVIEW = "review/"
"""How the producer of a judgement begins that a person made."""

CORRECTED = "corrected by the same source"
"""How the reason of a contradiction begins where a source amends itself: that is no dispute of two sides."""

_CORRECTING = re.compile(r"\b(?:correct(?:s|ed|ion|ing)|earlier version|clarif(?:y|ies|ied|ication))\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Settled:
    """The state of a clash and, where it is not open, why."""

    state: DisputeState
    why: str = ""


def settled(
    earlier: Stated,
    later: Stated,
    found: Found,
    revisions: Collection[tuple[str, str]],
    ruled: Mapping[frozenset[str], Judgement],
) -> Settled:
    """Return the state of a clash; `revisions` are (newer, older) documents, `ruled` are judgements of people.

    A source that says otherwise later corrects itself only where it speaks for itself or through the same outlet:
    through another outlet it may as well be a retelling that went wrong, and that stays open.
    """
    decision = ruled.get(frozenset((earlier.id, later.id)))
    if decision is not None:
        word = {"different": "two matters", "same": "one matter"}.get(decision.verdict, decision.verdict)
        who = decision.producer.removeprefix(REVIEW)
        return Settled("decided", f"{who} judged them to be {word}: {decision.reason}")
    if (later.document, earlier.document) in revisions:
        return Settled("corrected", "a later version by the same outlet")
    if found.update:
        return Settled("update", f"the count grew between the reports: {found.reason}")
    why = _taken_back(earlier, later)
    return Settled("corrected", why) if why else Settled("open")


def _taken_back(earlier: Stated, later: Stated) -> str | None:
    one, other = earlier.root, later.root
    if earlier.document == later.document or not one.key or one.key != other.key:
        return None
    if one.status not in ("named", "author"):
        return None
    reading = later.aspects.reading
    for hedge in reading.about(Hedge, later.id):
        if hedge.type == "DEN" and _CORRECTING.search(hedge.span.of(reading.text)):
            return f"{other.name} takes it back"
    if earlier.publisher == later.publisher or other.status == "author":
        return f"{other.name} said so later"
    return None
