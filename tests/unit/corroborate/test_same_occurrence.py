"""When two claims are one occurrence, and when they contradict each other."""

from dataclasses import replace
from typing import Any

import pytest

from reportedly.corroborate import CORRECTED, Corroboration, corroborate
from reportedly.records import Claim, Contradiction, DocEdge, Reading, Timing
from tests.unit.corroborate.pile import THEATRE, Told, parents, report

PAIRS = frozenset({frozenset(("GUO.B01", "GUO.B02"))})


def run(
    *readings: Reading, edges: tuple[DocEdge, ...] = (), merges: frozenset[frozenset[str]] = PAIRS
) -> Corroboration:
    return corroborate(readings, edges, theatre=THEATRE, merges=merges, parents=parents)


def two(left: Told, right: Told, **second: Any) -> Corroboration:
    return run(report(left, publisher="First Post"), report(right, **({"publisher": "Second Post"} | second)))


def event_count(left: Told, right: Told, **second: Any) -> int:
    return len(two(left, right, **second).events)


NURSES = "Nurses of the clinic stay at home"


@pytest.mark.parametrize(
    ("left", "right", "events", "because"),
    [
        (Told(), Told("No water in any of the taps of the town"), 1, "same category, place, time, a word in common"),
        (Told(), Told("Pylons by the mill lie on the ground", "GUO.C03"), 2, "other category, other words"),
        (Told(), Told("Pensions wait at the post office", "GUO.E03"), 2, "another domain, other words"),
        (Told(), Told(category="GUO.C03"), 1, "another category of one domain, in the same words"),
        (Told(NURSES, "GUO.B01"), Told(NURSES, "GUO.B02"), 1, "allowed pair and the same matter"),
        (Told(NURSES, "GUO.B01"), Told("Two wards lack a cook", "GUO.B02"), 2, "allowed pair, other matter"),
        (Told(NURSES, "GUO.B02"), Told("Wards of the clinic lack a cook", "GUO.J01"), 2, "no allowed pair"),
        (Told(), Told(place="Dobrovyr"), 2, "150 km apart"),
        (Told(), Told(place="Malo Orlivsk"), 1, "7 km apart"),
        (Told(), Told(place="the Orlivsk pumping house"), 1, "inside the settlement"),
        (Told(), Told(place="Orlivsk region"), 1, "inside the region, and the same words"),
        (Told(), Told("Water is short all over", place="Orlivsk region"), 2, "a region says too little alone"),
        (Told(), Told(day="2026-02-01"), 2, "three months apart"),
        (Told(day="2026-05-01"), Told(day="2026-05-05"), 1, "a state seen on two days of one week"),
        (
            Told("Guards closed the depot", kind="event", realis="occurred", day="2026-05-01"),
            Told("Guards closed the depot", kind="event", realis="occurred", day="2026-05-05"),
            2,
            "an act on two days",
        ),
        (Told(), Told(realis="planned"), 2, "planned is not done"),
        (Told(realis="planned"), Told(realis="ordered"), 2, "ordered is not planned"),
        (Told(realis="failed"), Told(realis="attempted"), 1, "neither was achieved"),
        (Told(NURSES, "GUO.B02", sector=("health",)), Told(NURSES, "GUO.B02", sector=("transport",)), 2, "services"),
        (
            Told(NURSES, "GUO.B01", sector=("health",)),
            Told(NURSES, "GUO.B02", sector=("transport",)),
            1,
            "the service follows from how each was coded",
        ),
        (Told(actor="CA-L"), Told(actor="DA"), 2, "actors"),
        (Told(actor="CA-L"), Told(actor="CA"), 1, "one actor, told more or less closely"),
        (Told(likely="CA-L"), Told(likely="DA"), 1, "actors that are only likely"),
        (Told(number=(30, 30, "nurses")), Told(number=(20, 40, "nurse")), 1, "the ranges overlap"),
        (Told(number=(30, 30, "nurses")), Told(number=(50, 60, "nurses")), 2, "the ranges do not"),
        (Told(number=(30, 30, "nurses")), Told(number=(50, 60, "beds")), 1, "other things were counted"),
        (Told(place=None), Told(place=None), 1, "without place, in the same words"),
        (Told(place=None), Told("Nothing comes from any pipe", place=None), 2, "without place, in other words"),
    ],
)  # fmt: skip
def test_two_claims_are_one_event(left: Told, right: Told, events: int, because: str) -> None:
    assert event_count(left, right) == events, because


def test_words_in_common_are_never_enough() -> None:
    same = "The taps in the upper town have run dry since the pump broke down"
    assert event_count(Told(same, place="Orlivsk"), Told(same, place="Dobrovyr")) == 2


def test_place_and_time_without_any_common_matter_stay_unsure() -> None:
    found = two(
        Told("Guards took a teacher from Orlivsk", "GUO.G01", kind="event", realis="occurred"),
        Told("A farmer of Orlivsk was beaten", "GUO.G01", kind="event", realis="occurred"),
    )
    assert len(found.events) == 2
    assert [j.verdict for j in found.judgements] == ["unsure"]


def test_claims_without_place_meet_within_one_family_of_documents() -> None:
    dry: dict[str, Any] = {"place": None, "sector": ("water",)}
    one = report(Told("All taps are dry since the pump broke", **dry), publisher="First Post")
    two_ = report(Told("The taps of the town are dry", **dry), publisher="Second Post")
    cites = DocEdge(two_.document.id, one.document.id, "cites", 0.5, "names it")
    assert len(run(one, two_).events) == 2
    assert len(run(one, two_, edges=(cites,)).events) == 1


UNPLACED = "Since the pump broke the taps stay dry"


def test_a_claim_on_the_region_does_not_tie_two_towns_together() -> None:
    words = "The taps have run dry"
    towns = [report(Told(words, place=p), publisher=f"{p} Post") for p in ("Orlivsk", "Dobrovyr")]
    region = report(Told(words, place="Orlivsk region"), publisher="Region Post")

    def everywhere(place: str) -> tuple[str, ...]:
        return ("t:region",) if place != "t:region" else ()

    events = corroborate([*towns, region], [], theatre=THEATRE, parents=everywhere).events
    assert len(events) == 2
    assert all(len({c for e in events for c in e.claims}) == 3 for _ in events)


def test_dates_that_follow_one_another_do_not_chain_single_acts() -> None:
    acts = [
        report(
            Told("Guards searched the depot", kind="event", realis="occurred", day=f"2026-05-{d:02}"), publisher=f"P{d}"
        )
        for d in (1, 3, 5, 7, 9)
    ]
    assert len(run(*acts).events) >= 3


def test_claims_that_the_codebook_does_not_cover_are_counted_apart() -> None:
    told = Told("Two rockets struck the depot", category="X01")
    others = [report(told, publisher=f"P{n}") for n in (1, 2)]
    [event] = run(*others).events
    assert event.outside
    assert len(event.claims) == 2
    assert event.origins_max == 2
    [mixed] = run(*others, report(replace(told, category="GUO.C01"), publisher="P3")).events
    assert not mixed.outside
    assert len(mixed.claims) == 3


@pytest.mark.parametrize("kind", ["assessment", "prediction", "legal_characterisation"])
def test_what_somebody_thinks_makes_no_event(kind: str) -> None:
    assert run(report(Told(kind=kind))).events == []


def test_a_summary_is_background_and_never_raises_a_count() -> None:
    body = Told("The taps in Orlivsk have run dry since Sunday", chain=("the water board",))
    lead = Told("Orlivsk is dry", summary_of=(1,))
    [event] = run(report(lead, body)).events
    assert (event.origins_min, event.origins_max) == (1, 1)
    assert len(event.background) == len(event.claims) == 1


def test_a_summary_of_nothing_that_counts_stands_for_itself() -> None:
    events = run(report(Told(summary_of=(1,)), Told("Pipes burst", category="X00"))).events
    assert [(event.outside, event.background) for event in events] == [(False, ()), (True, ())]


def test_a_headline_restates_the_text_below_it() -> None:
    headline = Told("Orlivsk waits for water", headline=True)
    body = Told("The taps in Orlivsk have run dry", chain=("the water board",))
    [event] = run(report(headline, body)).events
    assert (event.origins_min, event.origins_max, len(event.background)) == (1, 1, 1)


def test_a_headline_on_another_matter_than_the_text_stands_for_itself() -> None:
    headline = Told("Nurses of Orlivsk stay at home", "GUO.B02", headline=True)
    assert len(run(report(headline, Told())).events) == 2


def conflicts(found: Corroboration) -> list[Contradiction]:
    return list({c for event in found.events for c in event.contradictions})


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        (Told(status=("water", "full")), Told(status=("water", "none")), "status"),
        (Told(status=("water", "full")), Told(status=("water", "partial")), "status"),
        (
            Told(status=("banking_cash", "full"), category="GUO.E01", realis="occurred"),
            Told("No clerk came", status=("banking_cash", "not_opened"), category="GUO.B02", realis="failed"),
            "status",
        ),
        (Told(), Told(polarity="-"), "denial"),
        (Told(number=(30, 30, "houses")), Told(number=(300, 400, "houses")), "number"),
        (
            Told("Guards took thirty carts of grain", number=(30, 30, "carts"), day="2026-05-01", kind="event", realis="occurred"),
            Told("Guards took thirty carts of grain", number=(30, 30, "carts"), day="2026-05-09", kind="event", realis="occurred"),
            "time",
        ),
        (
            Told("Guards took thirty carts of grain", number=(30, 30, "carts"), day="2026-05-01"),
            Told("Guards took thirty carts of grain", number=(30, 30, "carts"), day="2026-05-01", place="Dobrovyr"),
            "place",
        ),
    ],
)  # fmt: skip
def test_what_cannot_both_be_true_is_a_contradiction_of_its_kind(left: Told, right: Told, kind: str) -> None:
    found = two(left, right)
    [conflict] = conflicts(found)
    assert conflict.kind == kind
    assert len(found.events) == 2
    assert all("contradicted" in event.flags for event in found.events)
    sides = {conflict.left, conflict.right}
    assert sides == {event.claims for event in found.events}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (Told(status=("water", "none")), Told(status=("water", "partial"))),
        (Told(status=("water", "none"), day="2026-05-01"), Told(status=("water", "full"), day="2026-05-03")),
        (Told(status=("water", "full"), realis="planned"), Told(status=("water", "none"))),
        (Told(status=("water", "none")), Told(status=("water", "full"), place="Dobrovyr")),
        (Told(number=(30, 30, "houses")), Told("Smoke over rooftops", number=(300, 400, "houses"))),
        (Told(), Told(polarity="-", day="2026-02-01")),
    ],
)
def test_what_can_both_be_true_is_no_contradiction(left: Told, right: Told) -> None:
    assert conflicts(two(left, right)) == []


def test_one_source_does_not_contradict_itself_within_a_report() -> None:
    denial = Told("Water depends on papers", polarity="-", chain=("the water board",), sector=("water",))
    claim = Told("Every house has water", chain=("the water board",), sector=("water",))
    assert conflicts(run(report(denial, claim))) == []


def test_a_denial_does_not_deny_all_else_in_the_report() -> None:
    denial = Told("Water depends on papers", polarity="-", chain=("the water board",))
    other = Told("Nothing is known of it", place=None, chain=("the Orlivsk Council in Exile",))
    assert conflicts(run(report(denial, other))) == []


def test_function_words_are_no_common_matter() -> None:
    found = two(Told("Wells which were dug from stone"), Told("Tankers which were sent from afar"))
    assert len(found.events) == 2


def test_a_denial_of_hearsay_does_not_make_it_an_origin() -> None:
    hearsay = Told(root="none", level="L3")
    denial = Told(polarity="-", chain=("the water board",))
    found = two(hearsay, denial)
    bounds = {event.claims: (event.origins_min, event.origins_max) for event in found.events}
    assert sorted(bounds.values()) == [(0, 0), (1, 1)]


@pytest.mark.parametrize("published", ["2026-05-04T12:00:00Z", "2026-05-06"])
def test_a_corrected_version_is_a_correction_and_no_dispute(published: str) -> None:
    wrong = report(Told(status=("water", "full")), publisher="First Post", published="2026-05-04")
    right = report(Told(status=("water", "none")), publisher="First Post", published=published)
    revision = DocEdge(right.document.id, wrong.document.id, "revision_of", 1.0, "a correction")
    found = run(wrong, right, edges=(revision,))
    [conflict] = conflicts(found)
    assert conflict.reason.startswith(CORRECTED)
    [claim_of_wrong] = [c.id for c in wrong.of(Claim)]
    assert conflict.left == (claim_of_wrong,)
    flags = {event.claims: event.flags for event in found.events}
    assert "corrected" in flags[conflict.left]
    assert not any("contradicted" in f for f in flags.values())


def test_the_later_word_of_the_same_source_is_a_correction() -> None:
    early = report(Told(number=(30, 30, "houses"), chain=("the water board",)), published="2026-05-03")
    late = report(Told(number=(90, 90, "houses"), chain=("the installed office",)))
    [conflict] = conflicts(run(late, early))
    assert conflict.reason.startswith(CORRECTED)


def test_one_source_told_in_two_ways_by_two_outlets_stays_a_contradiction() -> None:
    early = report(Told(number=(30, 30, "houses"), chain=("the water board",)), published="2026-05-03")
    late = report(Told(number=(90, 90, "houses"), chain=("the water board",)), publisher="Other Post")
    [conflict] = conflicts(run(late, early))
    assert not conflict.reason.startswith(CORRECTED)


def test_the_event_is_worded_by_its_best_claim() -> None:
    claims = [
        report(Told("Taps in Orlivsk may be dry", level="L4", chain=("the water board",)), publisher="A"),
        report(Told("Taps in Orlivsk are dry, people say", root="none", level="L3"), publisher="B"),
        report(Told("Taps in Orlivsk are dry", chain=("the water board",)), publisher="C"),
        report(Told("Taps in Orlivsk run dry", chain=("the water board",)), publisher="D", published="2026-05-06"),
    ]
    [event] = run(*claims).events
    assert event.proposition == "Taps in Orlivsk are dry."
    assert (event.place, event.place_name) == ("t:orlivsk", "Orlivsk")


@pytest.mark.parametrize(
    ("category", "sensitivity"),
    [("GUO.J02", "high"), ("GUO.G01", "high"), ("GUO.B02", "moderate"), ("GUO.J01", "moderate"), ("GUO.C02", "low")],
)
def test_sensitivity_follows_from_the_category(category: str, sensitivity: str) -> None:
    [event] = run(report(Told(category=category))).events
    assert event.sensitivity == sensitivity


def test_an_event_takes_its_days_from_dated_claims_first() -> None:
    timing = Timing("", "2026-05-02/2026-05-03", "2026-05-02", "2026-05-03", "stated")
    [event] = two(Told(timing=timing), Told()).events
    assert (event.earliest, event.latest) == ("2026-05-02", "2026-05-03")
