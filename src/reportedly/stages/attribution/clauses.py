"""Where a reported clause begins and ends."""

from collections.abc import Sequence

from reportedly.stages.attribution.tokens import Token
from reportedly.stages.attribution.units import Unit

_CLOSERS = frozenset(".!?…")
_BREAKS = frozenset("but while although though whereas".split())
_REPORTERS = frozenset(
    "adding saying citing noting arguing claiming suggesting telling quoting explaining calling insisting stressing "
    "referring warning alleging asserting".split()
)


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
        elif depth == 0 and index > start and (index > start + 1 or tokens[start].low != "that") and _breaks(tokens, index, unit):
            break
        index += 1
    return trim_end(tokens, start, index, unit)


def _breaks(tokens: Sequence[Token], index: int, unit: Unit) -> bool:
    token = tokens[index]
    if token.low == ";":
        return unit.quote_at(token.start) is None
    if token.low in ("”", '"', "»") and index + 2 < len(tokens):
        return tokens[index + 1].low == "according" and tokens[index + 2].low == "to"
    if token.low not in (",", "—", "–") or index + 1 >= len(tokens):
        return False
    if unit.quote_at(tokens[index + 1].start) is not None and unit.quote_at(token.start) is not None:
        return False
    following = tokens[index + 1]
    if following.low in _BREAKS or following.low in _REPORTERS:
        return True
    if following.low == "according" and index + 2 < len(tokens) and tokens[index + 2].low == "to":
        return True
    if following.low == "as" and index + 2 < len(tokens):
        return tokens[index + 2].low in ("reported", "quoted", "cited")
    return False


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
        tokens[index].tag == "X" and tokens[index].low not in '“"‘„«(' or tokens[index].low in ("but", "and")
    ):
        index += 1
    return index
