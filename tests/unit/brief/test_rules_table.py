"""The table of rules: every rule has a check, words in both languages, and its line in the docs."""

import re
from pathlib import Path

import pytest

from reportedly.brief.lint import RULES, rule_ids
from reportedly.brief.lint_table import keepable, says, table
from reportedly.brief.words import LANGUAGES

DOCS = Path(__file__).parents[3] / "docs" / "concepts" / "brief.md"


def test_all_twenty_rules_are_there_and_checked() -> None:
    wanted = {f"BR-{n:02}" for n in range(1, 21)}
    assert wanted <= set(rule_ids())
    assert wanted - {rule.id for rule in RULES} == {"BR-19"}  # held where quotations are looked at


@pytest.mark.parametrize("rule", rule_ids())
def test_a_rule_speaks_both_languages_with_the_same_values(rule: str) -> None:
    for key, by_language in table()[rule].says.items():
        assert set(by_language) == set(LANGUAGES)
        holes = {lang: set(re.findall(r"\{\d\}", " ".join(pair))) for lang, pair in by_language.items()}
        assert holes["en"] == holes["uk"] or rule == "BR-07", (rule, key)
        assert all(says(rule, key, ("a", "b", "c"), lang) for lang in LANGUAGES)


@pytest.mark.parametrize("rule", rule_ids())
def test_the_docs_tell_the_rule_as_the_table_has_it(rule: str) -> None:
    star = "*" if keepable(rule) else ""
    assert f"| {rule}{star} | {table()[rule].holds['en']} |" in DOCS.read_text("utf-8")
