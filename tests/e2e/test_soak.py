"""Full-size fuzz and scale runs, made by hand with `make soak`; the last figures go to benchmarks/runs/soak.json."""

import json
import resource
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from benchmarks import variations
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.assembly import read
from reportedly.records import Claim
from tests.conftest import ROOT
from tests.e2e.test_run import FULL_SIZE_S, reportedly
from tests.unit.ingest.test_mutated_files import FORMATS, tried

FIGURES = ROOT / "benchmarks" / "runs" / "soak.json"


def note(name: str, **figures: object) -> None:
    """Keep the figures of one run, with day and commit."""
    kept = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    kept[name] = {**figures, "day": datetime.now(UTC).date().isoformat(), "commit": commit}
    FIGURES.parent.mkdir(exist_ok=True)
    FIGURES.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n", "utf-8")


def _timed(tmp_path: Path, source: Path, *more: object) -> dict[str, object]:
    started = time.monotonic()
    result = reportedly("run", source, "-o", tmp_path / "out", "--json", *more, timeout=FULL_SIZE_S)
    seconds = time.monotonic() - started
    summary = json.loads(result.stdout)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {
        "documents": summary["documents"]["in_project"],
        "claims": summary["claims"]["all"],
        "events": summary["events"],
        "seconds": round(seconds, 1),
        "peak_mb": round(peak),
    }


@pytest.mark.soak
def test_the_demo_reports(tmp_path: Path, examples: Path) -> None:
    figures = _timed(tmp_path, examples / "reports", "--theatre", examples / "theatre.yaml")
    # Of 22 files two hold two documents each, and one holds another's over again.
    assert figures["documents"] == 23
    note("demo", **figures)


@pytest.mark.soak
def test_a_thousand_copies_with_changes(tmp_path: Path, examples: Path) -> None:
    variations.write(examples / "reports", tmp_path / "in", 1000)
    figures = _timed(tmp_path, tmp_path / "in", "--theatre", examples / "theatre.yaml")
    assert int(str(figures["documents"])) > 800
    note("thousand_variations", files=1000, **figures)


@pytest.mark.soak
def test_any_text_is_read_with_spans_that_lie_in_it() -> None:
    count = 0

    @given(st.text(min_size=1, max_size=600).filter(str.strip))
    @settings(max_examples=3000, deadline=None, derandomize=True)
    def each(text: str) -> None:
        nonlocal count
        count += 1
        for claim in read(text + "\n\nThe clinic is shut, the council said.").of(Claim):
            assert claim.evidence[-1].end <= len(text) + 40

    each()
    note("fuzz_any_text", examples=count)


@pytest.mark.soak
@pytest.mark.parametrize("name", FORMATS)
def test_ten_thousand_damaged_files_over_all_formats(tmp_path: Path, name: str) -> None:
    started = time.monotonic()
    count = -(-10_000 // len(FORMATS))
    seen = tried(tmp_path, name, first=10_000, count=count)
    note(f"fuzz_damaged_{name}", files=count, **seen, seconds=round(time.monotonic() - started, 1))
