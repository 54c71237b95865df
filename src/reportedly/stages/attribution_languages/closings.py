"""Sources that close what they say without a verb: one word behind a dash, in brackets, as a sentence of their own."""

import re
from collections.abc import Iterator

from reportedly import lemmas
from reportedly.records import Span
from reportedly.stages.attribution_languages.clauses import that
from reportedly.stages.attribution_languages.kinds import WORD, role_of
from reportedly.stages.attribution_languages.openers import is_own
from reportedly.stages.attribution_languages.page import Page, Said
from reportedly.stages.attribution_languages.phrases import Phrases
from reportedly.stages.attribution_languages.pieces import trim

_ALONE = re.compile(r"\s*([A-ZА-ЯІЇЄҐЁÄÖÜ][\w’'ʼ-]+)[.!]?$")
_LOWER = re.compile(r"\s*([а-яіїєґё]{5,})[.!]?$")
_CROWDS = ("resistance_body", "official", "military", "witness")
_BRACKETS = re.compile(r"\s\(([^()\n]{2,60})\)[.!]?$")
_OUTLETS = ("outlet", "agency", "social_account")
_TELLERS = ("outlet", "agency", "intl_org", "ngo", "think_tank", "ministry")
"""Roles of those who stand in brackets behind what they said; other capitals there are mostly short names."""

_WHO = ("хто", "кто")
_MOST, _FEWEST = 5, 4
"""Words of a sentence that is nothing but a source, at most; words of the sentence before it, at least."""


class Closings:
    """Finds the sources that close a statement on one page."""

    def __init__(self, page: Page, phrases: Phrases) -> None:
        self._page = page
        self._phrases = phrases

    def single(self, start: int, end: int) -> Span | None:
        """Return the one word with a capital behind a dash that ends its sentence, if it can be a name.

        Behind a comma any word can ("…, — Кім"). Without one it may be where a road ends ("Харків — Суми") or what
        something is ("our aim is — Перемога").
        """
        text, language = self._page.text, self._page.words.language
        match = _ALONE.match(text, start, end)
        if match is None or language == "de":
            return self._crowd(start, end)
        word = match.group(1)
        before = WORD.findall(text[max(0, start - 40) : start])
        if self._follows_comma(start):
            return Span(*match.span(1))
        if before and before[-1][0].isupper():
            return None
        known = lemmas.is_known(word.casefold(), language)
        pronoun = lemmas.lemmatize(word.casefold(), language) in _WHO  # «Кім» is also "in whom"
        named = not known or pronoun or self._page.words["person"].fullmatch(word)
        return Span(*match.span(1)) if named else None

    def _crowd(self, start: int, end: int) -> Span | None:
        """Return one word in lower case behind a dash for people who speak together ("… — партизани")."""
        match = _LOWER.match(self._page.text, start, end)
        entry = role_of(match.group(1), self._page.words.language) if match is not None else None
        tells = entry is not None and entry.kind == "m" and entry.role in _CROWDS
        return Span(*match.span(1)) if match is not None and tells else None

    def _follows_comma(self, start: int) -> bool:
        return self._page.text[:start].rstrip(" \n\u00a0—–-")[-1:] in (",", "»", "”", "“", '"')

    def in_brackets(self, index: int) -> Iterator[Said]:
        """Yield who stands in brackets at the end of a sentence: "Shots are heard at the site (IAEA)."."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        match = _BRACKETS.search(text, sentence.start, sentence.end)
        if match is None or page.in_speech(match.start()):
            return
        source = self._phrases.short(text, match.start(1), match.end(1))
        kind = self._phrases.kind(text, source) if source is not None else None
        told = trim(text, sentence.start, match.start())
        if source is None or kind is None or told is None or kind.role not in _TELLERS:
            return
        if _spells(source.of(text), told.of(text)):
            return
        yield Said(index, source, Span(match.start(1) - 1, match.start(1)), (told,), "dash")

    def found_out(self, index: int) -> Iterator[Said]:
        """Yield the outlet that found out what stands before its verb: "the supplies were cut, the paper learned"."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        for match in page.words["finds_out"].finditer(text, sentence.start + 1, sentence.end):
            told = trim(text, sentence.start, match.start())
            if told is None or page.in_speech(match.start()):
                continue
            begins = that(page, text[match.end() : sentence.end])
            if begins is not None:
                source = self._phrases.before(text, sentence.start, match.start())
                told = trim(text, match.end() + begins, sentence.end)
            elif text[: match.start()].rstrip(" —–-")[-1:] == ",":
                source = self._phrases.after(text, match.end(), sentence.end)
            else:
                continue
            kind = self._phrases.kind(text, source) if source is not None else None
            initials = source is not None and source.of(text).isupper()
            if source is not None and kind is not None and told is not None and (initials or kind.role in _OUTLETS):
                if not is_own(page, source):
                    yield Said(index, source, Span(*match.span()), (told,), "after")
                return

    def alone(self, index: int) -> Iterator[Said]:
        """Yield a source that ends a line without a full stop: "The store is on fire. The fire brigade"."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        last = index == len(page.sentences) - 1 or page.sentences[index + 1].line != sentence.line
        before = page.sentences[index - 1] if index else sentence
        if index == 0 or not last or before.line != sentence.line or text[sentence.end - 1] in ".:!?…":
            return
        printed = WORD.findall(text[sentence.start : sentence.end])
        if (
            len(printed) > _MOST
            or not all(map(self._of_a_name, printed))
            or len(text[before.start : before.end].split()) < _FEWEST
        ):
            return
        source = self._phrases.short(text, sentence.start, sentence.end) or self._several(sentence.span)
        if source is None or text[sentence.start : sentence.end].strip(" .—–-") != source.of(text):
            return
        told = tuple(s.span for s in page.sentences[:index] if s.line == sentence.line)
        yield Said(index, source, Span(before.end - 1, before.end), told, "dash")

    def _of_a_name(self, word: str) -> bool:
        """Say whether a word can stand in a name: with a capital, listed, or in a case that follows a noun."""
        words = self._page.words
        listed = role_of(word, words.language) is not None or words["inside"].fullmatch(word) is not None
        return not word[0].islower() or listed or words["modifier"].fullmatch(word) is not None

    def _several(self, span: Span) -> Span | None:
        """Return a sentence that is one word for people ("Road workers."), None if it is none."""
        text, language = self._page.text, self._page.words.language
        words = list(WORD.finditer(text, span.start, span.end))
        if len(words) != 1:
            return None
        entry = role_of(words[0].group(), language)
        return Span(*words[0].span()) if entry is not None and entry.kind == "m" else None


def _spells(short: str, told: str) -> bool:
    """Say whether a short name in brackets spells the name right before it ("the Committee of the Region (CR)")."""
    before = WORD.findall(told)[-len(short) :]
    return short.isupper() and bool(before) and before[0][0].casefold() == short[0].casefold()
