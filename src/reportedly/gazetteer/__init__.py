"""Places: a gazetteer in one SQLite file, and the geoparser that reads texts with it."""

from reportedly.gazetteer.build import build, default_path
from reportedly.gazetteer.schema import CREDIT
from reportedly.gazetteer.store import SqliteGazetteer, info, open_default

__all__ = ["CREDIT", "SqliteGazetteer", "build", "default_path", "info", "open_default"]
