"""Further wordings of attribution: "X has it", "by the reckoning of X", "rumour has it", "or so X says"."""

from collections.abc import Callable, Sequence

from reportedly.stages.attribution.clauses import clause_end, clause_start, extent, floor_of, trim_end
from reportedly.stages.attribution.found import Found
from reportedly.stages.attribution.lists import words
from reportedly.stages.attribution.phrases import phrase_after, subject_before
from reportedly.stages.attribution.sources import role_word
from reportedly.stages.attribution.tokens import BE, Token, lemma
from reportedly.stages.attribution.units import Unit

_RUMOUR = words("phrasing.rumour")
_VIEW = words("phrasing.view")
_RECORDS = words("phrasing.records")
_GIVES = words("phrasing.gives")
_OTHER = words("phrasing.other")
_OBTAINED = words("phrasing.obtained")
_TITLED = words("phrasing.titled")
_FURTHER = frozenset(("also", "further", "furthermore", "additionally", "moreover", "likewise", "besides"))
_NEAR = 14


def wording_at(unit: Unit, index: int) -> Found | None:
    """Return the relation whose wording has its key word at token `index`, None if there is none."""
    rule = _RULES.get(unit.tokens[index].low)
    return _records(unit, index) if rule is None else rule(unit, index)


def _low(unit: Unit, index: int) -> str:
    return unit.tokens[index].low if 0 <= index < len(unit.tokens) else ""


def _has_it(unit: Unit, index: int) -> Found | None:
    """Return "C, X has it" or "X has it that C"; rumour has no source."""
    tokens = unit.tokens
    if _low(unit, index + 1) != "it":
        return None
    subject = subject_before(tokens, index)
    if subject is None:
        return None
    rest = (0, 0)
    closes = index + 2 >= len(tokens) or tokens[index + 2].low in (".", ",", ";", "!")
    if tokens[min(index + 2, len(tokens) - 1)].low == "that":
        content = (index + 2, clause_end(unit, index + 2))
    elif closes and subject[0] > 0 and tokens[subject[0] - 1].low in (",", "–", "—"):
        end = trim_end(tokens, 0, subject[0], unit)
        content = (clause_start(unit, end, floor_of(unit, subject[0])), end)
        if _low(unit, index + 2) == "," and index + 3 < len(tokens):  # inserted: only its own clause is covered
            comma = next((i for i in range(end - 1, content[0], -1) if tokens[i].low in (",", ";")), content[0] - 1)
            content = (clause_start(unit, end, comma + 1), end)
            rest = (index + 3, clause_end(unit, index + 3))
    else:
        return None
    if content[1] <= content[0]:
        return None
    nobody = any(t.low in _RUMOUR for t in tokens[subject[0] : subject[1]])
    cue = extent(tokens, subject[0] if nobody else index, index + 2)
    source = [] if nobody else [extent(tokens, *subject)]
    pieces = [extent(tokens, *piece) for piece in (content, rest) if piece[1] > piece[0]]
    return Found(unit, index + 1, [cue], source, pieces, rule="hearsay" if nobody else "fronted", score=0.8)


def _word_is(unit: Unit, index: int) -> Found | None:
    """Return "Word in the market is that C": hearsay without a source."""
    tokens = unit.tokens
    if index == 0 or index > _NEAR or _low(unit, index + 1) != "that":
        return None
    first = next((i for i in range(min(3, index)) if tokens[i].low in _RUMOUR), None)
    if first is None or any(t.tag in "VA" for t in tokens[first + 1 : index]):
        return None
    end = clause_end(unit, index + 1)
    return Found(
        unit, index + 1, [extent(tokens, 0, index + 1)], [], [extent(tokens, index + 1, end)], rule="hearsay", score=0.8
    )


def _in_view(unit: Unit, index: int) -> Found | None:
    """Return "By the reckoning of X, C" and "In X's view, C"."""
    tokens = unit.tokens
    if index:
        return None
    comma = next((i for i in range(2, min(len(tokens), _NEAR + 6)) if tokens[i].low == ","), None)
    if comma is None:
        return None
    at = next((i for i in range(1, comma) if tokens[i].low in _VIEW), None)
    if at is None or any(t.tag in "A" for t in tokens[1:comma]):
        return None
    if _low(unit, at + 1) in ("of", "from", "by", "given") and at + 2 < comma:
        source = extent(tokens, at + 2, comma)
    elif (
        at + 1 == comma
        and at > 1
        and (tokens[at - 1].tag == "S" or tokens[at - 1].low in ("his", "her", "their", "its"))
    ):
        pronoun = tokens[at - 1].tag != "S"
        source = extent(tokens, at - 1 if pronoun else 1, at if pronoun else at - 1)
    else:
        return None
    end = clause_end(unit, comma + 1)
    if end <= comma + 1:
        return None
    return Found(
        unit,
        comma,
        [extent(tokens, 0, 1)],
        [source],
        [extent(tokens, comma + 1, end)],
        rule="according.front",
        score=0.8,
    )


def _or_so(unit: Unit, index: int) -> Found | None:
    """Return "C – or so X says": the words before the dash are the content."""
    tokens = unit.tokens
    if index < 3 or tokens[index - 1].low not in ("or", "least") or len(tokens) - index > 10:
        return None
    phrase = phrase_after(tokens, index + 1, aside=False)
    verb = next((i for i in range(index + 2, len(tokens)) if tokens[i].tag in "VA"), None)
    if phrase is None or verb is None or verb < phrase[1]:
        return None
    mark = next((i for i in range(index - 1, max(0, index - 4), -1) if tokens[i].tag == "X"), index - 1)
    end = trim_end(tokens, 0, mark, unit)
    start = clause_start(unit, end, floor_of(unit, mark))
    if end <= start:
        return None
    return Found(
        unit, len(tokens) - 1, [extent(tokens, phrase[1], verb + 1)], [extent(tokens, *phrase)],
        [extent(tokens, start, end)],
        rule="fronted", score=0.7,
    )  # fmt: skip


def _it_says_in(unit: Unit, index: int) -> Found | None:
    """Return "C, it says in a notice of X" and "C; so it stands on the poster of X"."""
    tokens = unit.tokens
    if index == 0 or tokens[index - 1].low != "it" or _low(unit, index + 1) not in ("in", "on"):
        return None
    phrase = phrase_after(tokens, index + 2, aside=False)
    if phrase is None or not any(role_word(t.low) for t in tokens[phrase[0] : phrase[1]]):
        return None
    first = index - 2 if index > 1 and tokens[index - 2].low in ("so", "thus", "as") else index - 1
    maker = next((i for i in range(phrase[0], phrase[1]) if tokens[i].low in ("of", "by", "from")), None)
    if maker is not None and maker + 1 < phrase[1]:
        phrase = (maker + 1, phrase[1]) if any(role_word(t.low) for t in tokens[maker + 1 : phrase[1]]) else phrase
    end = trim_end(tokens, 0, first, unit)
    if end > 2:
        content = (clause_start(unit, end, 0), end)
    else:
        content = (
            (phrase[1] + 1, clause_end(unit, phrase[1] + 1)) if _low(unit, phrase[1]) in (",", ":", "that") else (0, 0)
        )
    if content[1] <= content[0]:
        return None
    return Found(
        unit, index + 1, [extent(tokens, index, index + 2)], [extent(tokens, *phrase)], [extent(tokens, *content)],
        rule="in_document", score=0.8,
    )  # fmt: skip


def _puts_at(unit: Unit, index: int) -> Found | None:
    """Return "X put the toll at nine": a number that a source gives."""
    tokens = unit.tokens
    at = next((i for i in range(index + 2, min(len(tokens) - 1, index + 12)) if tokens[i].low in ("at", "as")), None)
    if at is None or not _number(tokens, at + 1) or (tokens[index].low[0] == "p") != (tokens[at].low == "at"):
        return None
    verb = index
    while verb > 0 and tokens[verb - 1].tag == "R":  # "later gave"
        verb -= 1
    subject = opening_subject(tokens, index) or subject_before(tokens, verb)
    if subject is None or (subject[0] > 2 and not _joined_on(tokens, subject[0])):
        return None
    end = clause_end(unit, index + 1)
    return Found(
        unit, index, [extent(tokens, verb, index + 1)], [extent(tokens, *subject)], [extent(tokens, index + 1, end)],
        rule="according", score=0.6,
    )  # fmt: skip


def _joined_on(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a second clause begins at `index`: "…, but the unions put the number at 700"."""
    return tokens[index - 1].tag in "CB" or tokens[index - 1].low in (";", ":")


def _number(tokens: Sequence[Token], index: int) -> bool:
    counted = (
        "half",
        "twice",
        "double",
        "a",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
    )
    return any(t.tag == "M" or t.low.split("-")[0] in counted for t in tokens[index : index + 4])


def opening_subject(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """Return the subject with a relative clause that opens the sentence: "A trader who asked not to be named"."""
    who = next((i for i in range(1, min(index, 8)) if tokens[i].low == "who"), None)
    if who is None or index - who < 3 or any(t.tag == "X" for t in tokens[:index]):
        return None
    return (0, index) if any(t.tag in "VA" for t in tokens[who + 1 : index]) else None


def _records(unit: Unit, index: int) -> Found | None:
    """Return "The group also records the closing of C" and "A nurse who … talks of C"."""
    tokens = unit.tokens
    word = lemma(tokens[index].low)
    if word in _GIVES and _low(unit, index + 1) == "of" and tokens[index].tag in "VN":
        subject = opening_subject(tokens, index) or (subject_before(tokens, index) if index < _NEAR else None)
        start = index + 2
    elif word in _RECORDS and tokens[index].tag in "VN" and _low(unit, index + 1) not in ("that", "", ".", ","):
        back = index - 1
        while back > 0 and tokens[back].tag == "R":
            back -= 1
        subject = subject_before(tokens, back + 1) if back >= 0 else None
        if not any(t.low in _FURTHER for t in tokens[back + 1 : index]) and not _lists(tokens, subject, index):
            return None
        start = index + 1
    else:
        return None
    end = clause_end(unit, start)
    if subject is None or subject[0] > 1 or end <= start or not _source_like(tokens, subject):
        return None
    return Found(
        unit, index, [extent(tokens, index, start)], [extent(tokens, *subject)], [extent(tokens, start, end)],
        rule="according", score=0.6,
    )  # fmt: skip


def _lists(tokens: Sequence[Token], subject: tuple[int, int] | None, index: int) -> bool:
    """Say whether a report or monitor lists things: "The same bulletin lists the closing of two schools"."""
    if (
        subject is None
        or index + 1 >= len(tokens)
        or (tokens[index].tag != "V" and not tokens[index].low.endswith("s"))
    ):
        return False
    return tokens[index + 1].tag in "DM" and any(t.low == "of" for t in tokens[index + 1 : index + 10])


def _source_like(tokens: Sequence[Token], subject: tuple[int, int]) -> bool:
    inside = tokens[subject[0] : subject[1]]
    return any(role_word(t.low) or t.tag == "P" or t.low in ("who", "group", "she", "he", "it") for t in inside)


def _sees_otherwise(unit: Unit, index: int) -> Found | None:
    """Return "A spokeswoman would have none of it: C"."""
    tokens = unit.tokens
    phrase = phrase_after(tokens, 0, aside=False)
    if phrase is None or phrase[1] >= index or index > _NEAR or unit.quote_at(tokens[index].start) is not None:
        return None
    between = tokens[phrase[1] : index]
    if not any(t.low in _OTHER for t in between) or not _source_like(tokens, phrase):
        return None
    end = clause_end(unit, index + 1)
    if end - index < 3:
        return None
    return Found(
        unit, index, [extent(tokens, phrase[1], index)], [extent(tokens, *phrase)], [extent(tokens, index + 1, end)],
        rule="according", score=0.6,
    )  # fmt: skip


def _heading(unit: Unit, index: int) -> Found | None:
    """Return "X sums up the month as follows.": the rest of the paragraph is its content, added later."""
    tokens = unit.tokens
    if len(tokens) - index > 2 or _low(unit, index - 1) not in ("as", "the"):
        return None
    phrase = phrase_after(tokens, 0, aside=False)
    if phrase is None or not _source_like(tokens, phrase):
        return None
    return Found(
        unit, index, [extent(tokens, index - 1, index + 1)], [extent(tokens, *phrase)], [], anaphoric=True,
        rule=HEADING, score=0.7,
    )  # fmt: skip


HEADING = "as_follows"


def _presents(unit: Unit, index: int) -> Found | None:
    """Return "X has come by a leaflet entitled T": who presents a document, the document as content."""
    tokens = unit.tokens
    verb = next((i for i in range(index - 1, max(0, index - 10), -1) if tokens[i].low in _OBTAINED), None)
    if verb is None or not any(role_word(t.low) for t in tokens[verb + 1 : index]):
        return None
    first = verb
    while first > 0 and tokens[first - 1].tag in "AR":
        first -= 1
    subject = subject_before(tokens, first)
    end = trim_end(tokens, index, len(tokens), unit)
    if subject is None or end <= verb + 1:
        return None
    start = verb + 2 if _low(unit, verb + 1) in ("by", "hold") else verb + 1
    return Found(
        unit, index, [extent(tokens, verb, verb + 1)], [extent(tokens, *subject)], [extent(tokens, start, end)],
        rule="presents", score=0.5,
    )  # fmt: skip


def _goes_on(unit: Unit, index: int) -> Found | None:
    """Return "C, she goes on." """
    tokens = unit.tokens
    last = index + 1 if _low(unit, index + 1) == "on" else index
    if (last == index and tokens[index].low[0] == "g") or (tokens[index].low == "went" and last == index):
        return None
    subject = subject_before(tokens, index)
    if subject is None or subject[0] < 2 or tokens[subject[0] - 1].low not in (",", "”", '"', "–", "—"):
        return None
    if last + 1 < len(tokens) and tokens[last + 1].tag != "X":
        return None
    end = trim_end(tokens, 0, subject[0], unit)
    start = clause_start(unit, end, floor_of(unit, subject[0]))
    if end <= start:
        return None
    return Found(
        unit, last, [extent(tokens, index, last + 1)], [extent(tokens, *subject)], [extent(tokens, start, end)],
        rule="fronted", score=0.7,
    )  # fmt: skip


_RULES: dict[str, Callable[[Unit, int], Found | None]] = {
    **dict.fromkeys(("has", "have", "had"), _has_it),
    **dict.fromkeys(BE, _word_is),
    **dict.fromkeys(("by", "in", "on", "from", "to"), _in_view),
    "so": _or_so,
    **dict.fromkeys(("says", "stands", "reads"), _it_says_in),
    **dict.fromkeys(("goes", "went", "go", "continues", "continued"), _goes_on),
    ":": _sees_otherwise,
    **dict.fromkeys(("follows", "following"), _heading),
    **dict.fromkeys(_TITLED, _presents),
    **dict.fromkeys(("put", "puts", "gave", "gives"), _puts_at),
}
"""Which rule looks at which key word."""
