"""YAML is parsed once: what comes from the cache is what the parser says, and a bad cache costs nothing."""

from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml.constructor import DuplicateKeyError

from reportedly import yaml_data

LONG = "\n".join(f"word{n}: no" for n in range(300))


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    parsed: list[str] = []
    true = yaml_data._parse
    monkeypatch.setattr(yaml_data, "_parse", lambda text: parsed.append(text) or true(text))
    return parsed


def test_the_second_time_nothing_is_parsed(parses: list[str]) -> None:
    text = LONG + "\nday: 2026-06-01\nlist: [1, 2.5, true, null, 010, 12:30]\n"
    first, second = yaml_data.load_plain(text), yaml_data.load_plain(text)
    assert first == second
    assert parses == [text]
    assert first is not second
    assert first["day"] == second["day"] == date(2026, 6, 1)
    assert type(second["day"]) is date
    assert (first["word1"], second["list"][-1]) == ("no", "12:30")


def test_a_changed_text_is_parsed_anew(parses: list[str]) -> None:
    assert yaml_data.load_plain(LONG)["word0"] == "no"
    assert yaml_data.load_plain(LONG.replace("word0: no", "word0: yes"))["word0"] == "yes"
    assert len(parses) == 2


@pytest.mark.parametrize("more", ["1: number as key", "at: 2026-06-01T10:00:00Z", "$date: of itself"])
def test_what_json_cannot_say_is_parsed_each_time(parses: list[str], more: str) -> None:
    text = f"{LONG}\nin:\n  {more}\n"
    first = yaml_data.load_plain(text)
    assert yaml_data.load_plain(text) == first
    assert len(parses) == 2


def test_a_damaged_cache_is_passed_over(parses: list[str], tmp_path: Path) -> None:
    before = yaml_data.load_plain(LONG)
    for kept in tmp_path.rglob("*.json"):
        kept.write_text(kept.read_text()[:100])
    assert yaml_data.load_plain(LONG) == before
    assert len(parses) == 2


def test_a_cache_that_cannot_be_written_is_none(parses: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/nowhere")
    assert yaml_data.load_plain(LONG) == yaml_data.load_plain(LONG)
    assert len(parses) == 2


def test_a_key_that_stands_twice_is_refused_each_time(parses: list[str]) -> None:
    for _ in range(2):
        with pytest.raises(DuplicateKeyError):
            yaml_data.load_plain(LONG + "\nword1: again\n")
