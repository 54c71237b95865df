"""Reading pages beside the extraction library alone: `python -m benchmarks.ingest_speed --pages 100 --warc-mb 8`.

The library alone is what one would write without the product: each page through trafilatura, with its metadata; for an
archive warcio before it. The product also keeps bytes and text, tells language and date, and guards against pages made
to do harm. Both go over the same pages in turn, in one process; times are those of the processor. Peaks of memory are
those of processes of their own.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time
from typing import Any

import trafilatura
from warcio.archiveiterator import ArchiveIterator

from benchmarks.made_pages import page, write_warc
from benchmarks.throughput import invented
from reportedly.ingest import read_file
from reportedly.records import Document
from reportedly.store import FileEvidence

MB = 1 << 20
NOW = "2026-11-01T00:00:00+00:00"


def library(data: bytes, *, metadata: bool = True) -> str:
    """Return the text of a page by the library alone, its metadata found beside it or not."""
    found: Any = trafilatura.bare_extraction(data, fast=True, with_metadata=metadata, include_comments=False)
    return str(getattr(found, "text", None) or "")


def pages_ratio(count: int) -> dict[str, float]:
    """Return the seconds for each page, by the library alone and by the product, and their ratio (1: as quick).

    `ratio_text` is the ratio to the library where it is asked for the text alone, without metadata.
    """
    made = [page(text, n) for n, text in enumerate(invented(count + 1))]
    with tempfile.TemporaryDirectory() as folder:
        evidence = FileEvidence(Path(folder))
        files = [Path(folder, f"{n}.html") for n in range(len(made))]
        for file, data in zip(files, made, strict=True):
            file.write_bytes(data)
        # The first page is not counted: it loads what is needed.
        times = [
            [_timed(library, data), _timed(_text_only, data), _timed(_read, file, evidence)]
            for file, data in zip(files, made, strict=True)
        ][1:]
    alone, text, whole = (sum(column) / count for column in zip(*times, strict=True))
    return {
        "pages": count,
        "library_s": alone,
        "library_text_s": text,
        "product_s": whole,
        "ratio": alone / whole,
        "ratio_text": text / whole,
    }


def warc_ratio(size: int) -> dict[str, float]:
    """Return the same for an archive whose pages have `size` bytes, with the peak of memory of both in MB."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made.warc.gz")
        count = write_warc(path, invented(40), size=size)
        alone, whole = (_apart(way, path) for way in ("library", "product"))
    return {
        "mb": size / MB,
        "pages": count,
        "library_s": alone["seconds"] / count,
        "product_s": whole["seconds"] / count,
        "ratio": alone["seconds"] / whole["seconds"],
        "library_peak_mb": alone["peak_mb"],
        "product_peak_mb": whole["peak_mb"],
    }


def read_warc_alone(path: Path) -> int:
    """Read an archive with the two libraries; return how many pages had a text."""
    with path.open("rb") as file:
        return sum(
            bool(library(record.content_stream().read()))
            for record in ArchiveIterator(file)
            if record.rec_type == "response"
        )


def _read(path: Path, evidence: FileEvidence) -> int:
    with evidence.together():
        return sum(isinstance(found, Document) for found in read_file(path, evidence=evidence, now=NOW))


def _text_only(data: bytes) -> str:
    return library(data, metadata=False)


def _timed(work: Callable[..., object], *given: object) -> float:
    start = process_time()
    work(*given)
    return process_time() - start


def _apart(way: str, path: Path) -> dict[str, float]:
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "benchmarks.ingest_speed", "--only", way, str(path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _only(way: str, path: Path) -> dict[str, float]:
    # A page first that is not counted: what is needed is loaded.
    with tempfile.TemporaryDirectory() as folder:
        evidence, first = FileEvidence(Path(folder)), Path(folder, "first.html")
        first.write_bytes(page(invented(1)[0], 0))
        library(first.read_bytes()) if way == "library" else _read(first, evidence)
        start = process_time()
        read_warc_alone(path) if way == "library" else _read(path, evidence)
        seconds = process_time() - start
    return {"seconds": seconds, "peak_mb": peak_mb()}


def peak_mb() -> float:
    """Return the most memory of this process so far in MB: Linux hands getrusage the peak of the parent down too."""
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both ratios as JSON lines."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ingest_speed", description=__doc__)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--warc-mb", type=float, default=6.0)
    parser.add_argument("--only", nargs=2, metavar=("WAY", "FILE"), help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.only:
        print(json.dumps(_only(chosen.only[0], Path(chosen.only[1]))))
        return 0
    print(json.dumps({"html": pages_ratio(chosen.pages)}))
    print(json.dumps({"warc": warc_ratio(int(chosen.warc_mb * MB))}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
