"""Score a trained fork on corpora with toponyms: exact spans, by which classes count as a toponym."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

sys.path.append(str(Path(__file__).parent.parent / "attribution"))

import texts
from network import LAYERS, Network
from shipped import load_into
from tokenizers import Tokenizer
from train import Fork, Window, cut, scores

from reportedly.gazetteer import default_path
from reportedly.gazetteer.store import SqliteGazetteer
from reportedly.models.places import decoded

READINGS = {
    "L": ("toponym",),
    "LG": ("toponym", "government"),
    "LGA": ("toponym", "government", "demonym"),
    "LGAI": ("toponym", "government", "demonym", "in_name"),
    "LGI": ("toponym", "government", "in_name"),
}


def documents(path: Path) -> list[tuple[object, set[tuple[int, int]]]]:
    """Return the texts of a file with their gold spans."""
    found = []
    for line in filter(None, path.read_text(encoding="utf-8").split("\n")):
        row = json.loads(line)
        gold = {(t["start"], t["end"]) for t in row["toponyms"] if t.get("state") != "not_toponym"}
        found.append((texts.Labelled(str(row["doc_id"]), row["text"], ()), gold))
    return found


def names(fork: Fork, windows: Sequence[Window], examples: dict[str, object]) -> dict[str, list]:
    """Return the decoded names of each text."""
    rows: dict[str, list[np.ndarray]] = {}
    for window, found in scores(fork, windows):
        name, start, own, end = window.owner
        rows.setdefault(name, []).append(found[own - start : end - start])
    return {name: decoded(examples[name].pieces, np.concatenate(parts)) for name, parts in rows.items()}


def main() -> None:
    """Read the options and print precision, recall and F1 for each reading."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--shipped", type=Path, required=True)
    parser.add_argument("--forked", type=int, default=3)
    parser.add_argument("--fork", type=Path, required=True, nargs="+")
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--half", type=int, default=-1, help="only the even (0) or odd (1) articles")
    parser.add_argument("--keep", type=Path, help="folder for the decoded names")
    options = parser.parse_args()
    torch.set_num_threads(1)
    network = Network(options.base / "model.safetensors")
    load_into(network, options.shipped)
    tokenizer = Tokenizer.from_file(str(options.shipped / "tokenizer.json"))
    tokenizer.no_truncation()
    lookup = SqliteGazetteer(default_path()).lookup
    for path in options.data:
        chosen = [d for n, d in enumerate(documents(path)) if n % 2 == options.half or options.half < 0]
        pairs = [(texts.example(item, tokenizer, lookup), gold) for item, gold in chosen]
        examples = {e.id: e for e, _ in pairs}
        windows = cut(network, [(e, 1.0) for e, _ in pairs], options.forked)
        for checkpoint in options.fork:
            fork = Fork(network.encoder.layers[LAYERS - options.forked :], windows[0].evidence.shape[1])
            fork.load_state_dict(torch.load(checkpoint), strict=False)
            found = names(fork, windows, examples)
            line = [f"{path.name} {checkpoint.name}:"]
            for reading, kinds in READINGS.items():
                hit = predicted = wanted = 0
                for e, gold in pairs:
                    spans = {(n.span.start, n.span.end) for n in found.get(e.id, []) if n.kind in kinds}
                    hit, predicted, wanted = hit + len(spans & gold), predicted + len(spans), wanted + len(gold)
                p, r = hit / max(1, predicted), hit / max(1, wanted)
                line.append(f"{reading} {p:.3f}/{r:.3f}/{2 * p * r / max(1e-9, p + r):.3f}")
            print("  ".join(line), flush=True)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                with (options.keep / f"{path.stem}.{checkpoint.stem}.jsonl").open("w") as out:
                    for e, _ in pairs:
                        rows = [[n.span.start, n.span.end, n.kind, round(n.score, 3)] for n in found.get(e.id, [])]
                        out.write(json.dumps({"id": e.id, "names": rows}) + "\n")


if __name__ == "__main__":
    main()
