"""Damaged files of each format: never an error, never long, and what is told is whole."""

import os
import warnings
from pathlib import Path

import pytest

from reportedly.ingest.files import BROKE_DOWN
from reportedly.records import Document, Failure, Note
from tests.unit.ingest.kept import MemoryEvidence, read
from tests.unit.ingest.mutations import mutated
from tests.unit.ingest.samples import every_format

FORMATS = every_format()
ARCHIVES = ("result.json", "messages.html", "a.warc", "a.warc.gz", "a.wacz")
LIMIT = 10.0
"""Longest time on the processor for one damaged file, in seconds."""


def _worked() -> float:
    """Return the time that this process and those it started have worked, in seconds."""
    return sum(os.times()[:4])


def tried(folder: Path, name: str, *, first: int, count: int) -> dict[str, int]:
    """Read so many damaged files; return how many gave documents, failures, both. Asserts what must hold."""
    seen = {"documents": 0, "failures": 0}
    for seed in range(first, first + count):
        data = mutated(FORMATS[name], seed)
        evidence = MemoryEvidence()
        started = _worked()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # libraries warn of what is damaged
            found = read(folder, name, data, evidence=evidence)
        assert _worked() - started < LIMIT, f"seed {seed}"
        assert found, f"seed {seed}"
        for item in found:
            assert item.path.startswith(name), f"seed {seed}"
            if isinstance(item, Document):
                assert item.sha256 in evidence.data, f"seed {seed}"
                assert evidence.texts[item.text_id] == item.text, f"seed {seed}"
            else:
                assert isinstance(item, Failure | Note)
                assert item.message, f"seed {seed}"
                assert BROKE_DOWN not in item.message, f"seed {seed}: {item.message}"
        assert evidence.data[evidence.order[0]] == data, f"seed {seed}: the file is captured before anything else"
        seen["documents"] += any(isinstance(item, Document) for item in found)
        seen["failures"] += any(isinstance(item, Failure) for item in found)
    return seen


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "a.pdf"])
def test_damaged_files_give_documents_or_failures(tmp_path: Path, name: str) -> None:
    seen = tried(tmp_path, name, first=0, count=300)
    # Of an export whose messages are no posts any more, all that is told may be how many there are.
    assert sum(seen.values()) >= (250 if name in ARCHIVES else 300)


@pytest.mark.slow
def test_damaged_pdfs_give_documents_or_failures(tmp_path: Path) -> None:
    seen = tried(tmp_path, "a.pdf", first=0, count=300)
    assert seen["documents"] > 50
    assert seen["failures"] > 20


@pytest.mark.parametrize("name", FORMATS)
def test_the_files_as_they_were_made_are_read_whole(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, name, FORMATS[name])
    assert all(isinstance(item, Document) for item in found), found
