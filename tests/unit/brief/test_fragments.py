"""Which quotations are whole thoughts, and which only ask, thank or greet. All texts are invented."""

import pytest

from reportedly.brief import fragments


@pytest.mark.parametrize(
    ("printed", "language"),
    [
        ("Flights to the coast", "en"),
        ("Residents of the camp by the weir", "en"),
        ("an upward pressure on prices, including bread", "en"),
        ("having received almost 700 families since June", "en"),
        ("such as selling tools, skipping meals and closing the mill that feeds them", "en"),
        ("The wells and the pumps have been", "en"),
        ("The depot counted another 330 families (about 1,650", "en"),
        ("The council said the road is closed because they", "en"),
        ("Волонтери районного штабу", "uk"),
        ("На цьому під час наради наголосив в.о", "uk"),
        ("Участник сбора в Тарне", "ru"),
        ("м. Тарн, відділ опіки, вул. Млинова, 9", "uk"),
        ("Поступили сведения о закрытии школы в", "ru"),
        ("Der Rat sperrte die Straße und", "de"),
    ],
)
def test_words_without_a_predicate_or_cut_off_are_no_whole_thought(printed: str, language: str) -> None:
    assert not fragments.whole(printed, language)


@pytest.mark.parametrize(
    ("printed", "language"),
    [
        ("Bread prices have risen", "en"),
        ("Displacement towards the coast continues", "en"),
        ("It’s the driest week of the year", "en"),
        ("The wells that the guard took over are dry", "en"),
        ("Магазини зачинені", "uk"),
        ("Евакуація бібліотек триватиме й надалі", "uk"),
        ("У Тарні немає світла", "uk"),
        ("Света нет", "ru"),
        ("Больница закрыта", "ru"),
        ("Die Brunnen sind trocken", "de"),
        ("Les puits sont à sec", "fr"),
    ],
)
def test_a_clause_with_its_predicate_is_a_whole_thought(printed: str, language: str) -> None:
    assert fragments.whole(printed, language)


@pytest.mark.parametrize(
    ("printed", "after", "cut"),
    [
        ("The mill will reach 10,000 pupils in", "\n\nAuno", True),
        ("This is the town that they live in", ". The mill", False),
        ("The wells are dry", " and the", False),
    ],
)
def test_a_sentence_that_a_page_cut_runs_on(printed: str, after: str, cut: bool) -> None:
    assert fragments.runs_on(printed, after) is cut


@pytest.mark.parametrize(
    "printed",
    [
        "Dear residents, the pump works again",
        "Шановні мешканці! Завтра працює каса",
        "Обращаем ваше внимание на работу горячей линии",
        "Дякуємо всім, хто привіз воду",
        "Bitte bringen Sie Kanister mit",
        "Якщо води немає, зателефонуйте на гарячу лінію",
    ],
)
def test_what_asks_thanks_or_greets_readers_is_an_appeal(printed: str) -> None:
    assert fragments.appeal(printed)


def test_a_report_of_a_request_is_no_appeal() -> None:
    assert not fragments.appeal("The council asks residents to save water")
