"""A random sample of claims, and of sentences in which none was found, drawn once and kept for people to check."""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from reportedly.checking.values import values_of
from reportedly.errors import ReportedlyError
from reportedly.records import Claim, Coding, Passage, Reading, Span, is_routing
from reportedly.records.withhold import Discretion, private_names
from reportedly.text import digest

T = TypeVar("T")

FOLDER = "audits"
SHORTEST = 25
"""Code points that a sentence without a claim has at least; shorter ones are bylines and headings."""


class NoSample(ReportedlyError):
    """A sample that is not there, is damaged, or cannot be drawn."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to check. `values` are those at the time of the draw; a sentence without a claim has none.

    `span` (start, end in code points) is where to look in the document.
    """

    id: str
    document: str
    claim: str
    span: tuple[int, int]
    language: str
    values: dict[str, str]

    @property
    def silent(self) -> bool:
        """Whether this is a sentence in which no claim was found."""
        return not self.claim


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn: `claims` and `silent` say from how many, `where` which ones were asked for."""

    id: str
    at: str
    by: str
    seed: int
    where: str
    claims: int
    silent: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a sample is to be drawn: how many claims and silent sentences, by which seed, of which language and code."""

    claims: int = 100
    silent: int = 50
    seed: int = 1
    language: str = ""
    category: str = ""
    routed: bool = False

    @property
    def words(self) -> str:
        """Say which claims are asked for."""
        parts = (
            f"language {self.language}" if self.language else "",
            f"category {self.category}" if self.category else "",
            "with those outside the codebook" if self.routed else "",
        )
        return ", ".join(part for part in parts if part) or "all claims of the codebook"


def draw(readings: Sequence[Reading], wanted: Wanted, *, at: str, by: str, working_copy: bool = False) -> Sample:
    """Return a simple random sample without replacement, in random order. Raises NoSample where there is nothing."""
    chosen = [r for r in readings if wanted.language in ("", r.document.language)]
    discretion = Discretion(private_names(readings), working_copy=working_copy)
    claims = [(r, c) for r in chosen for c in r.of(Claim) if _asked(r, c, wanted)]
    silent = [] if wanted.category else [(r, s) for r in chosen for s in silent_sentences(r)]
    if not claims and not silent:
        raise NoSample(f"there is nothing to draw from: {wanted.words}; run the stages first, or ask for less")
    random_ = random.Random(f"{wanted.seed} {wanted.words}")  # noqa: S311 - a sample that can be drawn again
    items = [
        Item(_id(claim.id), r.document.id, claim.id, _outer(claim), _tongue(r), values_of(r, claim, discretion))
        for r, claim in _some(random_, claims, wanted.claims, lambda pair: pair[1].id)
    ]
    items += [
        Item(_id(r.document.id, str(s.start)), r.document.id, "", (s.start, s.end), _tongue(r), {})
        for r, s in _some(random_, silent, wanted.silent, lambda pair: f"{pair[0].document.id} {pair[1].start:09}")
    ]
    random_.shuffle(items)
    name = "aud_" + digest(at, by, str(wanted), *(item.id for item in items), length=10)
    return Sample(name, at, by, wanted.seed, wanted.words, len(claims), len(silent), tuple(items))


def silent_sentences(reading: Reading) -> list[Span]:
    """Return the sentences of a document's own text in which no claim was found."""
    taken = [
        span
        for claim in reading.of(Claim)
        for span in (*claim.evidence, *((claim.sentence,) if claim.sentence else ()))
    ]
    found = []
    for passage in reading.of(Passage):
        if passage.kind in ("boilerplate", "metadata", "headline"):
            continue
        for sentence in passage.sentences:
            if len(sentence) >= SHORTEST and not any(sentence.overlaps(span) for span in taken):
                found.append(sentence)
    return found


def keep(sample: Sample, out: Path) -> Path:
    """Write a sample into the project and return the file."""
    folder = out / FOLDER
    folder.mkdir(exist_ok=True)
    path = folder / f"{sample.id}.json"
    temporary = path.with_name(path.name + ".part")
    temporary.write_text(json.dumps(asdict(sample), ensure_ascii=False, indent=1), "utf-8")
    temporary.replace(path)
    return path


def load(out: Path, name: str) -> Sample:
    """Return a kept sample. Raises NoSample if there is none of that name, or its file is damaged."""
    known = names(out)
    if name not in known:
        raise NoSample(f"{name}: there is no such sample in {out}; there are {', '.join(known) or 'none'}")
    path = out / FOLDER / f"{name}.json"
    try:
        plain = json.loads(path.read_text("utf-8"))
        items = tuple(Item(**{**item, "span": tuple(item["span"])}) for item in plain.pop("items"))
        return Sample(**plain, items=items)
    except (ValueError, TypeError, KeyError) as error:
        raise NoSample(f"{path}: this is no sample ({error}); restore the file") from error


def names(out: Path) -> list[str]:
    """Return the ids of the kept samples, sorted."""
    return sorted(path.stem for path in (out / FOLDER).glob("aud_*.json"))


def _asked(reading: Reading, claim: Claim, wanted: Wanted) -> bool:
    coding = reading.first(Coding, claim.id)
    if coding is None:
        return False
    if not wanted.routed and is_routing(coding.category):
        return False
    return coding.category.startswith(wanted.category) or coding.category.rpartition(".")[2].startswith(wanted.category)


def _some(random_: random.Random, found: list[T], count: int, key: Callable[[T], str]) -> list[T]:
    """Return some of them; sorted before, so that the draw follows from the seed alone."""
    return random_.sample(sorted(found, key=key), min(count, len(found)))


def _outer(claim: Claim) -> tuple[int, int]:
    return min(s.start for s in claim.evidence), max(s.end for s in claim.evidence)


def _tongue(reading: Reading) -> str:
    return reading.document.language or ""


def _id(*parts: str) -> str:
    return "itm_" + digest(*parts, length=10)
