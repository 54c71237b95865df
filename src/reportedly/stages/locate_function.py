"""What a printed place does in its claim: where it happens, where something comes from or goes to, or who acts."""

import re
from collections.abc import Sequence
from dataclasses import replace

from reportedly.interfaces import Candidate
from reportedly.records.geo import distance_km
from reportedly.records.values import PlaceFunction
from reportedly.stages.locate_mentions import COORDINATION, Place

FILL = (
    r"(?:the |a |an |its |their |neighbou?ring |nearby |cities|city|towns?|villages?|mega-?cit(?:y|ies)|regions?|areas?"
    r"|districts?|provinces?|capital|states?|parts|locations|localities|camps?|shelters|hospitals?|safer|other|several"
    r"|neighbou?rhoods?|governorates?|counties|coastal|rural|urban|(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?"
    r"|self-proclaimed |so-called | of| in| like| such as| such| within|within | around| near|,| )*"
)
"""Words that may stand between a preposition and the name of its place."""
_ORIGIN = re.compile(
    rf"\b(?:(?<!reports )(?<!km )(?<!kilometres )(?<!kilometers )(?<!miles )(?<!away )(?<!news )from|out of|fled|flee"
    rf"|fleeing|leaving|left|escaped|escaping|evacuated|originat\w+ in|departed|exit(?:ed|ing)?"
    r"|(?:had|once|formerly|used to) (?:lived?|stayed?|been living) in"
    rf"|previously (?:been )?(?:staying|living|lived|stayed|housed) in) {FILL}$",
    re.IGNORECASE,
)
_FLED_IN = re.compile(
    rf"\b(?:fled|fleeing|flee|escap\w+|displac\w+ by) (?:\w+ ){{1,6}}(?:in|along|around|across) {FILL}$", re.IGNORECASE
)
_DESTINATION = re.compile(
    rf"\b(?:towards?|into|bound for|destined for|heading (?:to|for)|reach(?:ed|ing)?|enter(?:ed|ing)?"
    rf"|disembarked (?:in|at)"
    rf"|arriv\w+ (?:in|at|to)|(?:re)?settl\w+ in|refuge in|(?:took )?shelter(?:ed|ing)? in|landed in|return\w* to"
    r"|relocat\w+ to|access to|(?:got|get|gets|gone|went) as far as|back to|on (?:its|their|the|his|her) way to"
    rf"|hosted in|(?:left|leav\w+|set out|set off|sail\w*|head\w*|bound|depart\w*) for"
    rf"|(?:undergo\w*|attend\w*) (?:\w+ ){{0,2}}(?:training|retraining|courses?|seminars?|lessons) (?:in|at)) {FILL}$",
    re.IGNORECASE,
)
_TO = re.compile(rf"\bto {FILL}$", re.IGNORECASE)
_MEANT_FOR = re.compile(
    rf"\b(?:(?:meant|intended|earmarked|destined|collected|addressed|labelled) (?:[a-z]+ )?(?:for|to)"
    r"|(?:post|mail|parcels?|letters?|supplies|shipments?|cargo(?:es)?|consignments?|goods|freight|fuel|grain|coal"
    rf"|medicines?|textbooks?|schoolbooks?|tickets) for) {FILL}$",
    re.IGNORECASE,
)
_TO_IN = re.compile(
    rf"\b(?:to|into|for) (?:(?:the|an?|their|its|other|safer|nearby|[A-Z][\w'’-]*)(?: [\w'’-]+){{0,3}}"
    r"|(?:[a-z]+ ){0,3}(?:warehouses|dormitories|hostels|houses|homes|camps|shelters|hospitals|clinics|schools"
    r"|cent(?:re|er)s|sites|depots"
    rf"|prisons|barracks|settlements|families|facilities|buildings)) (?:in|at|near|outside) {FILL}$"
    r"|\b(?:to|for) (?:an?|the) (?:[a-z]+ ){0,2}(?:camp|hospital|clinic|school|prison|shelter)(?: [A-Z][\w'’-]+){0,2}"
    r"(?: (?:on|across|beyond|in|at|near) (?:the )?| )$"
    rf"|\bto (?:the |a )?(?:[a-z]+ ){{0,2}}(?:port|town|city|village|capital|border|camp) of {FILL}$"
)
_FROM_IN = re.compile(
    rf"\bfrom (?:[a-z][\w'’-]* ){{1,5}}(?:in|at|near|of) {FILL}$"
    rf"|\b(?:recruit|hir|enlist|sign|borrow|engag|draft)\w* (?:\w+ ){{0,3}}(?:in|at) {FILL}$",
    re.IGNORECASE,
)
_PEOPLE_OF = re.compile(
    r"\b(?:teachers|nurses|doctors|staff|workers|residents|inhabitants|people|famil(?:y|ies)|children|orphans|wards|pupils"
    r"|students|patients|inmates|prisoners|detainees|villagers|clerks) (?:of|from) (?:the )?$",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:were|was|been|being|are|is) (?:\w+ly )?(?:shipped|taken|brought|moved|transferred|evacuated|deported|bussed"
    r"|flown|driven|sent|relocated|carried) (?:\w+ ){0,3}?(?:to|into|towards?)\b",
    re.IGNORECASE,
)
_TRAINED = re.compile(r"\b(?:undergo\w*|attend\w*) (?:\w+ ){0,2}(?:training|retraining|courses?) (?:in|at)\b", re.I)
_FROM_TO = re.compile(
    rf"\bfrom (?:the )?([A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*) to (?:(?:[a-z]+ ){{1,3}}(?:in|at|near|of) )?{FILL}$"
)
_HIRING = re.compile(r"\b(?:recruit|hir|enlist|sign|borrow|engag|draft)\w* ", re.IGNORECASE)
_SPREADING = re.compile(
    rf"\b(?:spread(?:s|ing)?|stretch(?:es|ed|ing)?|extend(?:s|ed|ing)?|rang(?:es|ed|ing)|runs?|running|road|highway"
    r"|bus(?:es)?|trains?|trams?|ferr(?:y|ies)|coaches|flights?|services?"
    rf"|railway|line|route) from {FILL}$",
    re.IGNORECASE,
)
_FIGHTING_IN = re.compile(
    rf"\b(?:fight|clash|hostilit|offensive|violence|attack|shelling|conflict|escalation|air ?strike)\w*\b"
    rf"[^.;]{{0,110}}?"
    rf"\b(?:in|around|across|between|on|along) {FILL}$",
    re.IGNORECASE,
)
_DISPLACING = re.compile(r"\b(?:displac|flee|fled)\w*", re.IGNORECASE)
_LIST_BEFORE = re.compile(
    r"(?:\b(?:[A-Z][\w'’]*|al|el|A[ldnst] [a-z]{3,})(?:[ -](?:[A-Z][\w'’]*|al|el))*(?: \([^)]*\))?"
    r"(?:, and |, | and |/))+$"
)
_MOVING = re.compile(
    r"\b(?:sen[dt]|sends|sending|br(?:ing|ought)\w*|mov(?:e|ed|es|ing)|transfer\w*|deport\w*|evacuat\w*|ship\w*|deliver\w*"
    r"|return\w*|arriv\w*|relocat\w*|fle[ed]\w*|travel\w*|went|go|goes|deploy\w*|dispatch\w*|convoys?|transport\w*"
    r"|displac\w*|home again|carr(?:y|ies|ied|ying)|trucked|slip\w*|tak(?:e|en|ing)|took|fl(?:y|own|ew|ying|ights?)"
    r"|trucks?|posted|assigned|seconded|reassigned|repatriat\w*|cross\w*|airlift\w*|sail\w*"
    r"|forced|moved|rerout\w*|export\w*|import(?:s|ed|ing)?|suppl(?:y|ies|ied))\b",
    re.IGNORECASE,
)
_ACCESS = re.compile(r"\baccess to ", re.IGNORECASE)
_LOCATIVE = re.compile(
    rf"\b(?:in|at|on|near|across|throughout|within|inside|outside|around|over|between|along|among|from|to|into|towards?"
    rf"|through|via|outskirts of|parts of|areas? of|north of|south of|east of|west of|part of|like|such as|centre of"
    rf"|center of) {FILL}$",
    re.IGNORECASE,
)
_GOVERNMENT = re.compile(r"\b(?:government|regime|leadership|cabinet|parliament) (?:in|of) (?:the )?$", re.IGNORECASE)
_EXAMPLE = re.compile(r"\b(?:like|such as) (?:the )?$", re.IGNORECASE)
_ACTS = re.compile(
    r"(?:['’]s?\b|\s+(?:has|have|had|is|was|will|would|wants?|sa(?:id|ys)|accus\w+|den(?:y|ied|ies)|claim\w*|refus\w+|may"
    r"|can|must"
    r"|could|should|sent|sends|donat\w+|paid|pays|funds|funded|financ\w+|did|does|reject\w*|confirm\w*|announce\w*"
    r"|agree\w*|threaten\w*|plans?|also|and its|blam\w+|condemn\w*|critici[sz]\w+|welcom(?:es|ed)|urg(?:es|ed)"
    r"|vow(?:s|ed)|expel\w*|summon\w*|dismiss(?:es|ed)|retaliat\w+|warn(?:s|ed)|insist(?:s|ed)|recogni[sz](?:es|ed)"
    r"|call(?:s|ed) (?:on|for)|respond(?:s|ed)|react(?:s|ed)|rebuk\w+|impos(?:es|ed) sanctions"
    r"|sign(?:s|ed) (?:an?|the) (?:\w+ )?(?:deal|agreement|treaty|pact|accord|memorandum))\b)"
)
_DOES = re.compile(
    r"(?:,[^,.;]{3,60},)?\s+(?:(?:has|have|had|is|was|will|would) (?:also |now |since |already |again )?"
    r"(?:sa(?:id|ying)|announc\w+|decid\w+|order\w+|pledg\w+|promis\w+|accus\w+|den(?:ied|ying)|refus\w+|sent|lent|agreed|offer\w+"
    r"|ask\w+|demand\w+|warn\w+|reject\w+|recogni[sz]\w+|appoint\w+)"
    r"|(?:can|may|must|could|should|would|will) (?:not )?(?:say|decide|order|pledge|promise|send|lend|agree|offer|pay"
    r"|recogni[sz]e|appoint)|wants?|says?|said|announc(?:es|ed)|decid(?:es|ed)|order(?:s|ed)|pledg(?:es|ed)"
    r"|promis(?:es|ed)|accus(?:es|ed)|den(?:ies|ied)|claim(?:s|ed)|refus(?:es|ed)|sen(?:ds|t)|len(?:ds|t)|agre(?:es|ed)"
    r"|offer(?:s|ed)|demand(?:s|ed)|warn(?:s|ed)|reject(?:s|ed)|confirm(?:s|ed)|threaten(?:s|ed)|plans?|insist(?:s|ed)"
    r"|appoint(?:s|ed)|recogni[sz](?:es|ed)|took|takes)\b"
)
"""What only those who rule a place can do, after its name."""
_OWNS = re.compile(
    r"['’]s? (?:\w+ ){0,2}(?:envoys?|government|officials?|ministers?|ministry|spokes\w+|troops|forces|army|soldiers"
    r"|rule|authorit\w+|officers?|side|orders?|decrees?|laws?|currency|line|claims?|position|control|representatives?"
    r"|administration|state|council|leaders?|command|agents?|quays?|ports?|markets?|banks?|laws?|channels?|currency)\b"
)
_LOYAL = re.compile(
    r"\b(?:loyal to|answer\w* to|report(?:s|ing)? to|according to|backed by|paid by|sent by|ruled by|run by"
    r"|appointed by|ordered by|by|with|match|against|for) (?:the )?$",
    re.IGNORECASE,
)
_MATCHED = re.compile(r"\b(?:to match|in line with|on the model of|like those (?:in|of)) (?:the )?$", re.IGNORECASE)
_BRING_IN = re.compile(
    r"\b(?:fl(?:y|ies|own|ew|ying)|br(?:ing|ings|ought|inging)|sen[dt]|sends|sending|shipp?\w*|bus(?:sed|ing)|import\w*"
    r"|mov(?:ed|ing)|ferr(?:ied|ying)|call(?:ed|ing)|draft(?:ed|ing))"
    r"(?: \w+){0,1}? in\b|\bbrought in\b|\bflown in\b|\bbrought (?:\w+ ){1,4}(?:up |over |down )?from\b"
    r"|\b(?:have|has|had) (?:\w+ ){0,2}arrived(?! (?:in|at)\b)|\b(?:home again|back home|have returned|has returned"
    r"|been returning|were returned)\b",
    re.IGNORECASE,
)


def function_of(before: str, sentence: str) -> PlaceFunction:
    """Return the function of a place from the words `before` it in its `sentence`: event unless a frame says more."""
    before = without_list(before)
    if _ACCESS.search(before[-30:]) or _SPREADING.search(before):
        return "event"
    if _goes(before, sentence):
        return "destination"
    return "origin" if _leaves(before, sentence) else "event"


def without_list(before: str) -> str:
    """Return the words before a place without the names of the list that it goes on with."""
    return _LIST_BEFORE.sub("", before)


def _goes(before: str, sentence: str) -> bool:
    if _DESTINATION.search(before) or _MEANT_FOR.search(before):
        return True
    route = _FROM_TO.search(before)
    if route and not _SPREADING.search(before[: route.start(1)]):
        return True
    return bool((_TO.search(before) or _TO_IN.search(before)) and _MOVING.search(sentence))


def _leaves(before: str, sentence: str) -> bool:
    if _ORIGIN.search(before) or _FLED_IN.search(before):
        return True
    if _PEOPLE_OF.search(before) and (_MOVED.search(sentence) or _TRAINED.search(sentence)):
        return True
    if _FROM_IN.search(before) and (_MOVING.search(sentence) or _HIRING.search(before)):
        return True
    return bool(_FIGHTING_IN.search(before) and _DISPLACING.search(sentence))


def beside_others(before: str) -> PlaceFunction:
    """Return the function of a place whose sentence names another one for the event: "papers issued in X"."""
    if _REGISTERED.search(before):
        return "subject"
    return "origin" if _MADE.search(before) else "event"


_REGISTERED = re.compile(r"\b(?:registered|born|domiciled|resident) in (?:the )?$")
_MADE = re.compile(
    r"(?<!was )(?<!were )(?<!is )(?<!are )(?<!been )(?<!be )(?<!being )\b(?:printed|made|issued|raised|collected|built"
    r"|bought|purchased|produced|grown|packed|loaded|assembled|ordered|baked|recruited|hired) in (?:the )?$"
)


def is_example(before: str) -> bool:
    """Say whether the place is named as an instance ("like X", "such as X")."""
    return bool(_EXAMPLE.search(before))


def is_nationality(before: str) -> bool:
    """Say whether the words before a country make it where people are from by birth ("migrants from X and Y")."""
    return bool(_NATIONALS.search(without_list(before)))


_NATIONALS = re.compile(
    r"\b(?:migrants|refugees|nationals|citizens|asylum[- ]seekers|foreigners|mercenaries|volunteers|seafarers)"
    r" (?:from|of) (?:the )?$",
    re.IGNORECASE,
)


def is_joined(between: str) -> bool:
    """Say whether the words between two places make them one list ("X, Y and Z"), unknown names included."""
    return bool(_LIST_MARK.search(between)) and bool(_LIST.fullmatch(between))


_LIST_MARK = re.compile(r",|/|&|\band\b|\bor\b|\bas well as\b")
_LIST = re.compile(
    r"[\s,/&]*(?:(?:and|or|as well as|the|al|el|in|from|to|of|[A-Z][\w'’-]*|\([^)]*\)|districts?|governorates?"
    r"|provinces?|states?|regions?|towns?|villages?|oblasts?|counties|city|camps?|neighbou?rhoods?)[\s,/&-]*){0,9}"
)


_SUFFERS = re.compile(
    r"\s+(?:has|have|had|is|was|were|will be) (?:been |now |still |again |largely |once more |once again )*"
    r"(?:without|out of|cut off|short of|running out|under|hit|left|dark|dry|empty|quiet|occupied|shelled|flooded|held"
    r"|controlled|ruled|claimed|annexed"
    r"|seized|taken|captured|evacuated|isolated|no |lost)\b"
)
"""What happens to a town, which is then where it happens: "X has been without water"."""


_HOLDS = re.compile(
    r"[”\"’]? (?:(?:has|have|had|now|still|also|already|fully|partly) )*"
    r"(?:control|hold|claim|seize|captur|conquer|occup|annex|declar|rule|run|govern|administer)\w*\b"
)
"""What a state does to a town, right behind the name of the state."""


def is_actor(place: Place, before: str, after: str) -> bool:
    """Say whether the name stands for who rules there ("X has denied ...") and not for where something happens."""
    best = place.best
    if place.vague:
        return False
    if place.precision in _UNITS or best is None:
        ruling = _OWNS.match(after) or _MATCHED.search(before)
        if best is not None and best.kind == "proclaimed":
            ruling = ruling or _DOES.match(after) or _HOLDS.match(after) or _LOYAL.search(before)
        elif place.precision not in _UNITS and not place.typed:
            ruling = ruling or _DOES.match(after) or _LOYAL.search(before)
        return bool(ruling) and not _LOCATIVE.search(before)
    if _GOVERNMENT.search(before):
        return True
    if _LOCATIVE.search(before):
        return False
    if best.kind in ("country", "building"):
        return not re.match(r"\s*(?:[:–—-]|\d|\()", after)
    return _acts(before, after)


def _acts(before: str, after: str) -> bool:
    """Say whether a town is the subject of its clause and does what those who rule it do."""
    if after.startswith(("'", "’")) or (_PREPOSED.search(before) and not _CITY_OF.search(before)):
        return False
    after = _LIST_AFTER.sub("", after)
    return bool(_ACTS.match(after)) and not _SUFFERS.match(after)


_LIST_AFTER = re.compile(r"^(?:, [A-Z][\w’'-]+)*,? and [A-Z][\w’'-]+(?= )")
"""The other members of a list behind a name: "X[ and Y] signed ..."."""


_PREPOSED = re.compile(r"\b(?:for|of|to|by|with|against|about|on|than|as|via|past) (?:the )?$", re.IGNORECASE)
"""Before a name that is not the subject of its clause: in "post for X is piling up" X does nothing."""

_CITY_OF = re.compile(
    r"(?:^|[.;:,] |\bthat |\band )(?:the )?(?:city|town|county|canton|province|state) of (?:the )?$", re.I
)


def brings_in(text: str) -> bool:
    """Say whether people or goods are brought in: an inherited place is then where they go."""
    return bool(_BRING_IN.search(text))


_LEAVING = re.compile(
    r"\b(?:flee|fled|fleeing|forced to leave|leave (?:the|their)|seek safety|left their homes|driven from|forced from"
    r"|displaced from|left the (?:oasis|village|area|region|district|island|valley))\b",
    re.IGNORECASE,
)


def takes_away(text: str) -> bool:
    """Say whether people leave: the place that is not in their claim is then where they come from."""
    return bool(_LEAVING.search(text))


def leaves(text: str) -> bool:
    """Say whether people leave a place that their claim names."""
    return bool(_LEFT.search(text))


_LEFT = re.compile(
    r"\b(?:displac\w+|fl(?:ee|ed|eeing)|evacuat\w+|originat\w+|out of|leav(?:e|es|ing)|left|escap\w+|lent"
    r"|previously)\b",
    re.I,
)


def without_parents(text: str, places: Sequence[Place]) -> list[Place]:
    """Return the places without those that only say where the one before them lies ("X, Y province")."""
    kept: list[Place] = []
    for place in places:
        if kept and _is_parent(text, kept[-1], place):
            _hold(text, kept, place)
            continue
        kept.append(place)
    return kept


def _hold(text: str, kept: list[Place], parent: Place) -> None:
    """Note `parent` on the last kept place, and on those that it is listed with, where nothing was found for them."""
    if not is_ground(parent):
        return
    for at in range(len(kept) - 1, -1, -1):
        if kept[at].best is not None or kept[at].within is not None:
            return
        kept[at] = replace(kept[at], within=parent)
        if at and not is_joined(text[kept[at - 1].span.end : kept[at].span.start]):
            return


def is_ground(place: Place) -> bool:
    """Say whether a place is known and small enough to say where a name is that no list has."""
    return place.best is not None and place.best.precision in _GROUNDS and place.best.kind not in _TOO_WIDE


_GROUNDS = ("settlement", "adm3", "adm2", "adm1", "vague_region")
_TOO_WIDE = ("country", "continent", "sea", "ocean", "water", "river")


def most_precise(text: str, places: Sequence[Place]) -> list[Place]:
    """Return the places without those that only hold another of them, and each place once.

    A name that the gazetteer lacks counts as lying in any larger unit beside it.
    """
    kept: list[Place] = []
    held: list[tuple[Place, Place]] = []
    for place in places:
        inner = [o for o in places if o is not place and _may_hold(place, o) and not _listed(text, place, o)]
        if inner:
            held += [(place, other) for other in inner if _stands_in(text, other, place)]
            continue
        if place.best is not None and any(k.best is not None and k.best.id == place.best.id for k in kept):
            continue
        kept.append(place)
    return [_grounded(place, [outer for outer, inner in held if inner is place]) for place in kept]


_LIES_IN = re.compile(r"(?: (?:[a-z-]+|IDP|\([^)]*\))){0,5} (?:in|of) (?:the )?(?:\w+ of )?")
_ITS = re.compile(r"['’]s? (?:[a-z-]+ ){0,3}")
_OPENS = re.compile(r"(?:^|[.!?:;\n•-] *)(?:In|Across|Throughout) (?:the )?$")


def _stands_in(text: str, inner: Place, outer: Place) -> bool:
    """Say whether the words put a name into a unit: "the X camp in Y district", "Y's X", "In Y district, ... X"."""
    if inner.span.start < outer.span.start:
        between = text[inner.span.end : outer.span.start]
        return bool(_LIES_IN.fullmatch(between)) and not is_joined(between)
    between = text[outer.span.end : inner.span.start]
    opens = _OPENS.search(text[max(0, outer.span.start - 20) : outer.span.start]) and between.startswith(",")
    return bool(_ITS.fullmatch(between) or opens)


def _grounded(place: Place, outer: Sequence[Place]) -> Place:
    """Return a place that nothing was found for with the narrowest of the places around it, if there is one such."""
    if place.best is not None or place.within is not None:
        return place
    grounds = sorted((p for p in outer if is_ground(p)), key=lambda p: _RANK[p.precision])
    if not grounds or len({p.best.id for p in grounds if p.best and p.precision == grounds[0].precision}) > 1:
        return place
    return replace(place, within=grounds[0])


def _start(place: Place) -> int:
    return place.span.start


def _listed(text: str, one: Place, other: Place) -> bool:
    return _coordinated(text, *sorted((one, other), key=_start))


def _coordinated(text: str, first: Place, second: Place) -> bool:
    """Say whether two places are members of one list ("X, Y and Z districts"), so that none holds another."""
    found = COORDINATION.match(text, first.span.start)
    return found is not None and second.span.end <= found.end()


def _may_hold(outer: Place, inner: Place) -> bool:
    if _RANK[outer.precision] <= _RANK[inner.precision] or outer.precision == "vague_region" or inner.vague:
        return False
    one, other = inner.best, outer.best
    if one is None or other is None:
        return True
    if other.kind == "proclaimed":  # it bears no unit of any state: what lies in reach of its middle lies in it
        return distance_km((one.lon, one.lat), (other.lon, other.lat)) <= (other.radius_km or 0.0)
    if one.country != other.country:
        return False
    return other.kind == "country" or one.admin1 == other.admin1


_COMMA = re.compile(r"\s*\w*\s*(?:,|\()\s*(?:in )?(?:the )?|\s+\w*\s*(?:in|of) (?:the )?(?:\w+ of )?")


_APPOSED = re.compile(
    r", (?:(?:an?|the|once|now|formerly) )?(?:[\w’'-]+ ){0,4}?(?:city|town|village|capital|port|settlement|hamlet"
    r"|suburb|seat|resort|centre|center|stronghold|hub)(?: [a-z’'-]+){0,4} (?:in|of) (?:[a-z’'-]+ ){0,4}"
)
"""Between a place and the unit in which it lies: "X, the main city of Y"."""


def _is_parent(text: str, inner: Place, outer: Place) -> bool:
    if _coordinated(text, inner, outer):
        return False
    between = text[inner.span.end : outer.span.start]
    if _APPOSED.fullmatch(between) and _RANK[outer.precision] > _RANK[inner.precision]:
        return True
    if len(between) > 40 or not (_COMMA.fullmatch(between) or re.fullmatch(r", [^.;:]{0,36}, ", between)):
        return False
    if outer.typed and outer.precision in _UNITS and _RANK[outer.precision] > _RANK[inner.precision]:
        return True  # the printed word says that it is the unit around, wherever the two were found
    one, other = inner.best, outer.best
    if one is not None and other is not None and other.country and one.country == other.country:
        return _is_inside(one, other)
    return _RANK[outer.precision] > _RANK[inner.precision] and outer.precision != "vague_region"


def _is_inside(one: Candidate, other: Candidate) -> bool:
    """Say whether `other` is a unit of the same country that holds `one`."""
    if other.kind == "country":
        return one.kind != "country"
    smaller = {"adm1": ("adm1",), "adm2": ("adm1", "adm2")}.get(other.kind)
    return smaller is not None and one.kind not in smaller and one.admin1 == other.admin1


_UNITS = ("adm1", "adm2", "adm3")
_RANK = {
    "facility": 0,
    "unknown": 1,
    "settlement": 1,
    "adm3": 2,
    "adm2": 3,
    "adm1": 4,
    "vague_region": 5,
    "country": 6,
}
