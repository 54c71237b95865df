"""What each command takes from nothing, in a process of its own: `python -m benchmarks.cold_start`.

A small project is made first; then each command is asked for its help, and called on the project with the cheapest
call that does something. Seconds are those of the processor; "times bare" and "times typer" are the ratios to
`python -c pass` and `python -c "import typer"`, timed beside each call, so that they tell the same on a slower machine.
Each figure is the least of some calls. `serve` and `cluster` have no call that ends by itself: of them the help alone
is timed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter
from typing import Any

from benchmarks.throughput import invented
from reportedly.cli.main import COMMANDS

_REPORT = """
import atexit, json, os, sys
def report():
    try:
        lines = open("/proc/self/status").read().splitlines()
        peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    except OSError:
        peak = None
    own = sum(name.split(".")[0] == "reportedly" for name in sys.modules)
    with open(os.environ["COLD_START_REPORT"], "w") as out:
        json.dump({"peak_mb": peak, "modules": len(sys.modules), "own_modules": own}, out)
atexit.register(report)
"""
"""Put before the command: what it has used is written when it ends."""

_BARE, _TYPER = "pass", "import typer"
_LISTS = (
    "claims", "events", "status", "edges", "drift", "contradictions", "failures", "stale", "verify", "ledger"
)  # fmt: skip
_GROUPS = {
    **dict.fromkeys(("annotate", "audit", "briefs", "evidence", "people"), "list"),
    "control": "said",
    "db": "info",
    "review": "log",
}
"""Groups of commands with the one of each that lists or tells something of a project."""

CALLS: Mapping[str, tuple[str, ...]] = {
    "run": ("FILE", "-o", "FRESH", "-q"),
    "ingest": ("FILE", "-o", "FRESH", "-q"),
    "watch": ("FILE", "-o", "OUT", "--rounds", "1", "--no-code"),
    # Nobody listens there: what is timed is the way to the first address.
    "fetch": ("http://127.0.0.1:9/", "-o", "OUT"),
    "code": ("-o", "OUT", "-q"),
    "brief": ("-o", "OUT", "-q"),
    "show": ("-o", "OUT", "CLAIM"),
    "export": ("-o", "OUT", "--format", "csv", "--into", "FRESH"),
    "pack": ("FRESH.zip", "-o", "OUT"),
    "open": ("PACK", "-o", "FRESH"),
    **dict.fromkeys(_LISTS, ("-o", "OUT")),
    **{group: (command, "-o", "OUT") for group, command in _GROUPS.items()},
    **dict.fromkeys(("sources", "codebook", "theatre"), ("list",)),
    "gazetteer": ("layers",),
    "stages": (),
}
"""The cheapest call of each command that does something; FRESH is a file or project that is not there yet."""


def measure(names: Sequence[str], *, times: int = 3) -> list[dict[str, Any]]:
    """Return the rows of commands: of their help, and of their call where there is one."""
    rows = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "one.txt").write_text(invented(1)[0], "utf-8")
        known = {"FILE": str(folder / "one.txt"), "OUT": str(folder / "out")}
        # Once uncounted: the gazetteer is built, and what is kept on a machine is made.
        _call(["run", known["FILE"], "-o", known["OUT"], "-q"], folder)
        with (folder / "out" / "claims.jsonl").open(encoding="utf-8") as claims:
            known["CLAIM"] = json.loads(claims.readline())["id"]
        known["PACK"] = str(folder / "known.zip")
        _call(["pack", known["PACK"], "-o", known["OUT"], "--working-copy"], folder)
        for name in names:
            rows.append(_row([name, "--help"], f"{name} --help", times, folder, known))
            if name in CALLS:
                rows.append(_row([name, *CALLS[name]], name, times, folder, known))
    return rows


def _row(words: Sequence[str], title: str, times: int, folder: Path, known: Mapping[str, str]) -> dict[str, Any]:
    found, bare, typer = [], [], []
    for number in range(times):
        new = str(folder / f"fresh{number} {title}")
        fresh = {**known, "FRESH": new, "FRESH.zip": f"{new}.zip"}
        found.append(_call([fresh.get(word, word) for word in words], folder))
        bare.append(_timed([sys.executable, "-c", _BARE], {})[0])
        typer.append(_timed([sys.executable, "-c", _TYPER], {})[0])
    best = min(found, key=lambda row: row["cpu_s"])
    ratios = {"times_bare": best["cpu_s"] / min(bare), "times_typer": best["cpu_s"] / min(typer)}
    return {"command": title, **best, **ratios}


def _call(words: Sequence[str], folder: Path) -> dict[str, Any]:
    code = f"{_REPORT}\nsys.argv = {['reportedly', *words]!r}\nfrom reportedly.cli.main import main\nmain()"
    report = folder / "report.json"
    cpu, clock, status = _timed([sys.executable, "-c", code], {"COLD_START_REPORT": str(report)})
    return {"cpu_s": cpu, "clock_s": clock, "status": status, **json.loads(report.read_text("utf-8"))}


def _timed(command: Sequence[str], more: Mapping[str, str]) -> tuple[float, float, int]:
    # Not by os.times, which counts in hundredths: a bare start takes one or two of them.
    before, start = getrusage(RUSAGE_CHILDREN), perf_counter()
    done = subprocess.run(command, env={**os.environ, **more}, capture_output=True, check=False)  # noqa: S603 - our own
    clock, after = perf_counter() - start, getrusage(RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return cpu, clock, done.returncode


def readable(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the rows as a table for people."""
    head = f"{'command':<26}{'processor s':>12}{'clock s':>9}{'times bare':>12}{'times typer':>13}"
    lines = [f"{head}{'peak MB':>9}{'modules':>9}{'own':>6}"]
    for row in rows:
        note = f"   exit {row['status']}" if row["status"] else ""
        lines.append(
            f"{row['command']:<26}{row['cpu_s']:>12.2f}{row['clock_s']:>9.2f}{row['times_bare']:>12.1f}"
            f"{row['times_typer']:>13.1f}{row['peak_mb'] or 0:>9.0f}{row['modules']:>9}{row['own_modules']:>6}{note}"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, or a line of JSON for each call."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cold_start", description=__doc__)
    parser.add_argument("commands", nargs="*", help="only these commands")
    parser.add_argument("--times", type=int, default=3, help="calls of each; the least time counts")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    rows = measure(chosen.commands or list(COMMANDS), times=chosen.times)
    print("\n".join(json.dumps(row) for row in rows) if chosen.json else readable(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
