"""Villages that no list knows, taken for persons by their capitals alone: what the text says of them elsewhere."""

import re

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
