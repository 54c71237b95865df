"""The timeline: two dates for each event, dates no more exact than told, no trend over a change of sources."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from reportedly.desk.model import ClaimRow, EventRow
from reportedly.ledger.outlets import SourceChange
from reportedly.records import Theatre
from reportedly.records.theatre_roles import SourceProfile
from reportedly.web.screens.events_told import Bounds
from reportedly.web.screens.timeline_draw import LEFT, WIDTH, Shape, chart
from reportedly.web.screens.timeline_rows import Axis, Change, Happened, Item, axis_of, changes_of, happened, item_of

CLAIM = ClaimRow(
    id="clm_1", document="doc_1", n=1, title="", outlet="Courier", language="en", published="2031-05-15", kind="event",
    category="GUO.B02", sector=("water",), realis="occurred", polarity="+", level="L1", root_status="named",
    side="displaced", chain=("Courier",), quote="", proposition="", place="Velin", place_id="v:velin",
    precision="settlement", lat=None, lon=None, radius_km=None, start="2031-05-12", end="2031-05-12",
    when="2031-05-12", reported="2031-05-15", event="evt_1", origins=(1, 3), corroboration="K1", review="open",
    flags=(), statuses=(),
)  # fmt: skip
EVENT = EventRow(
    id="evt_1", label="Counters are shut.", category="GUO.B02", sector=("water",), start="2031-05-12", end="2031-05-12",
    reported="2031-05-15", last="2031-05-16", place="Velin", place_id="v:velin", precision="settlement", lat=None,
    lon=None, radius_km=None, origins=(1, 3), corroboration="K1", contradictions=1, documents=1, claims=("clm_1",),
    side="displaced", flags=("contradicted",),
)  # fmt: skip
AXIS = Axis("2031-05-01", "2031-05-16")


def dated(when: str, start: str = "", end: str = "", **more: object) -> ClaimRow:
    return replace(CLAIM, when=when, start=start, end=end, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (dated("2031-05-12", "2031-05-12", "2031-05-12"), Happened("point", "2031-05-12", "2031-05-12")),
        (
            dated("2031-05~", "2031-05-01", "2031-05-31"),
            Happened("span", "2031-05-01", "2031-05-31", vague_start=True, vague_end=True),
        ),
        (dated("2031-05-12/..", "2031-05-12"), Happened("since", "2031-05-12", None, still=True)),
        (
            dated("2031-05-12", "2031-05-12", "2031-05-12", realis="ongoing"),
            Happened("since", "2031-05-12", "2031-05-12", still=True),
        ),
        (
            dated("2031-06", "2031-06-01", "2031-06-30", realis="planned"),
            Happened("planned", "2031-06-01", "2031-06-30", vague_start=True, vague_end=True),
        ),
        (dated("../2031-05-15", "", "2031-05-15"), Happened("before", None, "2031-05-15")),
    ],
)
def test_when_something_happened_is_told_no_more_exactly_than_the_claim_does(
    claim: ClaimRow, expected: Happened
) -> None:
    assert happened(EVENT, [claim]) == expected


def test_the_claim_that_dates_best_dates_the_event_not_the_day_of_the_report() -> None:
    loose, exact = dated("../2031-05-15", "", "2031-05-15"), dated("2031-05-12", "2031-05-12", "2031-05-12")
    assert happened(EVENT, [loose, replace(exact, id="clm_2")]).start == "2031-05-12"


def test_an_item_has_the_day_it_happened_and_the_day_it_was_first_reported() -> None:
    made = item_of(EVENT, [CLAIM])
    assert (made.when.start, made.reported, made.last) == ("2031-05-12", "2031-05-15", "2031-05-16")
    assert (made.origins, made.contradicted, made.hedged) == (Bounds(1, 3), True, False)
    assert item_of(EVENT, [replace(CLAIM, level="L4")]).hedged


def item(when: Happened, reported: str | None = "2031-05-15", last: str | None = "2031-05-15") -> Item:
    return replace(item_of(EVENT, [CLAIM]), when=when, reported=reported, last=last)


def drawn(when: Happened, **more: str | None) -> Shape:
    return chart([item(when, **more)], AXIS, ()).shapes[0]


def test_a_day_is_a_square_with_a_ring_where_it_was_reported() -> None:
    shape = drawn(Happened("point", "2031-05-10", "2031-05-10"))
    assert shape.square is not None
    assert shape.ring is not None
    assert shape.bar is None
    assert shape.line == (shape.square, shape.ring)
    assert shape.square < shape.ring


def test_a_square_and_a_ring_of_one_day_are_both_seen() -> None:
    shape = drawn(Happened("point", "2031-05-15", "2031-05-15"))
    assert shape.square is not None
    assert shape.ring is not None
    assert shape.ring - shape.square >= 12


def test_approximate_ends_are_dotted_and_what_goes_on_has_an_arrow_at_the_last_report() -> None:
    span = drawn(Happened("span", "2031-05-03", "2031-05-09", vague_start=True, vague_end=True))
    assert span.bar is not None
    assert [d[1] for d in span.dotted[:1]] == [span.bar[0]]
    assert [d[0] for d in span.dotted[1:]] == [span.bar[1]]
    since = drawn(Happened("since", "2031-05-03", None, still=True), last="2031-05-12")
    assert since.bar is not None
    assert since.arrow == since.bar[1] < WIDTH - 100


def test_what_begins_before_the_days_that_are_drawn_says_so() -> None:
    shape = drawn(Happened("span", "2031-03-03", "2031-05-09"))
    assert shape.clipped == ("before",)
    assert shape.bar is not None
    assert shape.bar[0] == LEFT
    assert drawn(Happened("point", "2031-03-03", "2031-03-03")).square is None


def test_without_a_day_of_its_own_an_event_has_its_report_only() -> None:
    shape = drawn(Happened("undated", None, None))
    assert (shape.bar, shape.square, shape.dotted) == (None, None, ())
    assert shape.ring is not None


def test_a_change_of_sources_is_marked_on_its_day_with_its_own_line_of_words() -> None:
    changes = (Change("2031-05-05", ("Courier",)), Change("2031-05-09", version="7"), Change("2031-07-01", ("X",)))
    made = chart([item(Happened("point", "2031-05-10", "2031-05-10"))], AXIS, changes)
    assert [m.change.day for m in made.marks] == ["2031-05-05", "2031-05-09"]
    assert made.marks[0].x < made.marks[1].x
    assert made.marks[0].y < made.marks[1].y


def test_changes_of_one_day_are_told_together_with_how_far_back_they_were_filled() -> None:
    theatre = Theatre(source_profiles=(SourceProfile("7", since="2031-05-09", backfilled_to="2031-05-01"),))
    found = [
        SourceChange("2031-05-09", "7", "profile"),
        SourceChange("2031-05-09", "Courier", "appears", 0.01),
        SourceChange("2031-05-09", "Herald", "falls_silent", 0.01),
    ]
    assert changes_of(found, theatre) == (Change("2031-05-09", ("Courier",), ("Herald",), "7", "2031-05-01"),)


def test_the_axis_holds_the_reports_and_is_not_stretched_by_a_law_of_years_ago() -> None:
    old = item(Happened("point", "2019-01-01", "2019-01-01"))
    axis = axis_of([old, item(Happened("point", "2031-05-12", "2031-05-12"))])
    assert axis == Axis("2031-05-12", "2031-05-15")
    assert axis_of([item(Happened("undated", None, None), None, None)]) is None


def test_the_axis_is_as_the_address_says_and_can_be_zoomed_and_moved() -> None:
    axis = axis_of([item(Happened("point", "2031-05-12", "2031-05-12"))], first="2031-05-01", last="2031-05-28")
    assert axis == Axis("2031-05-01", "2031-05-28")
    assert axis.zoomed(0.5) == Axis("2031-05-08", "2031-05-21")
    assert axis.moved(0.5) == Axis("2031-05-15", "2031-06-11")
    assert Axis("2031-05-01", "2031-05-08").zoomed(0.1).days == 7


@pytest.mark.parametrize("days", [7, 30, 120, 700, 4000])
def test_named_days_never_run_into_each_other(days: int) -> None:
    axis = Axis("2020-01-10", (date(2020, 1, 10) + timedelta(days=days - 1)).isoformat())
    ticks = chart([], axis, ()).ticks
    assert 2 <= len(ticks) <= 32
    assert all(b.x - a.x >= 38 for a, b in pairwise(ticks))
