"""Loading data: loud where they are broken."""

import gzip
import json
from pathlib import Path

import pytest
from benchmarks import corpora

from reportedly.errors import InvalidData
from reportedly.records import Span


def write(file: Path, *rows: object) -> Path:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def test_plain_and_gzip_hold_the_same_rows(tmp_path: Path) -> None:
    plain = write(tmp_path / "a.jsonl", {"id": "1", "text": "A boat left."})
    packed = tmp_path / "b.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert [r for _, _, r in corpora.load(plain, needs=("text",)).rows] == [
        r for _, _, r in corpora.load(packed, needs=("text",)).rows
    ]


def test_a_folder_passes_over_files_of_another_format_and_says_so(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", {"id": "1", "text": "A boat left.", "claims": []})
    write(tmp_path / "b.jsonl", {"query": "Lanthe"})
    corpus = corpora.load(tmp_path, needs=("text", "claims"))
    assert (len(corpus.rows), corpus.skipped) == (1, ("b.jsonl",))


def test_a_json_file_is_one_document(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{\n "doc_id": "d",\n "text": "A boat left."\n}', encoding="utf-8")
    assert len(corpora.load(tmp_path, needs=("text",)).rows) == 1


@pytest.mark.parametrize(
    ("content", "needs", "words"),
    [
        ('{"id": "1", "text": "x"}\n{"id": "2", "text"\n', ("text",), ["a.jsonl:2", "not a JSON object"]),
        ('{"id": "1", "text": "x"}\n', ("text", "claims"), ["a.jsonl:1", "id, text", "not claims", "another task"]),
        ('{"id": "1", "text": "x"}\n{"id": "1", "text": "y"}\n', ("text",), ["a.jsonl:2", "'1'", "a.jsonl:1"]),
        ("[1]\n", ("text",), ["a.jsonl:1", "a list"]),
        ("", ("text",), ["no row"]),
    ],
)
def test_broken_data_are_refused_with_file_line_and_what_to_do(
    tmp_path: Path, content: str, needs: tuple[str, ...], words: list[str]
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidData) as caught:
        corpora.load(file, needs=needs)
    assert all(word in str(caught.value) for word in words), caught.value


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match="no such file"):
        corpora.load(tmp_path / "none", needs=())


@pytest.mark.parametrize("pair", [[3, 3], [-1, 2], [0, 99], ["a", 2], None])
def test_a_span_outside_of_the_text_is_refused(pair: object) -> None:
    with pytest.raises(InvalidData, match="here:1"):
        corpora.span_of(pair, "A boat left.", "here:1")


def test_printed_words_must_stand_at_their_offsets() -> None:
    row = {"evidence": [[0, 6]], "chain": [{"printed": "boat", "start": 0, "end": 4, "role": "outlet"}]}
    with pytest.raises(InvalidData, match=r"'A bo'.*'boat'"):
        corpora.claim_of(row, "A boat left.", "here:1")


def test_spans_apart_by_white_space_only_are_joined() -> None:
    assert corpora.spans([[7, 11], [2, 6], [0, 1]], "A boat left.", "here:1") == (Span(0, 11),)
    assert corpora.spans([[0, 1], [7, 11]], "A boat left.", "here:1") == (Span(0, 1), Span(7, 11))


def test_a_note_may_accept_a_second_reading() -> None:
    row = {
        "evidence": [[0, 6]],
        "root_status": "none",
        "hedge_level": "L3",
        "note": "chain by continuation; accepted as an alternative: root unnamed_plural, L2",
        "status": None,
        "status_alternatives": [{"sector": "power", "status": "none"}],
    }
    claim = corpora.claim_of(row, "A boat left.", "here:1")
    assert (claim.roots, claim.levels) == (("none", "unnamed_plural"), ("L3", "L2"))
    assert claim.status_optional


def test_the_digest_changes_with_a_byte(tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", {"id": "1"})
    before = corpora.digest(file)
    write(file, {"id": "2"})
    assert corpora.digest(file) != before
