"""Fixed wordings of attribution: according to, as reported by, quoted as saying, there are reports of, reportedly."""

from collections.abc import Sequence

from reportedly.stages.attribution.clauses import clause_end, clause_start, extent, floor_of, trim_end
from reportedly.stages.attribution.found import Found
from reportedly.stages.attribution.lists import words
from reportedly.stages.attribution.phrases import group_start, phrase_after, subject_before
from reportedly.stages.attribution.tokens import BE, Token, lemma
from reportedly.stages.attribution.units import Unit
from reportedly.stages.extraction.unsaid import in_aside

_HEARSAY = words("relations.hearsay")
_ADVERBIAL = words("relations.adverbial")
_SPOKEN = words("relations.saying") | words("relations.tell")


def pattern_at(unit: Unit, index: int, found: Sequence[Found]) -> Found | None:
    """Return the relation whose fixed wording begins (or ends, for "by") at token `index`; None if there is none."""
    tokens = unit.tokens
    low = tokens[index].low
    if low in _HEARSAY:
        return _hearsay(unit, index)
    if low in _TIDINGS:
        return _there_are(unit, index)
    rule = _OPENERS.get(low)
    return None if rule is None else rule(unit, index, found)


def _following(unit: Unit, index: int) -> str:
    return unit.tokens[index + 1].low if index + 1 < len(unit.tokens) else ""


def _opens_according(unit: Unit, index: int, found: Sequence[Found]) -> Found | None:
    return _according(unit, index, found) if _following(unit, index) == "to" else None


def _opens_as(unit: Unit, index: int, found: Sequence[Found]) -> Found | None:
    following = _following(unit, index)
    if following == "per" and index == 0:
        return _opens_per(unit, 1, found)
    if following in _AS_VERBS:
        return _as_reported(unit, index)
    if following.endswith("ing") and found:
        return _as_saying(unit, index, found)
    return _as_x_reports(unit, index) if index == 0 else None


def _as_x_reports(unit: Unit, index: int) -> Found | None:
    """Return "As X reports, C" at the start of a sentence."""
    tokens = unit.tokens
    comma = next((i for i in range(index + 2, min(len(tokens), 16)) if tokens[i].low == ","), None)
    if comma is None or comma + 1 >= len(tokens):
        return None
    verb = next((i for i in range(index + 2, comma) if lemma(tokens[i].low) in _REPORTS), None)
    phrase = phrase_after(tokens, index + 1, aside=False)
    end = clause_end(unit, comma + 1)
    if verb is None or phrase is None or phrase[0] >= verb or end <= comma + 1:
        return None
    return Found(
        unit, comma, [extent(tokens, verb, verb + 1)], [extent(tokens, phrase[0], min(phrase[1], verb))],
        [extent(tokens, comma + 1, end)],
        rule="as_reported", score=0.8,
    )  # fmt: skip


_REPORTS = frozenset(("report", "write", "state", "note", "announce", "say", "explain", "inform"))


def _opens_by(unit: Unit, index: int, found: Sequence[Found]) -> Found | None:
    if index < 2 or unit.tokens[index - 1].low not in _STATED:
        return None
    return _pointing_back(unit, index) or _stated_by(unit, index)


def _opens_in(unit: Unit, index: int, found: Sequence[Found]) -> Found | None:
    fronted = index == 0 or unit.tokens[index - 1].tag in "XC"
    return _in_document(unit, index) if fronted and _following(unit, index) not in ("it", "this") else None


def _opens_per(unit: Unit, index: int, found: Sequence[Found]) -> Found | None:
    """Return "Per X, C" and "C, per X"; "per day" names nobody."""
    first = index - 1 if index == 1 and unit.tokens[0].low == "as" else index
    if first == 0 and index + 1 < len(unit.tokens) and unit.tokens[index + 1].tag in "PD":
        return _per_front(unit, first, index)
    named = 0 < index < len(unit.tokens) - 1 and unit.tokens[index + 1].tag in "PD"
    return _by_phrase(unit, index, index + 1, "per") if named else None


def _per_front(unit: Unit, first: int, index: int) -> Found | None:
    tokens = unit.tokens
    phrase = phrase_after(tokens, index + 1, aside=False)
    if phrase is None:
        return None
    comma = next((i for i in range(phrase[1], min(len(tokens), phrase[1] + 1)) if tokens[i].low == ","), None)
    if comma is not None and comma + 1 < len(tokens) and tokens[comma + 1].tag == "W":  # "Per X, which cites Y, C"
        comma = next((i for i in range(comma + 2, min(len(tokens), comma + 16)) if tokens[i].low == ","), None)
    end = clause_end(unit, comma + 1) if comma is not None else 0
    if comma is None or end <= comma + 1:
        return None
    return Found(
        unit, comma, [extent(tokens, first, index + 1)], [extent(tokens, *phrase)], [extent(tokens, comma + 1, end)],
        rule="according.front", score=0.8,
    )  # fmt: skip


_OPENERS = {
    "according": _opens_according,
    "as": _opens_as,
    "by": _opens_by,
    "in": _opens_in,
    "per": _opens_per,
}
_AS_VERBS = frozenset(("reported", "quoted", "cited", "told", "stated", "noted"))


def _according(unit: Unit, index: int, found: Sequence[Found]) -> Found | None:
    tokens = unit.tokens
    phrase = phrase_after(tokens, index + 2)
    if phrase is None or (phrase[1] - phrase[0] == 1 and tokens[phrase[0]].low in _ADVERBIAL):
        return None
    relation = Found(unit, index + 1, [extent(tokens, index, index + 2)], [extent(tokens, *phrase)], rule="according")
    relation.score = 0.9
    before = trim_end(tokens, 0, index, unit)
    fronted = index == 0 or before == 0 or _opens(unit, index - 1) or _only_lead(tokens, before)
    if not fronted and not any(t.tag in "VA" for t in tokens[:before]):
        phrase = phrase_after(tokens, index + 2, aside=False) or phrase
        relation.source = [extent(tokens, *phrase)]
    relative = before > 0 and (tokens[before - 1].tag in "WB" or tokens[before - 1].low == "that")
    pending = relative or (bool(found) and not found[-1].content and found[-1].head >= before - 2)
    if fronted or pending or tokens[index - 1].low == "that":
        start = phrase[1]
        if start < len(tokens) and tokens[start].low == ",":
            start += 1
        end = clause_end(unit, start)
        if end > start:
            relation.content = [extent(tokens, start, end)]
            relation.rule = "according.front"
        return relation
    start = floor_of(unit, index)
    start = clause_start(unit, before, start)
    if before > start:
        relation.content = [extent(tokens, start, before)]
        relation.region = (start, before)
    after = phrase[1]
    if after + 1 < len(tokens) and tokens[after].low == "," and tokens[after + 1].tag not in "CB":
        end = clause_end(unit, after + 1)
        if end > after + 2 and not any(t.tag == "X" and t.low == "“" for t in tokens[after + 1 : after + 2]):
            relation.content.append(extent(tokens, after + 1, end))
    return relation


def _opens(unit: Unit, index: int) -> bool:
    """Say whether the mark at `index` opens what follows: a colon or the beginning of a quotation, not its end."""
    token = unit.tokens[index]
    return token.low in (":", "“") or (token.low == '"' and any(q.start == token.start for q in unit.quotes))


def _only_lead(tokens: Sequence[Token], before: int) -> bool:
    """Say whether only a connecting word or two stands before: "But according to"."""
    return before <= 2 and all(t.tag in "CRBI" or t.tag == "X" for t in tokens[:before])


_STATED = words("relations.stated")
_POINTERS = words("relations.pointers")


def _pointing_back(unit: Unit, index: int) -> Found | None:
    """Return "This is reported by X": the content stands in the sentences before."""
    tokens = unit.tokens
    first = group_start(tokens, index - 1)
    if (
        first == 0
        or first > 4
        or tokens[first - 1].low not in _POINTERS
        or tokens[first].low not in BE | {"has", "have"}
    ):
        return None
    phrase = phrase_after(tokens, index + 1, aside=False)
    if phrase is None:
        return None
    return Found(
        unit, index, [extent(tokens, first, index + 1)], [extent(tokens, *phrase)], [], anaphoric=True, rule="as_this",
        score=0.9,
    )  # fmt: skip


_TIDINGS = frozenset(("reporting", "reports", "rumours", "rumors", "allegations", "indications"))
_EXISTS = words("relations.exists")


def _tidings_end(unit: Unit, index: int) -> int | None:
    """Return the token behind "of" or "that" which opens what tidings say: ‘some "reporting" even then that’."""
    if _following(unit, index) in ("of", "that"):
        return index + 2
    if unit.tokens[index].low != "reporting":
        return None
    for at in range(index + 1, min(len(unit.tokens), index + 14)):
        if unit.tokens[at].low == "that":
            return at + 1
        if unit.tokens[at].tag in "VAW" or unit.tokens[at].low in (".", ",", ";"):
            return None
    return None


def _there_are(unit: Unit, index: int) -> Found | None:
    """Return "there are reports of C": the reports are the source."""
    tokens = unit.tokens
    start = _tidings_end(unit, index)
    if start is None:
        return None
    back = index - 1
    while back >= 0 and tokens[back].tag in "NDPMV" and tokens[back].low not in _EXISTS and index - back < 4:
        back -= 1
    if back > 0 and tokens[back].low in ("“", '"'):
        back -= 1
    included = back >= 0 and tokens[back].low in ("included", "includes", "including")
    if back < 0 or not (tokens[back].low in _EXISTS or tokens[back + 1].low == "included" or included):
        return None
    end = clause_end(unit, start)
    if end <= start:
        return None
    first = back + 2 if tokens[back + 1].low in ("“", '"') else back + 1
    source = [(tokens[min(first, index)].start, tokens[index].end)]
    if tokens[back + 1].low == "included":
        source = [extent(tokens, index, index + 1)]
    if start > index + 2:  # what is told begins with "that", and the verb is the cue
        return Found(
            unit, start - 1, [extent(tokens, back, back + 1)], source, [extent(tokens, start - 1, end)],
            rule="there_are", score=0.7,
        )  # fmt: skip
    return Found(
        unit, start - 1, [extent(tokens, start - 1, start)], source, [extent(tokens, start, end)],
        rule="there_are", score=0.7,
    )  # fmt: skip


def _stated_by(unit: Unit, index: int) -> Found | None:
    """Return "needs reported by X include C": what is reported stands before, the rest behind the agent."""
    tokens = unit.tokens
    if tokens[index - 2].tag not in "NM" or tokens[index - 1].low in ("provided", "published", "said"):
        return None
    agent = phrase_after(tokens, index + 1, aside=False)
    noun = subject_before(tokens, index - 1)
    if agent is None or noun is None:
        return None
    content = [extent(tokens, *noun)]
    end = clause_end(unit, agent[1])
    if agent[1] < len(tokens) and tokens[agent[1]].tag in "VA" and end > agent[1]:
        content.append(extent(tokens, agent[1], end))
    return Found(
        unit,
        index,
        [extent(tokens, index - 1, index + 1)],
        [extent(tokens, *agent)],
        content,
        rule="as_stated",
        score=0.6,
    )


def _as_saying(unit: Unit, index: int, found: Sequence[Found]) -> Found | None:
    """Return the inner relation of "A quoted X as saying that C"; the outer one gets C as content too."""
    tokens = unit.tokens
    outer = found[-1]
    outer_head = outer.head
    if index - outer_head > _LONG or lemma(tokens[outer_head].low) not in ("quote", "cite"):
        return None
    start = index + 2
    for at in range(index + 2, min(len(tokens), index + 14)):
        if tokens[at].low == "that":
            start = at
            break
    end = clause_end(unit, start)
    content = [extent(tokens, start, end)] if end > start else [(q.start, q.end) for q in unit.quotes[:1]]
    if not content:
        return None
    passive = index <= outer_head + 1
    person = list(outer.content[:1]) if passive else [extent(tokens, outer_head + 1, index)]
    outer.content = list(content)
    if passive:
        outer.source = []
        inside = next((i for i in range(index + 2, start) if tokens[i].low in ("in", "by", "to")), None)
        phrase = phrase_after(tokens, inside + 1, aside=False) if inside is not None else None
        outer.source = [extent(tokens, *phrase)] if phrase is not None and phrase[1] <= start else []
    outer.rule = "quoted"
    return Found(unit, index + 1, [extent(tokens, index, index + 2)], person, content, rule="as_saying", score=0.9)


def _in_document(unit: Unit, index: int) -> Found | None:
    """Return "In a survey by X, C": a document that opens the sentence is a source of its own."""
    tokens = unit.tokens
    phrase = phrase_after(tokens, index + 1, aside=False)
    if (
        phrase is None
        or phrase[1] >= len(tokens) - 2
        or not any(t.low in _SURVEYS for t in tokens[phrase[0] : phrase[1]])
    ):
        return None
    comma = next((i for i in range(phrase[1], min(len(tokens), phrase[1] + 8)) if tokens[i].low == ","), None)
    if comma is None:
        return None
    end = clause_end(unit, comma + 1)
    if end <= comma + 1:
        return None
    return Found(
        unit, index, [extent(tokens, index, index + 1)], [extent(tokens, index + 1, comma)],
        [extent(tokens, comma + 1, end)],
        rule="in_document", score=0.6,
    )  # fmt: skip


_LONG = 20
_SURVEYS = words("relations.surveys")


def _as_reported(unit: Unit, index: int) -> Found | None:
    tokens = unit.tokens
    at = index + 2
    if at < len(tokens) and tokens[at].low in ("by", "in"):
        return _by_phrase(unit, index, at + 1, "as_reported")
    return None


def _by_phrase(unit: Unit, index: int, at: int, rule: str) -> Found | None:
    tokens = unit.tokens
    phrase = phrase_after(tokens, at)
    if phrase is None:
        return None
    relation = Found(unit, at - 1, [extent(tokens, index, at)], [extent(tokens, *phrase)], rule=rule, score=0.8)
    before = trim_end(tokens, 0, index, unit)
    start = clause_start(unit, before, floor_of(unit, index))
    if before > start:
        relation.content = [extent(tokens, start, before)]
    elif phrase[1] < len(tokens):
        end = clause_end(unit, phrase[1] + 1)
        if end > phrase[1] + 1:
            relation.content = [extent(tokens, phrase[1] + 1, end)]
    return relation


def _first_statement(tokens: Sequence[Token], index: int, end: int) -> int:
    """Return where the statement of an adverb ends: ", and the bridge is open" has a subject and verb of its own."""
    for at in range(index + 2, end - 2):
        if tokens[at].low in ("and", "but") and tokens[at - 1].low == "," and tokens[at + 1].tag in "DNP":
            behind = tokens[at + 2 : at + 8]
            return at - 1 if any(t.tag in "VA" for t in behind) else end
    return end


def _in_aside(tokens: Sequence[Token], index: int) -> bool:
    before, after = (" ".join(t.low for t in part).replace(" ,", ",") for part in (tokens[:index], tokens[index + 1 :]))
    start, word = len(before) + 1, tokens[index].low
    return in_aside(f"{before} {word} {after}", start, start + len(word))


def _hearsay(unit: Unit, index: int) -> Found | None:
    """Return "X is reportedly doing Y": no source, the clause around the adverb is the content."""
    tokens = unit.tokens
    fronted = any(t.low == "," for t in tokens[:index]) and tokens[index - 1].tag in "NP"
    told = index + 2 < len(tokens) and tokens[index + 2].low not in (",", ":", "that", "“", '"', "‘", "'")
    if fronted and told and lemma(tokens[index + 1].low) in _SPOKEN:
        return None  # "a resident reportedly told the paper": the verb names the source
    if _in_aside(tokens, index):
        return None  # "the cinema, which reportedly lost its roof, has reopened"
    start = floor_of(unit, index)
    for back in range(index - 1, start - 1, -1):
        if tokens[back].tag in "BW" or tokens[back].low in (
            ",",
            "that",
            "but",
            ":",
            "after",
            "before",
            "because",
            "while",
        ):
            start = back + 1
            break
    start = clause_start(unit, index, start)
    end = clause_end(unit, index + 1)
    if index > start:
        end = _first_statement(tokens, index, end)
    content = []
    if index > start:
        content.append(extent(tokens, start, index))
    if end > index + 1:
        content.append(extent(tokens, index + 1, end))
    return Found(unit, index, [extent(tokens, index, index + 1)], [], content, rule="hearsay", score=0.7)
