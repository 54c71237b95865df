"""Control layers of a project in its brief: the newest day up to the cut-off, one provider, told which others are not."""

from pathlib import Path

import pytest

from reportedly import assembly, briefing
from reportedly.brief.model import Material
from reportedly.control import Statement
from reportedly.records import Theatre
from tests.unit.brief.invented import a_week, who_holds_tarn
from tests.unit.control.made import WORDED, collection, feature, keep, square, table

SHOWN = collection(
    feature(square(-30, 48), status="held"),
    feature(square(-28, 48), status="grey"),
    feature(square(-26, 48), status="?"),
)


def the_material(folder: Path | None, cutoff: str = "2031-04-20", *, control: tuple[Statement, ...] = ()) -> Material:
    settings = briefing.BriefSettings(
        theatre=Theatre(), cutoff=f"{cutoff}T23:59:59+00:00", control=control, control_folder=folder
    )
    found = briefing.material([], assembly.Joined([], [], [], []), settings)
    assert isinstance(found, Material)
    return found


def days(material: Material) -> set[str]:
    return {f["properties"]["day"] for f in material.control_layers}


def test_the_newest_day_up_to_the_cutoff_is_drawn(tmp_path: Path) -> None:
    keep(tmp_path, ("2031-04-10", SHOWN), ("2031-04-19", SHOWN), ("2031-04-25", SHOWN), **WORDED)
    assert days(the_material(tmp_path)) == {"2031-04-19"}
    assert days(the_material(tmp_path, "2031-04-30")) == {"2031-04-25"}


def test_a_layer_of_a_later_day_is_never_drawn_for_an_earlier_one(tmp_path: Path) -> None:
    keep(tmp_path, ("2031-04-25", SHOWN), **WORDED)
    assert the_material(tmp_path).control_layers == ()


@pytest.mark.parametrize("folder", [None, Path("nowhere")])
def test_without_series_nothing_is_drawn(folder: Path | None) -> None:
    made = the_material(folder)
    assert made.control_layers == ()
    assert made.control_undrawn == ()


def test_one_provider_is_drawn_and_the_others_are_named(tmp_path: Path) -> None:
    keep(tmp_path, ("2031-04-18", SHOWN), **WORDED)
    keep(tmp_path, ("2031-04-19", SHOWN), provider="Lapwing Maps", **WORDED)
    made = the_material(tmp_path)
    assert {f["properties"]["provider"] for f in made.control_layers} == {"Lapwing Maps"}
    assert made.control_undrawn == ("Tern Atlas",)


def test_a_list_of_settlements_has_no_areas_to_draw(tmp_path: Path) -> None:
    table(tmp_path, "date,place,name,status,lat,lon\n2031-04-19,x:a,Orlivsk,held,49,-29\n")
    assert the_material(tmp_path).control_layers == ()


def test_statements_are_handed_to_the_brief_as_records() -> None:
    _, saids = who_holds_tarn()
    made = the_material(None, control=tuple(Statement(one, compared) for one, compared in saids))
    assert made.control == saids
    assert made.control == a_week().control
