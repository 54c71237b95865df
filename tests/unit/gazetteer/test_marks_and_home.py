import pytest

from reportedly.gazetteer.build import write_places
from reportedly.gazetteer.home import home_area, home_votes
from reportedly.gazetteer.lookup import Lookup
from reportedly.gazetteer.marks import COLUMNS, Evidence
from reportedly.gazetteer.resolve import resolve_document
from reportedly.gazetteer.sources import Row
from reportedly.gazetteer.store import SqliteGazetteer
from reportedly.interfaces import Candidate, HomeArea, Resolved, Toponym
from reportedly.records import Span
from reportedly.text import tokens


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> SqliteGazetteer:
    file = tmp_path_factory.mktemp("gazetteer") / "small.sqlite"
    write_places(
        file,
        [
            Row("x:1", "Orlivsk", "settlement", 48.0, 37.0, country="VA", admin1="01", population=90_000),
            Row("x:2", "Orlivsk", "settlement", 20.0, 10.0, country="ZZ", admin1="09", population=400_000),
            Row("x:3", "Novy Tarn", "settlement", 48.2, 37.1, country="VA", admin1="01", population=8_000),
            Row("x:4", "Brill", "settlement", 48.1, 37.2, country="VA", admin1="01", population=3_000),
            Row(
                "x:5",
                "Varland",
                "country",
                48.0,
                37.0,
                country="VA",
                population=5_000_000,
                names=(("Varlandic", "", "demonym"), ("V.L.", "", "abbreviation")),
            ),
        ],
    )
    return SqliteGazetteer(file)


def _marked(text: str, lookup: Lookup) -> dict[str, set[str]]:
    words = list(tokens(text))
    rows = Evidence(lookup).marks(text, words)
    assert len(rows) == len(words)
    return {
        text[a:b]: {name for name, value in zip(COLUMNS, row, strict=True) if value}
        for (a, b), row in zip(words, rows, strict=True)
    }


def test_the_longest_known_name_marks_its_words(gazetteer: SqliteGazetteer) -> None:
    found = _marked("They reached Novy Tarn before Orlivsk fell.", gazetteer.lookup)
    assert {"begins", "several", "settlement"} <= found["Novy"]
    assert "goes_on" in found["Tarn"]
    assert "begins" not in found["Tarn"]
    assert {"begins", "prior_high"} <= found["Orlivsk"]
    assert "several" not in found["Orlivsk"]


def test_peoples_abbreviations_and_names_of_persons_are_told_apart(gazetteer: SqliteGazetteer) -> None:
    found = _marked("Mr. Brill met Varlandic troops near V.L. and in Varland.", gazetteer.lookup)
    assert found["Varlandic"] == {"demonym"}
    assert "surname" in found["Brill"]
    assert {"begins", "abbreviation"} <= found["V"]
    assert "locative" in found["in"]


def test_the_point_that_ends_a_sentence_is_no_part_of_a_name(gazetteer: SqliteGazetteer) -> None:
    words = list(tokens("He left Orlivsk."))
    rows = Evidence(gazetteer.lookup).marks("He left Orlivsk.", words)
    assert rows[-1][COLUMNS.index("goes_on")] == 0


def test_a_text_without_words_has_no_rows(gazetteer: SqliteGazetteer) -> None:
    assert Evidence(gazetteer.lookup).marks("", []) == []


def _answer(text: str, country: str, admin1: str, lat: float, lon: float, confidence: float) -> Resolved:
    candidate = Candidate(f"x:{text}", text, "settlement", "settlement", lat, lon, country=country, admin1=admin1)
    return Resolved(Toponym(Span(0, len(text)), text), (candidate,), confidence=confidence)


def test_an_outlet_is_at_home_where_its_texts_surely_play() -> None:
    one = home_votes([_answer("A", "VA", "01", 48, 37, 0.9), _answer("B", "VA", "01", 48.1, 37, 0.9)])
    two = home_votes([_answer("C", "ZZ", "09", 20, 10, 0.8), _answer("D", "VA", "01", 48, 37, 0.2)])
    area = home_area([one, two])
    assert area is not None
    assert area.units["VA", "01"] > area.units["ZZ", "09"]
    assert sum(area.units.values()) == pytest.approx(1)
    assert sum(share for *_, share in area.points) == pytest.approx(1)
    assert (48, 37) in {(lat, lon) for lat, lon, _ in area.points}


def test_texts_that_say_nothing_give_no_home() -> None:
    assert home_area([]) is None
    assert home_area([home_votes([_answer("D", "VA", "01", 48, 37, 0.2)])]) is None


def test_a_learnt_home_settles_which_town_of_a_name_is_meant(gazetteer: SqliteGazetteer) -> None:
    text = "The market in Orlivsk closed early."
    toponym = Toponym(Span(14, 21), "Orlivsk")
    [plain] = resolve_document(text, [toponym], gazetteer.lookup)
    home = HomeArea({("VA", "01"): 1.0}, {"VA": 1.0}, ((48.2, 37.1, 1.0),))
    [settled] = resolve_document(text, [toponym], gazetteer.lookup, home=home)
    assert plain.candidates[0].id == "x:2"
    assert settled.candidates[0].id == "x:1"
