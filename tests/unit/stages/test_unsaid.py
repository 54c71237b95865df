"""What nobody said: openings that contradict, what was withheld or not confirmed, and how far hedges and caveats reach."""

import pytest

from reportedly.records import Attribution, Claim, Hedge, Level, StatusObservation
from reportedly.stages.extraction.unsaid import in_aside, only_unchecked
from reportedly.stages.extraction.wording import proposition
from reportedly.stages.glossed.unsaid import only_unchecked as checked_nothing
from tests.unit.stages.test_denials import read, told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Contrary to what the mayor said, the schools are open.", "The schools are open"),
        ("Contrary to the governor's claims, the bridge has been repaired.", "The bridge has been repaired"),
        ("Unlike what state television reported, the market is empty.", "The market is empty"),
        ("Despite what officials claim, the pensions were paid late.", "The pensions were paid late"),
    ],
)
def test_who_is_contradicted_is_not_the_source_of_the_contrary(text: str, said: str) -> None:
    where = read(text)
    assert told(where) == [(said, "+", "-")]
    assert where.of(Level)[0].level == "L0"


@pytest.mark.parametrize(
    "text",
    [
        "He did not say who had laid the mines.",
        "The statement does not say who sent them.",
        "The governor did not specify how many were detained.",
        "Officials would not say whether the plant had been damaged.",
        "The spokesman declined to say when the bridge would reopen.",
        "Nobody could say where the children had been taken.",
        "The ministry did not say that the road was open.",
        "The mayor has not said whether heating will start.",
        "Quayside Post was unable to check the matter.",
        "The editors could not verify the reports.",
        "The claim could not be independently verified.",
        "Reporters have not been able to confirm these accounts.",
    ],
)
def test_what_is_withheld_or_was_not_checked_is_no_claim(text: str) -> None:
    where = read(text)
    assert told(where) == []
    assert not where.of(StatusObservation)


def test_what_somebody_was_not_told_is_so_all_the_same() -> None:
    assert told(read("Residents were not told that the well is dry."))[0][0] == "The well is dry"


@pytest.mark.parametrize(
    "text",
    [
        "The mission said it could not confirm that water had been cut off.",
        "The mission was unable to confirm that water had been cut off.",
        "The mission cannot confirm that water had been cut off.",
    ],
)
def test_what_could_not_be_confirmed_is_nobodys_word_for_it(text: str) -> None:
    where = read(text)
    [claim] = where.of(Claim)
    said = where.first(Attribution, claim.id)
    assert claim.proposition == "Water had been cut off."
    assert claim.polarity == "u"
    assert claim.is_unconfirmed
    assert said is not None
    assert [(k.span.of(where.text), k.commitment) for k in said.links if k.span] == [("The mission", "Uu")]
    assert not where.of(StatusObservation)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Мер не сказав, хто замінував школу."),
        ("uk", "Губернатор не уточнив, скільки лікарень закрили."),
        ("ru", "Мэр не сказал, кто закрыл больницу."),
        ("ru", "Губернатор не сообщил, когда откроют школу."),
        ("de", "Der Bürgermeister sagte nicht, wer die Schule geschlossen hat."),
    ],
)
def test_what_is_withheld_is_no_claim_in_any_language(language: str, text: str) -> None:
    assert told(read(text, language)) == []


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("uk", "У місії заявили, що не можуть підтвердити, що воду відключили.", "Воду відключили"),
        ("ru", "В миссии заявили, что не могут подтвердить, что воду отключили.", "Воду отключили"),
        ("de", "Die Mission teilte mit, sie könne nicht bestätigen, dass die Schule geschlossen wurde.", "Die Schule geschlossen wurde"),
    ],
)  # fmt: skip
def test_what_could_not_be_confirmed_is_left_open_in_any_language(language: str, text: str, said: str) -> None:
    where = read(text, language)
    [claim] = where.of(Claim)
    assert (claim.proposition, claim.polarity, claim.is_unconfirmed) == (f"{said}.", "u", True)
    assert not where.of(StatusObservation)


@pytest.mark.parametrize(
    ("language", "printed", "nothing"),
    [
        ("uk", "Редакція не змогла перевірити цю інформацію", True),
        ("ru", "Независимо подтвердить ни одно из заявлений не удалось", True),
        ("ru", "Проверить это невозможно", True),
        ("de", "Die Redaktion konnte die Angaben nicht überprüfen", True),
        ("ru", "Врачи не могут подтвердить, что в больнице есть инсулин", False),
        ("ru", "Жители не могут подтвердить право на квартиру в новом реестре и теряют её", False),
        ("de", "Die Klinik konnte im Mai nicht öffnen", False),
    ],
)
def test_a_clause_on_checking_alone_says_nothing_in_any_language(language: str, printed: str, nothing: bool) -> None:
    assert checked_nothing(printed, language) is nothing


def unverifiable(text: str) -> list[str]:
    where = read(text)
    levels = {level.claim: level for level in where.of(Level)}
    return [c.proposition for c in where.of(Claim) if "unverifiable" in levels[c.id].caveats]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "Trains were cancelled. The order came from the army, a guard said. The Post cannot confirm the order.",
            ["The order came from the army."],
        ),
        (
            "Prices have doubled. Traders said that salt is gone. The Post was unable to verify the report.",
            ["Salt is gone."],
        ),
        (
            (
                "The army took the mill. Villagers said the grain was seized. The council said the grain was bought. "
                "The Post could not independently verify either account."
            ),
            ["The grain was seized.", "The grain was bought."],
        ),
        (
            "The mill is shut, a guard said. The port is shut, a pilot said. This could not be confirmed.",
            ["The port is shut."],
        ),
        (
            "The mill is shut.\n\nThe port is shut, a pilot said.\n\nThe claim could not be independently verified.",
            ["The port is shut."],
        ),
        (
            "TWO HELD IN VELL\n\nTwo men were held in Vell, a guard said. The claim could not be independently verified.",
            ["TWO HELD IN VELL.", "Two men were held in Vell."],
        ),
    ],
)
def test_a_caveat_reaches_the_attribution_before_it_or_what_it_names(text: str, meant: list[str]) -> None:
    assert unverifiable(text) == meant


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("The soldiers appear to have left, and the school has closed.", ["L4", "L0"]),
        ("The mill reportedly burned, and the bridge is open.", ["L3", "L0"]),
        ("Reportedly, the mill burned and the bridge fell.", ["L3", "L3"]),
        ("The cinema, which reportedly lost its roof in May, had reopened.", ["L0"]),
        ("The mill, which allegedly belongs to a trader, was closed on Monday.", ["L0"]),
        ("It is believed that the others fled.", ["L3"]),
        ("Rumours have it that the mill has closed.", ["L3"]),
        ("The Dawn's sources claim the port is mined.", ["L5"]),
    ],
)
def test_a_hedge_stays_in_its_clause(text: str, levels: list[str]) -> None:
    where = read(text)
    assert [level.level for level in where.of(Level)] == levels
    assert where.of(Hedge), "the word is listed"


def test_who_reportedly_told_an_outlet_is_the_source_of_what_stands_before() -> None:
    where = read("The bakery may have been closed, a resident of Vell reportedly told Coast Wire.")
    assert told(where) == [("The bakery may have been closed", "+", "a resident of Vell CT+")]


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("The cinema, which reportedly lost its roof, had reopened.", True),
        ("The school, reportedly hit in March, works again.", True),
        ("The army hit the cinema, which reportedly lost its roof.", False),
        ("The cinema reportedly lost its roof, residents said.", False),
        ("Reportedly, the cinema lost its roof.", False),
    ],
)
def test_an_aside_is_one_that_its_sentence_goes_on_behind(text: str, aside: bool) -> None:
    start = text.lower().index("reportedly")
    assert in_aside(text, start, start + len("reportedly")) is aside


@pytest.mark.parametrize(
    ("wording", "nothing"),
    [
        ("Quayside Post was unable to check the matter", True),
        ("These figures have not been independently verified", True),
        ("There is no independent confirmation", True),
        ("Doctors could not confirm whether the shop is open", False),
        ("The clinic could not be reached", False),
        ("Guards check every passport", False),
        ("The mayor later confirmed the reports", True),
        ("The mayor confirmed the arrests", False),
    ],
)
def test_a_clause_on_checking_alone_says_nothing(wording: str, nothing: bool) -> None:
    assert only_unchecked(wording) is nothing


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (['"The pumping station had been mined,"'], "The pumping station had been mined."),
        (['"The bridge is gone,"', '"and the ferry, too."'], "The bridge is gone, and the ferry, too."),
        (["“Flour has run out,”"], "Flour has run out."),
        (["„Das Werk steht still“"], "Das Werk steht still."),
        (["Officials spoke of a “cleansing” of schools"], "Officials spoke of a “cleansing” of schools."),
        (["They want “order” and “calm”"], "They want “order” and “calm”."),
    ],
)
def test_a_proposition_has_no_debris_of_a_quotation(pieces: list[str], expected: str) -> None:
    assert proposition(pieces) == expected
