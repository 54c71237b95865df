"""The network as trained: MiniLM encoder with a feature table, a CRF tag head, and a cue-to-word relation head."""

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from reportedly.models.crf import LABELS, legal
from reportedly.models.pieces import FEATURES

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
RELATION_WIDTH = 64
REACH = 64
"""Word distances beyond this share one bias."""


class Layer(nn.Module):
    """One transformer layer (BERT, post-norm) with plain matrix-product attention."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the layer's output; x is batch x pieces x width, mask is added to the attention scores."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + mask
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM-L6 with a zero-initialised table of case, paragraph and quotation features.

    The first `kept` layers and what lies below them stay as they are, where other tasks fork from their output.
    """

    def __init__(self, weights: Path, dropout: float = 0.1, kept: int = 0) -> None:
        super().__init__()
        state = load_file(weights)
        self.kept = kept
        self.words = nn.Embedding.from_pretrained(state["embeddings.word_embeddings.weight"].float(), freeze=True)
        positions = state["embeddings.position_embeddings.weight"] + state["embeddings.token_type_embeddings.weight"][0]
        self.positions = nn.Parameter(positions.float().clone())
        self.features = nn.Embedding(FEATURES, WIDTH)
        nn.init.zeros_(self.features.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(0.0 if kept else dropout)
        self.layers = nn.ModuleList(Layer(0.0 if n < kept else dropout) for n in range(LAYERS))
        _load(self.norm, state, "embeddings.LayerNorm")
        for index, layer in enumerate(self.layers):
            base = f"encoder.layer.{index}"
            for kind in ("weight", "bias"):
                parts = [state[f"{base}.attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
                getattr(layer.qkv, kind).data.copy_(torch.cat(parts))
            _load(layer.out, state, f"{base}.attention.output.dense")
            _load(layer.norm1, state, f"{base}.attention.output.LayerNorm")
            _load(layer.up, state, f"{base}.intermediate.dense")
            _load(layer.down, state, f"{base}.output.dense")
            _load(layer.norm2, state, f"{base}.output.LayerNorm")
        if kept:
            for name, parameter in self.named_parameters():
                parameter.requires_grad_(name.startswith("layers.") and int(name.split(".")[1]) >= kept)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Return batch x pieces x width; `mask` is true at real pieces."""
        x = self.words(ids) + self.positions[: ids.shape[1]] + self.features(features)
        x = self.dropout(self.norm(x))
        added = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.kept):
            for layer in self.layers[: self.kept]:
                x = layer(x, added)
        for layer in self.layers[self.kept :]:
            x = layer(x, added)
        return x


def _load(module: nn.Module, state: dict[str, Tensor], name: str) -> None:
    module.weight.data.copy_(state[f"{name}.weight"])
    module.bias.data.copy_(state[f"{name}.bias"])


class Heads(nn.Module):
    """Tag head with CRF, and relation head: from a word (as cue) to every word, as source and as content.

    The source scores carry one more column, "no source".
    """

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.tags = nn.Linear(WIDTH, len(LABELS))
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.first = nn.Parameter(torch.zeros(len(LABELS)))
        self.last = nn.Parameter(torch.zeros(len(LABELS)))
        self.queries = nn.Linear(WIDTH, 2 * RELATION_WIDTH + 1)
        self.keys = nn.Linear(WIDTH, 2 * RELATION_WIDTH)
        self.distance = nn.Parameter(torch.zeros(2, 2 * REACH + 1))
        self.dropout = nn.Dropout(dropout)
        self.register_buffer("legal", torch.from_numpy(legal()), persistent=False)
        self.register_buffer("starts", torch.tensor([not n.startswith("I") for n in LABELS]), persistent=False)

    def emissions(self, hidden: Tensor) -> Tensor:
        """Return words x labels scores."""
        return self.tags(self.dropout(hidden))

    def relations(self, hidden: Tensor) -> tuple[Tensor, Tensor]:
        """Return source scores (batch x cue x words + 1) and content scores (batch x cue x words)."""
        hidden = self.dropout(hidden)
        q, k = self.queries(hidden), self.keys(hidden)
        n = hidden.shape[1]
        offsets = (torch.arange(n)[None, :] - torch.arange(n)[:, None]).clamp(-REACH, REACH) + REACH
        scale = math.sqrt(RELATION_WIDTH)
        w = RELATION_WIDTH
        source = q[..., :w] @ k[..., :w].transpose(-1, -2) / scale + self.distance[0][offsets]
        content = q[..., w : 2 * w] @ k[..., w:].transpose(-1, -2) / scale + self.distance[1][offsets]
        return torch.cat([source, q[..., 2 * w :]], -1), content

    def field(self) -> tuple[Tensor, Tensor, Tensor]:
        """Return transitions and first-label scores with the illegal ones impossible, and last-label scores."""
        return self.transitions.masked_fill(~self.legal, -1e4), self.first.masked_fill(~self.starts, -1e4), self.last

    def log_partition(self, emissions: Tensor, lengths: Tensor) -> Tensor:
        """Return the log of the sum over all label sequences, one number for each row."""
        transitions, first, last = self.field()
        alpha = first + emissions[:, 0]
        for t in range(1, emissions.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + transitions, 1) + emissions[:, t]
            alpha = torch.where((t < lengths)[:, None], step, alpha)
        return torch.logsumexp(alpha + last, 1)

    def expected_score(self, emissions: Tensor, single: Tensor, pair: Tensor, lengths: Tensor) -> Tensor:
        """Return the mean score under a target distribution given by its single and pair marginals.

        `single` is batch x words x labels, `pair` batch x (words - 1) x labels x labels, both zero where padded.
        With one-hot marginals this is the score of one labelling. Its distance to the log partition
        is the cross entropy between the target and the field, whatever mixture made the target.
        """
        transitions, first, last = self.field()
        rows = torch.arange(len(lengths))
        total = (emissions * single).sum((1, 2)) + (transitions.clamp(min=-30) * pair.sum(1)).sum((1, 2))
        return total + (first.clamp(min=-30) * single[:, 0]).sum(1) + (last * single[rows, lengths - 1]).sum(1)


class Network(nn.Module):
    """Encoder and heads; the encoder may run in bfloat16, the heads always in float32."""

    def __init__(self, weights: Path, dropout: float = 0.1, kept: int = 0) -> None:
        super().__init__()
        self.encoder = Encoder(weights, dropout, kept)
        self.heads = Heads(dropout)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """Return batch x words x width: the last layer at each word's first piece (`first`: batch x words)."""
        hidden = self.encoder(ids, features, mask).float()
        return hidden.gather(1, first[..., None].expand(-1, -1, hidden.shape[-1]))
