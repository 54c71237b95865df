"""`python -m benchmarks.place_cost`: what the gazetteer costs: its build, its look-ups, and the memory that they take.

Seconds are those of the processor, one process, one thread. Each figure is taken in a process of its own, so that none
finds what another has loaded.
"""

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import corpora
from benchmarks.corpora import span_of
from benchmarks.table import columns, number

HERE = Path(__file__).parent
DEFAULT = HERE / "invented" / "theatre_tuning.jsonl"
MB = 1 << 20


def build_cost(_data: Path) -> dict[str, float]:
    """Return the seconds of a build of the base and the most memory that it takes."""
    from reportedly.gazetteer import build

    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        path = build(Path(folder) / "base.sqlite")
        seconds = time.process_time() - start
        size = path.stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"build_s": seconds, "build_peak_mb": peak / MB, "file_mb": size / MB}


def lookup_cost(data: Path) -> dict[str, float]:
    """Return the seconds for 1,000 toponyms of documents, met the first time and again, and the memory they take."""
    from reportedly.gazetteer import open_default
    from reportedly.interfaces import Toponym

    rows = corpora.load(data, needs=("text", "toponyms")).rows
    gc.collect()
    bare = _resident()
    places = open_default()
    asked: list[tuple[str, list[Toponym]]] = []
    for _, place, row in rows:
        text = row["text"]
        spans = sorted({span_of([t["start"], t["end"]], text, place) for t in row["toponyms"]})
        asked.append((text, [Toponym(span, span.of(text)) for span in spans]))
    count = sum(len(toponyms) for _, toponyms in asked)
    seconds = []
    for _ in range(2):
        start = time.process_time()
        for text, toponyms in asked:
            places.resolve(text, toponyms)
        seconds.append((time.process_time() - start) / count * 1000)
    gc.collect()
    return {
        "toponyms": float(count),
        "first_s_per_1000": seconds[0],
        "warm_s_per_1000": seconds[1],
        "resident_mb_over_imports": (_resident() - bare) / MB,
    }


def ready(_data: Path) -> dict[str, float]:
    """Build the base where it is not there yet, so that no measured look-up does."""
    from reportedly.gazetteer import open_default

    open_default().close()
    return {}


PARTS: dict[str, Callable[[Path], dict[str, float]]] = {"build": build_cost, "ready": ready, "lookup": lookup_cost}


def _resident() -> int:
    pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    return int(pages) * resource.getpagesize()


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; `--part` is what a process of its own measures, as JSON."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.place_cost", description=__doc__)
    made.add_argument("--data", type=Path, default=DEFAULT, help="texts with toponyms, in the format of geoparsing")
    made.add_argument("--part", choices=sorted(PARTS), help="only this part, as JSON")
    made.add_argument("--json", action="store_true", help="print JSON")
    chosen = made.parse_args(arguments)
    if chosen.part:
        print(json.dumps(PARTS[chosen.part](chosen.data)))
        return 0
    found: dict[str, float] = {}
    for part in PARTS:
        command = [sys.executable, "-m", "benchmarks.place_cost", "--part", part, "--data", str(chosen.data)]
        found |= json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603 - ourselves
    print(json.dumps(found) if chosen.json else columns([(name, number(value)) for name, value in found.items()]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
