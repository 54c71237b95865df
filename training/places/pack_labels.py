"""Turn labels written line by line (`n|letter|surface[|k]` below `=== id`) into offsets without any text."""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "attribution"))

from corpus import polnear


def spans(text: str, entries: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, letter) of the entries of one article; an entry that is not in its line ends the run."""
    starts = [0]
    lines = text.split("\n")
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    taken: list[tuple[int, int]] = []
    longest_first = sorted(entries, key=lambda e: -len(e.split("|")[2]))
    for entry in longest_first:
        number, letter, surface, *which = entry.split("|")
        at, line = starts[int(number)], lines[int(number)]
        found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", line)]
        if not found:
            sys.exit(f"{entry!r} is not in its line")
        for start, end in found if not which else [found[int(which[0]) - 1]]:
            span = at + start, at + end
            if not any(span[0] < b and a < span[1] for a, b in taken if (a, b) != span):
                taken.append(span)
                yield *span, letter


def main() -> None:
    """Read the files and print one line for each article."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, required=True, help="train.jsonl.gz of PolNeAR")
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    texts = {row["id"]: row["text"] for row in polnear(options.articles)}
    for file in options.files:
        for block in re.split(r"^=== ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            name, *entries = (line for line in block.splitlines() if line.strip())
            unique: dict[tuple[int, int], str] = {}
            for start, end, letter in spans(texts[name.strip()], entries):
                unique.setdefault((start, end), letter)
            print(name.strip(), " ".join(f"{a}:{b}:{c}" for (a, b), c in sorted(unique.items())), sep="\t")


if __name__ == "__main__":
    main()
