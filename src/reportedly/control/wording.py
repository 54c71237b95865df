"""How English states control: who holds, gains or loses a place, read from the wording of one claim.

Active frames have the holder before the verb and the place behind it ("the militia captured Orlivsk"), others the
place before and the holder, if any, behind ("Orlivsk fell to the militia").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportedly.records.control import ControlHold

_ADVERB = (
    r"(?:(?:now|still|already|again|fully|largely|completely|briefly|also|finally|since|reportedly|effectively|partly|"
    r"partially|mostly|firmly) )*"
)
_NOT = (
    r"(?:(?P<not>(?:do|does|did|has|have|had|is|are|was|were|could|can) ?n(?:o|[’'])t|cannot|never|no longer|"
    r"(?:has|have|had|is|are|was|were) (?:not|never|no longer)|not) )?"
)
_HAD = r"(?:has |have |had |having )?"
_BE = rf"(?:is|are|was|were|be|being|remains?|remained|stays?|(?:has|have|had) (?:not |never )?{_ADVERB}been) "
_BY = r"(?P<by>[^,.;]+)"
_OWN = r"(?:all |its |their |the |his )?(?:[a-z]+ )?(?:troops|forces|units|garrison|soldiers|fighters|men)"

_GAIN = (
    r"(?:re)?captur(?:ed|es|ing)|seiz(?:ed|es|ing)|re(?:took|takes|taken|taking)|overran|overruns|conquer(?:ed|s)|"
    r"liberat(?:ed|es|ing)|(?:took|takes|taken|taking|gained|gains|regained|regains|won|established|assumed) "
    r"(?:full |complete |partial |back |effective )?(?:control (?:of|over)|possession of)|"
    r"took (?=(?:the )?(?:town|city|village|settlement|district|port)\b)|took over"
)
_HOLD = (
    r"controls|controlled|controlling|control|holds|held|holding|hold|occup(?:y|ies|ied)|governs?|governed|rules?|ruled|"
    r"administers?|administered|garrisons?|"
    r"(?:runs?|ran)(?! (?:east|west|north|south|along|through|past|near|into|from|to|out|by|between|on)\b)|"
    r"keeps? (?:control|hold) of|kept (?:control|hold) of|"
    r"retain(?:s|ed)? (?:full |partial )?control (?:of|over)|"
    r"(?:is|are|was|were|remains?|remained) in (?:full |partial |complete )?(?:control|possession|charge|command) of"
)
_LOSE = (
    r"(?:lost|loses|losing|ceded|cedes|gave up|surrendered|relinquished|abandoned|handed over)"
    r"(?: (?:their |its |all |full |partial )?(?:control|hold)(?: of| over| on)?)?"
)
_LEAVE = (
    r"(?:withdr(?:ew|aws?|awn|awing)|pulled (?:back|out)|pulled|retreated|(?:was|were|been) (?:driven|forced|pushed|"
    rf"expelled|thrown)(?: back| out)?)(?: {_OWN})?(?: back| out)?(?: \w+ly)? (?:from|of|out of)"
)
_TAKEN = r"(?:re)?captured|seized|retaken|taken(?: over)?|overrun|conquered|liberated"
_HELD = r"held|occupied|controlled|governed|ruled|administered|garrisoned|run"


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A way to state control; a `strong` one states it whatever the claim was coded as."""

    name: str
    hold: ControlHold
    regex: re.Pattern[str]
    active: bool
    strong: bool = True


def _of(name: str, hold: ControlHold, pattern: str, *, active: bool = False, strong: bool = True) -> _Pattern:
    return _Pattern(name, hold, re.compile(pattern, re.IGNORECASE), active, strong)


_PATTERNS: tuple[_Pattern, ...] = (
    _of("withdrew from", "lost", rf"\b{_NOT}{_HAD}{_ADVERB}{_LEAVE}\b", active=True),
    _of(
        "was lost to", "gained", rf"\b{_BE}{_NOT}{_ADVERB}(?:lost|ceded|surrendered|handed(?: over)?|returned) to {_BY}"
    ),
    _of("lost", "lost", rf"\b{_NOT}{_HAD}{_ADVERB}(?:{_LOSE})\b", active=True),
    _of(
        "under the control of",
        "held",
        rf"\b(?:{_BE}|come |came |fallen |fell |put |placed |brought )?{_NOT}{_ADVERB}under (?:the )?"
        rf"(?:[\w’'-]+ ){{0,2}}?(?:control|rule|occupation|administration|command|jurisdiction) of {_BY}",
    ),
    _of(
        "under … control",
        "held",
        rf"\b(?:{_BE}|come |came |fallen |fell )?{_NOT}{_ADVERB}under (?:the |an? )?"
        r"(?:full |complete |partial |total |firm )?(?P<by>(?:[\w’'-]+ ){0,3}?)"
        r"(?:control|rule|occupation|administration)\b(?! of\b)",
    ),
    _of("in the hands of", "held", rf"\b(?:{_BE})?{_NOT}{_ADVERB}in (?:the )?(?:hands|grip|possession) of {_BY}"),
    _of("in … hands", "held", rf"\b{_BE}{_NOT}{_ADVERB}in (?P<by>(?:[\w’'-]+ ){{1,3}}?)hands\b"),
    _of("answers to", "held", rf"\b{_NOT}(?:answer(?:s|ed)?|belong(?:s|ed)?) to {_BY}"),
    _of(
        "fell to", "gained", rf"\b{_NOT}{_HAD}(?:fell|fallen|falls|passed|went|gone) (?:in)?to (?:the hands of )?{_BY}"
    ),
    _of(
        "fell",
        "gained",
        rf"\b{_HAD}(?:fell|fallen)(?= (?:on|in|last|this|after|yesterday|early|late|again|earlier)\b|\W*$)",
    ),
    _of(
        "was taken by", "gained", rf"\b{_BE}{_NOT}{_ADVERB}(?:being )?(?:{_TAKEN})\b(?: (?:back|again))?(?: by {_BY})?"
    ),
    _of("is held by", "held", rf"\b{_BE}{_NOT}{_ADVERB}(?:being )?(?:{_HELD})\b(?: by {_BY})?"),
    _of(
        "is contested",
        "held",
        rf"\b{_BE}{_NOT}{_ADVERB}(?:contested|disputed|in (?:a|the) gr[ae]y zone|(?:divided|split) between)\b",
    ),
    _of("gained", "gained", rf"\b{_NOT}{_HAD}{_ADVERB}(?:{_GAIN})\b", active=True),
    _of("holds", "held", rf"\b{_NOT}{_HAD}{_ADVERB}(?:{_HOLD})\b", active=True, strong=False),
)
_CEDED = re.compile(
    rf"\b{_HAD}(?:ceded|surrendered|handed(?: over)?|lost)(?: control of)? (?P<object>[^,.;]{{1,60}}?)"
    rf" (?:back )?to {_BY}",
    re.IGNORECASE,
)
"""Whoever a place is handed to gains it; that the other one loses it is a statement of its own."""

_FAILED = re.compile(
    r"\b(?:fail(?:s|ed|ing)? to|(?:was|were|is|are) unable to|could not|cannot|did not manage to)\s+"
    r"(?:\w+ ){0,2}?(?P<verb>take|retake|capture|recapture|seize|liberate|overrun|regain|gain|conquer|occupy|establish|"
    r"hold|keep|retain|control)\b",
    re.IGNORECASE,
)
_KEEPS = frozenset({"hold", "keep", "retain"})

WITHDRAWN_FROM = re.compile(rf"\b{_LEAVE} (?:the )?(?:\w+ ){{0,4}}$", re.IGNORECASE)
"""What stands in front of a place that is left: no place of origin of staff or goods, but the place that is lost."""

_STOPS = re.compile(
    r"\s(?:on|in|since|after|before|for|at|until|till|during|when|while|where|which|who|that|but|as|from|near|within|"
    r"without|following|amid|despite|because|yesterday|today|last|this|again|and (?:then|has|have|was|were|is|are|now|"
    r"remains))\b|[,;:.()“”\"]",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;:,]\s|\b(?:said|says|reported|that|but|while|after|when|because|although|where|as)\s(?=\S+\s)", re.IGNORECASE
)
_LEADS = re.compile(r"^(?:(?:and|but|then|also|if)\b|[“\"‘'])\s*", re.IGNORECASE)
_LONGEST = 8
READ = 4_000
_SPEAKER = re.compile(
    r"^(?:they|it|we|he|she|(?:their|its|our|his|her) (?:own |armed )?(?:troops|forces|units|soldiers|fighters|men))$",
    re.I,
)
"""Who holds a place by a word that stands for who says so: "the militia said it controls Orlivsk"."""

_NOBODY = re.compile(r"^(?:neither|no one|nobody|none|no side|both|they|it|who|which|he|she|we)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Frame:
    """One statement of control; positions count in the wording.

    `verb` parts what stands before it from what stands behind, `whole` is all that the pattern took. `holder` is who
    holds, gains or loses, None where nobody is named. `negated` says that a negation is read already.
    """

    hold: ControlHold
    rule: str
    verb: tuple[int, int]
    whole: tuple[int, int]
    holder: tuple[int, int] | None
    active: bool
    negated: bool = False
    strong: bool = True
    speaker: bool = False


def frames(text: str) -> list[Frame]:
    """Return the statements of control in the wording of a claim, in order; read are its first `READ` code points."""
    text = text[:READ]
    failed = _FAILED.search(text)
    if failed is not None:
        hold: ControlHold = "lost" if failed["verb"].casefold() in _KEEPS else "not_held"
        rule = f"failed to {failed['verb'].casefold()}"
        return [Frame(hold, rule, failed.span(), failed.span(), _before(text, failed.start()), True, True)]
    found = sorted((*_read(text), *_handed(text)), key=lambda f: f.verb)
    return [_by_speaker(text, frame) if frame.active else frame for frame in found]


def _by_speaker(text: str, frame: Frame) -> Frame:
    """Return a frame with its holder left to whoever says so, where a pronoun stands before the verb."""
    start = clause_start(text, frame.verb[0])
    if not _SPEAKER.match(text[start : frame.verb[0]].strip()):
        return frame
    return replace(frame, holder=None, speaker=True)


def _read(text: str) -> Iterator[Frame]:
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.regex.finditer(text):
            by = match.groupdict().get("by")
            holder = _before(text, match.start()) if pattern.active else _behind(text, match)
            end = holder[1] if by and holder else match.end()
            if any(match.start() < other and start < end for start, other in taken):
                continue
            taken.append((match.start(), end))
            verb = match.start(), match.start("by") if by else match.end()
            printed = match.groupdict().get("not") or ""
            negated = bool(printed) or bool(
                re.search(r"\b(?:not|never|no longer)\b", text[slice(*verb)], re.IGNORECASE)
            )
            hold = _turned(pattern.hold, text[slice(*verb)]) if negated else pattern.hold
            yield Frame(hold, pattern.name, verb, (match.start(), end), holder, pattern.active, negated, pattern.strong)


def _handed(text: str) -> Iterator[Frame]:
    for match in _CEDED.finditer(text):
        verb = match.start(), match.start("object")
        yield Frame("gained", "ceded to", verb, (match.start(), match.end("object")), _behind(text, match), True)


def _turned(hold: ControlHold, printed: str) -> ControlHold:
    if hold == "held" and "no longer" in printed.casefold():
        return "lost"
    return denied(hold)


def denied(hold: ControlHold) -> ControlHold:
    """Return what is stated by saying that something is not so: who has not lost a place holds it."""
    return "held" if hold in ("lost", "not_held") else "not_held"


def _before(text: str, end: int) -> tuple[int, int] | None:
    """Return the phrase in front of a verb that names who acts, None where there is none."""
    start = clause_start(text, end)
    words = list(re.finditer(r"\S+", text[start:end]))[-_LONGEST:]
    return _named(text, (start + words[0].start(), start + words[-1].end())) if words else None


def clause_start(text: str, end: int) -> int:
    """Return where the clause begins in which a verb at `end` stands."""
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, end) if m.end() < end), default=0)
    lead = _LEADS.match(text[start:end])
    while lead:
        start += lead.end()
        lead = _LEADS.match(text[start:end])
    return start


def _behind(text: str, match: re.Match[str]) -> tuple[int, int] | None:
    """Return the phrase behind "by", "of" or "to" that names who holds, None where there is none."""
    if not (match.groupdict().get("by") or "").strip():
        return None
    start, end = match.span("by")
    stop = _STOPS.search(text, start, end)
    end = stop.start() if stop and stop.start() > start else end
    words = list(re.finditer(r"\S+", text[start:end]))[:_LONGEST]
    return _named(text, (start + words[0].start(), start + words[-1].end())) if words else None


def _named(text: str, holder: tuple[int, int]) -> tuple[int, int] | None:
    return None if _NOBODY.match(text[slice(*holder)]) else holder
