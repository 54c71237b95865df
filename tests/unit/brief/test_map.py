"""The map shows no more than the reports say, and no more than may leave the workspace."""

import math
from dataclasses import replace

import pytest

from reportedly.brief import Options, compile_brief
from reportedly.brief.geometry import (
    HEIGHT,
    WIDTH,
    bearing,
    clipped,
    countries,
    swallows,
    to_edge,
    view_of,
)
from reportedly.brief.model import Chart
from reportedly.records import Alternative, Anchor, Area, Geolocation, Span
from reportedly.records.geo import distance_km
from reportedly.records.values import PlaceFunction, Precision
from tests.unit.brief.invented import HELD, SHAPES, Report, a_week, event, material, origin


def the_map(*, working: bool = False, category: str = "GUO.C02", **claim: object) -> Chart:
    text = str(claim.pop("text", "Water in Brannic is off."))
    report = Report(text, published=str(claim.pop("published", "2026-10-01")))
    made = report.claim(text[:-1], category=category, **claim)  # type: ignore[arg-type]
    found = event(made, category=category, origins=(origin("x", made),), place_name="Brannic", place="sel:brannic")
    return compile_brief(material([report], [found], shapes=SHAPES), Options(working_copy=working)).map


def test_a_named_town_gets_a_disc_with_the_count_of_its_events() -> None:
    chart = the_map(place="Brannic")
    assert "<title>Brannic: one event</title>" in chart.svg
    assert ("disc", "Disc: the report names the settlement.") in chart.legend


def test_without_a_place_there_is_no_map_but_a_sentence() -> None:
    chart = the_map()
    assert chart.svg == ""
    assert chart.note == "No map: no event told here has a place that was found and may be shown."


def test_a_place_of_origin_gets_an_arc_and_no_pin() -> None:
    report = Report("Two crews came to Brannic from Mollhaven.", published="2026-10-01")
    claim = report.claim("Two crews came to Brannic from Mollhaven", place="Brannic")
    from tests.unit.brief.invented import _place

    report.records.append(_place(claim, report, "Mollhaven", "origin"))
    chart = compile_brief(material([report], [event(claim, origins=(origin("x", claim),))]), Options()).map
    assert "<title>Mollhaven" not in chart.svg
    assert "Mollhaven, 550 km SW" in chart.svg
    assert any(form == "arc" for form, _ in chart.legend)


@pytest.mark.parametrize("category", ["GUO.B02", "GUO.J01", "GUO.J02"])
def test_places_of_sensitive_acts_are_shown_as_their_district(category: str) -> None:
    chart = the_map(category=category, place="Brannic")
    assert "Brannic" not in chart.svg
    assert "<circle" not in chart.svg
    assert "Upper district (1)" in chart.svg
    assert "Brannic" in the_map(category=category, place="Brannic", working=True).svg


def test_places_of_sensitive_acts_without_a_known_district_are_left_off_and_counted() -> None:
    chart = the_map(category="GUO.J02", place="Mollhaven", text="A bridge near Mollhaven was blown up.")
    assert chart.svg == ""
    assert "Left off the map: one place of sensitive acts" in chart.note


def test_a_facility_is_shown_as_its_town() -> None:
    chart = the_map(place="Brannic clinic", text="Brannic clinic has one doctor.", category="GUO.C01")
    assert "Brannic clinic" not in chart.svg
    assert "<title>Brannic: one event</title>" in chart.svg


def test_aid_newer_than_three_days_is_left_off() -> None:
    fresh = the_map(category="GUO.H01", place="Brannic", published="2026-10-25")
    assert fresh.svg == ""
    assert "newer than 72 hours" in fresh.note
    assert the_map(category="GUO.H01", place="Brannic", published="2026-10-01").svg


def test_a_district_is_outlined_and_gets_no_point() -> None:
    chart = the_map(place="Upper district", text="Water in Upper district is off.")
    assert 'stroke-dasharray="6 4"' in chart.svg
    assert "<circle" not in chart.svg


def test_the_same_town_in_two_events_counts_both() -> None:
    assert "<title>Brannic: " in compile_brief(a_week(), Options()).map.svg


def test_the_line_of_control_is_called_schematic() -> None:
    assert any("schematic" in text for _, text in the_map(place="Brannic").legend)


def test_labels_of_neighbouring_towns_do_not_cover_each_other() -> None:
    chart = compile_brief(replace(a_week()), Options(working_copy=True)).map
    assert chart.svg.count('class="pl halo"') >= 2


def test_a_view_holds_its_points_and_keeps_the_proportions() -> None:
    view = view_of([(10.0, 50.0), (12.0, 51.0)])
    assert view.holds(10.0, 50.0)
    assert view.holds(12.0, 51.0)
    east = view.xy(11.0, 50.5)[0] - view.xy(10.0, 50.5)[0]
    north = view.xy(11.0, 50.0)[1] - view.xy(11.0, 51.0)[1]
    assert east / north == pytest.approx(math.cos(math.radians(50.5)), rel=0.02)


def test_one_place_alone_still_has_a_view_around_it() -> None:
    view = view_of([(10.0, 50.0)])
    assert view.xy(10.0, 50.0) == pytest.approx((WIDTH / 2, HEIGHT / 2))
    assert view.north - view.south == pytest.approx(0.25)


def test_distance_and_bearing_follow_the_sphere() -> None:
    assert distance_km((0.0, 0.0), (0.0, 1.0)) == pytest.approx(111.19, abs=0.1)
    assert [bearing((0.0, 0.0), p) for p in ((0.0, 1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0), (-1.0, 1.0))] == [
        "N",
        "E",
        "S",
        "W",
        "NW",
    ]


def test_what_lies_off_the_map_is_drawn_at_its_edge() -> None:
    assert to_edge((380.0, 280.0), (380.0, -9000.0)) == pytest.approx((380.0, 30.0))
    assert to_edge((380.0, 280.0), (9000.0, 280.0)) == pytest.approx((730.0, 280.0))


def test_a_ring_is_cut_to_the_view() -> None:
    view = view_of([(10.0, 50.0)])
    huge = [(0.0, 40.0), (20.0, 40.0), (20.0, 60.0), (0.0, 60.0)]
    cut = clipped(huge, view)
    assert len(cut) == 4
    assert max(x for x, _ in cut) < 11
    assert clipped([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)], view) == []


def test_packaged_outlines_hold_land_and_leave_the_open_sea_empty() -> None:
    assert len(list(countries(view_of([(9.0, 46.0), (16.0, 50.0)])))) >= 4
    assert list(countries(view_of([(-28.0, 47.5)]))) == []


def test_land_at_the_date_line_is_not_drawn_across_the_world() -> None:
    view = view_of([(-100.0, -40.0), (30.0, 70.0)])
    for rings in countries(view):
        steps = zip(rings[0], rings[0][1:], strict=False)
        # Edges of the window may be long; an edge inside it that spans the oceans may not.
        inside = [(a, b) for a, b in steps if view.holds(*a) and view.holds(*b)]
        assert all(abs(a[0] - b[0]) < 60 for a, b in inside)


TARN = Anchor("x:tarn", "Tarn", 47.6, -27.9, 2.0)
NORTH = Area("sector", (TARN,), near_km=8.0, far_km=16.0, bearing=0.0, spread=22.5, words="12 km north of Tarn")


def with_places(*places: Geolocation, category: str = "GUO.C02", working: bool = False) -> Chart:
    """Return the map of one event whose claim has these places; their claim and span are filled in."""
    report = Report("Water 12 km north of Tarn is off.", published="2026-10-01")
    claim = report.claim("Water 12 km north of Tarn is off", category=category)
    report.records += [replace(place, claim=claim, span=report.span("12 km north of Tarn")) for place in places]
    found = event(claim, category=category, origins=(origin("x", claim),))
    return compile_brief(material([report], [found]), Options(working_copy=working)).map


def place(
    name: str | None = "12 km north of Tarn",
    function: PlaceFunction = "event",
    precision: Precision = "vague_region",
    *,
    at: tuple[float, float] | None = (47.71, -27.9),
    **more: object,
) -> Geolocation:
    lat, lon = at if at else (None, None)
    made = Geolocation("c", Span(0, 1), function, precision, name=name, lat=lat, lon=lon, radius_km=7.0)
    return replace(made, **more)  # type: ignore[arg-type]


def test_a_place_told_by_another_is_a_lettered_wedge_without_a_point() -> None:
    chart = with_places(place(area=NORTH))
    assert "<title>12 km north of Tarn: one event</title>" in chart.svg
    assert "url(#hu)" in chart.svg
    assert "<circle" not in chart.svg
    assert ("key-A", "12 km north of Tarn: one event.") in chart.legend


def test_a_told_place_of_a_sensitive_act_is_left_off() -> None:
    chart = with_places(place(area=NORTH), category="GUO.J02")
    assert chart.svg == ""
    assert chart.unlocated == ()
    assert with_places(place(area=NORTH), category="GUO.J02", working=True).svg


def test_a_unit_without_an_outline_is_a_hatched_disc_of_its_radius_and_no_point() -> None:
    chart = with_places(place("Sellin province", precision="adm1", gazetteer_id="x:sellin", radius_km=60.0))
    assert "<circle" not in chart.svg
    assert "url(#hu)" in chart.svg
    assert "Sellin province (1)" in chart.svg


def test_a_unit_with_a_hull_is_drawn_as_its_hull() -> None:
    ring = ((-28.5, 47.2), (-27.2, 47.2), (-27.4, 48.1), (-28.5, 47.2))
    hull = Area("hull", rings=(ring,))
    chart = with_places(place("Sellin province", precision="adm1", gazetteer_id="x:sellin", area=hull))
    [path] = [part for part in chart.svg.split("<path") if "url(#hu)" in part]
    assert path.count("L") == 3, "a triangle, closed"


@pytest.mark.parametrize("function", ["origin", "seat", "subject", "destination"])
def test_only_places_of_events_are_pinned(function: PlaceFunction) -> None:
    assert with_places(place("Tarn", function, "settlement")).svg == ""


def test_a_country_is_named_and_not_drawn() -> None:
    chart = with_places(place("Sellin", precision="country", radius_km=400.0))
    assert chart.svg == ""
    assert "only whole countries or regions are named (Sellin (one event))" in chart.note


def test_what_was_not_found_is_listed_under_the_map_and_not_drawn() -> None:
    chart = with_places(place(None, at=None, radius_km=None))
    assert chart.svg == ""
    assert chart.unlocated == ("“12 km north of Tarn” (one event)",)
    assert with_places(place(None, "seat", at=None, radius_km=None)).unlocated == ()


def test_a_name_of_several_places_is_told_with_its_runners_up() -> None:
    others = (Alternative("x:2", "Tarn", 49.6, -27.9, 1.0), Alternative("x:3", "Tarn", 47.7, -27.9, 0.9))
    known = place("Tarn", precision="settlement", gazetteer_id="x:tarn", ambiguous=True, alternatives=others)
    [line] = with_places(known).ambiguous
    assert line == "Tarn is taken as the one at 47.7° N, 27.9° W; it may be Tarn, 210 km N of it"


def test_a_ring_around_the_window_is_known_as_such() -> None:
    view = view_of([(10.0, 50.0)])
    around = [(0.0, 40.0), (20.0, 40.0), (20.0, 60.0), (0.0, 60.0), (0.0, 40.0)]
    assert swallows(around, view)
    assert not swallows([(x / 100 + 10, y / 100 + 50) for x, y in around], view)


def held_map(**more: object) -> Chart:
    made: dict[str, object] = {"control_layers": HELD, **more}
    return compile_brief(replace(a_week(), **made), Options()).map  # type: ignore[arg-type]


def test_a_control_layer_is_drawn_pale_under_the_places_with_its_day_and_credit() -> None:
    chart = held_map()
    assert chart.svg.count('class="hold"') == 2, "held and contested; free ground is not drawn"
    assert chart.svg.rindex('class="hold"') < chart.svg.index("<circle")
    assert 'fill-opacity:.13;stroke:var(--ink-2)" stroke-width="1.4" stroke-dasharray' in chart.svg
    legend = {form: text.replace("\u00a0", " ") for form, text in chart.legend}
    assert legend["held"] == ("Pale ground, dotted edge: shown as held by the controlling side on 20 October 2026.")
    assert legend["unclear"] == (
        "Pale hatch, dotted edge: marked “grey” on 20 October 2026. Control: Tern Atlas, CC0 1.0."
    )


def test_without_a_control_layer_the_map_is_as_before() -> None:
    chart = held_map(control_layers=())
    assert 'class="hold"' not in chart.svg
    assert {"held", "unclear"}.isdisjoint(form for form, _ in chart.legend)


def test_a_control_layer_does_not_widen_the_map_and_is_left_out_where_it_does_not_reach() -> None:
    far = tuple(
        {**f, "geometry": {"type": "Polygon", "coordinates": [[[9, 9], [10, 9], [10, 10], [9, 9]]]}} for f in HELD
    )
    assert held_map(control_layers=far).svg == held_map(control_layers=()).svg
    assert held_map(control_layers=far).legend == held_map(control_layers=()).legend


def test_a_layer_in_the_way_of_another_provider_says_whose_is_not_drawn() -> None:
    assert "not drawn: Lapwing Maps." in held_map(control_undrawn=("Lapwing Maps",)).note
    assert "not drawn" not in held_map().note


def test_a_small_unit_far_away_does_not_shrink_the_map_to_a_world_map() -> None:
    town = place("Tarn", precision="settlement", gazetteer_id="sel:tarn", at=(47.6, -27.9))
    other = place("Brannic", precision="settlement", gazetteer_id="sel:brannic", at=(47.5, -28.0))
    isle = place("Gull Island", precision="adm1", gazetteer_id="x:gull", at=(25.5, -76.6), radius_km=3.0)
    chart = with_places(town, other, isle, working=True)
    assert "Too far away for this map: Gull Island (one event)." in chart.note
    assert chart.svg == with_places(town, other, working=True).svg
