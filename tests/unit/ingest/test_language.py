"""The language of a text."""

import pytest

from reportedly.ingest.language import MISMATCH, identify
from tests.unit.ingest.kept import ENGLISH, RUSSIAN, UKRAINIAN

FRENCH = "Le service des eaux de Drelmoor est fermé depuis lundi, a déclaré la mairie. Les habitants vont au puits. "
GERMAN = "Das Wasserwerk in Drelmoor ist seit Montag geschlossen, teilte die Stadt mit. Niemand weiß warum. "
BULGARIAN = "Водоснабдяването в града е спряно от понеделник, съобщиха от общината. Хората носят вода от кладенците. "


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (UKRAINIAN, "uk"),
        (RUSSIAN, "ru"),
        (GERMAN, "de"),
        (FRENCH, "fr"),
        (BULGARIAN, "bg"),
        ("Вада ў цэнтры горада знікла ўчора ўвечары", "be"),
        ("Вода у центру града је нестала јуче увече", "sr"),
        ("Вода зникла у центрі", "uk"),
        ("Воду отключили в центре города", "ru"),
        ("Вода в домах есть", "ru"),
    ],
)
def test_languages_are_told_apart(text: str, language: str) -> None:
    assert identify(text) == (language, None)


@pytest.mark.parametrize("text", ["", "12:30", "🚰🚰🚰", "No.", "https://courier.example/long/address/with-words"])
def test_what_is_too_short_to_tell_is_undetermined(text: str) -> None:
    assert identify(text) == ("und", None)


@pytest.mark.parametrize("given", ["en", "en-GB", "EN_us", "English", "eng"])
def test_a_given_language_is_written_as_its_primary_tag(given: str) -> None:
    assert identify("No.", given) == ("en", None)


def test_a_given_language_wins_on_short_text_of_its_script() -> None:
    assert identify("Problem in Drelmoor", "de") == ("de", None)


def test_a_given_language_of_another_script_loses() -> None:
    assert identify(UKRAINIAN, "en") == ("uk", MISMATCH)
    assert identify(ENGLISH, "ru") == ("en", MISMATCH)


def test_a_given_language_loses_against_a_long_text_in_another() -> None:
    assert identify(FRENCH * 4, "en") == ("fr", MISMATCH)


@pytest.mark.parametrize("given", [None, "", "not a tag", 5, "und"])
def test_what_is_no_language_tag_is_passed_over(given: object) -> None:
    assert identify(ENGLISH, given) == ("en", None)
