"""Find printed place names: the longest stretch of capitalised words that the gazetteer knows.

Everything the gazetteer knows is also a surname, a brand or a plain word somewhere; the rules here weigh where the
word stands. All matching runs on the untouched text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from reportedly.gazetteer.lookup import Lookup
from reportedly.gazetteer.sources import data_file
from reportedly.gazetteer.typewords import KINDS, split_type
from reportedly.interfaces import Toponym
from reportedly.records import Span
from reportedly.text import name_key

_WORD = re.compile(r"(?:[A-Z]\.){2,4}|[^\W\d_][^\W_]*(?:['’ʼ-][^\W_]+)*\.?")


def word_set(words: str) -> frozenset[str]:
    """Return the words of a blank-separated list."""
    return frozenset(words.split())


_GAP = re.compile(r"[ \u00a0]|-|\n(?=[a-z])")
_LONGEST = 6
SMALL = word_set("of de la le les the el al and du da do dos das del der den di upon sur en und")
STRONG_LOCATIVE = word_set(
    "in at from near to outside around across throughout towards toward into via "
    "у в на до з із зі під біля поблизу через во из под около возле близ к ко от"
)
TITLES = word_set(
    "mr mrs ms miss dr prof professor president minister secretary general colonel major captain lieutenant "
    "sergeant judge justice senator governor mayor sheriff officer detective chief director coach king queen "
    "prince princess sir lord lady pope bishop rev reverend imam sheikh ayatollah ambassador spokesman "
    "spokeswoman spokesperson commissioner rep sen gov gen col maj capt lt sgt chancellor premier deputy "
    "chairman chairwoman attorney lawyer saint father brother sister mother commander"
)
_COURTESY = word_set("mr mrs ms miss dr prof sir rev sen rep gov gen col maj capt lt sgt")
_SAYING = word_set("said says told added argued explained recalled wrote asked replied insisted noted")
_BODY_OF = word_set(
    "university bank church institute ministry department college academy embassy archdiocese bishop duke "
    "earl museum society association federation chamber journal house times"
)
_SURE = 5.6
"""Prior from which a single word counts even at the start of a sentence."""

_PLAIN = 3.6
"""Prior that a single word needs inside a sentence without a preposition of place."""

_LOW = 1.0
_CYRILLIC = re.compile("[А-ЯЁІЇЄҐ]")
_CHANGED = ("fuzzy", "respelled", "demonym")
"""Matches of another spelling or meaning, by which a word in Cyrillic is no known name."""
_END = frozenset('.!?:;\n"“”(•*–—|')


@dataclass(frozen=True, slots=True)
class Mention:
    """A printed place name and what it is there for: plain, adjective, or in_name (part of a longer name)."""

    toponym: Toponym
    role: str = "plain"

    @property
    def counts(self) -> bool:
        """Say whether it is a toponym in its own right."""
        return self.role == "plain"


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    key: str
    full: str
    capital: bool
    initial: bool


def scan_text(text: str, lookup: Lookup) -> list[Mention]:
    """Return the place names of `text` in order, without overlaps: plain ones, adjectives, parts of longer names."""
    words = _words(text)
    context = _Context(text, words, lookup, _small(words), _surnames(text, words))
    found: list[Mention] = []
    at = 0
    while at < len(words):
        mention, used = _at(context, at)
        if mention is not None:
            found.append(mention)
        at += used
    return found


@cache
def word_list(name: str) -> frozenset[str]:
    """Return the words of a list in the data folder, case-folded."""
    return frozenset(data_file(name).read_text(encoding="utf-8").casefold().split())


def _words(text: str) -> list[_Word]:
    words = []
    for match in _WORD.finditer(text):
        piece = match[0]
        if piece.endswith(".") and piece.count(".") == 1:
            piece = piece[:-1]
        full = key = _key(piece)
        if piece.endswith(_GENITIVE):
            piece = piece[:-2]
            key = _key(piece)
        if not piece:
            continue
        start = match.start()
        capital = piece[0].isupper()
        words.append(_Word(start, start + len(piece), piece, key, full, capital, capital and _initial(text, start)))
    return words


_GENITIVE = ("'s", "’s")


def _key(word: str) -> str:
    """Return the name key of one word; one of plain letters needs no more than small ones."""
    return word.lower() if word.isascii() and word.isalpha() else name_key(word)


def _initial(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" \t\u00a0")
    return not before or before[-1] in _END


@dataclass(frozen=True, slots=True)
class _Context:
    """A text, its words, what it writes small elsewhere, and the surnames that it gives with a first name or title."""

    text: str
    words: Sequence[_Word]
    lookup: Lookup
    small: frozenset[str]
    surnames: frozenset[str]


def document_surnames(text: str) -> frozenset[str]:
    """Return the capitalised words that a text gives after a first name, a courtesy title or an initial."""
    return _surnames(text, _words(text))


def _small(words: Sequence[_Word]) -> frozenset[str]:
    return frozenset(word.text for word in words if not word.capital)


def _surnames(text: str, words: Sequence[_Word]) -> frozenset[str]:
    names = word_list("given_names.txt")
    return frozenset(
        word.text
        for before, word in pairwise(words)
        if word.capital
        and before.capital
        and (
            (before.key in names and _joined(text, before, word))
            or ((before.key in _COURTESY or len(before.text) == 1) and text[before.end : word.start] in (" ", ". "))
        )
    )


def _at(context: _Context, at: int) -> tuple[Mention | None, int]:
    """Return the mention that begins at word `at`, if any, and how many words to go on by."""
    text, words, lookup = context.text, context.words, context.lookup
    word = words[at]
    if not word.capital:
        return None, 1
    for size in range(_reach(text, words, at), 0, -1):
        run = words[at : at + size]
        if not run[-1].capital and run[-1].key not in KINDS:
            continue
        if not _known(_run_key(run), run, lookup):
            continue
        role = _role(context, at, size)
        if role == "no":
            if size == 1:
                return None, 1
            continue
        span = Span(run[0].start, run[-1].end)
        return Mention(Toponym(span, span.of(text)), role), size
    if lookup.demonym(word.key) and not lookup.known(word.key):
        span = Span(word.start, word.end)
        return Mention(Toponym(span, word.text), "adjective"), 1
    return None, 1


def _reach(text: str, words: Sequence[_Word], at: int) -> int:
    """Return how many words from `at` on may belong to one name."""
    size = 1
    while size < _LONGEST and at + size < len(words):
        before, word = words[at + size - 1], words[at + size]
        if not _GAP.fullmatch(text[before.end : word.start]):
            break
        if not (word.capital or word.key in SMALL or word.key in KINDS):
            break
        size += 1
    return size


def _known(key: str, run: Sequence[_Word], lookup: Lookup) -> bool:
    if lookup.known(key):
        return True
    if _CYRILLIC.match(run[0].text):
        return any(c.match not in _CHANGED for c in lookup.candidates(" ".join(word.text for word in run)))
    if len(run) == 1:
        return any(
            hit.status == "abbreviation" and run[0].text.isupper() and "." in run[0].text for hit in lookup.hits(key)
        )
    typed = split_type(key)
    if typed is None or typed.word == "the":
        return False
    if run[0].key in KINDS and not run[0].capital:
        return False
    kinds = frozenset(typed.kinds)
    return any(hit.candidate.kind in kinds and hit.status != "demonym" for hit in lookup.hits(typed.bare))


def _run_key(run: Sequence[_Word]) -> str:
    return " ".join([*(word.full for word in run[:-1]), run[-1].key])


def _role(context: _Context, at: int, size: int) -> str:
    """Return plain, adjective, in_name, or no for a stretch that the gazetteer knows."""
    text, words, lookup = context.text, context.words, context.lookup
    run = words[at : at + size]
    before = words[at - 1] if at and _joined(text, words[at - 1], run[0]) else None
    after = words[at + size] if at + size < len(words) and _joined(text, run[-1], words[at + size]) else None
    key = _run_key(run)
    if size == 1 and not _is_word_a_place(context, run[0], before):
        return "no"
    if size > 1 and all(w.key in word_list("common_words.txt") for w in run) and _prior(key, lookup) < _SURE:
        return "no"
    if _is_person(run, before, after, _prior(key, lookup)):
        return "no"
    if lookup.demonym(key) and _prior(key, lookup, places_only=True) < _SURE:
        return "adjective"
    if _in_name(words, at, before, after, lookup) or _follows_a_name(context, run, before, key):
        return "in_name"
    return "plain"


def _joined(text: str, left: _Word, right: _Word) -> bool:
    return text[left.end : right.start] in (" ", "\u00a0", "-")


def _prior(key: str, lookup: Lookup, *, places_only: bool = False) -> float:
    best = [c.score for c in lookup.candidates(key) if not (places_only and c.match == "demonym")]
    return max(best, default=0.0)


def _is_word_a_place(context: _Context, word: _Word, before: _Word | None) -> bool:
    """Say whether a single capitalised word is more likely a place than a plain word or a surname."""
    prior = _prior(word.text, context.lookup)
    plain = word.text.casefold()
    led = before is not None and before.key in STRONG_LOCATIVE
    if plain in word_list("surnames.txt") or word.text in context.surnames:
        return led and prior >= _SURE
    if _is_plain_word(context, word, prior):
        return False
    return prior >= (_SURE if word.initial else _LOW if led else _PLAIN)


def _is_plain_word(context: _Context, word: _Word, prior: float) -> bool:
    """Say whether a word is too short, an acronym, a word of the language or a first name."""
    plain, upper = word.text.casefold(), word.text.isupper()
    if len(plain) <= 2 and not (upper and prior >= _SURE):
        return True
    if upper and "." not in word.text and len(plain) <= 5:
        return not _is_short_form(word, context.lookup)
    if not upper and (plain in word_list("common_words.txt") or plain in context.small):
        return True
    return plain in word_list("given_names.txt") and prior < _SURE


def _is_short_form(word: _Word, lookup: Lookup) -> bool:
    """Say whether an acronym is the short name of a country or region (not the code of an airport)."""
    return any(
        hit.status in ("main", "official", "theatre") and (hit.candidate.kind != "settlement" or len(word.text) > 3)
        for hit in lookup.hits(word.key)
    )


def _is_person(run: Sequence[_Word], before: _Word | None, after: _Word | None, prior: float) -> bool:
    names = word_list("given_names.txt")
    if before is not None and before.capital:
        if before.key in names and before.key not in KINDS:
            return True
        if before.key in TITLES and prior < _SURE:
            return True
        if len(before.text) == 1:
            return True
    if after is not None and len(run) == 1:
        if after.key in _SAYING and prior < _SURE:
            return True
        if run[0].text.casefold() in names and after.capital and after.key not in KINDS:
            return True
    return False


def _in_name(words: Sequence[_Word], at: int, before: _Word | None, after: _Word | None, lookup: Lookup) -> bool:
    """Say whether the stretch is only a part of a longer name ("X City Council", "University of X")."""
    if after is not None and after.capital and after.key not in TITLES and not lookup.known(after.key):
        return not lookup.demonym(after.key)
    if before is not None and before.key == "of" and at >= 2:
        head = words[at - 2]
        return head.capital and head.key in _BODY_OF
    return False


def _follows_a_name(context: _Context, run: Sequence[_Word], before: _Word | None, key: str) -> bool:
    """Say whether a word of little weight ends a longer name ("Some Thing" where only "Thing" is known)."""
    if before is None or not before.capital or len(run) > 1 or before.key in KINDS or before.initial:
        return False
    return not context.lookup.known(before.key) and _prior(key, context.lookup) < _SURE


def in_names(text: str, lookup: Lookup) -> Iterator[Toponym]:
    """Yield the places that stand inside names of bodies: subjects of a claim, hardly ever where it happens."""
    yield from (mention.toponym for mention in scan_text(text, lookup) if mention.role == "in_name")
