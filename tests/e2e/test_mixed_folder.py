"""A folder of files by many programs: nothing is lost, and each file is accounted for."""

import json
import shutil
import sqlite3
import time
from pathlib import Path

import pytest

from tests.e2e.mixed_folder import mixed, sources, words
from tests.e2e.test_run import FULL_SIZE_S, reportedly
from tests.e2e.test_soak import note

CHROMIUM, SOFFICE = shutil.which("chromium"), shutil.which("soffice")
programs = pytest.mark.skipif(None in (CHROMIUM, SOFFICE), reason="chromium and LibreOffice are not both installed")


def accounted_for(tmp_path: Path, *, each: int, posts: int, timeout: float = 300) -> dict[str, int]:
    """Read such a folder and hold every file of it against what was put into it."""
    folder, out = tmp_path / "in", tmp_path / "out"
    made = mixed(folder, each=each, posts=posts, chromium=Path(str(CHROMIUM)), soffice=Path(str(SOFFICE)))
    reportedly("ingest", folder, "-o", out, timeout=timeout)
    with sqlite3.connect(out / "reportedly.db") as db:
        found = [(json.loads(body), text) for body, text in db.execute(
            "SELECT d.body, t.text FROM document d JOIN document_text t ON t.document = d.id")]  # fmt: skip
    read = sources((body for body, _ in found), folder)
    failed = sources(map(json.loads, reportedly("failures", "-o", out, "--json").stdout.splitlines()), folder)
    assert read == made.holds
    assert set(failed) == made.refused
    together = "\n".join(" ".join(text.split()) for _, text in found)
    lost = [number for number in range(1, made.number + 1) if words(number) not in together]
    assert lost == []
    reportedly("verify", "-o", out, "-q", timeout=timeout)
    again = json.loads(reportedly("ingest", folder, "-o", out, "--json", timeout=timeout).stdout)
    assert again["documents"]["new"] == 0
    return {"files": len(list(folder.iterdir())), "documents": len(found), "refused": len(failed)}


@programs
@pytest.mark.slow
def test_each_file_of_a_mixed_folder_is_accounted_for(tmp_path: Path) -> None:
    assert accounted_for(tmp_path, each=2, posts=300)["files"] > 40


@programs
@pytest.mark.soak
def test_two_hundred_files_and_twenty_thousand_messages(tmp_path: Path) -> None:
    started = time.monotonic()
    figures = accounted_for(tmp_path, each=12, posts=20_000, timeout=FULL_SIZE_S)
    assert figures["files"] >= 200
    note("mixed_folder", **figures, seconds=round(time.monotonic() - started, 1))
