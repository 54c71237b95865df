"""`reportedly drift`, and drift on a claim's page."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportedly.cli.main import app

FIRST = """---
title: From the valley
publisher: Farrow Gazette
published: 2026-05-04
---
Two schools in Harl have reportedly closed for lack of heating. Snow fell on Sunday.
"""
SECOND = """---
title: A letter
publisher: Quill Daily
published: 2026-05-06
---
The Farrow Gazette writes from the valley this week.

Two schools in Harl have closed for lack of heating.
"""


def call(*arguments: object) -> str:
    result = CliRunner().invoke(app, [*map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drift")
    (folder / "in").mkdir()
    (folder / "in" / "a.md").write_text(FIRST, encoding="utf-8")
    (folder / "in" / "b.md").write_text(SECOND, encoding="utf-8")
    call("run", folder / "in", "-o", folder / "out", "-q")
    return folder / "out"


def the_drift(out: Path) -> dict:
    return json.loads(call("drift", "-o", out, "--json"))


def test_the_listing_shows_both_passages_and_what_is_gone(out: Path) -> None:
    drift = the_drift(out)
    assert (drift["direction"], drift["before"], drift["after"], drift["edge"]) == ("hardened", "L3", "L0", "cites")
    assert "reportedly" in drift["earlier"]["passage"]
    assert "reportedly" not in drift["later"]["passage"]
    table = " ".join(call("drift", "-o", out).split())
    assert "L3 → L0" in table
    assert "1 drifts: 1 hardened" in table


def test_the_listing_can_be_narrowed(out: Path) -> None:
    assert call("drift", "-o", out, "--direction", "softened").endswith("0 drifts: 0 hardened\n")
    assert call("drift", "-o", out, "--kind", "headline_body", "--json") == ""


def test_a_claims_page_says_where_it_hardened(out: Path) -> None:
    drift = the_drift(out)
    page = " ".join(call("show", drift["earlier"]["claim"], "-o", out).split())
    assert "hardened (L3 → L0): “reportedly” is gone" in page
    assert "told again as clm_" in page
    assert "told before as clm_" in call("show", drift["later"]["claim"], "-o", out)
    line = json.loads(call("show", drift["later"]["claim"], "-o", out, "--json"))
    assert [d["earlier"]["claim"] for d in line["drift"]] == [drift["earlier"]["claim"]]


def test_the_brief_tells_it_and_a_second_run_adds_nothing(out: Path) -> None:
    before = (out / "brief.md").read_text("utf-8")
    assert "tells it again as" in before
    summary = json.loads(call("run", out.parent / "in", "-o", out, "-q", "--json"))
    assert summary["drift"] == 1
    assert (out / "brief.md").read_text("utf-8") == before
    assert len(call("drift", "-o", out, "--json").splitlines()) == 1
