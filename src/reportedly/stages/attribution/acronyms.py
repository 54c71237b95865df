"""Acronyms that one text gives to two bodies, and names that are a slip of a known one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from reportedly.records import Span
from reportedly.stages.attribution.bodies import NameDoubt
from reportedly.stages.attribution.lists import words

_SMALL = words("bodies.small") | words("tokens.determiners")
_ACRONYM = (
    r"(?:[ ]?\((?:the |short |in short |abbreviated )?|, (?:or|"
    r"known as|called|in short|for short|"
    r"abbreviated(?: as| to)?|short)(?: the| as)? )(?P<acronym>[A-Z][A-Za-z]?[A-Z0-9]{1,6})(?![\w-])"
)
_LONGEST = 120
_INTRODUCED = re.compile(rf"(?P<name>[^.;:!?()\n]{{3,{_LONGEST}}}?){_ACRONYM}")
_TAIL = re.compile(_ACRONYM)
_POSSESSIVE = re.compile(r"['’]s?$")
_WORD = re.compile(r"[\w-]+(?:['’]s?(?!\w))?")
_REACH = 90
_OWNED = re.compile(r"['’]s? |\bof ")
_DETERMINER = re.compile(r"\b(?:the|The|a|an|A|An|its|Its|their|Their|his|her|this|This)\b")


@dataclass(frozen=True, slots=True)
class _Introduced:
    """An acronym as first given: its words, the head among them, and the sentence around."""

    words: frozenset[str]
    head: str
    printed: str
    around: frozenset[str]
    end: int


def contradictions(text: str) -> list[NameDoubt]:
    """Return the acronyms printed behind the description of another body than the one they were introduced for."""
    first: dict[str, _Introduced] = {}
    for match in _introductions(text):
        first.setdefault(match.group("acronym"), _introduced(text, match))
    doubts = []
    for acronym, known in first.items():
        for match in re.finditer(rf"\b{acronym}\b", text[known.end :]):
            found = _described(text, match.start() + known.end, match.end() + known.end, known)
            if found is not None:
                doubts.append(found)
    return sorted(doubts, key=lambda d: d.span)


def _introductions(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of _INTRODUCED; where no acronym is near, no name is looked for."""
    at = 0
    while tail := _TAIL.search(text, at):
        match = _INTRODUCED.search(text, max(at, tail.start() - _LONGEST))
        if match is None:
            return
        yield match
        at = match.end()


def _introduced(text: str, match: re.Match[str]) -> _Introduced:
    printed = _phrase(match.group("name"))
    names = [w for w in _bare(printed) if w not in _SMALL]
    begin = max(text.rfind("\n", 0, match.start()), text.rfind(". ", 0, match.start("name")), 0)
    stop = text.find(".", match.end())
    around = text[begin : stop if stop > 0 else len(text)]
    return _Introduced(frozenset(names), names[-1] if names else "", printed, frozenset(_bare(around)), match.end())


def _phrase(before: str) -> str:
    """Return the noun phrase that ends `before`: from its last determiner, or its last capitalised words."""
    found = list(_DETERMINER.finditer(before))
    chosen = found[-1] if found else None
    for match in reversed(found):  # "the Office of the Republic" is one phrase
        if not re.search(r"\b(?:of|for) $", before[: match.start()]):
            chosen = match
            break
    if chosen is not None:
        return before[chosen.start() :].strip()
    capital = re.search(r"(?:[A-Z][\w’'-]*(?: (?:of|for|and) )?[ ]?)+$", before)
    return capital.group().strip() if capital else before.strip()


@lru_cache(maxsize=4096)
def _bare(printed: str) -> tuple[str, ...]:
    """Return the words in lower case without possessive endings; each name of a text is compared with all others."""
    return tuple(_POSSESSIVE.sub("", w).lower() for w in _WORD.findall(printed))


_CLOSES = re.compile(r"\s*(?:[).;:!?“”\"\n]|$|,(?! (?:and|or|as well as) ))")
"""What stands behind an apposition: "the American institute, the ISW, said", not "…, the NRC reported"."""

_LISTED = re.compile(r", [^,]{2,40}, (?:the )?$")
"""What ends before the last but one of several: "the ministry, the council, the NRC"."""


def _beside(text: str, start: int, end: int) -> bool:
    """Say whether an acronym stands for the phrase that ends before it: a comma between must have its partner.

    "According to the American institute, the NRC reported" names two bodies, and so does a list.
    """
    lead = text[max(0, start - 8) : start]
    if not re.search(r",(?: the)? ?$", lead):
        return True
    listed = _LISTED.search(text[max(0, start - _REACH) : start]) and re.match(r",? (?:and|or) ", text[end : end + 6])
    return _CLOSES.match(text, end) is not None and not listed


def _described(text: str, start: int, end: int, known: _Introduced) -> NameDoubt | None:
    if not _beside(text, start, end):
        return None
    before = re.sub(r"(?:,| \(|\()(?: ?the)? ?$", " ", text[max(0, start - _REACH) : start])
    before = re.split(r"[.,;:!?()\n“”\"]", before)[-1]
    found = list(_DETERMINER.finditer(before))
    if not found or not before.endswith(" "):
        return None
    printed = before[found[-1].start() :].strip()
    parts = _WORD.findall(printed)[1:]
    bare = [_POSSESSIVE.sub("", w).lower() for w in parts]
    owners = {b for w, b in zip(parts, bare, strict=True) if _POSSESSIVE.search(w) or w[:1].isupper()}
    head = bare[-1] if bare else ""
    if not owners or len(bare) < 2 or head == known.head or head in owners:
        return None
    near = known.words if _OWNED.search(known.printed) else known.words | known.around
    if any(_akin(owner, word) for owner in owners for word in near):
        return None
    acronym = text[start:end]
    reason = f"{acronym} was introduced in this text for “{known.printed}”, but here it stands for “{printed}”"
    return NameDoubt(Span(start, end), printed, reason)


def _akin(a: str, b: str) -> bool:
    """Say whether two words may name the same owner: equal, or of one stem (Selvan, Selva)."""
    return a == b or (min(len(a), len(b)) >= 4 and a[:4] == b[:4])


_LIKE = 0.75
_LONG = 5


def misprint(printed: str, known: Iterable[str]) -> str | None:
    """Return the known name of which `printed` is a slip in one longer word, None if there is none or several."""
    mine = _bare(printed)
    mine = mine[1:] if mine[:1] == ("the",) else mine
    hits = set()
    for name in known:
        theirs = _bare(name)
        theirs = theirs[1:] if theirs[:1] == ("the",) else theirs
        if len(mine) < 3 or len(mine) != len(theirs):
            continue
        unlike = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
        if len(unlike) == 1 and _slip(*unlike[0]):
            hits.add(name)
    return hits.pop() if len(hits) == 1 else None


def _slip(a: str, b: str) -> bool:
    """Say whether two longer words differ by a slip, not by number."""
    longer = min(len(a), len(b)) >= _LONG and a.rstrip("s") != b.rstrip("s")
    return longer and SequenceMatcher(None, a, b).ratio() >= _LIKE
