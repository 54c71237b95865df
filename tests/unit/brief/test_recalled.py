"""Reminders of older events are told as such, and are no takeaway."""

import pytest

from reportedly.brief import Options, compile_brief
from reportedly.brief.model import Brief
from tests.unit.brief.invented import Report, event, material, origin

NEWS = "The pumps of Brannic work again."
OLD = "Recall that the pumps of Brannic were shut down on 2 September."
TIMED = ("2026-09-02", "2026-09-02", "2026-09-02", "stated")
OPEN = (None, None, None, "none")


def week(timing: tuple[str | None, ...], *, language: str = "en", root: str = "author") -> Brief:
    """A report of 23 October with its news and a reminder, beside one of 20 October."""
    other = Report("The tram of Tarn is back.", published="2026-10-20")
    tram = other.claim("The tram of Tarn is back", status="full", sector="transport")
    made = Report(f"{NEWS} {OLD}", publisher="Tern Wire", published="2026-10-23")
    news = made.claim("The pumps of Brannic work again", status="full", place="Brannic")
    old = made.claim(
        "the pumps of Brannic were shut down on 2 September", status="none", root=root, level="L1",
        caveats=("recalled",), timing=timing,
    )  # fmt: skip
    events = [event(c, origins=(origin(f"o{n}", c),)) for n, c in enumerate((tram, news))]
    events.append(event(old, origins=(origin("Tern Wire", old),) if root != "none" else ()))
    return compile_brief(material([other, made], events), Options(language=language))


def sentence(brief: Brief) -> str:
    return next(s.text for s in brief.statements if "2 September" in s.text).replace("\u00a0", " ")


@pytest.mark.parametrize("timing", [TIMED, OPEN])
def test_a_reminder_is_told_as_one_and_is_no_takeaway(timing: tuple[str | None, ...]) -> None:
    brief = week(timing)
    assert "Tern Wire recalled on 23 October" in sentence(brief)
    assert all("2 September" not in line.statement.text for line in brief.takeaways)
    assert len(brief.takeaways) == 2
    notes = [line.remark for s in brief.sections for line in s.lines if "2 September" in line.statement.text]
    assert notes
    assert all("reminder, not news" in note for note in notes)
    assert not brief.findings


def test_a_reminder_of_a_day_that_the_documents_cover_may_be_a_takeaway() -> None:
    brief = week(("2026-10-21", "2026-10-21", "2026-10-21", "stated"))
    assert any("2 September" in line.statement.text for line in brief.takeaways)


def test_a_reminder_in_the_ukrainian_brief() -> None:
    brief = week(TIMED, language="uk")
    assert "Tern Wire нагадує 23 жовтня" in sentence(brief)
    assert not brief.findings


@pytest.mark.parametrize(("language", "told"), [("en", "told as a reminder"), ("uk", "подано як нагадування")])
def test_hearsay_that_is_recalled_says_both(language: str, told: str) -> None:
    brief = week(OPEN, language=language, root="none")
    assert told in sentence(brief)
    assert not [f for f in brief.findings if f.rule == "BR-06"]


def test_a_source_that_an_outlet_recalls_is_carried_by_it() -> None:
    text = f"{NEWS} Recall that the council said the pumps of Brannic were shut down on 2 September."
    made = Report(text, publisher="Tern Wire", published="2026-10-23")
    news = made.claim("The pumps of Brannic work again", status="full")
    old = made.claim(
        "the pumps of Brannic were shut down on 2 September", root=made.link("the council"), level="L1",
        caveats=("recalled",), timing=TIMED,
    )  # fmt: skip
    events = [event(news, origins=(origin("Tern Wire", news),)), event(old, origins=(origin("the council", old),))]
    brief = compile_brief(material([made], events), Options())
    assert "as recalled by Tern Wire on 23 October" in sentence(brief)
    assert not brief.findings


def test_the_timeline_puts_a_reminder_on_the_day_that_it_states() -> None:
    dated = {m.label: m for m in week(TIMED).timeline.moments}
    row = next(m for label, m in dated.items() if "2 September" in label)
    assert (row.start, row.end, row.reports) == ("2026-09-02", "2026-09-02", ())
    assert "recalled 23\u00a0Oct" in row.detail
    undated = week(OPEN).timeline.undated
    assert ["2 September" in m.label for m in undated] == [True]


def test_an_event_with_news_quotes_the_news() -> None:
    made = Report(f"{NEWS} {OLD}", publisher="Tern Wire", published="2026-10-23")
    old = made.claim("the pumps of Brannic were shut down on 2 September", level="L1", caveats=("recalled",))
    news = made.claim("The pumps of Brannic work again", status="full")
    one = event(old, news, origins=(origin("Tern Wire", old, news),))
    [line] = compile_brief(material([made], [one]), Options()).takeaways
    assert "work again" in line.statement.text
    assert "recalled" not in line.statement.text
