"""`reportedly export` from a project to files for others."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.e2e.test_run import reportedly

NURSE = (
    "---\npublisher: Harbour Courier\npublished: 2026-03-04T08:00:00Z\n---\n"
    "The clinic in Sollen has had no gauze since May, said nurse Marta Vellin, 41. "
    "Valarie Taylor carried boxes. Mayor Oskar Brandt said that supplies would come.\n"
)
QUICK = "html,md,json,csv,xlsx,geojson,gpkg,ftm,stix,annotations,prov,schema,timeline,site"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    source = folder / "in" / "marta-vellin"
    source.mkdir(parents=True)
    (source / "Vellin.txt").write_text(NURSE, "utf-8")
    reportedly("run", source, "-o", folder / "out")
    return folder / "out"


def told(folder: Path) -> str:
    return "".join(p.read_text("utf-8", errors="ignore") + p.name for p in folder.rglob("*") if p.is_file())


def test_an_export_is_public_without_being_asked_and_says_what_it_withholds(project: Path) -> None:
    result = reportedly("export", "-o", project, "--format", QUICK)
    folder = project / "export" / "public"
    assert "Vellin" not in told(folder)
    assert "vellin" not in told(folder)
    assert "Valarie Taylor" not in told(folder)
    assert "Oskar Brandt" in told(folder)
    assert "Withheld" in result.stdout
    assert "GeoNames (geonames.org), CC BY 4.0" in result.stdout
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["release"] == "public"
    assert {row["reason"] for row in manifest["withheld"]} >= {"name of a private person", "possible name of a person"}
    listed = {row["path"]: row["sha256"] for row in manifest["files"]}
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {"manifest.json"}
    assert set(listed) == there
    assert all(hashlib.sha256((folder / p).read_bytes()).hexdigest() == digest for p, digest in listed.items())


def test_brief_and_export_tell_only_of_the_period_that_is_asked_for(project: Path, tmp_path: Path) -> None:
    reportedly("brief", "-o", project, "--period", "2026-04-01..2026-04-30", "--template", "one-page")
    assert "gauze" not in (project / "brief.md").read_text("utf-8")
    assert "gauze" in (project / "claims.jsonl").read_text("utf-8")
    reportedly("brief", "-o", project, "--period", "2026-03-01..2026-03-31")
    assert "gauze" in (project / "brief.md").read_text("utf-8")
    for period, there in (("2026-04-01..", False), ("..2026-03-31", True)):
        reportedly("export", "-o", project, "--format", "csv,md", "--period", period, "--into", tmp_path / period[:3])
        assert ("gauze" in told(tmp_path / period[:3])) is there


def test_briefs_and_exports_bear_the_title_that_the_project_was_given(project: Path, tmp_path: Path) -> None:
    reportedly("brief", "-o", project, "--title", "Sollen this spring")
    reportedly("brief", "-o", project, "--period", "2026-03-01..2026-03-31", "--title", "Only March")
    reportedly("brief", "-o", project)
    assert (project / "brief.md").read_text("utf-8").startswith("# Sollen this spring\n")
    reportedly("export", "-o", project, "--format", "md,csv", "--into", tmp_path / "titled")
    assert (tmp_path / "titled" / "md" / "brief.md").read_text("utf-8").startswith("# Sollen this spring\n")
    assert "Sollen this spring" in (tmp_path / "titled" / "README.md").read_text("utf-8")
    reportedly("brief", "-o", project, "--title", "")
    assert "Sollen this spring" not in (project / "brief.md").read_text("utf-8")


def test_a_working_copy_has_to_be_asked_for_and_says_that_it_is_one(project: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    result = reportedly("export", "-o", project, "--format", "csv,html", "--release", "working-copy", "--into", target)
    assert "Vellin" in told(target)
    assert "not for publication" in result.stdout
    assert "Not for publication" in (target / "README.md").read_text("utf-8")
    assert "Working copy" in (target / "html" / "brief.html").read_text("utf-8")


def test_an_export_replaces_an_earlier_one_and_touches_nothing_else(project: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    reportedly("export", "-o", project, "--format", "csv,schema", "--into", target)
    reportedly("export", "-o", project, "--format", "csv", "--into", target)
    assert sorted(p.name for p in target.iterdir()) == ["README.md", "csv", "manifest.json"]
    other = tmp_path / "mine"
    other.mkdir()
    (other / "notes.txt").write_text("keep me", "utf-8")
    result = reportedly("export", "-o", project, "--format", "csv", "--into", other, expect=1)
    assert "holds something that is no export; name a new folder with --into" in result.stderr
    assert (other / "notes.txt").read_text("utf-8") == "keep me"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "kml"], "there is no format 'kml'; choose of html, md"),
        (["--format", "csv", "--release", "open"], "there is no release profile 'open'"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(project: Path, arguments: list[str], message: str) -> None:
    assert message in reportedly("export", "-o", project, *arguments, expect=1).stderr


def test_an_export_is_noted_in_the_chain_of_custody(project: Path) -> None:
    reportedly("export", "-o", project, "--format", "timeline")
    digest = hashlib.sha256((project / "export" / "public" / "manifest.json").read_bytes()).hexdigest()
    assert digest[:12] in reportedly("evidence", "log", "-o", project, "--json").stdout


def test_the_formats_are_listed() -> None:
    listed = reportedly("export", "--list").stdout
    assert all(name in listed for name in [*QUICK.split(","), "pdf", "docx", "parquet"])
