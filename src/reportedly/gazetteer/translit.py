"""Cyrillic names in Latin letters: the official Ukrainian, the Russian and the two German ways of writing them."""

from collections.abc import Mapping

_SHARED = dict(zip("абдзклмнопрстуф", "abdzklmnoprstuf", strict=True))
_UKRAINIAN = _SHARED | {
    "в": "v", "г": "h", "ґ": "g", "е": "e", "є": "ie", "ж": "zh", "и": "y", "і": "i", "ї": "i", "й": "i", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia",
}  # fmt: skip
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
        forms += [_ukrainian(lower), _german(lower, _GERMAN_UKRAINIAN)]
    if not letters & _ONLY_UKRAINIAN:
        russian = _russian(lower)
        forms += [russian, _short_endings(russian), _german(_soft_e(lower), _GERMAN_RUSSIAN)]
        if lower[0] == "е":
            forms.append("y" + russian)
    return tuple(dict.fromkeys(forms))


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


def _soft_e(name: str) -> str:
    """Return `name` with the е that Germans hear as je (at the start, after a vowel or a sign) marked as such."""
    return "".join(
        "jе" if letter == "е" and (before in _APART or before in "ьъ" or before in _VOWELS) else letter
        for before, letter in zip(" " + name, name, strict=False)
    )


def _german(name: str, letters: Mapping[str, str]) -> str:
    """Return the Duden form: a с between vowels is a sharp one (ss), ьо is jo."""
    sharp = "".join(
        "ss" if letter == "с" and before in _VOWELS and after in _VOWELS else letter
        for before, letter, after in zip(" " + name, name, name[1:] + " ", strict=False)
    )
    return _write(sharp.replace("ьо", "jо").replace("йо", "jо"), letters, {})


def _write(name: str, letters: Mapping[str, str], initial: Mapping[str, str]) -> str:
    written = []
    before = " "
    for letter in name:
        use = initial if before in " -" and letter in initial else letters
        written.append(use.get(letter, letter))
        before = letter
    return "".join(written)
