"""Teach a fork on the shared lower layers to give the vectors that the published sentence encoder gives.

The lower layers were trained on for attribution, so the published upper layers no longer fit them; without this step
nearness of texts means little at first. Token by token (the hidden-state loss of DistilBERT, Sanh et al. 2019): for
windows and single sentences of unlabelled news, the fork's output is drawn to that of the untouched encoder.
"""

import argparse
import copy
import random
import sys
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

sys.path.append(str(Path(__file__).parent.parent / "attribution"))
sys.path.append(str(Path(__file__).parent))

import texts
from corpus import polnear
from network import LAYERS, Network
from shipped import load_into
from train import Fork, Window, batches, lower, stacked

from reportedly.models.encoder import _CLS, _SEP
from reportedly.models.windows import windows


def cut(text: str, tokenizer: object, draw: random.Random) -> list[Window]:
    """Return a text in windows, and some of its sentences by themselves."""
    found = []
    pieces = texts.pieces(text, tokenizer)
    spans = [(w.start, w.end) for w in windows(pieces)] if len(pieces) else []
    starts = [*pieces.starts.tolist(), len(pieces)]
    spans += [(a, b) for a, b in pairwise(starts) if b - a > 5 and draw.random() < 0.15]
    for start, end in spans:
        first, last = int(pieces.first[start]), int(pieces.first[end])
        if last - first > 254:
            continue
        found.append(
            Window(
                np.concatenate([[_CLS], pieces.ids[first:last], [_SEP]]),
                np.concatenate([[0], pieces.features[first:last], [0]]),
                pieces.first[start:end] - first + 1,
                np.zeros(end - start, dtype=np.int64),
                [],
                "",
            )
        )
    return found


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="folder of the MiniLM weights")
    parser.add_argument("--shipped", type=Path, required=True, help="folder of the weights of the package")
    parser.add_argument("--articles", type=Path, required=True, help="train.jsonl.gz of PolNeAR")
    parser.add_argument("--passages", type=Path, nargs="*", default=[])
    parser.add_argument("--limit", type=int, default=400, help="articles")
    parser.add_argument("--forked", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--pieces", type=int, default=3072)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    o = parser.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    draw = random.Random(o.seed)  # noqa: S311 - the order of examples is no secret
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(o.shipped / "tokenizer.json"))
    tokenizer.no_truncation()
    teacher, shared = Network(o.base / "model.safetensors"), Network(o.base / "model.safetensors")
    load_into(shared, o.shipped)
    teacher.eval()
    shared.eval()
    fork = Fork([copy.deepcopy(layer) for layer in teacher.encoder.layers[LAYERS - o.forked :]])
    articles = [row["text"] for row in polnear(o.articles)]
    draw.shuffle(articles)
    articles = articles[: o.limit] + [p.text for file in o.passages for p in texts.as_met(file)]
    found = [w for text in articles for w in cut(text, tokenizer, draw)]
    print(f"{len(articles)} texts, {len(found)} windows, {sum(len(w.ids) for w in found)} wordpieces", flush=True)
    optim = torch.optim.AdamW(fork.layers.parameters(), lr=o.rate, weight_decay=0.01)
    total = len(list(batches(found, random.Random(0), o.pieces))) * o.epochs  # noqa: S311
    step, began, losses = 0, time.time(), []
    for _ in range(o.epochs):
        fork.train()
        for group in batches(found, draw, o.pieces):
            for part in optim.param_groups:
                part["lr"] = o.rate * min(1.0, step / (0.05 * total)) * max(0.0, 1 - step / total)
            ids, features, mask = stacked(group)
            with torch.no_grad():
                wanted = teacher.encoder(ids, torch.zeros_like(features), mask)
                below = lower(shared, ids, features, mask, o.forked)
            given = fork.hidden(below, mask)
            loss = (1 - functional.cosine_similarity(given, wanted, dim=-1))[mask].mean()
            loss = loss + 0.5 * ((given - wanted) ** 2)[mask].mean() / (wanted[mask] ** 2).mean()
            optim.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(fork.parameters(), 1.0)
            optim.step()
            losses.append(float(loss.detach()))
            step += 1
            if step % 50 == 0:
                print(f"{step}/{total} loss {np.mean(losses[-50:]):.4f} {time.time() - began:.0f} s", flush=True)
                torch.save(fork.state_dict(), o.out)
    torch.save(fork.state_dict(), o.out)


if __name__ == "__main__":
    main()
