"""Who passes on what another says: "a letter that the paper has seen", "the station quotes the manager as saying …"."""

import re
from collections.abc import Iterator, Sequence

from reportedly.records import Span
from reportedly.stages.attribution_languages.kinds import WORD, role_of
from reportedly.stages.attribution_languages.openers import is_own
from reportedly.stages.attribution_languages.page import Page, Said
from reportedly.stages.attribution_languages.phrases import Phrases
from reportedly.stages.attribution_languages.pieces import QUOTED_WORDS, trim

_COLON = re.compile(r"[^:.!?]{0,120}:\s")
_WORDED = re.compile(r"[^.!?]{0,90}?(?:mit den Worten|словами|такими словами)[,:]?\s")
_WHOM = re.compile(r"(?:як(?:их|ого|у|ий|а|і)|котор\w+|(?:den|die|das|der)) $")
_WHOM_GERMAN = re.compile(
    r"\s(?:den|die|das|dem)\s(?:der|die|das|ein|eine)\s[^,]*\s$|"
    r"\s(?:den|dem|denen|dessen|deren)\s[A-ZÄÖÜ„][^,]*\s$"
)
"""How a German relative clause begins whose verb stands at its end: a pronoun and its subject."""
_PAPER = re.compile(
    r"\s(?:die|der|das) („[^“\n]{1,40}“|\w*(?:[Zz]eitung|[Bb]latt|[Pp]ortal|[Ss]ender|[Mm]agazin|[Aa]gentur|[Kk]anal)"
    r"(?: „[^“\n]{1,40}“| [A-ZÄÖÜ]\w+)?)(?=\s\w)"
)
_FEWEST, _NEAR = 2, 12


class Carriers:
    """Finds those who carry another's words in the sentences of one page."""

    def __init__(self, page: Page, phrases: Phrases) -> None:
        self._page = page
        self._phrases = phrases

    def beside(self, index: int, found: Sequence[Said]) -> Iterator[Said]:
        """Yield the outer hop of a relation whose source is told to have been seen, got or asked by somebody."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        main = next((s for s in found if s.source is not None and not s.beside), None)
        if main is None or main.source is None:
            return
        within = page.words["cites_within"].search(text, sentence.start, sentence.end)
        inner = trim(text, *within.span(1)) if within is not None else None
        if within is not None and inner is not None and not any(s.source and s.source.overlaps(inner) for s in found):
            yield Said(index, inner, Span(within.start(), within.start(1)), main.content, "cites",
                       anaphoric=main.anaphoric, beside="cites")  # fmt: skip
        for match in page.words["carrier"].finditer(text, sentence.start, sentence.end):
            group = next(g for g in range(1, (match.lastindex or 0) + 1) if match.start(g) >= 0)
            outer = trim(text, *match.span(group))
            if outer is None or is_own(page, outer) or any(s.source and s.source.overlaps(outer) for s in found):
                continue
            if len(WORD.findall(outer.of(text))) > _LONGEST or page.words["own_paper"].match(outer.of(text)):
                continue
            yield Said(index, outer, Span(match.start(), match.start(group)), main.content, "venue",
                       anaphoric=main.anaphoric, beside="venue")  # fmt: skip
            return
        yield from self._relative(index, main, found)

    def _relative(self, index: int, main: Said, found: Sequence[Said]) -> Iterator[Said]:
        """Yield the outlet or body that is the subject of a relative clause right behind a source."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        assert main.source is not None
        match = page.words["carried"].match(text, main.source.end + 1, sentence.end)
        if match is None or text[main.source.end] != ",":
            return
        group = next(g for g in range(1, (match.lastindex or 0) + 1) if match.start(g) >= 0)
        outer = trim(text, *match.span(group))
        kind = self._phrases.kind(text, outer) if outer is not None else None
        if outer is None or kind is None or kind.role not in _PASSERS or not kind.named or is_own(page, outer):
            return
        if len(WORD.findall(outer.of(text))) > _LONGEST or page.words["own_paper"].match(outer.of(text)):
            return
        if not any(s.source and s.source.overlaps(outer) for s in found):
            yield Said(index, outer, Span(match.start(), match.start(group)), main.content, "venue",
                       anaphoric=main.anaphoric, beside="venue")  # fmt: skip

    def quoting(self, index: int, before: Sequence[Said]) -> Iterator[Said]:
        """Yield both hops of a sentence whose verb quotes somebody, or the inner one for what was said just before it.

        `before` are the relations of the sentence before.
        """
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        verbs = page.words["quotes"].finditer(text, sentence.start, sentence.end)
        outside = (m for m in verbs if page.quote_at(m.start()) is None)
        verb = next((m for m in outside if not self.tells_of(sentence.start, m.start())), None)
        if verb is None and page.words["by_which"].search(text, sentence.start, sentence.end) is not None:
            verb = page.words["publishes"].search(text, sentence.start, sentence.end)
        if verb is None or (page.words.language == "de" and text[verb.start()].isupper()):
            return
        cue = Span(verb.start(), verb.end())
        outer = self._phrases.before(text, sentence.start, cue.start, loose=True)
        if outer is not None and page.in_speech(outer.start):
            outer = None
        inverted = self._listed(cue.end, sentence.end) if outer is None else None
        inner = self._object(inverted.end if inverted is not None else cue.end, sentence.end)
        outer = outer or inverted
        if inner is None or (outer is not None and (is_own(page, outer) or outer.overlaps(inner))):
            return  # what somebody told the text itself
        content = self._content(index, cue, inner, leads=outer is None or outer.start > cue.start)
        nobody = _BRINGS.match(cue.of(text)) is not None and self._phrases.kind(text, inner) is None
        if content and outer is not None and nobody and content[0].start > inner.end:
            yield Said(index, outer, cue, content, "before")
        elif content and outer is not None:
            yield Said(index, outer, cue, content, "before")
            yield Said(index, inner, cue, content, "cites", beside="cites")
        elif not content:
            last = next((s for s in reversed(before) if s.source is not None and not s.beside), None)
            if last is not None and (outer is None or self._is_back(outer)):
                yield Said(index, inner, cue, last.content, "cites", beside="cites")

    def tells_of(self, start: int, verb: int) -> bool:
        """Say whether a verb that quotes stands in a clause that only tells of a source ("whom X quotes")."""
        text = self._page.text
        if _WHOM.search(text[:verb][-_NEAR:]) is not None:
            return True
        clause = text[max(text.rfind(",", start, verb) + 1, start) : verb]
        return self._page.words.language == "de" and _WHOM_GERMAN.match(clause) is not None

    def _content(self, index: int, cue: Span, inner: Span, *, leads: bool) -> tuple[Span, ...]:
        """Return what is quoted: behind "in the words", a colon, "that" or "by which", else what leads the sentence."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        right = text[inner.end : sentence.end]
        that = re.match(
            rf"[^,:;.!?]{{0,40}},\s(?:(?:{page.words['by_which'].pattern})|(?:що|что|dass|ніби|нібито|буцімто|будто|якобы)(?!\w))\s*",
            right,
        )
        for match in (_WORDED.match(right), that, _COLON.match(right)):
            told = (
                trim(text, inner.end + match.end(), page.quoted_end(inner.end + match.end(), sentence.end))
                if match
                else None
            )
            if told is not None and len(told.of(text).split()) >= _FEWEST:
                return (told,)
        ahead = trim(text, sentence.start, cue.start)
        if leads and ahead is not None and text[: cue.start].rstrip()[-1:] in (",", "»", "“", "”", "—", "–"):
            return (ahead,) if len(ahead.of(text).split()) >= QUOTED_WORDS - 1 else ()
        return ()

    def _listed(self, start: int, end: int) -> Span | None:
        """Return a single listed word right behind a verb: its subject ("quotes the paper an activist")."""
        if self._page.words.language == "de":
            paper = _PAPER.match(self._page.text, start, end)
            return Span(*paper.span(1)) if paper is not None else None
        quoted = re.compile(r"\s*(«[^»\n]{1,40}»)(?=\s\w)").match(self._page.text, start, end)
        if quoted is not None:
            return Span(*quoted.span(1))
        match = WORD.search(self._page.text, start, end)
        listed = role_of(match.group(), self._page.words.language) if match is not None else None
        if match is None or listed is None or listed.role not in ("outlet", "agency", "social_account"):
            pronoun = match is not None and self._page.words["pronoun"].fullmatch(match.group())
            return Span(match.start(), match.end()) if match is not None and pronoun else None
        name = re.compile(r"\s*«[^»\n]{1,40}»").match(self._page.text, match.end(), end)
        return Span(match.start(), name.end() if name else match.end())

    def _object(self, start: int, end: int) -> Span | None:
        text, words = self._page.text, self._page.words
        lead = re.compile(r"\s*(?:(?:на|auf|von|слова|sich)\s+|(?:dabei|wiederum|також|также)\s+)*", re.I).match(
            text, start, end
        )
        begin = lead.end() if lead else start
        source = self._phrases.after(text, begin, end, loose=True)
        if source is None or words["pronoun"].fullmatch(source.of(text)):
            return None
        return source

    def _is_back(self, outer: Span) -> bool:
        """Say whether the one who quotes is the source of the sentence before: a pronoun, "the authors"."""
        printed, words = outer.of(self._page.text), self._page.words
        return words["pronoun"].fullmatch(printed) is not None or words["own_authors"].match(printed) is not None


_LONGEST = 8
_BRINGS = re.compile(r"на(?:вод|ве|вів)|при(?:вод|в[её]л)", re.IGNORECASE)
"""Verbs whose object may be mere figures: "the deputy brought other figures: …"."""
_PASSERS = ("outlet", "agency", "social_account", "ngo", "think_tank", "resistance_body")
"""Roles of those who pass on a paper that they published, ordered or showed."""
