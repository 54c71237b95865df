"""What is guessed last: the place after which a body is called; and type words that say little."""

import pytest

from reportedly.gazetteer.beside import unit_word
from reportedly.records import Span


@pytest.mark.parametrize("name", ["University of Port Harlow", "Port Harlow Electronic Centre", "ABC Port Harlow"])
def test_a_body_is_placed_where_it_is_called_after_and_said_to_be_guessed(gazetteer, name):
    known = name.replace("Port Harlow", "Tarnow")
    found = gazetteer.find(known)
    assert found[0].match == "fuzzy"
    assert found[0].name == "Tarnow"


def test_a_name_in_small_letters_or_of_one_word_is_not_guessed_at(gazetteer):
    assert gazetteer.find("the people of tarnow hills") == []


@pytest.mark.parametrize(
    ("text", "name", "word"),
    [
        ("In five provinces (Tarn, Velm and Orsk) schools closed.", "Velm", "provinces"),
        ("in three districts namely Tarn, Velm and Orsk", "Orsk", "districts"),
        ("у Токмаку, Зеленому та Мирненському районі", "Зеленому", None),
        ("Тарнська та Вельмська області", "Тарнська", "області"),
        ("the city of Tarn and Velm districts", "Tarn", None),
    ],
)
def test_a_type_word_counts_for_the_names_that_it_can_belong_to(text, name, word):
    start = text.index(name)
    assert unit_word(text, Span(start, start + len(name))) == word
