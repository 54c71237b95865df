"""Who is said to hold what: accounts and layers side by side, cited, masked, and never decided."""

from dataclasses import replace
from typing import Any

import pytest

from reportedly.brief import Options, compile_brief, holding, render_html, render_markdown
from reportedly.brief.holding import MOST_ACCOUNTS
from reportedly.brief.model import Brief, Control
from reportedly.records import ControlAnswer, ControlAssertion, ControlComparison, UnitShare
from tests.unit.brief.invented import Report, Saids, a_week, beside, material, said, who_holds_tarn

GUARD: dict[str, Any] = {"by": "the coast guard", "role": "controlling"}


@pytest.fixture(scope="module")
def week() -> Brief:
    return compile_brief(a_week(), Options())


def told(reports: list[Report], control: Saids, *, working: bool = False) -> Control:
    return compiled(reports, control, working=working).control


def compiled(reports: list[Report], control: Saids, *, working: bool = False) -> Brief:
    made = compile_brief(material(reports, [], control=control), Options(working_copy=working))
    assert made.findings == ()
    return made


def a_statement(text: str = "Tarn is held by the coast guard", **more: Any) -> tuple[Report, ControlAssertion]:
    root, category = more.pop("root", "author"), more.pop("category", "GUO.X03")
    publisher = more.pop("publisher", "Strait Courier")
    report = Report(f"{text}.", publisher=publisher, title=f"{publisher}, front page", published="2026-10-21")
    claim = report.claim(text, category=category, kind="control", root=root, place=more.get("place", "Tarn"))
    for name in more.pop("people", ()):
        report.person(name)
    return report, said(report, claim, more.pop("place", "Tarn"), more.pop("hold", "held"), **{**GUARD, **more})


def the_line(one: ControlAssertion, report: Report, *compared: ControlComparison) -> str:
    [place] = told([report], ((one, compared),)).holdings
    [account] = place.accounts
    return " | ".join(account.layers)


def the_sentence(**more: Any) -> str:
    report, one = a_statement(**more)
    [line] = told([report], ((one, ()),)).lines
    return line.statement.text.replace("\u00a0", " ")


def test_a_statement_is_quoted_with_who_says_it_and_told_as_it_was_read() -> None:
    assert the_sentence() == (
        "“Tarn is held by the coast guard”, Strait Courier wrote on 21 October; "
        "read as: Tarn held by the “coast guard” (controlling side), 20 October 2026."
    )


def test_a_chain_is_told_as_in_other_sections(week: Brief) -> None:
    first, second = (line.statement.text.replace("\u00a0", " ") for line in week.control.lines[:2])
    carried = "as carried by Strait Courier on 21 October; read as: Tarn"
    assert first.startswith(f"“The coast guard took Tarn on 20 October”, Sellin water works said, {carried} gained")
    assert second.startswith(
        f"“The coast guard does not hold Tarn”, the Brannic council in exile said, {carried} not held"
    )


@pytest.mark.parametrize(
    ("more", "read"),
    [
        ({"degree": "full"}, "Tarn held by the “coast guard” (controlling side), in full, 20 October 2026."),
        ({"degree": "partial"}, "Tarn held by the “coast guard” (controlling side), in part, 20 October 2026."),
        ({"degree": "contested", "by": None}, "Tarn contested, 20 October 2026."),
        ({"hold": "lost", "role": "unknown"}, "Tarn lost by the “coast guard”, 20 October 2026."),
        ({"hold": "gained", "by": None}, "Tarn gained, by whom is not said, 20 October 2026."),
        ({"earliest": None, "latest": None, "basis": "none"}, "(controlling side), no day given."),
        ({"earliest": None, "basis": "published"}, "(controlling side), not later than 20 October 2026."),
        ({"earliest": "2026-06-01", "latest": "2026-06-30", "interval": "2026-06"}, "side), June 2026."),
        ({"earliest": "2026-10-18"}, "(controlling side), 18–20 October 2026."),
        ({"earliest": "2026-06-01", "interval": "2026-06-01/.."}, "(controlling side), since 1 June 2026."),
    ],
)
def test_hold_degree_and_day_are_said(more: dict[str, Any], read: str) -> None:
    assert the_sentence(**more).endswith(read)


def test_hearsay_says_that_no_source_is_named() -> None:
    assert the_sentence(root="none").startswith("An unsourced report in Strait Courier of 21 October says: “Tarn is")


def test_each_statement_has_its_claims_and_notes(week: Brief) -> None:
    cited = {note.citation.number: note for note in week.notes}
    for line in week.control.lines:
        assert line.statement.claims
        assert [cited[n].citation.claim for n in line.statement.citations] == list(line.statement.claims)


def test_orders_of_all_sentences_are_distinct(week: Brief) -> None:
    orders = [s.order for s in (*week.statements, *week.beside)]
    assert len(orders) == len(set(orders))


def test_opposite_accounts_stand_side_by_side_and_nobody_is_believed(week: Brief) -> None:
    tarn = week.control.holdings[0]
    assert tarn.place == "Tarn"
    assert len(tarn.accounts) == 2
    assert tarn.remark == "The accounts of the same days do not agree; they have not been reconciled."
    assert '<div class="held many">' in render_html(week)


def test_accounts_of_different_days_do_not_contradict_each_other() -> None:
    report, (first, second, _) = who_holds_tarn()
    later = replace(second[0], earliest="2026-10-24", latest="2026-10-24")
    [tarn] = told([report], (first, (later, ()))).holdings
    assert len(tarn.accounts) == 2
    assert tarn.remark == ""


def test_two_holders_of_one_day_contradict_each_other_only_if_their_sides_are_known() -> None:
    reports, statements = [], []
    for name, role in (("the coast guard", "controlling"), ("the militia", "rival"), ("the band", "unknown")):
        report, one = a_statement(f"Tarn is held by {name}", by=name, role=role)
        reports.append(report)
        statements.append((one, ()))
    assert told(reports[:2], tuple(statements[:2])).holdings[0].remark
    assert not told(reports[1:], tuple(statements[1:])).holdings[0].remark


def test_the_same_statement_of_two_outlets_is_told_once_with_both() -> None:
    first, one = a_statement()
    second, other = a_statement(publisher="Harbour Gazette")
    [line] = told([first, second], ((one, ()), (other, ()))).lines
    assert len(line.statement.claims) == 2
    assert "it is also reported by" in line.statement.text
    assert line.count == "two articles"


@pytest.mark.parametrize(
    ("status", "verdict", "words"),
    [
        ("in", "agree", "inside (as drawn); agrees."),
        ("out", "differ", "outside (as drawn); differs."),
        ("near_edge", "undecided", "near the edge (as drawn); undecided."),
    ],
)
def test_a_layer_is_named_with_its_day_provider_and_licence(status: Any, verdict: Any, words: str) -> None:
    report, one = a_statement()
    line = the_line(one, report, beside(one, verdict, ("2026-10-20", status))).replace("\u00a0", " ")
    assert line == f"Control layer of 20 October 2026 (Tern Atlas, CC0 1.0): {words}"


def test_a_day_outside_of_the_series_has_no_layer(week: Brief) -> None:
    [account] = next(h for h in week.control.holdings if h.place == "Brannic").accounts
    [line] = account.layers
    assert line.replace("\u00a0", " ").startswith(
        "Control layer (Tern Atlas, CC0 1.0): no layer for that day; 30 June 2026 lies outside of the series"
    )


def test_a_place_that_the_layer_does_not_speak_of_has_no_data() -> None:
    report, one = a_statement()
    silent = beside(one, "no_data", ("2026-10-20", "no_data"), reason="the table does not list it")
    assert the_line(one, report, silent) == (
        "Control layer (Tern Atlas, CC0 1.0): no data; the table does not list it."
    )


def test_a_statement_without_a_day_was_not_looked_up() -> None:
    report, one = a_statement(earliest=None, latest=None, basis="none")
    unasked = ControlComparison(one.id, "tern", "no_data", "the statement has no date")
    assert the_line(one, report, unasked, replace(unasked, series="lapwing")) == (
        "Not looked up in the control layers: the statement has no date."
    )


def test_a_layer_that_changes_is_told_day_by_day() -> None:
    report, one = a_statement(earliest="2026-10-18", latest="2026-10-24")
    days = (("2026-10-18", "in"), ("2026-10-20", "in"), ("2026-10-22", "near_edge"), ("2026-10-24", "out"))
    line = the_line(one, report, beside(one, "undecided", *days)).replace("\u00a0", " ")
    assert line == (
        "Control layers of 18–24 October 2026 (Tern Atlas, CC0 1.0): inside from 18 October to 20 October; "
        "near the edge on 22 October; outside on 24 October; undecided."
    )


def test_an_undecided_statement_says_why() -> None:
    report, one = a_statement(role="unknown")
    line = the_line(one, report, beside(one, "undecided", ("2026-10-20", "in")))
    assert line.endswith("undecided: on which side the holder stands is not known.")


def test_a_unit_is_told_by_its_share() -> None:
    report, one = a_statement("Upper district is held by the coast guard", place="Upper district")
    share = UnitShare(
        "sel:upper", "Upper district", "2026-10-20", "tern", "Tern Atlas", "CC0 1.0", "Control: Tern Atlas, CC0 1.0",
        "62.0% of its area", "area", 0.62, 0.5, 0.7, no_data=0.0, day="2026-10-20",
    )  # fmt: skip
    line = the_line(one, report, ControlComparison(one.id, "tern", "undecided", "why", shares=(share,)))
    assert "shown as held: 62.0% of its area, at least 50% and at most 70%; undecided: how much of it" in line


def test_layers_are_credited_once(week: Brief) -> None:
    assert week.control.credits == ("Control: Tern Atlas, CC0 1.0",)
    assert "Control: Tern Atlas, CC0 1.0" in render_markdown(week)


def test_a_private_name_leaves_neither_by_the_holder_nor_by_the_source_nor_by_a_reason() -> None:
    text = "Tarn is held by Ilma Torvey and her men"
    report, one = a_statement(text, by="Ilma Torvey and her men", role="unknown", people=("Ilma Torvey",))
    compared = beside(one, "differ", ("2026-10-20", "out"), reason="Ilma Torvey drew it")
    made = compiled([report], ((one, (compared,)),))
    assert "Torvey" not in render_html(made)
    assert "Torvey" not in render_markdown(made)
    assert "held by “[name withheld] and her men”" in made.control.lines[0].statement.text
    assert "Torvey" in render_html(compiled([report], ((one, (compared,)),), working=True))


def test_a_holder_is_printed_in_marks_so_that_its_word_is_the_sources_own() -> None:
    text = the_sentence(text="Tarn is held by the occupiers", by="the occupiers")
    assert "held by the “occupiers” (controlling side)" in text


@pytest.mark.parametrize(
    ("place", "category", "shown"),
    [
        ("Brannic clinic", "GUO.X03", "A place in Brannic"),
        ("Brannic", "GUO.J02", "A place in Upper district"),
        ("Mollhaven", "GUO.J02", "A place that is not named here"),
    ],
)
def test_a_place_that_may_not_be_told_exactly_is_told_as_what_holds_it(place: str, category: str, shown: str) -> None:
    report, one = a_statement(f"{place} is held by the coast guard", place=place, category=category)
    compared = beside(one, "agree", ("2026-10-20", "in"), reason="2.1 km from the edge")
    [found] = told([report], ((one, (compared,)),)).holdings
    assert found.place == shown
    assert "2.1 km" not in found.accounts[0].layers[0]
    assert told([report], ((one, (compared,)),), working=True).holdings[0].place == place


def test_what_is_not_told_is_counted() -> None:
    reports, statements = [], []
    for number in range(MOST_ACCOUNTS + 2):
        report, one = a_statement(latest=f"2026-10-{10 + number}", earliest=None, publisher=f"Paper {number}")
        reports.append(report)
        statements.append((one, ()))
    made = compiled(reports, tuple(statements))
    assert len(made.control.lines) == MOST_ACCOUNTS
    assert made.control.left_out == 2
    assert "Two further statements of control are not told here" in render_html(made)
    assert "Two further statements of control are not told here" in render_markdown(made)


def test_a_sentence_that_does_not_build_is_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    report, one = a_statement()
    monkeypatch.setattr(holding, "_when", lambda *_: "“printed nowhere”")
    made = compile_brief(material([report], [], control=((one, ()),)), Options())
    assert made.control.lines == ()
    assert [f.rule for f in made.findings] == ["QUOTE"]


def test_without_statements_there_is_no_section() -> None:
    bare = compile_brief(material([], []), Options())
    assert bare.control == Control()
    assert "Who is said to hold what" not in render_html(bare)
    assert "Who is said to hold what" not in render_markdown(bare)


def test_layers_do_not_count_as_origins(week: Brief) -> None:
    without = replace(a_week(), control=(), control_layers=())
    assert ("distinct origins", "4–5") in week.sourcing.figures
    assert compile_brief(without, Options()).sourcing.figures[2] == week.sourcing.figures[2]


def test_an_answer_without_data_names_no_day() -> None:
    report, one = a_statement()
    compared = beside(one, "no_data", ("2026-10-20", "no_data"))
    assert isinstance(compared.answers[0], ControlAnswer)
    assert "layer of" not in the_line(one, report, compared)
