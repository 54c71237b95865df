"""Printed times of publication."""

import pytest

from reportedly.ingest.dates import NO_ZONE, UNREADABLE, read_time


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("2026-10-20T09:00:00-01:00", "2026-10-20T09:00:00-01:00"),
        ("2026-10-20T09:00:00Z", "2026-10-20T09:00:00Z"),
        ("2026-10-20T09:00:00.123+00:00", "2026-10-20T09:00:00Z"),
        ("2026-10-20T09:00+0300", "2026-10-20T09:00:00+03:00"),
        ("2026-10-20 09:00:00 +0300", "2026-10-20T09:00:00+03:00"),
        ("2026-10-20T09:00:00+03", "2026-10-20T09:00:00+03:00"),
        ("2026-10-20 09:00:00 UTC", "2026-10-20T09:00:00Z"),
        ("Tue, 20 Oct 2026 09:00:00 +0200", "2026-10-20T09:00:00+02:00"),
        ("Tue, 20 Oct 2026 09:00:00 GMT", "2026-10-20T09:00:00Z"),
        ("2026-10-20", "2026-10-20"),
        (" 2026/10/20 ", "2026-10-20"),
        ("20.10.2026", "2026-10-20"),
        ("20 October 2026", "2026-10-20"),
        ("Oct 20, 2026", "2026-10-20"),
        (1_792_486_800, "2026-10-20T09:00:00Z"),
        ("1792486800", "2026-10-20T09:00:00Z"),
        (1_792_486_800_000, "2026-10-20T09:00:00Z"),
    ],
)
def test_a_time_is_read_with_its_own_zone_and_a_day_stays_a_day(printed: object, read: str) -> None:
    assert read_time(printed) == (read, None)


@pytest.mark.parametrize(
    "printed",
    [
        "2026-10-20T09:00:00",
        "2026-10-20 09:00",
        "20 Oct 2026 09:00",
        "20.10.2026 09:00",
        "20.10.2026, 9:00:30",
        "2026/10/20 09:00",
    ],
)
def test_a_time_without_a_zone_keeps_its_day_only(printed: str) -> None:
    assert read_time(printed) == ("2026-10-20", NO_ZONE)


@pytest.mark.parametrize(
    "printed",
    ["yesterday", "2026-02-31", "03/04/2026", "October", "2026", "T", "1:2:3", True, {}, [], float("inf"), 10**30],
)
def test_what_cannot_be_read_is_left_out_and_flagged(printed: object) -> None:
    assert read_time(printed) == (None, UNREADABLE)


@pytest.mark.parametrize("printed", [None, "", "  "])
def test_no_date_is_no_date(printed: object) -> None:
    assert read_time(printed) == (None, None)
