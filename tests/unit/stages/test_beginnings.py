"""What may occur in a text is told from how patterns begin; nothing that does occur is passed over."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks import corpora
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.sieve import Haystack
from reportedly.stages.coding.beginnings import Beginnings, beginnings
from reportedly.stages.coding.rules import Rules, load_rules
from reportedly.stages.glossed.frames import frames

TUNING = Path(corpora.__file__).parent / "invented" / "tuning"
RULES = load_rules()
_ALL = frozenset(RULES.groups)
SEARCHED = replace(RULES, beginnings=Beginnings({}, _ALL, _ALL, Haystack(dict.fromkeys(_ALL))))
"""The same rules, every group looked for in every text."""


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\b(?:boats?|oar)", {"boat", "boats", "oar"}),
        (r"\bstokers?\b", {"stoker"}),
        (r"\bcity (?:hall|gate)", {"city h", "city g"}),
        (r"\b(?:re)?open", {"reopen", "open"}),
        (r"\bpump\w*", {"pump"}),
        (r"\b(?:ha)+x", {"ha"}),
        (r"\b(?:ab){0,2}c", {"ab", "c"}),
        (r"\bm[ae]n\b", {"man", "men"}),
        (r"\b(?!coal )gas(?= pipe)", {"gas"}),
        (r"\b(?:(?-i:WHO)|médecin)", {"who", "médeci"}),
        (r"\bwell-kn", {"well-k"}),
        (r"\bsluice(?:[)|\]x]|(?:a|b))y|\bquay", {"sluice", "quay"}),
    ],
)
def test_beginnings_are_told(source: str, expected: set[str]) -> None:
    assert beginnings(source) == expected


@pytest.mark.parametrize("source", [r"\b\w+s", r"\b(?:%|per cent)", r"\b(?:x)?", r"\b\d of", r"\b(?P<n>a)", r"\b(?:a"])
def test_what_may_begin_with_anything_is_not_told(source: str) -> None:
    assert beginnings(source) is None


def test_letters_that_change_their_length_or_kind_do_not_hide_a_match() -> None:
    index = Beginnings.of({"ice": r"\bice", "sea": r"\bsea"})
    assert index.possible("The SEA.") == {"sea"}
    assert index.places("The sea, the SEA.") == {"sea": [4, 13]}
    # Without regard to case, i is also the Turkish capital and s the long s.
    for name, text in (("ice", "\u0130ce"), ("sea", "\u017fea")):
        assert re.search(rf"\b{name}", text, re.IGNORECASE)
        assert name in index.possible(text)


@pytest.mark.parametrize("language", ["uk", "ru", "de"])
def test_every_pattern_that_ships_can_be_compiled(language: str) -> None:
    for groups in (RULES.groups, frames(language).codes.groups):
        assert all(groups[name].pattern for name in groups)


def test_most_groups_are_passed_over() -> None:
    possible = RULES.beginnings.possible("The ferry between the two towns has been out of service since Monday.")
    assert len(possible) < len(RULES.groups) / 5


def wordings() -> list[str]:
    found = []
    for file in sorted(TUNING.glob("*.json")):
        row = json.loads(file.read_text("utf-8"))
        found += [" ".join(row["text"][a:b] for a, b in claim["evidence"]) for claim in row["claims"]]
        found += [paragraph[-300:] for paragraph in row["text"].split("\n\n")]
    return found


def test_the_tuning_set_is_scored_as_if_every_group_were_looked_for() -> None:
    every = wordings()
    assert len(every) > 250
    for wording in every:
        assert RULES.score(wording) == SEARCHED.score(wording)


VOCABULARY = sorted({word for wording in wordings() for word in re.findall(r"\S+", wording)})


@given(st.lists(st.sampled_from(VOCABULARY) | st.text(max_size=6), max_size=25))
@settings(max_examples=60, deadline=None)
def test_any_words_are_scored_as_if_every_group_were_looked_for(words: list[str]) -> None:
    for text in (" ".join(words), " ".join(words).upper()):
        assert RULES.score(text) == SEARCHED.score(text)


def test_no_group_occurs_that_is_said_to_be_impossible() -> None:
    for wording in wordings()[::5]:
        possible = RULES.beginnings.possible(wording)
        assert not [n for n, p in RULES.groups.items() if n not in possible and p.search(wording)]


def test_the_comparison_really_looks_for_everything() -> None:
    assert isinstance(SEARCHED, Rules)
    assert SEARCHED.beginnings.possible("") == frozenset(RULES.groups)
