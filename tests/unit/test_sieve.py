import random
import re

import pytest

from reportedly.sieve import Haystack, Sieve, Sieves, needles
from reportedly.stages import date_points, locate_seat, notes
from reportedly.stages.coding import numbers, rules, service, states
from reportedly.stages.extraction import mood, trim, worth
from reportedly.stages.glossed.words import LANGUAGES, patterns
from tests.unit.stages.invented_claims import SENTENCES


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (r"\b(?:plan(?:s|ned)?|won[’']t)\b", {"plan", "won't", "won’t"}),
        (r"(?:is|are) (?:\w+ )*unable to", {"unable to"}),
        (r"(?<!\d)\d{4}-\d\d", {"-"}),
        (r"\bclosed?(?: to \w+)?", {"close"}),
        (r"\w+schule", {"schule"}),
        (r"(?:no )?(?:\d+|water)", None),
        (r"\d+", None),
        ("", None),
    ],
)
def test_one_of_the_needles_stands_in_every_match(source: str, told: set[str] | None) -> None:
    assert needles(source, re.IGNORECASE) == told


@pytest.mark.parametrize(
    "text", ["A SIGN", "a s\u0131gn", "a \u017fign", "a S\u0130GN", "the k\u0131ng", "nothing", ""]
)
@pytest.mark.parametrize("source", ["sign", "king", r"(?:\w+ )?sign", r"n[o0]thing|k\w+g", r"\bа\w+"])
def test_letters_that_a_pattern_takes_for_others_hide_no_match(source: str, text: str) -> None:
    pattern = re.compile(source, re.IGNORECASE)
    sieve = Sieve(pattern)
    assert str(sieve.search(text)) == str(pattern.search(text))
    assert str(sieve.match(text)) == str(pattern.match(text))
    assert sieve.sub("-", text) == pattern.sub("-", text)


def _sieves() -> list[Sieve]:
    modules = (mood, trim, worth, service, states, notes, numbers, rules, locate_seat)
    found = [value for module in modules for value in vars(module).values() if isinstance(value, Sieve)]
    return [*found, *(sieve for language in LANGUAGES for sieve in patterns(language).values())]


def test_sieves_answer_as_their_patterns_do() -> None:
    draw = random.Random(1)
    words = [word for _, text in SENTENCES for word in text.split()]
    made = [" ".join(draw.sample(words, 12)) for _ in range(60)]
    for sieve in _sieves():
        for text in (*made, *(text for _, text in SENTENCES)):
            end = len(text) // 2
            assert str(sieve.search(text)) == str(sieve.pattern.search(text))
            assert str(sieve.search(text, 3, end)) == str(sieve.pattern.search(text, 3, end))
            assert [m.span() for m in sieve.finditer(text)] == [m.span() for m in sieve.pattern.finditer(text)]


def test_patterns_that_are_asked_together_are_told_apart() -> None:
    together = Sieves()
    water, power, number = together.sieve("water"), together.sieve("power|gas"), together.sieve(r"\d+")
    assert together.possible("no water") == {"0", "2"}
    assert (water.search("gas"), power.search("gas") is None, number.search("gas")) == (None, False, None)


def test_a_haystack_tells_where_needles_are() -> None:
    haystack = Haystack({"day": {"monday", "may"}, "any": None})
    assert haystack.places("May") == [(0, "any"), (0, "day"), (1, "any"), (2, "any")]
    assert haystack.possible("x") == {"any"}


def test_points_of_time_are_those_of_their_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        "On 3 May 2021 and since Monday, in early June; the last three weeks, 2024-05-06, 3.4.2022, for years now.",
        "From the middle of Ju\u0131y the day before yesterday was overnight; two years ago, this winter, in 1999.",
    ]
    found = [[(p.start, p.end, p.name) for p in date_points.points(text, 0, len(text))] for text in texts]
    monkeypatch.setattr(date_points, "_possible", lambda *_: list(date_points._KINDS))
    assert found == [[(p.start, p.end, p.name) for p in date_points.points(text, 0, len(text))] for text in texts]
