"""Whom a pronoun, a role or an epithet stands for."""

import re
from collections.abc import Sequence

from reportedly import lemmas
from reportedly.records import Span
from reportedly.stages.attribution_languages.kinds import WORD, kind_at, role_of
from reportedly.stages.attribution_languages.page import Page, Said
from reportedly.stages.attribution_languages.phrases import Phrases

_CAPITAL = r"[^\W\d_a-zа-яіїєґäöüß][\w’'ʼ-]{2,}"
_NAME = re.compile(rf"{_CAPITAL}(?:\s+{_CAPITAL}){{1,2}}")
_NO_NAME = re.compile(
    r"Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|\\w+tag|Ende|Anfang|Mitte"
)
_ROOT_LETTERS = 6
"""Letters of a role word that tell it ("гендир…"), whatever its case ending."""
_FAR = 400
_SAME = re.compile(r"\s+(?:же|ж|самий|самый)(?!\w)")
_THAT_ONE = ("тот", "той")
_NO_PERSONS = ("document", "outlet", "agency", "social_account", "ngo", "intl_org", "none")
_UNIFORMED = ("military", "intelligence", "installed_official", "ministry", "official")


class Antecedents:
    """Looks back through the sources of one page."""

    def __init__(self, page: Page, said: Sequence[Said]) -> None:
        self._page = page
        self._phrases = Phrases(page.words)
        self._homes = {s.home for s in said if s.source is not None and not s.beside}
        self._named = [s for s in said if s.source is not None and s.beside != "venue" and self._full(s.source)]

    def of(self, span: Span, home: int) -> Span | None:
        """Return the last fuller name before a short source, None if there is none."""
        page = self._page
        kind = kind_at(page.text, span, page.words.language)
        before = [s.source for s in self._named if s.source is not None and s.source.end <= span.start]
        if kind is not None and kind.adversary:
            recent = [s for s in self._named if s.home in (home - 1, home) and s.cue.end <= span.start]
            roles = [s.source for s in recent if s.source is not None]
            fits = [s for s in roles if (k := kind_at(page.text, s, page.words.language)) and k.role in _UNIFORMED]
            return fits[-1] if fits else None
        if page.words["pronoun"].fullmatch(span.of(page.text)) is None:
            return next((b for b in reversed(before) if self.same(b, span) or self._plays(b, span)), None)
        same = _SAME.match(page.text, span.end) is not None  # "the same channel"
        if span.of(page.text).casefold() in _THAT_ONE and not same:
            return self._just_named(home - 1)
        several = page.words["plural_pronoun"].fullmatch(span.of(page.text)) is not None
        acting = self._near(span, home, several=several) or (None if several else self._acting(home - 1))
        if acting is not None:
            return acting
        last = before[-1] if before else None
        person = self._last_person(span.start)
        if last is None or (
            person is not None and page.at(person.start) > page.at(last.start) and page.at(person.start) >= home - 1
        ):
            return person or last
        return last

    def named_before(self, span: Span) -> bool:
        """Say whether the text names a source before this one."""
        text, language = self._page.text, self._page.words.language
        kinds = (kind_at(text, s.source, language) for s in self._named if s.source and s.source.end <= span.start)
        return any(kind is not None and kind.named for kind in kinds)

    def _near(self, span: Span, home: int, *, several: bool) -> Span | None:
        """Return the subject that a pronoun takes up: before a colon in its sentence, else of the sentence before.

        The sentence before has one for it only if it reports nothing, and if it begins with it.
        """
        page, text = self._page, self._page.text
        sentence = page.sentences[home]
        colon = text.find(":", sentence.start, span.start)
        if colon >= 0:
            found = self._subject(sentence.start, colon, several=several)
            if found is not None:
                return found
        if home == 0 or home - 1 in self._homes or not (several or page.words.language == "de"):
            return None
        before = page.sentences[home - 1]
        return self._subject(before.start, before.end, several=several) if before.line == sentence.line else None

    def _subject(self, start: int, end: int, *, several: bool) -> Span | None:
        """Return the phrase before the first verb of a stretch if people of this number can be meant by it."""
        text = self._page.text
        verb = self._phrases.verb(text, start, end)
        found = self._phrases.before(text, start, verb) if verb is not None else None
        kind = kind_at(text, found, self._page.words.language) if found is not None else None
        if found is None or kind is None or kind.short or kind.role in _NO_PERSONS:
            return None
        if self._page.words.language == "de" and kind.named and kind.role != "official":
            return found if not several and re.search(r"[A-ZÄÖÜ]\w+ [A-ZÄÖÜ]\w+$", found.of(text)) else None
        return found if kind.plural == several or self._page.words.language == "de" else None

    def _acting(self, index: int) -> Span | None:
        """Return the person who acts in a sentence that reports nothing ("the lists were signed by the head")."""
        page, text = self._page, self._page.text
        if page.words.language == "de" or index < 0 or index in self._homes:
            return None
        sentence = page.sentences[index]
        verb = self._phrases.verb(text, sentence.start, sentence.end)
        if verb is None:
            return None
        behind = verb + len(text[verb : sentence.end].split(maxsplit=1)[0])
        subjects = (
            self._phrases.before(text, sentence.start, verb),
            self._phrases.after(text, behind, sentence.end),
        )
        return next((s for s in map(self._person, subjects) if s is not None), None)

    def _person(self, span: Span | None) -> Span | None:
        """Return a phrase, without a place that is no part of it, if it is one person; None if it is not."""
        page, text = self._page, self._page.text
        kind = kind_at(text, span, page.words.language) if span is not None else None
        if span is None or kind is None or kind.short or kind.plural or kind.role in _NO_PERSONS:
            return None
        whole = self._without_place(span)
        told = WORD.findall(whole.of(text))
        listed = any(page.words["person"].fullmatch(w) for w in told[:2])
        return whole if listed or (len(told) > 1 and told[-1][0].isupper()) else None

    def _without_place(self, span: Span) -> Span:
        """Return a phrase without a name that belongs to the preposition before it ("in Lutsk the defendant")."""
        text = self._page.text
        before = WORD.findall(text[max(0, span.start - 10) : span.start])
        if not before or self._page.words["preposition"].fullmatch(before[-1]) is None:
            return span
        rest = list(WORD.finditer(text, span.start, span.end))[1:]
        return Span(rest[0].start(), span.end) if rest else span

    def _just_named(self, index: int) -> Span | None:
        """Return the last listed word for a person in a sentence: whom "that one" takes up."""
        if index < 0:
            return None
        sentence, language = self._page.sentences[index], self._page.words.language
        for match in reversed(list(WORD.finditer(self._page.text, sentence.start, sentence.end))):
            entry = role_of(match.group(), language)
            if entry is not None and entry.kind in "sg":
                return Span(match.start(), match.end())
        return None

    def same(self, a: Span, b: Span) -> bool:
        """Say whether two source phrases share the stem of a name."""
        text = self._page.text
        return bool(_stems(a.of(text)) & _stems(b.of(text)))

    def _full(self, span: Span) -> bool:
        kind = kind_at(self._page.text, span, self._page.words.language)
        if kind is None:
            return self._page.words["pronoun"].fullmatch(span.of(self._page.text)) is None
        return not kind.short and not kind.adversary

    def _plays(self, full: Span, short: Span) -> bool:
        """Say whether the role word of a short source stands in the fuller phrase ("the director")."""
        text, language = self._page.text, self._page.words.language
        roles = [t.casefold()[:_ROOT_LETTERS] for t in WORD.findall(short.of(text)) if role_of(t, language)]
        return any(r and r in full.of(text).casefold() for r in roles)

    def _last_person(self, position: int) -> Span | None:
        """Return the last full name of a person before a position, with the words of office before it."""
        page = self._page
        acting, found = None, None
        for match in _NAME.finditer(page.text, max(0, position - _FAR), position):
            span = Span(match.start(), match.end())
            words = match.group().split()
            known = page.words.language == "de" and not _is_person(words, page)
            if page.quote_at(span.start) is not None or "\n\n" in match.group() or known:
                continue
            found = span
            before = WORD.findall(page.text[max(0, span.start - 30) : span.start])
            first = page.sentences[page.at(span.start)].start == span.start
            if first or any(role_of(w, page.words.language) for w in before[-2:]):
                acting = span
        return acting or found


def _is_person(words: list[str], page: Page) -> bool:
    """Say whether German words with capitals end in a name: two that are neither articles nor months nor offices."""
    last = words[-2:]
    plain = any(page.words["inside"].fullmatch(w) or _NO_NAME.fullmatch(w) for w in last)
    common = len(last) > 1 and lemmas.is_known(last[1], "de") and lemmas.lemmatize(last[0].casefold(), "de").islower()
    plain = plain or common
    office = role_of(last[0], "de")
    acts = office is None or office.kind in "sg" or office.role in ("official", "ministry")
    return len(last) > 1 and not plain and acts and role_of(last[1], "de") is None


def _stems(printed: str) -> set[str]:
    words = [w for w in WORD.findall(printed) if w[0].isupper() and len(w) > 2]
    return {w.casefold()[: max(3, len(w) - 2)] for w in words}
