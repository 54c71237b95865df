"""The command line of the benchmarks."""

import json
from pathlib import Path

import pytest
from benchmarks import corpora
from benchmarks.__main__ import main
from benchmarks.run import predict, write_lines
from benchmarks.tasks import TASKS

INVENTED = Path(corpora.__file__).parent / "invented"

PERFECT = [
    ("attribution", "attribution.jsonl", "relation_strict_f1"),
    ("chains", "chains.jsonl", "full_chain_exact"),
    ("claims", "claims.jsonl", "category_macro_f1"),
]


@pytest.mark.parametrize(("task", "name", "figure"), PERFECT)
def test_the_gold_scored_against_itself_is_perfect_and_json_comes_last(
    task: str, name: str, figure: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data = str(INVENTED / name)
    assert main([task, "--data", data, "--score", data, "--json"]) == 0
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (last[figure], last[f"{figure}_low"], last[f"{figure}_high"]) == (1.0, 1.0, 1.0)


def test_claims_are_scored_again_by_language_and_origin(capsys: pytest.CaptureFixture[str]) -> None:
    data = str(INVENTED / "claims.jsonl")
    main(["claims", "--data", data, "--score", data, "--json"])
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert found["by_lang"]["en"]["detection_iou50_f1"] == 1.0
    assert set(found["by_origin"]) == {"invented"}


def test_gold_read_as_a_digest_finds_every_claim(capsys: pytest.CaptureFixture[str]) -> None:
    data = str(INVENTED / "digests")
    main(["seed", "--data", data, "--score", data, "--json"])
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert found["claims_found"] == found["claims_total"] == 75
    assert found["statuses_right"] == 75


def test_the_table_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    data = str(INVENTED / "chains.jsonl")
    main(["chains", "--data", data, "--score", data])
    assert "95 % interval" in capsys.readouterr().out


def test_data_of_another_format_are_refused_with_the_way_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chains", "--data", str(INVENTED / "name_probes.jsonl")]) == 2
    assert "choose another task" in capsys.readouterr().err


def test_a_missing_prediction_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "few.jsonl").write_text('{"id": "other", "claims": []}\n', encoding="utf-8")
    data = str(INVENTED / "chains.jsonl")
    assert main(["chains", "--data", data, "--score", str(tmp_path / "few.jsonl")]) == 2
    assert "every document needs its line" in capsys.readouterr().err


def test_the_installed_product_predicts_the_same_bytes_with_the_labels_of_others(tmp_path: Path) -> None:
    pytest.importorskip("reportedly.assembly", reason="the front door is not built yet")
    from benchmarks.product import Installed

    task, product = TASKS["claims"], Installed()
    rows = [row for _, _, row in corpora.load(INVENTED / "claims.jsonl", needs=task.needs).rows][:4]
    written = []
    for n, labels in enumerate(([r["claims"] for r in rows], [[] for _ in rows], [r["claims"] for r in rows[::-1]])):
        data, out = tmp_path / f"{n}.jsonl", tmp_path / f"{n}.out"
        write_lines([{**row, "claims": label} for row, label in zip(rows, labels, strict=True)], data)
        write_lines(predict(task, task.cases(corpora.load(data, needs=task.needs)), product), out)
        written.append(out.read_bytes())
    assert written[0] == written[1] == written[2]
    assert b'"evidence"' in written[0]
