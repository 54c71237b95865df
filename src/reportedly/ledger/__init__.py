"""Service status as a step function, for every settlement of an area, and where nothing is heard from."""

from reportedly.ledger.area import Places, Spot
from reportedly.ledger.basis import passages
from reportedly.ledger.build import Projection, build_ledger, project
from reportedly.ledger.changes import CellChange, changes
from reportedly.ledger.floors import Floors
from reportedly.ledger.freshness import DEFAULT_DAYS
from reportedly.ledger.plain import Naming, Reasons, change_plain, sheet_plain, silence_plain
from reportedly.ledger.sheet import Ask, Row, Sheet, check_sectors, least_population, make_sheet, narrowed
from reportedly.ledger.silence import Quiet, Silence, Watch, silence, spoken_places
from reportedly.ledger.table import table

__all__ = [
    "DEFAULT_DAYS",
    "Ask",
    "CellChange",
    "Floors",
    "Naming",
    "Places",
    "Projection",
    "Quiet",
    "Reasons",
    "Row",
    "Sheet",
    "Silence",
    "Spot",
    "Watch",
    "build_ledger",
    "change_plain",
    "changes",
    "check_sectors",
    "least_population",
    "make_sheet",
    "narrowed",
    "passages",
    "project",
    "sheet_plain",
    "silence",
    "silence_plain",
    "spoken_places",
    "table",
]
