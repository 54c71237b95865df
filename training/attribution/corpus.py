"""The corpora as training examples: documents with labels, cut into windows that differ from epoch to epoch."""

import gzip
import json
import random
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from reportedly.models.crf import LABELS, PARTS
from reportedly.models.pieces import Pieces, WordPieces, pieces_of
from reportedly.models.windows import LONGEST
from reportedly.records import Document, Passage, Reading
from reportedly.stages.segment import SegmentRules

Words = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """Word numbers of the source (may be none), cue and content."""

    source: Words
    cue: Words
    content: Words


@dataclass(slots=True)
class Example:
    """One annotated document."""

    id: str
    text: str
    pieces: Pieces
    relations: list[Relation]
    labels: np.ndarray
    weight: float = 1.0
    soft: dict[str, np.ndarray] = field(default_factory=dict)


def polnear(path: Path) -> Iterator[dict]:
    """Yield the rows of a PolNeAR file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


_TAG = re.compile(r"\[([SCT])(\d+(?:,\d+)*) ([^\[\]]*)\]")


def passages(path: Path) -> Iterator[dict]:
    """Yield the passages of a file with inline marks as rows of the same form."""
    for block in re.split(r"^### ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, _, body = block.partition("\n")
        body = body.strip()
        text, position, parts = "", 0, {}
        for match in _TAG.finditer(body):
            text += body[position : match.start()]
            for number in match[2].split(","):
                kind = {"S": "source", "C": "cue", "T": "content"}[match[1]]
                parts.setdefault(number, {"source": [], "cue": [], "content": []})[kind].append(
                    [len(text), len(text) + len(match[3])]
                )
            text += match[3]
            position = match.end()
        text += body[position:]
        yield {"id": f"{path.stem}:{head.split('|')[0].strip()}", "text": text, "attributions": list(parts.values())}


def example(row: dict, tokenizer: WordPieces, weight: float = 1.0) -> Example:
    """Return a row as words, pieces, relations and BIO labels."""
    text = row["text"]
    reading = Reading(document(row["id"], text))
    sentences = [s for p in SegmentRules().annotate([reading])[0] if isinstance(p, Passage) for s in p.sentences]
    pieces = pieces_of(text, sentences, tokenizer)
    relations = [
        Relation(*(_inside(pieces.words, item.get(part) or []) for part in PARTS)) for item in row["attributions"]
    ]
    relations = [r for r in relations if r.cue]
    return Example(row["id"], text, pieces, relations, _labels(len(pieces), relations), weight)


def document(name: str, text: str, language: str = "en") -> Document:
    """Return a text as a document record."""
    return Document(
        id=name,
        sha256="0" * 64,
        text_id="training",
        text=text,
        path=name,
        media_type="text/plain",
        extractor="none",
        retrieved_at="2026-01-01T00:00:00Z",
        language=language,
    )


def _inside(words: Sequence[tuple[int, int]], spans: Sequence[Sequence[int]]) -> Words:
    found: set[int] = set()
    for start, end in spans:
        i = bisect_left(words, start + 1, key=lambda w: w[1])
        while i < len(words) and words[i][0] < end:
            found.add(i)
            i += 1
    return tuple(sorted(found))


def runs(found: Words) -> list[tuple[int, int]]:
    """Return stretches [start, end) of neighbouring words."""
    result: list[tuple[int, int]] = []
    for word in found:
        if result and result[-1][1] == word:
            result[-1] = (result[-1][0], word + 1)
        else:
            result.append((word, word + 1))
    return result


def _labels(length: int, relations: Sequence[Relation]) -> np.ndarray:
    labels = np.zeros(length, dtype=np.int64)
    for part in reversed(PARTS):
        begin = LABELS.index(f"B-{part}")
        for relation in relations:
            for start, end in runs(getattr(relation, part)):
                labels[start] = begin
                labels[start + 1 : end] = begin + 1
    # Where parts of two relations overlap, a piece may be left without its beginning.
    for t in range(length):
        if labels[t] and labels[t] % 2 == 0 and (t == 0 or labels[t - 1] not in (labels[t], labels[t] - 1)):
            labels[t] -= 1
    return labels


def cut(example: Example, draw: random.Random, longest: int = LONGEST) -> list[tuple[int, int]]:
    """Return windows [start, end) of whole sentences from a drawn offset, avoiding cuts through a relation."""
    size, count = example.pieces.first, len(example.pieces)
    cuts = [*example.pieces.starts.tolist(), count]
    hulls = [(min(r.source + r.cue + r.content), max(r.source + r.cue + r.content)) for r in example.relations]
    broken = {c for c in cuts for a, b in hulls if a < c <= b}
    windows: list[tuple[int, int]] = []
    start = 0
    limit = draw.randint(longest // 3, longest)
    while start < count:
        reach = int(size[start]) + limit
        within = [c for c in cuts if c > start and int(size[c]) <= reach]
        whole = [c for c in within if c not in broken]
        if whole and int(size[whole[-1]]) - int(size[start]) >= limit // 2:
            end = whole[-1]
        elif within:
            end = within[-1]
        else:
            end = start + 1
            while end < count and int(size[end + 1]) <= reach:
                end += 1
        windows.append((start, end))
        start, limit = end, longest
    return windows
