"""reportedly ledger, and --as-of of the lists, over a small invented project."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from reportedly import assembly
from reportedly.cli.main import app
from reportedly.errors import InvalidLedger
from reportedly.project import Project
from reportedly.records import Outcome, Reading, Run
from tests.unit.corroborate.pile import Told, report

RUNNER = CliRunner()
THEATRE = """
id: invented
name: Orlivsk
note: invented
places:
  - {id: "t:region", name: Orlivsk region, kind: adm1, lat: 48.2, lon: -31.4}
  - {id: "t:district", name: Orlivsk district, kind: adm2, lat: 48.0, lon: -31.0, parent: "t:region"}
  - {id: "t:orlivsk", name: Orlivsk, kind: settlement, lat: 48.0, lon: -31.0, population: 41000, parent: "t:district"}
  - {id: "t:dobrovyr", name: Dobrovyr, kind: settlement, lat: 48.0, lon: -33.0, population: 9000, parent: "t:district"}
  - {id: "t:malo", name: Malo Orlivsk, kind: settlement, lat: 48.05, lon: -31.05, population: 5000, parent: "t:district"}
sources: []
office_holders: []
"""
FIRST, SECOND = "2026-06-01T08:00:00+00:00", "2026-06-08T08:00:00+00:00"


def says(
    status: str, day: str, *, place: str = "Orlivsk", content: str = "", who: str = "the Orlivsk Council"
) -> Reading:
    told = Told(
        content or f"Water in {place} is {status}", chain=(who,), place=place, day=day, status=("water", status)
    )
    return report(told, published=day, publisher=f"Post of {who}", path=f"in/{place}-{status}-{day}.txt")


DRY = says("none", "2026-05-04", content="The taps of Vorst Ebbing in Orlivsk have run dry")
WET = says("full", "2026-05-12", who="the water board")
REGION = says("partial", "2026-05-11", place="Orlivsk region")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A project of two runs, a week apart."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "theatre.yaml").write_text(THEATRE, "utf-8")
    with Project(folder) as project:
        for number, (at, readings) in enumerate(((FIRST, [DRY]), (SECOND, [WET, REGION]))):
            run = Run(f"run_{number}", at, "0.1")
            project.store.begin_run(run)
            for reading in readings:
                project.store.add_document(reading.document, run=run.id)
                outcome = Outcome(reading.document.id, "all/1", "done", len(reading.records))
                project.store.save(outcome, reading.records, run=run.id)
            joined = assembly.join(list(project.store.readings()), project.theatre, sources=project.sources)
            project.store.save_derived(
                run=run.id, edges=joined.edges, judgements=joined.judgements, events=joined.events, ledger=joined.ledger,
                drift=joined.drift,
            )  # fmt: skip
    return str(folder)


@pytest.fixture(autouse=True)
def no_layers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def call(*arguments: str) -> str:
    result = RUNNER.invoke(app, list(arguments))
    if isinstance(result.exception, InvalidLedger):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def asked(out: str, *arguments: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(call("ledger", "-o", out, "--json", *arguments))
    return loaded


def states(found: dict[str, Any]) -> dict[str, str]:
    return {
        row["place"]["name"]: row["cells"][0]["state"] if row["cells"] else "not_reported" for row in found["places"]
    }


def test_every_settlement_has_a_row_and_what_was_not_reported_is_counted(out: str) -> None:
    found = asked(out, "--area", "Orlivsk district", "--sector", "water")
    assert states(found) == {"Dobrovyr": "not_reported", "Malo Orlivsk": "not_reported", "Orlivsk": "full"}
    [counts] = found["counts"]
    assert (counts["settlements"], counts["reported"], counts["states"]["not_reported"]) == (3, 1, 2)
    assert counts["background"] == 2
    assert [u["place"]["id"] for u in found["units"]] == ["t:region"]


def test_the_day_of_the_world_and_the_day_of_the_record_are_two_questions(out: str) -> None:
    assert states(asked(out, "--on", "2026-05-05"))["Orlivsk"] == "none"
    assert states(asked(out, "--on", "2026-05-12"))["Orlivsk"] == "full"
    assert states(asked(out, "--on", "2026-05-12", "--as-of", "2026-06-05"))["Orlivsk"] == "none"
    assert states(asked(out, "--on", "2026-05-12", "--as-of", "2026-06-08"))["Orlivsk"] == "full"
    assert asked(out, "--as-of", "2026-06-05")["as_of"] == "2026-06-05T23:59:59+00:00"


def test_before_the_first_run_the_record_held_nothing_and_says_so(out: str) -> None:
    told = " ".join(call("ledger", "-o", out, "--as-of", "2026-05-31").split())
    assert "0 documents. Its first run began on 2026-06-01" in told
    assert "That says nothing about how it works" in told


def test_the_table_fits_80_columns_with_symbol_and_word(out: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportedly.cli import ledger

    class Narrow:
        width = 80

    monkeypatch.setattr(ledger, "console", Narrow)
    told = call("ledger", "-o", out, "--area", "t:region", "--why")
    assert max(map(cell_len, told.splitlines())) <= 80
    assert "● full 0d" in told
    assert "░ no report" in told
    assert "3 settlements" in told.splitlines()[0]
    assert "On 2 of them nothing was reported" in told


def test_why_gives_claim_chain_origins_and_quotation(out: str) -> None:
    told = " ".join(call("ledger", "-o", out, "--area", "Orlivsk", "--why").split())
    assert "* clm_" in told
    assert "said by: the water board (root: named)" in told
    assert "origins 1 to 1" in told
    assert "“Water in Orlivsk is full”" in told
    [row] = asked(out, "--area", "t:orlivsk", "--why")["places"]
    earlier, current = row["cells"][0]["observations"]
    assert (earlier["counts"], current["counts"]) == (False, True)
    assert current["root"] == {"status": "named", "chain": ["the water board"]}


def test_changes_between_two_days(out: str) -> None:
    found = json.loads(call("ledger", "-o", out, "--since", "2026-05-05", "--on", "2026-05-12", "--json"))
    assert [(c["place"]["name"], c["kind"]) for c in found["changes"]] == [
        ("Orlivsk region", "first_reported"),
        ("Orlivsk", "better"),
    ]
    told = call("ledger", "-o", out, "--since", "2026-05-05", "--on", "2026-05-12")
    assert "Orlivsk · Water: better (none → full)" in told
    with pytest.raises(InvalidLedger, match="lies after the day"):
        call("ledger", "-o", out, "--since", "2026-05-20", "--on", "2026-05-12")


def test_the_csv_has_an_hxl_row_and_a_line_for_every_settlement(out: str, tmp_path: Path) -> None:
    target = tmp_path / "ledger.csv"
    call("ledger", "-o", out, "--area", "t:district", "--csv", str(target))
    names, tags, *lines = csv.reader(target.read_text("utf-8").splitlines())
    assert tags[names.index("status")] == "#status"
    assert [line[names.index("status")] for line in lines] == ["partial", "not_reported", "not_reported", "full"]
    assert not list(tmp_path.glob("*.part"))


def test_silence_lists_who_was_never_reported(out: str) -> None:
    found = json.loads(call("ledger", "-o", out, "--silence", "--area", "t:district", "--json"))
    verdicts = {q["place"]["name"]: q["verdict"] for q in found["places"]}
    assert verdicts == {"Dobrovyr": "never_reported", "Malo Orlivsk": "never_reported", "Orlivsk": "too_little"}
    told = " ".join(call("ledger", "-o", out, "--silence", "--area", "t:district").split())
    assert "Never reported: 2 of 3 settlements: Dobrovyr, Malo Orlivsk." in told


def test_silence_counts_every_settlement_that_a_document_speaks_of(out: str) -> None:
    found = json.loads(call("ledger", "-o", out, "--silence", "--json"))
    assert {q["place"]["id"] for q in found["places"]} == {"t:orlivsk", "t:dobrovyr", "t:malo"}
    gas = json.loads(call("ledger", "-o", out, "--silence", "--sector", "gas", "--json"))
    assert {q["verdict"] for q in gas["places"]} == {"never_reported"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--area", "Nowhereburg"), "no unit or settlement is called"),
        (("--sector", "watr"), "there are: health, water"),
        (("--on", "soon"), "is not a day like"),
        (("--as-of", "2026-06-01T10:00"), "has no zone"),
        (("--places", "some"), "must be all or reported"),
        (("--silence", "--period", "year"), "must be week or month"),
        (("--silence", "--since", "2026-05-01"), "ask for one of them"),
        (("--silence", "--csv", "x.csv"), "use --json"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_with_the_way_on(
    out: str, arguments: tuple[str, ...], told: str
) -> None:
    with pytest.raises(InvalidLedger, match=told):
        call("ledger", "-o", out, *arguments)


def test_claims_events_and_status_can_be_asked_as_of_a_past_day(out: str) -> None:
    assert "3 claims" in call("claims", "-o", out)
    then = call("claims", "-o", out, "--as-of", "2026-06-05")
    assert "1 claims" in then
    assert "As the record stood on 2026-06-05T23:59:59+00:00: 1 documents" in then
    old = [json.loads(line) for line in call("status", "-o", out, "--as-of", "2026-06-05", "--json").splitlines()]
    assert [(c["place"], c["status"]) for c in old] == [("t:orlivsk", "none")]
    now = [json.loads(line) for line in call("status", "-o", out, "--json").splitlines()]
    assert {(c["place"], c["status"]) for c in now} == {("t:orlivsk", "full"), ("t:region", "partial")}
    before = call("events", "-o", out, "--as-of", "2026-06-05", "--json").splitlines()
    assert len(before) < len(call("events", "-o", out, "--json").splitlines())
