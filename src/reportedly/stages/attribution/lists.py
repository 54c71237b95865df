"""Closed word lists, kept as data beside the code."""

from functools import cache
from importlib.resources import files


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = files(__package__).joinpath("data/lists.en.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: frozenset(words.split()) for name, words in rows}


def words(name: str) -> frozenset[str]:
    """Return the word list of this name. Raises KeyError if the data file has none."""
    return _lists()[name]
