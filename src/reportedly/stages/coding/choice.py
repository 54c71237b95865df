"""Which category a claim gets where a trained reader and the rules both speak, and on what grounds.

Their answers are put together as in a conditional logit (McFadden 1974): the logarithm of the reader's share, and a
bonus for what the rules say, larger where a close rule holds than where one over the wide vocabulary does. Weights were
fitted on development texts (`training/coding/combine.py`).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportedly.interfaces import ClaimView
from reportedly.records import Grounds, Role, is_routing
from reportedly.stages.coding.printed import together
from reportedly.stages.coding.rules import Scored

SHARE_WEIGHT = 0.75
"""Weight of the logarithm of the reader's share."""

CLOSE_BONUS, WIDE_BONUS = 2.5, 1.3
"""What the best rule adds to its category: a close rule, a rule over the wide vocabulary."""

CLOSE_LEAD, WIDE_LEAD = 2.3, 1.0
"""What it adds besides for its full lead."""

MOST = 6.0
"""A lead over the next category of the rules counts up to this."""

OTHER_BONUS = 1.4
"""What a further category of the rules gets, times its score as a share of the best."""

SECTOR_BONUS = 9.0
"""What the rules add to the logit of a sector."""

SECOND = 0.3
"""A category is secondary from this share, if the two go together."""

ALONE = 0.45
"""Where the rules say nothing, the reader needs this share for a category; else the claim is routed away."""

ACTOR = 0.5
"""Share from which the reader alone tells the class of an actor."""

_NO_ACTOR = ("-", "UNK")

LEAST = 0.018
"""Where the rules have a category, a smaller share of the reader counts as this: it cannot forbid what they see."""

_NONE = 1e-4


@dataclass(frozen=True, slots=True)
class Choice:
    """The category chosen (in the codebook's own codes), its share, the next ones with theirs, and the grounds."""

    category: str
    share: float
    others: tuple[tuple[str, float], ...]
    grounds: Grounds


def chosen(
    view: ClaimView, ruled: Sequence[Scored], own: Mapping[str, str] | None, printed: Sequence[Scored] = ()
) -> Choice:
    """Return the choice among the categories of the reader.

    `ruled` are the categories of the rules, best first, in the codes of the rules; `own` gives for each of them the
    code of the codebook with the same meaning (None: the same code). `printed` are those of rules over the printed
    words, where the others read a gloss.
    """
    bonus = together(bonuses(ruled, own), printed, own)
    utility = {
        near.code: SHARE_WEIGHT * math.log(max(near.score, LEAST if near.code in bonus else _NONE))
        + bonus.get(near.code, 0.0)
        for near in view.near
    }
    top = max(utility.values())
    total = sum(math.exp(value - top) for value in utility.values())
    shares = sorted(((code, math.exp(value - top) / total) for code, value in utility.items()), key=_best_first)
    if not bonus and view.near[0].score < ALONE:
        shares.sort(key=lambda pair: (not is_routing(pair[0]), *_best_first(pair)))
    (category, share), *others = shares
    return Choice(category, share, tuple(others[:4]), _grounds(view, shares))


def bonuses(ruled: Sequence[Scored], own: Mapping[str, str] | None) -> dict[str, float]:
    """Return what the rules add, by code of the codebook."""
    found: dict[str, float] = {}
    for number, scored in enumerate(ruled):
        code = scored.category if own is None else own.get(scored.category)
        if code is not None:
            found.setdefault(code, _first(ruled) if number == 0 else OTHER_BONUS * scored.score / ruled[0].score)
    return found


def lead(ruled: Sequence[Scored]) -> float:
    """Return how far the best category of the rules is ahead of the next, at most MOST."""
    return min(MOST, ruled[0].score - (ruled[1].score if len(ruled) > 1 else 0.0))


def _first(ruled: Sequence[Scored]) -> float:
    share = lead(ruled) / MOST
    return WIDE_BONUS + WIDE_LEAD * share if ruled[0].wide else CLOSE_BONUS + CLOSE_LEAD * share


def weighed_sectors(view: ClaimView, ruled: Sequence[str]) -> tuple[str, ...]:
    """Return the sectors of a claim, the surest one first; one that the reader does not know goes by the rules."""
    shares = view.many["sector"]
    known = dict.fromkeys(ruled, 0.5) | dict(shares)
    logits = {name: _logit(share) + SECTOR_BONUS * (name in ruled) for name, share in known.items()}
    kept = [name for name, logit in logits.items() if logit > 0]
    return tuple(sorted(kept, key=lambda name: (-logits[name], name)))[:3]


def with_actor(roles: Sequence[Role], view: ClaimView) -> tuple[Role, ...]:
    """Return the roles; an actor whose class neither theatre nor wording tells gets the reader's, if it is sure.

    An actor who is not printed (a passive without agent) then has a class and no span.
    """
    shares = {name: share for name, share in view.choices.get("actor", {}).items() if name not in _NO_ACTOR}
    best = max(shares, key=lambda name: shares[name], default="")
    if shares.get(best, 0.0) < ACTOR:
        return tuple(roles)
    if not any(role.name == "actor" for role in roles):
        return (Role("actor", None, best), *roles)
    return tuple(replace(r, value=best) if r.name == "actor" and r.value in (None, "UNK") else r for r in roles)


def _grounds(view: ClaimView, shares: Sequence[tuple[str, float]]) -> Grounds:
    first = next(near for near in view.near if near.code == shares[0][0])
    second = shares[1] if len(shares) > 1 else None
    return Grounds(
        words=first.words,
        example=first.example,
        runner_up=second[0] if second else None,
        margin=round(shares[0][1] - second[1], 3) if second else None,
    )


def _best_first(pair: tuple[str, float]) -> tuple[float, str]:
    return -pair[1], pair[0]


def _logit(share: float) -> float:
    bounded = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))
