"""Splitting a sentence into the clauses that make a claim each (annotation guide, step 1)."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.stages.extraction.listed import listed, neither
from reportedly.stages.extraction.tagger import (
    BE,
    NON_FINITE_AUX,
    Token,
    finite_positions,
    lemma,
    verb_lemmas,
    words,
)

Tokens = tuple[Token, ...]

_LIMIT = 400
"""Sentences longer than this many tokens are cut into windows, so that the work stays linear."""

_NOUN = frozenset({"N", "NP", "NUM", "PRON"})
_IN_SUBJECT = frozenset({"DET", "ADJ", "N", "NP", "NUM", "PRON", "PREP", "ADV", "VG", "VN", "CC"})
_CONTRAST = frozenset({"while", "whereas", "although", "though"})
_HARM = frozenset({"kill", "wound", "injure", "maim", "hurt", "execute", "shoot", "die"})
_NEW_SUBJECT = words("some others many most several another they it he she we")
_CONSEQUENCE = frozenset({"cause", "result", "lead", "force", "hinder", "leave", "prevent", "trigger", "push", "drive"})
_PHASE = frozenset({"start", "begin", "stop", "continue", "resume", "keep", "consider", "avoid", "finish", "delay"})
_TROUBLE = frozenset({"difficulty", "difficulties", "trouble", "troubles", "problems", "problem"})
_NOMINAL = words(
    "water food fuel shelter aid supply supplies support transport trade market land house work school damage control "
    "access attack help cash market power gas heat state plan force police guard staff train bus post mail shop "
    "market staff drug need cost price risk report"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its own tokens, those it shares with its coordinate (`head`), and the word that opens it."""

    own: Tokens
    head: Tokens = ()
    marker: str = ""

    @property
    def tokens(self) -> Tokens:
        """Head and own tokens in the order of the text."""
        return (*self.head, *self.own)


def split(tokens: Sequence[Token]) -> list[Clause]:
    """Return the clauses of one sentence, in order; a sentence without any predicate is one clause."""
    clauses: list[Clause] = []
    for begin in range(0, len(tokens), _LIMIT):
        for part in _at_semicolons(tuple(tokens[begin : begin + _LIMIT])):
            named = listed(part)
            if named:
                clauses.extend(Clause(own, head, "listed") for head, own in named)
                continue
            for clause in _subordinate(part):
                for single in _each(clause):
                    clauses.extend(_predicates(single))
    return clauses


def _each(clause: Clause) -> list[Clause]:
    """Return a clause with "neither … nor" as the two that it stands for."""
    pieces = neither(clause.own)
    return [Clause(own, (*clause.head, *head), clause.marker) for head, own in pieces] if pieces else [clause]


def _at_semicolons(tokens: Tokens) -> list[Tokens]:
    parts: list[Tokens] = []
    begin = 0
    for position, token in enumerate(tokens):
        if token.low in (";", "•"):
            parts.append(tokens[begin:position])
            begin = position + 1
    parts.append(tokens[begin:])
    return [part for part in parts if part]


def _subordinate(tokens: Tokens) -> list[Clause]:
    """Split off clauses with "while", "although", "because", "where" and coordinated main clauses."""
    if tokens[0].tag == "SUB" and tokens[0].low in ("while", "although", "though", "because", "whereas"):
        comma = _comma_after_predicate(tokens)
        if comma is not None:
            rest = _coordinated(tokens[comma + 1 :])
            return [Clause(tokens[1:comma], marker=tokens[0].low), *rest]
    return _coordinated(tokens)


def _comma_after_predicate(tokens: Tokens) -> int | None:
    finite = finite_positions(tokens)
    for position, token in enumerate(tokens):
        if token.low == "," and any(f < position for f in finite):
            if any(f > position for f in finite):
                return position
            return None
    return None


def _coordinated(tokens: Tokens) -> list[Clause]:
    if not tokens:
        return []
    finite = finite_positions(tokens)
    clauses: list[Clause] = []
    begin, marker, head = 0, "", ()
    for position in range(1, len(tokens) - 1):
        opened = _opens_clause(tokens, position, begin, finite)
        if opened is None:
            continue
        end, start, word = opened
        clauses.append(Clause(tokens[begin:end], head, marker))
        begin, marker = start, word
    clauses.append(Clause(tokens[begin:], head, marker))
    return [clause for clause in clauses if clause.own]


def _opens_clause(tokens: Tokens, position: int, begin: int, finite: list[int]) -> tuple[int, int, str] | None:
    """Return (end of the old clause, start of the new one, its marker) where a new clause opens at `position`."""
    token = tokens[position]
    if position <= begin or not any(begin <= f < position for f in finite):
        return None
    after_comma = tokens[position - 1].low == ","
    end = position - 1 if after_comma else position
    if token.low == "because":
        return (end, position + 1, "because") if tokens[position + 1].low != "of" and _has(finite, position) else None
    verbless = _opens_verbless(tokens, position, end)
    if verbless is not None:
        return verbless
    if token.tag == "VG":
        tail = after_comma and lemma(token.low) in _CONSEQUENCE and _long_tail(tokens, begin, position)
        return (end, position, "consequence") if tail else None
    if not _marks_clause(tokens, position, begin, after_comma) or not _clausal(tokens, position):
        return None
    return end, position + 1, "" if token.low == "," else token.low


def _opens_verbless(tokens: Tokens, position: int, end: int) -> tuple[int, int, str] | None:
    """Return what `_opens_clause` does, for "with …ing", a noun phrase "having …", and "now that"."""
    low, after_comma = tokens[position].low, end < position
    if low == "with" and after_comma and _participle_follows(tokens, position):
        return end, position + 1, "with"
    if low == "," and _absolute(tokens, position):
        return position, position + 1, "absolute"
    if low == "now" and tokens[position + 1].low == "that" and _clausal(tokens, position + 1):
        return end, position + 2, "now that"
    return None


def _marks_clause(tokens: Tokens, position: int, begin: int, after_comma: bool) -> bool:
    """Say whether the word at `position` may open a clause, if subject and verb follow it."""
    low = tokens[position].low
    if low == ",":
        return tokens[begin].tag != "SUB" and _new_subject(tokens, position)
    if low in ("although", "whereas", "while", "where") or (low in ("so", "though") and after_comma):
        return True
    if low in ("after", "before"):
        return after_comma and _long_tail(tokens, begin, position)
    if low in ("and", "but", "yet"):
        return not _both_harm(tokens, begin, position)
    return _joins(tokens, position, after_comma)


def _joins(tokens: Tokens, position: int, after_comma: bool) -> bool:
    """Say whether "that", "since" or "as" at `position` may open a clause of its own."""
    low, after = tokens[position].low, tokens[position + 1]
    if low == "that":
        return after_comma or tokens[position - 1].low == "and"
    if low == "since":
        return after.tag in ("DET", "NP", "NUM", "PRON")
    return low == "as" and after_comma and after.low != "well"


def _new_subject(tokens: Tokens, position: int) -> bool:
    """Say whether a comma only joins two main clauses: a noun phrase and its own verb follow it."""
    after = tokens[position + 1]
    if after.low in _NEW_SUBJECT:
        return True
    if after.tag not in ("DET", "NUM", "NP", "N", "ADJ") or tokens[position - 1].tag in ("NP", "NUM"):
        return False
    verb = next((f for f in finite_positions(tokens[position + 1 : position + 10])), None)
    return verb is not None and not any(t.low in ("and", "or") for t in tokens[position + 1 : position + 1 + verb])


def _long_tail(tokens: Tokens, begin: int, position: int) -> bool:
    """Say whether a consequence ("..., forcing ...") says at least as much as the clause before it."""
    share = 0.4 if lemma(tokens[position].low) == "leave" else 0.8
    return share * (position - begin) <= len(tokens) - position >= 5


def _participle_follows(tokens: Tokens, position: int) -> bool:
    """Say whether a noun phrase and its own participle follow "with": then it is a clause without a finite verb."""
    window = tokens[position + 1 : position + 12]
    for offset, token in enumerate(window):
        if token.low in (",", ";") or token.tag in ("VF", "MOD", "REL"):
            return False
        if offset > 0 and (token.low in ("being", "having", "now", "still", "no") or token.tag in ("VG", "VN")):
            return any(t.tag in _NOUN for t in window[:offset])
    return False


def _absolute(tokens: Tokens, position: int) -> bool:
    """Say whether a noun phrase with "having" of its own follows the comma."""
    window = tokens[position + 1 : position + 8]
    at = next((i for i, token in enumerate(window) if token.low == "having"), 0)
    return at > 0 and all(t.tag in _IN_SUBJECT for t in window[:at]) and any(t.tag in _NOUN for t in window[:at])


def _both_harm(tokens: Tokens, begin: int, position: int) -> bool:
    """Say whether killed and wounded of one incident stand on both sides of a conjunction."""
    before = {lemma(token.low) for token in tokens[begin:position] if token.tag in ("VN", "VF")}
    after = {lemma(token.low) for token in tokens[position + 1 : position + 14] if token.tag in ("VN", "VF")}
    return bool(before & _HARM) and bool(after & _HARM)


def _has(finite: list[int], position: int) -> bool:
    return any(position < f <= position + 16 for f in finite)


def _clausal(tokens: Tokens, position: int) -> bool:
    """Say whether subject and finite verb follow `position`, with nothing between that ends a phrase."""
    window = tokens[position + 1 : position + 18]
    if not window or window[0].tag in ("VF", "AUX", "MOD", "VN", "VG", "TO"):
        return False
    starts = set(finite_positions(window))
    nouns = False
    for offset, token in enumerate(window):
        if offset in starts:
            return nouns
        if token.tag in ("REL", "SUB", "TO") or token.low in (";", ":"):
            return False
        if token.low == "," and not _only_adverbial(window[:offset]):
            return False
        nouns = (
            nouns
            or token.tag in _NOUN
            or token.low in ("some", "many", "others", "most", "this", "these", "all", "both")
        )
    return False


def _only_adverbial(tokens: Tokens) -> bool:
    return bool(tokens) and tokens[0].tag in ("PREP", "ADV")


def _predicates(clause: Clause) -> list[Clause]:
    """Split coordinated predicates of one clause; all share what stands before the first of them."""
    tokens = clause.own
    for finder in (_gerunds, _infinitives, _finite_verbs):
        cut = finder(tokens)
        if cut is not None:
            head, bounds = cut
            return _cut(clause, head, bounds)
    return [clause]


def _cut(clause: Clause, head: Tokens, bounds: list[tuple[int, int]]) -> list[Clause]:
    """Cut at `bounds` (end of the piece before, start of the next); later pieces get `head`."""
    tokens = clause.own
    pieces = [Clause(tokens[: bounds[0][0]], clause.head, clause.marker)]
    for number, (_, start) in enumerate(bounds):
        end = bounds[number + 1][0] if number + 1 < len(bounds) else len(tokens)
        if tokens[start:end]:
            pieces.append(Clause(tokens[start:end], (*clause.head, *head), clause.marker))
    return pieces


def _boundaries(tokens: Tokens, begin: int) -> list[tuple[int, int]]:
    """Return the (end, start) of every comma or conjunction after `begin` that may part two predicates."""
    found: list[tuple[int, int]] = []
    position = begin
    while position < len(tokens):
        token = tokens[position]
        if token.low == "," or token.low in ("and", "but"):
            start = position + 1
            if token.low == "," and start < len(tokens) and tokens[start].low in ("and", "but"):
                start += 1
            while start < len(tokens) and tokens[start].tag in ("ADV", "NEG"):
                start += 1
            found.append((position, start))
            position = max(start, position + 1)
        else:
            position += 1
    return [(end, start) for end, start in found if start < len(tokens)]


def _gerunds(tokens: Tokens) -> tuple[Tokens, list[tuple[int, int]]] | None:
    """Coordinated -ing phrases after "difficulties", a phase verb or a form of be."""
    for position, token in enumerate(tokens[1:], start=1):
        before = tokens[position - 1]
        if token.tag != "VG":
            continue
        if before.low in _TROUBLE or lemma(before.low) in _PHASE or before.low in BE:
            bounds = [
                b
                for b in _boundaries(tokens, position + 1)
                if tokens[b[1]].tag == "VG" and _object(tokens, position, b[0])
            ]
            if bounds and any(tokens[b[0]].low in ("and", "but") or tokens[b[1] - 1].low == "and" for b in bounds):
                return tokens[:position], bounds
    return None


def _infinitives(tokens: Tokens) -> tuple[Tokens, list[tuple[int, int]]] | None:
    """Coordinated bare verbs after a governing verb with "to", or after a modal."""
    for position, token in enumerate(tokens[:-1]):
        if not _governs(tokens, position, token):
            continue
        bounds = [
            b
            for b in _boundaries(tokens, position + 2)
            if tokens[b[0]].low == "and" and _bare_verb(tokens, b[1]) and _object(tokens, position + 1, b[0])
        ]
        if bounds:
            return tokens[: position + 1], bounds[:3]
    return None


def _governs(tokens: Tokens, position: int, token: Token) -> bool:
    if token.tag == "MOD":
        return True
    if token.low != "to" or position == 0:
        return False
    before = tokens[position - 1]
    return before.tag in ("VF", "VN", "VG", "AUX") or before.low in ("able", "unable", "plan", "plans")


def _bare_verb(tokens: Tokens, position: int) -> bool:
    token = tokens[position]
    if token.low not in verb_lemmas() or position + 1 >= len(tokens):
        return False
    after = tokens[position + 1]
    if token.low in _NOMINAL:
        return after.tag in ("DET", "NUM", "PRON")
    return after.tag in ("DET", "NUM", "PRON", "ADJ", "N", "NP", "PREP", "TO", "VN", "ADV", "VB?")


def _object(tokens: Tokens, begin: int, end: int) -> bool:
    """Say whether a noun stands between a verb and the conjunction: otherwise both verbs share their object."""
    return any(token.tag in _NOUN for token in tokens[begin + 1 : end])


def _finite_verbs(tokens: Tokens) -> tuple[Tokens, list[tuple[int, int]]] | None:
    """Coordinated finite verbs with one subject."""
    finite = finite_positions(tokens)
    if not finite or finite[0] == 0:
        return None
    first = finite[0]
    passive = tokens[first].tag == "AUX" and first + 1 < len(tokens)
    bounds: list[tuple[int, int]] = []
    for end, start in _boundaries(tokens, first + 1):
        joined = tokens[end].low in ("and", "but") or tokens[start - 1].low in ("and", "but")
        if not joined or not _object(tokens, first, end) or _harm_pair(tokens, first, start):
            continue
        if _second_predicate(tokens, start):
            bounds.append((end, start))
    if not bounds:
        return None
    head = tokens[: first + 1] if passive and tokens[bounds[0][1]].tag == "VN" else tokens[:first]
    return head, bounds[:4]


def _second_predicate(tokens: Tokens, start: int) -> bool:
    """Say whether the word after a conjunction is a finite verb, or a form in -ed that is no attribute."""
    tag = tokens[start].tag
    if tag == "AUX":
        return tokens[start].low not in NON_FINITE_AUX
    if tag == "VN":
        return start + 1 < len(tokens) and not _nominal_list(tokens, start)
    return tag in ("VF", "MOD")


def _harm_pair(tokens: Tokens, first: int, start: int) -> bool:
    earlier = {lemma(token.low) for token in tokens[first:start] if token.tag in ("VN", "VF", "VG")}
    return lemma(tokens[start].low) in _HARM and bool(earlier & _HARM)


def _nominal_list(tokens: Tokens, start: int) -> bool:
    """Say whether a form in -ed after "and" only qualifies the noun after it ("and displaced people")."""
    after = tokens[start + 1]
    return after.tag in ("N", "NP", "ADJ") or after.low in (",", "and")
