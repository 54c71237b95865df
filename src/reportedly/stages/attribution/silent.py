"""What looks like "X says C" and passes on no statement: labels, datelines, states by name, measurements, tasks."""

import re

from reportedly.records import Relation, hull
from reportedly.stages.attribution.lists import words

_LABEL = re.compile(
    r"(?:the )?(?:photo(?:graph)?s?|pictures?|images?|maps?|figures?|tables?|charts?|graphs?|box(?:es)?|contacts?|"
    r"info(?:rmation)?|further information|more information|captions?|credits?|notes?|footnotes?|legend|disclaimer|"
    r"key|annex|chapter|section|part|title|subject|date|location|place|period|url|website|e-?mail|phone|tel)"
    r"(?: (?:captions?|credits?|info(?:rmation)?|details?|persons?|points?|messages?|\d+|[A-Z]))*",
    re.IGNORECASE,
)
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_DATELINE = re.compile(
    rf"(?:.*\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?\.? (?:{_MONTHS})|(?:{_MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?)"
    r"(?:,? \d{4})?|(?:.*\s)?\d{1,2}[/.]\d{1,2}[/.]\d{2,4}",
    re.DOTALL,
)
_MOST = (
    r"(?:highest|lowest|largest|greatest|biggest|smallest|sharpest|steepest|cheapest|fewest|"
    r"most expensive|maximum|minimum|average|median|mean)"
)
_MEASURED = re.compile(
    rf"(?:the|an?|its|their) (?:\w+[- ]){{0,2}}?{_MOST}\b(?: [\w-]+){{0,3}}? "
    r"(?:prices?|rates?|costs?|levels?|values?|increases?|decreases?|rises?|falls?|drops?|shares?|proportions?|"
    r"prevalence|inflation|rainfall|temperatures?|yields?|wages?|rents?|fares?|scores?|consumption)\b",
    re.IGNORECASE,
)
_METER = re.compile(
    r"(?:\w+ly |ha(?:s|ve|d) |continue[sd]? to |also )*(?:report|record|register|see|note)\w*", re.IGNORECASE
)
_TAKEN = re.compile(r"\b(?:is|are|was|were|been) (?:\w+ly )?(?:reported|recorded|registered|seen) (?:in|at|for|from)\b")
_AHEAD = re.compile(
    r"(?:will|shall|would|is to|are to|plans? to|intends? to|in order to|to) (?:\w+ly |also |then |further )*"
    r"(?:verify|confirm|check|assess|determine|establish|clarify|review|examine|monitor|document|record|register)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\s*(?:that|whether|if|how|why|where|who|what)\b|\s*[“\"‘„«:]", re.IGNORECASE)
_TAKEN_UP = words("silent.taken_up")
_TAKES_UP = re.compile(r"(?:\w+ ){0,3}?assum(?:e|es|ed|ing)", re.IGNORECASE)
_FIRST = re.compile(r"\W*(?:(?:the|his|her|its|their|full|joint|sole|direct|temporary|interim) )*(\w+)", re.IGNORECASE)


def tells_nothing(text: str, relation: Relation) -> bool:
    """Say whether a relation with a source passes on no statement, whatever its words are elsewhere."""
    if not relation.source or relation.anaphoric or not relation.content:
        return False
    cue, source = hull(relation.cue).of(text), hull(relation.source).of(text).strip(" •*\n\t")
    if cue.strip() == ":":
        return _LABEL.fullmatch(source) is not None or _DATELINE.fullmatch(source) is not None
    content = text[relation.content[0].start : relation.content[-1].end]
    return (
        _is_unit(cue, source)
        or _is_measurement(cue, content)
        or (_AHEAD.match(cue) is not None and _CLAUSE.match(content) is None)
        or (_TAKES_UP.fullmatch(cue) is not None and _takes_up(content))
        or (relation.rule == "verb" and _reduced(cue))
    )


def measured(wording: str) -> bool:
    """Say whether a wording only tells where a figure was taken: "the lowest price was reported in Ostrell"."""
    return _MEASURED.match(wording) is not None and _TAKEN.search(wording) is not None


def _is_measurement(cue: str, content: str) -> bool:
    return _METER.fullmatch(cue) is not None and _MEASURED.match(content) is not None


def _is_unit(cue: str, source: str) -> bool:
    """Say whether "state" is the kind of a unit: "in Orlen State, …"; who states something has it with an s."""
    return cue in ("state", "State") and source[:1].isupper() and " and " not in source


def _takes_up(content: str) -> bool:
    first = _FIRST.match(content)
    return first is not None and first.group(1).lower() in _TAKEN_UP


_BY = re.compile(r"\w+(?:ed|en|wn|ne|de|id|lt|nt|ft) by")


def _reduced(cue: str) -> bool:
    """Say whether the "verb" only describes a noun: "the needs reported by the clinics include"."""
    return _BY.fullmatch(cue) is not None
