"""Fit what a raw score means: `python calibrate.py --weights DIR --polnear DIR --card card.json`.

Runs the product's tagger over the dev articles and keeps, for relations, spans and links, the share of right ones
by raw score (isotonic regression, Zadrozny and Elkan 2002). Prints the expected calibration error of a fit
on one half of the articles, measured on the other.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import corpus
import numpy as np
import score

from reportedly.evaluate.attribution import right_relations, right_spans
from reportedly.interfaces import Tagged
from reportedly.models.tagger import Tagger
from reportedly.records import Passage, Reading
from reportedly.stages.segment import SegmentRules

Pairs = list[tuple[float, bool]]
KNOTS = 24


def isotonic(pairs: Pairs) -> tuple[list[float], list[float]]:
    """Return a rising step function as knots: mean raw score and share of right ones (pool adjacent violators)."""
    ordered = sorted(pairs)
    size = max(1, len(ordered) // (2 * KNOTS))
    blocks = [
        [float(np.mean([r for r, _ in part])), float(np.mean([k for _, k in part])), len(part)]
        for part in (ordered[i : i + size] for i in range(0, len(ordered), size))
    ]
    pooled: list[list[float]] = []
    for block in blocks:
        pooled.append(block)
        while len(pooled) > 1 and pooled[-2][1] >= pooled[-1][1]:
            b, a = pooled.pop(), pooled.pop()
            n = a[2] + b[2]
            pooled.append([(a[0] * a[2] + b[0] * b[2]) / n, (a[1] * a[2] + b[1] * b[2]) / n, n])
    return [round(b[0], 4) for b in pooled], [round(b[1], 4) for b in pooled]


def error(pairs: Pairs, table: tuple[list[float], list[float]], bins: int = 10) -> float:
    """Return the expected calibration error (Naeini et al. 2015) of a table on these pairs."""
    given = np.interp([r for r, _ in pairs], *table)
    right = np.array([k for _, k in pairs], dtype=float)
    total = 0.0
    for part in np.array_split(np.argsort(given), bins):
        total += len(part) * abs(given[part].mean() - right[part].mean())
    return float(total / len(pairs))


def collect(rows: Sequence[dict], tagger: Tagger) -> list[dict[str, Pairs]]:
    """Return for each article the raw scores with whether the thing was right."""
    result = []
    for row in rows:
        reading = Reading(corpus.document(row["id"], row["text"]))
        sentences = [s for p in SegmentRules().annotate([reading])[0] if isinstance(p, Passage) for s in p.sentences]
        found = tagger.find(row["text"], sentences)
        result.append(judged(row, found))
    return result


def judged(row: dict, found: Sequence[Tagged]) -> dict[str, Pairs]:
    """Return raw scores with right or wrong, by kind."""
    gold = score.gold(row)
    guesses = [score.AnnotatedRelation(f.source, f.cue, f.content) for f in found]
    right = right_relations(row["text"], gold, guesses)
    spans = right_spans(row["text"], gold, guesses)
    pairs: dict[str, Pairs] = {"relation": [], "span": [], "link": []}
    for f, good, parts in zip(found, right, spans, strict=True):
        pairs["relation"].append((f.score, good))
        pairs["link"].append((f.link_score, good))
        pairs["span"] += list(zip(f.span_scores, parts, strict=True))
    return pairs


def main() -> None:
    """Read the options, fit, write the tables into the card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="exported weights without calibration")
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--card", type=Path, required=True)
    options = parser.parse_args()
    articles = collect(list(corpus.polnear(options.polnear / "dev.jsonl.gz")), Tagger(options.weights))
    card = json.loads(options.card.read_text(encoding="utf-8"))
    card["calibration"] = {}
    for kind in ("relation", "span", "link"):
        halves = [[p for a in articles[i::2] for p in a[kind]] for i in (0, 1)]
        apart = [error(halves[1], isotonic(halves[0])), error(halves[0], isotonic(halves[1]))]
        raw, right = isotonic(halves[0] + halves[1])
        card["calibration"][kind] = {"raw": raw, "right": right, "error_across_halves": round(float(np.mean(apart)), 4)}
        print(kind, len(halves[0] + halves[1]), card["calibration"][kind]["error_across_halves"])
    options.card.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
