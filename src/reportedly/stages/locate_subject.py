"""Places that are spoken of and where nothing happens: parties of a treaty, targets of sanctions, homes of persons."""

import re

from reportedly.stages.locate_mentions import Place

_LIST = r"(?:the |[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*(?:, and |, | and |'s and ))*"
_FACES = (
    r"sanctions?|embargo(?:es)?|tariffs?|reprisals?|retaliat\w+|lawsuits?|complaints?|accusations?|allegations?"
    r"|threats?|resolutions?|war|proceedings|charges"
)
_ROLE = (
    r"role|involvement|interference|meddling|interests?|policy|policies|stance|position|pressure|dependence|reliance"
    r"|influence|ambitions|stake"
)
_PARTIES = (
    r"talks|negotiations?|agreements?|deals?|accords?|treat(?:y|ies)|pacts?|ceasefire|truce|armistice|relations|ties"
    r"|tensions?|disputes?|summit|cooperation|dialogue|alliance|rapprochement|normali[sz]ation|partnership|understanding"
)
_SPOKEN_OF = re.compile(
    rf"\b(?:(?i:{_FACES}) (?:[a-z]+ ){{0,3}}(?:against|on|by)"
    rf"|[Rr]etaliat\w+ (?:against|on|by)"
    rf"|(?i:{_ROLE}) (?:[a-z]+ )?(?:in|on|towards?|over)"
    rf"|(?i:{_PARTIES}) (?:[a-z]+ ){{0,4}}(?:between|with|among)) {_LIST}$"
)
"""Before a country that is a party or a target."""


def is_spoken_of(place: Place, before: str) -> bool:
    """Say whether a country is a party or a target ("talks between X and Y", "sanctions against X", "a role in X")."""
    return place.precision == "country" and _SPOKEN_OF.search(before) is not None


_TURNED_ON = re.compile(
    r"\b(?:blam(?:es?|ed|ing)|accus(?:es?|ed|ing)|condemn(?:s|ed|ing)?|critici[sz](?:es?|ed|ing)|urg(?:es?|ed|ing)"
    r"|warn(?:s|ed|ing)?|rebuk(?:es?|ed|ing)|thank(?:s|ed|ing)?|pressur(?:es?|ed|ing)|persuad(?:es?|ed|ing)"
    r"|convinc(?:es?|ed|ing)|assur(?:es?|ed|ing)|notif(?:y|ies|ied)|inform(?:s|ed|ing)?|sanction(?:s|ed|ing)?"
    r"|implicat(?:es?|ed|ing)|call(?:s|ed|ing)? (?:up)?on|appeal(?:s|ed|ing)? to|blame (?:on|rests with|lies with)"
    r"|at odds with|relations with|loyal to|loyalty to|allegiance to|in talks with|negotiat\w+ with|pressure on"
    r"|ties (?:to|with)|all(?:y|ies) (?:of|in)|demands? on"
    r"|(?:strong|close|family|historic\w*|business|alleged|his|her|their|its|political) (?:links|connections)"
    r" (?:to|with))"
    rf" (?:the )?{_LIST}$"
)
"""Before a town that stands for who rules there, or for people: it is blamed, urged, or has ties."""
_NOT_RULERS = re.compile(
    r"(?:['’]s?)? (?:residents|inhabitants|people|drivers|parents|teachers|staff|council|mayor|hospital|school|region"
    r"|district|area|city|county|province|oblast|state)\b"
)
_BASED = re.compile(
    r"[-‑](?:based|born|headquartered|registered|educated|trained|backed|appointed|installed|funded|financed|aligned"
    r"|brokered|led|sponsored|allied|friendly|loyal)\b"
)
_MADE_IN = re.compile(r"[-‑](?:made|built|supplied|produced|printed|issued|manufactured)\b")


def is_party(place: Place, before: str, after: str) -> bool:
    """Say whether a town stands for its rulers as those who are blamed or urged, or only says where somebody is from
    ("blamed X", "ties to X", "an X-based charity").
    """
    if place.precision not in ("settlement", "country"):
        return False
    if _BASED.match(after):
        return True
    return _TURNED_ON.search(before) is not None and _NOT_RULERS.match(after) is None


def is_made_in(after: str) -> bool:
    """Say whether a place only says where a thing was made ("X-made pumps")."""
    return _MADE_IN.match(after) is not None


_COUNTS = re.compile(
    r",? (?:ha[sd] |have )?(?:also |now |since )?(?:report|record|register|confirm|log|document)(?:s|ed|ing|ged|ging)?"
    r" (?:a total of |more than |over |about |some |at least |nearly |only |another |its |the |an? )*"
    r"(?:\d|(?:first |new |fresh |confirmed |suspected |highest |lowest |no )+(?:\w+ )?"
    r"(?:cases?|deaths?|infections?|rates?)|cases|deaths|infections)"
)


def counts_cases(after: str) -> bool:
    """Say whether what follows a place makes it the place of a count ("X reporting 1,300 cases")."""
    return _COUNTS.match(after) is not None


_PEOPLE = re.compile(
    r"(?:(?: [a-z-]+){0,2} (?:people|refugees|migrants|citizens|nationals|famil(?:y|ies)|households|wom[ae]n|m[ae]n"
    r"|children|workers?|soldiers?|fighters?|militants?|rebels?|teams?|players?|compan(?:y|ies)|firms?|newspapers?"
    r"|journalists?|businessm[ae]n|nurses|doctors|experts|engineers|media|currency|pound|dollar|lira|rouble|rial)\b"
    r"|s\b)"
)
_UNIT_OF = re.compile(
    r" (?:[a-z]+ ){0,2}(?:city|town|village|port|capital|province|region|district|island|resort)(?: of)?"
    r"(?: city)? [A-Z]"
)


def is_adjective(place: Place) -> bool:
    """Say whether the printed name is the adjective or the people of a country."""
    return place.best is not None and place.best.match == "demonym"


def is_people(place: Place, after: str) -> bool:
    """Say whether an adjective stands for people or what is theirs ("Varlandic nurses")."""
    return is_adjective(place) and _PEOPLE.match(after) is not None


def is_container(place: Place, after: str) -> bool:
    """Say whether an adjective only says where the town behind it lies ("the Varlandic city of X")."""
    return is_adjective(place) and _UNIT_OF.match(after) is not None


_NO_PERSON = (
    r"(?:Republic|Kingdom|University|College|Ministry|Bank|Department|State|States|District|County|City|Council|Church"
    r"|Diocese|Port|Gulf|Bay|Strait|Sea|Lake|Island|Islands|Isle|Government|Office|Governor|Mayor|North|South|East|West"
    r"|Province|Region|Town|Village|Area|Battle|Siege|Treaty|Front|Army|Party|Court|Police|Hospital|School|Federation"
    r"|Emirate|Sultanate|Union|Archbishop|Bishop|Prince|Duke|King|Queen|Sheriff|Institute|Centre|Center|Camp|Road|Street"
    r"|Governorate|Municipality|Chamber|Commerce|Association|League|Society|Board|Museum|Bank|Cape|Mount|Valley"
    r"|Plant|Mills?|Directorate|Station|Airport|Market|Mosque|Cathedral|Dam|Base|Company|Clinic|Prison|Gate|Crossing|Old"
    r"|Mountains?|Hills|Desert|Plains?|Peninsula|Quarter|Suburbs?|Zone|Park|Square|Monastery|Library|Stadium|Refinery|Mine"
    r"|Factory|Terminal|Barracks|Forces|Brigade|Battalion|Sector|Security|Health|Education|Water|Border|Coast|People|Free"
    r"|Community|Commission|Committee|Authority|Embassy|Consulate|Nations|Movement|Cluster|Group)"
)
_RESIDENT = re.compile(
    rf"(?:(?<![\w’'])(?<![Tt]he )(?!{_NO_PERSON} )(?:[A-Z][a-z][\w’'-]* |[A-Z]\. |[“\"][A-Z]\w+[”\"] ){{1,3}}"
    rf"(?!{_NO_PERSON} )[A-Z][a-z][\w’'-]*|, (?:\d{{1,2}}|[1-9]\d-year-old),?|\b(?:formerly|native|resident|both|all))"
    r",? of (?:nearby )?$"
    rf"|, \d{{1,2}},? from (?:nearby )?$"
)
_AGE = re.compile(r"(?:, [A-Z][\w.]+)?, \d{1,2}(?:,|\.| and\b)")
_LOCAL = re.compile(
    r" (?:m[ae]n|wom[ae]n|teens?|teenagers?|boys?|girls?|couple|residents?|native|driver|mother|grandmother|pensioner"
    r"|farmer)\b(?! in\b)"
)
_ARTICLE = re.compile(r"(?:^|[.:;,]? )(?:[Aa]n?|[Tt]wo|[Tt]hree|[Tt]he|injures|kills|injured)? ?$")
_CONSTITUENCY = re.compile(r"(?<![\w])(?:R|D|I|DFL)-$")


def is_home(place: Place, before: str, after: str) -> bool:
    """Say whether a place only says where a person lives or is elected ("Ada Brook, 40, of X", "an X man")."""
    if place.precision in ("country", "vague_region", "facility"):
        return False
    if _CONSTITUENCY.search(before) or _RESIDENT.search(before):
        return True
    if before.endswith(" of ") and _AGE.match(after):
        return True
    return place.precision == "settlement" and bool(_ARTICLE.search(before[-8:]) and _LOCAL.match(after))
