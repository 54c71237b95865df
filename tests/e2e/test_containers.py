"""Containers that are read while the program is killed: each document is wholly there or not at all."""

import json
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from tests.e2e.test_run import CODE, FULL_SIZE_S, reportedly
from tests.e2e.test_soak import note
from tests.unit.ingest.telegram_made import write_large
from tests.unit.ingest.warc_made import Made, html, wacz


def pile(folder: Path, *, posts: int, pages: int) -> None:
    """Write an export of so many posts, and archives of so many pages each."""
    folder.mkdir()
    write_large(folder / "result.json", posts)
    made = Made()
    for number in range(pages):
        words = f"Tap water in district {number} of Morrow has been off since Monday, the utility said."
        first = made.add(f"https://morrow.example/{number}", html(f"Taps of district {number}", words))
        made.revisit(f"https://morrow.example/{number}", first, date="2026-03-09T00:00:00Z")
    (folder / "a.warc.gz").write_bytes(made.data)
    (folder / "b.wacz").write_bytes(wacz({"data.warc.gz": made.data}))


def whole(out: Path) -> set[str]:
    """Hold each document against its original, text and custody; return the ids."""
    with sqlite3.connect(out / "reportedly.db") as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if not db.execute("SELECT name FROM sqlite_master WHERE name = 'custody'").fetchone():
            return set()
        rows = db.execute(
            "SELECT d.id, d.sha256, d.text_id, t.text, d.body FROM document d "
            "LEFT JOIN document_text t ON t.document = d.id"
        ).fetchall()
        noted = {json.loads(body)["detail"]["document"] for (body,) in db.execute(
            "SELECT body FROM custody WHERE kind = 'document'")}  # fmt: skip
    for name, sha256, text_id, text, body in rows:
        assert (out / "evidence" / sha256[:2] / sha256[2:]).exists(), name
        assert (out / "text" / f"{text_id}.txt").read_text("utf-8") == text
        assert json.loads(body)["genre"] == "social" or json.loads(body)["capture"]["final"]
    assert noted == {row[0] for row in rows}
    return {row[0] for row in rows}


def killed(tmp_path: Path, *, posts: int, pages: int, waits: list[float]) -> None:
    pile(tmp_path / "in", posts=posts, pages=pages)
    out = tmp_path / "out"
    seen: set[str] = set()
    for wait in waits:
        with subprocess.Popen(
            [*CODE, "ingest", str(tmp_path / "in"), "-o", str(out)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            time.sleep(wait)
            process.send_signal(signal.SIGKILL)
            process.wait(timeout=60)
        if (out / "reportedly.db").exists():
            now = whole(out)
            assert seen <= now
            seen = now
            reportedly("verify", "-o", out, "-q")
    reportedly("ingest", tmp_path / "in", "-o", out)
    reportedly("verify", "-o", out, "-q")
    assert seen <= whole(out)
    reportedly("ingest", tmp_path / "in", "-o", tmp_path / "clean")
    assert whole(out) == whole(tmp_path / "clean")
    assert len(whole(out)) == posts + pages


def test_a_killed_reading_of_containers_leaves_whole_documents_and_resumes(tmp_path: Path) -> None:
    killed(tmp_path, posts=400, pages=30, waits=[1.5, 2.5, 4.0])


@pytest.mark.soak
def test_two_hundred_kills_at_random_moments_of_reading(tmp_path: Path) -> None:
    """A reading is killed until it comes to its end between two kills; then the next one begins from nothing.

    A reading that was killed begins at its first file again: where it got no further, the next may take longer.
    """
    pile(tmp_path / "in", posts=6_000, pages=300)
    moments = random.Random(7)
    kills = readings = furthest = 0
    longest = 6.0
    while kills < 200:
        out = tmp_path / f"out-{readings}"
        seen: set[str] = set()
        ended = False
        while not ended and kills < 200:
            command = [*CODE, "ingest", str(tmp_path / "in"), "-o", str(out)]
            with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
                try:
                    process.wait(timeout=moments.uniform(0.5, longest))
                    ended = True
                except subprocess.TimeoutExpired:
                    process.kill()
                    kills += 1
            before = len(seen)
            if (out / "reportedly.db").exists():
                now = whole(out)
                assert seen <= now
                seen = now
                furthest = max(furthest, len(seen))
                reportedly("verify", "-o", out, "-q", timeout=FULL_SIZE_S)
            longest += 0.5 * (len(seen) == before)
        readings += 1
        if ended:
            assert len(seen) == 6_300
            shutil.rmtree(out)
    note("kills_while_reading", kills=kills, readings=readings, furthest=furthest)
