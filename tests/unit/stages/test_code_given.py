"""Claims that are given by their evidence, coded in their own language."""

import pytest

from reportedly.assembly import code_given
from reportedly.errors import InvalidRecord
from reportedly.models import coding, weights
from reportedly.records import Claim, Span, StatusObservation

pytestmark = pytest.mark.skipif(not weights.present(coding.GRAPH), reason="weights of the claim reader")


@pytest.mark.parametrize(
    ("language", "text", "realis", "status"),
    [
        ("en", "The clinic in Orlivsk has been shut since Monday.", "ongoing", "none"),
        ("uk", "У Орлівську поліклініка третій тиждень не працює.", "ongoing", "none"),
        ("ru", "В Орливске больницу откроют только в ноябре.", "planned", "not_opened"),
        ("de", "In Orliwsk soll die Klinik erst im Mai wieder öffnen.", "planned", "not_opened"),
    ],
)
def test_given_claims_are_coded_by_the_stages_for_their_language(
    language: str, text: str, realis: str, status: str
) -> None:
    reading = code_given(text, [(Span(0, len(text) - 1),)], language=language)
    assert [claim.realis for claim in reading.of(Claim)] == [realis]
    assert [seen.status for seen in reading.of(StatusObservation)] == [status]


def test_a_language_that_is_not_read_is_refused() -> None:
    text = "Szpital w Oskilnem jest zamknięty."
    with pytest.raises(InvalidRecord, match="claims are read in de, en, ru, uk, not in 'pl'"):
        code_given(text, [(Span(0, len(text)),)], language="pl")
