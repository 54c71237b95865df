"""What a claim is about, in words: what tells whether a second claim is the same one told again."""

import re
from dataclasses import dataclass
from datetime import date

from reportedly.records import Claim, Geolocation, Hedge, Reading, StatusObservation, Timing

PAIRED = 0.65
"""Share of the shorter claim's content words that must stand in the other one.

Set on the 64 invented cases of tests/unit/derive/data/drift.jsonl, see "Drift" in docs/concepts.md.
"""

PAIRED_EVENT = 0.5
"""The same where both claims stand in one event already."""

ALIKE = 0.85
"""A share of content words from which two claims are worded alike."""

_LEAST = 2
_SLACK_DAYS = 2
_STEM = 6
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_NUMBERS = {
    word: str(n)
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
    )
} | {"twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "hundred": "100", "half": "1/2", "dozen": "12"}
_NEGATIONS = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|without|cannot|false|untrue|refus(?:e|es|ed|ing)|unwilling"
    r"|declin(?:e|es|ed|ing) to)\b|n[’']t\b",
    re.I,
)
_STOP = frozenset(
    """a about after again against all also although among an and any are as at be because been before being between
    both but by can could did do does doing down during each even every for from further had has have having he her
    here him his how i if in into is it its itself just like many may might more most much must my nobody none nor of
    off on only or other our out over same shall she should since so some still such than that the their them then
    there these they this those though through to today until up upon us very was we were what when where which while
    who whom whose will with within without would you your said says say told tell according reportedly allegedly
    apparently probably possibly likely supposedly purportedly reports report reported claims claim claimed
    week monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december""".split()  # noqa: SIM905 (a list of words reads better)
)
_OPPOSITES = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("open opens opened reopen reopens reopened", "close closes closed shut shuts shutters shuttered"),
        (
            "restore restored restores resume resumes resumed return returns returned back again",
            "cut cuts stop stops stopped halt halts halted lost loses suspend suspended suspends off",
        ),
        ("rise rises rose risen raise raised increase increased", "fall falls fell fallen lower lowered cut decreased"),
        ("arrive arrives arrived arriving", "leave leaves left depart departed"),
        ("accept accepts accepted", "refuse refuses refused reject rejected"),
    )
)
_CLASS = {
    "occurred": "actual",
    "ongoing": "actual",
    "habitual": "actual",
    "planned": "planned",
    "ordered": "ordered",
    "attempted": "not achieved",
    "failed": "not achieved",
    "conditional": "conditional",
    "hypothetical": "hypothetical",
}


@dataclass(frozen=True, slots=True)
class Matter:
    """The comparable parts of a claim.

    `words` are the stems of its content words without place names, `names` the capitalised words inside it,
    `days` the first and last day it may have happened where the text dates it.
    """

    claim: Claim
    words: frozenset[str]
    plain: frozenset[str]
    names: frozenset[str]
    places: frozenset[str]
    numbers: frozenset[str]
    negated: bool
    realis: str
    states: tuple[tuple[str, bool], ...]
    days: tuple[str, str] | None

    def share(self, other: "Matter") -> float:
        """Return the share of the smaller claim's content words that stand in the other, 0.0 to 1.0."""
        common = len(self.words & other.words)
        return common / min(len(self.words), len(other.words)) if common >= _LEAST else 0.0


def matter_of(reading: Reading, claim: Claim) -> Matter:
    """Return what a claim is about."""
    text = " ".join(span.of(reading.text) for span in claim.evidence)
    found = [(m.group(), m.start()) for m in _WORD.finditer(text)]
    low = [word.casefold() for word, _ in found]
    places = [p for p in reading.about(Geolocation, claim.id) if not p.inherited]
    toponyms = {w.casefold() for p in places for w in _WORD.findall(p.span.of(reading.text))}
    numbers = {_NUMBERS.get(w, w.replace(",", "")) for w in low if w in _NUMBERS or w[0].isdigit()}
    timing = reading.first(Timing, claim.id)
    dated = timing is not None and timing.basis in ("stated", "relative")
    denied = claim.polarity == "-" or any(h.type == "DEN" for h in reading.about(Hedge, claim.id))
    return Matter(
        claim=claim,
        words=frozenset(
            _stem(w)
            for w in low
            if len(w) > 2 and w not in _STOP and w not in toponyms and w not in _NUMBERS and not w[0].isdigit()
        ),
        plain=frozenset(low),
        names=frozenset(_stem(w.casefold()) for w, at in found if at and w[0].isupper() and len(w) > 2),
        places=frozenset(p.gazetteer_id for p in places if p.gazetteer_id and p.function == "event"),
        numbers=frozenset(numbers),
        negated=denied != bool(len(_NEGATIONS.findall(text)) % 2),
        realis=_CLASS[claim.realis],
        states=tuple(
            sorted({(o.sector, o.status == "full") for o in reading.about(StatusObservation, claim.id)
                    if o.status not in ("unknown", "conflict")})
        ),
        days=(timing.earliest, timing.latest) if dated and timing and timing.earliest and timing.latest else None,
    )  # fmt: skip


def conflict(one: Matter, other: Matter, *, doubtful: bool, alike: bool) -> bool:
    """Say whether two claims cannot be one told twice: other denial, realis, number, place, name, state or time.

    `doubtful`: one of the two is hedged as possible, and what "may stop" at one place "stops" at the other.
    `alike`: the words are so much the same that another coded state is a slip of the coding.
    """
    if one.negated != other.negated or "u" in (one.claim.polarity, other.claim.polarity):
        return True
    if one.realis != other.realis and not (doubtful and "hypothetical" in (one.realis, other.realis)):
        return True
    for mine, theirs in ((one.numbers, other.numbers), (one.names, other.names), (one.places, other.places)):
        if mine and theirs and not mine & theirs:
            return True
    if _opposite(one.plain, other.plain):
        return True
    states = dict(other.states)
    if not alike and any(sector in states and states[sector] != full for sector, full in one.states):
        return True
    return one.days is not None and other.days is not None and not _meet(one.days, other.days)


def _opposite(one: frozenset[str], other: frozenset[str]) -> bool:
    for left, right in _OPPOSITES:
        for a, b in ((one, other), (other, one)):
            if a & left and b & right and not a & right and not b & left:
                return True
    return False


def _meet(one: tuple[str, str], other: tuple[str, str]) -> bool:
    def day(text: str) -> int:
        return date.fromisoformat(text[:10]).toordinal()

    try:
        return day(one[0]) - _SLACK_DAYS <= day(other[1]) and day(other[0]) - _SLACK_DAYS <= day(one[1])
    except ValueError:
        return True


def _stem(word: str) -> str:
    """Return the first letters of a word without a common ending, so that "cuts" and "cut" are one."""
    word = re.sub(r"['’]s?$", "", word)
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending)
            break
    return word.removesuffix("e")[:_STEM]
