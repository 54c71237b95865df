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


def test_relations_with_scores_are_asked_what_the_scores_are_worth(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = INVENTED / "attribution.jsonl"
    rows = [row for _, _, row in corpora.load(data, needs=()).rows]

    def figures(score: object) -> dict[str, float]:
        given = [{**row, "attributions": [{**a, "score": score} for a in row["attributions"]]} for row in rows]
        write_lines(given, tmp_path / "given.jsonl")
        assert main(["attribution", "--data", str(data), "--score", str(tmp_path / "given.jsonl"), "--json"]) == 0
        found: dict[str, float] = json.loads(capsys.readouterr().out.splitlines()[-1])
        return found

    found = figures(0.75)
    assert found["confident_half_precision"] == 1.0
    assert found["calibration_error"] == pytest.approx(0.25)
    assert found["sourceless_recall"] == found["source_given_content"] == 1.0
    assert "confident_half_precision" not in figures(None)


@pytest.mark.parametrize("score", ["high", True, 1.5, -0.1])
def test_a_score_that_is_no_probability_is_refused(
    score: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = INVENTED / "attribution.jsonl"
    rows = [row for _, _, row in corpora.load(data, needs=()).rows]
    given = [{**row, "attributions": [{**a, "score": score} for a in row["attributions"]]} for row in rows]
    write_lines(given, tmp_path / "given.jsonl")
    assert main(["attribution", "--data", str(data), "--score", str(tmp_path / "given.jsonl")]) == 2
    assert "from 0 to 1" in capsys.readouterr().err


def test_chains_are_scored_again_without_passages_from_the_training_corpus(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [row for _, _, row in corpora.load(INVENTED / "chains.jsonl", needs=()).rows]
    first, rest = rows[0], rows[1:3]
    write_lines([{**first, "origin": "PolNeAR dev"}, *rest], tmp_path / "gold.jsonl")
    # Nothing was found in the passage of the corpus, everything in the others.
    write_lines([{**first, "claims": []}, *rest], tmp_path / "found.jsonl")
    main(["chains", "--data", str(tmp_path / "gold.jsonl"), "--score", str(tmp_path / "found.jsonl"), "--json"])
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert found["other_origin_documents"] == 2
    assert found["other_origin_claims"] == sum(len(row["claims"]) for row in rest)
    for name in ("full_chain_exact", "last_named_hop", "root_status_accuracy", "hedge_macro_f1"):
        assert found[name] < 1.0
        assert found[f"{name}_other_origin"] == 1.0


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
