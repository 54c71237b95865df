"""How likely two claims tell one occurrence: words in any language, figures, place, time, category, derivation.

A network with one hidden layer over what two claims and their surroundings have in common, trained on story families
(training/likeness). Its verdict is bounded by rules, see `compare`.
"""

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from reportedly.corroborate.figures import telling
from reportedly.corroborate.items import AHEAD, Item
from reportedly.corroborate.words import Common, Worded, common, worded
from reportedly.errors import StageUnavailable
from reportedly.gloss.meaning import nearness

FEATURES = (
    "passage share", "passage held", "passage weight", "sentence share", "sentence held", "sentence weight",
    "passage in sentence", "paragraph share", "paragraph held", "names", "sentence names", "places named",
    "other places named", "days named", "other days named",
    "telling figures", "small figures", "other figures", "same figures", "sentence telling figures",
    "sentence small figures", "sentence other figures", "figures in document", "figures of documents",
    "clashing counts",
    "category", "senses", "allowed pair", "domain", "one routed", "both routed", "sector", "other sector", "one sector",
    "state", "clashing states", "realis", "ahead", "done and ahead", "polarity", "state or event", "actor",
    "other actor",
    "kilometres", "no place", "other place", "place", "far", "lent places",
    "days apart", "other days", "dated", "dated days apart", "day overlap", "published apart", "published together",
    "one document", "edge", "kin", "apart in document", "headline", "two languages", "least in own title",
    "most in own title", "least in other title", "most in other title", "titles share", "titles held",
    "earlier rank", "later rank", "shorter", "longer",
    "passage meaning", "sentence meaning", "passage meaning in sentence", "paragraph meaning", "titles meaning",
    "lead meaning", "passage meaning in other lead", "lead share", "lead held", "lead names", "lead figures",
    "lead places", "other services", "both dated by report", "not achieved and done", "other hypothesis",
)  # fmt: skip
"""The features of two claims, in the order of the weights."""

Relation = Literal["none", "kin", "edge", "document"]
"""How the documents of two claims hang together: an edge joins them, both derive from one document, or they are one."""

_FILE = "likeness.json"
_FAR_KM = math.expm1(4.0)
_UNKNOWN_DAYS = 3
_CLIP = 5.0

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ground:
    """How the places of two claims meet: `score` 0.0 (not at all) to 1.0 (the same), None where one has none.

    `km` is the least distance, None where a place has no degrees.
    """

    score: float | None = None
    km: float | None = None


@dataclass(frozen=True, slots=True)
class Clashing:
    """Whether two claims state two numbers of one thing, or two states of one service; whether categories may meet."""

    numbers: bool = False
    states: bool = False
    allowed: bool = False


@dataclass(frozen=True, slots=True)
class Alike:
    """The features of two claims in the order of `FEATURES`, and what their passages and sentences share."""

    values: tuple[float, ...]
    passage: Common
    sentence: Common


def in_common(left: Item, right: Item) -> Common:
    """Return what the passages of two claims share."""
    return common(worded(left.gloss).passage, worded(right.gloss).passage)


def alike(left: Item, right: Item, *, ground: Ground, clashing: Clashing, relation: Relation) -> Alike:
    """Return the features of two claims; they do not depend on which of them is the left one."""
    mine, theirs = worded(left.gloss), worded(right.gloss)
    passage, sentence = common(mine.passage, theirs.passage), common(mine.sentence, theirs.sentence)
    values = (
        *_lexical(mine, theirs, passage, sentence),
        *_figures(mine, theirs, relation),
        float(clashing.numbers),
        *_coded(left, right, clashing),
        *_placed(ground),
        float(left.lent) + float(right.lent),
        *_dated(left, right, mine, theirs),
        *_standing(left, right, mine, theirs, relation),
        *_meant(mine, theirs, relation),
        *_walls(left, right),
    )
    return Alike(values, passage, sentence)


def _lexical(mine: Worded, theirs: Worded, passage: Common, sentence: Common) -> tuple[float, ...]:
    paragraph = common(mine.paragraph, theirs.paragraph)
    across = max(common(mine.passage, theirs.sentence).held, common(mine.sentence, theirs.passage).held)
    one, other = mine.sentence, theirs.sentence
    met = not one.places.isdisjoint(other.places)
    day = not one.days.isdisjoint(other.days)
    return (
        passage.share, passage.held, min(1.0, passage.weight / 5), sentence.share, sentence.held,
        min(1.0, sentence.weight / 8), across, paragraph.share, paragraph.held,
        min(2, _names(passage)) / 2, min(3, _names(sentence)) / 3,
        float(met), float(bool(one.places and other.places) and not met),
        float(day), float(bool(one.days and other.days) and not day),
    )  # fmt: skip


def _names(found: Common) -> int:
    return sum(keys[0][0] in "xy" for keys in found.marks)


def _figures(mine: Worded, theirs: Worded, relation: Relation) -> tuple[float, ...]:
    told, near = mine.figures & theirs.figures, mine.near & theirs.near
    many = min(2, sum(map(telling, mine.near & theirs.far)) + sum(map(telling, theirs.near & mine.far)))
    same = bool(told) and (mine.figures <= theirs.figures or theirs.figures <= mine.figures)
    return (
        *_counted(told), float(bool(mine.figures and theirs.figures and not told)), float(same),
        *_counted(near), float(bool(mine.near and theirs.near and not near)),
        many / 2, 0.0 if relation == "document" else min(3, len(mine.far & theirs.far)) / 3,
    )  # fmt: skip


def _counted(values: frozenset[float]) -> tuple[float, float]:
    many = sum(map(telling, values))
    return min(2, many) / 2, min(2, len(values) - many) / 2


def _coded(left: Item, right: Item, clashing: Clashing) -> tuple[float, ...]:
    one, other = left.routed, right.routed
    kinds = {left.realis, right.realis}
    mine, theirs = (frozenset(actor.partition("-")[0] for actor in item.actors) for item in (left, right))
    sector, actor = not left.sectors.isdisjoint(right.sectors), not mine.isdisjoint(theirs)
    return (
        float(left.category == right.category), float(not left.senses.isdisjoint(right.senses)),
        float(clashing.allowed), float(domain(left) == domain(right)), float(one != other), float(one and other),
        float(sector), float(bool(left.sectors and right.sectors) and not sector),
        float(bool(left.sectors) != bool(right.sectors)),
        float(bool(set(left.statuses) & set(right.statuses))), float(clashing.states),
        float(left.realis == right.realis), float(kinds <= AHEAD),
        float("actual" in kinds and bool(kinds & AHEAD)), float(left.polarity == right.polarity),
        float(left.state == right.state), float(actor), float(bool(mine and theirs) and not actor),
    )  # fmt: skip


def _placed(ground: Ground) -> tuple[float, ...]:
    if ground.score is None:
        return 0.4, 1.0, 0.0, 0.0, 0.0
    km = math.expm1(3.0) if ground.km is None else ground.km
    other = ground.score == 0.0
    return min(7.0, math.log1p(km)) / 7, 0.0, float(other), ground.score, float(other and km > _FAR_KM)


def _dated(left: Item, right: Item, mine: Worded, theirs: Worded) -> tuple[float, ...]:
    gap = min(10, days_apart(left, right)) / 10
    dated = float(left.basis in _DATED and right.basis in _DATED)
    apart = _UNKNOWN_DAYS
    if mine.published is not None and theirs.published is not None:
        apart = abs(mine.published - theirs.published)
    return gap, float(gap > 0), dated, dated * gap, _overlap(left, right), min(20, apart) / 20, float(apart <= 1)


_DATED = frozenset({"stated", "relative"})


def _overlap(left: Item, right: Item) -> float:
    """Return the days that the windows share, as a share of those from the first to the last day of both."""
    if left.window is None or right.window is None:
        return 0.0
    shared = min(left.window[1], right.window[1]) - max(left.window[0], right.window[0]) + 1
    return max(0, shared) / (max(left.window[1], right.window[1]) - min(left.window[0], right.window[0]) + 1)


def _standing(left: Item, right: Item, mine: Worded, theirs: Worded, relation: Relation) -> tuple[float, ...]:
    own = common(mine.passage, mine.title).held, common(theirs.passage, theirs.title).held
    together = relation == "document"
    titles = Common(0.0, 0.0, 0.0, ()) if together else common(mine.title, theirs.title)
    other = (0.0, 0.0)
    if not together:
        other = common(mine.passage, theirs.title).held, common(theirs.passage, mine.title).held
    ranks = left.rank, right.rank
    lengths = len(mine.passage.marks), len(theirs.passage.marks)
    return (
        float(together), float(relation == "edge"), float(relation == "kin"),
        together * min(10, abs(left.rank - right.rank)) / 10, float(left.headline or right.headline),
        float(mine.language != theirs.language), min(own), max(own), min(other), max(other),
        titles.share, titles.held, min(8, *ranks) / 8, min(8, max(ranks)) / 8,
        min(20, *lengths) / 20, min(30, max(lengths)) / 30,
    )  # fmt: skip


def _meant(mine: Worded, theirs: Worded, relation: Relation) -> tuple[float, ...]:
    across = max(
        nearness(mine.passage.meant, theirs.sentence.meant), nearness(mine.sentence.meant, theirs.passage.meant)
    )
    near = (
        nearness(mine.passage.meant, theirs.passage.meant), nearness(mine.sentence.meant, theirs.sentence.meant),
        across, nearness(mine.paragraph.meant, theirs.paragraph.meant),
    )  # fmt: skip
    if relation == "document":
        return (*near, *(0.0,) * 8)
    lead = common(mine.lead, theirs.lead)
    other = max(nearness(mine.passage.meant, theirs.lead.meant), nearness(theirs.passage.meant, mine.lead.meant))
    kinds = Counter(keys[0][0] for keys in lead.marks)
    return (
        *near, nearness(mine.title.meant, theirs.title.meant), nearness(mine.lead.meant, theirs.lead.meant), other,
        lead.share, lead.held, min(4, kinds["x"] + kinds["y"]) / 4, min(3, kinds["n"]) / 3, min(2, kinds["p"]) / 2,
    )  # fmt: skip


def _walls(left: Item, right: Item) -> tuple[float, ...]:
    """Return what often, but not always, parts two claims: services, undated reports, what was done or only meant."""
    mine, theirs = ({sector for sector, _ in item.statuses} for item in (left, right))
    kinds = {left.realis, right.realis}
    return (
        float(bool(mine and theirs) and mine.isdisjoint(theirs)),
        float(left.basis not in _DATED and right.basis not in _DATED),
        float(kinds == {"actual", "not achieved"}),
        float("hypothetical" in kinds and len(kinds) > 1),
    )


def domain(item: Item) -> str:
    """Return the letter of a claim's domain."""
    return item.category.rpartition(".")[2][:1]


def days_apart(left: Item, right: Item) -> int:
    """Return the days between the windows of two claims, 0 where they meet or one has none."""
    if left.window is None or right.window is None:
        return 0
    return max(0, max(left.window[0], right.window[0]) - min(left.window[1], right.window[1]))


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """A network with one hidden layer; features are brought to mean 0 and deviation 1 first, and clipped."""

    mean: Floats
    deviation: Floats
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: float

    def odds(self, values: Sequence[float]) -> float:
        """Return the log-odds for the features of one pair."""
        row = np.clip((np.asarray(values) - self.mean) / self.deviation, -_CLIP, _CLIP)
        return float(self.out @ np.maximum(0.0, self.hidden @ row + self.hidden_bias) + self.out_bias)

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "Net":
        """Return the network of a plain mapping."""
        arrays = {
            name: np.array(plain[name], dtype=float) for name in ("mean", "deviation", "hidden", "hidden_bias", "out")
        }
        return cls(**arrays, out_bias=float(plain["out_bias"]))


@cache
def net() -> Net:
    """Return the network that ships with the package.

    Raises StageUnavailable if it is missing or made for other features.
    """
    try:
        data = json.loads((files("reportedly.corroborate") / "data" / _FILE).read_text("utf-8"))
        features = tuple(data["features"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StageUnavailable(f"{_FILE} cannot be read ({error}); install reportedly anew") from error
    if features != FEATURES:
        raise StageUnavailable(f"{_FILE} was made for other features; run training/likeness/fit.py")
    return Net.of(data["net"])


def odds(found: Alike) -> float:
    """Return the log-odds that two claims tell one occurrence."""
    return net().odds(found.values)
