"""Printed sources of one document brought together as bodies, and their names looked up in the source register."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

from reportedly.interfaces import Identified, SourceRegister
from reportedly.records import Attribution, Link, Span
from reportedly.stages.attribution_languages.kinds import WORD, role_of

Sounds = Callable[[str], tuple[str, ...]]
"""Gives the ways in which a word sounds, whatever script it is written in; none for words too short to tell."""

_SHORTEST = 3
_ENDING = re.compile(
    r"(?:ського|ському|ського|ого|ему|ому|ими|ыми|ами|ями|ої|ою|ею|ий|ій|ый|ой|ая|яя|ое|ее|ые|ие|их|ых|им|ым|ом|ем|ам|ям|"
    r"ах|ях|ів|їв|ов|ев|ові|еві|єю|ію|ия|ії|ія|ию|[аеиіоуыюяєїьй])$"
)


@dataclass(slots=True)
class Named:
    """One body in the making: its links by span, the rule of each, and what names tell it."""

    spans: dict[Span, str] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    stems: set[str] = field(default_factory=set)


def bodies_of(text: str, language: str, chains: Sequence[Attribution]) -> list[Named]:
    """Return the named sources of all chains, one entry for each body, in order of the first mention.

    Mentions belong together by an antecedent, by the stems of a name that they share (case endings aside), or by
    the same words.
    """
    found: list[Named] = []
    links = {(k.span, k.antecedent): k for c in chains for k in c.links if k.span is not None and _is_body(k)}
    for (span, antecedent), link in sorted(links.items(), key=lambda item: item[0][0] or Span(0, 1)):
        assert span is not None
        stems = name_stems(span.of(text), language)
        if antecedent is not None:
            stems |= name_stems(antecedent.of(text), language)
        body = next((b for b in found if antecedent in b.spans or span in b.spans or stems & b.stems), None)
        if body is None:
            body = Named()
            found.append(body)
        if antecedent is not None:
            body.spans.setdefault(antecedent, "full name")
        body.spans.setdefault(span, "points back" if link.anaphoric and antecedent is not None else "printed")
        body.links.append(link)
        body.stems |= stems
    return sorted(found, key=lambda b: min(b.spans))


def _is_body(link: Link) -> bool:
    return link.named and link.role not in ("unnamed_plural", "unnamed_single", "none")


def fullest(text: str, body: Named) -> Span:
    """Return the longest printed name of a body; of equally long ones the first."""
    return max(body.spans, key=lambda s: (len(WORD.findall(s.of(text))), -s.start))


def name_stems(printed: str, language: str) -> set[str]:
    """Return the stems of the names in a phrase; of a phrase without any, that of all its words together."""
    words = WORD.findall(printed)
    names = {stem(w) for w in words if w[0].isupper() and (language != "de" or role_of(w, language) is None)}
    names = {n for n in names if len(n) >= _SHORTEST}
    lower = " ".join(stem(w) for w in words)
    return names if names and not (len(words) > 1 and language == "de" and words[0].islower()) else names | {lower}


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return a word without its case ending, in lower case; short words and acronyms stay whole."""
    folded = word.casefold().replace("’", "'")
    if len(folded) <= _SHORTEST + 1 or word.isupper() or re.fullmatch(r"[a-z'-]+", folded):
        return folded
    cut = _ENDING.sub("", folded)
    return cut if len(cut) >= _SHORTEST else folded


class Naming:
    """Looks printed names in any case form up in the register."""

    def __init__(self, register: SourceRegister | None, sounds: Sounds | None = None) -> None:
        """Take the register and, for names written in another script, what gives the sounds of a word."""
        self._register = register
        self._sounds = sounds
        self._names: dict[tuple[str, ...], str] = {}
        self._heard: dict[tuple[str, ...], tuple[str, str]] = {}
        for body in getattr(register, "bodies", ()):
            for name in body.names:
                words = WORD.findall(name.text)
                self._names.setdefault(tuple(stem(w) for w in words), name.text)
                for key in self._sound(words) if len(words) > 1 else ():
                    known = self._heard.setdefault(key, (body.id, name.text))
                    if known[0] != body.id:  # two bodies sound alike: neither is meant by the sound
                        self._heard[key] = ("", "")
        self._longest = max((len(key) for key in self._names), default=0)

    def identify(self, printed: str, *, earlier: str = "") -> Identified:
        """Return who is meant by a printed phrase: as it stands, else with a registered name put in its base form."""
        if self._register is None:
            return Identified()
        base, length = self._in_base_form(printed)
        for phrase in (base, printed) if length > 1 else (printed, base):
            found = self._register.identify(phrase, earlier=earlier)
            if found.body is not None or found.readings or found.proposed is not None:
                return found
        return Identified()

    def _in_base_form(self, printed: str) -> tuple[str, int]:
        """Return the phrase with the longest registered name in it as the register spells it, and its words (or 0)."""
        words = list(WORD.finditer(printed))
        stems = [stem(w.group()) for w in words]
        for length in range(min(len(words), self._longest), 0, -1):
            for start in range(len(words) - length + 1):
                name = self._names.get(tuple(stems[start : start + length]))
                first = words[start].group()
                if name is None or (length == 1 and not _alone(first, name, start)):
                    continue
                return printed[: words[start].start()] + name + printed[words[start + length - 1].end() :], length
        return self._by_sound(printed, words)

    def _by_sound(self, printed: str, words: list[re.Match[str]]) -> tuple[str, int]:
        """Return the phrase with a registered name of two words or more that sounds like words of it."""
        for length in range(min(len(words), self._longest), 1, -1):
            for start in range(len(words) - length + 1):
                part = [w.group() for w in words[start : start + length]]
                name = next((n for key in self._sound(part) if (n := self._heard.get(key, ("", ""))[1])), "")
                if name and all(w[0].isupper() for w in part[:1]):
                    return printed[: words[start].start()] + name + printed[words[start + length - 1].end() :], length
        return printed, 0

    def _sound(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        if self._sounds is None:
            return []
        return list(product(*(self._sounds(word) for word in words)))


def _alone(printed: str, name: str, start: int) -> bool:
    """Say whether one word can name a body: an acronym anywhere, else the first word ("of Ukraine" names an owner)."""
    return printed.isupper() == name.isupper() and (printed.isupper() or start == 0)
