"""Article text beside the extraction library alone: `python -m benchmarks.article_text --pages 200`.

The text of an article is what the library finds in its page, so both should be equal but for white space. A live blog
is taken apart, each entry a document with its own time; there it is shown how much of the library's text stands in the
documents of the page, and how much more those hold.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.ingest_speed import NOW, library
from benchmarks.made_pages import live_page, page, untidy_page
from benchmarks.throughput import invented
from reportedly.ingest import read_file
from reportedly.records import Document
from reportedly.store import FileEvidence
from reportedly.text import squeeze

ENTRIES = 6
"""Entries of each live blog."""


def compared(pages: Iterable[bytes]) -> dict[str, float | int | list[str]]:
    """Return how many pages there are, on how many both texts are equal, and what differs on the first others.

    `items` counts the documents that are entries of a live blog. `kept` is the share of the library's words that stand
    in the documents of the page, `further` how many words those hold besides, for each word of the library.
    """
    count = equal = items = 0
    theirs: Counter[str] = Counter()
    common, ours = 0, 0
    differs: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        evidence = FileEvidence(Path(folder))
        for data in pages:
            count += 1
            alone = squeeze(library(data, metadata=False))
            found = _product(data, Path(folder, "page.html"), evidence)
            items += sum("#item=" in document.path for document in found)
            texts = [document.text for document in found]
            whole = squeeze(" ".join(texts))
            equal += whole == alone
            if whole != alone and len(differs) < 3:
                differs.append(f"{len(alone.split())} words alone, {len(whole.split())} in {len(texts)} documents")
            mine, other = Counter(whole.split()), Counter(alone.split())
            common, ours = common + (mine & other).total(), ours + mine.total()
            theirs += other
    total = max(1, theirs.total())
    return {
        "pages": count, "equal": round(equal / max(1, count), 4), "items": items, "kept": round(common / total, 4),
        "further": round((ours - common) / total, 4), "differs": differs,
    }  # fmt: skip


def _product(data: bytes, file: Path, evidence: FileEvidence) -> list[Document]:
    """Return the documents of a page, what stands in no entry first."""
    file.write_bytes(data)
    with evidence.together():
        return [found for found in read_file(file, evidence=evidence, now=NOW) if isinstance(found, Document)]


def figures(count: int) -> dict[str, dict[str, float | int | list[str]]]:
    """Return the comparison for so many invented pages of each kind."""
    texts = invented(max(count, 40))
    return {
        "articles": compared(page(text, n) for n, text in enumerate(texts[:count])),
        "untidy": compared(untidy_page(text, n) for n, text in enumerate(texts[:count])),
        "live": compared(live_page(texts, n, entries=ENTRIES) for n in range(count)),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a JSON line for each kind of page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.article_text", description=__doc__)
    parser.add_argument("--pages", type=int, default=60)
    for kind, found in figures(parser.parse_args(arguments).pages).items():
        print(json.dumps({kind: found}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
