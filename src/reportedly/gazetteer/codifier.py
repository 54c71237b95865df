"""Read a codifier of administrative units in the manner of the Ukrainian KATOTTH.

A table (xlsx or CSV) with one object a row: the codes of the units that hold it, one column a level, the last one its
own; a letter for its category; its name. There are no coordinates: `codifier_match` finds the places.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportedly.errors import InvalidGazetteer
from reportedly.gazetteer.dumps import MOSTLY_BROKEN
from reportedly.gazetteer.workbook import is_workbook, table_rows
from reportedly.text import squeeze

CODE = re.compile(r"[A-Z]{2}\d{17}")
LEVELS = 5
CATEGORIES = {
    "O": "adm1",
    "K": "adm1",
    "P": "adm2",
    "H": "adm3",
    "M": "settlement",
    "T": "settlement",
    "C": "settlement",
    "X": "settlement",
    "B": "district",
}
"""Category letter to kind: oblast, city with special status, raion, hromada, city, town, village, settlement, district
of a city."""

_LOOKALIKES = str.maketrans("ОКРНМТСХВ", "OKPHMTCXB")
_FIRST_ROWS = 60
_NAMED = 12


@dataclass(frozen=True, slots=True)
class Object:
    """A row of the codifier: its own code, those above it from the first level on, category and name."""

    code: str
    above: tuple[str, ...]
    category: str
    name: str

    @property
    def kind(self) -> str:
        """The kind of place that the category stands for."""
        return CATEGORIES[self.category]


@dataclass(slots=True)
class Codifier:
    """A codifier as read; `heading` is what stands above the table, `broken` reasons with row numbers."""

    path: Path
    objects: list[Object] = field(default_factory=list)
    heading: str = ""
    broken: dict[str, list[int]] = field(default_factory=dict)

    @property
    def country(self) -> str:
        """The country as the first two letters of the codes (ISO 3166)."""
        return self.objects[0].code[:2]


def is_codifier(path: Path) -> bool:
    """Say whether a file looks like a codifier: a workbook, or a table with codes in its first rows."""
    if is_workbook(path):
        return True
    try:
        with path.open("rb") as raw:
            head = raw.read(1 << 16).decode("utf-8", "replace")
    except OSError:
        return False
    return any(CODE.search(line) for line in head.splitlines()[:_FIRST_ROWS])


def read_codifier(path: Path, *, skip_broken: bool = False) -> Codifier:
    """Return the objects of a codifier.

    Raises InvalidGazetteer if the file is none, or has broken rows: a category or code that is none, no name, a code
    twice, a parent that is not listed. With `skip_broken` up to one in twenty of them are left out.
    """
    found, seen, parents = Codifier(path), set[str](), list[tuple[int, Object]]()
    for number, row in table_rows(path):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if not found.objects and not found.broken and not any(map(CODE.fullmatch, cells[:LEVELS])):
            found.heading = squeeze(f"{found.heading} {' '.join(cells)}")
            continue
        problem = _problem(cells, seen)
        if problem:
            found.broken.setdefault(problem, []).append(number)
            continue
        item = _object(cells)
        seen.add(item.code)
        found.objects.append(item)
        parents.append((number, item))
    _drop_orphans(found, parents, seen)
    _refuse(found, skip_broken=skip_broken)
    return found


def _problem(cells: Sequence[str], seen: set[str]) -> str:
    if len(cells) < LEVELS + 2:
        return "with too few columns (seven needed)"
    codes = [code for code in cells[:LEVELS] if code]
    if not codes or not all(map(CODE.fullmatch, codes)):
        return "with a code that is none"
    if _category(cells) not in CATEGORIES:
        return "with an unknown category"
    if not cells[LEVELS + 1]:
        return "without a name"
    return "with a code that stands above already" if codes[-1] in seen else ""


def _category(cells: Sequence[str]) -> str:
    # The letters look alike in both alphabets, and files have either.
    return cells[LEVELS].upper().translate(_LOOKALIKES)


def _object(cells: Sequence[str]) -> Object:
    codes = list(dict.fromkeys(code for code in cells[:LEVELS] if code))
    return Object(codes[-1], tuple(codes[:-1]), _category(cells), cells[LEVELS + 1])


def _drop_orphans(found: Codifier, rows: Sequence[tuple[int, Object]], seen: set[str]) -> None:
    orphans = {item.code: number for number, item in rows if not seen.issuperset(item.above)}
    if orphans:
        found.broken["with a parent that is not listed"] = sorted(orphans.values())
        found.objects = [item for item in found.objects if item.code not in orphans]


def _refuse(found: Codifier, *, skip_broken: bool) -> None:
    broken = sum(map(len, found.broken.values()))
    total = broken + len(found.objects)
    if not found.objects:
        raise InvalidGazetteer(
            f"{found.path}: no codifier; needed are five columns of codes (UA and 17 digits), a category and a name"
        )
    if broken and (not skip_broken or broken / total > MOSTLY_BROKEN):
        told = "; ".join(f"{len(at):,} {reason} (rows {_rows(at)})" for reason, at in found.broken.items())
        advice = "get the file again" + ("" if skip_broken else ", or leave these rows out with --skip-broken")
        raise InvalidGazetteer(
            f"{found.path}: {broken:,} of {total:,} rows are broken: {told}. Nothing was imported: {advice}"
        )


def _rows(numbers: Sequence[int]) -> str:
    shown = ", ".join(f"{n:,}" for n in numbers[:_NAMED])
    return shown + (f" and {len(numbers) - _NAMED:,} more" if len(numbers) > _NAMED else "")
