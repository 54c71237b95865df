"""Make the weights of groups of letters and of stems (`coding_letters.npz`): what printed words speak for.

Reads the training passages in all languages and the texts of the codebook. Needs scikit-learn beside the package's own
dependencies.
"""

import argparse
import math
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

sys.path.append(str(Path(__file__).parent))

import rules as book
import texts
from manifest import listed

from reportedly.models.letters import LETTERS, ONE, SEVERAL, STEP, LetterWeights, gram_kinds
from reportedly.records import is_routing
from reportedly.stages.extraction.wording import proposition

LEAST = 4
"""Grams that fewer claims hold are left out."""

STRENGTH = {"category": 20.0, SEVERAL: 5.0}
"""Inverse of the penalty (scikit-learn's C), by what is told; else OTHER."""

OTHER = 8.0
ROUNDS = 200
FACTS = frozenset({"occurred", "ongoing", "habitual", "failed"})
"""Realis of claims that tell how a service works now."""


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a claim as printed and in English, and its values; None where it has none."""

    printed: str
    english: str
    values: dict[str, str | None]
    several: frozenset[str]


def told(files: Iterable[Path]) -> list[Told]:
    """Return the claims of passage files."""
    found = []
    for file in files:
        for item in texts.passages(file):
            met = item if item.language == "en" else texts.glossed(item)
            english = {c.number: _wording(met.text, c) for c in met.claims}
            found += [
                Told(_wording(item.text, c), english[c.number], values(c), frozenset(c.sector))
                for c in item.claims
                if english.get(c.number)
            ]
    return found


def _wording(text: str, claim: texts.Marked) -> str:
    return proposition([text[a:b] for a, b in claim.evidence])


def values(claim: texts.Marked) -> dict[str, str | None]:
    """Return what a claim has of ONE; a state is asked only of what has a category of the codebook."""
    status = claim.status
    fact = claim.fields["realis"] in FACTS and claim.fields["polarity"] == "+" and not is_routing(claim.category)
    return {
        "category": claim.category if claim.category.startswith("X") else f"GUO.{claim.category}",
        "kind": claim.fields["kind"],
        "realis": claim.fields["realis"],
        "polarity": claim.fields["polarity"],
        "state": (status[0] if status else "-") if fact else None,
        "change": status[1] if status else None,
        "access": status[3] if status else None,
    }


def rules() -> list[Told]:
    """Return the texts of the codebook that are told like claims."""
    mine = [r for r in book.texts() if book.TEXTS[r.kind] != "include"]
    codes = {r.category: r.category if r.category.startswith("X") else f"GUO.{r.category}" for r in mine}
    empty: dict[str, str | None] = dict.fromkeys(ONE)
    return [Told(r.text, r.text, empty | {"category": codes[r.category]}, frozenset()) for r in mine]


class Space:
    """Numbers of the grams that enough claims hold, and claims as rows of them."""

    def __init__(self, claims: Sequence[Told]) -> None:
        counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        for claim in claims:
            for kind, grams in enumerate(gram_kinds(claim.printed, claim.english)):
                counts[kind].update(grams)
        self.kept = tuple(sorted(gram for gram, n in count.items() if n >= LEAST) for count in counts)
        self.numbers = tuple({gram: n for n, gram in enumerate(grams)} for grams in self.kept)

    def rows(self, claims: Sequence[Told]) -> csr_matrix:
        """Return claims x grams; the grams of one kind in a claim have together the length one."""
        at: list[int] = []
        value: list[float] = []
        start = [0]
        for claim in claims:
            first = 0
            for grams, numbers in zip(gram_kinds(claim.printed, claim.english), self.numbers, strict=True):
                mine = [numbers[gram] + first for gram in grams if gram in numbers]
                at += mine
                value += [max(1, len(mine)) ** -0.5] * len(mine)
                first += len(numbers)
            start.append(len(at))
        width = sum(len(grams) for grams in self.kept)
        return csr_matrix((value, at, start), shape=(len(claims), width), dtype=np.float32)


def fitted(name: str, rows: csr_matrix, claims: Sequence[Told]) -> tuple[Sequence[str], np.ndarray, np.ndarray]:
    """Return the values of one of ONE, weights (values x grams) and bias, as softmax takes them."""
    mine = [n for n, claim in enumerate(claims) if claim.values[name] is not None]
    model = LogisticRegression(C=STRENGTH.get(name, OTHER), max_iter=ROUNDS)
    model.fit(rows[mine], [claims[n].values[name] for n in mine])
    return list(model.classes_), model.coef_, model.intercept_


def sectors(rows: csr_matrix, claims: Sequence[Told]) -> tuple[Sequence[str], np.ndarray, np.ndarray]:
    """Return the sectors, weights (sectors x grams) and bias, each by itself, over claims of the codebook."""
    told_by = [(c.values["category"] or "") if c.values["kind"] else None for c in claims]
    mine = [n for n, code in enumerate(told_by) if code is not None and not is_routing(code)]
    names = sorted({name for claim in claims for name in claim.several})
    weights, bias = [], []
    for name in names:
        model = LogisticRegression(C=STRENGTH[SEVERAL], max_iter=ROUNDS)
        model.fit(rows[mine], [name in claims[n].several for n in mine])
        weights.append(model.coef_[0])
        bias.append(model.intercept_[0])
    return names, np.array(weights), np.array(bias)


def measure(weights: LetterWeights, files: Sequence[Path]) -> None:
    """Print for each file the share of claims of a category that have it by the letters alone."""
    for file in files:
        known = [c for c in told([file]) if not str(c.values["category"]).startswith("X")]
        shares = [weights.shares(c.printed, c.english)["category"] for c in known]
        right = [
            max(s, key=lambda code, of=s: of[code]) == c.values["category"] for s, c in zip(shares, known, strict=True)
        ]
        print(file.stem, len(known), round(float(np.mean(right)), 3))


def main() -> None:
    """Read the options and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=Path, nargs="+", required=True)
    parser.add_argument("--held", type=Path, nargs="*", default=[], help="passages to measure the category on")
    parser.add_argument("--out", type=Path, required=True, help="folder for the file of the weights")
    options = parser.parse_args()
    claims = [*told(options.passages), *rules()]
    space = Space(claims)
    rows = space.rows(claims)
    letters, stems = map(len, space.kept)
    print(f"{len(claims)} claims and texts, {letters} groups of letters, {stems} stems", flush=True)
    parts = []
    for name in (*ONE, SEVERAL):
        parts.append(sectors(rows, claims) if name == SEVERAL else fitted(name, rows, claims))
        print(name, len(parts[-1][0]), flush=True)
    weights = np.concatenate([part[1] for part in parts]).T
    scale = np.abs(weights).max(axis=0) / STEP
    arrays = {
        name: np.frombuffer("\n".join(grams).encode(), np.uint8)
        for name, grams in zip(("letters", "stems"), space.kept, strict=True)
    }
    arrays |= {f"{name}_values": np.array(part[0]) for name, part in zip((*ONE, SEVERAL), parts, strict=True)}
    arrays["rows"] = np.rint(weights / scale).astype(np.int8)
    arrays["scale"] = scale.astype(np.float32)
    arrays["bias"] = np.concatenate([part[2] for part in parts]).astype(np.float32)
    np.savez_compressed(options.out / LETTERS, **arrays)
    listed(options.out, (LETTERS,))
    print(math.ceil((options.out / LETTERS).stat().st_size / 1024), "KB")
    measure(LetterWeights(options.out / LETTERS), options.held)


if __name__ == "__main__":
    main()
