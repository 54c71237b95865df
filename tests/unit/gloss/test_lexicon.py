from importlib.resources import files

import pytest

from reportedly.gloss import LANGUAGES, Lexicon, load

LINES = (
    "the\t\t\t",
    "house\tHaus;Wohnhaus\tбудинок;дім\tдом;здание",
    "mill\tMühle\tмлин\tмельница",
    "wind\tWind\tвітер\tветер",
    "building\tGebäude\tбудинок\tздание",
    "fire brigade\tFeuerwehr\tпожежна служба\tпожарная служба",
    "bridge\tBrücke\tміст\tмост",
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(LINES)


@pytest.mark.parametrize(
    ("word", "language", "first"),
    [
        ("bridges", "en", "bridge"),
        ("BRIDGE", "en", "bridge"),
        ("Brücken", "de", "bridge"),
        ("BRÜCKE", "de", "bridge"),
        ("мостами", "ru", "bridge"),
        ("мельницы", "ru", "mill"),
        ("млина", "uk", "mill"),
    ],
)
def test_a_word_is_found_in_any_case_and_number(lexicon: Lexicon, word: str, language: str, first: str) -> None:
    assert lexicon.english(word, language)[:1] == (first,)


def test_the_meaning_that_stands_first_in_its_line_comes_first(lexicon: Lexicon) -> None:
    assert lexicon.english("здание", "ru") == ("building", "house")


def test_of_equally_near_meanings_the_more_frequent_one_comes_first(lexicon: Lexicon) -> None:
    assert lexicon.english("будинок", "uk") == ("house", "building")


def test_a_german_compound_has_the_meanings_of_both_parts_the_second_one_first(lexicon: Lexicon) -> None:
    assert lexicon.english("Windmühle", "de") == ("mill", "wind")


def test_a_german_compound_may_have_a_letter_between_its_parts(lexicon: Lexicon) -> None:
    assert lexicon.english("Mühlenhaus", "de") == ("house", "mill")


def test_a_compound_of_which_one_part_is_not_known_is_not_taken_apart(lexicon: Lexicon) -> None:
    assert lexicon.english("Quorlmühle", "de") == ()


@pytest.mark.parametrize(("word", "language"), [("мост", "en"), ("Brücke", "uk"), ("bridge", "de"), ("pont", "fr")])
def test_a_word_of_another_language_is_not_known(lexicon: Lexicon, word: str, language: str) -> None:
    assert lexicon.english(word, language) == ()


def test_a_word_that_only_begins_like_a_known_one_is_not_known(lexicon: Lexicon) -> None:
    assert lexicon.english("мостовикова", "ru") == ()
    assert lexicon.english("мо", "ru") == ()


def test_phrases_of_several_words_are_left_out(lexicon: Lexicon) -> None:
    assert lexicon.english("служба", "uk") == ()


def test_frequent_words_tell_less_than_rare_ones_and_unknown_ones_most(lexicon: Lexicon) -> None:
    weights = [lexicon.weight(word) for word in ("the", "house", "bridge", "quorl")]
    assert weights == sorted(set(weights))
    assert (weights[0], weights[-1]) == (0.0, 1.0)


def test_no_word_stands_for_more_than_five_english_ones() -> None:
    many = Lexicon([f"word{number}\tDing\t\t" for number in range(9)])
    assert many.english("Ding", "de") == tuple(f"word{number}" for number in range(5))


def test_the_list_that_ships_has_thousands_of_lemmas_and_words_of_every_language() -> None:
    lexicon = load()
    assert len(lexicon) > 5_000
    assert LANGUAGES == ("en", "de", "uk", "ru")
    for word, language in (("water", "en"), ("Wasser", "de"), ("вода", "uk"), ("вода", "ru")):
        assert lexicon.english(word, language)[:1] == ("water",)


def test_the_lines_that_ship_have_four_columns_no_lemma_twice_and_no_blank_entry() -> None:
    lines = (files("reportedly.gloss") / "data" / "words.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    assert {len(row) for row in rows} == {4}
    assert len({row[0] for row in rows}) == len(rows)
    entries = [entry for row in rows for cell in row[1:] if cell for entry in cell.split(";")]
    assert [entry for entry in entries if not entry or entry != entry.strip()] == []
