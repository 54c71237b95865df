"""Words that say what kind of place a name means: "Kherson region" is a unit and never the city."""

from dataclasses import dataclass

from reportedly.text import name_key

_WORDS: dict[tuple[str, ...], str] = {
    ("adm1", "adm2", "region", "proclaimed"): (
        "region oblast area province state governorate prefecture department territory gebiet provinz bundesstaat "
        "gouvernement krai kray okrug voivodeship canton republic autonomous_region autonomous_republic wilayat "
        "wilaya muhafazah emirate область обл обл_ край округ провинция провінція регион регіон"
    ),
    ("adm2", "adm1", "district", "settlement"): (
        "district county raion rayon rajon landkreis kreis bezirk parish borough municipality local_government_area "
        "lga regency commune cercle woreda zone upazila tehsil subdistrict sub_district hromada arrondissement "
        "район громада"
    ),
    ("settlement", "district", "adm2"): (
        "city town village township settlement hamlet stadt dorf city_centre suburb місто город село смт "
        "посёлок селище м г"
    ),
    ("river", "region"): "river fluss река річка ріка delta valley basin",
    ("lake",): "lake reservoir see озеро",
    ("sea", "region"): "sea ocean bay gulf strait coast meer море",
    ("island", "adm1", "adm2", "country", "settlement", "region"): "island islands isle insel остров острів",
    ("mountain", "region"): "mount mountain mountains mt berg",
    ("airport",): "airport international_airport airfield flughafen аеропорт аэропорт",
    ("region",): "desert peninsula plateau highlands",
}  # fmt: skip

KINDS: dict[str, tuple[str, ...]] = {
    name_key(word.replace("_", " ")): kinds for kinds, words in _WORDS.items() for word in words.split()
}
"""Type word (as a key) to the kinds it allows, preferred first."""

_BEFORE_OF = frozenset(("of", "von"))


@dataclass(frozen=True, slots=True)
class Typed:
    """A name without its type word, and the kinds that the word allows (preferred first)."""

    bare: str
    kinds: tuple[str, ...]
    word: str


def split_type(key: str) -> Typed | None:
    """Return what a name key says without its type word, or None if it has none.

    Reads "kherson oblast", "oblast kherson", "city of kherson", "kherson autonomous region".
    """
    words = key.split(" ")
    if words[0] == "the":
        words = words[1:]
    for size in (3, 2, 1):
        if len(words) <= size:
            continue
        last = " ".join(words[-size:])
        if last in KINDS:
            return Typed(" ".join(words[:-size]), KINDS[last], last)
        first = " ".join(words[:size])
        if first in KINDS:
            rest = words[size:]
            if rest[0] in _BEFORE_OF:
                rest = rest[1:]
            if rest:
                return Typed(" ".join(rest), KINDS[first], first)
    return None


def bare_unit(name: str) -> str:
    """Return the key of a unit's name without a type word, for storage beside the full one."""
    key = name_key(name)
    typed = split_type(key)
    # "X City" as a unit is the city itself; under "X" it would pose as a country or region of that name
    return typed.bare if typed and typed.word != "city" else key


_CYRILLIC_ENDINGS = "ська ської ській ську ський ская ской скую ский цька цької цькій цьку цький цкая цкой цкую цкий"
_ADJECTIVES = tuple(dict.fromkeys(map(name_key, (*_CYRILLIC_ENDINGS.split(), "ska", "skyi", "skaya", "skoi"))))


def adjective_stems(bare: str) -> list[str]:
    """Return what a Slavic adjective ("бреснівська", "bresnivska") may be made of, likeliest first, or nothing.

    The ending goes on a name as it is, on one in -к, or in place of a last vowel.
    """
    for ending in _ADJECTIVES:
        stem = bare.removesuffix(ending)
        if stem == bare or len(stem) < 3:
            continue
        latin = ending.isascii()
        hard, vowel = ending[0] + ("k" if latin else "к"), "a" if latin else "а"
        stems = [stem + hard, stem, stem + ending[0] + vowel, stem + vowel]
        return [stems[1], stems[0], *stems[2:]] if ending[0] in "сs" else stems
    return []
