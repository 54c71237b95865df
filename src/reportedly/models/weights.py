"""The weights that ship with the package: which there are, whether they are whole, and how they open."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reportedly.errors import StageUnavailable

HOME = Path(__file__).parent / "data"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """A folder of weights whose files have the digests that its manifest names."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def version(self) -> str:
        """The name of these weights, as records and settings carry it."""
        return str(self.manifest["version"])

    def path(self, name: str) -> Path:
        """Return the path of one file; raises StageUnavailable if the manifest does not list it."""
        if name not in self.manifest["files"]:
            raise StageUnavailable(f"{self.folder / MANIFEST} lists no file {name}")
        return self.folder / name


def present(name: str = "encoder.onnx", folder: Path = HOME) -> bool:
    """Say whether there are weights of this name; without them the rules work alone."""
    manifest = folder / MANIFEST
    return manifest.is_file() and name in json.loads(manifest.read_text(encoding="utf-8"))["files"]


@cache
def weights(folder: Path = HOME) -> Weights:
    """Return the weights of a folder, checked once per process.

    Raises StageUnavailable if a file is missing or is not the one that the manifest describes.
    """
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    for name, entry in manifest["files"].items():
        path = folder / name
        if not path.is_file():
            raise StageUnavailable(f"the weights are incomplete: {path} is missing; install the package again")
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != entry["sha256"]:
            raise StageUnavailable(
                f"{path} is not the file that {MANIFEST} describes (sha256 {found[:12]}…, expected "
                f"{entry['sha256'][:12]}…); install the package again, or delete {folder} to work by rules alone"
            )
    return Weights(folder, manifest)
