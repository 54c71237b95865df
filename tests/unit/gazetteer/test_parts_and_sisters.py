"""Parts of places, and names in the other of two languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.gazetteer.parts import wholes
from reportedly.gazetteer.sister import sister_keys
from reportedly.text import name_key


@pytest.mark.parametrize(
    ("phrase", "whole"),
    [
        ("northern Varland", "Varland"),
        ("left-bank Tarnow", "Tarnow"),
        ("the temporarily occupied part of Keld Province", "Keld Province"),
        ("Russian-held Tarnow", "Tarnow"),
        ("the outskirts of Tarnow", "Tarnow"),
        ("лівобережна Тарновщина", "Тарновщина"),
        ("тимчасово окупована частина Тарновської області", "Тарновської області"),
        ("на півночі Тарновщини", "Тарновщини"),
        ("временно оккупированная часть Тарновской области", "Тарновской области"),
        ("севере Тарновской области", "Тарновской области"),
        ("der besetzte Teil des Gebiets Tarnow", "Gebiets Tarnow"),
        ("Südosten der Ostmark", "Ostmark"),
        ("Nordvarland", "varland"),
    ],
)
def test_a_phrase_for_a_part_names_the_whole(phrase, whole):
    assert name_key(whole) in wholes(name_key(phrase))


@pytest.mark.parametrize("name", ["Tarnow", "Keld Province", "Нова Тарнівка", "of Tarnow", ""])
def test_a_plain_name_is_no_part(name):
    assert wholes(name_key(name)) == []


@pytest.mark.parametrize(
    ("printed", "stored"),
    [
        ("Авдеевка", "Авдіївка"),
        ("Великая Новосёлка", "Велика Новосілка"),
        ("Николаевка", "Миколаївка"),
        ("Липцы", "Липці"),
        ("Торское", "Торське"),
        ("Часниковка", "Часниківка"),
        ("Бродівка", "Бродовка"),
        ("Лісне", "Лесное"),
        ("Шебекіно", "Шебекино"),
    ],
)
def test_a_name_is_respelled_in_the_other_language(printed, stored):
    assert name_key(stored) in list(sister_keys(name_key(printed)))[:12]


@given(st.text("абвгґдеєжзиіклмнопрстуфхцчшщюяыэ ", min_size=1, max_size=24))
def test_respelling_is_bounded_and_never_gives_the_name_itself(text):
    key = name_key(text)
    found = list(sister_keys(key))
    assert key not in found
    assert len(found) <= 48
