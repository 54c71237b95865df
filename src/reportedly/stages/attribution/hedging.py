"""Hedge words and the clause that each works on."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.records import Attribution, Claim, Span
from reportedly.stages.attribution.lists import words
from reportedly.stages.attribution.units import Unit
from reportedly.stages.cues import CueMatch, Entry, Lexicon
from reportedly.stages.extraction.unsaid import CONTRARY_OPENING, in_aside

_COUNTED = words("hedging.counted")
_CLAUSAL = words("hedging.clausal")
_BREAK = re.compile(r"[.!?\n;]|,? (?:but|while|although|though|whereas|because|after|before|which|who|that|when|if)\b")
_SUBORDINATE = re.compile(
    r"(?:,? (?:which|who|whom|whose|because|after|before|when|while|although|though|unless|as|so|until|where)"
    r"|, (?:\w+ly )?\w+ing|, and (?:that|which))\b",
    re.IGNORECASE,
)
_THAT = re.compile(r"^(?:\s+ha(?:s|ve|d) it)?\s+that\s+")
_AND_LAST = re.compile(r"\s(?:and|or)\s+$")
_MODAL = re.compile(r"may|might|could")
_SECOND = re.compile(r"\w,? and (?:\w+ly |also )?$")
"""What stands before the verb of a second statement on the same subject: "is closed, and might …"."""
_ADJECTIVE = re.compile(r"(?i)^(?:alleged|apparent|possible|suspected|probable|potential|supposed|purported|reported)$")
_PERCEIVES = re.compile(
    r"(?:could|can|may|might) (?:\w+ly |clearly |only |also |themselves |himself |"
    r"herself )?(?:see|hear|feel|watch|witness|observe|smell|make out)\b"
)
_OPEN, _CLOSE = frozenset('“"„«‘'), frozenset('”"“»’')


@dataclass(frozen=True, slots=True)
class Scoped:
    """A hedge word with its entry; `moves` says whether it bears on the proposition itself."""

    span: Span
    entry: Entry
    moves: bool


class Words:
    """All lexicon matches of one text, found once."""

    def __init__(self, text: str, units: Sequence[Unit], lexicon: Lexicon) -> None:
        self.text = text
        self.units = units
        self._matches: dict[int, list[CueMatch]] = {}
        self._starts = [u.start for u in units]
        for match in lexicon.find(text):
            self._matches.setdefault(self._unit_index(match.start), []).append(match)

    def _unit_index(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1

    def in_unit(self, index: int) -> list[CueMatch]:
        """Return the matches that begin in one unit."""
        return self._matches.get(index, [])

    def around(self, claim: Claim, attribution: Attribution | None) -> list[Scoped]:
        """Return the hedge words in scope of a claim, in order of the text."""
        start, end = claim.evidence[0].start, claim.evidence[-1].end
        first, last = self._unit_index(start), self._unit_index(end - 1)
        cues = _cues(attribution)
        found = []
        for index in range(max(first, 0), last + 1):
            for match in self.in_unit(index):
                if match.entry.type not in _COUNTED or _PERCEIVES.match(self.text, match.start):
                    continue  # what someone could see is ability, not likelihood
                opening = CONTRARY_OPENING.match(self.text, self.units[index].start, start + 1)
                if opening is not None and opening.start() <= match.start < opening.end():
                    continue  # "despite what officials claim": not their words
                if match.entry.type == "EPI" and self._mentioned(match):
                    continue
                scoped = self._scoped(claim, match, cues, Span(start, end))
                if scoped is not None:
                    found.append(scoped)
        found.extend(self._outside(first, last, cues))
        return found

    def _mentioned(self, match: CueMatch) -> bool:
        """Say whether a word stands alone in quotation marks: it is spoken of, not used."""
        return (
            self.text[max(0, match.start - 1) : match.start] in _OPEN and self.text[match.end : match.end + 1] in _CLOSE
        )

    def _outside(self, first: int, last: int, cues: Sequence[Span]) -> list[Scoped]:
        """Return hedging cues of direct links that stand in another unit than the claim."""
        found = []
        for cue in cues:
            index = self._unit_index(cue.start)
            if first <= index <= last:
                continue
            for match in self.in_unit(index):
                if match.entry.type in _COUNTED - _CLAUSAL - {"DIS"} and _touch(match, cue):
                    found.append(Scoped(Span(match.start, match.end), match.entry, moves=False))
        return found

    def _scoped(self, claim: Claim, match: CueMatch, cues: Sequence[Span], whole: Span) -> Scoped | None:
        span = Span(match.start, match.end)
        kind = match.entry.type
        if any(_touch(match, cue) for cue in cues):
            return Scoped(span, match.entry, moves=True)
        if kind in ("LBL", "PLN"):
            return Scoped(span, match.entry, moves=False) if whole.covers(span) else None
        if whole.covers(span):
            gap = not any(e.overlaps(span) for e in claim.evidence)
            main = (gap or self._main_clause(claim, span)) and not in_aside(self.text, span.start, span.end)
            if kind == "DIS":  # a verb of distance inside the words belongs to someone else's statement
                main = main and span.of(self.text).lower().endswith("ly")
            return Scoped(span, match.entry, moves=main)
        if kind not in _CLAUSAL:
            return None
        if span.end <= whole.start:
            between = self.text[span.end : whole.start]
            near = len(between) <= 40 and _BREAK.search(_THAT.sub("", between) if kind == "REP" else between) is None
            near = near and not self._before_second(span, between)
            return Scoped(span, match.entry, moves=True) if near else None
        between = self.text[whole.end : span.start]
        closes = self.text[span.end : span.end + 1] in ("", ".", ",", ";", "!", "?", "\n", ")")
        near = closes and len(between) <= 3 and span.of(self.text).endswith("ly") and _BREAK.search(between) is None
        return Scoped(span, match.entry, moves=True) if near else None

    def _before_second(self, span: Span, between: str) -> bool:
        """Say whether a word stands in the first of two statements: "appear to have left, and the school is shut"."""
        opens = not self.text[self.units[max(0, self._unit_index(span.start))].start : span.start].strip(" “\"'")
        return not opens and _AND_LAST.search(between) is not None

    def _main_clause(self, claim: Claim, span: Span) -> bool:
        """Say whether a word inside the evidence stands in its main clause and on its verb."""
        before = self.text[claim.evidence[0].start : span.start]
        if _SUBORDINATE.search(before):
            return False
        piece = next((e for e in claim.evidence if e.covers(span)), span)
        if _MODAL.fullmatch(span.of(self.text)) and _SECOND.search(self.text[piece.start : span.start]):
            return False
        word = span.of(self.text)
        return not _ADJECTIVE.match(word)


def _cues(attribution: Attribution | None) -> list[Span]:
    if attribution is None:
        return []
    return [k.cue for k in attribution.links if k.cue is not None and not k.inferred]


def _touch(match: CueMatch, cue: Span) -> bool:
    return match.start < cue.end and cue.start < match.end
