"""Name files of the package data in their manifest, with their digests."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def listed(folder: Path, names: Sequence[str], more: Mapping[str, Any] | None = None) -> None:
    """Put files, and more about them, into the manifest of a folder."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for name in names:
        data = (folder / name).read_bytes()
        manifest["files"][name] = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    manifest |= more or {}
    text = json.dumps(manifest, indent=1, ensure_ascii=False)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
