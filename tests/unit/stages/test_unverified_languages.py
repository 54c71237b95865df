"""Which claims in Ukrainian, Russian and German a text could not verify."""

import pytest

from reportedly.records import Claim, Level
from tests.unit.stages.attributed import read


def _marked(language: str, text: str, *claims: str) -> list[str]:
    reading = read(text, language, *claims)
    levels = {one.claim: one for one in reading.of(Level)}
    made = reading.of(Claim)
    return [c.evidence[0].of(text) for c in made if "unverifiable" in levels[c.id].caveats]


@pytest.mark.parametrize(
    ("language", "text", "claims", "expected"),
    [
        (
            "uk",
            (
                "Міст закрили вчора. Водоканал повідомив, що труба лопнула. Мер заявив, що двоє поранені. "
                "Незалежно перевірити ці дані неможливо."
            ),
            ("Міст закрили вчора", "труба лопнула", "двоє поранені"),
            ["двоє поранені"],
        ),
        (
            "uk",
            "Генштаб повідомив, що збито дрон. Мер заявив, що двоє поранені. Редакція не змогла перевірити твердження Генштабу.",
            ("збито дрон", "двоє поранені"),
            ["збито дрон"],
        ),
        (
            "uk",
            "Генштаб повідомив, що збито дрон. Мер заявив, що двоє поранені. Підтвердити заяви обох сторін не вдалося.",
            ("збито дрон", "двоє поранені"),
            ["збито дрон", "двоє поранені"],
        ),
        (
            "uk",
            "Міст закрили. Дорогу розмило.\n\nОчевидці кажуть, що чули вибух.\nНезалежного підтвердження немає.",
            ("Дорогу розмило", "чули вибух"),
            ["чули вибух"],
        ),
        (
            "ru",
            "Вода дошла до школы. Минобороны сообщило, что склад уничтожен. Проверить эту информацию из других источников не удалось.",
            ("Вода дошла до школы", "склад уничтожен"),
            ["склад уничтожен"],
        ),
        (
            "ru",
            "Мэр сообщил, что склад сгорел. Жители говорят, что слышали взрыв. Все эти сведения независимо проверить невозможно.",
            ("склад сгорел", "слышали взрыв"),
            ["склад сгорел", "слышали взрыв"],
        ),
        (
            "de",
            (
                "Die Brücke ist gesperrt. Das Ministerium erklärte, zwei Drohnen seien abgeschossen. "
                "Die Angaben ließen sich nicht unabhängig überprüfen."
            ),
            ("Die Brücke ist gesperrt", "zwei Drohnen seien abgeschossen"),
            ["zwei Drohnen seien abgeschossen"],
        ),
        (
            "de",
            (
                "Das Militär meldete, das Depot brenne. Anwohner sagten, sie hätten Schüsse gehört. "
                "Unabhängig überprüfen konnten wir die Angaben des Militärs nicht."
            ),
            ("das Depot brenne", "sie hätten Schüsse gehört"),
            ["das Depot brenne"],
        ),
    ],
)
def test_what_could_not_be_verified_is_the_attribution_before_or_whom_it_names(
    language: str, text: str, claims: tuple[str, ...], expected: list[str]
) -> None:
    assert _marked(language, text, *claims) == expected


@pytest.mark.parametrize(
    ("language", "text", "claim"),
    [
        ("ru", "Мэр сообщил, что склад сгорел. Полиция проверила все лифты.", "склад сгорел"),
        ("uk", "Мер повідомив, що склад згорів. Міністр не підтвердив візит.", "склад згорів"),
        ("de", "Der Bürgermeister sagte, das Lager brenne. Die Bremsen wurden nicht überprüft.", "das Lager brenne"),
        ("uk", "Мер повідомив, що склад згорів.\n\nІнше.\n\nПеревірити ліфти не вдалося.", "склад згорів"),
    ],
)
def test_checks_of_other_things_mark_nothing(language: str, text: str, claim: str) -> None:
    assert _marked(language, text, claim) == []
