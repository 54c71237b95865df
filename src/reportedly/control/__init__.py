"""Who holds a place: dated layers of a provider, questions to them, and what texts state (DOMAIN 2.7).

A layer answers in, out, near the edge or no data for a settlement and a day, and a share for a unit.
"""

from reportedly.control.answers import Asker
from reportedly.control.assertions import control_assertions
from reportedly.control.compare import compare
from reportedly.control.cover import cover_of_box, cover_of_file
from reportedly.control.export import day_geojson, said_line
from reportedly.control.importing import Imported, Settings, Source, expected_box, import_layers
from reportedly.control.places import KnownPlaces
from reportedly.control.series import FOLDER, SUFFIX, Series, check_name, remove_days, series_paths
from reportedly.control.sides import Sides
from reportedly.control.spots import Outline, Shapes, Spot, Unit, spot_at, spot_of
from reportedly.control.statements import Statement, statements
from reportedly.control.table import Columns

__all__ = [
    "FOLDER",
    "SUFFIX",
    "Asker",
    "Columns",
    "Imported",
    "KnownPlaces",
    "Outline",
    "Series",
    "Settings",
    "Shapes",
    "Sides",
    "Source",
    "Spot",
    "Statement",
    "Unit",
    "check_name",
    "compare",
    "control_assertions",
    "cover_of_box",
    "cover_of_file",
    "day_geojson",
    "expected_box",
    "import_layers",
    "remove_days",
    "said_line",
    "series_paths",
    "spot_at",
    "spot_of",
    "statements",
]
