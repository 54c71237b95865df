"""Which files are found."""

import os
from pathlib import Path

import pytest

from reportedly.ingest import discover
from reportedly.project import Project, Silent, Summary
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


def test_a_link_out_of_the_folder_is_not_followed_and_one_within_is(tmp_path: Path) -> None:
    _touch(tmp_path, "outside/secret.txt", "in/sub/a.txt", "in-beside/b.txt")
    (tmp_path / "in/passwd.txt").symlink_to(tmp_path / "outside/secret.txt")
    (tmp_path / "in/up").symlink_to("../outside", target_is_directory=True)
    (tmp_path / "in/sub/beside.txt").symlink_to(tmp_path / "in-beside/b.txt")
    (tmp_path / "in/within.txt").symlink_to("sub/a.txt")
    found = list(discover([tmp_path / "in"]))
    assert [f for f in found if isinstance(f, Path)] == [tmp_path / "in/sub/a.txt", tmp_path / "in/within.txt"]
    refused = {Path(f.path).name for f in found if isinstance(f, Failure) and "leads out of the folder" in f.message}
    assert refused == {"passwd.txt", "up", "beside.txt"}


def test_what_a_person_names_may_be_a_link_and_a_link_may_lead_to_all_that_was_named(tmp_path: Path) -> None:
    _touch(tmp_path, "real/a.txt", "other/b.txt")
    (tmp_path / "folder").symlink_to("real", target_is_directory=True)
    (tmp_path / "file.txt").symlink_to("other/b.txt")
    (tmp_path / "real/b.txt").symlink_to(tmp_path / "other/b.txt")
    assert list(discover([tmp_path / "folder", tmp_path / "file.txt"])) == [
        tmp_path / "folder/a.txt", tmp_path / "folder/b.txt", tmp_path / "file.txt",
    ]  # fmt: skip


NAMES = (
    b"bad\xff\xfe.txt", b"\xcf\xf0\xe8\xea\xe0\xe7.txt", "новини.txt".encode(), b"two\nlines.txt", b"esc\x1b[31m.txt",
    "a\u202etxt.exe.txt".encode(), "مياه.txt".encode(), b"-rf.txt", b"--out.txt", b"x" * 251 + b".txt", b" .txt", b"[b].txt",
    b"a!b.txt", b"%s{0}.txt", b"\xed\xa0\x80.txt", b"c:\\d.txt", b"\xc2\x85.txt",
)  # fmt: skip


def test_a_file_of_any_name_is_read_and_its_path_can_be_kept(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        (Path(os.fsdecode(os.fsencode(folder) + b"/" + name))).write_text(f"Pump {number} in Korrisel stands still.")
    os.symlink(b"/nowhere/\xff", os.fsencode(folder) + b"/gone\xff.txt")
    summary = Summary()
    with Project(tmp_path / "out") as project:
        project.ingest([folder], summary, Silent(), None)
        paths = [document.path for document in project.store.documents()]
        events = project.store.custody_events()
    assert summary.read == len(NAMES) == len(set(paths))
    assert [failure.path for failure in summary.failures] == [f"{folder}/gone\\xff.txt"]
    assert all(path.isprintable() for path in paths)
    assert {f"{folder}/bad\\xff\\xfe.txt", f"{folder}/two\\x0alines.txt", f"{folder}/новини.txt"} <= set(paths)
    assert len([e for e in events if e.kind == "capture"]) == len(NAMES)
