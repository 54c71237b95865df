"""Denials: what somebody denies has polarity − and him as its source, wherever it was said before."""

import pytest

from reportedly.ingest.passing import text_in_passing
from reportedly.interfaces import ClaimView
from reportedly.models.tagger import Tagger
from reportedly.records import Attribution, Claim, Hedge, Level, Reading, Relation, StatusObservation
from reportedly.stages.attribute_languages import AttributeLanguages
from reportedly.stages.attribute_rules import AttributeRules
from reportedly.stages.attribute_tagger import AttributeTagger
from reportedly.stages.chain import ChainRules
from reportedly.stages.chain_languages import ChainLanguages
from reportedly.stages.code import CodeRules
from reportedly.stages.cues import load_lexicon
from reportedly.stages.extract import ExtractRules
from reportedly.stages.extraction.denial import points_back
from reportedly.stages.extraction.sight import weighed_again
from reportedly.stages.glossed.stages import ExtractLanguages, by_language
from reportedly.stages.hedge import HedgeRules
from reportedly.stages.hedge_languages import HedgeLanguages
from reportedly.stages.segment import SegmentRules
from reportedly.stages.status import StatusRules
from tests.unit.stages.claim_views import FakeReader, reading, view

LEXICON = load_lexicon("en")
STAGES = (
    SegmentRules(),
    AttributeTagger(LEXICON, Tagger(), AttributeRules(LEXICON)),
    AttributeLanguages(),
    ExtractRules(),
    ExtractLanguages(),
    ChainRules(LEXICON),
    ChainLanguages(),
    HedgeRules(LEXICON),
    HedgeLanguages(),
    by_language(CodeRules(), lambda printed: CodeRules(printed=printed)),
    by_language(StatusRules(), lambda printed: StatusRules(printed=printed)),
)


def read(text: str, language: str = "en") -> Reading:
    made = Reading(text_in_passing(text, language))
    for stage in STAGES:
        if not stage.info.languages or language in stage.info.languages:
            made = made.plus(stage.annotate([made])[0])
    return made


def told(where: Reading) -> list[tuple[str, str, str]]:
    """Return proposition, polarity and root of every claim, with what the root commits itself to."""
    found: list[tuple[str, str, str]] = []
    for claim in where.of(Claim):
        said = where.first(Attribution, claim.id)
        root = said.links[-1] if said is not None and said.links else None
        name = f"{root.span.of(where.text)} {root.commitment}" if root is not None and root.span is not None else "-"
        found.append((claim.proposition.rstrip("."), claim.polarity, name))
    return found


@pytest.mark.parametrize(
    ("language", "text", "said", "denier"),
    [
        ("en", "Residents of Tolvik say that the clinic has closed. The ministry denies this.", "The clinic has closed", "The ministry"),
        ("en", "Water in Tolvik has been cut off, the union said. The council denied this on Tuesday.", "Water in Tolvik has been cut off", "The council"),
        ("en", "Teachers were detained, a nurse said. Police rejected the claim as false.", "Teachers were detained", "Police"),
        ("en", "The school is shut, parents said.\n\nThe mayor denied any of this.", "The school is shut", "The mayor"),
        ("en", "The clinic has no doctors, nurses said, but the department denies it.", "The clinic has no doctors", "the department"),
        ("en", "The road is closed, drivers said. The report is a lie, the governor said.", "The road is closed", "the governor"),
        ("ru", "Жители Толвика говорят, что больница закрыта. В министерстве это отрицают.", "Больница закрыта", "министерстве"),
        ("ru", "По словам жителей, школу закрыли. Мэр опроверг эту информацию.", "Школу закрыли", "Мэр"),
        ("ru", "Больница закрыта, сообщила медсестра. «Это ложь», — заявил губернатор.", "Больница закрыта", "губернатор"),
        ("uk", "Мешканці кажуть, що лікарня зачинена. У міністерстві це заперечують.", "Лікарня зачинена", "міністерстві"),
        ("uk", "Школу закрили, повідомила вчителька. Цю інформацію спростував мер.", "Школу закрили", "мер"),
        ("uk", "Школу закрили, кажуть батьки. Адміністрація відкидає ці звинувачення.", "Школу закрили", "Адміністрація"),
        ("de", "Bewohner sagen, die Klinik sei geschlossen. Das Ministerium bestreitet dies.", "Die Klinik sei geschlossen", "Das Ministerium"),
        ("de", "Die Schule ist geschlossen, berichten Anwohner. Der Landrat wies die Vorwürfe zurück.", "Die Schule ist geschlossen", "Der Landrat"),
        ("de", "Die Schule ist geschlossen, berichten Anwohner. Die Stadt hat dies bestritten.", "Die Schule ist geschlossen", "Die Stadt"),
    ],
)  # fmt: skip
def test_what_a_denial_points_back_to_is_denied_by_its_source(language: str, text: str, said: str, denier: str) -> None:
    where = read(text, language)
    first, second = told(where)
    assert first[:2] == (said, "+")
    assert second == (said, "-", f"{denier} CT-")
    whole = where.of(Claim)[1]
    assert whole.evidence[-1].of(where.text).startswith(denier) or denier in whole.evidence[-1].of(where.text)
    assert where.first(Level, whole.id).level == "L1"  # type: ignore[union-attr]
    assert not where.about(StatusObservation, whole.id)


@pytest.mark.parametrize(
    ("language", "text", "said", "denier"),
    [
        ("en", "The mayor denied that the school had been shut.", "The school had been shut", "The mayor"),
        ("en", "The mayor denies that there is no insulin in the clinic.", "There is no insulin in the clinic", "The mayor"),
        ("en", "The governor dismissed claims of a fuel shortage as nonsense.", "A fuel shortage", "The governor"),
        ("ru", "В департаменте отрицают, что в больнице нет инсулина.", "В больнице нет инсулина", "департаменте"),
        ("ru", "Мэрия отвергла обвинения в том, что пенсии не выплачивают.", "Пенсии не выплачивают", "Мэрия"),
        ("ru", "Глава района опроверг сообщения о закрытии больницы.", "Закрытии больницы", "Глава района"),
        ("uk", "В адміністрації заперечують, що в лікарні немає інсуліну.", "В лікарні немає інсуліну", "адміністрації"),
        ("uk", "Мер спростував інформацію про те, що школу закрили.", "Школу закрили", "Мер"),
        ("uk", "Поліція заперечує затримання вчителів.", "Затримання вчителів", "Поліція"),
        ("de", "Der Bürgermeister bestreitet, dass es kein Insulin gibt.", "Es kein Insulin gibt", "Der Bürgermeister"),
        ("de", "Das Ministerium wies Berichte zurück, wonach die Schule geschlossen wurde.", "Die Schule geschlossen wurde", "Das Ministerium"),
    ],
)  # fmt: skip
def test_what_is_denied_in_one_sentence_stays_denied(language: str, text: str, said: str, denier: str) -> None:
    where = read(text, language)
    assert told(where) == [(said, "-", f"{denier} CT-")]
    assert not where.of(StatusObservation)
    assert any(r.cue_type == "DEN" for r in where.of(Relation))
    assert any(h.type == "DEN" for h in where.of(Hedge))


def test_who_denies_what_another_denied_denies_the_same() -> None:
    where = read("The school is shut, parents said. The mayor denied it. The governor denied this, too.")
    assert told(where)[1:] == [
        ("The school is shut", "-", "The mayor CT-"),
        ("The school is shut", "-", "The governor CT-"),
    ]


def test_a_denial_with_nothing_before_it_claims_nothing() -> None:
    assert told(read("The ministry denies this. The school is shut.")) == [("The school is shut", "+", "-")]


def test_a_denied_denial_comes_to_what_it_denies() -> None:
    where = read("Nobody was killed in Tolvik, police said. The union denied this.")
    first, second = where.of(Claim)
    assert (first.polarity, first.comes_to) == ("-", "-")
    assert (second.polarity, second.comes_to) == ("-", "+")


@pytest.mark.parametrize(
    ("language", "words", "back"),
    [
        ("en", "this", True),
        ("en", "the Ukrainian allegations as baseless", True),
        ("en", "that in the town there is no water", False),
        ("en", "the report that water was cut off", False),
        ("de", "es in der Stadt kein Insulin gibt", False),
        ("de", "die Vorwürfe entschieden zurück", True),
        ("ru", "эти сообщения", True),
        ("uk", "інформацію про школу", False),
    ],
)
def test_words_point_back_where_they_say_nothing_themselves(language: str, words: str, back: bool) -> None:
    assert points_back(words, language) is back


NEGATIVE = view(choices={"polarity": {"-": 0.97, "+": 0.03}})


def seen(text: str, given: ClaimView = NEGATIVE) -> list[str]:
    where = reading(text)
    (records,) = ExtractRules().annotate([where])
    claims = [r for r in records if isinstance(r, Claim)]
    read_by = FakeReader({span.of(where.text): given for c in claims for span in c.evidence})
    return [c.polarity for c in weighed_again(read_by, where, claims)]


@pytest.mark.parametrize(
    "text",
    [
        "Surgeons had been flown in from Vell.",
        "The market in Vell was sold.",
        "Twelve villagers had been detained.",
        "Half of the doctors had left en masse.",
        "Patients must show passports.",
        "The market was shut.",
        "Parents were threatened with fines.",
        "Flats had been handed to officers.",
        "The bridge was blown up in the night.",
        "Fuel was rationed in March.",
        "The old hospital had been pulled down.",
        "Two teachers were released on Friday.",
    ],
)
def test_a_reader_denies_nothing_that_no_word_denies(text: str) -> None:
    assert seen(text) == ["+"]


@pytest.mark.parametrize(
    "text",
    [
        "The school was never closed.",
        "Residents have not been moved.",
        "None of the shops had been sold.",
        "The reports of a shortage were made up.",
    ],
)
def test_a_reader_may_deny_what_a_word_denies(text: str) -> None:
    assert seen(text) == ["-"]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Most doctors rejected contracts with the occupiers.",
            [("Most doctors rejected contracts with the occupiers", "+")],
        ),
        ("Parents rejected the offers of the new school.", [("Parents rejected the offers of the new school", "+")]),
        (
            "The council rejected the statement of the energy department that supply was complete.",
            [("Supply was complete", "-")],
        ),
    ],
)
def test_what_is_turned_down_is_not_denied_and_whose_statement_it_was_is_no_matter_of_it(
    text: str, claims: list[tuple[str, str]]
) -> None:
    assert [(proposition, polarity) for proposition, polarity, _ in told(read(text))] == claims
