"""Names that are of places where they look like persons: towns behind a common word, villages that no list knows."""

import re
from collections.abc import Callable, Sequence

from reportedly import lemmas
from reportedly.stages.persons_words import is_slavic

_IN = re.compile(
    r"(?<!\w)(?P<lead>\w*)(?:^|\s)(?:[Ii]n|[Nn]ear|[Oo]utside|[Tt]hroughout"
    r"|(?:villages?|towns?|cit(?:y|ies)|hamlets?|settlements?|districts?|outskirts|residents|inhabitants|villagers"
    r"|people|families|schools?|clinics?|hospital|streets|farmers) (?:of|called|named))(?: nearby| the)? $"
)
_MINDED = re.compile(
    r"(?:trust\w*|confiden\w+|faith|believ\w+|belief|interest\w*|invest\w*|disappoint\w+|confid\w+|found|met|saw|succeed\w*)$",
    re.IGNORECASE,
)
"""Words that go with "in" and a person."""
_IS_ONE = re.compile(
    r"(?:, (?:an?|the|once an?) (?:[a-z-]+ ){0,2}(?:village|town|hamlet|settlement|city|suburb|locality|community)\b"
    r"| (?:village|town|hamlet|settlement|district|railway station|reservoir)\b)"
)
_AND = re.compile(r"(?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?(?:, and |, | and ))+$")
_LIST_LED = re.compile(r"(?<!\w)(?:[Ii]n|[Nn]ear) $")
_OWNED = re.compile(r"['’]s? (?!(?:school|clinic|hospital|village|station|centre|center|streets|residents)\b)")


def stands_as_place(text: str, printed: str) -> bool:
    """Say whether a name stands somewhere in a text as only a place does: "in X", "the village of X", "X, a town"."""
    return any(_is_placed(text, m.start(), m.end()) for m in re.finditer(rf"(?<!\w){re.escape(printed)}(?!\w)", text))


def _is_placed(text: str, start: int, end: int) -> bool:
    if _IS_ONE.match(text, end):
        return True
    before = text[max(0, start - 120, text.rfind("\n", 0, start) + 1) : start]
    list_before = _AND.search(before)
    if list_before is not None and _LIST_LED.search(before[: list_before.start()]):
        return True
    led = _IN.search(before)
    return led is not None and not _MINDED.search(led["lead"]) and not _OWNED.match(text, end)


_CYRILLIC = re.compile("[А-ЯЁІЇЄҐ]")
_PLURAL = re.compile(r"(?:[иыії]|ів|ов|ей|ам|ям|ами|ями|ах|ях)\Z")
"""How a plural in Cyrillic ends, with which no surname in the singular agrees."""
_JOINED = re.compile(r" (?:von|vom|und) (?:der )?\S+$")


def is_of_town(
    words: Sequence[str], printed: str, is_place: Callable[[str], bool], is_bent: Callable[[str], bool]
) -> bool:
    """Say whether words with capitals are common ones with a town: «Жителі Тарнівська», „Zehn Kilometer von Tarnow“.

    `words` are those of the run without particles, `is_bent` says of a name that it is that of a town in another case.
    """
    first, rest = words[0], " ".join(words[1:])
    if _CYRILLIC.match(first):
        return _PLURAL.search(first) is not None and is_slavic(first.casefold()) and is_bent(rest)
    common = all(is_place(word) or lemmas.is_known(word.casefold(), "de") for word in words[:-1])
    return common and _JOINED.search(printed) is not None and is_place(words[-1])
