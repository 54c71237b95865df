from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.gloss import Lexicon, Marker, Marks, marker
from reportedly.gloss.marks import LEAST
from reportedly.interfaces import Candidate

LEXICON = Lexicon(
    [
        "the\tder\tцей\tэтот",
        *(f"filler{number}\t\t\t" for number in range(400)),
        "bridge\tBrücke\tміст\tмост",
        "mill\tMühle\tмлин\tмельница",
        "wind\tWind\tвітер\tветер",
        "herald\tBote\tвісник\tвестник",
        "five\tfünf\tп'ять\tпять",
        "march\tMarsch\tмарш\tмарш",
    ]
)
PLACES = {
    "Tolmen": ("t:1",),
    "Толмен": ("t:1",),
    "Upper Weld": ("t:2",),
    "Weld": ("t:3", "t:4", "t:5"),
    "Mill": ("t:6",),
}


def find(name: str) -> Sequence[str]:
    return PLACES.get(name, ())


MARKER = Marker(LEXICON, find)


def keys(marks: Marks) -> list[str]:
    return [mark.keys[0] for mark in marks]


def numbers(text: str, language: str = "en") -> list[str]:
    return [key for key in keys(MARKER.marks(text, language)) if key.startswith("n:")]


def days(text: str, language: str = "en") -> list[str]:
    return [key for key in keys(MARKER.marks(text, language)) if key.startswith("d:")]


@pytest.mark.parametrize(
    ("text", "language"),
    [("the bridge", "en"), ("die Brücken", "de"), ("цей міст", "uk"), ("этого моста", "ru")],
)
def test_a_word_is_the_same_mark_in_every_language_and_the_most_frequent_are_left_out(text: str, language: str) -> None:
    assert keys(MARKER.marks(text, language)) == ["w:bridge"]


@pytest.mark.parametrize(
    "printed",
    ["1200", "1,200", "1.200", "1 200", "1\u00a0200", "1\u202f200"],
)
def test_a_number_is_the_same_with_every_thousands_separator(printed: str) -> None:
    assert numbers(f"some {printed} people") == ["n:1200"]


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("1.234.567", ["n:1.23457e+06"]),
        ("2,5", ["n:2.5"]),
        ("2.5", ["n:2.5"]),
        ("0.125", ["n:0.125"]),
        ("0,125", ["n:0.125"]),
        ("1 200,5", ["n:1200.5"]),
        ("1,200.5", ["n:1200.5"]),
        ("2026 300", ["n:2026", "n:300"]),
        ("the 3rd and 22nd", ["n:3", "n:22"]),
        ("14:30", ["n:14:30"]),
    ],
)
def test_decimals_ordinals_and_clocks_keep_their_value(printed: str, found: list[str]) -> None:
    assert numbers(printed) == found


def test_small_numbers_tell_less_than_large_ones_and_numerals_are_numbers() -> None:
    small, spelt, large = MARKER.marks("5 fünf 500", "de")
    assert small.keys == spelt.keys == ("n:5",)
    assert small.weight < large.weight


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("on 3 March", "en"),
        ("on March 3", "en"),
        ("on March 3rd", "en"),
        ("on 3rd March", "en"),
        ("am 3. März", "de"),
        ("3 березня", "uk"),
        ("3 марта", "ru"),
    ],
)
def test_a_day_is_the_same_in_every_language(text: str, language: str) -> None:
    assert days(text, language) == ["d:03-03"]


@pytest.mark.parametrize(
    "text", ["At least 12 may have left", "32 March", "0 May", "The 40 march on", "March", "May 120"]
)
def test_what_only_looks_like_a_day_is_none(text: str) -> None:
    assert days(text) == []


def test_a_number_before_the_verb_may_stays_a_number() -> None:
    assert numbers("At least 120 may have left and 12 may follow") == ["n:120", "n:12"]


def test_a_place_is_found_by_its_longest_name_only_in_whole_words() -> None:
    [place] = MARKER.marks("Upper Weld", "en")
    assert place.keys == ("p:t:2",)
    assert not [key for mark in MARKER.marks("Tolmenhof Weldish upperweld", "en") for key in mark.keys if key[0] == "p"]


def test_a_name_of_one_word_is_a_place_and_a_skeleton() -> None:
    latin, cyrillic = MARKER.marks("near Tolmen", "en")[-1], MARKER.marks("у Толмен", "uk")[-1]
    assert latin.keys[0] == cyrillic.keys[0] == "p:t:1"
    assert set(latin.keys) & {key for key in cyrillic.keys if key.startswith("x:")}


def test_a_place_has_two_ids_at_most() -> None:
    [place] = MARKER.marks("Weld", "en")
    assert [key for key in place.keys if key.startswith("p:")] == ["p:t:3", "p:t:4"]


def test_a_known_word_with_a_capital_that_grammar_asks_for_is_no_place() -> None:
    assert keys(MARKER.marks("Mill burnt", "en"))[0] == "w:mill"
    assert "p:t:6" in keys(MARKER.marks("near Mill", "en"))


def test_an_unknown_word_tells_more_with_a_capital() -> None:
    small, capital = MARKER.marks("zorvik Zorvik", "en")
    assert small.weight < capital.weight
    assert small.keys[0] == capital.keys[0] == "y:zorvik"


def test_a_marker_takes_only_sure_candidates_of_a_gazetteer() -> None:
    class Places:
        def find(self, name: str, *, limit: int = 20) -> list[Candidate]:
            if name == "Tolmen":
                return [a_candidate("t:1", "exact"), a_candidate("t:9", "fuzzy")]
            return [a_candidate("t:8", "fuzzy")]

    found = marker(Places()).marks("near Tolmen and Zorvik", "en")
    assert [key for mark in found for key in mark.keys if key.startswith("p:")] == ["p:t:1"]


def a_candidate(place: str, match: str) -> Candidate:
    return Candidate(place, "Tolmen", "settlement", 50.0, 20.0, "VL", 0.5, match=match)  # type: ignore[arg-type]


def test_without_a_gazetteer_there_are_no_places() -> None:
    assert not [key for mark in marker().marks("Berlin and Paris", "en") for key in mark.keys if key[0] == "p"]


def test_a_name_has_for_each_word_its_translation_its_spelling_and_its_place() -> None:
    tolmen, herald = MARKER.name("The Tolmen Herald", "en")
    assert {"y:tolmen", "p:t:1", "x:TLMN"} <= set(tolmen)
    assert {"y:herald", "w:herald"} <= set(herald)


def test_a_name_that_begins_with_a_place_of_two_words_has_the_place_on_both() -> None:
    upper, weld, herald = MARKER.name("Upper Weld Herald", "en")
    assert "p:t:2" in upper
    assert "p:t:2" in weld
    assert "p:t:2" not in herald


TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(
            [
                "Tolmen",
                "Upper",
                "Weld",
                "bridge",
                "12",
                "1 200",
                "3",
                "March",
                "may",
                ".",
                ",",
                "\u00a0",
                "Brücke",
                "мост",
            ]
        ),
        max_size=20,
    ).map(" ".join),
)


@given(TEXTS, st.sampled_from(["en", "de", "uk", "ru", "fr"]))
def test_marks_stand_in_the_text_in_order_without_overlap(text: str, language: str) -> None:
    end = 0
    for mark in MARKER.marks(text, language):
        assert end <= mark.start < mark.end <= len(text)
        assert not text[mark.start].isspace()
        assert not text[mark.end - 1].isspace()
        assert mark.keys
        assert all(len(key) > 2 and key[1] == ":" and key[0] in "wxypnd" and "|" not in key for key in mark.keys)
        assert LEAST <= mark.weight <= 1.2
        end = mark.end
