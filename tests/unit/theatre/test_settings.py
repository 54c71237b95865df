"""What the settings of a theatre file give, and how they are refused."""

from pathlib import Path

import pytest

from reportedly.codebook import load_default
from reportedly.errors import InvalidTheatre
from reportedly.records.floors import DEFAULT_FLOORS, Floor
from reportedly.theatre import SECTORS, TEMPLATE, load_theatre

FILE = """
id: fenland
roles:
  controlling:
    - {body: Marsh Crown, adjectives: [Marsh], class: CA, from: 2031-04-01, until: 2031-08-01, area: ["fen:reedham"], basis: told}
    - {body: Reed Guard, from: 2031-08-01, area: ["fen:reedham"], basis: told}
    - {source: "src:board", class: CA-L, from: 2031-05-01}
  displaced: ["src:council"]
legal_frame:
  - {value: niac_control, authority: Bench of Reedham, date: 2031-05-05, from: 2031-04-01, until: 2031-09-01}
  - {value: disputed, authority: two benches, from: 2031-09-01}
label_policy:
  place_names: [official, former]
  language: en
  bodies: neutral_role
  words: {CA: the crown side}
  proclaimed:
    - {name: Free Fen, aliases: [FF], unit: "fen:reedham", by: the Guard, from: 2031-08-02}
show_maps: [plover, provisions]
freshness_days: {water: 7}
sensitivity_floors:
  GUO.B02: {finest: adm1}
  "*": {delay_hours: 24}
source_profile:
  - {version: "1", sources: ["src:board"], languages: [en], from: 2031-04-01, until: 2031-06-01}
  - {version: "2", sources: ["src:board", "reg:isw"], languages: [en, de], from: 2031-06-01, backfilled_to: 2031-05-01}
sources:
  - {id: "src:board", name: Fen Board, role: installed_official, side: controlling, from: 2031-04-01, basis: said}
  - {id: "src:council", name: Old Council, side: displaced, basis: said}
  - {id: "src:watch", name: Fen Watch, role: intl_org, side: neutral_monitor, basis: said}
  - {id: "src:courier", name: Fen Courier, role: outlet, side: controlling, basis: said}
places:
  - {id: "fen:reedham", name: Reedham, kind: adm1, lat: 51, lon: -29.5}
"""


def _write(folder: Path, text: str) -> Path:
    path = folder / "theatre.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_setting_arrives(tmp_path: Path) -> None:
    theatre = load_theatre(_write(tmp_path, FILE))
    crown, guard, board, council, watch, courier = theatre.roles
    assert (crown.actor_class, crown.until, crown.area, crown.head) == ("CA", "2031-08-01", ("fen:reedham",), True)
    assert (guard.actor_class, guard.since, guard.head) == ("CA", "2031-08-01", True)
    assert (board.body, board.actor_class, board.since, board.head) == ("Fen Board", "CA-L", "2031-05-01", False)
    assert (council.role, council.actor_class, council.basis) == ("displaced", "DA", "said")
    assert (theatre.legal_frame, theatre.legal_authority) == ("disputed", "two benches")
    assert theatre.legal_frames[0].date == "2031-05-05"
    assert theatre.label_policy.word("CA") == "the crown side"
    assert theatre.label_policy.word("DA") == "the displaced authority"
    assert theatre.label_policy.proclaimed[0].unit == "fen:reedham"
    assert theatre.show_maps == ("plover", "provisions")
    assert theatre.floor_table()["GUO.B02"] == Floor("adm1", "adm2", min_group=50)
    assert theatre.floor_table()["*"] == Floor(delay_hours=24)
    assert [p.version for p in theatre.source_profiles] == ["1", "2"]
    # Those with a side that no role lists stand in its role; an outlet speaks, it does not rule.
    assert (watch.role, watch.actor_class) == ("monitor", "THIRD")
    assert (courier.role, courier.actor_class, courier.head) == ("controlling", "UNK", False)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("class: CA,", "klass: CA,", ["line 5", "roles.controlling[0]", "'klass'", "known keys", "adjectives", "class"]),
        ("class: CA-L", "class: DA", ["Fen Board", "no class DA", "CA-L"]),
        ("  displaced:", "  deposed:", ["line 8", "'deposed'", "displaced"]),
        ("{body: Reed Guard,", "{body: Reed Guard, source: src:board,", ["roles.controlling[1]", "one of the two"]),
        ("{body: Reed Guard,", "{", ["roles.controlling[1]", "one of the two"]),
        ("from: 2031-08-01, area", "from: 2031-07-31, area", ["'Marsh Crown'", "'Reed Guard'", "one day", "`until`"]),
        ("until: 2031-08-01", "until: 2031-03-01", ["Marsh Crown", "2031-03-01", "not after"]),
        ('area: ["fen:reedham"], basis: told}\n    - {source', 'area: ["fen:mere"]}\n    - {source', ["'fen:mere'", "geonames:"]),
        ('["src:council"]', '["src:concil"]', ["roles.displaced[0]", "'src:concil'", "add the source"]),
        ("from: 2031-09-01}", "from: 2031-08-31}", ["niac_control and disputed", "same days"]),
        ("value: niac_control", "value: war", ["line 10", "legal_frame[0].value", "'war'"]),
        ("bodies: neutral_role", "bodies: blunt", ["label_policy.bodies", "'blunt'", "proper_name"]),
        ("name: Free Fen,", "name: Reedham,", ["proclaimed[0]", "same name"]),
        ("{CA: the", "{CB: the", ["label_policy.words", "'CB'"]),
        ("by: the Guard", "bye: the Guard", ["'bye'", "unit", "from"]),
        ("[plover, provisions]", "[plover, law]", ["show_maps[1]", "'law'", "provisions"]),
        ("{water: 7}", "{watter: 7}", ["'watter'", "not a service sector", "telecom_mobile"]),
        ("GUO.B02: {finest: adm1}", "GUO.B02: {finest: settlement}", ["GUO.B02", "finest adm2", "loosened_because"]),
        ("GUO.B02: {finest: adm1}", "GUO.B02: {min_group: 0}", ["min_group 50", "loosened_because"]),
        ("{finest: adm1}", "{finest: adm1, loosened_because: why not}", ["nothing is looser"]),
        ("{finest: adm1}", "{finest: village}", ["sensitivity_floors.GUO.B02.finest", "'village'", "settlement"]),
        ("GUO.B02: {finest", "B2: {finest", ["'B2'"]),
        ("from: 2031-06-01, backfilled", "from: 2031-05-01, backfilled", ["source_profile", "1 and 2", "same days"]),
        ('["src:board", "reg:isw"]', '["src:bord"]', ["source_profile[1] (2)", "'src:bord'"]),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_refused_with_entry_and_remedy(tmp_path: Path, old: str, new: str, said: list[str]) -> None:
    assert FILE.count(old) == 1, old
    path = _write(tmp_path, FILE.replace(old, new))
    with pytest.raises(InvalidTheatre) as caught:
        load_theatre(path)
    for word in [str(path), *said]:
        assert word in str(caught.value), str(caught.value)


def test_a_floor_is_loosened_with_a_reason(tmp_path: Path) -> None:
    text = FILE.replace("{finest: adm1}", "{finest: settlement, loosened_because: the names are public}")
    [setting, _] = load_theatre(_write(tmp_path, text)).floors
    assert setting.floor.finest == "settlement"
    assert setting.loosened_because == "the names are public"


def test_one_word_is_a_frame_and_ids_alone_are_roles(tmp_path: Path) -> None:
    text = "id: bare\nlegal_frame: not_applicable\nroles: {controlling: [a, b]}\nsources: [{id: a, name: A}, {id: b, name: B}]\n"
    theatre = load_theatre(_write(tmp_path, text))
    assert theatre.frame_on("2031-01-01") is not None
    assert [entry.head for entry in theatre.roles] == [False, False]


def test_sectors_of_another_codebook_may_be_given(tmp_path: Path) -> None:
    path = _write(tmp_path, "id: bare\nfreshness_days: {ferries: 3}\n")
    with pytest.raises(InvalidTheatre, match="'ferries'"):
        load_theatre(path)
    assert load_theatre(path, sectors=["ferries"]).freshness_days == {"ferries": 3}


def test_the_known_sectors_are_those_of_the_codebook_that_ships() -> None:
    assert set(load_default().sector_ids) == SECTORS


def test_the_default_floors_are_of_categories_of_the_codebook_that_ships() -> None:
    assert set(DEFAULT_FLOORS) <= {category.id for category in load_default().categories}


def test_the_template_is_in_order() -> None:
    assert load_theatre(TEMPLATE).id == "my-theatre"
