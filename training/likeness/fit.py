"""Fits how alike two claims must be to tell one occurrence, and writes src/reportedly/corroborate/data/likeness.json.

    python -m benchmarks.families make --kits benchmarks/families/kits --seed 2 --families 150 -o families.jsonl
    python training/likeness/fit.py families.jsonl

The product reads the documents of story families; its claims are matched to the marked passages that they overlap most;
pairs of claims of one family are labelled by whether both tell one event. A logistic regression is fitted, its figure
comes from five folds with all families of one kit in the same fold. No random numbers are used.
"""

import argparse
import itertools
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from reportedly.assembly import NO_THEATRE, codebook, default_stages, parents
from reportedly.corroborate.build import relations
from reportedly.corroborate.compare import Rules, place_of
from reportedly.corroborate.items import Item, coded, item_of
from reportedly.corroborate.likeness import FEATURES, alike
from reportedly.derive import derive_edges
from reportedly.gazetteer import open_default
from reportedly.gloss import marker
from reportedly.ingest.passing import text_in_passing
from reportedly.pipeline.runner import annotate
from reportedly.records import Claim, Reading

FOLDS = 5
OUT = Path(__file__).parents[2] / "src" / "reportedly" / "corroborate" / "data" / "likeness.json"


@dataclass(frozen=True, slots=True)
class Couple:
    """Two claims of a family with their features, and whether both tell one event."""

    fold: int
    values: tuple[float, ...]
    same: bool
    languages: frozenset[str]


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
    reader, rules = Reader(), Rules(frozenset(map(frozenset, codebook().allowed_merges)), parents(NO_THEATRE))
    couples = [couple for line in lines[: arguments.limit] for couple in couples_of(line, reader, rules)]
    report(couples)
    weights = fitted(couples)
    data = {"features": list(FEATURES), "odds": [round(float(w), 4) for w in weights]}
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    print(dict(zip(FEATURES, data["odds"], strict=True)))


def couples_of(line: Mapping[str, Any], reader: Reader, rules: Rules) -> Iterator[Couple]:
    """Yield the labelled couples of one family."""
    readings = reader.readings(line["docs"])
    edges = derive_edges(readings, theatre=NO_THEATRE, marker=marker(open_default()))
    relate = relations(edges)
    language = {r.document.id: r.document.language or "" for r in readings}
    fold = sum("+".join(sorted(line["kits"])).encode()) % FOLDS
    for (left, one), (right, other) in itertools.combinations(_told(line, readings), 2):
        relation = relate(left.document, right.document)
        found = alike(left, right, place=place_of(left, right, rules), relation=relation)
        yield Couple(fold, found.values, one == other, frozenset((language[left.document], language[right.document])))


def _told(line: Mapping[str, Any], readings: Sequence[Reading]) -> list[tuple[Item, int]]:
    """Return the claims that tell a marked event, with the event's number."""
    gold: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for number, event in enumerate(line["events"]):
        for claim in event["claims"]:
            gold[claim["doc"]].append((claim["start"], claim["end"], number))
    found = []
    for reading in readings:
        for claim, coding in coded(reading):
            event = _event(claim, gold[reading.document.id])
            if event is not None:
                found.append((item_of(reading, claim, coding), event))
    return found


def _event(claim: Claim, marked: Sequence[tuple[int, int, int]]) -> int | None:
    best: tuple[int, int] | None = None
    for start, end, event in marked:
        shared = sum(max(0, min(end, s.end) - max(start, s.start)) for s in claim.evidence)
        if shared and (best is None or shared > best[0]):
            best = (shared, event)
    return best[1] if best else None


def fitted(couples: Sequence[Couple], ridge: float = 1.0) -> np.ndarray:
    """Return the weights of a logistic regression, by Newton's method."""
    x = np.array([c.values for c in couples])
    y = np.array([c.same for c in couples], dtype=float)
    weights = np.zeros(x.shape[1])
    penalty = np.eye(x.shape[1]) * ridge
    penalty[0, 0] = 0.0
    for _ in range(60):
        p = 1 / (1 + np.exp(-x @ weights))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + penalty, x.T @ (p - y) + penalty @ weights)
        weights -= step
        if abs(step).max() < 1e-6:
            break
    return weights


def report(couples: Sequence[Couple]) -> None:
    """Print precision and recall at some thresholds, each fold by weights that have not seen it."""
    odds = np.zeros(len(couples))
    for fold in range(FOLDS):
        weights = fitted([c for c in couples if c.fold != fold])
        for number, couple in enumerate(couples):
            if couple.fold == fold:
                odds[number] = np.dot(couple.values, weights)
    truth = np.array([c.same for c in couples])
    groups = {"all": truth | True, "one language": np.array([len(c.languages) == 1 for c in couples])}
    groups["two languages"] = ~groups["one language"]
    for name, chosen in groups.items():
        print(name, int(chosen.sum()), "couples,", int((truth & chosen).sum()), "of one event")
        for limit in (-1.5, -1.0, -0.5, 0.0, 0.5, 1.0):
            said = (odds > limit) & chosen
            hit = int((said & truth).sum())
            precision, recall = hit / max(1, said.sum()), hit / max(1, (truth & chosen).sum())
            f1 = 2 * hit / max(1, said.sum() + (truth & chosen).sum())
            print(f"  {limit:+.1f}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


if __name__ == "__main__":
    main()
