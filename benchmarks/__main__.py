"""`python -m benchmarks TASK --data FILE_OR_FOLDER`: score the installed product."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.product import Installed
from benchmarks.run import keep_documents, run, write_lines
from benchmarks.table import readable
from benchmarks.tasks import TASKS
from reportedly.errors import ReportedlyError

EPILOG = """\
Data are JSON lines (plain or .gz) or one JSON object per file; a folder is read file by file, and files of
another format in it are passed over. Offsets are Unicode code points, half-open. The product is handed the
id, text, language, outlet, day and title of a document, never a label.

  python -m benchmarks attribution --data benchmarks/invented/attribution.jsonl
  python -m benchmarks claims --data my_claims.jsonl --json | tail -n 1
  python -m benchmarks chains --data chains.jsonl --predictions out.jsonl --runs benchmarks/runs/

python -m benchmarks.gate holds the product to the floors in benchmarks/floors.json.
"""


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    tasks = "\n".join(f"  {task.name:<12} {task.summary}" for task in TASKS.values())
    made = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=f"Score the installed product on evaluation data.\n\ntasks:\n{tasks}",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("task", choices=sorted(TASKS), metavar="TASK", help="one of the tasks above")
    made.add_argument("--data", required=True, type=Path, metavar="FILE_OR_FOLDER", help="the gold")
    made.add_argument(
        "--predictions", type=Path, metavar="OUT.jsonl", help="write the predictions in the gold's format"
    )
    made.add_argument("--score", type=Path, metavar="IN.jsonl", help="score these predictions in place of the product")
    made.add_argument("--runs", type=Path, metavar="FOLDER", help="keep the result of each document there, for a diff")
    made.add_argument("--json", action="store_true", help="end with one line of JSON: each figure, _low and _high")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one task; return 0, or 2 if the data or the product cannot be used."""
    chosen = parser().parse_args(arguments)
    product = Installed()
    try:
        outcome = run(TASKS[chosen.task], chosen.data, product, saved=chosen.score)
    except ReportedlyError as e:
        print(f"error: {e}", file=sys.stderr)
        return 2
    if chosen.predictions:
        write_lines(outcome.predictions, chosen.predictions)
    if chosen.runs:
        keep_documents(outcome, chosen.runs)
    for name in outcome.skipped:
        print(f"passed over {name}: another format", file=sys.stderr)
    for failure in product.failed:
        print(f"no reading of {failure}", file=sys.stderr)
    if chosen.json:
        print(json.dumps({**outcome.plain(), "failed_documents": product.failed}, ensure_ascii=False))
    else:
        print(readable(outcome))
    return 0


if __name__ == "__main__":
    sys.exit(main())
