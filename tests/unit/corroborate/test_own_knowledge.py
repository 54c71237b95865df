"""Own knowledge of a publisher, bodies by what they are, sources beside a claim."""

import pytest

from reportedly.corroborate.beside import bodies_in, place_of, speaking_body
from reportedly.corroborate.bodies import heads_of, is_bare, is_body, publishes_itself, words_of_name
from reportedly.corroborate.firsthand import seen_there, voice_of
from reportedly.corroborate.names import Named, same_name, sealed
from reportedly.corroborate.outlets import names_outlet
from reportedly.records import Span


@pytest.mark.parametrize(
    ("printed", "language"),
    [
        ("the town council", "en"),
        ("police", "en"),
        ("the regional power company", "en"),
        ("міська рада Тольмена", "uk"),
        ("пресс-служба акимата", "ru"),
        ("Landratsamt in Tolmen", "de"),
        ("the union's secretary", "en"),
    ],
)
def test_a_body_is_known_by_what_it_is(printed: str, language: str) -> None:
    assert is_body(printed, language)


@pytest.mark.parametrize(
    ("printed", "language"),
    [
        ("an official of the town council", "en"),
        ("сотрудник управления образования", "ru"),
        ("ein Mitarbeiter der Verwaltung", "de"),
        ("a hospital", "en"),
        ("the foundation", "en"),
        ("the midwife", "en"),
    ],
)
def test_a_person_of_a_body_or_a_mere_short_form_is_no_body(printed: str, language: str) -> None:
    assert not is_body(printed, language)


def test_what_a_body_is_is_the_same_word_in_four_languages() -> None:
    printed = [("town council", "en"), ("міська рада", "uk"), ("горсовет", "ru"), ("Stadtrat", "de")]
    assert {heads_of(*p) for p in printed} >= {("council",)}
    assert all("council" in heads_of(*p) for p in printed)


def test_a_bare_name_says_nothing_of_which_body() -> None:
    assert is_bare("the town council", "en")
    assert not is_bare("the teachers' union", "en")


@pytest.mark.parametrize(
    ("publisher", "language", "itself"),
    [
        ("Ministry of Wells", "en", True),
        ("Municipal Press Service of Tolmen", "en", True),
        ("Управління юстиції повідомляє", "uk", True),
        ("Tolmen Volunteers", "en", True),
        ("Emergency Service of Tolmen", "en", True),
        ("City of Tolmen", "en", True),
        ("УВД Тольмена", "ru", True),
        ("Тольменгаз-энерго, Отряд спасателей", "ru", True),
        ("ДСНС Тольменщини", "uk", True),
        ("Klinikum Tolmen", "de", True),
        ("Freiwillige Feuerwehr Tolmen", "de", True),
        ("Railway and Trade", "en", False),
        ("Emergency Rescue Today", "en", False),
        ("Tolmener Feuerwehr-Kurier", "de", False),
        ("Вісник залізниці", "uk", False),
        ("Plain Courier", "en", False),
        ("Great Fen Press Agency", "en", False),
        ("Bulletin of the Council", "en", False),
    ],
)
def test_a_publisher_may_be_a_body_by_its_name(publisher: str, language: str, itself: bool) -> None:
    assert publishes_itself(publisher, language) is itself


@pytest.mark.parametrize(
    ("sentence", "seen"),
    [
        ("Our monitors counted forty carts.", True),
        ("Наша кореспондентка бачила порожні полиці.", True),
        ("He told our correspondent that the taps are dry.", False),
        ("Our readers know the town.", False),
    ],
)
def test_own_people_were_there_but_not_where_they_were_only_told(sentence: str, seen: bool) -> None:
    assert seen_there(sentence) is seen


def test_the_voice_of_a_text_is_not_that_of_those_it_quotes() -> None:
    assert voice_of("I stood in the queue from six.", "en", None).personal
    assert not voice_of("«Я стояла з шостої», — каже вона.", "uk", None).own
    assert voice_of("Wir schlossen heute drei Läden.", "de", None).plural
    assert not voice_of("Unsere Leser fragen nach Wasser.", "de", None).plural


def test_an_outlet_sends_a_reporter_by_its_own_name() -> None:
    text = "Журналістка «Криниці» обійшла чергу."
    assert voice_of(text, "uk", "Соляна криниця").own
    assert not voice_of(text, "uk", "Степовий вісник").own


def test_a_body_that_says_something_is_found_beside_a_claim() -> None:
    text = "The education office of Tolmen has put out a statement. Fourteen schools are shut."
    place = place_of(text, Span(text.index("Fourteen"), len(text) - 1))
    [before] = place.before()
    found = speaking_body(text, before, "en")
    assert found is not None
    assert found.of(text) == "education office of Tolmen"
    assert speaking_body(text, place.sentences[1], "en") is None


def test_a_body_far_from_the_verb_is_not_who_says_it() -> None:
    text = "The seal of the office went missing and people were sent away, a man said."
    assert speaking_body(text, Span(0, len(text)), "en") is None


def test_bodies_are_found_with_the_words_that_tell_which() -> None:
    words = "Tolmens Stadtrat und die Polizei in Vark widersprachen."
    assert [words[a:b] for a, b in bodies_in(words, "de")] == ["Tolmens Stadtrat", "Polizei in Vark"]


def test_a_sealed_name_cannot_be_read_but_is_known_again() -> None:
    one = sealed(words_of_name("Olena Savchuk", "en"), private=True)
    other = sealed(words_of_name("Олена Савчук", "uk"), private=True)
    assert same_name(one, other)
    assert not same_name(one, sealed(words_of_name("Iryna Bondar", "en"), private=True))
    assert all(key.startswith("z:") for word in one for key in word)


def test_an_outlet_is_known_in_another_script_and_by_a_short_form() -> None:
    cited = Named(sealed(words_of_name("видання Tolmen Herald", "uk")))
    assert names_outlet(cited, "Tolmen Herald")
    assert not names_outlet(cited, "Vark Courier")
