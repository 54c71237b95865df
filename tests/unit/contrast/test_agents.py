import pytest

from reportedly.contrast.agents import Agent, agents_of, cause_of
from reportedly.contrast.wording import words_of
from reportedly.records import Span
from tests.unit.derive.reports import a_report


def agents(text: str, *places: str) -> tuple[Agent, ...]:
    reading = a_report(text)
    return agents_of(reading, words_of(reading, (Span(0, len(text)),)), frozenset(places))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Government soldiers took the archive.", "Government soldiers"),
        ("The school was closed by the parents' committee.", "parents' committee"),
        ("Rebel shells hit the dairy.", "Rebel"),
        ("The line was cut by shelling from government forces.", "government forces"),
        ("The governor blamed rebels for the fire.", "rebels"),
        ("The council accused soldiers of setting fire to it.", "soldiers"),
        ("The Kestrel Mission repaired the pump.", "Kestrel Mission"),
    ],
)
def test_the_doer_is_found(text: str, printed: str) -> None:
    assert [a.phrase.printed for a in agents(text)] == [printed]


@pytest.mark.parametrize("text", ["The bridge was closed by noon.", "The school closed.", "It fell by 20 per cent."])
def test_what_does_nothing_is_no_doer(text: str) -> None:
    assert agents(text) == ()


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("Rebel forces burned it.", "Government soldiers burned it.", True),
        ("Soldiers closed it.", "Troops closed it.", False),
        ("Separatists burned it.", "Rebels burned it.", False),
        ("Officials sealed it.", "The tax office sealed it.", False),
        ("The Kestrel Mission repaired it.", "The mission repaired it.", False),
        ("The Kestrel Mission repaired it.", "The Harl Water Board repaired it.", True),
        ("Military police searched it.", "Soldiers searched it.", False),
    ],
)
def test_two_bodies_are_told_from_two_words_for_one(one: str, other: str, apart: bool) -> None:
    [a], [b] = agents(one, "harl"), agents(other, "harl")
    assert a.apart(b) == apart == b.apart(a)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("It was shut because of a strike, the office said.", "because of a strike"),
        ("It was closed for repairs on Monday.", "for repairs"),
        ("It was caused by a worn cable.", "caused by a worn cable"),
        ("It was shut on Monday.", None),
    ],
)
def test_a_stated_cause_is_found(text: str, printed: str | None) -> None:
    reading = a_report(text)
    found = cause_of(reading, words_of(reading, (Span(0, len(text)),)))
    assert (found.phrase.printed if found else None) == printed
