"""Personal names: found, classed, and nothing else taken for them."""

import re
from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.pipeline import annotate
from reportedly.records import (
    Document,
    OfficeHolder,
    Passage,
    PersonMention,
    Reading,
    Source,
    Span,
    Theatre,
    TheatrePlace,
)
from reportedly.stages.persons import PersonRules
from reportedly.stages.persons_words import load_words
from reportedly.stages.segment import SegmentRules
from tests.timing import least_seconds

from .invented_persons import ENGLISH, KNOWN_PLACES, OTHER, UNSEEN

MARK = re.compile(r"\{(P[0-3])\|([^}]*)\}")


def _is_place(name: str) -> bool:
    return name.casefold() in KNOWN_PLACES


RULES = PersonRules(known_places=_is_place)


def _unmarked(marked: str) -> tuple[str, list[tuple[str, str]]]:
    return MARK.sub(r"\2", marked), [(m[2], m[1]) for m in MARK.finditer(marked)]


def _document(text: str, language: str | None = "en") -> Document:
    return Document(
        id="doc_1",
        sha256="0" * 64,
        text_id="txt_1",
        text=text,
        path="in/a.txt",
        media_type="text/plain",
        extractor="plain/1",
        retrieved_at="2031-05-04T00:00:00+00:00",
        language=language,
    )


def _read(text: str, language: str | None = "en", rules: PersonRules = RULES) -> list[PersonMention]:
    [done] = annotate([SegmentRules(), rules], [Reading(_document(text, language))])
    assert all(outcome.state == "done" for outcome, _ in done.steps)
    return list(done.reading.of(PersonMention))


def _named(text: str, mentions: Iterable[PersonMention]) -> list[tuple[str, str]]:
    return [(mention.span.of(text), mention.person_class) for mention in mentions]


@pytest.mark.parametrize("marked", [*ENGLISH, *UNSEEN])
def test_every_name_in_an_english_text_is_found_with_its_class_and_nothing_else(marked: str) -> None:
    text, gold = _unmarked(marked)
    assert _named(text, _read(text)) == gold


@pytest.mark.parametrize(("language", "marked"), OTHER)
def test_names_are_found_in_languages_without_full_rules(language: str, marked: str) -> None:
    text, gold = _unmarked(marked)
    assert _named(text, _read(text, language)) == gold


def test_a_name_of_which_nothing_is_known_is_private() -> None:
    [mention] = _read("In the end Halyna Voit went home.")
    assert (mention.person_class, mention.office) == ("P2", None)
    assert "default" in mention.reason


def test_a_later_surname_takes_the_class_of_the_whole_name() -> None:
    text = "The mayor of Brenn, Oleh Derno, spoke first.\n\nAfter that Derno left with Halyna Voit. Voit drove."
    assert _named(text, _read(text)) == [
        ("Oleh Derno", "P0"),
        ("Derno", "P0"),
        ("Halyna Voit", "P2"),
        ("Voit", "P2"),
    ]
    assert _read(text)[1].office == "mayor of Brenn"


def test_an_earlier_headline_takes_the_class_that_the_body_gives() -> None:
    text = "Voit wins her case\n\nThe pensioner Halyna Voit had waited for two years. She smiled."
    assert _named(text, _read(text)) == [("Voit", "P2"), ("Halyna Voit", "P2")]


def test_the_office_of_a_namesake_does_not_lift_a_private_person() -> None:
    text = "Mayor Derno came by car. Lina Derno wept. Later Derno was silent."
    assert _named(text, _read(text)) == [("Derno", "P0"), ("Lina Derno", "P2"), ("Derno", "P2")]


def test_what_protects_wins_over_an_office_anywhere_in_the_text() -> None:
    text = "The hostage Oleh Derno is alive. Mayor Oleh Derno was taken in May."
    assert {c for _, c in _named(text, _read(text))} == {"P3"}


@pytest.mark.parametrize(
    "text",
    [
        "Residents told the mayor, Halyna Voit said.",
        "Halyna Voit, the mayor said, had no permit.",
        "Halyna Voit, the mayor and two guards left.",
        "The former mayor Halyna Voit left.",
        "The ex-mayor Halyna Voit left.",
        "The wife of the mayor, Halyna Voit, left.",
        "The head of the household, Halyna Voit, left.",
        "The head of the department met Halyna Voit.",
        "A mayor was shot. Halyna Voit ran.",
    ],
)
def test_an_office_that_is_not_hers_gives_a_person_no_office(text: str) -> None:
    mentions = [m for m in _read(text) if "Voit" in m.span.of(text)]
    assert mentions
    assert all(m.person_class in ("P2", "P3") and m.office is None for m in mentions)


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Mayor Oleh Derno spoke.", "Mayor"),
        ("Energy Minister Oleh Derno spoke.", "Energy Minister"),
        ("Oleh Derno, head of the water department, spoke.", "head of the water department"),
        ("The governor of Brenn, Oleh Derno, spoke.", "governor of Brenn"),
    ],
)
def test_the_office_is_kept_as_printed(text: str, office: str) -> None:
    [mention] = _read(text)
    assert mention.office == office


def test_changed_names_protect_every_private_name_of_the_text() -> None:
    text = "Halyna Voit and Petro Kalyna stayed. Mayor Oleh Derno left.\n\nNames have been changed."
    assert _named(text, _read(text)) == [("Halyna Voit", "P3"), ("Petro Kalyna", "P3"), ("Oleh Derno", "P0")]


THEATRE = Theatre(
    id="fen",
    sources=(
        Source(id="src:nova-kelm", name="Nova Kelm", aliases=("the Tovra Kelm",)),
        Source(id="src:chair", name="Chair of Reedham", kind="office", person_class="P0"),
        Source(id="src:wystan", name="Ombra Wystan", kind="person", person_class="P3"),
    ),
    office_holders=(OfficeHolder("Tarle Quorn", "chair of the fen board", "P1"),),
    places=(TheatrePlace("fen:zel", "Zelda Trok", "settlement", 51.0, -29.0),),
)


def test_the_theatre_says_who_holds_an_office_and_what_is_no_person() -> None:
    text = "On Monday Tarle Quorn spoke to Nova Kelm and Tovra Kelm about Zelda Trok. Quorn thanked Ombra Wystan."
    rules = PersonRules(THEATRE)
    mentions = _read(text, rules=rules)
    assert _named(text, mentions) == [("Tarle Quorn", "P1"), ("Quorn", "P1"), ("Ombra Wystan", "P3")]
    assert mentions[0].office == "chair of the fen board"
    assert _named("Reedham is dry.", _read("Reedham is dry.", rules=rules)) == []


def test_one_document_says_nothing_about_the_persons_of_the_next() -> None:
    first, second = "Mayor Oleh Derno spoke.", "Oleh Derno slept."
    readings = [Reading(_document(text)) for text in (first, second)]
    steps = [done.reading for done in annotate([SegmentRules(), RULES], readings)]
    assert [[m.person_class for m in r.of(PersonMention)] for r in steps] == [["P0"], ["P2"]]


@pytest.mark.parametrize(
    "text",
    [
        "CHARLOTTE - Two lorries arrived.",
        "Mayor Vows Quick Repairs\n\nThe town waits for water and for bread.",
        "General\nContext of the survey in Brenn.",
        "The U.N. and the E.U. met N. Korea.",
        "Вода будет на ул. Щербака, 12, и рядом.",
    ],
)
def test_datelines_headings_and_acronyms_are_no_persons(text: str) -> None:
    assert _read(text) == []


def test_a_nickname_in_quotation_marks_belongs_to_the_name() -> None:
    text = 'The baker Petro "Petya" Kalyna said “Brenn is far”.'
    assert _named(text, _read(text)) == [('Petro "Petya" Kalyna', "P2")]


def test_no_reason_repeats_a_name() -> None:
    for marked in (*ENGLISH, *UNSEEN):
        text, gold = _unmarked(marked)
        words = {word for name, _ in gold for word in name.split() if len(word) > 3}
        assert not any(word in mention.reason for mention in _read(text) for word in words)


def test_the_lists_are_large_enough_and_do_not_contradict_each_other() -> None:
    words = load_words()
    assert len(words.given) > 2000
    assert not words.given & words.ambiguous
    assert not {t for t, kind in words.describing.items() if kind.startswith("role")} & words.former


PIECES = st.sampled_from(
    [
        *("Mayor ", "the head of ", "Oleh ", "Derno", ", ", "Halyna Voit", ", 54,", " said", "’s ", ". ", "\n", "\n\n"),
        *(
            "(name changed)",
            "al-",
            "O'",
            "J. ",
            "van ",
            "“",
            "\u00a0",
            "é",
            "Ü",
            "Олена ",
            "Коваль",
            "мер ",
            "😀",
            "\u0301",
        ),
        *("- ", "nurse ", "of Brenn ", "X", "A.", "'s", "--", "Names have been changed", "Ex-", "Dž"),
    ]
)


@given(
    st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)),
    st.sampled_from(["en", "uk", "de", None]),
)
@settings(max_examples=300, deadline=None)
def test_mentions_lie_in_the_text_in_order_without_overlaps(text: str, language: str | None) -> None:
    if not text.strip():
        return
    mentions = _read(text, language)
    assert [m.span for m in mentions] == sorted(m.span for m in mentions)
    assert all(not a.span.overlaps(b.span) for a, b in pairwise(mentions))
    for mention in mentions:
        printed = mention.span.of(text)
        assert printed == printed.strip()
        assert any(letter.isupper() for letter in printed)
        assert (mention.office is None) or mention.person_class in ("P0", "P1")
    assert _read(text, language) == mentions


def test_a_lone_surrogate_does_not_stop_the_stage() -> None:
    text = "Halyna Voit \ud800 met Mayor Oleh Derno."
    reading = Reading(_document(text), (Passage("doc_1", Span(0, len(text)), "body", 0),))
    [mentions] = RULES.annotate([reading])
    assert [m.span.of(text) for m in mentions if isinstance(m, PersonMention)] == ["Halyna Voit", "Oleh Derno"]


@pytest.mark.parametrize(
    "piece", ["Mayor Oleh Derno met Halyna Voit, 54. ", "Abcde Fghij ", "head of the ", "A.", "O'", "Voit, "]
)
def test_time_grows_with_the_length_of_one_passage_and_not_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size].rstrip() or "x"
        reading = Reading(_document(text), (Passage("doc_1", Span(0, len(text)), "body", 0),))
        return least_seconds(lambda: RULES.annotate([reading]))

    # Four times the text may take at most about ten times as long: quadratic work would take sixteen.
    assert seconds(60_000) < 10 * seconds(15_000) + 0.5


BENT = {"Брезни", "Бездольна", "Великій Брезні"}
SLAVIC = PersonRules(known_places=_is_place, bent_places=BENT.__contains__)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Затриманий житель Брезни стане перед судом.", []),
        ("Загинула 53-річна мешканка. Ще дві жінки поранені.", []),
        ("Катівні знайшли в обох підвалах. Головне бажання людей цього року.", []),
        ("Про це сказав мер Брезни Ковтуненко.", ["Ковтуненко"]),
        ('Про це заявив керівник "Воденерго" Олег Ковтуненко.', ["Олег Ковтуненко"]),
        ("Додому повернувся солдат ЗСУ Олег Ковтуненко.", ["Олег Ковтуненко"]),
        ("У Великій Брезні Олег Ковтуненко відкрив школу.", ["Олег Ковтуненко"]),
        ("Черга: Ковтуненко Олег Іванович, Іванівна.", ["Ковтуненко Олег Іванович", "Іванівна"]),
    ],
)
def test_towns_bodies_and_plain_words_beside_a_name_are_no_part_of_it(text: str, names: list[str]) -> None:
    assert [m.span.of(text) for m in _read(text, "uk", SLAVIC)] == names


@pytest.mark.parametrize(
    "text",
    [
        "The school in Sulpa Krinnet was closed. Sulpa Krinnet has had no water since May.",
        "Villagers of Sulpa Krinnet say the well is dry.",
        "Sulpa Krinnet, a village of 300 people, has no doctor.",
        "Shops closed in Brezna, Tarnow, Sulpa Krinnet and Varto Lim.",
    ],
)
def test_a_village_that_no_list_knows_is_no_person_where_it_stands_as_a_place(text: str) -> None:
    assert _read(text) == []


def test_a_person_that_no_list_knows_stays_one_behind_words_that_go_with_persons() -> None:
    text = "They lost trust in Xinlu Qarro. Xinlu Qarro has had no answer."
    assert [m.span.of(text) for m in _read(text)] == ["Xinlu Qarro", "Xinlu Qarro"]
    text = "Officers came to Xinlu Qarro's yard. Nobody has seen Xinlu Qarro since."
    assert [m.span.of(text) for m in _read(text)] == ["Xinlu Qarro", "Xinlu Qarro"]


_BENT = {"Тарнівська", "Лісовінська", "Брезнянська"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Жителі Тарнівська скаржаться на нестачу ліків.", []),
        ("Школи Тарнівська, Лісовінська і Брезнянська зачинено.", []),
        ("Мер Тарнівська Ковтуненко заявив, що води немає.", ["Ковтуненко"]),
        ("Директорка Тарнівська пішла.", ["Директорка Тарнівська"]),
        ("Наталія Тарнівська пішла.", ["Наталія Тарнівська"]),
    ],
)
def test_the_genitive_of_a_town_is_no_family_name(text: str, names: list[str]) -> None:
    rules = PersonRules(known_places=_is_place, bent_places=_BENT.__contains__)
    assert [m.span.of(text) for m in _read(text, "uk", rules)] == names


def test_a_town_that_is_a_given_name_is_none_behind_in_even_before_a_verb_of_saying() -> None:
    rules = PersonRules(known_places=lambda name: name == "Florence")
    text = "The ministry of health in Florence said that two clinics closed."
    assert _read(text, rules=rules) == []


def test_a_side_or_a_distance_of_a_town_is_no_nobility() -> None:
    rules = PersonRules(known_places=lambda name: name in ("Tarnok", "Brezna"))
    for text in ("Nordöstlich von Tarnok fiel eine Brücke.", "Zwischen Brezna und Tarnok fährt kein Bus."):
        assert _read(text, "de", rules) == []
    text = "Ursula von Tarnok fuhr nach Hause."
    assert [m.span.of(text) for m in _read(text, "de", rules)] == ["Ursula von Tarnok"]
