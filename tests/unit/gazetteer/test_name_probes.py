"""Names in four languages against the built gazetteer: settlements, units, renamed and proclaimed places, waters."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.gazetteer.build import default_path
from reportedly.gazetteer.store import SqliteGazetteer

PROBES = list(csv.DictReader((Path(__file__).parent / "data" / "names.csv").read_text(encoding="utf-8").splitlines()))
FLOOR = 0.98
"""Share of right first answers, measured 0.988 (246 of 249) when the probes were written."""


@pytest.fixture(scope="module")
def built() -> Iterator[SqliteGazetteer]:
    path = default_path()
    if not path.is_file():
        pytest.skip("the gazetteer of this version is not built; `reportedly gazetteer build` makes it")
    opened = SqliteGazetteer(path)
    yield opened
    opened.close()


def test_the_probes_cover_four_languages_and_every_group():
    assert len(PROBES) >= 150
    assert {row["lang"] for row in PROBES} == {"en", "uk", "ru", "de"}
    assert len({row["group"] for row in PROBES}) >= 10


def test_nearly_every_probe_has_the_right_first_answer(built):
    answers = [built.find(row["query"], limit=1) for row in PROBES]
    right = [bool(found) and found[0].id == row["place"] for found, row in zip(answers, PROBES, strict=True)]
    assert sum(right) / len(right) >= FLOOR


def test_no_unit_with_a_type_word_is_answered_with_a_settlement(built):
    typed = [row["query"] for row in PROBES if row["group"] == "unit"]
    assert [name for name in typed if built.find(name, limit=1)[0].kind == "settlement"] == []


def test_no_proclaimed_entity_is_answered_with_the_unit_that_it_claims(built):
    proclaimed = [row["query"] for row in PROBES if row["group"] == "proclaimed"]
    assert {built.find(name, limit=1)[0].kind for name in proclaimed} == {"proclaimed"}
