"""The word list: English lemmas, most frequent first, with their German, Ukrainian and Russian equivalents."""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from reportedly import lemmas
from reportedly.errors import StageUnavailable

LANGUAGES = ("en", "de", "uk", "ru")
"""The languages of the list; words of any other are compared by their spelling alone."""

MOST = 5
"""English lemmas kept for one foreign word, those that it translates most directly."""

_CYRILLIC = ("uk", "ru")
_FILE = "words.tsv"
_SHORTEST = 4
_CUT = 3
_LINKS = ("", "s", "es", "n", "en", "er")


class Lexicon:
    """Looks a word up by its form, its lemma, its stem and, in German, by the parts of a compound."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._rows = [line.rstrip("\n").split("\t") for line in lines]
        self._rank: dict[str, int] = {}
        for rank, (english, *_) in enumerate(self._rows):
            self._rank.setdefault(english, rank)
        self._top = max(1, len(self._rank))
        self._tables: dict[str, dict[str, tuple[str, ...]]] = {}
        self._sorted: dict[str, list[str]] = {}
        self.english = lru_cache(maxsize=200_000)(self._english)

    def __len__(self) -> int:
        return len(self._rank)

    def _words(self, language: str) -> dict[str, tuple[str, ...]]:
        """Return the words of another language with their English lemmas; made when first asked for."""
        table = self._tables.get(language)
        if table is None:
            found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
            column = LANGUAGES.index(language)
            for rank, row in enumerate(self._rows):
                for position, variant in enumerate(filter(None, row[column].split(";"))):
                    found[variant.strip().casefold()].append((position, rank, row[0]))
            table = self._tables[language] = {word: _best(hits) for word, hits in found.items() if " " not in word}
            self._sorted[language] = sorted(table)
        return table

    @property
    def lemmas(self) -> tuple[str, ...]:
        """The English lemmas in the order of the list."""
        return tuple(self._rank)

    def weight(self, lemma: str) -> float:
        """Return how much an English lemma tells, 0.0 (the most frequent) to 1.0 (not in the list)."""
        rank = self._rank.get(lemma)
        if rank is None:
            return 1.0
        return (math.log(rank + 10) - math.log(10)) / (math.log(self._top + 10) - math.log(10))

    def words(self, language: str) -> Mapping[str, tuple[str, ...]]:
        """Return the words of another language as the list prints them, each with its English lemmas."""
        return self._words(language)

    def _english(self, word: str, language: str) -> tuple[str, ...]:
        """Return the English lemmas that a word may stand for, the likeliest first; none where it is not known."""
        form = word.casefold()
        if language == "en":
            lemma = lemmas.lemmatize(form, lang="en").casefold()
            return tuple(dict.fromkeys(x for x in (lemma, form) if x in self._rank))[:1]
        if language not in LANGUAGES:
            return ()
        table = self._words(language)
        if form in table:
            return table[form]
        # A word in Latin letters has no lemma in these: their dictionaries, of 200 MB in memory, are not opened for it.
        latin = language in _CYRILLIC and form != "c" and word.isascii()
        lemma = form if latin else lemmas.lemmatize(word, lang=language).casefold()
        if lemma in table:
            return table[lemma]
        if language == "de":
            parts = self._parts(lemma, table)
            if parts:
                return parts
        return self._by_stem(lemma, language)

    def _by_stem(self, form: str, language: str) -> tuple[str, ...]:
        """Return the lemmas of the known word with the longest common beginning, all but a few letters of both."""
        table = self._sorted[language]
        at = bisect_left(table, form)
        best: tuple[int, str] | None = None
        for neighbour in table[max(0, at - 2) : at + 2]:
            common = _common(form, neighbour)
            near = common >= max(_SHORTEST, len(form) - _CUT) and len(neighbour) - common <= _CUT
            if near and (best is None or common > best[0]):
                best = (common, neighbour)
        return self._words(language)[best[1]] if best else ()

    def _parts(self, word: str, table: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
        """Return the lemmas of both parts of a German compound, the second part first."""
        for cut in range(len(word) - _SHORTEST, _SHORTEST - 1, -1):
            tail = word[cut:]
            if tail not in table:
                continue
            for link in _LINKS:
                head = word[:cut].removesuffix(link) if link else word[:cut]
                if len(head) >= _SHORTEST and head in table:
                    return tuple(dict.fromkeys((*table[tail][:2], *table[head][:2])))
        return ()


def _best(hits: list[tuple[int, int, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(english for _, _, english in sorted(hits)))[:MOST]


def _common(one: str, other: str) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


@cache
def load() -> Lexicon:
    """Return the list that ships with the package.

    Raises StageUnavailable if the file is missing from the installation.
    """
    path = files("reportedly.gloss") / "data" / _FILE
    try:
        return Lexicon(path.read_text("utf-8").splitlines())
    except OSError as error:
        raise StageUnavailable(f"the word list {_FILE} cannot be read ({error}); install reportedly anew") from error
