"""Layers that a user imported: one gazetteer file each, beside one another in the user's data folder."""

import os
import re
from contextlib import closing
from pathlib import Path

from reportedly.errors import InvalidGazetteer
from reportedly.gazetteer.files import GazetteerFile, Layer, read_layers

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_ENDING = ".sqlite"
UNFINISHED = ".part"


def user_folder() -> Path:
    """Return where imported layers live: below XDG_DATA_HOME or ~/.local/share."""
    root = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(root) / "reportedly" / "gazetteer"


def layer_path(name: str, folder: Path | None = None) -> Path:
    """Return the file of a layer. Raises InvalidGazetteer if the name cannot be one."""
    if not _NAME.fullmatch(name):
        raise InvalidGazetteer(
            f"{name!r} cannot be the name of a layer: small letters, digits, - and _ only, at most 40; give --name"
        )
    return (folder or user_folder()) / f"{name}{_ENDING}"


def layer_name(path: Path) -> str:
    """Return the name that a file's layer gets if none is given: its own up to the first dot, in small letters."""
    return re.sub(r"[^a-z0-9_-]+", "-", path.name.split(".")[0].casefold()).strip("-_")[:40] or "layer"


def user_layers(folder: Path | None = None) -> list[Path]:
    """Return the finished layers in the order in which they were imported; those of an older layout are left out."""
    dated = []
    for path in _files(folder or user_folder()):
        try:
            dated.append((read_layers(path)[0].imported_at, path))
        except (InvalidGazetteer, IndexError):
            continue
    return [path for _, path in sorted(dated)]


def outdated(folder: Path | None = None) -> list[Path]:
    """Return the layer files that cannot be used: of another layout, or damaged."""
    usable = set(user_layers(folder))
    return [path for path in _files(folder or user_folder()) if path not in usable]


def unfinished(folder: Path | None = None) -> list[str]:
    """Return the names of imports that were begun and not finished."""
    root = folder or user_folder()
    return sorted(p.name.removesuffix(_ENDING + UNFINISHED) for p in root.glob(f"*{_ENDING}{UNFINISHED}"))


def describe(path: Path) -> tuple[Layer, dict[str, str], dict[str, int]]:
    """Return the layer in a file, what the file says of itself, and its places by feature class.

    Raises InvalidGazetteer if the file cannot be read or holds no layer.
    """
    with closing(GazetteerFile(path)) as file:
        found = file.layers()
        if not found:
            raise InvalidGazetteer(f"{path}: not a layer that was imported; remove it")
        return found[0], file.meta(), file.counts("feature_class")


def remove(name: str, folder: Path | None = None) -> Path:
    """Remove a layer or an unfinished import and return its file. Raises InvalidGazetteer if there is none."""
    path = layer_path(name, folder)
    beside = [path, path.with_name(path.name + UNFINISHED)]
    found = [file for file in beside if file.is_file()]
    if not found:
        have = ", ".join(p.stem for p in _files(path.parent)) or "none"
        raise InvalidGazetteer(f"there is no layer {name!r} in {path.parent}; there are: {have}")
    for file in (*found, beside[1].with_name(beside[1].name + "-journal"), path.with_name(path.name + ".new")):
        file.unlink(missing_ok=True)
    return path


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{_ENDING}")) if folder.is_dir() else []
