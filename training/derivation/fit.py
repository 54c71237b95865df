"""Fits the weights of derivation on story families and writes src/reportedly/derive/data/weights.json.

    python -m benchmarks.families make --kits benchmarks/families/kits --seed 1 --families 600 -o families.jsonl
    python training/derivation/fit.py families.jsonl

Small networks tell pairs that derive from pairs that do not, one within a language and one across; a softmax tells the
kinds apart; the thresholds of choosing parents are searched on the same families with networks that have not seen them
(five folds, all families of one kit in the same fold). The seed is fixed.
"""

import argparse
import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from reportedly.derive.keys import keys_of
from reportedly.derive.kinds import copied
from reportedly.derive.pairs import FEATURES, Pair, Side, pair_of
from reportedly.derive.parents import Thresholds, choose
from reportedly.derive.shelf import MemoryShelf, candidates
from reportedly.derive.sketch import sketch_of
from reportedly.derive.weights import Net
from reportedly.derive.words import Text, order
from reportedly.gazetteer import open_default
from reportedly.gloss import marker
from reportedly.ingest.passing import text_in_passing
from reportedly.records import Reading, ancestors
from reportedly.stages.segment import SegmentRules

FOLDS = 5
HIDDEN = 32
STEPS = 400
DROPOUT = 0.2
RATE = 0.01
DECAY = 0.05
OUT = Path(__file__).parents[2] / "src" / "reportedly" / "derive" / "data" / "weights.json"
_SMALL = ("summarises", "cites", "translation")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A pair with its truth: the kind of the edge, "kin" where both go back to one document, "none"."""

    family: int
    fold: int
    pair: Pair
    truth: str

    @property
    def within(self) -> bool:
        """Whether both are in one language."""
        return self.pair.later.language == self.pair.earlier.language


class Pile:
    """Families ready for fitting; documents of equal text are made once."""

    def __init__(self) -> None:
        self._marker = marker(open_default())
        self._made: dict[tuple[str, ...], Side] = {}
        self._segment = SegmentRules()

    def side(self, doc: Mapping[str, Any]) -> Side:
        """Return one document ready for comparison."""
        key = tuple(str(doc[name]) for name in ("text", "lang", "publisher", "published", "title"))
        if key not in self._made:
            document = text_in_passing(doc["text"], doc["lang"], doc["publisher"], doc["published"], doc["title"])
            reading = Reading(document)
            reading = reading.plus(self._segment.annotate([reading])[0])
            publisher = doc["publisher"].casefold() if doc["publisher"] else None
            self._made[key] = Side(sketch_of(reading, self._marker, publisher), Text(document))
        made = self._made[key]
        # Two documents of a family may have the very same text: each has an id of its own.
        named = replace(made.text.document, id=doc["id"], path=doc["id"])
        return Side(replace(made.sketch, id=doc["id"], when=order(named)), Text(named))


def main() -> None:
    """Read the families, fit, print the figures, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("families", nargs="+", type=Path)
    parser.add_argument("--fixed", help="JSON of thresholds {within: {...}, across: {...}} instead of the search")
    arguments = parser.parse_args()
    lines = [json.loads(line) for path in arguments.families for line in path.read_text("utf-8").splitlines()]
    pile = Pile()
    families = [Family(number, line, pile) for number, line in enumerate(lines)]
    pairs = [pair for family in families for pair in family.pairs]
    folded = {
        fold: {w: fitted([p for p in pairs if p.fold != fold and p.within == w]) for w in (True, False)}
        for fold in range(FOLDS)
    }
    odds = {id(p.pair): _odds(p, folded[p.fold][p.within]) for p in pairs}
    report_pairs(pairs, odds)
    thresholds = search(families, odds) if not arguments.fixed else _fixed(arguments.fixed)
    print(score(families, odds, thresholds, show=True))
    write(pairs, thresholds)


class Family:
    """One family: its sides by id in order of time, true edges, and labelled candidate pairs."""

    def __init__(self, number: int, line: Mapping[str, Any], pile: Pile) -> None:
        self.number = number
        kits = "+".join(sorted(line.get("kits", [line["family"].rsplit("#", 1)[0]])))
        self.fold = sum(kits.encode()) % FOLDS
        sides = {doc["id"]: pile.side(doc) for doc in line["docs"]}
        self.name = {side.sketch.id: name for name, side in sides.items()}
        self.ordered = sorted({s.sketch.id: s for s in sides.values()}.values(), key=lambda s: s.sketch.when)
        same = {name: side.sketch.id for name, side in sides.items()}
        self.edges = {
            (same[e["from"]], same[e["to"]]): e["kind"] for e in line["edges"] if same[e["from"]] != same[e["to"]]
        }
        self.language = {side.sketch.id: side.sketch.language for side in sides.values()}
        self.id = line["family"]
        self.pairs = list(self._pairs())

    def _pairs(self) -> Iterable[Labelled]:
        keys = {side.sketch.id: keys_of(side.sketch, side.text) for side in self.ordered}
        shelf = MemoryShelf([(side, keys[side.sketch.id]) for side in self.ordered])
        parents: dict[str, list[str]] = defaultdict(list)
        for later, earlier in self.edges:
            parents[later].append(earlier)
        above = {side.sketch.id: ancestors(side.sketch.id, parents) for side in self.ordered}
        for side in self.ordered:
            one = side.sketch.id
            for other in candidates(side.sketch, keys[one], shelf):
                kin = other in above[one] or one in above[other] or above[one] & above[other]
                truth = self.edges.get((one, other), "kin" if kin or (other, one) in self.edges else "none")
                yield Labelled(self.number, self.fold, pair_of(side, shelf.side(other)), truth)


def fitted(pairs: Sequence[Labelled]) -> Net:
    """Return a network with HIDDEN hidden units by Adam on all pairs at once; kin are neither yes nor no."""
    kept = [p for p in pairs if p.truth != "kin"]
    x = np.array([p.pair.values for p in kept])
    y = np.array([p.truth != "none" for p in kept], dtype=float)
    mean, deviation = x.mean(axis=0), x.std(axis=0) + 1e-3
    x = (x - mean) / deviation
    rng = np.random.default_rng(7)
    p = {
        "hidden": rng.normal(0, (2 / x.shape[1]) ** 0.5, (HIDDEN, x.shape[1])),
        "hidden_bias": np.zeros(HIDDEN),
        "out": rng.normal(0, (1 / HIDDEN) ** 0.5, HIDDEN),
        "out_bias": np.zeros(1),
    }
    first = {k: np.zeros_like(v) for k, v in p.items()}
    second = {k: np.zeros_like(v) for k, v in p.items()}
    for step in range(1, STEPS + 1):
        mask = (rng.random((len(x), HIDDEN)) > DROPOUT) / (1 - DROPOUT)
        before = x @ p["hidden"].T + p["hidden_bias"]
        h = np.maximum(0, before) * mask
        wrong = (1 / (1 + np.exp(-(h @ p["out"] + p["out_bias"]))) - y) / len(y)
        back = np.outer(wrong, p["out"]) * mask * (before > 0)
        gradient = {
            "hidden": back.T @ x,
            "hidden_bias": back.sum(0),
            "out": wrong @ h,
            "out_bias": wrong.sum(keepdims=True),
        }
        for k, g in gradient.items():
            first[k] = 0.9 * first[k] + 0.1 * g
            second[k] = 0.999 * second[k] + 0.001 * g * g
            move = (first[k] / (1 - 0.9**step)) / (np.sqrt(second[k] / (1 - 0.999**step)) + 1e-8)
            p[k] = p[k] - RATE * (move + DECAY * p[k])
    return Net(mean, deviation, p["hidden"], p["hidden_bias"], p["out"], float(p["out_bias"][0]))


def kind_weights(pairs: Sequence[Labelled], rounds: int = 600) -> dict[str, list[float]]:
    """Return the weights of a softmax over the kinds that are no copies, by gradient descent."""
    kept = [p for p in pairs if p.truth in _SMALL and not copied(p.pair)]
    kinds = sorted({p.truth for p in kept})
    x = np.array([p.pair.values for p in kept])
    y = np.array([[p.truth == kind for kind in kinds] for p in kept], dtype=float)
    weights = np.zeros((len(kinds), x.shape[1]))
    for _ in range(rounds):
        z = x @ weights.T
        z -= z.max(axis=1, keepdims=True)
        p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        weights -= 0.5 * ((p - y).T @ x + weights) / len(kept)
    return {kind: [round(float(w), 4) for w in row] for kind, row in zip(kinds, weights, strict=True)}


def _odds(pair: Labelled, net: Net) -> float:
    return net.odds(pair.pair.values)


def report_pairs(pairs: Sequence[Labelled], odds: Mapping[int, float]) -> None:
    """Print how well pairs alone are told apart."""
    for within in (True, False):
        kept = [p for p in pairs if p.within == within and p.truth != "kin"]
        hit = sum(odds[id(p.pair)] > 0 and p.truth != "none" for p in kept)
        said = sum(odds[id(p.pair)] > 0 for p in kept)
        true = sum(p.truth != "none" for p in kept)
        print(
            "within" if within else "across",
            len(kept),
            "pairs",
            true,
            "true; F1 at 0:",
            round(2 * hit / (said + true), 3),
        )


def score(
    families: Sequence[Family], odds: Mapping[int, float], thresholds: Mapping[bool, Thresholds], *, show: bool = False
) -> tuple[float, float]:
    """Return the F1 of edges within and across languages."""
    hit: Counter[bool] = Counter()
    said: Counter[bool] = Counter()
    true: Counter[bool] = Counter()
    for family in families:
        by_later: dict[str, list[tuple[Pair, float]]] = defaultdict(list)
        for labelled in family.pairs:
            by_later[labelled.pair.later.id].append((labelled.pair, odds[id(labelled.pair)]))
        parents: dict[str, list[str]] = {}
        for side in family.ordered:
            one = side.sketch.id
            chosen = choose(by_later[one], partial(ancestors, parents=parents), thresholds)
            parents[one] = [c.pair.earlier.id for c in chosen]
            for other in parents[one]:
                within = family.language[one] == family.language[other]
                said[within] += 1
                hit[within] += (one, other) in family.edges
        for one, other in family.edges:
            true[family.language[one] == family.language[other]] += 1
    if show:
        for within in (True, False):
            print("within" if within else "across", "said", said[within], "true", true[within], "hit", hit[within])
    f1 = {w: 2 * hit[w] / max(1, said[w] + true[w]) for w in (True, False)}
    return round(f1[True], 4), round(f1[False], 4)


def search(families: Sequence[Family], odds: Mapping[int, float]) -> dict[bool, Thresholds]:
    """Return the thresholds that give the best sum of both F1, by coordinate ascent from a plain start."""
    grid = {
        "least": (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0),
        "gain": (0.3, 1.0, 1.5, 2.5, 4.0),
        "ancestor": (0.0, 1.0, 2.0, 4.0),
        "cited": (0.0, 1.0, 2.0, 3.0),
        "named": (0.0, 1.0, 2.0, 3.0),
        "unnamed": (0.0, 0.5, 1.0, 2.0, 3.0),
    }
    best = {True: Thresholds(-0.5, 1.0, 1.0, 1.0), False: Thresholds(-0.5, 1.0, 1.0, 1.0)}
    value = sum(score(families, odds, best))
    for _, within, name in itertools.product(range(2), (True, False), grid):
        for choice in grid[name]:
            tried = {**best, within: Thresholds(**{**asdict(best[within]), name: choice})}
            got = sum(score(families, odds, tried))
            if got > value + 1e-4:
                value, best = got, tried
    print("thresholds", {("within" if w else "across"): asdict(t) for w, t in best.items()})
    return best


def _fixed(text: str) -> dict[bool, Thresholds]:
    data = json.loads(text)
    return {True: Thresholds(**data["within"]), False: Thresholds(**data["across"])}


def plain(net: Net) -> dict[str, Any]:
    """Return a network as lists of numbers."""
    arrays = {
        name: np.round(getattr(net, name), 5).tolist() for name in ("mean", "deviation", "hidden", "hidden_bias", "out")
    }
    return {**arrays, "out_bias": round(net.out_bias, 5)}


def write(pairs: Sequence[Labelled], thresholds: Mapping[bool, Thresholds]) -> None:
    """Fit on everything and write the file that ships."""
    data: dict[str, Any] = {"features": list(FEATURES)}
    for name, within in (("within", True), ("across", False)):
        own = [p for p in pairs if p.within == within]
        data[name] = {
            "net": plain(fitted(own)),
            "kinds": kind_weights(own),
            "thresholds": asdict(thresholds[within]),
        }
    OUT.write_text(json.dumps(data, allow_nan=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
