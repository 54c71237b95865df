"""Words of a stretch of text with a coarse word class, decided from closed lists, counts and neighbours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from reportedly import lemmas
from reportedly.stages.attribution.lists import words

_TOKEN = re.compile(r"''|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\w+?(?=n['’]t\b)|\w+(?:[-.]\w+)*(?:\.(?=\w))?|[^\w\s]")


DETERMINERS = words("tokens.determiners")
PRONOUNS = words("tokens.pronouns")
OBJECTS = words("tokens.objects")
MODALS = words("tokens.modals")
BE = words("tokens.be")
HAVE = words("tokens.have")
DO = words("tokens.do")
NEGATIONS = words("tokens.negations")
AUXILIARIES = MODALS | BE | HAVE | DO | NEGATIONS
PREPOSITIONS = words("tokens.prepositions")
CONJUNCTIONS = words("tokens.conjunctions")
SUBORDINATORS = words("tokens.subordinators")
ADVERBS = words("tokens.adverbs")
TIMES = words("tokens.times")
_NOT_ADVERBS = words("tokens.not_adverbs")


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


_LONGEST = 30


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """Return the base form of a lower-case English word; a very long one comes back as it is."""
    if len(word) > _LONGEST:
        return word
    return lemmas.lemmatize(word, lang="en").lower()


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens of text[start:end] with their classes, in order."""
    return list(_tokens(text, start, end))


@lru_cache(maxsize=1024)
def _tokens(text: str, start: int, end: int) -> tuple[Token, ...]:
    """Return the same; a sentence is asked for again and again while its document is read."""
    raw = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, start, end)]
    title = _title_case(raw)
    shouted = _shouted(raw)
    tokens: list[Token] = []
    for index, (begin, stop, form) in enumerate(raw):
        low = form.lower().replace("’", "'")
        name = form in _CAPITAL_NAMES and (bool(tokens) or form.isupper()) and not shouted
        tag = None if name else _closed(low)
        if tag is None:
            following = raw[index + 1][2].lower() if index + 1 < len(raw) else ""
            tag = _open(low if shouted else form, low, tokens, following, title)
        tokens.append(Token(begin, stop, low, tag, form))
    return tuple(_verbs_of_saying(tokens))


_SAYING = words("tokens.saying")
_ENDS = frozenset((".", ";", "—", "–", ")"))


def _verbs_of_saying(tokens: list[Token]) -> list[Token]:
    """Return the tokens with verbs of saying set right where a source stands before and "that" or the end behind."""
    for index in range(1, len(tokens)):
        token, previous = tokens[index], tokens[index - 1]
        if token.tag not in "NV" or lemma(token.low) not in _SAYING:
            continue
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.tag == "N" and _says(tokens, index, following):
            tokens[index] = replace(token, tag="V")
        elif token.tag == "V" and _closes(following) and _only_noun(tokens, index):
            tokens[index] = replace(token, tag="N")
        if tokens[index].tag == "V" and previous.tag == "V" and index > 1 and tokens[index - 2].tag in "NDP":
            tokens[index - 1] = replace(previous, tag="N")
    return tokens


def _says(tokens: Sequence[Token], index: int, following: Token | None) -> bool:
    """Say whether a word that may be a noun is the verb of saying of its sentence."""
    token, previous = tokens[index], tokens[index - 1]
    if previous.tag == "O":
        return True
    if previous.tag not in "NP" or _inside(tokens, index):
        return False
    if following is not None and following.low == "that":
        return previous.tag == "P" or lemma(token.low) not in _NOUNS_TOO
    clause = _clause_before(tokens, index)
    if not clause or clause[0].tag not in "DNPM":
        return False
    before = tokens[max(0, index - 12) : index]
    short = clause[0].tag == "D" and len(clause) <= _SHORT
    inserted = following is not None and following.low == "," and (previous.tag == "P" or short)
    return (_closes(following) or inserted) and any(t.low in _COMMAS for t in before)


def _only_noun(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a word that closes its clause is a noun: no mark before it parts a source from its words."""
    if lemma(tokens[index].low) not in _NOUNS_TOO or tokens[index - 1].tag != "N":
        return False
    return not any(t.tag == "X" for t in tokens[max(0, index - 12) : index])


_SHORT = 3
_COMMAS = frozenset((",", "–", "—", ";"))


def _closes(following: Token | None) -> bool:
    return following is None or following.low in _ENDS or following.tag == "R"


def _inside(tokens: Sequence[Token], index: int) -> bool:
    """Say whether the clause has its verb before the word already."""
    return any(t.tag in "VA" for t in _clause_before(tokens, index))


_NOUNS_TOO = frozenset(("report", "claim", "note", "record", "state", "counter", "protest", "estimate", "object"))


def _clause_before(tokens: Sequence[Token], index: int) -> Sequence[Token]:
    first = index
    while first > 0 and index - first < _LONGEST and tokens[first - 1].tag != "X":
        first -= 1
    return tokens[first:index]


def _title_case(raw: Sequence[tuple[int, int, str]]) -> bool:
    words = [form for _, _, form in raw if form[0].isalpha() and len(form) > 3]
    return len(words) > 3 and sum(w[0].isupper() for w in words) > 0.7 * len(words)


def _shouted(raw: Sequence[tuple[int, int, str]]) -> bool:
    """Say whether a line is printed in capitals: in it "US" and "WHO" may be the small words."""
    long = [form for _, _, form in raw if form[0].isalpha() and len(form) > 3]
    return bool(long) and all(form.isupper() for form in long)


@lru_cache(maxsize=50_000)
def _closed(low: str) -> str | None:
    if not any(c.isalnum() for c in low) and low != "'":
        return "X"
    if low[0].isdigit():
        return "M"
    for closed, tag in _CLOSED:
        if low in closed:
            return tag
    if low.endswith("ly") and low not in _NOT_ADVERBS:
        return "R"
    return None


_CLOSED: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset(("to",)), "T"),
    (frozenset(("'s", "’s", "'")), "S"),
    (AUXILIARIES, "A"),
    (words("tokens.closed"), "W"),
    (PRONOUNS - DETERMINERS | OBJECTS - DETERMINERS, "O"),
    (DETERMINERS, "D"),
    (CONJUNCTIONS, "C"),
    (SUBORDINATORS - PREPOSITIONS, "B"),
    (PREPOSITIONS, "I"),
    (ADVERBS, "R"),
    (words("tokens.closed2"), "M"),
)


_COMPOUNDS = frozenset((("think", "tank"), ("think", "tanks")))
"""Compound nouns whose first word is a verb elsewhere."""

_UNITS = frozenset(("state", "states"))
"""Words that after a name are a kind of place, whatever they are elsewhere: "Unity state"."""


def _open(form: str, low: str, before: Sequence[Token], following: str, title: bool) -> str:
    """Return the class of a word that no closed list holds."""
    previous = before[-1] if before else None
    if (low, following) in _COMPOUNDS or (low in _UNITS and previous is not None and previous.tag == "P"):
        return "N"
    capital = form[0].isupper()
    if capital and not title and (previous is not None and previous.form not in ("“", '"', "‘", ".", ":", "?", "!")):
        return "P"
    if capital and not title and not (previous is None and low.endswith("ing")):
        return "P" if previous is not None or following != "that" else "N"
    share = _share(low, previous)
    if low.endswith("ing") and len(low) > 5 and share < 0.9:
        return "G"
    if _reports_noun(low, before, following):
        return "N"
    return "V" if _verbal(share, before, following) else ("P" if capital and title else "N")


def _share(low: str, previous: Token | None) -> float:
    """Return the verb share of a form: counted, or guessed from its ending."""
    share = verb_share().get(low)
    if low in ("report", "claim", "state", "note", "estimate"):
        return max(share or 0.0, 0.2)  # mostly nouns in news, but plain verbs before "that"
    if share is not None:
        return share
    after_name = previous is not None and previous.tag == "P"
    if after_name and low.endswith("s") and verb_share().get(lemma(low), 0.0) >= 0.8:
        return 0.5
    return 0.8 if low.endswith("ed") and len(low) > 4 else 0.0


def _reports_noun(low: str, before: Sequence[Token], following: str) -> bool:
    """Say whether a word is a noun for what went before: "initial reports", "according to reports"."""
    if not before:
        return False
    previous = before[-1]
    if previous.tag == "T":
        return len(before) > 1 and before[-2].low == "according"
    if low == "report" and following == "that":
        return False
    tidings = low in ("reports", "report", "sources", "estimates")
    return tidings and previous.tag != "P" and previous.low in _BEFORE_REPORTS


_CAPITAL_NAMES = frozenset(("May", "US", "WHO", "IT"))
_BEFORE_REPORTS = words("tokens.before_reports")


def _verbal(share: float, before: Sequence[Token], following: str) -> bool:
    """Say whether a word with this share of verbal uses is a verb between its neighbours."""
    if share <= 0.02 or not before:
        return share > 0.8
    previous = before[-1]
    before_tag = before[-2].tag if len(before) > 1 else "X"
    if previous.tag in "DMS" and previous.low not in ("that", "both", "all", "many", "few", "most"):
        return False
    subject = previous.tag in "OW" and previous.low != "that"
    if previous.tag == "T" or previous.low in MODALS | DO or subject:
        return True
    if previous.tag == "I" or (previous.tag == "R" and before_tag in "DS"):
        return False
    return share > (0.1 if following in _OBJECTS_OPEN else 0.45)


_OBJECTS_OPEN = frozenset(("that", "the", "a", "an", "his", "her", "their", "its", "he", "she", "they", "it"))
