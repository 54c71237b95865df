"""The theatres that ship: they load, say on what they rest, and name no person."""

from pathlib import Path

import pytest

from reportedly.errors import InvalidTheatre
from reportedly.theatre import find_theatre, load_shapes, load_shipped, shipped
from tests.conftest import ROOT


def test_the_seeds_and_two_invented_theatres_ship() -> None:
    assert shipped() == ("tarrow-uplands", "ukraine-2022", "valley")


@pytest.mark.parametrize("name", shipped())
def test_every_theatre_loads_says_its_authority_and_a_basis_for_each_role(name: str) -> None:
    theatre = load_shipped(name)
    load_shapes(find_theatre(name), theatre)
    assert theatre.id == name
    assert all(frame.authority for frame in theatre.legal_frames)
    assert [entry.body for entry in theatre.roles if not entry.basis] == []
    assert any(entry.head for entry in theatre.roles)


def test_the_demonstration_theatre_is_the_one_of_the_examples() -> None:
    folder = find_theatre("valley").parent
    for name in ("theatre.yaml", "shapes.geojson"):
        assert (folder / name).read_bytes() == (ROOT / "examples" / "valley" / name).read_bytes(), (
            f"copy examples/valley/{name} over the one that ships, or the other way round"
        )


def test_no_person_is_named_in_the_theatre_of_real_places() -> None:
    theatre = load_shipped("ukraine-2022")
    assert theatre.office_holders == ()
    assert [s.id for s in theatre.sources if s.kind == "person"] == []


def test_a_town_that_changed_hands_has_one_authority_at_a_time() -> None:
    theatre = load_shipped("tarrow-uplands")
    days = ("2030-09-13", "2031-03-09", "2031-03-10")
    found = [theatre.controlling("tar:fellin", day) for day in days]
    assert [entry and entry.body for entry in found] == [None, "Uplands Front", "Dunmere Guard"]
    assert theatre.controlling("tar:uplands", "2031-03-10") is None


def test_the_right_bank_changed_hands_and_the_oblast_as_a_whole_has_no_answer() -> None:
    theatre = load_shipped("ukraine-2022")
    right = "ua22:kherson-right-bank"
    before, after = theatre.controlling(right, "2022-11-10"), theatre.controlling(right, "2022-11-11")
    assert before is not None
    assert after is not None
    assert (before.body, after.body) == ("occupation authorities of the Russian Federation", "authorities of Ukraine")
    assert theatre.controlling("geonames:706442", "2022-11-10") is None
    assert theatre.controlling(right, "2023-01-01") is None
    # Parts of Mariupol were held before, but not the city.
    assert theatre.controlling("geonames:12189527", "2022-04-10") is None


def test_a_proclaimed_republic_is_about_the_oblast_and_never_the_unit_itself() -> None:
    theatre = load_shipped("ukraine-2022")
    for printed, unit in (
        ("the self-proclaimed People’s Republic of Luhansk", "geonames:702657"),
        ("DNR", "geonames:709716"),
    ):
        entity = theatre.proclaimed(printed)
        assert entity is not None
        assert entity.unit == unit


def test_a_file_goes_before_a_name_and_an_unknown_name_lists_the_known(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidTheatre, match="tarrow-uplands, ukraine-2022, valley"):
        find_theatre("marsh")
    (tmp_path / "valley").write_text("id: own\n", encoding="utf-8")
    assert find_theatre("valley") == Path("valley")
    (tmp_path / "valley").unlink()
    (tmp_path / "valley").mkdir()
    assert find_theatre("valley").name == "theatre.yaml"
