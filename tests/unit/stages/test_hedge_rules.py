import pytest

from reportedly.records import Level
from tests.unit.stages.attribution_readings import chains, hedges, judged

LEVELS = [
    ("The quay is closed.", "The quay is closed", "L0"),
    ("The mayor said that the quay was closed.", "the quay was closed", "L1"),
    ("Residents said that the quay was closed.", "the quay was closed", "L2"),
    ("The quay is reportedly closed.", "The quay is | closed", "L3"),
    ("The quay will probably close in May.", "The quay will probably close in May", "L4"),
    ("The mayor said that the quay may close.", "the quay may close", "L4"),
    ("The mayor claimed that the quay was closed.", "the quay was closed", "L5"),
    ("The guards allegedly closed the quay.", "The guards | closed the quay", "L5"),
    ("This may cut the incomes of ferry crews.", "This may cut the incomes of ferry crews", "L4"),
    ("A new wave of flight is predicted in Kelmara.", "A new wave of flight is predicted in Kelmara", "L4"),
    ("Changes to the fares are expected soon.", "Changes to the fares are expected soon", "L4"),
    ("Bakeries face the possibility of closure.", "Bakeries face the possibility of closure", "L4"),
    ("The raid led to the reported arrest of two men.", "The raid led to the reported arrest of two men", "L3"),
    ("The quay was flooded in May last year.", "The quay was flooded in May last year", "L0"),
    ("The quay is shut, and might be mined.", "The quay is shut, and might be mined", "L0"),
    ("The quay is shut, and might be mined.", "The quay | might be mined", "L4"),
    ("Little is expected of the council.", "Little is expected of the council", "L0"),
]


@pytest.mark.parametrize(("text", "evidence", "level"), LEVELS)
def test_the_level_is_the_highest_that_applies(text: str, evidence: str, level: str) -> None:
    assert chains(judged(text, evidence))[0][2] == level


def test_a_hedge_works_on_its_own_clause_only() -> None:
    text = "Ferries are reportedly stuck, but two have left."
    reading = judged(text, "Ferries are | stuck", "two have left")
    assert [level for _, _, level in chains(reading)] == ["L3", "L0"]


def test_a_word_in_a_subordinate_clause_does_not_raise_the_level() -> None:
    text = "The quay is closed because ice may form."
    assert chains(judged(text, "The quay is closed because ice may form"))[0][2] == "L0"


def test_a_label_is_stored_and_does_not_raise_the_level() -> None:
    reading = judged("The so-called council closed the quay.", "The so-called council closed the quay")
    assert ("so-called", "LBL") in hedges(reading)
    assert chains(reading)[0][2] == "L0"


def test_reportedly_is_stored_where_a_source_decides_the_level() -> None:
    reading = judged("The quay is reportedly closed, the mayor said.", "The quay is | closed")
    assert ("reportedly", "REP") in hedges(reading)
    assert chains(reading)[0][2] == "L1"


def test_an_unverified_report_gets_a_caveat_for_what_went_before() -> None:
    text = "Residents said that the quay was closed. The report could not be independently verified."
    (level,) = judged(text, "the quay was closed").of(Level)
    assert level.caveats == ("unverifiable",)


def test_a_corrected_name_gets_a_caveat() -> None:
    text = "The German foreign intelligence service SVR says that the quay was closed."
    (level,) = judged(text, "the quay was closed").of(Level)
    assert "name_error" in level.caveats


def test_the_reason_names_the_root_or_the_word() -> None:
    (level,) = judged("The mayor said that the quay was closed.", "the quay was closed").of(Level)
    assert level.reason == "attributed to The mayor"
    (level,) = judged("The quay may close.", "The quay may close").of(Level)
    assert "may" in level.reason
