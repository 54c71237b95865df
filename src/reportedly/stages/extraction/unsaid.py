"""What a sentence names as somebody's words and that he did not say: "contrary to what he said", "did not say who"."""

import re

from reportedly.records import Relation, hull
from reportedly.sieve import Sieves

_TOLD = Sieves()

_CONTRARY = re.compile(
    r"(?:\b(?:contrary to|unlike|despite|in spite of|as opposed to|notwithstanding|in contrast to|contradicting)"
    r"\s+(?:what\s+|all that\s+)?)$",
    re.IGNORECASE,
)
_CONTRARY_HEAD = re.compile(r"^(?:contrary to|unlike|despite|in spite of|as opposed to|contradicting)\b", re.IGNORECASE)

_COMMA = re.compile(r"[^,.;:!?]{0,60},")
"""What closes an opening that names whose words are contradicted."""

CONTRARY_OPENING = re.compile(
    r"\s*(?:Contrary to|Unlike|Contradicting|(?:Despite|In spite of|As opposed to|In contrast to) (?:what|the|his|her|"
    r"its|their|all)\b(?=[^,;]*\b(?:say|says|said|claim\w*|report\w*|promis\w*|assur\w*|announc\w*|statements?|denials?)\b))"
    r"[^,;:]{0,120},\s*(?=\S)"
)
"""How a sentence begins that tells the opposite of what somebody said."""

_NOT_TOLD = _TOLD.sieve(
    r"(?:\b(?:not|never|nobody|no one|none|neither|without|declin\w+|refus\w+|unable|unwilling)|n[’']t)\b.*?"
    r"\b(?:say|saying|said|specif\w+|tell|telling|told|reveal\w*|disclos\w+|explain\w*|clarif\w+|know|known|knew|"
    r"elaborat\w+|indicat\w+|identif\w+|state|stated|stating|mention\w*|detail\w*|make clear|made clear|clear)\b",
    re.IGNORECASE,
)
_NOT_SAID = re.compile(r"\b(?:say|saying|said|stat(?:e|ed|ing)|mention\w*|indicat\w+|specif\w+)$", re.IGNORECASE)
_THAT = re.compile(r"[\s“\"]*that\b", re.IGNORECASE)
_OPEN_QUESTION = re.compile(r"[\s“\"]*(?:who|whom|whose|what|which|where|when|why|how|whether|if)\b", re.IGNORECASE)
_WHO = re.compile(r",?\s(?:who|whom|whose|which|speaking|talking)\b.*", re.IGNORECASE | re.DOTALL)
"""An aside on a source, to its end."""

_ASKS_WHO = re.compile(r"[\s“\"]*(?:who|whom|whose|what|which|where|when|why|how)\b", re.IGNORECASE)


def is_contrary(text: str, relation: Relation) -> bool:
    """Say whether a relation only names whose words are contradicted: "contrary to what the mayor said, …"."""
    if not relation.source:
        return False
    start = min(s.start for s in (*relation.source, *relation.cue))
    before = text[max(0, start - 60) : start]
    if _COMMA.match(text, max(s.end for s in (*relation.source, *relation.cue))) is None:
        return False
    return _CONTRARY.search(before) is not None or _CONTRARY_HEAD.match(relation.source[0].of(text)) is not None


def withholds(text: str, relation: Relation) -> bool:
    """Say whether a relation tells what somebody did not say: "did not say who …", "declined to say whether …"."""
    if not relation.content or relation.content[0].start < relation.cue[0].start:
        return False
    content = relation.content[0].of(text)
    if relation.cue_type == "UNV":
        return _ASKS_WHO.match(content) is not None
    # "A clerk, who asked not to be named, said": what is told of the source does not deny what it says.
    said = " ".join((*(_WHO.sub("", s.of(text)) for s in relation.source), *(s.of(text) for s in relation.cue)))
    asks = _OPEN_QUESTION.match(content) is not None
    # What somebody was not told, or does not know, is so all the same: "they were not told that the well is dry".
    asks = asks or (_THAT.match(content) is not None and _NOT_SAID.search(said) is not None)
    return asks and _NOT_TOLD.search(said) is not None


def in_aside(text: str, start: int, end: int) -> bool:
    """Say whether a word stands in an aside that its sentence goes on behind: ", which reportedly fell, was opened"."""
    opened = _ASIDE.search(text, max(0, start - _SHORT), start)
    closed = _CLOSED.match(text, end) if opened is not None else None
    if opened is None or closed is None:
        return False
    return opened.group().strip() != "," or _DONE.match(text, end) is not None


_SHORT = 80
_ASIDE = re.compile(r",\s(?:(?:which|who|whose|where)\s[^,;.:!?\n]*)?$")
_CLOSED = re.compile(
    r"[^,;.:!?\n]{1,100},\s(?!and\b|but\b|or\b|which\b|who\b)(?:(?:now|later|still|also|then|has|had)\s)?"
    r"(?:is|are|was|were|has|have|had|will|would|can|could|did|does|do|remains?|\w+(?:ed|s))\b"
)
_DONE = re.compile(r"\s\w+(?:ed|en|wn|lt|it|ut)\b")


def leaves_open(relation: Relation) -> bool:
    """Say whether a relation tells of a statement that somebody could not confirm it."""
    return (
        relation.cue_type == "UNV" and bool(relation.content) and hull(relation.content).start > relation.cue[0].start
    )


_SHY = r"(?:yet |so far |immediately |independently |fully |be |been |officially )*"
_CHECKED = r"(?:verif(?:y|ied)|confirm(?:ed)?|check(?:ed)?|corroborated?|substantiated?)"
_REPORT = (
    r"(?:it|this|that|they|these|neither|none of (?:this|these|it|them)|(?:(?:the|this|that|these|those|both|all|"
    r"either|neither|his|her|its|their|such|any of the) )*(?:\w+ )?(?:claims?|accounts?|reports?|allegations?|figures?|"
    r"numbers?|information|statements?|details?|rumou?rs?|versions?|stories|story|assertions?|matter|case))"
)
_UNCHECKED = _TOLD.sieve(
    rf"^\W*(?:[\w’' -]{{1,60}}? )?(?:(?:could|can|did|has|have|had|was|were|is|are|been) ?(?:not|n[’']t) {_SHY}"
    rf"(?:able to )?|cannot |(?:was|were|is|are|been) unable to |failed to ){_SHY}"
    rf"{_CHECKED}\s+(?:\S+\s){{0,4}}?\S+\W*$|"
    rf"^\W*{_REPORT} (?:could|can|has|have|had|was|were|is|are)(?: not|n[’']t|not) {_SHY}{_CHECKED}\b|"
    rf"^\W*(?:[\w’' -]{{1,60}}? )?(?:has |have |had |also |later |then )*confirmed {_REPORT}\W*$|"
    r"^\W*there (?:is|was|has been) no (?:independent |official )*confirmation\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\b(?:that|whether|if|who|what|how|where|when|why)\b", re.IGNORECASE)


def only_unchecked(wording: str) -> bool:
    """Say whether all that a clause says is that something could not be checked, or was: no state of anything."""
    found = _UNCHECKED.search(wording)
    return found is not None and _CLAUSE.search(wording, 8) is None
