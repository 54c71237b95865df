"""Sealed packs: checked by a file that needs nothing of this software, opened again record for record."""

import hashlib
import io
import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.e2e.test_run import reportedly
from tests.unit.ingest.telegram_made import message, single
from tests.unit.ingest.warc_made import BAKERY, TAPS, Made

NURSE = (
    "The clinic in Sollen has had no gauze since May, said nurse Marta Vellin, 41. "
    "Mayor Oskar Brandt said that supplies would come.\n"
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packed")
    source = folder / "in"
    source.mkdir()
    made = Made()
    made.add("https://www.sollen.example/taps", TAPS)
    (source / "a.warc.gz").write_bytes(made.data)
    made.add("https://www.sollen.example/пекарня?де=Соллен", BAKERY)
    (source / "a.warc.gz").write_bytes(made.data)
    (source / "nurse.txt").write_text(NURSE, "utf-8")
    (source / "result.json").write_text(
        single([message(1, "The bakery in Sollen has reopened, its owner said.")]), "utf-8"
    )
    reportedly("run", source, "-o", folder / "out")
    return folder / "out"


@pytest.fixture(scope="module")
def packs(project: Path) -> dict[str, Path]:
    """A pack for others, a working copy, and one as a web archive."""
    made = {name: project.parent / name for name in ("public.zip", "working.zip", "working.wacz")}
    for name, path in made.items():
        more = [] if name.startswith("public") else ["--working-copy"]
        reportedly("pack", path, "-o", project, *more)
    return made


def check(path: Path, *, expect: int = 0) -> str:
    """Unpack the checker of a pack and run it in an environment without this software."""
    script = path.parent / f"{path.name}.verify.py"
    with zipfile.ZipFile(path) as archive:
        script.write_bytes(archive.read(next(n for n in archive.namelist() if n.endswith("verify.py"))))
    result = subprocess.run(
        [sys.executable, "-I", "-S", str(script), str(path)], capture_output=True, text=True, check=False
    )
    assert result.returncode == expect, result.stdout + result.stderr
    return result.stdout


def changed(path: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target


def test_every_pack_checks_itself_without_this_software(packs: dict[str, Path]) -> None:
    for path in packs.values():
        assert "all is as it was sealed" in check(path)


@pytest.mark.parametrize("form", ["working.zip", "working.wacz", "public.zip"])
def test_an_unpacked_pack_checks_itself_in_its_folder(packs: dict[str, Path], tmp_path: Path, form: str) -> None:
    with zipfile.ZipFile(packs[form]) as archive:
        archive.extractall(tmp_path / "pack")
    [script] = (tmp_path / "pack").rglob("verify.py")
    run = [sys.executable, "-I", "-S", str(script)]
    assert "all is as it was sealed" in subprocess.run(run, capture_output=True, text=True, check=True).stdout
    assert "Evidence pack" in (script.parent / "index.html").read_text("utf-8")


def test_another_program_finds_the_web_archive_valid(packs: dict[str, Path]) -> None:
    if shutil.which("wacz") is None:
        pytest.skip("needs py-wacz")
    subprocess.run(["wacz", "validate", "-f", str(packs["working.wacz"])], check=True, capture_output=True)


def test_a_pack_for_others_holds_no_original_no_text_and_no_private_name(packs: dict[str, Path]) -> None:
    with zipfile.ZipFile(packs["public.zip"]) as archive:
        names = archive.namelist()
        assert not [n for n in names if n.startswith(("evidence/", "text/", "project", "archive/"))]
        for name in names:
            content = archive.read(name)
            assert b"Vellin" not in content, name
            if name not in ("claims.jsonl", "brief.html", "brief.md"):  # these print paths as they were named
                assert str(packs["public.zip"].parent).encode() not in content, name
    with zipfile.ZipFile(packs["working.zip"]) as archive:
        assert any(b"Vellin" in archive.read(n) for n in archive.namelist() if n.startswith("text/"))


@pytest.mark.parametrize(
    "where", ["claims.jsonl", "custody.jsonl", "index.html", "manifest.json", "evidence/", "text/"]
)
def test_any_changed_file_is_found(packs: dict[str, Path], tmp_path: Path, where: str) -> None:
    def change(files: dict[str, bytes]) -> None:
        name = next(n for n in files if n.startswith(where))
        files[name] = files[name][:-2] + b"!" + files[name][-1:]

    told = check(changed(packs["working.zip"], tmp_path / "p.zip", change), expect=1)
    assert where in told


def test_files_that_are_missing_or_were_put_in_are_found(packs: dict[str, Path], tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        del files["brief.md"]
        files["evidence/ab/cd"] = b"more"

    told = check(changed(packs["working.zip"], tmp_path / "p.zip", change), expect=1)
    assert "brief.md is missing" in told
    assert "evidence/ab/cd is not in the manifest" in told


def test_a_chain_that_was_changed_and_sealed_anew_is_found(packs: dict[str, Path], tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        files["custody.jsonl"] = files["custody.jsonl"].replace(b"nurse.txt", b"other.txt", 1)
        manifest = json.loads(files["manifest.json"])
        for one in manifest["files"]:
            if one["path"] == "custody.jsonl":
                one["sha256"] = hashlib.sha256(files["custody.jsonl"]).hexdigest()
                one["size"] = len(files["custody.jsonl"])
        files["manifest.json"] = json.dumps(manifest).encode()
        files["manifest.sha256"] = hashlib.sha256(files["manifest.json"]).hexdigest().encode()

    told = check(changed(packs["working.zip"], tmp_path / "p.zip", change), expect=1)
    assert "custody.jsonl: row" in told


def tables(out: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(out / "reportedly.db") as db:
        names = [n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            n: db.execute(f'SELECT * FROM "{n}" ORDER BY 1').fetchall() for n in names if not n.startswith("sqlite")
        }


@pytest.mark.parametrize("form", ["working.zip", "working.wacz"])
def test_an_opened_pack_is_the_same_project(project: Path, packs: dict[str, Path], tmp_path: Path, form: str) -> None:
    new = tmp_path / "new"
    reportedly("open", packs[form], "-o", new)
    before, after = tables(project), tables(new)
    opened = after["custody"].pop()
    assert opened[3] == "opened"
    count = len(after["custody"])
    assert before["custody"][:count] == after["custody"]
    assert {n: rows for n, rows in after.items() if n != "custody"} == {
        n: rows for n, rows in before.items() if n != "custody"
    }
    for folder in ("evidence", "text"):
        files = sorted(p.relative_to(project) for p in (project / folder).rglob("*") if p.is_file())
        assert files == sorted(p.relative_to(new) for p in (new / folder).rglob("*") if p.is_file())
        assert all((project / p).read_bytes() == (new / p).read_bytes() for p in files)
    reportedly("verify", "-o", new)
    reportedly("brief", "-o", new, "--working-copy")
    same = tmp_path / "same"
    shutil.copytree(project, same)
    reportedly("brief", "-o", same, "--working-copy")
    assert (new / "claims.jsonl").read_bytes() == (same / "claims.jsonl").read_bytes()


def test_what_cannot_be_opened_says_why_and_leaves_nothing(packs: dict[str, Path], tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        files["claims.jsonl"] += b"\n{}"

    new = tmp_path / "new"
    assert "no originals" in reportedly("open", packs["public.zip"], "-o", new, expect=1).stderr
    bad = changed(packs["working.zip"], tmp_path / "p.zip", change)
    assert "not as it was sealed: claims.jsonl was changed" in reportedly("open", bad, "-o", new, expect=1).stderr
    (tmp_path / "cut.zip").write_bytes(packs["working.zip"].read_bytes()[:5000])
    assert "no pack, or a damaged one" in reportedly("open", tmp_path / "cut.zip", "-o", new, expect=1).stderr
    assert not new.exists()
    shutil.copytree(tmp_path, new.parent / "full", ignore=shutil.ignore_patterns("full"))
    assert "there already" in reportedly("open", packs["working.zip"], "-o", new.parent / "full", expect=1).stderr


def test_names_and_forms_of_packs(project: Path, tmp_path: Path) -> None:
    assert "NAME.zip or NAME.wacz" in reportedly("pack", tmp_path / "p.rar", "-o", project, expect=1).stderr
    assert "--working-copy" in reportedly("pack", tmp_path / "p.wacz", "-o", project, expect=1).stderr
    assert list(tmp_path.iterdir()) == []


def test_the_web_archive_is_one_for_other_programs_too(packs: dict[str, Path]) -> None:
    with zipfile.ZipFile(packs["working.wacz"]) as archive:
        assert {i.compress_type for i in archive.infolist()} == {zipfile.ZIP_STORED}
        package = json.loads(archive.read("datapackage.json"))
        assert package["wacz_version"] == "1.1.1"
        assert package["profile"] == "data-package"
        for one in package["resources"]:
            content = archive.read(one["path"])
            assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
            assert one["bytes"] == len(content)
        digest = json.loads(archive.read("datapackage-digest.json"))
        assert digest["hash"] == f"sha256:{hashlib.sha256(archive.read('datapackage.json')).hexdigest()}"
        warc = archive.read("archive/data.warc.gz")
        lines = archive.read("indexes/index.cdxj").decode().splitlines()
        pages = [json.loads(line) for line in archive.read("pages/pages.jsonl").decode().splitlines()]
    assert lines == sorted(lines)
    assert any(line.startswith("example,sollen)/taps 20260304050607 {") for line in lines)
    assert pages[0]["format"] == "json-pages-1.0"
    assert any(p["url"] == "https://www.sollen.example/taps" for p in pages[1:])
    whole = {r.rec_headers.get_header("WARC-Target-URI"): r.content_stream().read()
             for r in ArchiveIterator(io.BytesIO(warc), check_digests="raise") if r.rec_type == "resource"}  # fmt: skip
    assert whole["https://www.sollen.example/taps"] == TAPS
    for line in lines:
        fields = json.loads(line.split(" ", 2)[2])
        start = int(fields["offset"])
        record = next(
            iter(ArchiveIterator(io.BytesIO(warc[start : start + int(fields["length"])]), check_digests="raise"))
        )
        content = record.content_stream().read()
        assert fields["digest"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_a_viewer_of_web_archives_finds_each_page(packs: dict[str, Path]) -> None:
    """Where a table at the end names no further fields of a file, viewers take none to stand before it."""
    with zipfile.ZipFile(packs["working.wacz"]) as archive, packs["working.wacz"].open("rb") as file:
        for info in archive.infolist():
            file.seek(info.header_offset + 28)
            before = int.from_bytes(file.read(2), "little")
            assert info.extra or not before, info.filename
        lines = archive.read("indexes/index.cdxj").decode().splitlines()
        pages = [json.loads(line) for line in archive.read("pages/pages.jsonl").decode().splitlines()][1:]
    asked = {json.loads(line.split(" ", 2)[2])["url"] for line in lines}
    assert {page["url"] for page in pages} <= asked
    assert all(url.isascii() for url in asked)
    titles = {page["title"] for page in pages}
    assert {"Taps run dry", "result.json#message=1: The bakery in Sollen has reopened, its owner said."} <= titles
    assert any(title.startswith("nurse.txt: The clinic in Sollen has had no gauze") for title in titles)


def test_a_packed_web_archive_can_be_read_as_reports(packs: dict[str, Path], tmp_path: Path) -> None:
    summary = json.loads(reportedly("ingest", packs["working.wacz"], "-o", tmp_path / "again", "--json").stdout)
    assert summary["documents"]["in_project"] >= 2
    shown = reportedly("evidence", "list", "-o", tmp_path / "again").stdout
    assert "sollen.example/taps" in shown


def test_changed_evidence_is_not_packed(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "out"
    shutil.copytree(project, copy)
    victim = next(p for p in (copy / "evidence").rglob("*") if p.is_file())
    victim.chmod(0o644)
    victim.write_bytes(b"something else")
    for name in ("p.zip", "p.wacz"):
        told = reportedly("pack", tmp_path / name, "-o", copy, "--working-copy", expect=1).stderr
        assert "is not as it was kept" in told
        assert not (tmp_path / name).exists()
    result = reportedly("verify", "-o", copy, expect=1)
    assert "1 fault" in result.stdout
    told = json.loads(reportedly("verify", "-o", copy, "--json", expect=1).stdout)
    assert [f["kind"] for f in told["faults"]] == ["changed"]
    assert told["faults"][0]["since"]
