"""How likely two claims tell one occurrence: words in any language, figures, place, time, category, derivation.

A network with one hidden layer over what two claims and their surroundings have in common, trained on story families
(training/likeness). Its verdict is bounded by rules, see `compare`.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from reportedly.corroborate.figures import telling
from reportedly.corroborate.items import AHEAD, Item
from reportedly.corroborate.words import NOTHING, Common, Worded, Words, common, worded
from reportedly.errors import StageUnavailable
from reportedly.gloss.meaning import nearnesses, stacked
from reportedly.records import domain_of

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
    """What two claims have in common: the features that come of it, and what their passages and sentences share.

    `plain` are all features but those of meaning, which are worked out for many pairs at once.
    """

    mine: Worded
    theirs: Worded
    apart: bool
    plain: tuple[float, ...]
    passage: Common
    sentence: Common

    @property
    def values(self) -> tuple[float, ...]:
        """The features in the order of `FEATURES`."""
        return tuple(_rows([self])[0].tolist())


def in_common(left: Item, right: Item) -> Common:
    """Return what the passages of two claims share."""
    return common(worded(left.gloss).passage, worded(right.gloss).passage)


def alike(left: Item, right: Item, *, ground: Ground, clashing: Clashing, relation: Relation) -> Alike:
    """Return what two claims have in common; it does not depend on which of them is the left one.

    A feature that holds or does not is a truth value, which counts as 1 or 0.
    """
    mine, theirs, apart = worded(left.gloss), worded(right.gloss), relation != "document"
    passage, sentence = common(mine.passage, theirs.passage), common(mine.sentence, theirs.sentence)
    plain = (
        *_lexical(mine, theirs, passage, sentence),
        *_figures(mine, theirs, apart),
        clashing.numbers,
        *_coded(left, right, clashing),
        *_placed(ground),
        left.lent + right.lent,
        *_dated(left, right, mine, theirs),
        *_standing(left, right, mine, theirs, relation),
        *(_led(common(mine.lead, theirs.lead)) if apart else _NO_LEAD),
        *_walls(left, right),
    )
    return Alike(mine, theirs, apart, plain, passage, sentence)


def _lexical(mine: Worded, theirs: Worded, passage: Common, sentence: Common) -> tuple[float, ...]:
    paragraph = common(mine.paragraph, theirs.paragraph)
    across = max(common(mine.passage, theirs.sentence).held, common(mine.sentence, theirs.passage).held)
    one, other = mine.sentence, theirs.sentence
    met = not one.places.isdisjoint(other.places)
    day = not one.days.isdisjoint(other.days)
    return (
        passage.share, passage.held, min(1.0, passage.weight / 5), sentence.share, sentence.held,
        min(1.0, sentence.weight / 8), across, paragraph.share, paragraph.held,
        min(2, passage.names) / 2, min(3, sentence.names) / 3,
        met, not met and bool(one.places and other.places), day, not day and bool(one.days and other.days),
    )  # fmt: skip


def _figures(mine: Worded, theirs: Worded, apart: bool) -> tuple[float, ...]:
    told, near = mine.figures & theirs.figures, mine.near & theirs.near
    many = min(2, _telling(mine.near & theirs.far) + _telling(theirs.near & mine.far))
    same = bool(told) and (mine.figures <= theirs.figures or theirs.figures <= mine.figures)
    return (
        *_counted(told), bool(mine.figures and theirs.figures and not told), same,
        *_counted(near), bool(mine.near and theirs.near and not near),
        many / 2, min(3, len(mine.far & theirs.far)) / 3 if apart else 0.0,
    )  # fmt: skip


def _telling(values: frozenset[float]) -> int:
    return sum(map(telling, values)) if values else 0


def _counted(values: frozenset[float]) -> tuple[float, float]:
    many = _telling(values)
    return min(2, many) / 2, min(2, len(values) - many) / 2


def _coded(left: Item, right: Item, clashing: Clashing) -> tuple[float, ...]:
    one, other = left.routed, right.routed
    kinds = {left.realis, right.realis}
    mine, theirs = classes(left.actors), classes(right.actors)
    sector, actor = not left.sectors.isdisjoint(right.sectors), not mine.isdisjoint(theirs)
    return (
        left.category == right.category, not left.senses.isdisjoint(right.senses),
        clashing.allowed, domain(left) == domain(right), one != other, one and other,
        sector, not sector and bool(left.sectors and right.sectors), bool(left.sectors) != bool(right.sectors),
        not set(left.statuses).isdisjoint(right.statuses), clashing.states,
        left.realis == right.realis, kinds <= AHEAD, "actual" in kinds and not kinds.isdisjoint(AHEAD),
        left.polarity == right.polarity, left.state == right.state,
        actor, not actor and bool(mine and theirs),
    )  # fmt: skip


def _placed(ground: Ground) -> tuple[float, ...]:
    if ground.score is None:
        return 0.4, 1.0, 0.0, 0.0, 0.0
    km = math.expm1(3.0) if ground.km is None else ground.km
    other = ground.score == 0.0
    return min(7.0, math.log1p(km)) / 7, 0.0, other, ground.score, other and km > _FAR_KM


def _dated(left: Item, right: Item, mine: Worded, theirs: Worded) -> tuple[float, ...]:
    gap = min(10, days_apart(left, right)) / 10
    dated = left.basis in _DATED and right.basis in _DATED
    apart = _UNKNOWN_DAYS
    if mine.published is not None and theirs.published is not None:
        apart = abs(mine.published - theirs.published)
    return gap, gap > 0, dated, dated * gap, _overlap(left, right), min(20, apart) / 20, apart <= 1


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
    titles, other = NOTHING, (0.0, 0.0)
    if not together:
        titles = common(mine.title, theirs.title)
        other = common(mine.passage, theirs.title).held, common(theirs.passage, mine.title).held
    ranks = left.rank, right.rank
    lengths = len(mine.passage.marks), len(theirs.passage.marks)
    return (
        together, relation == "edge", relation == "kin",
        together * min(10, abs(left.rank - right.rank)) / 10, left.headline or right.headline,
        mine.language != theirs.language, min(own), max(own), min(other), max(other),
        titles.share, titles.held, min(8, *ranks) / 8, min(8, max(ranks)) / 8,
        min(20, *lengths) / 20, min(30, max(lengths)) / 30,
    )  # fmt: skip


def _led(lead: Common) -> tuple[float, ...]:
    kinds = lead.kinds
    return lead.share, lead.held, min(4, lead.names) / 4, min(3, kinds.count("n")) / 3, min(2, kinds.count("p")) / 2


_NO_LEAD = (0.0,) * 5


def _walls(left: Item, right: Item) -> tuple[float, ...]:
    """Return what often, but not always, parts two claims: services, undated reports, what was done or only meant."""
    mine, theirs = stated(left.statuses), stated(right.statuses)
    kinds = {left.realis, right.realis}
    return (
        bool(mine and theirs) and mine.isdisjoint(theirs),
        left.basis not in _DATED and right.basis not in _DATED,
        kinds == _FAILED_OR_DONE,
        "hypothetical" in kinds and len(kinds) > 1,
    )


_FAILED_OR_DONE = {"actual", "not achieved"}


@lru_cache(maxsize=10_000)
def classes(actors: frozenset[str]) -> frozenset[str]:
    """Return the classes of actors without what they are divided into."""
    return frozenset(actor.partition("-")[0] for actor in actors)


@lru_cache(maxsize=10_000)
def stated(statuses: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """Return the services of which a claim says how they work."""
    return frozenset(sector for sector, _ in statuses)


def domain(item: Item) -> str:
    """Return the letter of a claim's domain."""
    return domain_of(item.category)


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

    def odds(self, rows: Floats) -> Floats:
        """Return the log-odds for the features of many pairs, a row each; those of one do not hang on the others."""
        scaled = np.clip((rows - self.mean) / self.deviation, -_CLIP, _CLIP)
        hidden = np.matmul(self.hidden, scaled[:, :, None])[:, :, 0] + self.hidden_bias
        odds: Floats = np.vecdot(np.maximum(0.0, hidden), self.out) + self.out_bias
        return odds

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


def odds(found: Sequence[Alike]) -> list[float]:
    """Return the log-odds that the two claims of each pair tell one occurrence."""
    made: list[float] = net().odds(_rows(found)).tolist() if found else []
    return made


_MEANT = FEATURES.index("passage meaning")


def _rows(found: Sequence[Alike]) -> Floats:
    """Return the features of pairs in the order of `FEATURES`, a row each."""
    plain = np.array([one.plain for one in found], dtype=float)
    return np.concatenate((plain[:, :_MEANT], _meant(found), plain[:, _MEANT:]), axis=1)


def _meant(found: Sequence[Alike]) -> Floats:
    """Return how near in meaning passages, sentences, paragraphs, titles and beginnings are, a row for each pair."""
    places: dict[Words, int] = {}
    one, other = (
        np.array([[places.setdefault(words, len(places)) for words in _stretches(side)] for side in sides]).T
        for sides in ([pair.mine for pair in found], [pair.theirs for pair in found])
    )
    vectors = stacked([words.meant for words in places])
    near = [nearnesses(vectors[one[mine]], vectors[other[theirs]]) for mine, theirs in _ACROSS]
    passage, sentence, mine, theirs, paragraph, title, lead, ahead, behind = near
    apart = np.array([pair.apart for pair in found])
    beside = (np.where(apart, values, 0.0) for values in (title, lead, np.maximum(ahead, behind)))
    return np.column_stack((passage, sentence, np.maximum(mine, theirs), paragraph, *beside))


def _stretches(side: Worded) -> tuple[Words, ...]:
    return side.passage, side.sentence, side.paragraph, side.title, side.lead


_ACROSS = ((0, 0), (1, 1), (0, 1), (1, 0), (2, 2), (3, 3), (4, 4), (0, 4), (4, 0))
"""Which stretch of one claim is held against which of the other."""
