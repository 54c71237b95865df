"""Relations inside one unit: cue words with their sources and contents."""

from collections.abc import Sequence

from reportedly.records import Span
from reportedly.stages.attribution.clauses import clause_end, clause_start, extent, floor_of, trim_end
from reportedly.stages.attribution.cues import cue_share, next_of, use_of
from reportedly.stages.attribution.found import Found
from reportedly.stages.attribution.lists import words
from reportedly.stages.attribution.patterns import pattern_at
from reportedly.stages.attribution.phrases import group_start, phrase_after, subject_before
from reportedly.stages.attribution.phrasing import wording_at
from reportedly.stages.attribution.pointers import pointing
from reportedly.stages.attribution.sources import classify, role_word
from reportedly.stages.attribution.tokens import BE, OBJECTS, TIMES, Token, lemma
from reportedly.stages.attribution.units import Quote, Unit

THRESHOLD = 0.4
_BEFORE_THAT = 0.2
_TELL = words("relations.tell")
_SURE = 0.7
_HAND_OUT = words("relations.hand_out")


def relations_of(unit: Unit, text: str) -> list[Found]:
    """Return the relations of one unit of the text in order of their cues."""
    pointer = pointing(text, unit)
    if pointer is not None:
        return [pointer]
    found: list[Found] = []
    tokens = unit.tokens
    skip_to = 0
    for index in range(len(tokens)):
        if index < skip_to:
            continue
        relation = pattern_at(unit, index, found) or wording_at(unit, index) or _by_word(unit, index, found)
        if relation is not None:
            found.append(relation)
            skip_to = relation.head + 1
    colon = _headline_colon(unit)
    if colon is not None and (not found or _heads(unit, colon, found)):
        found = [colon, *(f for f in found if f.score >= _FAIR and f.source)]
    if not found and (dash := _headline_dash(unit)) is not None:
        found.append(dash)
    return [f for f in found if f.content or f.anaphoric]


def _by_word(unit: Unit, index: int, found: Sequence[Found]) -> Found | None:
    tokens = unit.tokens
    share = cue_share(tokens, index)
    if share < THRESHOLD and tokens[index].tag == "V" and _inverted(unit, index, index):
        share = THRESHOLD
    use = use_of(tokens, index)
    late = _late_agent(unit, index) if use == "p" else None
    if share < _threshold(unit, index) and not late:
        return None
    if lemma(tokens[index].low) in _TELL and _tells_someone(tokens, index):
        share = max(share, _SURE)
    if lemma(tokens[index].low) in _HAND_OUT and next_of(tokens, index) in ("n", "o"):
        return None
    if use == "n":
        return _noun(unit, index, share) if share >= _SURE or next_of(tokens, index) == "that" else None
    if use == "p":
        follows = next_of(tokens, index)
        return _passive(unit, index, share, late) if late or follows in ("to", "that", "i:by", "i:as") else None
    return _verb(unit, index, found, share)


def _threshold(unit: Unit, index: int) -> float:
    """Return how often a word must be a cue to count: less where "that" or the end of the clause follows."""
    tokens = unit.tokens
    follows = next_of(tokens, index)
    if follows == "that":
        return _BEFORE_THAT
    if lemma(tokens[index].low) in _TELL and _tells_someone(tokens, index):
        return 0.0
    if lemma(tokens[index].low) in ("quote", "cite") and any(t.low == "as" for t in tokens[index : index + 14]):
        return 0.0
    if lemma(tokens[index].low) == "read" and index > 0 and _quote_before(unit, index) is not None:
        return _BEFORE_THAT
    closing = follows == "c" and index > 1 and lemma(tokens[index].low) in _SAYING
    return _BEFORE_THAT if closing else THRESHOLD


def _tells_someone(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a short addressee and a clause of its own follow: "telling them she would leave"."""
    if index + 3 >= len(tokens) or tokens[index + 1].low not in OBJECTS or lemma(tokens[index].low) == "ask":
        return False
    return tokens[index + 2].tag in "DOP" and any(t.tag in "VA" for t in tokens[index + 3 : index + 7])


def _doer(unit: Unit, before: int) -> tuple[int, int, int] | None:
    """Return the subject of the clause that "by telling" belongs to: the nearest one that has a verb."""
    tokens = unit.tokens
    for index in range(before - 1, 0, -1):
        if tokens[index].tag in "VA" and unit.quote_at(tokens[index].start) is None:
            phrase = subject_before(tokens, group_start(tokens, index))
            if phrase is not None:
                return (*extent(tokens, *phrase), -1)
    return None


def _verb(unit: Unit, index: int, found: Sequence[Found], share: float) -> Found | None:
    tokens = unit.tokens
    first = group_start(tokens, index)
    if tokens[first].low == "having":
        return None
    relation = Found(unit, index, [extent(tokens, first, index + 1)], rule="verb", score=share)
    left, right = first, index + 1
    subject = _subject(unit, first, index, found)
    if subject is None or _inverted(unit, first, index):
        behind = phrase_after(tokens, index + 1)
        if _inverted(unit, first, index) and behind is not None:
            relation.source = [extent(tokens, *behind)]
            right = behind[1]
        elif subject is None:
            return None
    if not relation.source and subject is not None:
        relation.source = [subject[:2]]
        left = min(left, subject[2]) if subject[2] >= 0 else left
    relation.region = (left, right)
    if tokens[index].low in ("citing", "quoting"):
        cited = phrase_after(tokens, index + 1)
        relation.content = [extent(tokens, *cited)] if cited is not None else []
        return relation
    _place_content(unit, relation, index, left, right)
    if len(relation.source) and relation.content and relation.source[0] == relation.content[0]:
        return None
    return relation


def _subject(unit: Unit, first: int, index: int, found: Sequence[Found]) -> tuple[int, int, int] | None:
    """Return (start, end, first token) of the subject; token -1 where it is taken over from an earlier cue."""
    tokens = unit.tokens
    before = tokens[first - 1] if first > 0 else None
    if before is not None and before.low not in ("and", "but", "or", ",", ";", "“", '"', "by", "to", ":"):
        phrase = subject_before(tokens, first)
        if phrase is not None:
            return (*extent(tokens, *phrase), phrase[0])
    if before is not None and before.low == "," and tokens[index].tag != "G" and not tokens[index].low.endswith("ing"):
        phrase = subject_before(tokens, first)
        if phrase is not None:
            return (*extent(tokens, *phrase), phrase[0])
    if before is not None and before.low == "by" and tokens[index].tag == "G":
        doer = _doer(unit, first - 1)
        if doer is not None:
            return doer
    if found and found[-1].source and (before is None or before.low in ("and", "but", "or", ",", "by", "to")):
        return (*found[-1].source[0], -1)
    return _main_subject(unit, first)


def _main_subject(unit: Unit, before: int) -> tuple[int, int, int] | None:
    tokens = unit.tokens
    for index in range(min(before, len(tokens))):
        if tokens[index].tag in "VA" and unit.quote_at(tokens[index].start) is None:
            phrase = subject_before(tokens, index)
            if phrase is not None and tokens[phrase[0]].tag != "W":
                return (*extent(tokens, *phrase), -1)
            return None
    return None


def _inverted(unit: Unit, first: int, index: int) -> bool:
    """Say whether the cue follows a closed quotation or comma and its subject stands behind: "…," said X."""
    tokens = unit.tokens
    if first == 0 or tokens[first - 1].low not in (",", "”", '"', "'", "’", "»", "?", "!", "—", "–"):
        return False
    if first != index or index + 1 >= len(tokens) or tokens[index].low.endswith("ing"):
        return False
    following = tokens[index + 1]
    if following.low in ("that", "to") or following.tag not in "DNPMO" or lemma(tokens[index].low) not in _SAYING:
        return False
    behind = phrase_after(tokens, index + 1)
    if behind is None or _own_subject(unit, first):
        return False
    after = tokens[behind[1]] if behind[1] < len(tokens) else None
    return after is None or _made_by(tokens, behind[1]) or (after.tag in "XIRCB" and after.low != "that")


def _made_by(tokens: Sequence[Token], index: int) -> bool:
    """Say whether "who …" or "obtained by" follows a source."""
    by = index + 1 < len(tokens) and tokens[index + 1].low == "by"
    return tokens[index].low == "who" or (tokens[index].low in _BEHIND and by)


_BEHIND = frozenset(("obtained", "seen", "published", "posted", "found", "released", "signed", "issued"))


def _own_subject(unit: Unit, first: int) -> bool:
    """Say whether the comma before the verb closes an aside of a subject that opens the sentence."""
    if unit.tokens[first - 1].low != "," or _quote_before(unit, first) is not None:
        return False
    phrase = subject_before(unit.tokens, first)
    return phrase is not None and phrase[0] == 0


_SAYING = words("relations.saying")


def _place_content(unit: Unit, relation: Found, index: int, left: int, right: int) -> None:
    tokens = unit.tokens
    follows = next_of(tokens, right - 1)
    quote_before = _quote_before(unit, left)
    fronted = left > 0 and (quote_before is not None or tokens[left - 1].low in (",", "—", "–"))
    if quote_before is not None or (fronted and lemma(tokens[index].low) in _SAYING and _closing(unit, right, follows)):
        _fronted(unit, relation, left, quote_before)
        if quote_before is None:
            _resumed(unit, relation, right)
        _continued(unit, relation, right)
        if relation.content:
            return
    start = _content_start(unit, relation, index, right)
    while start < len(tokens) and tokens[start].low in (",", ":"):
        start += 1
    inside = unit.quote_at(tokens[index].start) is not None
    end = clause_end(unit, start, inside=inside)
    if end > start:
        relation.content = [extent(tokens, start, end)]


def _that_behind(unit: Unit, right: int) -> int | None:
    """Return where "that" opens the clause behind a medium or aside: "wrote on the portal that"."""
    for index in range(right, min(len(unit.tokens), right + 14)):
        token = unit.tokens[index]
        if token.low == "that":
            return index if index > right else None
        if token.tag in "VAB" or token.low in ("“", '"', ".", ":", ";"):
            return None
    return None


def _content_start(unit: Unit, relation: Found, index: int, right: int) -> int:
    """Return the token where the content behind a cue begins; a preposition is taken into the cue."""
    tokens = unit.tokens
    follows = next_of(tokens, right - 1)
    word = lemma(tokens[index].low)
    if follows == "that":
        return right
    if word in _TELL and right == index + 1:
        return _after_addressee(unit, right)
    if (that := _that_behind(unit, right)) is not None and word in _SAYING:
        return that
    if (behind := _behind_object(unit, right)) is not None and word in _OBJECTING:
        return behind
    if follows.startswith("i:") and right == index + 1:
        relation.cue = [(relation.cue[0][0], tokens[right].end)]
        return right + 1
    return right


_OBJECTING = words("relations.objecting")


def _behind_object(unit: Unit, right: int) -> int | None:
    """Return where the clause opens behind what is rejected or answered: "dismissed the second: C"."""
    for index in range(right, min(len(unit.tokens), right + 10)):
        token = unit.tokens[index]
        if token.low == ":" or (token.low == "that" and index > right):
            return index
        if token.tag in "VAB" or token.low in ("“", '"', ".", ";", ","):
            return None
    return None


def _closing(unit: Unit, right: int, follows: str) -> bool:
    """Say whether nothing but time, place or audience follows: "…, the mayor said on Monday."."""
    if follows == "c":
        return True
    rest = []
    for token in unit.tokens[right:]:
        if token.tag == "X" and token.low not in "'’-":
            break
        rest.append(token)
    return len(rest) <= 14 and not any((t.tag in "VABW" and t.low not in _BEHIND) or t.low == "that" for t in rest)


def _after_addressee(unit: Unit, start: int) -> int:
    tokens = unit.tokens
    phrase = phrase_after(tokens, start, aside=False)
    if phrase is None:
        return start
    after = phrase[1]
    if after < len(tokens) and (
        tokens[after].low in ("that", "to", ",", ":", "how", "what") or tokens[after].tag in "DOPNIW"
    ):
        while after < len(tokens) and tokens[after].tag in "IRNMP" and tokens[after].low not in ("that",):
            after += 1
            if after - phrase[1] > 6:
                return phrase[1]
        return after
    return after


def _quote_before(unit: Unit, left: int) -> Quote | None:
    tokens = unit.tokens
    if left <= 0:
        return None
    back = left - 1
    if tokens[back].low in (",", "—", "–") and back > 0:
        back -= 1
    position = tokens[back].start
    quote = unit.quote_at(position)
    if quote is not None and position >= quote.end - 2 and quote.end <= tokens[left].start:
        return quote
    return None


def _fronted(unit: Unit, relation: Found, left: int, quote: Quote | None) -> None:
    """Take the clause or quotation before "X said" as content."""
    tokens = unit.tokens
    end = left if quote is not None and tokens[left - 1].end <= quote.end else trim_end(tokens, 0, left, unit)
    start = clause_start(unit, end, floor_of(unit, left))
    if quote is not None and quote.start - tokens[start].start <= 0:
        relation.content = [(quote.start, quote.end)]
    elif end > start:
        relation.content = [extent(tokens, start, end)]
    relation.rule = "fronted.quote" if quote else "fronted"


def _resumed(unit: Unit, relation: Found, right: int) -> None:
    """Add the rest of a clause that the source interrupts: "The bridge, the mayor said, is closed"."""
    tokens = unit.tokens
    comma = next((i for i in range(right, min(len(tokens), right + 9)) if tokens[i].low == ","), None)
    if comma is None or comma + 1 >= len(tokens) or tokens[comma + 1].tag not in "AV":
        return
    end = clause_end(unit, comma + 1)
    if end > comma + 1:
        relation.content.append(extent(tokens, comma + 1, end))


def _continued(unit: Unit, relation: Found, right: int) -> None:
    """Add the second half of a split quotation: "…," X said, "…"."""
    tokens = unit.tokens
    for quote in unit.quotes:
        if right < len(tokens) and quote.start >= tokens[right].start:
            between = [t for t in tokens[right:] if t.start < quote.start]
            if len(between) <= 12 and not any(t.tag == "V" for t in between):
                relation.content.append((quote.start, quote.end))
            return


_BORNE_OUT = words("relations.borne_out")
_BODIES = words("mentions.body_heads")


def _late_agent(unit: Unit, index: int) -> int | None:
    """Return where "by" stands whose agent says what the subject is: "was confirmed as dead by the ministry"."""
    tokens = unit.tokens
    if lemma(tokens[index].low) not in _BORNE_OUT or next_of(tokens, index) == "to":
        return None
    end = clause_end(unit, index + 1)
    by = next((i for i in range(index + 2, min(end, index + 14)) if tokens[i].low == "by"), None)
    agent = None if by is None else phrase_after(tokens, by + 1, aside=False)
    if by is None or agent is None or any(t.tag in "VA" for t in tokens[index + 1 : by]):
        return None
    said = any(t.tag == "P" or role_word(t.low) or t.low in _BODIES for t in tokens[agent[0] : agent[1]])
    return by if said and tokens[by - 1].tag in "NPM" else None


def _passive(unit: Unit, index: int, share: float, late: int | None = None) -> Found | None:
    """Return "X is expected to Y": content in two pieces around the cue, source only after "by"."""
    tokens = unit.tokens
    first = group_start(tokens, index)
    relation = Found(unit, index, [extent(tokens, first, index + 1)], rule="passive", score=share)
    subject = subject_before(tokens, first)
    end = clause_end(unit, index + 1)
    by = late or next((i for i in range(index + 1, end) if tokens[i].low == "by"), None)
    if by is not None and (by <= index + 2 or late):
        agent = phrase_after(tokens, by + 1)
        if agent is not None:
            relation.source = [extent(tokens, *agent)]
            relation.cue.append((tokens[by].start, tokens[by].end))
            if subject is not None:
                relation.anaphoric = subject[1] - subject[0] == 1 and tokens[subject[0]].low in ("this", "that", "it")
                relation.content = [] if relation.anaphoric else [extent(tokens, *subject)]
            if late and relation.content:
                relation.content.append(extent(tokens, index + 1, late))
                relation.score = max(share, _SURE)
            return relation
    if subject is None or (tokens[first].low not in BE and tokens[index - 1].low not in BE and first == index):
        return None
    head = tokens[subject[0]].low
    if head not in ("it", "there") or subject[1] - subject[0] > 1:
        relation.content.append(extent(tokens, *subject))
    if end > index + 1:
        relation.content.append(extent(tokens, index + 1, end))
    return relation


def _noun(unit: Unit, index: int, share: float) -> Found | None:
    """Return "X's claim that Y": the possessor is the source, what follows the content."""
    tokens = unit.tokens
    follows = next_of(tokens, index)
    if follows not in ("that", "to") and not follows.startswith("i:"):
        return None
    first = index
    source: list[tuple[int, int]] = []
    back = index - 1
    while back >= 0 and tokens[back].tag in "N" and index - back < 4:
        back -= 1
    if back >= 0 and tokens[back].tag == "S":
        phrase = subject_before(tokens, back)
        if phrase is not None:
            source = [(tokens[phrase[0]].start, tokens[back].end)]
            first = back + 1
    elif back >= 0 and tokens[back].low in ("his", "her", "its", "their", "my", "our", "your"):
        source = [extent(tokens, back, back + 1)]
        first = back + 1
    start = index + 1
    cue_end = tokens[index].end
    if follows.startswith("i:"):
        cue_end = tokens[start].end
        start += 1
    end = clause_end(unit, start)
    if end <= start:
        return None
    return Found(
        unit, index, [(tokens[first].start, cue_end)], source, [extent(tokens, start, end)], rule="noun", score=share
    )


_FAIR = 0.6


def _heads(unit: Unit, colon: Found, found: Sequence[Found]) -> bool:
    """Say whether a line is headed by who speaks, whatever weak cue stands behind: "Mayor: water cut in Orvale"."""
    start, end = colon.source[0]
    known = any(role_word(t.low) for t in unit.tokens if start <= t.start < end)
    return known and unit.tokens[-1].low not in (".", "!", "?") and all(f.head > colon.head for f in found)


def _headline_dash(unit: Unit) -> Found | None:
    """Return "C — X" and "C: council" of a line without a full stop: who speaks stands behind its last mark."""
    tokens = unit.tokens
    if unit.index > 0 or len(tokens) > _LINE or tokens[-1].low in (".", "!", "?"):
        return None
    at = next((i for i in range(len(tokens) - 1, 0, -1) if _parts(tokens, i)), None)
    if at is None or at < _FACT or not 0 < len(tokens) - 1 - at <= _SPEAKER:
        return None
    behind = tokens[at + 1 :]
    plain = all(t.tag in "PNDS" or t.low in ("of", "for") for t in behind) and not any(t.low in TIMES for t in behind)
    printed = " ".join(t.form for t in behind)
    body = classify(printed, Span(0, len(printed))).role not in _CROWDS
    known = any(role_word(t.low) for t in behind)
    if not plain or not body or not (known or (tokens[at].low != ":" and behind[0].form[0].isupper())):
        return None
    return Found(
        unit, at, [extent(tokens, at, at + 1)], [extent(tokens, at + 1, len(tokens))], [extent(tokens, 0, at)],
        rule="according.dash", score=0.6,
    )  # fmt: skip


_LINE = 30
_FACT = 3
_CROWDS = frozenset(("witness", "resident", "expert", "document", "unnamed_plural", "unnamed_single"))
"""Roles whose nouns behind a dash are as likely those whom the line is about: "No staff left — doctors"."""

_SPEAKER = 6


def _parts(tokens: Sequence[Token], index: int) -> bool:
    """Say whether the token is a colon, or a dash between words with space on both sides."""
    if tokens[index].low not in ("—", "–", "-", ":") or index + 1 >= len(tokens):
        return False
    return tokens[index].low == ":" or (
        tokens[index - 1].end < tokens[index].start and tokens[index].end < tokens[index + 1].start
    )


def _headline_colon(unit: Unit) -> Found | None:
    tokens = unit.tokens
    if unit.index > 0 or len(tokens) > 40:
        return None
    for index in range(1, min(len(tokens), 9)):
        if tokens[index].low == ":":
            phrase = subject_before(tokens, index)
            end = trim_end(tokens, index + 1, len(tokens), unit)
            if phrase is None or phrase[0] != 0 or end - index < 4:
                return None
            return Found(
                unit, index, [extent(tokens, index, index + 1)], [extent(tokens, *phrase)],
                [extent(tokens, index + 1, end)],
                rule="headline", score=0.6,
            )  # fmt: skip
    return None
