"""Codebooks: the categories a claim may be given, kept as data and checked when read.

`load_default()` returns the codebook that ships; `load(path)` reads a newsroom's
own. `reportedly.codebook.check` lists everything wrong with a file at once.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from reportedly.codebook.defaults import SHARED, completed
from reportedly.codebook.model import Category, Codebook, CounterExample, Provision, Sector
from reportedly.codebook.semantics import problems
from reportedly.codebook.source import Source, read
from reportedly.errors import InvalidCodebook

__all__ = [
    "DEFAULT_PATH",
    "SHIPPED",
    "Category",
    "Codebook",
    "CounterExample",
    "Provision",
    "Sector",
    "load",
    "load_default",
    "load_named",
]

DEFAULT_PATH = Path(__file__).parent / "data" / "guo-1.1.0.yaml"
"""The codebook that ships."""

SHIPPED = "guo"
"""The name under which commands know the codebook that ships."""


@cache
def load_default() -> Codebook:
    """Return the codebook that ships; read once per process."""
    return load(DEFAULT_PATH)


def load(path: Path | str) -> Codebook:
    """Return the codebook in a YAML file, with what it leaves out filled in (see `completed`).

    Raises InvalidCodebook for the first thing wrong, naming file, line, what was
    found and what to do.
    """
    source = read(Path(path))
    codebook = parse(source)
    for problem in problems(codebook):
        raise InvalidCodebook(f"{source.path}, line {source.line(problem.where)}: {problem.message}; {problem.remedy}")
    return codebook


def load_named(name: Path | str | None) -> Codebook:
    """Return the codebook that ships for None and its name "guo", else the one in the file of that path.

    Raises InvalidCodebook as `load` does.
    """
    if name is None or str(name) == SHIPPED:
        return load_default()
    return load(name)


def parse(source: Source) -> Codebook:
    """Return the data of a file as a codebook of the right shape; its cross-references are not checked.

    Raises InvalidCodebook for the first field of the wrong shape.
    """
    try:
        shipped = source.data if source.path == DEFAULT_PATH else _shared()
        return Codebook.model_validate_json(json.dumps(completed(source.data, shipped), ensure_ascii=False))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = first["loc"]
        owner = source.owner(where)
        dotted = ".".join(str(step) for step in where)
        found = "" if first["type"] == "missing" else f", found {_brief(first['input'])}"
        more = error.error_count() - 1
        raise InvalidCodebook(
            f"{source.path}, line {source.line(where)}: {owner + ': ' if owner else ''}{dotted}: "
            f"{first['msg']}{found}; correct it" + (f" ({more} more, see `reportedly codebook check`)" if more else "")
        ) from error


@cache
def _shared() -> dict[str, Any]:
    """Return the lists of the codebook that ships which others may leave out."""
    data = read(DEFAULT_PATH).data
    return {name: data[name] for name in SHARED}


def _brief(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
