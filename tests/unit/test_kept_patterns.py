"""Patterns that were compiled before find what patterns compiled now find."""

import json
import re
from pathlib import Path

import pytest

from reportedly import kept_patterns
from reportedly.kept_patterns import KeptPatterns
from reportedly.stages.coding.rules import load_rules

SOURCES = {
    "word": (r"\b(?:ferr(?:y|ies)|bridge)\b", re.IGNORECASE),
    "named": (r"(?P<day>\d+)\. (?P<month>\w+)", 0),
    "inline": (r"(?s)a.b", 0),
    "behind": (r"(?<!no )power(?= supply|$)", re.IGNORECASE),
    "wide": (r"[а-яё]+(?:ці|і)\w*|[\u0130\u017f]", re.IGNORECASE),
}
TEXT = "Ferries over the bridge; no power supply, POWER supply.\na\nb 12. May станції \u017fea"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    asked: list[str] = []
    true = re.compile
    monkeypatch.setattr(kept_patterns.re, "compile", lambda s, f=0: asked.append(s) or true(s, f))
    return asked


def kept() -> KeptPatterns:
    return KeptPatterns.kept(("here",), lambda: SOURCES)


@pytest.mark.parametrize("name", SOURCES)
def test_a_kept_pattern_finds_what_one_compiled_now_finds(compiled: list[str], name: str) -> None:
    for patterns in (kept(), kept()):
        found, now = patterns[name], re.compile(*SOURCES[name])
        assert [m.span() for m in found.finditer(TEXT)] == [m.span() for m in now.finditer(TEXT)] != []
        assert (found.pattern, found.flags, found.groups) == (now.pattern, now.flags, now.groups)
        assert found.groupindex == now.groupindex
        assert found == now
    assert compiled == [SOURCES[name][0]] * 2  # only by this test itself


def test_damaged_code_is_compiled_anew(compiled: list[str], tmp_path: Path) -> None:
    kept()
    [file] = tmp_path.rglob("*.json")
    made = json.loads(file.read_text())
    made["word"][2][1] = made["named"][2][1][:24]
    file.write_text(json.dumps(made))
    assert kept()["word"].search("A ferry") is not None
    assert SOURCES["word"][0] in compiled


def test_another_release_of_python_compiles_anew(compiled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    kept()
    asked: list[bool] = []
    monkeypatch.setattr(kept_patterns.sys, "hexversion", 1)
    KeptPatterns.kept(("here",), lambda: asked.append(True) or SOURCES)
    assert asked == [True]


def test_where_the_compiler_cannot_be_asked_patterns_are_compiled_when_looked_up(
    compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_patterns, "_inside", lambda: False)
    assert kept()["word"].search("A ferry") is not None
    assert compiled == [SOURCES["word"][0]]


def test_a_broken_pattern_is_an_error() -> None:
    with pytest.raises(re.error):
        KeptPatterns.of({"broken": ("(", 0)})["broken"]


def test_the_patterns_that_ship_are_those_of_the_standard_library() -> None:
    groups = load_rules().groups
    assert all(groups[name] == re.compile(groups[name].pattern, re.IGNORECASE) for name in groups)
