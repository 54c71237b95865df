"""Fit the weights with which the answers of the reader and of the rules are put together.

Reads texts with known claims that neither the fork nor the rules were made on, codes the known evidence with both,
and prints for each decision the best weights (conditional logit, by likelihood) and the accuracy of the reader alone,
the rules alone and both.
"""

import argparse
import json
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

sys.path.append(str(Path(__file__).parent.parent / "attribution"))
sys.path.append(str(Path(__file__).parent))

import rules as book
import texts
from corpus import document

from reportedly.interfaces import ClaimView
from reportedly.models.coding import CodingReader
from reportedly.models.nearest import CategoryText
from reportedly.records import Passage, Reading, Span
from reportedly.stages.code import CodeRules
from reportedly.stages.coding.choice import LEAST, MOST, lead
from reportedly.stages.coding.rules import Scored
from reportedly.stages.coding.sectors import sectors
from reportedly.stages.coding.service import service
from reportedly.stages.extract import ExtractRules
from reportedly.stages.segment import SegmentRules
from reportedly.stages.status import _speaks


@dataclass(slots=True)
class Known:
    """One known claim with both answers."""

    gold: dict
    view: ClaimView
    ruled: list[Scored]
    claim: object
    wording: str
    state: str = "-"
    more: dict = field(default_factory=dict)


def rows(options: argparse.Namespace) -> Iterator[dict]:
    """Yield documents in the format of the claim benchmark."""
    for path in options.data:
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.strip() and json.loads(line).get("lang", "en") == "en":
                yield json.loads(line)
    for path in options.passages:
        for item in texts.as_met(path):
            yield {"doc_id": item.id, "text": item.text, "claims": [_row(c) for c in item.claims]}


def _row(claim: texts.Marked) -> dict:
    status = claim.status
    return {
        "evidence": [list(e) for e in claim.evidence],
        "category": claim.category,
        "sector": claim.sector,
        **{k: claim.fields[k] for k in ("kind", "realis", "polarity")},
        "status": {"status": status[0], "change": status[1], "cause": list(status[2]), "access": status[3]}
        if status
        else None,
    }


def known(options: argparse.Namespace) -> list[Known]:
    """Return all known claims with both answers."""
    reader = CodingReader([CategoryText(r.category, book.TEXTS[r.kind], r.text) for r in book.texts()], options.shipped)
    coder, extract, segment = CodeRules(), ExtractRules(), SegmentRules()
    found: list[Known] = []
    for row in rows(options):
        reading = Reading(document(str(row["doc_id"]), row["text"]))
        reading = reading.plus(segment.annotate([reading])[0])
        evidence = [tuple(sorted(Span(a, b) for a, b in c["evidence"])) for c in row["claims"]]
        sentences = [s for p in reading.of(Passage) for s in p.sentences]
        views = reader.read(row["text"], sentences, evidence)
        for gold, claim, view in zip(row["claims"], extract.given(reading, evidence), views, strict=True):
            if view is None or gold.get("review"):
                continue
            wording = " ".join(s.of(row["text"]) for s in claim.evidence)
            best, others = coder._choose(wording, "")
            ruled = [best, *others] if best else []
            item = Known(gold, view, ruled, claim, wording)
            meant = best.category if best else "X00"
            item.more["sectors"] = sectors(meant, wording)
            seen = service(wording, meant, claim.realis) if _speaks(meant, wording) and item.more["sectors"] else None
            item.more["service"] = seen
            found.append(item)
    return found


def short(code: str) -> str:
    """Return a code without its codebook."""
    return code.rpartition(".")[2]


def fit(features: Sequence[np.ndarray], right: Sequence[int], names: Sequence[str]) -> Tensor:
    """Return weights of a conditional logit; features are values x features for each claim."""
    weights = torch.ones(len(names), requires_grad=True)
    data = [(torch.from_numpy(f).float(), r) for f, r in zip(features, right, strict=True)]
    optim = torch.optim.LBFGS([weights], max_iter=60)

    def closure() -> Tensor:
        optim.zero_grad()
        loss = sum(-torch.log_softmax(f @ weights, 0)[r] for f, r in data) / len(data) + 0.002 * (weights**2).sum()
        loss.backward()
        return loss

    optim.step(closure)
    return weights.detach()


def category(items: Sequence[Known]) -> None:
    """Fit and print the weights of the category."""
    names = ("log share", "close best", "its lead", "wide best", "its lead", "other")
    features, right, codes_of = [], [], []
    for item in items:
        codes = [n.code for n in item.view.near]
        gold = short(item.gold["category"])
        if gold not in codes:
            continue
        f = np.zeros((len(codes), len(names)))
        f[:, 0] = [math.log(max(n.score, LEAST)) for n in item.view.near]
        for number, scored in enumerate(item.ruled):
            code = short(scored.category)
            if code not in codes:
                continue
            at = codes.index(code)
            if number:
                f[at, 5] = scored.score / item.ruled[0].score
            else:
                column = 3 if scored.wide else 1
                f[at, column : column + 2] = 1, lead(item.ruled) / MOST
        features.append(f)
        right.append(codes.index(gold))
        codes_of.append((codes, item))
    weights = fit(features, right, names)
    both = [int((torch.from_numpy(f).float() @ weights).argmax()) for f in features]
    scoped = [n for n, r in enumerate(right) if not codes_of[n][0][r].startswith("X")]
    alone = np.mean([int(features[n][:, 0].argmax()) == right[n] for n in scoped])
    rules = np.mean(
        [bool(i.ruled) and short(i.ruled[0].category) == c[right[n]] for n in scoped for c, i in [codes_of[n]]]
    )
    print("category", [(n, round(w, 2)) for n, w in zip(names, weights.tolist(), strict=True)])
    print(
        f"  reader {alone:.3f} rules {rules:.3f} "
        f"both {np.mean([both[n] == right[n] for n in scoped]):.3f} of {len(scoped)}"
    )


def choice(items: Sequence[Known], name: str, gold: object, ruled: object) -> None:
    """Fit and print the bonus of the rules for one head of CHOICES."""
    features, right, alone, rules, both = [], [], [], [], []
    kept = []
    for item in items:
        wanted, said = gold(item), ruled(item)
        values = list(item.view.choices[name])
        if wanted is None or wanted not in values:
            continue
        f = np.zeros((len(values), 2))
        f[:, 0] = [math.log(max(item.view.choices[name][v], 1e-4)) for v in values]
        if said in values:
            f[values.index(said), 1] = 1
        features.append(f)
        right.append(values.index(wanted))
        kept.append((values, said, wanted))
    weights = fit(features, right, ("log share", "rules"))
    for f, (values, said, wanted) in zip(features, kept, strict=True):
        alone.append((wanted, values[int(f[:, 0].argmax())]))
        rules.append((wanted, said))
        both.append((wanted, values[int((torch.from_numpy(f).float() @ weights).argmax())]))
    print(name, [round(x, 2) for x in weights.tolist()])
    print(
        "  ", {n: f"{accuracy(p):.3f}/{macro(p):.3f}" for n, p in (("reader", alone), ("rules", rules), ("both", both))}
    )


def accuracy(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the share of equal pairs."""
    return float(np.mean([a == b for a, b in pairs]))


def macro(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the mean F1 over the values of the gold."""
    scores = []
    for value in {a for a, _ in pairs}:
        hit = sum(a == b == value for a, b in pairs)
        scores.append(2 * hit / max(1, sum(a == value for a, _ in pairs) + sum(b == value for _, b in pairs)))
    return float(np.mean(scores))


def sector(items: Sequence[Known]) -> None:
    """Print the micro F1 of sectors for bonuses of the rules and thresholds."""
    scoped = [i for i in items if not short(i.gold["category"]).startswith("X")]
    best = []
    for bonus in (0, 0.5, 1, 1.5, 2, 3, 4, 9):
        for bar in (-1.5, -1, -0.5, 0, 0.5):
            hit = said = wanted = 0
            for item in scoped:
                shares = item.view.many["sector"]
                found = {
                    n
                    for n, p in shares.items()
                    if math.log(max(p, 1e-6) / max(1 - p, 1e-6)) + bonus * (n in item.more["sectors"]) > bar
                }
                hit += len(found & set(item.gold["sector"]))
                said += len(found)
                wanted += len(item.gold["sector"])
            best.append((2 * hit / max(1, said + wanted), bonus, bar))
    print(
        "sector",
        sorted(best, reverse=True)[:4],
        "reader alone",
        max(b for b in best if b[1] == 0),
        "rules",
        max(b for b in best if b[1] == 9),
    )


def main() -> None:
    """Read the options and fit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shipped", type=Path, required=True, help="folder of the package data with the fork")
    parser.add_argument("--data", type=Path, nargs="*", default=[], help="claims in the format of the benchmark")
    parser.add_argument("--passages", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    items = known(options)
    print(len(items), "claims")
    scoped = [i for i in items if not short(i.gold["category"]).startswith("X")]
    category(items)
    choice(scoped, "realis", lambda i: i.gold["realis"], lambda i: i.claim.realis)
    choice(scoped, "kind", lambda i: i.gold["kind"], lambda i: i.claim.kind)
    choice(scoped, "polarity", lambda i: i.gold["polarity"], lambda i: i.claim.polarity)
    status = [i for i in scoped if i.gold.get("status") or i.more["service"]]
    print("status: gold or rules", len(status))
    said = lambda i: i.more["service"].status if i.more["service"] else "-"  # noqa: E731
    choice(scoped, "state", lambda i: (i.gold.get("status") or {"status": "-"})["status"], said)
    both = [i for i in scoped if i.gold.get("status") and i.more["service"]]
    choice(both, "change", lambda i: i.gold["status"]["change"], lambda i: i.more["service"].change)
    choice(both, "access", lambda i: i.gold["status"]["access"], lambda i: i.more["service"].access)
    sector(items)


if __name__ == "__main__":
    main()
