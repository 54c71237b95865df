"""Sentence frames, outlets and small words of machine-made documents, in four languages."""

from collections import defaultdict
from functools import cache
from importlib.resources import files
from random import Random

_LISTS = frozenset(("outlet_head", "outlet_tail", "hedge"))


class Frames:
    """The lines of data/frames.tsv by what they are for and their language."""

    def __init__(self, text: str) -> None:
        self._lines: dict[tuple[str, str], list[str]] = defaultdict(list)
        for line in text.splitlines():
            use, language, content = line.split("\t")
            parts = content.split(";") if use in _LISTS else content.split() if use == "lower" else [content]
            self._lines[use, language].extend(parts)

    def all(self, use: str, language: str) -> tuple[str, ...]:
        """Return all lines for a use."""
        return tuple(self._lines[use, language])

    def one(self, use: str, language: str, rng: Random) -> str:
        """Return one line for a use, drawn."""
        return rng.choice(self._lines[use, language])

    def outlet(self, language: str, rng: Random) -> str:
        """Return the name of an invented outlet."""
        return self.one("outlet_head", language, rng) + " " + self.one("outlet_tail", language, rng)

    def inside(self, claim: str, language: str) -> str:
        """Return a claim as it stands within a sentence: a small first word loses its capital."""
        first = claim.split(" ", 1)[0]
        lowered = first[:1].lower() + first[1:]
        return lowered + claim[len(first) :] if lowered in self._lines["lower", language] else claim


@cache
def load() -> Frames:
    """Return the frames that ship with the benchmark."""
    return Frames((files("benchmarks.families") / "data" / "frames.tsv").read_text("utf-8"))
