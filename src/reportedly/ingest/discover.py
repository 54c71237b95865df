"""Which files there are under the paths that a person names."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from reportedly.records import Failure


def discover(paths: Sequence[Path]) -> Iterator[Path | Failure]:
    """Yield the files to read, as named (relative stays relative), or what is wrong with a path.

    Folders are read with all below them, in the order of names; hidden files and folders
    (".name") are left out there. A file named twice is given once.
    """
    seen: set[Path] = set()
    for path in paths:
        for found in _below(path, ()) if path.is_dir() else [_file(path)]:
            if isinstance(found, Failure):
                yield found
            elif found not in seen:
                seen.add(found)
                yield found


def _below(folder: Path, above: tuple[tuple[int, int], ...]) -> Iterator[Path | Failure]:
    try:
        status = folder.stat()
        names = sorted(os.listdir(folder))
    except OSError as error:
        yield Failure(str(folder), f"cannot read this folder: {error.strerror}; check its permissions")
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        yield Failure(str(folder), "this link leads back to a folder around it; it was not followed")
        return
    for name in names:
        if name.startswith("."):
            continue
        path = folder / name
        if path.is_dir():
            yield from _below(path, (*above, here))
        else:
            yield _file(path)


def _file(path: Path) -> Path | Failure:
    if path.is_file():
        if os.access(path, os.R_OK):
            return path
        return Failure(str(path), "this file may not be read by this user; change its permissions")
    if path.is_symlink():
        return Failure(str(path), "this link leads nowhere (or round in a circle); repair it or take it away")
    if path.exists():
        return Failure(str(path), "this is neither a file nor a folder; name files or folders")
    return Failure(str(path), "there is no such file or folder; check the spelling")
