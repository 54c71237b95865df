"""`python -m benchmarks.families make|reprints|whole|check`: make families from kits, and check files of them."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks import corpora
from benchmarks.families import draw, shape
from benchmarks.families.kits import load_kits
from benchmarks.families.model import Row
from benchmarks.run import write_lines
from reportedly.errors import ReportedlyError

SHIPPED = Path(__file__).parent / "kits"


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.families", description=__doc__)
    commands = made.add_subparsers(dest="command", required=True)
    for name, unit, default in (("make", "families", 1000), ("reprints", "documents", 1000)):
        command = commands.add_parser(name, help=f"draw {unit} from kits; the same seed gives the same file")
        command.add_argument("--kits", type=Path, default=SHIPPED, metavar="FOLDER", help="default: those that ship")
        command.add_argument("--seed", type=int, default=1)
        command.add_argument(f"--{unit}", dest="count", type=int, default=default, metavar="N")
        command.add_argument("-o", dest="out", type=Path, required=True, metavar="FILE.jsonl")
    command = commands.add_parser("whole", help="every kit as one family, as it was written")
    command.add_argument("--kits", type=Path, default=SHIPPED, metavar="FOLDER", help="default: those that ship")
    command.add_argument("-o", dest="out", type=Path, required=True, metavar="FILE.jsonl")
    check = commands.add_parser("check", help="check a file of families, or a folder of kits")
    check.add_argument("path", type=Path)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 2 if the kits or families cannot be used."""
    chosen = parser().parse_args(arguments)
    try:
        if chosen.command == "check" and chosen.path.is_dir():
            kits = load_kits(chosen.path)
            print(f"{len(kits)} kits with {sum(len(kit.members) for kit in kits)} documents keep the format")
            return 0
        if chosen.command == "check":
            rows = [_checked(row, place) for _, place, row in corpora.load(chosen.path, needs=("family",)).rows]
        else:
            rows = [_checked(row, row["id"]) for row in _drawn(chosen)]
            write_lines(rows, chosen.out)
    except ReportedlyError as e:
        print(f"error: {e}", file=sys.stderr)
        return 2
    print(summary(rows))
    return 0


def _drawn(chosen: argparse.Namespace) -> Iterable[Row]:
    kits = load_kits(chosen.kits)
    if chosen.command == "whole":
        return draw.whole(kits)
    drawn = draw.families if chosen.command == "make" else draw.reprints
    return drawn(kits, chosen.count, chosen.seed)


def _checked(row: Row, place: str) -> Row:
    shape.check(row, place)
    return row


def summary(rows: Iterable[Row]) -> str:
    """Return what a file holds, in four lines."""
    every = list(rows)
    langs = Counter(doc["lang"] for row in every for doc in row["docs"])
    kinds = Counter(edge["kind"] for row in every for edge in row["edges"])
    hows = Counter(edge.get("how", "?") for row in every for edge in row["edges"])
    bounds = Counter(event["origins_min"] for row in every for event in row["events"])
    return "\n".join(
        [
            f"{len(every)} rows, {sum(langs.values())} documents: {json.dumps(dict(langs.most_common()))}",
            f"{sum(kinds.values())} edges: {json.dumps(dict(kinds.most_common()))}",
            f"made by: {json.dumps(dict(hows.most_common()))}",
            f"{sum(bounds.values())} events, by origins at least: {json.dumps(dict(sorted(bounds.items())))}",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
