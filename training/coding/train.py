"""Train the fork of the encoder that codes claims, with all heads of the coding stage.

The lower layers stay those of the attribution tagger, so that one pass serves all; the upper ones start as copies and
are trained here. A claim is the mean and the maximum of its evidence words. Categories are scored by how near the claim
is to the texts of the codebook (definition, include, examples), so that the network reads the rule and knows no id.
"""

import argparse
import copy
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

sys.path.append(str(Path(__file__).parent.parent / "attribution"))
sys.path.append(str(Path(__file__).parent))

import rules as book
import shipped_fork
import texts
from network import LAYERS, WIDTH, Layer, Network
from rough import roughened
from shipped import load_into

from reportedly.models.coding import EMBEDDED, LABELS
from reportedly.models.encoder import _CLS, _SEP
from reportedly.models.windows import windows
from reportedly.records import values as v

NEVER = -1e4

KINDS = get_args(v.ClaimKind)
REALIS = get_args(v.Realis)
POLARITY = get_args(v.Polarity)
STATES = ("-", "full", "partial", "none", "not_opened", "closed_permanent", "unknown")
CHANGES = get_args(v.Change)
ACCESS = get_args(v.Access)
ACTORS = ("-", "CA", "CA-H", "CA-L", "CA-M", "DA", "RA", "STAFF", "POP", "BUS", "HUM", "THIRD", "UNK")
SECTORS = book.SECTORS
CAUSES = book.CAUSES
CHOICES = {
    "kind": KINDS,
    "realis": REALIS,
    "polarity": POLARITY,
    "state": STATES,
    "change": CHANGES,
    "access": ACCESS,
    "actor": ACTORS,
}
MANY = {"sector": SECTORS, "cause": CAUSES}


@dataclass(slots=True)
class Claim:
    """Words of the evidence in the window, and what is right."""

    words: np.ndarray
    category: str
    secondary: tuple[str, ...]
    right: dict[str, int]
    many: dict[str, np.ndarray]


@dataclass(slots=True)
class Window:
    """One window: ids and features of its wordpieces, first wordpieces of its words, labels, claims."""

    ids: np.ndarray
    features: np.ndarray
    first: np.ndarray
    labels: np.ndarray
    claims: list[Claim]
    owner: str


class Fork(nn.Module):
    """The upper layers and all heads."""

    def __init__(self, layers: Sequence[Layer], dropout: float = 0.1, *, bfloat16: bool = False) -> None:
        super().__init__()
        self.bfloat16 = bfloat16
        self.layers = nn.ModuleList(copy.deepcopy(layer) for layer in layers)
        for layer in self.layers:
            layer.dropout.p = dropout
        self.labels = nn.Linear(WIDTH, len(LABELS))
        self.embed = nn.Linear(2 * WIDTH, EMBEDDED)
        # At first the mean alone, which the encoder was published for: nearness then means something from the start.
        nn.init.zeros_(self.embed.bias)
        self.embed.weight.data.copy_(torch.eye(EMBEDDED, 2 * WIDTH))
        self.kinds = nn.Parameter(torch.zeros(len(book.TEXTS)))
        self.sharpness = nn.Parameter(torch.tensor(3.0))
        self.choices = nn.ModuleDict({name: nn.Linear(2 * WIDTH, len(values)) for name, values in CHOICES.items()})
        self.many = nn.ModuleDict({name: nn.Linear(2 * WIDTH, len(values)) for name, values in MANY.items()})
        self.dropout = nn.Dropout(dropout)

    def hidden(self, below: Tensor, mask: Tensor) -> Tensor:
        """Return batch x pieces x width."""
        added = torch.zeros(mask.shape, dtype=below.dtype).masked_fill(~mask, NEVER)[:, None, None, :]
        x = below
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16 and self.training):
            for layer in self.layers:
                x = layer(x, added)
        return x.float()

    def embedded(self, pooled: Tensor) -> Tensor:
        """Return rows x EMBEDDED of length one."""
        return functional.normalize(self.embed(pooled), dim=-1)

    def scores(self, claims: Tensor, rows: Tensor, kind: Tensor, owner: Tensor, count: int) -> Tensor:
        """Return claims x categories from embedded claims and embedded texts with their kinds and categories.

        For each kind the nearest text of a category counts, weighted by kind; kinds that a category lacks
        are left out of its mean.
        """
        near = claims @ rows.T
        weights = functional.softplus(self.kinds)
        total, used = torch.zeros(len(claims), count), torch.zeros(count)
        for number in range(len(book.TEXTS)):
            mine = (kind == number).nonzero()[:, 0]
            if not len(mine):
                continue
            best = torch.full((len(claims), count), -9.0)
            best = best.scatter_reduce(1, owner[mine].expand(len(claims), -1), near[:, mine], "amax")
            has = (best > -8).any(0)
            total = total + torch.where(best > -8, best, torch.zeros(())) * weights[number]
            used = used + has * weights[number]
        return torch.exp(self.sharpness) * total / used.clamp(min=1e-6)


def lower(network: Network, ids: Tensor, features: Tensor, mask: Tensor, forked: int) -> Tensor:
    """Return the output of the layers below the fork."""
    encoder = network.encoder
    x = encoder.norm(encoder.words(ids) + encoder.positions[: ids.shape[1]] + encoder.features(features))
    added = torch.zeros(mask.shape).masked_fill(~mask, NEVER)[:, None, None, :]
    for layer in encoder.layers[: LAYERS - forked]:
        x = layer(x, added)
    return x


def cut(found, marked: Sequence[texts.Marked], owner: str) -> Iterator[Window]:
    """Yield the windows of a text; a claim belongs to the window that holds all of its words and is central."""
    whole = [(claim, texts.words_of(found, claim.evidence)) for claim in marked]
    labels = np.zeros(len(found), dtype=np.int64)
    for claim, words in whole:
        routed = claim.category.startswith("X")
        for n, word in enumerate(words):
            begins = n == 0 or word != words[n - 1] + 1
            labels[word] = (1 if begins else 2) + 2 * routed
    for w in windows(found):
        start, end = int(found.first[w.start]), int(found.first[w.end])
        mine = [
            _right(claim, words - w.start)
            for claim, words in whole
            if len(words) and w.own_start <= words[0] < w.own_end and words[-1] < w.end
        ]
        yield Window(
            np.concatenate([[_CLS], found.ids[start:end], [_SEP]]),
            np.concatenate([[0], found.features[start:end], [0]]),
            found.first[w.start : w.end] - start + 1,
            labels[w.start : w.end],
            mine,
            owner,
        )


def _right(claim: texts.Marked, words: np.ndarray) -> Claim:
    status = claim.status
    right = {
        "kind": KINDS.index(claim.fields["kind"]),
        "realis": REALIS.index(claim.fields["realis"]),
        "polarity": POLARITY.index(claim.fields["polarity"]),
        "state": STATES.index(status[0]) if status else 0,
        "change": CHANGES.index(status[1]) if status else -1,
        "access": ACCESS.index(status[3]) if status else -1,
        "actor": ACTORS.index(claim.fields["actor"]) if claim.fields.get("actor") in ACTORS else -1,
    }
    causes = status[2] if status else ()
    many = {
        "sector": np.array([s in claim.sector for s in SECTORS], dtype=np.float32),
        "cause": np.array([c in causes for c in CAUSES], dtype=np.float32) if status else np.full(len(CAUSES), -1.0),
    }
    return Claim(words, claim.category, tuple(claim.secondary), right, many)


def stacked(group: Sequence[Window]) -> tuple[Tensor, Tensor, Tensor]:
    """Return ids, features, mask of a batch."""
    longest = max(len(w.ids) for w in group)
    ids = torch.zeros(len(group), longest, dtype=torch.long)
    features, mask = ids.clone(), torch.zeros(len(group), longest, dtype=torch.bool)
    for n, w in enumerate(group):
        ids[n, : len(w.ids)] = torch.from_numpy(w.ids)
        features[n, : len(w.ids)] = torch.from_numpy(w.features)
        mask[n, : len(w.ids)] = True
    return ids, features, mask


def pooled(hidden: Tensor, group: Sequence[Window]) -> Tensor:
    """Return claims x 2 width: mean and maximum over the first wordpieces of the evidence words."""
    rows = []
    for n, w in enumerate(group):
        for claim in w.claims:
            words = hidden[n, torch.from_numpy(w.first[claim.words])]
            rows.append(torch.cat([words.mean(0), words.amax(0)]))
    return torch.stack(rows)


def below_of(network: Network, group: Sequence[Window], forked: int, kept: dict[int, Tensor]) -> tuple[Tensor, Tensor]:
    """Return the frozen layers' output of a batch, kept from one epoch to the next, and the mask."""
    missing = [w for w in group if id(w) not in kept]
    if missing:
        ids, features, mask = stacked(missing)
        with torch.no_grad():
            out = lower(network, ids, features, mask, forked)
        for n, w in enumerate(missing):
            kept[id(w)] = out[n, : len(w.ids)].to(torch.float16)
    longest = max(len(w.ids) for w in group)
    below, mask = torch.zeros(len(group), longest, WIDTH), torch.zeros(len(group), longest, dtype=torch.bool)
    for n, w in enumerate(group):
        below[n, : len(w.ids)] = kept[id(w)].float()
        mask[n, : len(w.ids)] = True
    return below, mask


def batches(found: Sequence[Window], draw: random.Random, pieces: int) -> Iterator[list[Window]]:
    """Yield windows of like length together, about `pieces` wordpieces at a time, in drawn order."""
    order = sorted(found, key=lambda w: len(w.ids) + draw.random() * 40)
    groups: list[list[Window]] = [[]]
    for window in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(window.ids) > pieces:
            groups.append([])
        groups[-1].append(window)
    draw.shuffle(groups)
    yield from groups


class Trainer:
    """Holds the parts of a training run."""

    def __init__(self, options: argparse.Namespace) -> None:
        from tokenizers import Tokenizer

        self.options = options
        self.draw = random.Random(options.seed)  # noqa: S311 - the order of examples is no secret
        self.network = Network(options.base / "model.safetensors")
        load_into(self.network, options.shipped)
        self.network.eval()
        self.tokenizer = Tokenizer.from_file(str(options.shipped / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.kept: dict[int, Tensor] = {}
        self.rules = [r for r in book.texts() if r.category not in options.without]
        self.codes = sorted({r.category for r in self.rules})
        self.rule_windows = [self._text(r.text) for r in self.rules]
        start = Network(options.base / "model.safetensors") if options.original else self.network
        self.fork = Fork(start.encoder.layers[LAYERS - options.forked :], options.dropout, bfloat16=options.bfloat16)
        if options.start:
            folder = options.start.is_dir()
            known = shipped_fork.state(options.start) if folder else torch.load(options.start)
            self.fork.load_state_dict(known, strict=False)

    def _text(self, text: str) -> Window:
        pieces = texts.pieces(text, self.tokenizer)
        claim = texts.Marked(1, [(0, len(text))])
        window = next(cut(pieces, [claim], "rule"))
        window.claims = window.claims or [_right(claim, np.arange(len(window.first)))]
        return window

    def _items(self, file: Path, rough: float) -> Iterator[texts.PassageText]:
        for item in texts.as_met(file):
            yield item
            if item.language == "en" and self.draw.random() < rough:
                yield roughened(item, self.draw)

    def windows(self, files: Sequence[Path], rough: float = 0.0) -> list[Window]:
        """Return the windows of passage files; a share `rough` of the English ones comes once more, roughened.

        Passages of left-out categories lose those claims.
        """
        found = []
        for file in files:
            for item in self._items(file, rough):
                marked = [c for c in item.claims if c.category not in self.options.without]
                found += cut(texts.pieces(item.text, self.tokenizer), marked, item.id)
        return [w for w in found if len(w.first)]

    def embed_texts(self, chosen: Sequence[Window]) -> Tensor:
        """Return embedded texts."""
        below, mask = below_of(self.network, chosen, self.options.forked, self.kept)
        return self.fork.embedded(self.fork.dropout(pooled(self.fork.hidden(below, mask), chosen)))

    def refresh(self) -> None:
        """Embed all texts of the codebook anew; between refreshes only drawn ones are."""
        self.stale = self.bank()[0]
        self.fork.train()

    def chosen_texts(self, claims: Sequence[Claim]) -> list[int]:
        """Return one drawn text for each category of the batch, and some of others."""
        by: dict[str, list[int]] = {}
        for n, rule in enumerate(self.rules):
            by.setdefault(rule.category, []).append(n)
        mine = sorted({c.category for c in claims if c.category in by})
        chosen = {self.draw.choice(by[code]) for code in mine}
        chosen |= set(self.draw.sample(range(len(self.rules)), self.options.more_texts))
        return sorted(chosen)

    def seen_kinds(self) -> list[int]:
        """Return the kinds of texts that count in this step: a codebook may lack one."""
        lost = self.draw.random()
        return [k for k in range(len(book.TEXTS)) if not (lost < 0.45 and k == int(lost / 0.15))]

    def loss(self, group: Sequence[Window]) -> Tensor:
        """Return the loss of a batch over all heads."""
        below, mask = below_of(self.network, group, self.options.forked, self.kept)
        hidden = self.fork.hidden(below, mask)
        total = self.options.label_weight * self._label_loss(hidden, group)
        claims = [c for w in group for c in w.claims]
        if not claims:
            return total
        rows = self.fork.dropout(pooled(hidden, group))
        total = total + self._category_loss(rows, claims)
        for name, head in self.fork.choices.items():
            right = torch.tensor([c.right[name] for c in claims])
            if (right >= 0).any():
                total = total + self.options.head_weight * functional.cross_entropy(
                    head(rows), right, self.rarity[name], ignore_index=-1, label_smoothing=0.05
                )
        for name, head in self.fork.many.items():
            right = torch.from_numpy(np.stack([c.many[name] for c in claims])).float()
            known = right[:, :1] >= 0
            loss = functional.binary_cross_entropy_with_logits(head(rows), right.clamp(min=0), reduction="none")
            total = total + 3 * self.options.head_weight * (loss * known).sum() / known.sum().clamp(min=1) / 4
        return total

    def _label_loss(self, hidden: Tensor, group: Sequence[Window]) -> Tensor:
        rows = torch.cat([hidden[n, torch.from_numpy(w.first)] for n, w in enumerate(group)])
        right = torch.from_numpy(np.concatenate([w.labels for w in group]))
        return functional.cross_entropy(self.fork.labels(self.fork.dropout(rows)), right)

    def _category_loss(self, rows: Tensor, claims: Sequence[Claim]) -> Tensor:
        mine = self.fork.embedded(rows)
        chosen = self.chosen_texts(claims)
        fresh = self.embed_texts([self.rule_windows[n] for n in chosen])
        other = self.stale.index_copy(0, torch.tensor(chosen), fresh)
        self.stale[chosen] = fresh.detach()
        seen = self.seen_kinds()
        shown = [n for n, rule in enumerate(self.rules) if rule.kind in seen]
        kind = torch.tensor([self.rules[n].kind for n in shown])
        owner = torch.tensor([self.codes.index(self.rules[n].category) for n in shown])
        scores = self.fork.scores(mine, other[shown], kind, owner, len(self.codes))
        right = torch.tensor([self.codes.index(c.category) for c in claims])
        second = torch.zeros_like(scores)
        for n, claim in enumerate(claims):
            for code in claim.secondary:
                if code in self.codes:
                    second[n, self.codes.index(code)] = 1
        # A secondary category is no mistake: it does not compete with the first.
        second[torch.arange(len(claims)), right] = 0
        scores = scores.masked_fill(second > 0, NEVER)
        loss = functional.cross_entropy(scores, right, reduction="none")
        if self.options.smoothing:
            allowed = scores > NEVER / 2
            spread = -(functional.log_softmax(scores, -1) * allowed).sum(1) / allowed.sum(1)
            loss = (1 - self.options.smoothing) * loss + self.options.smoothing * spread
        loss = loss.mean()
        if self.draw.random() < self.options.episodes:
            loss = loss + 0.5 * self._episode_loss(mine, claims)
        return loss

    def _episode_loss(self, mine: Tensor, claims: Sequence[Claim]) -> Tensor:
        """Claims of the batch as each other's examples (leave one out), without any text of the codebook."""
        codes = sorted({c.category for c in claims})
        owner = torch.tensor([codes.index(c.category) for c in claims])
        near = mine @ mine.T
        near = near.masked_fill(torch.eye(len(claims), dtype=torch.bool), -9.0)
        best = torch.full((len(claims), len(codes)), -9.0)
        best = best.scatter_reduce(1, owner.expand(len(claims), -1), near, "amax")
        fits = best[torch.arange(len(claims)), owner] > -8
        if not fits.any():
            return torch.zeros(())
        best = best.masked_fill(best < -8, NEVER)
        return functional.cross_entropy(torch.exp(self.fork.sharpness) * best[fits], owner[fits])

    def weigh_rarity(self, found: Sequence[Window]) -> None:
        """Give rare values of the heads of CHOICES more weight: the root of how much rarer they are than the mean."""
        claims = [c for w in found for c in w.claims]
        self.rarity = {}
        for name, values in CHOICES.items():
            count = np.bincount([c.right[name] for c in claims if c.right[name] >= 0], minlength=len(values))
            weight = np.clip((count.sum() / len(values) / np.maximum(count, 1)) ** self.options.rarity, 0.3, 4.0)
            self.rarity[name] = torch.tensor(weight, dtype=torch.float32)

    def run(self, found: Sequence[Window], held: Sequence[Window]) -> None:
        """Train in place; writes the weights after each epoch."""
        self.weigh_rarity(found)
        self.slow = copy.deepcopy(self.fork.state_dict())
        layers = list(self.fork.layers.parameters())
        known = {id(p) for p in layers}
        heads = [p for p in self.fork.parameters() if id(p) not in known]
        o = self.options
        optim = torch.optim.AdamW(
            [
                {"params": layers, "lr": o.rate, "peak": o.rate},
                {"params": heads, "lr": o.head_rate, "peak": o.head_rate},
            ],
            weight_decay=0.01,
        )
        per_epoch = len(list(batches(found, random.Random(0), o.pieces)))  # noqa: S311
        total, step = per_epoch * o.epochs, 0
        print("before", self.measure(held) if held else "", flush=True)
        for epoch in range(o.epochs):
            began, losses = time.time(), []
            self.refresh()
            for group in batches(found, self.draw, o.pieces):
                share = min(1.0, step / max(1, 0.06 * total)) * max(0.0, 1 - step / total)
                for part in optim.param_groups:
                    part["lr"] = part["peak"] * share
                loss = self.loss(group)
                optim.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(self.fork.parameters(), 1.0)
                optim.step()
                losses.append(float(loss.detach()))
                step += 1
                self.follow(step)
            print(f"epoch {epoch + 1} loss {np.mean(losses):.3f} {time.time() - began:.0f} s", flush=True)
            self.keep(held)

    def follow(self, step: int) -> None:
        """Let the slow weights follow: a running mean over some two hundred steps (Polyak and Juditsky 1992)."""
        share = max(1 / step, 1 - self.options.slow)
        with torch.no_grad():
            for name, value in self.fork.state_dict().items():
                self.slow[name].lerp_(value, share)

    def keep(self, held: Sequence[Window]) -> None:
        """Write the slow weights, and print what they score on held-out windows."""
        fast = copy.deepcopy(self.fork.state_dict())
        if held:
            print("  fast", self.measure(held), flush=True)
        self.fork.load_state_dict(self.slow)
        if held:
            print("  slow", self.measure(held), flush=True)
        torch.save(self.fork.state_dict(), self.options.out)
        self.fork.load_state_dict(fast)

    def bank(self) -> tuple[Tensor, Tensor, Tensor]:
        """Return all texts of the codebook, embedded, with kinds and categories."""
        self.fork.eval()
        with torch.no_grad():
            parts = [self.embed_texts(self.rule_windows[n : n + 32]) for n in range(0, len(self.rule_windows), 32)]
        kind = torch.tensor([r.kind for r in self.rules])
        return torch.cat(parts), kind, torch.tensor([self.codes.index(r.category) for r in self.rules])

    def measure(self, held: Sequence[Window]) -> dict[str, float]:
        """Return accuracies on held-out windows with gold evidence."""
        bank = self.bank()
        right: dict[str, list[float]] = {}
        both: dict[str, list[tuple[int, int]]] = {}
        with torch.no_grad():
            for at in range(0, len(held), 8):
                group = [w for w in held[at : at + 8] if w.claims]
                if not group:
                    continue
                below, mask = below_of(self.network, group, self.options.forked, self.kept)
                rows = pooled(self.fork.hidden(below, mask), group)
                claims = [c for w in group for c in w.claims]
                best = self.fork.scores(self.fork.embedded(rows), *bank, len(self.codes)).argmax(1)
                for claim, code in zip(claims, best, strict=True):
                    hit = self.codes[code] == claim.category
                    right.setdefault("all", []).append(hit)
                    if not claim.category.startswith("X"):
                        right.setdefault("category", []).append(hit)
                for name, head in self.fork.choices.items():
                    for claim, answer in zip(claims, head(rows).argmax(1), strict=True):
                        if claim.right[name] >= 0:
                            right.setdefault(name, []).append(int(answer) == claim.right[name])
                            both.setdefault(name, []).append((claim.right[name], int(answer)))
        for name, pairs in both.items():
            right[f"{name}_macro"] = [macro(pairs)]
        return {name: round(float(np.mean(values)), 3) for name, values in right.items()}


def macro(pairs: Sequence[tuple[int, int]]) -> float:
    """Return the mean F1 over the values of the gold; pairs are (gold, answer)."""
    found = []
    for value in {gold for gold, _ in pairs}:
        hit = sum(gold == answer == value for gold, answer in pairs)
        found.append(2 * hit / sum((gold == value) + (answer == value) for gold, answer in pairs))
    return float(np.mean(found))


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="folder of the MiniLM weights")
    parser.add_argument("--shipped", type=Path, required=True, help="folder of the weights of the package")
    parser.add_argument("--passages", type=Path, nargs="*", default=[])
    parser.add_argument("--held", type=Path, nargs="*", default=[], help="passages to measure on")
    parser.add_argument("--without", nargs="*", default=[], help="categories left out of training")
    parser.add_argument("--original", action="store_true", help="start from the upper layers as published")
    parser.add_argument("--start", type=Path, help="a fork to train on from: a checkpoint, or a folder of package data")
    parser.add_argument("--rough", type=float, default=0.0, help="share of passages that also come as a gloss might be")
    parser.add_argument("--bfloat16", action="store_true", help="layers in 16 bits, where the processor has them")
    parser.add_argument("--forked", type=int, default=3, help="upper layers with a copy of their own")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=2e-3)
    parser.add_argument("--label-weight", type=float, default=1.0)
    parser.add_argument("--head-weight", type=float, default=0.3)
    parser.add_argument("--rarity", type=float, default=0.5, help="power of the weight of rare values")
    parser.add_argument("--smoothing", type=float, default=0.1, help="label smoothing of the category")
    parser.add_argument("--slow", type=float, default=0.995, help="what the slow weights keep of themselves in a step")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--episodes", type=float, default=0.5)
    parser.add_argument("--more-texts", type=int, default=16, help="texts of the codebook embedded anew in a step")
    parser.add_argument("--pieces", type=int, default=2048)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    print(json.dumps({k: str(x) for k, x in vars(options).items()}))
    trainer = Trainer(options)
    found, held = trainer.windows(options.passages, options.rough), trainer.windows(options.held)
    print(f"{len(found)} windows, {sum(len(w.claims) for w in found)} claims", flush=True)
    trainer.run(found, held)


if __name__ == "__main__":
    main()
