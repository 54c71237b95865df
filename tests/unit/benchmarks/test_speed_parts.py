"""Where the time goes: each second counts once, made pages hold their article, and pages are read as fast as promised."""

from pathlib import Path

import pytest
from benchmarks import ingest_speed, speed
from benchmarks.made_pages import page, write_warc
from benchmarks.stopwatch import Stopwatch

from reportedly.ingest import read_file
from reportedly.records import Document
from reportedly.store import FileEvidence

ARTICLE = "\n\n".join(
    ["The ferry stopped", *(f"The ferry at landing {n} has been out of service since Monday, the port said." for n in
                             range(30))]
)  # fmt: skip


def ticking() -> Stopwatch:
    now = iter(range(100))
    return Stopwatch(lambda: float(next(now)))


def test_a_second_counts_under_the_innermost_label() -> None:
    watch = ticking()
    with watch.running("outer"), watch.running("inner"):
        pass
    assert watch.seconds == {"outer": 2.0, "inner": 1.0}


def test_the_steps_of_a_generator_count_and_what_is_done_between_them_does_not() -> None:
    watch = ticking()
    steps = watch.timed("steps", lambda: iter([1, 2]))()
    with watch.running("between"):
        next(steps)
    assert watch.seconds["between"] == 2.0
    assert watch.seconds["steps"] == 2.0


def test_watching_a_part_that_is_gone_is_an_error() -> None:
    with pytest.raises(AttributeError), Stopwatch().watching((speed, "no_such_part", "x")):
        pass


def test_a_made_page_gives_its_article_and_its_day(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(page(ARTICLE, 3))
    [found] = read_file(file, evidence=FileEvidence(tmp_path), now=ingest_speed.NOW)
    assert isinstance(found, Document)
    assert "landing 29 has been out of service" in found.text
    assert "Section 3" not in found.text
    assert (found.published or "")[:10] == "2026-03-01"


def test_a_made_archive_gives_a_document_for_each_page(tmp_path: Path) -> None:
    count = write_warc(tmp_path / "a.warc.gz", [ARTICLE], size=200_000)
    found = list(read_file(tmp_path / "a.warc.gz", evidence=FileEvidence(tmp_path), now=ingest_speed.NOW))
    assert count == len([f for f in found if isinstance(f, Document)]) > 1


def test_pages_are_read_at_four_fifths_of_the_speed_of_the_library_alone() -> None:
    # A ratio within one process; a neighbour that takes the processor away can only spoil single tries.
    assert max(ingest_speed.pages_ratio(8)["ratio"] for _ in range(3)) >= 0.8


def test_every_part_of_a_run_is_timed(tmp_path: Path) -> None:
    watch = Stopwatch()
    database = speed.run_once([ARTICLE], tmp_path, watch)
    found = speed.parts(watch.seconds, 500)
    assert {"ingest", "coding", "derivation", "joining", "ledger", "brief", "storage"} <= found["parts_s"].keys()
    assert min(found["parts_s"][name] for name in ("ingest", "coding", "joining", "brief", "storage")) > 0
    assert sum(found["parts_share"].values()) == pytest.approx(1.0)
    assert {"segment.rules", "encoder and heads"} <= found["labels_s"].keys()
    bare = speed.speed_peers.storage(database, 1.0)
    assert isinstance(bare, dict)
    assert bare["rows"] > 20
