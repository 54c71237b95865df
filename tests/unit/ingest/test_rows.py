"""Tables and JSON lines."""

import json
from pathlib import Path

import pytest

from reportedly.ingest import Mapping, rows
from reportedly.records import Document, Failure
from tests.unit.ingest.kept import MemoryEvidence, failure, one, read

WATER, POWER = "No water in Drelmoor since Monday.", "The power is back in Drelmoor."


def _split(found: list[Document | Failure]) -> tuple[list[Document], list[Failure]]:
    return [f for f in found if isinstance(f, Document)], [f for f in found if isinstance(f, Failure)]


def test_each_row_of_a_table_is_a_document_with_its_place_in_the_file(tmp_path: Path) -> None:
    table = f'headline,source,date,text\nDry,Courier,2026-10-19,"{WATER}\nStill."\nLight,Lantern,2026-10-20,{POWER}\n'
    first, second = read(tmp_path, "a.csv", table)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.path, first.container, first.text) == ("a.csv#row=1", "a.csv", f"{WATER}\nStill.")
    assert (first.title, first.publisher, first.published, first.published_basis) == (
        "Dry",
        "Courier",
        "2026-10-19",
        "field",
    )
    assert (second.path, second.publisher) == ("a.csv#row=2", "Lantern")


def test_each_line_of_json_is_a_document(tmp_path: Path) -> None:
    line = {"outlet": {"name": "Lantern Wire"}, "body": WATER, "published": "2026-10-24T15:40:00-01:00",
            "authors": ["Ada Quill", {"name": "Bo Fenn"}], "url": "https://lantern.example/1"}  # fmt: skip
    document = one(tmp_path, "a.jsonl", json.dumps(line) + "\n\n")
    assert (document.publisher, document.author) == ("Lantern Wire", ("Ada Quill", "Bo Fenn"))
    assert (document.published, document.url) == ("2026-10-24T15:40:00-01:00", "https://lantern.example/1")
    assert document.extractor == "jsonl/1"


def test_bytes_of_the_file_and_of_each_row_are_kept(tmp_path: Path) -> None:
    evidence = MemoryEvidence()
    line = '{"text": "No water.", "id": 7}'
    [document] = read(tmp_path, "a.jsonl", line, evidence=evidence)
    assert isinstance(document, Document)
    assert evidence.get(evidence.order[0]) == line.encode()
    assert json.loads(evidence.get(document.sha256)) == {"text": "No water.", "id": 7}


def test_equal_rows_are_the_same_document(tmp_path: Path) -> None:
    found = read(tmp_path, "a.jsonl", '{"text": "No water.", "id": 7}\n{"id": 7, "text": "No water."}\n')
    assert len({document.id for document in found if isinstance(document, Document)}) == 1


def test_the_columns_can_be_named(tmp_path: Path) -> None:
    table = "when;what;who;text\n2026-10-19;No water in Drelmoor.;Courier;x\n"
    mapping = Mapping(text="what", published="when", publisher="who")
    document = one(tmp_path, "a.csv", table, mapping=mapping)
    assert (document.text, document.published, document.publisher) == ("No water in Drelmoor.", "2026-10-19", "Courier")


def test_a_named_column_that_is_not_there_is_an_error_that_lists_those_that_are(tmp_path: Path) -> None:
    message = failure(tmp_path, "a.csv", "when,what\n1,2\n", mapping=Mapping(text="wot"))
    assert "'wot'" in message
    assert "when, what" in message


def test_a_table_without_a_text_column_says_which_columns_it_has(tmp_path: Path) -> None:
    assert "the columns are when, what" in failure(tmp_path, "a.csv", "when,what\n1,2\n")


def test_a_broken_line_of_json_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    documents, failures = _split(
        read(tmp_path, "a.jsonl", f'{{"text": "{WATER}"}}\n\n{{"text": \n{{"text": "{POWER}"}}')
    )
    assert [document.path for document in documents] == ["a.jsonl#line=1", "a.jsonl#line=4"]
    [found] = failures
    assert found.path == "a.jsonl#line=3"
    assert "line 3 is not valid JSON" in found.message


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("[1, 2]", "holds no object"),
        ('{"text": ""}', "no text in 'text'"),
        ('{"text": 5}', "no text in 'text'"),
        ('{"id": "x-9", "text": " "}', "(id x-9)"),
        ('{"words": "No water."}', "its fields are words"),
        ('{"text": ' + "[" * 100_000, "too deep"),
    ],
)
def test_a_row_without_text_is_a_failure(tmp_path: Path, line: str, what: str) -> None:
    assert what in failure(tmp_path, "a.jsonl", line)


def test_values_nested_deep_in_other_fields_do_no_harm(tmp_path: Path) -> None:
    deep = '{"name": ' * 400 + '"x"' + "}" * 400
    document = one(tmp_path, "a.jsonl", f'{{"text": "{WATER}", "source": {deep}, "author": [{deep}, "Ada Quill"]}}')
    assert (document.publisher, document.author) == (None, ("Ada Quill",))


def test_half_a_surrogate_pair_is_replaced_and_flagged(tmp_path: Path) -> None:
    document = one(tmp_path, "a.jsonl", '{"text": "No water \\ud83d in Drelmoor."}')
    assert document.text == "No water \ufffd in Drelmoor."
    assert document.flags == ("replaced_surrogates",)


def test_a_line_separator_inside_a_string_does_not_end_the_line(tmp_path: Path) -> None:
    assert one(tmp_path, "a.jsonl", '{"text": "No water\u2028in Drelmoor."}').text == "No water\u2028in Drelmoor."


def test_a_row_with_too_many_cells_is_a_failure_and_not_cut(tmp_path: Path) -> None:
    documents, [found] = _split(read(tmp_path, "a.csv", f"title,text\nDry,No water, they said\nLight,{POWER}\n"))
    assert "3 cells under 2 headings" in found.message
    assert found.path == "a.csv#row=1"
    assert [document.path for document in documents] == ["a.csv#row=2"]


def test_a_quote_that_is_not_doubled_costs_its_own_row(tmp_path: Path) -> None:
    table = f'title,text\nDry,{WATER}\nSaid,"He said "no" to it\nand left"\nLight,{POWER}\n'
    documents, [found] = _split(read(tmp_path, "a.csv", table))
    assert [(document.text, document.flags) for document in documents] == [(WATER, ()), (POWER, ("after_broken_row",))]
    assert "begins on line 3" in found.message
    assert "lines 3 to 4 were left out" in found.message


def test_a_quote_that_is_never_closed_is_named_and_the_rows_before_it_are_read(tmp_path: Path) -> None:
    table = f'title,text\nDry,{WATER}\nOpen,"a quote\n' + f"Light,{POWER}\n" * (rows.MAX_FIELD_LINES + 10)
    documents, [found] = _split(read(tmp_path, "a.csv", table))
    assert [document.text for document in documents] == [WATER]
    assert "opened on line 3 and not closed" in found.message


def test_an_open_quote_at_the_end_is_named(tmp_path: Path) -> None:
    _, [found] = _split(read(tmp_path, "a.csv", f'id,title,text\n1,Dry,{WATER}\n2,Open,"to the end\n'))
    assert "opened on line 3 and not closed" in found.message


def test_failures_of_one_file_are_told_one_by_one_only_so_long(tmp_path: Path) -> None:
    lines = ["{", '{"text": ""}', f'{{"id": "x", "text": "{WATER}"}}'] * 1_000
    _, failures = _split(read(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [f.path for f in failures] == [*(f"a.jsonl#line={n}" for n in (1, 2, 4, 5, 7, 8)), "a.jsonl", "a.jsonl"]
    assert [f.message for f in failures[-2:]] == [
        "997 further rows could not be read for the same reason as line=1",
        "997 further rows could not be read for the same reason as line=2",
    ]


def test_one_wrong_name_in_a_mapping_is_told_in_few_lines(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"id": f"post-{n}", "body": {"content": WATER}, "n": n}) for n in range(3_000))
    _, failures = _split(read(tmp_path, "a.jsonl", lines, mapping=Mapping(text="body.contents")))
    assert len(failures) == rows.MAX_ALIKE + 1
    assert "has no field body.contents; its fields are id, body.content, n" in failures[0].message
    assert "--map text=FIELD" in failures[0].message
    assert failures[-1].message.startswith("2,997 further rows")


def test_failures_of_more_kinds_than_are_told_apart_are_counted_together(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({chr(0x4E00 + n): 1}) for n in range(rows.MAX_KINDS + 100))
    _, failures = _split(read(tmp_path, "a.jsonl", lines))
    assert len(failures) == rows.MAX_KINDS + rows.MAX_ALIKE + 1
    assert failures[-1].message == "97 further rows could not be read"


@pytest.mark.parametrize(
    ("name", "published"), [("body.content", "meta.at"), ("body.parts.0.text", "meta.at"), ("flat.key", None)]
)
def test_a_mapping_reaches_into_nested_fields(tmp_path: Path, name: str, published: str | None) -> None:
    line = {"body": {"content": WATER, "parts": [{"text": WATER}]}, "flat.key": WATER, "meta": {"at": "2026-10-19"}}
    document = one(tmp_path, "a.jsonl", json.dumps(line), mapping=Mapping(text=name, published=published))
    assert (document.text, document.published) == (WATER, "2026-10-19" if published else None)


@pytest.mark.parametrize(
    "heading",
    ["Текст;Дата;Источник;Заголовок", "Сообщение;Дата публикации;Издание;Название", "Повідомлення;Дата;Джерело;Назва",
     "Стаття;Опубліковано;Видання;Заголовок", "Meldung;Datum;Quelle;Titel", "Volltext;Veröffentlicht am;Zeitung;Überschrift"],
)  # fmt: skip
def test_usual_names_of_columns_are_guessed_in_four_languages(tmp_path: Path, heading: str) -> None:
    document = one(tmp_path, "a.csv", f"{heading}\n{WATER};19.10.2026 14:30;Courier;Dry\n")
    assert (document.text, document.published, document.publisher, document.title) == (
        WATER, "2026-10-19", "Courier", "Dry",
    )  # fmt: skip


def test_a_table_without_a_known_name_is_told_how_to_name_one(tmp_path: Path) -> None:
    assert "--map text=COLUMN" in failure(tmp_path, "a.csv", "wann,was\n1,2\n")
    assert "--map text=COLUMN" in failure(tmp_path, "a.csv", "wann,was\n1,2\n", mapping=Mapping(text="wer"))


@pytest.mark.parametrize(("name", "content"), [("a.csv", "title,text\n"), ("a.jsonl", "\n{}\n"), ("b.csv", "\n\n,\n")])
def test_a_file_without_rows_is_a_failure(tmp_path: Path, name: str, content: str) -> None:
    assert failure(tmp_path, name, content)


def test_a_long_article_fits_into_a_cell(tmp_path: Path) -> None:
    text = "No water in Drelmoor. " * 20_000
    assert one(tmp_path, "a.csv", f'text\n"{text}"\n').text == text


def test_tabs_and_semicolons_part_cells_too(tmp_path: Path) -> None:
    assert one(tmp_path, "a.tsv", f"title\ttext\nDry\t{WATER}\n").text == WATER
    assert one(tmp_path, "b.csv", f"title;text\nDry;{WATER}\n").text == WATER


@pytest.mark.slow
def test_a_million_lines_with_broken_quotes_are_read_in_bounded_time(tmp_path: Path) -> None:
    documents, failures = _split(read(tmp_path, "a.csv", f"title,text\nDry,{WATER}\n" + 'Open,"a "quote\n' * 1_000_000))
    assert [document.text for document in documents] == [WATER]
    assert len(failures) == 1
