"""Words are found in all their forms, phrases as written, and the hits are marked where they stand."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.desk import ClaimRow, Desk, Filter, PassageRow, Viewer
from reportedly.project import Project
from reportedly.store.words import Question, fold, indexed
from tests.unit.desk.made import hand_made, put

EXACT, GUEST = Viewer("K. Maryan", "reviewer", exact=True), Viewer("guest")


def found(tmp_path: Path, language: str, text: str, asked: str) -> list[str]:
    """Return the words that are marked in a text when something is searched; none where it is not found."""
    with hand_made(tmp_path / "out") as project:
        document = put(project, text, language=language)
        with Desk.open(project) as desk:
            marked = []
            for kind in ("claims", "passages"):
                page = desk.search(asked, Filter(), GUEST, kind=kind)
                marks = [text[a:b] for hit in page.rows for f in hit.fragments for a, b in f.spans]
                assert all(f.text[a:b] in text for hit in page.rows for f in hit.fragments for a, b in f.marks)
                assert page.total == len(page.rows) == desk.claims(Filter(text=asked), GUEST).total
                marked.append(marks)
            assert marked[0] == marked[1]
            assert desk.documents(Filter(), GUEST, text=asked).total == bool(marked[0])
            assert desk.document(document).claims == 1
            return marked[0]


@pytest.mark.parametrize(
    ("language", "text", "asked", "marked"),
    [
        ("en", "Two hospitals were closed in the town.", "hospital close", ["hospitals", "closed"]),
        ("en", "The council's letters went out late.", "letter go", ["letters", "went"]),
        ("uk", "У лікарнях міста немає води.", "лікарня", ["лікарнях"]),
        ("uk", "П’ятий день немає світла.", "п'ятий", ["П’ятий"]),
        ("uk", "Пʼять сіл без води.", "пять", ["Пʼять"]),
        ("uk", "Води́ немає.", "вода", ["Води́"]),
        ("ru", "Школы ещё закрыты.", "школа еще", ["Школы", "ещё"]),
        ("ru", "В больницах нет света.", "больница", ["больницах"]),
        ("de", "In den Städten fehlt das Wasser.", "stadt", ["Städten"]),
        ("de", "Die Straßen sind gesperrt.", "STRASSEN", ["Straßen"]),
        ("en", "Running water stopped; the water is running again.", '"running water"', ["Running water"]),
        ("en", "The pumping station stopped.", "pump*", ["pumping"]),
        ("en", "Water, water and water.", "water", ["Water", "water", "water"]),
        ("uk", "Місто Лісне без світла.", "лисне", ["Лісне"]),
        ("en", "The pump failed.", "valve", []),
        ("en", "The pump failed.", "pump valve", []),
        ("en", "The pumps failed.", '"pump failed"', []),
    ],
)
def test_words_are_found_in_their_forms(
    tmp_path: Path, language: str, text: str, asked: str, marked: list[str]
) -> None:
    assert found(tmp_path, language, text, asked) == marked


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    project = hand_made(tmp_path_factory.mktemp("one") / "out")
    put(project, 'The pump AND the valve NEAR the "old bridge" failed (again).')
    return Desk.open(project)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=30), st.text('"*()^:-+{}AND OR NOT NEAR pump', max_size=40)))
def test_nothing_that_is_typed_is_an_error(one: Desk, text: str) -> None:
    for kind in ("claims", "passages"):
        page = one.search(text, Filter(), GUEST, kind=kind)
        assert page.total in (0, 1)
    assert one.claims(Filter(text=text), GUEST).total in (0, 1)


@pytest.mark.parametrize(
    "asked", ["pump AND valve", 'bridge"', "NEAR(pump valve)", "-pump", "(again)", "^pump", "pump:valve"]
)
def test_what_is_syntax_elsewhere_is_searched_as_words(one: Desk, asked: str) -> None:
    assert one.search(asked, Filter(), GUEST).total == 1


def test_newer_reports_go_first_among_equals(tmp_path: Path) -> None:
    with hand_made(tmp_path / "out") as project:
        for day in ("2026-10-02", "2026-10-09", "2026-10-05"):
            put(project, "The pump failed in the night.", published=day, name=day)
        with Desk.open(project) as desk:
            days = [h.row.published for h in desk.search("pump", Filter(), GUEST).rows]
            assert days == ["2026-10-09", "2026-10-05", "2026-10-02"]
            passages = [h.row.published for h in desk.search("pump", Filter(), GUEST, kind="passages").rows]
            assert passages == days


def test_what_tells_more_of_a_word_goes_first(tmp_path: Path) -> None:
    with hand_made(tmp_path / "out") as project:
        long = "The council met in the morning and spoke of the market, the school and the pump for hours."
        put(project, long, published="2026-10-09")
        put(project, "The pump failed.", published="2026-10-01")
        for n in range(6):
            put(project, f"Something else happened on day {n}.")
        with Desk.open(project) as desk:
            first, second = desk.search("pump", Filter(), GUEST).rows
            assert (first.row.published, second.row.published) == ("2026-10-01", "2026-10-09")


def test_a_search_keeps_to_its_filter(small: tuple[Project, Desk]) -> None:
    _, desk = small
    asked = Filter(language="en", codes=("GUO.C02",))
    hits = desk.search("water", asked, EXACT, limit=1_000)
    assert hits.total == len(hits.rows) > 0
    fitting = {row.id for row in desk.claims(asked, EXACT, limit=1_000).rows}
    assert {hit.row.id for hit in hits.rows if isinstance(hit.row, ClaimRow)} <= fitting
    everywhere = desk.search("water", Filter(), EXACT, limit=1_000)
    assert everywhere.total > hits.total


def test_a_long_passage_is_cut_to_what_is_about_its_hits(tmp_path: Path) -> None:
    text = " ".join([f"word{n}" for n in range(100)] + ["pump"] + [f"more{n}" for n in range(100)])
    with hand_made(tmp_path / "out") as project:
        put(project, text)
        with Desk.open(project) as desk:
            [hit] = desk.search("pump", Filter(), GUEST, kind="passages").rows
            assert isinstance(hit.row, PassageRow)
            assert (hit.row.start, hit.row.end) == (0, len(text))
            assert len(hit.row.claims) == 1
            [fragment] = hit.fragments
            assert len(fragment.text) < 300
            assert fragment.text in text
            assert not fragment.text.startswith(" ")
            assert [fragment.text[a:b] for a, b in fragment.marks] == ["pump"]
            assert [text[a:b] for a, b in fragment.spans] == ["pump"]


@given(st.text(max_size=60), st.sampled_from(["en", "uk", "ru", "de", "fr", ""]))
@settings(max_examples=150, deadline=None)
def test_marks_lie_in_the_text_and_apart(text: str, language: str) -> None:
    words, lemmas = indexed(text, language)
    assert len(words.split()) == len(lemmas.split())
    marks = Question.of(text).marks(text, language)
    assert all(0 <= a < b <= len(text) for a, b in marks)
    assert all(b <= c for (_, b), (c, _) in pairwise(marks))


def test_spellings_fold_together() -> None:
    assert fold("Ещё") == fold("еще")
    assert fold("Київ") == fold("Киив")
    assert fold("п’ять") == fold("п'ять") == fold("пять")
    assert fold("мальчик") == fold("малчик")
