"""Fit the weights of the signs that tell claims from talk in Ukrainian, Russian and German texts.

    python training/silence/fit.py --claims FILE … --families FILE -o src/reportedly/stages/glossed/data/standing.json

Reads `silent.jsonl` and `languages.jsonl` of `benchmarks/invented/tuning_languages`, claim files in the format of the
claim benchmark and families in that of the family benchmark. A clause of a text with marked claims is one where more
than half of it is marked, in families where any of it is; other clauses of families are left out, for not all of
their claims are marked. Prints the weights and, by cross-validation over texts, what thresholds keep.
"""

import argparse
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from reportedly import assembly
from reportedly.ingest.passing import text_in_passing
from reportedly.records import Claim, Reading
from reportedly.stages.extract_languages import ExtractLanguages
from reportedly.stages.glossed.signs import Post, signs, worded
from reportedly.stages.glossed.words import LANGUAGES

TUNING = Path(__file__).parents[2] / "benchmarks" / "invented" / "tuning_languages"
SHARE = {"silent": 1.0, "languages": 0.15, "claims": 0.3, "families": 0.3}
"""What a clause of each kind of text counts."""
FOLDS, PENALTY, STEPS = 5, 2.0, 30
TEXT, CLAUSE = 0.0, -1.25
"""What the best clause of a text, and each of its clauses, needs."""


@dataclass(frozen=True)
class Text:
    """A text with its marked stretches; None where the whole text is one claim."""

    kind: str
    id: str
    language: str
    text: str
    marked: Sequence[tuple[int, int]] | None


@dataclass
class Clause:
    """One clause with its signs, whether it is a claim (None: not known), and the odds that it is given."""

    of: Text
    signs: dict[str, float]
    claim: bool | None
    odds: float = 0.0


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file."""
    for line in path.read_text("utf-8").splitlines():
        yield json.loads(line)


def silent() -> Iterator[Text]:
    """Yield the posts with and without claims."""
    for row in rows(TUNING / "silent.jsonl"):
        starts = [(row["text"].index(claim), len(claim)) for claim in row.get("claims", ())]
        yield Text("silent", row["id"], row["lang"], row["text"], [(at, at + length) for at, length in starts])


def texts(options: argparse.Namespace) -> Iterator[Text]:
    """Yield all texts of the languages that are read by their gloss."""
    yield from silent()
    for row in rows(TUNING / "languages.jsonl"):
        for tag in LANGUAGES:
            yield Text("languages", f"{row['id']}:{tag}", tag, row[tag], None)
    for path in options.claims:
        for row in rows(path):
            marked = [(start, end) for claim in row["claims"] for start, end, *_ in claim["evidence"]]
            yield Text("claims", row["doc_id"], row["lang"], row["text"], marked)
    for row in [row for path in options.families for row in rows(path)][: options.most]:
        for doc in row["docs"]:
            claims = [claim for event in row["events"] for claim in event["claims"] if claim["doc"] == doc["id"]]
            marked = [(claim["start"], claim["end"]) for claim in claims]
            yield Text("families", f"{row['family']}:{doc['id']}", doc["lang"], doc["text"], marked)


def clauses(text: Text, stages: Sequence[Any]) -> Iterator[Clause]:
    """Yield the clauses of a text that could be claims."""
    reading = Reading(text_in_passing(text.text, text.language))
    for stage in stages:
        if isinstance(stage, ExtractLanguages):
            break
        if not stage.info.languages or text.language in stage.info.languages:
            reading = reading.plus(stage.annotate([reading])[0])
    seen = stage.seen(reading)
    best = max((worded(one.printed, text.language) for _, one in seen), default=0.0)
    post = Post(text.text, text.language)
    for claim, one in seen:
        yield Clause(text, signs(one, post, best), _is_claim(claim, text))


def _is_claim(claim: Claim, text: Text) -> bool | None:
    if text.marked is None:
        return True
    spans = [(span.start, span.end) for span in claim.evidence]
    shared = sum(max(0, min(end, b) - max(start, a)) for start, end in spans for a, b in text.marked)
    if text.kind == "families":
        return True if shared else None
    return shared > sum(end - start for start, end in spans) / 2


def fitted(signs_of: np.ndarray, is_claim: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Return the weights of a penalised logistic regression (Newton steps); the constant is not penalised."""
    weights = np.zeros(signs_of.shape[1])
    penalty = np.full(signs_of.shape[1], PENALTY)
    penalty[0] = 1e-3
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-signs_of @ weights))
        slope = signs_of.T @ (share * (chance - is_claim)) + penalty * weights
        bend = (signs_of * (share * chance * (1 - chance))[:, None]).T @ signs_of + np.diag(penalty)
        weights -= np.linalg.solve(bend, slope)
    return weights


def crossed(found: Sequence[Clause], names: Sequence[str]) -> np.ndarray:
    """Give each clause the odds by weights that did not see its text, and return the weights over all."""
    table = np.array([[clause.signs[name] for name in names] for clause in found])
    gold = np.array([float(bool(clause.claim)) for clause in found])
    share = np.array([SHARE[clause.of.kind] * (clause.claim is not None) for clause in found])
    fold = np.array([zlib.crc32(clause.of.id.split(":")[0].encode()) % FOLDS for clause in found])
    for number in range(FOLDS):
        weights = fitted(table[fold != number], gold[fold != number], share[fold != number])
        for at in np.flatnonzero(fold == number):
            found[at].odds = float(table[at] @ weights)
    return fitted(table, gold, share)


def report(found: Sequence[Clause], posts: Sequence[Text]) -> None:
    """Print by threshold of the text the share of silent posts without a claim, and of known claims that stand."""
    best: dict[str, float] = {}
    for clause in found:
        best[clause.of.id] = max(best.get(clause.of.id, -99.0), clause.odds)
    for text in (-0.5, -0.25, 0.0, 0.25, 0.5):
        figures = []
        for tag in LANGUAGES:
            none = [post for post in posts if post.language == tag and not post.marked]
            figures.append(f"{tag} {sum(best.get(post.id, -99.0) < text for post in none) / len(none):.2f}")
        for kind in SHARE:
            known = [clause for clause in found if clause.claim and clause.of.kind == kind]
            kept = sum(best[clause.of.id] >= text and clause.odds >= CLAUSE for clause in known)
            figures.append(f"{kind} {kept / max(1, len(known)):.3f}")
        print(text, "  ".join(figures))


def main() -> None:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=Path, nargs="*", default=[])
    parser.add_argument("--families", type=Path, nargs="*", default=[])
    parser.add_argument("--most", type=int, default=40, help="families that are read")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    stages = assembly.default_stages()
    found = [clause for text in texts(options) if text.language in LANGUAGES for clause in clauses(text, stages)]
    names = list(found[0].signs)
    weights = crossed(found, names)
    for weight, name in sorted(zip(weights, names, strict=True)):
        print(f"{weight:6.2f} {name}")
    report(found, [post for post in silent() if post.language in LANGUAGES])
    data = {
        "signs": {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)},
        "text": TEXT,
        "clause": CLAUSE,
    }
    options.output.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
