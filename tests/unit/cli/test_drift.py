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
    assert (drift["direction"], drift["before"], drift["after"]) == ("hardened", "L3", "L0")
    assert "reportedly" in drift["earlier"]["passage"]
    assert "reportedly" not in drift["later"]["passage"]
    table = " ".join(call("drift", "-o", out).split())
    assert "L3 → L0" in table
    assert "1 drift: 1 hardened" in table


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


@pytest.fixture(scope="module")
def retold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("retold")
    (folder / "in").mkdir()
    told = [
        ("Farrow Gazette", "2026-05-04", "Forty teachers were dismissed in Vark on Monday, the school union said."),
        ("Quill Daily", "2026-05-05", "The Farrow Gazette reports that 14 teachers were dismissed in Vark on Monday."),
    ]
    for number, (publisher, day, text) in enumerate(told):
        front = f"---\ntitle: Note {number}\npublisher: {publisher}\npublished: {day}\n---\n"
        (folder / "in" / f"{number}.md").write_text(f"{front}{text}\n", encoding="utf-8")
    call("run", folder / "in", "-o", folder / "out", "-q")
    return folder / "out"


def test_a_number_that_changed_is_told_with_its_words(retold: Path) -> None:
    [line] = [json.loads(x) for x in call("drift", "-o", retold, "--aspect", "number", "--json").splitlines()]
    assert (line["was"], line["became"], line["direction"]) == (["Forty teachers"], ["14 teachers"], "changed")
    assert "in a number" in call("drift", "-o", retold)


def test_an_event_tells_which_hop_did_it_first(retold: Path) -> None:
    page = " ".join(call("drift", "-o", retold, "--by", "event", "--aspect", "number").split())
    assert "Farrow Gazette → Quill Daily, first here: “Forty teachers” became “14 teachers”" in page
    lines = call("drift", "-o", retold, "--by", "event", "--aspect", "number", "--json").splitlines()
    assert json.loads(lines[0])["drift"][0]["hops"][0] == "Farrow Gazette"


def test_a_pair_of_texts_has_its_drifts_counted(retold: Path) -> None:
    [pair] = [json.loads(x) for x in call("drift", "-o", retold, "--by", "pair", "--json").splitlines()]
    assert (pair["earlier"]["publisher"], pair["later"]["publisher"]) == ("Farrow Gazette", "Quill Daily")
    assert pair["aspects"]["number"] == 1


def test_an_unknown_grouping_is_refused(retold: Path) -> None:
    result = CliRunner().invoke(app, ["drift", "-o", str(retold), "--by", "mood"])
    assert result.exit_code == 1
    assert "must be claim, event or pair" in str(result.exception)
