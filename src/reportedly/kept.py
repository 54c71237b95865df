"""What was worked out once on a machine, kept as JSON below XDG_CACHE_HOME or ~/.cache; deleting it costs time only."""

import contextlib
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

DAYS = 90
"""What was not worked out anew for so long is removed when something else is kept."""

_DATE = "$date"


def kept(kind: str, sources: str | tuple[str, ...], make: Callable[[], Any]) -> Any:
    """Return what `make` makes of the sources, from the cache where it was made before.

    `kind` names the maker and its version: another one makes it anew. What JSON cannot say without loss (a mapping
    with keys other than strings, a tuple) is made each time; days (`date`) can be kept. What `make` raises goes
    through; a cache that cannot be read or written is none.
    """
    path = folder(kind) / f"{_digest(sources)}.json"
    with contextlib.suppress(OSError, ValueError):
        return json.loads(path.read_text("utf-8"), object_hook=_dated)
    data = make()
    _keep(path, data)
    return data


def folder(kind: str) -> Path:
    """Return the folder in which things of a kind are kept; it may not be there."""
    root = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(root) / "reportedly" / kind


def written(target: Path, content: bytes) -> None:
    """Write a file of the cache, whole or not at all, and tidy its folder. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    _tidy(target.parent)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        file.write(content)
    Path(file.name).replace(target)


def _digest(sources: str | tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for source in (sources,) if isinstance(sources, str) else sources:
        digest.update(source.encode("utf-8", "surrogatepass"))
        # No byte of UTF-8: "ab", "c" and "a", "bc" are two keys. A single text is digested as it stands.
        digest.update(b"" if isinstance(sources, str) else b"\xff")
    return digest.hexdigest()[:32]


def _keep(target: Path, data: Any) -> None:
    try:
        printed = json.dumps(data, ensure_ascii=False, default=_as_date)
        if json.loads(printed, object_hook=_dated) != data:
            return
        content = printed.encode("utf-8")
    except (TypeError, ValueError, RecursionError):
        return
    with contextlib.suppress(OSError):
        written(target, content)


def _tidy(folder: Path) -> None:
    oldest = time.time() - DAYS * 86_400
    for path in folder.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


def _as_date(value: object) -> dict[str, str]:
    if type(value) is not date:
        raise TypeError(f"{type(value).__name__} cannot be kept as JSON")
    return {_DATE: value.isoformat()}


def _dated(value: dict[str, Any]) -> Any:
    return date.fromisoformat(value[_DATE]) if set(value) == {_DATE} else value
