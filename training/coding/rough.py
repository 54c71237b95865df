"""English passages made to read like glosses: what the reader meets where a text was Ukrainian, Russian or German.

A gloss lacks the articles and often the auxiliaries of English, takes one preposition for another, misses number and
tense, and leaves words that it does not know as they are spelt. Roughened passages teach the reader to hold on to what
is left.
"""

import random
import re
from dataclasses import replace

import texts

_WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
_ARTICLES = frozenset({"the", "a", "an"})
_AUXILIARIES = frozenset({"is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "does", "do", "did"})
_PREPOSITIONS = ("in", "on", "at", "by", "from", "to", "for", "with", "of", "about", "over")
_ONSETS = [
    "k",
    "p",
    "t",
    "st",
    "z",
    "v",
    "m",
    "n",
    "r",
    "s",
    "sch",
    "pr",
    "kr",
    "l",
    "b",
    "d",
    "g",
    "h",
    "ver",
    "vy",
    "pod",
]
_RHYMES = ["a", "o", "u", "y", "e", "ov", "en", "ung", "ka", "enn", "ist", "nik", "ost", "ati", "er", "ok", "iv", "ann"]


def roughened(item: texts.PassageText, draw: random.Random) -> texts.PassageText:
    """Return the passage with its words as a gloss might give them; claims keep what is left of their evidence."""
    german = draw.random() < 0.35
    lost = draw.uniform(0.02, 0.14)
    text, last = "", 0
    moved: list[tuple[int, int, int, int]] = []
    for match in _WORD.finditer(item.text):
        word = _word(match[0], draw, german=german, lost=lost)
        if not word:
            continue
        gap = item.text[last : match.start()]
        if text and gap.strip() != gap:
            text += "\n\n" if "\n\n" in gap else " "
        moved.append((match.start(), match.end(), len(text), len(text) + len(word)))
        text += word
        last = match.end()
    claims = [replace(claim, evidence=kept) for claim in item.claims if (kept := _moved(claim.evidence, moved))]
    return replace(item, id=f"{item.id}~", text=text, claims=tuple(claims))


def _moved(evidence: list[tuple[int, int]], moved: list[tuple[int, int, int, int]]) -> list[tuple[int, int]]:
    found = []
    for start, end in evidence:
        inside = [(there, stop) for a, b, there, stop in moved if start <= a and b <= end]
        if inside:
            found.append((inside[0][0], inside[-1][1]))
    return found


def _word(word: str, draw: random.Random, *, german: bool, lost: float) -> str:
    low, chance = word.lower(), draw.random()
    if low in _ARTICLES:
        return word if german and chance < 0.8 else ""
    if low in _AUXILIARIES:
        return word if chance < 0.55 else ""
    if low in _PREPOSITIONS:
        return word if chance < 0.6 else draw.choice((*_PREPOSITIONS, ""))
    return _content_word(word, draw, lost) if len(word) > 3 and word.isalpha() and word.islower() else word


def _content_word(word: str, draw: random.Random, lost: float) -> str:
    chance = draw.random()
    if chance < lost:
        return _unknown(draw)
    if chance < 1.3 * lost:
        return ""
    return _other_form(word, draw) if chance > 0.85 else word


def _unknown(draw: random.Random) -> str:
    """Return letters that mean nothing to the reader, as a word without a gloss does."""
    return "".join(draw.choice(_ONSETS) + draw.choice(_RHYMES) for _ in range(draw.randint(2, 4)))


def _other_form(word: str, draw: random.Random) -> str:
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)] + draw.choice(("", "ed", "ing", "s"))
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else f"{word}s" if word[-1] not in "sy" else word
