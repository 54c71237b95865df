"""The texts that the place recogniser is trained on, as words with labels and evidence.

Three sources: labels of our own on training articles of PolNeAR (`labels/*.txt`, offsets only), invented passages with
inline marks (`passages/*.txt`), and articles with the toponyms of GeoVirus, in which peoples and parts of names
are left open.
"""

import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).parent.parent / "attribution"))

from corpus import document, polnear

from reportedly.gazetteer.lookup import Lookup
from reportedly.gazetteer.marks import marks
from reportedly.gazetteer.typewords import KINDS
from reportedly.models.pieces import Pieces, WordPieces, pieces_of
from reportedly.models.places import CLASSES, LABELS
from reportedly.records import Passage, Reading, Span
from reportedly.stages.segment import SegmentRules

LETTERS = dict(zip("LGAI", CLASSES, strict=True))
"""Letters of the labels and marks to the classes of the recogniser."""

NO_PLACE, BEGIN, INSIDE = -1, -2, -3
"""Labels left half open where only toponyms are given: any other word may be a people, a toponym may be who rules."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One text: (start, end, class) of each name of a place, sorted. `whole` is False if only toponyms are given."""

    id: str
    text: str
    names: tuple[tuple[int, int, str], ...]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Example:
    """A text as the network takes it; `labels` and `evidence` have one row for each word."""

    id: str
    pieces: Pieces
    labels: np.ndarray
    evidence: np.ndarray


def labelled_articles(labels: Path, articles: Path) -> Iterator[Labelled]:
    """Yield the articles of PolNeAR that have labels: lines `id<TAB>start:end:letter ...`."""
    texts = {row["id"]: row["text"] for row in polnear(articles)}
    for line in labels.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("\t")
        found = []
        for entry in rest.split():
            start, end, letter = entry.split(":")
            found.append((int(start), int(end), LETTERS[letter]))
        yield Labelled(name, texts[name], tuple(sorted(found)))


_EDGES = re.compile(r"(?:[a-z-]+[ -])*(.*?)(?: [a-z]+)*")
"""Directions and type words in small letters at the edges ("northern X", "X province"), which are no part of a name."""

_MARK = re.compile(r"\[([LGAI]) ([^\[\]]+)\]")


def passages(path: Path) -> Iterator[Labelled]:
    """Yield the invented passages of a file."""
    for block in re.split(r"^### ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, _, body = block.partition("\n")
        text, at, found = "", 0, []
        body = body.strip()
        for match in _MARK.finditer(body):
            text += body[at : match.start()]
            cut = _EDGES.fullmatch(match[2])
            found.append((len(text) + cut.start(1), len(text) + cut.end(1), LETTERS[match[1]]))
            text += match[2]
            at = match.end()
        yield Labelled(f"{path.stem}:{head.split('|')[0].strip()}", text + body[at:], tuple(found))


def geovirus(path: Path) -> Iterator[Labelled]:
    """Yield the documents of the GeoVirus file; its toponyms are places or those who rule them, never peoples."""
    for line in filter(None, path.read_text(encoding="utf-8").split("\n")):
        row = json.loads(line)
        found = sorted({(t["start"], t["end"], CLASSES[0]) for t in row["toponyms"]})
        yield Labelled(f"geovirus:{row['doc_id']}", row["text"], tuple(found), whole=False)


def varied(item: Labelled, pool: Sequence[str], draw: random.Random, share: float = 1.0) -> Labelled:
    """Return the text with other names for a share of its places, one for each name throughout; type words stay.

    So a name is learned by where it stands, and many spellings are seen.
    """
    others: dict[str, str] = {}
    text, at, found = "", 0, []
    for start, end, kind in item.names:
        printed = item.text[start:end]
        new = others.setdefault(printed, _other_name(printed, pool, draw) if draw.random() < share else printed)
        new = printed if kind == CLASSES[2] else new
        text += item.text[at:start]
        found.append((len(text), len(text) + len(new), kind))
        text += new
        at = end
    return Labelled(f"{item.id}~", text + item.text[at:], tuple(found), item.whole)


def _other_name(printed: str, pool: Sequence[str], draw: random.Random) -> str:
    *_, last = printed.split(" ")
    drawn = draw.choice(pool)
    if last.casefold() in KINDS and last != printed:
        drawn = f"{drawn} {last}"
    return drawn.upper() if printed.isupper() and len(printed) > 3 else drawn


def example(item: Labelled, tokenizer: WordPieces, lookup: Lookup) -> Example:
    """Return a labelled text as words with label numbers and evidence of the gazetteer."""
    pieces = pieces_of(item.text, sentences(item), tokenizer)
    labels = np.full(len(pieces), 0 if item.whole else NO_PLACE, dtype=np.int64)
    for start, end, kind in item.names:
        inside = [n for n, (a, b) in enumerate(pieces.words) if a < end and start < b]
        if inside:
            labels[inside] = LABELS.index(f"I-{kind}") if item.whole else INSIDE
            labels[inside[0]] = LABELS.index(f"B-{kind}") if item.whole else BEGIN
    evidence = np.array(marks(item.text, pieces.words, lookup), dtype=np.float32)
    return Example(item.id, pieces, labels, evidence)


def allowed() -> np.ndarray:
    """Return which labels a word may have by its label number; the half-open ones are the last rows (-1, -2, -3)."""
    table = np.zeros((len(LABELS) + 3, len(LABELS)), dtype=bool)
    table[range(len(LABELS)), range(len(LABELS))] = True
    ruling = [f"-{kind}" for kind in CLASSES[:2]]
    for number, name in enumerate(LABELS):
        place = name[1:] in ruling
        table[NO_PLACE, number] = not place
        table[BEGIN, number] = place and name[0] == "B"
        table[INSIDE, number] = place and name[0] == "I"
    return table


def sentences(item: Labelled) -> list[Span]:
    """Return the sentences of a text as the product splits it."""
    reading = Reading(document(item.id, item.text))
    return [s for p in SegmentRules().annotate([reading])[0] if isinstance(p, Passage) for s in p.sentences]
