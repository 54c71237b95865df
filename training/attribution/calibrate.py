"""Fit what a raw score means: `python calibrate.py --weights DIR --polnear DIR --card card.json`.

Runs the product's tagger over the dev articles. First fits how much each piece of evidence weighs for a relation
(logistic regression); then keeps, for relations, spans and links, the share of right ones by raw score (isotonic
regression, Zadrozny and Elkan 2002). Prints the precision of the surer half and the expected calibration error of
fits on one half of the articles, measured on the other.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import corpus
import numpy as np
import score

from reportedly.evaluate.attribution import right_relations, right_spans
from reportedly.models.relate import EVIDENCE
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


@dataclass(slots=True)
class Article:
    """What was read in one article, with whether it was right."""

    evidence: list[tuple[float, ...]]
    right: list[bool]
    pairs: dict[str, Pairs]


def collect(rows: Sequence[dict], tagger: Tagger) -> list[Article]:
    """Return the evidence and raw scores of each article with right or wrong."""
    result = []
    for row in rows:
        reading = Reading(corpus.document(row["id"], row["text"]))
        sentences = [s for p in SegmentRules().annotate([reading])[0] if isinstance(p, Passage) for s in p.sentences]
        found = tagger.linked(row["text"], sentences)
        guesses = [score.AnnotatedRelation(f.source, f.cue, f.content) for f, _ in found]
        gold = score.gold(row)
        right = right_relations(row["text"], gold, guesses)
        spans = right_spans(row["text"], gold, guesses)
        pairs: dict[str, Pairs] = {"span": [], "link": []}
        for (f, _), good, parts in zip(found, right, spans, strict=True):
            pairs["link"].append((f.link_score, good))
            pairs["span"] += list(zip(f.span_scores, parts, strict=True))
        result.append(Article([link.evidence for _, link in found], right, pairs))
    return result


def logistic(x: np.ndarray, y: np.ndarray, penalty: float = 1.0) -> tuple[np.ndarray, float]:
    """Return weights and bias of a ridge logistic regression (Newton's method, standardised inside)."""
    mean, spread = x.mean(0), x.std(0) + 1e-6
    z = np.c_[(x - mean) / spread, np.ones(len(x))]
    w = np.zeros(z.shape[1])
    keep = np.r_[np.ones(len(w) - 1), 0] * penalty
    for _ in range(50):
        p = 1 / (1 + np.exp(-z @ w))
        w -= np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + np.diag(keep + 1e-9), z.T @ (p - y) + keep * w)
    weights = w[:-1] / spread
    return weights, float(w[-1] - weights @ mean)


def scored(articles: Sequence[Article], weights: np.ndarray, bias: float) -> Pairs:
    """Return the raw scores of the relations of all articles."""
    raw = 1 / (1 + np.exp(-(np.array([e for a in articles for e in a.evidence]) @ weights + bias)))
    return list(zip(raw.tolist(), [r for a in articles for r in a.right], strict=True))


def fitted(articles: Sequence[Article]) -> tuple[np.ndarray, float]:
    """Return the weights of the evidence that fit these articles best."""
    evidence = np.array([e for a in articles for e in a.evidence])
    return logistic(evidence, np.array([r for a in articles for r in a.right], dtype=float))


def surer_half(pairs: Pairs) -> float:
    """Return the share of right ones among the half with the higher scores."""
    ordered = sorted(pairs, reverse=True)[: len(pairs) // 2]
    return float(np.mean([r for _, r in ordered]))


def main() -> None:
    """Read the options, fit, write the tables into the card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="exported weights without calibration")
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--card", type=Path, required=True)
    options = parser.parse_args()
    articles = collect(list(corpus.polnear(options.polnear / "dev.jsonl.gz")), Tagger(options.weights))
    halves = articles[::2], articles[1::2]
    card = json.loads(options.card.read_text(encoding="utf-8"))
    weights, bias = fitted(articles)
    apart = [scored(other, *fitted(one)) for one, other in (halves, halves[::-1])]
    card["confidence"] = {
        "evidence": list(EVIDENCE),
        "weights": [round(float(w), 5) for w in weights],
        "bias": round(bias, 5),
        "surer_half_right_across_halves": round(surer_half(apart[0] + apart[1]), 4),
    }
    print(card["confidence"])
    card["calibration"] = {}
    kinds = {"relation": [scored(half, weights, bias) for half in halves]}
    kinds |= {kind: [[p for a in half for p in a.pairs[kind]] for half in halves] for kind in ("span", "link")}
    for kind, (one, other) in kinds.items():
        errors = [error(other, isotonic(one)), error(one, isotonic(other))]
        raw, right = isotonic(one + other)
        card["calibration"][kind] = {
            "raw": raw,
            "right": right,
            "error_across_halves": round(float(np.mean(errors)), 4),
        }
        print(kind, len(one + other), card["calibration"][kind]["error_across_halves"])
    options.card.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
