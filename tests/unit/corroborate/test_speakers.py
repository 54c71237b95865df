"""Who speaks where no name stands beside what is told: publishers without a source, short forms, bodies in the plural."""

from dataclasses import replace

import pytest

from reportedly.corroborate import corroborate
from reportedly.corroborate.persons import only_person, person_before
from reportedly.corroborate.root import OWN_WORD
from reportedly.records import DocEdge, Event, PersonMention, Reading, Span
from tests.unit.corroborate.pile import THEATRE, Told, parents, report

NAMES = "Vesna Orlik opened the lid. Orlik counts the eels, and Tam Reed helps her. He sells them."


def only(*readings: Reading, edges: tuple[DocEdge, ...] = ()) -> Event:
    [event] = corroborate(readings, edges, theatre=THEATRE, parents=parents).events
    return event


def naming(*names: str) -> Reading:
    document = replace(report(Told()).document, text=NAMES)
    spans = (Span(at, at + len(name)) for name in names if (at := NAMES.index(name)) >= 0)
    return Reading(document).plus([PersonMention(document.id, span, "P2") for span in spans])


@pytest.mark.parametrize(
    ("publisher", "count"), [("Lantern of Tavnik", 1), ("Tavnik Courier", 0), ("Вісник Тавника", 0)]
)
def test_a_publisher_that_cites_nobody_speaks_for_itself_unless_its_name_is_an_outlets(
    publisher: str, count: int
) -> None:
    event = only(report(Told(), publisher=publisher))
    assert event.origins_min == count
    assert any(OWN_WORD in reason for reason in event.origins[0].reasons) == bool(count)


def test_who_cites_nobody_adds_nothing_to_the_report_that_it_hangs_together_with() -> None:
    first = report(Told(chain=("the Orlivsk Council in Exile",)), publisher="Post")
    second = report(Told("Dry taps all over Orlivsk"), publisher="Lantern of Tavnik", published="2026-06-12")
    link = DocEdge(second.document.id, first.document.id, "cites", 0.9, "it was seen", ())
    assert only(first, second, edges=(link,)).origins_min == 1


@pytest.mark.parametrize(("printed", "status"), [("the highway police", "named"), ("the growers", "unnamed_plural")])
def test_police_are_one_body_though_the_word_is_a_plural(printed: str, status: str) -> None:
    chain = ((printed, {"role": "official", "named": True, "plural": True}),)
    [origin] = only(report(Told(chain=chain, root="unnamed_plural"), publisher="Post")).origins
    assert origin.status == status


def test_a_short_form_stands_for_the_one_person_named_before_it() -> None:
    reading = naming("Vesna Orlik", "Orlik counts"[:5])
    found = only_person(reading, Span(0, 60))
    assert found is not None
    assert found.of(NAMES) == "Orlik"


def test_of_two_persons_nobody_can_tell_which_is_meant() -> None:
    assert only_person(naming("Vesna Orlik", "Tam Reed"), Span(0, len(NAMES))) is None
    assert only_person(naming(), Span(0, len(NAMES))) is None


def test_the_last_person_before_a_place_is_the_nearest() -> None:
    reading = naming("Vesna Orlik", "Tam Reed")
    found = person_before(reading, NAMES.index("He sells"))
    assert found is not None
    assert found.of(NAMES) == "Tam Reed"
    assert person_before(reading, 0) is None
