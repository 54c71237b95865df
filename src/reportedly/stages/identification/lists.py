"""Closed word lists, kept as data beside the code."""

from functools import cache
from importlib.resources import files


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = files(__package__).joinpath("data/lists.en.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: frozenset(words.split()) for name, words in rows}


def words(name: str) -> frozenset[str]:
    """Return the word list of this name; an empty one if the data file has none."""
    return _lists().get(name, frozenset())


def kind_nouns(role: str | None = None) -> frozenset[str]:
    """Return the head nouns by which bodies of a role are taken up ("the institute"); without a role, all."""
    if role is not None:
        return words(f"noun.{role}")
    return frozenset(word for name, held in _lists().items() if name.startswith("noun.") for word in held)
