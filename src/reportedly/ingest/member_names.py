"""Names in archives that do not say their code page: which reading of the bytes looks like a name."""

import unicodedata

_CODE_PAGES = ("utf-8", "cp866", "cp1125", "cp1251", "cp437", "cp1252", "koi8_u")
"""What programs that pack archives write; of those alike the first is taken."""

_BY_FREQUENCY = "оаеинтсрвлкмдпуяыьгзбчйхіжшюцїєщэфъёґ"
"""Letters of Ukrainian and Russian, the frequent ones first."""

_GERMAN = frozenset("äöüßÄÖÜ")
_NUMBER = "№"
_FOREIGN = -3.0
"""What a sign that is no letter costs: a frame or a currency in a name is a misreading."""
_MIXED = -3.0
"""What it costs that a Cyrillic letter and a Latin one, or a small letter and a capital, stand in one word."""


def name_of(raw: bytes) -> str | None:
    """Return the likeliest name of these bytes, None where no code page gives one."""
    found: list[tuple[float, str]] = []
    for page in _CODE_PAGES:
        try:
            name = raw.decode(page)
        except UnicodeDecodeError:
            continue
        found.append((_likeness(name) if page != "utf-8" else _likeness_utf_8(name), name))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _likeness(name: str) -> float:
    total = sum(map(_letter, name))
    return total + _MIXED * sum(map(_clash, name, name[1:]))


def _likeness_utf_8(name: str) -> float:
    """Bytes of another code page are seldom UTF-8 by chance: a sign that no reading knows costs nothing here."""
    return sum(2.0 + max(0.0, _letter(c)) for c in name if not c.isascii())


def _letter(c: str) -> float:
    if c.isascii():
        return 0.0
    if (rank := _BY_FREQUENCY.find(c.lower())) >= 0:
        return 2.5 - rank / 15
    if c in _GERMAN or c == _NUMBER:
        return 2.5
    return 0.5 if c.isalpha() and _latin(c) else _FOREIGN


def _clash(first: str, second: str) -> bool:
    if not (first.isalpha() and second.isalpha()):
        return first.isalpha() and second == _NUMBER
    return _latin(first) != _latin(second) or (first.islower() and second.isupper() and not second.isascii())


def _latin(c: str) -> bool:
    return c.isascii() or unicodedata.name(c, "").startswith("LATIN")
