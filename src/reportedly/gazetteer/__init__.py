"""Places: a gazetteer in one SQLite file, layers over it, and the geoparser that reads texts with it."""

from reportedly.gazetteer.build import build, default_path
from reportedly.gazetteer.layers import user_layers
from reportedly.gazetteer.opening import layers_mark, open_layered, over_layers
from reportedly.gazetteer.schema import CREDIT
from reportedly.gazetteer.store import SqliteGazetteer, credit_line, info, open_default

__all__ = [
    "CREDIT",
    "SqliteGazetteer",
    "build",
    "credit_line",
    "default_path",
    "info",
    "layers_mark",
    "open_default",
    "open_layered",
    "over_layers",
    "user_layers",
]
