"""The texts that the coding heads are trained on: invented passages with marked claims, as words with labels.

A passage file holds blocks: a head line `### id | genre | theatre`, with ` | language` where that is not English, prose
with the evidence of claims in curly brackets with their numbers (`{1:the clinic has been shut}`), and a line for each
claim: `1: C01; sector=health; ...`.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).parent.parent / "attribution"))

from corpus import document

from reportedly.models.pieces import Pieces, WordPieces, pieces_of
from reportedly.records import Passage, Reading, Span
from reportedly.stages.glossed.reading import gloss_of
from reportedly.stages.segment import SegmentRules

_HEAD = re.compile(r"### *(\S+) *\| *(\w+) *\| *([^|]+?)(?: *\| *([a-z]{2}))?")
_LINE = re.compile(r"(\d+): *([A-Z]\d\d)\b(.*)")
_MARK = re.compile(r"\{(\d+):([^{}]*)\}")

DEFAULTS = {"kind": "event", "realis": "occurred", "polarity": "+"}


@dataclass(slots=True)
class Marked:
    """One claim: evidence as (start, end), its category, and the fields that its line gives."""

    number: int
    evidence: list[tuple[int, int]]
    category: str = "X00"
    secondary: list[str] = field(default_factory=list)
    sector: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=lambda: dict(DEFAULTS))

    @property
    def status(self) -> tuple[str, str, tuple[str, ...], str] | None:
        """State, change, causes and access, None where the claim says nothing of a service."""
        if "status" not in self.fields:
            return None
        state, change, cause, access = [*self.fields["status"].split("/"), "", "", ""][:4]
        causes = tuple(c for c in cause.split("+") if c and c != "unknown")
        return state.strip(), change.strip() or "unknown", causes, access.strip() or "unknown"


@dataclass(frozen=True, slots=True)
class PassageText:
    """One passage with its claims, sorted by where their evidence begins."""

    id: str
    genre: str
    theatre: str
    text: str
    claims: tuple[Marked, ...]
    language: str = "en"


def passages(path: Path) -> Iterator[PassageText]:
    """Yield the passages of a file. Raises ValueError with file and passage where the markup is broken."""
    for block in re.split(r"(?m)^(?=### )", path.read_text(encoding="utf-8")):
        if block.strip():
            yield passage(block, path.stem)


def passage(block: str, origin: str) -> PassageText:
    """Return the passage of one block."""
    first, *lines = block.rstrip().split("\n")
    head = _HEAD.fullmatch(first.strip())
    if head is None:
        raise ValueError(f"{origin}: {first!r} is not `### id | genre | theatre | language`")
    rows = [m for line in lines if (m := _LINE.fullmatch(line.strip()))]
    body = "\n".join(line for line in lines if not _LINE.fullmatch(line.strip())).strip()
    if head[2] != "post":
        body = re.sub(r"(?<=[^\n])\n(?=[^\n•\-*#])", " ", body)
    text, evidence = _unmarked(body)
    claims = [_claim(row, evidence, f"{origin}: {head[1]}") for row in rows]
    if set(evidence) != {c.number for c in claims}:
        raise ValueError(f"{origin}: {head[1]}: marks {sorted(evidence)} against lines {[c.number for c in claims]}")
    claims.sort(key=lambda c: c.evidence[0])
    return PassageText(f"{origin}:{head[1]}", head[2], head[3].strip(), text, tuple(claims), head[4] or "en")


def _unmarked(body: str) -> tuple[str, dict[int, list[tuple[int, int]]]]:
    text, at = "", 0
    evidence: dict[int, list[tuple[int, int]]] = {}
    for match in _MARK.finditer(body):
        text += body[at : match.start()]
        evidence.setdefault(int(match[1]), []).append((len(text), len(text) + len(match[2])))
        text += match[2]
        at = match.end()
    return text + body[at:], evidence


def _claim(row: re.Match[str], evidence: dict[int, list[tuple[int, int]]], where: str) -> Marked:
    number = int(row[1])
    if number not in evidence:
        raise ValueError(f"{where}: claim {number} has no mark in the text")
    claim = Marked(number, evidence[number], row[2])
    for part in filter(None, (p.strip() for p in row[3].split(";"))):
        if part.startswith("+"):
            claim.secondary += [c for c in re.split(r"[ ,+]+", part) if c]
            continue
        key, _, value = part.partition("=")
        if key.strip() == "sector":
            claim.sector = [s.strip() for s in value.split(",") if s.strip()]
        else:
            claim.fields[key.strip()] = value.strip()
    return claim


def as_met(path: Path) -> Iterator[PassageText]:
    """Yield the passages of a file as the reader of claims meets them: in English, else as their gloss."""
    for item in passages(path):
        yield item if item.language == "en" else glossed(item)


def glossed(item: PassageText) -> PassageText:
    """Return a Ukrainian, Russian or German passage as its gloss; a claim without a word there is left out."""
    reading = Reading(document("passage", item.text, item.language))
    reading = reading.plus(SegmentRules().annotate([reading])[0])
    gloss = gloss_of(reading)
    claims = []
    for claim in item.claims:
        there = [span for a, b in claim.evidence if (span := gloss.forth(Span(a, b))) is not None]
        if there:
            claims.append(replace(claim, evidence=[(span.start, span.end) for span in there]))
    return replace(item, text=gloss.text, claims=tuple(claims))


def sentences(text: str) -> list[Span]:
    """Return the sentences of an English text or a gloss, as the product cuts them."""
    (found,) = SegmentRules().annotate([Reading(document("passage", text))])
    return [s for record in found if isinstance(record, Passage) for s in record.sentences]


def pieces(text: str, tokenizer: WordPieces) -> Pieces:
    """Return words and wordpieces of a text."""
    return pieces_of(text, sentences(text), tokenizer)


def words_of(found: Pieces, evidence: list[tuple[int, int]]) -> np.ndarray:
    """Return the numbers of the words that lie in the evidence."""
    return np.array(
        [n for n, (a, b) in enumerate(found.words) if any(s < b and a < e for s, e in evidence)], dtype=np.int64
    )
