"""Names of private persons never leave through a quotation."""

import pytest

from reportedly.brief import Options, compile_brief, render_html
from reportedly.records import Span
from reportedly.records.withhold import shown
from tests.unit.brief.invented import Report, event, material


def a_report() -> Report:
    report = Report("Ilma Torvey, a nurse, and Mayor Osk Brandel spoke in Tarn.")
    report.person("Ilma Torvey", "P3")
    report.person("Osk Brandel", "P0")
    return report


def test_a_private_name_is_printed_as_withheld_and_an_office_holder_is_named() -> None:
    report = a_report()
    printed, withheld = shown(report.reading(), (Span(0, len(report.text)),), False)
    assert printed == "[name withheld], a nurse, and Mayor Osk Brandel spoke in Tarn."
    assert withheld == (report.span("Ilma Torvey"),)


def test_a_working_copy_prints_the_text_letter_for_letter() -> None:
    report = a_report()
    assert shown(report.reading(), (Span(0, len(report.text)),), True) == (report.text, ())


def test_a_name_cut_by_the_edge_of_a_quotation_is_withheld_too() -> None:
    report = a_report()
    start = report.text.index("Torvey")
    printed, [cut] = shown(report.reading(), (Span(start, start + 15),), False)
    assert printed == "[name withheld], a nurse"
    assert cut == Span(start, start + 6)


def test_pieces_are_joined_and_each_is_masked() -> None:
    report = a_report()
    spans = (report.span("Ilma Torvey, a nurse"), report.span("spoke in Tarn"))
    assert shown(report.reading(), spans, False)[0] == "[name withheld], a nurse … spoke in Tarn"


@pytest.mark.parametrize("twice", ["Ilma Torvey", "Torvey"])
def test_overlapping_mentions_of_one_name_are_withheld_once(twice: str) -> None:
    report = a_report()
    report.person(twice)
    assert shown(report.reading(), (report.span("Ilma Torvey, a nurse"),), False)[0] == "[name withheld], a nurse"


def test_a_name_that_is_private_in_one_document_is_withheld_in_all() -> None:
    known = a_report()
    spoken = known.claim("a nurse, and Mayor Osk Brandel spoke in Tarn")
    other = Report("Water in Tarn is off, Ilma Torvey wrote on her page.", title="Ilma Torvey writes", publisher=None)
    claim = other.claim("Water in Tarn is off, Ilma Torvey wrote on her page")
    found = [event(spoken), event(claim)]
    brief = compile_brief(material([known, other], found), Options())
    page = render_html(brief)
    assert "Ilma Torvey" not in page
    assert "Water in Tarn is off, [name withheld] wrote on her page" in page
    assert "Osk Brandel" in page
    assert brief.findings == ()
