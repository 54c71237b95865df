"""CodeWords and CodeBoth: a codebook of one's own without weights, in any language."""

import pytest

from reportedly.codebook import Codebook, load, load_default
from reportedly.coders import coder
from reportedly.records import Claim, Coding, Document, Passage, Reading, Span, document_id
from reportedly.records.claim import claim_id
from reportedly.stages.code_both import CodeBoth
from reportedly.stages.code_words import CodeWords
from tests.conftest import ROOT

MARKETS = load(ROOT / "examples" / "codebooks" / "markets.yaml")
WATER = load(ROOT / "examples" / "codebooks" / "water.uk.yaml")


def reading(text: str, language: str = "en", kind: str = "event") -> Reading:
    sha = "0" * 64
    document = Document(
        document_id(sha), sha, "t", text, "in.txt", "text/plain", "plain", "2026-01-01T00:00:00Z", language=language
    )
    whole = Span(0, len(text))
    claim = Claim(claim_id(document.id, (whole,)), document.id, (whole,), text, kind, sentence=whole)  # type: ignore[arg-type]
    return Reading(document, (Passage(document.id, whole, "body", 0, (whole,)), claim))


def coded(book: Codebook, text: str, language: str = "en") -> Coding:
    [[coding]] = coder(book).annotate([reading(text, language)])
    assert isinstance(coding, Coding)
    return coding


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The price of soap in Ostrand has doubled again.", "MKT.A01"),
        ("Sugar is sold out in both villages.", "MKT.A02"),
        ("Gunmen robbed the drivers of a load of sugar.", "MKT.B03"),
        ("The orchestra played a waltz.", "X00"),
    ],
)
def test_a_claim_gets_the_category_whose_words_it_shares(text: str, code: str) -> None:
    coding = coded(MARKETS, text)
    assert (coding.category, coding.codebook, coding.version) == (code, "mkt", "1.0.0")
    assert coding.rule


def test_the_language_is_that_of_the_codebook() -> None:
    assert coded(WATER, "Після зливи вода в криницях стала каламутною.", "uk").category == "VOD.A02"


def test_a_sector_of_an_own_category_comes_with_it() -> None:
    coding = coded(MARKETS, "Sugar is sold out in both villages.")
    assert (coding.sector, coding.meant) == (("food_shops",), "")


def test_each_known_example_gets_its_own_category() -> None:
    stage = CodeWords(MARKETS)
    for category in MARKETS.categories:
        for example in category.examples:
            assert stage.ranking(example)[0] == category.id


def test_own_examples_left_out_are_right_or_routed_more_often_than_wrong() -> None:
    from reportedly.coders import ExampleCoder

    alone = ExampleCoder(MARKETS).unknown()
    assert alone is not None
    given = [(alone(text)[0], c.id) for c in MARKETS.categories for text in c.examples]
    # Measured: 22 right, 3 elsewhere, 35 routed.
    assert sum(code == own for code, own in given) >= 20
    assert sum(code != own and not code.startswith("X") for code, own in given) <= 5


def test_rules_go_first_where_the_codebook_has_a_shipped_definition() -> None:
    book = MARKETS.changed(
        categories=(
            *MARKETS.categories,
            load_default().category("GUO.C01").model_copy(update={"id": "MKT.C01", "domain": "C"}),
        )
    )
    clinic = coded(book, "The clinic in Kelmara is shut.")
    assert (clinic.category, clinic.meant, clinic.sector) == ("MKT.C01", "GUO.C01", ("health",))
    assert coded(book, "Gunmen robbed the drivers of a load of sugar.").category == "MKT.B03"
    assert isinstance(coder(book)._coder, CodeBoth)  # type: ignore[attr-defined]


def test_reading_twice_gives_the_same() -> None:
    assert coded(MARKETS, "Sugar is sold out.") == coded(MARKETS, "Sugar is sold out.")
