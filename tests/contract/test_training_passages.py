"""The invented training passages: their marks are whole, and no invented test text stands in them."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from reportedly.codebook import load_default
from tests.conftest import ROOT

FOLDER = ROOT / "training" / "attribution"
FILES = sorted((FOLDER / "passages").glob("*.txt"))
CODING = ROOT / "training" / "coding"
CODING_FILES = sorted((CODING / "passages").glob("*.txt"))
SHARED = 7
"""Words in a row that no test text may share with a training passage."""


def loaded(name: str, path: Path) -> ModuleType:
    found = importlib.util.spec_from_file_location(name, path)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[found.name] = module
    found.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def corpus() -> ModuleType:
    return loaded("training_corpus", FOLDER / "corpus.py")


@pytest.fixture(scope="module")
def coding() -> ModuleType:
    return loaded("training_coding_texts", CODING / "texts.py")


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


@pytest.mark.parametrize("path", CODING_FILES, ids=lambda p: p.name)
def test_every_claim_for_the_reader_has_a_category_and_evidence(coding: ModuleType, path: Path) -> None:
    book = load_default()
    codes = {c.id.rpartition(".")[2] for c in book.categories} | {r.id for r in book.routing}
    for item in coding.passages(path):
        assert "{" not in item.text, item.id
        assert "}" not in item.text, item.id
        for claim in item.claims:
            assert {claim.category, *claim.secondary} <= codes, (item.id, claim.number)
            assert all(item.text[a:b].strip() for a, b in claim.evidence), (item.id, claim.number)
            assert set(claim.sector) <= set(book.sector_ids), (item.id, claim.number)


@pytest.mark.parametrize("language", ["de", "ru", "uk"])
def test_passages_in_other_languages_name_their_language(coding: ModuleType, language: str) -> None:
    items = list(coding.passages(CODING / "passages" / f"gl_{language}.txt"))
    assert len(items) >= 50
    assert {item.language for item in items} == {language}


def test_a_head_line_without_a_language_is_english(coding: ModuleType) -> None:
    item = coding.passage("### p-1 | news | Halmar Delta, north bank\n{1:The quay is shut}.\n1: C07", "made")
    assert (item.theatre, item.language) == ("Halmar Delta, north bank", "en")


def test_the_reader_meets_a_passage_in_another_language_as_its_gloss(coding: ModuleType) -> None:
    block = "### p-1 | news | Halmar Delta | de\n{1:Am 3. Mai blieb das Krankenhaus geschlossen}.\n1: C01"
    met = coding.glossed(coding.passage(block, "made"))
    [claim] = met.claims
    [(start, end)] = claim.evidence
    assert "hospital" in met.text[start:end]
    assert met.text[end:].strip() == "."


@pytest.mark.parametrize("name", ["coding", "coding2", "parallel2"])
def test_no_training_passage_of_the_coder_shares_four_words_with_a_test_item(name: str) -> None:
    folder = ROOT / "training" / "coding"
    passages = sorted((folder / "passages").glob("*.txt"))
    held = ROOT / "benchmarks" / "invented" / f"{name}.jsonl"
    done = subprocess.run(
        [sys.executable, folder / "apart.py", *passages, "--tests", held], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["0 shared runs of 4 words"]), done.stderr
