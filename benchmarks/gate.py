"""`python -m benchmarks.gate`: hold the product to its pinned floors, raise them, write the evaluation page."""

import argparse
import datetime
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import corpora, floors
from benchmarks.floors import Floor, FloorWouldFall, Line
from benchmarks.joined import LABELS, joined
from benchmarks.product import Installed, Product
from benchmarks.report import page
from benchmarks.run import Outcome, keep_documents, run
from benchmarks.table import columns, number
from benchmarks.tasks import TASKS
from reportedly.errors import InvalidData, ReportedlyError

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
INVENTED = HERE / "invented"
VARIABLE = "REPORTEDLY_SHARED"

OUTSIDE = (
    ("attribution", "polnear-dev", "data/polnear/dev.jsonl.gz"),
    ("chains", "chains-dev", "bench/chains/chains.dev.jsonl"),
    ("claims", "humanitarian-dev", "bench/claims/humanitarian.dev.jsonl"),
    ("claims", "telegram-dev", "bench/claims/telegram.dev.jsonl"),
    ("geoparsing", "lgl-dev", "bench/geoparsing/lgl.dev.jsonl"),
    ("geoparsing", "trnews-dev", "bench/geoparsing/trnews.dev.jsonl"),
    ("geoparsing", "geovirus-dev", "bench/geoparsing/geovirus.dev.jsonl"),
    ("geoparsing", "geowebnews-dev", "bench/geoparsing/geowebnews.dev.jsonl"),
    ("geoparsing", "humset-recognition-dev", "bench/geoparsing/humset_recognition.dev.jsonl"),
    ("geoparsing", "humset-resolution-dev", "bench/geoparsing/humset_resolution.dev.jsonl"),
    ("names", "name-probes-dev", "bench/geoparsing/name_probes.dev.jsonl"),
    ("seed", "seed", "bench/seed/gold.json"),
)
"""Development sets that do not ship with the project: task, name, and path below the shared folder."""

LABELLED = (
    ("claims", "humset-tuning", "humset_tuning.jsonl", "bench/geoparsing/humset_recognition.dev.jsonl"),
    ("claims", "humset-held", "humset_held.jsonl", "bench/geoparsing/humset_recognition.dev.jsonl"),
)
"""Labels of our own on texts that do not ship: task, name, file of labels, and path of the texts."""

FORMATS = (
    ("families", ("family", "docs", "edges")),
    ("parallel", ("id", "texts", "category")),
    ("silent", ("lang", "text", "silent")),
    ("functions", ("text", "functions")),
    ("attribution", ("text", "attributions")),
    ("geoparsing", ("text", "toponyms")),
    ("names", ("query", "expected_geonameid")),
    ("seed", ("text", "claims", "must")),
    ("chains", ("text", "doc", "claims")),
    ("coding", ("text", "claims", "theatre")),
    ("claims", ("text", "claims", "lang")),
)
"""How the task of an invented set is told from the keys of its first row; the first that fits."""


@dataclass(frozen=True, slots=True)
class Item:
    """One set of data with the task it is scored with."""

    task: str
    name: str
    path: Path

    @property
    def key(self) -> str:
        """The key under which its floors are pinned."""
        return f"{self.task}/{self.name}"


def items(shared: Path | None, *, speed: bool = False) -> list[Item]:
    """Return what is scored: the invented sets, and the development sets that are there."""
    found = []
    for path in sorted(INVENTED.iterdir()):
        if path.is_dir() or path.name.endswith(corpora.ENDINGS):
            task = _task_of(path)
            if task:
                found.append(Item(task, f"invented-{path.name.split('.')[0]}", path))
    for task, name, where in OUTSIDE:
        if shared and (shared / where).exists():
            found.append(Item(task, name, shared / where))
    for task, name, labels, where in LABELLED:
        if shared and (shared / where).exists():
            found.append(Item(task, name, joined(LABELS / labels, shared / where)))
    if speed:
        texts = [item for item in found if item.task == "attribution"]
        found.extend(Item("speed", item.name, item.path) for item in texts[-1:])
    return found


def shared_folder() -> Path | None:
    """Return the folder of data that do not ship: $REPORTEDLY_SHARED, else ../shared beside the repository."""
    named = os.environ.get(VARIABLE)
    folder = Path(named) if named else HERE.parent.parent / "shared"
    if named and not folder.is_dir():
        raise InvalidData(f"{VARIABLE} is {named!r}, which is no folder; unset it or name the folder of the data")
    return folder if folder.is_dir() else None


def score(wanted: Sequence[Item], product: Product, *, runs: Path | None = None) -> list[tuple[Item, Outcome]]:
    """Run each item; with `runs`, keep the result of every document of the invented sets there."""
    done = []
    for item in wanted:
        outcome = run(TASKS[item.task], item.path, product)
        print(f"{item.key}: {outcome.documents} rows in {outcome.seconds:.1f} s", file=sys.stderr)
        # Outside texts stay outside: not even their offsets and codes are kept in the repository.
        if runs and INVENTED in item.path.parents:
            keep_documents(outcome, runs)
        done.append((item, outcome))
    return done


def lines_of(done: Sequence[tuple[Item, Outcome]], pinned: dict[str, Floor]) -> list[Line]:
    """Return the figures of all runs beside their floors."""
    return [
        line
        for item, outcome in done
        for line in floors.compare(item.key, outcome, TASKS[item.task].chief, pinned.get(item.key))
    ]


def table(lines: Sequence[Line]) -> str:
    """Return the lines as a table."""
    rows = [("task/data: figure", "floor", "score", "")]
    for line in lines:
        sign = "" if line.more_is_better else "at most "
        floor = "–" if line.floor is None else sign + number(line.floor)
        rows.append((f"{line.key}: {line.figure}", floor, number(line.score), line.status))
    return columns(rows)


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.gate", description=__doc__)
    made.add_argument("--all", action="store_true", help="also measure speed")
    made.add_argument("--task", action="append", choices=sorted(TASKS), help="only this task; may be repeated")
    made.add_argument("--invented", action="store_true", help="only the sets that ship with the project")
    made.add_argument("--pin", action="store_true", help="raise the floors to the scores of this run")
    made.add_argument("--allow-lower", metavar="REASON", help="with --pin: let floors fall, and keep the reason")
    made.add_argument("--report", type=Path, metavar="FILE.md", help="write the evaluation page")
    made.add_argument("--runs", type=Path, metavar="FOLDER", help="keep per-document results of the invented sets")
    made.add_argument("--floors", type=Path, default=FLOORS, help="another file of floors")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the gate; return 1 where a figure is below its floor or data differ, 2 where something cannot be read."""
    chosen = parser().parse_args(arguments)
    try:
        wanted = items(None if chosen.invented else shared_folder(), speed=chosen.all)
        wanted = [item for item in wanted if not chosen.task or item.task in chosen.task]
        pinned = floors.read(chosen.floors)
        product = Installed()
        done = score(wanted, product, runs=chosen.runs)
        for failure in product.failed:
            print(f"no reading of {failure}", file=sys.stderr)
        if chosen.report:
            today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
            made = page([(item.name, outcome) for item, outcome in done], day=today, commit=_commit())
            chosen.report.parent.mkdir(parents=True, exist_ok=True)
            chosen.report.write_text(made, encoding="utf-8")
        if chosen.pin:
            return _pin(done, pinned, chosen.floors, reason=chosen.allow_lower)
        lines = lines_of(done, pinned)
        print(table(lines))
        absent = sorted(set(pinned) - {item.key for item in wanted})
        if absent and not chosen.task:
            print(f"\nnot scored, the data are not here: {', '.join(absent)}")
    except ReportedlyError as e:
        print(f"error: {e}", file=sys.stderr)
        return 2
    return 1 if floors.failed(lines) else 0


def _pin(done: Sequence[tuple[Item, Outcome]], pinned: dict[str, Floor], file: Path, *, reason: str | None) -> int:
    refused = 0
    new = dict(pinned)
    for item, outcome in done:
        if not TASKS[item.task].chief:
            continue
        try:
            new[item.key] = floors.pin(pinned.get(item.key), outcome, TASKS[item.task].chief, reason=reason)
        except FloorWouldFall as e:
            print(f"refused: {e}", file=sys.stderr)
            refused = 1
    floors.write(new, file)
    print(table(lines_of(done, new)))
    return refused


def _task_of(path: Path) -> str | None:
    for task, needs in FORMATS:
        try:
            corpus = corpora.load(path, needs=needs)
        except InvalidData:
            continue
        if corpus.rows:
            return task
    return None


def _commit() -> str:
    head = HERE.parent / ".git" / "HEAD"
    if not head.is_file():
        return "unknown"
    text = head.read_text(encoding="utf-8").strip()
    reference = head.parent / text.removeprefix("ref: ")
    if text.startswith("ref: ") and reference.is_file():
        text = reference.read_text(encoding="utf-8").strip()
    return "unknown" if text.startswith("ref: ") else text[:12]


if __name__ == "__main__":
    sys.exit(main())
