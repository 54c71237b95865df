"""How a chain is named that a brief has named before: shorter, with all who stand in it."""

import re

from reportedly.brief import voices
from reportedly.brief.facts import Fact, Facts
from reportedly.brief.names import closed, lower_article
from reportedly.brief.voices import Speaker

Chain = tuple[object, ...]

_HOW_MANY = re.compile(
    r"(?:the|a|an|several|some|many|most|various|numerous|multiple|a number of|two|three|four|five|other|unnamed"
    r"|кілька|декілька|низка|деякі|багато|окремі|несколько|ряд|некоторые|многие|отдельные|mehrere|einige|viele)\s+",
    re.IGNORECASE,
)
_SHORTEST = 8
"""Letters of a body's name below which it may be a part of another word."""


def chain_of(fact: Fact, facts: Facts) -> Chain | None:
    """Return what tells the chain of a claim from others: its document and where each hop is printed.

    None where nobody stands between the text and the root: such a chain is short already. Two texts may mean others
    by the same words, and so may one text in two places.
    """
    printed = [(link.source, link.span or link.antecedent) for link in fact.links if link.span or link.source]
    return (fact.reading.document.id, *printed) if voices.between(fact, facts) else None


def named_whole(text: str, fact: Fact, facts: Facts) -> bool:
    """Say whether a sentence names everybody in the chain of a claim."""
    names = [voices.cited(fact, voices.speaker(fact, facts), facts), *(h.name for h in voices.between(fact, facts))]
    return all(closed(name).rstrip(",") in text for name in names)


def short_names(fact: Fact, facts: Facts) -> dict[str, str]:
    """Return the names of a chain for a second time: of its root, and of those between, outermost first."""
    hops = [_short(hop, facts) for hop in voices.between(fact, facts)]
    return {"root": _root(fact, facts), "hops": facts.words.listed(hops)}


def _root(fact: Fact, facts: Facts) -> str:
    who, words = voices.speaker(fact, facts), facts.words
    if not who.printed or fact.root_status not in ("unnamed_single", "unnamed_plural"):
        return _short(who, facts)
    bare = _HOW_MANY.sub("", who.printed, count=1)
    marked = words.in_marks(bare, fact.reading.document.language)
    return words(f"again.{fact.root_status}", printed=marked)


def _short(who: Speaker, facts: Facts) -> str:
    """Return a name without what stands before the name of a known body; a doubted one keeps its proposed reading.

    In a language with cases it stands in brackets: none is inflected.
    """
    name = closed(who.name).rstrip(",")
    if not who.free or who.document:
        return name
    if facts.words.english and who.printed and who.name == lower_article(who.printed):
        known = [n for n in facts.material.body_names.values() if len(n) >= _SHORTEST and n in who.printed]
        name = voices.name_of(max(known, key=len), facts) if known else name
    return facts.words("cited.free", name=name)
