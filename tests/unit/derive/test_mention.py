from collections.abc import Sequence

import pytest

from reportedly.derive.align import Index
from reportedly.derive.mention import SURE, cites, mentioned
from reportedly.derive.sketch import sketch_of
from reportedly.gloss import Lexicon, Marker
from reportedly.gloss import load as word_list
from tests.unit.derive.reports import a_report
from tests.unit.derive.sides import MARKER, a_side

PLACES = dict.fromkeys(("Tolmen", "Толмен", "Толмена", "Толмені", "Толмене"), ("t:1",))


def find(name: str) -> Sequence[str]:
    return PLACES.get(name, ())


PLACED = Marker(word_list(), find)


def share(text: str, name: str, language: str = "en", *, own: Marker = MARKER, longer: tuple[str, ...] = ()) -> float:
    units = a_side(text, language, own=own).units
    return mentioned(units, [own.name(name, "en")], [own.name(other, "en") for other in longer])[0]


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("Northern Bulletin", "The works is closed, the Northern Bulletin reported.", "en"),
        ("Northern Messenger", "Das Werk sei geschlossen, meldet der Nördliche Bote.", "de"),
        ("Northern Messenger", "So steht es im Nördlichen Boten von heute.", "de"),
        ("Northern Bulletin", "Завод зачинено, повідомляє Північний вісник.", "uk"),
        ("Northern Bulletin", "Про це йдеться у повідомленні Північного вісника.", "uk"),
        ("Northern Bulletin", "Завод закрыт, сообщает Северный вестник.", "ru"),
        ("Northern Bulletin", "Об этом говорится в сообщении Северного вестника.", "ru"),
    ],
)
def test_an_outlet_is_found_by_its_translated_name_in_any_case(name: str, text: str, language: str) -> None:
    assert share(text, name, language) >= SURE


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Shevardov told the Zorvanok desk so.", "en"),
        ("So steht es bei Sorwanok und anderen.", "de"),
        ("Про це пише Зорванок з посиланням на завод.", "uk"),
        ("Как сообщили в Зорванке и на заводе.", "ru"),
        ("Об этом пишет издание Зорванок.", "ru"),
    ],
)
def test_an_outlet_of_one_invented_word_is_found_by_its_spelling(text: str, language: str) -> None:
    assert share(text, "Zorvanok", language) >= SURE


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Tolmen Herald reported it.", "en"),
        ("Об этом написал Толменский вестник из Толмена.", "ru"),
        ("Про це пише вісник Толмена.", "uk"),
    ],
)
def test_a_place_in_a_name_is_found_by_the_gazetteer(text: str, language: str) -> None:
    own = Marker(Lexicon(["the\t\t\t", *(f"f{n}\t\t\t" for n in range(400)), "herald\tBote\tвісник\tвестник"]), find)
    assert share(text, "Tolmen Herald", language, own=own) >= SURE


@pytest.mark.parametrize(
    "text",
    [
        "The northern bank is closed. A herald came.",
        "A herald of spring, the ferry runs again on the river below the old northern bridge.",
        "The works is closed, the Southern Herald reported.",
    ],
)
def test_words_of_a_name_that_do_not_stand_together_are_no_mention(text: str) -> None:
    assert share(text, "Northern Herald") < SURE


def test_a_common_word_is_no_name_of_one_word() -> None:
    assert share("The bridge is closed.", "Bridge") == 0.0


def test_an_office_is_not_the_body_whose_name_its_own_name_holds() -> None:
    text = "Water is short, the Health Desk of the Zorvik Board said."
    assert share(text, "Zorvik Board") >= SURE
    assert share(text, "Zorvik Board", longer=("Health Desk of the Zorvik Board",)) < SURE
    beside = text + " The Zorvik Board denied it."
    assert share(beside, "Zorvik Board", longer=("Health Desk of the Zorvik Board",)) >= SURE


def test_the_sentence_that_names_it_is_told() -> None:
    units = a_side("Water is short. So the Zorvik Herald wrote.").units
    assert mentioned(units, [MARKER.name("Zorvik Herald", "en")]) == (1.0, 1)
    assert mentioned(units, []) == (0.0, None)


def test_an_outlet_that_names_itself_cites_nobody() -> None:
    cited = sketch_of(a_report("Water is short.", publisher="Zorvik Herald"), MARKER, "s:zorvik")
    text = "Water is short, the Zorvik Herald wrote."
    for publisher, sure in (("s:zorvik", False), ("s:other", True), (None, True)):
        citing = sketch_of(a_report(text, publisher="Zorvik Herald"), MARKER, publisher)
        found, _ = cites(citing, Index.of(citing.units), cited)
        assert (found >= SURE) == sure


def test_a_document_without_a_publisher_is_cited_by_nobody() -> None:
    cited = sketch_of(a_report("Water is short.", publisher=None), MARKER, None)
    citing = a_side("Water is short, the Zorvik Herald wrote.")
    assert cites(citing.sketch, citing.index, cited) == (0.0, None)
