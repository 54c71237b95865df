"""Words that hedge in one sense and not in another, in Ukrainian, Russian and German."""

import pytest

from tests.unit.stages.attributed import level, read


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Допомога на дитину може досягати двадцяти тисяч гривень."),
        ("uk", "Нова лікарня може прийняти двісті поранених на добу."),
        ("uk", "Мешканці можуть отримати воду біля школи щодня."),
        ("uk", "Кожен охочий може записатися на курси в бібліотеці."),
        ("uk", "Звернутися до центру можуть усі переселенці."),
        ("ru", "Размер пособия может составлять двадцать тысяч рублей."),
        ("ru", "Лодки могут перевозить до девяти человек."),
        ("ru", "Жители могут подать заявление в понедельник."),
        ("ru", "Дальность ракеты может достигать трёхсот километров."),
        ("de", "Die Schule sorgt für das Wohl der Kinder."),
        ("de", "Die Fähre fährt wohl oder übel ohne Licht."),
        ("de", "Jede Schule soll einen Schutzraum haben."),
    ],
)
def test_ability_permission_and_other_senses_are_no_doubt(language: str, text: str) -> None:
    assert level(read(text, language, text[:-1])) == "L0"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("uk", "Втрати можуть досягати трьохсот осіб.", "L4"),
        ("uk", "Мешканці можуть отримати поранення від скла.", "L4"),
        ("uk", "Дамба може не витримати повені.", "L4"),
        ("ru", "Мост могут закрыть до весны.", "L4"),
        ("ru", "Оккупанты могут забрать жильё по новому закону.", "L4"),
        ("ru", "Жители могут остаться без воды.", "L4"),
        ("de", "Die Brücke wird wohl gesperrt.", "L4"),
        ("de", "Der Hafenchef soll Geld genommen haben.", "L3"),
        ("de", "Die Schule soll das Licht verkauft haben.", "L3"),
    ],
)
def test_what_may_happen_is_doubtful(language: str, text: str, expected: str) -> None:
    assert level(read(text, language, text[:-1])) == expected
