import json
from pathlib import Path

from typer.testing import CliRunner

from reportedly.cli.main import app

RUNNER = CliRunner()

REPORT = """\
The Institute for the Study of War said on Monday that two branches in Kherson had closed. ISW noted that staff had \
left. The Ukrainian military intelligence service GRU reports that a handbook was printed. The MoD said that the \
depot was hit. Several residents said that the shops were empty.
"""


def told(*arguments: str, code: int = 0) -> str:
    result = RUNNER.invoke(app, ["sources", *arguments])
    assert result.exit_code == code, result.output
    return result.output


def test_list_and_show_tell_what_the_register_holds() -> None:
    assert "reg:nrc" in told("list", "resistance center")
    [line] = told("list", "Interfax-Ukraine", "--json").splitlines()
    assert json.loads(line)["id"] == "reg:interfax-ukraine"
    shown = told("show", "hur")
    for part in (
        "reg:hur",
        "Basis: ",
        "Speaks for: ukraine-state",
        "Side: displaced from 2022-02-24",
        "GUR, short, ambiguous",
    ):
        assert part in shown


def test_show_of_an_ambiguous_or_wrong_name_lists_the_readings() -> None:
    shown = told("show", "the MoD")
    assert shown.startswith("Not decided")
    assert {"reg:ua-mod", "reg:ru-mod", "reg:gb-mod"} <= set(shown.split())
    assert "Proposed: reg:hur" in told("show", "Ukrainian military intelligence service GRU")


def test_show_of_an_unknown_name_says_what_to_do() -> None:
    result = RUNNER.invoke(app, ["sources", "show", "Drelmoor Council"])
    assert result.exit_code == 1
    assert "sources list" in str(result.exception)


def test_check_passes_the_shipped_register_and_names_the_entry_of_a_broken_one(tmp_path: Path) -> None:
    assert "in order" in told("check")
    broken = tmp_path / "mine.yaml"
    broken.write_text(
        "id: mine\nversion: 1\ntitle: Mine\nbodies:\n  - {id: 'reg:x', names: {en: [X Board]}, kind: organisation, "
        "role: official, descriptor: a board}\n",
        encoding="utf-8",
    )
    shown = told("check", str(broken), code=1)
    assert "bodies[0] (reg:x).basis" in shown
    assert "publicly known fact" in shown


def test_a_project_keeps_a_register_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("The Drelmoor Water Board said that two wells were dry.\n", encoding="utf-8")
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        "id: mine\nversion: 1\ntitle: Mine\nbodies:\n  - {id: 'my:board', names: {en: [Drelmoor Water Board]}, "
        "kind: organisation, role: company, descriptor: a board, basis: its charter}\n",
        encoding="utf-8",
    )
    out = tmp_path / "out"
    for command in (["ingest", str(tmp_path / "one.txt"), "--register", str(mine)], ["code"]):
        result = RUNNER.invoke(app, [*command, "-o", str(out)])
        assert result.exit_code == 0, result.output
    assert (out / "register.yaml").read_bytes() == mine.read_bytes()
    [row] = [json.loads(line) for line in told("bodies", "-o", str(out), "--json").splitlines()]
    assert (row["entry"], row["kind"]) == ("my:board", "organisation")


def test_a_broken_register_stops_a_run_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("The board said that two wells were dry.\n", encoding="utf-8")
    (tmp_path / "mine.yaml").write_text("id: mine\n", encoding="utf-8")
    result = RUNNER.invoke(
        app, ["run", str(tmp_path / "one.txt"), "--register", str(tmp_path / "mine.yaml"), "-o", str(tmp_path / "out")]
    )
    assert result.exit_code == 1
    assert "mine.yaml" in str(result.exception)
    assert not (tmp_path / "out" / "register.yaml").exists()


def test_a_project_lists_its_bodies_with_counts(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "in" / "two.txt").write_text(REPORT.replace("Monday", "Friday"), encoding="utf-8")
    out = str(tmp_path / "out")
    result = RUNNER.invoke(app, ["ingest", str(tmp_path / "in"), "-o", out])
    assert result.exit_code == 0, result.output
    result = RUNNER.invoke(app, ["code", "-o", out])
    assert result.exit_code == 0, result.output
    rows = {r["name"]: r for r in map(json.loads, told("bodies", "-o", out, "--json").splitlines())}
    institute = rows["The Institute for the Study of War"]
    assert (institute["entry"], institute["documents"], institute["mentions"]) == ("reg:isw", 2, 4)
    assert institute["claims"] >= 2
    assert rows["The Ukrainian military intelligence service GRU"]["entry"] == "? reg:hur proposed"
    assert "reg:ru-mod" in rows["The MoD"]["entry"]
    assert "Several residents" not in rows
    assert "Several residents" in told("bodies", "-o", out, "--all")
    lines = RUNNER.invoke(app, ["claims", "-o", out, "--all", "--json"]).output.splitlines()
    hops = [hop for line in lines for hop in json.loads(line)["attribution"]["link"]]
    assert {hop["body"]["entry"] for hop in hops if hop["printed"] == "ISW"} == {"reg:isw"}
    assert {hop["body"]["name"] for hop in hops if hop["printed"] == "ISW"} == {"The Institute for the Study of War"}
    first = next(json.loads(line)["id"] for line in lines if '"ISW"' in line)
    card = RUNNER.invoke(app, ["show", first, "-o", out]).output
    assert "is “The Institute for the Study of War” (organisation, reg:isw; 2 mentions in this document)" in " ".join(
        card.split()
    )


def test_a_body_printed_in_two_languages_is_listed_once_with_how_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text(
        "У Вербівці закрили дві школи через брак палива. Про це повідомила Вербівська міська рада.", encoding="utf-8"
    )
    (tmp_path / "in" / "two.txt").write_text(
        "The two schools in Verbivka have no fuel and were closed on Monday, the Verbivka city council said.",
        encoding="utf-8",
    )
    out = str(tmp_path / "out")
    for command in (["ingest", str(tmp_path / "in"), "-o", out], ["code", "-o", out]):
        result = RUNNER.invoke(app, command)
        assert result.exit_code == 0, result.output
    [row] = [json.loads(line) for line in told("bodies", "-o", out, "--json").splitlines()]
    assert row["documents"] == 2
    assert row["reading"] in (None, "Verbivska miska rada")


def test_the_register_shows_how_a_cyrillic_name_is_read() -> None:
    assert "Instytut vyvchennia viiny" in told("show", "ISW")
