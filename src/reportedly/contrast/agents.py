"""Who is said to have done it, and for what reason: the doer, the one who is blamed, the cause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.contrast.lexicon import lexicon
from reportedly.contrast.wording import STOP, Phrase, Word, content, found_in, phrase, stem
from reportedly.records import Reading

_AUX = frozenset(
    "is are was were be been being has have had will would may might could can should must did does do".split()  # noqa: SIM905
)
_BE = frozenset("is are was were be been being".split())  # noqa: SIM905
_PAST = frozenset(
    """took shut cut built burnt held sent brought gave left set put paid blew hit shot stole made drove broke fired led
    began went came fell rose kept lost met sold struck threw won withdrew laid ran sank said dug fed fled found got
    torn stolen taken held driven given broken blown seen shown sworn""".split()  # noqa: SIM905
)
_STOPS = frozenset(
    """in on at near for after during when while because who which that never already also now not from to into with
    without since until before over outside inside under around as then and but or so where whose
    through along by via against""".split()  # noqa: SIM905
)
_DETERMINERS = frozenset(
    "the a an its their his her our some several many local other all these those two three".split()  # noqa: SIM905
)
_FIRE = frozenset(
    """shelling shells shell strike strikes airstrike airstrikes missile missiles drone drones rocket rockets artillery
    bombing bombs bombardment mines mine mortar mortars raid fire attack attacks troops soldiers""".split()  # noqa: SIM905
)
_WEAPON_FIRE = _FIRE - {"troops", "soldiers"}
_CAUSE = re.compile(
    r"\b(?:because of|because|due to|owing to|on account of|for lack of|for want of|as a result of|caused by"
    r"|in protest (?:at|against)|for (?:security|safety|technical|financial|sanitary|health) reasons"
    r"|for (?:the )?(?:\w+ )?(?:repairs?|maintenance|renovation|works|inspection|disinfection))\b",
    re.IGNORECASE,
)
_CAUSE_END = re.compile(r"[,.;:()\n]| (?:the|an?) [\w ]{1,40} (?:said|says|wrote|announced|reported)\b| according to ")
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Agent:
    """A body or group of people as the doer: printed words, stems of its words, class, side words, whether specific.

    `blamed` says that the text lays the fault on it ("X blamed Y", "Y is responsible"). A specific one has a name
    or a word that tells it from others of its class.
    """

    phrase: Phrase
    stems: frozenset[str]
    classes: frozenset[str]
    sides: frozenset[str]
    specific: bool
    acronym: str
    blamed: bool = False

    def apart(self, other: "Agent") -> bool:
        """Say whether the two cannot be one body under two names; in doubt they can."""
        if self.sides and other.sides and not self.sides & other.sides:
            opposed = lexicon().opposed_sides
            return any(frozenset((a, b)) in opposed for a in self.sides for b in other.sides)
        if self.stems & other.stems or self._abbreviates(other):
            return False
        if self.classes == other.classes == {"civil"}:
            return self.specific and other.specific
        if self.classes and other.classes:
            return not self.classes & other.classes and not self._kin(other)
        return self.specific and other.specific

    def _abbreviates(self, other: "Agent") -> bool:
        """Say whether one is the other's initials: "OWB" and "Orle Water Board"."""
        pairs = ((self, other), (other, self))
        return any(a.phrase.printed.isupper() and a.phrase.printed == b.acronym for a, b in pairs)

    def _kin(self, other: "Agent") -> bool:
        both = self.classes | other.classes
        return any(both <= kin for kin in _KIN)


_KIN = (
    frozenset({"state_forces", "police", "authority"}),
    frozenset({"civil", "authority"}),
    frozenset({"civil", "business"}),
    frozenset({"civil", "staff"}),
    frozenset({"civil", "residents"}),
    frozenset({"residents", "staff"}),
    frozenset({"state_forces", "armed_group"}),
    frozenset({"staff", "business"}),
    frozenset({"staff", "authority"}),
    frozenset({"staff", "aid"}),
    frozenset({"residents", "aid"}),
)
"""Classes that may be one group told by two words, where no side tells them apart."""


def agents_of(reading: Reading, words: Sequence[Word], places: frozenset[str]) -> tuple[Agent, ...]:
    """Return the doers of a passage, only the blamed ones where it blames; `places` are words of its place names."""
    found: dict[tuple[int, int], Agent] = {}
    for part, blamed in (*_blamed(words), *_by(words), *_fired(words), *_subject(words)):
        made = _agent(reading, part, places, blamed=blamed) if part else None
        if made is not None:
            found.setdefault((made.phrase.span.start, made.phrase.span.end), made)
    accused = tuple(agent for agent in found.values() if agent.blamed)
    return accused or tuple(found.values())


def _agent(reading: Reading, words: Sequence[Word], places: frozenset[str], *, blamed: bool) -> Agent | None:
    part = list(words)
    while part and (part[0].low in _DETERMINERS or not part[0].is_word):
        part.pop(0)
    meant = [w for w in part if w.is_word and w.low not in STOP]
    if not meant or all(w.low in places for w in meant):
        return None
    lists = lexicon()
    classes = frozenset(c for c, _, _ in found_in(meant, lists.classes))
    sides = frozenset(c for c, _, _ in found_in(meant, lists.sides))
    actor = next(found_in(meant, lists.actors), None) is not None
    body = any(w.low in lists.bodies for w in meant)
    named = any(w.text[0].isupper() and w.low not in places and i > 0 for i, w in enumerate(part)) or (
        part[0].text.isupper() and len(part[0].text) > 1
    )
    if not (classes or sides or actor or body or named):
        return None
    generic = frozenset(stem(w.low) for w in meant if w.low in lists.classes or w.low in places)
    stems = frozenset(stem(w.low) for w in meant if w.low not in places)
    specific = named or (body and bool(stems - generic))
    acronym = "".join(w.text[0] for w in part if w.text[0].isupper())
    return Agent(phrase(reading, part), stems, classes, sides, specific, acronym, blamed)


def _noun_phrase(words: Sequence[Word], at: int) -> Sequence[Word]:
    end = at
    while end < len(words) and end - at < _LONGEST:
        word = words[end]
        if not word.is_word or word.low in _STOPS or word.low in _AUX or _ends_phrase(words, at, end):
            break
        end += 1
    if end + 1 < len(words) and words[end].low in ("of", "for") and words[end + 1].text[0].isupper():
        end += 2
    return words[at:end]


def _ends_phrase(words: Sequence[Word], at: int, end: int) -> bool:
    """Say whether a verb begins here; "installed" in "the installed council" is none."""
    return end > at and _is_verb(words[end]) and words[end - 1].low not in _DETERMINERS


def _by(words: Sequence[Word]) -> Iterator[tuple[Sequence[Word], bool]]:
    for at, word in enumerate(words):
        if word.low != "by" or at + 1 >= len(words):
            continue
        part = _noun_phrase(words, at + 1)
        if not part or part[0].text[0].isdigit() or part[0].low.endswith("ing"):
            continue
        if not any(w.low in _WEAPON_FIRE for w in part[-1:]):
            yield part, False


def _fired(words: Sequence[Word]) -> Iterator[tuple[Sequence[Word], bool]]:
    """Yield the side before a weapon, or who it comes from: "rebel shells", "shelling from government forces"."""
    sides = lexicon().sides
    for at in range(len(words) - 1):
        if words[at].low in _WEAPON_FIRE and words[at + 1].low == "from":
            yield _noun_phrase(words, at + 2), False
    for at in range(1, len(words)):
        if words[at].low in _WEAPON_FIRE and words[at - 1].low in sides:
            yield words[at - 1 : at], False


def _blamed(words: Sequence[Word]) -> Iterator[tuple[Sequence[Word], bool]]:
    low = [w.low for w in words]
    for at, word in enumerate(low):
        if word in ("blamed", "blames", "blaming", "accused", "accuses", "accusing"):
            part = _before_of(_noun_phrase(words, at + 1))
            if "on" in low[at + 1 :] and word.startswith("blam") and "for" not in low[at + 1 : at + 8]:
                part = _noun_phrase(words, at + 2 + low[at + 1 :].index("on"))
            if part:
                yield part, True
        if word in ("responsible", "blame") and at > 1 and (low[at - 1] in _BE or low[at - 2] in _BE):
            back = at
            while back > 0 and low[back - 1] not in (",", ".", "that") and at - back < _LONGEST:
                back -= 1
            part = _noun_phrase(words, back)
            if part and low[at - 1] != "not":
                yield part, True


def _before_of(words: Sequence[Word]) -> Sequence[Word]:
    """Return what stands before "of" and a verb: "soldiers" in "accused soldiers of setting fire"."""
    for at in range(len(words) - 1):
        if words[at].low == "of" and words[at + 1].low.endswith("ing"):
            return words[:at]
    return words


def _subject(words: Sequence[Word]) -> Iterator[tuple[Sequence[Word], bool]]:
    """Yield the words before the first verb, where that is in the active voice and says that something is done."""
    verb = next((n for n, w in enumerate(words) if n and _is_verb(w)), None)
    if verb is None:
        return
    behind = verb + 1
    while behind < len(words) and (words[behind].low in _AUX or words[behind].low in ("not", "already", "also")):
        behind += 1
    be = any(w.low in _BE for w in words[verb:behind])
    if be and behind < len(words) and not words[behind].low.endswith("ing"):
        return  # the passive, or a state
    part = _noun_phrase(words, 0)
    if part and len(part) >= verb - 1 and not any(w.low in _FIRE - {"troops", "soldiers"} for w in part):
        yield part[:verb], False


def _is_verb(word: Word) -> bool:
    if word.text[0].isupper():
        return False
    return word.low in _AUX or word.low in _PAST or (word.low.endswith("ed") and len(word.low) > 4)


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason that a passage gives for what it tells, and what that reason is about."""

    phrase: Phrase
    stems: frozenset[str]


def cause_of(reading: Reading, words: Sequence[Word]) -> Cause | None:
    """Return the reason that a sentence gives with "because", "due to", "for repairs" and the like, or None."""
    if not words:
        return None
    start, end = words[0].span.start, words[-1].span.end
    cue = _CAUSE.search(reading.text, start, end)
    if cue is None:
        return None
    stop = _CAUSE_END.search(reading.text, cue.end(), end)
    whole = cue.group().casefold().startswith("for ") and not cue.group().casefold().endswith("of")
    last = cue.end() if whole else stop.start() if stop else end
    part = [w for w in words if cue.start() <= w.span.start and w.span.end <= max(last, cue.end())]
    stems = content(
        [w for w in part if w.low not in ("because", "due", "owing", "lack", "reasons", "result", "caused")]
    )
    return Cause(phrase(reading, part), stems) if part and stems else None
