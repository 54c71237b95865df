"""Invented sentences in Ukrainian, Russian and German with a claim, its sources, the root status and the level."""

import re
from pathlib import Path
from typing import NamedTuple


class Case(NamedTuple):
    """A text, the words of one claim in it, its sources from outlet to root, root status and level."""

    language: str
    text: str
    claim: str
    sources: tuple[str, ...]
    status: str
    level: str


def _case(line: str) -> Case:
    language, text, claim, sources, status, level = line.split("\t")
    chain = tuple(filter(None, sources.split(" > ")))
    return Case(language, text.replace("\\n", "\n"), claim, chain, status, level)


class Marked(NamedTuple):
    """A claim in a passage: its words, a word of its root source ("-" for none) and the root status."""

    claim: str
    source: str
    status: str


def _passage(block: str) -> tuple[str, str, tuple[Marked, ...]]:
    language, marked = block.split("\n", 1)
    claims = tuple(Marked(*found) for found in re.findall(r"\{([^{}@]*)@([^{}|]*)\|(\w+)\}", marked))
    return language.strip(), re.sub(r"\{([^{}@]*)@[^{}]*\}", r"\1", marked).strip(), claims


_PASSAGES = (Path(__file__).parent / "data" / "attributed_passages.txt").read_text(encoding="utf-8")
PASSAGES = tuple(_passage(block) for block in _PASSAGES.split("\n== ")[1:])
"""Language, text and marked claims of whole passages."""

_LINES = (Path(__file__).parent / "data" / "attributions.tsv").read_text(encoding="utf-8").splitlines()
CASES = tuple(_case(line) for line in _LINES if line and not line.startswith("#"))
