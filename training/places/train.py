"""Train the fork of the encoder that recognises names of places.

The lower layers stay those of the attribution tagger, so that one pass serves both; the upper ones start as copies and
are trained here, with a label head over text and a small one over what the gazetteer says.
"""

import argparse
import copy
import json
import random
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

sys.path.append(str(Path(__file__).parent.parent / "attribution"))

import texts
from network import LAYERS, WIDTH, Layer, Network
from shipped import fork_state, load_into

from reportedly.models.encoder import _CLS, _SEP
from reportedly.models.places import LABELS, neighbours
from reportedly.models.windows import windows

INNER = 48
NEVER = -1e4


@dataclass(slots=True)
class Window:
    """One window: the output of the frozen layers (pieces x width), and labels and evidence of its words."""

    below: Tensor
    first: np.ndarray
    labels: np.ndarray
    evidence: np.ndarray
    weight: float
    owner: tuple[str, int, int, int]


class Fork(nn.Module):
    """The upper layers and the label heads."""

    def __init__(self, layers: Sequence[Layer], columns: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(copy.deepcopy(layer) for layer in layers)
        self.labels = nn.Linear(WIDTH, len(LABELS))
        self.inner = nn.Linear(3 * columns, INNER)
        self.outer = nn.Linear(INNER, len(LABELS), bias=False)
        self.dropout = nn.Dropout(0.1)
        self.register_buffer("allowed", torch.from_numpy(texts.allowed()), persistent=False)

    def forward(self, below: Tensor, mask: Tensor, first: Tensor, evidence: Tensor) -> Tensor:
        """Return batch x words x labels."""
        added = torch.zeros(mask.shape, dtype=below.dtype).masked_fill(~mask, NEVER)[:, None, None, :]
        x = below
        for layer in self.layers:
            x = layer(x, added)
        x = x.gather(1, first[..., None].expand(-1, -1, WIDTH))
        return self.labels(self.dropout(x)) + self.outer(functional.relu(self.inner(evidence)))

    def loss(self, scores: Tensor, labels: Tensor, lengths: Tensor, weights: Tensor) -> Tensor:
        """Return the mean cross entropy per word; half-open labels leave a choice."""
        right = functional.log_softmax(scores, -1).masked_fill(~self.allowed[labels], NEVER).logsumexp(-1)
        real = (torch.arange(scores.shape[1])[None, :] < lengths[:, None]) * weights[:, None]
        return -(right * real).sum() / real.sum()


def cut(network: Network, examples: Sequence[tuple[object, float]], forked: int) -> list[Window]:
    """Return the windows of all examples with the output of the frozen layers."""
    found: list[Window] = []
    network.eval()
    with torch.no_grad():
        for item, weight in examples:
            for w in windows(item.pieces):
                start, end = int(item.pieces.first[w.start]), int(item.pieces.first[w.end])
                ids = np.concatenate([[_CLS], item.pieces.ids[start:end], [_SEP]])
                features = np.concatenate([[0], item.pieces.features[start:end], [0]])
                below = lower(network, torch.tensor(ids)[None], torch.tensor(features)[None], forked)[0]
                span = slice(w.start, w.end)
                found.append(
                    Window(
                        below.to(torch.float16),
                        item.pieces.first[span] - start + 1,
                        item.labels[span],
                        item.evidence[span],
                        weight,
                        (item.id, w.start, w.own_start, w.own_end),
                    )
                )
    return found


def lower(network: Network, ids: Tensor, features: Tensor, forked: int) -> Tensor:
    """Return the output of the layers below the fork."""
    encoder = network.encoder
    x = encoder.norm(encoder.words(ids) + encoder.positions[: ids.shape[1]] + encoder.features(features))
    added = torch.zeros(1, 1, 1, ids.shape[1])
    for layer in encoder.layers[: LAYERS - forked]:
        x = layer(x, added)
    return x


def batches(found: Sequence[Window], draw: random.Random, pieces: int) -> Iterator[list[Window]]:
    """Yield windows of like length together, about `pieces` wordpieces at a time, in drawn order."""
    order = sorted(found, key=lambda w: len(w.below) + draw.random() * 20)
    groups: list[list[Window]] = [[]]
    for window in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(window.below) > pieces:
            groups.append([])
        groups[-1].append(window)
    draw.shuffle(groups)
    yield from groups


def stacked(group: Sequence[Window], draw: random.Random | None, hidden: float) -> tuple[Tensor, ...]:
    """Return below, mask, first, evidence, labels, lengths, weights of a batch.

    With `draw`, the evidence of a share `hidden` of the known names is blotted out, so that names that no gazetteer
    has are learned as well.
    """
    longest = max(len(w.below) for w in group)
    words = max(len(w.first) for w in group)
    below = torch.zeros(len(group), longest, WIDTH)
    mask = torch.zeros(len(group), longest, dtype=torch.bool)
    first = torch.zeros(len(group), words, dtype=torch.long)
    evidence = torch.zeros(len(group), words, 3 * group[0].evidence.shape[1])
    labels = torch.zeros(len(group), words, dtype=torch.long)
    for n, w in enumerate(group):
        below[n, : len(w.below)] = w.below.float()
        mask[n, : len(w.below)] = True
        first[n, : len(w.first)] = torch.from_numpy(w.first)
        shown = w.evidence if draw is None else blotted(w.evidence, draw, hidden)
        evidence[n, : len(w.first)] = torch.from_numpy(neighbours(shown))
        labels[n, : len(w.first)] = torch.from_numpy(w.labels)
    lengths = torch.tensor([len(w.first) for w in group])
    return below, mask, first, evidence, labels, lengths, torch.tensor([w.weight for w in group])


def blotted(evidence: np.ndarray, draw: random.Random, hidden: float) -> np.ndarray:
    """Return the evidence with some of the known names blotted out."""
    shown = evidence.copy()
    named = name_columns()
    blot = False
    for n in range(len(shown)):
        if shown[n, 0] or not shown[n, 1]:
            blot = bool(shown[n, 0]) and draw.random() < hidden
        if blot:
            shown[n, :named] = 0
    return shown


def name_columns() -> int:
    """Return how many columns, from the first, speak of a known name."""
    from reportedly.gazetteer.marks import COLUMNS

    return COLUMNS.index("given_name")


def optimiser(fork: Fork, rate: float, head_rate: float) -> torch.optim.Optimizer:
    """Return AdamW with its own rate for the heads."""
    layers = list(fork.layers.parameters())
    known = {id(p) for p in layers}
    heads = [p for p in fork.parameters() if id(p) not in known]
    return torch.optim.AdamW(
        [{"params": layers, "lr": rate, "peak": rate}, {"params": heads, "lr": head_rate, "peak": head_rate}],
        weight_decay=0.01,
    )


def train(fork: Fork, found: Sequence[Window], options: argparse.Namespace) -> None:
    """Train in place."""
    draw = random.Random(options.seed)  # noqa: S311 - the order of examples is no secret
    optim = optimiser(fork, options.rate, options.head_rate)
    per_epoch = len(list(batches(found, random.Random(0), options.pieces)))  # noqa: S311
    total, step = per_epoch * options.epochs, 0
    for epoch in range(options.epochs):
        fork.train()
        began, losses = time.time(), []
        for group in batches(found, draw, options.pieces):
            share = min(1.0, step / max(1, 0.06 * total)) * max(0.0, 1 - step / total)
            for part in optim.param_groups:
                part["lr"] = part["peak"] * share
            below, mask, first, evidence, labels, lengths, weights = stacked(group, draw, options.hidden)
            loss = fork.loss(fork(below, mask, first, evidence), labels, lengths, weights)
            optim.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(fork.parameters(), 1.0)
            optim.step()
            losses.append(float(loss.detach()))
            step += 1
        print(f"epoch {epoch + 1} loss {np.mean(losses):.4f} {time.time() - began:.0f} s", flush=True)
        torch.save(fork.state_dict(), options.out)


def scores(fork: Fork, found: Sequence[Window]) -> Iterator[tuple[Window, np.ndarray]]:
    """Yield the windows with words x labels scores."""
    fork.eval()
    with torch.no_grad():
        for window in found:
            below, mask, first, evidence, *_ = stacked([window], None, 0.0)
            yield window, fork(below, mask, first, evidence)[0].numpy()


def read(options: argparse.Namespace) -> list[tuple[object, float]]:
    """Return the examples with their weights."""
    from tokenizers import Tokenizer

    from reportedly.gazetteer import default_path
    from reportedly.gazetteer.store import SqliteGazetteer

    tokenizer = Tokenizer.from_file(str(options.shipped / "tokenizer.json"))
    tokenizer.no_truncation()
    lookup = SqliteGazetteer(default_path()).lookup
    pool, draw = settlement_names(default_path()), random.Random(options.seed)  # noqa: S311
    items = []
    for file in options.labels:
        for item in texts.labelled_articles(file, options.articles):
            other = texts.varied(item, pool, draw, 0.5) if draw.random() < options.varied else item
            items.append((other, 1.0))
    for file in options.passages:
        for item in texts.passages(file):
            items += [(item, options.passage_weight), (texts.varied(item, pool, draw), options.passage_weight)]
    items = [item for item in items if draw.random() < options.share]
    for file in options.added:
        for item in texts.passages(file):
            items += [(item, options.passage_weight), (texts.varied(item, pool, draw), options.passage_weight)]
    if options.geovirus:
        kept = [item for n, item in enumerate(texts.geovirus(options.geovirus)) if n % 2 != options.geovirus_without]
        items += [(item, options.passage_weight) for item in kept]
    return [(texts.example(item, tokenizer, lookup), weight) for item, weight in items]


def settlement_names(path: Path) -> list[str]:
    """Return names of settlements all over the world, a fixed sample."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name FROM place WHERE kind = 'settlement' AND num % 11 = 0 ORDER BY num")
        return [name for (name,) in rows if name[0].isupper() and "(" not in name and "," not in name]


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="folder of the MiniLM weights")
    parser.add_argument("--shipped", type=Path, required=True, help="folder of the weights of the package")
    parser.add_argument("--articles", type=Path, required=True, help="train.jsonl.gz of PolNeAR")
    parser.add_argument("--labels", type=Path, nargs="*", default=[])
    parser.add_argument("--passages", type=Path, nargs="*", default=[])
    parser.add_argument("--added", type=Path, nargs="*", default=[], help="passages of which none is left out")
    parser.add_argument("--share", type=float, default=1.0, help="share of labels and passages that is drawn")
    parser.add_argument("--geovirus", type=Path)
    parser.add_argument("--geovirus-without", type=int, default=-1, help="leave out the even (0) or odd (1) articles")
    parser.add_argument("--start", type=Path, help="a fork to train on from, or a folder of shipped weights")
    parser.add_argument("--passage-weight", type=float, default=1.0)
    parser.add_argument("--varied", type=float, default=0.4, help="share of the articles with other names")
    parser.add_argument("--forked", type=int, default=3, help="upper layers with a copy of their own")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=2e-3)
    parser.add_argument("--hidden", type=float, default=0.25, help="share of known names without their evidence")
    parser.add_argument("--pieces", type=int, default=2048)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    print(json.dumps({k: str(v) for k, v in vars(options).items()}))
    network = Network(options.base / "model.safetensors")
    load_into(network, options.shipped)
    examples = read(options)
    found = cut(network, examples, options.forked)
    print(f"{len(examples)} texts, {sum(len(e.pieces) for e, _ in examples)} words, {len(found)} windows", flush=True)
    fork = Fork(network.encoder.layers[LAYERS - options.forked :], found[0].evidence.shape[1])
    if options.start:
        state = fork_state(options.start) if options.start.is_dir() else torch.load(options.start)
        fork.load_state_dict(state, strict=False)
    train(fork, found, options)


if __name__ == "__main__":
    main()
