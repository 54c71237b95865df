"""A text word by word in English: no translation, but words enough for a reader that knows English.

Every English word points back to the printed one, so that what is found in the gloss is found in the text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from anyascii import anyascii

from reportedly.gloss import load
from reportedly.lemmas import is_known
from reportedly.records import Span
from reportedly.stages.extraction.tagger import lemma
from reportedly.stages.glossed.german import Known, Order, order
from reportedly.stages.glossed.verbs import WITH_ZU, Form, form_of, is_verb, participle, past, running
from reportedly.stages.glossed.vocabulary import Vocabulary, own_words
from reportedly.stages.glossed.words import Phrase, Phrases, phrases, plain

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_MARKS = str.maketrans({"«": "“", "»": "”", "„": "“", "—": "–"})
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_DAY = re.compile(r"(?<!\d)\d{1,2}\. $")
_MONTHS = frozenset(
    [
        "januar",
        "jänner",
        "februar",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ]
)
_FALSE = frozenset({"non", "_"})
_PART = 3
"""Letters that must be left of a word for a second part of a compound."""

_BARE = {"werden": "be", "sein": "be", "haben": "have"}
"""Auxiliaries at the end of a German clause, where they are no finite verbs."""


@dataclass(frozen=True, slots=True)
class _Words:
    """A text with its words and their `plain` forms."""

    text: str
    words: Sequence[re.Match[str]]
    forms: Sequence[str]


@dataclass(frozen=True, slots=True)
class Piece:
    """Where a word stands in the gloss and in the text."""

    start: int
    end: int
    printed: Span


@dataclass(frozen=True, slots=True)
class Gloss:
    """The gloss of a text with its sentences, and the words that tie it to the text, in the order of the gloss."""

    text: str
    sentences: tuple[Span, ...]
    pieces: tuple[Piece, ...]
    printed: tuple[Piece, ...] = ()

    def __post_init__(self) -> None:
        """Put the words in the order of the text too: a verb may stand elsewhere there."""
        object.__setattr__(self, "printed", tuple(sorted(self.pieces, key=lambda piece: piece.printed.start)))

    def forth(self, span: Span) -> Span | None:
        """Return where the words of a stretch of the text stand in the gloss; None where it has no word."""
        low = bisect_right(self.printed, span.start, key=lambda p: p.printed.end)
        high = bisect_left(self.printed, span.end, key=lambda p: p.printed.start)
        if low >= high:
            return None
        words = self.printed[low:high]
        return Span(min(p.start for p in words), max(p.end for p in words))

    def back(self, span: Span) -> Span | None:
        """Return where the words of a stretch of the gloss stand in the text; None where it has no word."""
        low = bisect_right(self.pieces, span.start, key=lambda p: p.end)
        high = bisect_left(self.pieces, span.end, key=lambda p: p.start)
        if low >= high:
            return None
        words = self.pieces[low:high]
        return Span(min(p.printed.start for p in words), max(p.printed.end for p in words))


class _Writer:
    """A gloss while it is written."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.pieces: list[Piece] = []
        self._length = 0

    def word(self, english: str, printed: Span) -> None:
        """Add the English of a stretch of the text; nothing where it has none."""
        if english:
            self.pieces.append(Piece(self._length, self._length + len(english), printed))
            self._add(english)

    def between(self, text: str, start: int) -> None:
        """Add what stands between words; `start` is where it begins in the text."""
        self.pieces += _figures(text, self._length, start)
        self._add(text)

    def _add(self, text: str) -> None:
        self.out.append(text)
        self._length += len(text)


class Glosser:
    """Glosses texts of one language."""

    def __init__(self, language: str, words: Vocabulary, known: Phrases) -> None:
        self._language = language
        self._words = words
        self._phrases = known

    def gloss(self, text: str, sentences: Sequence[Span]) -> Gloss:
        """Return the gloss of a text; what stands between its words is kept as printed."""
        opens = {sentence.start for sentence in sentences}
        words = list(_WORD.finditer(text))
        there = _Words(text, words, [plain(word.group()) for word in words])
        moved = (
            order(text, words, there.forms, Known(self._is_verb, self._is_phrase))
            if self._language == "de"
            else Order()
        )
        made = _Writer()
        at = end = 0
        while at < len(words):
            opening = at == 0 or any(start in opens for start in range(end, words[at].start() + 1))
            made.between(self._between(text, end, words[at]), end)
            for word in moved.before.get(at, ()):
                made.word(*self._moved(there, moved, word))
                made.between(" ", end)
            english, used = ("", 1) if at in moved.silent else self._at(there, moved, at, opening=opening)
            end = words[at + used - 1].end()
            if english and opening:
                english = english[0].upper() + english[1:]
            made.word(english, Span(words[at].start(), end))
            for word in (n for one in range(at, at + used) for n in moved.after.get(one, ())):
                made.between(" ", end)
                made.word(*self._moved(there, moved, word))
            at += used
        made.between(text[end:].translate(_MARKS), end)
        whole = Gloss("".join(made.out), (), tuple(made.pieces))
        told = tuple(s for span in sentences if (s := whole.forth(span)) is not None)
        return Gloss(whole.text, told, whole.pieces)

    def _is_verb(self, base: str) -> bool:
        """Say whether a list has a German verb by its bare form."""
        return bool(self._words.verb(base))

    def _is_phrase(self, forms: Sequence[str]) -> bool:
        """Say whether a list has these words as one phrase."""
        phrase = self._phrases.best(forms)
        return phrase is not None and len(phrase.words) == len(forms)

    def _moved(self, there: "_Words", moved: Order, at: int) -> tuple[str, Span]:
        """Return the English of what German has at the end of its clause, and what it is printed as."""
        last = moved.idioms.get(at, at)
        printed = Span(there.words[at].start(), there.words[last].end())
        if last > at and (phrase := self._phrases.best(there.forms[at : last + 1])) is not None:
            return self._inflected(phrase.english, there.words[last].group(), listed=True), printed
        form = there.forms[at]
        if form in _BARE:
            return _BARE[form], printed
        english = self._at(there, Order(), at, opening=False, alone=True)[0]
        return f"to {english}" if WITH_ZU.match(form) and english else english, printed

    def _between(self, text: str, end: int, word: re.Match[str]) -> str:
        """Return what stands before a word, signs of the language as English has them."""
        between = text[end : word.start()].translate(_MARKS)
        if self._language == "de" and _DAY.search(between) and plain(word.group()) in _MONTHS:
            return f"{between[:-2]} "
        return between

    def _at(self, there: "_Words", moved: Order, at: int, *, opening: bool, alone: bool = False) -> tuple[str, int]:
        """Return the English of the word at a place, and how many words it takes; `alone`: of no more than this one."""
        told = self._told(there, moved, at, opening=opening)
        if told is not None:
            return told, 1
        words, forms = there.words, there.forms
        reach = at + 1 if alone else self._reach(there, moved, at)
        if self._language != "de" and forms[at] in _NOT and reach > at + 1:
            denied = self._denied(words, forms, at, reach)
            if denied is not None:
                return denied
        printed = words[at].group()
        phrase = self._phrases.best(forms[at:reach])
        if phrase is not None and not self._is_part(phrase, printed, forms[at]):
            return self._inflected(phrase.english, printed, listed=True), len(phrase.words)
        return self._word(printed, forms[at], opening=opening), 1

    def _reach(self, there: "_Words", moved: Order, at: int) -> int:
        """Return up to where a phrase may go that begins at a word."""
        words = there.words
        reach = at + 1
        while (
            reach < min(len(words), at + self._phrases.longest)
            and reach not in moved.silent
            and there.text[words[reach - 1].end() : words[reach].start()] == " "
        ):
            reach += 1
        return reach

    def _told(self, there: "_Words", moved: Order, at: int, *, opening: bool) -> str | None:
        """Return the English of a word by its place in a German clause, None where that does not tell it."""
        printed, form = there.words[at].group(), there.forms[at]
        if at in moved.said:
            return moved.said[at]
        if at in moved.adjectives:
            return self._adjective(printed, form, opening=opening)
        if at in moved.present:
            return self._plain_present(printed, form)
        if at in moved.verbs:
            return self._inflected(self._words.verb(moved.verbs[at]), printed, listed=True)
        return None

    def _adjective(self, printed: str, form: str, *, opening: bool) -> str:
        """Return the English of a German word before a noun: a participle or, without any form of a verb, the word."""
        phrase = self._phrases.best([form])
        done = self._form(printed) in ("done", "past")
        if phrase is not None:
            return participle(phrase.english) if done and is_verb(phrase.english) else phrase.english
        lemmas = self._words.english(printed)
        if not lemmas or lemmas[0] in _FALSE:
            return self._word(printed, form, opening=opening)
        verb = next((one for one in lemmas if is_verb(one)), "")
        return participle(verb) if done and verb else lemmas[0]

    def _plain_present(self, printed: str, form: str) -> str:
        """Return the English of a German verb whose present has the form of its participle."""
        bare = self._bare(printed, form)
        return f"{_to_be(form, 'de')}{running(bare)}" if bare else self._word(printed, form, opening=False)

    def _is_part(self, phrase: Phrase, printed: str, form: str) -> bool:
        """Say whether an entry is no more than the first part of a German compound („Besatzungs|gericht“)."""
        [(stem, open_end), *more] = phrase.words
        if self._language != "de" or more or not open_end or printed[0].islower() or len(form) - len(stem) < _PART:
            return False
        return bool(self._words.exact(form) or self._words.compound(form))

    def _denied(
        self, words: Sequence[re.Match[str]], forms: Sequence[str], at: int, reach: int
    ) -> tuple[str, int] | None:
        """Return "did not ..." for a denied verb and how many words it takes, None where no verb follows."""
        kind = form_of(forms[at + 1], self._language)
        phrase = self._phrases.best(forms[at:reach])
        if kind not in _DENIED or (phrase is not None and len(phrase.words) > 1):
            return None
        english = self._bare(words[at + 1].group(), forms[at + 1])
        return (f"{_DENIED[kind]} {english}", 2) if english else None

    def _bare(self, printed: str, form: str) -> str:
        """Return the English verb for a verb in its bare form, empty where there is none."""
        phrase = self._phrases.best([form])
        english = phrase.english if phrase is not None else ""
        if phrase is None:
            lemmas = self._words.english(printed)
            english = next((one for one in lemmas if is_verb(one)), "")
        head, _, rest = english.partition(" ")
        base = lemma(head) if head and not is_verb(head) else head
        return f"{base} {rest}".rstrip() if is_verb(base) and base not in _FIXED else ""

    def _word(self, printed: str, form: str, *, opening: bool) -> str:
        if self._is_name(printed, form, opening=opening):
            return _spelt(printed)
        kind = self._form(printed)
        lemmas = [one for one in self._words.english(printed) if one not in _FALSE]
        if not lemmas:
            return _spelt(printed)
        verbal = next((one for one in lemmas if is_verb(one)), lemmas[0]) if kind else lemmas[0]
        return self._inflected(verbal, printed, listed=False)

    def _is_name(self, printed: str, form: str, *, opening: bool) -> bool:
        """Say whether a capital makes a word a name: one inside a sentence that is no word for a body.

        In German, where every noun has a capital, a name is what the dictionary and its compounds do not know.
        """
        if not printed[0].isupper():
            return False
        if self._language == "de":
            return not _is_german(printed, form)
        if opening:
            return False
        lemmas = self._words.english(printed)
        return not (printed.isupper() and len(printed) > 4) and not any(one in _BODIES for one in lemmas[:2])

    def _form(self, printed: str) -> Form | None:
        """Return the form of a verb; a German noun, by its capital, is none."""
        return form_of(printed if self._language == "de" else plain(printed), self._language)

    def _inflected(self, english: str, printed: str, *, listed: bool) -> str:
        kind = self._form(printed)
        if kind is None or not english or not is_verb(english) or english.split(" ", maxsplit=1)[0] in _FIXED:
            return english
        form = plain(printed)
        if kind == "past":
            return past(english)
        if kind == "done":
            return participle(english) if listed or self._language == "de" else f"{_was(form)}{participle(english)}"
        if kind == "future":
            return f"will {english}"
        return english if kind == "bare" else f"{_to_be(form, self._language)}{running(english)}"


_BODIES = frozenset(
    [
        "ministry",
        "minister",
        "cabinet",
        "council",
        "office",
        "service",
        "department",
        "president",
        "presidency",
        "government",
        "committee",
        "commission",
        "court",
        "agency",
        "centre",
        "fund",
        "bank",
        "university",
        "institute",
        "party",
        "union",
        "organisation",
        "organization",
        "head",
        "assembly",
        "parliament",
        "republic",
        "federation",
        "region",
        "city",
        "district",
        "administration",
        "headquarter",
        "headquarters",
        "army",
        "force",
        "forces",
        "security",
        "governor",
        "mayor",
        "general",
        "staff",
        "directorate",
        "management",
        "police",
        "guard",
        "prosecutor",
        "movement",
        "house",
        "society",
        "state",
        "people",
        "country",
        "chamber",
        "bureau",
        "inspectorate",
        "academy",
        "school",
        "college",
        "hospital",
        "clinic",
        "museum",
        "company",
    ]
)
"""English words for bodies and offices: a word with a capital that means one is no bare name."""


@lru_cache(maxsize=50_000)
def _is_german(printed: str, form: str) -> bool:
    return is_known(printed, lang="de") or is_known(form, lang="de") or _compound(form)


@cache
def _compound(form: str) -> bool:
    """Say whether a German word ends in a known noun, so that it may be a compound."""
    return any(
        is_known(form[cut:], lang="de") or is_known(form[cut:].capitalize(), lang="de")
        for cut in range(3, len(form) - 4)
    )


_FIXED = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "will",
        "must",
        "can",
        "may",
        "could",
        "has",
        "have",
        "had",
        "does",
        "do",
        "did",
        "need",
        "let",
        "would",
    ]
)
_IMPERSONAL = re.compile(r"(?:ено|єно|ано|ято|ито|уто|ен|ён|ена|ены|ан|ана|аны|ят|ята|яты|ыт|ыта|ыто|ыты|ит|ита|иты)$")
_SEVERAL = re.compile(r"(?:уть|ють|ать|ять|ут|ют|ат|ят|емо|имо|ем|им)(?:ся|сь)?$")


_NOT = frozenset({"не"})
_DENIED = {"past": "did not", "present": "do not", "future": "will not", "bare": "not"}


def _spelt(printed: str) -> str:
    """Return a word in Latin letters."""
    return anyascii(printed).replace("'", "")


def _was(form: str) -> str:
    """Return the auxiliary of a participle that is a whole predicate («зачинено», «закрыта»)."""
    return "was " if _IMPERSONAL.search(form) else ""


def _to_be(form: str, language: str) -> str:
    if language == "de":
        return "are " if form.endswith("en") else "is "
    return "are " if _SEVERAL.search(form) else "is "


def _figures(between: str, length: int, start: int) -> list[Piece]:
    """Return the numbers of what stands between words, as they are, with their places in gloss and text."""
    return [
        Piece(length + m.start(), length + m.end(), Span(start + m.start(), start + m.end()))
        for m in _FIGURE.finditer(between)
    ]


@cache
def glosser(language: str) -> Glosser:
    """Return the glosser of a language (one of `LANGUAGES`), made once per process.

    Raises StageUnavailable if the word list is missing from the installation.
    """
    known = phrases(language)
    return Glosser(language, Vocabulary(language, load(), own_words(), known), known)
