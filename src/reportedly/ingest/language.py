"""The language of a text: a detector limited to likely languages, and a dictionary vote for Cyrillic."""

import re
from functools import cache

from reportedly.ingest.language_model import detector
from reportedly.lemmas import is_known

MISMATCH = "language_mismatch"
"""Flag: the language given with the text is not the one it is written in."""

UNKNOWN = "und"
"""What is said of texts that are too short to tell (BCP 47)."""

LANGUAGES = (
    "en", "uk", "ru", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk", "ro", "hu", "bg", "be", "sr", "tr",
    "ar", "he", "el", "sv",
)  # fmt: skip
"""The detector chooses among these: unlimited it takes Russian for Serbian or Macedonian."""

_NAMES = {
    "english": "en", "eng": "en", "ukrainian": "uk", "ukr": "uk", "ua": "uk", "russian": "ru", "rus": "ru",
    "german": "de", "deu": "de", "ger": "de", "french": "fr", "fra": "fr", "fre": "fr", "spanish": "es", "spa": "es",
    "italian": "it", "ita": "it", "polish": "pl", "pol": "pl", "turkish": "tr", "tur": "tr", "arabic": "ar",
}  # fmt: skip
_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)
_SAMPLE = 4000
_MIN_LETTERS = 12
_SURE_LETTERS = 200
"""From here on the detector may overrule a given language of the same script."""
_SURE = 0.99
_WORD = re.compile(r"[^\W\d_]{3,}")
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+\.\S+")
_UNUSED = {
    "uk": "ыэъёўјљњћђџ",
    "ru": "іїєґўјљњћђџ",
    "be": "ищъїєґјљњћђџ",
    "bg": "ыэёіїєґўјљњћђџ",
    "sr": "ыэъёіїєґўщьюяй",
}
"""Cyrillic letters that a language does not use."""
_CYRILLIC = frozenset({"uk", "ru", "bg", "be", "sr", "mk", "kk", "mn"})
_LATIN = frozenset(LANGUAGES) - _CYRILLIC - {"ar", "he", "el"} | {"sr"}


def identify(text: str, given: object = None) -> tuple[str, str | None]:
    """Return the language (BCP-47 primary tag, "und" where it cannot be told) and a flag or None.

    `given` is what the metadata say ("en", "en-GB", "English"); it wins unless the script of the text, or
    a clear answer of the detector on at least 200 letters, speaks against it.
    """
    sample = _ADDRESS.sub(" ", text[:_SAMPLE])
    letters = sum(map(str.isalpha, sample))
    tag = _tag(given)
    if letters < _MIN_LETTERS:
        return tag or UNKNOWN, None
    found, probability = _detect(sample)
    if tag is None or tag == found:
        return found, None
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in sample) > 0.5 * letters
    wrong_script = (cyrillic and tag in _LATIN - _CYRILLIC) or (not cyrillic and tag in _CYRILLIC - _LATIN)
    overruled = tag in LANGUAGES and letters >= _SURE_LETTERS and probability >= _SURE
    return (found, MISMATCH) if wrong_script or overruled else (tag, None)


def _tag(given: object) -> str | None:
    if not isinstance(given, str):
        return None
    printed = given.strip().lower()
    if printed in _NAMES:
        return _NAMES[printed]
    match = _TAG.fullmatch(printed)
    if match is None or match[1] == UNKNOWN:
        return None
    return _NAMES.get(match[1], match[1])


_detector = cache(lambda: detector(LANGUAGES))


def _detect(sample: str) -> tuple[str, float]:
    ranked = [(str(tag), float(probability)) for tag, probability in _detector().rank(sample)]
    if ranked[0][0] not in _UNUSED:
        return ranked[0]
    # On short Cyrillic text the detector errs between neighbours; their alphabets differ.
    small = sample.lower()
    unused = {tag: sum(map(small.count, letters)) for tag, letters in _UNUSED.items()}
    fitting = {tag: p for tag, p in ranked if unused.get(tag) == min(unused.values())}
    found = next(iter(fitting))
    if found in ("uk", "ru") and "uk" in fitting and "ru" in fitting:
        found = _vote(sample, found)
    return found, fitting[found]


def _vote(sample: str, found: str) -> str:
    """Tell Ukrainian from Russian by which dictionary knows more of the words."""
    words = _WORD.findall(sample)[:100]
    known = {language: sum(is_known(word, language) for word in words) for language in ("uk", "ru")}
    if known["uk"] == known["ru"]:
        return found
    return "uk" if known["uk"] > known["ru"] else "ru"
