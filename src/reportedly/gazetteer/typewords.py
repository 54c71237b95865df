"""Words that say what kind of place a name means: "Kherson region" is a unit and never the city."""

import re
from dataclasses import dataclass

from reportedly.text import name_key

_WORDS: dict[tuple[str, ...], str] = {
    ("adm1", "adm2", "region", "proclaimed"): (
        "region oblast area province state governorate prefecture department territory gebiet provinz bundesstaat "
        "gouvernement krai kray okrug voivodeship wojewodztwo woiwodschaft voblast canton kanton autonomous_region "
        "autonomous_republic wilayat wilaya muhafazah emirate gebiete gebiets gebieten oblaste oblasten provinzen "
        "regionen kantone kantonen kantons ова ода "
        "область області областю областей областям областями областях области областью обл обл_ "
        "край краю краєм краї крае краем округ округу округом округа округе округи округов округах "
        "провінція провінції провінцію провінцією "
        "провинция провинции провинцию провинцией регіон регіону регіоні регіоном регіони регіонів регіонах "
        "регион региона региону регионе регионом регионы регионов регионах"
    ),
    ("adm2", "adm1", "adm3", "district", "settlement"): (
        "district county raion rayon rajon landkreis kreis bezirk parish borough local_government_area "
        "lga regency cercle woreda zone upazila tehsil subdistrict sub_district arrondissement powiat judet komitat "
        "megye kreises kreise kreisen bezirks bezirke bezirken rajons rajone rajonen landkreise landkreisen "
        "район району районом районі райони районів районам районами районах района районе районы районов "
        "р_н р_ну р_ні р_на р_не р_ном "
        "горокруг горокруга горокругу горокругом горокруге горокруги горокругов горокругах"
    ),
    ("adm2", "adm1"): "co cnty",
    ("adm3", "adm2", "district", "settlement"): (
        "hromada municipality commune gemeinde gemeinden territorial_community "
        "громада громади громаді громаду громадою громад громадам громадах отг тг"
    ),
    ("settlement", "district", "adm3", "adm2"): (
        "city town village township twp settlement hamlet stadt dorf ort siedlung kleinstadt city_centre suburb "
        "місто міста місту містом місті міст містах "
        "город города городу городом городе городов городах "
        "село села селу селом селі селе сіл сел селах смт пгт селище селища селищу селищем селищі "
        "поселок поселка поселку поселком поселке хутір хутора хуторі хутор деревня деревни деревне деревню "
        "станица станицы станице станицу м г"
    ),
    ("settlement", "district", "adm3"): (
        "напрямок напрямку напрямком напрямки напрямків напрямках напрям напряму направление направления направлению "
        "направлении направлением направлений направлениях"
    ),
    ("country", "proclaimed", "adm1", "region"): (
        "republic kingdom federal_republic islamic_republic democratic_republic republik "
        "республіка республіки республіці республіку республикою республика республики республике республику"
    ),
    ("river", "region"): (
        "river fluss delta valley basin річка річки річці річку річкою ріка ріки ріці ріку рікою "
        "река реки реке реку рекой"
    ),
    ("lake",): (
        "lake reservoir see stausee озеро озера озері озері водосховище водосховища водосховищі "
        "водохранилище водохранилища озере"
    ),
    ("sea", "region"): (
        "sea ocean bay gulf strait coast meer ozean golf bucht море моря морю морем морі "
        "океан океану океані океана океане затока затоки залив залива заливе протока протоки пролив пролива проливе"
    ),
    ("island", "adm1", "adm2", "country", "settlement", "region"): (
        "island islands isle insel inseln острів острова острові остров острове острови острова островів островов"
    ),
    ("mountain", "region"): "mount mountain mountains mt berg gebirge гора гори горі горы горе гору",
    ("airport",): (
        "airport international_airport airfield flughafen flugplatz аеропорт аеропорту аэропорт аэропорта аэропорту "
        "аэропорте аэродром аеродром"
    ),
    ("region", "facility"): (
        "desert peninsula plateau highlands halbinsel півострів півострова полуостров полуострова"
    ),
}  # fmt: skip

KINDS: dict[str, tuple[str, ...]] = {
    name_key(word.replace("_", " ")): kinds for kinds, words in _WORDS.items() for word in words.split()
}
"""Type word (as a key) to the kinds it allows, preferred first."""

DIRECTIONS = frozenset(word for word in KINDS if word.startswith("напр"))
"""Type words of a stretch of front, called by the adjective of a town."""

_LEVEL = re.compile(
    r"(?:городск|міск|сілск|автономн|сел[сищ]\w*|поселков|муниципалн|муніципалн|територіалн|территориалн|обєднан|объединенн|"
    r"объединен|военн|місцев)\w{1,3}"
)
"""Adjectives that say the level of a unit and are no part of its name: «городской округ», «міська громада»."""

_PLURALS = (
    "regions:region oblasts:oblast provinces:province governorates:governorate prefectures:prefecture "
    "territories:territory districts:district counties:county raions:raion rayons:rayon lgas:lga woredas:woreda "
    "municipalities:municipality communes:commune hromadas:hromada departments:department states:state "
    "cercles:cercle cities:city towns:town villages:village settlements:settlement "
    "rivers:river lakes:lake"
)
_LOOSE: dict[str, tuple[str, ...]] = {
    **{plural: KINDS[singular] for plural, singular in (pair.split(":") for pair in _PLURALS.split())},
    **dict.fromkeys(
        ("camp", "refugee camp", "idp camp", "border crossing", "power plant"),
        ("facility", "settlement", "district"),
    ),
    **dict.fromkeys(("obl", "gov", "prov"), KINDS["oblast"]),
    **dict.fromkeys(("dist", "locality"), KINDS["district"]),
}
"""Words that say the kind of a name, but are as a rule not printed as part of it: "Tarn and Keld counties"."""

_LEADING = {"land": ("adm1",), "bundesland": ("adm1",), "landes": ("adm1",)}
"""Words that say the kind only before a name: „Land Salzburg“."""

_BEFORE_OF = frozenset(("of", "von", "der", "des", "the"))


@dataclass(frozen=True, slots=True)
class Typed:
    """A name without its type word, and the kinds that the word allows (preferred first)."""

    bare: str
    kinds: tuple[str, ...]
    word: str


def kinds_of(word: str) -> tuple[str, ...]:
    """Return the kinds that a type word (as a key, singular or plural) allows, preferred first; () for another word."""
    return KINDS.get(word) or _LOOSE.get(word) or ()


def split_type(key: str) -> Typed | None:
    """Return what a name key says without its type word, or None if it has none.

    Reads "kherson oblast", "oblast kherson", "city of kherson", "kherson autonomous region", "kherson districts".
    """
    words = key.split(" ")
    if words[0] == "the":
        words = words[1:]
    for size in (3, 2, 1):
        if len(words) <= size:
            continue
        last = " ".join(words[-size:])
        kinds = kinds_of(last)
        if kinds:
            return _typed(words[:-size], kinds, last)
        first = " ".join(words[:size])
        if first in KINDS or first in _LEADING:
            rest = words[size:]
            while len(rest) > 1 and rest[0] in _BEFORE_OF:
                rest = rest[1:]
            if rest:
                return Typed(" ".join(rest), KINDS.get(first) or _LEADING[first], first)
    return None


def _typed(words: list[str], kinds: tuple[str, ...], word: str) -> Typed:
    """Return a name before its type word, without the adjective that says the level of the unit."""
    if len(words) > 1 and _LEVEL.fullmatch(words[-1]):
        words = words[:-1]
        kinds = KINDS[name_key("район")] if word.startswith("округ") else kinds
    return Typed(" ".join(words), kinds, word)


def bare_unit(name: str) -> str:
    """Return the key of a unit's name without a type word, for storage beside the full one."""
    key = name_key(name)
    typed = split_type(key)
    # "X City" as a unit is the city itself; under "X" it would pose as a country or region of that name
    if key in _ONE_NAME or typed is None or typed.word not in KINDS or typed.word == "city":
        return key
    return typed.bare


_ONE_NAME = frozenset(("district of columbia",))
"""Units that nobody calls by the rest of their name: a bare "Columbia" is some other place."""


_ENDINGS = "а|оі|іи|у|ою|ии|ого|ому|ими|им|ім|і|их|е|ая|ои|ую|ом|ое|ие"
_LATIN_ENDINGS = "a|oi|ii|u|yi|yy|iy|ij|y|i|aya|aja|oy|oj|ogo|oho"
_ADJECTIVE = re.compile(
    rf"(?P<stem>.*\w{{2}})(?P<suffix>[сцз]к)(?:{_ENDINGS})|(?P<latin>.*\w\w)(?P<roman>ts|[szck])k(?:{_LATIN_ENDINGS})"
)
_IRREGULAR = {
    "криворізк": "кривии ріг", "криворожск": "кривои рог", "золотоніск": "золотоноша", "білоцерківск": "біла церква",
    "белоцерковск": "белая церков", "ровенск": "ровно", "гуляипілск": "гуляиполе", "кримск": "крим", "крымск": "крым",
}  # fmt: skip
_ADDED = {
    "ск": ("ск", "", "са", "а", "си", "и", "ы", "ка", "я", "е", "о", "ха", "ша", "ш", "скии"),
    "цк": ("цк", "ця", "ца", "к", "ч", "ц", "ка", "ки", "цкии"),
    "зк": ("жжя", "же", "зк", "з", "га", "ж", "г", "зкии"),
}
"""What may stand where the suffix of an adjective was: Херсон, Бердянськ, Одеса, Вінниця, Запоріжжя ..."""

_LINKED = {
    "ан": ("а", "я"), "ян": ("а", "я"), "ен": ("е", "и", "а", "но", "о"), "ин": ("а", "и"), "и": ("я",),
    "ів": ("ове", "еве", "ево", "и", "і", "е"), "ов": ("ово", "ы", "ва"), "ев": ("ево",), "е": ("ці", "ц"),
}  # fmt: skip
"""What a link before the suffix (бучанський, рівненський, синельниківський) stands for in the name."""


def adjective_stems(bare: str) -> list[str]:
    """Return what a Slavic adjective ("бреснівської", "bresnivska") may be made of, likeliest first, or nothing.

    All case forms in both languages are read. The suffix goes on a name as it is, on one that has it already, in
    place of a last vowel, or behind a link; only a look-up tells which. The last word of several is the adjective.
    """
    found = _ADJECTIVE.fullmatch(bare)
    if found is None:
        return []
    if found["stem"] is None:
        return [found["latin"], found["latin"] + found["roman"] + "k", found["latin"] + found["roman"] + "a",
                found["latin"] + "a"]  # fmt: skip
    stem, suffix = found["stem"], found["suffix"]
    stems = [stem + added for added in _ADDED[suffix]]
    if suffix == "ск":
        # "херсонська" is far more often of Херсон than of a Херсонськ
        stems[0], stems[1] = stems[1], stems[0]
    for link, others in _LINKED.items():
        if stem.endswith(link) and len(stem) - len(link) >= _SHORT:
            stems += [stem.removesuffix(link) + other for other in others]
    if len(stem) > _SHORT and stem[-2] in "еоє":
        # a fleeting vowel: лубенський, роменський
        stems += [stem[:-2] + stem[-1] + "и", stem[:-2] + stem[-1] + "ы"]
    regular = [_IRREGULAR[stem + suffix]] if stem + suffix in _IRREGULAR else []
    return list(dict.fromkeys([*regular, *stems, *_of_two_words(stem, suffix)]))


def _of_two_words(stem: str, suffix: str) -> list[str]:
    """Return the names of two words that an adjective may be made of: новокаховськ, каменско днепровск."""
    linked = _HYPHENED.fullmatch(stem)
    if linked is not None:
        firsts = [linked["first"] + added for added in _ADDED[linked["suffix"]]] + [f"{linked['first'][:-1]}ка"]
        firsts += [f"{linked['first'][:-2]}янка"] if linked["first"].endswith("ян") else []
        return [f"{first} {linked['second']}{suffix}{end}" for first in dict.fromkeys(firsts) for end in _BARE]
    for first, forms in _FIRSTS.items():
        rest = stem.removeprefix(first)
        if rest != stem and len(rest) >= _SHORT:
            nouns = dict.fromkeys([*(rest + added for added in _ADDED[suffix]), *_unlinked(rest)])
            return [f"{form} {noun}" for form in forms for noun in nouns]
    return []


def _unlinked(stem: str) -> list[str]:
    return [stem.removesuffix(link) + o for link, others in _LINKED.items() if stem.endswith(link) for o in others]


_HYPHENED = re.compile(r"(?P<first>\w{3,}?)(?P<suffix>[сцз]к)о (?P<second>\w{3,})")
_BARE = ("а", "ая", "ии", "е", "ое", "")
_FIRSTS = {
    "ново": ("нова", "новая", "нове", "новое", "новии", "новыи", "нові", "новые"),
    "старо": ("стара", "старая", "старе", "старое", "старии", "старыи", "старі", "старые"),
    "велико": ("велика", "великая", "велике", "великое", "великии", "великі", "великие"),
    "мало": ("мала", "малая", "мале", "малое", "малии", "малыи", "малі", "малые"),
    "голо": ("гола", "голая", "голыи"),
    "біло": ("біла", "біле", "білии"), "бело": ("белая", "белое", "белыи"),
    "червоно": ("червона", "червоне", "червонии"), "красно": ("красная", "красное", "красныи"),
    "чорно": ("чорна", "чорне", "чорнии"), "черно": ("черная", "черное", "черныи"),
    "верхньо": ("верхня", "верхніи", "верхне", "верхні"), "верхне": ("верхняя", "верхнии", "верхнее", "верхние"),
    "нижньо": ("нижня", "нижніи", "нижне", "нижні"), "нижне": ("нижняя", "нижнии", "нижнее", "нижние"),
    "сухо": ("суха", "сухая", "сухии"), "гостро": ("гостра",), "остро": ("острая",),
    "криво": ("кривии", "кривои", "крива", "кривая"),
}  # fmt: skip
"""First part of an adjective made of a name of two words, and the forms of the word that it stands for."""


_SHORT = 3

_LAND = re.compile(r"(?P<stem>.*?\w{2})(?P<suffix>щин|ччин|тчин|чин)(?:а|и|ы|і|е|у|ою|ои)")


def land_stems(key: str) -> list[str]:
    """Return what the name of a land ("бреснівщина", "донеччину") may be made of, likeliest first, or nothing."""
    found = _LAND.fullmatch(key)
    if found is None:
        return []
    stem = found["stem"]
    if found["suffix"] == "щин":
        return list(dict.fromkeys([stem, *adjective_stems(f"{stem}ска")]))
    return list(dict.fromkeys([stem, *adjective_stems(f"{stem}цка"), *adjective_stems(f"{stem}зка")]))


_ABBREVIATED = re.compile(
    r"^(?:(?P<settlement>м|с|г|д|п|смт|пгт|пос|сел|ст|х)|(?P<river>р)|(?P<lake>оз)|(?P<island>о))\.[ \u00a0]*(?=\w)",
    re.IGNORECASE,
)
_ABBREVIATED_KINDS = {
    "settlement": ("settlement", "district", "adm3", "adm2"),
    "river": ("river", "region"),
    "lake": ("lake",),
    "island": ("island", "region"),
}


def split_abbreviation(printed: str) -> Typed | None:
    """Return what a printed name says after a short type word with its full stop ("м. Херсон"), else None.

    Only the printed form tells: without the full stop most of these are prepositions.
    """
    found = _ABBREVIATED.match(printed)
    if found is None or found.lastgroup is None:
        return None
    bare = name_key(printed[found.end() :])
    return Typed(bare, _ABBREVIATED_KINDS[found.lastgroup], found[0].strip()) if bare else None
