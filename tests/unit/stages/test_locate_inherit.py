"""What a claim without a place inherits from the title."""

import re

import pytest

from reportedly.records import Claim, Geolocation, Passage, Reading, Span, claim_id
from reportedly.stages import locate_inherit
from reportedly.stages.locate import LocateRules
from reportedly.stages.locate_mentions import Place
from reportedly.stages.locate_page import Page
from tests.unit.stages.test_locate import Known, document


def inherited(text: str, piece: str) -> list[tuple[str, str, str, float | None]]:
    """Return name, function, rule and confidence of the places of one claim; the first line is the headline."""
    lines = [Span(*m.span()) for m in re.finditer(r"[^\n]+", text)]
    passages = [Passage("doc_1", s, "headline" if not n else "body", n, (s,)) for n, s in enumerate(lines)]
    span = Span(text.index(piece), text.index(piece) + len(piece))
    sentence = next(line for line in lines if line.covers(span))
    claim = Claim(claim_id("doc_1", (span,)), "doc_1", (span,), "x", "event", sentence=sentence)
    made = LocateRules(Known()).annotate([Reading(document(text), (*passages, claim))])[0]
    found = [g for g in made if isinstance(g, Geolocation) and g.inherited]
    return [(g.span.of(text), g.function, g.rule.rpartition("+")[2], g.confidence) for g in found]


@pytest.mark.parametrize("title", ["Schools close across Tarnow region", "Tarnow region: schools close"])
def test_a_text_that_names_no_place_is_about_the_place_of_its_title(title: str) -> None:
    text = f"{title}\n\nPupils are taught at home.\n\nTeachers were not paid."
    assert inherited(text, "Teachers were not paid") == [("Tarnow region", "event", "title", 0.45)]


@pytest.mark.parametrize(
    "text",
    [
        "Schools close across Tarnow region\n\nA clinic in Brezna is shut.\n\nTeachers were not paid.",
        "Schools close in Brezna and in Tarnow region\n\nPupils stay at home.\n\nTeachers were not paid.",
        "Tarnow region council sacks its head\n\nPupils stay at home.\n\nTeachers were not paid.",
    ],
)
def test_a_title_lends_nothing_where_the_text_names_other_places_or_it_names_two(text: str) -> None:
    assert "title" not in {rule for _, _, rule, _ in inherited(text, "Teachers were not paid")}


def test_what_the_text_alone_decides_is_found_once_for_all_its_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Page] = []

    def country_of(page: Page) -> list[Place]:
        asked.append(page)
        return []

    monkeypatch.setattr(locate_inherit, "_country_of", country_of)
    text = "News\n\nPupils are taught at home.\n\nTeachers were not paid."
    spans = [Span(*m.span()) for m in re.finditer(r"[A-Z][a-z ]+\.", text)]
    passages = [Passage("doc_1", s, "body", n, (s,)) for n, s in enumerate(spans)]
    claims = [Claim(claim_id("doc_1", (s,)), "doc_1", (s,), "x", "event", sentence=s) for s in spans]
    LocateRules(Known()).annotate([Reading(document(text), (*passages, *claims))])
    assert len(claims) == 2
    assert len(asked) == 1
