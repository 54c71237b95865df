"""Memory of a run at the end of each phase, by number of short documents: `python -m benchmarks.run_memory 1000 4000`.

Each number is a run in a process of its own over invented texts of about 50 words, with one worker. Printed are MB that
are resident at the end of the phase, the peak so far, and the seconds of the processor that the phase took.
"""

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

from benchmarks.throughput import SEED, paragraphs
from benchmarks.variations import vary
from reportedly.project import BriefOptions, Project, Silent, Summary

WORDS = 50


def texts(count: int) -> list[str]:
    """Return different invented texts of about 50 words."""
    draw = random.Random(SEED)  # noqa: S311 - reproducible test data
    pool = [p for p in paragraphs() if WORDS // 2 <= len(p.split()) <= WORDS * 2]
    return [f"Report {n}.\n\n{vary(draw.choice(pool), draw)}" for n in range(count)]


def phases(count: int, folder: Path) -> list[dict[str, float | str]]:
    """Run over so many documents and return the figures of each phase."""
    source = folder / "in"
    source.mkdir()
    for number, text in enumerate(texts(count)):
        (source / f"{number:06}.txt").write_text(text, "utf-8")
    summary, silent, rows = Summary(), Silent(), list[dict[str, float | str]]()
    with Project(folder / "out") as project:
        project.begin({"command": "run"})
        work: tuple[tuple[str, Callable[[], object]], ...] = (
            ("ingest", lambda: project.ingest([source], summary, silent, None)),
            ("code", lambda: project.code(summary, silent, workers=1)),
            ("join", lambda: project.join(summary, silent)),
            ("brief", lambda: project.brief(summary, silent, BriefOptions())),
        )
        for name, phase in work:
            start = process_time()
            phase()
            resident, peak = _memory()
            rows.append({"phase": name, "mb": resident, "peak_mb": peak, "cpu_s": process_time() - start})
    return rows


def _memory() -> tuple[float, float]:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    found = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines if line.startswith(("VmRSS", "VmHWM"))}
    return found["VmRSS"], found["VmHWM"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line of JSON for each phase of each run."""
    given = list(arguments if arguments is not None else sys.argv[1:]) or ["1000", "4000"]
    if given[0] == "--one":
        with tempfile.TemporaryDirectory() as folder:
            print("\n".join(json.dumps(row) for row in phases(int(given[1]), Path(folder))))
        return 0
    for count in given:
        done = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-m", "benchmarks.run_memory", "--one", count],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        for line in done.stdout.splitlines():
            print(json.dumps({"documents": int(count), **json.loads(line)}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
