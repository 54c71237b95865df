"""Claims that are marked by others are coded in every language that claims are read in."""

import pytest

from reportedly.assembly import code_given
from reportedly.errors import InvalidRecord
from reportedly.records import Claim, Coding, Span, StatusObservation

CLOSED = {
    "en": "The hospital in Oskilne has been closed since March.",
    "de": "Das Krankenhaus in Oskilne ist seit März geschlossen.",
    "uk": "Лікарня в Оскільному не працює з березня.",
    "ru": "Больница в Оскольном не работает с марта.",
}


@pytest.mark.parametrize("language", CLOSED)
def test_a_given_claim_gets_its_category_and_the_state_of_the_service(language: str) -> None:
    text = CLOSED[language]
    reading = code_given(text, [(Span(0, len(text)),)], language=language)
    [claim], [coding], [state] = reading.of(Claim), reading.of(Coding), reading.of(StatusObservation)
    assert (coding.category, state.sector, state.status) == ("GUO.C01", "health", "none")
    assert claim.proposition == text


def test_a_language_that_is_not_read_is_refused() -> None:
    text = "Szpital w Oskilnem jest zamknięty."
    with pytest.raises(InvalidRecord, match="claims are read in de, en, ru, uk, not in 'pl'"):
        code_given(text, [(Span(0, len(text)),)], language="pl")
