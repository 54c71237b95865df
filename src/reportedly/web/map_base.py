"""The base map that comes with the package: outlines of countries, and which of the lines between them are disputed."""

import gzip
import json
from functools import cache
from importlib.resources import files

DISPUTED = (
    # Between whom, and in which box (degrees) if not along the whole line.
    ("CYN", "", None),
    ("SOL", "", None),
    ("KAS", "", None),
    ("ESH", "", None),
    ("XKX", "", None),
    ("PSE", "", None),
    ("IND", "PAK", (72.0, 32.2, 81.0, 38.0)),
    ("IND", "CHN", (74.0, 31.0, 98.0, 37.0)),
    ("SDN", "SSD", (25.0, 9.0, 32.0, 10.6)),
    ("EGY", "SDN", (33.0, 21.0, 37.0, 23.5)),
    ("ISR", "SYR", None),
    ("PRK", "KOR", None),
)
"""Lines that Natural Earth marks as disputed, of a truce, or not settled; "" stands for any neighbour."""


@cache
def base_map() -> bytes:
    """Return the outlines as JSON: `step` (degrees), `arcs`, `countries` with their rings, `disputed` pairs."""
    packed = files("reportedly.brief").joinpath("data", "outlines.json.gz").read_bytes()
    atlas = json.loads(gzip.decompress(packed))
    atlas["countries"] = [{"a3": c["a3"], "polygons": c["polygons"]} for c in atlas["countries"]]
    atlas["disputed"] = [{"a": a, "b": b, "box": box} for a, b, box in DISPUTED]
    return json.dumps(atlas, separators=(",", ":")).encode()
