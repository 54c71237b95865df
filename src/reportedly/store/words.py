"""Words of texts and of questions: found, folded and brought to their basic forms, for search only.

Offsets always point into the text as it is; what is folded is compared and indexed, never shown.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from reportedly import lemmas

LANGUAGES = ("en", "uk", "ru", "de")
"""Languages whose words are brought to basic forms."""

_WORD = re.compile(r"[^\W_]+(?:(?:[\u0300-\u036f]+|['’ʼ‘`´](?=[^\W_]))[^\W_]*)*")
_MARKS = re.compile("[\u0300\u0301\u0340\u0341'’ʼ‘`´ʹьъ]")
_FOLDED = str.maketrans("ёіїєґѐѝ", "еииегеи")
_ASKED = re.compile(r'"([^"]*)"|(\S+)')
_FORMS = 100_000
"""Word forms whose folded and basic forms are kept in memory."""


def found(text: str) -> Iterable[tuple[int, int]]:
    """Yield (start, end) of each word of a text."""
    for match in _WORD.finditer(text):
        yield match.start(), match.end()


def fold(word: str) -> str:
    """Return the form under which spellings of a word count as the same.

    Case-folded, without accents of stress, apostrophes, soft and hard signs; ё is е, і and ї are и, є is е, ґ is г.
    """
    return _MARKS.sub("", unicodedata.normalize("NFC", word).casefold()).translate(_FOLDED)


@lru_cache(maxsize=_FORMS)
def forms(word: str, language: str) -> tuple[str, str]:
    """Return the folded form of a printed word, and the folded basic form in the language of its text."""
    written = fold(word)
    if language not in LANGUAGES or not written or not written.isalpha():
        return written, written
    return written, fold(_basic(word, language)) or written


def _basic(word: str, language: str) -> str:
    plain = unicodedata.normalize("NFC", word.replace("’", "'").replace("ʼ", "'").replace("\u0301", ""))
    lemma: str = lemmas.lemmatize(plain, lang=language)
    return lemma


@lru_cache(maxsize=5_000)
def asked_forms(word: str) -> tuple[str, ...]:
    """Return the folded basic forms that a word of a question may have, in any of the languages, and itself."""
    written = fold(word)
    if not written.isalpha():
        return (written,) if written else ()
    scripts = ("uk", "ru") if re.search("[а-яё]", written) else ("en", "de")
    spelled = dict.fromkeys((word, word.lower(), word.capitalize()))
    # German without the letter ß, as in Switzerland and in capitals.
    spelled |= dict.fromkeys(one.replace("ss", "ß") for one in list(spelled)[1:])
    lemmas = [fold(_basic(one, language)) for language in scripts for one in spelled]
    return tuple(dict.fromkeys(lemma for lemma in (written, *lemmas) if lemma))


def indexed(text: str, language: str) -> tuple[str, str]:
    """Return what is indexed of a text: its words as written, and in their basic forms, apart by blanks."""
    pairs = [forms(match.group(), language) for match in _WORD.finditer(text)]
    kept = [pair for pair in pairs if pair[0]]
    return " ".join(pair[0] for pair in kept), " ".join(pair[1] for pair in kept)


_LONGEST, _PLACES, _LAST_PLACE = 500, 255, 16_383
"""What a `tsvector` takes (PostgreSQL 12.11): 2 KiB a word, places of one word, and the last place."""


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a question: a word in its basic forms, the beginning of one, or words in a row as written."""

    written: tuple[str, ...]
    lemmas: tuple[str, ...] = ()
    prefix: bool = False

    def match(self, columns: str, lemma_columns: str) -> str:
        """Return the expression of the full-text index that finds it."""
        if self.lemmas:
            either = " OR ".join(f'"{lemma}"' for lemma in self.lemmas)
            return f"({{{lemma_columns}}} : ({either}))"
        return f'({{{columns}}} : "{" ".join(self.written)}"{"*" if self.prefix else ""})'

    def tsquery(self) -> tuple[str, str]:
        """Return the column, `words` or `lemmas`, and the `tsquery` of PostgreSQL that find it."""
        if self.lemmas:
            return "lemmas", " | ".join(_lexeme(lemma) for lemma in self.lemmas)
        return "words", " <-> ".join(_lexeme(word) for word in self.written) + (":*" if self.prefix else "")


@dataclass(frozen=True, slots=True)
class Question:
    """What is searched for: all its terms have to stand in a text."""

    terms: tuple[Term, ...] = ()

    @classmethod
    def of(cls, text: str) -> "Question":
        """Return a question as somebody typed it; what is not understood is searched as words. Never raises."""
        terms: list[Term] = []
        balanced = text if text.count('"') % 2 == 0 else text.replace('"', " ")
        for match in _ASKED.finditer(balanced):
            phrase, loose = match.groups()
            if phrase is not None:
                words = tuple(w for m in _WORD.finditer(phrase) if (w := fold(m.group())))
                terms += [Term(words)] if words else []
            else:
                terms += _loose(loose)
        return cls(tuple(dict.fromkeys(terms)))

    def __bool__(self) -> bool:
        return bool(self.terms)

    def marks(self, text: str, language: str) -> list[tuple[int, int]]:
        """Return (start, end) of the words of a text that the question asks for, in order, phrases as one."""
        spans = list(found(text))
        pairs = [forms(text[a:b], language) for a, b in spans]
        kept = [n for n, pair in enumerate(pairs) if pair[0]]
        hits: set[tuple[int, int]] = set()
        for term in self.terms:
            size = len(term.written)
            for at in range(len(kept) - size + 1):
                here = [pairs[n] for n in kept[at : at + size]]
                if _fits(term, here):
                    hits.add((spans[kept[at]][0], spans[kept[at + size - 1]][1]))
        return _apart(hits)


def tsvector(words: str) -> str:
    """Return words apart by blanks as a `tsvector` of PostgreSQL: each with its places, the last ones as one."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words.split(), start=1):
        there = places.setdefault(word[:_LONGEST], [])
        if len(there) < _PLACES:
            there.append(min(place, _LAST_PLACE))
    return " ".join(f"{_lexeme(word)}:{','.join(map(str, there))}" for word, there in places.items())


def _lexeme(word: str) -> str:
    return "'" + word[:_LONGEST].replace("\\", "\\\\").replace("'", "''") + "'"


def _loose(printed: str) -> list[Term]:
    words = [match.group() for match in _WORD.finditer(printed)]
    starred = printed.endswith("*")
    terms = []
    for n, word in enumerate(words):
        written = fold(word)
        if not written:
            continue
        if starred and n == len(words) - 1:
            terms.append(Term((written,), prefix=True))
        else:
            terms.append(Term((written,), asked_forms(word)))
    return terms


def _fits(term: Term, here: Sequence[tuple[str, str]]) -> bool:
    if term.lemmas:
        return here[0][1] in term.lemmas
    if term.prefix:
        return here[0][0].startswith(term.written[0])
    return tuple(written for written, _ in here) == term.written


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, those that overlap joined."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(apart[-1][1], end))
        else:
            apart.append((start, end))
    return apart


@cache
def warm() -> None:
    """Load the word lists of all languages; the first question that needs them would wait for that."""
    for language, word in (("en", "roads"), ("uk", "дороги"), ("ru", "дороги"), ("de", "Straßen")):
        lemmas.lemmatize(word, lang=language)
