"""The name that a place has in one language, chosen among its stored names."""

import re
from collections.abc import Iterable, Sequence

from reportedly.gazetteer.entries import NameEntry
from reportedly.gazetteer.translit import ukrainian

_STATUSES = ("official", "exonym", "main")
_FOREIGN = re.compile(r"[^а-щьюяєіїґ' ’ʼ-]", re.IGNORECASE)
_SHORT = re.compile(r"\b[А-ЯІЇЄҐA-Z]{2,}\b")
_SOFT_FOR_APOSTROPHE = re.compile(r"[бпвмф]ь[яюєї]", re.IGNORECASE)
_HARD_ENDING = re.compile(r"(?<=[сц])к(?=$|[ -])")


def name_in(names: Sequence[NameEntry], language: str, main: str, country: str = "") -> str | None:
    """Return the official name of a place in a language, or None where none is surely one.

    Ukrainian names that no layer tags with their language are known by their letters: written in Latin letters by the
    rules of 2010 or 1965 they are the main name. The soft sign that other languages leave out of -ськ and -цьк, which
    those rules do not write, is put back for places in Ukraine.
    """
    for status in _STATUSES:
        tagged = [n.form for n in names if n.lang == language and n.status == status]
        if tagged:
            return next((form for form in tagged if not _SHORT.search(form)), tagged[0])
    if language != "uk":
        return None
    return _by_letters((n.form for n in names if not n.lang and n.status in ("alternate", "main")), main, country)


def _by_letters(forms: Iterable[str], main: str, country: str) -> str | None:
    """Return the form that is the main name in Latin letters; abroad, where other rules hold, nearly so."""
    own: list[str] = []
    shared: list[str] = []
    inside = country == "UA"
    wanted = _signless(main) if inside else _folded(_signless(main))
    for form in forms:
        latin = ukrainian(form) if inside else tuple(_folded(f) for f in ukrainian(form))
        if _FOREIGN.search(form) or _SOFT_FOR_APOSTROPHE.search(form) or wanted not in latin:
            continue
        told = _HARD_ENDING.sub("ьк", form) if inside else form
        if re.search("[іїєґь]", told):
            own.append(told)
        elif inside or "и" not in told:
            shared.append(told)
    return next(iter([*own, *shared]), None)


def _signless(name: str) -> str:
    return name.casefold().translate({ord(sign): None for sign in "'’ʼ"})


def _folded(latin: str) -> str:
    """Return Latin letters without the differences between the ways of writing Ukrainian and Russian names."""
    return latin.replace("kh", "x").replace("h", "g").replace("y", "i").replace("ie", "e").replace("ii", "i")
