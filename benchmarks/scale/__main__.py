"""`python -m benchmarks.scale --documents 100000`: how long joining takes, and whether it finds the truth."""

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.scale.made import Made
from benchmarks.scale.stored import RUN, opened, put_text, settings, write_store
from reportedly.join.driver import Report, join, rebuild
from reportedly.store.joining import JoinTables

MORE = 100
"""Documents that are added to the store once it is joined."""


def measure(folder: Path, documents: int, *, keep: Path | None = None) -> dict[str, Any]:
    """Join a store of so many documents, then add MORE; return seconds of processor time, memory and what was found."""
    path = keep or folder / f"scale-{documents}.db"
    if path.exists():
        path.unlink()
    more = write_store(path, documents, more=MORE)
    return timed(path, documents, more)


def timed(path: Path, documents: int, more: Sequence[Made]) -> dict[str, Any]:
    """Join a written store and add documents to it."""
    store = opened(path)
    start, clock = _processor_time(), time.perf_counter()
    with store.joining(RUN) as tables:
        whole = rebuild(tables, settings())
    seconds, elapsed = _processor_time() - start, time.perf_counter() - clock
    with store.joining(RUN) as tables:
        for one in more:
            put_text(tables, one)
    start = _processor_time()
    with store.joining(RUN) as tables:
        added = join(tables, settings(), [m.print for m in more], [m.dossier for m in more])
        added_seconds = _processor_time() - start
        found = _against_truth(tables, json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8")))
    store.close()
    return {
        "documents": documents,
        "cpu_seconds": round(seconds, 1),
        "elapsed_seconds": round(elapsed, 1),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "peak_mib_of_a_helper": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        **_plain("whole", whole),
        "adding_documents": len(more),
        "adding_cpu_seconds": round(added_seconds, 2),
        **_plain("adding", added),
        **found,
    }


def _processor_time() -> float:
    """Return the seconds of processor time of this process and of those that it started and that have ended."""
    found = os.times()
    return found.user + found.system + found.children_user + found.children_system


def _plain(name: str, report: Report) -> dict[str, int]:
    return {
        f"{name}_document_pairs": report.document_pairs,
        f"{name}_claim_pairs": report.claim_pairs,
        f"{name}_events": report.events,
    }


def _against_truth(tables: JoinTables, truth: dict[str, tuple[int, bool]]) -> dict[str, float]:
    """Return the share of edges that stay within a story, and of derived documents that have such an edge."""
    right, edges, found = 0, 0, set()
    for start, end in tables.rows(
        "SELECT start, \"end\" FROM join_edge WHERE json_extract(body, '$.kind') != 'same_family'"
    ):
        edges += 1
        if truth[start][0] == truth[end][0]:
            right += 1
            found |= {start, end} if not truth[start][1] else {start}
    derived = [document for document, (_, made) in truth.items() if made]
    return {
        "edges_within_story": round(right / max(1, edges), 4),
        "derived_with_edge": round(sum(d in found for d in derived) / max(1, len(derived)), 4),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; with --double also half as many documents and the ratio."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--double", action="store_true", help="measure half as many first, and print the ratio")
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    chosen = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        found = []
        for count in [chosen.documents // 2, chosen.documents] if chosen.double else [chosen.documents]:
            found.append(measure(Path(folder), count))
            if not chosen.json:
                print("\n".join(f"{name:<24} {value}" for name, value in found[-1].items()), end="\n\n")
    ratio = found[-1]["cpu_seconds"] / max(0.1, found[0]["cpu_seconds"])
    if chosen.json:
        print(json.dumps({**found[-1], "ratio": ratio if chosen.double else None}))
    elif chosen.double:
        print(f"{'ratio for doubling':<24} {ratio:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
