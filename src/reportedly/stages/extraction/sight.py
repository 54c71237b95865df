"""What a trained reader adds to the claims that the rules cut: which stand, and how they stand in the world.

The reader's probabilities and the answer of the rules are put together as in a conditional logit (McFadden 1974): the
logarithm of the probability, that of what the single words speak for, and a bonus for what the rules say. Weights were
fitted on development texts (`training/coding/combine.py`).
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar, cast

from reportedly.interfaces import ClaimReader, ClaimView, FoundClaim
from reportedly.records import Claim, Passage, Reading, Span
from reportedly.stages.extraction.denial import may_deny
from reportedly.stages.extraction.unsaid import only_unchecked

STANDING = 0.08
"""A claim of the rules is dropped below this probability that its words belong to a claim."""

REALIS_BONUS, KIND_BONUS, POLARITY_BONUS = 2.1, 1.1, 0.9
"""What the word of the rules adds to a value's logarithm of probability."""

REALIS_BY_GROUND = {"present": 0.8, "default": 0.8, "planned": 1.6, "past tense": 1.8}
"""What it adds where it rests on no more than this: the plain present is also the tense of what is usual."""

TENSE_BONUS, GOING_ON = 3.0, 0.4
"""What the present tense, as a verb form, adds to what goes on and to what is usual, and besides to what goes on: which
of both it is the reader tells better. Set on half A of the tuning passages, November 2026."""

_PRESENT = frozenset({"ongoing", "habitual"})

REALIS_WORDS, KIND_WORDS = 0.3, 0.4
"""Weight of the logarithm of what the single words speak for."""

REALIS_LETTERS, KIND_LETTERS = 0.25, 0.35
"""The same of what a claim speaks for as it is printed, where what the reader saw is a gloss."""

_NO_FACT = frozenset({"assessment", "prediction", "legal_characterisation"})
"""Kinds that feed neither events nor the ledger: what the reader makes one is lost to both."""

SURE_NO_FACT = 0.85
"""Share that the reader needs for one of them."""

_LEAST = 1e-4

T = TypeVar("T", bound=str)


ADDED = 0.95
"""A stretch that the rules have no claim in is added from this probability."""

SHORTEST = 3
"""A stretch of fewer words is never added."""


def sentences(reading: Reading) -> list[Span]:
    """Return the sentences that are read: all but those of metadata."""
    return [s for p in reading.of(Passage) if p.kind not in ("metadata", "boilerplate") for s in p.sentences]


def views_of(reader: ClaimReader, reading: Reading, claims: Sequence[Claim]) -> list[ClaimView | None]:
    """Return what a reader sees in claims of a text; None for one without a word."""
    evidence = [claim.matter for claim in claims]
    return reader.read(reading.text, sentences(reading), evidence, [claim.proposition for claim in claims])


def read_again(
    reader: ClaimReader,
    reading: Reading,
    claims: Sequence[Claim],
    make: Callable[[tuple[Span, ...]], Claim],
) -> list[Claim]:
    """Return the claims that stand, weighed anew, with those that the reader alone finds (made by `make`)."""
    here = sentences(reading)
    views = views_of(reader, reading, claims)
    kept = [_seen(reading, c, v) for c, v in zip(claims, views, strict=True) if v is not None and stands(v)]
    taken = sorted(span for claim in kept for span in claim.evidence)
    seen = [found for found in reader.find(reading.text, here) if any(found.span.overlaps(s) for s in here)]
    alone = [found for found in seen if _is_new(found, taken, reading.text)]
    added = weighed_again(reader, reading, [make((found.span,)) for found in alone])
    return sorted([*kept, *added], key=lambda claim: (claim.evidence, claim.id))


def weighed_again(reader: ClaimReader, reading: Reading, claims: Sequence[Claim]) -> list[Claim]:
    """Return all claims with kind, realis and polarity weighed anew."""
    views = views_of(reader, reading, claims)
    return [c if v is None else _seen(reading, c, v) for c, v in zip(claims, views, strict=True)]


def _seen(reading: Reading, claim: Claim, view: ClaimView) -> Claim:
    """Return the claim weighed anew; what no word denies is not denied by the reader."""
    return judged(claim, view, deniable=may_deny(reading.text, claim))


def _is_new(found: FoundClaim, taken: Sequence[Span], text: str) -> bool:
    words = found.span.of(text).split()
    sure = not found.routed and found.score >= ADDED and len(words) >= SHORTEST
    return sure and not any(found.span.overlaps(span) for span in taken) and not only_unchecked(found.span.of(text))


def stands(view: ClaimView) -> bool:
    """Say whether the words of a claim belong to a claim at all."""
    return 1 - view.standing["none"] >= STANDING


def judged(claim: Claim, view: ClaimView, *, realis_bonus: float | None = None, deniable: bool = True) -> Claim:
    """Return the claim with kind, realis and polarity weighed anew.

    `realis_bonus` is what the rules add to their realis, where verb forms tell more than the words that the reader
    sees; without it that goes by the ground that they name. `deniable` says whether words bear out a denial; one by
    somebody who stands over the claim is kept.
    """
    ground, told = claim.rule.rpartition("realis: ")[2], view.choices["realis"]
    if realis_bonus is None:
        realis_bonus = REALIS_BY_GROUND.get(ground, REALIS_BONUS)
    elif ground == "present":
        realis_bonus = GOING_ON
        told = {name: share * math.exp(TENSE_BONUS * (name in _PRESENT)) for name, share in told.items()}
    words, letters = view.worded, view.spelled
    kind = weighed(
        view.choices["kind"],
        claim.kind,
        KIND_BONUS,
        (words.get("kind"), KIND_WORDS),
        (letters.get("kind"), KIND_LETTERS),
    )
    if kind in _NO_FACT and view.choices["kind"].get(kind, 0.0) < SURE_NO_FACT:
        kind = claim.kind
    realis = weighed(
        told, claim.realis, realis_bonus, (words.get("realis"), REALIS_WORDS), (letters.get("realis"), REALIS_LETTERS)
    )
    polarity = weighed(view.choices["polarity"], claim.polarity, POLARITY_BONUS)
    if claim.is_denied or claim.is_unconfirmed or (polarity == "-" and not deniable):
        polarity = claim.polarity
    if (kind, realis, polarity) == (claim.kind, claim.realis, claim.polarity):
        return claim
    changed = [
        f"{name} {before} to {after} by the reader"
        for name, before, after in (
            ("kind", claim.kind, kind),
            ("realis", claim.realis, realis),
            ("polarity", claim.polarity, polarity),
        )
        if before != after
    ]
    return replace(claim, kind=kind, realis=realis, polarity=polarity, rule="; ".join([claim.rule, *changed]))


Voice = tuple[Mapping[str, float] | None, float]
"""What words speak for, if anything, and the weight of its logarithm."""


def weighed(shares: Mapping[str, float], ruled: T, bonus: float, *voices: Voice) -> T:
    """Return the value with the best sum of its logarithm of probability and the bonus for the rules' answer.

    Each of `voices` adds its own logarithm.
    """
    values: list[str] = list(dict.fromkeys((*shares, ruled)))

    def total(value: str) -> float:
        worded = sum(weight * math.log(max(words.get(value, 0.0), _LEAST)) for words, weight in voices if words)
        return math.log(max(shares.get(value, 0.0), _LEAST)) + worded + bonus * (value == ruled)

    return cast("T", max(values, key=total))
