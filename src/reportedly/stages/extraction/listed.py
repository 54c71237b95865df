"""Facts that stand as noun phrases: what a note lists, what "neither … nor" denies of each."""

import re
from collections.abc import Sequence

from reportedly.stages.extraction.tagger import Token, finite_positions, words

Tokens = tuple[Token, ...]
Pieces = list[tuple[Tokens, Tokens]]
"""Head and own tokens of each piece."""

_LISTING = words(
    "lists list listed records recorded record documents documented mentions mentioned catalogues "
    "catalogued enumerates "
    "enumerated details detailed chronicles chronicled logs logged registers registered notes noted "
    "describes described "
    "counts counted reports reported"
)
_EVENT = re.compile(
    r".{2,}(?:ing|ings|ure|ures|ion|ions|ment|ments|al|als|age|ages|ery)$|(?:levy|levies|ban|bans|"
    r"search|searches|raids?|"
    r"arrests?|thefts?|fines?|loss|losses|cuts?|lack|change|changes|attacks?|strikes?|floggings?|closure|queues?|"
    r"tolls?|tax|fees?|curfews?|orders?|visits?|beatings?|deaths?|transfers?|sale|sales|halt|collapse)$"
)
_JOINT = words("of on at for to in into over from by with")


def listed(tokens: Tokens) -> Pieces:
    """Return the noun phrases that a listing verb takes, each as a piece of its own; empty where there is no list."""
    finite = finite_positions(tokens)
    if not finite or tokens[finite[0]].low not in _LISTING or finite[0] == 0 or len(finite) > 1 + _relatives(tokens):
        return []
    pieces = _conjuncts(tokens[finite[0] + 1 :])
    if not pieces or not all(_event(piece) for piece in pieces):
        return []
    return [((), piece) for piece in pieces]


def _relatives(tokens: Sequence[Token]) -> int:
    return sum(token.tag == "REL" for token in tokens)


def _conjuncts(tokens: Tokens) -> list[Tokens]:
    pieces: list[Tokens] = []
    begin = 0
    for position in range(1, len(tokens) - 1):
        token, after = tokens[position], tokens[position + 1]
        if token.low not in (",", "and") or position <= begin:
            continue
        start = position + 2 if token.low == "," and after.low == "and" else position + 1
        if start < len(tokens) and _event(tokens[start : start + 8]) and tokens[start].tag != "REL":
            pieces.append(tokens[begin:position])
            begin = start
    pieces.append(tokens[begin:])
    return [piece for piece in pieces if piece]


def _event(piece: Sequence[Token]) -> bool:
    """Say whether a noun phrase names something done: an event noun with what it was done to."""
    for position, token in enumerate(piece[:6]):
        if token.tag in ("VF", "AUX", "MOD", "REL", "PUNCT"):
            return False
        if _EVENT.match(token.low) and any(t.low in _JOINT for t in piece[position + 1 : position + 4]):
            return True
    return False


def neither(tokens: Tokens) -> Pieces:
    """Return the two clauses of "neither A nor B does …", or of a verb's two objects; empty where there is none."""
    low = [token.low for token in tokens]
    if "neither" not in low or "nor" not in low:
        return []
    first, second = low.index("neither"), low.index("nor")
    finite = [f for f in finite_positions(tokens) if f > second]
    if not first < second < len(tokens) - 2:
        return []
    if first == 0 and finite:
        return [(tokens[:second], tokens[finite[0] :]), ((), tokens[second:])]
    if first > 0 and any(f < first for f in finite_positions(tokens)):
        return [((), tokens[:second]), (tokens[: first + 1], tokens[second:])]
    return []
