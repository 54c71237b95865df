"""Reading a theatre file from YAML.

The file holds the fields of the records in `reportedly.records.theatre`, with these differences: a day from which an
entry holds may be written `from`; `legal_frame` may be one word, one mapping or a dated list; `roles` lists the
bodies under each role, an id alone for a source of the file, and a source with a `side` that no role lists stands in
the role of its side.
"""

import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from reportedly.errors import InvalidRecord, InvalidTheatre
from reportedly.records.theatre import Theatre
from reportedly.theatre import model
from reportedly.theatre.build import theatre_of
from reportedly.theatre.checks import check
from reportedly.theatre.wording import as_written, explain, kind_of, line_of
from reportedly.yaml_data import load_plain

SECTORS = frozenset(
    {
        "health",
        "water",
        "sewage",
        "waste",
        "electricity",
        "heating",
        "gas",
        "fuel",
        "telecom_mobile",
        "telecom_fixed",
        "internet",
        "broadcast",
        "food_shops",
        "banking_cash",
        "payments",
        "housing",
        "debris_removal",
        "transport",
        "post",
        "registry",
        "education",
        "administration",
        "policing_justice",
        "humanitarian_aid",
    }
)
"""The service sectors of the default codebook (CODEBOOK 3.3)."""


def load_theatre(path: Path | str, *, sectors: Collection[str] = SECTORS) -> Theatre:
    """Return the theatre in the YAML file at `path`; `origin` holds the file's name.

    `sectors` are the services for which `freshness_days` may give days. Raises InvalidTheatre, with the file, the
    entry, what was found there and what to do, if the file cannot be read, holds an unknown key or a wrong value,
    gives an id twice, names a parent, an area or a source that does not exist, gives one name to two sources, makes
    two bodies the controlling authority of one place on one day, or loosens a floor without saying why.
    """
    file = Path(path)
    text = _text(file)
    data = _yaml(file, text)
    try:
        parsed = model.File.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        line = line_of(YAML(pure=True).compose(text), as_written(first["loc"], data))
        where = f"{file}, line {line}" if line else f"{file}"
        raise InvalidTheatre(f"{where}: {explain(first, data)}") from error
    try:
        check(file, parsed, sectors)
        return theatre_of(parsed, file.name)
    except InvalidRecord as error:
        raise InvalidTheatre(f"{file}: {error}; correct the entry") from error


def keep_theatre(file: Path, target: Path) -> None:
    """Keep a theatre file and its shapes in a project, so that later commands know them. Raises InvalidTheatre."""
    loaded = load_theatre(file)
    if file.resolve() == target.resolve():
        return
    shutil.copyfile(file, target)
    if loaded.shapes:
        (target.parent / loaded.shapes).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file.parent / loaded.shapes, target.parent / loaded.shapes)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidTheatre(f"{file}: cannot be read ({error}); give the path of a theatre file in UTF-8") from error


def _yaml(file: Path, text: str) -> dict[str, Any]:
    try:
        data = load_plain(text)
    except MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        problem = (error.problem or "no YAML").strip()
        raise InvalidTheatre(f"{file}{line}: {problem}; correct the line, or put the text in double quotes") from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise InvalidTheatre(
            f"{file}: not YAML ({error}); correct it, or start from `reportedly theatre new`"
        ) from error
    if not isinstance(data, dict):
        raise InvalidTheatre(f"{file}: found {kind_of(data)} at the top; a theatre is a mapping that starts with 'id:'")
    return data
