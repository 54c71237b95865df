"""Claims of Ukrainian, Russian and German texts."""

import pytest

from reportedly.interfaces import Nearness
from reportedly.models import coding, weights
from reportedly.records import Claim, Coding, Quantity, Reading, Relation, Span, StatusObservation, Timing
from reportedly.stages.code import CodeRules
from reportedly.stages.date import DateRules
from reportedly.stages.extract_languages import ExtractLanguages
from reportedly.stages.glossed.also import AlsoGlossed
from reportedly.stages.glossed.reader import GlossReader
from reportedly.stages.glossed.words import LANGUAGES
from reportedly.stages.quantify import QuantifyRules
from reportedly.stages.segment import SegmentRules
from reportedly.stages.status import StatusRules
from tests.unit.stages.claim_views import FakeReader, view
from tests.unit.stages.glossing import document, read
from tests.unit.stages.posts_without_claims import POSTS


def claims(language: str, text: str, reader: FakeReader | None = None) -> list[Claim]:
    return list(read(text, language, ExtractLanguages(reader or FakeReader())).of(Claim))


def printed(language: str, text: str) -> list[str]:
    return [claim.evidence[0].of(text) for claim in claims(language, text)]


def test_each_statement_of_a_sentence_is_a_claim_in_the_words_of_the_text() -> None:
    text = "Лікарню в Сумах закрили, але аптека працює щодня."
    assert printed("uk", text) == ["Лікарню в Сумах закрили", "аптека працює щодня"]


def test_source_and_cue_are_no_part_of_a_claim() -> None:
    text = "Воду в місті відключили, повідомила міська рада."
    relation = Relation(
        document(text, "uk").id,
        (Span(text.index("міська"), len(text) - 1),),
        (Span(text.index("повідомила"), text.index(" міська")),),
        (Span(0, text.index(",")),),
    )
    reading = Reading(document(text, "uk"))
    reading = reading.plus(SegmentRules().annotate([reading])[0]).plus([relation])
    [records] = ExtractLanguages(FakeReader()).annotate([reading])
    assert [claim.evidence[0].of(text) for claim in records if isinstance(claim, Claim)] == ["Воду в місті відключили"]


def test_where_a_source_stands_in_the_middle_the_place_before_it_stays_with_the_claim() -> None:
    text = "У Конотопі, за словами мера, третій день немає води."
    at = text.index("за словами")
    relation = Relation(
        document(text, "uk").id,
        (Span(text.index("мера"), text.index("мера") + 4),),
        (Span(at, at + 10),),
        (Span(0, 10), Span(text.index("третій"), len(text) - 1)),
    )
    reading = Reading(document(text, "uk"))
    reading = reading.plus(SegmentRules().annotate([reading])[0]).plus([relation])
    [[claim]] = ExtractLanguages(FakeReader()).annotate([reading])
    assert isinstance(claim, Claim)
    assert [span.of(text) for span in claim.evidence] == ["У Конотопі", "третій день немає води"]


def test_a_headline_without_a_predicate_is_no_claim() -> None:
    text = "Хода з картонною лікарнею\n\nМедсестри пройшли до собору."
    assert printed("uk", text) == ["Медсестри пройшли до собору"]


def test_what_the_reader_takes_for_no_claim_is_left_out() -> None:
    none = FakeReader(default=view(standing={"none": 0.9, "claim": 0.1, "routed": 0.0}))
    assert claims("ru", "В городе нет воды.", none) == []


def test_without_a_reader_a_rule_of_coding_decides() -> None:
    text = "В больнице нет врачей. Музыка играла до самого вечера."
    found = read(text, "ru", ExtractLanguages(None)).of(Claim)
    assert [claim.evidence[0].of(text) for claim in found] == ["В больнице нет врачей"]


def test_claims_given_by_their_evidence_keep_it() -> None:
    text = "Школу закрили. Міст відкрили."
    reading = read(text, "uk")
    found = ExtractLanguages(FakeReader()).given(reading, [(Span(0, 5), Span(6, 13)), (Span(15, 28),)])
    assert [claim.evidence for claim in found] == [(Span(0, 5), Span(6, 13)), (Span(15, 28),)]


@pytest.mark.parametrize(
    ("language", "text", "realis"),
    [
        ("uk", "Пенсії у Конотопі видали у вівторок.", "occurred"),
        ("uk", "У Конотопі не видають пенсії.", "ongoing"),
        ("uk", "У квітні в Конотопі відкриють нову школу.", "planned"),
        ("uk", "Електрики намагаються запустити підстанцію.", "attempted"),
        ("uk", "Банк не зміг відкрити відділення.", "failed"),
        ("uk", "Мер наказав закрити ринок.", "ordered"),
        ("uk", "Воду вмикають щодня на дві години.", "habitual"),
        ("ru", "Пенсии выдали во вторник.", "occurred"),
        ("ru", "В городе нет воды.", "ongoing"),
        ("ru", "Весной построят новый мост.", "planned"),
        ("ru", "Если починят насос, воду дадут вечером.", "conditional"),
        ("ru", "Дорогу закрыть не удалось.", "failed"),
        ("de", "Die Bank schloss am Montag ihre Filiale.", "occurred"),
        ("de", "Die Ärzte haben den Vertrag nicht unterschrieben.", "occurred"),
        ("de", "Seit Montag fährt kein Bus.", "ongoing"),
        ("de", "Die Schule soll im Mai öffnen.", "planned"),
        ("de", "Der Rat ordnete die Schließung der Märkte an.", "ordered"),
    ],
)
def test_the_words_of_the_language_tell_how_a_claim_stands_in_the_world(language: str, text: str, realis: str) -> None:
    assert [claim.realis for claim in claims(language, text)] == [realis]


def test_occupied_land_alone_is_no_claim_of_control() -> None:
    [claim] = claims("uk", "На окупованих територіях видають нові паспорти.")
    assert claim.kind != "control"
    [claim] = claims("uk", "Місто перейшло під контроль нової адміністрації.")
    assert claim.polarity == "+"


def test_codings_of_a_gloss_come_back_to_the_claims_of_the_text() -> None:
    text = "Лікарі відмовилися працювати в лікарні."
    reading = read(text, "uk", ExtractLanguages(FakeReader()), AlsoGlossed(CodeRules()))
    [claim] = reading.of(Claim)
    [coding_] = reading.of(Coding)
    assert coding_.claim == claim.id
    assert coding_.category == "GUO.B02"
    assert all(role.span is None or role.span.end <= len(text) for role in coding_.roles)


def test_english_documents_are_handed_on_as_they_are() -> None:
    stage = AlsoGlossed(CodeRules())
    assert stage.info.languages == ("en", *LANGUAGES)
    assert stage.info.producer == CodeRules().info.producer


def test_states_of_services_are_read_from_the_gloss() -> None:
    text = "В Сумах школа закрыта."
    stages = (ExtractLanguages(FakeReader()), AlsoGlossed(CodeRules()), AlsoGlossed(StatusRules()))
    [state] = read(text, "ru", *stages).of(StatusObservation)
    assert (state.sector, state.status) == ("education", "none")


@pytest.mark.parametrize(
    ("language", "text", "span", "best"),
    [
        ("uk", "Роздали понад 20 тисяч наборів їжі.", "понад 20 тисяч наборів", 20000),
        ("ru", "Помощь получили около 150 жителей.", "около 150 жителей", 150),
        ("de", "Rund 800 Haushalte erhielten Mehl.", "Rund 800 Haushalte", 800),
        ("uk", "Закрили три школи в районі.", "три школи", 3),
    ],
)
def test_numbers_are_printed_as_in_the_text(language: str, text: str, span: str, best: float) -> None:
    [quantity] = read(text, language, ExtractLanguages(FakeReader()), AlsoGlossed(QuantifyRules())).of(Quantity)
    assert quantity.span.of(text).startswith(span.split(maxsplit=1)[0])
    assert quantity.best == best


@pytest.mark.parametrize(
    ("language", "text", "event", "span"),
    [
        ("uk", "Школу закрили 3 березня 2026 року.", "2026-03-03", "3 березня 2026"),
        ("ru", "Воду отключили вчера вечером.", "2026-05-11", "вчера"),
        ("de", "Am 3. März 2026 schloss die Post.", "2026-03-03", "3. März 2026"),
        ("uk", "Воду відключили 12 травня.", "2026-05-12", "12 травня"),
    ],
)
def test_days_are_read_from_the_gloss(language: str, text: str, event: str, span: str) -> None:
    stages = (ExtractLanguages(FakeReader()), AlsoGlossed(DateRules()))
    [timing] = read(text, language, *stages, published="2026-05-12T10:00:00Z").of(Timing)
    assert timing.event == event
    assert timing.span is not None
    assert timing.span.of(text) == span


def test_a_reader_of_glosses_holds_routing_codes_back() -> None:
    near = (Nearness("X03", 0.36, "a"), Nearness("GUO.F04", 0.35, "b"), Nearness("GUO.E04", 0.29, "c"))
    [found] = GlossReader(FakeReader(default=view(near=near))).read("a b", [Span(0, 3)], [[Span(0, 3)]])
    assert found is not None
    assert [n.code for n in found.near] == ["GUO.F04", "X03", "GUO.E04"]
    assert sum(n.score for n in found.near) == pytest.approx(1.0)


@pytest.mark.skipif(not weights.present(coding.GRAPH), reason="needs the weights of the reader of claims")
def test_posts_that_claim_nothing_have_hardly_any_claim() -> None:
    from reportedly.assembly import claim_reader, coder

    stages = (ExtractLanguages(claim_reader()), coder())
    wrong = [
        text
        for language, posts in POSTS.items()
        for text in posts
        if any(c.category.startswith("GUO") for c in read(text, language, *stages).of(Coding))
    ]
    assert len(wrong) <= 0.1 * sum(map(len, POSTS.values())), wrong
