"""Scores of claims: detection, and the attributes of the claims that were found."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from reportedly.evaluate.annotation import AnnotatedClaim, AnnotatedPlace
from reportedly.evaluate.counts import F1, Figure, MacroF1, Ratio
from reportedly.evaluate.matching import Pair, best_first, containment, jaccard, touch
from reportedly.text import name_key

COMMON = 5
"""Categories with fewer gold claims in a sample are left out of its macro F1."""

PRECISION = ("facility", "settlement", "adm3", "adm2", "adm1", "vague_region", "country", "unknown")
"""Levels of places from fine to coarse."""

_TYPE_WORDS = frozenset(
    name_key("the of oblast region province governorate district raion city town village").split()
    + name_key("people s peoples republic autonomous state county department").split()
)


def figures(gold: Sequence[AnnotatedClaim], counts: Mapping[str, float]) -> list[Figure]:
    """Return the figures for a sample with this gold and these summed counts.

    Categories are averaged over the common ones of the gold, other values over those that the matched gold
    has (over those of all gold where nothing matched: every one is then a miss). `routed_accuracy` is the share of
    claims outside the codebook on which no category of it was put.
    """
    mine = [claim for claim in gold if claim.in_scope]
    return [
        F1("detection_iou50_f1", "iou50"),
        Ratio("detection_iou50_precision", "iou50:hit", "iou50:predicted"),
        Ratio("detection_iou50_recall", "iou50:hit", "iou50:gold"),
        F1("detection_f1", "loose"),
        MacroF1("category_macro_f1", "category", common_categories(mine)),
        _share("category_accuracy", "category"),
        _share("domain_accuracy", "domain"),
        Ratio("routed_accuracy", "routed:right", "routed"),
        F1("sector_micro_f1", "sector", expected="sector:all"),
        MacroF1("realis_macro_f1", "realis", _values("realis", mine, counts)),
        _share("polarity_accuracy", "polarity"),
        _share("root_status_accuracy", "root"),
        MacroF1("level_macro_f1", "level", _values("level", mine, counts)),
        _share("level_accuracy", "level"),
        F1("place_f1", "place", expected="place:all"),
        Ratio("status_accuracy", "status:hit", "status:either", expected="status:all"),
        F1("source_overlap_f1", "source", expected="source:all"),
        Ratio("place_name_accuracy", "place_name:hit", "place_name:gold", expected="place_name:all"),
        Ratio("empty_precision", "empty:silent", "empty:documents"),
    ]


def common_categories(gold: Sequence[AnnotatedClaim]) -> tuple[str, ...]:
    """Return the categories with at least COMMON in-scope claims, sorted."""
    seen = Counter(claim.category for claim in gold if claim.in_scope)
    return tuple(sorted(category for category, n in seen.items() if n >= COMMON and category))


def tally(gold: Sequence[AnnotatedClaim], predicted: Sequence[AnnotatedClaim]) -> dict[str, float]:
    """Return the counts of one document.

    Gold claims marked for review weigh half, and so does a prediction that matches one. Gold routed to
    X is an ignore region. A prediction that meets no gold claim but such a region is not counted.
    """
    mine = [claim for claim in gold if claim.in_scope]
    guesses = [claim for claim in predicted if claim.in_scope]
    regions = [claim for claim in gold if claim.ignored]
    counts: dict[str, float] = {}
    _count_detection(counts, "iou50", (mine, guesses, regions), matches(mine, guesses, strict=True))
    loose = matches(mine, guesses, strict=False)
    _count_detection(counts, "loose", (mine, guesses, regions), loose)
    for pair in loose:
        count_attributes(counts, mine[pair.gold], guesses[pair.predicted])
    _count_routed(counts, regions, [g for j, g in enumerate(guesses) if j not in {pair.predicted for pair in loose}])
    for claim in mine:
        # Gold that nothing was predicted for: an accuracy over no match is then 0, not undefined.
        for name in ("category", "domain", "root", "level", "polarity"):
            _add(counts, f"{name}:all", weight(claim))
        _add(counts, "status:all", len(claim.statuses))
        _add(counts, "sector:all", len(claim.sector))
        _add(counts, "place:all", len(claim.places))
        _add(counts, "place_name:all", sum(bool(place.name) for place in claim.places))
        _add(counts, "source:all", len(claim.links))
    if not mine:
        _add(counts, "empty:documents", 1)
        _add(counts, "empty:silent", not guesses)
    return counts


def matches(gold: Sequence[AnnotatedClaim], predicted: Sequence[AnnotatedClaim], *, strict: bool) -> list[Pair]:
    """Return the one-to-one pairs of claims, closest evidence (Jaccard) first.

    `strict` asks for a Jaccard overlap of at least 0.5, otherwise half of the shorter is enough.
    """
    pairs = []
    for i, claim in enumerate(gold):
        for j, guess in enumerate(predicted):
            closeness = jaccard(claim.evidence, guess.evidence)
            if closeness and (closeness if strict else containment(claim.evidence, guess.evidence)) >= 0.5:
                pairs.append(Pair(closeness, i, j))
    return best_first(pairs)


def weight(claim: AnnotatedClaim) -> float:
    """Return what a gold claim counts: half where it is marked for review."""
    return 0.5 if claim.review else 1.0


def match_places(
    gold: Sequence[AnnotatedPlace], predicted: Sequence[AnnotatedPlace]
) -> tuple[list[Pair], list[AnnotatedPlace]]:
    """Return the right pairs (spans overlap, functions agree) and the predicted places that are wrong.

    A predicted place that is a parent of a right one is neither right nor wrong.
    """
    pairs = best_first(
        Pair(jaccard((g.span,), (p.span,)), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if g.span.overlaps(p.span) and g.function == p.function
    )
    right = {pair.predicted for pair in pairs}
    good = [predicted[j] for j in right]
    wrong = [p for j, p in enumerate(predicted) if j not in right and not any(_is_parent(p, g) for g in good)]
    return pairs, wrong


def same_name(a: str, b: str) -> bool:
    """Say whether two names mean one unit; type words do not count.

    So a proclaimed entity is the same as the unit it claims.
    """
    return _core(a) == _core(b)


def baselines(gold: Sequence[AnnotatedClaim]) -> dict[str, float]:
    """Return what always answering the most frequent value would score on the in-scope gold."""
    mine = [claim for claim in gold if claim.in_scope]
    if not mine:
        return {}
    found = {
        "category_accuracy": _majority(mine, [str(c.category) for c in mine]),
        "domain_accuracy": _majority(mine, [domain(c) for c in mine]),
        "root_status_accuracy": _majority(mine, [c.root for c in mine]),
        "level_accuracy": _majority(mine, [c.level for c in mine]),
        "polarity_accuracy": _majority(mine, [str(c.polarity) for c in mine]),
    }
    for name, values in (("realis", [str(c.realis) for c in mine]), ("level", [c.level for c in mine])):
        share = _majority(mine, values)
        found[f"{name}_macro_f1"] = 2 * share / (1 + share) / len(set(values))
    return found


def domain(claim: AnnotatedClaim) -> str:
    """Return the domain of the claim's category: the code without its number."""
    return re.sub(r"\d+$", "", claim.category or "")


def _share(name: str, key: str) -> Ratio:
    return Ratio(name, f"{key}:right", "matched", expected=f"{key}:all")


def _values(name: str, gold: Sequence[AnnotatedClaim], counts: Mapping[str, float]) -> tuple[str, ...]:
    everything = sorted({str(getattr(claim, name)) for claim in gold})
    return tuple(v for v in everything if counts.get(f"{name}:{v}:gold")) or tuple(everything)


def _majority(claims: Sequence[AnnotatedClaim], values: Sequence[str]) -> float:
    mass: dict[str, float] = {}
    for claim, value in zip(claims, values, strict=True):
        mass[value] = mass.get(value, 0.0) + weight(claim)
    return max(mass.values()) / sum(mass.values())


def _count_detection(
    counts: dict[str, float],
    prefix: str,
    claims: tuple[Sequence[AnnotatedClaim], Sequence[AnnotatedClaim], Sequence[AnnotatedClaim]],
    pairs: Sequence[Pair],
) -> None:
    gold, predicted, regions = claims
    hit = sum(weight(gold[pair.gold]) for pair in pairs)
    taken = {pair.predicted for pair in pairs}
    stray = [
        guess
        for j, guess in enumerate(predicted)
        if j not in taken and not any(touch(guess.evidence, region.evidence) for region in regions)
    ]
    _add(counts, f"{prefix}:hit", hit)
    _add(counts, f"{prefix}:predicted", hit + len(stray))
    _add(counts, f"{prefix}:gold", sum(weight(claim) for claim in gold))


def _count_routed(counts: dict[str, float], regions: Sequence[AnnotatedClaim], stray: Sequence[AnnotatedClaim]) -> None:
    """Count the gold outside the codebook, and that on which no prediction inside it lies (half of the shorter)."""
    for region in regions:
        _add(counts, "routed", weight(region))
        lain_on = any(containment(region.evidence, guess.evidence) >= 0.5 for guess in stray)
        _add(counts, "routed:right", weight(region) * (not lain_on))


def count_attributes(counts: dict[str, float], gold: AnnotatedClaim, guess: AnnotatedClaim) -> None:
    """Add to `counts` what one matched pair is worth, attribute by attribute."""
    w = weight(gold)
    _add(counts, "matched", w)
    answers = {
        "category": (gold.category, guess.category),
        "realis": (gold.realis, guess.realis),
        "level": (gold.level, guess.level),
    }
    for name, (ours, theirs) in answers.items():
        _add(counts, f"{name}:{ours}:gold", w)
        _add(counts, f"{name}:{theirs}:predicted", w)
        _add(counts, f"{name}:{ours}:hit", w * (ours == theirs))
        _add(counts, f"{name}:right", w * (ours == theirs))
    _add(counts, "domain:right", w * (domain(gold) == domain(guess)))
    _add(counts, "root:right", w * (gold.root == guess.root))
    _add(counts, "polarity:right", w * (gold.polarity == guess.polarity))
    _f1(counts, "sector", w, (len({*gold.sector} & {*guess.sector}), len({*guess.sector}), len({*gold.sector})))
    pairs, wrong = match_places(gold.places, guess.places)
    _f1(counts, "place", w, (len(pairs), len(pairs) + len(wrong), len(gold.places)))
    _count_names(counts, w, (gold, guess), pairs)
    links = best_first(
        Pair(1.0, i, j)
        for i, g in enumerate(gold.links)
        for j, p in enumerate(guess.links)
        if any(p.span.overlaps(span) for span in g.spans)
    )
    _f1(counts, "source", w, (len(links), len(guess.links), len(gold.links)))
    if gold.statuses or guess.statuses:
        _add(counts, "status:either", w)
        accepted = {s.status for s in gold.statuses}
        right = guess.statuses[0].status in accepted if guess.statuses else gold.status_optional
        _add(counts, "status:hit", w * right)


def _count_names(
    counts: dict[str, float], w: float, claims: tuple[AnnotatedClaim, AnnotatedClaim], pairs: Sequence[Pair]
) -> None:
    gold, guess = claims
    for pair in pairs:
        name = gold.places[pair.gold].name
        if name:
            _add(counts, "place_name:gold", w)
            _add(counts, "place_name:hit", w * same_name(name, guess.places[pair.predicted].name or ""))


def _is_parent(place: AnnotatedPlace, of: AnnotatedPlace) -> bool:
    if place.level not in PRECISION or of.level not in PRECISION:
        return False
    coarser = PRECISION.index(place.level) > PRECISION.index(of.level)
    return coarser and (place.country == of.country or not (place.country and of.country))


def _core(name: str) -> str:
    words = name_key(name).split()
    return " ".join(w for w in words if w not in _TYPE_WORDS) or " ".join(words)


def _f1(counts: dict[str, float], prefix: str, w: float, parts: tuple[int, int, int]) -> None:
    for part, n in zip(("hit", "predicted", "gold"), parts, strict=True):
        _add(counts, f"{prefix}:{part}", w * n)


def _add(counts: dict[str, float], name: str, by: float) -> None:
    counts[name] = counts.get(name, 0.0) + by
