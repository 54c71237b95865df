import time
from pathlib import Path
from typing import Any

import pytest

from reportedly.control import Asker, Outline, Series, Sides, Unit, compare, control_assertions, said_line
from reportedly.control.wording import denied, frames
from reportedly.interfaces import Shape
from reportedly.records import ControlAssertion, RegisteredBody, RegisteredName, Source, Standing, Theatre
from tests.unit.control.made import DAY, HELD, collection, feature, keep, reading, square

THEATRE = Theatre(
    id="made",
    sources=(
        Source("s:board", "Orlivsk Installed Board", side="controlling", aliases=("the board",)),
        Source("s:council", "Orlivsk Council", side="displaced", aliases=("the council",)),
        Source("s:league", "River League", side="rival"),
        Source("s:mission", "Kestrel Mission", side="neutral_monitor"),
    ),
)
SIDES = Sides(THEATRE)


def said(text: str, **more: Any) -> list[tuple[Any, ...]]:
    return [(a.name, a.hold, a.degree, a.controller.entity) for a in control_assertions(reading(text, **more), SIDES)]


@pytest.mark.parametrize(
    ("text", "speaker", "hold"),
    [
        ("They hold Orlivsk, the militia said", "the militia", "held"),
        ("We control Orlivsk, the militia commander said", "the militia commander", "held"),
        ("It controls Orlivsk, the board said", "the board", "held"),
        ("Its troops captured Orlivsk, the ministry said", "the ministry", "gained"),
        ("They had taken control of the town of Orlivsk, fighters claimed", "fighters", "gained"),
        ("It has retaken Orlivsk, the army says", "the army", "gained"),
        ("It no longer holds Orlivsk, the army said", "the army", "lost"),
        ("They had been driven out of Orlivsk, fighters said", "fighters", "lost"),
    ],
)
def test_who_speaks_of_themselves_is_who_holds_the_place(text, speaker, hold):
    assert said(text, said_by=speaker) == [("Orlivsk", hold, "unknown", speaker)]


def test_a_pronoun_without_a_speaker_names_nobody():
    assert said("They hold Orlivsk.") == [("Orlivsk", "held", "unknown", None)]


@pytest.mark.parametrize(
    ("text", "hold", "degree", "holder"),
    [
        ("The militia captured the town of Orlivsk.", "gained", "unknown", "The militia"),
        ("The militia took full control of Orlivsk.", "gained", "full", "The militia"),
        ("Orlivsk fell to the militia on Monday.", "gained", "unknown", "the militia"),
        ("Orlivsk was retaken by the army last week.", "gained", "unknown", "the army"),
        ("Orlivsk was lost to the militia.", "gained", "unknown", "the militia"),
        ("Orlivsk fell on Monday.", "gained", "unknown", None),
        ("The board controls Orlivsk.", "held", "unknown", "The board"),
        ("The board has run Orlivsk since June.", "held", "unknown", "The board"),
        ("Orlivsk is under the control of the board.", "held", "unknown", "the board"),
        ("Orlivsk has been under militia rule for weeks.", "held", "unknown", "militia"),
        ("Orlivsk is in rebel hands.", "held", "unknown", "rebel"),
        ("Half of Orlivsk is held by the army.", "held", "partial", "the army"),
        ("The army holds about 70% of Orlivsk.", "held", "partial", "The army"),
        ("All of Orlivsk is occupied by the army.", "held", "full", "the army"),
        ("Orlivsk is contested.", "held", "contested", None),
        ("Neither side controls Orlivsk.", "held", "contested", None),
        ("The militia lost control of Orlivsk.", "lost", "unknown", "The militia"),
        ("The militia withdrew from Orlivsk.", "lost", "unknown", "The militia"),
        ("The militia withdrew its forces from the town of Orlivsk.", "lost", "unknown", "The militia"),
        ("The militia was driven out of Orlivsk.", "lost", "unknown", "The militia"),
        ("The militia no longer holds Orlivsk.", "lost", "unknown", "The militia"),
        ("Orlivsk is no longer held by the militia.", "lost", "unknown", "the militia"),
        ("The militia failed to hold Orlivsk.", "lost", "unknown", "The militia"),
        ("The militia failed to take Orlivsk.", "not_held", "unknown", "The militia"),
        ("The militia does not control Orlivsk.", "not_held", "unknown", "The militia"),
        ("Orlivsk is not under the control of the militia.", "not_held", "unknown", "the militia"),
        ("The militia never captured Orlivsk.", "not_held", "unknown", "The militia"),
        ("The militia has not lost control of Orlivsk.", "held", "unknown", "The militia"),
    ],
)
def test_a_wording_says_who_holds_or_has_lost_a_place(text: str, hold: str, degree: str, holder: str | None) -> None:
    assert said(text) == [("Orlivsk", hold, degree, holder)]


@pytest.mark.parametrize(
    "text",
    [
        "The army seized a bank in Orlivsk.",
        "A warehouse in Orlivsk was captured by the army.",
        "The board controls access to water in Orlivsk.",
        "The company lost 40 workers in Orlivsk.",
        "Troops withdrew from positions near Orlivsk.",
        "The mayor holds office hours in Orlivsk.",
        "The line runs east of Orlivsk.",
        "Prices fell in Orlivsk.",
        "Troops entered Orlivsk.",
        "The result of the vote in Orlivsk is disputed.",
    ],
)
def test_what_only_happens_in_a_place_says_nothing_of_who_holds_it(text: str) -> None:
    assert said(text) == []


def test_a_place_that_is_handed_over_is_lost_by_one_and_gained_by_the_other() -> None:
    assert said("The militia ceded Orlivsk to the army.") == [
        ("Orlivsk", "lost", "unknown", "The militia"),
        ("Orlivsk", "gained", "unknown", "the army"),
    ]


def test_every_place_of_a_list_is_spoken_of() -> None:
    found = said("Orlivsk and Dobrovyr were captured by the army.")
    assert [name for name, *_ in found] == ["Orlivsk", "Dobrovyr"]


def test_a_place_of_origin_is_never_held_and_one_that_is_left_is_lost() -> None:
    text = "The militia took control of Orlivsk with men from Gratz."
    assert said(text, places={"Orlivsk": "event", "Gratz": "origin"}) == [
        ("Orlivsk", "gained", "unknown", "The militia")
    ]
    assert said("The board controls Gratz.", places={"Gratz": "origin"}) == []
    assert said("The board controls Gratz.", places={"Gratz": "destination"}) == []
    [left] = control_assertions(reading("The militia withdrew from Orlivsk.", places={"Orlivsk": "origin"}))
    assert (left.hold, left.review) == ("lost", ("the place was read as an origin",))
    text = "The militia withdrew nurses from Gratz."
    assert said(text, places={"Gratz": "origin"}) == []


@pytest.mark.parametrize("realis", ["planned", "ordered", "attempted", "conditional", "hypothetical"])
def test_what_is_not_stated_as_so_is_no_statement(realis: str) -> None:
    assert said("The militia captured Orlivsk.", realis=realis) == []


@pytest.mark.parametrize("kind", ["assessment", "prediction", "legal_characterisation"])
def test_an_opinion_is_no_statement(kind: str) -> None:
    assert said("The militia captured Orlivsk.", kind=kind) == []


def test_a_denial_turns_a_statement_and_a_negation_is_not_turned_twice() -> None:
    assert said("The militia captured Orlivsk.", polarity="-")[0][1] == "not_held"
    assert said("The militia lost control of Orlivsk.", polarity="-")[0][1] == "held"
    assert said("The militia does not control Orlivsk.", polarity="-")[0][1] == "not_held"
    assert denied("held") == "not_held"


def test_which_claims_are_read() -> None:
    text = "The militia captured Orlivsk."
    assert said(text, kind="event", category="X03")
    assert said(text, kind="control", category="GUO.A01")
    assert not said(text, kind="event", category="GUO.C01")
    [worded] = control_assertions(reading(text, kind="event", category="X01"))
    assert worded.review == ("found by its wording, not coded as control",)
    assert not said("The militia controls Orlivsk.", kind="event", category="X01")


def test_an_assertion_has_its_chain_time_and_spans() -> None:
    text = "The militia captured Orlivsk, the army staff said."
    made = reading(text, said_by="the army staff")
    [found] = control_assertions(made)
    assert (found.chain, found.root, found.root_status, found.level) == (
        ("the army staff",),
        "the army staff",
        "named",
        "L1",
    )
    assert (found.interval, found.earliest, found.latest, found.basis) == (f"{DAY}/{DAY}", DAY, DAY, "stated")
    assert found.span.of(text) == "Orlivsk"
    assert found.controller.span is not None
    assert found.controller.span.of(text) == "The militia"
    assert control_assertions(made) == (found,)


@pytest.mark.parametrize(
    ("printed", "role"),
    [
        ("the board", "controlling"),
        ("Orlivsk Council", "displaced"),
        ("fighters of the River League", "rival"),
        ("Kestrel Mission", "unknown"),
        ("the occupation authorities", "controlling"),
        ("the government in exile", "displaced"),
        ("the army", "unknown"),
        ("", "unknown"),
    ],
)
def test_roles_come_from_the_theatre_and_from_words_that_say_them(printed: str, role: str) -> None:
    assert SIDES.of(printed)[0] == role


def test_roles_come_from_the_register_by_name_and_by_country() -> None:
    def body(key: str, name: str, side: Any, country: str) -> RegisteredBody:
        names = (RegisteredName(name, "en"),)
        return RegisteredBody(key, names, "organisation", "military", "made", country=country,
                              standing=(Standing(side, "made", since="2030-01-01"),))  # fmt: skip

    bodies = (
        body("r:1", "Tollmark Border Force", "controlling", "XT"),
        body("r:2", "Hadrovian Guard", "displaced", "XH"),
    )
    sides = Sides(bodies=bodies, countries={"XT": ("Tollmark*",), "XH": ("Hadrovian",)})
    assert sides.of("the Hadrovian Guard")[0] == "displaced"
    assert sides.of("Tollmarkian troops")[0] == "controlling"
    assert sides.of("Tollmarkian troops", "2029-01-01")[0] == "unknown"
    mixed = Sides(bodies=(*bodies, body("r:3", "Tollmark Exiles", "displaced", "XT")), countries={"XT": ("Tollmark*",)})
    assert mixed.of("Tollmarkian troops")[0] == "unknown"


# --- beside the layer

REGION = Unit(
    "Orlivsk region", "t:region", Outline.of(Shape(((tuple(map(tuple, square(-30, 48, 3))),),), "outline", "made"))
)


def beside(folder: Path, text: str, *days: tuple[str, bytes], **more: Any) -> tuple[ControlAssertion, Any]:
    said_in = {key: more.pop(key) for key in ("days", "places") if key in more}
    keep(folder, *(days or ((DAY, HELD),)), **{"entity": "Tollmark", **more})
    [found] = control_assertions(reading(text, **said_in), SIDES)
    with Series(folder / "tern-atlas.sqlite") as series:
        return found, compare(found, Asker(series), unit={"t:region": REGION}.get)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The board controls Orlivsk.", "agree"),
        ("Tollmark controls Orlivsk.", "agree"),
        ("The board controls Dobrovyr.", "differ"),
        ("The board lost control of Orlivsk.", "differ"),
        ("The board does not control Dobrovyr.", "agree"),
        ("The council controls Orlivsk.", "differ"),
        ("The council controls Dobrovyr.", "agree"),
        ("The council lost control of Dobrovyr.", "undecided"),
        ("The army controls Orlivsk.", "undecided"),
        ("Orlivsk fell on Monday.", "undecided"),
        ("Orlivsk is contested.", "differ"),
        ("Half of Orlivsk is held by the board.", "undecided"),
    ],
)
def test_a_statement_stands_beside_what_the_layer_shows(tmp_path: Path, text: str, verdict: str) -> None:
    found, comparison = beside(tmp_path, text)
    assert (comparison.verdict, comparison.assertion) == (verdict, found.id)
    assert comparison.reason
    assert comparison.answers[0].credit == "Control: Tern Atlas, CC0 1.0"


def test_near_the_edge_nothing_is_decided_but_contested_agrees(tmp_path: Path) -> None:
    near = (
        DAY,
        collection(
            feature(square(-29.99, 48, 1), square(-29.5, 48.2, 0.1)),
            feature([[-30, 49.005], [-28, 49.005], [-28, 50], [-30, 50], [-30, 49.005]]),
        ),
    )
    assert beside(tmp_path / "a", "The board controls Orlivsk.", near)[1].verdict == "undecided"
    assert beside(tmp_path / "b", "Orlivsk is contested.", near)[1].verdict == "agree"


def test_a_day_without_a_layer_and_a_statement_without_a_date_have_no_data(tmp_path: Path) -> None:
    assert beside(tmp_path / "a", "The board controls Orlivsk.", ("2031-03-01", HELD))[1].verdict == "no_data"
    found, comparison = beside(tmp_path / "b", "The board controls Orlivsk.", days=(None, None))
    assert (comparison.verdict, comparison.reason) == ("no_data", "the statement has no date")
    assert found.hold == "held"


def test_a_state_is_looked_up_on_all_its_days_and_a_change_on_the_last(tmp_path: Path) -> None:
    away = collection(feature(square(-33, 48, 2)))
    days = (("2031-04-10", away), ("2031-04-12", HELD))
    span = ("2031-04-10", "2031-04-12")
    _, state = beside(tmp_path / "a", "The board controls Orlivsk.", *days, days=span)
    assert (state.verdict, len(state.answers)) == ("undecided", 2)
    assert "changes between" in state.reason
    _, change = beside(tmp_path / "b", "The board captured Orlivsk.", *days, days=span)
    assert (change.verdict, len(change.answers)) == ("agree", 1)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The board controls Orlivsk region.", "undecided"),
        ("The board controls all of Orlivsk region.", "differ"),
        ("The board controls parts of Orlivsk region.", "agree"),
    ],
)
def test_a_unit_is_compared_by_its_share_and_never_by_its_point(tmp_path: Path, text: str, verdict: str) -> None:
    _, comparison = beside(tmp_path, text, places={"Orlivsk region": "event"})
    assert comparison.verdict == verdict
    assert not comparison.answers
    assert 0.4 < comparison.shares[0].share < 0.5


def test_a_unit_of_which_only_a_point_is_known_has_no_data(tmp_path: Path) -> None:
    keep(tmp_path, HELD)
    [found] = control_assertions(
        reading("The board controls Orlivsk region.", places={"Orlivsk region": "event"}), SIDES
    )
    with Series(tmp_path / "tern-atlas.sqlite") as series:
        comparison = compare(found, Asker(series), unit=lambda _: None)
    assert (comparison.verdict, comparison.shares) == ("no_data", ())


def test_a_line_of_a_statement_withholds_names_and_keeps_both_sides(tmp_path: Path) -> None:
    found, comparison = beside(tmp_path, "Harl Osten controls Orlivsk.")
    line = said_line(found, [comparison], lambda text: text.replace("Harl Osten", "[name withheld]"))
    assert "Harl Osten" not in str(line)
    assert line["hold"] == "held"
    assert line["layers"][0]["verdict"] == "undecided"


def test_a_long_sentence_is_read_in_no_time() -> None:
    words = "the forces of the still now held under control of not lost to and withdrew from the Town in hands was "
    start = time.process_time()
    assert frames(words * 2000)
    assert time.process_time() - start < 5
