"""Days and times stand on every screen in one way."""

import re
from importlib.resources import files

import pytest

from reportedly.web.days import short_day, spoken_day, spoken_time


@pytest.mark.parametrize(
    ("given", "english", "ukrainian"),
    [
        ("2026-09-04", "4 Sep 2026", "04.09.2026"),
        ("2026-12-01T18:54:07+00:00", "1 Dec 2026", "01.12.2026"),
        ("2026-10", "October 2026", "жовтень 2026 року"),
        ("", "", ""),
        (None, "", ""),
    ],
)
def test_a_day_is_told_in_one_way(given: str | None, english: str, ukrainian: str) -> None:
    assert [" ".join(spoken_day(given, language).split()) for language in ("en", "uk")] == [english, ukrainian]


def test_a_time_is_its_day_and_its_minute() -> None:
    told = [spoken_time(time, "en") for time in ("2026-12-01T18:54:07+00:00", "2026-12-01", None)]
    assert [" ".join(one.split()) for one in told] == ["1 Dec 2026, 18:54 UTC", "1 Dec 2026", ""]


def test_the_script_of_the_slider_has_the_months_of_the_pages() -> None:
    script = files("reportedly.web").joinpath("static/situation.js").read_text("utf-8")
    months = [short_day(f"2026-{month:02}-01", "en").split()[-1] for month in range(1, 13)]
    assert re.search(",".join(f'"{month}"' for month in months), script)


def test_no_page_prints_a_day_as_it_is_kept() -> None:
    templates = files("reportedly.web").joinpath("templates")
    kept = re.compile(r">[^<{]*\{\{ [\w.]+\[:10\] \}\}")
    for folder in templates.iterdir():
        for file in folder.iterdir() if folder.is_dir() else (folder,):
            assert not kept.search(file.read_text("utf-8")), file.name
