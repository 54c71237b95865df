"""The rules of the house that no linter holds."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCES = sorted((ROOT / "src").rglob("*.py")) + sorted((ROOT / "benchmarks").rglob("*.py"))
LATE_IMPORTS = ("src/reportedly/models/", "src/reportedly/cli/", "benchmarks/")
LATE_FILES = (
    "src/reportedly/assembly.py",
    "src/reportedly/project.py",
    "src/reportedly/__init__.py",
    # Ray reads its settings as it is loaded, and may not be there.
    "src/reportedly/cluster/session.py",
    "src/reportedly/store/store.py",  # the driver for a server is an extra
)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_and_functions_keep_their_budgets(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 500
    long = [f"{f.name} ({f.end_lineno - f.lineno + 1})" for f in functions(path) if f.end_lineno - f.lineno + 1 > 60]
    assert not long


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_inside_functions_stand_only_where_start_up_needs_them(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    if name.startswith(LATE_IMPORTS) or name in LATE_FILES:
        return
    late = [
        f"{f.name}, line {node.lineno}"
        for f in functions(path)
        for node in ast.walk(f)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not late


def test_no_tracked_file_names_a_path_of_a_machine_or_a_registry() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    bad = re.compile(r"(?<![\w.])/(?:work|home|root|tmp)/[\w.-]+|pypi\.org/simple|registry\.npmjs")
    found = []
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in (".woff2", ".gz", ".png") or not path.is_file() or name == "tests/contract/test_house.py":
            continue
        found += [f"{name}: {m.group()}" for m in bad.finditer(path.read_text("utf-8", errors="ignore"))]
    assert not found


def test_generated_pages_are_fresh() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "tests.docs.generate", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr


def test_every_stage_has_a_test_that_names_it() -> None:
    from reportedly.assembly import stage_infos

    tests = "\n".join(p.read_text("utf-8") for p in (ROOT / "tests").rglob("*.py"))
    for info in stage_infos():
        stage_class = re.sub(r"(?:^|[._])(\w)", lambda m: m.group(1).upper(), info.name)
        assert stage_class in tests or info.name in tests, info.name


def test_floors_name_their_data_by_digest() -> None:
    floors = json.loads((ROOT / "benchmarks" / "floors.json").read_text("utf-8"))
    assert floors
    assert re.search(r"[0-9a-f]{64}", json.dumps(floors))
