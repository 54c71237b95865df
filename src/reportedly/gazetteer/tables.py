"""The tables that this project keeps by hand: names of places by language and date, and places that others lack.

Dates are EDTF ("2014", "2016-02-04") and public facts.
"""

from collections.abc import Iterator

from reportedly.gazetteer.sources import NameForm, Row, table
from reportedly.gazetteer.translit import readings

NAME_TABLES = ("unit_names.csv", "area_names.csv", "people_names.csv", "town_names.csv", "former_names.csv")
PLACES = "more_places.csv"
FILES = (*NAME_TABLES, PLACES)
"""The data files behind this module; a build depends on them."""

_LANGUAGES = ("uk", "ru", "en")
_READ_TABLES = ("unit_names.csv", "town_names.csv", "former_names.csv")
_READ_LANGUAGES = ("uk", "ru")
_READ_STATUSES = ("official", "exonym", "former", "typed")
_SHORTEST_READ = 4


def names() -> Iterator[tuple[str, NameForm]]:
    """Yield place id and name for every form of the tables, those of units and towns with their Latin readings.

    A reading of a former or typed name keeps that status; of any other it is a transliteration. Names of waters and
    regions elsewhere in the world get none: Анды would be read "andy".
    """
    for name in NAME_TABLES:
        for line in table(name):
            for form in line["forms"].split("|"):
                stored = NameForm(form, line["lang"], line["status"], line["valid_from"], line["valid_to"])
                yield line["id"], stored
                if name in _READ_TABLES:
                    yield from ((line["id"], latin) for latin in _read(stored))


def places() -> Iterator[Row]:
    """Yield settlements, islands and waters that the other sources lack, with the ids that GeoNames gives them."""
    for line in table(PLACES):
        forms = [(language, form) for language in _LANGUAGES for form in line[language].split("|") if form]
        yield Row(
            id=line["id"],
            name=line["name"],
            kind=line["kind"],
            lat=float(line["lat"]),
            lon=float(line["lon"]),
            country=line["country"],
            admin1=line["admin1"],
            admin2=line["admin2"],
            population=int(line["population"]),
            radius_km=float(line["radius_km"]) if line["radius_km"] else None,
            names=tuple(NameForm(form, language, "official") for language, form in forms),
            feature_code=line["feature_code"],
            layer="own",
        )


def place_ids() -> frozenset[str]:
    """Return the ids of all places that the name tables speak of."""
    return frozenset(line["id"] for name in NAME_TABLES for line in table(name))


def _read(name: NameForm) -> Iterator[NameForm]:
    if name.lang not in _READ_LANGUAGES or not (name.status in _READ_STATUSES or name.form.endswith("щина")):
        return
    # short words and acronyms come out as words of other languages: АРК would be read "ark"
    if len(name.form) < _SHORTEST_READ or name.form.isupper():
        return
    status = name.status if name.status in ("former", "typed") else "transliteration"
    for latin in readings(name.form):
        yield NameForm(latin, name.lang, status, name.valid_from, name.valid_to)
