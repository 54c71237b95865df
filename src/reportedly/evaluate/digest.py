"""Scores of a whole digest against its gold: claims, attributes, and what must never happen."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.evaluate.annotation import AnnotatedClaim, AnnotatedLink
from reportedly.evaluate.claims import match_places
from reportedly.evaluate.matching import Pair, best_first, containment, jaccard, touch
from reportedly.text import name_key

RIGHT = ("categories", "levels", "roots", "places", "statuses")


@dataclass(frozen=True, slots=True)
class Demands:
    """What a digest demands beside its claims.

    `flags` are the document notes that must be made, `never_event_places` printed names that must never
    be the place of an event, `forbidden` phrases that no brief may hold, `corrected` printed sources whose
    replacement must be proposed and shown.
    """

    flags: tuple[str, ...] = ()
    never_event_places: tuple[str, ...] = ()
    no_calendar_date: bool = False
    forbidden: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one digest came out: counts, the positions of missed gold claims, and the reasons."""

    counts: dict[str, int]
    missed: tuple[int, ...]
    wrong: tuple[tuple[int, str], ...]
    violations: tuple[str, ...]
    flags_missing: tuple[str, ...]


def judge(
    gold: Sequence[AnnotatedClaim],
    predicted: Sequence[AnnotatedClaim],
    demands: Demands,
    *,
    flags: Sequence[str] = (),
    brief: str | None = None,
) -> Verdict:
    """Return the verdict on one digest.

    A gold claim is found if a predicted one shares half of the shorter evidence, one to one, closest
    first. Gold routed away (a control statement) is found by a prediction of the same kind or category.
    Predicted claims of the codebook that are left over are extra. `brief` is the rendered brief or None.
    """
    pairs = matches(gold, predicted)
    counts = {"claims_found": len(pairs), "claims_total": len(gold)}
    counts.update({f"{name}_right": 0 for name in RIGHT})
    wrong: list[tuple[int, str]] = []
    for pair in pairs:
        for name, right in _compare(gold[pair.gold], predicted[pair.predicted]).items():
            counts[f"{name}_right"] += right
            if not right:
                wrong.append((pair.gold, name))
    taken = {pair.predicted for pair in pairs}
    counts["extra_claims"] = sum(
        claim.in_scope and j not in taken and not _routed(claim, gold) for j, claim in enumerate(predicted)
    )
    found = {pair.gold for pair in pairs}
    return Verdict(
        counts=counts,
        missed=tuple(i for i in range(len(gold)) if i not in found),
        wrong=tuple(wrong),
        violations=tuple(violations(predicted, demands, brief=brief)),
        flags_missing=tuple(flag for flag in demands.flags if flag not in flags),
    )


def matches(gold: Sequence[AnnotatedClaim], predicted: Sequence[AnnotatedClaim]) -> list[Pair]:
    """Return the one-to-one pairs of a digest's claims."""
    return best_first(
        Pair(jaccard(claim.evidence, guess.evidence), i, j)
        for i, claim in enumerate(gold)
        for j, guess in enumerate(predicted)
        if _comparable(claim, guess) and containment(claim.evidence, guess.evidence) >= 0.5
    )


def violations(predicted: Sequence[AnnotatedClaim], demands: Demands, *, brief: str | None) -> list[str]:
    """Return what happened that must never happen, each as a sentence."""
    found = []
    for claim in predicted:
        for place in claim.places:
            named = {name_key(place.printed), name_key(place.name or "")}
            if place.function == "event" and any(name_key(n) in named for n in demands.never_event_places):
                found.append(f"{place.printed} is the place of an event at {_where(claim)}")
        if demands.no_calendar_date and claim.event_date:
            found.append(f"the claim at {_where(claim)} is dated {claim.event_date}")
    found.extend(_silent(predicted, demands.corrected))
    for phrase in demands.forbidden:
        if brief is not None and re.search(rf"\b{re.escape(phrase)}\b", brief, re.IGNORECASE):
            found.append(f"the brief says {phrase!r}")
    return list(dict.fromkeys(found))


def _silent(predicted: Sequence[AnnotatedClaim], corrected: Sequence[str]) -> list[str]:
    # A source is replaced in silence if another name stands for it and neither the printed form nor the
    # reason is kept beside it.
    found = []
    links = [link for claim in predicted for link in claim.links]
    for printed in corrected:
        proposals = [link for link in links if _same_source(link, printed) and link.proposed]
        if not proposals:
            found.append(f"no correction is proposed for {printed!r}")
        for link in proposals:
            if link.resolution != "corrected" or not link.note:
                found.append(f"{link.printed!r} became {link.proposed!r} without a mark and a reason")
    return found


def _same_source(link: AnnotatedLink, printed: str) -> bool:
    return name_key(printed) in name_key(link.printed) or name_key(link.printed) in name_key(printed)


def _comparable(gold: AnnotatedClaim, guess: AnnotatedClaim) -> bool:
    if gold.ignored:
        return guess.category == gold.category or guess.kind == gold.kind
    return not guess.ignored


def _routed(claim: AnnotatedClaim, gold: Sequence[AnnotatedClaim]) -> bool:
    return any(g.ignored and touch(g.evidence, claim.evidence) for g in gold)


def _compare(gold: AnnotatedClaim, guess: AnnotatedClaim) -> dict[str, bool]:
    pairs, wrong = match_places(gold.places, guess.places)
    return {
        "categories": guess.category in (gold.category, *gold.other_categories),
        "levels": guess.level in gold.levels,
        "roots": guess.root in gold.roots,
        "places": len(pairs) == len(gold.places) and not wrong,
        "statuses": _right_status(gold, guess),
    }


def _right_status(gold: AnnotatedClaim, guess: AnnotatedClaim) -> bool:
    if not guess.statuses:
        return not gold.statuses or gold.status_optional
    return guess.statuses[0] in gold.statuses


def _where(claim: AnnotatedClaim) -> str:
    return f"{claim.evidence[0].start}-{claim.evidence[-1].end}"
