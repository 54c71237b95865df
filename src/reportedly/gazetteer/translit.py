"""Cyrillic names in Latin letters: the Ukrainian, Russian and German ways of writing them.

Ukrainian: resolution 55 of the Cabinet of Ministers (2010) and the system of the American and British boards on
names of 1965. Russian: the system of those boards of 1947 and its press variants. German: the tables of the Duden.
"""

import re
from collections.abc import Mapping

_SHARED = dict(zip("абдзклмнопрстуф", "abdzklmnoprstuf", strict=True))
_UKRAINIAN = _SHARED | {
    "в": "v", "г": "h", "ґ": "g", "е": "e", "є": "ie", "ж": "zh", "и": "y", "і": "i", "ї": "i", "й": "i", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia",
}  # fmt: skip
_UKRAINIAN_OLDER = _UKRAINIAN | {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
"""The American and British system of 1965, which many maps and reports still use: Avdiyivka, Kupyansk."""

_UKRAINIAN_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_RUSSIAN = _SHARED | {
    "в": "v", "г": "g", "е": "e", "ё": "yo", "ж": "zh", "и": "i", "й": "y", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_GERMAN = _SHARED | {
    "в": "w", "ж": "sch", "з": "s", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "schtsch", "ь": "", "ю": "ju",
    "я": "ja",
}  # fmt: skip
_GERMAN_UKRAINIAN = _GERMAN | {"г": "h", "ґ": "g", "е": "e", "є": "je", "и": "y", "і": "i", "ї": "ji", "й": "j"}
_GERMAN_RUSSIAN = _GERMAN | {"г": "g", "е": "e", "ё": "jo", "и": "i", "й": "i", "ъ": "", "ы": "y", "э": "e"}

_ONLY_UKRAINIAN = frozenset("іїєґ")
_ONLY_RUSSIAN = frozenset("ыэъё")
_LETTERS = frozenset(_UKRAINIAN) | frozenset(_RUSSIAN)
_VOWELS = frozenset("аеёиоуыэюяіїє")
_APART = frozenset(" -'’ʼ")


def readings(name: str) -> tuple[str, ...]:
    """Return the Latin spellings of a Ukrainian or Russian name, without doubles, in lower case.

    A name with letters of only one of the two languages is read in that one, any other in both; a name with
    other letters gives nothing.
    """
    lower = name.casefold()
    letters = frozenset(lower) - _APART
    if not letters or not letters <= _LETTERS:
        return ()
    forms: list[str] = []
    if not letters & _ONLY_RUSSIAN:
        forms += [_ukrainian(lower), _write(lower, _UKRAINIAN_OLDER, {}), *_german(lower, _GERMAN_UKRAINIAN)]
    if not letters & _ONLY_UKRAINIAN:
        for russian in (_russian(lower), _russian(_soft_e(lower, "y")), _russian(lower.replace("ё", "е"))):
            forms += [russian, _short_endings(russian)]
        forms += _german(_german_russian(lower), _GERMAN_RUSSIAN)
        forms += [form.replace("ks", "x") for form in forms if "ks" in form]
    return tuple(dict.fromkeys(forms))


def ukrainian(name: str) -> tuple[str, ...]:
    """Return a name in Latin letters by the two systems for Ukrainian, 2010 first, in lower case, without signs."""
    lower = name.casefold().translate({ord(sign): None for sign in "'’ʼ"})
    return _ukrainian(lower), _write(lower, _UKRAINIAN_OLDER, {})


def _ukrainian(name: str) -> str:
    name = name.replace("зг", "зgh")
    return _write(name, _UKRAINIAN, _UKRAINIAN_INITIAL)


def _russian(name: str) -> str:
    for hard in ("ье", "ъе"):
        name = name.replace(hard, "yе")
    return _write(name, _RUSSIAN, {})


def _short_endings(name: str) -> str:
    """Return the form with one letter for the adjective ending: krasnyy liman, krasny liman."""
    return " ".join(word[:-2] + "y" if word.endswith(("yy", "iy")) else word for word in name.split(" "))


def _soft_e(name: str, mark: str) -> str:
    """Return `name` with a mark before the е that is heard as je: at the start, after a vowel or a sign."""
    return "".join(
        f"{mark}е" if letter == "е" and (before in _APART or before in "ьъ" or before in _VOWELS) else letter
        for before, letter in zip(" " + name, name, strict=False)
    )


def _german_russian(name: str) -> str:
    """Return a Russian name as the Duden reads it: -ый is y and -ий is i, ё is o after a hissing sound."""
    return _HISSED.sub(r"\1о", _ADJECTIVE_END.sub(r"\1", _soft_e(name, "j")))


_ADJECTIVE_END = re.compile(r"([ыи])й(?=[ -]|$)")
_HISSED = re.compile(r"([жчшщ])ё")


def _german(name: str, letters: Mapping[str, str]) -> tuple[str, str]:
    """Return the Duden form, in which a с between vowels is a sharp one (ss) and ьо is jo, and that with a single s."""
    soft = name.replace("ьо", "jо").replace("йо", "jо")
    sharp = "".join(
        "ss" if letter == "с" and before in _VOWELS and after in _VOWELS else letter
        for before, letter, after in zip(" " + soft, soft, soft[1:] + " ", strict=False)
    )
    return _write(sharp, letters, {}), _write(soft, letters, {})


def _write(name: str, letters: Mapping[str, str], initial: Mapping[str, str]) -> str:
    written = []
    before = " "
    for letter in name:
        use = initial if before in " -" and letter in initial else letters
        written.append(use.get(letter, letter))
        before = letter
    return "".join(written)
