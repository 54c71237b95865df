"""The texts that a category is told by."""

from pathlib import Path

from reportedly.codebook import load, load_default
from reportedly.codebook.texts import texts_of

BOOK = """id: own
version: "1.0.0"
title: "Two matters"
licence: "CC0-1.0"
language: en
routing:
  - {id: X00, name: "elsewhere"}
  - id: X09
    name: "unclear"
    definition: "Unclear: life in general."
    include: ["hard times; soft times"]
    examples: ["Nobody knew what to make of it."]
categories:
  - id: OWN.B01
    name: "Wells"
    definition: "Wells that are dug or fall dry."
    include: ["a well dug; a well dry ; ", "pumps"]
    words: ["fallen dry"]
    examples:
      - "The well in the upper town has fallen dry; nobody knows why."
      - "Farmers dug a new well behind the mill."
      - "Two wells were covered with planks."
    counter_examples:
      - {text: "Bees drown in wells.", goes_to: [OWN.A01]}
      - {text: "Wells is a fine name.", goes_to: [X00]}
  - id: OWN.A01
    name: "Bees"
    definition: "Hives, swarms and honey."
    examples: ["A swarm settled.", "Honey is scarce.", "Twelve hives were stolen."]
  - id: OWN.A02
    name: "Hives"
    definition: "Hives alone."
    replaced_by: OWN.A01
    include: ["straw hives"]
    examples: ["A hive fell.", "A hive stood.", "A hive hummed."]
    counter_examples:
      - {text: "A hive of offices opened.", goes_to: [OWN.B01]}
"""


def texts(folder: Path, book: str = BOOK) -> list[tuple[str, str, str]]:
    path = folder / "own.yaml"
    path.write_text(book, encoding="utf-8")
    return list(texts_of(load(path)))


def test_a_category_is_told_by_definition_lists_words_and_examples_in_the_order_of_the_file(tmp_path: Path) -> None:
    assert [(kind, text) for code, kind, text in texts(tmp_path) if code == "OWN.B01"] == [
        ("definition", "Wells. Wells that are dug or fall dry."),
        ("include", "a well dug"),
        ("include", "a well dry"),
        ("include", "pumps"),
        ("include", "fallen dry"),
        ("example", "The well in the upper town has fallen dry; nobody knows why."),
        ("example", "Farmers dug a new well behind the mill."),
        ("example", "Two wells were covered with planks."),
    ]


def test_a_counter_example_is_an_example_of_the_code_that_holds_it(tmp_path: Path) -> None:
    found = texts(tmp_path)
    assert ("OWN.A01", "example", "Bees drown in wells.") in found
    assert ("X00", "example", "Wells is a fine name.") in found
    assert not any(code == "OWN.B01" and "Bees" in text for code, _, text in found)


def test_categories_that_are_replaced_have_no_texts(tmp_path: Path) -> None:
    found = texts(tmp_path)
    assert {code for code, _, _ in found} == {"OWN.B01", "OWN.A01", "X00", "X09"}
    assert not any("hive of offices" in text for _, _, text in found)


def test_a_counter_example_of_a_replaced_category_goes_to_its_successor(tmp_path: Path) -> None:
    found = texts(tmp_path, BOOK.replace('in wells.", goes_to: [OWN.A01]', 'in wells.", goes_to: [OWN.A02]'))
    assert [code for code, _, text in found if text == "Bees drown in wells."] == ["OWN.A01"]


def test_routing_codes_are_told_by_the_same_kinds_of_texts(tmp_path: Path) -> None:
    assert [(kind, text) for code, kind, text in texts(tmp_path) if code == "X09"] == [
        ("definition", "Unclear: life in general."),
        ("include", "hard times; soft times"),
        ("example", "Nobody knew what to make of it."),
    ]


def test_every_code_of_the_shipped_codebook_has_texts_of_all_kinds() -> None:
    book = load_default()
    kinds: dict[str, set[str]] = {}
    for code, kind, text in texts_of(book):
        assert text == text.strip() != ""
        kinds.setdefault(code, set()).add(kind)
    assert set(kinds) == {c.id for c in book.active} | {r.id for r in book.routing}
    assert all(found == {"definition", "include", "example"} for found in kinds.values())


def test_no_text_of_the_shipped_codebook_tells_two_codes() -> None:
    owners: dict[str, set[str]] = {}
    for code, _, text in texts_of(load_default()):
        owners.setdefault(text, set()).add(code)
    assert {text: codes for text, codes in owners.items() if len(codes) > 1} == {}
