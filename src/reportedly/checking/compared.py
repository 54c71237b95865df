"""How far two annotators agree: the figures and targets of the annotation guide (DOMAIN 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from reportedly.checking.annotation import Marked
from reportedly.evaluate.agreement import kappa
from reportedly.evaluate.annotation import AnnotatedClaim
from reportedly.evaluate.claims import matches
from reportedly.records import Span, is_routing
from reportedly.records import values as v
from reportedly.review.edits import days_of

TARGETS = {
    "claims_f1": 0.75,
    "category_kappa": 0.75,
    "domain_kappa": 0.85,
    "root_kappa": 0.80,
    "level_kappa": 0.75,
    "place_same": 0.90,
    "time_overlap": 0.85,
    "status_same": 0.80,
}
"""What two trained annotators should reach; below it the guide is changed, not the annotators."""

Pair = tuple[Marked, Marked]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of agreement; `value` is None where there was nothing to compare, `of` is how much there was."""

    name: str
    value: float | None
    of: int
    target: float | None = None

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None without a value or a target."""
        return None if self.value is None or self.target is None else self.value >= self.target


@dataclass(frozen=True, slots=True)
class Compared:
    """Two people's work on the same documents: figures, pairs that differ, and claims that only one of them marked."""

    people: tuple[str, str]
    documents: int
    figures: tuple[Figure, ...]
    differing: tuple[tuple[Marked, Marked, tuple[str, ...]], ...]
    alone: tuple[tuple[str, Marked], ...]


def compare(people: tuple[str, str], documents: Sequence[tuple[list[Marked], list[Marked]]]) -> Compared:
    """Return how far two people agree; each document comes as the claims of the one and of the other.

    Claims are matched by their passages (Jaccard 0.5); values are compared on matched claims. Claims that the codebook
    leaves aside count like others.
    """
    pairs: list[Pair] = []
    alone: list[tuple[str, Marked]] = []
    for mine, theirs in documents:
        found = matches([_annotated(c) for c in mine], [_annotated(c) for c in theirs], strict=True)
        pairs += [(mine[p.gold], theirs[p.predicted]) for p in found]
        alone += [(people[0], c) for n, c in enumerate(mine) if n not in {p.gold for p in found}]
        alone += [(people[1], c) for n, c in enumerate(theirs) if n not in {p.predicted for p in found}]
    total = sum(len(mine) + len(theirs) for mine, theirs in documents)
    f1 = Figure("claims_f1", 2 * len(pairs) / total if total else None, total, TARGETS["claims_f1"])
    differing = tuple((a, b, fields) for a, b in pairs if (fields := _differs(a, b)))
    return Compared(people, len(documents), (f1, *_values(pairs)), differing, tuple(alone))


def _values(pairs: Sequence[Pair]) -> list[Figure]:
    levels = get_args(v.HedgeLevel)
    kappas: dict[str, tuple[list[tuple[str, str]], Sequence[str] | None]] = {
        "category_kappa": ([(a.category, b.category) for a, b in pairs], None),
        "domain_kappa": ([(_domain(a), _domain(b)) for a, b in pairs], None),
        "root_kappa": ([(a.root, b.root) for a, b in pairs], None),
        "level_kappa": ([(a.level, b.level) for a, b in pairs], levels),
        "kind_kappa": ([(a.kind, b.kind) for a, b in pairs], None),
        "realis_kappa": ([(a.realis, b.realis) for a, b in pairs], None),
        "polarity_kappa": ([(a.polarity, b.polarity) for a, b in pairs], None),
    }
    found = [Figure(n, kappa(given, order), len(given), TARGETS.get(n)) for n, (given, order) in kappas.items()]
    shares = {
        "place_same": [(_name(a.place) == _name(b.place)) for a, b in pairs if a.place or b.place],
        "time_overlap": [_overlap(a.time, b.time) for a, b in pairs if a.time or b.time],
        "status_same": [(a.sector, a.status) == (b.sector, b.status) for a, b in pairs if a.status or b.status],
    }
    for name, hits in shares.items():
        found.append(Figure(name, sum(hits) / len(hits) if hits else None, len(hits), TARGETS[name]))
    return found


def _differs(one: Marked, other: Marked) -> tuple[str, ...]:
    names = ("category", "kind", "realis", "polarity", "root", "level", "sector", "status", "function")
    found = [name for name in names if getattr(one, name) != getattr(other, name)]
    found += ["place"] if _name(one.place) != _name(other.place) else []
    found += (
        ["time"] if one.time != other.time and not (one.time and other.time and _overlap(one.time, other.time)) else []
    )
    return tuple(found)


def _annotated(claim: Marked) -> AnnotatedClaim:
    return AnnotatedClaim(tuple(Span(a, b) for a, b in claim.evidence), category=claim.category)


def _domain(claim: Marked) -> str:
    code = claim.category.rpartition(".")[2]
    return "X" if is_routing(claim.category) else code[:1]


def _name(place: str) -> str:
    return " ".join(place.casefold().split())


def _overlap(one: str, other: str) -> bool:
    if not (one and other):
        return False
    (a, b), (c, d) = days_of(one), days_of(other)
    return (a or "") <= (d or "9999") and (c or "") <= (b or "9999")
