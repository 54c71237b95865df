"""The evaluation page, made from runs and from nothing else."""

import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.run import Outcome
from benchmarks.table import interval, markdown, number
from benchmarks.tasks import TASKS

HEAD = """\
# Evaluation

Made by `make bench` on {day} at commit `{commit}`; do not edit by hand. Every figure is that of the installed
rules on the data named in the first column. Intervals are 95 % percentiles of 1,000 bootstrap draws over
documents with a fixed seed; a difference inside an interval is no difference. Names that begin with `invented-` ship
under `benchmarks/invented/`; the others are development sets of third-party texts that do not ship. Rules were
made with sight of development sets, so figures on unseen texts will be lower. How each figure is counted stands
in `src/reportedly/evaluate/`.
"""


def page(done: Sequence[tuple[str, Outcome]], *, day: str, commit: str) -> str:
    """Return the page as Markdown: one section for each task that was run."""
    parts = [HEAD.format(day=day, commit=commit), *_goals(done)]
    for name, task in TASKS.items():
        mine = [(data, outcome) for data, outcome in done if outcome.task == name]
        if mine:
            parts.append(f"## {name}\n\n{task.summary[0].upper()}{task.summary[1:]}.\n")
            parts.extend(_section(data, outcome, task.count) for data, outcome in mine)
    return "\n".join([*parts, *_soak()])


GOALS = Path(__file__).parent / "goals.json"
"""What each figure was to reach, by task and data, set before anything was built; goals are not moved."""


def _goals(done: Sequence[tuple[str, Outcome]]) -> list[str]:
    """Return the section that sets each figure against its goal, those that are missed first."""
    goals: dict[str, dict[str, float]] = json.loads(GOALS.read_text("utf-8"))
    told = []
    for data, outcome in done:
        for figure, goal in goals.get(f"{outcome.task}/{data}", {}).items():
            value = outcome.result.figures[figure].value
            short = _short(value, goal, up=TASKS[outcome.task].chief.get(figure, True))
            shown = "not measured" if short is None else f"missed by {number(short)}" if short else "met"
            told.append((not short, (outcome.task, data, f"`{figure}`", number(value), number(goal), shown)))
    if not told:
        return []
    rows = [row for _, row in sorted(told, key=lambda one: one[0])]
    count = sum(row[-1] == "met" for row in rows)
    head = f"## Goals\n\n{count} of {len(rows)} goals of these figures are met; what is missed stands first.\n"
    return [f"{head}\n{markdown([('task', 'data', 'figure', 'value', 'goal', ''), *rows])}\n"]


def _short(value: float | None, goal: float, *, up: bool) -> float | None:
    """Return by how much a figure misses its goal, 0 where it is met; `up`: more is better."""
    if value is None:
        return None
    return round(max(0.0, goal - value if up else value - goal), 4)


SOAK = Path(__file__).parent / "runs" / "soak.json"
"""Figures of the last full-size runs, written by `make soak`."""


def _soak() -> list[str]:
    if not SOAK.exists():
        return []
    rows = [("run", "figures", "day", "commit")]
    for name, figures in json.loads(SOAK.read_text("utf-8")).items():
        shown = ", ".join(f"{key} {_text(value)}" for key, value in figures.items() if key not in ("day", "commit"))
        rows.append((name.replace("_", " "), shown, figures["day"], f"`{figures['commit']}`"))
    head = "## Full-size runs\n\nMade by hand with `make soak`; wall-clock seconds of the machine at hand.\n"
    return [head, markdown(rows)]


def _section(data: str, outcome: Outcome, count: str) -> str:
    rows = [("figure", "value", "95 % interval")]
    rows += [(f"`{k}`", number(v.value), interval(v)) for k, v in outcome.result.figures.items()]
    rows += [(f"`{k}`", _text(v), "–") for k, v in outcome.result.extra.items() if _plain(k, v)]
    text = f"### {data} ({outcome.documents} {count}, SHA-256 `{outcome.sha256[:12]}`)\n\n{markdown(rows)}\n"
    for key in ("by_lang", "by_origin", "baselines", "stages"):
        groups = outcome.result.extra.get(key)
        if isinstance(groups, dict) and groups:
            text += f"\n{_groups(key, groups)}\n"
    return text


def _groups(key: str, groups: dict[str, object]) -> str:
    if all(isinstance(value, dict) for value in groups.values()):
        names = list(groups)
        figures = [k for k in groups[names[0]] if _chief(k)]  # type: ignore[attr-defined]
        rows = [(key.replace("_", " "), *names)]
        rows += [(f"`{f}`", *(_with_interval(groups[n], f) for n in names)) for f in figures]
        return markdown(rows)
    return markdown([(key.replace("_", " "), "value"), *((f"`{k}`", _text(v)) for k, v in groups.items())])


def _with_interval(group: object, figure: str) -> str:
    assert isinstance(group, dict)
    low, high = group.get(f"{figure}_low"), group.get(f"{figure}_high")
    shown = _text(group.get(figure))
    return shown if low is None else f"{shown} ({number(low)} to {number(high)})"


def _chief(key: str) -> bool:
    return not key.endswith(("_low", "_high")) and key != "baselines"


def _plain(key: str, value: object) -> bool:
    return _chief(key) and isinstance(value, int | float | str) and not isinstance(value, bool)


def _text(value: object) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return number(value) if isinstance(value, float) else "–" if value is None else str(value)
