"""Who denies what: "the mayor refuted reports that …", "in the ministry this is denied", „wies dies zurück“."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.records import Span
from reportedly.stages.attribution_languages.page import Page, Said
from reportedly.stages.attribution_languages.phrases import Phrases
from reportedly.stages.attribution_languages.pieces import trim

DENIED = "denied"
"""The rule of these relations: whatever word the source is printed with, it denies the content."""


@dataclass(frozen=True, slots=True)
class _Words:
    """How a language denies: verbs, what points back to something said, nouns for it, and how its matter follows."""

    verb: re.Pattern[str]
    pointer: str
    news: str
    that: str
    about: str

    def back(self, right: str) -> re.Match[str] | None:
        """Return the words behind a verb that point back, where its clause tells no more than when."""
        return re.match(rf"\s+(?P<what>{self.pointer})(?:\s+[\w-]+){{0,4}}?\s*(?=[.,;!?—–]|$)", right, re.IGNORECASE)

    def ahead(self, left: str) -> re.Match[str] | None:
        """Return the words before a verb that point back."""
        return re.search(rf"(?<!\w)(?P<what>{self.pointer})(?:\s+\w+(?:о|ки|же|ж))?\s*$", left, re.IGNORECASE)

    def told(self, right: str) -> re.Match[str] | None:
        """Return what stands between a verb and the clause or the noun that tells what is denied."""
        noun = rf"\s+(?:[\w’-]+\s+){{0,2}}?(?:{self.news})"
        return re.match(rf"{noun}(?:\s[^.,;:!?]{{0,60}}?)?(?:{self.that})", right, re.IGNORECASE) or re.match(
            rf"{noun}\s+(?:{self.about})\s+(?=\w)", right, re.IGNORECASE
        )


_UK_NEWS = r"інформацію|повідомлення|звинувачення|чутки|заяв[уи]|дані|твердження|закиди"
_RU_NEWS = r"информацию|сообщени[ея]|обвинени[ея]|слухи|заявлени[ея]|данные|утверждени[ея]"
_DE_NEWS = (
    r"Vorw[uü]rfe?n?|Berichte?n?|Behauptung(?:en)?|Angaben?|Darstellung(?:en)?|Meldung(?:en)?|Gerüchte?n?|"
    r"Anschuldigung(?:en)?|Aussagen?|Informationen"
)
_LANGUAGES = {
    "uk": _Words(
        re.compile(
            r"(?<!\w)(?:запереч(?:ив|ила|или|ило|ує|ують)|спростува(?:в|ла|ли)|спростову(?:є|ють)|відкину(?:в|ла|ли)|"
            r"відкида(?:є|ють)|(?:назва(?:в|ла|ли)|називає|називають) (?:фейком|брехнею|неправдою|вигадкою))(?!\w)",
            re.IGNORECASE,
        ),
        rf"все|усе|(?:(?:все|усе)\s)?(?:це|цього)|(?:цю|ці|таку|такі|дану)\s(?:\w+\s)?(?:{_UK_NEWS})",
        _UK_NEWS,
        r"(?:\s+(?:про|у|в)\s+т(?:е|ому))?,\s+(?:що|ніби|нібито|буцімто)\s+",
        r"про|щодо|у|в",
    ),
    "ru": _Words(
        re.compile(
            r"(?<!\w)(?:отрица(?:ет|ют|л|ла|ли)|опроверг(?:ла|ли|нул\w*)?|опроверга(?:ет|ют)|отверг(?:ла|ли)?|"
            r"отверга(?:ет|ют)|(?:назва(?:л|ла|ли)|называ(?:ет|ют)) (?:фейком|ложью|неправдой|выдумкой))(?!\w)",
            re.IGNORECASE,
        ),
        rf"вс[её]|(?:вс[её]\s)?(?:это|этого)|(?:эт[уи]|такую|такие|данную)\s(?:\w+\s)?(?:{_RU_NEWS})",
        _RU_NEWS,
        r"(?:\s+(?:о|в|про)\s+том)?,\s+(?:что|будто|якобы)\s+",
        r"об?|про|в|во",
    ),
    "de": _Words(
        re.compile(
            r"(?<!\w)(?:bestritt(?:en)?|bestreite[nt]|dementier(?:t|te|ten|en)|leugne(?:t|te|ten|n)|wies(?:en)?|"
            r"weis(?:t|en)|zurückgewiesen)(?!\w)"
        ),
        rf"(?:das|dies|es|(?:die|den|diese[nr]?|solche|sämtliche|alle|entsprechende)\s(?:\w+n\s)?(?:{_DE_NEWS}))"
        r"(?:\s+(?:als\s\w+|entschieden|vehement|energisch))?(?:\s+zurück)?",
        _DE_NEWS,
        r"(?:\s+zurück)?,\s+(?:(?:dass|wonach|laut denen|denen zufolge)\s+|(?=[^.;:!?]*\b(?:zu\s\w+n|\w{2,}zu\w+n)\b))",
        r"über|von",
    ),
}
_SEPARATED = re.compile(r"wies(?:en)?|weis(?:t|en)")
_PARTICLE = re.compile(r"[^.;:!?]*\bzurück(?!\w)")
_PERFECT = re.compile(r"\b(?:hat|haben|hatte|hatten)\b")
_NOUN_BEHIND = re.compile(
    r"(?:отриц|опроверг|запереч|спрост)\w+\s+(?!(?:у|в|на|за|по|про|об?|что|що|не|и|і|та|й)\s)[а-яіїєґ]{4,}\s[^.,;:!?]*[.,;!?]",
    re.IGNORECASE,
)
"""A verb that takes what is denied as its object, and two words behind it at least: "denied the arrest of …"."""

_THAT_CLAUSE = re.compile(r"(?:те|то|том|тому),\s+(?:що|что)\s+|(?:wonach|dass)\s+")


class Denials:
    """Finds the denials of one page that no verb of saying shows."""

    def __init__(self, page: Page, phrases: Phrases) -> None:
        self._page = page
        self._phrases = phrases
        self._words = _LANGUAGES[page.words.language]

    def among(self, index: int, found: Sequence[Said]) -> list[Said]:
        """Return the relations of a sentence with its denials, and what they deny without an opening "that"."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        made = []
        for match in self._words.verb.finditer(text, sentence.start, sentence.end):
            cue = Span(match.start(), match.end())
            if not page.in_speech(cue.start) and not any(_says(s, cue) for s in found):
                said = self._denial(index, cue)
                made.extend([said] if said is not None else [])
        denials = [*made, *(s for s in found if _says(s, s.cue) and s.content and self._denies(s))]
        kept = [s for s in found if not any(_within(s, d) for d in denials if d is not s)]
        return sorted([*(self._bare(s) for s in kept), *made], key=lambda said: said.cue)

    def _denies(self, said: Said) -> bool:
        return self._words.verb.search(self._page.text, said.cue.start, said.cue.end) is not None

    def _bare(self, said: Said) -> Said:
        """Return a denial whose content begins with what is denied."""
        if not self._denies(said) or not said.content:
            return said
        first = said.content[0]
        opening = _THAT_CLAUSE.match(self._page.text, first.start, first.end)
        if opening is None or opening.end() >= first.end:
            return said
        return Said(said.home, said.source, said.cue, (Span(opening.end(), first.end), *said.content[1:]), said.rule,
                    said.anaphoric, said.beside)  # fmt: skip

    def _denial(self, index: int, cue: Span) -> Said | None:
        text, sentence, words = self._page.text, self._page.sentences[index], self._words
        left, right = text[sentence.start : cue.start], text[cue.end : sentence.end]
        if _SEPARATED.fullmatch(cue.of(text)) and _PARTICLE.match(right) is None:
            return None
        ahead = words.ahead(left)
        told = words.told(right) if ahead is None else None
        back = words.back(right) if ahead is None and told is None else None
        if ahead is not None:
            content: Span | None = _at(ahead, sentence.start)
        elif back is not None:
            content = _at(back, cue.end)
        else:
            start = told.end() if told is not None else 0 if _NOUN_BEHIND.match(f"{cue.of(text)}{right}") else None
            content = self._matter(cue.end + start, sentence.end) if start is not None else None
        if content is None:
            return None
        end = min(cue.start, content.start)
        perfect = _PERFECT.search(text, sentence.start, end) if self._page.words.language == "de" else None
        source = self._phrases.before(text, sentence.start, perfect.start() if perfect else end, loose=True)
        source = source or self._phrases.after(
            text, max(cue.end, content.end if back else cue.end), sentence.end, loose=True
        )
        return Said(index, source, cue, (content,), DENIED) if source is not None else None

    def _matter(self, start: int, end: int) -> Span | None:
        """Return what is denied, without the particle of its verb."""
        text = self._page.text
        particle = re.search(r"\s+zurück(?=[.,;!?]|$)", text[start:end]) if self._page.words.language == "de" else None
        return trim(text, start, start + particle.start() if particle is not None else end)


def _at(match: re.Match[str], offset: int) -> Span:
    return Span(offset + match.start("what"), offset + match.end("what"))


def _says(said: Said, cue: Span) -> bool:
    """Say whether a relation already tells what the source of a denial denies."""
    return said.cue.overlaps(cue) and said.rule == "before" and said.source is not None


def _within(said: Said, denial: Said) -> bool:
    """Say whether a relation is a misreading of a denial: of its verb, or of the "wonach" that opens what is denied."""
    content = denial.content[0]
    opens = denial.cue.end <= said.cue.start and said.cue.end <= max(content.start, denial.cue.end + _NEAR)
    return said.cue.overlaps(denial.cue) or (opens and any(c.overlaps(denial.cue) for c in said.content))


_NEAR = 60
"""Characters behind a verb of denial in which a "wonach" belongs to it."""
