"""`reportedly codebook …` and `reportedly code --codebook`, from the template to the diff of recoded claims."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reportedly.cli.main import app
from reportedly.codebook import DEFAULT_PATH
from reportedly.errors import InvalidCodebook, ReportedlyError
from reportedly.pipeline.runner import BATCH
from reportedly.project import Project, Silent, Summary
from reportedly.records import Coding

REPORT = """---
title: From the valley
publisher: Farrow Gazette
published: 2026-05-04
---
The clinic in Harl is shut, the council said.

The price of bread in Harl has doubled since the autumn, shoppers said.
"""
OWN = """id: own
version: "1.0.0"
title: "Prices and clinics"
licence: "CC0-1.0"
language: en
categories:
  - id: OWN.A01
    name: "Prices"
    definition: "What goods cost and how prices rise or fall."
    examples:
      - "The price of bread has doubled since spring."
      - "Flour has become cheaper in Tannow."
      - "Petrol costs nine crowns a litre."
    words: ["price of"]
"""


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments)])


def printed(*arguments: object) -> str:
    result = call(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was coded by the shipped codebook, then by an own one."""
    folder = tmp_path_factory.mktemp("codebook")
    (folder / "in").mkdir()
    (folder / "in" / "a.md").write_text(REPORT, encoding="utf-8")
    (folder / "own.yaml").write_text(OWN, encoding="utf-8")
    printed("run", folder / "in", "-o", folder / "out", "-q")
    return folder


def codes(out: Path) -> dict[str, str]:
    with Project(out, create=False) as opened:
        return {c.claim: c.category for r in opened.store.readings() for c in r.of(Coding)}


def test_new_writes_a_file_that_check_passes_and_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    assert "codebook check" in printed("codebook", "new", path, "--language", "de")
    text = path.read_text("utf-8")
    assert "language: de" in text
    assert "MINE.A01" in text
    assert "in order" in printed("codebook", "check", path)
    again = call("codebook", "new", path)
    assert isinstance(again.exception, InvalidCodebook)
    assert "left as it is" in str(again.exception)
    assert path.read_text("utf-8") == text


def test_check_exits_with_one_for_errors_only(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    assert "warning: line" in printed("codebook", "check", path)
    path.write_text(OWN.replace('    definition: "What goods cost and how prices rise or fall."\n', ""), "utf-8")
    result = call("codebook", "check", path)
    assert result.exit_code == 1
    assert "error: line 7" in result.stdout
    assert "nothing is coded by it" in result.stdout
    [finding] = json.loads(call("codebook", "check", path, "--json").stdout)
    assert (finding["level"], finding["line"]) == ("error", 7)


def test_show_prints_counter_examples_and_mappings_only_when_asked() -> None:
    plain = printed("codebook", "show", "guo.c05")
    assert "Counter-examples" in plain
    assert "→ GUO.H01: given, not bought" in plain
    assert "PLOVER" not in plain
    with_maps = printed("codebook", "show", "GUO.C05", "--maps")
    assert "PLOVER: " in with_maps
    assert "usually cited" in with_maps
    assert "maps" not in json.loads(printed("codebook", "show", "GUO.C05", "--json"))


def test_an_unknown_category_says_where_to_look() -> None:
    result = call("codebook", "show", "GUO.Z01")
    assert isinstance(result.exception, ReportedlyError)
    assert "codebook list" in str(result.exception)


def test_diff_exits_with_one_where_the_version_was_not_raised(tmp_path: Path) -> None:
    other = tmp_path / "guo.yaml"
    other.write_text(DEFAULT_PATH.read_text("utf-8").replace("medical care.", "medical help.", 1), "utf-8")
    result = call("codebook", "diff", "guo", other)
    assert result.exit_code == 1
    assert "[-care-]{+help+}" in result.stdout
    assert "the changes ask for a major step" in result.stdout
    assert json.loads(call("codebook", "diff", "guo", other, "--json").stdout)["needs"] == "major"
    assert "No difference" in printed("codebook", "diff", "guo", "guo")


def test_another_codebook_recodes_prints_what_changed_and_keeps_the_old(project: Path) -> None:
    out = project / "out"
    before = codes(out)
    assert {"GUO.C01", "GUO.C05"} <= set(before.values())
    told = printed("code", "-o", out, "--codebook", project / "own.yaml", "-q")
    assert "guo 1.1.0 → own 1.0.0" in told
    assert "GUO.C05 → OWN.A01: 1" in told
    assert "The price of bread in Harl has doubled" in told
    after = codes(out)
    assert set(after) == set(before)
    assert "OWN.A01" in after.values()
    assert not any(code.startswith("GUO.") for code in after.values())
    [claim] = [claim for claim, code in after.items() if code == "OWN.A01"]
    kept = json.loads(printed("codebook", "codings", claim[:12], "-o", out, "--json"))
    assert [(k["coding"]["codebook"], k["coding"]["category"], k["until"] is None) for k in kept] == [
        ("guo", "GUO.C05", False),
        ("own", "OWN.A01", True),
    ]
    since = json.loads(printed("codebook", "recoded", "-o", out, "--from", "guo 1.1.0", "--json"))
    assert since["changed"] + since["unchanged"] == len(after)
    assert "Before      GUO.C05 until " in printed("show", claim, "-o", out)
    assert "OWN.A01" in printed("codebook", "list", "-o", out)
    printed("brief", "-o", out, "-q")
    assert "own 1.0.0" in (out / "brief.md").read_text("utf-8")


def test_what_cannot_affect_coding_runs_nothing_again(project: Path) -> None:
    out = project / "out"
    printed("code", "-o", out, "--codebook", project / "own.yaml", "-q")
    with Project(out, create=False) as opened:
        runs_before = opened.store.codings()
    noted = project / "noted.yaml"
    noted.write_text(OWN.replace('title: "Prices and clinics"', 'title: "Other"').replace("1.0.0", "1.0.1"), "utf-8")
    told = json.loads(printed("code", "-o", out, "--codebook", noted, "-q", "--json"))
    assert (told["recoded"], told["coded"], told["codebook"]) == (None, 0, "own 1.0.1")
    with Project(out, create=False) as opened:
        assert opened.store.codings() == runs_before


def test_a_change_without_a_new_version_number_is_said(project: Path) -> None:
    out = project / "out"
    printed("code", "-o", out, "--codebook", project / "own.yaml", "-q")
    sly = project / "sly.yaml"
    sly.write_text(OWN.replace("how prices rise or fall", "whether people can afford it"), "utf-8")
    assert "ask for a major step" in printed("code", "-o", out, "--codebook", sly, "-q")


def test_guo_brings_the_shipped_categories_back(project: Path) -> None:
    out = project / "out"
    printed("code", "-o", out, "--codebook", project / "own.yaml", "-q")
    printed("code", "-o", out, "--codebook", "guo", "-q")
    assert not (out / "codebook.yaml").exists()
    assert {"GUO.C01", "GUO.C05"} <= set(codes(out).values())


def test_a_bad_codebook_is_refused_before_anything_is_touched(project: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(OWN.replace("OWN.A01", "NWO.A01"), encoding="utf-8")
    before = codes(project / "out")
    result = call("code", "-o", project / "out", "--codebook", bad)
    assert isinstance(result.exception, InvalidCodebook)
    assert "line 7" in str(result.exception)
    assert codes(project / "out") == before
    fresh = call("run", project / "in", "-o", tmp_path / "new", "--codebook", bad)
    assert isinstance(fresh.exception, InvalidCodebook)
    assert not (tmp_path / "new").exists()


class _Stops(Silent):
    """Stops the work after the first documents that are coded anew: they are kept by the batch."""

    def __init__(self) -> None:
        self._anew = False

    def begin(self, label: str, total: int | None) -> None:
        self._anew = "anew" in label

    def step(self, count: int = 1, *, note: str = "") -> None:
        if self._anew:
            raise KeyboardInterrupt


def test_an_interrupted_recoding_goes_on_and_tells_the_whole_change(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for letter in "abcdefghijklmnopqrstuvwxyz"[: BATCH + 2]:
        text = REPORT.replace("Harl", f"Harl{letter}")
        (tmp_path / "in" / f"{letter}.md").write_text(text, encoding="utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(OWN, encoding="utf-8")
    out = tmp_path / "out"
    printed("run", tmp_path / "in", "-o", out, "-q")
    before = codes(out)
    with pytest.raises(KeyboardInterrupt), Project(out, codebook=own, create=False) as opened:
        opened.code(Summary(), _Stops())
    halfway = codes(out)
    assert set(halfway) == set(before)
    assert sum(code != before[claim] for claim, code in halfway.items()) in range(1, len(before))
    summary = Summary()
    with Project(out, create=False) as opened:
        opened.code(summary, Silent())
    assert summary.recoded is not None
    assert summary.recoded.changed + summary.recoded.unchanged == len(before)
    assert not any(code.startswith("GUO.") for code in codes(out).values())
