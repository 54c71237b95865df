"""Scores of coding alone: the evidence is given, so that nothing depends on which claims were found."""

from collections.abc import Mapping, Sequence

from reportedly.evaluate.annotation import AnnotatedClaim
from reportedly.evaluate.claims import common_categories, count_attributes, weight
from reportedly.evaluate.counts import F1, Figure, MacroF1, Ratio


def figures(gold: Sequence[AnnotatedClaim]) -> list[Figure]:
    """Return the figures for a sample with this gold.

    `routed_accuracy` is the share of claims of no category that were left without one; `actor_accuracy` leaves out
    claims whose actor the text does not tell; `renamed_kept` and `swapped_kept` are the shares of the right categories
    that stay right under other labels.
    """
    mine = [claim for claim in gold if claim.in_scope]
    return [
        MacroF1("category_macro_f1", "category", common_categories(mine)),
        Ratio("category_accuracy", "category:right", "matched"),
        Ratio("domain_accuracy", "domain:right", "matched"),
        Ratio("routed_accuracy", "routed:right", "routed"),
        F1("sector_micro_f1", "sector"),
        MacroF1("realis_macro_f1", "realis", _values("realis", mine)),
        MacroF1("polarity_macro_f1", "polarity", _values("polarity", mine)),
        Ratio("polarity_accuracy", "polarity:right", "matched"),
        Ratio("kind_accuracy", "kind:right", "matched"),
        Ratio("status_accuracy", "status:hit", "status:either"),
        Ratio("actor_accuracy", "actor:right", "actor"),
        Ratio("renamed_kept", "renamed:right", "relabelled"),
        Ratio("swapped_kept", "swapped:right", "relabelled"),
    ]


def tally(
    gold: Sequence[AnnotatedClaim],
    predicted: Sequence[AnnotatedClaim],
    relabelled: Mapping[str, Sequence[str | None]],
) -> dict[str, float]:
    """Return the counts of one document; claims come in the same order.

    `relabelled` gives for "renamed" and "swapped" the categories under the other labels, translated back.
    """
    counts: dict[str, float] = {}
    for number, (claim, guess) in enumerate(zip(gold, predicted, strict=True)):
        w = weight(claim)
        if claim.ignored:
            _add(counts, "routed", w)
            _add(counts, "routed:right", w * guess.ignored)
            continue
        count_attributes(counts, claim, guess)
        _add(counts, "kind:right", w * (claim.kind == guess.kind))
        for value, side in ((claim.polarity, "gold"), (guess.polarity, "predicted")):
            _add(counts, f"polarity:{value}:{side}", w)
        _add(counts, f"polarity:{claim.polarity}:hit", w * (claim.polarity == guess.polarity))
        if claim.actor not in (None, "UNK"):
            _add(counts, "actor", w)
            _add(counts, "actor:right", w * (claim.actor == guess.actor))
        if claim.category == guess.category:
            _add(counts, "relabelled", w)
            for name, codes in relabelled.items():
                _add(counts, f"{name}:right", w * (codes[number] == claim.category))
    return counts


def _values(name: str, gold: Sequence[AnnotatedClaim]) -> tuple[str, ...]:
    return tuple(sorted({str(getattr(claim, name)) for claim in gold}))


def _add(counts: dict[str, float], name: str, by: float) -> None:
    counts[name] = counts.get(name, 0.0) + by
