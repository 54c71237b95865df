"""From the fields of a dump's line to what is stored of it."""

from collections.abc import Iterator, Mapping
from math import isfinite

from reportedly.gazetteer.dumps import BrokenLine
from reportedly.gazetteer.features import kind_of
from reportedly.gazetteer.sources import NameForm, Row
from reportedly.gazetteer.typewords import bare_unit
from reportedly.text import name_key

_NOT_NAMES = frozenset(("link", "post", "wkdt", "tcid", "phon", "faac", "icao", "unlc"))
"""Pseudo-languages of alternate names whose values are no names: web addresses, postal codes, numbers."""

_ABBREVIATIONS = ("iata", "abbr")
_UNITS = ("adm1", "adm2", "adm3", "adm4")


def place(fields: list[str], layer: str) -> Row:
    """Return a line of the geoname table as a row; unit code 00 means none."""
    number, name, ascii_name, others = fields[0], fields[1].strip(), fields[2].strip(), fields[3]
    feature_class, feature_code, country = fields[6], fields[7], fields[8]
    lat, lon = float(fields[4]), float(fields[5])
    if not (isfinite(lat) and isfinite(lon)):
        raise BrokenLine("without usable coordinates")
    kind = kind_of(feature_class, feature_code)
    forms = dict.fromkeys(form for form in (ascii_name, *others.split(",")) if form.strip() and form != name)
    names = [NameForm(form.strip(), "", _status(form)) for form in forms]
    if kind in _UNITS:
        names += [NameForm(bare, "", "typed") for bare in _bare(name, forms)]
    admin = [_unit_code(code) for code in fields[10:14]]
    return Row(
        id=f"geonames:{number}",
        name=name,
        kind=kind,
        lat=lat,
        lon=lon,
        country=country,
        admin1=admin[0],
        admin2=admin[1],
        admin3=admin[2],
        admin4=admin[3],
        population=max(0, int(fields[14] or 0)),
        names=tuple(names),
        feature_class=feature_class,
        feature_code=feature_code,
        layer=layer,
    )


def _unit_code(code: str) -> str:
    return "" if code in ("00", "0") else code.strip()


def _status(form: str) -> str:
    """Return abbreviation for what looks like a code of an airport or port (KHE), alternate for all else."""
    return "abbreviation" if len(form) <= 5 and form.isascii() and form.isupper() and form.isalpha() else "alternate"


def _bare(name: str, others: Mapping[str, None]) -> Iterator[str]:
    for form in (name, *others):
        bare = bare_unit(form)
        if bare and bare != name_key(form):
            yield bare


def alternate(fields: list[str], spoken: frozenset[str]) -> NameForm | None:
    """Return a line of the alternate names (either table) as a name; None if it is no name.

    `spoken` are the languages of the place's country: a preferred name in one of them is official, any name in
    another one an exonym.
    """
    lang, form = fields[2].strip(), fields[3].strip()
    if not form or lang in _NOT_NAMES:
        return None
    since, until = (fields[8].strip(), fields[9].strip()) if len(fields) == 10 else ("", "")
    if lang in _ABBREVIATIONS:
        return NameForm(form, "", "abbreviation", since, until)
    if lang == "piny":
        return NameForm(form, "zh-Latn", "transliteration", since, until)
    return NameForm(form, _language(lang), _use(fields, _language(lang).split("-")[0], spoken), since, until)


def _language(tag: str) -> str:
    return tag.replace("_", "-") if tag and tag[0].isalpha() else ""


def _use(fields: list[str], lang: str, spoken: frozenset[str]) -> str:
    preferred, short, colloquial, historic = (fields[n] == "1" for n in range(4, 8))
    if historic or (len(fields) == 10 and fields[9].strip()):
        return "former"
    if colloquial:
        return "colloquial"
    if lang and spoken and lang not in spoken:
        return "exonym"
    if short:
        return "short"
    return "official" if preferred else "alternate"


def unit_names(fields: list[str]) -> tuple[str, list[NameForm]]:
    """Return the code of a unit of the admin code files, and its names."""
    forms = dict.fromkeys(form.strip() for form in fields[1:3] if form.strip())
    return fields[0], [NameForm(form, "en" if at == 0 else "", "alternate") for at, form in enumerate(forms)]


def containment(fields: list[str]) -> tuple[str, str, str]:
    """Return child, parent and scheme of a line of the hierarchy file."""
    kind = fields[2].strip().casefold() if len(fields) > 2 else ""
    scheme = "geonames" if kind in ("adm", "") else f"geonames.{kind}"
    return f"geonames:{fields[1]}", f"geonames:{fields[0]}", scheme


def country(fields: list[str]) -> tuple[list[tuple[str, str]], list[NameForm]]:
    """Return (scheme, code) and names of a line of countryInfo."""
    codes = [("iso3166-1", fields[0]), ("iso3166-3", fields[1]), ("iso3166-n", fields[2]), ("fips", fields[3])]
    names = [NameForm(fields[4].strip(), "en", "alternate")] if fields[4].strip() else []
    return [(scheme, code) for scheme, code in codes if code.strip()], names
