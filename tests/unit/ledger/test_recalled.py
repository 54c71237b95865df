"""Reminders of older events are no fresh word."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.ledger import Watch, silence
from reportedly.ledger.observations import ordinal
from reportedly.records import Reading, Timing
from tests.unit.ledger.made import known_places, projection, says

BOARD = "the water board"


def told(status: str, published: str, timing: Timing | None = None, day: str | None = None, **more: Any) -> Reading:
    return says(status, day, published=published, caveats=("recalled",), timing=timing, **more)


def stated(first: str | None, last: str | None) -> Timing:
    return Timing("", None, first, last, "stated")


def cells(*readings: Reading, on: str) -> list[tuple[str, str | None, bool]]:
    made = projection(*readings).cells(ordinal(on))
    return [(c.last_status, c.last_reported, c.stale) for c in made]


def test_a_reminder_without_a_day_makes_no_state() -> None:
    assert cells(told("none", "2026-05-20"), on="2026-05-20") == []
    assert cells(says("none", None, published="2026-05-20"), on="2026-05-20") == [("none", "2026-05-20", False)]


def test_a_reminder_stands_on_the_day_that_it_states() -> None:
    assert cells(told("none", "2026-05-20", day="2026-05-01"), on="2026-05-20") == [("none", "2026-05-01", True)]


def test_a_reminder_renews_nothing_and_replaces_no_newer_report() -> None:
    fresh = says("full", "2026-05-10", who=BOARD)
    assert cells(fresh, told("none", "2026-05-20", day="2026-05-01"), on="2026-05-20") == [
        ("full", "2026-05-10", False)
    ]
    assert cells(fresh, told("none", "2026-05-30"), on="2026-05-30") == [("full", "2026-05-10", True)]


def test_a_reminder_of_an_older_word_does_not_correct_the_newer_one_of_its_source() -> None:
    newer = says("none", None, published="2026-05-10", timing=stated("2026-05-01", "2026-05-10"), publisher="Post")
    older = told("full", "2026-05-20", day="2026-05-01", publisher="Post")
    assert cells(newer, older, on="2026-05-10") == [("none", "2026-05-10", False)]


def test_since_then_is_told_as_of_then() -> None:
    since = told("none", "2026-05-20", stated("2026-05-01", "2026-05-20"))
    assert cells(since, on="2026-05-20") == [("none", "2026-05-01", True)]


@pytest.mark.parametrize("timing", [stated(None, "2026-05-20"), stated("2026-06-01", None), stated(None, None)])
def test_a_day_that_is_only_that_of_the_report_is_none(timing: Timing) -> None:
    assert cells(told("none", "2026-05-20", timing), on="2026-06-02") == []


def test_a_plan_that_is_recalled_is_background() -> None:
    assert cells(told("full", "2026-05-20", day="2026-05-01", realis="planned"), on="2026-05-20") == []


def test_a_reminder_is_no_report_on_a_place() -> None:
    spot = known_places().spot("t:orlivsk")
    assert spot is not None
    watch = Watch(on="2026-05-20")
    [news] = silence([says("none", "2026-05-20")], [], [spot], watch).places
    [old] = silence([told("none", "2026-05-20", day="2026-05-01")], [], [spot], watch).places
    assert (news.verdict != "never_reported", old.verdict) == (True, "never_reported")


days = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 4, 30))


@given(st.one_of(st.none(), days), st.one_of(st.none(), days))
def test_no_reminder_vouches_for_the_day_of_its_report(first: date | None, last: date | None) -> None:
    bounds = sorted(str(d) for d in (first, last) if d)
    timing = stated(bounds[0] if first else None, bounds[-1] if last else None)
    for _, reported, _ in cells(told("none", "2026-05-20", timing), on="2026-05-20"):
        assert reported in bounds
