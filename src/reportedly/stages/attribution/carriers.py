"""Links that stand beside the source: the outlet that was told, the source that is cited, brackets, venues."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.records import Relation, Span
from reportedly.stages.attribution.lists import words
from reportedly.stages.attribution.phrases import phrase_after
from reportedly.stages.attribution.sources import classify, names_outlet, role_word
from reportedly.stages.attribution.tokens import Token, lemma
from reportedly.stages.attribution.units import Unit

_TELL = words("carriers.tell")
_PASSED = words("carriers.passed")
_GIVEN = words("carriers.given")
_CITING = words("carriers.citing")
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
        result.extend(_passed_on(text, tokens, source))
    return result


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
        elif low in ("on", "to") and near:
            phrase = phrase_after(tokens, at + 1, aside=False)
        else:
            continue
        found = _if_outlet(text, unit, phrase, None, relation)
        if found:
            return found
    return []


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
                if phrase is not None:
                    result.append(Carrier(_span(tokens, phrase), cue))
        break
    return result[:2]


def deeper(unit: Unit, relation: Relation) -> list[Carrier]:
    """Return the source that the relation's source cites: ", citing Y"."""
    tokens = unit.tokens
    for index, token in enumerate(tokens):
        if token.low not in _CITING or index + 1 >= len(tokens) or unit.quote_at(token.start) is not None:
            continue
        if any(c.overlaps(Span(token.start, token.end)) for c in relation.cue):
            continue
        phrase = phrase_after(tokens, index + 1)
        if phrase is not None and _is_source(tokens[phrase[0] : phrase[1]]):
            return [Carrier(_span(tokens, phrase), Span(token.start, token.end))]
    for index in range(len(tokens) - 3):
        if (
            tokens[index].low == "reference"
            and tokens[index + 1].low == "to"
            and tokens[index - 1].low in ("with", "in")
        ):
            phrase = phrase_after(tokens, index + 2)
            if phrase is not None:
                return [Carrier(_span(tokens, phrase), Span(tokens[index].start, tokens[index + 1].end))]
    return []


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
