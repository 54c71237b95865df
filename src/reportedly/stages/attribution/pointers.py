"""Sentences that only say where other sentences come from: "That account comes from X", "So says X"."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from reportedly.records import Span
from reportedly.stages.attribution.found import Found
from reportedly.stages.attribution.lists import words
from reportedly.stages.attribution.phrases import phrase_after, subject_before
from reportedly.stages.attribution.sources import classify
from reportedly.stages.attribution.units import Unit

INFORMATION = words("pointers.information")
"""Nouns for what was told before: account, picture, figures."""

_SAYS = "|".join(sorted(words("pointers.says"), key=len, reverse=True))
_STATED = "|".join(sorted(words("pointers.stated"), key=len, reverse=True))
_NOUN = "|".join(sorted(INFORMATION, key=len, reverse=True))
_BE = r"(?:is|are|was|were|has been|have been|had been|(?:is|are) being)"
_ADVERB = r"(?:(?:\w+ly|first|also|all|in turn|in the main|above all|then) )*"
_ALL = r"(?:(?:all|most|much|some|part|the whole) (?:of )?)?"
_BARE = rf"{_ALL}(?:this|that|these|those|it|the above|the foregoing|as much|so much|the latter|the same)"
_NAMED = (
    rf"{_ALL}(?:this|that|these|those|the|such|the same|both|its)(?: (?!that\b|which\b|"
    rf"who\b)[\w’'-]+){{0,2}}? (?:{_NOUN})"
)
_POINT = rf"(?:{_NAMED}|{_BARE})"
_LEAD = r"(?:(?:and|but|at least|in any case|meanwhile|however),? )?"

_PASSIVE = re.compile(
    rf"{_LEAD}(?:{_NAMED} {_BE} {_ADVERB}\w+(?:ed|en|wn|un|de|id|ut|lt|nt|ld)|{_BARE} {_BE} {_ADVERB}(?:{_STATED}))"
    r"(?: (?:on|in|at|to|this|last|yesterday|today) [\w’' ]{1,30}?| here| first| yesterday| today)?,? by ",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"{_LEAD}{_POINT},? {_ADVERB}(?:"
    r"(?:comes?|came|stems?|stemmed|originate[sd]?|derive[sd]?|emanate[sd]?|hails?|reache[sd] us) (?:\w+ly )?from|"
    rf"{_BE} {_ADVERB}(?:from|(?:taken|drawn|known|derived|compiled|gathered|gleaned|pieced together|quoted|available)"
    r" from|based (?:up)?on|founded on|attributed to|credited to|owed to|due to|to be (?:found|read) in|contained in)|"
    r"can be (?:found|read) in|(?:goes?|went) back (?:up)?to|"
    r"(?:rests?|rested|relies|rely|relied|draws?|drew|leans?|leaned|leant) (?:\w+ly )?(?:up)?on|appeare?[sd]? in|"
    r"(?:stands?|stood) in|(?:is|are|was|were)?,? ?(?:all )?according to) ",
    re.IGNORECASE,
)
_SO = re.compile(
    rf"{_LEAD}(?:so|thus|such|this|that|as much|so much|(?:about|of|on) (?:this|that|it|"
    rf"which))(?: (?:at least|is what|is how|much))?,? (?:also )?"
    rf"(?:{_SAYS}|runs|reads|goes) (?:(?:the|an?|one) (?:{_NOUN}) (?:of|by|from) )?",
    re.IGNORECASE,
)
_ORIGIN = re.compile(
    rf"{_LEAD}(?:(?:the |its |their |our )?(?:only |sole |main )?(?:source|sources|basis|origin|"
    rf"authority|voucher|author|"
    rf"authors|informant|informants)(?: (?:of|for|behind) {_POINT})? {_BE}|"
    rf"behind {_POINT} (?:{_BE}|stands?|stood|lies?|lay)|responsible for {_POINT} {_BE}|"
    rf"it {_BE}(?= [^.]{{3,80}} (?:that|who|which) (?:{_SAYS}|made|gave|published) (?:this|that|"
    rf"these|those|it|as much|so)\b)) ",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"{_LEAD}(?:{_POINT}|such|so) {_BE} {_ADVERB}(?:(?:the |a |an |"
    rf"how the )?(?:[\w-]+ )?(?:{_NOUN}|work|result|results|gist|upshot|sum)|"
    r"those|that) (?:of|by|from|made by|given by|drawn up by) ",
    re.IGNORECASE,
)
_LEARNT = re.compile(
    rf"{_LEAD}(?:(?:we|i) (?:know|have|owe|learnt?|learned|get|got|take|took|hear|heard) {_POINT} (?:from|to)|"
    rf"(?:word|news|notice|knowledge|talk) of {_POINT} (?:comes?|came|reached us|stems?|is|"
    rf"was)(?: \w+)? (?:from|owed to|due to)) ",
    re.IGNORECASE,
)
_SOURCE_OF = re.compile(
    rf",? {_BE} {_ADVERB}(?:the |our |their |its )?(?:sole |only |main )?(?:source|origin|author|"
    rf"voucher) (?:of|for|behind) {_POINT}(?=[ .,;]|$)"
)
_HOW = re.compile(
    rf"{_LEAD}{_BARE},? (?:at least,? )?(?:is|are|was|were) (?:at least )?(?:what|how|the way|the \w+ that) ",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    rf"(?:,|\b) ?{_ADVERB}(?P<verb>{_SAYS}|confirms?|confirmed|(?:has|have|had) (?:also )?confirmed|"
    rf"gave|gives|paints?|painted|draws?|drew|tells?|told|provide[sd]?|"
    r"(?:reache[sd]|comes to|came to|arrives at|arrived at)|(?:has |have |had )?(?:put|pieced|"
    r"compiled|gathered|collected|assembled|made|"
    r"reached|drawn up|noted down|set down|spread|circulated|passed on)) "
    rf"(?P<object>as much|so|this|that|these|those|it|the same|all this|all that|{_NAMED})"
    r"(?: (?:together|known|public|up))?(?: (?:as well|too|also|independently|separately))?"
    r"(?= ?[.,;]| on \w+| in \w+| after \w+| from \w+|"
    r" with reference| citing| quoting| based on|$)",
)
_GIVEN_BY = re.compile(
    rf"{_LEAD}(?:the|this|these|that|those|such) (?:\w+ )?(?:{_NOUN}|revelations?|leaks?|allegations?|tips?)"
    r",? (?:provided|given|leaked|passed|passed on|disclosed|described|relayed|shared|made|confirmed|reported|supplied)"
    r"(?: on condition of anonymity| exclusively)?(?: to [^,.;]{2,50}?)? by ",
    re.IGNORECASE,
)
_GIVES = frozenset(("gave", "gives", "give"))
_SHORT = 45


@dataclass(frozen=True, slots=True)
class _Pointer:
    """Where the words that point end, and where the source stands."""

    cue: tuple[int, int]
    source: tuple[int, int]


def pointing(text: str, unit: Unit) -> Found | None:
    """Return the relation of a sentence that only names the source of sentences before it, else None."""
    if len(unit.tokens) > _SHORT or unit.headline:
        return None
    found = _opened(text, unit) or _shown(text, unit) or _reported(text, unit)
    if found is None or _has_content(unit, found):
        return None
    return Found(
        unit, _at(unit, found.cue[1] - 1), [found.cue], [found.source], [], anaphoric=True, rule="as_this", score=0.9
    )


def _at(unit: Unit, position: int) -> int:
    """Return the index of the token at or after a code point."""
    return bisect_left(unit.tokens, position, key=lambda t: t.end - 1)


def _opened(text: str, unit: Unit) -> _Pointer | None:
    """Return the source behind an opening that points back."""
    for pattern in (_PASSIVE, _GIVEN_BY, _FROM, _ORIGIN, _OF, _LEARNT, _SO):
        match = pattern.match(text, unit.start, unit.end)
        if match is None:
            continue
        first = bisect_left(unit.tokens, match.end(), key=lambda t: t.start)
        phrase = phrase_after(unit.tokens, first, aside=False)
        if phrase is None or (pattern is _SO and not _speaks(text, unit, phrase)):
            continue
        span = (unit.tokens[phrase[0]].start, unit.tokens[phrase[1] - 1].end)
        return _Pointer((match.start(), unit.tokens[first - 1].end), span)
    return None


def _speaks(text: str, unit: Unit, phrase: tuple[int, int]) -> bool:
    """Say whether what stands behind "So says" can speak and closes its clause."""
    tokens = unit.tokens
    after = tokens[phrase[1]].low if phrase[1] < len(tokens) else "."
    return after in (".", ",", ";", "(", "—", "–") or tokens[phrase[1]].tag in "RIWT"


def _shown(text: str, unit: Unit) -> _Pointer | None:
    """Return X of "This is how X describes it"."""
    match = _HOW.match(text, unit.start, unit.end)
    if match is None:
        return None
    first = bisect_left(unit.tokens, match.end(), key=lambda t: t.start)
    phrase = phrase_after(unit.tokens, first, aside=False)
    if phrase is None or phrase[1] >= len(unit.tokens):
        return None
    source = (unit.tokens[phrase[0]].start, unit.tokens[phrase[1] - 1].end)
    verb = unit.tokens[phrase[1]]
    return _Pointer((verb.start, verb.end), source) if re.fullmatch(_SAYS + "|describes?|put", verb.low) else None


def _reported(text: str, unit: Unit) -> _Pointer | None:
    """Return X of "X, quoting Y, reports as much"."""
    stop = min(unit.end, unit.start + 220)
    match = _OBJECT.search(text, unit.start, stop) or _SOURCE_OF.search(text, unit.start, stop)
    if match is None:
        return None
    cue = (match.start("verb"), match.end("object")) if match.re is _OBJECT else (match.start() + 1, match.end())
    cue = (cue[0] + (text[cue[0]] == " "), cue[1])
    index = _at(unit, cue[0])
    phrase = subject_before(unit.tokens, _before_adverbs(unit, index))
    if phrase is None or phrase[0] > 1 or any(unit.quote_at(t.start) for t in unit.tokens[phrase[0] : index]):
        return None
    end = next((i for i in range(phrase[0], phrase[1]) if unit.tokens[i].low in (",", "—", "–")), phrase[1])
    span = (unit.tokens[phrase[0]].start, unit.tokens[max(end, phrase[0] + 1) - 1].end)
    kind = classify(text, Span(*span))
    if kind.role == "none" or unit.tokens[phrase[0]].tag in "WO":
        return None
    return _Pointer(cue, span)


def _before_adverbs(unit: Unit, index: int) -> int:
    while index > 0 and (unit.tokens[index - 1].tag == "R" or unit.tokens[index - 1].tag == "A"):
        index -= 1
    return index


_CLAUSE = frozenset(("that", "how", "whether", ":"))


def _has_content(unit: Unit, found: _Pointer) -> bool:
    """Say whether the sentence tells something itself: a clause with "that" or a quotation behind its source."""
    end = max(found.cue[1], found.source[1])
    return bool(unit.quotes and unit.quotes[-1].start > end) or any(
        t.low in _CLAUSE
        and t.start >= end
        and unit.tokens[i - 1].tag not in "NP"
        and unit.tokens[i - 1].low not in INFORMATION
        for i, t in enumerate(unit.tokens)
    )
