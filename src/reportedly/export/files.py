"""Files of an export: written whole or not at all, and parts of the program that are not always there."""

import importlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import IO, Any

from reportedly.errors import ReportedlyError


@contextmanager
def written(path: Path) -> Iterator[IO[str]]:
    """Open a text file for writing (UTF-8, line feeds) that takes its name only when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as out:
            yield out
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_json(path: Path, value: Any, *, indent: int | None = None) -> Path:
    """Write a value as JSON and return the path."""
    with written(path) as out:
        json.dump(value, out, ensure_ascii=False, indent=indent)
        out.write("\n")
    return path


def write_lines(path: Path, values: Iterable[Any]) -> Path:
    """Write values as JSON, one on each line, and return the path."""
    encode = json.JSONEncoder(ensure_ascii=False).encode  # json.dumps would make an encoder for each line
    with written(path) as out:
        for value in values:
            out.write(encode(value) + "\n")
    return path


def write_array(path: Path, head: dict[str, Any], key: str, values: Iterable[Any]) -> Path:
    """Write an object of which the last key holds a long array, one value on each line, and return the path."""
    with written(path) as out:
        begin = json.dumps(head, ensure_ascii=False)
        out.write(f"{begin[:-1]}{', ' if head else ''}{json.dumps(key)}: [\n")
        for number, value in enumerate(values):
            out.write(("" if number == 0 else ",\n") + json.dumps(value, ensure_ascii=False))
        out.write("\n]}\n")
    return path


def needed(module: str, extra: str) -> ModuleType:
    """Return a module that comes with an extra. Raises ReportedlyError where it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise ReportedlyError(
            f"this format needs the package {module}, which is not installed: pip install 'reportedly[{extra}]'"
        ) from error
