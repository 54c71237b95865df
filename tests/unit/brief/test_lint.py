"""Each rule of the linter has a case that breaks it."""

from dataclasses import replace

import pytest

from reportedly.brief import Options, compile_brief, lint
from reportedly.brief.lint import outside_quotes
from reportedly.brief.model import Brief, Cell, Material, Table
from tests.unit.brief.invented import Report, a_week, event, material, origin


@pytest.fixture(scope="module")
def week() -> Material:
    return a_week()


@pytest.fixture(scope="module")
def brief(week: Material) -> Brief:
    return compile_brief(week, Options())


def with_text(brief: Brief, text: str, *, at: str = "no running water", **more: object) -> Brief:
    """The brief with the sentence that holds `at` changed, in its section and its takeaway alike."""

    def changed(line):  # type: ignore[no-untyped-def]
        if at not in line.statement.text:
            return line
        return replace(line, statement=replace(line.statement, text=text, **more))

    sections = tuple(replace(s, lines=tuple(changed(x) for x in s.lines)) for s in brief.sections)
    return replace(brief, sections=sections, takeaways=tuple(changed(x) for x in brief.takeaways))


def rules(brief: Brief, week: Material) -> set[str]:
    return {f.rule for f in lint(brief, week)}


def test_a_clean_brief_has_no_finding(brief: Brief, week: Material) -> None:
    assert lint(brief, week) == ()


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("BR-02", "The mission wrote that 7 addresses in Brannic have no running water."),
        ("BR-03", "The works admitted that Brannic has no piped water."),
        ("BR-04", "It is confirmed that Brannic has no running water."),
        ("BR-08", "Brannic probably has no running water, the mission wrote."),
        ("BR-14", "The regime has no running water in Brannic, the mission wrote."),
        ("BR-15", "The mission wrote of no running water in Brannic, which is unlawful."),
        ("BR-16", "Brannic has no running water because of the works, the mission wrote."),
    ],
)
def test_words_that_a_report_must_not_use_are_found(brief: Brief, week: Material, rule: str, text: str) -> None:
    assert rules(with_text(brief, text), week) == {rule}


@pytest.mark.parametrize("word", ["admitted", "probably", "regime", "because", "unlawful"])
def test_what_stands_in_quotation_marks_is_the_sources_own_word(word: str) -> None:
    assert word not in outside_quotes(f"The mission wrote: “it is {word} so”.")


def test_br_01_a_sentence_without_claims_is_found(brief: Brief, week: Material) -> None:
    assert "BR-01" in rules(with_text(brief, "Brannic is dry.", claims=(), citations=()), week)


def test_br_05_several_sources_need_two_origins(brief: Brief, week: Material) -> None:
    text = "Several sources reported that Brannic has no running water."
    assert rules(with_text(brief, text, origins=(1, 3)), week) == {"BR-05"}
    assert rules(with_text(brief, text, origins=(2, 3)), week) == set()


def test_br_06_hearsay_must_say_that_no_source_is_named(brief: Brief, week: Material) -> None:
    broken = with_text(brief, "Harbour Gazette wrote that parcels are kept back.", at="parcels are kept back")
    assert rules(broken, week) == {"BR-06"}


def test_br_09_a_contradicted_claim_must_not_stand_alone(brief: Brief, week: Material) -> None:
    broken = with_text(brief, "The water works said that electricity is back.", at="Electricity is back")
    assert rules(broken, week) == {"BR-09", "VIA"}


def test_br_10_a_stale_state_must_say_when_it_was_last_reported(brief: Brief, week: Material) -> None:
    table = Table(("Tarn",), (("Water", (Cell("stale", "partial", "", "partial"),)),))
    broken = replace(brief, matrix=replace(brief.matrix, tables=(table,)))
    assert rules(broken, week) == {"BR-10"}


def test_br_11_a_plan_must_not_read_as_done(brief: Brief, week: Material) -> None:
    broken = with_text(brief, "The works ended the repair.", at="The repair is planned")
    assert rules(broken, week) == {"BR-11"}


def test_br_12_a_private_name_is_found(brief: Brief, week: Material) -> None:
    broken = with_text(brief, "Ilma Torvey said that Brannic has no running water.")
    assert rules(broken, week) == {"BR-12"}
    assert rules(replace(broken, working_copy=True), week) == set()


def test_br_18_a_takeaway_must_be_a_topic_sentence(brief: Brief, week: Material) -> None:
    first = brief.takeaways[0]
    other = replace(first, statement=replace(first.statement, text="Brannic is dry."))
    assert rules(replace(brief, takeaways=(other, *brief.takeaways[1:])), week) == {"BR-18"}


def test_br_20_an_empty_header_field_and_missing_gaps_are_found(brief: Brief, week: Material) -> None:
    bare = replace(brief, gaps=(), header=replace(brief.header, facts=(("Theatre", ""),)))
    messages = [f.message for f in lint(bare, week) if f.rule == "BR-20"]
    assert "no gap is named" in messages
    assert "the header lacks Data cut-off" in messages


def test_a_finding_names_the_sentence_and_the_mend(brief: Brief, week: Material) -> None:
    [finding] = lint(with_text(brief, "Brannic probably has no running water, the mission wrote."), week)
    assert finding.statement == 0
    assert finding.mend == "keep judgements apart from reports"


def test_figures_in_the_name_of_a_source_are_no_strange_figures() -> None:
    report = Report("Water in Tarn is off.", publisher="Channel 7")
    claim = report.claim("Water in Tarn is off.")
    made = compile_brief(material([report], [event(claim, origins=(origin("Channel 7", claim),))]), Options())
    assert made.findings == ()


def test_a_month_with_its_year_is_no_strange_figure(brief: Brief, week: Material) -> None:
    assert (
        rules(with_text(brief, "The mission wrote that Brannic had no running water in October 2026."), week) == set()
    )
    assert rules(with_text(brief, "The mission wrote that 2026 addresses in Brannic had no running water."), week) == {
        "BR-02"
    }


def with_account(brief: Brief, *, text: str | None = None, layers: tuple[str, ...] = ()) -> Brief:
    """The brief with its first account of who holds a place changed."""
    place = brief.control.holdings[0]
    old = place.accounts[0]
    statement = replace(old.line.statement, text=text or old.line.statement.text)
    account = replace(old, line=replace(old.line, statement=statement), layers=layers)
    changed = replace(place, accounts=(account, *place.accounts[1:]))
    return replace(brief, control=replace(brief.control, holdings=(changed, *brief.control.holdings[1:])))


def test_who_is_said_to_hold_what_is_linted_like_every_sentence(brief: Brief, week: Material) -> None:
    assert rules(with_account(brief, text="The regime holds Tarn, the water works said."), week) == {"BR-14"}
    assert rules(with_account(brief, text="Ilma Torvey holds Tarn, the water works said."), week) == {"BR-12"}
    assert rules(with_account(brief, layers=("Control layer drawn by Ilma Torvey.",)), week) == {"BR-12"}


def test_the_name_of_a_source_in_marks_is_nobodys_words() -> None:
    own = Report("Buses leave Brannic 20 times a day.", publisher="Harbour Gazette", published="2026-10-20")
    other = Report("Twenty buses a day leave Brannic.", publisher="Strait Courier", published="2026-10-21")
    russian = Report("Автобусы из Brannic ходят 20 раз в день, сообщает комитет гавани.", publisher="Tern Wire",
                     published="2026-10-22", language="ru")  # fmt: skip
    one = own.claim("Buses leave Brannic 20 times a day", category="GUO.C09", place="Brannic")
    two = other.claim("Twenty buses a day leave Brannic", category="GUO.C09", place="Brannic")
    link = russian.link("комитет гавани", "official")
    three = russian.claim("Автобусы из Brannic ходят 20 раз в день", category="GUO.C09", root=link, place="Brannic")
    origins = (origin("Harbour Gazette", one), origin("Strait Courier", two), origin("name:комитет гавани", three))
    made = event(one, two, three, category="GUO.C09", origins=origins, place="sel:brannic", place_name="Brannic")
    brief = compile_brief(material([own, other, russian], [made]), Options())
    assert "a source printed as “комитет гавани” (rus.)" in brief.statements[0].text
    assert [f for f in brief.findings if f.rule == "WHO"] == []
