"""A codebook of one's own: how little it may say, what refuses it, what only warns, and how its examples are tests."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.codebook import DEFAULT_PATH, Codebook, load, load_default
from reportedly.codebook.check import Coder, Finding, check
from reportedly.codebook.template import copied, template
from reportedly.coders import ExampleCoder
from reportedly.errors import InvalidCodebook
from tests.conftest import ROOT

SMALL = """id: own
version: "1.0.0"
title: "Two matters"
licence: "CC0-1.0"
language: en
categories:
  - id: OWN.A01
    name: "Bees"
    definition: "Hives, swarms and honey."
    examples:
      - "A swarm settled on the church roof."
      - "Honey is scarce in Harl this year."
      - "Twelve hives were stolen at night."
  - id: OWN.B01
    name: "Wells"
    definition: "Wells that are dug or fall dry."
    examples:
      - "The well in the upper town has fallen dry."
      - "Farmers dug a new well behind the mill."
      - "Two wells were covered with planks."
"""


def example_coders(book: Codebook) -> tuple[Coder, Coder | None]:
    """Return how sentences are coded without trained weights, whether they are installed or not."""
    one = ExampleCoder(book)
    return one.known(), one.unknown()


def a_file(folder: Path, *changes: tuple[str, str]) -> Path:
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def found(path: Path, *, coded: bool = False) -> list[Finding]:
    return check(path, coders=example_coders if coded else None)


def errors(path: Path, *, coded: bool = False) -> list[str]:
    return [str(finding) for finding in found(path, coded=coded) if finding.level == "error"]


def test_id_version_title_language_licence_and_categories_are_enough(tmp_path: Path) -> None:
    book = load(a_file(tmp_path))
    shipped = load_default()
    assert [domain.id for domain in book.domains] == ["A", "B"]
    assert [category.slug for category in book.categories] == ["own-a01", "own-b01"]
    assert [category.domain for category in book.categories] == ["A", "B"]
    assert book.sector_ids == shipped.sector_ids
    assert book.routing == shipped.routing
    assert book.actor_classes == shipped.actor_classes


def test_own_roles_stand_beside_the_common_ones(tmp_path: Path) -> None:
    roles = '    name: "Bees"\n    roles: [{name: actor, required: true}, {name: keeper, required: false}]\n'
    path = a_file(
        tmp_path,
        ('    name: "Bees"\n', roles),
        ("language: en\n", 'language: en\nroles: [{name: keeper, meaning: "who keeps bees", common: false}]\n'),
    )
    assert load(path).category("OWN.A01").required_roles == ("actor",)


def test_few_examples_only_warn_and_say_what_they_cost(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    warnings = found(path)
    assert [finding.level for finding in warnings] == ["warning", "warning"]
    assert "3 examples" in warnings[0].message
    assert "X09" in warnings[0].remedy
    load(path)


def test_shipped_definitions_need_no_more_examples() -> None:
    assert check(DEFAULT_PATH) == []


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (('    definition: "Hives, swarms and honey."\n', ""), 7, ["'definition'", "OWN.A01", "a sentence or two"]),
        (('  - id: OWN.B01\n', "  - id: OWN.A01\n"), 14, ["'OWN.A01' stands 2 times", "its own"]),
        (('    name: "Bees"\n', '    name: "Bees"\n    roles: [{name: queen, required: true}]\n'), 9, ["'queen'", "use one of actor"]),
        (('"Two wells were covered with planks."', '"Honey is scarce  in harl this year."'), 20, ["an example of OWN.A01 too"]),
        (('"Wells that are dug or fall dry."', '"Hives,  swarms and honey."'), 16, ["the definition of OWN.A01", "tells them apart"]),
        (("      - \"Twelve hives were stolen at night.\"\n", ""), 10, ["examples", "three at least"]),
        (('language: en\n', 'language: en\nrouting: [{id: X00, name: "other"}]\n'), 6, ["X09 is missing"]),
        (('    name: "Bees"\n', '    name: "Bees"\n    counter_examples: [{text: "Dry.", goes_to: [OWN.A01]}]\n'), 9, ["goes to the category itself"]),
        (('    name: "Bees"\n', '    name: "Bees"\n    counter_examples: [{text: "Dry.", goes_to: [OWN.B07]}]\n'), 9, ["OWN.B07", "not in the codebook"]),
        (('    name: "Bees"\n', '    name: "Bees"\n    counterexamples: []\n'), 7, ["counterexamples", "correct its name"]),
    ],
)  # fmt: skip
def test_a_bad_codebook_is_refused_with_line_and_mend(
    tmp_path: Path, change: tuple[str, str], line: int, said: list[str]
) -> None:
    path = a_file(tmp_path, change)
    [message] = errors(path)
    assert message.startswith(f"line {line}:"), message
    for part in said:
        assert part in message
    with pytest.raises(InvalidCodebook, match="line "):
        load(path)


@pytest.mark.parametrize(
    ("change", "mend"),
    [
        (('version: "1.0.0"', "version: 1.0"), 'put it in quotes: "1.0"'),
        (('    name: "Bees"\n', '    name: "Bees"\n    kind: [EVENT]\n'), "write one of event, state"),
    ],
)
def test_a_value_of_another_form_is_refused_with_what_to_write(
    tmp_path: Path, change: tuple[str, str], mend: str
) -> None:
    assert any(mend in error for error in errors(a_file(tmp_path, change)))


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_ring_of_replacements_is_named_whole_and_once(tmp_path: Path, length: int) -> None:
    ids = [f"OWN.C0{number}" for number in range(1, length + 1)]
    more = "".join(
        f'  - id: {own}\n    name: "N{own}"\n    definition: "Definition {own}."\n    replaced_by: {then}\n'
        f'    examples: ["{own} one.", "{own} two.", "{own} three."]\n'
        for own, then in zip(ids, [*ids[1:], ids[0]], strict=True)
    )
    path = tmp_path / "own.yaml"
    path.write_text(SMALL + more, encoding="utf-8")
    [message] = errors(path)
    wanted = "is replaced by itself" if length == 1 else " → ".join([*ids, ids[0]])
    assert wanted in message
    assert "take replaced_by out" in message


def test_a_chain_of_replacements_that_ends_is_sound(tmp_path: Path) -> None:
    more = (
        '  - id: OWN.C01\n    name: "Old"\n    definition: "Old."\n    replaced_by: OWN.C02\n'
        '    examples: ["Old one.", "Old two.", "Old three."]\n'
        '  - id: OWN.C02\n    name: "Older"\n    definition: "Older."\n    replaced_by: OWN.B01\n'
        '    examples: ["Older one.", "Older two.", "Older three."]\n'
    )
    path = tmp_path / "own.yaml"
    path.write_text(SMALL + more, encoding="utf-8")
    book = load(path)
    assert book.successor("OWN.C01") == "OWN.B01"
    assert [category.id for category in book.active] == ["OWN.A01", "OWN.B01"]


def test_an_example_that_is_coded_elsewhere_refuses_the_codebook(tmp_path: Path) -> None:
    def coders(_book: object) -> tuple[object, None]:
        return (lambda text: ("OWN.B01", None) if "stolen" in text or "ell" in text else ("OWN.A01", None)), None

    path = a_file(tmp_path)
    refused = [f for f in check(path, coders=coders) if f.level == "error"]  # type: ignore[arg-type]
    assert [(f.line, f.owner) for f in refused] == [(13, "OWN.A01")]
    assert "coded as OWN.B01" in refused[0].message
    assert "move it to OWN.B01" in refused[0].remedy


@pytest.mark.parametrize("answer", [("X09", None), ("OWN.B01", "OWN.A01")])
def test_an_example_of_which_the_coder_is_unsure_only_warns(tmp_path: Path, answer: tuple[str, str | None]) -> None:
    def coders(_book: object) -> tuple[object, None]:
        return (lambda text: answer if "stolen" in text else ("OWN.B01" if "ell" in text else "OWN.A01", None)), None

    path = a_file(tmp_path)
    doubted = [f for f in check(path, coders=coders) if f.line == 13]  # type: ignore[arg-type]
    assert [f.level for f in doubted] == ["warning"]


def test_a_counter_example_that_is_taken_for_the_category_warns(tmp_path: Path) -> None:
    counter = '    counter_examples: [{text: "A well of honey.", goes_to: [OWN.B01]}]\n'
    path = a_file(tmp_path, ('    name: "Bees"\n', '    name: "Bees"\n' + counter))

    def coders(_book: object) -> tuple[object, None]:
        return (
            lambda text: ("OWN.A01" if "oney" in text or "swarm" in text or "hive" in text else "OWN.B01", None)
        ), None

    told = [str(f) for f in check(path, coders=coders) if "counter-example" in f.message]  # type: ignore[arg-type]
    assert len(told) == 1
    assert "all the same" in told[0]


def test_examples_that_nothing_else_carries_are_counted(tmp_path: Path) -> None:
    told = [f for f in found(a_file(tmp_path), coded=True) if "left out in turn" in f.message]
    assert told
    assert all(f.level == "warning" for f in told)


def test_every_shipped_category_has_two_counter_examples_that_go_elsewhere() -> None:
    book = load_default()
    for category in book.categories:
        assert len(category.counter_examples) >= 2
        for counter in category.counter_examples:
            assert category.id not in counter.goes_to
            assert counter.why


def test_the_shipped_examples_are_tests_that_hold() -> None:
    findings = check(DEFAULT_PATH, coders=example_coders)
    assert [finding for finding in findings if finding.level == "error"] == []
    # Measured with the rules alone at version 1.1.0: 8 of 120 examples come second, 3 of 80 counter-examples do not move.
    assert sum("counter-example" in finding.message for finding in findings) <= 5
    assert len(findings) <= 16


def test_shipped_counter_examples_mostly_get_the_code_that_they_name() -> None:
    known, _ = example_coders(load_default())
    right = sum(
        known(counter.text)[0] in counter.goes_to
        for category in load_default().categories
        for counter in category.counter_examples
    )
    # 67 of 80 with the rules alone; the texts were written before they were coded.
    assert right >= 62


@pytest.mark.parametrize("name", ["markets.yaml", "water.uk.yaml"])
def test_the_example_codebooks_are_in_order(name: str) -> None:
    path = ROOT / "examples" / "codebooks" / name
    assert errors(path, coded=True) == []
    assert all(len(category.examples) >= 10 for category in load(path).categories)


@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_template_is_a_codebook_that_only_warns(tmp_path: Path, language: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(template("mine", language), encoding="utf-8")
    book = load(path)
    assert (book.id, book.language) == ("mine", language)
    assert all(category.id.startswith("MINE.") for category in book.categories)
    assert errors(path, coded=True) == []


def test_a_copy_under_another_id_is_in_order_and_keeps_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "copy.yaml"
    path.write_text(copied(Path("guo"), "oth", None), encoding="utf-8")
    book = load(path)
    assert (book.id, book.version, len(book.categories)) == ("oth", "1.0.0", 40)
    assert "GUO." not in path.read_text(encoding="utf-8")
    assert errors(path, coded=True) == []


@given(st.text(max_size=400))
def test_any_text_is_either_a_codebook_or_refused_with_a_line(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.yaml"
        path.write_text(text, encoding="utf-8", errors="replace")
        assert any(finding.level == "error" and finding.line >= 1 for finding in check(path))


@given(st.sampled_from(SMALL.splitlines(keepends=True)), st.sampled_from(["", "x: [\n", "  - 1\n", "categories: 3\n"]))
def test_a_line_that_is_lost_or_spoilt_never_crashes_the_check(line: str, instead: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.yaml"
        path.write_text(SMALL.replace(line, instead, 1), encoding="utf-8")
        check(path)


def test_the_example_in_the_documentation_is_in_order(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "concepts" / "codebook.md").read_text("utf-8")
    path = tmp_path / "bee.yaml"
    path.write_text(page.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    assert errors(path, coded=True) == []
    assert load(path).id == "bee"
