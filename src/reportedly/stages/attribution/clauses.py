"""Where a reported clause begins and ends."""

from collections.abc import Sequence

from reportedly.stages.attribution.lists import words
from reportedly.stages.attribution.tokens import Token
from reportedly.stages.attribution.units import Unit

_BREAKS = words("clauses.breaks")
_REPORTERS = words("clauses.reporters")


def clause_end(unit: Unit, start: int, *, inside: bool = False) -> int:
    """Return the token index after the clause that begins at token `start` of the unit.

    With `inside` the clause stands in a quotation and stops at its end.
    """
    tokens = unit.tokens
    index = start
    depth = 0
    limit = len(tokens)
    if inside and start < limit:
        quote = unit.quote_at(tokens[start].start)
        if quote is not None:
            limit = next((i for i in range(start, limit) if tokens[i].start >= quote.end - 1), limit)
    while index < limit:
        low = tokens[index].low
        if low == "(":
            depth += 1
        elif low == ")":
            depth -= 1
            if depth < 0:
                break
        elif (
            depth == 0
            and index > start
            and (index > start + 1 or tokens[start].low != "that")
            and _breaks(tokens, index, unit)
        ):
            break
        index += 1
    return trim_end(tokens, start, index, unit)


def _breaks(tokens: Sequence[Token], index: int, unit: Unit) -> bool:
    """Say whether the clause ends at the mark at `index`: a new report, a turn, another source follows."""
    token = tokens[index]
    if token.low == ";":
        return unit.quote_at(token.start) is None
    if token.low in _CLOSING:
        return _names_source(tokens, index + 1, closing=True)
    if token.low not in _COMMAS or index + 1 >= len(tokens):
        return False
    if unit.quote_at(tokens[index + 1].start) is not None and unit.quote_at(token.start) is not None:
        return False
    low = tokens[index + 1].low
    return low in _BREAKS or low in _REPORTERS or _names_source(tokens, index + 1, closing=False)


def _names_source(tokens: Sequence[Token], index: int, *, closing: bool) -> bool:
    """Say whether "according to" or "as reported" stands at `index`."""
    if index + 1 >= len(tokens):
        return False
    low, following = tokens[index].low, tokens[index + 1].low
    if low == "according":
        return following == "to"
    return low == "as" and not closing and following in ("reported", "quoted", "cited")


_CLOSING = frozenset('”"»')
_COMMAS = frozenset((",", "—", "–"))


def trim_end(tokens: Sequence[Token], start: int, end: int, unit: Unit) -> int:
    """Step back over closing full stops and commas that stand outside quotations."""
    while end > start:
        token = tokens[end - 1]
        if token.tag == "X" and token.low in ".!?…,:;—–-" and unit.quote_at(token.start) is None:
            end -= 1
        else:
            break
    return end


def clause_start(unit: Unit, end: int, floor: int) -> int:
    """Return the token where the clause begins that ends before token `end`; not before token `floor`."""
    tokens = unit.tokens
    index = floor
    while index < end and (
        (tokens[index].tag == "X" and tokens[index].low not in '“"‘„«(') or tokens[index].low in ("but", "and")
    ):
        index += 1
    return index


def extent(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Return the code points from token `first` to before token `last`."""
    return (tokens[first].start, tokens[last - 1].end)


def floor_of(unit: Unit, index: int) -> int:
    """Return the first token of the clause part that `index` closes: after ";" or the start of the unit."""
    held = unit.quote_at(unit.tokens[index].start)
    for back in range(index - 1, -1, -1):
        if held is not None and unit.tokens[back].start <= held.start:
            return back + 1
        if unit.tokens[back].low == ";" and unit.quote_at(unit.tokens[back].start) is None:
            return back + 1
    return 0
