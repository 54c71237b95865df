"""Hedge words of a claim: which stand in its own clause and bear on what it says."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from reportedly.records import Attribution, Claim, Span
from reportedly.stages.attribution_languages.page import Page
from reportedly.stages.attribution_languages.senses import is_no_hedge
from reportedly.stages.cues import CueMatch, Entry, Lexicon

_CLAUSAL = frozenset(("EPI", "DIS", "REP"))
_SHOWN = frozenset(("EPI", "DIS", "REP", "ASM", "ADM", "EVI", "CON", "DEN", "UNV", "LBL"))
_AMOUNTS = ("oriyentovno", "orientirovochno")
_REASONS = ("pid-vyhlyadom", "pod-vidom", "unter-dem-vorwand", "mutmasslich", "vermeintlich")
_SENTENCE_WIDE = ("za-poperednimy", "po-predvaritelnym", "nach-vorlaeufigen", "ochevyd", "ochevid", "sudya", "nibyto")
_VERBAL = re.compile(r"\.(?:za-versiyeyu|po-versii|nach-darstellung|zaznachayetsya|soobshchaetsya|es-heisst)$")
_SUBORDINATE = re.compile(
    r",\s(?:\w+\s)?(?:як(?:ий|а|е|і|ого|ої|их|ому|ою|ими)|що|бо|адже|щоб|аби|тому що|оскільки|якщо|хоча|котор\w+|"
    r"что|потому|чтобы|поскольку|если|хотя|так как|ведь|der|die|das|dass|weil|damit|wenn|ob|obwohl|welche\w*)\s",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[.!?;:]|,\s(?:а|але|но|однак|однако|проте|aber|doch|und|і|и|та)\s", re.IGNORECASE)
_BETWEEN_CLAUSES = re.compile(r",?\s*(?:\w+\s){0,3}\w*,?\s*(?:що|что|dass)?\s*,?\s*")
_UNABLE = re.compile(r"(?:\bне|nicht)\s+$", re.IGNORECASE)
_CHECKED = re.compile(r"перевір|провер|überprüf|unabhängig|verifizier", re.IGNORECASE)
_NEAR = 48
_ALONE = 3


@dataclass(frozen=True, slots=True)
class Scoped:
    """A hedge word with its entry; `moves` says whether it bears on the proposition itself."""

    span: Span
    entry: Entry
    moves: bool


class Hedging:
    """The cues of one page, found once."""

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self._page = page
        self._matches = sorted(lexicon.find(page.text), key=lambda m: m.start)
        self._starts = [m.start for m in self._matches]

    def around(self, claim: Claim, attribution: Attribution | None = None) -> list[Scoped]:
        """Return the hedge words in scope of a claim, in order of the text."""
        cues = [k.cue for k in attribution.links if k.cue and not k.inferred] if attribution is not None else []
        whole = Span(claim.evidence[0].start, claim.evidence[-1].end)
        home = self._page.sentences[self._page.at(whole.start)]
        found = []
        low = bisect_left(self._starts, min([home.start, *(c.start for c in cues)]))
        for match in self._matches[low:]:
            if match.start >= max([whole.end + _NEAR, *(c.end for c in cues)]):
                break
            scoped = self._scoped(match, claim, whole, cues)
            if scoped is not None:
                found.append(scoped)
        return found

    def hearsay(self, claim: Claim) -> bool:
        """Say whether words of hearsay or of distance bear on a claim for which no source is in scope."""
        return any(s.moves and s.entry.type in ("REP", "DIS") for s in self.around(claim))

    def unchecked(self) -> list[Span]:
        """Return the words of the text that say something could not be verified."""
        listed = [Span(*match.span()) for match in self._page.words["unchecked"].finditer(self._page.text)]
        return listed + [
            Span(match.start, match.end)
            for match in self._matches
            if match.entry.type == "UNV"
            and _CHECKED.search(self._page.text, match.start, match.end)
            and not any(span.start <= match.start < span.end for span in listed)
        ]

    def _scoped(self, match: CueMatch, claim: Claim, whole: Span, cues: list[Span]) -> Scoped | None:
        span, entry = Span(match.start, match.end), match.entry
        if entry.type not in _SHOWN or any(a in entry.id for a in _AMOUNTS) or self._is_inability(match):
            return None
        if any(span.overlaps(cue) for cue in cues):
            return Scoped(span, entry, moves=entry.type in ("DIS", "EPI"))
        verbal = _VERBAL.search(entry.id) or self._page.words["say"].search(self._page.text, span.start, span.end)
        bears = entry.type in _CLAUSAL and not verbal and not any(r in entry.id for r in _REASONS)
        if whole.covers(span):
            gap = not any(e.overlaps(span) for e in claim.evidence)
            return Scoped(span, entry, moves=bears and (gap or self._main(whole, span)))
        if not bears:
            return None
        reaches = self._reaches(span, whole, entry) if span.end <= whole.start else self._follows(span, whole)
        return Scoped(span, entry, moves=True) if reaches else None

    def _is_inability(self, match: CueMatch) -> bool:
        """Say whether "may" is negated (what cannot be is no possibility), or a word is meant in no such sense."""
        sentence = self._page.sentences[self._page.at(match.start)].start
        if is_no_hedge(self._page.text, match.start, match.end, sentence):
            return True
        before = self._page.text[max(0, match.start - 8) : match.start]
        return match.entry.type == "EPI" and _UNABLE.search(before) is not None

    def _follows(self, span: Span, whole: Span) -> bool:
        """Say whether a word stands right behind the evidence, in its clause."""
        between = self._page.text[whole.end : span.start]
        return not between.split() and len(between) <= _ALONE and "." not in between

    def _main(self, whole: Span, span: Span) -> bool:
        """Say whether a word inside the evidence stands in its main clause."""
        return _SUBORDINATE.search(self._page.text, whole.start, span.start) is None

    def _reaches(self, span: Span, whole: Span, entry: Entry) -> bool:
        """Say whether a word before the evidence bears on it: in the same clause, or set off at its head."""
        between = self._page.text[span.end : whole.start]
        if self._page.at(span.start) != self._page.at(whole.start) or _BREAK.search(between):
            return False
        if len(between) <= _NEAR and ("," not in between or _BETWEEN_CLAUSES.fullmatch(between)):
            return True
        return any(w in entry.id for w in _SENTENCE_WIDE) and between.count(",") <= 1


def entry_of(text: str, cue: Span, lexicon: Lexicon) -> Entry | None:
    """Return the lexicon's entry for a printed cue, None if it has none; the words around help its guards."""
    left, right = max(0, cue.start - 40), min(len(text), cue.end + 40)
    for match in lexicon.find(text[left:right]):
        overlaps = match.start + left < cue.end and match.end + left > cue.start
        if overlaps and match.entry.type not in ("LBL", "PLN", "EPI"):
            return match.entry
    return None


def debunked(page: Page, index: int) -> Span | None:
    """Return the heading that calls the list item at `index` false ("Fake:" above a list), None if there is none."""
    while index > 0 and page.sentences[index].bullet is not None:
        index -= 1
        sentence = page.sentences[index]
        if sentence.bullet is None and page.text[sentence.start : sentence.end].rstrip().endswith(":"):
            found = page.words["debunk"].match(page.text, sentence.start, sentence.end)
            return Span(found.start(), found.end()) if found else None
    return None
