from collections.abc import Sequence

import pytest

from reportedly.interfaces import Candidate, HomeArea, NamedPlace, Resolved, Toponym
from reportedly.records import Span
from reportedly.stages.recognise import ReadingGazetteer, is_english, other_language
from reportedly.stages.segment import sentences_of


class Scanner:
    """A gazetteer that finds one fixed stretch."""

    def find(self, name: str, *, limit: int = 20) -> list[Candidate]:
        return []

    def get(self, place_id: str) -> Candidate | None:
        return None

    def scan(self, text: str) -> list[Toponym]:
        return [Toponym(Span(0, 1), text[0:1])]

    def resolve(self, text: str, toponyms: Sequence[Toponym], *, home: str | HomeArea | None = None) -> list[Resolved]:
        return [Resolved(toponym, (), rule=str(home)) for toponym in toponyms]


class Recogniser:
    """Gives what it is told to find, wherever it stands."""

    def __init__(self, score: float = 0.99, **kinds: str) -> None:
        self.score = score
        self.kinds = kinds
        self.sentences: Sequence[Span] = ()

    def find(self, text: str, sentences: Sequence[Span]) -> list[NamedPlace]:
        self.sentences = sentences
        found = [
            NamedPlace(Span(text.index(name), text.index(name) + len(name)), kind, self.score)
            for name, kind in self.kinds.items()
            if name in text
        ]
        return sorted(found, key=lambda named: named.span)


TEXT = "Orlivsk lost its bus. Tarn said the Varlandic crews of Brill Bank would help the city."


def test_places_those_who_rule_them_and_parts_of_names_are_toponyms_peoples_are_not() -> None:
    kinds = {"Orlivsk": "toponym", "Tarn": "government", "Varlandic": "demonym", "Brill": "in_name"}
    places = ReadingGazetteer(Scanner(), Recogniser(**kinds))
    assert [(t.text, t.kind) for t in places.scan(TEXT)] == [
        ("Orlivsk", "toponym"),
        ("Tarn", "government"),
        ("Brill", "in_name"),
    ]
    assert [named.kind for named in places.named(TEXT)] == ["toponym", "government", "demonym", "in_name"]


def test_a_name_needs_a_capital() -> None:
    places = ReadingGazetteer(Scanner(), Recogniser(city="toponym"))
    assert places.scan(TEXT) == []


def test_an_unsure_name_counts_only_if_the_gazetteer_knows_it() -> None:
    class Knowing(Scanner):
        def find(self, name: str, *, limit: int = 20) -> list[Candidate]:
            match = {"Orlivsk": "exact", "Tarn": "fuzzy"}.get(name)
            return [Candidate("x:1", name, "settlement", "settlement", 48, 37, match=match)] if match else []

    kinds = {"Orlivsk": "toponym", "Tarn": "toponym", "Brill": "toponym"}
    assert [t.text for t in ReadingGazetteer(Knowing(), Recogniser(0.7, **kinds)).scan(TEXT)] == ["Orlivsk"]
    assert len(ReadingGazetteer(Knowing(), Recogniser(0.96, **kinds)).scan(TEXT)) == 3


def test_the_edges_of_names_are_mended_before_they_count() -> None:
    def mend(text: str, names: Sequence[NamedPlace]) -> list[NamedPlace]:
        return [NamedPlace(Span(n.span.start, n.span.end + 5), n.kind, n.score) for n in names]

    places = ReadingGazetteer(Scanner(), Recogniser(Tarn="toponym"), mend)
    assert [t.text for t in places.scan(TEXT)] == ["Tarn said"]


def test_the_recogniser_reads_sentence_by_sentence() -> None:
    recogniser = Recogniser()
    ReadingGazetteer(Scanner(), recogniser).scan(TEXT)
    assert [s.of(TEXT) for s in recogniser.sentences] == [
        "Orlivsk lost its bus.",
        "Tarn said the Varlandic crews of Brill Bank would help the city.",
    ]


def test_a_text_in_letters_that_nothing_reads_is_left_to_the_gazetteer() -> None:
    places = ReadingGazetteer(Scanner(), Recogniser(Ορλίβσκ="toponym"))
    assert [t.text for t in places.scan("Ορλίβσκ χωρίς νερό, γράφει η εφημερίδα Tarn News.")] == ["Ο"]


@pytest.mark.parametrize(
    ("text", "printed", "asked"),
    [
        ("Третій день немає води в Орлівську.", "Орлівську", "Орлівську"),
        ("Третий день нет воды в Орловске и рядом, пишут жители.", "Орловске", "Орловске"),
        ("Seit drei Tagen gibt es im Gebiet Orlowsk kein Wasser.", "Gebiet Orlowsk", "Gebiet Orlowsk"),
    ],
)
def test_ukrainian_russian_and_german_texts_are_read_by_their_own_rules(text: str, printed: str, asked: str) -> None:
    class Knowing(Scanner):
        def scan(self, text: str) -> list[Toponym]:
            return []

        def find(self, name: str, *, limit: int = 20) -> list[Candidate]:
            kind = "adm1" if " " in name else "settlement"
            found = Candidate("x:1", name, kind, kind, 48, 37, "UA", population=90_000, match="exact")
            return [found] if name in (printed, asked) else []

    found = ReadingGazetteer(Knowing(), Recogniser()).scan(text)
    assert [(t.span.of(text), t.text) for t in found] == [(printed, asked)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("У Києві дощ.", "uk"),
        ("В Москве дождь, выходные.", "ru"),
        ("Die Charkiwer Oblast meldet Schäden.", "de"),
        ("Ορλίβσκ χωρίς νερό", ""),
    ],
)
def test_which_other_language_a_text_may_be(text: str, language: str) -> None:
    assert other_language(text) == language


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("", True),
        ("123 – ?", True),
        ("Kherson", True),
        ("Херсон", False),
        ("Müller in Köln", True),
        ("Die Brücke bei Orlivsk ist nach dem Beschuss zu.", False),
        ("Kyiv Київ міст", False),
    ],
)
def test_what_counts_as_english(text: str, english: bool) -> None:
    assert is_english(text) is english


def test_resolving_is_the_gazetteers() -> None:
    places = ReadingGazetteer(Scanner(), Recogniser())
    [answer] = places.resolve(TEXT, [Toponym(Span(0, 7), "Orlivsk")], home="Varland")
    assert answer.rule == "Varland"


def test_sentences_of_a_bare_text_stand_where_they_are() -> None:
    text = "One road is open.\n\nTwo are not. Nobody knows why."
    assert [s.of(text) for s in sentences_of(text)] == ["One road is open.", "Two are not.", "Nobody knows why."]


def test_a_name_that_is_likely_a_place_is_given_apart_from_those_that_count() -> None:
    kinds = {"Orlivsk": "toponym", "Tarn": "government", "Varlandic": "demonym"}
    places = ReadingGazetteer(Scanner(), Recogniser(0.92, **kinds))
    assert places.scan(TEXT) == []
    assert [(t.text, t.kind) for t in places.likely(TEXT)] == [("Orlivsk", "toponym"), ("Tarn", "government")]
    assert ReadingGazetteer(Scanner(), Recogniser(0.85, **kinds)).likely(TEXT) == []
    assert ReadingGazetteer(Scanner(), Recogniser(0.99, **kinds)).likely(TEXT) == []


def test_each_text_is_read_for_itself() -> None:
    places = ReadingGazetteer(Scanner(), Recogniser(Tarn="toponym", Brill="toponym"))
    assert [t.text for t in places.scan(TEXT)] == ["Tarn", "Brill"]
    assert [t.text for t in places.scan("The Brill ferry is late.")] == ["Brill"]
    assert [t.text for t in places.scan(TEXT)] == ["Tarn", "Brill"]
