"""The gazetteer as this machine has it: the base, every layer that was imported, a theatre's own places on top."""

from collections.abc import Sequence
from dataclasses import replace

from reportedly.gazetteer.build import Progress
from reportedly.gazetteer.files import read_layers
from reportedly.gazetteer.layers import user_layers
from reportedly.gazetteer.store import SqliteGazetteer, open_default
from reportedly.interfaces import Stage, StageInfo
from reportedly.records import Reading, Record, TheatrePlace
from reportedly.text import digest


def open_layered(*, extra: Sequence[TheatrePlace] = (), progress: Progress | None = None) -> SqliteGazetteer:
    """Return the gazetteer with the layers that were imported: what every command reads texts and names with.

    The first call builds the base (20 to 40 seconds). Raises InvalidGazetteer or OSError if it can neither be read
    nor built.
    """
    return open_default(extra=extra, progress=progress, layers=user_layers())


def layers_mark() -> str:
    """Return a short digest of the imported layers in their order, "" where there are none.

    The same files imported again have the same.
    """
    found = [layer for path in user_layers() for layer in read_layers(path)]
    return digest(*(f"{one.name} {one.source_digest} {one.rows}" for one in found), length=8) if found else ""


class OverLayers:
    """A stage that reads the imported layers; its name tells which, so that other layers have documents coded anew."""

    def __init__(self, stage: Stage, mark: str) -> None:
        self._stage = stage
        self._mark = mark

    @property
    def info(self) -> StageInfo:
        """That of the stage, its name followed by the mark of the layers."""
        found = self._stage.info
        return replace(found, name=f"{found.name}+{self._mark}")

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return what the stage makes."""
        return self._stage.annotate(readings)


def over_layers(stage: Stage) -> Stage:
    """Return the stage with the mark of the imported layers in its name; the stage itself where there are none."""
    mark = layers_mark()
    return OverLayers(stage, mark) if mark else stage
