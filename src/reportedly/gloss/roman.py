"""Cyrillic in Latin letters, by standards that are kept as data, and the reading aid for a printed name."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

STANDARDS = ("uk-2010", "ru-bgn", "ru-iso9", "de-uk", "de-ru")
"""Ukrainian official (2010), Russian BGN/PCGN without marks for signs, ISO 9, Duden for Ukrainian and Russian."""

_LETTER = re.compile(r"[\u0400-\u04ff]")
_ONLY_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_ONLY_RUSSIAN = re.compile("[ыэъёЫЭЪЁ]")
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ](?=\w)")
_SOFT_BEFORE = frozenset("аеёиоуыэюяьъ")
_ADJECTIVE_END = re.compile(r"(?<=[^\W\d_]{2})(?:ый|ий)(?!\w)", re.IGNORECASE)


def romanise(text: str, standard: str) -> str:
    """Return a text with its Cyrillic letters written in Latin ones, capitals kept; other characters stay.

    Raises KeyError for a standard that is not in STANDARDS.
    """
    letters, initials = _standards()[standard]
    if standard != "ru-iso9":
        text = _APOSTROPHE.sub("", text)
    written = []
    for at, char in enumerate(text):
        lower = char.casefold()
        if lower not in letters:
            written.append(char)
            continue
        before = text[at - 1].casefold() if at else " "
        first = not before.isalpha() or (standard in ("ru-bgn", "de-ru") and lower == "е" and before in _SOFT_BEFORE)
        latin = initials[lower] if first and lower in initials else letters[lower]
        if standard == "uk-2010" and lower == "г" and before == "з":
            latin = "gh"
        whole = text[at + 1 : at + 2].isupper() or (at > 0 and text[at - 1].isupper())
        written.append(latin if char == lower else latin.upper() if whole and char.isupper() else latin.capitalize())
    return "".join(written)


def reading_aid(name: str, language: str) -> str:
    """Return how a name in Cyrillic is read in Latin letters, for who cannot read it; "" for a name without any.

    Ukrainian by the official table of 2010, Russian by that of the boards on names; letters that only one of the
    languages has decide over `language`.
    """
    if not _LETTER.search(name):
        return ""
    russian = _ONLY_RUSSIAN.search(name) is not None or (language == "ru" and not _ONLY_UKRAINIAN.search(name))
    if not russian:
        return romanise(name, "uk-2010")
    return romanise(_ADJECTIVE_END.sub(lambda m: "Ы" if m[0].isupper() else "ы", name), "ru-bgn")


@cache
def _standards() -> Mapping[str, tuple[Mapping[str, str], Mapping[str, str]]]:
    """Return for each standard its letters, and those that are written otherwise at the beginning of a word."""
    found: dict[str, tuple[dict[str, str], dict[str, str]]] = {name: ({}, {}) for name in STANDARDS}
    for line in (files(__package__) / "data" / "roman.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        standard, letter, latin, *initial = line.split("\t")
        letters, initials = found[standard]
        letters[letter] = "" if latin == "_" else latin
        if initial:
            initials[letter] = initial[0]
    return found
