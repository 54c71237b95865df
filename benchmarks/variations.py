"""Copies with changes of a folder of reports, for runs at scale: `python -m benchmarks.variations FROM TO COUNT`."""

import random
import re
import sys
from pathlib import Path

SEED = 20261124
"""Seed of every draw: the same call writes the same files."""

_WORD = re.compile(r"\b[a-z]{4,}\b")
_NUMBER = re.compile(r"\b\d{1,2}\b")
_DAY = re.compile(r"2026-10-(\d\d)")
_SWAPS = {
    "said": "reported",
    "town": "city",
    "people": "residents",
    "about": "around",
    "since": "from",
    "more": "further",
    "without": "lacking",
}


def vary(text: str, draw: random.Random) -> str:
    """Return `text` with a few words swapped, numbers moved, a day shifted, and a sentence dropped."""
    text = _WORD.sub(lambda m: _SWAPS.get(m.group(), m.group()) if draw.random() < 0.3 else m.group(), text)
    text = _DAY.sub(lambda m: f"2026-10-{draw.randint(1, 28):02}", text)
    text = _NUMBER.sub(lambda m: str(draw.randint(2, 60)) if draw.random() < 0.2 else m.group(), text)
    paragraphs = text.split("\n\n")
    if len(paragraphs) > 3 and draw.random() < 0.5:
        paragraphs.pop(draw.randrange(2, len(paragraphs)))
    return "\n\n".join(paragraphs)


def write(source: Path, target: Path, count: int) -> int:
    """Write `count` varied files from the text files below `source` and return how many there are."""
    draw = random.Random(SEED)  # noqa: S311 - reproducible test data
    originals = sorted(p for p in source.iterdir() if p.suffix in (".txt", ".md", ".html"))
    target.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        origin = originals[number % len(originals)]
        name = f"{number:06}-{origin.stem}{origin.suffix}"
        (target / name).write_text(vary(origin.read_text("utf-8"), draw), "utf-8")
    return count


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
