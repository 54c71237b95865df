"""Everything wrong with a codebook file, at once: its schema first, then its references."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from reportedly.codebook import parse
from reportedly.codebook.model import Codebook
from reportedly.codebook.semantics import problems
from reportedly.codebook.source import Source, line_of, read
from reportedly.errors import InvalidCodebook

SCHEMA_PATH = Path(__file__).parent / "data" / "schema.json"
"""The JSON Schema that ships, for editors and other tools."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: the line (from 1), the id it belongs to if any, what was found, what to do."""

    line: int
    owner: str
    message: str
    remedy: str

    def __str__(self) -> str:
        """Return the finding on one line."""
        owner = f"{self.owner}: " if self.owner and not self.message.startswith(self.owner) else ""
        return f"line {self.line}: {owner}{self.message}; {self.remedy}"


@cache
def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a codebook file, made from the models."""
    made = Codebook.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def schema_text() -> str:
    """Return the schema as the text that `SCHEMA_PATH` must hold."""
    return json.dumps(schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def check(path: Path | str) -> list[Finding]:
    """Return everything wrong with a codebook file, in the order of its lines; empty if it is sound.

    A file that is not YAML, or holds a key twice, gives one finding: what stands
    behind that place cannot be trusted.
    """
    try:
        source = read(Path(path))
    except InvalidCodebook as error:
        return [_unreadable(error)]
    found = list(_against_schema(source))
    if not found:
        found = list(_against_itself(source))
    return sorted(found, key=lambda finding: finding.line)


def _unreadable(error: InvalidCodebook) -> Finding:
    message, _, remedy = str(error).rpartition("; ")
    return Finding(line_of(error.__cause__), "", message, remedy)


def _against_schema(source: Source) -> Iterator[Finding]:
    validator = Draft202012Validator(schema())
    for error in validator.iter_errors(source.data):
        where = tuple(error.absolute_path)
        yield Finding(source.line(where), source.owner(where), _message(error), "see schema.json for the form")


def _message(error: ValidationError) -> str:
    dotted = ".".join(str(step) for step in error.absolute_path) or "the file"
    text = error.message if len(error.message) <= 160 else error.message[:157] + "..."
    return f"{dotted}: {text}"


def _against_itself(source: Source) -> Iterator[Finding]:
    try:
        codebook = parse(source)
    except InvalidCodebook as error:
        # The schema says less than the models in a few places (white space, for one).
        message, _, remedy = str(error).rpartition("; ")
        yield Finding(1, "", message, remedy)
        return
    for problem in problems(codebook):
        yield Finding(source.line(problem.where), source.owner(problem.where), problem.message, problem.remedy)
