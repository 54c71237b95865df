"""Tables that a person reads."""

from collections.abc import Mapping, Sequence

from benchmarks.run import Outcome
from reportedly.evaluate.counts import Estimate


def number(value: float | None) -> str:
    """Return a figure as it is printed: fractions with three places, counts without."""
    if value is None:
        return "–"
    return f"{value:.0f}" if value == int(value) and value > 1 else f"{value:.3f}" if value < 100 else f"{value:,.1f}"


def interval(found: Estimate) -> str:
    """Return the interval as it is printed, a dash where there is none."""
    return "–" if found.low is None else f"{number(found.low)} to {number(found.high)}"


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Return rows in columns, the first left, the others right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def readable(outcome: Outcome) -> str:
    """Return the outcome of a run as text."""
    head = f"{outcome.task} on {outcome.data}: {outcome.documents} rows in {outcome.seconds:.1f} s"
    rows = [("figure", "value", "95 % interval")]
    rows += [(name, number(found.value), interval(found)) for name, found in outcome.result.figures.items()]
    parts = [head, "", columns(rows)]
    flat = {k: v for k, v in outcome.result.extra.items() if not isinstance(v, dict)}
    parts += ["", *(f"{name}: {_plain(value)}" for name, value in flat.items())]
    for key, groups in outcome.result.extra.items():
        if isinstance(groups, dict) and groups:
            parts += ["", _group(key, groups)]
    return "\n".join(parts)


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """Return rows (the first is the head) as a Markdown table."""
    head, *body = rows
    lines = [f"| {' | '.join(head)} |", f"|{'|'.join(['---'] + ['---:'] * (len(head) - 1))}|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in body)])


def _group(key: str, groups: Mapping[str, object]) -> str:
    lines = [f"{key}:"]
    for name, value in groups.items():
        if isinstance(value, dict):
            shown = {k: v for k, v in value.items() if not k.endswith(("_low", "_high")) and not isinstance(v, dict)}
            lines.append(f"  {name}: " + ", ".join(f"{k} {_plain(v)}" for k, v in shown.items()))
        else:
            lines.append(f"  {name}: {_plain(value)}")
    return "\n".join(lines)


def _plain(value: object) -> str:
    if isinstance(value, float):
        return number(value)
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "none"
    return "–" if value is None else str(value)
