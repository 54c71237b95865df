"""The time that is left follows the pace of the last reports."""

import pytest

from reportedly.cli.pace import Pace, in_words


def paced(reports: list[tuple[float, int]]) -> Pace:
    pace = Pace()
    pace.begin(0.0)
    for at, done in reports:
        pace.note(at, done)
    return pace


def test_the_start_of_workers_does_not_count() -> None:
    pace = paced([(30.0, 16), (32.0, 32), (34.0, 48)])
    assert pace.rate(34.0) == pytest.approx(8.0)
    assert pace.left(34.0, 128) == pytest.approx(10.0)


def test_only_the_last_reports_count() -> None:
    fast = [(float(n), n * 100) for n in range(1, 50)]
    slow = [(50.0 + 10 * n, 4900 + 10 * n) for n in range(30)]
    assert paced([*fast, *slow]).rate(340.0) == pytest.approx(1.0)


def test_work_that_stands_still_gets_slower() -> None:
    pace = paced([(1.0, 16), (2.0, 32), (3.0, 48)])
    assert pace.rate(3.5) == pytest.approx(16.0)
    assert pace.rate(34.0) == pytest.approx(32 / 33)


def test_documents_of_one_batch_are_one_report() -> None:
    pace = paced([(10.0 + n / 1000, n) for n in range(16)])
    assert pace.rate(11.0) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(2, "about 5 s left"), (61, "about 1 min left"), (5400, "about 1 h 30 min left"), (90_000, "about 25 h left")],
)
def test_a_time_is_told_no_finer_than_it_is_known(seconds: float, words: str) -> None:
    assert in_words(seconds) == words
