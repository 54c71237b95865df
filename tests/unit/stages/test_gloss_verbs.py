"""Forms of verbs that the dictionary does not give away."""

import pytest

from reportedly.records import Claim, Span, claim_id
from reportedly.stages.glossed.moods import mended
from reportedly.stages.glossed.verbs import form_of


@pytest.mark.parametrize("word", ["отменён", "опечатан", "показаны", "отключен", "казнена", "нарушен"])
def test_a_russian_short_participle_stands_for_a_verb_also_where_only_its_infinitive_is_known(word: str) -> None:
    assert form_of(word, "ru") == "done"


@pytest.mark.parametrize("word", ["ресторан", "барабан", "страна", "океан", "орган", "экран"])
def test_a_russian_noun_that_ends_like_one_is_none(word: str) -> None:
    assert form_of(word, "ru") is None


@pytest.mark.parametrize("word", ["зник", "помер", "зросла", "прибула", "постраждала"])
def test_a_ukrainian_past_without_its_suffix_or_like_an_adjective_is_a_past(word: str) -> None:
    assert form_of(word, "uk") == "past"


def test_a_ukrainian_impersonal_past_in_ato_is_done() -> None:
    assert form_of("розпочато", "uk") == "done"


@pytest.mark.parametrize("word", ["ціла", "біла", "зроби", "кину", "багато", "свято"])
def test_ukrainian_adjectives_and_orders_are_no_past(word: str) -> None:
    assert form_of(word, "uk") not in ("past", "done")


def test_what_was_done_is_told_so_by_a_rebuilt_participle() -> None:
    text = "Дом настоятеля опечатан."
    spans = (Span(0, len(text)),)
    claim = Claim(claim_id("doc_1", spans), "doc_1", spans, text, "event", realis="ongoing", passage=0, rule="clause")
    assert mended(claim, text, "ru").realis == "occurred"


@pytest.mark.parametrize(
    ("language", "text", "realis"),
    [
        ("uk", "Озброєні люди забирають у Ковилівці кожне друге авто.", "ongoing"),
        ("uk", "Зруйновані гаражі на Липовій розбирають.", "ongoing"),
        ("ru", "На воротах дворов, владельцы которых уехали, клеят повестки.", "ongoing"),
        ("uk", "Городи тих, хто виїхав, передадуть переселенцям.", "planned"),
        ("uk", "Аптека зачинена, відколи провізорку забрали.", "ongoing"),
        ("uk", "Лазню відкриють лише після ремонту даху.", "planned"),
        ("ru", "Талоны дают только при условии, что человек сдал старый паспорт.", "ongoing"),
        ("ru", "Если привезут соль, засолку начнут в пятницу.", "conditional"),
        ("de", "Die Busfahrer werden gezwungen, abends Wachen zu stellen.", "ongoing"),
        ("de", "Die Behörden werden neue Preise für Brot und Salz festlegen.", "planned"),
        ("de", "Drei Ärzte sind nach Kowyliwka zurückgekehrt.", "occurred"),
        ("de", "Die Hälfte der Lehrer hat seit der Einnahme die Stadt verlassen.", "occurred"),
        ("de", "Seit Montag ist der Müll nicht abgeholt worden.", "ongoing"),
        ("de", "Die Menschen schlafen unter Planen.", "ongoing"),
    ],
)
def test_what_goes_on_what_came_about_and_what_is_to_come_are_told_apart(language: str, text: str, realis: str) -> None:
    spans = (Span(0, len(text)),)
    claim = Claim(claim_id("doc_1", spans), "doc_1", spans, text, "event", realis="habitual", passage=0, rule="clause")
    found = mended(claim, text, language).realis
    assert found == realis or (realis == "ongoing" and found == "habitual")
