"""What has the shape of a person's name is taken for one, in four languages; bodies, places and nouns are not."""

import pytest

from reportedly.export.possible import PossibleNames
from tests.unit.export.piles import setting


def finder() -> PossibleNames:
    found = setting().possible
    assert found is not None
    return found


NAMES = [
    ("en", "The parcels were signed for by Valarie Taylor and left in the hall.", ["Valarie Taylor"]),
    ("en", "A driver, Galen Miller of the depot, was fined.", ["Galen Miller"]),
    ("en", "Then Huma Zherdin of the clinic spoke.", ["Huma Zherdin"]),
    ("en", "They told Mr Zherdin to wait.", ["Zherdin"]),
    ("uk", "Про це розповіла Таміла Журбенко з Тарна.", ["Таміла Журбенко"]),
    ("uk", "Затримали громадянку України Леніє Дмирову.", ["Леніє Дмирову"]),
    ("uk", "За словами І. Ковтарчука, ліків немає.", ["І. Ковтарчука"]),
    ("uk", "Сусіди Пітера Вокендена мовчать.", ["Пітера Вокендена"]),
    ("ru", "Об этом сообщил Даниил Санитар.", ["Даниил Санитар"]),
    ("ru", "Медсестра Эмесе Дайк уволилась.", ["Эмесе Дайк"]),
    ("ru", "Приехал Марат Хуснулаев.", ["Марат Хуснулаев"]),
    ("ru", "Братьев Кирсковых призвали в армию.", ["Кирсковых"]),
    ("de", "Die Pflegerin Oksana Wyschnewa kam nicht zurück.", ["Oksana Wyschnewa"]),
    ("de", "Nach Angaben von Jörg Brandelsky fehlt Insulin.", ["Jörg Brandelsky"]),
    ("de", "Frau Wyrlenko wartete vor der Schule.", ["Wyrlenko"]),
    ("de", "Der Fahrer Dietmar Krolzig sagte nichts.", ["Dietmar Krolzig"]),
    ("de", "Bei Witwe Hagedorn und Familie Baldyk brannte Licht.", ["Hagedorn", "Baldyk"]),
    ("de", "Unter ihnen war die Studentin Mira Talwar.", ["Mira Talwar"]),
    ("en", "Trooper Drew Ledbrough stood at the gate.", ["Drew Ledbrough"]),
    ("en", "A teacher, Arlene Boon, refused to sign.", ["Arlene Boon"]),
]


@pytest.mark.parametrize(("language", "text", "names"), NAMES)
def test_a_name_that_no_list_holds_is_found(language: str, text: str, names: list[str]) -> None:
    assert [span.of(text) for span in finder().find(text, language)] == names


BUILT = [
    ("en", "Water is cut off, Okeke said.", ["Okeke"]),
    ("en", "The school withheld Zhmakina's salary.", ["Zhmakina"]),
    ("en", "Bread is dear, McAllister-Quorr told the paper.", ["McAllister-Quorr"]),
    ("en", "Khaled al-Mansouri and Abu Talib waited.", ["Khaled al-Mansouri", "Abu Talib"]),
    ("uk", "За словами Цоя, води немає.", ["Цоя"]),
    ("uk", "Учителька музики Шагінян не прийшла.", ["Шагінян"]),
    ("ru", "Супруги ван дер Хейден вернулись.", ["ван дер Хейден"]),
    ("de", "Laut Okeke und dem Busfahrer Njoku fehlt Wasser.", ["Okeke", "Njoku"]),
]


@pytest.mark.parametrize(("language", "text", "names"), BUILT)
def test_a_name_of_one_word_or_of_a_marked_build_is_found(language: str, text: str, names: list[str]) -> None:
    assert [span.of(text) for span in finder().find(text, language)] == names


@pytest.mark.parametrize(("printed", "person"), [("Okeke", True), ("Valtel", False), ("Kherson", False)])
def test_a_source_of_which_nothing_is_known_may_be_a_person(printed: str, person: bool) -> None:
    assert finder().is_source(printed, "en") is person


OTHERS = [
    ("de", "Innenminister Solwig Aabrakken und Bürgermeisterin Ute Ahrendshof kamen."),
    ("en", "Virginia Beach and the Georgia Bureau of Investigation closed the road."),
    ("en", "The Ministry of Health and the Kherson Regional Council met on Wednesday."),
    ("en", "The New York Times wrote of Main Street and the White House."),
    ("uk", "Верховна Рада України ухвалила закон, Запорізька АЕС стоїть."),
    ("uk", "На Бахмутському напрямку в районах Кліщіївки та Андріївки Донецької області тихо."),
    ("ru", "Донецкая Народная Республика и Следственный комитет Российской Федерации."),
    ("ru", "Представители партии «Единая Россия» приехали в Великий Новгород."),
    ("de", "Sechzig Waggons Sonnenblumenkerne standen im Gebiet Cherson vor dem Verwaltungsgebäude."),
    ("en", "According to Reuters, the driver told Valtel that Kherson was quiet."),
    ("uk", "Енергоатом додав, що житель села Приморське бачив дим."),
    ("de", "Laut Telegram-Kanal und Tagesschau stehen die Züge."),
    ("de", "Das Rote Kreuz und die Vereinten Nationen liefern Tonnen Medikamente nach Mariupol."),
]


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_bodies_places_and_nouns_are_no_names(language: str, text: str) -> None:
    assert [span.of(text) for span in finder().find(text, language)] == []


def test_an_outlet_needs_a_given_name_to_count() -> None:
    assert not finder().find("Quorra Lesk", "en", given=True)
    assert finder().find("Olena Ovrel writes", "en", given=True)


@pytest.mark.parametrize("language", ["und", "zxx", None])
def test_a_language_without_a_dictionary_is_read_as_english(language: str | None) -> None:
    text = "Olena Ovrel waited at the gate."
    assert [span.of(text) for span in finder().find(text, language)] == ["Olena Ovrel"]


LONE = [
    ("en", "Zhmakina was seen near the depot.", ["Zhmakina"]),
    ("en", "Missing since March: Zhmakina, Pyrih and Oyelowo.", ["Zhmakina", "Pyrih", "Oyelowo"]),
    ("en", "A parcel for Abdrakhmanova was sent back.", ["Abdrakhmanova"]),
    ("en", "Okeke, 61, stood in the queue with Nwosu and Pyrih.", ["Okeke"]),
    ("en", "After the verdict Zhmakova demanded her papers.", ["Zhmakova"]),
    ("uk", "Разом із Окафором затримали двох сусідів.", ["Окафором"]),
    ("uk", "Окафорові не виплатили платню.", ["Окафорові"]),
    ("uk", "До Жмакіної прийшли вночі.", ["Жмакіної"]),
    ("uk", "Пиріга, Окафора та Кенжебаєва вивезли з пекарні.", ["Пиріга", "Окафора", "Кенжебаєва"]),
    ("uk", "Тоді Журбенчук поїхав додому.", ["Журбенчук"]),
    ("ru", "Вместе с Окафором задержали двух соседей.", ["Окафором"]),
    ("ru", "Окафору не выплатили зарплату.", ["Окафору"]),
    ("ru", "К Жмакиной пришли ночью.", ["Жмакиной"]),
    ("ru", "Тогда Кенжебаев поехал домой.", ["Кенжебаев"]),
    ("de", "Zu Schmakina kamen sie nachts.", ["Schmakina"]),
    ("de", "Vermisst seit März: Schmakina, Pyrih.", ["Schmakina", "Pyrih"]),
    ("de", "Schmakina wurde am Dienstag am Depot gesehen.", ["Schmakina"]),
]
NO_PEOPLE = [
    ("en", "Velm, Oskelm and Tarnholm have no light since March."),
    ("en", "Two lorries from Brimkov reached Oskelm; then Brimkov was cut off."),
    ("en", "Oskelm was taken without a fight, and Insulin is not sold."),
    ("uk", "Разом із Вельмом без світла й Оскельм."),
    ("uk", "Вельм звільнили у травні, а в Ракітові немає води. Там Ракітов і лишився без світла."),
    ("uk", "Оскельму потрібен насос, Промсвязьбанк не відкрив відділень."),
    ("ru", "Вместе с Вельмом без света и Оскельм."),
    ("ru", "Вельм освободили в мае, а в Ракитове нет воды."),
    ("ru", "Между Прасселем и Ломнидаром ходит автобус."),
    ("de", "Oskelm und Brimholt wurden mittags beschossen."),
    ("de", "Oskelm wurde im Mai eingenommen und verlor seinen letzten Arzt."),
]


@pytest.mark.parametrize(("language", "text", "names"), LONE)
def test_a_word_of_which_only_people_are_told_is_a_name(language: str, text: str, names: list[str]) -> None:
    found = {span.of(text) for span in finder().find(text, language)}
    assert set(names) <= found


@pytest.mark.parametrize(("language", "text"), NO_PEOPLE)
def test_towns_bodies_and_things_that_no_list_holds_stay(language: str, text: str) -> None:
    assert [span.of(text) for span in finder().find(text, language)] == []
