"""Two texts word by word: what is the same, what is left out, what is added."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

Stretch = tuple[int, int]
Change = tuple[str, Stretch, Stretch]

_UNITS = re.compile(r"[^\n.!?…]*[.!?…]*\s*")
_WORDS = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
_MOST = 4_000_000
"""Pairs of words that are looked at in one stretch; a longer one counts as rewritten whole."""


def differences(old: str, new: str) -> Iterator[Change]:
    """Yield the stretches of two texts in order: same, left_out (of the old one), added (in the new one).

    Each comes with its place (start, end; code points) in both; every code point of both texts is in exactly one. First
    sentences and lines are compared, then the words of those that differ; blanks between words are no difference.
    """
    for tag, mine, theirs in _opcodes(old, new, _units(old), _units(new)):
        if tag == "equal":
            yield "same", mine, theirs
            continue
        yield from words(old, new, mine, theirs)


def words(old: str, new: str, mine: Stretch, theirs: Stretch) -> Iterator[Change]:
    """Yield the changes between a stretch of one text and a stretch of another, word by word."""
    one, other = _tokens(old, mine), _tokens(new, theirs)
    if len(one) * len(other) > _MOST:
        yield from _replaced(mine, theirs)
        return
    for tag, here, there in _opcodes(old, new, one, other, mine, theirs):
        if tag == "equal":
            yield "same", here, there
        else:
            yield from _replaced(here, there)


def share_of_words(old: str, new: str) -> float:
    """Return how much of two sentences is the same words in the same order, 0.0 to 1.0."""
    one, other = ([w.casefold() for w in re.findall(r"\w+", text)] for text in (old, new))
    if not one or not other:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _replaced(mine: Stretch, theirs: Stretch) -> Iterator[Change]:
    if mine[0] < mine[1]:
        yield "left_out", mine, (theirs[0], theirs[0])
    if theirs[0] < theirs[1]:
        yield "added", (mine[1], mine[1]), theirs


def _units(text: str) -> list[Stretch]:
    return [match.span() for match in _UNITS.finditer(text) if match.end() > match.start()]


def _tokens(text: str, within: Stretch) -> list[Stretch]:
    return [match.span() for match in _WORDS.finditer(text, *within)]


def _opcodes(
    old: str, new: str, one: Sequence[Stretch], other: Sequence[Stretch],
    mine: Stretch | None = None, theirs: Stretch | None = None,
) -> Iterator[Change]:  # fmt: skip
    # Blanks behind a word or a sentence are no difference.
    mine_keys, their_keys = [old[a:b].rstrip() for a, b in one], [new[a:b].rstrip() for a, b in other]
    matcher = SequenceMatcher(None, mine_keys, their_keys, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        yield tag, _place(one, a, b, mine or (0, len(old))), _place(other, c, d, theirs or (0, len(new)))


def _place(tokens: Sequence[Stretch], first: int, last: int, within: Stretch) -> Stretch:
    start = tokens[first][0] if first < len(tokens) else within[1]
    return start, tokens[last - 1][1] if last > first else start
