"""Bytes and texts on disk."""

import errno
import hashlib
import io
import os
import stat
from pathlib import Path

import pytest

from reportedly.errors import StoreError
from reportedly.store import FileEvidence


@pytest.fixture
def evidence(tmp_path: Path) -> FileEvidence:
    return FileEvidence(tmp_path)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_bytes_come_back_under_their_digest(evidence: FileEvidence) -> None:
    data = b"No water in Drelmoor.\r\n\x00\xff"
    assert evidence.keep(data) == hashlib.sha256(data).hexdigest()
    assert evidence.get(evidence.keep(data)) == data


def test_the_same_bytes_are_kept_once_and_are_read_only(evidence: FileEvidence, tmp_path: Path) -> None:
    sha256 = evidence.keep(b"twice")
    evidence.keep(b"twice")
    [kept] = _files(tmp_path)
    assert kept == tmp_path / "evidence" / sha256[:2] / sha256[2:]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o444


def test_a_text_is_kept_without_a_code_point_changed(evidence: FileEvidence) -> None:
    text = "\ufeffOne\r\ntwo\rthree\n\u2028 пів'їзд 🚰 e\u0301"
    evidence.keep_text("txt_1", text)
    evidence.keep_text("txt_1", text)
    assert evidence.get_text("txt_1") == text


def test_another_text_under_the_same_id_is_refused(evidence: FileEvidence) -> None:
    evidence.keep_text("txt_1", "one")
    with pytest.raises(StoreError, match="never changed"):
        evidence.keep_text("txt_1", "two")
    assert evidence.get_text("txt_1") == "one"


def test_changed_bytes_are_noticed(evidence: FileEvidence, tmp_path: Path) -> None:
    sha256 = evidence.keep(b"as retrieved")
    [kept] = _files(tmp_path)
    kept.chmod(0o644)
    kept.write_bytes(b"as forged by")
    with pytest.raises(StoreError, match="no longer match"):
        evidence.get(sha256)


def test_missing_bytes_are_an_error_that_names_the_file(evidence: FileEvidence) -> None:
    with pytest.raises(StoreError, match="aa/aaa"):
        evidence.get("a" * 64)


@pytest.mark.parametrize("name", ["../../etc/passwd", "A" * 64, "", "abc"])
def test_only_digests_name_bytes(evidence: FileEvidence, name: str) -> None:
    with pytest.raises(StoreError, match="SHA-256"):
        evidence.get(name)


def test_a_text_id_cannot_lead_out_of_the_folder(evidence: FileEvidence) -> None:
    with pytest.raises(StoreError, match="cannot name a text"):
        evidence.keep_text("../outside", "x")


def test_a_full_disk_leaves_nothing_half_written(
    evidence: FileEvidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="the disk is full: free some space"):
        evidence.keep(b"no room")
    assert _files(tmp_path) == []


def test_a_file_cut_short_by_a_disk_fault_is_written_anew(evidence: FileEvidence, tmp_path: Path) -> None:
    sha256 = evidence.keep(b"the whole report")
    [kept] = _files(tmp_path)
    kept.chmod(0o644)
    kept.write_bytes(b"the wh")
    assert evidence.keep(b"the whole report") == sha256
    assert evidence.get(sha256) == b"the whole report"


def test_a_stream_is_kept_as_its_bytes_are(evidence: FileEvidence, tmp_path: Path) -> None:
    data = bytes(range(256)) * 10_000
    sha256 = evidence.keep_stream(io.BytesIO(data))
    assert sha256 == evidence.keep(data) == evidence.keep_stream(io.BytesIO(data))
    [kept] = _files(tmp_path)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o444
    with evidence.open(sha256) as stream:
        assert stream.read() == data


def test_a_stream_that_breaks_off_leaves_nothing_behind(evidence: FileEvidence, tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > 2_000_000:
                raise OSError(errno.EIO, "Input/output error")
            return super().read(size)

    with pytest.raises(StoreError, match="Input/output error"):
        evidence.keep_stream(Broken(bytes(5_000_000)))
    assert _files(tmp_path) == []


def test_bytes_that_are_not_there_cannot_be_opened(evidence: FileEvidence) -> None:
    with pytest.raises(StoreError):
        evidence.open("0" * 64)


def test_what_is_kept_together_is_written_at_the_flush(evidence: FileEvidence, tmp_path: Path) -> None:
    with evidence.together():
        sha256 = evidence.keep(b"held")
        assert evidence.keep(b"held") == sha256
        evidence.keep_text("txt_1", "held")
        evidence.keep_text("txt_1", "held")
        assert _files(tmp_path) == []
        assert evidence.get(sha256) == b"held"
        with pytest.raises(StoreError, match="never changed"):
            evidence.keep_text("txt_1", "another")
        evidence.flush()
        assert len(_files(tmp_path)) == 2
        evidence.keep_text("txt_2", "later")
        with pytest.raises(StoreError, match="never changed"):
            evidence.keep_text("txt_1", "another")
        assert evidence.get_text("txt_2") == "later"
    assert [stat.S_IMODE(f.stat().st_mode) for f in _files(tmp_path)] == [0o444] * 3
    evidence.keep(b"alone")
    assert len(_files(tmp_path)) == 4


def test_of_what_is_held_nothing_is_written_after_an_error(evidence: FileEvidence, tmp_path: Path) -> None:
    def stopped() -> None:
        with evidence.together():
            evidence.keep(b"held")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert _files(tmp_path) == []
    sha256 = evidence.keep(b"held")
    assert evidence.get(sha256) == b"held"


def test_a_full_disk_says_so_at_the_flush(evidence: FileEvidence, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    def kept() -> None:
        with evidence.together():
            evidence.keep(b"held")

    with pytest.raises(StoreError, match="the disk is full"):
        kept()


def test_much_that_is_held_is_written_before_the_end(
    evidence: FileEvidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportedly.store.evidence._MOST_HELD", 10)
    with evidence.together():
        evidence.keep(b"0123456789")
        assert _files(tmp_path) == []
        evidence.keep(b"1")
        assert len(_files(tmp_path)) == 2
