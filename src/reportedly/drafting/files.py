"""Versions of a draft on disk: one file for each edit in OUT/briefs/ID, append-only, chained by digests.

A version is written aside and then linked under its number, which fails if that number is there: two people who save
at once cannot both become the same version, and a kill leaves whole versions only.
"""

import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from reportedly.drafting.model import DraftConflict, Edit, InvalidDraft, Version, as_json
from reportedly.errors import StoreError
from reportedly.text import digest

FOLDER = "briefs"
FORMAT = "reportedly brief version 1"
_DIGEST = 64


def folder_of(out: Path, brief: str) -> Path:
    """Return the folder of a brief. Raises InvalidDraft if the name is none of a brief."""
    if not brief.startswith("brief-") or not brief.removeprefix("brief-").isdigit():
        raise InvalidDraft(f"{brief!r} is no brief; `reportedly briefs` lists them")
    return out / FOLDER / brief


def ids(out: Path) -> list[str]:
    """Return the ids of all briefs of a project, oldest first."""
    folder = out / FOLDER
    found = [p.name for p in folder.iterdir() if (p / "0001.json").exists()] if folder.is_dir() else []
    return sorted((n for n in found if n.startswith("brief-")), key=lambda n: int(n.removeprefix("brief-")))


def claim_id(out: Path) -> str:
    """Make the folder of a new brief and return its id."""
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        try:
            (folder / f"brief-{number}").mkdir()
        except FileExistsError:
            number += 1
        else:
            return f"brief-{number}"


def read(out: Path, brief: str) -> list[Version]:
    """Return all versions of a brief in order, checked against their chain.

    Raises InvalidDraft if there is no such brief, StoreError naming the first version that does not hold.
    """
    folder = folder_of(out, brief)
    paths = sorted(folder.glob("[0-9]*.json"), key=lambda p: int(p.stem)) if folder.is_dir() else []
    if not paths:
        raise InvalidDraft(f"there is no brief {brief!r} in {out}; `reportedly briefs -o {out}` lists them")
    found: list[Version] = []
    for number, path in enumerate(paths, 1):
        version = _version(path)
        before = found[-1].sha256 if found else ""
        if version.number != number or version.previous != before or version.sha256 != _sealed(version):
            raise StoreError(
                f"{path}: version {number} of {brief} does not follow from the one before it: the file was changed or "
                "a version is missing; restore the folder from a copy"
            )
        found.append(version)
    return found


def _version(path: Path) -> Version:
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        edit = Edit(**{name: plain["edit"].get(name) for name in ("kind", "sentence", "before", "after", "reason")})
        return Version(plain["number"], plain["previous"], plain["sha256"], plain["by"], plain["at"], edit)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"{path} is no version of a brief ({error}); restore it from a copy") from error


def _sealed(version: Version) -> str:
    """Return the digest of a version: over everything in it but that digest."""
    return digest(as_json({**_plain(version), "sha256": ""}), length=_DIGEST)


def _plain(version: Version) -> dict[str, Any]:
    edit = version.edit
    return {
        "format": FORMAT,
        "number": version.number,
        "previous": version.previous,
        "sha256": version.sha256,
        "by": version.by,
        "at": version.at,
        "edit": {
            "kind": edit.kind,
            "sentence": edit.sentence,
            "before": edit.before,
            "after": edit.after,
            "reason": edit.reason,
        },
    }


def append(out: Path, brief: str, edit: Edit, so_far: Sequence[Version], *, by: str, at: str) -> Version:
    """Add an edit as the next version and return it. Raises DraftConflict if that number was taken in the meantime."""
    folder = folder_of(out, brief)
    before, after = json.loads(as_json([edit.before, edit.after]))
    kept = replace(edit, before=before, after=after)
    last = so_far[-1] if so_far else None
    bare = Version((last.number if last else 0) + 1, last.sha256 if last else "", "", by, at, kept)
    made = Version(bare.number, bare.previous, _sealed(bare), by, at, bare.edit)
    path = folder / f"{made.number:04}.json"
    aside = folder / f".{secrets.token_hex(8)}.part"
    with aside.open("x", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(_plain(made), ensure_ascii=False, indent=1) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(aside, path)
    except FileExistsError as error:
        newest = read(out, brief)[-1]
        raise conflict(brief, newest) from error
    finally:
        aside.unlink()
    return made


def conflict(brief: str, newest: Version) -> DraftConflict:
    """Return the error that tells who saved in the meantime."""
    return DraftConflict(
        f"{newest.by} saved {brief} at {newest.at[:16].replace('T', ' ')} UTC (version {newest.number}); your change "
        "is not saved: look at the new version and make it again",
        version=newest.number,
        by=newest.by,
        at=newest.at,
    )
