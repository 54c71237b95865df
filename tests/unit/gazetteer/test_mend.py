import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.gazetteer.build import write_places
from reportedly.gazetteer.lookup import Lookup
from reportedly.gazetteer.mend import mended
from reportedly.gazetteer.sources import Row
from reportedly.gazetteer.store import SqliteGazetteer
from reportedly.interfaces import NamedPlace
from reportedly.records import Span


@pytest.fixture(scope="module")
def lookup(tmp_path_factory: pytest.TempPathFactory) -> Lookup:
    file: Path = tmp_path_factory.mktemp("gazetteer") / "small.sqlite"
    country = Row(
        "x:1",
        "Varland",
        "country",
        48,
        37,
        country="VA",
        names=(("Varlandic", "", "demonym"), ("VL", "", "abbreviation")),
    )
    sea = Row("x:2", "Varland Sea", "sea", 48, 38)
    port = Row("x:3", "Port Varland", "settlement", 48, 38, country="VA", population=50_000)
    write_places(file, [country, sea, port])
    return SqliteGazetteer(file).lookup


def _names(text: str, lookup: Lookup, *printed: str, kind: str = "toponym") -> list[tuple[str, str]]:
    names = [NamedPlace(Span(text.index(p), text.index(p) + len(p)), kind, 0.9) for p in printed]
    return [(named.span.of(text), named.kind) for named in mended(text, names, lookup)]


def test_blank_lines_part_names(lookup: Lookup) -> None:
    text = "Wells: Brill Tarn\n\nOld Keld \n \nMarno are dry."
    start, end = text.index("Brill"), text.index(" are")
    found = mended(text, [NamedPlace(Span(start, end), "toponym", 0.9)], lookup)
    assert [n.span.of(text) for n in found] == ["Brill Tarn", "Old Keld", "Marno"]
    two = "in Port\nTarn now"
    assert len(mended(two, [NamedPlace(Span(3, 12), "toponym", 0.9)], lookup)) == 1


@pytest.mark.parametrize(
    ("text", "taken", "right"),
    [
        ("in Brill County today", "Brill", "Brill County"),
        ("on Brill Road 109 near", "Brill", "Brill Road 109"),
        ("along Mill Road 9", "Mill Road", "Mill Road 9"),
        ("the Democratic Republic of the Varland has", "Varland", "Democratic Republic of the Varland"),
        ("on Lake Brill they", "Brill", "Lake Brill"),
        ("in Brill province they", "Brill province", "Brill province"),
        ("the U.S. District Court", "U.S.", "U.S."),
        ("in Al-Tarn now", "Al", "Al-Tarn"),
        ("in Al tarniya now", "Al", "Al tarniya"),
        ("in Al- Tarniya now", "Al", "Al- Tarniya"),
        ("in Deir-ez-Tarn's hospital", "Deir", "Deir-ez-Tarn"),
        ("in Brill's hospital", "Brill", "Brill"),
        ("in Tarn-held towns", "Tarn", "Tarn"),
        ("near Brill Valley. Then", "Brill Valley.", "Brill Valley"),
        ("in Miss. he", "Miss.", "Miss."),
        ("in Tarn and Brill provinces", "Brill provinces", "Brill"),
        ("in northern Brill they", "northern Brill", "Brill"),
        ("of Brill's people", "Brill'", "Brill"),
        ("by al-Brill they", "al-Brill", "al-Brill"),
        ("by the U.S. border", "U.S", "U.S."),
        ("Brill State University", "Brill", "Brill"),
        ("a Tarn home burned", "Tarn home", "Tarn"),
        ("a Tarn province clinic", "Tarn province", "Tarn province"),
        ("the Brill City Council voted", "Brill City", "Brill"),
        ("ships in the Varland Sea sank", "Varland", "Varland Sea"),
        ("ships in Port Varland sank", "Varland", "Port Varland"),
    ],
)
def test_edges_of_names(text: str, taken: str, right: str, lookup: Lookup) -> None:
    assert _names(text, lookup, taken) == [(right, "toponym")]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("paid US$400", "US"),
        ("the EU agreed", "EU"),
        ("a city hall", "city hall"),
        ("the Varlandic city of Brill", "Varlandic city"),
    ],
)
def test_what_is_no_name_is_dropped(text: str, taken: str, lookup: Lookup) -> None:
    assert _names(text, lookup, taken) == []


def test_an_adjective_in_a_name_is_a_demonym_a_place_stays_a_part(lookup: Lookup) -> None:
    assert _names("the Varlandic Union", lookup, "Varlandic", kind="in_name") == [("Varlandic", "demonym")]
    assert _names("the Bank of Varland", lookup, "Varland", kind="in_name") == [("Varland", "in_name")]


def test_a_short_unit_after_a_place_is_a_place(lookup: Lookup) -> None:
    assert _names("in Tarn, VL, today", lookup, "Tarn") == [("Tarn", "toponym"), ("VL", "toponym")]
    assert _names("in Tarn, NO, today", lookup, "Tarn") == [("Tarn", "toponym")]
    assert _names("in Tarn, VL, today", lookup, "Tarn", "VL") == [("Tarn", "toponym"), ("VL", "toponym")]


def test_names_do_not_grow_into_each_other(lookup: Lookup) -> None:
    assert _names("Lake Brill", lookup, "Lake", "Brill") == [("Lake", "toponym"), ("Brill", "toponym")]


@given(st.text(alphabet="AbL ake.'-of$\n", max_size=40), st.data())
def test_mended_names_stay_inside_the_text_and_apart(text: str, data: st.DataObject) -> None:
    edges = sorted(set(data.draw(st.lists(st.integers(0, len(text)), max_size=6))))
    names = [NamedPlace(Span(a, b), "toponym", 0.5) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    found = mended(text, names, Lookup(lambda _key: (), lambda _prefix: []))
    assert all(named.span.end <= len(text) for named in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
