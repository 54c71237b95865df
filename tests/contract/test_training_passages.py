"""The invented training passages: their marks are whole, and no invented test text stands in them."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT

FOLDER = ROOT / "training" / "attribution"
FILES = sorted((FOLDER / "passages").glob("*.txt"))
SHARED = 7
"""Words in a row that no test text may share with a training passage."""


@pytest.fixture(scope="module")
def corpus() -> ModuleType:
    found = importlib.util.spec_from_file_location("training_corpus", FOLDER / "corpus.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[found.name] = module
    found.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_mark_is_read(corpus: ModuleType, path: Path) -> None:
    rows = list(corpus.passages(path))
    assert rows
    for row in rows:
        assert "[" not in row["text"], row["id"]
        assert "]" not in row["text"], row["id"]
        for relation in row["attributions"]:
            assert relation["cue"], row["id"]
            assert relation["content"] or row["id"] == "a1:a009", row["id"]


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + SHARED]) for i in range(len(words) - SHARED + 1)}


def test_no_invented_test_text_stands_in_a_training_passage(corpus: ModuleType) -> None:
    trained = {run for path in FILES for row in corpus.passages(path) for run in runs(row["text"])}
    invented = ROOT / "benchmarks" / "invented"
    lines = [
        line
        for n in ("attribution", "chains", "chains_languages2")
        for line in (invented / f"{n}.jsonl").read_text("utf-8").splitlines()
    ]
    texts = [json.loads(line)["text"] for line in lines if line]
    assert len(texts) > 20
    assert not [text[:60] for text in texts if runs(text) & trained]


@pytest.mark.parametrize("name", ["coding", "coding2", "parallel2"])
def test_no_training_passage_of_the_coder_shares_four_words_with_a_test_item(name: str) -> None:
    folder = ROOT / "training" / "coding"
    passages = sorted((folder / "passages").glob("*.txt"))
    held = ROOT / "benchmarks" / "invented" / f"{name}.jsonl"
    done = subprocess.run(
        [sys.executable, folder / "apart.py", *passages, "--tests", held], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["0 shared runs of 4 words"]), done.stderr
