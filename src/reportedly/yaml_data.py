"""YAML 1.2 as plain data, parsed once on a machine: the safe parser reads some 150 kB a second.

What was parsed is kept as JSON below XDG_CACHE_HOME or ~/.cache, under the digest of the text; deleting it
costs time only.
"""

import contextlib
import hashlib
import json
import os
import tempfile
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

SHORTEST = 2_000
"""Shorter texts (in code points) are parsed each time."""

KEPT_DAYS = 90
"""What was not parsed anew for so long is removed when something else is kept."""

_DATE = "$date"


def load_plain(text: str) -> Any:
    """Return what the text holds: mappings, lists, strings, numbers, booleans, dates, None.

    Raises the errors of the parser (ruamel.yaml.error.YAMLError, ValueError, RecursionError), also for a key that
    stands twice.
    """
    if len(text) < SHORTEST:
        return _parse(text)
    kept = _folder() / f"{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.json"
    with contextlib.suppress(OSError, ValueError):
        return json.loads(kept.read_text("utf-8"), object_hook=_dated)
    data = _parse(text)
    _keep(kept, data)
    return data


def _parse(text: str) -> Any:
    # pure: the C parser reads YAML 1.1, where `no` is false and 1:30 is ninety.
    return YAML(typ="safe", pure=True).load(text)


def _folder() -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(root) / "reportedly" / f"yaml-{version('ruamel.yaml')}"


def _keep(target: Path, data: Any) -> None:
    """Keep the data where JSON can say all of them; a cache that cannot be written is none."""
    try:
        written = json.dumps(data, ensure_ascii=False, default=_as_date)
        if json.loads(written, object_hook=_dated) != data:
            return
    except (TypeError, ValueError, RecursionError):
        return
    with contextlib.suppress(OSError, UnicodeEncodeError):
        target.parent.mkdir(parents=True, exist_ok=True)
        _tidy(target.parent)
        with tempfile.NamedTemporaryFile("w", dir=target.parent, encoding="utf-8", delete=False) as file:
            file.write(written)
        Path(file.name).replace(target)


def _tidy(folder: Path) -> None:
    oldest = time.time() - KEPT_DAYS * 86_400
    for path in folder.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


def _as_date(value: object) -> dict[str, str]:
    if type(value) is not date:
        raise TypeError(f"{type(value).__name__} cannot be kept as JSON")
    return {_DATE: value.isoformat()}


def _dated(value: dict[str, Any]) -> Any:
    return date.fromisoformat(value[_DATE]) if set(value) == {_DATE} else value
