"""Sources behind a dash, in brackets, in a clause of their own, and what kind of source a word is in any case form."""

import pytest

import reportedly
from reportedly.records import Claim
from reportedly.stages.attribution_languages.kinds import kind_of
from reportedly.stages.attribution_languages.sentences import quotes_of
from tests.unit.stages.attributed import read, sources, status


@pytest.mark.parametrize(
    ("language", "text", "claim", "source"),
    [
        ("uk", "Воду відновлять до четверга, — Кім.", "Воду відновлять до четверга", "Кім"),
        ("ru", "Воду дадут к четвергу, — Ким", "Воду дадут к четвергу", "Ким"),
        ("uk", "На ставку загинула риба – рибінспекція. Проби відібрали.", "На ставку загинула риба", "рибінспекція"),
        ("uk", "У селі горить склад добрив. ДСНС\nДим видно здалеку.", "У селі горить склад добрив", "ДСНС"),
        ("ru", "Движение по мосту закрыто с обеда. Дорожники", "Движение по мосту закрыто с обеда", "Дорожники"),
        ("ru", "На площадке слышны выстрелы (МАГАТЭ).", "На площадке слышны выстрелы", "МАГАТЭ"),
        ("de", "Auf dem Gelände sind Schüsse zu hören (IAEA).", "Auf dem Gelände sind Schüsse zu hören", "IAEA"),
        ("ru", "Поставки сократили втрое, узнала WSJ.", "Поставки сократили втрое", "WSJ"),
        ("uk", "Газ подадуть у суботу. Так стверджує Павло Гриценко.", "Газ подадуть у суботу", "Павло Гриценко"),
    ],
)
def test_who_closes_a_statement_without_a_verb_is_its_source(language: str, text: str, claim: str, source: str) -> None:
    assert sources(read(text, language, claim)) == [source]


@pytest.mark.parametrize(
    ("language", "text", "claim"),
    [
        ("uk", "Відновили рух потягів за маршрутом Харків — Суми.", "Відновили рух потягів"),
        ("ru", "Мост открыли на трассе Мелитополь — Бердянск.", "Мост открыли на трассе"),
        ("ru", "В аварии погибли двое — водитель и пассажир.", "В аварии погибли двое"),
        ("uk", "Зранку стала Запорізька атомна станція (ЗАЕС).", "Зранку стала Запорізька атомна станція"),
        ("ru", "Дорогу закрыли до мая. Надолго.", "Дорогу закрыли до мая"),
        ("de", "Unser Reporter steht in Lyman im Wasser.", "Unser Reporter steht in Lyman im Wasser"),
        ("ru", "На складе нашли две мины. Студентам сообщают о повестках.", "На складе нашли две мины"),
    ],
)
def test_what_ends_a_road_or_spells_a_name_is_no_source(language: str, text: str, claim: str) -> None:
    assert sources(read(text, language, claim)) == []


@pytest.mark.parametrize(
    ("language", "text", "claim", "expected"),
    [
        (
            "uk", "Згідно з оприлюдненим «Слідством» звітом Рахункової палати, кошти витратили.", "кошти витратили",
            ["«Слідством»", "Рахункової палати"],
        ),
        (
            "uk", "За даними, на які посилається голова громади Мельник, пошкоджено сорок будинків.",
            "пошкоджено сорок будинків", ["голова громади Мельник"],
        ),
        (
            "ru", "По словам чиновника, слова которого приводит «Волна», переговоры сорвались.",
            "переговоры сорвались", ["«Волна»", "чиновника"],
        ),
        (
            "ru", "Центр «Заря» со ссылкой на своих собеседников в городе утверждает, что пропуска продают.",
            "пропуска продают", ["Центр «Заря»", "своих собеседников в городе"],
        ),
        (
            "de", "Laut dem von der „Wochenpost“ zitierten Bericht des Rechnungshofs fehlt das Geld.",
            "fehlt das Geld", ["„Wochenpost“", "Bericht des Rechnungshofs"],
        ),
        (
            "de", "Wie das Portal „Echo“ unter Verweis auf Angehörige schreibt, fehlen Decken.", "fehlen Decken",
            ["das Portal „Echo“", "Angehörige"],
        ),
        ("de", "In Kiew versichert man, dass die Kohle reicht.", "die Kohle reicht", ["Kiew"]),
        ("de", "Wie es beim Roten Kreuz hieß, kam der Konvoi nicht durch.", "kam der Konvoi nicht durch", ["Roten Kreuz"]),
        (
            "de", "Helfer, die Menschen herausholen, versichern: Die Straße liegt unter Beschuss.",
            "Die Straße liegt unter Beschuss", ["Helfer"],
        ),
        (
            "de", "Dass die Zuschüsse sinken, steht in einem Schreiben des Ministeriums.", "die Zuschüsse sinken",
            ["Schreiben des Ministeriums"],
        ),
        ("de", "In Ilm sind nach Behördenangaben drei Dörfer geräumt.", "In Ilm sind", ["Behördenangaben"]),
    ],
)  # fmt: skip
def test_a_source_inside_a_clause_or_a_participle_is_a_hop(
    language: str, text: str, claim: str, expected: list[str]
) -> None:
    assert sources(read(text, language, claim)) == expected


@pytest.mark.parametrize(
    ("language", "text", "claim", "expected"),
    [
        ("uk", "Москва стверджує, що збила дрони.", "збила дрони", "named"),
        ("ru", "Польша заявила, что закроет переход.", "закроет переход", "named"),
        ("ru", "ТАСС пишет со ссылкой на оперативные службы: горит склад.", "горит склад", "unnamed_plural"),
        ("uk", "За інформацією рятувальників, розлилося три тонни.", "розлилося три тонни", "unnamed_plural"),
        ("ru", "Партизаны утверждают, что взорвали рельсы.", "взорвали рельсы", "unnamed_plural"),
        ("ru", "По словам высокопоставленного чиновника, переговоры сорвались.", "переговоры", "unnamed_single"),
        ("de", "Die Sanitäterin Oksana Sawtschenko sagt, es fehlten Binden.", "es fehlten Binden", "named"),
        ("de", "Zwei Soldaten der 47. Brigade bestätigten, dass sie abzogen.", "sie abzogen", "unnamed_plural"),
        ("de", "Nach Angaben mehrerer Mitarbeiter steht die Pumpe.", "steht die Pumpe", "unnamed_plural"),
        ("de", "Gerüchten zufolge wird die Brücke gesperrt.", "wird die Brücke gesperrt", "none"),
        ("ru", "Заявляется, что больницу достроят к маю.", "больницу достроят к маю", "none"),
        ("ru", "Поступили сведения о пожаре на складе.", "о пожаре на складе", "none"),
    ],
)
def test_a_root_is_named_unnamed_or_nobody(language: str, text: str, claim: str, expected: str) -> None:
    assert status(read(text, language, claim)) == expected


@pytest.mark.parametrize(
    ("phrase", "language", "role", "plural"),
    [
        ("дорожникам", "ru", "official", True),
        ("пенсіонерками", "uk", "resident", True),
        ("очевидцями", "uk", "witness", True),
        ("собеседников", "ru", "unnamed_single", True),
        ("Polizeiangaben", "de", "official", False),
    ],
)
def test_a_role_is_read_in_any_case_form(phrase: str, language: str, role: str | None, plural: bool) -> None:
    kind = kind_of(phrase, language)
    assert (kind.role if kind else None, kind.plural if kind else False) == (role, plural)


def test_a_quotation_mark_too_many_does_not_make_the_rest_of_a_long_post_speech() -> None:
    text = "Книга ««Буде тобі», ушла за сто евро. " + "Сбор закрыт полностью. " * 40 + "Купили «Ланцет»."
    assert [text[q.start : q.end] for q in quotes_of(text)] == ["««Буде тобі»", "«Ланцет»"]


@pytest.mark.parametrize(
    ("language", "text", "claim", "source"),
    [
        ("uk", "Облрада та мерія підтвердили закриття шкіл.", "закриття шкіл", "Облрада та мерія"),
        ("ru", "Обе стороны подтвердили закрытие моста.", "закрытие моста", "Обе стороны"),
        ("de", "Beide Seiten bestätigten die Schließungen.", "die Schließungen", "Beide Seiten"),
    ],
)
def test_who_confirms_a_thing_by_its_noun_says_it(language: str, text: str, claim: str, source: str) -> None:
    assert sources(read(text, language, claim)) == [source]


@pytest.mark.parametrize(
    ("language", "text", "claim"),
    [
        ("ru", "Мэр подтвердил слова губернатора о школах.", "слова губернатора о школах"),
        ("de", "Das Gericht bestätigte das Urteil gegen den Lehrer.", "das Urteil gegen den Lehrer"),
    ],
)
def test_who_bears_out_another_says_nothing_himself(language: str, text: str, claim: str) -> None:
    assert sources(read(text, language, claim)) == []


@pytest.mark.parametrize(
    ("language", "text", "claim", "expected"),
    [
        ("uk", "У місті, кажуть, закрили пошту.", "закрили пошту", "none"),
        ("ru", "Распространяются слухи, что пенсий не будет.", "пенсий не будет", "none"),
        ("uk", "Під містом підірвано рейки — партизани.", "Під містом підірвано рейки", "unnamed_plural"),
        ("ru", "Reuters узнало, что дроны покупают в Турции.", "дроны покупают в Турции", "named"),
        ("de", "Wie Reuters erfuhr, kauft die Stadt Busse.", "kauft die Stadt Busse", "named"),
        ("uk", "Як установив суд, будинок звели без дозволу.", "будинок звели без дозволу", "named"),
        ("ru", "Освобождённые пленные вспоминают: кормили раз в сутки.", "кормили раз в сутки", "unnamed_plural"),
        ("ru", "По непроверенной информации, взорвался склад.", "взорвался склад", "unnamed_plural"),
    ],
)
def test_they_say_and_who_learned_it_are_told_apart(language: str, text: str, claim: str, expected: str) -> None:
    assert status(read(text, language, claim)) == expected


@pytest.mark.parametrize(
    ("language", "text", "claim", "expected"),
    [
        (
            "ru", "Жители, с которыми связалась «Заря», говорят, что воды нет.", "воды нет", ["«Заря»", "Жители"],
        ),
        ("ru", "Как рассказал РБК собеседник в военкомате, повестки печатают.", "повестки печатают",
         ["собеседник в военкомате"]),
        ("uk", "Окупаційна адміністрація це заперечує: ліків вистачає.", "ліків вистачає",
         ["Окупаційна адміністрація"]),
        ("de", "Laut einem Bericht der IAEA, der Reuters vorliegt, stehen zwei Pumpen.", "stehen zwei Pumpen",
         ["Reuters", "Bericht der IAEA"]),
        ("de", "Das Lager brennt. Die Halle, so Kolb weiter, sei leer.", "sei leer", ["Kolb"]),
        ("ru", "По данным «Зари», станция цела. В Кремле отказались комментировать ситуацию.",
         "В Кремле отказались комментировать ситуацию", []),
    ],
)  # fmt: skip
def test_hops_and_borders_of_nested_sources(language: str, text: str, claim: str, expected: list[str]) -> None:
    assert sources(read(text, language, claim)) == expected


def test_what_only_tells_of_a_source_is_no_claim() -> None:
    text = "Мер Бердянська, який перебуває в Запоріжжі, повідомив, що дві лікарні закрито."
    claims = [c.evidence[0].of(text) for c in reportedly.read(text, language="uk").of(Claim)]
    assert claims == ["дві лікарні закрито"]
