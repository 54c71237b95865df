"""How far a source reaches in Ukrainian, Russian and German, and the hops that a sentence does not repeat."""

import pytest

from reportedly.records import Span
from reportedly.stages.attribution_languages.forms import is_infinitive, is_verb
from reportedly.stages.attribution_languages.kinds import kind_at
from reportedly.stages.chain_languages import reads_as
from tests.unit.stages.attributed import level, read, relations, sources, status

NEWS = (
    "Насос в Заречье сгорел, сообщил директор водоканала Пётр Мирный. Новый насос привезут в пятницу. "
    "Детей отпустили с уроков. В больнице заявили, что вода есть. Насосную построили студенты."
)


def test_the_sentence_behind_a_source_goes_on_with_it_and_later_ones_are_the_authors() -> None:
    reading = read(NEWS, "ru", "Новый насос привезут в пятницу", "Детей отпустили с уроков", "Насосную построили")
    assert [status(reading, n) for n in range(3)] == ["named", "author", "author"]


def test_a_lone_source_holds_its_line_to_the_end() -> None:
    text = "Насос сгорел, сообщил директор водоканала Пётр Мирный. Новый насос привезут в пятницу. Детей отпустили."
    reading = read(text, "ru", "Новый насос привезут в пятницу", "Детей отпустили")
    assert [status(reading, n) for n in range(2)] == ["named", "named"]


def test_a_speaker_who_is_still_meant_goes_on_further() -> None:
    text = (
        "У школі заявили, що дах протікає. Ремонт коштує мільйон. Гроші вони просили двічі. "
        "У громаді відповіли, що коштів немає."
    )
    assert status(read(text, "uk", "Гроші вони просили двічі")) == "named"


@pytest.mark.parametrize(
    ("language", "text", "claim"),
    [
        (
            "ru",
            (
                "Администрация Липок сообщает о ремонте моста. Проезд закрыт с июня. Директор школы Анна Рой уточнила, "
                "что автобусы ходят. Справки в кабинете пять."
            ),
            "Справки в кабинете пять",
        ),
        (
            "uk",
            (
                "Липівська сільська рада повідомляє: приймання заяв триває. Директорка школи Ганна Рій уточнила, "
                "що місця є. Довідки видають у кабінеті п’ять."
            ),
            "Довідки видають у кабінеті п’ять",
        ),
        (
            "de",
            (
                "Das Ordnungsamt Lindau informiert über die Sperrung der Brücke. Die Zufahrt ist ab Juni frei. "
                "Fußgänger nehmen den Steg."
            ),
            "Fußgänger nehmen den Steg",
        ),
    ],
)
def test_what_a_body_announces_at_the_head_of_a_text_holds_its_paragraph(language: str, text: str, claim: str) -> None:
    assert status(read(text, language, claim)) == "named"


@pytest.mark.parametrize(
    ("language", "text", "claim", "chain"),
    [
        # whom an agency retells speaks on
        (
            "ru",
            "Агентство «Волна» передаёт со слов депутата Марины Лось, что мост закроют. Объезд, по её словам, готов.",
            "Объезд",
            ["Агентство «Волна»", "депутата Марины Лось"],
        ),
        # the interlocutor of a paper that was just named
        (
            "ru",
            "Газета «Волна» со ссылкой на сторожа написала, что мост закроют. Объезд готов, заверил собеседник газеты.",
            "Объезд готов",
            ["Газета «Волна»", "собеседник газеты"],
        ),
        # hearsay from somebody named
        (
            "ru",
            "Дворник слышал от водителя мэрии, что рынок снесут.",
            "рынок снесут",
            ["Дворник", "водителя мэрии"],
        ),
        ("uk", "Сусідка чула від листоноші, ніби пошту закриють.", "пошту закриють", ["Сусідка", "листоноші"]),
        # an outlet that is told in a case of its own
        (
            "uk",
            "У міністерстві освіти «Хвилі» сказали, що школу відкриють.",
            "школу відкриють",
            ["«Хвилі»", "міністерстві освіти"],
        ),
        ("ru", "Капитан порта передал «Волне», что порт открыт.", "порт открыт", ["«Волне»", "Капитан порта"]),
        # a source that no list has, but that is cited
        (
            "de",
            "Der Sender Welle berichtete unter Berufung auf einen Lotsen, das Schiff habe gewendet.",
            "das Schiff habe gewendet",
            ["Der Sender Welle", "Lotsen"],
        ),
        # who quotes, behind one name in quotation marks
        (
            "uk",
            "Аналітики, яких цитує «Хвиля», очікують, що ціни зростуть.",
            "ціни зростуть",
            ["«Хвиля»", "Аналітики"],
        ),
        # "the channel" that was told is the one that the text is taken from
        (
            "uk",
            "Переслано з «Тихий Яр»\nМіст зірвано. Про це каналу повідомила мешканка села.",
            "Міст зірвано",
            ["«Тихий Яр»", "мешканка села"],
        ),
    ],
)
def test_a_hop_that_the_sentence_does_not_repeat_is_found(
    language: str, text: str, claim: str, chain: list[str]
) -> None:
    found = sources(read(text, language, claim))
    assert len(found) == len(chain)
    assert all(expected in printed for expected, printed in zip(chain, found, strict=True))


@pytest.mark.parametrize(
    ("language", "text", "claim", "source"),
    [
        ("ru", "Снимки компании «Зенит» показывают воронку у моста.", "воронку у моста", "Снимки компании «Зенит»"),
        (
            "de",
            "Satellitenbilder der Firma Zenit zeigen einen Krater am Ufer.",
            "einen Krater am Ufer",
            "Satellitenbilder der Firma Zenit",
        ),
        ("uk", "Міст закрито, про це повідомила голова громади Ганна Рій.", "Міст закрито", "голова громади Ганна Рій"),
        ("ru", "Глава посёлка пробурчал, что рынок останется.", "рынок останется", "Глава посёлка"),
        ("ru", "Как указано в заключении комиссии, мост аварийный.", "мост аварийный", "заключении комиссии"),
        ("uk", "Списки підписував начальник складу. Він стверджує, що дат не було.", "дат не було", "начальник складу"),
        ("de", "Zwei Läden schließen, wie eine von ihnen sagte.", "Zwei Läden schließen", "eine von ihnen"),
        ("ru", "Мэр Лесной у себя в канале пишет, что мост открыт.", "мост открыт", "Мэр Лесной"),
    ],
)
def test_a_source_is_found_where_no_listed_verb_stands_by_it(language: str, text: str, claim: str, source: str) -> None:
    assert sources(read(text, language, claim)) == [source]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Під вогнем загарбників опинилися села: Липки, Яри, Верби, Дубове."),
        ("uk", "Для сусідів це довело, що школа потрібна."),
        ("ru", "В первую партию вошли книги: сказки, стихи и словари."),
        ("ru", "Строители взяли темп – обещают сдать дом ко Дню города."),
        ("uk", "Згоден зі словами пана Луки: «Місто буде нашим і вільним!»"),
    ],
)
def test_lists_promises_and_causes_have_no_speaker(language: str, text: str) -> None:
    assert relations(read(text, language)) == []


@pytest.mark.parametrize(
    ("language", "phrase", "named", "plural"),
    [
        ("uk", "Олег Коваль", True, False),
        ("ru", "Подсудимый Рябцев", True, False),
        ("de", "Mitarbeiter des Werks", False, True),
        ("de", "Aufseherin Meier", True, False),
    ],
)
def test_names_and_bare_plurals_are_told_at_the_head_of_a_sentence(
    language: str, phrase: str, named: bool, plural: bool
) -> None:
    kind = kind_at(f"{phrase} x", Span(0, len(phrase)), language)
    assert kind is not None
    assert (kind.named, kind.plural) == (named, plural)


def test_a_number_ends_a_sentence_in_ukrainian() -> None:
    text = "У місті працюють 64. Можливо, школу закриють."
    assert level(read(text, "uk", "У місті працюють 64")) == "L0"


def test_a_quotation_that_is_never_closed_is_nobodys_speech() -> None:
    text = "Музей показал «Старый порт с видом на реку. Билеты в музей стоят сто рублей и больше."
    assert status(read(text, "ru", "Билеты в музей стоят сто рублей")) == "author"


def test_generic_words_of_a_publisher_do_not_hide_its_name() -> None:
    assert reads_as("Точці", "ahentsiia-tochka", "uk")
    assert not reads_as("«Контур-Восток»", "agentstvo-kontur", "ru")


def test_verbs_are_told_from_nouns_with_their_endings() -> None:
    assert is_infinitive("повернути", "uk")
    assert not is_infinitive("новость", "ru")
    assert is_verb("заявил", "ru")
    assert not is_verb("стол", "ru")
