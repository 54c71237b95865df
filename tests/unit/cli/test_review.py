"""Deciding on the command line: events, claims, edges, the log, and what is stale."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from reportedly.cli.main import app

NURSES = "nurses have refused to work at the hospital in Lutsk since Monday"
REPORTS = {
    "a.md": (
        "Farrow Gazette",
        "2026-05-04",
        "Nurses leave the district hospital",
        f"Forty {NURSES}, the hospital director said. Water was cut off in Lutsk on Saturday.",
    ),
    "b.md": (
        "Quill Daily",
        "2026-05-05",
        "A hospital without nurses",
        f"The Farrow Gazette reports that forty {NURSES}.",
    ),
    "c.md": (
        "Farrow Gazette",
        "2026-05-07",
        "Nurses leave the district hospital",
        f"Correction: Fourteen {NURSES}, the hospital director said. Water was cut off in Lutsk on Saturday.",
    ),
    "d.md": (
        "Morrow Post",
        "2026-05-06",
        "Staff stay away",
        "Medical staff are refusing to come to work at the regional clinic in Lutsk, a trade union said.",
    ),
}
WHY = ("--because", "seen by eye", "--by", "ada")


class Desk:
    """A project on the command line."""

    def __init__(self, out: Path) -> None:
        self.out = out

    def call(self, *arguments: object, code: int = 0) -> str:
        result = CliRunner().invoke(app, [*map(str, arguments), "-o", str(self.out)])
        assert result.exit_code == code, (result.output, result.exception)
        return result.stdout if not code else f"{result.output}{result.exception or ''}"

    def lines(self, *arguments: object) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.call(*arguments, "--json").splitlines()]

    def claim(self, words: str) -> str:
        found = self.lines("claims", "--text", words)
        assert len(found) == 1, found
        return str(found[0]["id"])

    def event(self, words: str) -> dict[str, Any]:
        [found] = [e for e in self.lines("events") if self.claim(words) in e["claims"]]
        return found


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review")
    (folder / "in").mkdir()
    for name, (publisher, day, title, text) in REPORTS.items():
        front = f"---\ntitle: {title}\npublisher: {publisher}\npublished: {day}\n---\n{text}\n"
        (folder / "in" / name).write_text(front, encoding="utf-8")
    result = CliRunner().invoke(app, ["run", str(folder / "in"), "-o", str(folder / "out"), "-q"])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def desk(read: Path, tmp_path: Path) -> Desk:
    """Return a copy of the project that was read."""
    for path in (read / "out").iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    return Desk(tmp_path)


def test_the_listings_are_as_they_were(desk: Desk) -> None:
    assert "claims" in desk.call("claims")
    assert desk.lines("claims") == desk.lines("claims", "list")
    assert desk.lines("events") == desk.lines("events", "list")
    assert {edge["kind"] for edge in desk.lines("edges")} == {"copy", "revision_of"}
    assert "2 edges" in desk.call("edges")


def test_a_split_says_what_changed_holds_in_the_next_run_and_is_in_the_log(desk: Desk) -> None:
    event, union = desk.event("Medical staff"), desk.claim("Medical staff")
    told = desk.call("events", "split", event["id"][:12], union[:12], *WHY)
    assert f"before  {event['id']}  K2, 2 origins, 4 claims: Forty nurses" in told
    assert "K1, 1 origin, 3 claims: Forty nurses" in told
    after = desk.lines("events")
    assert not any({union, event["claims"][0]} <= set(e["claims"]) for e in after if union != event["claims"][0])
    desk.call("code", "-q")
    assert desk.lines("events") == after
    [action] = desk.lines("review", "log")
    assert (action["kind"], action["by"], action["reason"], action["stands"]) == ("split", "ada", "seen by eye", True)
    assert "the chain is whole" in desk.call("review", "verify")


def test_a_decision_against_another_is_refused_and_leaves_no_trace(desk: Desk) -> None:
    water, nurses = "Water was cut off", desk.claim("Medical staff")
    pair = [line["id"] for line in desk.lines("claims", "--text", water)]
    desk.call("events", "not-same", pair[0], pair[1], *WHY)
    before = desk.lines("events")
    refused = desk.call("events", "merge", pair[0], pair[1], nurses, *WHY, code=1)
    assert desk.lines("review", "log")[0]["id"] in refused
    assert desk.lines("events") == before
    assert len(desk.lines("review", "log")) == 1


def test_a_merge_expands_events_and_an_undo_gives_back_what_was_there(desk: Desk) -> None:
    before = desk.lines("events")
    effect = desk.lines("events", "merge", *(e["id"] for e in before[:2]), *WHY)[0]
    [merged] = [e for e in effect["after"] if len(e["claims"]) == len(before[0]["claims"]) + len(before[1]["claims"])]
    assert merged["id"] in {e["id"] for e in desk.lines("events")}
    desk.call("review", "undo", effect["action"]["id"], *WHY)
    assert desk.lines("events") == before
    assert "(taken back)" in " ".join(desk.call("review", "log").split())


def test_cutting_an_edge_counts_the_origins_anew(desk: Desk) -> None:
    told = desk.call("edges", "cut", "b.md", "a.md", *WHY)
    assert [edge["kind"] for edge in desk.lines("edges")] == ["revision_of"]
    assert "by ada: seen by eye" in told
    desk.call("edges", "add", "b.md", "a.md", "--kind", "copy", *WHY, code=1)
    desk.call("review", "undo", desk.lines("review", "log")[0]["id"], *WHY)
    desk.call("edges", "change", "b.md", "a.md", "--kind", "summarises", *WHY)
    changed = {edge["kind"]: edge for edge in desk.lines("edges")}
    assert set(changed) == {"summarises", "revision_of"}
    assert (changed["summarises"]["producer"], changed["summarises"]["evidence"]) == ("review/ada", "seen by eye")


def test_a_rejected_claim_leaves_events_and_brief_and_stays_in_the_store(desk: Desk) -> None:
    union = desk.claim("Medical staff")
    desk.call("claims", "reject", union, "--as", "out_of_scope", *WHY)
    assert not any(union in e["claims"] for e in desk.lines("events"))
    assert union in {line["id"] for line in desk.lines("claims")}
    desk.call("brief", "-q")
    assert "Medical staff" not in (desk.out / "brief.md").read_text("utf-8")
    assert union not in (desk.out / "claims.jsonl").read_text("utf-8")
    assert "rejected" in desk.call("claims", "edit", union, "--realis", "planned", *WHY, code=1)


@pytest.mark.parametrize(
    ("given", "field", "value"),
    [
        (("--category", "C03"), "category", "GUO.C03"),
        (("--time", "2026-05-02"), "time", "2026-05-02"),
        (("--realis", "planned"), "realis", "planned"),
        (("--polarity=-",), "polarity", "-"),
    ],
)
def test_an_edit_is_logged_as_before_and_after(desk: Desk, given: tuple[str, ...], field: str, value: str) -> None:
    desk.call("claims", "edit", desk.claim("Medical staff"), *given, *WHY)
    [action] = desk.lines("review", "log")
    assert action["field"] == field
    assert json.loads(action["after"])[field] == value
    assert f"→ {value}" in desk.call("review", "log")


def test_a_place_is_set_by_id_or_by_a_name_that_means_one_place(desk: Desk) -> None:
    claim = desk.claim("Medical staff")
    assert "already" in desk.call("claims", "edit", claim, "--place", "geonames:702569", *WHY, code=1)
    assert "not in the gazetteer" in desk.call("claims", "edit", claim, "--place", "Nowhereborough", *WHY, code=1)
    desk.call("claims", "edit", claim, "--place", "Kovel", *WHY)
    [event] = [e for e in desk.lines("events") if claim in e["claims"]]
    assert (event["place_name"], event["claims"]) == ("Kovel", [claim])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("--category", "Z99"), "no category"),
        (("--time", "soon"), "no time"),
        (("--realis", "maybe"), "no realis"),
    ],
)
def test_a_value_that_is_none_is_refused(desk: Desk, wrong: tuple[str, ...], said: str) -> None:
    assert said in desk.call("claims", "edit", desk.claim("Medical staff"), *wrong, *WHY, code=1)
    assert desk.lines("review", "log") == []


def test_several_fields_at_once_are_wrong_usage(desk: Desk) -> None:
    claim = desk.claim("Medical staff")
    desk.call("claims", "edit", claim, "--realis", "planned", "--time", "2026", *WHY, code=2)


def test_stale_follows_the_correction_to_the_brief_and_a_new_brief_is_not_older(desk: Desk) -> None:
    marks = desk.lines("stale")
    assert {mark["kind"] for mark in marks} == {"claim", "event", "sentence"}
    [chain] = [m["chain"] for m in marks if m["kind"] == "claim" and len(m["chain"]) == 3]
    assert "which retells" in chain[1]
    assert chain[2].endswith("‘Forty’ became ‘Fourteen’")
    assert "Stale: 2 claims, 1 event, 0 intervals, 0 decisions" in desk.call("stale")
    union = desk.claim("Medical staff")
    event = desk.event("Medical staff")
    desk.call("events", "split", event["id"], union, *WHY)
    assert any("split by ada" in " ".join(m["chain"]) for m in desk.lines("stale", "--only", "sentence"))
    desk.call("brief", "-q")
    assert not any("split by ada" in " ".join(m["chain"]) for m in desk.lines("stale", "--only", "sentence"))


def test_a_retraction_is_noted_and_propagates(desk: Desk) -> None:
    assert "`reportedly stale` lists" in desk.call("review", "retract", "d.md", *WHY)
    marks = desk.lines("stale")
    union = desk.claim("Medical staff")
    assert any(m["id"] == union and "noted as retracted by ada" in m["chain"][-1] for m in marks)


def test_later_only_notes_the_decision_and_stale_says_so_until_it_is_counted(desk: Desk) -> None:
    union, before = desk.claim("Medical staff"), desk.lines("events")
    assert "`reportedly code` counts anew" in desk.call("claims", "reject", union, "--as", "duplicate", "--later", *WHY)
    assert desk.lines("events") == before
    desk.call("code", "-q")
    assert not any(union in e["claims"] for e in desk.lines("events"))


def test_a_changed_row_fails_the_check_with_exit_code_1(desk: Desk) -> None:
    desk.call("claims", "accept", desk.claim("Medical staff"), *WHY)
    head = desk.lines("review", "verify")[0]["head"]
    assert "the chain is whole" in desk.call("review", "verify", "--head", head)
    with sqlite3.connect(desk.out / "reportedly.db") as connection:
        connection.execute("DROP TRIGGER review_no_change")
        connection.execute("UPDATE review SET sealed = replace(sealed, 'eye', 'ear')")
    connection.close()
    assert "its reason does not have the digest in the chain" in desk.call("review", "verify", code=1)


def test_erased_values_are_gone_and_the_chain_holds(desk: Desk) -> None:
    desk.call("claims", "edit", desk.claim("Medical staff"), "--time", "2026-05-02", *WHY)
    [action] = desk.lines("review", "log")
    desk.call("review", "erase", action["id"], "--because", "asked to", "--by", "ada")
    assert desk.lines("review", "log")[0]["after"] is None
    assert "the chain is whole" in desk.call("review", "verify")
    assert "its value has been erased" in desk.call("review", "orphans")


def test_a_decision_needs_a_name_and_a_reason(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = desk.claim("Medical staff")
    desk.call("claims", "accept", claim, "--by", "ada", code=2)
    assert "'reason'" in desk.call("claims", "accept", claim, "--because", " ", "--by", "ada", code=1)
    assert "--by" in desk.call("claims", "accept", claim, "--because", "so", "--by", " ", code=1)
    monkeypatch.setenv("REPORTEDLY_REVIEWER", "bo")
    desk.call("claims", "accept", claim, "--because", "so")
    assert desk.lines("review", "log")[0]["by"] == "bo"


def test_the_record_of_an_earlier_day_has_the_decisions_of_that_day(desk: Desk) -> None:
    union = desk.claim("Medical staff")
    desk.call("claims", "reject", union, "--as", "duplicate", *WHY)
    with sqlite3.connect(desk.out / "reportedly.db") as connection:
        older = "UPDATE run SET started_at = '2026-06-01T00:00:00+00:00'"
        connection.execute(f"{older} WHERE json_extract(settings, '$.command') = 'run'")
    connection.close()
    then = desk.lines("events", "--as-of", "2026-06-02")
    assert any(union in e["claims"] for e in then)
    assert not any(union in e["claims"] for e in desk.lines("events"))


def test_every_field_can_be_set_and_remarks_and_grades_are_kept_beside(desk: Desk) -> None:
    union = desk.claim("Medical staff")
    before = desk.event("Medical staff")
    for option, value in (
        ("--kind", "status"),
        ("--proposition", "Staff of the clinic in Lutsk stay away"),
        ("--secondary", "C01"),
        ("--level", "L4"),
        ("--summary-of", ""),
        ("--status", '[{"sector": "health", "status": "partial"}]'),
        ("--evidence", "Medical staff are refusing to come to work"),
        ("--chain", '{"hops": [], "root": "none"}'),
    ):
        if option == "--summary-of":
            assert "already" in desk.call("claims", "edit", union, option, value, *WHY, "--later", code=1)
        else:
            desk.call("claims", "edit", union, option, value, *WHY, "--later")
    desk.call("review", "comment", union, *WHY)
    desk.call("review", "dissent", union, "--field", "realis", "--value", "planned", *WHY)
    desk.call("review", "grade", "source", "Morrow Post", "f", "--basis", "history", *WHY)
    desk.call("review", "grade", "information", union, "6", *WHY)
    desk.call("code", "-q")
    desk.call("brief", "-q")
    [line] = [
        c for c in map(json.loads, (desk.out / "claims.jsonl").read_text("utf-8").splitlines()) if c["id"] == union
    ]
    assert (line["kind"], line["hedge_level"], line["attribution"]["root_status"]) == ("status", "L4", "none")
    assert line["status"]["status"] == "partial"
    assert line["evidence"][0]["exact"] == "Medical staff are refusing to come to work"
    assert (line["review_state"], line["dissent"][0]["value"]) == ("edited", "planned")
    assert desk.event("Medical staff")["origins"] != before["origins"]
    assert "Dissent     ada" in desk.call("show", union)
    assert "1 dissent is kept beside the claims" in (desk.out / "brief.md").read_text("utf-8").replace("\u00a0", " ")
    assert "the chain is whole" in desk.call("review", "verify")
    assert "no JSON" in desk.call("claims", "edit", union, "--roles", "[", *WHY, code=2)
