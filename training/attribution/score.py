"""Scores of networks on annotated documents, by the product's own decoding and counting."""

from collections.abc import Sequence

import numpy as np
import torch
from corpus import Example
from network import Network

from reportedly.evaluate.attribution import PARTS, AnnotatedRelation, tally
from reportedly.models.heads import Heads
from reportedly.models.relate import Linked, relate
from reportedly.models.windows import windows
from reportedly.records import Span

Model = tuple[Network, Heads]


def heads_of(network: Network) -> Heads:
    """Return the network's heads in numpy."""
    return Heads.of({k: v.detach().float().numpy().copy() for k, v in network.heads.state_dict().items()})


@torch.no_grad()
def outputs(network: Network, example: Example, start: int, end: int) -> tuple[np.ndarray, np.ndarray]:
    """Return label scores and linking vectors of one window, as the shipped graph gives them."""
    p = example.pieces
    a, b = int(p.first[start]), int(p.first[end])
    ids = torch.tensor([[101, *p.ids[a:b].tolist(), 102]])
    features = torch.tensor([[0, *p.features[a:b].tolist(), 0]])
    first = torch.tensor(p.first[start:end] - a + 1)[None]
    hidden = network(ids, features, torch.ones_like(ids, dtype=torch.bool), first)[0]
    heads = network.heads
    return heads.tags(hidden).numpy(), torch.cat([heads.queries(hidden), heads.keys(hidden)], 1).numpy()


def read(models: Sequence[Model], example: Example) -> tuple[np.ndarray, list, list[Linked]]:
    """Return the mean emissions, and the relations found, of several models on one document."""
    cuts = windows(example.pieces)
    emissions = np.zeros((len(example.pieces), 7), dtype=np.float32)
    kept = []
    for window in cuts:
        projections = []
        for network, _ in models:
            labels, links = outputs(network, example, window.start, window.end)
            own = slice(window.own_start - window.start, window.own_end - window.start)
            emissions[window.own_start : window.own_end] += labels[own] / len(models)
            projections.append(links)
        kept.append(projections)

    def rows(cue: int) -> tuple[int, np.ndarray, np.ndarray]:
        n = next(i for i, w in enumerate(cuts) if w.own_start <= cue < w.own_end)
        both = [heads.rows(p, cue - cuts[n].start) for (_, heads), p in zip(models, kept[n], strict=True)]
        return cuts[n].start, np.mean([s for s, _ in both], 0), np.mean([c for _, c in both], 0)

    crf = models[0][1].crf
    if len(models) > 1:
        from reportedly.models.crf import Crf

        fields = [h.crf for _, h in models]
        crf = Crf.of(*(np.mean([getattr(f, n) for f in fields], 0) for n in ("transitions", "first", "last")))
    return emissions, cuts, relate(emissions, crf, rows)


def annotated(example: Example, found: Sequence[Linked]) -> list[AnnotatedRelation]:
    """Return relations in word numbers as spans of the text."""
    words = example.pieces.words

    def span(piece: object) -> Span:
        return Span(words[piece.start][0], words[piece.end - 1][1])  # type: ignore[attr-defined]

    return [
        AnnotatedRelation(
            (span(link.source),) if link.source else (), (span(link.cue),), tuple(span(c) for c in link.content)
        )
        for link in found
    ]


def gold(row: dict) -> list[AnnotatedRelation]:
    """Return the annotation of a corpus row."""
    return [
        AnnotatedRelation(*(tuple(Span(a, b) for a, b in item.get(part) or []) for part in PARTS))
        for item in row["attributions"]
    ]


def figures(rows: Sequence[dict], examples: Sequence[Example], models: Sequence[Model]) -> dict[str, float]:
    """Return the figures over all documents."""
    total: dict[str, float] = {}
    for row, example in zip(rows, examples, strict=True):
        for name, value in tally(example.text, gold(row), annotated(example, read(models, example)[2])).items():
            total[name] = total.get(name, 0) + value
    return named(total)


def named(total: dict[str, float]) -> dict[str, float]:
    """Return counts over all documents as figures."""
    names = {**{f"{p}_exact_f1": f"{p}:exact" for p in PARTS}, **{f"{p}_token_f1": f"{p}:token" for p in PARTS}}
    names |= {"relation_strict_f1": "strict", "relation_f1": "relation"}
    return {name: round(_f1(total, key), 4) for name, key in names.items()}


def _f1(total: dict[str, float], key: str) -> float:
    hit = total.get(f"{key}:hit", total.get(key, 0.0))
    return (
        2
        * hit
        / max(
            total[f"{key}:predicted" if f"{key}:predicted" in total else "relation:predicted"]
            + total[f"{key}:gold" if f"{key}:gold" in total else "relation:gold"],
            1,
        )
    )
