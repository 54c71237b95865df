"""How likely two claims tell one occurrence: place, time, category, roles, numbers, words in any language, derivation.

A logistic regression over what two claims have in common, trained on story families (training/likeness). Its verdict
is bounded by rules, see `compare`: likeness of words alone never makes two claims one.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from operator import mul
from typing import Literal

from reportedly.corroborate.items import Item
from reportedly.errors import StageUnavailable

FEATURES = (
    "one", "category", "domain", "place", "no place", "other place", "days apart", "realis", "polarity",
    "other services", "words", "words held", "sentence", "sentence held", "sentence in common", "larger numbers",
    "numbers", "other numbers", "one document", "edge", "kin", "edge and sentence", "edge and words",
)  # fmt: skip
"""The features of two claims, in the order of the weights."""

Relation = Literal["none", "kin", "edge", "document"]
"""How the documents of two claims hang together: an edge joins them, both derive from one document, or they are one."""

_FILE = "likeness.json"
_DAYS = 10.0
_MUCH = 8.0


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Marks of a stretch of text without their places: the keys of each with its weight, and the sum of weights.

    `numbers` are the keys of numbers.
    """

    marks: tuple[tuple[tuple[str, ...], float], ...]
    keys: frozenset[str]
    weight: float
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Common:
    """What two stretches share: harmonic share, the larger share of one, the smaller weight in common, its marks."""

    share: float
    held: float
    weight: float
    marks: tuple[tuple[str, ...], ...]


NOTHING = Common(0.0, 0.0, 0.0, ())


@lru_cache(maxsize=50_000)
def words_of(packed: str) -> tuple[Words, Words]:
    """Return the marks of a claim's passage and of its sentence, as `gloss.pack_marks` packed both."""
    claim, sentence = json.loads(packed) if packed else ([], [])
    return _words(claim), _words(sentence)


def _words(rows: Sequence[Sequence[object]]) -> Words:
    marks = tuple((tuple(str(keys).split("|")), float(str(weight))) for keys, weight in rows)
    keys = frozenset(key for keys, _ in marks for key in keys)
    numbers = frozenset(key for key in keys if key.startswith("n:"))
    return Words(marks, keys, sum(weight for _, weight in marks), numbers)


@lru_cache(maxsize=20_000)
def common(left: Words, right: Words) -> Common:
    """Return what two stretches of text share."""
    if not left.weight or not right.weight or left.keys.isdisjoint(right.keys):
        return NOTHING
    mine = [(keys, weight) for keys, weight in left.marks if not right.keys.isdisjoint(keys)]
    theirs = [(keys, weight) for keys, weight in right.marks if not left.keys.isdisjoint(keys)]
    one, other = sum(w for _, w in mine), sum(w for _, w in theirs)
    return Common(
        (one + other) / (left.weight + right.weight),
        max(one / left.weight, other / right.weight),
        min(one, other),
        tuple(keys for keys, _ in mine),
    )


def in_common(left: Item, right: Item) -> Common:
    """Return what the passages of two claims share."""
    return common(words_of(left.gloss)[0], words_of(right.gloss)[0])


@dataclass(frozen=True, slots=True)
class Alike:
    """The features of two claims in the order of `FEATURES`, and what their passages share."""

    values: tuple[float, ...]
    passage: Common


def alike(left: Item, right: Item, *, place: float | None, relation: Relation) -> Alike:
    """Return the features of two claims.

    `place` is how well their places meet, 0.0 (not at all) to 1.0 (the same), None where one has none.
    """
    (mine, my_sentence), (theirs, their_sentence) = words_of(left.gloss), words_of(right.gloss)
    passage, sentence = common(mine, theirs), common(my_sentence, their_sentence)
    numbers = [keys[0] for keys in passage.marks if keys[0].startswith("n:")]
    edge = relation == "edge"
    values = (
        1.0,
        float(bool(left.senses & right.senses)),
        float(domain(left) == domain(right)),
        place or 0.0,
        float(place is None),
        float(place == 0.0),
        min(_DAYS, days_apart(left, right)) / _DAYS,
        float(left.realis == right.realis),
        float(left.polarity == right.polarity),
        float(bool(left.sectors and right.sectors and not left.sectors & right.sectors)),
        passage.share,
        passage.held,
        sentence.share,
        sentence.held,
        min(1.0, sentence.weight / _MUCH),
        min(2, sum(len(n) > 3 for n in numbers)) / 2,
        min(2, len(numbers)) / 2,
        float(_other_numbers(mine, theirs)),
        float(relation == "document"),
        float(edge),
        float(relation == "kin"),
        edge * sentence.share,
        edge * passage.share,
    )
    return Alike(values, passage)


def domain(item: Item) -> str:
    """Return the letter of a claim's domain."""
    return item.category.rpartition(".")[2][:1]


def _other_numbers(left: Words, right: Words) -> bool:
    return bool(left.numbers and right.numbers and left.numbers.isdisjoint(right.numbers))


def days_apart(left: Item, right: Item) -> int:
    """Return the days between the windows of two claims, 0 where they meet or one has none."""
    if left.window is None or right.window is None:
        return 0
    return max(0, max(left.window[0], right.window[0]) - min(left.window[1], right.window[1]))


@cache
def weights() -> tuple[float, ...]:
    """Return the weights that ship with the package, in the order of `FEATURES`.

    Raises StageUnavailable if they are missing or made for other features.
    """
    try:
        data = json.loads((files("reportedly.corroborate") / "data" / _FILE).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise StageUnavailable(f"{_FILE} cannot be read ({error}); install reportedly anew") from error
    if tuple(data["features"]) != FEATURES:
        raise StageUnavailable(f"{_FILE} was made for other features; run training/likeness/fit.py")
    return tuple(data["odds"])


def odds(found: Alike) -> float:
    """Return the log-odds that two claims tell one occurrence."""
    return math.fsum(map(mul, found.values, weights()))
