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
