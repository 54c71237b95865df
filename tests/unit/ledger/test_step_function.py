"""The step function of a cell: total, without overlap, the same for every order, and the same asked day by day."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.ledger.observations import Observation
from reportedly.ledger.steps import iso, standing, steps
from reportedly.records import Interval
from reportedly.records.values import ServiceState
from tests.unit.ledger.made import BOARD, projection, says

START = date(2026, 5, 1).toordinal()
STATES: tuple[ServiceState, ...] = ("full", "partial", "none", "not_opened")


@st.composite
def piles(draw: st.DrawFn) -> list[Observation]:
    found = []
    for number in range(draw(st.integers(1, 9))):
        since = START + draw(st.integers(0, 20))
        until = since + draw(st.integers(0, 6))
        found.append(
            Observation(
                f"clm_{number}", f"doc_{draw(st.integers(0, 3))}", draw(st.sampled_from(["a", "b", ""])),
                draw(st.sampled_from(STATES)), since, until, until, "unknown", (), "unknown", (),
                announced=draw(st.booleans()),
            )
        )  # fmt: skip
    return found


def state(intervals: tuple[Interval, ...], day: int) -> str | None:
    at = iso(day)
    found = [i.status for i in intervals if i.since and i.since <= at and (i.until is None or at < i.until)]
    assert len(found) <= 1
    return found[0] if found else None


@settings(deadline=None)
@given(piles())
def test_from_the_first_day_on_every_day_has_exactly_one_state(pile: list[Observation]) -> None:
    intervals = steps(pile)
    first = min(o.since for o in standing(pile) if o.since is not None)
    assert all(state(intervals, day) is not None for day in range(first, START + 40))
    assert state(intervals, first - 1) is None
    assert intervals[-1].until is None


@settings(deadline=None)
@given(piles(), st.randoms(use_true_random=False))
def test_the_order_of_observations_does_not_matter(pile: list[Observation], dice: object) -> None:
    shuffled = list(pile)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert steps(shuffled) == steps(pile)


@settings(deadline=None)
@given(piles(), st.integers(0, 30))
def test_asked_for_a_day_it_ends_with_the_state_of_that_day(pile: list[Observation], later: int) -> None:
    day = START + later
    asked = steps(pile, on=day)
    assert (asked[-1].status if asked else None) == state(steps(pile), day)


@settings(deadline=None)
@given(piles())
def test_every_claim_of_an_interval_is_one_of_the_pile_and_no_state_is_made_up(pile: list[Observation]) -> None:
    said = {o.claim: o.status for o in pile}
    for one in steps(pile):
        assert set(one.claims) <= set(said)
        assert one.status in ({said[c] for c in one.claims} | {"conflict", "partial", "none"})
        assert one.status != "unknown"


def test_a_plan_neither_contradicts_nor_replaces_what_is_observed() -> None:
    dry = says("none", "2026-05-04")
    plan = says("full", "2026-05-04", who=BOARD, realis="planned")
    later = says("full", "2026-05-06", who=BOARD, realis="planned")
    [cell] = projection(dry, plan, later).cells(date(2026, 5, 7).toordinal())
    assert (cell.status, cell.last_reported, len(cell.intervals)) == ("none", "2026-05-04", 1)


def test_a_plan_stands_until_something_is_observed() -> None:
    plan = says("full", "2026-05-01", who=BOARD, realis="planned")
    [cell] = projection(plan, says("partial", "2026-05-04")).cells(date(2026, 5, 7).toordinal())
    assert [(i.since, i.status) for i in cell.intervals] == [("2026-05-01", "not_opened"), ("2026-05-04", "partial")]


def test_a_later_report_tells_of_an_earlier_day() -> None:
    late = says("none", "2026-05-02", published="2026-05-20")
    cells = projection(late).cells(date(2026, 5, 3).toordinal())
    assert [(c.status, c.as_of, c.stale) for c in cells] == [("none", "2026-05-03", False)]


def test_stale_is_relative_to_the_day_asked_about() -> None:
    made = projection(says("none", "2026-05-01"), says("full", "2026-07-01", who=BOARD))
    on = {day: made.cells(date.fromisoformat(day).toordinal())[0] for day in ("2026-05-10", "2026-06-01", "2026-07-02")}
    assert [(c.status, c.stale, c.last_status) for c in on.values()] == [
        ("none", False, "none"),
        ("unknown", True, "none"),
        ("full", False, "full"),
    ]
    assert made.cells(date(2026, 4, 30).toordinal()) == []


@settings(max_examples=200, deadline=None)
@given(piles(), st.integers(START, START + 26))
def test_what_ended_before_a_day_may_be_left_out_and_nothing_else(pile: list[Observation], since: int) -> None:
    whole, short = steps(pile), steps(pile, since=since)
    reaching = [step for step in whole if step.until is None or step.until > iso(since)]
    assert [step for step in short if step.until is None or step.until > iso(since)] == reaching


def test_states_that_gave_way_long_ago_are_not_worked_out() -> None:
    pile = [says("full" if n % 2 else "none", f"2026-0{n}-01") for n in range(1, 6)]
    [group] = projection(*pile).dated.values()
    assert [step.since for step in steps(group, since=date(2026, 4, 20).toordinal())] == ["2026-04-01", "2026-05-01"]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 28), st.sampled_from(["Orlivsk", "Dobrovyr", "Malo Orlivsk"])), max_size=6))
def test_the_cells_that_there_are_on_a_day_are_those_that_stand(told: list[tuple[int, str]]) -> None:
    found = projection(*(says("none", f"2026-05-{day:02}", place=place) for day, place in told))
    for on in (None, date(2026, 5, 14).toordinal()):
        standing_cells = {(cell.place, cell.sector, cell.undated) for cell in found.cells(on)}
        assert {(cell.place, cell.sector, undated) for cell, undated in found.there(on)} == standing_cells
