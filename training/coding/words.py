"""Make the weights of single words (`coding_words.npz`) and the table of who usually acts (`usual_actors.yaml`).

Reads the training passages, the texts of the codebook, and `words.txt`: for each category words and phrases that it may
use in any place, written for this file. Needs nothing beside the package's own dependencies.
"""

import argparse
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import numpy as np

sys.path.append(str(Path(__file__).parent))

import rules as book
import texts
from manifest import listed

from reportedly.models.stems import form_grams, stem_grams
from reportedly.models.wording import BY_FORM, CATEGORY, WORDS
from reportedly.records import values as v
from reportedly.records.theatre_roles import ActorClass

LISTED = 10.0
"""What a word of `words.txt` counts: as if so many claims of its category held it."""

PSEUDO = 0.3
"""Added to each rate, so that a rare word tells little."""

LEAST_STEM_PAIR, LEAST_FORM = 3, 5
"""Pairs of stems, and forms, that fewer claims hold are left out."""

PENALTY = 1e-4
ROUNDS = 40
VALUES = {
    "kind": get_args(v.ClaimKind),
    "realis": get_args(v.Realis),
    "actor": tuple(a for a in get_args(ActorClass) if a != "UNK"),
}
_STEP = 127.0


def claims(files: Sequence[Path], *, english: bool = False) -> list[tuple[str, texts.Marked]]:
    """Return the wording of each claim with its labels, of all passages or of those written in English."""
    return [
        (" ".join(item.text[a:b] for a, b in claim.evidence), claim)
        for file in files
        for item in texts.as_met(file)
        for claim in item.claims
        if item.language == "en" or not english
    ]


def phrases(path: Path) -> list[tuple[str, str]]:
    """Return (category, phrase) of each phrase of a word file."""
    lines = (line.partition(":") for line in path.read_text("utf-8").splitlines() if ":" in line)
    return [(code.strip(), phrase.strip()) for code, _, more in lines for phrase in more.split(";") if phrase.strip()]


def bayes(
    known: Sequence[tuple[str, str]], words: Sequence[tuple[str, str]]
) -> tuple[list[str], list[str], np.ndarray]:
    """Return codes, grams, and the logarithm of how much oftener a code holds a gram than all do (grams x codes)."""
    codes = sorted({code for code, _ in known})
    size = np.zeros(len(codes))
    seen: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(len(codes)))
    for code, text in known:
        at = codes.index(code)
        size[at] += 1
        for gram in (g for grams in stem_grams(text) for g in grams):
            seen[gram][at] += 1
    given: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(len(codes)))
    for code, phrase in words:
        for gram in (g for grams in stem_grams(phrase) for g in grams):
            given[gram][codes.index(code)] = LISTED
    grams = sorted(g for g in {*seen, *given} if " " not in g or g in given or seen[g].sum() >= LEAST_STEM_PAIR)
    counts = np.stack([seen[g] + given[g] if g in given else seen[g] for g in grams])
    rate = counts / size * size.mean()
    overall = counts.sum(1, keepdims=True) / size.sum() * size.mean()
    return codes, grams, np.log((rate + PSEUDO) / (overall + PSEUDO))


class Logistic:
    """Multinomial logistic regression over sparse rows, by L-BFGS."""

    def __init__(self, rows: Sequence[Sequence[int]], width: int) -> None:
        lengths = np.array([len(r) + 1 for r in rows])
        self.at = np.concatenate([[*r, width] for r in rows]).astype(np.int64)
        self.value = np.concatenate([[*([len(r) ** -0.5] * len(r)), 1.0] for r in rows])[:, None]
        self.start = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        self.row = np.repeat(np.arange(len(rows)), lengths)
        self.order = np.argsort(self.at, kind="stable")
        first = np.concatenate([[True], np.diff(self.at[self.order]) > 0])
        self.first, self.used = np.flatnonzero(first), self.at[self.order][first]
        self.width = width + 1

    def loss(self, weights: np.ndarray, right: np.ndarray) -> tuple[float, np.ndarray]:
        """Return the mean loss with its penalty, and the gradient."""
        scores = np.add.reduceat(weights[self.at] * self.value, self.start)
        scores -= scores.max(1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(1, keepdims=True)
        penalty = np.full((self.width, 1), PENALTY)
        penalty[-1] *= 0.01
        rows = np.arange(len(right))
        loss = -np.log(shares[rows, right] + 1e-12).mean() + (penalty * weights**2).sum()
        shares[rows, right] -= 1
        gradient = 2 * penalty * weights
        gradient[self.used] += np.add.reduceat((shares[self.row] * self.value)[self.order], self.first) / len(right)
        return float(loss), gradient

    def fit(self, right: np.ndarray, count: int) -> np.ndarray:
        """Return the weights, grams and bias x values."""
        weights = np.zeros((self.width, count))
        loss, slope = self.loss(weights, right)
        steps: list[tuple[np.ndarray, np.ndarray]] = []
        for _ in range(ROUNDS):
            way = -_curved(slope.ravel(), steps).reshape(weights.shape)
            length = 1.0 if steps else 1 / np.abs(slope).sum()
            while True:
                moved = weights + length * way
                after, slope_after = self.loss(moved, right)
                if after <= loss + 1e-4 * length * float((slope * way).sum()) or length < 1e-6:
                    break
                length /= 2
            steps = [*steps[-5:], ((moved - weights).ravel(), (slope_after - slope).ravel())]
            done = loss - after < 2e-5
            weights, loss, slope = moved, after, slope_after
            if done:
                break
        return weights


def _curved(slope: np.ndarray, steps: Sequence[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Return the slope times the inverse curvature that the last steps show (two-loop recursion)."""
    shares = []
    for step, change in reversed(steps):
        share = (step @ slope) / (change @ step)
        shares.append(share)
        slope = slope - share * change
    if steps:
        slope = slope * (steps[-1][0] @ steps[-1][1]) / (steps[-1][1] @ steps[-1][1])
    for (step, change), share in zip(steps, reversed(shares), strict=True):
        slope = slope + step * (share - (change @ slope) / (change @ step))
    return slope


def by_form(known: Sequence[tuple[str, texts.Marked]]) -> tuple[list[str], dict[str, np.ndarray]]:
    """Return grams, and for each of BY_FORM the weights (grams and bias x values)."""
    scoped = [(form_grams(text), claim) for text, claim in known if not claim.category.startswith("X")]
    count = Counter(gram for grams, _ in scoped for gram in grams)
    grams = sorted(gram for gram, n in count.items() if n >= LEAST_FORM)
    number = {gram: n for n, gram in enumerate(grams)}
    found = {}
    for name in BY_FORM:
        mine = [(g, VALUES[name].index(c.fields[name])) for g, c in scoped if c.fields.get(name) in VALUES[name]]
        rows = [[number[gram] for gram in g if gram in number] for g, _ in mine]
        kept = [n for n, row in enumerate(rows) if row]
        model = Logistic([rows[n] for n in kept], len(grams))
        found[name] = model.fit(np.array([mine[n][1] for n in kept]), len(VALUES[name]))
    return grams, found


def usual_actors(known: Sequence[tuple[str, texts.Marked]]) -> str:
    """Return as YAML how often each class acts in the claims of a category, shrunk to what is usual overall."""
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for _, claim in known:
        if claim.fields.get("actor") in VALUES["actor"] and not claim.category.startswith("X"):
            count[claim.category][claim.fields["actor"]] += 1
    every = sum(count.values(), Counter())
    lines = ["# Shares of actor classes by category, made by training/coding/words.py from the training passages."]
    for code in sorted(count):
        total = sum(count[code].values())
        shares = {a: round((count[code][a] + 5 * every[a] / every.total()) / (total + 5), 3) for a in VALUES["actor"]}
        lines.append(f"GUO.{code}: {{{', '.join(f'{a}: {share}' for a, share in shares.items())}}}")
    return "\n".join(lines) + "\n"


def packed(name: str, values: Sequence[str], weights: np.ndarray, bias: np.ndarray) -> dict[str, np.ndarray]:
    """Return a table as the product reads it."""
    scale = float(np.abs(weights).max()) / _STEP
    return {
        f"{name}_values": np.array(list(values)),
        f"{name}_rows": np.rint(weights / scale).astype(np.int8),
        f"{name}_scale": np.array(scale, np.float32),
        f"{name}_bias": bias.astype(np.float32),
    }


def main() -> None:
    """Read the options and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=Path, nargs="+", required=True)
    parser.add_argument("--words", type=Path, default=Path(__file__).parent / "words.txt")
    parser.add_argument("--out", type=Path, required=True, help="folder of the package data")
    parser.add_argument("--actors", type=Path, required=True, help="file for the table of who usually acts")
    options = parser.parse_args()
    known = claims(options.passages)
    told = [(claim.category, text) for text, claim in known]
    told += [(r.category, r.text) for r in book.texts() if book.TEXTS[r.kind] != "include"]
    codes, stems, rows = bayes(told, [w for w in phrases(options.words) if w[0] in {c for c, _ in told}])
    # Forms (tense, number, little words) are lost in a gloss.
    plain = claims(options.passages, english=True)
    forms, fitted = by_form(plain)
    names = [code if code.startswith("X") else f"GUO.{code}" for code in codes]
    arrays = {
        name: np.frombuffer("\n".join(grams).encode(), np.uint8) for name, grams in (("stems", stems), ("forms", forms))
    }
    arrays |= packed(CATEGORY, names, rows, np.zeros(len(codes)))
    for name, weights in fitted.items():
        arrays |= packed(name, VALUES[name], weights[:-1], weights[-1])
    np.savez_compressed(options.out / WORDS, **arrays)
    listed(options.out, (WORDS,))
    options.actors.write_text(usual_actors(plain), encoding="utf-8")
    print(
        f"{len(known)} claims, {len(stems)} stems and pairs, {len(forms)} forms",
        math.ceil((options.out / WORDS).stat().st_size / 1024),
        "KB",
    )


if __name__ == "__main__":
    main()
