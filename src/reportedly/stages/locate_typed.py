"""City or region, by the printed word: "Brezna district" is a district, whatever else bears the name."""

import re
from collections.abc import Mapping
from dataclasses import replace

from reportedly.records.values import Precision
from reportedly.stages.locate_mentions import Place

_KINDS: Mapping[str, Precision] = {
    **dict.fromkeys(["village", "town", "city", "cities", "settlement", "hamlet"], "settlement"),
    **dict.fromkeys(
        [
            "district",
            "county",
            "counties",
            "municipality",
            "municipalities",
            "territory",
            "territories",
            "lga",
            "raion",
            "rayon",
            "department",
            "commune",
            "woreda",
            "cercle",
            "hromada",
            "payam",
            "upazila",
            "sub-prefecture",
            "subprefecture",
            "subdistrict",
        ],
        "adm2",
    ),
    **dict.fromkeys(["province", "governorate", "oblast", "prefecture", "canton", "state", "region"], "adm1"),
}
_UNITS = ("adm1", "adm2", "adm3")
_NAME = r"[A-ZÀ-ÞĀ-Ž][\w'’]*(?:[ -](?:[A-ZÀ-ÞĀ-Ž]|al-|el-)[\w'’]*){0,3}"
_WORD = "|".join(sorted(_KINDS, key=len, reverse=True))
_AFTER = re.compile(rf" ({_WORD})s?\b(?! of [A-Z])", re.IGNORECASE)
_LIST_AFTER = re.compile(rf"(?:(?:, | and |, and |/){_NAME}){{1,9}} ({_WORD})s\b")
_AT_END = re.compile(rf"[ -]({_WORD})$", re.IGNORECASE)
_BEFORE = re.compile(rf"\b({_WORD}) of (?:the )?$", re.IGNORECASE)


def typed_precision(text: str, place: Place) -> Precision | None:
    """Return the level that the type word gives in the name, right behind it, behind its list or before it."""
    printed, end = place.span.of(text), place.span.end
    found = (
        _AT_END.search(printed)
        or _AFTER.match(text, end)
        or _LIST_AFTER.match(text, end)
        or _BEFORE.search(text[max(0, place.span.start - 30) : place.span.start])
    )
    return _KINDS.get(found[1].casefold()) if found else None


def as_printed(text: str, place: Place) -> Place:
    """Return the place at the level of its printed type word, with the candidates of that level first.

    Where no candidate has the level (a region that the gazetteer knows only as a town), the answer stays but is
    marked ambiguous: it may be another place of the name.
    """
    level = typed_precision(text, place)
    best = place.best
    if level is None or place.vague or place.precision in (level, "facility"):
        return place
    if best is None:
        return replace(place, precision=level, typed=True)
    if level in _UNITS and best.precision in _UNITS:
        return replace(place, precision=best.precision, typed=True)
    fitting = [c for c in place.candidates if (c.precision in _UNITS) == (level in _UNITS)]
    if fitting:
        others = [c for c in place.candidates if c not in fitting]
        return replace(place, precision=fitting[0].precision, candidates=(*fitting, *others), typed=True)
    return replace(place, precision=level, typed=True, ambiguous=True, confidence=place.confidence / 2)
