"""What looks like a report and is none: labels, datelines, measurements, tasks ahead; and what is one after all."""

import pytest

from reportedly.records import Relation, Span
from reportedly.stages.attribution.narrowing import with_tidings
from reportedly.stages.attribution.silent import measured, tells_nothing
from tests.unit.stages.attribution_readings import chains, judged


def relation(text: str, source: str, cue: str, content: str, rule: str = "tagger") -> Relation:
    def at(part: str) -> tuple[Span, ...]:
        start = text.index(part)
        return (Span(start, start + len(part)),)

    return Relation("d", at(source) if source else (), at(cue), at(content), None, "ATT", rule=rule, producer="t@1")


SILENT = [
    ("Photo caption: Nurses weigh children in Ostrell.", "Photo caption", ":", "Nurses weigh children in Ostrell"),
    ("Map 3: Roads closed near Kelmara.", "Map 3", ":", "Roads closed near Kelmara"),
    ("Upper Dray 14 June 2031: Two drivers were taken.", "Upper Dray 14 June 2031", ":", "Two drivers were taken"),
    ("Herders left Kelmara, Orlen State, on Monday.", "Orlen", "State", "Herders left Kelmara"),
    (
        "Ostrell recorded the highest average price at 90 crowns.",
        "Ostrell",
        "recorded",
        "the highest average price at 90 crowns",
    ),
    ("The Orlen Fund will verify the lists in May.", "The Orlen Fund", "will verify", "the lists in May"),
    ("The new members will assume their duties in May.", "The new members", "will assume", "their duties in May"),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), SILENT)
def test_what_only_looks_like_a_report_is_none(text: str, source: str, cue: str, content: str) -> None:
    assert tells_nothing(text, relation(text, source, cue, content))


TELLING = [
    ("Mayor: The wells of Ostrell are dry.", "Mayor", ":", "The wells of Ostrell are dry"),
    ("The Orlen Fund states the wells are dry.", "The Orlen Fund", "states", "the wells are dry"),
    ("The clinics reported the highest toll since May.", "The clinics", "reported", "the highest toll since May"),
    (
        "The fund will confirm that the wells are dry.",
        "The fund",
        "will confirm",
        "that the wells are dry",
    ),
    ("The staff assume the wells are dry.", "The staff", "assume", "the wells are dry"),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), TELLING)
def test_a_report_stays_one(text: str, source: str, cue: str, content: str) -> None:
    assert not tells_nothing(text, relation(text, source, cue, content))


def test_where_a_price_was_taken_is_no_hearsay() -> None:
    text = "The lowest average rent was reported in Ostrell. Two thefts were reported in Kelmara."
    reading = judged(text, "The lowest average rent was reported in Ostrell", "Two thefts were reported in Kelmara")
    assert [(status, level) for _, status, level in chains(reading)] == [("author", "L0"), ("none", "L3")]
    assert measured("The lowest average rent was reported in Ostrell")


def test_reports_are_the_source_whatever_the_verb_before_them() -> None:
    text = "In Kelmara there has been reports of thefts."
    found = with_tidings(relation(text, "", "has been reports of", "thefts"), text)
    assert [s.of(text) for s in found.source] == ["reports"]
    assert [s.of(text) for s in found.cue] == ["of"]


def test_whose_reports_they_are_stays_open_where_a_body_is_named() -> None:
    text = "The fund's reports of thefts were read out."
    assert with_tidings(relation(text, "", "fund's reports of", "thefts"), text).source == ()


def test_needs_reported_by_a_group_rest_on_the_group() -> None:
    text = "Urgent needs reported by field monitors include blankets and soap."
    assert chains(judged(text, "include blankets and soap")) == [(["field monitors"], "unnamed_plural", "L2")]


def test_as_well_as_does_not_carry_a_source_on() -> None:
    text = "Some 300 people left, the Orlen Fund said. Reasons to leave are floods as well as the want of work."
    reading = judged(text, "Some 300 people left", "Reasons to leave are floods as well as the want of work")
    assert [status for _, status, _ in chains(reading)] == ["named", "author"]


OWN = "This report is produced by ODRA Orlen with its partners.\n\n"
BRIEF = "Orlen Country Brief May 2031\n\nContact: Ada Venn (ada.venn@odra.org)\n\n"


@pytest.mark.parametrize(
    ("text", "evidence", "status"),
    [
        (OWN + "300 people left Ostrell, according to ODRA.", "300 people left Ostrell", "author"),
        (BRIEF + "ODRA Market Monitor shows that bread costs 9 crowns.", "bread costs 9 crowns", "author"),
        (BRIEF + "The findings reveal that wells are dry. ODRA paid.", "wells are dry", "author"),
        (BRIEF + "The assessment results show that wells are dry. ODRA paid.", "wells are dry", "author"),
        (BRIEF + "300 people left Ostrell, according to the Orlen Fund.", "300 people left Ostrell", "named"),
        (
            BRIEF + "Wells are dry, according to the findings of a survey carried out by the Orlen Fund.",
            "Wells are dry",
            "named",
        ),
        ("The findings reveal that wells are dry.", "wells are dry", "named"),
        ("300 people left Ostrell, according to ODRA.", "300 people left Ostrell", "named"),
    ],
)
def test_a_body_is_no_source_of_its_own_report(text: str, evidence: str, status: str) -> None:
    assert [found for _, found, _ in chains(judged(text, evidence))] == [status]


def test_who_is_quoted_for_the_reporting_body_is_a_source() -> None:
    text = OWN + "Ada Venn, the ODRA spokeswoman, said 300 people left Ostrell."
    assert [found for _, found, _ in chains(judged(text, "300 people left Ostrell"))] == ["named"]
