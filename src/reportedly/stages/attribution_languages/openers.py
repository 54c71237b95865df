"""Sources that open a statement without a verb ("according to X"), and further hops ("with reference to X")."""

import re
from collections.abc import Iterator

from reportedly.records import Span
from reportedly.stages.attribution_languages.page import Page, Said
from reportedly.stages.attribution_languages.phrases import Phrases
from reportedly.stages.attribution_languages.pieces import trim, visible

_NAMED = re.compile(r"[«„]|\s[A-ZА-ЯІЇЄҐÄÖÜ]")
_POINTS = re.compile(r"ver(?:weis|wies)", re.IGNORECASE)
"""German "refers to", which more often names a matter than a source."""
_WHICH = re.compile(r"(?:котор\w+|як(?:ий|а|е|і)|(?:der|die|das) sich) $")
_RELATIVE = {
    "uk": re.compile(
        r",\s(?:(?:на|з|із|зі|до|від|за|про|у|в|через)\s)?(?:(?:ім[’'ʼ]я|імена|прізвище|слова|заяву|лист|звіт)\s)?як\w{1,3}\s[^,;:.]{3,90},(?=\s)"
    ),
    "ru": re.compile(
        r",\s(?:(?:на|с|со|к|от|по|о|об|у|в|через)\s)?(?:(?:имя|имена|фамилию|слова|заявление|письмо|отч[её]т)\s)?"
        r"котор\w{2,3}\s[^,;:.]{3,90},(?=\s)"
    ),
    "de": re.compile(
        r",\s(?:(?:auf|mit|von|bei|aus|für|über|an|zu|in|nach)\s)?(?:der|die|das|den|dem|denen|dessen|deren)\s[^,;:.]{3,90},?(?<=,)(?=\s)"
    ),
}
"""A relative clause right behind a source, with the comma that closes it."""
_SO_ENDS = re.compile(r"(?:\s(?:weiter|zudem|ferner|abschließend|außerdem))?(?:[.,:;]|$)")
"""What ends „so X“: a mark, also behind "further"."""
_VERB_BEHIND = re.compile(
    r"\s(?:heißt|hieß|hervorgeht|hervorging|verlautet|verlautete),|\s(?:weiter|zudem|ferner|abschließend|außerdem)(?=[,.:;])"
)
"""The verb that closes a German clause whose subject is nobody ("as it was said at the ministry, …")."""
_CARRIERS = ("outlet", "agency", "social_account")


class Openers:
    """Finds openers and further hops in the sentences of one page."""

    def __init__(self, page: Page, phrases: Phrases) -> None:
        self._page = page
        self._phrases = phrases

    def find(self, index: int) -> Iterator[Said]:
        """Yield the openers of a sentence."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        for name in ("own_data", "unnamed_data", "opener_pronoun"):
            match = page.words[name].search(text, sentence.start, sentence.end)
            if match is not None:
                yield from (
                    []
                    if name == "own_data"
                    else [self._by_group(index, match, "data" if name == "unnamed_data" else "opener")]
                )
                return
        for match in page.words["opener"].finditer(text, sentence.start, sentence.end):
            source = self._phrases.after(text, match.end(), sentence.end, opened=True, loose=True)
            own = re.search(r"eigene[nmr]?(?!\w)", text[match.start() : match.end() + 8])
            if source is not None and not own and not page.in_speech(match.start()):
                yield self.whole(index, source, Span(match.start(), match.end()), "opener")
        if page.words.language == "de":
            yield from self._of_oneself(index)
            yield from self._zufolge(index)
            yield from self._so_named(index)

    def _by_group(self, index: int, match: re.Match[str], rule: str) -> Said:
        """Return the relation of an opener whose pattern holds its source as a group ("according to him")."""
        group = next((g for g in range(1, (match.lastindex or 0) + 1) if match.start(g) >= 0), 0)
        source = Span(*match.span(group))
        cue = Span(source.end, match.end()) if source.end < match.end() else Span(match.start(), source.start)
        return self.whole(index, source, visible(self._page.text, cue), rule, match.start())

    def _zufolge(self, index: int) -> Iterator[Said]:
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        for match in page.words["following"].finditer(text, sentence.start, sentence.end):
            source = self._phrases.before(text, sentence.start, match.start())
            if source is not None and not page.words["hearsay"].fullmatch(text, source.start, match.end()):
                yield self.whole(index, source, Span(match.start(), match.end()), "opener")

    def _of_oneself(self, index: int) -> Iterator[Said]:
        """Yield "X had, by their own account, …": the subject before the verb is the source."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        match = page.words["self_report"].search(text, sentence.start, sentence.end)
        if match is None:
            return
        verb = re.compile(
            r"\s(?:hat|hatte|haben|hatten|ist|sind|war|waren|wird|wurde|wurden|will|kann|\w+t|\w+ten)\s"
        ).search(text, sentence.start, match.start())
        source = self._phrases.before(text, sentence.start, verb.start(), loose=True) if verb is not None else None
        if source is not None:
            yield self.whole(index, source, Span(match.start(), match.end()), "opener")

    def _so_named(self, index: int) -> Iterator[Said]:
        """Yield "…, so the mayor." and "The reason, so X: …"."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        for match in page.words["so_named"].finditer(text, sentence.start, sentence.end):
            before = text[sentence.start : match.start()].rstrip()[-1:]
            source = self._phrases.after(text, match.end(), sentence.end) if before in (",", "“", "”") else None
            ends = source is not None and _SO_ENDS.match(text, source.end) is not None
            if source is not None and (ends or page.words["adjunct"].match(text, source.end + 1)):
                yield self.whole(index, source, Span(match.start(), match.end()), "opener")

    def whole(self, index: int, source: Span, cue: Span, rule: str, begin: int | None = None) -> Said:
        """Return a relation whose content is the sentence (from its clause on), without source and cue."""
        sentence = self._page.sentences[index]
        first, last = min(source.start, cue.start), self._behind_relative(index, source, max(source.end, cue.end))
        first = first if begin is None else min(first, begin)
        start = sentence.start
        quote = self._page.quote_ending(start, first)
        if quote is not None and quote.start < start:
            start = quote.start
        pieces = (trim(self._page.text, start, first), trim(self._page.text, last, sentence.end))
        content = tuple(s for s in pieces if s and self._page.words["lead"].fullmatch(s.of(self._page.text)) is None)
        return Said(index, source, cue, content, rule)

    def _behind_relative(self, index: int, source: Span, last: int) -> int:
        """Return where the words of a source begin behind a clause that only tells of the source ("which X cites")."""
        text, words = self._page.text, self._page.words
        end = self._page.sentences[index].end
        clause = _RELATIVE[words.language].match(text, last, end) if last == source.end else None
        if clause is None and words.language == "de":
            clause = _VERB_BEHIND.match(text, last, end)
        return clause.end() if clause is not None else last

    def beside(self, index: int, found: list[Said]) -> Iterator[Said]:
        """Yield the further hops of a sentence: who is cited (inner), which outlet asked (outer)."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        main = found[0] if found else None
        for name in ("cites", "venue", "reply_to"):
            if name != "cites" and main is None:
                continue
            teller = next((f for f in found if _told(page, f) is not None), None) if name == "reply_to" else None
            told = _told(page, teller) if teller is not None else None
            main = teller or main
            for match in (m for m in (told, *page.words[name].finditer(text, sentence.start, sentence.end)) if m):
                if name == "cites" and _WHICH.search(text[sentence.start : match.start()]):
                    continue
                if name == "reply_to" and page.words.language != "de":
                    source: Span | None = Span(match.start(), match.end())
                else:
                    begin = match.start() if name == "reply_to" else match.end()
                    source = self._phrases.after(
                        text, begin, sentence.end, loose=name == "cites" and _POINTS.match(match.group()) is None
                    )
                if (
                    source is None
                    or is_own(self._page, source)
                    or any(f.source is not None and f.source.overlaps(source) for f in found)
                ):
                    continue
                kind = self._phrases.kind(text, source)
                if name != "cites" and (
                    kind is None
                    or not (
                        kind.role in _CARRIERS
                        or (name == "venue" and kind.role == "official")
                        or (name == "reply_to" and kind.named and _NAMED.search(source.of(text)))
                    )
                ):
                    continue
                cue = main.cue if name == "reply_to" and main is not None else Span(match.start(), match.end())
                content = main.content if main else (sentence.span,)
                yield Said(
                    index, source, cue, content, name, anaphoric=bool(main and main.anaphoric),
                    beside=("" if main is None else "cites" if name == "cites" else "venue"),
                )  # fmt: skip
                break


def _told(page: Page, main: Said) -> re.Match[str] | None:
    """Return the name in quotation marks right behind a verb of telling: the outlet that was told."""
    if page.words["says_to"].fullmatch(main.cue.of(page.text)) is None:
        return None
    ahead = re.compile(r"«[^»\n]{1,40}»(?=\s$)").search(page.text[: main.cue.start], max(0, main.cue.start - 44))
    if ahead is not None and main.source is not None and not main.source.overlaps(Span(*ahead.span())):
        return ahead
    return re.compile(r"(?<=\s)«[^»\n]{1,40}»").match(page.text, main.cue.end + 1)


def is_own(page: Page, source: Span) -> bool:
    """Say whether a source phrase is the publisher's own voice ("we") or its own ear ("told us")."""
    printed = source.of(page.text)
    return page.words["own_media"].match(printed) is not None or page.words["we"].match(printed) is not None
