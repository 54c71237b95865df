"""Train one network: `python train.py --seed 1 --out runs/seed1`. Run on a CPU; see README.md for the settings.

Prints and keeps one JSON line for each epoch. The encoder runs in float32, or in bfloat16 with float32
master weights where the processor has it (`--bfloat16`).
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import corpus
import numpy as np
import score
import shipped
import torch
from corpus import Example
from network import Network
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

HERE = Path(__file__).parent


@dataclass
class Settings:
    """What a run is made with."""

    seed: int = 1
    epochs: int = 5
    rate: float = 2.5e-4
    head_rate: float = 1e-3
    pieces_per_step: int = 2048
    warm_up: float = 0.06
    decay: float = 0.01
    dropout: float = 0.1
    average: float = 0.998
    tag_weight: float = 4.0
    source_weight: float = 0.3
    content_weight: float = 1.5
    soft_share: float = 0.0
    sourceless: float = 1.0
    """Weight of windows, and of cues in them, that hold a relation without a source."""
    kept: int = 0
    """Layers from below that stay as they are: 3 where the forks of the package shall go on to fit."""
    bfloat16: bool = False


@dataclass
class Batch:
    """Windows padded to one size."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    first: Tensor
    lengths: Tensor
    single: Tensor
    pair: Tensor
    cues: list[tuple[int, int, list[int] | None, list[int], float]]
    """Row, cue word, source words (None: outside of the window; empty: no source), content words, weight."""
    weights: Tensor
    soft: list[tuple[int, int, Tensor, Tensor]]


def batches(examples: list[Example], settings: Settings, draw: random.Random) -> Iterator[Batch]:
    """Yield one epoch."""
    cuts = [(e, *w) for e in examples for w in corpus.cut(e, draw)]
    draw.shuffle(cuts)
    groups: list[list] = []
    # Neighbours of like length share a step, within pools so that the order stays drawn.
    for at in range(0, len(cuts), 400):
        pool = sorted(cuts[at : at + 400], key=lambda c: int(c[0].pieces.first[c[2]] - c[0].pieces.first[c[1]]))
        group: list = []
        for item in pool:
            size = int(item[0].pieces.first[item[2]] - item[0].pieces.first[item[1]]) + 2
            if group and size * (len(group) + 1) > settings.pieces_per_step:
                groups.append(group)
                group = []
            group.append(item)
        if group:
            groups.append(group)
    draw.shuffle(groups)
    for group in groups:
        yield batch(group, settings)


def batch(group: list[tuple[Example, int, int]], settings: Settings) -> Batch:
    """Return windows as tensors."""
    sizes = [int(e.pieces.first[b] - e.pieces.first[a]) + 2 for e, a, b in group]
    words = [b - a for _, a, b in group]
    rows, width, length = len(group), max(sizes), max(words)
    ids = torch.zeros(rows, width, dtype=torch.long)
    features = torch.zeros(rows, width, dtype=torch.long)
    mask = torch.zeros(rows, width, dtype=torch.bool)
    first = torch.zeros(rows, length, dtype=torch.long)
    single = torch.zeros(rows, length, 7)
    pair = torch.zeros(rows, max(length - 1, 1), 7, 7)
    weights = torch.tensor([e.weight * (settings.sourceless if _sourceless(e, a, b) else 1.0) for e, a, b in group])
    cues, soft = [], []
    for r, (e, a, b) in enumerate(group):
        pa, pb = int(e.pieces.first[a]), int(e.pieces.first[b])
        ids[r, : pb - pa + 2] = torch.tensor([101, *e.pieces.ids[pa:pb].tolist(), 102])
        features[r, 1 : pb - pa + 1] = torch.from_numpy(e.pieces.features[pa:pb])
        mask[r, : pb - pa + 2] = True
        first[r, : b - a] = torch.from_numpy(e.pieces.first[a:b] - pa + 1)
        _targets(e, a, b, single[r], pair[r], settings.soft_share)
        for relation in e.relations:
            cue = relation.cue[0]
            if not a <= cue < b:
                continue
            source = [w - a for w in relation.source if a <= w < b]
            inside = None if relation.source and not source else source
            content = [w - a for w in relation.content if a <= w < b]
            cues.append((r, cue - a, inside, content, e.weight * (1.0 if relation.source else settings.sourceless)))
    return Batch(ids, features, mask, first, torch.tensor(words), single, pair, cues, weights, soft)


def _sourceless(e: Example, a: int, b: int) -> bool:
    """Say whether a cue among words [a, b) has no source."""
    return any(a <= r.cue[0] < b and not r.source for r in e.relations)


def _targets(e: Example, a: int, b: int, single: Tensor, pair: Tensor, share: float) -> None:
    labels = e.labels[a:b].copy()
    if labels[0] and labels[0] % 2 == 0:
        labels[0] -= 1
    n = b - a
    hard = 1.0 - share if e.soft else 1.0
    position = torch.arange(n)
    target = torch.from_numpy(labels)
    if hard:
        single[position, target] += hard
        pair[position[:-1], target[:-1], target[1:]] += hard
    if e.soft and share:
        single[:n] += share * torch.from_numpy(e.soft["single"][a:b].astype(np.float32))
        pair[: n - 1] += share * torch.from_numpy(e.soft["pair"][a : b - 1].astype(np.float32))


def loss_of(network: Network, batch: Batch, settings: Settings) -> tuple[Tensor, dict[str, float]]:
    """Return the weighted loss of a batch and its parts."""
    heads = network.heads
    hidden = network(batch.ids, batch.features, batch.mask, batch.first)
    emissions = heads.emissions(hidden)
    cross = heads.log_partition(emissions, batch.lengths) - heads.expected_score(
        emissions, batch.single, batch.pair, batch.lengths
    )
    tag = (cross * batch.weights).sum() / batch.lengths.sum()
    source_scores, content_scores = heads.relations(hidden)
    inside = torch.arange(hidden.shape[1])[None] < batch.lengths[:, None]
    source_loss, content_loss = hidden.new_zeros(()), hidden.new_zeros(())
    if batch.cues:
        rows = torch.tensor([c[0] for c in batch.cues])
        cue = torch.tensor([c[1] for c in batch.cues])
        keep = inside[rows]
        s = source_scores[rows, cue]
        s = torch.cat([s[:, :-1].masked_fill(~keep, -1e4), s[:, -1:]], 1)
        wanted = torch.zeros_like(s, dtype=torch.bool)
        content = torch.zeros(len(rows), hidden.shape[1])
        known = torch.ones(len(rows), dtype=torch.bool)
        for i, (_, _, source, words, _) in enumerate(batch.cues):
            if source is None:
                known[i] = False
            else:
                wanted[i, source if source else [-1]] = True
            content[i, words] = 1.0
        weight = torch.tensor([c[4] for c in batch.cues])
        right = s.masked_fill(~wanted, -1e4).logsumexp(1)
        source_loss = ((s.logsumexp(1) - right) * weight)[known].sum() / max(int(known.sum()), 1)
        binary = functional.binary_cross_entropy_with_logits(content_scores[rows, cue], content, reduction="none")
        content_loss = ((binary * keep).sum(1) / keep.sum(1) * weight).mean()
    total = settings.tag_weight * tag + settings.source_weight * source_loss + settings.content_weight * content_loss
    return total, {
        "tag": tag.item(),
        "source": source_loss.item(),
        "content": content_loss.item(),
    }


class Masters:
    """Float32 master weights of a network whose encoder runs in bfloat16, with their running average."""

    def __init__(self, network: Network, settings: Settings, steps: int) -> None:
        self._pairs = []
        groups: dict[tuple[bool, bool], list[Tensor]] = {}
        for name, parameter in network.named_parameters():
            if not parameter.requires_grad:
                continue
            master = parameter.detach().float().clone().requires_grad_(True)
            self._pairs.append((parameter, master))
            groups.setdefault((name.startswith("heads"), master.dim() > 1), []).append(master)
        self._optimizer = torch.optim.AdamW(
            [
                {
                    "params": p,
                    "lr": settings.head_rate if head else settings.rate,
                    "weight_decay": settings.decay if wide else 0.0,
                }
                for (head, wide), p in groups.items()
            ],
            fused=True,
        )
        rise = max(1, int(steps * settings.warm_up))
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer, lambda t: min((t + 1) / rise, max(0.0, (steps - t) / max(1, steps - rise)))
        )
        self._share = settings.average
        self.average = [m.detach().clone() for _, m in self._pairs]
        self._taken = 0

    def step(self) -> None:
        """Take over the gradients, step, and write the weights back."""
        for parameter, master in self._pairs:
            master.grad = parameter.grad.float() if parameter.grad is not None else None
            parameter.grad = None
        torch.nn.utils.clip_grad_norm_([m for _, m in self._pairs], 1.0)
        self._optimizer.step()
        self._schedule.step()
        self._taken += 1
        share = min(self._share, (1 + self._taken) / (10 + self._taken))
        with torch.no_grad():
            for (parameter, master), mean in zip(self._pairs, self.average, strict=True):
                parameter.copy_(master)
                mean.mul_(share).add_(master, alpha=1 - share)

    def put(self, network: Network, *, averaged: bool) -> None:
        """Write float32 weights into another network of the same form."""
        own = [p for _, p in network.named_parameters() if p.requires_grad]
        with torch.no_grad():
            for target, (_, master), mean in zip(own, self._pairs, self.average, strict=True):
                target.copy_(mean if averaged else master)


def train(
    examples: list[Example],
    settings: Settings,
    weights: tuple[Path, Path | None],
    out: Path,
    dev: tuple[list, list] | None,
) -> None:
    """Train, keep weights after each epoch, write the log."""
    out.mkdir(parents=True, exist_ok=True)
    draw = random.Random(settings.seed)  # noqa: S311 - the order of examples is no secret
    torch.manual_seed(20160811)  # all seeds begin with the same heads, so that their weights may be averaged
    base, start = weights
    network, clean = Network(base, settings.dropout, settings.kept), Network(base, 0.0, settings.kept)
    if start:
        shipped.load_into(network, start)
        shipped.load_into(clean, start)
    torch.manual_seed(settings.seed)
    if settings.bfloat16:
        network.encoder.to(torch.bfloat16)
    plan = [list(batches(examples, settings, draw)) for _ in range(1)]
    steps = len(plan[0]) * settings.epochs
    masters = Masters(network, settings, steps)
    log = (out / "log.jsonl").open("a", encoding="utf-8")
    log.write(json.dumps({"settings": asdict(settings), "documents": len(examples), "steps": steps}) + "\n")
    for epoch in range(1, settings.epochs + 1):
        begun, parts, count = time.time(), {"tag": 0.0, "source": 0.0, "content": 0.0}, 0
        network.train()
        for item in plan[0] if epoch == 1 else batches(examples, settings, draw):
            loss, losses = loss_of(network, item, settings)
            loss.backward()
            masters.step()
            count += 1
            for name, value in losses.items():
                parts[name] += value
            if count % 50 == 0:
                now = {k: round(v / count, 4) for k, v in parts.items()}
                print(epoch, count, now, round(time.time() - begun), flush=True)
        plan = [[]]
        line: dict[str, object] = {"epoch": epoch, "seconds": round(time.time() - begun)}
        line |= {k: round(v / count, 4) for k, v in parts.items()}
        masters.put(clean, averaged=True)
        kept = {k: v for k, v in clean.state_dict().items() if k != "encoder.words.weight"}
        torch.save(kept, out / f"averaged{epoch}.pt")
        if dev and (epoch >= 2 or start):
            clean.eval()
            line["averaged"] = score.figures(*dev, [(clean, score.heads_of(clean))])
        log.write(json.dumps(line) + "\n")
        log.flush()
        print(json.dumps(line), flush=True)


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polnear", type=Path, required=True, help="folder with train.jsonl.gz and dev.jsonl.gz")
    parser.add_argument("--base", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--start", type=Path, help="shipped weights (a folder) or a checkpoint to train on from")
    parser.add_argument("--leave-out", type=Path, help="file with document ids to leave out, one a line")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--documents", type=int, help="only so many documents (to try the script)")
    parser.add_argument("--passages", action="store_true", help="add the invented passages")
    parser.add_argument("--passage-repeat", type=int, default=2)
    parser.add_argument("--soft", type=Path, help="folder that soft.py wrote")
    parser.add_argument("--threads", type=int, default=1)
    for name, value in asdict(Settings()).items():
        flag = f"--{name.replace('_', '-')}"
        if isinstance(value, bool):
            parser.add_argument(flag, action="store_true")
        else:
            parser.add_argument(flag, type=type(value), default=value)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    settings = Settings(**{name: getattr(options, name) for name in asdict(Settings())})
    tokenizer = load_tokenizer(options.base)
    examples = load(options, tokenizer)
    if options.soft:
        examples += soften(examples, options.soft, tokenizer)
    rows = list(corpus.polnear(options.polnear / "dev.jsonl.gz"))
    dev = rows, [corpus.example(r, tokenizer) for r in rows]
    train(examples, settings, (options.base / "model.safetensors", options.start), options.out, dev)


def load_tokenizer(base: Path) -> Tokenizer:
    """Return the tokenizer without truncation and padding."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def load(options: argparse.Namespace, tokenizer: Tokenizer) -> list[Example]:
    """Return the training documents; an article with several annotators comes once for each, at a shared weight."""
    left_out = set(options.leave_out.read_text().split()) if options.leave_out else set()
    rows = [r for r in corpus.polnear(options.polnear / "train.jsonl.gz") if r["id"] not in left_out]
    others = [r for r in corpus.polnear(options.polnear / "train_other_annotators.jsonl.gz") if r["id"] not in left_out]
    times: dict[str, int] = {}
    for row in [*rows, *others]:
        times[row["id"]] = times.get(row["id"], 0) + 1
    rows = [*rows, *others][: options.documents]
    examples = [corpus.example(r, tokenizer, weight=min(1.0, 2.5 / times[r["id"]])) for r in rows]
    if options.passages:
        for path in sorted((HERE / "passages").glob("*.txt")):
            examples += [corpus.example(r, tokenizer) for r in corpus.passages(path)] * options.passage_repeat
    return examples


def soften(examples: list[Example], folder: Path, tokenizer: Tokenizer) -> list[Example]:
    """Give the documents the soft targets kept in `folder`; return those that have no annotation of their own."""
    more: list[Example] = []
    for path in sorted(folder.glob("*.npz")):
        with np.load(path) as kept:
            meta = json.loads(str(kept["meta"]))
            soft = {"single": kept["single"], "pair": kept["pair"]}
        if meta["text"] is not None:
            examples_of = [corpus.example(meta, tokenizer, weight=0.5)]
            more += examples_of
        else:
            examples_of = [e for e in examples if e.id == meta["id"]]
        for example in examples_of:
            example.soft.update(soft)
    return more


if __name__ == "__main__":
    main()
