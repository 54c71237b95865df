"""Words of a stretch of text with a coarse word class, decided from closed lists, counts and neighbours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import simplemma

_TOKEN = re.compile(r"''|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\w+?(?=n['’]t\b)|\w+(?:[-.]\w+)*(?:\.(?=\w))?|[^\w\s]")

QUOTES_OPEN = "“„«‟"
QUOTES_CLOSE = "”»"
QUOTES_EVEN = '"'

DETERMINERS = frozenset(
    "the a an this these those that his her its their our my your some any no every each another several many few "
    "most all both such".split()
)
POSSESSIVES = frozenset("his her its their our my your".split())
PRONOUNS = frozenset(
    "he she it they we i you everyone everybody someone somebody nobody anyone others many some most both none".split()
)
OBJECTS = frozenset("me him us them her himself herself themselves myself ourselves itself".split())
RELATIVES = frozenset("who which that whom".split())
MODALS = frozenset("will would can could may might must shall should 'll ’ll 'd ’d".split())
BE = frozenset("is are was were be been being am 's 're 'm ’s ’re ’m".split())
HAVE = frozenset("has have had having 've ’ve".split())
DO = frozenset("do does did done doing".split())
NEGATIONS = frozenset("not n't n’t never".split())
AUXILIARIES = MODALS | BE | HAVE | DO | NEGATIONS
PREPOSITIONS = frozenset(
    "of in on at by for from with about into over under after before between among against during through "
    "without within around near since until as like than per via toward towards upon off despite behind across "
    "beyond above below amid alongside outside inside throughout up down out along onto".split()
)
CONJUNCTIONS = frozenset("and or but nor yet so".split())
SUBORDINATORS = frozenset(
    "because while although though if when whether where since unless whereas until how why what after before "
    "once even as".split()
)
ADVERBS = frozenset(
    "also later then now again still already just even once soon recently repeatedly often sometimes always "
    "too first further meanwhile however instead perhaps maybe long once ever further elsewhere here there "
    "yesterday today tomorrow tonight earlier afterward afterwards otherwise though rather almost quite very".split()
)
TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december today yesterday tonight tomorrow".split()
)
_NOT_ADVERBS = frozenset("family only early likely daily weekly friendly reply supply ally july italy rally".split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark: where it stands, its lower-case form and its class.

    Classes: D determiner, N noun or adjective, P proper noun, V verb, G form in -ing, A auxiliary,
    R adverb, I preposition, C conjunction, B subordinator, O pronoun, W relative, M number,
    T "to", S possessive 's, X mark.
    """

    start: int
    end: int
    low: str
    tag: str
    form: str


@cache
def verb_share() -> dict[str, float]:
    """Return for each listed word form the share of its uses as a finite verb (0 to 1)."""
    text = files(__package__).joinpath("data/words.en.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {form: float(share) for form, share in rows}


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """Return the base form of a lower-case English word."""
    return simplemma.lemmatize(word, lang="en").lower()


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens of text[start:end] with their classes, in order."""
    raw = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, start, end)]
    title = _title_case(raw)
    tokens: list[Token] = []
    for index, (begin, stop, form) in enumerate(raw):
        low = form.lower().replace("’", "'")
        tag = None if form == "May" and tokens else _closed(low)
        if tag is None:
            following = raw[index + 1][2].lower() if index + 1 < len(raw) else ""
            tag = _open(form, low, tokens, following, title)
        tokens.append(Token(begin, stop, low, tag, form))
    return tokens


def _title_case(raw: Sequence[tuple[int, int, str]]) -> bool:
    words = [form for _, _, form in raw if form[0].isalpha() and len(form) > 3]
    return len(words) > 3 and sum(w[0].isupper() for w in words) > 0.7 * len(words)


@lru_cache(maxsize=50_000)
def _closed(low: str) -> str | None:
    if not any(c.isalnum() for c in low) and low != "'":
        return "X"
    if low[0].isdigit():
        return "M"
    for words, tag in _CLOSED:
        if low in words:
            return tag
    if low.endswith("ly") and low not in _NOT_ADVERBS:
        return "R"
    return None


_CLOSED: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset(("to",)), "T"),
    (frozenset(("'s", "’s", "'")), "S"),
    (AUXILIARIES, "A"),
    (frozenset("who which that whom".split()), "W"),
    (PRONOUNS - DETERMINERS | OBJECTS - DETERMINERS, "O"),
    (DETERMINERS, "D"),
    (CONJUNCTIONS, "C"),
    (SUBORDINATORS - PREPOSITIONS, "B"),
    (PREPOSITIONS, "I"),
    (ADVERBS, "R"),
    (frozenset("one two three four five six seven eight nine ten dozens hundreds thousands".split()), "M"),
)


def _open(form: str, low: str, before: Sequence[Token], following: str, title: bool) -> str:
    """Return the class of a word that no closed list holds."""
    previous = before[-1] if before else None
    capital = form[0].isupper()
    if capital and not title and (previous is not None and previous.form not in ("“", '"', "‘", ".", ":", "?", "!")):
        return "P"
    if capital and not title and not (previous is None and low.endswith("ing")):
        return "P" if previous is not None or following != "that" else "N"
    share = verb_share().get(low)
    if low.endswith("ing") and len(low) > 5 and (share is None or share < 0.9):
        return "G"
    if share is None and low.endswith("s") and previous is not None and previous.tag == "P" and verb_share().get(lemma(low), 0.0) >= 0.8:
        share = 0.5
    if share is None:
        share = 0.8 if low.endswith("ed") and len(low) > 4 else 0.0
    if (
        previous is not None
        and previous.tag != "P"
        and previous.low in _BEFORE_REPORTS
        and low in ("reports", "report", "sources", "estimates")
    ):
        return "N"
    if previous is not None and previous.tag == "T" and len(before) > 1 and before[-2].low == "according":
        return "N"
    return "V" if _verbal(share, before, following) else ("P" if capital and title else "N")


_BEFORE_REPORTS = frozenset(
    "initial press media news local several unconfirmed field preliminary recent other some multiple earlier first "
    "various many numerous these such official informal".split()
)


def _verbal(share: float, before: Sequence[Token], following: str) -> bool:
    previous = before[-1] if before else None
    before_tag = before[-2].tag if len(before) > 1 else "X"
    if share <= 0.02:
        return False
    if previous is None:
        return share > 0.8
    if previous.tag in "DMS" and previous.low not in ("that", "both", "all", "many", "few", "most"):
        return False
    if previous.tag == "T" or previous.low in MODALS or previous.low in DO or previous.tag in "OW" and previous.low != "that":
        return True
    if previous.tag == "I" or (previous.tag == "R" and before_tag in "DS"):
        return False
    if following in ("that", "the", "a", "an", "his", "her", "their", "its", "he", "she", "they", "it"):
        return share > 0.1
    return share > 0.45
