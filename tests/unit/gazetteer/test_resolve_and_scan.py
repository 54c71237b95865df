"""Names in running text."""

from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.gazetteer.lookup import Lookup
from reportedly.gazetteer.scan import scan_text
from reportedly.interfaces import Toponym
from reportedly.records import Span


def at(text: str, *names: str) -> list[Toponym]:
    return [Toponym(Span(text.index(n), text.index(n) + len(n)), n) for n in names]


def test_a_container_printed_beside_a_name_decides(gazetteer):
    text = "A market in Tarnow, Ostmark, burned down."
    assert gazetteer.resolve(text, at(text, "Tarnow"))[0].candidates[0].id == "t:4"


def test_the_other_names_of_the_text_decide(gazetteer):
    text = "Buses ran between Brezna and Tarnow Oblast all day."
    alone = gazetteer.resolve("Brezna", [Toponym(Span(0, 6), "Brezna")])[0]
    together = gazetteer.resolve(text, at(text, "Brezna", "Tarnow Oblast"))[0]
    assert alone.candidates[0].id == "t:7"
    assert together.candidates[0].id == "t:6"


def test_a_home_area_settles_an_open_name(gazetteer):
    text = "Brezna has a new school."
    assert gazetteer.resolve(text, at(text, "Brezna"), home="Tarnow Oblast")[0].candidates[0].id == "t:6"


def test_one_answer_for_each_toponym_in_order_with_runners_up(gazetteer):
    text = "Nowherling and Tarnow and Tarnow"
    toponyms = [Toponym(Span(0, 10), "Nowherling"), Toponym(Span(15, 21), "Tarnow"), Toponym(Span(26, 32), "Tarnow")]
    answers = gazetteer.resolve(text, toponyms)
    assert [a.toponym for a in answers] == toponyms
    assert answers[0].candidates == ()
    assert answers[0].confidence == 0.0
    assert len(answers[1].candidates) > 1
    assert 0.0 < answers[1].confidence <= 1.0
    assert answers[1].candidates == answers[2].candidates


def test_a_unit_that_is_not_known_is_the_ground_about_the_town_and_never_its_point(gazetteer):
    text = "Wells in the Brezna district are dry."
    [answer] = gazetteer.resolve(text, at(text, "Brezna"))
    assert {c.precision for c in answer.candidates} == {"adm3"}
    assert all((c.radius_km or 0) >= 15 for c in answer.candidates)
    bare = "Wells in Brezna are dry."
    assert gazetteer.resolve(bare, at(bare, "Brezna"))[0].candidates[0].precision == "settlement"


def test_two_places_of_equal_weight_are_ambiguous(gazetteer, path):
    from reportedly.gazetteer.build import write_places
    from reportedly.gazetteer.sources import Row
    from reportedly.gazetteer.store import SqliteGazetteer

    twins = [Row(f"t:{n}", "Lindvik", "settlement", 40.0 + n, 5.0, "VL", str(n), population=900) for n in (1, 2)]
    small = SqliteGazetteer(write_places(path.parent / "twins.sqlite", twins))
    answer = small.resolve("Lindvik", [Toponym(Span(0, 7), "Lindvik")])[0]
    assert answer.ambiguous
    assert {c.id for c in answer.candidates} == {"t:1", "t:2"}


def test_scan_finds_names_with_their_type_word(gazetteer):
    text = "Water is short in the Tarnow region and in Brezna, Varland."
    assert [t.text for t in gazetteer.scan(text)] == ["Tarnow region", "Brezna", "Varland"]


def test_scan_leaves_people_adjectives_and_bodies_alone(gazetteer):
    text = "Anna Brezna met Mr Smith. The Varlandish team of the Tarnow Chess Club thanked Smith."
    assert gazetteer.scan(text) == []
    assert [m.role for m in scan_text(text, gazetteer.lookup)] == ["adjective", "in_name"]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("TarnowBrezn VarlandSmith,.’'\u0301Ж region\n"), max_size=120))
def test_every_span_of_scan_is_what_stands_there(text):
    lookup = Lookup(lambda key: HITS.get(key, ()), lambda prefix: [])
    last = 0
    for mention in scan_text(text, lookup):
        span = mention.toponym.span
        assert span.of(text) == mention.toponym.text
        assert span.start >= last
        last = span.end


def test_a_thousand_names_take_less_than_two_seconds(gazetteer):
    text = "Tarnow, Ostmark and Brezna and Varland. " * 250
    toponyms = gazetteer.scan(text)
    assert len(toponyms) == 1000
    start = perf_counter()
    gazetteer.resolve(text, toponyms)
    assert perf_counter() - start < 2.0


def _hits() -> dict[str, tuple]:
    from reportedly.gazetteer.prior import Hit
    from reportedly.interfaces import Candidate

    names = {"tarnow": 300_000, "brezna": 8_000, "varland": 9_000_000}
    return {
        key: (
            Hit(
                Candidate(f"t:{key}", key.capitalize(), "settlement", "settlement", 1.0, 1.0, "VL", "01", "", n), "main"
            ),
        )
        for key, n in names.items()
    }


HITS = _hits()
