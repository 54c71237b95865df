"""Contradictions of a large record: those that events show, each once, settled ones last."""

from reportedly.records import Contradiction, Event
from reportedly.web.screens.contradictions_find import counted_disputes, dispute_id

BETWEEN = Contradiction("status", ("clm_a",), ("clm_b",), "water: full against none")
WITHIN = Contradiction(
    "number", ("clm_a",), ("clm_c",), "corrected by the same source (a later version by the same outlet): 3 against 4"
)


def event(key: str, claims: tuple[str, ...], *contradictions: Contradiction) -> Event:
    return Event(
        key, "GUO.C02", "Pumps.", claims, (), 0, 0, "K0", place_name="Velin", contradictions=tuple(contradictions)
    )


def test_a_contradiction_of_two_events_is_listed_once_with_both() -> None:
    [found] = counted_disputes([event("evt_1", ("clm_a",), BETWEEN), event("evt_2", ("clm_b",), BETWEEN)])
    assert (found.kind, found.state, found.left, found.right) == ("status", "open", ("clm_a",), ("clm_b",))
    assert found.events == ("evt_1", "evt_2")


def test_what_a_source_set_right_itself_comes_last_and_says_so() -> None:
    found = counted_disputes([event("evt_1", ("clm_a", "clm_c"), WITHIN), event("evt_2", ("clm_b",), BETWEEN)])
    assert [(d.state, d.reason) for d in found] == [("open", "water: full against none"), ("corrected", "3 against 4")]
    assert found[1].resolution.startswith("corrected by the same source")


def test_a_contradiction_keeps_its_id_whatever_words_are_found_for_it() -> None:
    [one] = counted_disputes([event("evt_1", ("clm_a",), BETWEEN)])
    [other] = counted_disputes([event("evt_9", ("clm_a",), BETWEEN)])
    assert dispute_id(one) == dispute_id(other)


def test_without_contradictions_there_is_nothing() -> None:
    assert counted_disputes([event("evt_1", ("clm_a",))]) == []
