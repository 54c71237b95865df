"""Links that stand beside the source: the outlet that was told, the source that is cited, brackets, venues."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.records import Relation, Span
from reportedly.stages.attribution.lists import words
from reportedly.stages.attribution.phrases import group_start, nominal_before, phrase_after, subject_before
from reportedly.stages.attribution.sources import classify, names_outlet, role_word
from reportedly.stages.attribution.tokens import PRONOUNS, Token, lemma
from reportedly.stages.attribution.units import Unit

_TELL = words("carriers.tell")
_PASSED = words("carriers.passed")
_GIVEN = words("carriers.given")
_PRESENTS = words("carriers.presents")
_BRACKET = re.compile(
    r"\(\s*([A-Z][^()\d;]{1,60}?)[,\s]+\d{1,2}(?:[/.]\d{1,2}[/.]\d{2,4}|\s+[A-Z][a-z]+(?:\s+\d{4})?)[^()]{0,80}\)"
)
_SOURCE_LINE = re.compile(
    r"(?m)^[\s(]*Sources?:[ \t]*([^\n)]+?)[.)]*[ \t]*$|(?<=[.!?] )\(?Sources?:[ \t]*([^\n)]+?)[.)]*[ \t]*$"
)
_ADJACENT = 12
_PLATFORMS = frozenset(("telegram", "twitter", "facebook", "x", "youtube", "instagram", "vk", "tiktok", "whatsapp"))


@dataclass(frozen=True, slots=True)
class Carrier:
    """A further source of the same content: where it is printed and by which words."""

    span: Span
    cue: Span | None


def _span(tokens: tuple[Token, ...], pair: tuple[int, int]) -> Span:
    return Span(tokens[pair[0]].start, tokens[pair[1] - 1].end)


def _head(unit: Unit, relation: Relation) -> int | None:
    cue = relation.cue[0]
    inside = [i for i, t in enumerate(unit.tokens) if cue.start <= t.start < cue.end]
    return next((i for i in inside if lemma(unit.tokens[i].low) in _TELL), inside[-1] if inside else None)


def outer(text: str, unit: Unit, relation: Relation) -> list[Carrier]:
    """Return the carriers outside of a relation's source, outermost first."""
    result: list[Carrier] = []
    index = _head(unit, relation)
    if index is None:
        return result
    tokens = unit.tokens
    result.extend(_told(text, unit, index, relation))
    result.extend(_venue(text, unit, index, relation))
    result.extend(_first_reported(unit, index))
    for source in relation.source:
        result.extend(_passed_on(text, tokens, source) or _presented_by(text, tokens, source))
    return [*_quoted_by(text, unit, relation), *_handed_to(text, relation), *result]


_HANDED_TO = re.compile(
    r"\b(?:given|provided|leaked|disclosed|passed(?: on)?|relayed|shared|supplied|described) to (?P<to>.+) by$"
)


def _handed_to(text: str, relation: Relation) -> list[Carrier]:
    """Return X of "The account, given to X by Y"."""
    match = _HANDED_TO.search(text, relation.cue[0].start, relation.cue[0].end) if relation.anaphoric else None
    return [] if match is None else [Carrier(Span(*match.span("to")), None)]


_AIRED_BY = re.compile(
    r"(?:, (?P<a>quoted|cited|interviewed) by|\b(?:[Ii]n|[Oo]n) (?:an? |the |his |her |its |their )?(?:\w+ )?"
    r"(?:remarks?|comments?|statements?|speech|address|interview|message|audio|video|footage|appeal|broadcast) "
    r"(?P<b>carried|broadcast|aired|published|quoted|reported|distributed|released|posted|shown|cited|relayed|obtained)"
    r" (?:\w+day )?(?:by|on)) (?P<by>[A-Z“][^,.;]{1,60}?|(?:the|state|local|a) [^,.;]{3,60}?)(?=[,.;]| that |$)"
)
_QUOTED_BY = re.compile(
    r", (?:which|whom|who|as) (?P<by>[A-Z“][^,.;]{1,60}?|the [^,.;]{3,60}?) (?P<cue>quotes|quoted|"
    r"cites|cited|relays|relayed|carried|carries|"
    r"picked up|translated|reprinted|published|obtained|released|circulated|presented|intercepted|quoting)(?=[ .,;]|$)"
)


def _quoted_by(text: str, unit: Unit, relation: Relation) -> list[Carrier]:
    """Return Y of "X told the paper, which Y quotes"."""
    match = _QUOTED_BY.search(text, max(unit.start, relation.cue[-1].start), unit.end)
    if match is not None and unit.quote_at(match.start()) is None:
        return [Carrier(Span(*match.span("by")), Span(*match.span("cue")))]
    return _aired_by(text, unit, relation)


def _aired_by(text: str, unit: Unit, relation: Relation) -> list[Carrier]:
    """Return Y of "X, quoted by Y, said" and of "X said in remarks carried by Y"."""
    for match in _AIRED_BY.finditer(text, unit.start, unit.end):
        by = Span(*match.span("by"))
        inside = any(c.overlaps(by) for c in relation.content) or unit.quote_at(match.start()) is not None
        if inside or not relation.source or match.start() < relation.source[0].start - _ADJACENT * 4:
            continue
        if classify(text, by).role in ("outlet", "agency", "social_account") or match.group("a"):
            return [Carrier(by, Span(*match.span("a" if match.group("a") else "b")))]
    return []


def _told(text: str, unit: Unit, index: int, relation: Relation) -> list[Carrier]:
    tokens = unit.tokens
    word = lemma(tokens[index].low)
    at = index + 1
    if word not in _TELL:
        if word not in ("admit", "confirm", "say", "speak", "explain", "complain", "write") or at >= len(tokens):
            return []
        if tokens[at].low not in ("to",):
            return []
        at += 1
    phrase = phrase_after(tokens, at, aside=False)
    return _if_outlet(text, unit, phrase, Span(tokens[index].start, tokens[index].end), relation)


def _if_outlet(
    text: str, unit: Unit, phrase: tuple[int, int] | None, cue: Span | None, relation: Relation
) -> list[Carrier]:
    if phrase is None:
        return []
    tokens = unit.tokens
    span = _span(tokens, phrase)
    kind = classify(text, span)
    audience = kind.head in ("reporters", "journalists", "people", "supporters")
    proper = any(t.tag == "P" for t in tokens[phrase[0] : phrase[1]])
    heard = kind.role in ("outlet", "agency", "social_account", "unnamed_plural")
    if not heard:
        heard = any(names_outlet(t.low) for t in tokens[phrase[0] : phrase[1]] if t.tag == "P")
    if not heard:  # "told Tam Orrin of Delta News"
        of = next((i for i in range(*phrase) if tokens[i].low in ("of", "from", "at")), None)
        house = None if of is None or of + 1 >= phrase[1] else _span(tokens, (of + 1, phrase[1]))
        heard = house is not None and classify(text, house).role in ("outlet", "agency")
    names = {t.low for t in tokens[phrase[0] : phrase[1]] if t.tag == "P"}
    if not heard or audience or (names and names <= _PLATFORMS):
        return []
    if not (proper or tokens[phrase[0]].low in ("the", "state", "local", "a", "this")):
        return []
    if any(span.overlaps(s) for s in relation.source):
        return []
    return [Carrier(span, cue)]


def _venue(text: str, unit: Unit, index: int, relation: Relation) -> list[Carrier]:
    """Return "in an interview with X", "on X", "in X's podcast" near the cue, outside of the content."""
    tokens = unit.tokens
    for at in range(max(0, index - 3 * _ADJACENT), min(len(tokens) - 2, index + 2 * _ADJACENT)):
        if any(c.start <= tokens[at].start < c.end for c in relation.content):
            continue
        low, following = tokens[at].low, tokens[at + 1].low
        near = 0 < at - index <= _ADJACENT
        if low == "interview" and following in ("with", "on", "for", "to", "published", "in"):
            phrase = phrase_after(tokens, at + 2, aside=False)
        elif at and ((low == "on" and lemma(tokens[at - 1].low) in _LEANS) or tokens[at - 1].low in _ANSWERS):
            continue
        elif (
            low in ("on", "to")
            and near
            and not (low == "on" and following == "the" and _BASIS.match(tokens[at + 2].low))
        ):
            phrase = phrase_after(tokens, at + 1, aside=False)
        else:
            continue
        found = _if_outlet(text, unit, phrase, None, relation)
        if found:
            return found
    return []


_ANSWERS = frozenset(("answer", "answers", "answering", "response", "reply", "replying"))
"""Words before "to" that make what follows a question, not an audience."""


def _first_reported(unit: Unit, index: int) -> list[Carrier]:
    """Return "…, which was first reported by X" behind the cue."""
    tokens = unit.tokens
    for at in range(index + 1, min(len(tokens) - 1, index + 2 * _ADJACENT)):
        if tokens[at].low == "by" and tokens[at - 1].low in ("reported", "published", "obtained"):
            if not any(t.low == "which" for t in tokens[index:at]):
                return []
            phrase = phrase_after(tokens, at + 1, aside=False)
            if phrase is not None:
                return [Carrier(_span(tokens, phrase), Span(tokens[at - 1].start, tokens[at].end))]
    return []


def _passed_on(text: str, tokens: tuple[Token, ...], source: Span) -> list[Carrier]:
    """Return who obtained or was given the document that is the source."""
    result: list[Carrier] = []
    inside = [i for i, t in enumerate(tokens) if source.start <= t.start < source.end]
    if not inside:
        return result
    stop = min(len(tokens), inside[-1] + 18)
    for index in range(inside[0] + 1, stop):
        if index > inside[-1] and tokens[index].tag in "A" and tokens[index].low not in ("was", "were", "been"):
            break
        if tokens[index].low not in _PASSED:
            continue
        cue = Span(tokens[index].start, tokens[index].end)
        for at in range(index + 1, min(stop, index + 7)):
            if tokens[at].low in ("by", "to") and (tokens[at].low == "by" or tokens[index].low in _GIVEN):
                phrase = phrase_after(tokens, at + 1, aside=False)
                if phrase is not None and tokens[phrase[0]].low not in _OWN:
                    result.append(Carrier(_span(tokens, phrase), cue))
        break
    return result[:2]


def _presented_by(text: str, tokens: tuple[Token, ...], source: Span) -> list[Carrier]:
    """Return who shows the document that is the source: "The portal has seen a payslip that shows …"."""
    first = bisect_left(tokens, source.start, key=lambda t: t.start)
    if first < len(tokens) and tokens[first].low in ("that", "which"):
        paper = nominal_before(tokens, first)
    else:
        paper = (first, bisect_left(tokens, source.end, key=lambda t: t.start))
    if paper is None or paper[0] < 2 or lemma(tokens[paper[0] - 1].low) not in _PRESENTS:
        return []
    subject = subject_before(tokens, group_start(tokens, paper[0] - 1))
    if subject is None or tokens[subject[0]].tag in "WO" or tokens[subject[0]].low in PRONOUNS:
        return []
    if classify(text, _span(tokens, paper)).role != "document":
        return []
    return [Carrier(_span(tokens, subject), Span(tokens[paper[0] - 1].start, tokens[paper[0] - 1].end))]


_OWN = frozenset(("its", "his", "her", "their", "it", "him", "them", "me", "us"))
"""How a receiver begins who is the outlet itself: "an order seen by its editors"."""

_CITES = re.compile(
    r"(?:\b(?:[Cc]iting|[Qq]uoting|[Ii]nvoking)|(?P<new>,? (?:and |in turn |itself |himself |herself |themselves )?"
    r"(?:(?:relying|leaning|drawing|resting|basing (?:it|him|her|them)(?:self|selves))(?: \w+ly| in turn)? (?:up)?on|"
    r"referring(?: in turn)? to|appealing to|(?:in|with) reference to|on the (?:strength|basis|authority|word) of|"
    r"based on|from (?=(?:\w+ ){0,2}(?:reports?|accounts?|interviews|conversations|talks|"
    r"statements|messages|entries|letters) "
    r"(?:by|of|with|from) )|(?:having|after) (?:spoken|speaking|talked|talking) (?:to|with)|"
    r"(?:which|who|that) (?:(?:in (?:its|his|her|their)? ?turn|itself|himself|herself|themselves|"
    r"also|however|"
    r"for (?:its|his|her|their) part|again|\w+ly),? )*"
    r"(?:cite[sd]?|quote[sd]?|invoke[sd]?|names?|named|refer(?:s|red)? to|appeal(?:s|ed)? to|point(?:s|ed)? to|"
    r"(?:rel(?:y|ies|ied)|leans?|leaned|leant|rests?|rested|draws?|drew|base[sd]? (?:it|him|her|them)(?:self|selves))"
    r"(?: \w+ly)? (?:up)?on|goes back to|went back to|(?:(?:has|had|have) )?(?:spoke|spoken|"
    r"talked) (?:to|with)|(?:has|had|have|got|heard|learned|learnt) (?:it|them|this|that) from"
    r")))) ",
)
_LEANS = frozenset(("rely", "lean", "draw", "base", "rest", "build", "found", "chiefly", "mainly", "partly", "largely"))
_DEEPEST = 2
_BASIS = re.compile(r"(?:strength|basis|authority|word|grounds?|evidence)$")


def deeper(text: str, unit: Unit, relation: Relation) -> list[Carrier]:
    """Return the sources that the relation's source cites, in order: ", citing Y", ", which in turn leans on Y"."""
    tokens = unit.tokens
    result = _overheard(text, relation)
    for match in _CITES.finditer(text, unit.start, unit.end):
        if len(result) == _DEEPEST:
            break
        cue = Span(match.start() + len(match.group()) - len(match.group().lstrip(", ")), match.end() - 1)
        if unit.quote_at(cue.start) is not None or any(c.overlaps(cue) for c in relation.cue):
            continue
        if match.group("new") and not _behind_source(relation, cue):
            continue
        first = bisect_left(tokens, match.end(), key=lambda t: t.start)
        phrase = _with_makers(tokens, phrase_after(tokens, first, aside=match.group("new") is None))
        if phrase is None:
            continue
        inside = tokens[phrase[0] : phrase[1]]
        if _is_source(inside) or _tellers(inside, strict=match.group("new") is None):
            result.append(Carrier(_span(tokens, phrase), cue))
    return result


_HEARD = re.compile(
    r"(?:over)?hear(?:d|ing)? (?P<who>.{2,60}?) "
    r"(?P<cue>(?:say|tell|talk|speak|claim|complain|boast|shout|promise|admit)(?:ing)?)\b.*"
)
_RETELLS = re.compile(
    r"[\s,”\"’']{0,3}(?P<who>(?:[A-Z][\w.’'-]+|the|his|her|an?|their|one|another)(?: [\w’'-]+){0,5}?) "
    r"(?P<cue>telling|asking|warning|assuring|promising|saying to) (?:him|her|them|me|us|[A-Z][\w’'-]+|the \w+)\b"
)


def _overheard(text: str, relation: Relation) -> list[Carrier]:
    """Return Y of "X heard Y say that …" and of "“…,” X recalled Y telling her"."""
    cue = relation.cue[0]
    match = _HEARD.fullmatch(text, cue.start, cue.end)
    if match is None and relation.source and relation.content and relation.content[0].end <= cue.start:
        match = _RETELLS.match(text, max(cue.end, relation.source[-1].end))
    return [] if match is None else [Carrier(Span(*match.span("who")), Span(*match.span("cue")))]


def _with_makers(tokens: Sequence[Token], phrase: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return the phrase with those who made it: "entries by local bloggers"."""
    if phrase is None or phrase[1] >= len(tokens) or tokens[phrase[1]].low != "by":
        return phrase
    makers = phrase_after(tokens, phrase[1] + 1, aside=False)
    return phrase if makers is None else (phrase[0], makers[1])


_ABSTRACT = words("carriers.abstract")
_QUALITY = re.compile(r"(?:[tsc]ion|ment|ity|ness|ance|ence|ancy|ency|ship|ism|ture|ing|age|acy|ure|th)s?$")


def _tellers(phrase: Sequence[Token], *, strict: bool) -> bool:
    """Say whether a phrase may stand for persons or papers that tell: no reason, no quality.

    After "citing", which also names reasons, only a plural without article ("two priests") will do.
    """
    head = next((t for i, t in enumerate(phrase) if i + 1 == len(phrase) or phrase[i + 1].tag in "IWX"), phrase[-1])
    if head.tag not in "NVG" or head.low in _ABSTRACT or _QUALITY.search(head.low):
        return False
    plural = head.low.endswith("s") and not head.low.endswith("ss")
    return plural and phrase[0].low not in ("the", "its", "their", "his", "her") if strict else True


def _behind_source(relation: Relation, cue: Span) -> bool:
    """Say whether words that cite stand with the source, not in what it says."""
    if any(c.overlaps(cue) for c in relation.content if not relation.anaphoric):
        return False
    ends = [s.end for s in (*relation.source, *relation.cue) if s.end <= cue.start + 1]
    return bool(ends) and (relation.anaphoric or cue.start - max(ends) <= _ADJACENT)


def _is_source(phrase: Sequence[Token]) -> bool:
    """Say whether what is cited can say something: reasons and examples cannot (C13)."""
    return any(t.tag == "P" or role_word(t.low) for t in phrase) or any(_PERSON.search(t.low) for t in phrase[:3])


_PERSON = re.compile(r"(?:[^e]er|ist|man|woman|ee)s?$|men$")


def bracket(text: str, start: int, end: int) -> Carrier | None:
    """Return the source in a bracket "(Outlet 3/5/2021)" inside text[start:end]."""
    match = _BRACKET.search(text, start, end)
    if match is None:
        return None
    return Carrier(Span(match.start(1), match.end(1)), None)


def source_line(text: str, start: int, end: int) -> Carrier | None:
    """Return the source of a line "Source: X" inside text[start:end]."""
    match = _SOURCE_LINE.search(text, start, end)
    if match is None:
        return None
    group = 1 if match.group(1) else 2
    return Carrier(Span(match.start(group), match.end(group)), None)
