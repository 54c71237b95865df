"""Service status as a step function (DOMAIN 2.10)."""

import random
from typing import Any

import pytest

from reportedly.corroborate import corroborate
from reportedly.ledger import DEFAULT_DAYS, build_ledger
from reportedly.records import Claim, DocEdge, Reading, ServiceStatus, Theatre, TheatrePlace, Timing
from tests.unit.corroborate.pile import THEATRE, Told, parents, report

COUNCIL, BOARD = "the Orlivsk Council in Exile", "the water board"


def ledger(*readings: Reading, **options: Any) -> list[ServiceStatus]:
    events = corroborate(readings, [], theatre=THEATRE, parents=parents).events
    return build_ledger(readings, events, theatre=THEATRE, **options)


def only(*readings: Reading, **options: Any) -> ServiceStatus:
    [cell] = ledger(*readings, **options)
    return cell


def says(status: str, day: str | None, *, who: str = COUNCIL, published: str | None = None, **told: Any) -> Reading:
    one = Told(chain=(who,), status=("water", status), day=day, **told)
    return report(one, published=published or day, publisher=f"Post of {who}", path=f"{who}{status}{day}{published}")


def steps(cell: ServiceStatus) -> list[tuple[str | None, str | None, str]]:
    return [(i.since, i.until, i.status) for i in cell.intervals]


def test_a_cell_is_place_by_sector_with_its_origins() -> None:
    cell = only(says("none", "2026-05-04", cause=("damage",)))
    assert (cell.place, cell.place_name, cell.level, cell.sector) == ("t:orlivsk", "Orlivsk", "settlement", "water")
    assert (cell.status, cell.as_of, cell.stale, cell.last_reported) == ("none", "2026-05-04", False, "2026-05-04")
    [interval] = cell.intervals
    assert (interval.origins_min, interval.origins_max, interval.sides) == (1, 1, ("displaced",))
    assert interval.cause == ("damage",)
    assert cell.lat == 48.0


def test_a_later_report_replaces_an_earlier_one() -> None:
    cell = only(says("none", "2026-05-01"), says("full", "2026-05-04", who=BOARD))
    assert steps(cell) == [("2026-05-01", "2026-05-04", "none"), ("2026-05-04", None, "full")]
    assert cell.status == "full"


def test_two_origins_on_one_day_are_a_conflict_that_keeps_both() -> None:
    full, partial = says("full", "2026-05-04", who=BOARD), says("partial", "2026-05-04")
    cell = only(full, partial)
    assert cell.status == "conflict"
    [interval] = cell.intervals
    assert [state for state, _ in interval.conflict] == ["full", "partial"]
    assert {c for _, claims in interval.conflict for c in claims} == {
        c.id for r in (full, partial) for c in r.of(Claim)
    }
    assert (interval.origins_min, interval.origins_max) == (2, 2)
    assert [(v.status, v.names, v.sides) for v in interval.voices] == [
        ("full", ("Water Board of Orlivsk",), ("controlling",)),
        ("partial", ("Orlivsk Council in Exile",), ("displaced",)),
    ]


def test_none_and_partial_on_one_day_are_a_conflict_too() -> None:
    assert only(says("none", "2026-05-04", who=BOARD), says("partial", "2026-05-04")).status == "conflict"


def test_a_report_that_vouches_for_a_span_of_days_conflicts_inside_it_only() -> None:
    span = Timing("", "2026-05-01/2026-05-08", "2026-05-01", "2026-05-08", "stated")
    long = report(Told(chain=(COUNCIL,), status=("water", "none"), timing=span), published="2026-05-08")
    cell = only(long, says("full", "2026-05-03", who=BOARD))
    assert steps(cell) == [
        ("2026-05-01", "2026-05-03", "none"),
        ("2026-05-03", "2026-05-08", "conflict"),
        ("2026-05-08", None, "none"),
    ]


def test_the_same_source_that_corrects_itself_is_no_conflict() -> None:
    wrong = says("full", "2026-05-04", who=BOARD)
    right = says("none", "2026-05-04", who=BOARD, published="2026-05-05")
    cell = only(right, wrong)
    assert cell.status == "none"
    assert "conflict" not in {i.status for i in cell.intervals}


def test_a_correction_that_the_events_know_of_replaces_the_first_report() -> None:
    wrong = report(Told(status=("water", "full"), day="2026-05-04"), publisher="First Post", published="2026-05-04")
    right = report(
        Told(status=("water", "none"), day="2026-05-04"), publisher="First Post", published="2026-05-04T12:00:00Z"
    )
    revision = DocEdge(right.document.id, wrong.document.id, "revision_of", 1.0, "a correction")
    events = corroborate([wrong, right], [revision], theatre=THEATRE).events
    assert [c.status for c in build_ledger([wrong, right], events, theatre=THEATRE)] == ["none"]


def test_one_origin_retold_in_two_ways_is_a_conflict_with_one_origin() -> None:
    one = report(Told(chain=(BOARD,), status=("water", "partial"), day="2026-05-04"), publisher="First Post")
    two = report(
        Told(chain=(BOARD,), status=("water", "none"), day="2026-05-04"),
        publisher="Second Post",
        published="2026-05-06",
    )
    [interval] = only(one, two).intervals
    assert (interval.status, interval.origins_min, interval.origins_max) == ("conflict", 1, 1)


def test_parts_of_one_account_make_a_partial_service() -> None:
    both = report(
        Told("The upper town has water", chain=(BOARD,), status=("water", "full")),
        Told("The lower town has none", chain=(BOARD,), status=("water", "none")),
    )
    assert only(both).status == "partial"


def test_two_reports_of_the_same_state_make_one_interval_with_both_claims() -> None:
    cell = only(says("none", "2026-05-01"), says("none", "2026-05-04", who=BOARD))
    assert steps(cell) == [("2026-05-01", None, "none")]
    assert len(cell.intervals[0].claims) == 2
    assert cell.intervals[0].origins_min == 2
    assert cell.last_reported == "2026-05-04"


@pytest.mark.parametrize(
    ("on", "status", "stale"),
    [("2026-05-18", "none", False), ("2026-05-19", "unknown", True)],
)
def test_an_observation_goes_stale_after_its_days(on: str, status: str, stale: bool) -> None:
    cell = only(says("none", "2026-05-04"), reported_by=on)
    assert (cell.status, cell.stale, cell.fresh_until) == (status, stale, "2026-05-18")
    assert (cell.last_status, cell.last_reported) == ("none", "2026-05-04")


def test_the_days_come_from_the_caller_then_the_theatre_then_the_default() -> None:
    readings = [says("none", "2026-05-04")]
    events = corroborate(readings, [], theatre=THEATRE).events
    own = Theatre(freshness_days={"water": 3})
    assert build_ledger(readings, events, theatre=own)[0].fresh_until == "2026-05-07"
    assert build_ledger(readings, events, theatre=own, freshness={"water": 1})[0].fresh_until == "2026-05-05"
    assert DEFAULT_DAYS["water"] == 14
    assert DEFAULT_DAYS["education"] == 90


def test_by_default_the_latest_report_of_the_pile_sets_the_day() -> None:
    late = report(Told(category="GUO.C03"), published="2026-07-01")
    assert only(says("none", "2026-05-04"), late).as_of == "2026-07-01"


def test_reports_after_the_day_asked_for_are_left_out() -> None:
    cell = only(says("none", "2026-05-01"), says("full", "2026-05-09", who=BOARD), reported_by="2026-05-05")
    assert steps(cell) == [("2026-05-01", None, "none")]


def test_a_region_never_fills_its_settlements() -> None:
    cells = ledger(says("none", "2026-05-04", place="Orlivsk region"), says("full", "2026-05-04", who=BOARD))
    assert [(c.place, c.level, c.status) for c in cells] == [
        ("t:orlivsk", "settlement", "full"),
        ("t:region", "adm1", "none"),
    ]


def test_a_claim_on_two_towns_makes_two_cells() -> None:
    cells = ledger(says("none", "2026-05-04", place=("Orlivsk", "Dobrovyr")))
    assert [c.place_name for c in cells] == ["Dobrovyr", "Orlivsk"]


def test_a_facility_counts_with_the_settlement_around_it() -> None:
    theatre = Theatre(
        places=(
            TheatrePlace("t:orlivsk", "Orlivsk", "settlement", 48.0, 31.0),
            TheatrePlace("t:pumps", "pumping house", "facility", 48.01, 31.0, parent="t:orlivsk"),
        )
    )
    readings = [says("none", "2026-05-04", place="the Orlivsk pumping house")]
    [cell] = build_ledger(readings, corroborate(readings, [], theatre=theatre).events, theatre=theatre)
    assert (cell.place, cell.level) == ("t:orlivsk", "settlement")
    [detail] = cell.intervals[-1].details
    assert (detail.status, detail.facility, detail.share) == ("none", "The taps in Orlivsk have run dry", None)


def test_undated_reports_make_cells_without_a_day() -> None:
    undated = report(Told(chain=(COUNCIL,), status=("water", "partial")), published=None)
    one, two = ledger(undated, says("none", "2026-05-04", who=BOARD))
    assert (one.status, one.undated, one.as_of) == ("none", False, "2026-05-04")
    assert (two.status, two.undated, two.as_of, two.fresh_until, two.stale) == ("partial", True, None, None, False)


@pytest.mark.parametrize("realis", ["planned", "ordered"])
def test_an_announced_service_is_not_opened(realis: str) -> None:
    assert only(says("full", "2026-05-04", realis=realis)).status == "not_opened"


def test_an_announced_opening_stands_on_the_day_of_the_announcement() -> None:
    ahead = Timing("", "2026-09-01/..", "2026-09-01", None, "stated")
    plan = report(
        Told(chain=(BOARD,), status=("water", "full"), realis="planned", timing=ahead), published="2026-05-04"
    )
    assert steps(only(plan)) == [("2026-05-04", None, "not_opened")]


@pytest.mark.parametrize(
    "told",
    [
        {"realis": "planned", "status": ("water", "none")},
        {"realis": "hypothetical", "status": ("water", "none")},
        {"polarity": "-", "status": ("water", "none")},
        {"kind": "prediction", "status": ("water", "none")},
        {"category": "X09", "status": ("water", "none")},
        {"status": ("water", "unknown")},
        {"place": None, "status": ("water", "none")},
    ],
)
def test_what_does_not_say_how_a_service_works_makes_no_cell(told: dict[str, Any]) -> None:
    assert ledger(report(Told(**told))) == []


def test_a_summary_adds_no_observation() -> None:
    lead = Told("Orlivsk is dry", status=("water", "none"), summary_of=(1,))
    body = Told("Half of Orlivsk is without water", status=("water", "partial"))
    assert only(report(lead, body)).status == "partial"


def test_silence_makes_no_cell() -> None:
    assert ledger(report(Told(status=None))) == []


def test_hearsay_makes_a_cell_without_an_origin() -> None:
    cell = only(report(Told(root="none", status=("water", "none"))))
    assert (cell.intervals[0].origins_min, cell.intervals[0].origins_max) == (0, 0)


def test_the_order_of_the_pile_does_not_matter() -> None:
    dice = random.Random(3)
    pile = [
        says(
            dice.choice(["full", "none", "partial"]),
            f"2026-05-{dice.randint(1, 28):02}",
            who=who,
            published="2026-05-28",
        )
        for who in (COUNCIL, BOARD, "the Kestrel Mission")
        for _ in range(6)
    ]
    pile = list({r.document.id: r for r in pile}.values())
    expected = ledger(*pile)
    assert any(i.status == "conflict" or len(expected[0].intervals) > 3 for i in expected[0].intervals)
    for seed in range(4):
        assert ledger(*random.Random(seed).sample(pile, len(pile))) == expected


def test_intervals_follow_one_another_without_gap_or_overlap() -> None:
    dice = random.Random(11)
    for _ in range(30):
        pile = [
            says(
                dice.choice(["full", "none", "partial"]),
                f"2026-05-{dice.randint(1, 28):02}",
                who=dice.choice([COUNCIL, BOARD]),
            )
            for _ in range(8)
        ]
        [cell] = ledger(*{r.document.id: r for r in pile}.values())
        for one, other in zip(cell.intervals, cell.intervals[1:], strict=False):
            assert one.until == other.since
            assert (one.status, one.conflict) != (other.status, other.conflict)
            assert (one.since or "") < (other.since or "")
        assert cell.intervals[-1].until is None
