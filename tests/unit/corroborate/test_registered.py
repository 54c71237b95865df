"""Bodies that only the source register knows: their party and side, and where the theatre goes first."""

from reportedly.corroborate import corroborate
from reportedly.records import Event, Reading, Source, Theatre
from reportedly.register import load_default
from reportedly.stages.identify import IdentifyRules
from tests.unit.corroborate.pile import Told, parents, report

STAGE = IdentifyRules(load_default())


def told_by(*names: str, publisher: str = "Plain Courier", **options: object) -> Reading:
    reading = report(Told(chain=tuple((n, {"role": "ministry", **options}) for n in names)), publisher=publisher)
    return reading.plus(STAGE.annotate([reading])[0])


def only(*readings: Reading, theatre: Theatre | None = None, known: bool = True) -> Event:
    found = corroborate(
        readings, (), theatre=theatre or Theatre(), parents=parents, register=load_default() if known else None
    )
    [event] = found.events
    return event


def test_bodies_of_one_state_are_one_origin_and_of_two_states_are_two_on_different_sides() -> None:
    ministry, kremlin = told_by("the Russian Defence Ministry"), told_by("the Kremlin", publisher="Evening Post")
    assert only(ministry, kremlin).origins_max == 1
    assert only(ministry, kremlin, known=False).origins_max == 2
    event = only(ministry, told_by("the Ukrainian General Staff", publisher="Evening Post"))
    assert (event.origins_min, event.corroboration) == (2, "K3")
    assert {o.side for o in event.origins} == {"controlling", "displaced"}


def test_two_names_of_one_body_are_one_origin() -> None:
    event = only(told_by("the International Atomic Energy Agency"), told_by("IAEA", publisher="Evening Post"))
    assert (event.origins_min, event.origins_max, event.corroboration) == (1, 1, "K1")
    assert [o.side for o in event.origins] == ["neutral_monitor"]


def test_a_name_that_is_not_decided_has_no_side() -> None:
    [origin] = only(told_by("the MoD")).origins
    assert origin.side == "unknown"


def test_a_wrong_name_counts_under_the_proposal_and_says_so() -> None:
    event = only(told_by("the Ukrainian military intelligence service GRU"))
    [origin] = event.origins
    assert origin.side == "displaced"
    assert any("printed as" in reason for reason in origin.reasons)


def test_a_publisher_of_the_register_is_the_body_that_it_is_elsewhere() -> None:
    own = report(Told(), publisher="IAEA")
    event = only(own.plus(STAGE.annotate([own])[0]), told_by("the International Atomic Energy Agency"))
    assert (event.origins_min, event.origins_max) == (1, 1)


def test_the_theatre_goes_first() -> None:
    source = Source("s:mod", "Russian Defence Ministry", side="third", role="ministry")
    [origin] = only(
        told_by("the Russian Defence Ministry", source="s:mod"), theatre=Theatre("t", "T", (source,))
    ).origins
    assert origin.side == "third"
    [other] = only(told_by("the Kremlin"), theatre=Theatre("t", "T", (source,))).origins
    assert other.side == "unknown"
