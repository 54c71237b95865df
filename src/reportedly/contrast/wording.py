"""Words of a passage with their places, and what they have in common with those of another."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportedly.contrast.lexicon import Forms, lexicon
from reportedly.records import Reading, Span
from reportedly.text import squeeze

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*(?:(?<=s)['’](?=\s[a-z]))?|\d+(?:[.,]\d+)*|[^\w\s]")
_STEM = 6

LABEL_ONLY = "~"
"""A concept so marked joins acts that are told apart in all else: "injured" told as "killed"."""

STOP = frozenset(
    """a about above after again against ago all also although am among an and another any are around as at away back
    be because became become been before being below between both but by came can come could day days did do does doing
    down during each either else even every few for from further get gets got had has have having he her here him his
    how i if in including inside into is it its itself just last later least less like made make many may might more
    most much must my near nearly never next no nobody none nor not now of off on once one only onto or other our out
    outside over own part per place put said same say says several shall she should since so some soon still such take
    than that the their them then there these they this those though through time to today told tomorrow too toward
    towards two under until up upon us very via was we week were what when where whether which while who whom whose
    why will with within without would year years yesterday yet you your
    according allegedly alleged apparently claim claimed claims confirmed possibly probably likely reported reportedly
    reports report said says say statement supposedly told wrote written announced denied denies deny added
    plan plans planned planning intend intends intended expect expects expected scheduled
    responsibility responsible blame blamed involvement caused
    monday tuesday wednesday thursday friday saturday sunday morning afternoon evening night noon midnight weekend
    january february march april june july august september october november december month months hours hour""".split()  # noqa: SIM905 (a list of words reads better)
)
"""Words that say nothing of what a claim is about."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words as printed, white space squeezed, and where they stand in their document."""

    printed: str
    span: Span


@dataclass(frozen=True, slots=True)
class Word:
    """One token: as printed, case-folded, where it stands."""

    text: str
    low: str
    span: Span

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.text[0].isalpha()


def words_of(reading: Reading, spans: Iterable[Span]) -> tuple[Word, ...]:
    """Return the tokens of these stretches, in order."""
    text = reading.text
    return tuple(
        Word(m.group(), _low(m.group()), Span(m.start(), m.end()))
        for span in spans
        for m in _TOKEN.finditer(text, span.start, span.end)
    )


@lru_cache(maxsize=20_000)
def _low(text: str) -> str:
    """Return a word case-folded, without the mark of the possessive."""
    return text.casefold().replace("’", "'").removesuffix("'s").rstrip("'") or text


def phrase(reading: Reading, words: Sequence[Word]) -> Phrase:
    """Return the words from the first to the last of these as one phrase."""
    span = Span(words[0].span.start, words[-1].span.end)
    return Phrase(squeeze(span.of(reading.text)), span)


_IRREGULAR = dict(
    pair.split(":")
    for pair in """held:hold took:take taken:take sent:send brought:bring gave:give given:give left:leave built:build
    paid:pay sold:sell broke:break broken:break burnt:burn stole:steal stolen:steal led:lead found:find lost:lose
    made:make met:meet kept:keep went:go gone:go came:come fell:fall fallen:fall rose:rise risen:rise began:begin
    begun:begin grew:grow drove:drive driven:drive won:win withdrew:withdraw ran:run blew:blow blown:blow spent:spend
    bought:buy taught:teach fought:fight struck:strike dug:dig fed:feed fled:flee sank:sink sunk:sink""".split()  # noqa: SIM905
)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the first letters of a case-folded word without a common ending, so that "cuts" and "cut" are one."""
    word = _IRREGULAR.get(word, word)
    for ending in ("ing", "ied", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending)
            break
    return word.removesuffix("e").removesuffix("y")[:_STEM]


def found_in(words: Sequence[Word], forms: Forms) -> Iterator[tuple[str, str, Sequence[Word]]]:
    """Yield (concept, tag, words) for each listed word or phrase; a phrase hides the words inside it."""
    lows = [word.low for word in words]
    first = lexicon().starts
    at = 0
    while at < len(words):
        for length in range(min(first.get(lows[at], 0), len(words) - at), 0, -1):
            pairs = forms.get(" ".join(lows[at : at + length]))
            if pairs:
                for concept, tag in pairs:
                    yield concept, tag, words[at : at + length]
                at += length - 1
                break
        at += 1


def content(words: Sequence[Word]) -> frozenset[str]:
    """Return what a passage is about: stems of its words, synonyms of one act as one (":detain")."""
    acts: dict[Span, str] = {}
    for concept, _, hit in found_in(words, lexicon().acts):
        for word in hit if not concept.startswith(LABEL_ONLY) else ():
            acts.setdefault(word.span, f":{concept}")
    return frozenset(
        acts.get(w.span) or stem(w.low)
        for w in words
        if w.is_word and (w.span in acts or (len(w.low) > 2 and w.low not in STOP))
    )


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the smaller set that stands in the other, 0.0 where one is empty."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def same_name(one: str, other: str) -> bool:
    """Say whether two printed names may be spellings of one: "Kherson" and "Cherson", "Dorvik" and "Dorvyk".

    Equal but for two letters (one in names of up to five), or one of them holds all words of the other.
    """
    left, right = _name_words(one), _name_words(other)
    if not left or not right:
        return True
    if left <= right or right <= left:
        return True
    return all(any(_near(a, b) for b in right) for a in left) or all(any(_near(a, b) for a in left) for b in right)


def _name_words(name: str) -> frozenset[str]:
    common = frozenset(
        "the of city town village region district oblast area province county settlement municipality and in".split()  # noqa: SIM905
    )
    return frozenset(w for w in re.findall(r"\w+", name.casefold()) if w not in common)


def _near(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 2:
        return False
    return _distance(one, other) <= (2 if min(len(one), len(other)) > 5 else 1)


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
    return row[-1]
