import pytest

from reportedly.brief.words import load


@pytest.mark.parametrize(
    ("iso", "year", "told"),
    [
        ("2026-10-24", False, "24\u00a0October"),
        ("2026-10", True, "October\u00a02026"),
        ("2026-21", True, "spring\u00a02026"),
        ("2026-24", False, "winter"),
        ("2026", False, "2026"),
        (None, False, ""),
    ],
)
def test_days_months_and_seasons_are_told_in_words(iso: str | None, year: bool, told: str) -> None:
    assert load("en").day(iso, year=year) == told
