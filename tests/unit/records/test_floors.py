"""Location floors: the default table, a theatre's own, and what is known of a claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import InvalidRecord
from reportedly.records import Claim, Coding, Document, Geolocation, Quantity, Reading, Span, claim_id
from reportedly.records.floors import DEFAULT_FLOORS, LADDER, Exposure, Floor, exposure, floor_for, floored
from reportedly.records.withhold import Discretion

SPAN = Span(0, 5)


def a_place(precision: str = "settlement") -> Geolocation:
    return Geolocation("c", SPAN, "event", precision, name="Ostra", gazetteer_id="x:1", lat=1.0, lon=2.0)  # type: ignore[arg-type]


def quantity(best: float | None, unit: str | None) -> Quantity:
    return Quantity("c", SPAN, best, best, best, unit)


@pytest.mark.parametrize(
    ("category", "precision", "shown"),
    [
        ("GUO.J02", "facility", "adm2"),
        ("GUO.B02", "settlement", "adm2"),
        ("GUO.A05", "adm3", "adm2"),
        ("GUO.J01", "adm2", "adm2"),
        ("GUO.G01", "facility", "adm2"),
        ("GUO.G01", "settlement", "settlement"),
        ("GUO.H01", "facility", "settlement"),
        ("GUO.C01", "settlement", "settlement"),
        ("GUO.C05", "facility", "facility"),
        ("GUO.J02", "vague_region", "vague_region"),
        ("GUO.B02", "unknown", "adm2"),
        ("GUO.C05", "unknown", "unknown"),
        ("X09", "facility", "facility"),
    ],
)
def test_the_default_floors_are_those_of_rule_five(category: str, precision: str, shown: str) -> None:
    found = floored(a_place(precision), category)
    assert found.precision == shown
    assert (found.lat is None) == (precision != shown)


def test_a_small_group_makes_a_floor_one_level_coarser() -> None:
    assert floor_for("GUO.B02", Exposure(persons=50)).finest == "adm2"
    assert floor_for("GUO.B02", Exposure(persons=49)).finest == "adm1"
    assert floor_for("GUO.B02").finest == "adm2"
    assert floor_for("GUO.C05", Exposure(persons=1)).finest == "facility"


def test_few_persons_in_a_small_place_are_given_no_finer_than_the_district() -> None:
    assert floor_for("GUO.C05", Exposure(9, 1999)).finest == "adm2"
    assert floor_for("GUO.C05", Exposure(10, 1999)).finest == "facility"
    assert floor_for("GUO.C05", Exposure(9, 2000)).finest == "facility"
    assert floor_for("GUO.C05", Exposure(9, None)).finest == "facility"


def test_movements_of_aid_and_people_wait_for_three_days() -> None:
    waiting = {category for category in DEFAULT_FLOORS if floor_for(category).delay_hours}
    assert waiting == {"GUO.H01", "GUO.F03", "GUO.F04", "GUO.F05"}
    assert floor_for("GUO.F04").delay_hours == 72


def test_a_theatres_floor_goes_before_the_default_and_that_for_all_is_kept_beside_it() -> None:
    own = {"GUO.C05": Floor("adm1"), "*": Floor("settlement", "settlement", delay_hours=24)}
    assert floor_for("GUO.C05", own=own) == Floor("adm1", "settlement", delay_hours=24)
    assert floor_for("GUO.J02", own=own) == Floor("adm2", "adm2", delay_hours=24)
    assert floor_for("XYZ.A01", own=own).finest == "settlement"


@pytest.mark.parametrize(
    ("found", "persons"),
    [
        ([quantity(9, "nurse")], 9),
        ([quantity(9, None)], 9),
        ([quantity(3, "branch")], None),
        ([quantity(40, "percent"), quantity(700, "USD")], None),
        ([quantity(3, "hospital"), quantity(60, "doctor"), quantity(12, "teacher")], 12),
        ([Quantity("c", SPAN, None, None, None, "doctor")], None),
        ([], None),
    ],
)
def test_numbers_that_count_things_say_nothing_of_persons(found: list[Quantity], persons: float | None) -> None:
    assert exposure(found).persons == persons


def test_a_floor_says_in_what_it_is_looser() -> None:
    assert Floor("settlement", "adm2").looser_than(Floor("adm2", "adm2", 50)) == ("finest", "min_group")
    assert Floor("adm1", "adm1", 60).looser_than(Floor("adm2", "adm2", 50)) == ()
    with pytest.raises(InvalidRecord):
        Floor(min_group=-1)


floors = st.builds(Floor, st.sampled_from(LADDER), st.sampled_from(LADDER), st.integers(0, 99), st.integers(0, 99))


@given(floors, floors)
def test_a_tightened_floor_is_never_looser_than_either(one: Floor, other: Floor) -> None:
    both = one.tightened(other)
    assert both.looser_than(one) == both.looser_than(other) == ()
    assert both == other.tightened(one)


@given(
    st.sampled_from([*DEFAULT_FLOORS, "GUO.C05", ""]),
    st.none() | st.floats(0, 1000),
    st.none() | st.integers(0, 9000),
    st.dictionaries(st.sampled_from(["GUO.B02", "*"]), floors),
)
def test_what_is_known_of_a_claim_only_ever_makes_its_floor_coarser(
    category: str, persons: float | None, population: int | None, own: dict[str, Floor]
) -> None:
    plain = floor_for(category, own=own)
    assert floor_for(category, Exposure(persons, population), own).looser_than(plain) == ()


def test_an_output_gives_places_by_the_floors_of_the_theatre_and_a_working_copy_gives_them_as_they_are() -> None:
    text = "Ostra: nine nurses refuse."
    document = Document("doc_1", "0" * 64, "txt_0", text, "a.txt", "text/plain", "plain/1", "2031-01-01T00:00:00+00:00")
    claim = Claim(claim_id("doc_1", (Span(0, 26),)), "doc_1", (Span(0, 26),), text, "event")
    place = Geolocation(claim.id, SPAN, "event", "settlement", name="Ostra", gazetteer_id="x:1", lat=1.0, lon=2.0)
    reading = Reading(document, (claim, Coding(claim.id, "own", "1", "XYZ.A01", meaning="GUO.B02"), place))
    assert Discretion(()).place(reading, claim, place).precision == "adm2"
    assert Discretion((), floors={"GUO.B02": Floor("country")}).place(reading, claim, place).precision == "country"
    assert Discretion((), working_copy=True).place(reading, claim, place) == place
    few = reading.plus([Quantity(claim.id, Span(7, 18), 9, 9, 9, "nurse")])
    assert Discretion(()).place(few, claim, place).precision == "adm1"
