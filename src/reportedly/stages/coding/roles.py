"""Roles of a coded claim, as far as rules carry: actor, target, quantity, origin, condition, instrument, reasons."""

import itertools
import re
from collections.abc import Callable

from reportedly.records import Claim, Role, Span
from reportedly.records.theatre_roles import ActorClass
from reportedly.stages.coding.actors import Actors
from reportedly.stages.extraction.tagger import Token, finite_positions, tag

_TARGET_STOP = frozenset({"VF", "MOD", "AUX", "SUB", "REL", "PUNCT", "CC"})
_PLAIN: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "stated_reason",
        re.compile(
            r"\b(?:for (?:security|safety|technical) reasons|under the pretext of [^,.;]{3,60}|"
            r"on the grounds (?:of|that) [^,.;]{3,80}|citing [^,.;]{3,80})",
            re.IGNORECASE,
        ),
    ),
    (
        "reported_cause",
        re.compile(
            r"\b(?:because of|due to|owing to|as a result of|for (?:want|lack) of|following|"
            r"after|caused by|because) [^,.;]{3,100}",
            re.IGNORECASE,
        ),
    ),
    (
        "condition",
        re.compile(
            r"\b(?:only (?:if|to those|against|in return for|for those)|unless|on condition "
            r"that|in exchange for|in return for|provided that|in order to force|to "
            r"force|if they) [^,.;]{3,100}",
            re.IGNORECASE,
        ),
    ),
    (
        "instrument",
        re.compile(
            r"\b(?:by (?:decree|order|law|military order)|(?:decree|order|law|act) no\.? "
            r"?\d+|under (?:threat|pressure) of [^,.;]{3,50}|leaflets?|manual|booklet)",
            re.IGNORECASE,
        ),
    ),
    (
        "deadline",
        re.compile(
            r"\b(?:by|until|before|from) (?:the end of )?(?:\d{1,2} )?(?:January|February|"
            r"March|April|May|June|July|August|September|October|November|December)(?: "
            r"\d{4})?\b"
        ),
    ),
)
_ORIGIN = re.compile(
    r"\bfrom (?:the )?(?:\w+ (?:of )?){0,3}?(?P<place>[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)*(?: "
    r"(?:province|region|oblast|district))?)"
)
_OF_ORIGIN = frozenset({"B03", "E05", "F04", "F05", "F06", "A01"})


_BY_WORDING = Actors()


def roles(
    claim: Claim, text: str, category: str, class_of: Callable[[Span], ActorClass] | None = None
) -> tuple[Role, ...]:
    """Return the roles of a claim with their printed spans; none for routing codes.

    The value of actor and target is their class by `class_of`, without it by their wording; a target that is no
    known actor has none. The value of the others is what is printed.
    """
    if not category.startswith("GUO."):
        return ()
    found: list[Role] = []
    for name, span in zip(("actor", "target"), _parties(claim, text), strict=True):
        if span is not None:
            known = class_of(span) if class_of else _BY_WORDING.of(span.of(text))
            # What a thing is done to may be a thing: that is no unknown actor.
            found.append(Role(name, span, None if known == "UNK" and name == "target" else known))
    for span in claim.evidence:
        found.extend(_plain(span, text))
        if category.rpartition(".")[2] in _OF_ORIGIN:
            for match in _ORIGIN.finditer(text, span.start, span.end):
                place = Span(match.start("place"), match.end("place"))
                found.append(Role("origin_place", place, place.of(text)))
    return tuple(found)


def _plain(span: Span, text: str) -> list[Role]:
    found: list[Role] = []
    for name, pattern in _PLAIN:
        match = pattern.search(text, span.start, span.end)
        if match:
            part = Span(match.start(), match.end())
            found.append(Role(name, part, part.of(text)))
    return found


def _parties(claim: Claim, text: str) -> tuple[Span | None, Span | None]:
    """Return the subject and the object of the first predicate; of a passive the agent and the subject."""
    tokens = [t for span in claim.evidence[:2] for t in tag(text, span.start, min(span.end, span.start + 400))]
    finite = finite_positions(tokens)
    if not finite:
        return None, None
    first = finite[0]
    subject = _stretch(tokens[:first])
    after = first + 1
    while after < len(tokens) and tokens[after].tag in ("AUX", "ADV", "NEG", "VN", "VG", "VB", "TO", "VF"):
        after += 1
    passive = tokens[first].tag == "AUX" and any(t.tag == "VN" for t in tokens[first:after])
    if passive:
        agent = _agent(tokens[after:])
        return agent, subject
    return subject, _phrase(tokens[after : after + 14])


def _agent(tokens: list[Token]) -> Span | None:
    if tokens and tokens[0].low == "by":
        return _phrase(tokens[1:14])
    return None


def _phrase(tokens: list[Token]) -> Span | None:
    taken: list[Token] = []
    for token in tokens:
        if token.tag in _TARGET_STOP or token.tag == "PREP":
            break
        taken.append(token)
    return _stretch(taken)


def _stretch(tokens: list[Token]) -> Span | None:
    """Return the hull of tokens without marks and adverbs at the ends, if they stand together."""
    kept = list(tokens)
    while kept and kept[0].tag in ("PUNCT", "ADV", "CC", "SUB", "PREP"):
        kept.pop(0)
    while kept and kept[-1].tag in ("PUNCT", "ADV", "CC", "PREP", "DET"):
        kept.pop()
    if not kept or not any(t.tag in ("N", "NP", "PRON", "NUM") for t in kept):
        return None
    if any(b.start - a.end > 3 for a, b in itertools.pairwise(kept)):
        return None
    return Span(kept[0].start, kept[-1].end)
