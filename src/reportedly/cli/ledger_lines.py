"""The ledger and the silence layer as lines of text, no wider than asked."""

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rich.cells import cell_len

from reportedly.brief.words import NO_BREAK, load
from reportedly.ledger.outlets import FEW
from reportedly.ledger.plain import Naming
from reportedly.ledger.rates import ALPHA
from reportedly.ledger.sheet import Row, Sheet, State
from reportedly.ledger.silence import Quiet, Silence
from reportedly.ledger.table import details
from reportedly.records import Interval, ServiceStatus
from reportedly.records.event import Voice

LOOKS: Mapping[State, tuple[str, str]] = {
    "full": ("●", "full"),
    "partial": ("◐", "partial"),
    "none": ("○", "none"),
    "not_opened": ("◌", "not open"),
    "closed_permanent": ("✕", "closed"),
    "conflict": ("≠", "disputed"),
    "stale": ("?", "stale"),
    "undated": ("~", "no date"),
    "not_reported": ("·", "no report"),
}
"""Symbol and word of each state."""

BACKGROUND = "░"
"""In place of the symbol of "no report" where a unit that holds the settlement was reported on."""

_WIDE, _NAME, _GAP = 13, 20, 1
"""Columns of a cell, at most of a name, and between two cells."""

LEGEND = "  ".join(
    entry.replace(" ", NO_BREAK)
    for entry in (
        "● full",
        "◐ partial",
        "○ none",
        "◌ not open yet",
        "✕ closed for good",
        "≠ disputed",
        "? stale, with the last state",
        "~ no date",
        "· no report",
        "░ no report, but the unit around it has one",
        "3d: last reported three days ago",
    )
)


def wrapped(text: str, width: int, *, indent: str = "", hanging: str = "  ") -> list[str]:
    """Return a text in lines of at most `width` columns."""
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent + hanging, break_on_hyphens=False)


def matrix(rows: Sequence[Row], sheet: Sheet, naming: Naming, width: int) -> Iterator[str]:
    """Yield a table of places by sectors, in as many blocks of columns as the width asks for."""
    if not rows or not sheet.sectors:
        return
    name_wide = min(_NAME, max(cell_len(r.place.name) for r in rows))
    fit = max(1, (width - name_wide) // (_WIDE + _GAP))
    for start in range(0, len(sheet.sectors), fit):
        sectors = sheet.sectors[start : start + fit]
        heads = [textwrap.wrap(naming.sector(s), _WIDE) for s in sectors]
        if start:
            yield ""
        for line in range(max(map(len, heads))):
            yield _line("", name_wide, [h[line] if line < len(h) else "" for h in heads])
        yield "─" * (name_wide + len(sectors) * (_WIDE + _GAP))
        for row in rows:
            name, *rest = textwrap.wrap(row.place.name, name_wide) or [""]
            yield _line(name, name_wide, [cell_text(row, sector, sheet.on) for sector in sectors])
            yield from rest


def cell_text(row: Row, sector: str, on: str | None) -> str:
    """Return a cell in at most 13 columns: symbol, word, age in days."""
    state, cell = row.state(sector), row.cell(sector)
    symbol, word = LOOKS[state]
    if cell is None:
        return f"{BACKGROUND if row.background.get(sector) else symbol} {word}"
    if state in ("stale", "undated"):
        last: State = cell.last_status
        word = LOOKS.get(last, ("", last))[1]
    age = _age(cell, on)
    return f"{symbol} {word} {age}d" if age is not None else f"{symbol} {word}"


def counts(sheet: Sheet, naming: Naming) -> Iterator[str]:
    """Yield a line of counts for each sector; the numbers of a line add up to all settlements of the area."""
    heads = ("reported", "disputed", "stale", "no date", "no report")
    wide = max([cell_len(naming.sector(s)) for s in sheet.sectors] + [6])
    yield _padded("Sector", wide) + "".join(f"{head:>11}" for head in heads)
    for tally in sheet.tallies:
        disputed = tally.count("conflict")
        numbers = (
            tally.reported - disputed,
            disputed,
            tally.count("stale"),
            tally.count("undated"),
            tally.count("not_reported"),
        )
        yield _padded(naming.sector(tally.sector), wide) + "".join(f"{number:>11,}" for number in numbers)


def told_cells(rows: Sequence[Row], sheet: Sheet, naming: Naming, width: int, why: "Why | None") -> Iterator[str]:
    """Yield every cell of some rows in words, with cause and access, and with `why` what it rests on."""
    for row in rows:
        for sector in sheet.sectors:
            for cell in row.told(sector):
                head = f"{row.place.name} · {naming.sector(sector)}: {in_words(cell, sheet.on, naming)}"
                yield from wrapped(head, width)
                for observation in why(cell) if why else ():
                    yield from observation_lines(observation, width)


Why = Callable[[ServiceStatus], Sequence[dict[str, Any]]]


def in_words(cell: ServiceStatus, on: str | None, naming: Naming) -> str:
    """Return a cell as a phrase: state, since when, last report, origins, cause, access, conflict, parts."""
    last = cell.intervals[-1]
    if last.voices:
        told = " against ".join(_side(voice, naming) for voice in last.voices)
        return "; ".join([_opening(cell, on), told, *details(last, naming)])
    parts = [_opening(cell, on), f"{_origins(last)} ({_sides(last)})", *_how(last)]
    if last.provider:
        parts.append(f"provider: {', '.join(last.provider)}")
    return "; ".join([*parts, *details(last, naming)])


def _side(voice: Voice, naming: Naming) -> str:
    """Return one side of a conflict: its state, its origins by name, and what they say of change, cause, access."""
    named = ", ".join(naming.discretion.masked(name) for name in voice.names)
    parts = [_origins(voice) + (f": {named}" if named else ""), _sides(voice), *_how(voice)]
    return f"{_word(voice.status)} ({'; '.join(parts)})"


def _sides(step: Interval | Voice) -> str:
    return ", ".join(load("en").table("sides")[side] for side in step.sides) or "no side known"


def _how(step: Interval | Voice) -> list[str]:
    """Return change, cause and access as far as something is said of them."""
    parts: list[str] = [step.change] if step.change != "unknown" else []
    if step.cause:
        parts.append("cause: " + ", ".join(cause.replace("_", " ") for cause in step.cause))
    if step.access != "unknown":
        parts.append(f"access: {step.access.replace('_', ' ')}")
    return parts


def observation_lines(one: dict[str, Any], width: int) -> Iterator[str]:
    """Yield one observation as `--why` tells it."""
    origins, root, document = one["origins"], one["root"], one["document"]
    mark = "*" if one["counts"] else " "
    span = one["since"] or "no date"
    if one["until"] and one["until"] != one["since"]:
        span += f" to {one['until']}"
    yield from wrapped(f"{mark} {one['claim']}  {_word(one['status'])}, {span}", width, indent="  ", hanging="    ")
    chain = " ← ".join(part or "(no source)" for part in root["chain"]) or "nobody named"
    named = ", ".join(o["name"] for o in origins["list"])
    more = [
        f"said by: {chain} (root: {root['status'].replace('_', ' ')})",
        f"origins {origins['min']} to {origins['max']}{': ' + named if named else ''}",
        f"in {document['path']}"
        + (f", {document['publisher']}" if document["publisher"] else "")
        + (f", {document['published'][:10]}" if document["published"] else ""),
        f"“{' '.join(one['quote'].split())}”",
    ]
    for line in more:
        yield from wrapped(line, width, indent="      ", hanging="  ")


def _opening(cell: ServiceStatus, on: str | None) -> str:
    last = cell.intervals[-1]
    if cell.undated:
        return f"{_word(cell.status)}, the texts give no date"
    since = f" since {load('en').day(last.since, year=True)}" if last.since else ""
    age = _age(cell, on)
    ago = "" if age is None else ", reported for the day itself" if age == 0 else f", last reported {age} days ago"
    ago = ago.replace(" 1 days", " 1 day")
    if cell.stale:
        reported = load("en").day(cell.last_reported, year=True)
        return f"unknown (last reported {_word(cell.last_status)} {reported}, {age} days ago; stale)"
    return f"{_word(cell.status)}{since}{ago}"


def _origins(step: Interval | Voice) -> str:
    low, high = step.origins_min, step.origins_max
    if low == high:
        return f"{low} origin{'s' * (low != 1)}"
    return f"{low} to {high} origins"


def _word(state: str) -> str:
    return next((word for known, (_, word) in LOOKS.items() if known == state), state)


def _age(cell: ServiceStatus, on: str | None) -> int | None:
    if cell.last_reported is None or on is None:
        return None
    return max(0, (date.fromisoformat(on) - date.fromisoformat(cell.last_reported)).days)


def _line(name: str, wide: int, cells: Sequence[str]) -> str:
    return (_padded(name, wide) + "".join(" " * _GAP + _padded(cell, _WIDE) for cell in cells)).rstrip()


def _padded(text: str, wide: int) -> str:
    return text + " " * max(0, wide - cell_len(text))


MOST_NAMES = 200
"""So many names of places never reported on are printed, those of the largest; the rest are counted."""


def silence_lines(found: Silence, where: str, width: int) -> Iterator[str]:
    """Yield the silence layer: places with reports by period, then those without, then changes among the sources."""
    yield from wrapped(
        f"{where}: reports by {found.period} up to {load('en').day(found.on, year=True)}, counted from "
        f"{load('en').day(found.since, year=True)} on. Fewer reports say nothing about how things stand.",
        width,
        hanging="",
    )
    heard = [q for q in found.places if q.verdict != "never_reported"]
    if heard:
        wide = min(_NAME, max(cell_len(q.place.name) for q in heard))
        yield ""
        yield f"{_padded('Place', wide)}  reports, oldest {found.period} first"
        for quiet in heard:
            yield from _quiet_lines(quiet, found, wide, width)
    yield ""
    yield from _never(found, width)
    yield from _sources(found, width)
    if found.tested:
        yield from wrapped(
            f"A chance was worked out for {found.tested} places; about {found.tested * ALPHA:.1f} of them look quieter "
            "by chance alone. Reports come in bursts, which makes that more.",
            width,
            hanging="",
        )
    if found.undated:
        yield f"Not counted: {found.undated} documents without a date."
    if found.coarsened:
        yield f"Counted with a unit: {found.coarsened} reports whose place may not be told more exactly."


def verdict_words(quiet: Quiet, period: str) -> str:
    """Return what is said of a place: how quiet it is, and what may explain it."""
    if quiet.verdict == "never_reported":
        return "never reported"
    last = load("en").day(quiet.last, year=True)
    if quiet.verdict == "too_little":
        return f"last report {last}; too short a past to say what is usual"
    parts = [f"usual: {quiet.expected:.1f} a {period}"] if quiet.expected is not None else []
    unusual = quiet.chance is not None and quiet.chance <= ALPHA
    if quiet.verdict == "silent":
        days = quiet.days_silent or 0
        parts.insert(0, f"silent since {last} ({days} day{'s' * (days != 1)})")
    else:
        parts.insert(0, "quieter than usual" if unusual else "no fewer than usual")
    if unusual and quiet.chance is not None:
        parts.append(f"chance {quiet.chance:.3f}")
        if quiet.explained:
            parts.append("not so among the sources that went on: others fell silent")
        if quiet.beside is not None:
            less = "its neighbours did not fall as much" if quiet.beside <= ALPHA else "its neighbours fell as well"
            parts.append(f"{less} ({quiet.neighbours})")
    elif quiet.verdict == "silent":
        parts.append("not unusual for it")
    if quiet.origins:
        parts.append(f"{quiet.origins} origin{'s' * (quiet.origins != 1)} in the last {period}")
    return "; ".join(parts)


def _quiet_lines(quiet: Quiet, found: Silence, wide: int, width: int) -> Iterator[str]:
    numbers = " ".join(f"{count:>2}" for count in quiet.counts)
    name, *rest = textwrap.wrap(quiet.place.name, wide) or [""]
    yield f"{_padded(name, wide)}  {numbers}"
    yield from rest
    yield from wrapped(verdict_words(quiet, found.period), width, indent=" " * (wide + 2), hanging="")


def _never(found: Silence, width: int) -> Iterator[str]:
    never = [q.place for q in found.places if q.verdict == "never_reported"]
    if not never:
        return
    named = sorted(sorted(never, key=lambda p: -(p.population or 0))[:MOST_NAMES], key=lambda p: p.name)
    more = f", and {len(never) - len(named):,} smaller ones (--json names all)" if len(never) > len(named) else ""
    yield from wrapped(
        f"Never reported: {len(never):,} of {len(found.places):,} settlements: "
        f"{', '.join(p.name for p in named)}{more}.",
        width,
    )


def _sources(found: Silence, width: int) -> Iterator[str]:
    told = {
        "appears": "is heard from for the first time",
        "falls_silent": "falls silent",
        "profile": "other sources are followed from here on",
    }
    if found.sources:
        yield "The set of sources changed, which changes counts without a change on the ground:"
        for change in found.sources:
            yield from wrapped(f"{change.day}  {change.outlet}: {told[change.kind]}", width, indent="  ")
    rare = sum(1 for outlet in found.outlets if outlet.reports < FEW)
    if rare:
        yield from wrapped(
            f"{rare} of {len(found.outlets)} outlets have fewer than {FEW} reports: too rare to say when they began or "
            "stopped.",
            width,
            hanging="",
        )
