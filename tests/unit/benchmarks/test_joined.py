"""Labels put beside the texts that they were made on."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks import corpora
from benchmarks.joined import joined

from reportedly.errors import InvalidData

TEXT = "Żaba left\u2028the well 😀 dry. And more that nobody labelled."


def lines(path: Path, *rows: dict[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def label(text: str = TEXT, length: int = 24, name: str = "d1", **more: object) -> dict[str, Any]:
    sha = hashlib.sha256(text[:length].encode()).hexdigest()
    return {"doc_id": name, "length": length, "sha256": sha, "claims": [], **more}


def test_each_row_of_labels_gets_the_beginning_that_was_labelled(tmp_path: Path) -> None:
    rows = (label(claims=[{"evidence": [[0, 4]]}]), label("short", 5, "d2"))
    labels = lines(tmp_path / "labels" / "own.jsonl", *rows)
    texts = lines(
        tmp_path / "texts.jsonl",
        {"doc_id": "d2", "text": "short", "claims": "of somebody else"},
        {"doc_id": "other", "text": "unlabelled"},
        {"doc_id": "d1", "text": TEXT},
    )
    corpus = corpora.load(joined(labels, texts), needs=("text", "claims", "length"))
    found = [row for _, _, row in corpus.rows]
    assert [row["doc_id"] for row in found] == ["d1", "d2"]
    assert [row["text"] for row in found] == [TEXT[:24], "short"]
    assert found == [{**row, "text": printed} for row, printed in zip(rows, (TEXT[:24], "short"), strict=True)]
    assert [name for name, _, _ in corpus.rows] == ["own", "own"]


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [{"doc_id": "d2", "text": TEXT}],
        [{"doc_id": "d1", "text": TEXT.replace("well", "bell")}],
        [{"doc_id": "d1", "text": TEXT[:23]}],
    ],
    ids=["none", "another", "changed", "cut"],
)
def test_a_text_that_is_missing_or_another_is_refused_by_name(tmp_path: Path, texts: list[dict[str, Any]]) -> None:
    labels = lines(tmp_path / "own.jsonl", label())
    with pytest.raises(InvalidData, match=r"texts\.jsonl: the text of d1 .*own\.jsonl"):
        joined(labels, lines(tmp_path / "texts.jsonl", *texts))


def test_a_change_behind_what_was_labelled_does_not_matter(tmp_path: Path) -> None:
    labels = lines(tmp_path / "own.jsonl", label())
    texts = lines(tmp_path / "texts.jsonl", {"doc_id": "d1", "text": TEXT[:24] + " something else"})
    [(_, _, row)] = corpora.load(joined(labels, texts), needs=("text",)).rows
    assert row["text"] == TEXT[:24]


def test_the_same_files_are_joined_once_and_the_texts_stay_out_of_their_folders(tmp_path: Path) -> None:
    labels = lines(tmp_path / "own.jsonl", label())
    texts = lines(tmp_path / "texts.jsonl", {"doc_id": "d1", "text": TEXT})
    before = sorted(tmp_path.rglob("*"))
    assert joined(labels, texts) == joined(labels, texts)
    assert tmp_path not in joined(labels, texts).parents
    assert sorted(tmp_path.rglob("*")) == before


def test_files_of_one_name_in_two_folders_do_not_overwrite_each_other(tmp_path: Path) -> None:
    texts = lines(tmp_path / "texts.jsonl", {"doc_id": "d1", "text": TEXT}, {"doc_id": "d2", "text": TEXT})
    first = joined(lines(tmp_path / "a" / "own.jsonl", label(name="d1")), texts)
    second = joined(lines(tmp_path / "b" / "own.jsonl", label(name="d2")), texts)
    assert [json.loads(path.read_text(encoding="utf-8"))["doc_id"] for path in (first, second)] == ["d1", "d2"]
    assert first.name == second.name == "own.jsonl"
