"""Who says what in Ukrainian, Russian and German: relations, chains, levels, bodies."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.ingest.passing import text_in_passing
from reportedly.records import Attribution, Body, Claim, Hedge, Level, Passage, Reading, Relation, Source, Theatre
from reportedly.register import load_default
from reportedly.stages.attribution_languages import LANGUAGES
from reportedly.stages.attribution_languages.kinds import kind_of
from reportedly.stages.attribution_languages.lists import words_of
from reportedly.stages.attribution_languages.page import Page
from reportedly.stages.attribution_languages.relations import Relations
from reportedly.stages.chain_languages import ChainLanguages, reads_as
from reportedly.stages.languages import AttributeLanguages, chained
from tests.unit.stages.attributed import bodies, hedges, level, read, relations, sources, status
from tests.unit.stages.invented_attributions import CASES, PASSAGES, Case, Marked


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.language}: {case.text[:60]}")
def test_a_claim_gets_its_sources_root_status_and_level(case: Case) -> None:
    reading = read(case.text, case.language, case.claim)
    assert (tuple(sources(reading)), status(reading), level(reading)) == (case.sources, case.status, case.level)


@pytest.mark.parametrize(("language", "text", "marked"), PASSAGES, ids=lambda value: str(value)[:30])
def test_the_sources_of_a_passage_reach_as_far_as_they_should(
    language: str, text: str, marked: tuple[Marked, ...]
) -> None:
    reading = read(text, language, *(m.claim for m in marked))
    for number, expected in enumerate(marked):
        assert status(reading, number) == expected.status, expected.claim
        root = sources(reading, number)[-1] if sources(reading, number) else "-"
        assert expected.source.split()[-1] in root or status(reading, number) != "named", expected.claim


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Поліція повідомила про підозру колишньому директору."),
        ("uk", "Сучасна історія пишеться щодня."),
        ("uk", "IBAN: UA00 0000 0000"),
        ("uk", "Фото: пресслужба мерії"),
        ("ru", "Последний пример — Вознесенск."),
        ("ru", "Город Балта стоит на реке."),
        ("ru", "Сегодня отмечается день учителя."),
        ("de", "Die Bank gibt kein Bargeld mehr aus."),
        ("de", "Der Laden schreibt rote Zahlen."),
    ],
)
def test_words_that_only_look_like_reporting_are_no_source(language: str, text: str) -> None:
    assert relations(read(text, language)) == []


def test_the_stages_read_their_languages_only_and_each_after_what_it_needs() -> None:
    made: set[type] = {Passage, Claim}
    for stage in (AttributeLanguages(), *chained(Theatre(), load_default())):
        assert stage.info.languages == LANGUAGES
        assert set(stage.info.reads) <= made
        made |= set(stage.info.makes)
    assert made == {Passage, Claim, Relation, Attribution, Body, Hedge, Level}


def test_a_name_of_the_theatre_goes_before_what_the_phrase_tells() -> None:
    source = Source(id="src:liman", name="Лиман", kind="outlet", role="outlet", side="third")
    reading = read("За даними Лиман, міст закрито.", "uk", "міст закрито")
    [chain] = ChainLanguages(Theatre(sources=(source,))).annotate([reading])[0]
    assert isinstance(chain, Attribution)
    assert [k.source for k in chain.links] == ["src:liman"]


def test_the_publisher_is_no_link_of_its_own_report() -> None:
    text = "Міст закрито, пише «Лиман»."
    document = replace(text_in_passing(text, "uk"), publisher="Лиман")
    reading = read(text, "uk", "Міст закрито")
    own = Reading(document, tuple(r for r in reading.records if not isinstance(r, Attribution | Body | Hedge | Level)))
    [chain] = ChainLanguages().annotate([own])[0]
    assert isinstance(chain, Attribution)
    assert (chain.links, chain.root_status) == ((), "author")


def test_the_publishers_own_voice_is_no_source() -> None:
    assert sources(read("Ми повідомляли, що школу зачинено.", "uk", "школу зачинено")) == []


def test_an_anaphoric_sentence_covers_headline_and_lead() -> None:
    text = "Міст закрито\n\nМіст через Турунчук закрили на ремонт. Об’їзд іде через Маяки. Про це пише «Лиман»."
    reading = read(text, "uk", "Міст закрито", "Міст через Турунчук закрили на ремонт", "Об’їзд іде через Маяки")
    assert [sources(reading, n) for n in range(3)] == [["«Лиман»"]] * 3
    [relation] = reading.of(Relation)
    assert relation.anaphoric


def test_a_pronoun_stands_for_the_person_who_acted_before_even_if_she_was_no_source() -> None:
    text = "Советник Ирина Чубарь покинула зал. «Они подняли проезд», — возмущена она."
    assert sources(read(text, "ru", "Они подняли проезд")) == ["Советник Ирина Чубарь"]


def test_a_source_goes_on_in_its_paragraph_but_not_over_a_recap_or_the_next_paragraph() -> None:
    text = (
        "Мэр сообщил, что воду дадут вечером. Хлеб привезут утром. Напомним, воды нет с марта.\n\n"
        "На рынке открыты шесть лавок."
    )
    reading = read(text, "ru", "Хлеб привезут утром", "воды нет с марта", "На рынке открыты шесть лавок")
    assert [status(reading, n) for n in range(3)] == ["named", "author", "author"]
    chain = reading.first(Attribution, reading.of(Claim)[0].id)
    assert chain is not None
    assert chain.links[0].inferred


def test_bullets_do_not_inherit_the_source_of_the_bullet_before() -> None:
    text = "▶️\nРух «Хвиля» повідомляє, що склад згорів.\n▶️\nУ Скадовську подорожчав хліб."
    assert status(read(text, "uk", "У Скадовську подорожчав хліб")) == "author"


def test_what_stands_under_a_heading_that_calls_it_false_is_distanced() -> None:
    text = "Фейк:\n1. Мер заявив, що метро збудують за рік.\n2. Місто стане курортом."
    assert level(read(text, "uk", "Місто стане курортом")) == "L5"


@pytest.mark.parametrize(
    ("language", "text", "claim", "source"),
    [
        (
            "uk",
            "Міст закрито до травня.\nОб’їзд через Маяки.\nДжерело: @lyman_news",
            "Об’їзд через Маяки",
            "@lyman_news",
        ),
        ("ru", "Переслано от: Сивашский вестник\nАвтобусы не ходят.", "Автобусы не ходят", "Сивашский вестник"),
        (
            "ru",
            "Основные заявления главы района Ивана Крота:\n▪️ Воду дадут в мае.\n▪️ Школу откроют осенью.",
            "Школу откроют осенью",
            "главы района Ивана Крота",
        ),
        (
            "uk",
            "Міністр освіти про навчальний рік:\n— уроки почнуться о десятій;\n— підручники роздадуть у вересні.",
            "підручники роздадуть у вересні",
            "Міністр освіти",
        ),
        (
            "uk",
            "Генштаб нагадує:\n🔹 школи переводять на нові програми.",
            "школи переводять на нові програми",
            "Генштаб",
        ),
        ("de", "Der Landrat erklärte:\nDie Fähre fährt wieder.", "Die Fähre fährt wieder", "Der Landrat"),
    ],
)
def test_labels_and_headings_give_the_source_of_the_lines_they_stand_over(
    language: str, text: str, claim: str, source: str
) -> None:
    reading = read(text, language, claim)
    assert (sources(reading), status(reading)) == ([source], "named")


def test_a_bare_source_label_is_a_link_credit_and_no_source() -> None:
    assert sources(read("Міст закрито.\nДжерело", "uk", "Міст закрито")) == []


def test_a_quotation_without_a_speaker_rests_on_one_unnamed_source() -> None:
    text = "Коридор під вогнем\n«\nПеревізники відмовляються від маршруту. Ціни в Джанкої зростають\n»"
    reading = read(text, "uk", "Перевізники відмовляються від маршруту")
    assert (sources(reading), status(reading), level(reading)) == ([], "unnamed_single", "L2")


def test_a_line_break_that_only_formats_does_not_cut_the_source() -> None:
    text = "Суд арестовал двоих учителей\n, сообщает «Крымский дозор»."
    assert sources(read(text, "ru", "Суд арестовал двоих учителей")) == ["«Крымский дозор»"]


def test_subjunctive_goes_on_with_the_last_source_and_is_hearsay_without_one() -> None:
    text = "Der Pegel steige, sagte der Landrat. Die Schule bleibe zu.\n\nDas Rathaus prüfe die Lage."
    reading = read(text, "de", "Die Schule bleibe zu")
    assert status(reading) == "named"
    assert status(read("Die Schule bleibe zu.", "de", "Die Schule bleibe zu")) == "none"


def test_a_hedge_in_a_subordinate_clause_leaves_the_level_of_the_claim() -> None:
    text = "Станція стоїть, адже вона може не витримати удару."
    assert level(read(text, "uk", "Станція стоїть, адже вона може не витримати удару")) == "L0"


def test_a_stated_reason_that_is_doubted_leaves_the_act_certain() -> None:
    text = "Паспорти вилучають під приводом перевірки."
    reading = read(text, "uk", "Паспорти вилучають під приводом перевірки")
    assert level(reading) == "L0"
    assert hedges(reading) == ["під приводом"]


def test_what_cannot_be_checked_is_a_caveat() -> None:
    text = "Мэр сообщил, что склад сгорел. Проверить это невозможно, данные уточняются."
    reading = read(text, "ru", "склад сгорел")
    found = reading.first(Level, reading.of(Claim)[0].id)
    assert found is not None
    assert found.caveats == ("unverifiable",)


def test_case_forms_and_short_forms_of_one_body_are_one_record_with_its_entry() -> None:
    text = "Генеральний штаб Збройних Сил України повідомив про обстріл. За даними Генштабу ЗСУ, двоє поранені."
    reading = read(text, "uk", "двоє поранені", "обстріл")
    assert {entry for _, entry in bodies(reading)} == {"reg:ua-general-staff"}


def test_a_name_with_two_bearers_keeps_both_readings() -> None:
    reading = read("За даними Генштабу, школа зруйнована.", "uk", "школа зруйнована")
    assert bodies(reading) == [("Генштабу", None)]


@pytest.mark.parametrize(
    ("language", "text", "entry"),
    [
        ("de", "Die Schule ist zu, berichtet die „Ukrajinska Prawda“.", "reg:ukrainska-pravda"),
        ("uk", "Школу закрито, повідомляє Kyiv Independent.", "reg:kyiv-independent"),
        ("ru", "По данным Института изучения войны, школа закрыта.", "reg:isw"),
        ("de", "Die Schule ist zu, berichtet die „Balta Prawda“.", None),
    ],
)
def test_a_registered_name_is_known_in_another_script_and_case(language: str, text: str, entry: str | None) -> None:
    claim = {"de": "Die Schule ist zu", "uk": "Школу закрито", "ru": "школа закрыта"}[language]
    assert [found for _, found in bodies(read(text, language, claim))] == [entry]


def test_the_owner_in_a_name_is_not_the_body() -> None:
    reading = read("Союз пекарей Украины сообщил, что хлеб подорожал.", "ru", "хлеб подорожал")
    assert [entry for _, entry in bodies(reading)] == [None]


@pytest.mark.parametrize(
    ("language", "phrase", "role", "named", "plural"),
    [
        ("uk", "пресслужба міської ради", "official", True, False),
        ("uk", "окупаційна адміністрація", "installed_official", True, False),
        ("uk", "двоє вчителів", "unnamed_plural", False, True),
        ("uk", "юристка Алла Ткач", "expert", True, False),
        ("uk", "лікар", "unnamed_single", False, False),
        ("ru", "газета «Причал»", "outlet", True, False),
        ("ru", "один из водителей", "unnamed_single", False, False),
        ("ru", "представители мэрии", "official", False, True),
        ("ru", "источники в мэрии", "unnamed_plural", False, True),
        ("de", "das Bürgermeisteramt", "official", True, False),
        ("de", "ein Fahrer", "resident", False, False),
        ("de", "Fahrer", "resident", False, True),
    ],
)
def test_a_phrase_tells_what_kind_of_source_it_is(
    language: str, phrase: str, role: str, named: bool, plural: bool
) -> None:
    kind = kind_of(phrase, language)
    assert kind is not None
    assert (kind.role, kind.named, kind.plural) == (role, named, plural)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_have_the_same_lists_save_those_of_their_grammar(language: str) -> None:
    own = {"self_report", "following", "so_named", "particle", "mood", "infinitive", "goes_on_plainly", "objective"}
    own |= {"verb_that", "no_speech"}  # German tells reported speech by its mood
    assert set(words_of(language).patterns) - own == set(words_of("uk").patterns) - own


@pytest.mark.parametrize(
    ("printed", "publisher", "language", "same"),
    [
        ("«Прямой речи»", "pryamaya-rech", "ru", True),
        ("газета «Зоря громади»", "zoria-hromady", "uk", True),
        ("«Зоря»", "zoria-hromady", "uk", False),
        ("мерія", "nova-hazeta", "uk", False),
    ],
)
def test_a_publisher_in_latin_letters_is_known_under_its_name_in_cyrillic(
    printed: str, publisher: str, language: str, same: bool
) -> None:
    assert reads_as(printed, publisher, language) is same


def test_a_language_without_lists_is_refused() -> None:
    with pytest.raises(KeyError):
        words_of("fr")


@settings(deadline=None)  # the first word of a language loads its dictionary
@given(
    st.sampled_from(LANGUAGES),
    st.lists(
        st.sampled_from(
            ["Мер", "заявив", ", що", "«", "»", "\n", "\n\n", " — ", "за даними", "Генштабу", ".", ":", "пише", "він",
             "„", "“", "laut", "sagte", "der Rat", ", dass", "сообщил", "об этом", "ISW", "🔻 ", "1. ", '"']
        ),
        max_size=30,
    ),
)  # fmt: skip
def test_relations_of_any_text_lie_in_it_and_cues_are_apart_from_sources(language: str, parts: list[str]) -> None:
    text = " ".join(parts)
    for said in Relations(Page.of(text, language)).find():
        spans = [said.cue, *said.content, *([said.source] if said.source else [])]
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert said.source is None or said.rule == "elided" or not said.cue.overlaps(said.source)


@settings(deadline=None)
@given(st.text(alphabet='аб.!? \n«»„“"—-A1,:', max_size=120))
def test_sentences_are_in_order_apart_and_hold_every_letter(text: str) -> None:
    page = Page.of(text, "uk")
    ends = [0]
    for sentence in page.sentences:
        assert ends[-1] <= sentence.start < sentence.end <= len(text)
        ends.append(sentence.end)
    covered = {i for s in page.sentences for i in range(s.start, s.end)}
    assert all(i in covered for i, c in enumerate(text) if c.isalpha())
