"""The invented passages for place names: their marks are whole, and no invented test text stands in them."""

import itertools
import json
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

FOLDER = ROOT / "training" / "places"
FILES = sorted((FOLDER / "passages").glob("*.txt"))
MARK = re.compile(r"\[([LGAI]) ([^\[\]]+)\]")
SHARED = 7
"""Words in a row that no test text may share with a training passage."""


def bodies(path: Path) -> list[str]:
    blocks = re.split(r"^### ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [block.partition("\n")[2].strip() for block in blocks]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_mark_is_whole(path: Path) -> None:
    assert bodies(path)
    for body in bodies(path):
        assert MARK.search(body)
        plain = MARK.sub(r"\2", body)
        assert "[" not in plain, body[:60]
        assert "]" not in plain, body[:60]
        for _, surface in MARK.findall(body):
            assert surface == surface.strip()
            assert not surface.startswith("the "), surface


def test_labels_on_articles_are_offsets_alone() -> None:
    lines = (FOLDER / "labels" / "polnear.tsv").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 400
    for line in lines:
        _, _, entries = line.partition("\t")
        found = [re.fullmatch(r"(\d+):(\d+):([LGAI])", entry) for entry in entries.split()]
        assert all(found), line[:80]
        spans = [(int(m[1]), int(m[2])) for m in found if m]
        assert all(a < b for a, b in spans)
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans)), line[:80]


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + SHARED]) for i in range(len(words) - SHARED + 1)}


def test_no_invented_test_text_stands_in_a_training_passage() -> None:
    trained = {run for path in FILES for body in bodies(path) for run in runs(MARK.sub(r"\2", body))}
    invented = ROOT / "benchmarks" / "invented"
    files = [invented / f"{name}.jsonl" for name in ("geoparsing", "theatre_places", "claims")]
    texts = [
        json.loads(line)["text"] for f in files if f.is_file() for line in f.read_text("utf-8").splitlines() if line
    ]
    assert len(texts) > 20
    assert not [text[:60] for text in texts if runs(text) & trained]
