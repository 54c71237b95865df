"""Places of claims in Ukrainian, Russian and German."""

import re

import pytest

from reportedly.interfaces import Candidate, Resolved, Toponym
from reportedly.records import Claim, Geolocation, PersonMention, Reading, Relation, Span, claim_id
from reportedly.stages.locate_languages import LocateLanguages
from tests.unit.stages.glossing import document, read

_STEMS = {
    "Сум": ("Sumy", "settlement", "settlement", 256_000),
    "Конотоп": ("Konotop", "settlement", "settlement", 90_000),
    "Лебедин": ("Lebedyn", "settlement", "settlement", 25_000),
    "Samarische Republik": ("Samar Republic", "proclaimed", "adm1", 0),
    "Сумськ": ("Sumy Oblast", "adm1", "adm1", 1_000_000),
    "Росі": ("Russia", "country", "country", 0),
    "Саратов": ("Saratov", "settlement", "settlement", 800_000),
    "Buch": ("Buch", "settlement", "settlement", 900),
    "Sumy": ("Sumy", "settlement", "settlement", 256_000),
    "Konotop": ("Konotop", "settlement", "settlement", 90_000),
}


def _candidate(name: str) -> Candidate | None:
    stem = max((s for s in _STEMS if name.startswith(s)), key=len, default=None)
    if (
        stem is None
        or (stem == "Сум" and len(name) > 5)
        or (" " in name and "област" not in name and not name.endswith("Republik"))
    ):
        return None
    english, kind, precision, people = _STEMS[stem]
    country = "RU" if english in ("Russia", "Saratov") else "UA"
    return Candidate(
        f"t:{english}", english, kind, precision, 50.0, 34.0, country, "21", population=people, matched=name,
        radius_km=100.0, match="exact" if name in ("Росія", "Суми", "Sumy", "Samarische Republik") else "inflected",
    )  # fmt: skip


class Known:
    """A gazetteer of a few places that scans only some of their names."""

    def find(self, name, *, limit=20):
        found = _candidate(name)
        return [found] if found else []

    def get(self, place_id):
        return None

    def shape(self, place_id):
        return None

    def scan(self, text):
        return [
            Toponym(Span(*m.span()), m[0])
            for m in re.finditer(r"(?:Сум(?:и|ах)|Росія|Sumy|Konotop|Buch|Samarische Republik)\b", text)
        ]

    def resolve(self, text, toponyms, *, home=None):
        return [Resolved(t, tuple(self.find(t.text)), 0.9) for t in toponyms]


def places(language: str, text: str, *evidence: str, extra: tuple = ()) -> list[list[tuple[str, str]]]:
    """Return the places of each claim, given by its evidence, as (printed, function)."""
    reading = read(text, language)
    claims = []
    for piece in evidence:
        span = Span(text.index(piece), text.index(piece) + len(piece))
        sentence = next(
            s for p in reading.records for s in getattr(p, "sentences", ()) if s.start <= span.start < s.end
        )
        claims.append(
            Claim(
                claim_id(reading.document.id, (span,)), reading.document.id, (span,), piece, "event", sentence=sentence
            )
        )
    reading = Reading(reading.document, (*reading.records, *extra, *claims))
    found = LocateLanguages(Known()).annotate([reading])[0]
    return [
        [(g.span.of(text), g.function) for g in found if isinstance(g, Geolocation) and g.claim == claim.id]
        for claim in claims
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("uk", "Школу в Сумах закрили", [("Сумах", "event")]),
        ("uk", "У Конотопі немає води", [("Конотопі", "event")]),
        ("uk", "Лікарів привезли з Саратова до Конотопа", [("Саратова", "origin"), ("Конотопа", "destination")]),
        ("uk", "Росія вивозить зерно з Конотопа", [("Конотопа", "origin"), ("Росія", "subject")]),
        ("uk", "У місті Лебедин Сумської області немає світла", [("Лебедин", "event")]),
        ("uk", "На окупованих територіях видають паспорти", [("окупованих територіях", "event")]),
        ("de", "In Sumy gibt es keinen Strom", [("Sumy", "event")]),
        ("de", "Ärzte wurden aus Konotop nach Sumy gebracht", [("Konotop", "origin"), ("Sumy", "destination")]),
    ],
)
def test_places_and_what_they_are_to_a_claim(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert places(language, text + ".", text) == [expected]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # the case behind «в» tells, without a verb of motion
        ("uk", "Ліки для Конотопа лежать у Сумах", [("Конотопа", "destination"), ("Сумах", "event")]),
        ("uk", "Жителі Конотопа стоять у черзі в Сумах", [("Сумах", "event"), ("Конотопа", "subject")]),
        ("uk", "Мешканців Конотопа перевели до Саратова", [("Конотопа", "origin"), ("Саратова", "destination")]),
        ("uk", "Солома з Саратова подорожчала в Сумах", [("Саратова", "origin"), ("Сумах", "event")]),
        ("uk", "Санкції проти Росії вдарили по крамницях у Сумах", [("Сумах", "event"), ("Росії", "subject")]),
        ("uk", "Родини покинули Конотоп і живуть у Сумах", [("Конотоп", "origin"), ("Сумах", "event")]),
        ("uk", "Управління освіти Конотопа закрило ліцей", [("Конотопа", "event"), ("Конотопа", "seat")]),
        ("de", "Saatgut für Sumy lagert in Konotop", [("Sumy", "destination"), ("Konotop", "event")]),
        ("de", "Einwohner von Konotop bekommen in Sumy Hilfe", [("Sumy", "event"), ("Konotop", "subject")]),
        ("de", "Familien, die Sumy verlassen mussten, wohnen in Konotop", [("Sumy", "origin"), ("Konotop", "event")]),
        ("de", "Am Abend trafen Ärzte in Konotop ein", [("Konotop", "destination")]),
        (
            "de",
            "Hefte, die für Sumy bestimmt waren, liegen in Konotop",
            [("Sumy", "destination"), ("Konotop", "event")],
        ),
    ],
)
def test_a_place_beside_another_is_told_from_where_it_happens(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert [sorted(found) for found in places(language, text + ".", text)] == [sorted(expected)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("uk", "Суми звинуватили Конотоп в обстрілі школи", [("Суми", "subject"), ("Конотоп", "subject")]),
        ("uk", "Суми спростували закриття школи", [("Суми", "subject")]),
        ("de", "Sumy bot Hilfe an", [("Sumy", "subject")]),
        (
            "de",
            "Sumy machte Konotop für den Stromausfall verantwortlich",
            [("Konotop", "subject"), ("Sumy", "subject")],
        ),
        ("de", "Sumy hat keinen Strom", [("Sumy", "event")]),
    ],
)
def test_a_town_that_stands_for_its_rulers_is_no_place_of_an_event(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert sorted(places(language, text + ".", text)[0]) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In der „Samarische Republik“ wurden in Konotop zwei Schulen geschlossen", [("Konotop", "event")]),
        ("In Konotop in der „Samarische Republik“ schloss eine Klinik", [("Konotop", "event")]),
        ("Die „Samarische Republik“ kontrolliert Konotop",
         [("Konotop", "event"), ("Samarische Republik", "subject")]),
        ("Die Behörden der „Samarische Republik“ schlossen in Konotop zwei Schulen",
         [("Konotop", "event"), ("Samarische Republik", "seat")]),
        ("In der „Samarische Republik“ fehlen Lehrer", [("Samarische Republik", "event")]),
    ],
)  # fmt: skip
def test_a_town_goes_before_the_proclaimed_entity_around_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(places("de", text + ".", text)[0]) == sorted(expected)


def test_a_claim_without_a_place_takes_that_of_the_sentence_before() -> None:
    text = "У Конотопі немає води. Школи зачинили."
    assert places("uk", text, "Школи зачинили") == [[("Конотопі", "event")]]


def test_a_source_is_no_place_of_the_event() -> None:
    text = "У Сумах немає світла, повідомили в Конотопі."
    at = text.index("Конотопі")
    relation = Relation(document(text, "uk").id, (Span(at, at + 8),), (Span(at - 13, at - 3),), (Span(0, 20),))
    assert places("uk", text, "У Сумах немає світла", extra=(relation,)) == [[("Сумах", "event")]]


def test_no_place_comes_out_of_the_name_of_a_person() -> None:
    text = "Про школу розповів Іван Саратов."
    span = Span(text.index("Іван"), len(text) - 1)
    person = PersonMention(document(text, "uk").id, span, "P2", reason="given name")
    assert places("uk", text, "Про школу розповів Іван Саратов", extra=(person,)) == [[]]


def test_streets_are_no_towns() -> None:
    text = "На вулиці Конотопській у Сумах немає води."
    [[place]] = places("uk", text, text[:-1])
    assert place == ("Сумах", "event")


def test_a_german_noun_is_a_town_only_where_something_makes_it_one() -> None:
    assert places("de", "Das Buch fehlt in Sumy.", "Das Buch fehlt in Sumy") == [[("Sumy", "event")]]


@pytest.mark.parametrize(
    ("text", "claim", "expected"),
    [
        ("Лікарів перевели до Конотопа. Там відкрили курси.", "Там відкрили курси", [("Конотопа", "event")]),
        (
            "У Лебедин приїхали учні. У нашому місті зачинили школи.",
            "У нашому місті зачинили школи",
            [("Лебедин", "event")],
        ),
        ("Мер Конотопа зачинив школи.", "Мер Конотопа зачинив школи", [("Конотопа", "event"), ("Конотопа", "seat")]),
    ],
)
def test_a_claim_without_a_place_of_its_own_happens_where_it_points_to_or_where_its_body_sits(
    text: str, claim: str, expected: list[tuple[str, str]]
) -> None:
    assert places("uk", text, claim) == [expected]


def test_a_region_without_a_name_is_called_by_the_table() -> None:
    text = "На окупованих територіях видають паспорти."
    reading = read(text, "uk")
    span = Span(0, len(text) - 1)
    claim = Claim(claim_id(reading.document.id, (span,)), reading.document.id, (span,), text, "event", sentence=span)
    [place] = LocateLanguages(Known()).annotate([Reading(reading.document, (*reading.records, claim))])[0]
    assert isinstance(place, Geolocation)
    assert (place.name, place.precision, place.gazetteer_id) == (
        "occupied territories of Ukraine", "vague_region", None,
    )  # fmt: skip
