"""The silence layer counts reports against a place's own past and its neighbours, and does nothing else."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.corroborate import corroborate
from reportedly.ledger import Quiet, Silence, Watch, silence
from reportedly.ledger.rates import fewer_than_before, fewer_than_others, silence_chance
from reportedly.records import Reading
from tests.unit.corroborate.pile import THEATRE, Told, report
from tests.unit.ledger.made import floors, known_places

ON = date(2026, 6, 28)


def pile(weeks: Iterable[int], place: str = "Orlivsk", publisher: str = "Post", **told: Any) -> list[Reading]:
    """Return so many reports on a place in each week before `ON`, oldest first."""
    counts = list(weeks)
    found = []
    for back, count in zip(range(len(counts) - 1, -1, -1), counts, strict=True):
        for number in range(count):
            day = ON - timedelta(days=7 * back + 6 - number % 7)
            one = Told(f"Water in {place} {back} {number}", place=place, **told)
            found.append(report(one, published=day.isoformat(), publisher=publisher))
    return found


def layer(readings: list[Reading], **watch: Any) -> Silence:
    places = known_places()
    listing = places.settlements(places.area("Orlivsk region"))
    events = corroborate(readings, [], theatre=THEATRE).events
    return silence(readings, events, listing, Watch(ON.isoformat(), **watch), floors=floors())


def of(found: Silence, place: str) -> Quiet:
    return next(q for q in found.places if q.place.name == place)


def test_the_chances_are_those_of_the_named_tests() -> None:
    assert fewer_than_before(0, 14, periods=4) == pytest.approx(0.8**14)
    assert fewer_than_before(1, 1, periods=1) == pytest.approx(0.75)
    assert fewer_than_before(5, 0, periods=4) == pytest.approx(1.0)
    # C(20, 10) / C(28, 10)
    assert fewer_than_others(0, 8, others_now=10, others_before=10) == pytest.approx(184_756 / 13_123_110)
    assert fewer_than_others(3, 3, others_now=0, others_before=0) == pytest.approx(1.0)
    assert silence_chance(20, span=20, count=3) == pytest.approx(0.25)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 12))
def test_chances_are_chances_and_more_reports_are_never_less_likely(now: int, before: int, periods: int) -> None:
    one = fewer_than_before(now, before, periods=periods)
    assert 0 <= one <= 1 + 1e-9
    beside = fewer_than_others(now, before, others_now=5, others_before=9)
    assert 0 <= beside <= 1 + 1e-9
    assert fewer_than_before(now + 1, before, periods=periods) > 0


def test_a_place_that_stopped_is_silent_since_its_last_report() -> None:
    found = layer(pile([4, 4, 4, 4, 0]) + pile([1, 1, 1, 1, 1], "Dobrovyr"))
    quiet = of(found, "Orlivsk")
    assert (quiet.verdict, quiet.counts, quiet.last) == ("silent", (4, 4, 4, 4, 0), "2026-06-18")
    assert (quiet.days_silent, quiet.expected) == (10, 4.0)
    assert quiet.chance == pytest.approx(0.8**16)


def test_one_report_fewer_is_not_quieter() -> None:
    assert of(layer(pile([4, 4, 4, 4, 3])), "Orlivsk").verdict == "usual"
    assert of(layer(pile([6, 6, 6, 6, 1])), "Orlivsk").verdict == "quieter"


def test_with_a_short_past_nothing_is_said() -> None:
    quiet = of(layer(pile([4, 4, 1])), "Orlivsk")
    assert (quiet.verdict, quiet.chance) == ("too_little", None)


def test_a_place_without_any_report_was_never_reported() -> None:
    quiet = of(layer(pile([1, 1, 1, 1, 1])), "Tykhe")
    assert (quiet.verdict, quiet.last, quiet.days_silent) == ("never_reported", None, None)


def test_neighbours_that_fell_as_much_are_told_from_those_that_did_not() -> None:
    alone = of(layer(pile([5, 5, 5, 5, 0]) + pile([5, 5, 5, 5, 5], "Malo Orlivsk")), "Orlivsk")
    together = of(layer(pile([5, 5, 5, 5, 0]) + pile([5, 5, 5, 5, 0], "Malo Orlivsk")), "Orlivsk")
    assert alone.beside is not None
    assert together.beside is not None
    assert alone.beside < 0.05 < together.beside
    assert alone.neighbours == 4


def test_a_drop_by_an_outlet_that_stopped_is_explained_by_it() -> None:
    # One outlet carried all reports on the town and stopped everywhere; the other goes on.
    found = layer(pile([5, 5, 5, 5, 0], publisher="Gone Post") + pile([2, 2, 2, 2, 2], "Dobrovyr", "Steady Post"))
    assert of(found, "Orlivsk").explained
    steady = layer(pile([5, 5, 5, 5, 0], publisher="Steady Post") + pile([2, 2, 2, 2, 2], "Dobrovyr", "Steady Post"))
    assert not of(steady, "Orlivsk").explained


def test_days_on_which_the_set_of_sources_changed_are_marked() -> None:
    steady = pile([3, 3, 3, 3, 3], "Dobrovyr", "Steady Post")
    found = layer(steady + pile([5, 5, 0, 0, 0], publisher="Gone Post") + pile([0, 0, 0, 6, 6], publisher="New Post"))
    marks = [(c.day, c.outlet, c.kind) for c in found.sources]
    assert marks == [("2026-06-06", "Gone Post", "falls_silent"), ("2026-06-15", "New Post", "appears")]


def test_a_theatre_that_follows_other_sources_is_a_mark_too() -> None:
    found = layer(pile([1, 1, 1, 1, 1]), profiles=(("2026-06-10", "v2"), ("2026-07-10", "v3")))
    assert [(c.day, c.outlet, c.kind) for c in found.sources] == [("2026-06-10", "v2", "profile")]


def test_an_outlet_of_few_reports_is_not_judged() -> None:
    assert layer(pile([1, 0, 0, 0, 1])).sources == ()


def test_what_may_only_be_told_by_district_is_not_counted_for_the_town() -> None:
    found = layer(pile([1, 1, 1, 1, 1], category="GUO.B02"))
    assert of(found, "Orlivsk").verdict == "never_reported"
    assert found.coarsened == 5


def test_origin_places_and_undated_reports_do_not_count() -> None:
    origin = pile([1, 1, 1, 1, 1], function="origin")
    undated = report(Told("No date here"), published=None)
    found = layer([*origin, undated])
    assert of(found, "Orlivsk").verdict == "never_reported"
    assert found.undated == 1


def test_a_sector_may_be_counted_alone() -> None:
    found = layer(pile([1, 1, 1, 1, 1], sector=("gas",)), sectors=frozenset({"water"}))
    assert of(found, "Orlivsk").verdict == "never_reported"


def test_later_reports_are_not_known_yet() -> None:
    readings = pile([1, 1, 1, 1, 1])
    places = known_places()
    listing = places.settlements(places.area("Orlivsk region"))
    found = silence(readings, [], listing, Watch("2026-06-10"), floors=floors())
    assert of(found, "Orlivsk").last == "2026-06-08"


@settings(deadline=None, max_examples=15)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=8))
def test_silence_only_counts(weeks: list[int]) -> None:
    readings = pile(weeks)
    if not readings:
        return
    found = layer(readings)
    assert {q.place.id for q in found.places} == {
        s.id for s in known_places().settlements(known_places().area("t:region"))
    }
    assert sum(of(found, "Orlivsk").counts) <= len(readings)
    for quiet in found.places:
        assert not hasattr(quiet, "status")
        assert quiet.verdict in ("never_reported", "silent", "quieter", "usual", "too_little")
