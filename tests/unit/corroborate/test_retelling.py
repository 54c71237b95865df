"""Claims of documents that derive from one another: one event, drift inside it, and one origin."""

import random
from typing import Any

import pytest

from reportedly.corroborate import Corroboration, corroborate
from reportedly.corroborate.build import relations
from reportedly.records import DocEdge, Event, Reading, Span
from reportedly.records.values import EdgeKind
from tests.unit.corroborate.pile import THEATRE, Told, parents, report

FAMILY: list[EdgeKind] = ["copy", "translation", "excerpt", "same_release", "cites", "summarises", "revision_of"]
CARTS = "Guards took thirty carts of grain from the depot"


def edge(start: Reading, end: Reading, kind: EdgeKind = "summarises", spans: tuple[Span, ...] = ()) -> DocEdge:
    return DocEdge(start.document.id, end.document.id, kind, 0.8, f"the {kind} was seen", spans)


def run(*readings: Reading, edges: tuple[DocEdge, ...] = ()) -> Corroboration:
    return corroborate(readings, edges, theatre=THEATRE, parents=parents)


def bounds(event: Event) -> tuple[int, int]:
    return event.origins_min, event.origins_max


def _edge(start: str, end: str, kind: EdgeKind) -> DocEdge:
    return DocEdge(start, end, kind, 0.8, "seen")


@pytest.mark.parametrize("kind", FAMILY)
def test_an_edge_of_derivation_relates_its_two_ends(kind: EdgeKind) -> None:
    relate = relations([_edge("late", "early", kind)])
    assert relate("late", "early") == relate("early", "late") == "edge"
    assert relate("late", "late") == "document"
    assert relate("late", "other") == "none"


def test_documents_of_one_owner_are_not_related_by_that() -> None:
    assert relations([_edge("one", "other", "same_family")])("one", "other") == "none"


def test_documents_that_derive_from_one_document_are_kin() -> None:
    relate = relations(
        [_edge("b", "a", "cites"), _edge("c", "a", "translation"), _edge("d", "c", "copy"), _edge("f", "e", "copy")]
    )
    assert relate("b", "c") == relate("b", "d") == relate("d", "b") == "kin"
    assert relate("d", "a") == "kin"
    assert relate("d", "c") == "edge"
    assert relate("b", "f") == "none"


def test_one_document_that_took_from_two_does_not_make_those_two_kin() -> None:
    relate = relations([_edge("c", "a", "cites"), _edge("c", "b", "cites")])
    assert relate("a", "b") == "none"


def test_a_circle_of_edges_ends() -> None:
    relate = relations([_edge("a", "b", "cites"), _edge("b", "c", "cites"), _edge("c", "a", "cites")])
    assert relate("a", "c") == "edge"
    assert relate("a", "d") == "none"


def _told(number: int, **more: Any) -> Told:
    return Told(CARTS, kind="event", realis="occurred", number=(number, number, "carts"), **more)


@pytest.mark.parametrize("kind", ["copy", "cites", "summarises", "translation"])
def test_a_number_that_changed_on_the_way_stays_one_event_with_the_conflict_inside(kind: EdgeKind) -> None:
    first = report(_told(30), publisher="First Post", published="2026-05-04")
    second = report(_told(90), publisher="Second Post", published="2026-05-04", tail="More soon.")
    [event] = run(first, second, edges=(edge(second, first, kind),)).events
    [conflict] = event.contradictions
    assert (conflict.kind, event.flags) == ("number", ("contradicted",))
    assert conflict.reason.startswith(("cart: 30 against 90", "cart: 90 against 30"))
    assert {*conflict.left, *conflict.right} == set(event.claims)


def test_kin_may_drift_as_well() -> None:
    root = report(_told(30), publisher="First Post", published="2026-05-03")
    one = report(_told(30), publisher="Second Post", tail="More soon.")
    other = report(_told(90), publisher="Third Post", tail="Read on.")
    [event] = run(root, one, other, edges=(edge(one, root), edge(other, root))).events
    assert len(event.claims) == 3


def test_numbers_of_unrelated_reports_that_clash_are_two_events_with_a_contradiction() -> None:
    found = run(report(_told(30), publisher="First Post"), report(_told(90), publisher="Second Post"))
    assert len(found.events) == 2
    assert [[c.kind for c in event.contradictions] for event in found.events] == [["number"], ["number"]]


def test_an_edge_does_not_excuse_a_number_of_another_matter() -> None:
    one = report(_told(30), publisher="First Post")
    other = report(
        Told("Families left ninety carts at the mill", kind="event", realis="occurred", number=(90, 90, "carts")),
        publisher="Second Post",
    )
    assert len(run(one, other, edges=(edge(other, one),)).events) == 2


@pytest.mark.parametrize(
    "changed",
    [{"place": "Dobrovyr"}, {"day": "2026-05-20"}, {"realis": "planned"}, {"actor": "DA"}, {"sector": ("food",)}],
    ids=lambda c: next(iter(c)),
)
def test_what_keeps_unrelated_reports_apart_is_drift_in_a_retelling(changed: dict[str, Any]) -> None:
    plain: dict[str, Any] = {"kind": "event", "realis": "occurred", "day": "2026-05-02"}
    first = report(Told(CARTS, **plain, actor="CA", sector=("water",)), publisher="First Post")
    second = report(
        Told(CARTS, **(plain | {"actor": "CA", "sector": ("water",)} | changed)), publisher="Second Post", tail="More."
    )
    assert len(run(first, second).events) == 2
    assert len(run(first, second, edges=(edge(second, first),)).events) == 1


@pytest.mark.parametrize("changed", [{"polarity": "-"}, {"status": ("water", "full")}], ids=["denial", "state"])
def test_an_answer_to_a_report_is_never_its_retelling(changed: dict[str, Any]) -> None:
    plain: dict[str, Any] = {"status": ("water", "none")}
    first = report(Told(**plain), publisher="First Post")
    answer = report(Told(**(plain | changed)), publisher="Second Post", tail="More.")
    found = run(first, answer, edges=(edge(answer, first, "cites"),))
    assert len(found.events) == 2
    assert all("contradicted" in event.flags for event in found.events)


def test_reports_that_share_no_more_than_the_name_of_the_town_are_left_to_a_person() -> None:
    one = report(Told("Guards took a teacher from Orlivsk", "GUO.G01", kind="event", realis="occurred"))
    other = report(
        Told("A farmer of Orlivsk was beaten", "GUO.G01", kind="event", realis="occurred"), publisher="Second Post"
    )
    found = run(one, other)
    assert len(found.events) == 2
    assert {j.verdict for j in found.judgements} <= {"unsure"}


@pytest.mark.parametrize("kind", ["cites", "summarises"])
def test_what_a_report_tells_again_without_a_source_of_its_own_has_the_origin_of_the_other(kind: EdgeKind) -> None:
    first = report(Told(chain=("the water board",)), publisher="Heron Wire", published="2026-05-03")
    second = report(Told(), publisher="Plain Courier", tail="More soon.")
    [event] = run(first, second, edges=(edge(second, first, kind),)).events
    assert bounds(event) == (1, 1)
    [origin] = event.origins
    assert origin.name == "Water Board of Orlivsk"
    assert any(reason.startswith(kind) for reason in origin.reasons)
    [apart] = run(first, second).events
    assert bounds(apart) == (1, 2)


@pytest.mark.parametrize("kind", ["cites", "summarises"])
def test_a_source_of_its_own_stays_an_origin_beside_the_retold_one(kind: EdgeKind) -> None:
    first = report(Told(chain=("the water board",)), publisher="Heron Wire", published="2026-05-03")
    second = report(Told(chain=("the Orlivsk Council in Exile",)), publisher="Plain Courier", tail="More soon.")
    [event] = run(first, second, edges=(edge(second, first, kind),)).events
    assert bounds(event) == (2, 2)


@pytest.mark.parametrize("kind", ["cites", "summarises"])
def test_a_citation_merges_only_the_claims_that_it_covers(kind: EdgeKind) -> None:
    first = report(Told(chain=("the water board",)), publisher="Heron Wire", published="2026-05-03")
    second = report(Told(), publisher="Plain Courier", tail="Cited words stand here.")
    elsewhere = Span(len(second.text) - 10, len(second.text) - 1)
    [event] = run(first, second, edges=(edge(second, first, kind, (elsewhere,)),)).events
    assert bounds(event) == (1, 2)


def test_a_claim_in_other_words_is_not_what_a_summary_tells_again() -> None:
    first = report(Told(chain=("the water board",)), publisher="Heron Wire", published="2026-05-03")
    second = report(Told("Kitchens stand cold and buckets empty"), publisher="Plain Courier", tail="More soon.")
    found = run(first, second, edges=(edge(second, first),)).events
    assert sum(event.origins_max for event in found) == 2


def test_one_body_that_two_outlets_print_in_their_own_words_is_one_origin() -> None:
    one = report(Told(chain=("Tavnik regional hospital",)), publisher="First Post")
    other = report(Told(chain=("the regional hospital of Tavnik",)), publisher="Second Post")
    third = report(Told(chain=("Tavnik fire brigade",)), publisher="Third Post")
    [event] = run(one, other, third).events
    assert bounds(event) == (2, 2)


def test_the_order_of_retellings_does_not_matter() -> None:
    root = report(_told(30, chain=("the water board",)), publisher="Heron Wire", published="2026-05-03")
    retold = [
        report(_told(n, place=place), publisher=f"Post {i}", tail=f"More {i}.")
        for i, (n, place) in enumerate(
            [(30, "Orlivsk"), (90, "Orlivsk"), (30, "Dobrovyr"), (90, None), (40, "Orlivsk")]
        )
    ]
    edges = [edge(one, root) for one in retold[:3]] + [edge(retold[3], retold[1], "copy"), edge(retold[4], retold[2])]
    expected = run(root, *retold, edges=tuple(edges))
    dice = random.Random(3)
    for _ in range(10):
        readings = dice.sample([root, *retold], 6)
        assert run(*readings, edges=tuple(dice.sample(edges, 5))) == expected


def test_a_summary_of_two_reports_joins_the_one_whose_words_it_has() -> None:
    first = report(Told(chain=("Tavnik regional hospital",)), publisher="Heron Wire", published="2026-05-03")
    second = report(Told(chain=("Tavnik fire brigade",)), publisher="Sedge Wire", published="2026-05-03")
    third = report(Told(chain=("Tavnik fire brigade",)), publisher="Plain Courier", tail="More soon.")
    [event] = run(first, second, third, edges=(edge(third, first), edge(third, second))).events
    assert bounds(event) == (2, 2)
    assert {len(origin.documents) for origin in event.origins} == {1, 2}


def test_an_outlet_that_is_named_may_rest_on_another_origin() -> None:
    first = report(Told(chain=("the water board",)), publisher="Heron Wire", published="2026-05-03")
    second = report(Told(chain=(("Sedge Bulletin", {"role": "outlet", "named": True}),)), publisher="Plain Courier")
    assert bounds(run(first, second).events[0]) == (1, 2)
    assert bounds(run(second).events[0]) == (1, 1)
    reasons = [reason for origin in run(first, second).events[0].origins for reason in origin.reasons]
    assert "may rest on another origin of this event" in reasons


def test_an_outlet_that_is_named_may_rest_on_somebody_without_a_name() -> None:
    unnamed = ("a resident", {"role": "resident", "named": False})
    first = report(Told(chain=(unnamed,), root="unnamed_single"), publisher="Heron Wire", published="2026-05-03")
    second = report(Told(chain=(("Sedge Bulletin", {"role": "outlet", "named": True}),)), publisher="Plain Courier")
    [event] = run(first, second).events
    assert bounds(event) == (1, 2)
    assert [origin.status for origin in event.origins if origin.certain] == ["unnamed_single"]


def test_a_single_word_that_does_not_say_what_it_is_may_be_another_name_of_a_source_that_is_there() -> None:
    first = report(Told(chain=("the water board",)), publisher="Heron Wire", published="2026-05-03")
    second = report(Told(chain=("Tavrel",)), publisher="Plain Courier")
    assert bounds(run(first, second).events[0]) == (1, 2)
    assert bounds(run(second).events[0]) == (1, 1)


def test_an_outlet_between_two_reports_is_not_a_source_of_its_own() -> None:
    first = report(Told(chain=("the water board",)), publisher="Heron Wire", published="2026-05-03")
    second = report(Told(chain=("Sedge Bulletin",)), publisher="Plain Courier", tail="More soon.")
    [event] = run(first, second, edges=(edge(second, first),)).events
    assert bounds(event) == (1, 1)


def test_an_unnamed_source_of_no_told_role_may_be_the_named_one() -> None:
    first = report(Told(chain=("the water board",)), publisher="Heron Wire")
    unnamed = ("an official", {"role": "official", "named": False})
    second = report(Told(chain=(unnamed,), root="unnamed_single"), publisher="Plain Courier")
    [event] = run(first, second).events
    assert bounds(event) == (1, 2)
    assert any("nothing tells them apart" in reason for origin in event.origins for reason in origin.reasons)


def test_a_later_version_has_the_origin_of_the_first() -> None:
    unnamed = ("an engineer", {"role": "expert", "named": False})
    old = report(Told(chain=(unnamed,), root="unnamed_single"), published="2026-05-03")
    new = report(Told(chain=(unnamed,), root="unnamed_single"), tail="Corrected.")
    [event] = run(old, new, edges=(edge(new, old, "revision_of"),)).events
    assert bounds(event) == (1, 1)


def test_a_claim_without_a_source_has_that_of_the_sentence_before_it() -> None:
    one = report(Told(chain=("Tavnik regional hospital",)), Told("Wells in Orlivsk have run dry"))
    events = run(one).events
    assert {origin.name for event in events for origin in event.origins} == {"Tavnik regional hospital"}
