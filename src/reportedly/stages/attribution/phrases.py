"""Noun phrases and verb groups around a cue, by closed word classes and their order."""

from collections.abc import Sequence

from reportedly.stages.attribution.lists import words
from reportedly.stages.attribution.sources import role_word
from reportedly.stages.attribution.tokens import PRONOUNS, TIMES, Token

_LIMIT = 40
_NOMINAL = frozenset("NPDMSOG")
_TITLES = words("phrases.titles")


def group_start(tokens: Sequence[Token], index: int) -> int:
    """Return the first token of the verb group that ends at `index`: auxiliaries, negation, adverbs, to."""
    start = index
    while start > 0 and index - start < 8:
        token = tokens[start - 1]
        if (
            token.tag in "A"
            or token.tag == "R"
            or (token.tag == "T" and start >= 2 and tokens[start - 2].tag in "AVG")
            or (token.tag in "VG" and tokens[start].tag == "T")
        ):
            start -= 1
        else:
            break
    while start < index and tokens[start].tag == "R" and start > 0 and tokens[start - 1].tag in "XC":
        start += 1
    return start


def subject_before(tokens: Sequence[Token], end: int) -> tuple[int, int] | None:
    """Return (first, last + 1) of the noun phrase that ends before token `end`, with appositions; None if none."""
    last = end - 1
    if last < 0:
        return None
    token = tokens[last]
    if _is_pronoun(tokens, last):
        return (last, end)
    if token.low in (",", "—", "–"):
        return _before_aside(tokens, last)
    if token.low == ")":
        opening = _match_back(tokens, last)
        inner = nominal_before(tokens, opening) if opening else None
        return None if inner is None else (inner[0], end)
    return nominal_before(tokens, end)


def _is_pronoun(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.tag in "WO" or (token.low == "that" and index > 0 and tokens[index - 1].tag in "NP"):
        return True
    return token.low in PRONOUNS and (index == 0 or tokens[index - 1].tag in "XCBVI")


def _match_back(tokens: Sequence[Token], close: int) -> int | None:
    for index in range(close - 1, max(-1, close - 12), -1):
        if tokens[index].low == "(":
            return index
    return None


def _before_aside(tokens: Sequence[Token], comma: int) -> tuple[int, int] | None:
    """Return the phrase before an aside that `comma` closes: "X, the mayor," or "X, who took office,"."""
    mark = tokens[comma].low
    for index in range(comma - 1, max(0, comma - _LIMIT), -1):
        if tokens[index].low == mark or (mark == "," and tokens[index].low == ")"):
            aside = tokens[index + 1 : comma]
            if not aside:
                return None
            inner = nominal_before(tokens, index)
            if inner is None or not any(t.tag in "NP" for t in tokens[inner[0] : inner[1]]):
                continue
            if aside[0].low in ("citing", "quoting", "speaking"):
                return inner
            if aside[0].tag in "WDPMIN" or aside[0].low == "one":
                first = inner[0]
                return (first, comma)
            return None
        if tokens[index].low in (":", ";", "“", "”", '"'):
            return None
    return None


def nominal_before(tokens: Sequence[Token], end: int) -> tuple[int, int] | None:
    """Return the noun phrase with its prepositional parts that ends right before token `end`."""
    first = end
    while first > 0 and end - first < _LIMIT and _inside(tokens, first - 1, end):
        first -= 1
    first = _trim(tokens, first, end)
    if first >= end or not any(t.tag in "NPMO" or t.low in PRONOUNS for t in tokens[first:end]):
        return None
    return (first, end)


def _inside(tokens: Sequence[Token], index: int, end: int) -> bool:
    token = tokens[index]
    if token.tag in _NOMINAL or (token.low in ("&", "-", ".", "’", "'", "/") and index + 1 < end):
        return token.low not in (":", ";") and not (token.tag == "O" and token.low in ("me", "him", "us", "them"))
    if token.tag == "I" or (token.tag == "T" and index > 0 and tokens[index - 1].tag in "NP"):
        return index + 1 < end and (token.tag == "I" or tokens[index + 1].tag in "PD")
    if token.low in ("and", "or"):
        return index + 1 < end and index > 0 and _joins(tokens, index)
    if token.low in ("“", "”") and 0 < index < end - 1:  # a title in quotation marks inside the phrase
        return tokens[index - 1].tag in "NPD" and tokens[index + 1].tag in ("NP" if token.low == "“" else "INP")
    if token.low == "," and index > 0 and index + 1 < end:
        return tokens[index - 1].tag == "P" and tokens[index + 1].tag == "P" and _short_list(tokens, index, end)
    return token.low == ")" or (token.low == "(" and index + 1 < end)


def _joins(tokens: Sequence[Token], index: int) -> bool:
    before, after = tokens[index - 1], tokens[index + 1]
    return before.tag in "NPMO" and after.tag in "NPDM"


def _short_list(tokens: Sequence[Token], index: int, end: int) -> bool:
    return any(t.low in ("and", "&") for t in tokens[index + 1 : end])


def _trim(tokens: Sequence[Token], first: int, end: int) -> int:
    """Drop what stands before the phrase: conjunctions, "On Monday", a fronted prepositional phrase."""
    while first < end and (tokens[first].tag in "CXI" or tokens[first].low == "."):
        if tokens[first].tag == "I":
            first = _after_fronted(tokens, first, end)
        else:
            first += 1
    start = first
    for index in range(first + 1, end):
        token, previous = tokens[index], tokens[index - 1]
        if (token.tag in "DO" and previous.tag in "NPMR" and previous.low not in ("all", "both", "half")) or (
            token.tag in "PN" and previous.low in TIMES and previous.low not in ("may", "march")
        ):
            start = index
    return start


def _after_fronted(tokens: Sequence[Token], first: int, end: int) -> int:
    for index in range(first + 1, end):
        if tokens[index].low == ",":
            return index + 1
    for index in range(first + 2, end):
        token, previous = tokens[index], tokens[index - 1]
        if token.tag in "DO" and previous.tag in "NPM":
            return index
        if previous.low in TIMES and token.tag in "NP":
            return index
    teller = end - first > 3 and tokens[end - 1].low.endswith("s") and role_word(tokens[end - 1].low)
    return end - 1 if teller else end  # "In the chat residents write"


def phrase_after(tokens: Sequence[Token], start: int, *, aside: bool = True) -> tuple[int, int] | None:
    """Return the noun phrase that begins at token `start`; with `aside` also its apposition or relative clause."""
    index = start
    while index < len(tokens) and tokens[index].tag == "R":
        index += 1
    first = index
    while index < len(tokens) and index - first < _LIMIT and _continues(tokens, index, first):
        index += 1
    while index > first and (tokens[index - 1].tag in "ICXT" and tokens[index - 1].low not in (")", "”")):
        index -= 1
    if index == first:
        return None
    index = _with_who(tokens, first, _with_aside(tokens, index) if aside else index)
    return (first, index)


def _continues(tokens: Sequence[Token], index: int, first: int) -> bool:
    """Say whether the token at `index` still belongs to the phrase that began at `first`."""
    token = tokens[index]
    if index == first:
        return token.tag in "OWDNPMSG"
    previous = tokens[index - 1]
    if token.tag in "OW" or previous.tag == "O":
        return False
    if token.tag == "D":
        return previous.tag in "ID" or previous.low in ("and", "&", "or", ",", "both")
    if token.tag in "NPMSG":
        return token.low not in TIMES and not _counts_others(tokens, index)
    if token.tag == "V":
        return _attributive(tokens, index) or _bare(tokens, first, index)
    return _leads_on(tokens, index) if token.tag == "R" and previous.tag == "D" else _joins_on(tokens, index)


def _counts_others(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a number begins what is told: "the administration three nurses were held", not "Channel 5"."""
    if tokens[index].tag != "M" or index + 1 >= len(tokens) or tokens[index + 1].tag not in "NV":
        return False
    spelled, noun = tokens[index].low.isalpha(), tokens[index - 1].tag == "N" and role_word(tokens[index - 1].low)
    return tokens[index - 1].tag in "NP" and (spelled or noun) and tokens[index - 1].low not in _NUMBERED


_NUMBERED = frozenset(
    ("channel", "radio", "article", "hospital", "school", "brigade", "battalion", "regiment", "station")
)


def _leads_on(tokens: Sequence[Token], index: int) -> bool:
    """Say whether an adverb after an article goes on to a noun or participle: "a newly opened depot"."""
    return index + 1 < len(tokens) and tokens[index + 1].tag in "NGV"


def _attributive(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a word that may be a verb stands inside a noun phrase: "a newly opened depot", "the exiled paper"."""
    previous, before = tokens[index - 1], tokens[index - 2].tag if index > 1 else "X"
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    led = previous.tag == "D" or (previous.tag == "R" and before == "D")
    return led and following is not None and following.tag in "NP"


_ENDS_PHRASE = frozenset(("as", "after", "before", "since", "during", "on", "by"))


def _bare(tokens: Sequence[Token], first: int, index: int) -> bool:
    """Say whether a verb's base form is a noun: no verb without ending agrees with "a harbour witness"."""
    token = tokens[index]
    return (
        tokens[first].low in ("a", "an", "another", "every", "each")
        and role_word(token.low)
        and ((tokens[index - 1].tag in "DNP" and not token.low.endswith(("ed", "s"))) or token.low.endswith("ss"))
    )


def _joins_on(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a preposition, conjunction or mark goes on with the phrase."""
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.tag == "I":
        follows = following is not None and following.tag in "NPMD" and following.low not in TIMES
        return follows and token.low not in _ENDS_PHRASE
    if token.low in ("and", "&", "or"):
        return following is not None and following.tag in "NPD"
    if token.low == ".":
        return following is not None and (token.end == following.start or _abbreviates(tokens[index - 1], following))
    return token.low in ("-", "/", "'", "’", "(", ")")


def _abbreviates(before: Token, following: Token) -> bool:
    """Say whether a full stop belongs to a title, an initial or letters ("Dr.", "J.", "U.S.") and a name goes on."""
    short = before.low in _TITLES or (before.tag == "P" and (len(before.form) == 1 or "." in before.form))
    return short and following.tag in "PN"


def _with_who(tokens: Sequence[Token], first: int, index: int) -> int:
    """Return where a phrase ends whose relative clause belongs to it: "families who do not wish to be named"."""
    if index + 1 >= len(tokens) or tokens[index].low != "who" or tokens[first].low == "the":
        return index
    if tokens[index + 1].low in ("spoke", "talked", "told", "said", "were", "was"):
        return index  # the medium or the event follows, not what the persons are
    stop = index
    while stop < len(tokens) and stop - index < _LIMIT and tokens[stop].tag != "X":
        stop += 1
    return stop


def _with_aside(tokens: Sequence[Token], index: int) -> int:
    if index + 1 >= len(tokens) or tokens[index].low != ",":
        return index
    opener = tokens[index + 1]
    if not (opener.tag in "DMP" or opener.low == "who" or (opener.tag == "N" and opener.low not in ("adding",))):
        return index
    stop = index + 1
    verbs = 0
    while stop < len(tokens) and stop - index < _LIMIT and not _ends_aside(tokens, stop):
        verbs += tokens[stop].tag in "VA"
        stop += 1
    if verbs and opener.low != "who":
        return index
    return stop


def _ends_aside(tokens: Sequence[Token], index: int) -> bool:
    """Say whether the mark at `index` ends an apposition; the full stop of "J. Brandt" does not."""
    if tokens[index].low == "." and index + 1 < len(tokens) and _abbreviates(tokens[index - 1], tokens[index + 1]):
        return False
    return tokens[index].low in (",", ".", ";", ":", "”", '"', "“")
