"""Which words are cues of attribution, by counts: base form, use and what follows."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from reportedly.stages.attribution.lists import words
from reportedly.stages.attribution.tokens import BE, Token, lemma

_PREPOSITIONS_KEPT = words("cues.prepositions_kept")
_QUESTION = words("cues.question")
_MORE = words("cues.more")
_LIKELY = 0.5


def use_of(tokens: Sequence[Token], index: int) -> str | None:
    """Return how the word at `index` is used: v active verb, p passive, g in -ing, n noun; None if no cue word."""
    token = tokens[index]
    if token.tag not in "VGN" or not token.low[0].isalpha():
        return None
    if token.tag == "N":
        return "n"
    if token.low.endswith("ing"):
        return "g"
    back = index - 1
    while back >= 0 and (tokens[back].tag == "R" or tokens[back].low in ("not", "n't")):
        back -= 1
    passive = back >= 0 and tokens[back].low in BE and tokens[back].low != "'s"
    return "p" if passive else "v"


_BY_TAG = {"R": "r", "C": "c", "B": "c", "O": "o"}


def next_of(tokens: Sequence[Token], index: int) -> str:
    """Return what follows the word at `index`: that, to, a preposition, q quotation, c clause end, w question, n."""
    if index + 1 >= len(tokens):
        return "c"
    token = tokens[index + 1]
    if token.low in ("that", "to"):
        return token.low
    if token.tag == "X":
        behind = tokens[index + 2].low if index + 2 < len(tokens) else ""
        return "q" if token.low in "“\"‘„«':" or (token.low == "," and behind in ("“", '"', "‘")) else "c"
    if token.low in _PREPOSITIONS_KEPT:
        return "i:" + token.low
    return "w" if token.low in _QUESTION else _BY_TAG.get(token.tag, "n")


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
    follows = next_of(tokens, index)
    exact = table.get((word, use, follows))
    if use == "v" and follows in ("that", "c", "q") and word in _MORE:
        return max(exact or 0.0, _LIKELY)
    return exact if exact is not None else table.get((word, use, "*"), 0.0)


def may_report(tokens: Sequence[Token]) -> bool:
    """Say whether any word is used as cues are in a fair share of such uses, or a verb is followed by "that"."""
    return any(cue_share(tokens, index) >= _SOMETIMES or _before_that(tokens, index) for index in range(len(tokens)))


def _before_that(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a verb has "that" behind it, at once or after a short object: "assured them that"."""
    if tokens[index].tag not in "VG":
        return False
    return any(t.low == "that" for t in tokens[index + 1 : index + 4])


_SOMETIMES = 0.3
