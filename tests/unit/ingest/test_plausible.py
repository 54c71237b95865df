"""Large files that hold nothing are refused before they are copied; real ones are read."""

import os
from pathlib import Path

import pytest

from reportedly.ingest import files
from reportedly.ingest.files import read_file
from reportedly.records import Document, Failure
from tests.unit.ingest.kept import NOW, MemoryEvidence
from tests.unit.ingest.warc_made import TAPS, Made

SIZE = 65 << 20
"""Just more than is held in memory."""


def hollow(path: Path, head: bytes, size: int = SIZE) -> Path:
    with path.open("wb") as file:
        file.write(head)
        file.truncate(size)
    return path


def refusal(path: Path) -> tuple[str, list[str]]:
    evidence = MemoryEvidence()
    [found] = read_file(path, evidence=evidence, now=NOW)
    assert isinstance(found, Failure)
    return found.message, evidence.order


@pytest.mark.parametrize("name", ["a.warc", "a.mbox", "result.json"])
def test_a_file_that_is_mostly_holes_is_not_copied(tmp_path: Path, name: str) -> None:
    head = {"a.warc": b"WARC/1.0\r\n", "a.mbox": b"From a@b.example Mon Oct 19 10:00:00 2026\nSubject: x\n\nx\n",
            "result.json": b'{"name": "x", "type": "public_channel", "id": 1, "messages": ['}[name]  # fmt: skip
    message, copied = refusal(hollow(tmp_path / name, head, 10 << 30))
    assert "were never written" in message
    assert copied == []


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"WARC/1.0\r\nzzzz", "no head"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n", "no head"),
        (b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 999999999999\r\n\r\n", "ends before"),
        (b"\x1f\x8b", "called .warc"),
    ],
)
def test_a_large_archive_whose_first_record_is_none_is_not_copied(tmp_path: Path, head: bytes, what: str) -> None:
    path = tmp_path / "a.warc"
    with path.open("wb") as file:
        file.write(head)
        for _ in range(66):
            file.write(b"z" * (1 << 20))
    message, copied = refusal(path)
    assert what in message
    assert copied == []


@pytest.mark.parametrize("gz", [True, False])
def test_a_large_archive_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gz: bool) -> None:
    monkeypatch.setattr(files, "IN_MEMORY", 1 << 10)
    made = Made(gz=gz)
    for number in range(5):
        made.add(f"https://www.sollen.example/taps/{number}", TAPS + b" " * number + os.urandom(64).hex().encode())
    path = tmp_path / "a.warc.gz"
    path.write_bytes(made.data)
    found = list(read_file(path, evidence=MemoryEvidence(), now=NOW))
    assert len([item for item in found if isinstance(item, Document)]) == 5
