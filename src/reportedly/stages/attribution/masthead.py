"""Whose own report a text is, as its head says it: a body that reports is no source of its own report."""

import re
from functools import lru_cache

_HEAD = 500
_KINDS = re.compile(
    r"\b(?:situation (?:report|update|overview)|sitrep|flash (?:update|report)|"
    r"(?:country|briefing|information) (?:brief|note)|fact ?sheet|(?:rapid|joint|needs) (?:needs )?assessment|"
    r"(?:humanitarian|monthly|weekly|operational|monitoring|market|displacement|emergency) "
    r"(?:bulletin|update|overview|snapshot|dashboard|report)|market (?:monitor|monitoring|watch)|"
    r"(?:displacement|flow) (?:tracking|monitoring)|response plan)\b",
    re.IGNORECASE,
)
_MADE_BY = re.compile(
    r"\b[Tt]his (?:\w+ )?(?:report|bulletin|update|overview|brief|note|fact ?sheet|product|document|snapshot) "
    r"(?:is|was|has been) (?:jointly )?(?:produced|compiled|prepared|issued|published|written|released) by "
    r"(?:the )?(?P<name>[A-Z][\w-]+)"
)
_ADDRESS = re.compile(r"(?:www\d?\.|@|https?://)(?:[\w-]+\.)?(?P<name>[A-Za-z]{2,12})\.(?:org|int|gov)\b")
_RESULTS = re.compile(
    r"(?:[\w’'-]+ ){0,3}?(?:results|findings)(?: (?:of|from) (?:the|this|these|our|its) [^,.;]*)?", re.IGNORECASE
)
_MAKER = re.compile(
    r"\s*(?:which was |that was )?(?:conducted|carried out|commissioned|published|released|led|prepared|done|made) "
    r"(?:jointly )?by (?:the )?(?P<name>[A-Z][\w-]+)?"
)


@lru_cache(maxsize=64)
def own_names(text: str) -> frozenset[str]:
    """Return the names, in lower case, of the bodies whose own report the head of a text says it is."""
    names = [m.group("name") for m in _MADE_BY.finditer(text, 0, _HEAD)]
    names += [m.group("name") for m in _ADDRESS.finditer(text, 0, _HEAD) if m.group("name").upper() in text]
    return frozenset(name.lower() for name in names)


@lru_cache(maxsize=64)
def is_own_report(text: str) -> bool:
    """Say whether the head of a text names a kind of report that bodies write on their own work."""
    return bool(own_names(text)) or _KINDS.search(text, 0, _HEAD) is not None


def is_own_voice(text: str, start: int, end: int, *, thing: bool) -> bool:
    """Say whether the source phrase at `start` is the reporting body itself, or what its own survey found.

    `thing` says that the phrase is a body or a paper, not a person who speaks.
    """
    printed = text[start:end]
    names = own_names(text)
    first = re.match(r"(?:the )?([A-Z][\w-]*)", printed)
    if thing and first is not None and first.group(1).lower() in names:
        return True
    if not is_own_report(text) or _RESULTS.fullmatch(printed) is None:
        return False
    maker = _MAKER.match(text, end)
    return maker is None or (maker.group("name") or "").lower() in names
