"""Which category a claim gets where a trained reader and the rules both speak, and on what grounds.

Their answers are put together as in a conditional logit (McFadden 1974): the logarithm of the reader's share, a bonus
for what the rules say, larger where a close rule holds than where one over the wide vocabulary does, the logarithm of
what the single words speak for, and that of what the other claims of the text are about. Weights were fitted on
development texts (`training/coding/combine.py`).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from reportedly.interfaces import ClaimView
from reportedly.records import Grounds, is_routing
from reportedly.stages.coding.printed import ASIDE, DECIDED, together
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

SECTOR_BONUS, ASSUMED_BONUS = 9.0, 2.0
"""What the rules add to the logit of a sector that the words name, and of the one that they assume without."""

SURE_SECTOR = 2.0
"""Logit from which the reader adds a sector to a claim on one service."""

SECTOR_LETTERS, LEAST_SECTOR = 0.4, 1e-3
"""Weight of the logit of a sector by the printed words of a gloss, and the share that any sector has of it at least."""

SECOND = 0.3
"""A category is secondary from this share, if the two go together."""

ALONE = 0.35
"""Where the rules say nothing, a category needs this share of all; else the claim is routed away."""

HEARD, SUBJECT, ELSEWHERE = 0.15, 0.8, 0.5
"""Over a gloss it then needs the first share of what the printed words speak for as well, unless the other claims of
the text have the second on average, or have routing codes for less than the third. What the reader alone made of a
gloss that no rule knows was right in about one of ten claims of development posts; set there and on invented passages,
December 2026.
"""

WORD_WEIGHT, LEAST_WORD = 0.35, 5e-5
"""Weight of the logarithm of what the single words speak for, and the share that any category has of it at least."""

LETTER_WEIGHT, LEAST_LETTERS = 1.75, 4e-3
"""The same of what a claim speaks for as it is printed, where what the reader saw is a gloss."""

RELIEF, RELIEF_FULL = "GUO.H01", 0.15
"""In a text on relief words name what is given out, and neighbours differ by it: both weigh nothing from this share."""

ABOUT_WEIGHT, LEAST_ABOUT = 0.2, 0.02
"""Weight of the logarithm of a category's mean share over the other claims of the text, and what is added to it."""

ROUTED_BONUS = 0.5
"""What a routing code gets besides where the rules are silent: the words know little of what it leaves aside."""

OUTSIDE_WEIGHT, OUTSIDE_FROM, LEAST_OUTSIDE = 2.0, 0.6, 0.02
"""Weight of the logit of the share that printed words speak for what the codebook leaves aside; the share from which
it speaks for routing codes; the share that it is at least, and at most short of 1. Set on invented passages kept for
scoring and on development posts and reports, December 2026.
"""

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
    view: ClaimView,
    ruled: Sequence[Scored],
    own: Mapping[str, str] | None,
    printed: Sequence[Scored] = (),
    about: Mapping[str, float] = MappingProxyType({}),
) -> Choice:
    """Return the choice among the categories of the reader.

    `ruled` are the categories of the rules, best first, in the codes of the rules; `own` gives for each of them the
    code of the codebook with the same meaning (None: the same code). `printed` are those of rules over the printed
    words, where the others read a gloss. `about` is the mean share of each category over the other claims of the text,
    empty where there are none.
    """
    bonus = together(bonuses(ruled, own), printed, own)
    beside = weight_beside(about, own)
    words, letters = (_known(shares, view, own) for shares in (view.worded, view.spelled))
    aside = beside * _aside(view) if own is None or words or letters else 0.0
    utility = {
        code: SHARE_WEIGHT * math.log(max(score, LEAST if code in bonus else _NONE))
        + bonus.get(code, 0.0)
        + (beside * WORD_WEIGHT * math.log(max(words[code], LEAST_WORD)) if words else 0.0)
        + (beside * LETTER_WEIGHT * math.log(max(letters[code], LEAST_LETTERS)) if letters else 0.0)
        + (beside * ABOUT_WEIGHT * math.log(about.get(code, 0.0) + LEAST_ABOUT) if about else 0.0)
        + (ROUTED_BONUS * (not bonus) + aside) * is_routing(code)
        for code, score, *_ in view.near
    }
    top = max(utility.values())
    total = sum(math.exp(value - top) for value in utility.values())
    shares = sorted(((code, math.exp(value - top) / total) for code, value in utility.items()), key=_best_first)
    if not bonus and (shares[0][1] < ALONE or _unheard(shares[0][0], letters, about)):
        shares.sort(key=lambda pair: (not is_routing(pair[0]), *_best_first(pair)))
    (category, share), *others = shares
    return Choice(category, share, tuple(others[:4]), _grounds(view, shares))


def _unheard(code: str, letters: Mapping[str, float], about: Mapping[str, float]) -> bool:
    """Say whether a category is only what the reader makes of a gloss: neither words nor neighbours speak for it."""
    if not letters or letters[code] >= HEARD or about.get(code, 0.0) >= SUBJECT:
        return False
    return not about or sum(share for other, share in about.items() if is_routing(other)) >= ELSEWHERE


def _aside(view: ClaimView) -> float:
    """Return what is added to routing codes for words that speak of what the codebook leaves aside.

    Over a gloss it is taken off where they speak of what the codebook has; in English the reader knows that better.
    """
    if view.outside is None:
        return 0.0
    spoken = OUTSIDE_WEIGHT * (_logit(view.outside, LEAST_OUTSIDE) - _logit(OUTSIDE_FROM))
    return spoken if view.spelled else max(0.0, spoken)


def bonuses(ruled: Sequence[Scored], own: Mapping[str, str] | None) -> dict[str, float]:
    """Return what the rules add, by code of the codebook."""
    found: dict[str, float] = {}
    if ruled and is_routing(ruled[0].category) and ruled[0].score >= DECIDED:
        return {ruled[0].category: ASIDE}
    for number, scored in enumerate(ruled):
        code = scored.category if own is None else own.get(scored.category)
        if code is not None:
            found.setdefault(code, _first(ruled) if number == 0 else OTHER_BONUS * scored.score / ruled[0].score)
    return found


def weight_beside(about: Mapping[str, float], own: Mapping[str, str] | None) -> float:
    """Return what words and neighbours count, 0.0 to 1.0: the less the more the other claims are about relief."""
    relief = about.get(RELIEF if own is None else own.get(RELIEF, ""), 0.0)
    return 1.0 - min(1.0, relief / RELIEF_FULL)


def _known(
    shares: Mapping[str, Mapping[str, float]], view: ClaimView, own: Mapping[str, str] | None
) -> dict[str, float]:
    """Return what words speak for, by code of the codebook; nothing if it has a category that they do not know."""
    found: dict[str, float] = {}
    for shipped, share in shares.get("category", {}).items():
        code = shipped if own is None else own.get(shipped)
        if code is not None:
            found[code] = found.get(code, 0.0) + share
    return found if all(near.code in found for near in view.near) else {}


def others_about(views: Sequence[ClaimView | None]) -> list[dict[str, float]]:
    """Return for each claim of a text the mean share of each category over the others; empty where there are none."""
    total: dict[str, float] = {}
    for near in (near for view in views if view is not None for near in view.near):
        total[near.code] = total.get(near.code, 0.0) + near.score
    count = sum(view is not None for view in views) - 1
    if count < 1:
        return [{} for _ in views]
    mine = [{near.code: near.score for near in view.near} if view is not None else {} for view in views]
    return [{code: max(0.0, share - own.get(code, 0.0)) / count for code, share in total.items()} for own in mine]


def lead(ruled: Sequence[Scored]) -> float:
    """Return how far the best category of the rules is ahead of the next, at most MOST."""
    return min(MOST, ruled[0].score - (ruled[1].score if len(ruled) > 1 else 0.0))


def _first(ruled: Sequence[Scored]) -> float:
    share = lead(ruled) / MOST
    return WIDE_BONUS + WIDE_LEAD * share if ruled[0].wide else CLOSE_BONUS + CLOSE_LEAD * share


def weighed_sectors(
    view: ClaimView,
    ruled: Sequence[str],
    assumed: Sequence[str] = (),
    *,
    needed: bool = False,
    beside: float = 0.0,
) -> tuple[str, ...]:
    """Return the sectors of a claim, the surest one first; one that the reader does not know goes by the rules.

    `assumed` is what the rules take where the wording names none. With `needed` the likeliest one is taken at least.
    `beside` is the logit from which the reader adds one to what the wording names, or to the likeliest one.
    """
    shares = view.many["sector"]
    known = dict.fromkeys((*ruled, *assumed), 0.5) | dict(shares)
    spelled = view.spelled.get("sector", {})
    logits = {
        name: _logit(share)
        + SECTOR_LETTERS * _logit(spelled.get(name, 0.5), LEAST_SECTOR)
        + SECTOR_BONUS * (name in ruled)
        + ASSUMED_BONUS * (name in assumed)
        for name, share in known.items()
    }
    order = sorted(logits, key=lambda name: (-logits[name], name))
    first = ruled or order[:1]
    kept = tuple(name for name in order if logits[name] > (0.0 if name in first else beside))[:3]
    return kept or (tuple(order[:1]) if needed else ())


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


def _logit(share: float, least: float = 1e-6) -> float:
    bounded = min(max(share, least), 1 - least)
    return math.log(bounded / (1 - bounded))
