"""Clauses of Ukrainian, Russian and German sentences, by marks, conjunctions and verbs: one claim each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from reportedly.records import Span
from reportedly.stages.glossed.verbs import form_of, is_predicate
from reportedly.stages.glossed.words import plain

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*|[^\w\s]|_")
_AND = {"uk": frozenset(["і", "й", "та"]), "ru": frozenset(["и", "да"]), "de": frozenset(("und",))}
_BUT = {
    "uk": frozenset(["а", "але", "однак", "проте", "зате", "натомість", "тоді"]),
    "ru": frozenset(["а", "но", "однако", "зато", "тогда"]),
    "de": frozenset(["aber", "doch", "jedoch", "sondern"]),
}
_BECAUSE = {
    "uk": frozenset(["бо", "адже", "оскільки", "тому", "хоча", "хоч", "аби", "щоб", "щоби", "поки", "якщо"]),
    "ru": frozenset(["потому", "поскольку", "поэтому", "хотя", "чтобы", "чтоб", "пока", "если", "ведь", "так"]),
    "de": frozenset(["weil", "da", "denn", "obwohl", "während", "nachdem", "damit", "sodass", "falls"]),
}
_PREDICATES = {
    "uk": frozenset(
        [
            "є",
            "немає",
            "нема",
            "був",
            "була",
            "було",
            "були",
            "буде",
            "будуть",
            "можна",
            "треба",
            "потрібно",
            "необхідно",
            "бракує",
            "має",
            "мають",
            "може",
            "можуть",
        ]
    ),
    "ru": frozenset(
        [
            "есть",
            "нет",
            "был",
            "была",
            "было",
            "были",
            "будет",
            "будут",
            "можно",
            "нужно",
            "необходимо",
            "может",
            "могут",
            "нельзя",
        ]
    ),
    "de": frozenset(
        [
            "ist",
            "sind",
            "war",
            "waren",
            "wird",
            "werden",
            "wurde",
            "wurden",
            "hat",
            "haben",
            "hatte",
            "hatten",
            "habe",
            "sei",
            "seien",
            "kann",
            "können",
            "konnte",
            "konnten",
            "muss",
            "müssen",
            "musste",
            "mussten",
            "soll",
            "sollen",
            "sollte",
            "sollten",
            "will",
            "wollen",
            "darf",
            "dürfen",
            "bleibt",
            "bleiben",
            "gibt",
            "fehlt",
            "fehlen",
            "steht",
            "stehen",
            "liegt",
            "liegen",
            "läuft",
            "laufen",
            "kommt",
            "kommen",
            "geht",
            "gehen",
        ]
    ),
}
_SIGN = re.compile(r"[^\w\s]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark of a sentence; `finite` says that it is (part of) a predicate."""

    start: int
    end: int
    form: str
    finite: bool

    @property
    def mark(self) -> bool:
        """Whether it is a sign, no word."""
        return bool(_SIGN.fullmatch(self.form))


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence that says one thing, and the word that led it in ("" for the main one)."""

    span: Span
    marker: str


def words(text: str, start: int, end: int, language: str) -> list[Word]:
    """Return the words and marks of `text[start:end]`."""
    found: list[Word] = []
    for match in _TOKEN.finditer(text, start, end):
        form = plain(match.group())
        noun = language == "de" and bool(found) and match.group()[0].isupper()
        finite = not noun and (form in _PREDICATES[language] or _verb(match.group(), form, language))
        found.append(Word(match.start(), match.end(), form, finite))
    if language != "de":
        return found
    found = _without_attributes(found, text)
    return found if any(word.finite for word in found) else _with_plain_present(found, text)


def _without_attributes(here: list[Word], text: str) -> list[Word]:
    """Return German words without participles before a noun as predicates: „die verlegte Universität“."""
    for n, word in enumerate(here[1:-1], 1):
        noun = text[here[n + 1].start].isupper() and not here[n + 1].mark
        if word.finite and noun and here[n - 1].form in _BEFORE_NOUN and _ATTRIBUTE.search(word.form):
            here[n] = replace(word, finite=False)
    return here


_BEFORE_NOUN = frozenset(
    "der die das den dem des ein eine einen einem einer eines diese dieser dieses alle keine kein seine ihre "  # noqa: SIM905
    "viele mehrere einige zwei drei vier fünf zehn".split()
)
_ATTRIBUTE = re.compile(r"(?:te|en)[nrsm]?$|tes$")


def _with_plain_present(here: list[Word], text: str) -> list[Word]:
    """Return German words with a verb marked finite that has the form of an infinitive or participle ("sie fahren").

    Such a form is finite where nothing else is, neither after "zu" nor as the last word of more than three.
    """
    inner = [n for n, word in enumerate(here) if not word.mark]
    for n in inner[1 : -1 if len(inner) > _FEW else None]:
        before = here[n - 1].form
        form = form_of(text[here[n].start : here[n].end], "de")
        if form in ("bare", "done") and before not in _NO_SUBJECT:
            here[n] = replace(here[n], finite=True)
            break
    return here


_FEW = 3
_NO_SUBJECT = frozenset({"zu", "um", "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem"})


def clauses(text: str, start: int, end: int, language: str) -> list[Clause]:
    """Return the clauses of a sentence or a part of one, in order."""
    here = words(text, start, end, language)
    bounds = [0, *_cuts(here, language), len(here)]
    found = []
    for low, high in pairwise(bounds):
        part = _stripped(here[low:high], language)
        if part:
            opening = next((w.form for w in here[low:high] if not w.mark), "")
            found.append(Clause(Span(part[0].start, part[-1].end), opening if low else ""))
    return found


def has_predicate(text: str, span: Span, language: str) -> bool:
    """Say whether a stretch has a finite verb or a word that stands for one."""
    return any(word.finite for word in words(text, span.start, span.end, language))


def _cuts(here: Sequence[Word], language: str) -> list[int]:
    """Return where new clauses begin: after a semicolon, before a conjunction with a predicate on both sides."""
    cuts: list[int] = []
    begin = 0
    depth = 0
    for at, word in enumerate(here):
        if word.form in "([":
            depth += 1
        elif word.form in ")]":
            depth = max(0, depth - 1)
        if at == 0 or depth or at <= begin:
            continue
        if _opens(here, at, language) and _has(here, begin, at) and _has(here, at, len(here)):
            cuts.append(at)
            begin = at
    return cuts


def _opens(here: Sequence[Word], at: int, language: str) -> bool:
    word, before = here[at], here[at - 1]
    if before.form in (";", ":") and before.mark:
        return True
    after_comma = before.form in (",", "–", "—", "-")
    if after_comma and (word.form in _BUT[language] or word.form in _BECAUSE[language]):
        return True
    if word.form in _AND[language]:
        pair = before.finite and at + 1 < len(here) and here[at + 1].finite
        return after_comma or (not pair and _new_predicate(here, at))
    return False


def _new_predicate(here: Sequence[Word], at: int) -> bool:
    """Say whether "and" is followed by a predicate of some length, not by a second word of a list."""
    upto = _next_mark(here, at + 1)
    verbs = [n for n in range(at + 1, upto) if here[n].finite]
    return bool(verbs) and verbs[0] <= at + 4 and upto - at > 3


def _next_mark(here: Sequence[Word], at: int) -> int:
    while at < len(here) and not (here[at].mark and here[at].form in ",;:–—"):
        at += 1
    return at


def _has(here: Sequence[Word], low: int, high: int) -> bool:
    return any(word.finite for word in here[low:high])


def _stripped(part: Sequence[Word], language: str) -> list[Word]:
    """Return a clause without the marks and the bare conjunctions about it."""
    kept = list(part)
    lead = (
        _AND[language]
        | _BUT[language]
        | {"бо", "адже", "weil", "denn", "da", "що", "что", "dass", "оскільки", "поскольку"}
    )
    while kept and ((kept[0].mark and kept[0].form not in '“«„"([$€') or kept[0].form in lead):
        kept.pop(0)
    while kept and ((kept[-1].mark and kept[-1].form not in '”»“")]%') or kept[-1].form in _AND[language]):
        kept.pop()
    return _without_loose_quotes(kept)


def _without_loose_quotes(kept: list[Word]) -> list[Word]:
    """Return a clause without a quotation mark at its edge whose partner stands outside."""
    forms = [word.form for word in kept]
    if forms and forms[0] in _OPENING and not any(form in _CLOSING for form in forms[1:]):
        kept = kept[1:]
    if kept and kept[-1].form in _CLOSING and not any(word.form in _OPENING for word in kept[:-1]):
        kept = kept[:-1]
    return kept


_OPENING, _CLOSING = frozenset('«„“"'), frozenset('»”“"')


@cache
def _verb(printed: str, form: str, language: str) -> bool:
    return is_predicate(printed if language == "de" else form, language)
