import pytest

from reportedly.gazetteer.beside import unit_word
from reportedly.records import Span


@pytest.mark.parametrize(
    ("text", "name", "word"),
    [
        ("Rain fell in Brezna region.", "Brezna", "region"),
        ("Rain fell in Brezna and Tarn regions.", "Brezna", "regions"),
        ("Rain fell in Brezna, Keld and Tarn districts.", "Keld", "districts"),
        ("the provinces of Brezna and Tarn", "Tarn", "provinces"),
        ("In den Gebieten Brezna und Tarn gab es Regen.", "Tarn", "gebiet"),
        ("У Брезнівській та Тарнівській областях дощ.", "Брезнівській", "областях"),
        ("В Брезненской и Тарнской областях дождь.", "Брезненской", "областях"),
        ("У Брезнівській, Тарнівській областях дощ.", "Брезнівській", "областях"),
        ("Брезнівська й частина Тарнівської області без світла.", "Брезнівська", "області"),
        ("В Брезненской, а также в Тарнской областях дождь.", "Брезненской", "областях"),
        ("Депутати Брезнівської обласної ради", "Брезнівської", "область"),
        ("Голова Брезнівської ОВА повідомив", "Брезнівської", "область"),
        ("Im Breznaer und Tarner Gebiet fehlt Strom.", "Breznaer", "Gebiet"),
        ("Die Rajone Brezna und Tarn wählen.", "Tarn", "rajon"),
        ("Die Gebietsverwaltung Brezna teilte mit", "Brezna", "Gebiet"),
        ("The Brezna and Tarn regional councils met.", "Brezna", "region"),
        ("Schools in the region of Brezna are shut.", "Brezna", "region"),
        ("Schools in Brezna raion are shut.", "Brezna", "raion"),
    ],
)
def test_a_type_word_beside_a_name_or_its_list_makes_it_a_unit(text: str, name: str, word: str) -> None:
    start = text.index(name)
    assert unit_word(text, Span(start, start + len(name))) == word


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rain fell in Brezna.", "Brezna"),
        ("Rain fell in Brezna and Tarn region.", "Brezna"),
        ("Rain fell in Brezna, and the region suffered.", "Brezna"),
        ("Rain fell in Brezna district of Tarn.", "Tarn"),
        ("Brezna regions of Varland", "Brezna"),
        ("most of them in Brezna and the United States", "Brezna"),
        ("in the Keld district of Brezna", "Brezna"),
        ("Брезна та Тарнівський район без води", "Брезна"),
    ],
)
def test_a_type_word_of_another_name_does_not_count(text: str, name: str) -> None:
    start = text.index(name)
    assert unit_word(text, Span(start, start + len(name))) is None
