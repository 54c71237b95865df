"""Which files are found."""

import os
from pathlib import Path

import pytest

from reportedly.ingest import discover
from reportedly.records import Failure


def _touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")


def test_folders_are_read_in_order_of_names_without_hidden_files(tmp_path: Path) -> None:
    _touch(tmp_path, "b.txt", "a/2.txt", "a/1.txt", ".hidden.txt", ".git/config", "a/.x")
    found = list(discover([tmp_path]))
    assert found == [tmp_path / "a/1.txt", tmp_path / "a/2.txt", tmp_path / "b.txt"]


def test_paths_stay_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _touch(tmp_path, "in/a.txt")
    monkeypatch.chdir(tmp_path)
    assert list(discover([Path("in")])) == [Path("in/a.txt")]


def test_a_file_named_twice_is_given_once(tmp_path: Path) -> None:
    _touch(tmp_path, "a.txt")
    assert list(discover([tmp_path / "a.txt", tmp_path])) == [tmp_path / "a.txt"]


def test_a_hidden_file_is_read_when_it_is_named(tmp_path: Path) -> None:
    _touch(tmp_path, ".notes.txt")
    assert list(discover([tmp_path / ".notes.txt"])) == [tmp_path / ".notes.txt"]


def test_a_missing_path_is_a_failure_that_names_it(tmp_path: Path) -> None:
    [found] = discover([tmp_path / "reprots"])
    assert found == Failure(str(tmp_path / "reprots"), "there is no such file or folder; check the spelling")


def test_a_link_round_in_a_circle_is_not_followed(tmp_path: Path) -> None:
    _touch(tmp_path, "in/a.txt")
    (tmp_path / "in/loop").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in/self").symlink_to(tmp_path / "in/self")
    found = list(discover([tmp_path / "in"]))
    assert found[0] == tmp_path / "in/a.txt"
    assert [(Path(f.path).name, "link leads" in f.message) for f in found[1:] if isinstance(f, Failure)] == [
        ("loop", True),
        ("self", True),
    ]


def test_a_dangling_link_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    [found] = discover([tmp_path])
    assert isinstance(found, Failure)
    assert "leads nowhere" in found.message


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    [found] = discover([tmp_path])
    assert isinstance(found, Failure)
    assert "neither a file nor a folder" in found.message


def test_an_unreadable_file_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _touch(tmp_path, "a.txt", "b.txt")
    # The tests may run as root, who may read everything: let the system say no.
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path).name != "a.txt")
    first, second = discover([tmp_path])
    assert isinstance(first, Failure)
    assert "permissions" in first.message
    assert second == tmp_path / "b.txt"
