"""Every command is started from nothing by the benchmark of that name."""

from benchmarks.cold_start import CALLS, readable

from reportedly.cli.main import COMMANDS

_ENDLESS = {"serve", "cluster"}
"""Commands without a call that ends by itself."""


def test_every_command_that_ends_has_a_call_to_be_timed_by() -> None:
    assert set(CALLS) == set(COMMANDS) - _ENDLESS


def test_a_row_tells_both_ratios() -> None:
    row = {
        "command": "status",
        "cpu_s": 0.5,
        "clock_s": 0.6,
        "times_bare": 41.7,
        "times_typer": 3.9,
        "peak_mb": 61.2,
        "modules": 512,
        "own_modules": 40,
        "status": 0,
    }
    head, line = readable([row]).splitlines()
    assert head.split()[:1] == ["command"]
    assert line.split() == ["status", "0.50", "0.60", "41.7", "3.9", "61", "512", "40"]
