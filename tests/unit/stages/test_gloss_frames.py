"""Rules over the printed words, aspect of verbs, lists by place."""

import pytest

from reportedly.records import Span
from reportedly.stages.coding.printed import ASIDE, added, together
from reportedly.stages.coding.rules import Scored
from reportedly.stages.glossed.figures import by_place
from reportedly.stages.glossed.frames import frames
from reportedly.stages.glossed.verbs import form_of
from reportedly.stages.glossed.words import LANGUAGES


@pytest.mark.parametrize(
    ("language", "text", "category"),
    [
        ("uk", "Електрики роз'їхалися, лінії ремонтувати нікому.", "GUO.B01"),
        ("ru", "Учителей заставляют подписывать присягу.", "GUO.B04"),
        ("de", "Drei Straßen wurden nach Generälen umbenannt.", "GUO.D03"),
        ("uk", "Пенсію дають тільки тим, хто взяв новий паспорт.", "GUO.H02"),
        ("ru", "Партизаны подожгли офис администрации.", "GUO.J02"),
        ("de", "Herrenlose Häuser werden beschlagnahmt.", "GUO.E04"),
    ],
)
def test_rules_read_the_words_of_the_language(language: str, text: str, category: str) -> None:
    assert frames(language).ranked(text)[0].category == category


@pytest.mark.parametrize(
    ("language", "text", "state"),
    [
        ("uk", "Світла немає третій день.", "none"),
        ("ru", "Воду дают по графику.", "partial"),
        ("de", "Der Strom ist wieder da.", "full"),
        ("uk", "Школу обіцяють відкрити восени.", "not_opened"),
    ],
)
def test_states_of_services_are_in_the_words(language: str, text: str, state: str) -> None:
    found = frames(language).state("GUO.C03", text)
    assert found is not None
    assert found[0] == state


@pytest.mark.parametrize(
    ("language", "category", "text", "state"),
    [
        ("uk", "GUO.C05", "У Ковилівці низка крамниць зачинилася.", "partial"),
        ("ru", "GUO.C01", "В Каменке несколько аптек закрыты.", "partial"),
        ("de", "GUO.C01", "In Ostrell sind mehrere Apotheken geschlossen.", "partial"),
        ("uk", "GUO.C05", "Крамниці в Ковилівці зачинилися.", "none"),
        ("uk", "GUO.C05", "Тут, у Ковилівці через утиски, які тривають рік, крамниці зачинилися.", "none"),
        ("ru", "GUO.C06", "В Каменке отремонтировали 12 домов.", "partial"),
        ("ru", "GUO.C06", "В планах отремонтировать ещё 12 домов.", "not_opened"),
    ],
)
def test_some_of_many_is_a_part_and_a_plan_is_not_opened(language: str, category: str, text: str, state: str) -> None:
    found = frames(language).state(category, text)
    assert found is not None
    assert found[0] == state


def test_a_new_town_is_no_repaired_home() -> None:
    assert frames("ru").state("GUO.C06", "Рабочие построили на косе новый порт.") is None


@pytest.mark.parametrize(
    ("language", "text", "none"),
    [
        ("uk", "Електростанція вже рік не виробляє струму.", True),
        ("ru", "Завод больше не производит муку.", True),
        ("uk", "На відбудову греблі підуть роки.", True),
        ("ru", "На ремонт моста понадобятся месяцы.", True),
        ("de", "Das Kraftwerk erzeugt seit Mai keinen Strom.", True),
        ("uk", "Світла в Ковилівці немає третій день.", False),
        ("ru", "Заводской посёлок остался без воды.", False),
    ],
)
def test_what_a_plant_puts_out_or_a_repair_would_take_is_no_state(language: str, text: str, none: bool) -> None:
    assert frames(language).tells_of_none(text) is none


def test_the_reason_does_not_say_what_a_claim_is_about() -> None:
    ranked = frames("ru").ranked("Жители вышли на митинг из-за отсутствия воды.")
    assert ranked[0].category == "GUO.J01"


def test_languages_have_the_same_word_groups() -> None:
    assert len({frozenset(frames(language).codes.groups) for language in LANGUAGES}) == 1


def test_what_the_printed_words_show_counts_beside_the_gloss() -> None:
    ranked = [Scored("GUO.C01", 10.0, "r"), Scored("GUO.B01", 5.0, "s")]
    bonus = together({"GUO.B01": 1.0}, ranked, None)
    assert bonus["GUO.C01"] > bonus["GUO.B01"] > 0
    assert together({"GUO.B01": 1.0}, (), None) == {"GUO.B01": 1.0}
    assert added(()) == {}
    assert together({}, ranked, {"GUO.C01": "own"}).keys() == {"own"}


@pytest.mark.parametrize(
    ("language", "word", "form"),
    [
        ("uk", "завозять", "present"),
        ("uk", "відкриють", "future"),
        ("uk", "запрацюють", "future"),
        ("uk", "набирають", "present"),
        ("ru", "отключат", "future"),
        ("ru", "вывозят", "present"),
        ("ru", "убит", "done"),
        ("ru", "переименуют", "future"),
        ("de", "befreiten", "past"),
        ("de", "gelten", "bare"),
    ],
)
def test_aspect_and_tense_of_verbs(language: str, word: str, form: str) -> None:
    assert form_of(word, language) == form


def test_a_list_with_figures_is_one_claim_for_each_place() -> None:
    text = "Закрито шкіл: у Тернівці – 3, в Озерську – 2."
    found = by_place(text, (Span(0, len(text) - 1),))
    assert [[span.of(text) for span in one] for one in found] == [
        ["Закрито шкіл", "у Тернівці – 3"],
        ["Закрито шкіл", "в Озерську – 2"],
    ]


def test_a_list_without_figures_stays_one_claim() -> None:
    text = "Школи закрито у Тернівці, в Озерську."
    whole = (Span(0, len(text)),)
    assert by_place(text, whole) == [whole]


@pytest.mark.parametrize(
    ("language", "category", "text", "state"),
    [
        ("uk", "GUO.C05", "Згорілу крамницю відбудовувати не будуть.", "closed_permanent"),
        ("ru", "GUO.C05", "Сгоревшую лавку восстанавливать не станут.", "closed_permanent"),
        ("de", "GUO.C07", "Die Seilbahn wird nicht wieder aufgebaut.", "closed_permanent"),
        ("uk", "GUO.C07", "Паром скасували назавжди.", "closed_permanent"),
        ("uk", "GUO.C07", "Паром відновлять не раніше травня.", "not_opened"),
        ("ru", "GUO.C03", "Газ обещают пустить только к зиме.", "not_opened"),
        ("de", "GUO.C07", "Die Fähre soll erst im Mai wieder fahren.", "not_opened"),
    ],
)
def test_what_never_comes_back_and_what_comes_only_later(language: str, category: str, text: str, state: str) -> None:
    found = frames(language).state(category, text)
    assert found is not None
    assert found[0] == state


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "У системі зареєстровано вже 300 заяв на відбудову."),
        ("ru", "Поступило 40 жалоб на отопление."),
        ("de", "Es sind 40 Beschwerden über das Wasser eingegangen."),
    ],
)
def test_how_many_asked_is_no_state_of_a_service(language: str, text: str) -> None:
    assert frames(language).tells_of_none(text)


@pytest.mark.parametrize(
    ("language", "category", "text"),
    [
        ("uk", "GUO.C07", "Черг у відділенні вже немає."),
        ("uk", "GUO.C02", "Вода в Ковилівці йде без перебоїв."),
        ("ru", "GUO.E01", "Очередей нет, деньги выдают."),
        ("ru", "GUO.C03", "Свет дают без отключений."),
        ("de", "GUO.C07", "Die Fähre fährt ohne Unterbrechung."),
        ("de", "GUO.E01", "An der Kasse gibt es keine Schlangen mehr."),
    ],
)
def test_a_service_without_what_hampers_it_is_whole(language: str, category: str, text: str) -> None:
    found = frames(language).state(category, text)
    assert found is not None
    assert found[0] == "full"


@pytest.mark.parametrize(
    ("language", "text", "none"),
    [
        ("uk", "Це зроблено, аби показати начальству, що черг немає.", True),
        ("ru", "Свет включили, чтобы создать видимость порядка.", True),
        ("de", "Zwei Stunden Strom gibt es, damit es so aussieht, als liefe das Werk.", True),
        ("uk", "Світло ввімкнули, щоб люди могли готувати.", False),
        ("de", "Der Strom wird abgeschaltet, um das Netz zu schonen.", False),
    ],
)
def test_what_is_done_for_show_is_no_state(language: str, text: str, none: bool) -> None:
    assert frames(language).tells_of_none(text) is none


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Окупанти звезли на базу військову техніку."),
        ("ru", "В цеху чинят военную технику."),
        ("de", "In der Halle stehen Militärfahrzeuge."),
    ],
)
def test_the_vehicles_of_an_army_are_no_service(language: str, text: str) -> None:
    assert frames(language).ranked(text)[0].category == "X01"


@pytest.mark.parametrize(
    ("language", "category", "text", "state"),
    [
        ("uk", "GUO.H01", "Вантажівки Карітасу на мосту розвернули.", "none"),
        ("ru", "GUO.H01", "Раздача муки приостановлена до понедельника.", "none"),
        ("de", "GUO.H01", "Die Ausgabe der Pakete ist seit Montag eingestellt.", "none"),
        ("uk", "GUO.H01", "Фури третій день стоять на кордоні.", "partial"),
        ("uk", "GUO.H01", "Волонтери розвернули пункт обігріву.", None),
        ("ru", "GUO.H01", "Фонд раздал 300 одеял.", None),
        ("uk", "GUO.F03", "Дорогу на Ковилівку перекрито.", "none"),
        ("ru", "GUO.F03", "Шоссе у реки заминировано.", "none"),
        ("de", "GUO.F03", "Die Landstraße nach Ostrell ist wieder befahrbar.", "full"),
        ("uk", "GUO.F03", "Виїзд із міста лише з перепусткою.", None),
        ("uk", "GUO.C06", "Будинок на Липовій відремонтували, мешканці повернулися.", "full"),
        ("ru", "GUO.C01", "Медпункт ликвидировали, больше он не откроется.", "closed_permanent"),
        ("de", "GUO.C02", "Abwasser läuft seit Tagen in die Höfe.", "partial"),
        ("uk", "GUO.C01", "Лікарня не припиняє роботи.", "full"),
        ("uk", "GUO.C01", "Головна лікарка цього не підтверджує.", None),
        ("de", "GUO.C05", "Zucker ist doppelt so teuer.", None),
        ("de", "GUO.C03", "Das Heizhaus soll erst anlaufen, wenn die Rohre liegen.", "not_opened"),
    ],
)
def test_aid_ways_homes_and_what_is_not_denied_have_their_states(
    language: str, category: str, text: str, state: str | None
) -> None:
    found = frames(language).state(category, text)
    assert (found[0] if found else None) == state


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Склад поліклініки не відповідає протипожежним вимогам."),
        ("ru", "Котельная нарушает санитарные нормы."),
        ("de", "Das Lager der Apotheke entspricht nicht den Vorschriften."),
    ],
)
def test_a_norm_that_is_not_kept_is_no_state(language: str, text: str) -> None:
    assert frames(language).tells_of_none(text)


@pytest.mark.parametrize(
    ("language", "text", "category"),
    [
        ("uk", "Бійці тримають зв'язок із родинами.", "GUO.C04"),
        ("uk", "Рота опинилася в котлі під Ковилівкою.", "GUO.C03"),
        ("ru", "Рейтинги растут в связи с праздником.", "GUO.C04"),
        ("uk", "Збір коштів на пікап завершено.", "GUO.E02"),
        ("uk", "Рота утримує позиції біля лісу.", "GUO.G01"),
        ("uk", "Покрівельники перекрили шифером дванадцять хат.", "GUO.F03"),
        ("de", "Das Land gab grünes Licht im Netzwerk der Partner.", "GUO.C03"),
    ],
)
def test_a_turn_of_speech_is_not_about_what_its_words_name(language: str, text: str, category: str) -> None:
    assert category not in [scored.category for scored in frames(language).ranked(text)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Маршрутка зіткнулася з вантажівкою на перехресті."),
        ("ru", "Водителя троллейбуса оштрафовали за пьяную езду."),
        ("de", "Der Gewinn der Ladenkette stieg um neun Prozent."),
        ("uk", "Науковці університету розробили новий клей."),
    ],
)
def test_accidents_profits_and_inventions_are_left_aside_beyond_doubt(language: str, text: str) -> None:
    ranked = frames(language).ranked(text)
    assert ranked[0].category == "X00"
    assert together({"GUO.C05": 4.8, "GUO.G03": 2.0}, ranked, None) == {"X00": ASIDE}


def test_a_military_lorry_in_an_accident_is_weighed() -> None:
    assert frames("uk").ranked("Автобус зіткнувся з танком окупантів.")[0].category != "X00"


def test_a_claim_on_moving_about_has_transport_where_it_names_a_way() -> None:
    assert frames("ru").sectors("GUO.F03", "Дорога из Яров закрыта.") == ("transport",)
    assert frames("ru").sectors("GUO.F03", "Мужчин не выпускают.") == ()
