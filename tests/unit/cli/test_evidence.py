"""verify and evidence: what is printed of what is kept, and exit codes."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportedly.cli.main import app
from tests.unit.ingest.telegram_made import message, service, single
from tests.unit.ingest.warc_made import TAPS, Made

RUNNER = CliRunner()
TAPS_AT = "https://www.sollen.example/taps"


def told(*arguments: object, code: int = 0) -> str:
    result = RUNNER.invoke(app, [str(a) for a in arguments])
    assert result.exit_code == code, (result.output, result.exception)
    return result.output


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evidence")
    made = Made()
    made.add("http://sollen.example/t", b"", status="301 Moved", headers={"Location": TAPS_AT})
    made.add(TAPS_AT, TAPS)
    (folder / "a.warc.gz").write_bytes(made.data)
    post = message(1, "The bakery in Sollen has reopened.", forwarded_from="Morrow Line")
    (folder / "result.json").write_text(single([post, service(2)]), "utf-8")
    printed = told("ingest", folder / "a.warc.gz", folder / "result.json", "-o", folder / "out", "-q")
    assert "Left out" in printed
    assert "1 service message" in printed
    return folder / "out"


def test_list_names_each_document_with_its_digest_and_capture(out: Path) -> None:
    lines = [json.loads(line) for line in told("evidence", "list", "-o", out, "--json").splitlines()]
    page, post = lines
    assert page["capture"]["requested"] == "http://sollen.example/t"
    assert page["capture"]["final"] == TAPS_AT
    assert page["retrieved_at"] == "2026-03-04T05:06:07Z"
    assert post["forward"]["name"] == "Morrow Line"
    assert post["channel"] == "channel1555000111"
    shown = told("evidence", "list", "-o", out)
    assert page["sha256"][:12] in shown
    assert "2 documents" in shown


def test_show_tells_how_a_page_was_captured_and_what_was_done_with_it(out: Path, tmp_path: Path) -> None:
    page = json.loads(told("evidence", "list", "-o", out, "--json").splitlines()[0])
    shown = told("evidence", "show", page["id"][:10], "-o", out)
    assert f"Fetched     {TAPS_AT}, asked for as http://sollen.example/t" in shown
    assert "status 200" in shown
    assert "digest verified" in shown
    for kind in ("capture", "document", "retrieval"):
        assert kind in shown
    told("evidence", "show", page["id"], "-o", out, "--save", tmp_path / "copy.html")
    assert (tmp_path / "copy.html").read_bytes() == TAPS
    last = json.loads(told("evidence", "log", "-o", out, "--json").splitlines()[-1])
    assert last["kind"] == "export"
    assert last["on"] == [page["sha256"]]
    by_digest = json.loads(told("evidence", "show", page["sha256"][:16], "-o", out, "--json"))
    assert by_digest["events"][-1]["kind"] == "export"


def test_show_of_a_forward_and_of_nothing(out: Path) -> None:
    post = json.loads(told("evidence", "list", "-o", out, "--json").splitlines()[1])
    assert "Forward of  Morrow Line" in told("evidence", "show", post["path"], "-o", out)
    assert post["id"] in told("evidence", "show", post["path"].rpartition("/")[2], "-o", out)
    result = RUNNER.invoke(app, ["evidence", "show", "doc_none", "-o", str(out)])
    assert "evidence list" in str(result.exception)
    result = RUNNER.invoke(app, ["evidence", "show", "doc_", "-o", str(out)])
    assert "give more of the id" in str(result.exception)


def test_the_log_ends_with_its_head_and_verify_takes_it(out: Path) -> None:
    printed = told("evidence", "log", "-o", out)
    head = printed.rsplit("Head of the chain: ", 1)[1].strip()
    assert "all as they were kept" in told("verify", "-o", out, "-q", "--head", head)
    assert "no event has the digest" in told("verify", "-o", out, "-q", "--head", "f" * 64, code=1)


def test_a_request_for_a_time_stamp_is_written(out: Path, tmp_path: Path) -> None:
    plain = json.loads(told("evidence", "timestamp", "-r", tmp_path / "h.tsq", "-o", out, "--json"))
    assert bytes.fromhex(plain["head"]) in (tmp_path / "h.tsq").read_bytes()
    assert "openssl ts -verify" in told("evidence", "timestamp", "-r", tmp_path / "i.tsq", "-o", out)


def test_a_missing_text_is_named_and_the_exit_code_says_so(out: Path) -> None:
    victim = next((out / "text").iterdir())
    content = victim.read_bytes()
    victim.unlink()
    printed = told("verify", "-o", out, "-q", code=1)
    assert victim.stem in printed
    assert "is not there; it was whole at" in printed
    plain = json.loads(told("verify", "-o", out, "--json", code=1))
    assert [(f["kind"], f["what"]) for f in plain["faults"]] == [("missing", "text")]
    victim.write_bytes(content)
    assert "all as they were kept" in told("verify", "-o", out, "-q")


def test_list_and_show_say_what_became_of_a_source(tmp_path: Path) -> None:
    notice = TAPS.replace(b"Tap water in Sollen has been off since Monday, the utility said.", b"This article has been "
                          b"retracted because it was wrong.")  # fmt: skip
    made = Made()
    made.add(TAPS_AT, TAPS)
    made.add(TAPS_AT, notice, date="2026-03-09T00:00:00Z")
    made.add(TAPS_AT, b"", status="410 Gone", date="2026-03-20T00:00:00Z")
    (tmp_path / "a.warc.gz").write_bytes(made.data)
    out = tmp_path / "out"
    told("ingest", tmp_path / "a.warc.gz", "-o", out, "-q")
    first, second = (json.loads(line) for line in told("evidence", "list", "-o", out, "--json").splitlines())
    assert [(one["state"], one["by"]) for one in first["became"]] == [("retracted", second["id"]), ("gone", "")]
    assert "taken back by its publisher" in told("evidence", "list", "-o", out)
    shown = told("evidence", "show", first["id"], "-o", out)
    assert f"“This article has been retracted because it was wrong.” ({second['id']})" in shown
    assert "Source now  gone from its address, 2026-03-20" in shown
    result = RUNNER.invoke(app, ["evidence", "show", TAPS_AT, "-o", str(out)])
    assert f"{second['id']} (captured 2026-03-09T00:00:00Z): give more of the id" in str(result.exception)


def test_show_tells_that_a_later_export_of_the_channel_has_a_post_no_longer(tmp_path: Path) -> None:
    words = ("Taps are dry.", "The mill is shut.", "The clinic has no power.", "Bread is sold again.")
    posts = [message(n, text) for n, text in enumerate(words, start=1)]
    edited = message(2, "The mill is open.", edited_unixtime="1770009999")
    exports = {"one": posts, "part": posts[:2], "two": [posts[0], edited, posts[3], message(5, "Water is back.")]}
    for name, held in exports.items():
        (tmp_path / f"{name}.json").write_text(single(held), "utf-8")
        told("ingest", tmp_path / f"{name}.json", "-o", tmp_path / "out", "-q")
    lines = map(json.loads, told("evidence", "list", "-o", tmp_path / "out", "--json").splitlines())
    kept = {line["path"].rpartition("/")[2]: line["id"] for line in lines}
    for post, id_ in kept.items():
        shown = told("evidence", "show", id_, "-o", tmp_path / "out")
        assert ("Gone        in the export of 20" in shown) == (post == "one.json#message=3"), (post, shown)
    found = json.loads(told("evidence", "show", kept["one.json#message=3"], "-o", tmp_path / "out", "--json"))
    assert found["gone"]["path"].endswith("two.json")
    (tmp_path / "three.json").write_text(single([*posts, message(6, "Fuel is sold.")]), "utf-8")
    told("ingest", tmp_path / "three.json", "-o", tmp_path / "out", "-q")
    assert "Gone" not in told("evidence", "show", kept["one.json#message=3"], "-o", tmp_path / "out")
