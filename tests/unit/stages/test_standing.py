"""Claims told from talk in Ukrainian, Russian and German posts."""

from dataclasses import replace

import pytest

from reportedly.records import Claim, Span
from reportedly.stages.extract_languages import ExtractLanguages
from reportedly.stages.glossed import standing as module
from reportedly.stages.glossed.signs import Post, Seen, signs
from reportedly.stages.glossed.standing import GIVEN, REPORT, evidence, standing, weights
from reportedly.stages.glossed.worth import signs_off
from tests.unit.stages.claim_views import FakeReader, view
from tests.unit.stages.glossing import read

UNSURE = view(standing={"none": 0.5, "claim": 0.5, "routed": 0.0})
TALK = {
    "uk": "Сиджу на кухні, п'ю чай і думаю про море",
    "ru": "Наш кот весь день спит на подоконнике",
    "de": "Unser Kater schläft den ganzen Tag auf dem Sofa",
}
TOLD = {
    "uk": "У Вербівці лікарня не приймає хворих без нового паспорта",
    "ru": "В Вербовке больница не принимает больных без нового паспорта",
    "de": "In Werbiwka nimmt das Krankenhaus ohne neuen Pass niemanden auf",
}


def seen(printed: str, gloss: str = "") -> Seen:
    return Seen(printed, gloss, UNSURE, 0.0)


@pytest.mark.parametrize("language", ["uk", "ru", "de"])
def test_a_clause_on_civil_life_stands_and_one_on_private_life_does_not(language: str) -> None:
    post = Post(f"{TALK[language]}. {TOLD[language]}.", language)
    assert standing([seen(TALK[language]), seen(TOLD[language])], post) == [False, True]


@pytest.mark.parametrize("language", ["uk", "ru", "de"])
def test_a_text_of_talk_claims_nothing_though_the_reader_is_unsure(language: str) -> None:
    text = f"{TALK[language]}."
    assert not list(read(text, language, ExtractLanguages(FakeReader(default=UNSURE))).of(Claim))


def test_what_a_sure_clause_carries_along_does_not_stand_alone() -> None:
    weak, strong = seen("Про це ніхто не попередив мешканців"), seen(TOLD["uk"])
    odds = evidence([weak], Post(weak.printed, "uk"))
    assert weights().clause < odds[0] < weights().text
    assert standing([weak], Post(weak.printed, "uk")) == [False]
    assert standing([weak, strong], Post(f"{weak.printed}. {strong.printed}.", "uk")) == [True, True]


def test_what_a_source_says_and_what_a_report_of_two_sources_tells_stands_with_less(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    weak = seen("Про це ніхто не попередив мешканців")
    post = Post(weak.printed, "uk")
    short = evidence([weak], post)[0] + min(GIVEN, REPORT) - 0.1
    unsure = replace(weights(), text=short)
    monkeypatch.setattr(module, "weights", lambda: unsure)
    assert standing([weak], post, [False]) == [False]
    assert standing([weak], post, [True]) == [True]
    assert standing([weak], post, [False], named=1) == [False]
    assert standing([weak], post, [False], named=2) == [True]


def test_no_clauses_no_claims() -> None:
    assert standing([], Post("", "de")) == []


@pytest.mark.parametrize("language", ["uk", "ru", "de"])
def test_every_sign_has_a_weight_and_every_weight_a_sign(language: str) -> None:
    assert signs(seen(TOLD[language]), Post(TOLD[language], language), 0.0).keys() == weights().signs.keys()


def test_a_short_post_may_greet_and_then_claim_something_a_long_speech_does_not() -> None:
    post = "З Днем медика! У нашій лікарні звільнилися дев'ять медсестер."
    stage = ExtractLanguages(FakeReader())
    found = read(post, "uk", stage)
    assert [r.evidence[0].of(post) for r in found.of(Claim)] == ["У нашій лікарні звільнилися дев'ять медсестер"]
    speech = post + " Наші лікарні отримують нове обладнання, а медики працюють віддано." * 5
    assert not list(read(speech, "uk", stage).of(Claim))


@pytest.mark.parametrize(
    ("language", "text", "kept"),
    [
        (
            "ru",
            "Соседи, пишем как есть.\n\nАптека в Вербовке закрыта.\n\nБывшая смена аптеки",
            "Аптека в Вербовке закрыта",
        ),
        ("ru", "Аптека в Вербовке закрыта. Бывшая смена аптеки.", "Аптека в Вербовке закрыта"),
        ("uk", "Аптеку у Вербівці зачинено.\n\nКолишня зміна аптеки", "Аптеку у Вербівці зачинено"),
        (
            "de",
            "Die Apotheke in Werbiwka ist zu.\n\nDie frühere Schicht der Apotheke",
            "Die Apotheke in Werbiwka ist zu",
        ),
    ],
)
def test_a_greeting_line_and_a_signature_are_no_claims(language: str, text: str, kept: str) -> None:
    found = read(text, language, ExtractLanguages(FakeReader()))
    assert [r.evidence[0].of(text) for r in found.of(Claim)] == [kept]


def test_a_last_line_with_a_figure_or_a_full_stop_is_no_signature() -> None:
    for end in ("Немає ліків.", "Ліки: 3 упаковки"):
        text = f"Аптека працює.\n\n{end}"
        assert not signs_off(text, Span(len(text) - len(end), len(text)), "uk")


def test_a_list_of_lines_without_figures_is_verse() -> None:
    verse = "Вітер гойдає старі тополі,\nМісяць пливе над широким полем,\nТиша лягає на чорний став"
    assert Post(verse, "uk").signs["text in verse"] == 1.0
    assert Post("Вода: 2 години,\nСвітло: 4 години,\nГаз: немає", "uk").signs["text in verse"] == 0.0
