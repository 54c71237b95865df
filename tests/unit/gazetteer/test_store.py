"""Finding single names."""

import pytest

from reportedly.errors import InvalidGazetteer
from reportedly.gazetteer.store import SqliteGazetteer, info
from reportedly.records import PlaceName, TheatrePlace


def ids(gazetteer: SqliteGazetteer, name: str) -> list[str]:
    return [candidate.id for candidate in gazetteer.find(name)]


def test_a_bare_name_means_the_settlement_before_the_unit_of_the_same_name(gazetteer):
    assert ids(gazetteer, "Tarnow")[0] == "t:3"
    assert "t:5" in ids(gazetteer, "Tarnow")


@pytest.mark.parametrize(
    "name",
    ["Tarnow region", "Tarnow Oblast", "Gebiet Tarnow", "the Tarnow region", "Тарновська область", "Tarnovska oblast"],
)
def test_a_type_word_never_falls_back_to_the_city(gazetteer, name):
    found = gazetteer.find(name)
    assert found[0].id == "t:5"
    assert all(candidate.kind != "settlement" for candidate in found)


def test_a_unit_is_not_found_where_only_a_settlement_has_the_name(gazetteer):
    assert gazetteer.find("Brezna Oblast") == []


def test_a_typed_name_counts_only_beside_its_type_word(gazetteer):
    assert ids(gazetteer, "Tarnowo region") == ["t:5"]
    assert all(candidate.match == "fuzzy" for candidate in gazetteer.find("Tarnowo"))


def test_a_city_of_phrase_means_the_city(gazetteer):
    assert ids(gazetteer, "city of Tarnow")[0] == "t:3"


def test_a_proclaimed_entity_is_never_the_unit_that_it_claims(gazetteer):
    found = gazetteer.find("Free Republic of Tarnow")[0]
    assert (found.id, found.kind, found.precision) == ("t:9", "proclaimed", "adm1")
    assert gazetteer.claimed_unit("t:9") == "t:5"
    assert gazetteer.claimed_unit("t:3") is None


def test_a_demonym_is_marked_as_such(gazetteer):
    assert [(c.id, c.match) for c in gazetteer.find("Varlandish")] == [("t:1", "demonym")]


def test_a_possessive_and_other_scripts_find_the_same_place(gazetteer):
    assert ids(gazetteer, "Varland's") == ["t:1"]
    assert ids(gazetteer, "Тарнов") == ["t:3"]


def test_a_part_of_a_country_is_a_vague_region_around_it(gazetteer):
    found = gazetteer.find("northern Varland")[0]
    assert (found.id, found.precision) == ("t:1", "vague_region")


def test_a_near_spelling_is_found_last_and_flagged(gazetteer):
    assert [c.match for c in gazetteer.find("Varlanda")] == ["fuzzy"]
    assert gazetteer.find("Qwertyuiop") == []


def test_get_returns_the_entry_or_none(gazetteer):
    entry = gazetteer.get("t:6")
    assert entry is not None
    assert entry.name == "Brezna"
    assert gazetteer.get("t:none") is None


def test_the_places_of_a_theatre_come_first_and_keep_their_ids(path):
    place = TheatrePlace("val:brezna", "Brezna", "settlement", 1.0, 2.0, population=300, names=(PlaceName("Breznau"),))
    layered = SqliteGazetteer(path, extra=(place,))
    assert layered.find("Brezna")[0].id == "val:brezna"
    assert layered.find("Breznau")[0].id == "val:brezna"
    found = layered.get("val:brezna")
    assert found is not None
    assert found.precision == "settlement"
    assert [t.text for t in layered.scan("A bridge near Breznau was closed.")] == ["Breznau"]


def test_the_file_tells_its_credit_and_counts(path):
    told = info(path)
    assert "CC BY 4.0" in told["credit"]
    assert told["places"] == "11"
    assert told["places.settlement"] == "5"


def test_a_missing_or_damaged_file_is_refused(tmp_path):
    with pytest.raises(InvalidGazetteer, match="there is no gazetteer"):
        SqliteGazetteer(tmp_path / "none.sqlite")
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"not a database at all, but long enough to be looked at" * 40)
    with pytest.raises(InvalidGazetteer, match="not a gazetteer"):
        info(broken)
