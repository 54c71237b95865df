"""Who acts, by reader, words, category and printed subject together."""

import pytest

from reportedly.interfaces import ClaimView
from reportedly.records import Role, Span
from reportedly.stages.coding.actor_view import ARMED_AGENT, ARMED_SUBJECT, ARMED_WORD, SURE, armed, with_actor
from tests.unit.stages.claim_views import view

SUBJECT = Span(0, 9)


def seeing(**shares: float) -> ClaimView:
    return view(choices={"actor": {name.replace("_", "-"): share for name, share in shares.items()}})


def test_what_the_theatre_tells_stands() -> None:
    roles = (Role("actor", SUBJECT, "DA"),)
    assert with_actor(roles, seeing(CA_M=1.0), "GUO.G01") == roles


def test_an_actor_that_is_not_printed_gets_a_class_and_no_span() -> None:
    target = Role("target", SUBJECT, None)
    assert with_actor((target,), seeing(CA_M=0.9, POP=0.1), "GUO.G01") == (
        Role("actor", None, "CA-M", inferred=True),
        target,
    )


def test_a_printed_actor_of_unknown_class_keeps_its_span() -> None:
    found = with_actor((Role("actor", SUBJECT, "UNK"),), seeing(CA_L=0.6, UNK=0.4), "GUO.A02")
    assert found == (Role("actor", SUBJECT, "CA-L", inferred=True),)


def test_a_subject_that_something_is_done_to_is_not_who_acts() -> None:
    roles = (Role("actor", SUBJECT, "STAFF"),)
    assert with_actor(roles, seeing(CA=0.95, STAFF=0.01), "GUO.B04") == (Role("actor", None, "CA", inferred=True),)
    assert with_actor(roles, seeing(CA=0.4, STAFF=0.4), "GUO.B02") == roles


def test_words_and_usual_actors_decide_where_the_reader_wavers() -> None:
    torn = seeing(STAFF=0.5, POP=0.5)
    assert with_actor((), torn, "GUO.B02")[0].value == "STAFF"
    assert with_actor((), torn, "GUO.J01")[0].value == "POP"
    worded = ClaimView(torn.standing, torn.choices, torn.many, torn.near, {"actor": {"STAFF": 0.01, "POP": 0.99}})
    assert with_actor((), worded, "")[0].value == "POP"


@pytest.mark.parametrize("doubt", [1.0, 0.9])
def test_a_reader_that_sees_nobody_is_not_asked_for_a_name(doubt: float) -> None:
    shares = {"UNK": doubt, "CA": (1 - doubt) * 0.6, "POP": (1 - doubt) * 0.4}
    assert shares["CA"] < SURE
    assert with_actor((), view(choices={"actor": shares}), "") == ()
    assert with_actor((), view(), "GUO.A01") == ()


def test_words_for_armed_forces_speak_for_them_the_more_so_as_subject_or_agent() -> None:
    assert armed("The ward was cleared", "The ward") == 0.0
    assert armed("The road past the garrison is shut", "The road") == ARMED_WORD
    assert armed("The Commandant shut the road", "The Commandant") == ARMED_WORD + ARMED_SUBJECT
    assert armed("The road was shut by order of the commandant", "The road") == ARMED_WORD + ARMED_AGENT
    torn = seeing(CA_L=0.5, CA_M=0.4)
    assert with_actor((), torn, "")[0].value == "CA-L"
    assert with_actor((), torn, "", ARMED_WORD)[0].value == "CA-M"
