"""Files of column names."""

from pathlib import Path

import pytest

from reportedly.errors import InvalidMapping
from reportedly.ingest import Mapping, Mappings, load_mappings, read_file
from reportedly.records import Document
from tests.unit.ingest.kept import NOW, MemoryEvidence
from tests.unit.ingest.samples import WATER, zip_bytes


def load(folder: Path, text: str) -> Mappings:
    file = folder / "names.yaml"
    file.write_text(text, encoding="utf-8")
    return load_mappings(file)


def test_names_hold_for_all_tables_or_for_those_that_fit_a_pattern(tmp_path: Path) -> None:
    found = load(tmp_path, 'text: message\npublisher: who\nfiles:\n  "wire-*.csv":\n    text: body\n')
    assert found.of("a.csv") == Mapping(text="message", publisher="who")
    assert found.of("Wire-3.CSV") == Mapping(text="body", publisher="who")
    assert found.over(Mapping(text="x")).of("wire-3.csv") == Mapping(text="x", publisher="who")


def test_tables_are_read_by_the_names_of_their_pattern_also_inside_an_archive(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    archive.write_bytes(zip_bytes({"in/wire-1.csv": f'body,text\n"{WATER}",x\n', "b.csv": 'message\n"No power."\n'}))
    names = load(tmp_path, 'text: message\nfiles:\n  "wire-*.csv": {text: body}\n')
    found = list(read_file(archive, evidence=MemoryEvidence(), now=NOW, mapping=names))
    assert [item.text for item in found if isinstance(item, Document)] == [WATER, "No power."]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("- a\n", "found list"),
        ("", "found NoneType"),
        ("words: body\n", "'words' is no field"),
        ("text: 5\n", "text is 5"),
        ("text: [a\n", "line"),
        ("files: x\n", "no patterns"),
        ('files: {"a.csv": {wrong: b}}\n', "files: a.csv: 'wrong' is no field"),
        ("{}", "names no field"),
    ],
)
def test_what_is_wrong_in_a_file_of_names_is_told(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(InvalidMapping, match=what.replace("[", r"\[")):
        load(tmp_path, text)


def test_a_file_of_names_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidMapping, match=r"gone\.yaml: cannot be read"):
        load_mappings(tmp_path / "gone.yaml")
