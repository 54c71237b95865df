"""The table of the rules of a brief: what each holds, whether it may be set aside, and what is said of a breach."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from reportedly.records import Finding
from reportedly.yaml_data import load_plain


@dataclass(frozen=True)
class RuleText:
    """One rule: its id ("BR-02"), what it holds by language, whether it may be kept aside, its messages."""

    id: str
    holds: Mapping[str, str]
    keep: bool
    says: Mapping[str, Mapping[str, tuple[str, str]]]


@cache
def table() -> dict[str, RuleText]:
    """Return all rules by id, in their order."""
    file = resources.files("reportedly.brief").joinpath("data", "rules.yaml")
    data: Mapping[str, Any] = load_plain(file.read_text(encoding="utf-8"))
    return {
        rule: RuleText(
            rule,
            text["holds"],
            bool(text.get("keep")),
            {key: {lang: (pair[0], pair[1]) for lang, pair in said.items()} for key, said in text["says"].items()},
        )
        for rule, text in data.items()
    }


def says(rule: str, key: str, values: tuple[str, ...], language: str = "en") -> tuple[str, str]:
    """Return message and mend of a breach in a language."""
    message, mend = table()[rule].says[key][language]
    return message.format(*values), mend.format(*values)


def told(finding: Finding, language: str) -> tuple[str, str]:
    """Return message and mend of a finding in a language, as they stand where it has no pattern."""
    if not finding.key or language == "en":
        return finding.message, finding.mend
    return says(finding.rule, finding.key, finding.values, language)


def keepable(rule: str) -> bool:
    """Say whether a person may set a rule aside for one sentence, with a reason."""
    found = table().get(rule)
    return found is not None and found.keep
