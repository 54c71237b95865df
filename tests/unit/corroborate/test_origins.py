"""Every rule of DOMAIN 2.9, over small hand-made piles."""

from dataclasses import replace
from typing import Any

import pytest

from reportedly.corroborate import RULE_VERSION, Corroboration, corroborate
from reportedly.records import DocEdge, Event, Reading, Span
from reportedly.records.values import EdgeKind
from tests.unit.corroborate.pile import THEATRE, Told, parents, report

PLURAL: tuple[Any, ...] = (("several papers", {"role": "unnamed_plural", "named": False, "plural": True}),)


def single(printed: str, role: str = "resident") -> tuple[Any, ...]:
    return ((printed, {"role": role, "named": False}),)


def edge(start: Reading, end: Reading, kind: EdgeKind, *, spans: tuple[Span, ...] = (), score: float = 1.0) -> DocEdge:
    return DocEdge(start.document.id, end.document.id, kind, score, f"the {kind} was seen", spans)


def run(*readings: Reading, edges: tuple[DocEdge, ...] = ()) -> Corroboration:
    return corroborate(readings, edges, theatre=THEATRE, parents=parents)


def only(*readings: Reading, edges: tuple[DocEdge, ...] = ()) -> Event:
    [event] = run(*readings, edges=edges).events
    return event


def printed_in(language: str, reading: Reading) -> Reading:
    return Reading(replace(reading.document, language=language), reading.records)


def bounds(event: Event) -> tuple[int, int, str]:
    return event.origins_min, event.origins_max, event.corroboration


def test_a_named_source_is_one_origin_however_many_outlets_carry_it() -> None:
    event = only(*(report(Told(chain=("the Orlivsk Council in Exile",)), publisher=f"Post {i}") for i in range(4)))
    assert bounds(event) == (1, 1, "K1")
    [origin] = event.origins
    assert (origin.name, origin.side, len(origin.documents)) == ("Orlivsk Council in Exile", "displaced", 4)
    assert event.rule_version == RULE_VERSION


def test_named_sources_of_one_affiliation_group_count_once() -> None:
    one = report(Told(chain=("the installed office",)))
    two = report(Told(chain=("the water board",)), publisher="Other Post")
    event = only(one, two)
    assert bounds(event) == (1, 1, "K1")
    reasons = " ".join(event.origins[0].reasons)
    assert "Water Board of Orlivsk speaks for installed" in reasons
    assert "count as one" in reasons


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Tavnik Growers", "the Tavnik growers"),
        ("Tavnik Growers", "a spokesman for the Tavnik Growers"),
        ("Tavnik Growers", "the head of the Tavnik Growers"),
        ("Association d'Élan", "Association dElan"),
    ],
)
def test_two_spellings_of_an_unknown_body_are_one_origin(left: str, right: str) -> None:
    # "the Tavnik growers" keeps its capital: a phrase without one is no name.
    event = only(report(Told(chain=(left,))), report(Told(chain=(right,)), publisher="Other Post"))
    assert bounds(event) == (1, 1, "K1")


def test_a_document_that_is_not_held_counts_as_who_presents_it() -> None:
    chain = ("the Orlivsk Council in Exile", ("a duty roster", {"role": "document", "named": True}))
    event = only(report(Told(chain=chain)))
    assert bounds(event) == (1, 1, "K1")
    assert event.origins[0].name == "Orlivsk Council in Exile"
    assert "not held" in event.origins[0].reasons[0]


def test_a_document_that_an_outlet_presents_does_not_count_in_the_lower_bound() -> None:
    chain = (("a duty roster", {"role": "document", "named": True}),)
    assert bounds(only(report(Told(chain=chain)))) == (0, 1, "K0")


def test_one_unnamed_source_counts_in_both_bounds_when_alone() -> None:
    assert bounds(only(report(Told(chain=single("a resident"), root="unnamed_single")))) == (1, 1, "K1")


def test_unnamed_sources_of_one_role_may_be_one_person() -> None:
    one = report(Told(chain=single("a resident"), root="unnamed_single"))
    two = report(Told(chain=single("a woman in the queue"), root="unnamed_single"), publisher="Other Post")
    assert bounds(only(one, two)) == (1, 2, "K1")


def test_unnamed_sources_of_different_roles_are_two_origins() -> None:
    one = report(Told(chain=single("a resident"), root="unnamed_single"))
    two = report(Told(chain=single("an engineer", "expert"), root="unnamed_single"), publisher="Other Post")
    assert bounds(only(one, two)) == (2, 2, "K2")


def test_an_unnamed_official_may_be_the_named_one() -> None:
    one = report(Told(chain=("the Orlivsk Council in Exile",)))
    two = report(Told(chain=single("a member", "official"), root="unnamed_single"), publisher="Other Post")
    assert bounds(only(one, two)) == (1, 2, "K1")


def test_several_papers_are_one_origin_alone_and_none_more_beside_a_named_one() -> None:
    papers = report(Told(chain=PLURAL, root="unnamed_plural"))
    more = report(Told(chain=PLURAL, root="unnamed_plural"), publisher="Other Post")
    named = report(Told(chain=("the Orlivsk Council in Exile",)), publisher="Third Post")
    assert bounds(only(papers)) == (1, 1, "K1")
    assert bounds(only(papers, more)) == (1, 2, "K1")
    assert bounds(only(papers, more, named)) == (1, 3, "K1")


def test_hearsay_is_no_origin() -> None:
    hearsay = report(Told(root="none", level="L3"))
    event = only(hearsay)
    assert bounds(event) == (0, 0, "K0")
    assert "hearsay" in event.reason
    named = report(Told(chain=("the Orlivsk Council in Exile",)), publisher="Other Post")
    assert bounds(only(hearsay, named)) == (1, 1, "K1")


def test_what_an_outlet_asserts_itself_counts_in_the_upper_bound_only() -> None:
    event = only(report(Told(), publisher="Dobro Herald"))
    assert bounds(event) == (0, 1, "K0")
    assert "not a primary source" in event.origins[0].reasons[0]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Our reporter counted forty dry taps in Orlivsk", "en"),
        ("We saw dry taps in Orlivsk", "en"),
        ("A reporter for this newspaper visited the dry wells of Orlivsk", "en"),
        ("Наша кореспондентка побувала біля сухих колонок в Орлівську", "uk"),
        ("Ми бачили сухі колонки в Орлівську", "uk"),
        ("Наш корреспондент насчитал сорок сухих колонок в Орловске", "ru"),
        ("Мы видели сухие колонки в Орловске", "ru"),
        ("Unser Reporter zählte in Orlivsk vierzig trockene Hähne", "de"),
        ("Wir sahen in Orlivsk trockene Hähne", "de"),
    ],
)
def test_an_outlet_whose_own_people_were_there_is_an_origin(words: str, language: str) -> None:
    reading = report(Told(words), publisher="Dobro Herald")
    event = only(replace(reading, document=replace(reading.document, language=language)))
    assert bounds(event) == (1, 1, "K1")
    assert any("from the spot" in reason for reason in event.origins[0].reasons)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Reporters were told that the taps in Orlivsk are dry", "en"),
        ("They saw dry taps in Orlivsk", "en"),
        ("Unsere Stadt Orlivsk hat trockene Hähne", "de"),
        ("Наше місто Орлівськ лишилося без води", "uk"),
        ("Наш город Орловск остался без воды", "ru"),
    ],
)
def test_words_of_others_or_of_our_town_are_not_first_hand(words: str, language: str) -> None:
    reading = report(Told(words), publisher="Dobro Herald")
    event = only(replace(reading, document=replace(reading.document, language=language)))
    assert bounds(event) == (0, 1, "K0")


@pytest.mark.parametrize("publisher", ["Orlivsk Installed Office", "Orlivsk Pipes", "Kestrel Mission"])
def test_a_body_account_or_monitor_that_publishes_itself_is_an_origin(publisher: str) -> None:
    assert bounds(only(report(Told(), publisher=publisher))) == (1, 1, "K1")


def test_an_institute_that_asserts_something_is_no_primary_source() -> None:
    assert bounds(only(report(Told(), publisher="Marrow Institute"))) == (0, 1, "K0")


def test_a_release_by_an_unknown_body_is_primary_by_its_genre() -> None:
    assert bounds(only(report(Told(), publisher="Tavnik Growers", genre="official"))) == (1, 1, "K1")


def test_outlets_of_one_owner_are_one_origin() -> None:
    event = only(report(Told(), publisher="Dobro Herald"), report(Told(), publisher="Dobro Gazette"))
    assert bounds(event) == (0, 1, "K0")
    assert "dobro media" in " ".join(event.origins[0].reasons)


@pytest.mark.parametrize("kind", ["copy", "translation", "excerpt", "same_release"])
def test_text_that_was_taken_over_has_the_origin_of_the_original(kind: EdgeKind) -> None:
    post = report(Told(), publisher="Orlivsk Pipes", published="2026-05-03")
    taken = report(Told(chain=single("an employee"), root="unnamed_single"), tail="More soon.")
    assert bounds(only(post, taken)) == (2, 2, "K2")
    event = only(post, taken, edges=(edge(taken, post, kind, score=0.9),))
    assert bounds(event) == (1, 1, "K1")
    assert any(kind in reason for reason in event.origins[0].reasons)


def test_an_excerpt_merges_only_the_claims_that_stand_in_it() -> None:
    post = report(Told(), publisher="Orlivsk Pipes", published="2026-05-03")
    own = report(Told(chain=single("a resident"), root="unnamed_single"), tail="Copied words stand here.")
    elsewhere = Span(len(own.text) - 10, len(own.text) - 1)
    event = only(post, own, edges=(edge(own, post, "excerpt", spans=(elsewhere,), score=0.4),))
    assert bounds(event) == (2, 2, "K2")


def test_a_citation_is_followed_to_the_cited_report() -> None:
    agency = report(Told(chain=("the water board",)), publisher="Heron Wire", published="2026-05-03")
    outlet = report(Told(chain=("Heron Wire",)), publisher="Plain Courier")
    event = only(agency, outlet)
    assert bounds(event) == (1, 1, "K1")
    assert any("goes back to Heron Wire" in reason for reason in event.origins[0].reasons)


def test_an_outlet_on_the_way_to_an_unnamed_source_is_followed_too() -> None:
    agency = report(Told(chain=("the water board",)), publisher="Heron Wire", published="2026-05-03")
    chain = ("Heron Wire", *single("a source in the works"))
    outlet = report(Told(chain=chain, root="unnamed_single"), publisher="Plain Courier")
    assert bounds(only(agency, outlet)) == (1, 1, "K1")


def test_a_named_source_behind_an_outlet_is_not_lost_by_following_the_outlet() -> None:
    agency = report(Told(), publisher="Heron Wire", published="2026-05-03")
    outlet = report(Told(chain=("Heron Wire", "the water board")), publisher="Plain Courier")
    event = only(agency, outlet)
    assert [(o.name, o.certain) for o in event.origins] == [
        ("Heron Wire", False),
        ("Water Board of Orlivsk", True),
    ]


def test_the_chain_goes_on_behind_a_cited_report_that_holds_no_such_claim() -> None:
    post = report(Told(), publisher="Orlivsk Pipes", published="2026-05-02")
    agency = report(
        Told("The town band plays on Saturday", "GUO.D03", chain=("Orlivsk Pipes",)),
        publisher="Heron Wire", published="2026-05-03",
    )  # fmt: skip
    outlet = report(Told(chain=("Heron Wire", *single("a channel"))), publisher="Plain Courier")
    cited = (edge(agency, post, "cites"), edge(outlet, agency, "cites"))
    water = next(e for e in run(post, agency, outlet, edges=cited).events if e.category == "GUO.C02")
    assert bounds(water) == (1, 1, "K1")


def test_a_headline_goes_where_the_citations_of_its_text_go() -> None:
    post = report(Told(), publisher="Orlivsk Pipes", published="2026-05-03")
    outlet = report(
        Told("No water in the taps of Orlivsk", headline=True),
        Told("Engineers are at work", "GUO.B01", chain=("Orlivsk Pipes",)),
        publisher="Heron Wire",
    )
    found = run(post, outlet, edges=(edge(outlet, post, "cites"),))
    water = next(e for e in found.events if e.category == "GUO.C02")
    assert bounds(water) == (1, 1, "K1")


def test_an_outlet_that_is_not_in_the_pile_is_a_named_origin() -> None:
    assert bounds(only(report(Told(chain=("Heron Wire",))))) == (1, 1, "K1")


def test_reports_that_only_cite_each_other_are_no_certain_origin() -> None:
    one = report(Told(chain=("Heron Wire",)), publisher="Dobro Herald")
    two = report(Told(chain=("Dobro Herald",)), publisher="Heron Wire")
    event = only(one, two)
    assert bounds(event) == (0, 1, "K0")
    assert "only each other" in " ".join(event.origins[0].reasons)


def test_a_circle_of_three_with_one_real_source_has_that_source() -> None:
    names = ["Dobro Herald", "Heron Wire", "Plain Courier"]
    circle = [report(Told(chain=(names[i - 1],)), publisher=names[i]) for i in range(3)]
    named = report(Told(chain=("the water board",)), publisher="Fourth Post")
    assert bounds(only(*circle, named)) == (1, 2, "K1")


def test_an_exact_copy_under_another_name_adds_nothing() -> None:
    first = report(Told(), publisher="Dobro Herald", published="2026-05-03")
    again = report(Told(), publisher="Kestrel Mission", published="2026-05-09")
    event = only(first, again, edges=(edge(again, first, "copy"),))
    assert bounds(event) == bounds(only(first)) == (0, 1, "K0")
    assert len(event.claims) == 2


def test_a_short_form_stands_for_the_last_source_that_fits() -> None:
    one = report(
        Told(chain=("the water board",), sector=("water",)),
        Told("No water comes from the taps", chain=(("the board", {"role": "official"}),), sector=("water",)),
    )
    assert bounds(only(one)) == (1, 1, "K1")


def test_a_short_form_that_nothing_explains_is_an_unnamed_source() -> None:
    event = only(report(Told(chain=(("the foundation", {"role": "ngo"}),))))
    assert [(o.status, o.certain) for o in event.origins] == [("unnamed_single", True)]


def test_the_kind_of_a_channel_stands_for_the_channel_named_before() -> None:
    channel: tuple[Any, ...] = (("телеграм-канал «Голос Вербівки»", {"role": "social_account"}),)
    bare: tuple[Any, ...] = (("телеграм-каналу", {"role": "social_account"}),)
    event = only(printed_in("uk", report(Told(chain=channel), Told(chain=bare))))
    assert [o.name for o in event.origins] == ["телеграм-канал «Голос Вербівки»"]
    alone = only(printed_in("uk", report(Told(chain=bare))))
    assert [(o.status, o.key.partition(":")[0]) for o in alone.origins] == [("unnamed_single", "single")]


def test_an_adjective_of_two_towns_does_not_make_them_one() -> None:
    named = [("Миколаївська міська рада", "uk"), ("Mykolaiv town council", "en"), ("Mykolaivka town council", "en")]
    event = only(*(printed_in(tag, report(Told(chain=(name,)), publisher=f"Post {name}")) for name, tag in named))
    assert len(event.origins) == 2


def test_copies_of_each_other_that_nobody_else_tells_stay_uncertain() -> None:
    one, two = report(Told()), report(Told(), path="two.txt")
    echo = report(Told(chain=("Dobro Herald",)), publisher="Echo Sheet")
    edges = (edge(one, two, "copy", score=0.8), edge(two, one, "copy", score=0.8), edge(echo, one, "cites"))
    assert only(one, two, edges=edges[:2]).origins_min == only(one, two, echo, edges=edges).origins_min == 0


def test_we_is_the_publisher() -> None:
    event = only(report(Told(chain=("we",)), publisher="Dobro Herald"))
    assert bounds(event) == (0, 1, "K0")


def test_a_private_person_is_an_origin_without_a_name() -> None:
    event = only(report(Told(chain=(("Jorun Alvstad", {"role": "resident"}),), private=("Jorun Alvstad",))))
    assert bounds(event) == (1, 1, "K1")
    assert "Alvstad" not in repr(event.origins)


def test_the_proposition_of_an_event_names_no_private_person() -> None:
    told = Told("Jorun Alvstad of Orlivsk has had no water", chain=("the water board",), private=("Jorun Alvstad",))
    assert only(report(told)).proposition == "[name withheld] of Orlivsk has had no water."


def test_a_wrong_name_is_counted_under_the_proposed_one_and_says_so() -> None:
    wrong = ("the service BVK", {"resolution": "corrected", "note": "of the other state", "proposed": "KVB"})
    event = only(report(Told(chain=(wrong,))), report(Told(chain=("KVB",)), publisher="Other Post"))
    assert bounds(event) == (1, 1, "K1")
    assert "proposed" in " ".join(event.origins[0].reasons)


COUNCIL, BOARD, MISSION = "the Orlivsk Council in Exile", "the water board", "the Kestrel Mission"


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ((), "K0"),
        ((COUNCIL,), "K1"),
        ((COUNCIL, "Orlivsk Pipes"), "K2"),
        (("Tavnik Growers", "Sormen Bakers"), "K2"),
        ((COUNCIL, BOARD), "K3"),
        (("Tavnik Growers", MISSION), "K3"),
        ((MISSION,), "K1"),
    ],
)
def test_corroboration_follows_from_number_and_side_of_certain_origins(sources: tuple[str, ...], expected: str) -> None:
    reports = [report(Told(chain=(s,)), publisher=f"Post {i}") for i, s in enumerate(sources)]
    event = only(report(Told(root="none"), publisher="Zero Post"), *reports)
    assert event.corroboration == expected
    assert event.origins_min == len(sources)


def test_a_named_resident_is_first_hand_evidence_beside_another_origin() -> None:
    resident = report(Told(chain=(("Jorun Alvstad", {"role": "resident"}),)))
    growers = report(Told(chain=("Tavnik Growers",)), publisher="Other Post")
    assert only(resident, growers).corroboration == "K3"


@pytest.mark.parametrize(
    ("told", "flagged"),
    [
        (Told(chain=(BOARD,), hedge=("en.adm", "ADM")), True),
        (Told(chain=(BOARD,), status=("water", "none")), True),
        (Told(chain=(BOARD,), realis="failed"), True),
        (Told(chain=(BOARD,), status=("water", "full")), False),
        (Told(chain=(COUNCIL,), status=("water", "none")), False),
        (Told(root="none", hedge=("en.adm", "ADM")), False),
    ],
)
def test_a_source_that_tells_of_its_own_failure_is_flagged(told: Told, flagged: bool) -> None:
    assert ("self_critical" in only(report(told)).flags) == flagged
