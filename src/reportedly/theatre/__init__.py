"""Theatre files: who is who, and where and when, in one contested area; from YAML and GeoJSON beside it.

`load_theatre(path)` reads one, `find_theatre(name)` finds one that ships.
"""

from reportedly.theatre.file import SECTORS, keep_theatre, load_theatre
from reportedly.theatre.shapes import load_shapes
from reportedly.theatre.shipped import FILE, TEMPLATE, find_theatre, load_shipped, shipped

__all__ = [
    "FILE",
    "SECTORS",
    "TEMPLATE",
    "find_theatre",
    "keep_theatre",
    "load_shapes",
    "load_shipped",
    "load_theatre",
    "shipped",
]
