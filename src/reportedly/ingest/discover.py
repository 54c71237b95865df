"""Which files there are under the paths that a person names."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from reportedly.records import Failure
from reportedly.text import printable


def discover(paths: Sequence[Path]) -> Iterator[Path | Failure]:
    """Yield the files to read, as named (relative stays relative), or what is wrong with a path.

    Folders are read with all below them, in the order of names; hidden files and folders
    (".name") are left out there, and a link that leads out of all that was named is refused: whoever made the folder
    does not choose what else of this machine is read. What a person names may be a link. A file named twice is given
    once. Names in failures are printable; the paths are those of the disk, whatever bytes they hold.
    """
    seen: set[Path] = set()
    named = tuple(os.path.realpath(path) for path in paths)
    for path in paths:
        for found in _below(path, named, ()) if path.is_dir() else [_file(path)]:
            if isinstance(found, Failure):
                yield found
            elif found not in seen:
                seen.add(found)
                yield found


def _below(folder: Path, named: Sequence[str], above: tuple[tuple[int, int], ...]) -> Iterator[Path | Failure]:
    try:
        status = folder.stat()
        names = sorted(os.listdir(folder))
    except OSError as error:
        yield _failure(folder, f"cannot read this folder: {error.strerror}; check its permissions")
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        yield _failure(folder, "this link leads back to a folder around it; it was not followed")
        return
    for name in names:
        if name.startswith("."):
            continue
        path = folder / name
        if path.is_symlink() and path.exists() and not _within(path, named):
            yield _failure(
                path,
                "this link leads out of the folder; it was not followed. Name what it leads to, if it is to be read",
            )
        elif path.is_dir():
            yield from _below(path, named, (*above, here))
        else:
            yield _file(path)


def _within(link: Path, named: Sequence[str]) -> bool:
    target = os.path.realpath(link)
    return any(target == top or target.startswith(top.rstrip(os.sep) + os.sep) for top in named)


def _file(path: Path) -> Path | Failure:
    if path.is_file():
        if os.access(path, os.R_OK):
            return path
        return _failure(path, "this file may not be read by this user; change its permissions")
    if path.is_symlink():
        return _failure(path, "this link leads nowhere (or round in a circle); repair it or take it away")
    if path.exists():
        return _failure(path, "this is neither a file nor a folder; name files or folders")
    return _failure(path, "there is no such file or folder; check the spelling")


def _failure(path: Path, message: str) -> Failure:
    return Failure(printable(str(path)), message)
