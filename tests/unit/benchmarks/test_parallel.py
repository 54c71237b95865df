"""Agreement between languages and silence: the counts by hand."""

import json
from collections import Counter
from pathlib import Path

import pytest
from benchmarks import corpora
from benchmarks.tasks import parallel, silent

from reportedly.codebook import load_default
from reportedly.errors import InvalidData

CODES = {"domain": "C", "realis": "ongoing", "polarity": "+", "status": "none"}


def _cases(path: Path, rows: list[dict[str, object]], task: object) -> list[corpora.Case]:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return task.cases(corpora.load(path, needs=task.TASK.needs))  # type: ignore[attr-defined, no-any-return]


def _answer(category: str | None, **more: object) -> dict[str, object]:
    return {"id": "", "category": category, **CODES, **more}


def test_pairs_that_agree_are_counted_and_silence_never_agrees(tmp_path: Path) -> None:
    texts = {"de": "Eins", "en": "One", "uk": "Один"}
    rows = [{"id": n, "texts": texts, "category": "GUO.C01", **CODES, "status": None} for n in ("a", "b")]
    asked = _cases(tmp_path / "p.jsonl", rows, parallel)
    answers = [_answer("GUO.C01"), _answer("GUO.C01"), _answer("GUO.B02", domain="B")]
    answers += [_answer(None, domain=None, realis=None), _answer(None, domain=None, realis=None), _answer("GUO.C01")]
    found = {name: e.value for name, e in parallel.score(asked, answers).figures.items()}
    assert found["category_accuracy"] == pytest.approx(3 / 6)
    assert found["category_accuracy_uk"] == pytest.approx(1 / 2)
    assert found["agreement"] == pytest.approx(1 / 6)
    assert found["realis_agreement"] == pytest.approx(3 / 6)
    assert found["agreement_all"] == 0
    assert found["found"] == pytest.approx(4 / 6)
    assert found["status_accuracy"] is None


def test_a_row_in_one_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match="two or more"):
        _cases(tmp_path / "p.jsonl", [{"id": "a", "texts": {"en": "One"}, "category": "GUO.C01", **CODES}], parallel)


def test_claims_out_of_scope_break_no_silence() -> None:
    assert not parallel.in_scope({"category": "X00"})
    assert not parallel.in_scope({"category": "GUO.X01"})
    assert not parallel.in_scope({"category": None})
    assert parallel.in_scope({"category": "GUO.C01"})


def test_texts_with_a_claim_are_not_asked_to_be_silent(tmp_path: Path) -> None:
    rows = [{"id": n, "lang": "de", "text": "Guten Tag", "silent": n == "a"} for n in ("a", "b")]
    assert [case.question.id for case in _cases(tmp_path / "s.jsonl", rows, silent)] == ["a"]


def test_silence_by_language(tmp_path: Path) -> None:
    rows = [
        {"id": n, "lang": lang, "text": "Guten Tag", "silent": True}
        for n, lang in (("a", "de"), ("b", "de"), ("c", "uk"))
    ]
    asked = _cases(tmp_path / "s.jsonl", rows, silent)
    answers = [{"id": n, "claims": found} for n, found in (("a", []), ("b", [[[0, 3]]]), ("c", []))]
    found = {name: e.value for name, e in silent.score(asked, answers).figures.items()}
    assert found == {"silent": pytest.approx(2 / 3), "silent_de": 0.5, "silent_uk": 1.0}


def test_the_second_invented_set_tells_each_category_twice_in_four_languages() -> None:
    path = Path(corpora.__file__).parent / "invented" / "parallel2.jsonl"
    asked = parallel.cases(corpora.load(path, needs=parallel.TASK.needs))
    told = Counter((case.gold["category"], case.question.lang) for case in asked)
    wanted = {category.id for category in load_default().categories}
    assert told == {(category, lang): 2 for category in wanted for lang in ("de", "en", "ru", "uk")}
    assert all(parallel.domain(case.gold["category"]) == case.gold["domain"] for case in asked)
