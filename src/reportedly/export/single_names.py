"""Names of one word, and names of a marked build, that neither list nor run of words gives away.

"Okeke said", "the plumber Haddad", «за словами Цоя», „laut Okeke“: a capitalised word that no dictionary, no gazetteer
and no list of bodies holds is a name where somebody speaks, a trade stands before it, or what is told happens to people
alone (see `personal_words`), and so are the words that stand in one list with it. "McAllister-Quorr", "Abu
Talib", "Khaled al-Mansouri", «ван дер Гейден» and "Li Wei" are names by their build. Words that end like the names of
firms and papers ("Valtel") stay.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from reportedly import lemmas
from reportedly.export.personal_words import JOINED, is_told_of_a_person
from reportedly.export.placed_words import is_like_a_family_name, placed, stem, within
from reportedly.records import Span

Sorted = Callable[[str, str], str]
"""From a printed word and the tag of a language to what kind of word it is."""

_UP = r"[^\W\d_a-zа-яёіїєґà-öø-ÿāăąćčďđēėęěğģīįıķĺľłńňőœŕřśşšţťūůűųźżž]"
_PART = rf"{_UP}(?:[\u0301’'ʼ]?(?<![’'](?=s\b))[^\W\d_])*"
_NAME = rf"{_PART}(?:[-‑]{_PART})*"
_ARTICLED = rf"(?:al|el|ash|as|an|ad|at|аль|эль|ель|аш|ас|ан|ад|ат)[-‑]{_NAME}"
_WORD = re.compile(rf"(?<![\w’'-]){_NAME}(?!\w)")
_DOUBLE = re.compile(r"[-‑]")
_IRISH = re.compile(r"(?:(?:O|D|О|Д)[’'ʼ]|Mc|Mac(?=[A-Z])|Мак[-‑]?(?=[А-ЯІЇЄҐ]))[^\W\d_]{2}")
_MARKED = re.compile(
    rf"(?<![\w’'-])(?:(?:Abu|Umm|Ibn|Bint|Ó|Ní|Nic|Абу|Умм|Ібн|Ибн)[ \u00a0](?:{_ARTICLED}|{_NAME})"
    rf"|(?:ibn|bint|ібн|ибн)[ \u00a0]{_NAME}"
    rf"|(?:van|ван)[ \u00a0](?:(?:der|den|de|дер|ден|де)[ \u00a0])?{_NAME}|(?:фон|де ла|делла|ди)[ \u00a0]{_NAME}"
    rf"|{_ARTICLED})"
)
_LEFT = re.compile(rf"(?<![\w’'-])({_NAME}|{_UP}\.(?:[ \u00a0]?{_UP}\.)?)[ \u00a0]?\Z")
_RIGHT = re.compile(rf"[ \u00a0]((?:{_ARTICLED})|{_NAME})(?!\w)")
_TWO = re.compile(rf"[ \u00a0]({_NAME})(?!\w)(?:[ \u00a0]({_UP}[^\W\d_]{{1,4}})(?!\w))?")
_POSSESSED = re.compile(
    r"[’']s[ \u00a0](?:salary|pay|wages|pension|house|home|flat|apartment|yard|shop|car|husband|wife|son|daughter"
    r"|mother|father|brother|sister|parents|children|family|letter|name|passport|testimony|account|arrest|body|grave)\b"
)
_BEFORE = re.compile(
    r"(?:\b(?:according to|said|says|added|adds|explained|explains|recalled|recalls|complained)"
    r"|\b(?:за словами|зі слів|каже|сказав|сказала|розповів|розповіла|розповідає|додав|додала|пояснив|пояснила|згадує"
    r"|по словам|со слов|говорит|сказал|рассказал|рассказала|рассказывает|добавил|добавила|пояснил|объяснил"
    r"|объяснила|вспоминает)"
    r"|\b(?:laut|nach Angaben von|nach den Worten von|sagt|sagte|erzählt|erzählte|ergänzte|klagte))[ \u00a0]\Z",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r",?[ \u00a0](?:said|says|told|tells|added|adds|explained|explains|recalled|recalls|complained|complains"
    r"|каже|сказав|сказала|розповів|розповіла|розповідає|додав|додала|пояснив|пояснила|згадує"
    r"|говорит|сказал|сказала|рассказал|рассказала|рассказывает|добавил|добавила|пояснил|объяснил|объяснила|вспоминает"
    r"|sagt|sagte|erzählt|erzählte|ergänzte|klagte|zufolge)\b"
)
_ROLE = re.compile(r"(?<!\w)([^\W\d_]+(?:-[^\W\d_]+)?)[ \u00a0]\Z")
_BODY = re.compile(
    r"(?:tele?com|tel|net|bank|gas|energo|enerho|media|press[e]?|news|radio|tv|info|inform|group|trans|vodokanal|prom|agro"
    r"|link|phone|fon|soft|tech|pravda|tube|gram|банк|газ|[еэ]нерго|нафта|нефть|телеком|тел|нет|[іи]нформ|мед[іи]а|прес+"
    r"|тв|фон|л[іи]нк|пром|агро|водоканал|транс|групп?|рада|фонд|центр|правда|в[іе]сник|вестник|грам|туб)"
    r"(?:у|ом|а|е|і|ові|s)?\Z",
    re.IGNORECASE,
)
_QUOTED = ("«", "„", "“", '"')
_CLOSING = ("»", "“", "”", '"')
_EAST = frozenset(
    re.findall(
        r"\w+",
        "li wang zhang chen liu zhao huang zhou wu xu sun zhu guo luo kim park pak lee choi choe tsoi jung nguyen tran "
        "pham лі ли ван чжан чень лю чжао хуан чжоу сюй сунь чжу го ло кім ким пак цой чой нгуєн нгуен чан фам",
    )
)
"""Family names that stand first: what follows is the given name, whatever else the word may be."""
_OF_PLACES = frozenset(
    re.findall(
        r"\w+",
        "села міста города посёлка поселка селища деревни станиці станицы району района області области хутора острова "
        "вулиці улицы громади общины країни страны регіону региона",
    )
)
_RESIDENTS = frozenset(
    re.findall(r"\w+", "мешканець мешканка житель жителька жительница городянин городянка горожанин горожанка")
)
_NAMES = frozenset(("given", "family", "listed", "unknown"))
_LEAST = 3
_COMPOUND = 5
"""Letters beyond which a German role counts at the end of a compound: "Busfahrer"."""


@dataclass(frozen=True)
class SingleNames:
    """Finds such names; `kind` says what a word is, `is_body` and `is_place` what must not be taken for a person."""

    kind: Sorted
    is_body: Callable[[str], bool]
    is_place: Callable[[str], bool]

    def find(self, text: str, tag: str) -> list[Span]:
        """Return the names in a text, in order; a name of several words whole."""
        found = [self.widened(text, span, tag) for span in self._found(text, tag)]
        return [s for n, s in enumerate(sorted(found)) if not any(o.covers(s) for o in sorted(found)[:n])]

    def is_source(self, printed: str, tag: str) -> bool:
        """Say whether the printed name of a source is that of a person, or a word that nothing is known of."""
        words = printed.split()
        if not 0 < len(words) <= _LEAST or self.is_body(printed) or self.is_place(printed) or _BODY.search(printed):
            return False
        if any(self._by_build(printed, tag)):
            return True
        return all(_WORD.fullmatch(w) and self._is_strange(w, tag) and not _is_camel(w) for w in words)

    def _is_strange(self, printed: str, tag: str) -> bool:
        """Say whether nothing but a name is known of a word; of one with a hyphen its parts are asked."""
        return self._is_double(printed, tag) if _DOUBLE.search(printed) else self.kind(printed, tag) in _NAMES

    def widened(self, text: str, span: Span, tag: str) -> Span:
        """Return a name with the given name or initials before it and the family name behind it."""
        start, end = span.start, span.end
        articled = re.match(_ARTICLED, text[start:end]) is not None
        while (left := _LEFT.search(text, max(0, start - 40), start)) and (
            self._joins(left[1], tag) or (articled and self.kind(left[1], tag) == "place")
        ):
            start, articled = left.start(1), False
        while (right := _RIGHT.match(text, end)) and self._joins(right[1], tag):
            end = right.end(1)
        return Span(start, end)

    def _joins(self, printed: str, tag: str) -> bool:
        if printed.endswith("."):
            return True
        bare = re.sub(rf"^{_ARTICLED[: _ARTICLED.index('[')]}[-‑]", "", printed)
        return self.kind(bare, tag) in _NAMES and not self.is_body(printed) and not _BODY.search(printed)

    def _found(self, text: str, tag: str) -> Iterator[Span]:
        yield from self._by_build(text, tag)
        words = list(_WORD.finditer(text))
        sure = [self._is_lone(text, match, tag) for match in words]
        alone = within(text, words, tag) - placed(text, words, tag)
        sure = [one or self._is_left(text, match, tag, alone) for match, one in zip(words, sure, strict=True)]
        yield from (Span(*match.span()) for match, one in zip(words, sure, strict=True) if one)
        yield from self._listed(text, words, sure, tag)

    def _listed(self, text: str, words: list[re.Match[str]], sure: list[bool], tag: str) -> Iterator[Span]:
        """Yield the words that stand in one list with a name: "Pyrih, Okafor and Adaeze were beaten"."""
        known = list(sure)
        steps = [*range(1, len(words)), *range(len(words) - 1, 0, -1)]
        for at in steps:
            one, other = words[at - 1], words[at]
            if known[at] == known[at - 1] or not JOINED.fullmatch(text, one.end(), other.start()):
                continue
            new = at if known[at - 1] else at - 1
            if self._may_be_name(text, words[new], tag):
                known[new] = True
                yield Span(*words[new].span())

    def _is_left(self, text: str, match: re.Match[str], tag: str, alone: frozenset[str]) -> bool:
        """Say whether a word ends like a family name and stands alone, and nowhere as a place, a body or a thing."""
        like = is_like_a_family_name(match[0]) and stem(match[0], tag) in alone
        return like and self._may_be_name(text, match, tag)

    def _may_be_name(self, text: str, match: re.Match[str], tag: str) -> bool:
        """Say whether nothing but a name is known of a word that does not stand in marks."""
        printed, (start, end) = match[0], match.span()
        if len(printed) < _LEAST or _DOUBLE.search(printed) or _is_camel(printed) or _BODY.search(printed):
            return False
        marked = text[start - 1 : start] in _QUOTED and text[end : end + 1] in _CLOSING
        return not marked and self.kind(printed, tag) in _NAMES and not self._is_known(printed)

    def _by_build(self, text: str, tag: str) -> Iterator[Span]:
        for match in _MARKED.finditer(text):
            last = re.split(r"[ \u00a0]", match[0])[-1]
            if not (self._is_known(match[0]) or self._is_known(last) or self.kind(last, tag) == "title"):
                yield Span(*match.span())
        for match in _WORD.finditer(text):
            if self._is_double(match[0], tag) or (_IRISH.match(match[0]) and not self._is_known(match[0])):
                yield Span(*match.span())
            elif end := self._family_first(text, match, tag):
                yield Span(match.start(), end)

    def _family_first(self, text: str, match: re.Match[str], tag: str) -> int:
        """Return where a name ends that begins with a family name of the East: "Li Wei"; 0 if there is none."""
        behind = _TWO.match(text, match.end()) if match[0].casefold() in _EAST else None
        if behind is None or self.kind(behind[1], tag) not in _NAMES:
            return 0
        end = behind.end(2) if behind[2] else behind.end(1)
        return 0 if self.is_body(text[match.start() : end]) else end

    def _is_double(self, printed: str, tag: str) -> bool:
        """Say whether a word is a double name: "Okonjo-Bright", «Тер-Ованесян»; German joins all nouns so."""
        parts = _DOUBLE.split(printed)
        if len(parts) != 2 or self._is_known(printed) or any(self._is_known(p) or p.isupper() for p in parts):
            return False
        kinds = [self.kind(p, tag) for p in parts]
        if "title" in kinds or any(_BODY.search(p) for p in parts):
            return False
        strange = sum(kind in _NAMES for kind in kinds)
        return strange == 2 or (strange == 1 and tag != "de")

    def _is_known(self, printed: str) -> bool:
        return self.is_body(printed) or self.is_place(printed)

    def _is_lone(self, text: str, match: re.Match[str], tag: str) -> bool:
        """Say whether one word is a name by what stands beside it."""
        printed, (start, end) = match[0], match.span()
        kind, joined = self.kind(printed, tag), _DOUBLE.search(printed) is not None
        if len(printed) < _LEAST or joined or _is_camel(printed) or _BODY.search(printed):
            return False  # those with a hyphen are found by their build
        if text[start - 1 : start] in _QUOTED and text[end : end + 1] in _CLOSING:
            return False
        before = text[max(0, start - 48) : start]
        if kind not in _NAMES:
            return _is_nominative(printed, kind, tag) and self._behind_role(before, tag)
        speaks = _BEFORE.search(before) or _AFTER.match(text, end) or (tag == "en" and _POSSESSED.match(text, end))
        if speaks or is_told_of_a_person(text, start, end, tag):
            return not self._is_known(printed)
        if not self._behind_role(before, tag, apart=kind != "given"):
            return False
        return kind == "given" or not self._is_known(printed)

    def _behind_role(self, before: str, tag: str, *, apart: bool = False) -> bool:
        """Say whether a role stands right before: "the plumber X", with `apart` also «учителька музики X»."""
        near = _ROLE.search(before)
        if near is None:
            return False
        if _is_role(near[1], tag):
            return True
        far = _ROLE.search(before[: near.start()] if apart and tag in ("uk", "ru") and near[1].islower() else "")
        if far is None or near[1].casefold() in _OF_PLACES or far[1].casefold() in _RESIDENTS:
            return False
        return _is_role(far[1], tag)


def _is_nominative(printed: str, kind: str, tag: str) -> bool:
    """Say whether a place or an everyday word behind a role is a name by its case: a town would be in the genitive."""
    low = printed.casefold()
    if tag not in ("uk", "ru"):
        return False
    if kind == "place":
        return low[-1] not in "аяоеєёиіїыуюв"
    return kind == "ordinary" and low.endswith(("ий", "ый", "ська", "ская", "цька", "цкая"))


def _is_camel(printed: str) -> bool:
    return bool(re.search(r"[^\W\d_A-ZА-ЯІЇЄҐ][A-ZА-ЯІЇЄҐ]", printed)) and not _IRISH.search(printed)


@cache
def _roles() -> frozenset[str]:
    text = (files("reportedly.export") / "data" / "roles.txt").read_text(encoding="utf-8")
    return frozenset(w for line in text.splitlines() if not line.startswith("#") for w in line.casefold().split())


def _is_role(printed: str, tag: str) -> bool:
    """Say whether a word is what a private person is called by, in any case of the singular."""
    low = printed.casefold()
    if low in _roles() or (tag == "de" and any(low.endswith(r) for r in _roles() if len(r) > _COMPOUND)):
        return True
    return tag in ("uk", "ru") and low[-1:] not in "иіы" and lemmas.lemmatize(low, tag).casefold() in _roles()
