"""Codebooks: the categories a claim may be given, kept as data and checked when read.

`load_default()` returns the codebook that ships; `load(path)` reads a newsroom's
own. `reportedly.codebook.check` lists everything wrong with a file at once.
"""

from functools import cache
from pathlib import Path

from pydantic import ValidationError

from reportedly.codebook.model import Category, Codebook, Provision, Sector
from reportedly.codebook.semantics import problems
from reportedly.codebook.source import Source, read
from reportedly.errors import InvalidCodebook

__all__ = ["DEFAULT_PATH", "Category", "Codebook", "Provision", "Sector", "load", "load_default"]

DEFAULT_PATH = Path(__file__).parent / "data" / "guo-1.0.0.yaml"
"""The codebook that ships."""


@cache
def load_default() -> Codebook:
    """Return the codebook that ships; read once per process."""
    return load(DEFAULT_PATH)


def load(path: Path | str) -> Codebook:
    """Return the codebook in a YAML file.

    Raises InvalidCodebook for the first thing wrong, naming file, line, what was
    found and what to do.
    """
    source = read(Path(path))
    codebook = parse(source)
    for problem in problems(codebook):
        raise InvalidCodebook(f"{source.path}, line {source.line(problem.where)}: {problem.message}; {problem.remedy}")
    return codebook


def parse(source: Source) -> Codebook:
    """Return the data of a file as a codebook of the right shape; its cross-references are not checked.

    Raises InvalidCodebook for the first field of the wrong shape.
    """
    try:
        return Codebook.model_validate_json(source.as_json())
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


def _brief(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
