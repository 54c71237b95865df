"""Let several trained networks read the training texts: `python soft.py --teachers runs/seed*/averaged1.pt --out soft`.

Keeps, for each document, the mean over the networks of the probabilities of labels and of pairs of
neighbouring labels, as training targets for one network (distillation, Hinton et al. 2015; the cross
entropy to a mixture of CRFs needs no more than these two). Texts without annotation also get the relations
that the mean network reads, so that they can be trained on.
"""

import argparse
import json
from pathlib import Path

import corpus
import numpy as np
import score
import shipped
import torch
from corpus import Example
from network import Network
from train import HERE, load_tokenizer

from reportedly.models.crf import Crf
from reportedly.models.relate import Linked
from reportedly.models.windows import windows


def mixture(models: list[score.Model], example: Example) -> tuple[np.ndarray, np.ndarray]:
    """Return words x 7 and (words - 1) x 7 x 7 probabilities, averaged over the networks."""
    single = np.zeros((len(example.pieces), 7))
    pair = np.zeros((max(len(example.pieces) - 1, 0), 7, 7))
    for network, heads in models:
        emissions = np.zeros((len(example.pieces), 7), dtype=np.float32)
        for window in windows(example.pieces):
            own = slice(window.own_start - window.start, window.own_end - window.start)
            labels, _ = score.outputs(network, example, window.start, window.end)
            emissions[window.own_start : window.own_end] = labels[own]
        one, two = both(heads.crf, emissions)
        single += one / len(models)
        pair += two / len(models)
    return single, pair


def both(crf: Crf, emissions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return single and pair marginals of one labelling field."""
    forward, backward, local, step = crf.passes(emissions.astype(np.float64))
    single = forward * backward
    pair = forward[:-1, :, None] * step[None] * (local[1:] * backward[1:])[:, None, :]
    return single / single.sum(1, keepdims=True), pair / pair.sum((1, 2), keepdims=True)


def spans(example: Example, found: list[Linked]) -> list[dict]:
    """Return relations as rows of the corpus format."""
    return [
        {part: [[s.start, s.end] for s in getattr(relation, part)] for part in ("source", "cue", "content")}
        for relation in score.annotated(example, found)
    ]


def texts(options: argparse.Namespace) -> list[tuple[dict, bool]]:
    """Return rows and whether they are annotated; those with several annotators once."""
    rows = [(r, True) for r in corpus.polnear(options.polnear / "train.jsonl.gz")]
    for path in sorted((HERE / "passages").glob("*.txt")):
        rows += [(r, True) for r in corpus.passages(path)]
    for path in options.unlabelled or []:
        seen: set[str] = set()
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["text"] not in seen:
                seen.add(row["text"])
                rows.append(({"id": f"{path.stem}:{len(seen)}", "text": row["text"], "attributions": []}, False))
    return rows


def main() -> None:
    """Read the options and write one file for each text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teachers", type=Path, nargs="+", required=True)
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--unlabelled", type=Path, nargs="*", help="JSON lines with `text`")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    models: list[score.Model] = []
    for checkpoint in options.teachers:
        network = Network(options.base / "model.safetensors", 0.0)
        shipped.load_into(network, checkpoint)
        network.eval()
        models.append((network, score.heads_of(network)))
    tokenizer = load_tokenizer(options.base)
    for number, (row, annotated) in enumerate(texts(options)):
        target = options.out / (row["id"].replace("/", "_").replace(":", "_") + ".npz")
        if target.exists():
            continue
        example = corpus.example(row, tokenizer)
        single, pair = mixture(models, example)
        found = [] if annotated else spans(example, score.read(models, example)[2])
        meta = json.dumps({"id": row["id"], "text": None if annotated else row["text"], "attributions": found})
        np.savez_compressed(target, single=single.astype(np.float16), pair=pair.astype(np.float16), meta=meta)
        if number % 50 == 0:
            print(number, flush=True)


if __name__ == "__main__":
    main()
