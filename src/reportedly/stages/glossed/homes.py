"""Homes of people in Ukrainian, Russian and German: «жителі X», «врачи больницы X», „Xer Rentner“ are in X."""

import re

from reportedly.stages.locate_mentions import Place

_ADJECTIVE = re.compile(r"(?:ськ|цьк|зьк|ск|цк)(?:ої|их|ими|им|і|ие|ий|ый)$|[a-zäöü]er$", re.IGNORECASE)
"""A name as an adjective: «бердянских школьников», „Donezker Rentner“."""
_FOLK = (
    r"(?:по)?жител\w+|мешкан\w+|городян\w*|горожан\w*|містян\w*|селян\w*|сельчан\w*|населени\w+|населенн\w+|люд(?:и|ей|ям|ях|ьми)"
    r"|пенс[иі]онер\w*|батьк(?:и|ів|ам|ами|ах)|родител(?:и|ей|ям|ями|ях)|мам[иы]|матер[іи]|родин[аиу]?м?|сем(?:ья|ьи|ей|ьям)"
    r"|діт(?:и|ей|ям|ьми|ях)|дет(?:и|ей|ям|ьми|ях)|учн(?:і|ів|ям)|учен(?:ики|иков|икам)|школяр\w*|школьник\w*|студент[иыіа]?\w*"
    r"|(?:в|у)чител[яіеьй]\w*|педагог\w*|виховател\w*|воспитател\w*|л[иі]кар[іяеь]\w*|врач\w*|медик\w*|медсест\w+|фельдшер\w*"
    r"|пац[иі][еє]нт\w*|шахтар\w*|шахт[её]р\w*|фермер\w*|рыбак\w*|рибалк\w*|вод[иі][тїй]\w*|підприєм\w+|предпринимател\w+"
    r"|продав\w+|торгов(?:ці|цы|цев|ців)|працівник\w*|работник\w*|сотрудник\w*|співробітник\w*|вкладник\w*|вкладчик\w*"
    r"|клієнт\w*|клиент\w*|абонент\w*|споживач\w*|потребител\w+|в[иі]рян\w*|верующ\w+|віруюч\w*|сус[іе]д\w*|власник\w*|владельц\w+"
    r"|(?:ein|an|be)wohner\w*|bürger(?:n|innen)?|rentner\w*|familien|eltern|mütter|väter|kinder[n]?|schüler\w*|studenten|studierende"
    r"|lehrer\w*|lehrkräfte\w*|erzieher\w*|ärzt\w+|pfleger\w*|pflegekräfte\w*|krankenschwestern|sanitäter\w*|patient\w*|bergleute\w*"
    r"|bauern|landwirte\w*|fischer\w*|fahrer\w*|händler\w*|mitarbeiter\w*|beschäftigte\w*|angestellte\w*|arbeiter\w*|kunden"
    r"|verbraucher\w*|menschen|leute|bevölkerung|haushalte\w*|gläubige\w*|nachbarn|anlieger\w*"
)
_HOME = re.compile(
    rf"(?<![\w'’])(?P<lead>(?:[\w'’-]+ ){{0,2}})(?:{_FOLK})(?P<between>(?: (?!(?:з|із|зі|из|с|aus|до|nach)\s)[^\W\d_]+)"
    r"{0,4}?)"
    r" (?:(?:в|у|на|по|з|із|зі|из|с|in|von|aus|im|bei|der|des)\s)?"
    r"(?:(?:окупован\w+|оккупирован\w+|besetzten) )?"
    r"(?:(?:міст[аі]|город[ае]|сел[аіе]|м\.|г\.|с\.|stadt|dorfs?|dorf|gemeinde|region|gebiet)\s)?$",
    re.IGNORECASE,
)
_HOME_BEHIND = re.compile(rf" (?:(?:міськ|городск|школ|älter|jung)\w* )?(?:{_FOLK})(?![\w'’])", re.IGNORECASE)
_GONE = re.compile(
    r"(?<![\w'’])(?:переселен|перемещ[её]нн|переміщен|біжен|бежен|евакуйован|эвакуирован|депортован|депортирован|виїха|выеха|покин|"
    r"вивез|вывез|колишн|бывш|уродженц|уроженц|повернул|вернувш|geflüchtet|geflohen|vertrieben|evakuiert|ehemalig|deportiert|verschleppt"
    r"|umgesiedelt|zurückgekehrt)",
    re.IGNORECASE,
)


def lives_there(place: Place, printed: str, before: str, after: str) -> bool:
    """Say whether a place is named as the home of the people that a sentence is about or told by; who left lives
    elsewhere.
    """
    if place.vague or _GONE.search(before[-60:]):
        return False
    if _HOME.search(before):
        return True
    return _ADJECTIVE.search(printed) is not None and _HOME_BEHIND.match(after) is not None
