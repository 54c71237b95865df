"""Average the weights of several runs or epochs: `python soup.py --checkpoints runs/seed*/averaged1.pt --out soup.pt`.

Runs that began at the same weights end in one basin, so that their mean is a network too, and mostly a better
one ("model soups", Wortsman et al. 2022). Prints the figures of each run, of the mean of their scores
(the ensemble, which would cost as many passes) and of the mean of their weights.
"""

import argparse
import json
from pathlib import Path

import corpus
import score
import shipped
import torch
from network import Network
from train import load_tokenizer


def main() -> None:
    """Read the options, average, score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoints", type=Path, nargs="+", required=True)
    parser.add_argument("--shares", type=float, nargs="+", help="share of each (default: equal)")
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--documents", type=int, help="score so many development articles only")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    states = [shipped.full(path, options.base / "model.safetensors") for path in options.checkpoints]
    shares = options.shares or [1 / len(states)] * len(states)
    mean = {name: sum(w * s[name].float() for s, w in zip(states, shares, strict=True)) for name in states[0]}
    torch.save(mean, options.out)
    tokenizer = load_tokenizer(options.base)
    rows = list(corpus.polnear(options.polnear / "dev.jsonl.gz"))[: options.documents]
    examples = [corpus.example(row, tokenizer) for row in rows]
    models = [model(options.base, state) for state in states]
    for path, one in zip(options.checkpoints, models, strict=True):
        print(json.dumps({"run": str(path), **score.figures(rows, examples, [one])}), flush=True)
    print(json.dumps({"ensemble": len(models), **score.figures(rows, examples, models)}), flush=True)
    print(json.dumps({"soup": len(models), **score.figures(rows, examples, [model(options.base, mean)])}), flush=True)


def model(base: Path, state: dict[str, torch.Tensor]) -> score.Model:
    """Return a network with these weights, ready to score."""
    network = Network(base / "model.safetensors", 0.0)
    network.load_state_dict(state, strict=False)
    network.eval()
    return network, score.heads_of(network)


if __name__ == "__main__":
    main()
