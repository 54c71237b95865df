"""From a Row to what is stored of it: one tuple for its place and one for each of its names."""

import re
import unicodedata
from functools import cache, lru_cache

from reportedly.gazetteer.schema import STATUSES
from reportedly.gazetteer.scripts import script_of
from reportedly.gazetteer.sources import NameForm, Row
from reportedly.gazetteer.translit import readings

TRANSLITERATED = ("UA", "RU", "BY")
"""Countries whose Cyrillic names get Latin readings."""

_WORD = re.compile(r"\w+")
_APOSTROPHES = re.compile("['’ʼ‘`´ʹ]")


@cache
def _dropped() -> re.Pattern[str]:
    """Return a pattern of the marks and signs that a name key leaves out."""
    marks = "".join(chr(n) for n in range(0x300, 0x110000) if unicodedata.combining(chr(n)))
    return re.compile(f"[ьъ{marks}]")


# A form is keyed where its place goes by, and again where it is stored a moment later.
@lru_cache(maxsize=4096)
def key_of(form: str) -> str:
    """Return text.name_key of a form by a shorter way: a build asks for two million."""
    if form.isascii():
        return " ".join(_WORD.findall(form.replace("'", "").replace("`", "").lower()))
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", form)).casefold()
    return " ".join(_WORD.findall(_dropped().sub("", decomposed)))


RANK = {status: number for number, status in enumerate(STATUSES)}

StoredName = tuple[str, int, str, str, str, str, str, str]
"""key, place, form, language, status, script, from, to"""


def place_row(number: int, row: Row) -> tuple[object, ...]:
    """Return the values of `row` in the order of schema.INSERT_PLACE."""
    return (
        number,
        row.id,
        row.name,
        row.kind,
        row.lat,
        row.lon,
        row.country,
        row.admin1,
        row.admin2,
        row.population,
        row.radius_km,
        row.claims,
        row.admin3,
        row.admin4,
        row.feature_class,
        row.feature_code,
        row.layer,
        row.valid_from,
        row.valid_to,
    )


def stored(form: NameForm, number: int, key: str = "") -> StoredName:
    """Return a name as it is stored for the place with this number; `key` if it is known already."""
    return (
        key or key_of(form.form),
        number,
        form.form,
        form.lang,
        form.status,
        script_of(form.form),
        form.valid_from,
        form.valid_to,
    )


def names_of(row: Row, number: int) -> list[StoredName]:
    """Return the name rows of a place, one per key: the best status wins."""
    best: dict[str, NameForm] = {}
    forms = [NameForm(row.name, "", "main"), *(NameForm(*name) for name in row.names)]
    if row.country in TRANSLITERATED and row.kind == "settlement":
        forms += [
            NameForm(latin, "", "transliteration", form.valid_from, form.valid_to)
            for form in forms
            for latin in readings(form.form)
        ]
    for form in forms:
        key = key_of(form.form)
        known = best.get(key)
        if key and (known is None or RANK[form.status] < RANK[known.status]):
            best[key] = form
    return [stored(form, number, key) for key, form in best.items()]
