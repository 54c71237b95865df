"""Which words are cues of attribution, by counts: base form, use and what follows."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from reportedly.stages.attribution.tokens import BE, HAVE, Token, lemma

_PREPOSITIONS_KEPT = frozenset("for on of about as with at in against to from by".split())
_QUESTION = frozenset("what how why whether if when where who".split())


def use_of(tokens: Sequence[Token], index: int) -> str | None:
    """Return how the word at `index` is used: v active verb, p passive, g in -ing, n noun; None if no cue word."""
    token = tokens[index]
    if token.tag not in "VGNA" or not token.low[0].isalpha() or token.tag == "A":
        return None
    if token.tag == "N":
        return "n"
    if token.tag == "G":
        return "g"
    if token.low.endswith("ing"):
        return "g"
    back = index - 1
    while back >= 0 and (tokens[back].tag == "R" or tokens[back].low in ("not", "n't")):
        back -= 1
    if back >= 0 and tokens[back].low in BE and (tokens[back].low != "'s"):
        return "p"
    if back > 0 and tokens[back].low in HAVE:
        return "v"
    return "v"


def next_of(tokens: Sequence[Token], index: int) -> str:
    """Return what follows the word at `index`: that, to, a preposition, q quotation, c clause end, w question, n."""
    if index + 1 >= len(tokens):
        return "c"
    token = tokens[index + 1]
    low = token.low
    if low in ("that", "to"):
        return low
    if token.tag == "X":
        if low in "“\"‘„«'" or low == ":":
            return "q"
        if low == "," and index + 2 < len(tokens) and tokens[index + 2].low in ("“", '"', "‘"):
            return "q"
        return "c"
    if low in _PREPOSITIONS_KEPT:
        return "i:" + low
    if low in _QUESTION:
        return "w"
    if token.tag == "R":
        return "r"
    if token.tag in "CB":
        return "c"
    return "o" if token.tag == "O" else "n"


@cache
def _table() -> dict[tuple[str, str, str], float]:
    text = files(__package__).joinpath("data/cues.en.tsv").read_text(encoding="utf-8")
    table = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            word, use, following, share = line.split("\t")
            table[(word, use, following)] = float(share)
    return table


def cue_share(tokens: Sequence[Token], index: int) -> float:
    """Return the share of like uses that are cues (0 to 1), 0 for a word never seen as one."""
    use = use_of(tokens, index)
    if use is None:
        return 0.0
    word = lemma(tokens[index].low)
    table = _table()
    exact = table.get((word, use, next_of(tokens, index)))
    return exact if exact is not None else table.get((word, use, "*"), 0.0)
