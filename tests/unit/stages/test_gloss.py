"""Texts in Ukrainian, Russian and German word by word in English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.records import Span
from reportedly.stages.glossed.gloss import Gloss, glosser
from reportedly.stages.glossed.words import LANGUAGES, Phrases, patterns, phrases
from tests.unit.stages.glossing import whole


def gloss(language: str, text: str) -> Gloss:
    return glosser(language).gloss(text, whole(text))


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("uk", "Школу закрили через брак учителів.", "School closed for lack of teachers."),
        ("uk", "Лікарі не працюють.", "Doctors do not work."),
        ("uk", "Аптека не відкрилась.", "Pharmacy did not open."),
        ("ru", "Больницу закрыли, врачи не вышли на работу.", "Hospital closed, doctors did not come to work."),
        ("ru", "Жители не получают воду.", "Residents do not receive water."),
        ("de", "Die Schule ist geschlossen.", "The school is closed."),
        ("de", "Die Rentner erhielten kein Bargeld.", "The pensioners received no cash."),
    ],
)
def test_a_sentence_becomes_english_words(language: str, text: str, words: str) -> None:
    assert gloss(language, text).text.casefold() == words.casefold()


def test_a_denied_verb_keeps_its_denial() -> None:
    assert "did not" in gloss("uk", "Вони не отримали пенсії.").text
    assert "did not" in gloss("ru", "Они не получили пенсии.").text
    assert "not" in gloss("de", "Sie bekamen die Rente nicht.").text


def test_the_future_is_told_from_the_past() -> None:
    assert "will" in gloss("uk", "Школа працюватиме з понеділка.").text
    assert "will" not in gloss("uk", "Школа працювала з понеділка.").text


def test_a_name_inside_a_sentence_is_spelt_not_translated() -> None:
    assert "Shevchenko" in gloss("uk", "Про це сказав Шевченко.").text
    assert "Kosti" in gloss("ru", "Помощь привезли в Кости.").text
    assert "Kassala" in gloss("de", "Die Hilfe kam nach Kassala.").text


def test_numbers_are_kept_and_found_in_the_text() -> None:
    text = "Роздали 2500 наборів і 12,5 тонн борошна."
    made = gloss("uk", text)
    for number in ("2500", "12,5"):
        there = Span(made.text.index(number), made.text.index(number) + len(number))
        assert made.back(there) == Span(text.index(number), text.index(number) + len(number))


def test_a_day_is_written_as_in_english() -> None:
    assert "3 March 2026" in gloss("de", "Am 3. März 2026 schloss die Post.").text
    assert "12 May" in gloss("uk", "Це сталося 12 травня.").text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Die Brücke wurde am Montag für Autos gesperrt.", "The bridge was closed on the Monday for cars ."),
        ("Die Polizei wirbt einheimische Männer an.", "The police is recruiting local men ."),
        ("Sie werden gezwungen, ohne Lohn Gräben auszuheben.", "They are forced, to dig without pay trenches ."),
        ("Der Feind verlegt Panzer.", "The enemy is relocating tank."),
        ("Alle Läden sind verschwunden.", "All shops have disappeared."),
        ("Die Bank wird morgen Renten auszahlen.", "The bank will pay out tomorrow pension ."),
        ("Sie streiken, weil sie nicht bezahlt wurden.", "They are on strike, because they were not paid ."),
        ("Es fehlte Kohle, weil das Geld nicht kam.", "It lacked coal, because the money not came ."),
        (
            "Die Behörde hat den Betrieb nicht wieder aufgenommen.",
            "The authorities has not resumed the company  again .",
        ),
        ("Der Mast wurde in Brand gesetzt.", "The mast was set on fire  ."),
        ("Die verlegte Schule öffnet.", "The relocated school is opening."),
        ("Mitglieder der Partei wurden von Soldaten geschlagen.", "Members of the party were beaten by soldiers ."),
    ],
)
def test_german_verbs_stand_where_english_has_them(text: str, words: str) -> None:
    assert " ".join(gloss("de", text).text.split()) == " ".join(words.split())


def test_a_moved_verb_is_found_in_the_text() -> None:
    text = "Die Brücke wurde am Montag für Autos gesperrt."
    made = gloss("de", text)
    at = made.text.index("closed")
    there = made.back(Span(at, at + len("closed")))
    assert there is not None
    assert there.of(text) == "gesperrt"
    assert made.forth(there) == Span(at, at + len("closed"))


@pytest.mark.parametrize(
    ("printed", "english"),
    [
        ("Entbindungsstation", "maternity ward"),
        ("Brotpreis", "bread price"),
        ("Passamt", "passport office"),
        ("Besatzungsgericht", "occupation court"),
        ("Schulbehörde", "school authorities"),
        ("Festnetz-Internet", "landline internet"),
    ],
)
def test_a_german_compound_keeps_both_of_its_parts(printed: str, english: str) -> None:
    assert gloss("de", f"Die {printed}").text.casefold() == f"the {english}"


@pytest.mark.parametrize(
    ("language", "printed", "english"),
    [
        ("uk", "заселяються", "settle"),
        ("uk", "підписання", "sign"),
        ("uk", "стоматологічний", "dental"),
        ("ru", "истязания", "torture"),
        ("ru", "укреплена", "fortification"),
        ("ru", "регион-побратим", "twin region"),
        ("de", "Präsidentin", "president"),
    ],
)
def test_a_word_that_no_list_has_is_told_by_its_kin(language: str, printed: str, english: str) -> None:
    assert glosser(language)._words.english(printed)[:1] == (english,)


@pytest.mark.parametrize(("language", "printed"), [("ru", "укроп"), ("uk", "гарбуз"), ("de", "Vortrab")])
def test_a_word_without_kin_is_told_by_none(language: str, printed: str) -> None:
    assert not glosser(language)._words.english(printed)


def test_a_german_noun_is_no_verb() -> None:
    assert "working" not in gloss("de", "Sie legten die Arbeit nieder.").text


def test_the_closest_entry_is_chosen() -> None:
    known = Phrases(["школ*\tschool", "школ* імені\tschool named after", "школа\tthe school", "же\t_"])
    assert known.best(["школа"]).english == "the school"  # type: ignore[union-attr]
    assert known.best(["школи", "імені"]).english == "school named after"  # type: ignore[union-attr]
    assert known.best(["школи"]).english == "school"  # type: ignore[union-attr]
    assert known.best(["же"]).english == ""  # type: ignore[union-attr]
    assert known.best(["завод"]) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_data_of_every_language_can_be_read(language: str) -> None:
    assert phrases(language).longest >= 2
    assert {"trade", "addressed", "planned", "failed", "control"} <= patterns(language).keys()


_TEXTS = st.text(alphabet="абвгдеіїєю АБВ ’'-.,;:!?«»()\n 0123456789 äöü xyz", max_size=80)


@given(_TEXTS, st.sampled_from(LANGUAGES))
def test_every_word_of_a_gloss_points_into_the_text(text: str, language: str) -> None:
    made = glosser(language).gloss(text, whole(text) if text else [])
    end = there = 0
    for piece in made.pieces:
        assert end <= piece.start < piece.end <= len(made.text)
        end = piece.end
    for piece in made.printed:
        assert there <= piece.printed.start < piece.printed.end <= len(text)
        there = piece.printed.end
    assert sorted(made.pieces, key=lambda piece: piece.start) == sorted(made.printed, key=lambda piece: piece.start)


@given(_TEXTS, st.sampled_from(LANGUAGES), st.integers(0, 80), st.integers(1, 30))
def test_what_goes_forth_comes_back_around_the_same_words(text: str, language: str, start: int, length: int) -> None:
    made = glosser(language).gloss(text, whole(text) if text else [])
    span = Span(start, start + length)
    there = made.forth(span)
    touched = [p for p in made.printed if p.printed.overlaps(span)]
    assert (there is None) == (not touched)
    if there is not None:
        around = made.back(there)
        assert around is not None
        assert around.start <= touched[0].printed.start
        assert touched[-1].printed.end <= around.end
        if language != "de":
            assert around == Span(touched[0].printed.start, touched[-1].printed.end)
