"""Homes of people: "residents of X", "X families", "teachers at a school in X" are in X, and mostly speak of it.

A claim that names no place of its own, but whose sentence says whose life it is about, is at home with them and not
where the sentence before was. Who has left a place is no longer there.
"""

import re

from reportedly.stages.locate_function import FILL, without_list
from reportedly.stages.locate_mentions import Place
from reportedly.stages.locate_subject import is_adjective

_FOLK = (
    r"residents?|inhabitants|dwellers|locals|villagers|townspeople|townsfolk|islanders|neighbou?rs|people|population"
    r"|citizens|civilians|pensioners|parents|mothers|fathers|famil(?:y|ies)|households|homeowners|tenants|landlords"
    r"|commuters|passengers|taxpayers|consumers|customers|subscribers|patients|pupils|students|schoolchildren|children"
    r"|teachers?|doctors?|nurses?|medics?|surgeons?|pharmacists?|caretakers?|janitors?|miners|farmers|fishermen|drivers"
    r"|shopkeepers?|traders?|stallholders?|merchants|workers|employees|staff|women|men|communit(?:y|ies)|believers"
    r"|worshippers|parishioners|volunteers|prisoners|inmates|detainees|relatives|owners|growers|herders"
)
_GONE = re.compile(
    r"\b(?:displac\w+|fle[ed]\w*|evacu\w+|deport\w+|refugees?|former|formerly|ex|exiled?|returne\w*|resettl\w+"
    r"|relocat\w+|transferred|taken|sent|brought|moved|arriv\w+|left|leaving|migrants|from)\b",
    re.IGNORECASE,
)
"""Words about people that say that they are elsewhere now."""
_OF = re.compile(
    rf"(?P<lead>(?:[\w'’-]+ ){{0,3}})\b(?:{_FOLK})(?P<between>(?: [a-z][\w'’-]*){{0,4}})"
    rf" (?:of|in|at|around|across) {FILL}$",
    re.IGNORECASE,
)
_FROM = re.compile(rf"\b(?:residents?|inhabitants|villagers|locals) from {FILL}$", re.IGNORECASE)
_NATIONAL = re.compile(rf"\b(?:citizens?|people|women|men|children) of {FILL}$", re.IGNORECASE)
_BEHIND = re.compile(
    rf"(?:['’]s)?(?: (?:city|region|district|area|province|oblast|county|state|local|remaining|older|elderly|young|poor"
    rf"|rural|urban|school|hospital|clinic|civilian)){{0,3}} (?:{_FOLK})\b(?! (?:in|at|from|who (?:fled|left))\b)"
)
_ONE = re.compile(r"(?:^|[\s(\"“])(?:an?|one|the \w+-year-old|\d+-year-old)(?: [\w-]+){0,2} $", re.IGNORECASE)
"""Before the home of a single person, who may be anywhere."""


def lives_there(place: Place, before: str, after: str) -> bool:
    """Say whether a place is named as the home of the people that its sentence is about or told by."""
    if place.vague or is_adjective(place):
        return False
    before = without_list(before)
    of = _OF.search(before)
    if of is not None:
        gone = _GONE.search(of["lead"]) or _GONE.search(of["between"])
        return not gone and not (place.precision == "country" and _NATIONAL.search(before))
    if _FROM.search(before):
        return _GONE.search(before.rsplit(" from ", 1)[0][-40:]) is None
    return (
        place.precision != "country"
        and _BEHIND.match(after) is not None
        and _ONE.search(before) is None
        and _GONE.search(before[-20:]) is None
    )
