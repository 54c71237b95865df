"""A file that says which column or field holds what, for all tables of a project or for some by their names.

```yaml
text: message          # in all tables
published: posted_at
files:
  "wire-*.csv":        # in these, instead of the names above
    text: body
```
"""

from dataclasses import asdict, dataclass, field, fields
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from reportedly.errors import InvalidMapping
from reportedly.ingest.mapping import Mapping

_FIELDS = tuple(each.name for each in fields(Mapping))
_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Mappings:
    """The names for all tables, and those for files whose name fits a pattern (the first that fits counts)."""

    default: Mapping = field(default_factory=Mapping)
    files: tuple[tuple[str, Mapping], ...] = ()

    def of(self, name: str) -> Mapping:
        """Return the names for a file (its name without folders): those of its pattern, filled up from the default."""
        for pattern, mapping in self.files:
            if fnmatchcase(name.casefold(), pattern.casefold()):
                return filled(mapping, self.default)
        return self.default

    def over(self, first: Mapping | None) -> "Mappings":
        """Return the same with names that go before all others."""
        if first is None:
            return self
        files = tuple((pattern, filled(first, mapping)) for pattern, mapping in self.files)
        return Mappings(filled(first, self.default), files)


def filled(first: Mapping, second: Mapping) -> Mapping:
    """Return the names of `first`, with those of `second` where it has none."""
    return Mapping(**{name: value or getattr(second, name) for name, value in asdict(first).items()})


def load_mappings(file: Path) -> Mappings:
    """Read a mapping file. Raises InvalidMapping, which says what is wrong and where."""
    data = _yaml(file)
    patterns = data.pop("files", None) or {}
    if not isinstance(patterns, dict):
        raise InvalidMapping(
            f"{file}: 'files' holds no patterns; write one like \"wire-*.csv\": with its fields below it"
        )
    found = tuple((str(pattern), _mapping(file, names, f"files: {pattern}: ")) for pattern, names in patterns.items())
    mapping = _mapping(file, data, "")
    if mapping == Mapping() and not found:
        raise InvalidMapping(f"{file}: names no field; write lines like 'text: body' (fields: {', '.join(_FIELDS)})")
    return Mappings(mapping, found)


def _yaml(file: Path) -> dict[Any, Any]:
    try:
        with file.open("rb") as stream:
            text = stream.read(_LARGEST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidMapping(f"{file}: cannot be read ({error}); give the path of a mapping in UTF-8") from error
    try:
        data = YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        problem = (error.problem or "no YAML").strip().splitlines()[0]
        raise InvalidMapping(f"{file}{line}: {problem}; correct the line, or put the name in quotes") from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise InvalidMapping(f"{file}: not YAML ({error}); correct it") from error
    if not isinstance(data, dict):
        raise InvalidMapping(f"{file}: found {type(data).__name__} at the top; write lines like 'text: body'")
    return data


def _mapping(file: Path, data: object, where: str) -> Mapping:
    if not isinstance(data, dict):
        raise InvalidMapping(f"{file}: {where}found {data!r}; write lines like 'text: body'")
    for name, column in data.items():
        if name not in _FIELDS:
            raise InvalidMapping(f"{file}: {where}{name!r} is no field; the fields are {', '.join(_FIELDS)}, and files")
        if not isinstance(column, str) or not column.strip():
            raise InvalidMapping(
                f"{file}: {where}{name} is {column!r}; give the name of a column, in quotes if need be"
            )
    return Mapping(**data)
