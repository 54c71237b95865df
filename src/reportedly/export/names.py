"""Masks names of private persons in any text: in all case forms, in other letters, in addresses and file names.

A name is compared by a folded form of its words, in which the usual transliterations of Ukrainian, Russian and German
spellings fall together. Where in doubt a word too many is masked: that costs a reader a word, a name costs a person.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from urllib.parse import unquote

from anyascii import anyascii

from reportedly.records.withhold import WITHHELD

_WORD = re.compile(r"[^\W\d_](?:[\u0300-\u036f\u00ad\u200b-\u200d’'ʼ`´]*[^\W\d_])*")
_CHUNK = re.compile(r"\S+")
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w./-])\+\d[\d\s().-]{7,18}\d(?![\w])"
    r"|(?<![\w./-])\(?0\d{2,4}\)?[ -]\d{2,3}[ -]\d{2}[ -]\d{2,3}(?![\w])"
    # The address of a house: people live or work there.
    r"|(?<!\w)\d{1,4}[A-Za-z]?,? (?:[A-Z][\w’'-]+ ){1,3}"
    r"(?:Street|St\b|Road|Avenue|Ave\b|Lane|Boulevard|Drive|Embankment)"
    r"|(?<!\w)(?:[Вв]ул|[Уу]л|[Пп]росп|[Пп]р-т|[Бб]ул|[Пп]ров|[Пп]ер|[Вв]улиц\w{1,3}|[Уу]лиц\w{1,3}"
    r"|[Пп]роспект\w{0,2})\.?[ \u00a0](?:[А-ЯІЇЄҐ][\w’'ʼ-]+[ \u00a0]?){1,3},?[ \u00a0]?"
    r"(?:(?:буд|будинок|д|дом)\.?[ \u00a0]?)?№?\d{1,4}(?:-?[а-яіA-Za-z](?!\w))?"
    r"(?:,? (?:кв|квартира|оф)\.? ?\d{1,4})?"
    r"|(?<!\w)[A-ZÄÖÜ][\wäöüß-]+(?:straße|strasse|str\.|gasse|allee|weg|ufer)[ \u00a0]\d{1,4}[a-z]?(?!\w)"
)
_INITIALS = re.compile(r"(?<!\w)(?:[A-ZА-ЯІЇЄҐ]\.[ \u00a0]?){1,2}\Z")
_GAP = re.compile(r"[^\w]{0,3}|[._/-]|%20|_", re.DOTALL)
_PARTS = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}[.!?]\s|[!?;:]\s|\A[!?;:]")
_SMALL = re.compile(r"(?<![^\W\d_])(?!(?:von|van|de|der|al|el|bin|ben)\b)[^\W\d_A-ZА-ЯІЇЄҐÄÖÜ]")
_BETWEEN = 24
_HEX = re.compile(r"[\da-f]+")
_SPLITS = re.compile(r"[/._@#=&?\d-]|xn--")

_FOLDS = (
    (re.compile(r"shch|tsch|tch|sch|sh|ch|cz|zh|kh|ph|ts|tz"), lambda m: {"kh": "h", "ph": "f"}.get(m[0], "s")),
    (re.compile(r"ck|q"), lambda _: "k"),
    (re.compile(r"ks"), lambda _: "x"),
    (re.compile(r"w"), lambda _: "v"),
    (re.compile(r"g"), lambda _: "h"),
    (re.compile(r"z|c"), lambda _: "s"),
    (re.compile(r"[iyj]+"), lambda _: "i"),
    (re.compile(r"i(?=[aeou])"), lambda _: ""),
    (re.compile(r"(.)\1+"), lambda m: str(m[1])),
)
_ENDINGS = sorted(
    re.findall(
        r"\w+",
        "a o u i e om em im am oi ei ou eu oho eho omu emu ovi evi ovoi ova ovu ovim ov ev inim ini inu ina in ah ami "
        "ih imi imu iam iah iami iu es s en ern skomu hoho",
    ),
    key=len,
    reverse=True,
)
_SHORTEST, _LONG = 3, 5


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return the form under which spellings of a word in several alphabets fall together; for comparing only."""
    return _folded(re.sub(r"[^a-z]", "", anyascii(html.unescape(word)).casefold()))


def _folded(latin: str) -> str:
    for pattern, by in _FOLDS:
        latin = pattern.sub(by, latin)
    return latin


@lru_cache(maxsize=200_000)
def stems(word: str) -> tuple[str, ...]:
    """Return what may be left of a folded word once the ending of a case is taken off, itself first."""
    folded = fold(word)
    cut = [folded[: -len(e)] for e in _ENDINGS if folded.endswith(e) and len(folded) - len(e) >= _SHORTEST]
    return tuple(dict.fromkeys((folded, *cut)))


def _roots(word: str) -> set[str]:
    """Return the stems of a name in the nominative, with those whose last vowel goes or changes in other cases."""
    folded = fold(word)
    root = folded.rstrip("aeiou") if len(folded.rstrip("aeiou")) >= _SHORTEST else folded
    # With an "s" behind it the last letters may be read as another sound.
    found = {folded, root, fold(word + "s")}
    if len(root) > _SHORTEST + 1 and root[-2] in "eo" and root[-1] not in "aeiou":
        found.add(root[:-2] + root[-1])
    if len(root) > _SHORTEST and root[-2] == "i":
        found |= {root[:-2] + v + root[-1] for v in "eo"}
    return found


_Known = tuple[frozenset[int], frozenset[int], bool] | None
"""Of which names a word is, by number: surely, at all; whether it is a name run together. None for other words."""


class NameMask:
    """Finds and masks the names of private persons.

    `names` are those printed of private persons, `public` those of office-holders, which stay where they stand whole.
    `alone` says of a word of a name whether it may be masked where it stands alone (not: "Baker", "Kherson", "Anna").
    `working_copy` masks nothing.
    """

    def __init__(
        self,
        names: Iterable[str],
        *,
        public: Iterable[str] = (),
        alone: Callable[[str], bool] = lambda _: True,
        working_copy: bool = False,
    ) -> None:
        self.working_copy = working_copy
        self.withheld = 0
        self._alone: dict[str, set[int]] = {}
        self._part: dict[str, set[int]] = {}
        self._glued: set[str] = set()
        self._public: dict[str, list[tuple[tuple[str, ...], ...]]] = {}
        self._masked = lru_cache(maxsize=50_000)(self._mask)
        self._known = lru_cache(maxsize=200_000)(self._looked_up)
        whole: set[tuple[str, ...]] = set()
        for number, name in enumerate(() if working_copy else dict.fromkeys(names)):
            self._learn(number, name, alone, whole)
        for name in dict.fromkeys(public):
            words = tuple(_WORD.findall(name))
            if len(words) > 1 and tuple(map(fold, words)) not in whole:
                self._public.setdefault(fold(words[0]), []).append(tuple(tuple(_roots(w)) for w in words))

    def _learn(self, number: int, name: str, alone: Callable[[str], bool], whole: set[tuple[str, ...]]) -> None:
        words = [w for w in _WORD.findall(name) if len(fold(w)) > 1]
        whole.add(tuple(map(fold, words)))
        for word in words:
            single = len(words) == 1 or (len(fold(word)) > _SHORTEST and alone(word))
            for root in _roots(word):
                (self._alone if single and len(root) >= _SHORTEST else self._part).setdefault(root, set()).add(number)
        if len(words) > 1:
            first, last = words[0], words[-1]
            for left, right in ((first, last), (last, first)):
                self._glued |= {_folded(fold(left) + root) for root in _roots(right)} | {fold(left + right)}
                self._glued |= {fold(left)[:1] + root for root in _roots(right) if len(root) > _LONG}

    def masked(self, text: str) -> str:
        """Return the text with every private name, mail, house address and telephone number as "[name withheld]"."""
        return text if self.working_copy else self._masked(text)

    def _mask(self, text: str) -> str:
        text = self._decoded(text)
        out, at = [], 0
        for start, end in self.spans(text):
            out += [text[at:start], WITHHELD]
            at = end
        return "".join((*out, text[at:]))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where private names and contacts stand in a text, in order, neighbours joined."""
        if self.working_copy:
            return []
        found = [m.span() for m in _CONTACT.finditer(text)]
        if self._alone or self._part:
            found += [(_with_initials(text, start), end) for start, end in self._names(text)]
        joined: list[tuple[int, int]] = []
        for start, end in sorted(found):
            if joined and (start <= joined[-1][1] or _GAP.fullmatch(text, joined[-1][1], start)):
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return joined

    def _names(self, text: str) -> Iterator[tuple[int, int]]:
        words = [m.span() for m in _WORD.finditer(text)]
        known = [self._known(text[start:end]) for start, end in words]
        kept = self._kept(text, words) if self._public and any(one is not None for one in known) else set()
        for at, one in enumerate(known):
            if one is None or at in kept:
                continue
            start, end = words[at]
            sure, mine, glued = one
            if glued or (sure and self._stands_out(text, start, end)) or self._beside(text, words, known, at, mine):
                yield start, end

    def _beside(
        self, text: str, words: list[tuple[int, int]], known: list[_Known], at: int, mine: frozenset[int]
    ) -> bool:
        """Say whether another part of a name that the word at `at` is of stands next to it."""
        return any(
            (other := known[n]) is not None
            and not mine.isdisjoint(other[1])
            and self._adjoins(text, words[n], words[at])
            for n in (at - 2, at - 1, at + 1, at + 2)
            if 0 <= n < len(words)
        )

    def _looked_up(self, word: str) -> _Known:
        """Return of which names a word surely is, of which at all, and whether it is a whole one run together."""
        forms = stems(word)
        sure = frozenset().union(*(self._alone.get(f, ()) for f in forms))
        mine = sure.union(*(self._part.get(f, ()) for f in forms))
        glued = any(f in self._glued for f in forms)
        return (sure, mine, glued) if mine or glued else None

    def _kept(self, text: str, words: list[tuple[int, int]]) -> set[int]:
        """Return the words that belong to the whole name of an office-holder."""
        kept: set[int] = set()
        for at, (start, end) in enumerate(words):
            for form in stems(text[start:end]):
                for name in self._public.get(form, ()):
                    size = len(name)
                    piece = words[at : at + size]
                    if len(piece) == size and all(
                        set(stems(text[s:e])) & set(roots) for (s, e), roots in zip(piece, name, strict=True)
                    ):
                        kept.update(range(at, at + size))
        return kept

    @staticmethod
    def _stands_out(text: str, start: int, end: int) -> bool:
        """Say whether a word is printed as a name: with a capital, or as a part of an address or a file name."""
        if text[start].isupper():
            return True
        if _HEX.fullmatch(text, max(0, start - 1), end + 1):
            return False
        left = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start)) + 1
        right = next((n for n in range(end, len(text)) if text[n].isspace()), len(text))
        return bool(_SPLITS.search(text[left:start] + text[end:right]))

    @staticmethod
    def _adjoins(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
        first, second = sorted((one, other))
        between = text[first[1] : second[0]]
        if len(between) > _BETWEEN or "\n\n" in between or _PARTS.search(between):
            return False
        # In running text only a second given name or an initial stands between the parts of a name.
        return " " not in between or not _SMALL.search(between)

    def _decoded(self, text: str) -> str:
        """Return the text with addresses and entities written out where a private name is hidden in their code."""
        if "%" not in text and "&" not in text and "xn--" not in text:
            return text
        return _CHUNK.sub(lambda m: self._plain(m[0]), text)

    def _plain(self, chunk: str) -> str:
        plain = chunk
        for _ in range(3):
            plain = html.unescape(unquote(plain))
        plain = re.sub(r"xn--[a-z0-9-]+", lambda m: _host(m[0]), plain)
        return plain if plain != chunk and self.spans(plain) else chunk


def _with_initials(text: str, start: int) -> int:
    """Return where a name begins with the initials that stand before it."""
    initials = _INITIALS.search(text, max(0, start - 8), start)
    return initials.start() if initials else start


def _host(label: str) -> str:
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label
