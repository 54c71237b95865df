"""The codebook that ships, and what the loader and the checker say about a broken one."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from reportedly.codebook import DEFAULT_PATH, load, load_default
from reportedly.codebook.check import SCHEMA_PATH, check, schema_text
from reportedly.errors import InvalidCodebook

DEFAULT = DEFAULT_PATH.read_text(encoding="utf-8")


def a_file(folder: Path, *changes: tuple[str, str]) -> Path:
    """Write the default codebook with the first place of each old text replaced."""
    text = DEFAULT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_default_codebook_has_forty_categories_in_nine_domains() -> None:
    codebook = load_default()
    assert (codebook.id, codebook.version) == ("guo", "1.1.0")
    sizes = {domain.id: len(codebook.by_domain(domain.id)) for domain in codebook.domains}
    assert sizes == {"A": 5, "B": 5, "C": 7, "D": 4, "E": 5, "F": 6, "G": 3, "H": 2, "J": 3}


def test_the_default_codebook_has_all_its_tables() -> None:
    codebook = load_default()
    assert [route.id for route in codebook.routing] == ["X00", "X01", "X02", "X03", "X09"]
    assert len(codebook.sector_ids) == 24
    assert len(codebook.confusable_pairs) == 15
    assert len(codebook.allowed_merges) == 5
    assert [risk.number for risk in codebook.protection_risks] == list(range(1, 16))
    assert len(codebook.provisions) == 45
    assert len(codebook.actor_classes) == 12


@pytest.mark.parametrize("category", load_default().categories, ids=lambda category: category.id)
def test_every_category_has_three_examples_and_says_where_it_ends(category) -> None:  # type: ignore[no-untyped-def]
    assert len(set(category.examples)) == 3
    assert category.include
    assert category.exclude
    assert category.values or category.uses_status_scale
    assert category.maps.law_occupation


def test_a_category_is_found_by_its_id() -> None:
    category = load_default().category("GUO.B02")
    assert category.slug == "staff-refusal"
    assert category.kind == ("event",)
    assert category.required_roles == ("actor", "sector", "place")
    assert category.values["outcome"] == ("ongoing", "completed", "ended", "failed")
    assert category.exclude[0].goes_to == ("GUO.J01",)
    assert category.maps.plover_events == ("REJECT-assist", "PROTEST-strike", "PROTEST-boycott")
    assert category.maps.protection_risks == (5, 14)


def test_an_unknown_id_is_named_in_the_error() -> None:
    assert load_default().get("GUO.Z99") is None
    with pytest.raises(KeyError, match=r"GUO\.Z99.*guo 1\.1\.0"):
        load_default().category("GUO.Z99")


def test_words_that_yaml_could_misread_stay_words() -> None:
    codebook = load_default()
    assert codebook.category("GUO.J02").values["claim_of_responsibility"] == (
        "yes",
        "no",
        "other_side_blamed",
    )
    assert "none" in [value.value for value in codebook.status]


def test_routing_codes_are_told_from_categories() -> None:
    codebook = load_default()
    assert codebook.is_routing("X01")
    assert not codebook.is_routing("GUO.A01")
    assert not codebook.is_routing("X77")
    assert codebook.is_code("X01")
    assert not codebook.is_code("GUO.Q01")
    assert codebook.get("X01") is None


@pytest.mark.parametrize(
    ("code", "sector"),
    [("GUO.C01", "health"), ("GUO.E03", "payments"), ("GUO.C02", None), ("GUO.B02", None), ("X01", None)],
)
def test_a_category_with_exactly_one_sector_has_a_default_sector(code: str, sector: str | None) -> None:
    assert load_default().default_sector(code) == sector


def test_confusable_pairs_are_found_from_both_sides() -> None:
    codebook = load_default()
    assert ("GUO.B01", codebook.confusable_pairs[0].test) in codebook.confusable_with("GUO.B02")
    assert "GUO.B02" in [other for other, _ in codebook.confusable_with("GUO.B01")]
    assert codebook.confusable_with("GUO.A05") == ()


def test_events_may_merge_within_a_code_and_over_the_allowed_pairs_only() -> None:
    codebook = load_default()
    assert codebook.may_merge("GUO.B02", "GUO.B01")
    assert codebook.may_merge("GUO.G01", "GUO.G01")
    assert not codebook.may_merge("GUO.B01", "GUO.H02")


def test_provisions_are_found_for_a_category() -> None:
    found = load_default().provisions_for("GUO.E05")
    assert ("HR", "47") in [(item.instrument, item.article) for item in found]


def test_a_codebook_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        load_default().categories[0].name = "Other"  # type: ignore[misc]


def test_the_default_codebook_is_sound() -> None:
    assert check(DEFAULT_PATH) == []


def test_the_schema_that_ships_is_fresh() -> None:
    assert SCHEMA_PATH.read_text(encoding="utf-8") == schema_text()
    assert json.loads(schema_text())["title"] == "Codebook"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("slug: vote\n", "slug: vote\n    slug: poll\n", ["slug", "keep one"]),
        ("title: ", "title ", ["line 6", "correct the line"]),
        ('version: "1.1.0"\n', "", ["version"]),
        ("slug: vote\n", "slug: vote\n    colour: red\n", ["GUO.A03", "colour"]),
        ("id: GUO.A02", "id: A02", ["categories.1.id", "'A02'"]),
        ("kind: [event]\n", "kind: [happening]\n", ["GUO.A02", "'happening'"]),
        ("goes_to: [GUO.A02]", "goes_to: [GUO.A72]", ["GUO.A01", "GUO.A72", "correct the code"]),
        ("sectors: [health]", "sectors: [healthy]", ["GUO.C01", "'healthy'", "use one of health"]),
        ("left: [GUO.B01]", "left: [GUO.B31]", ["pair 1", "GUO.B31"]),
        ("id: GUO.A02", "id: GUO.A01", ["'GUO.A01' stands 2 times"]),
        ("slug: vote\n    domain: A", "slug: vote\n    domain: B", ["GUO.A03", "use the letter"]),
        ("slug: vote\n", "slug: vote\n    replaced_by: GUO.A99\n", ["GUO.A03", "GUO.A99"]),
        ("slug: vote\n", "slug: vote\n    replaced_by: GUO.A03\n", ["replaced by itself"]),
        ("id: guo", "id: own", ["GUO.A01", "start the id with OWN"]),
        ("{name: actor, required: true}", "{name: acter, required: true}", ["'acter'", "use one of actor"]),
        ("protection_risks: [9]", "protection_risks: [19]", ["GUO.A02", "'19'"]),
    ],
)
def test_an_error_names_file_line_finding_and_remedy(tmp_path: Path, old: str, new: str, said: list[str]) -> None:
    path = a_file(tmp_path, (old, new))
    with pytest.raises(InvalidCodebook) as caught:
        load(path)
    message = str(caught.value)
    for part in [str(path), "line ", *said]:
        assert part in message
    findings = check(path)
    assert findings
    assert any(said[0] in str(finding) for finding in findings)


def test_an_error_names_the_line_where_the_field_stands(tmp_path: Path) -> None:
    path = a_file(tmp_path, ("sectors: [health]", "sectors: [healthy]"))
    line = 1 + path.read_text(encoding="utf-8").splitlines().index("    sectors: [healthy]")
    with pytest.raises(InvalidCodebook, match=f"line {line}:"):
        load(path)
    assert [finding.line for finding in check(path)] == [line]


def test_a_category_with_two_examples_is_refused(tmp_path: Path) -> None:
    example = next(line for line in DEFAULT.splitlines() if line.startswith('      - "A former school inspector'))
    path = a_file(tmp_path, (example + "\n", ""))
    with pytest.raises(InvalidCodebook, match=r"GUO\.A01: categories\.0\.examples"):
        load(path)


def test_check_lists_everything_at_once(tmp_path: Path) -> None:
    path = a_file(
        tmp_path,
        ("goes_to: [GUO.A02]", "goes_to: [GUO.A72]"),
        ("sectors: [health]", "sectors: [healthy]"),
        ("left: [GUO.B01]", "left: [GUO.B31]"),
    )
    findings = check(path)
    assert len(findings) == 3
    assert [finding.line for finding in findings] == sorted(finding.line for finding in findings)
    assert findings[0].owner == "GUO.A01"


def test_a_missing_file_and_a_list_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidCodebook, match="cannot be read"):
        load(tmp_path / "none.yaml")
    path = tmp_path / "list.yaml"
    path.write_text("- a\n- b\n", encoding="utf-8")
    with pytest.raises(InvalidCodebook, match="found list at the top"):
        load(path)
    assert len(check(path)) == 1
