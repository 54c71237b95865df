"""The theatres that ship, by name."""

from pathlib import Path

from reportedly.errors import InvalidTheatre
from reportedly.records.theatre import Theatre
from reportedly.theatre.file import load_theatre

_FOLDER = Path(__file__).parent / "data"
FILE = "theatre.yaml"
TEMPLATE = _FOLDER / "template.yaml"
"""A file to start a theatre of one's own from, with every part and what it means."""


def shipped() -> tuple[str, ...]:
    """Return the names of the theatres that ship, in order."""
    return tuple(sorted(path.parent.name for path in _FOLDER.glob(f"*/{FILE}")))


def find_theatre(name: Path | str) -> Path:
    """Return the file of a theatre, given its path or the name of one that ships.

    Raises InvalidTheatre, with the names there are, if it is neither.
    """
    path = Path(name)
    if path.is_file():
        return path
    if str(name) in shipped():
        return _FOLDER / str(name) / FILE
    raise InvalidTheatre(
        f"{name}: there is no such file, and no theatre of this name ships; there are {', '.join(shipped())}. "
        "`reportedly theatre list` says what each one is, `reportedly theatre new FILE` starts one of your own"
    )


def load_shipped(name: str) -> Theatre:
    """Return a theatre that ships. Raises InvalidTheatre for any other name."""
    return load_theatre(find_theatre(name))
