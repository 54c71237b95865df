"""What an export says of itself: a manifest with the digest of every file, and a page to read first."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reportedly.export.files import write_json, written
from reportedly.export.released import Release, withheld_words

FORMAT = "reportedly-export/1"
MANIFEST = "manifest.json"
README = "README.md"


def plain(release: Release) -> dict[str, Any]:
    """Return what a release says of itself."""
    about = release.about
    return {
        "title": about.title,
        "release": release.profile.name,
        "made_at": about.made_at,
        "cutoff": about.cutoff,
        "made_by": f"reportedly {about.version}",
        "codebook": about.codebook,
        "theatre": about.theatre,
        "counts": release.counts(),
        "withheld": list(release.withheld),
        "credits": list(about.credits),
        "licence": about.licence,
    }


def write_manifest(release: Release, folder: Path, files: Mapping[str, Sequence[Path]]) -> list[Path]:
    """Write README.md and manifest.json into the folder of an export; `files` are those of each format."""
    readme = _readme(release, folder, files)
    listed = [
        {"path": path.relative_to(folder).as_posix(), "format": name, **_digest(path)}
        for name, paths in {**files, "readme": [readme]}.items()
        for path in paths
    ]
    made = write_json(folder / MANIFEST, {"format": FORMAT, **plain(release), "files": listed}, indent=1)
    return [readme, made]


def _digest(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return {"sha256": hashlib.file_digest(file, "sha256").hexdigest(), "size": path.stat().st_size}


def _readme(release: Release, folder: Path, files: Mapping[str, Sequence[Path]]) -> Path:
    about = release.about
    counts = ", ".join(f"{count} {name}" for name, count in release.counts().items())
    path = folder / README
    with written(path) as out:
        out.write(f"# {about.title}\n\n")
        if release.profile.open:
            out.write("**Working copy: it holds names of private persons and exact places. Not for publication.**\n\n")
        out.write(f"- Release: {release.profile.name}\n- Data cut-off: {about.cutoff}\n- Made: {about.made_at} by ")
        out.write(f"reportedly {about.version}\n- Codebook: {about.codebook}\n- Theatre: {about.theatre}\n")
        out.write(f"- Records: {counts}\n\n## What was withheld\n\n")
        out.writelines(f"- {line}\n" for line in withheld_words(release.withheld))
        out.write("\n## Licence and credits\n\n")
        out.writelines(f"- {line}\n" for line in (about.licence, *about.credits) if line)
        out.write("\n## Files\n\n")
        for name, paths in files.items():
            shown = [p.relative_to(folder).as_posix() for p in paths[:_SHOWN]]
            more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
            out.write(f"- {name}: {', '.join(shown)}{more}\n")
        out.write(f"\n`{MANIFEST}` holds the SHA-256 of every file.\n")
    return path


_SHOWN = 8
