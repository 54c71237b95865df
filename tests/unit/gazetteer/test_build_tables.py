"""What a build reads: packed codes, statements, dates, and how names are stored."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.gazetteer import sources
from reportedly.gazetteer.rows import RANK, key_of, names_of
from reportedly.gazetteer.schema import SOVEREIGNTY, STATUSES
from reportedly.gazetteer.scripts import script_of
from reportedly.gazetteer.sources import NameForm, Row
from reportedly.text import name_key

EDTF = re.compile(r"-?\d{4}(-\d\d(-\d\d)?)?|")


@settings(deadline=None)
@given(st.text(max_size=40))
def test_the_short_way_to_a_name_key_gives_the_same_key(form):
    assert key_of(form) == name_key(form)


@given(st.text(st.characters(max_codepoint=127), max_size=40))
def test_the_short_way_to_a_name_key_gives_the_same_key_for_ascii(form):
    assert key_of(form) == name_key(form)


def test_second_order_codes_are_there_for_most_settlements_and_name_known_units():
    codes = sources.admin2_codes()
    assert len(codes) > 140_000
    assert codes[706448] == "6510"
    known = {row[0].split(".", maxsplit=2)[2] for row in sources.unit_rows() if row[0].count(".") >= 2}
    assert sum(code in known for code in codes.values()) / len(codes) > 0.99


def test_statements_name_their_kind_their_dates_and_what_they_rest_on():
    rows = list(sources.sovereignty())
    assert len({row[:4] for row in rows}) == len(rows)
    for place, party, kind, since, until, basis in rows:
        assert re.fullmatch(r"(geonames:\d+|own:[a-z-]+|unit:[\w.]+)", place)
        assert party
        assert kind in SOVEREIGNTY
        assert EDTF.fullmatch(since)
        assert EDTF.fullmatch(until)
        assert len(basis) > 5


def test_proclaimed_entities_have_dates():
    own = {row.id: row for row in sources.own_places()}
    for line in sources.table("validity.csv"):
        assert line["place"] in own
        assert EDTF.fullmatch(line["valid_from"])
        assert EDTF.fullmatch(line["valid_to"])
    assert own["own:nagorno-karabakh"].valid_to == "2024-01-01"


def test_a_place_keeps_its_best_name_under_each_key_with_script_and_dates():
    row = Row("t:1", "Tarnow", "settlement", 1.0, 2.0, "VL", names=(
        ("tarnow", "de", "alternate"), NameForm("Тарнов", "uk", "former", "1924", "2016-02-04"), NameForm("Τάρνοβ")))  # fmt: skip
    stored = {name[2]: name for name in names_of(row, 7)}
    assert stored["Tarnow"][4:6] == ("main", "Latn")
    assert "tarnow" not in stored
    assert stored["Тарнов"][1:] == (7, "Тарнов", "uk", "former", "Cyrl", "1924", "2016-02-04")
    assert stored["Τάρνοβ"][5] == "Grek"


def test_statuses_are_ranked_as_listed():
    assert sorted(STATUSES, key=RANK.__getitem__) == list(STATUSES)


def test_scripts_are_told_by_the_first_letter():
    forms = {"Kherson": "Latn", "Łódź": "Latn", "Херсон": "Cyrl", "ხერსონი": "Geor", "خيرسون": "Arab", "赫尔松": "Hani",
             "ヘルソン": "Jpan", "헤르손": "Hang", "12-3": "", "": "", "Χερσώνα": "Grek", "חרסון": "Hebr"}  # fmt: skip
    assert {form: script_of(form) for form in forms} == forms
