"""Whose word a post is that was handed on: that of the channel which it names."""

from dataclasses import replace

import pytest

from reportedly.corroborate import corroborate
from reportedly.derive.forwards import told_edges
from reportedly.records import DocEdge, Event, Forward, Reading
from tests.unit.corroborate.pile import THEATRE, Told, parents, report


def handed_on(of: Forward, publisher: str, *, told: Told | None = None, day: str = "2026-05-05") -> Reading:
    made = report(told or Told(), publisher=publisher, published=day, genre="social", path=f"{publisher}.txt")
    return replace(made, document=replace(made.document, forward=of))


def only(*readings: Reading, edges: tuple[DocEdge, ...] = ()) -> Event:
    told = told_edges([r.document for r in readings])
    [event] = corroborate(readings, [*told, *edges], theatre=THEATRE, parents=parents).events
    return event


MORROW = Forward("Morrow Line")


def test_two_forwards_of_a_channel_that_is_not_there_have_one_origin() -> None:
    event = only(handed_on(MORROW, "Harbour Voice"), handed_on(Forward("morrow line"), "Quay Talk"))
    [origin] = event.origins
    assert (origin.name, origin.certain, len(origin.documents)) == ("Morrow Line", True, 2)
    assert any("handed on by Harbour Voice" in reason for reason in origin.reasons)


def test_forwards_of_two_channels_have_two_origins() -> None:
    event = only(
        handed_on(MORROW, "Harbour Voice"), handed_on(Forward("Sollen Wire"), "Harbour Voice", day="2026-05-06")
    )
    assert {o.name for o in event.origins} == {"Morrow Line", "Sollen Wire"}


def test_a_channel_that_the_theatre_knows_speaks_for_its_party() -> None:
    event = only(handed_on(Forward("Orlivsk Pipes"), "Harbour Voice"), report(Told(), publisher="Orlivsk Pipes"))
    assert [(o.name, o.side) for o in event.origins] == [("Orlivsk Pipes", "displaced")]


def test_the_original_and_its_forwards_are_one_origin_whatever_the_words() -> None:
    original = report(Told("Not a drop from the taps in Orlivsk"), publisher="Morrow Line", genre="social")
    event = only(original, handed_on(MORROW, "Harbour Voice"), handed_on(MORROW, "Quay Talk"))
    assert [o.name for o in event.origins] == ["Morrow Line"]


def test_whom_the_post_itself_names_stays_the_origin() -> None:
    event = only(handed_on(MORROW, "Harbour Voice", told=Told(chain=("the installed office",))))
    assert [o.key for o in event.origins] == ["group:installed"]


def test_a_forward_of_nobody_named_speaks_for_who_hands_it_on() -> None:
    assert [o.name for o in only(handed_on(Forward(), "Harbour Voice")).origins] == ["Harbour Voice"]


def test_a_person_whose_post_is_handed_on_is_an_origin_without_a_name() -> None:
    person = Forward("Danylo Hrab", "user77")
    event = only(handed_on(person, "Harbour Voice"), handed_on(person, "Quay Talk"))
    [origin] = event.origins
    assert origin.name == "a private person"
    assert "Hrab" not in repr(event)


@pytest.mark.parametrize("pairs", [((1, 0), (2, 1)), ((0, 1), (1, 0)), ((0, 1), (1, 2), (2, 0))])
def test_chains_and_circles_of_copies_are_one_event_with_one_origin(pairs: tuple[tuple[int, int], ...]) -> None:
    readings = [report(Told(), publisher=p, path=f"{p}.txt") for p in ("Plain Courier", "Quay Talk", "Harbour Voice")]
    ids = [r.document.id for r in readings]
    edges = tuple(DocEdge(ids[a], ids[b], "copy", 1.0, "seen by eye") for a, b in pairs)
    involved = {n for pair in pairs for n in pair}
    event = only(*(readings[n] for n in sorted(involved)), edges=edges)
    assert len(event.claims) == len(involved)
    assert len(event.origins) == 1
