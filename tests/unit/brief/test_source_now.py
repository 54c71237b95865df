"""A brief says at the sentence what became of the text it quotes; what was taken back is no takeaway."""

import pytest

from reportedly.brief import Options, compile_brief
from reportedly.brief.model import Brief
from reportedly.records.became import Became
from tests.unit.brief.invented import Report, event, material, origin

NOTICE = "This article has been retracted because it was wrong."
WHY = "The number of schools was taken from an old list."


def brief(*became: Became, language: str = "en", spare: int = 3, notice: bool = False) -> Brief:
    """Return a brief on one text of which this became, beside so many other reports."""
    text = f"{NOTICE} {WHY}" if notice else "The schools of Brannic are shut."
    one = Report(text, publisher="Tern Wire", published="2026-10-24")
    claims = [one.claim(NOTICE[:-1]), one.claim(WHY[:-1])] if notice else [one.claim(text[:-1], status="none")]
    others = [
        Report(f"The tram of {name} is back.", published="2026-10-20") for name in ("Tarn", "Sollen", "Oro")[:spare]
    ]
    told = [other.claim(other.text[:-1], status="full", sector="transport") for other in others]
    events = [event(c, origins=(origin(f"o{n}", c),)) for n, c in enumerate((*claims, *told))]
    found = material([one, *others], events, became={one.document.id: became})
    return compile_brief(found, Options(language=language))


def remarks(made: Brief, word: str) -> list[str]:
    return [line.remark for s in made.sections for line in s.lines if word in line.statement.text]


@pytest.mark.parametrize(
    ("state", "language", "told"),
    [
        ("retracted", "en", "the text was taken back by its publisher (noted 25 October 2026)"),
        ("gone", "en", "the text is gone from its address (25 October 2026)"),
        ("changed", "en", "the page has another text since (25 October 2026)"),
        ("retracted", "uk", "видавець відкликав цей текст (зазначено 25 жовтня 2026)"),
    ],
)
def test_the_note_at_the_sentence_says_what_became_of_its_source(state: str, language: str, told: str) -> None:
    made = brief(Became(state, "2026-10-25T08:00:00Z"), language=language)  # type: ignore[arg-type]
    [remark] = remarks(made, "schools of Brannic")
    assert told in remark.replace("\u00a0", " ").replace(" року", "")
    assert not made.findings


def test_without_news_of_its_source_nothing_is_said() -> None:
    [remark] = remarks(brief(), "schools of Brannic")
    assert "taken back" not in remark
    assert "address" not in remark


def test_what_was_taken_back_is_no_takeaway_and_what_is_gone_may_be_one() -> None:
    for state, expected in (("retracted", False), ("gone", True)):
        made = brief(Became(state, "2026-10-25T08:00:00Z"))  # type: ignore[arg-type]
        assert any("schools of Brannic" in line.statement.text for line in made.takeaways) is expected


def test_a_notice_is_never_told_and_its_reason_is_no_takeaway() -> None:
    made = brief(notice=True)
    assert all("retracted" not in s.text for s in made.statements)
    assert all("old list" not in line.statement.text for line in made.takeaways)
