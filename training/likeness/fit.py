"""Fits how alike two claims must be to tell one occurrence, and writes src/reportedly/corroborate/data/likeness.json.

    for hand in ka kb kd ke kf kg kj; do  # the kits of one hand in a folder of their own
        python -m benchmarks.families make --kits $hand --seed 77 --families 8 -o $hand.jsonl
    done
    python -m benchmarks.families whole --kits kits -o whole.jsonl  # all but kj-04 to kj-06, here and above
    python training/likeness/fit.py whole.jsonl ka.jsonl kb.jsonl kd.jsonl ke.jsonl kf.jsonl kg.jsonl kj.jsonl

The product reads the documents of story families; its claims are matched to the marked passages that they overlap most;
pairs of claims of one family are labelled by whether both tell one event. Claims that no passage marks count as telling
none, with less weight, and only some of them are taken. Three networks with one hidden layer are fitted by Adam with
fixed seeds and put side by side as one, which says their mean; its figures come from five folds in which no kit stands
on both sides.
"""

import argparse
import itertools
import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from reportedly.assembly import NO_THEATRE, codebook, default_stages, parents
from reportedly.corroborate.build import relations
from reportedly.corroborate.compare import Rules, features
from reportedly.corroborate.items import Item, coded, item_of
from reportedly.corroborate.likeness import FEATURES, Net, Relation
from reportedly.corroborate.words import worded
from reportedly.derive import derive_edges
from reportedly.gazetteer import open_default
from reportedly.gloss import marker
from reportedly.ingest.passing import text_in_passing
from reportedly.pipeline.runner import annotate
from reportedly.records import Claim, DocEdge, Reading

FOLDS = 5
HIDDEN, EPOCHS, BATCH, RATE, DECAY = 24, 8, 512, 3e-3, 5e-3
LEAST = 0.05
"""Least deviation of a feature: one that hardly varies in training must not decide elsewhere."""

UNMARKED = 0.4
"""Weight of a pair of which one claim is marked and the other is not."""

TAKEN = 0.35
"""Share of such pairs that are taken: there are several times as many as others."""

SEEDS = (20261129, 20261130, 20261131)
OUT = Path(__file__).parents[2] / "src" / "reportedly" / "corroborate" / "data" / "likeness.json"


@dataclass(frozen=True, slots=True)
class Couple:
    """Two claims of a family with their features, whether both tell one event, and what they are reported by."""

    folds: frozenset[int]
    values: tuple[float, ...]
    same: bool
    marked: bool
    relation: Relation
    languages: int


class Reader:
    """Reads documents with the product; equal ones once."""

    def __init__(self) -> None:
        self._stages = default_stages()
        self._made: dict[tuple[str, ...], Reading] = {}

    def readings(self, docs: Sequence[Mapping[str, Any]]) -> list[Reading]:
        """Return the readings of a family's documents, each with an id of its own."""
        keys = [tuple(str(d[n]) for n in ("text", "lang", "publisher", "published", "title", "id")) for d in docs]
        new = [(key, doc) for key, doc in zip(keys, docs, strict=True) if key not in self._made]
        made = []
        for _, doc in new:
            document = text_in_passing(doc["text"], doc["lang"], doc["publisher"], doc["published"], doc["title"])
            made.append(Reading(replace(document, id=doc["id"], path=doc["id"])))
        for (key, _), done in zip(new, annotate(self._stages, made), strict=True):
            self._made[key] = done.reading
        return [self._made[key] for key in keys]


def main() -> None:
    """Read, fit, print the figures, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("families", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=10**9)
    arguments = parser.parse_args()
    lines = [json.loads(line) for path in arguments.families for line in path.read_text("utf-8").splitlines()]
    reader, marks = Reader(), marker(open_default())
    couples: list[Couple] = []
    for line in lines[: arguments.limit]:
        readings = reader.readings(line["docs"])
        couples += couples_of(line, readings, derive_edges(readings, theatre=NO_THEATRE, marker=marks))
    report(couples)
    write(fitted(couples))


def write(net: Net) -> None:
    """Write the weights of a network where the product looks for them."""
    arrays = {
        name: np.round(getattr(net, name), 4).tolist() for name in ("mean", "deviation", "hidden", "hidden_bias", "out")
    }
    data = {"features": list(FEATURES), "net": {**arrays, "out_bias": round(net.out_bias, 4)}}
    OUT.write_text(json.dumps(data, separators=(",", ":")) + "\n", "utf-8")


def couples_of(line: Mapping[str, Any], readings: Sequence[Reading], edges: Sequence[DocEdge]) -> Iterator[Couple]:
    """Yield the labelled couples of one family; of those with an unmarked claim only what is near in words."""
    rules = Rules(frozenset(map(frozenset, codebook().allowed_merges)), parents(NO_THEATRE), relations(edges))
    language = {r.document.id: r.document.language or "" for r in readings}
    rng = np.random.default_rng(zlib.crc32(line["family"].encode()))
    folds = frozenset(zlib.crc32(kit.encode()) % FOLDS for kit in line["kits"])
    for (left, one), (right, other) in itertools.combinations(_told(line, readings), 2):
        if one is None and other is None:
            continue
        marked, relation = one is not None and other is not None, rules.relate(left.document, right.document)
        if not marked and (rng.random() > TAKEN or (relation == "none" and _strangers(left, right))):
            continue
        tongues = len({language[left.document], language[right.document]})
        yield Couple(folds, features(left, right, rules), marked and one == other, marked, relation, tongues)


def _strangers(left: Item, right: Item) -> bool:
    return worded(left.gloss).sentence.keys.isdisjoint(worded(right.gloss).sentence.keys)


def _told(line: Mapping[str, Any], readings: Sequence[Reading]) -> list[tuple[Item, int | None]]:
    """Return the claims, those that tell a marked event with the event's number."""
    gold: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for number, event in enumerate(line["events"]):
        for claim in event["claims"]:
            gold[claim["doc"]].append((claim["start"], claim["end"], number))
    return [
        (item_of(reading, claim, coding, rank=rank), _event(claim, gold[reading.document.id]))
        for reading in readings
        for rank, (claim, coding) in enumerate(coded(reading))
    ]


def _event(claim: Claim, marked: Sequence[tuple[int, int, int]]) -> int | None:
    best: tuple[int, int] | None = None
    for start, end, event in marked:
        shared = sum(max(0, min(end, s.end) - max(start, s.start)) for s in claim.evidence)
        if shared and (best is None or shared > best[0]):
            best = (shared, event)
    return best[1] if best else None


def fitted(couples: Sequence[Couple], seeds: Sequence[int] = SEEDS) -> Net:
    """Return networks side by side as one that says their mean."""
    nets = [_fitted(couples, seed) for seed in seeds]
    return Net(
        nets[0].mean,
        nets[0].deviation,
        np.concatenate([net.hidden for net in nets]),
        np.concatenate([net.hidden_bias for net in nets]),
        np.concatenate([net.out for net in nets]) / len(nets),
        sum(net.out_bias for net in nets) / len(nets),
    )


def _fitted(couples: Sequence[Couple], seed: int) -> Net:
    """Return a network, by Adam over batches in an order that follows from the seed."""
    x = np.array([c.values for c in couples])
    y = np.array([c.same for c in couples], dtype=float)
    weight = np.array([1.0 if c.marked else UNMARKED for c in couples])
    rng = np.random.default_rng(seed)
    mean, deviation = x.mean(0), np.maximum(x.std(0), LEAST)
    z = np.clip((x - mean) / deviation, -5, 5)
    count, width = z.shape
    parts = [
        rng.normal(0, (2 / width) ** 0.5, (HIDDEN, width)), np.zeros(HIDDEN),
        rng.normal(0, (1 / HIDDEN) ** 0.5, HIDDEN), np.zeros(1),
    ]  # fmt: skip
    moments = [(np.zeros_like(p), np.zeros_like(p)) for p in parts]
    steps, step = EPOCHS * -(-count // BATCH), 0
    for _ in range(EPOCHS):
        order = rng.permutation(count)
        for start in range(0, count, BATCH):
            rows = order[start : start + BATCH]
            step += 1
            slopes = _slopes(parts, z[rows], y[rows], weight[rows])
            rate = RATE * (1 - step / (steps + 1)) + 1e-5
            for number, slope in enumerate(slopes):
                first, second = moments[number]
                moments[number] = first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
                mean_slope, mean_square = first / (1 - 0.9**step), second / (1 - 0.999**step)
                parts[number] = parts[number] - rate * mean_slope / (np.sqrt(mean_square) + 1e-8)
    return Net(mean, deviation, parts[0], parts[1], parts[2], float(parts[3][0]))


def _slopes(parts: Sequence[np.ndarray], z: np.ndarray, y: np.ndarray, weight: np.ndarray) -> list[np.ndarray]:
    hidden, bias, out, out_bias = parts
    before = z @ hidden.T + bias
    active = np.maximum(0.0, before)
    error = weight * (1 / (1 + np.exp(-(active @ out + out_bias))) - y) / weight.sum()
    back = np.outer(error, out) * (before > 0)
    return [back.T @ z + DECAY * hidden, back.sum(0), active.T @ error + DECAY * out, error.sum(keepdims=True)]


def odds_of(net: Net, x: np.ndarray) -> np.ndarray:
    """Return the log-odds of many pairs."""
    z = np.clip((x - net.mean) / net.deviation, -5, 5)
    odds: np.ndarray = np.maximum(0.0, z @ net.hidden.T + net.hidden_bias) @ net.out + net.out_bias
    return odds


def unseen(couples: Sequence[Couple]) -> np.ndarray:
    """Return the log-odds of each couple by a network that has seen none of its kits, of a family of two neither."""
    odds = np.zeros(len(couples))
    for folds in sorted({c.folds for c in couples}, key=sorted):
        net = fitted([c for c in couples if c.folds.isdisjoint(folds)])
        rows = [n for n, c in enumerate(couples) if c.folds == folds]
        odds[rows] = odds_of(net, np.array([couples[n].values for n in rows]))
    return odds


def report(couples: Sequence[Couple]) -> None:
    """Print precision and recall of marked couples at some thresholds, each fold by weights that have not seen it."""
    odds = unseen(couples)
    truth, marked = np.array([c.same for c in couples]), np.array([c.marked for c in couples])
    linked, one = np.array([c.relation != "none" for c in couples]), np.array([c.languages == 1 for c in couples])
    groups = {
        "all": marked, "linked, one language": marked & linked & one, "linked, two": marked & linked & ~one,
        "not linked, one language": marked & ~linked & one, "not linked, two": marked & ~linked & ~one,
    }  # fmt: skip
    for name, chosen in groups.items():
        print(name, int(chosen.sum()), "couples,", int((truth & chosen).sum()), "of one event")
        for limit in (-3.0, -2.5, -2.0, -1.5, -1.0, -0.5):
            said = (odds > limit) & chosen
            hit = int((said & truth).sum())
            precision, recall = hit / max(1, said.sum()), hit / max(1, (truth & chosen).sum())
            f1 = 2 * hit / max(1, said.sum() + (truth & chosen).sum())
            print(f"  {limit:+.1f}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


if __name__ == "__main__":
    main()
