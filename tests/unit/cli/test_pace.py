"""The remaining time is that of the pace of late, and is not told before there is one."""

import time

import pytest

from reportedly.cli.output import Bar
from reportedly.cli.pace import Pace, spoken


def test_nothing_is_said_of_the_first_seconds() -> None:
    pace = Pace()
    pace.note(2.0, 1)
    assert pace.remaining_s(100) is None


def test_a_slow_start_is_forgotten_after_a_minute() -> None:
    pace = Pace()
    pace.note(100.0, 1)
    for second in range(101, 181):
        pace.note(float(second), second - 99)
    assert pace.remaining_s(181) == pytest.approx(100.0)


def test_the_start_of_workers_is_no_part_of_the_pace() -> None:
    pace = Pace()
    pace.note(45.0, 1)
    for second in range(1, 5):
        pace.note(45.0 + second, 1 + 10 * second)
    assert pace.remaining_s(61) == pytest.approx(2.0)


def test_batches_count_as_they_came() -> None:
    pace = Pace()
    for burst in range(1, 4):
        for n in range(16):
            pace.note(burst * 32.0, (burst - 1) * 16 + n + 1)
    assert pace.remaining_s(64) == pytest.approx(32.0, rel=0.1)


@pytest.mark.parametrize(("seconds", "said"), [(2.0, "5 s"), (41.0, "40 s"), (200.0, "3 min"), (7900.0, "2 h 10 min")])
def test_times_are_said_as_people_say_them(seconds: float, said: str) -> None:
    assert spoken(seconds) == said


def test_without_a_terminal_a_line_tells_now_and_then_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    now = [0.0]
    bar = Bar(clock=lambda: now[0])
    bar.begin("coding documents", 100)
    for second in range(1, 66):
        now[0] = float(second)
        bar.step()
    bar.end()
    assert capsys.readouterr().err.splitlines() == [
        "coding documents: 30 of 100, about 70 s left",
        "coding documents: 60 of 100, about 40 s left",
        "coding documents: 65",
    ]


def test_one_long_step_is_said_to_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    now = [0.0]
    bar = Bar(clock=lambda: now[0])
    bar.begin("coding documents", 1)
    for second in (29.0, 31.0, 45.0, 125.0):
        now[0] = second
        bar.still()
    bar.step()
    bar.end()
    assert capsys.readouterr().err.splitlines() == [
        "coding documents: still at it, 0 of 1 after 30 s",
        "coding documents: still at it, 0 of 1 after 2 min",
        "coding documents: 1",
    ]


def test_the_line_comes_while_the_step_is_at_work(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportedly.cli.output.EVERY_S", 0.02)
    bar = Bar()
    bar.begin("reading files", 1)
    ended = time.monotonic() + 10
    said = ""
    while "still at it" not in said and time.monotonic() < ended:
        time.sleep(0.02)
        said += capsys.readouterr().err
    bar.end()
    assert "reading files: still at it, 0 of 1" in said


def test_quiet_work_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    now = [0.0]
    bar = Bar(quiet=True, clock=lambda: now[0])
    bar.begin("coding documents", 100)
    now[0] = 50.0
    bar.step(50)
    bar.end()
    assert capsys.readouterr().err == ""
