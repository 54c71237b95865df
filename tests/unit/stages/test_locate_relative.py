"""Places told by other places."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.interfaces import Candidate
from reportedly.records import Area, Span, middle_of
from reportedly.records.geo import bearing_deg, distance_km
from reportedly.stages.locate_mentions import Place
from reportedly.stages.locate_relative import Relative, common_regions, relatives, road_ends


def town(name: str, lat: float, lon: float, radius: float = 2.0) -> Candidate:
    return Candidate(f"t:{name.casefold()}", name, "settlement", "settlement", lat, lon, "VL", radius_km=radius)


KNOWN = {
    "Brezna": town("Brezna", 50.0, 20.0),
    "Tarnow": town("Tarnow", 50.0, 20.6),
    "Lindvik": town("Lindvik", 50.4, 20.3),
    "Farholm": town("Farholm", 10.0, 20.3),
    "Varland": Candidate("t:varland", "Varland", "country", "country", 50.0, 20.0, "VL", radius_km=300.0),
    "Ostmark": Candidate("t:ostmark", "Ostmark", "country", "country", 52.0, 25.0, "OM", radius_km=300.0),
    "Sel": Candidate("t:sel", "Sel", "river", "vague_region", 50.0, 20.0, "VL", radius_km=80.0),
    "Tarnow region": Candidate("t:region", "Tarnow Oblast", "adm1", "adm1", 50.0, 20.6, "VL", radius_km=90.0),
    "Qelbir": None,
}


def places(text: str) -> list[Place]:
    names = "|".join(sorted(KNOWN, key=len, reverse=True))
    found = []
    for match in re.finditer(rf"\b(?:{names})\b", text):
        best = KNOWN[match[0]]
        span = Span(*match.span())
        found.append(Place(span, best.precision if best else "unknown", (best,) if best else ()))
    return found


def told(text: str) -> Relative:
    [relative] = relatives(text, places(text))[1].values()
    return relative


def area(text: str) -> Area:
    found = told(text).area
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("text", "kind", "near", "far", "bearing", "spread"),
    [
        ("A pump 12 km north of Brezna failed.", "sector", 8.8, 15.2, 0.0, 22.5),
        ("A pump about 20 kilometres south-west of Brezna failed.", "sector", 13.0, 27.0, 225.0, 22.5),
        ("A pump 12 km to the east of the town of Brezna failed.", "sector", 8.8, 15.2, 90.0, 22.5),
        ("A pump twelve km north-northeast of Brezna failed.", "sector", 8.8, 15.2, 22.5, 11.25),
        ("A pump several kilometres from Brezna failed.", "circle", 0.0, 12.0, None, None),
        ("A pump 5 km outside Brezna failed.", "circle", 0.0, 7.5, None, None),
        ("Wells north of Brezna are dry.", "sector", 0.0, 32.0, 0.0, 22.5),
        ("Wells just north of Brezna are dry.", "sector", 0.0, 7.0, 0.0, 22.5),
        ("Fires burn just outside Brezna.", "circle", 0.0, 7.0, None, None),
        ("Fires burn near Brezna.", "circle", 0.0, 12.0, None, None),
        ("Fires burn on the outskirts of Brezna.", "circle", 0.0, 5.0, None, None),
        ("Fires burn on the eastern outskirts of Brezna.", "sector", 0.0, 5.0, 90.0, 67.5),
        ("Boats lie across the river from Brezna.", "circle", 0.0, 7.0, None, None),
        ("Shops in the south of Brezna are shut.", "sector", 0.0, 2.0, 180.0, 67.5),
    ],
)
def test_words_of_distance_and_direction_give_an_area_with_the_radius_of_the_anchor_added(
    text, kind, near, far, bearing, spread
):
    found = area(text)
    assert (found.kind, found.bearing, found.spread) == (kind, bearing, spread)
    assert (found.near_km, found.far_km) == pytest.approx((near, far), abs=0.01)
    assert [anchor.gazetteer_id for anchor in found.anchors] == ["t:brezna"]


def test_the_middle_of_a_sector_lies_where_the_words_say():
    (lon, lat), _ = middle_of(area("A pump 12 km north of Brezna failed."))
    assert distance_km((20.0, 50.0), (lon, lat)) == pytest.approx(12, abs=1)
    assert abs((bearing_deg((20.0, 50.0), (lon, lat)) + 180) % 360 - 180) < 1


@pytest.mark.parametrize(
    ("text", "printed", "kind", "anchors"),
    [
        ("A bus stood halfway between Brezna and Tarnow.", "halfway between Brezna and Tarnow", "circle", 2),
        ("The road between Brezna and Tarnow is shut.", "road between Brezna and Tarnow", "corridor", 2),
        ("The railway from Brezna to Tarnow is shut.", "railway from Brezna to Tarnow", "corridor", 2),
        ("The Brezna–Tarnow road is shut.", "Brezna–Tarnow", "corridor", 2),
        ("Fields between Brezna and the town of Tarnow burn.", "between Brezna and the town of Tarnow", "corridor", 2),
        ("In the area between Brezna, Tarnow and Lindvik wells are dry.",
         "area between Brezna, Tarnow and Lindvik", "hull", 3),
    ],
)  # fmt: skip
def test_places_that_tell_one_together_are_one_place(text, printed, kind, anchors):
    kept, found = relatives(text, places(text))
    assert len(kept) == 1
    [relative] = found.values()
    assert relative.span.of(text) == printed
    assert not relative.keeps
    assert relative.area is not None
    assert (relative.area.kind, len(relative.area.anchors)) == (kind, anchors)


@pytest.mark.parametrize(
    "text",
    [
        "Talks between Varland and Ostmark failed.",
        "Flights between Brezna and Farholm resumed.",
        "Clinics in Brezna and Tarnow are shut.",
        "A quarrel between Brezna and Qelbir goes on.",
    ],
)
def test_two_countries_two_far_ends_and_a_list_are_no_ground_between(text):
    assert relatives(text, places(text)) == (places(text), {})


@pytest.mark.parametrize(
    "text",
    [
        "Homes on the left bank of the Sel are cold.",
        "A pump 12 km north of Qelbir failed.",
        "A bus stood halfway between Brezna and Qelbir.",
    ],
)
def test_what_has_no_side_or_no_known_anchor_is_told_but_not_mapped(text):
    relative = told(text)
    assert relative.area is None
    assert not relative.keeps


def test_the_outskirts_of_a_town_are_still_the_town_and_a_place_north_of_it_is_not():
    assert told("Fires burn on the outskirts of Brezna.").keeps
    assert not told("Wells north of Brezna are dry.").keeps


def test_a_bare_name_that_was_taken_for_the_unit_is_measured_from_its_town():
    text = "A pump 12 km north of Tarnow failed."
    [place] = places(text)
    unit = Place(place.span, "adm1", (KNOWN["Tarnow region"], *place.candidates))
    [relative] = relatives(text, [unit])[1].values()
    assert relative.area is not None
    assert relative.area.anchors[0].gazetteer_id == "t:tarnow"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Homes on the east bank are cold.", ["east bank"]),
        ("Pupils went to a camp across the border.", ["across the border"]),
        ("Prices rose in the south and in the north.", ["south", "north"]),
        ("Money lies in the bank.", []),
        ("Guards stand in the north of Brezna.", []),
        ("The border police left.", []),
    ],
)
def test_regions_without_a_name_are_found_behind_a_word_of_place(text, printed):
    assert [place.span.of(text) for place in sorted(common_regions(text), key=lambda p: p.span)] == printed


def test_the_ends_of_a_road_are_two_names():
    assert [t.text for t in road_ends("The Brezna–Old Tarnow road and the Brezna-Tarnow talks.")] == [
        "Brezna",
        "Old Tarnow",
    ]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Brezna", "Tarnow", "Lindvik", "Qelbir", "Varland", "between", "and", "12 km north of", "the", "outskirts of",
             "halfway between", "road", "from", "to", ",", "\n", "across the river from", "near", "–", "several miles from"]
        ),
        max_size=14,
    )
)  # fmt: skip
def test_every_told_place_covers_its_own_name_inside_the_text(words):
    text = " ".join(words) or "x"
    kept, found = relatives(text, places(text))
    spans = {place.span for place in kept}
    for own, relative in found.items():
        assert own in spans
        assert relative.span.covers(own)
        assert relative.span.end <= len(text)
        assert relative.keeps <= (relative.span == own)


@pytest.mark.parametrize(
    ("text", "bearing"),
    [
        ("Fighting spread in the north of Varland.", 0.0),
        ("Fighting spread south of Varland.", 180.0),
        ("Fighting spread across the east of Varland.", 90.0),
    ],
)
def test_a_side_of_a_country_is_a_sector_of_it(text, bearing):
    found = told(text)
    assert found.keeps
    assert found.area is not None
    assert (found.area.kind, found.area.bearing, found.area.far_km) == ("sector", bearing, 300.0)


def test_what_lies_to_the_north_of_a_country_is_not_in_it():
    assert told("A camp lies just north of Varland.").area is None
    assert not told("A camp lies to the north of Varland.").keeps


def part(name: str, printed: str, text: str) -> Area | None:
    at = text.index(printed)
    best = KNOWN[name]
    assert best is not None
    place = Place(Span(at, at + len(printed)), "vague_region", (best,), vague=True, rule="part")
    found = relatives(text, [place])[1].get(place.span)
    return found.area if found else None


def test_a_part_of_a_country_has_its_side_unless_the_country_is_too_wide():
    found = part("Varland", "north-western Varland", "Roads in north-western Varland are cut.")
    assert found is not None
    assert (found.bearing, found.spread, found.far_km) == (315.0, 67.5, 300.0)
    assert part("Varland", "parts of Varland", "Roads in parts of Varland are cut.") is None
