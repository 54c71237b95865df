"""Which attribution relations pass on a statement, and which only name, urge, plan or cite."""

import re
from dataclasses import replace

from reportedly.records import Relation, Span, hull
from reportedly.stages.extraction.tagger import finite_positions, tag
from reportedly.stages.extraction.unsaid import is_contrary, withholds

_LONGEST = 2_000

_SAID = re.compile(
    r"report|said|say|alleg|belie|expect|known|thought|claim|rumou?r|understood|according", re.IGNORECASE
)


_URGED = re.compile(
    r"\b(?:urg|call|appeal|ask|tell|told|order|demand|recommend|advis|instruct|"
    r"encourag|warn)",
    re.IGNORECASE,
)
_TO = re.compile(r"(?!that\b)(?:\S+\s+){0,6}?to\s", re.IGNORECASE)


def finite(span: Span, text: str) -> bool:
    """Say whether words of a text hold a finite verb."""
    if _SHORTENED.search(text, span.start, span.end):
        return True
    return bool(finite_positions(tag(text, span.start, min(span.end, span.start + _LONGEST))))


_SHORTENED = re.compile(r"\b(?:he|she|it|that|there|they|we|you|I)['’](?:s|re|ve|ll|d|m)\b", re.IGNORECASE)
"""A subject with its verb in one word."""


_FRONTED = frozenset(("according.front", "according.dash"))
"""Rules by which a whole clause is what a source says."""


_OFFERED = re.compile(
    r"(?:(?:[\w’'-]+ ){0,3}?)(?:offers?|contracts?|proposals?|demands?|requests?|applications?|bids?|terms|appeals?|"
    r"orders?|invitations?|jobs?|posts|passports?|candidates?|plans?|pay|aid|deals?)"
    r"(?: (?:of|for|from|by|with|to|in|on|at|offered|made|put|sent|signed)\b[^,;]*)?[.!?,”\"’]*$",
    re.IGNORECASE,
)
"""What is turned down when it is rejected, not denied: "the contracts offered by the new management"."""


def _turned_down(text: str, relation: Relation) -> bool:
    """Say whether something was offered and rejected, where nothing was said that could be denied."""
    if relation.cue_type != "DEN" or not relation.content or "den" in relation.cue[0].of(text).casefold():
        return False
    return _OFFERED.match(relation.content[0].of(text)) is not None


def passes_on(relation: Relation, text: str) -> bool:
    """Say whether a relation passes on a statement: not what someone refuses, urges, plans or goes on to do."""
    if is_contrary(text, relation) or _turned_down(text, relation):
        return False
    fronted = relation.rule in _FRONTED and bool(relation.source)
    if withholds(text, relation) or relation.rule == _CITED or fronted:
        return True
    cue = " ".join(span.of(text) for span in relation.cue)
    if _states_nothing(relation, text, cue):
        return False
    opening = relation.content[-1].of(text).lstrip("“\"‘' ")[:5].casefold()
    infinitive = opening.startswith("to ") and not (relation.cue_type == "REP" and _SAID.search(cue.split()[-1]))
    if infinitive or (_URGED.search(cue) and _TO.match(relation.content[-1].of(text))):
        return False
    if relation.lexicon_id is None and not (relation.rule == "fronted" and relation.source):
        return opening == "that " or _SAID.search(cue) is not None
    return True


_BELIEVED = re.compile(
    r"it (?:is|was|has been) (?:\w+ly )?(?:believed|thought|said|reported|rumou?red|understood)$", re.I
)

_SCRAP = 24
"""Code points below which a nested content without a verb is left in its clause."""

_ADDRESSED = re.compile(r"\b(?:told|warned|ordered|asked|informed|advised|instructed|reminded|promised)$")


def _states_nothing(relation: Relation, text: str, cue: str) -> bool:
    """Say whether the content of a relation is no statement: a plan, one word, a thing, a source that is cited."""
    if relation.cue_type == "PLN" or not any(" " in c.of(text) for c in relation.content):
        return True
    if not relation.source and _BELIEVED.match(cue) and relation.content[0].of(text).startswith("that "):
        return False
    if not relation.source and (relation.rule == "tagger" or (relation.beside and _ADDRESSED.search(cue))):
        return True  # "were reported", "they were warned": the clause is the statement
    cites = (relation.lexicon_id or "").startswith("en.chn.") and relation.rule == "tagger"
    quoted = relation.content[0].of(text)[:1] in ("“", '"', "«", "„", "‘")
    scrap = relation.beside and sum(map(len, relation.content)) < _SCRAP and not quoted
    scrap = scrap or any(s.of(text).lower() in ("which", "that", "who") for s in relation.source)
    thing = cites or scrap or (relation.cue_type == "ATT" and not _SAID.search(cue))
    return thing and not any(finite(span, text) for span in relation.content)


_CITING = re.compile(r"(?:in turn )?(?:citing|quoting|invoking)\b", re.IGNORECASE)
_RELATIVE = re.compile(r",? (?:who|whom|whose|which)\b")


def cited(relation: Relation, text: str) -> Relation:
    """Return a relation that only cites with whom it cites in its cue: who they are is no statement.

    "Citing officials who had been briefed" tells nothing, "citing officials as saying that C" does.
    """
    if not relation.content or _CITING.match(text, relation.cue[0].start) is None:
        return relation
    for span in relation.content:
        match = _RELATIVE.search(text, span.start + 1, span.end)
        before = span if match is None else Span(span.start, match.start())
        if finite(before, text) or (match is not None and ", " in text[match.end() : span.end]):
            return relation
    return replace(relation, cue=(hull((*relation.cue, *relation.content)),), content=(), rule=_CITED)


_CITED = "cited"
