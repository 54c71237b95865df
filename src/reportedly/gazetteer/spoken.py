"""The name that a place has in one language, chosen among its stored names."""

import re
from collections.abc import Iterable, Sequence

from reportedly.gazetteer.entries import NameEntry
from reportedly.gazetteer.translit import ukrainian

_STATUSES = ("official", "exonym", "main")
_FOREIGN = re.compile(r"[^а-щьюяєіїґ' ’ʼ-]", re.IGNORECASE)
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
            return tagged[0]
    if language != "uk":
        return None
    return _by_letters((n.form for n in names if not n.lang and n.status in ("alternate", "main")), main, country)


def _by_letters(forms: Iterable[str], main: str, country: str) -> str | None:
    fitting: dict[str, None] = {}
    wanted = main.casefold().replace("'", "").replace("’", "")
    for form in forms:
        if _FOREIGN.search(form):
            continue
        soft = _HARD_ENDING.sub("ьк", form) if country == "UA" else form
        if wanted in ukrainian(form):
            fitting[soft] = None
    own = [form for form in fitting if re.search("[іїєґь]", form)]
    return next(iter(own or fitting), None)
