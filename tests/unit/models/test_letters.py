"""What the printed words of a claim and the stems of its gloss speak for."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from reportedly.models import weights
from reportedly.models.letters import LETTERS, ONE, SEVERAL, LetterWeights, SpellingReader, gram_kinds, letter_grams
from reportedly.records import Span, is_routing
from tests.unit.stages.claim_views import FakeReader, view


def test_words_are_groups_of_four_letters_with_their_ends_marked() -> None:
    assert letter_grams("Хліба") == ("_хлі", "хліб", "ліба", "іба_")
    assert letter_grams("не 3 не") == ("_не_", "_#_")
    assert letter_grams("…") == ()


def test_what_a_gloss_says_is_told_apart_from_what_is_printed() -> None:
    printed, english = gram_kinds("Brot", "bread is sold")
    assert list(printed) == ["_bro", "brot", "rot_"]
    assert "bread" in english
    assert "sell" in english


def _written(folder: Path, values: tuple[str, str] = ("a", "b")) -> LetterWeights:
    """Write weights where "brot" speaks for the first value, the stem "school" for the second, nothing else at all."""
    names = (*ONE, SEVERAL)
    arrays = {
        "letters": np.frombuffer(b"brot\nrot_", np.uint8),
        "stems": np.frombuffer(b"school", np.uint8),
        "rows": np.tile(np.array([[100, 0], [0, 0], [0, 100]], np.int8), (1, len(names))),
        "scale": np.full(2 * len(names), 0.02, np.float32),
        "bias": np.zeros(2 * len(names), np.float32),
    } | {f"{name}_values": np.array(values) for name in names}
    np.savez(folder / LETTERS, **arrays)  # type: ignore[arg-type]
    return LetterWeights(folder / LETTERS)


def test_each_kind_of_grams_counts_alike_however_many_there_are(tmp_path: Path) -> None:
    letters = _written(tmp_path)
    told = letters.shares("Brot", "nothing known")
    assert set(told) == {*ONE, SEVERAL}
    # Two known groups: each counts the root of a half.
    strength = 2 / np.sqrt(2)
    assert told["category"]["a"] == pytest.approx(np.exp(strength) / (np.exp(strength) + 1), rel=1e-5)
    assert sum(told["state"].values()) == pytest.approx(1.0)
    assert letters.shares("", "school")["kind"]["b"] == pytest.approx(np.exp(2) / (np.exp(2) + 1), rel=1e-5)
    assert letters.shares("", "")["realis"] == pytest.approx({"a": 0.5, "b": 0.5})


def test_sectors_are_told_each_by_itself(tmp_path: Path) -> None:
    told = _written(tmp_path).shares("", "school")[SEVERAL]
    assert told["b"] == pytest.approx(1 / (1 + np.exp(-2)), rel=1e-5)
    assert told["a"] == pytest.approx(0.5)


def test_the_letters_that_ship_know_what_words_of_three_languages_speak_of() -> None:
    letters = LetterWeights(weights.weights().path(LETTERS))
    asked = {
        ("У лікарні немає хірурга", "In hospital there is no surgeon"): "GUO.C01",
        ("Пенсии выдали на карточки", "Pensions were given on cards"): "GUO.E03",
        ("Die Wahllokale öffneten um acht", "The polling stations opened at eight"): "GUO.A03",
    }
    for (printed, english), code in asked.items():
        shares = letters.shares(printed, english)["category"]
        # Of the categories of the codebook: where the polling stations stand, and with it whether they matter, is not said.
        assert max((name for name in shares if not is_routing(name)), key=lambda name: shares[name]) == code
        assert sum(shares.values()) == pytest.approx(1.0, abs=1e-4)


def _spelled(folder: Path, printed: Sequence[str]) -> list[float]:
    _written(folder)
    (folder / weights.MANIFEST).write_text(_manifest(folder), encoding="utf-8")
    reader = SpellingReader(FakeReader(default=view()), folder)
    text = "Bread is sold. School is out."
    found = reader.read(text, [Span(0, 14), Span(15, 29)], [(Span(0, 13),), (Span(15, 28),)], printed)
    return [one.spelled["category"]["a"] for one in found if one is not None and one.spelled]


def _manifest(folder: Path) -> str:
    digest = hashlib.sha256((folder / LETTERS).read_bytes()).hexdigest()
    return json.dumps({"version": "test", "files": {LETTERS: {"sha256": digest}}})


def test_a_view_of_a_gloss_holds_what_its_printed_words_speak_for(tmp_path: Path) -> None:
    bread, school = _spelled(tmp_path, ["Brot gibt es", "Die Klasse ist aus"])
    assert bread > 0.5 > school


def test_of_a_text_in_english_words_tell_only_whether_the_codebook_leaves_it_aside(tmp_path: Path) -> None:
    _written(tmp_path, values=("X00", "GUO.C01"))
    (tmp_path / weights.MANIFEST).write_text(_manifest(tmp_path), encoding="utf-8")
    for glosses in (False, True):
        reader = SpellingReader(FakeReader(default=view()), tmp_path, glosses=glosses)
        for words, least, most in (("Brot", 0.5, 1.0), ("school", 0.0, 0.5)):
            [found] = reader.without("").read(words, [], [(Span(0, len(words)),)], [words])
            assert found is not None
            assert found.outside is not None
            assert least < found.outside < most
            assert bool(found.spelled) is glosses


@pytest.mark.parametrize(
    ("printed", "english", "outside"),
    [
        ("Противник обстріляв позиції під Дроговцем", "The enemy shelled positions near Drohovets", True),
        ("Российский корабль затонул в бухте", "A Russian ship sank in the bay", True),
        ("Die Koalition streitet über den Haushalt", "The coalition argues about the budget", True),
        ("The senator leads in the polls", "The senator leads in the polls", True),
        (
            "У селі третій день немає світла й води",
            "In the village there is no light and water for the third day",
            False,
        ),
        ("Пенсии в городе не выдали", "Pensions in the city were not given out", False),
        ("The bank has closed its branch in the town", "The bank has closed its branch in the town", False),
    ],
)
def test_the_letters_that_ship_tell_war_and_politics_from_civil_life(printed: str, english: str, outside: bool) -> None:
    shares = LetterWeights(weights.weights().path(LETTERS)).shares(printed, english)["category"]
    assert (sum(share for code, share in shares.items() if is_routing(code)) > 0.5) is outside


def test_a_reader_that_is_not_told_the_printed_words_adds_nothing(tmp_path: Path) -> None:
    assert _spelled(tmp_path, ()) == []


def test_a_claim_without_a_word_has_no_view(tmp_path: Path) -> None:
    _written(tmp_path)
    (tmp_path / weights.MANIFEST).write_text(_manifest(tmp_path), encoding="utf-8")
    reader = SpellingReader(FakeReader(default=None), tmp_path)
    assert reader.read("a b", [Span(0, 3)], [(Span(0, 3),)], ["x"]) == [None]
    assert isinstance(reader.without("a text"), SpellingReader)
