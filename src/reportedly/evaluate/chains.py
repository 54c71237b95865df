"""Scores of attribution chains (who says that who says)."""

import re
from collections.abc import Sequence

from reportedly.evaluate.annotation import AnnotatedClaim, AnnotatedLink
from reportedly.evaluate.counts import F1, Figure, MacroF1, Ratio
from reportedly.evaluate.matching import Pair, best_first, containment, jaccard, shared
from reportedly.text import name_key

LEVELS = ("L0", "L1", "L2", "L3", "L4", "L5")

_SUFFIXES = frozenset(("com", "org", "net", "info", "news", "media", "me", "co", "eu", "io", "tv", "int", "gov"))


def figures(levels: Sequence[str], depths: Sequence[int]) -> list[Figure]:
    """Return the figures; `levels` and `depths` are those that the gold of the sample has."""
    return [
        Ratio("full_chain_exact", "chain:hit", "claims"),
        Ratio("last_named_hop", "last:hit", "last:gold"),
        Ratio("root_status_accuracy", "root:hit", "claims"),
        Ratio("named_or_not_accuracy", "named:hit", "claims"),
        MacroF1("hedge_macro_f1", "level", tuple(level for level in LEVELS if level in levels)),
        Ratio("false_links_depth0", "false_links", "depth0:claims"),
        Ratio("claims_per_gold", "predicted", "claims"),
        Ratio("claims_aligned", "aligned", "claims"),
        F1("link_f1", "link"),
        *(Ratio(f"full_chain_exact_depth{d}", f"depth{d}:hit", f"depth{d}:claims") for d in depths),
        Ratio("full_chain_exact_anaphoric", "anaphoric:hit", "anaphoric:claims"),
    ]


def tally(
    gold: Sequence[AnnotatedClaim], predicted: Sequence[AnnotatedClaim], *, publisher: str | None
) -> dict[str, float]:
    """Return the counts of one passage.

    Each gold claim is aligned with the predicted claim of largest overlap, at least half of the
    shorter; a gold claim with no such partner is wrong in every figure. Predicted links to the
    publisher are dropped first.
    """
    counts: dict[str, float] = {"claims": len(gold), "predicted": len(predicted)}
    for claim, partner in zip(gold, aligned(gold, predicted), strict=True):
        _count_claim(counts, claim, partner, publisher=publisher)
    return counts


def aligned(gold: Sequence[AnnotatedClaim], predicted: Sequence[AnnotatedClaim]) -> list[AnnotatedClaim | None]:
    """Return for each gold claim the predicted one that overlaps it most, None where none covers half of the shorter.

    One prediction may answer several gold claims. Where two fit equally, the closer one, then the one that
    answers nothing yet: a denial and what it denies have the same content.
    """
    partners: list[AnnotatedClaim | None] = []
    used: set[int] = set()
    for claim in gold:
        fits = [
            (shared(claim.evidence, p.evidence), jaccard(claim.evidence, p.evidence), j not in used, -j)
            for j, p in enumerate(predicted)
            if containment(claim.evidence, p.evidence) >= 0.5
        ]
        best = -max(fits)[-1] if fits else None
        partners.append(None if best is None else predicted[best])
        used.update(() if best is None else (best,))
    return partners


def right_chain(gold: Sequence[AnnotatedLink], predicted: Sequence[AnnotatedLink]) -> bool:
    """Say whether both chains have the same number of links and each meets its counterpart."""
    return len(gold) == len(predicted) and all(meets(g, p) for g, p in zip(gold, predicted, strict=True))


def meets(gold: AnnotatedLink, predicted: AnnotatedLink) -> bool:
    """Say whether the predicted link overlaps the printed source or one of its alternatives."""
    return any(predicted.span.overlaps(span) for span in gold.spans)


def is_publisher(printed: str, publisher: str | None) -> bool:
    """Say whether a printed source names the publisher, given as a slug ("river-post", "riverpost.com").

    Counts: the same words run together, each word begun as in the slug, the initials, and "The" with
    the last word of the slug.
    """
    if not publisher:
        return False
    slug = [w for w in re.split(r"[\W_]+", publisher.casefold()) if w]
    if "." in publisher:
        slug = [w for w in slug if w not in _SUFFIXES and len(w) > 2] or slug
    words = name_key(printed).split()
    if words and words[-1] == "s":
        words = words[:-1]
    bare = words[1:] if words[:1] == ["the"] else words
    if not bare or not slug:
        return False
    if "".join(bare) == "".join(slug) or (len(bare) > 2 and "".join(w[0] for w in bare) == "".join(slug)):
        return True
    if len(bare) == len(slug) and all(w.startswith(s) for w, s in zip(bare, slug, strict=True)):
        return True
    return len(slug) > 1 and words == ["the", slug[-1]]


def _count_claim(
    counts: dict[str, float], claim: AnnotatedClaim, partner: AnnotatedClaim | None, *, publisher: str | None
) -> None:
    depth = len(claim.links)
    links = [link for link in partner.links if not is_publisher(link.printed, publisher)] if partner else []
    right = partner is not None and right_chain(claim.links, links)
    _add(counts, "aligned", partner is not None)
    _add(counts, "chain:hit", right)
    _add(counts, f"depth{depth}:claims", 1)
    _add(counts, f"depth{depth}:hit", right)
    if any(link.anaphoric for link in claim.links):
        _add(counts, "anaphoric:claims", 1)
        _add(counts, "anaphoric:hit", right)
    if depth:
        _add(counts, "last:gold", 1)
        _add(counts, "last:hit", bool(links) and meets(claim.links[-1], links[-1]))
    else:
        _add(counts, "false_links", len(links))
    _add(counts, "link:gold", depth)
    _add(counts, "link:predicted", len(links))
    pairs = (Pair(1.0, i, j) for i, g in enumerate(claim.links) for j, p in enumerate(links) if meets(g, p))
    _add(counts, "link:hit", len(best_first(pairs)))
    _add(counts, "root:hit", partner is not None and partner.root == claim.root)
    _add(counts, "named:hit", partner is not None and (partner.root == "named") == (claim.root == "named"))
    _add(counts, f"level:{claim.level}:gold", 1)
    if partner is not None:
        _add(counts, f"level:{partner.level}:predicted", 1)
        _add(counts, f"level:{claim.level}:hit", partner.level == claim.level)


def _add(counts: dict[str, float], name: str, by: float) -> None:
    counts[name] = counts.get(name, 0.0) + by
