"""Which services a claim is about (CODEBOOK 3.3)."""

import re
from collections.abc import Callable

from reportedly.stages.coding.rules import prepared, without_place_words

_WORDS: dict[str, str] = {
    "health": r"hospitals?|clinics?|health|medic\w*|doctors?|nurses?|surgeons?|patients?|"
    r"ambulances?|pharmac\w+|vaccin\w*|"
    r"treatment|insulin|maternity|dressings?|midwi\w+|paramedics?|wounded soldiers|"
    r"nutrition|malnutrition|births?|dispensar\w+|wards?|surgery|surgeries|feldshers?|dialysis|caesareans?|"
    r"infirmar\w+|obstetric\w+|an(?:a)?esthet\w+|oncolog\w+|dentists?",
    "water": r"water|wells?|boreholes?|desalination|pumping|hygiene|wash|taps?|hydrants?|standpipes?|water mains?|"
    r"reservoirs?|cisterns?|aqueducts?|waterworks|plumbers?|jerrycans?",
    "sewage": r"effluent|cesspits?|sewage|sewers?|sewerage|latrines?|sanitation|wastewater|drains?|drainage|septic|"
    r"outfalls?|toilets?|manholes?",
    "waste": (
        r"garbage|rubbish|(?:household |solid |medical )?waste (?:collection|disposal|management|is|was|lorr\w+)|"
        r"solid waste|household waste|refuse "
        r"(?:has|have|is|was|collection|lorr\w+|carts?|barge|trucks?)|trash|landfills?|dustbins?|bins?|litter|"
        r"incinerators?|street sweep\w+"
    ),
    "electricity": r"electric\w*|power|blackouts?|outages?|grid|substations?|turbines?|transformers?|pylons?|voltage|"
    r"load.shedding|solar panels?|(?:hours?|days?) of (?:current|light)|street ?lights?|current (?:for|has|is|"
    r"was|came)",
    "heating": r"radiators?|district heat|heating|boilers?|heat supply|heat mains?|stoves?|firewood|coal|briquettes",
    "gas": r"(?<!tear )gas\b(?!oline)|lpg|propane|gas cylinders?",
    "fuel": r"fuel|petrol|diesel|gasoline|kerosene|benzine|filling stations?|pumps? (?:attendants?|sell\w*)",
    "telecom_mobile": (
        r"telephone networks?|phone networks?|mobile (?:network|phone|coverage|operators?|"
        r"signal|communications?|data)|sim ?cards?|sims|cell|coverage|roaming|subscribers|text messages?|masts?|"
        r"(?:cell |phone )?towers?|prepaid cards?|handsets?"
    ),
    "telecom_fixed": r"fixed.lines?|landlines?|telephones?|(?:telephone )?exchange(?! (?:rate|office))|"
    r"switchboards?|payphones?",
    "internet": r"web ?sites?|(?:news )?portals?|internet|broadband|online access|the web|wi-?fi|fibre|routers?|"
    r"hotspots?|"
    r"mobile data|vpns?|social networks?|messag(?:ing|es) apps?|messengers?|[34]g|bandwidth",
    "broadcast": r"television|tv|radio|transmitters?|broadcast\w*|satellite dish\w*",
    "food_shops": r"food|shops?|markets?|bazaars?|stalls?|stallholders?|grocers?|butchers?|kiosks?|canteens?|"
    r"shelves|flour|bread|bakery|bakeries|prices?|groceries|supermarkets?|"
    r"wheat|rice|farm\w*|agricultur\w*|"
    r"livestock|crops?|meals?|rations?",
    "banking_cash": (
        r"banks?|\w+bank|branches|atms?|cash|tellers?|banknotes?|remittances?|money changers?|currenc\w+|"
        r"exchange rate|savings offices?|"
        r"hawala|pound|banking"
    ),
    "payments": r"pensions?|pensioners|wages?|salar\w+|benefits?|pay|paid|unpaid|stipends?|allowances?|arrears|"
    r"payouts?|"
    r"bonus(?:es)?|back pay|supplements?",
    "housing": (
        r"hous(?:es|ing|e)|homes?|flats?|apartments?|shelters?|tents?|dormitor\w+|"
        r"buildings?|camps?|war damage|dwellings?|roofs?|rent\w*|host\w* famil\w+"
    ),
    "debris_removal": r"rubble|debris|ruins|wreckage|bulldozers?|excavators?|clearing teams?",
    "transport": (
        r"tramways?|pilots?|sailings?|railwaymen|bus(?:es)?|trolleybus\w*|trams?|trains?|rail\w*|roads?|"
        r"highways?|bridges?|"
        r"airports?|flights?|ports?|transport\w*|ferr\w+|checkpoints?|drivers?|minibus\w*|lighthouses?|boats?|"
        r"locomotives?|airfields?|runways?|quays?|piers?|dock(?:s|ers?)?|stevedores?|conductors?|taxis?|timetables?"
    ),
    "post": r"post(?:al| offices?)|the post|mail|mailbags?|postm[ae]n|postwom[ae]n|letters?|parcel post|"
    r"sorting office",
    "registry": (
        r"registr\w+|births?|marriages?|weddings?|divorces?|certificates?|notar\w+|civil (?:acts|status|documents?)|"
        r"public counters?"
    ),
    "education": (
        r"schools?|school\w+|academ(?:y|ies)|headm(?:aster|istress)\w*|lecturers?|professors?|teach\w*|pupils?|"
        r"students?|educat\w*|universit\w+|lessons?|curricul\w+|"
        r"classes|kindergartens?|learn\w+"
    ),
    "administration": (
        r"administration|state services?|public services?|basic (?:social |state "
        r")?services?|civil servants?|officials?|clerks?|municipal\w*|councils?|"
        r"government offices?|collaboration|institutions?"
    ),
    "policing_justice": r"police\w*|constab\w+|gendarm\w+|magistrates?|bailiffs?|prosecutors?|courts?|judges?|"
    r"fire (?:service|brigade)|firefighters",
    "humanitarian_aid": r"aid|relief|humanitarian|parcels?|convoys?|assistance|distribut\w+",
}
_PATTERNS = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _WORDS.items()}

_FIXED: dict[str, tuple[str, ...]] = {
    "C01": ("health",),
    "C05": ("food_shops",),
    "D01": ("education",),
    "E01": ("banking_cash",),
    "E03": ("payments",),
}
_CHOICE: dict[str, tuple[tuple[str, ...], str]] = {
    "C02": (("sewage", "waste", "water"), "water"),
    "C03": (("electricity", "fuel", "gas", "heating"), "electricity"),
    "C04": (("telecom_mobile", "internet", "telecom_fixed"), "telecom_mobile"),
    "C07": (("transport", "post", "registry"), "administration"),
    "B01": (
        (
            "health",
            "education",
            "water",
            "electricity",
            "banking_cash",
            "registry",
            "transport",
            "post",
            "policing_justice",
        ),
        "administration",
    ),
    "B02": (
        (
            "health",
            "education",
            "water",
            "electricity",
            "banking_cash",
            "registry",
            "transport",
            "post",
            "policing_justice",
        ),
        "administration",
    ),
    "B03": (
        ("health", "education", "water", "electricity", "banking_cash", "policing_justice", "transport"),
        "administration",
    ),
    "B04": (
        ("health", "education", "water", "electricity", "banking_cash", "policing_justice", "transport"),
        "administration",
    ),
    "B05": (
        ("health", "education", "water", "electricity", "banking_cash", "policing_justice", "transport"),
        "administration",
    ),
    "H02": (
        ("humanitarian_aid", "food_shops", "health", "payments", "housing", "education", "water", "electricity"),
        "",
    ),
    "D04": (("broadcast", "internet"), ""),
    "J03": (("health",), ""),
}
_STANDSTILL = (
    r"(?:no|not|nobody|none|stopp\w*|suspend\w*|halt\w*|clos\w+|shut|resum\w+|re-?open\w*|backlogs?|queues?|wait\w*)"
)
_DESK = (
    r"(?:issu\w+|process(?:ed|ing)?|formali[sz]\w+|applications?|claims|offices?|counters?|desks?|"
    r"appointments?|interviews?)"
)
PAPERS = re.compile(
    rf"\b(?:{_STANDSTILL}\b.{{0,60}}\b{_DESK}|{_DESK}\b.{{0,40}}\b{_STANDSTILL})\b", re.IGNORECASE | re.DOTALL
)
"""Whether an office for papers works, in a claim on papers."""

_AID_GOODS = ("health", "water", "food_shops", "housing", "education")


def possible(category: str) -> tuple[str, ...]:
    """Return the sectors among which the words choose for a claim of a category, empty where they do not."""
    return _CHOICE.get(category.rpartition(".")[2], ((), ""))[0]


def sectors(category: str, wording: str) -> tuple[str, ...]:
    """Return the sector ids of a claim of this category, the leading one first; empty where no service is meant."""
    named, assumed = told(category, wording)
    return named or assumed


def told(category: str, wording: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sectors that a wording names for a claim of a category, and what is assumed where it names none."""
    text = without_place_words(prepared(wording))
    short = category.rpartition(".")[2]
    if short in _FIXED:
        return _FIXED[short], ()
    if short in _CHOICE:
        wanted, default = _CHOICE[short]
        found = tuple(name for name in wanted if _PATTERNS[name].search(text))[:3]
        return found, ((default,) if default and not found else ())
    special = _SPECIAL.get(short)
    return (special(text) if special else ()), ()


def _aid(text: str) -> tuple[str, ...]:
    return ("humanitarian_aid", *(name for name in _AID_GOODS if _goods(name, text)))[:4]


def _goods(name: str, text: str) -> bool:
    if name == "housing":
        return (
            re.search(
                r"\b(?:shelters?|tents?|non.food items|nfis?|"
                r"tarpaulins?)\b",
                text,
                re.IGNORECASE,
            )
            is not None
        )
    if name == "food_shops":
        return False
    if name == "health" and re.search(r"\b(?:medic\w*|health|vaccin\w*|nutrition)\b", text, re.IGNORECASE) is None:
        return False
    return _PATTERNS[name].search(text) is not None


def _housing(text: str) -> tuple[str, ...]:
    found = ("debris_removal",) if _PATTERNS["debris_removal"].search(text) else ("housing",)
    return (*found, "education") if re.search(r"\bschools\b", text, re.IGNORECASE) else found


def _roads(text: str) -> tuple[str, ...]:
    return ("transport",) if re.search(r"\b(?:roads?|highways?|routes?|checkpoints?)\b", text, re.IGNORECASE) else ()


def _papers(text: str) -> tuple[str, ...]:
    return ("registry",) if PAPERS.search(text) else ()


def _administration(text: str) -> tuple[str, ...]:
    return ("administration",)


_SPECIAL: dict[str, Callable[[str], tuple[str, ...]]] = {
    "H01": _aid,
    "C06": _housing,
    "F03": _roads,
    "A01": _administration,
    "F01": _papers,
}
