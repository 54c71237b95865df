"""Outlets by the names under which reports in any language cite them."""

import re
from functools import lru_cache

from reportedly.corroborate.bodies import LANGUAGES, words_of_name
from reportedly.corroborate.names import Name, Named, keys_of, sealed


def names_outlet(name: Named, publisher: str) -> bool:
    """Say whether a printed source, by its sealed keys, is the outlet of this name, in full or short form."""
    if not name.words and not name.keys:
        return False
    if not _keys(publisher).isdisjoint(name.keys):
        return True
    return any(_stands_in(own, name.words) or _stands_in(name.words, own) for own in _readings(publisher))


@lru_cache(maxsize=20_000)
def _keys(publisher: str) -> frozenset[str]:
    """Return the keys of a publisher's name as it would be in each language of its script."""
    return frozenset(key for language in _tongues(publisher) for key in keys_of(publisher, language))


@lru_cache(maxsize=20_000)
def _readings(publisher: str) -> tuple[Name, ...]:
    """Return the words of a publisher's name as they would be in each language of its script."""
    return tuple(dict.fromkeys(sealed(words_of_name(publisher, language)) for language in _tongues(publisher)))


_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_IN_CYRILLIC = frozenset({"uk", "ru"})


def _tongues(publisher: str) -> list[str]:
    """Return the languages that a name in these letters may be in: no other dictionary need be opened for it."""
    cyrillic = bool(_CYRILLIC.search(publisher))
    return [language for language in LANGUAGES if (language in _IN_CYRILLIC) == cyrillic]


def _stands_in(own: Name, name: Name) -> bool:
    """Say whether all words of one name stand in the other; one word alone must be spelt alike."""
    keys = {key for word in name for key in word}
    if len(own) == 1:
        keys = {key for key in keys if key[:2] == "z:"}
    return bool(own) and all(not keys.isdisjoint(word) for word in own)
