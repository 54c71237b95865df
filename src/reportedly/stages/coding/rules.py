"""The coding rules: a small pattern language over word groups, and how a wording is scored by it."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from reportedly.errors import InvalidCodebook
from reportedly.kept_patterns import KeptPatterns
from reportedly.sieve import Sieves
from reportedly.stages.coding.beginnings import Beginnings
from reportedly.yaml_data import load_plain

_HERE = Path(__file__).parent
_CONCEPTS = ("concepts", "vocabulary", "vocabulary_culture", "vocabulary_actors", "exclusions")
_RULES = ("rules", "frames", "actors")
"""Files of word groups and of rules; the first file of rules has the threshold and the order of preference."""

_GAP = 100
"""A pattern "A > B" wants B to begin within so many code points after A."""

_LONGEST = 800
"""So much of a wording is looked at: claims are sentences, anything longer is no claim."""

_REMEMBERED = 2048
"""So many wordings are remembered with their scores."""

_MORE = 0.15
"""What each further rule of a category adds, as a share of its weight."""

_TOPIC_WEIGHT = 4.0
"""Rules lighter than this only name a topic."""

_SUBJECT_BONUS = 0.8

_GROUP = re.compile(r"\{([A-Z0-9]+)\}")
_SPACES = re.compile(r" +")
_HYPHEN = re.compile(r"-\s+(?=[a-z])")
_INFLECTED = re.compile(r"([a-z]+)\^")

_READ = Sieves()

_REASON = _READ.sieve(r",?\s\(?(?:for (?:want|lack) of|because of|due to|owing to|on account of)\b.*$", re.IGNORECASE)
_HEAD = 4
"""What a claim gives as its reason does not say what it is about, if so many words stand before it."""

_BODY = _READ.sieve(
    r"\b(?:(?!Relief|Aid|Humanitarian|Red|Refugees?|Food|Children|United|Displaced|Election|Electoral|Returnee)"
    r"[A-Z][\w'-]+ (?:of |and |for |the )*){1,4}"
    r"(?=(?:Assembly|Council|Committee|Union|Bureau|Front|Movement|Guild|Association|League|Observatory|Watch|Institute|"
    r"Office|Desk|Congress|Coalition|Directorate|Ministry|Party|Federation|Forum|Ledger|Gazette|Courier|Mirror|Herald)\b)"
)
"""The name of a body says nothing about the matter: only its head word is read."""

_OF_BODY = _READ.sieve(r"\b(Assembly|Council|Movement|Front|Union|League|Coalition) of (?:the )?[A-Z][\w'-]+")
_PLACE = _READ.sieve(
    r"\b((?!State|National|Central|Savings|Red|Development|World|The|A)[A-Z][\w'-]+) "
    r"(?:Bank|Wells?|Springs?|Mills?|Ferry|Cross|Head|Fields?|Gate|Creek|Market)\b"
)
"""Names of places are made of words that mean something else there."""

_BEFORE_NAME = _READ.sieve(r"\b(?:Port|Fort|Mount|Lake|Cape|Saint)(?= [A-Z])")
_AFTER_NAME = _READ.sieve(
    r"\b((?!The|A)[A-Z][\w'-]+) (?:Harbour|Bay|Valley|Hills?|Heights|Island|Bridge|Port|Lake|Ford)\b"
)
_STREET = _READ.sieve(r"\b[A-Z][\w'-]+ (?:Street|Lane|Avenue|Square)\b")
"""The words of a place's own name that name no service there."""

Positions = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Term:
    """One part of a pattern: a chain of groups in order, or a group that must not occur."""

    chain: tuple[str, ...]
    forbidden: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a category."""

    category: str
    weight: float
    terms: tuple[_Term, ...]
    printed: str
    wide: bool = False
    """A rule over the wide vocabulary: it adds nothing to a closer rule of its category."""

    needs: frozenset[str] = frozenset()
    """The groups that must occur."""


@dataclass(slots=True)
class Matcher:
    """Where the groups occur in one wording; each group that may occur is looked for once."""

    groups: Mapping[str, re.Pattern[str]]
    text: str
    places: Mapping[str, Sequence[int] | None]
    """Where each group may occur that may do so at all (None: anywhere)."""

    _found: dict[str, Positions] = field(default_factory=dict)

    def positions(self, item: str) -> Positions:
        """Return the places of a group, or of a regular expression between slashes."""
        known = self._found.get(item)
        if known is None:
            known = tuple(self._search(item)) if item in self.places else ()
            self._found[item] = known
        return known

    def _search(self, item: str) -> Iterator[tuple[int, int]]:
        pattern, places = self.groups[item], self.places[item]
        if places is None:
            yield from (match.span() for match in pattern.finditer(self.text))
            return
        end = 0
        for place in places:
            if place >= end and (match := pattern.match(self.text, place)):
                end = match.end()
                yield match.span()


@dataclass(frozen=True, slots=True)
class Scored:
    """A category with its score and the rule that weighed most."""

    category: str
    score: float
    rule: str
    wide: bool = False


@dataclass(frozen=True)
class Rules:
    """All rules of one language, ready to match."""

    rules: tuple[Rule, ...]
    groups: Mapping[str, re.Pattern[str]]
    prefer: tuple[str, ...]
    threshold: float
    beginnings: Beginnings

    def score(self, wording: str) -> list[Scored]:
        """Return the categories whose rules match, best first; ties go by the order of preference."""
        text = _bodiless(prepared(wording))
        head = _REASON.sub("", text)
        if head != text and len(head.split()) >= _HEAD:
            scored = self._score(head)
            if scored and scored[0].score >= _TOPIC_WEIGHT:
                return scored
        return self._score(text)

    def _score(self, text: str) -> list[Scored]:
        known = self._scores.get(text)
        if known is None:
            if len(self._scores) >= _REMEMBERED:
                self._scores.clear()
            known = self._scores[text] = self._looked_up(text)
        return list(known)

    @cached_property
    def _scores(self) -> dict[str, list[Scored]]:
        """The scores of wordings seen lately: extraction and coding ask for the same."""
        return {}

    def _looked_up(self, text: str) -> list[Scored]:
        matcher = Matcher(self.groups, text, self.beginnings.places(text))
        possible = matcher.places.keys()
        found: dict[str, list[tuple[float, Rule]]] = {}
        for number in sorted(n for group in ("", *possible) for n in self._by_group.get(group, ())):
            rule = self.rules[number]
            if rule.needs <= possible and all(_holds(term, matcher) for term in rule.terms):
                weight = rule.weight + _subject_bonus(rule, matcher)
                found.setdefault(rule.category, []).append((weight, rule))
        scored = [_total(category, hits) for category, hits in found.items()]
        rank = self._rank
        return sorted(scored, key=lambda s: (-s.score, rank.get(s.category, len(rank))))

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {category: number for number, category in enumerate(self.prefer)}

    @cached_property
    def _by_group(self) -> dict[str, list[int]]:
        """The numbers of the rules by a group that each needs: the one that the fewest rules need; "" for none."""
        common = Counter(group for rule in self.rules for group in rule.needs)
        found: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            # What may occur in any text tells nothing.
            group = min(rule.needs, key=lambda g: (g in self.beginnings.always, common[g], g), default="")
            found.setdefault(group, []).append(number)
        return found

    def has(self, group: str, wording: str) -> bool:
        """Say whether a word group occurs in a wording."""
        return self.groups[group].search(prepared(wording)) is not None


def _bodiless(text: str) -> str:
    return without_place_words(_PLACE.sub(r"\1", _OF_BODY.sub(r"\1", _BODY.sub("", text))))


def without_place_words(text: str) -> str:
    """Return a text without the words of place names that would name a service elsewhere (Port, Bridge, a street)."""
    return _STREET.sub("there", _AFTER_NAME.sub(r"\1", _BEFORE_NAME.sub("", text)))


def _subject_bonus(rule: Rule, matcher: Matcher) -> float:
    """Return the bonus of a topic rule: what a claim names first is more often what it is about."""
    if rule.weight >= _TOPIC_WEIGHT or len(rule.terms[0].chain) > 1 or not matcher.text:
        return 0.0
    first = matcher.positions(rule.terms[0].chain[0])[0][0]
    return _SUBJECT_BONUS * (1 - first / len(matcher.text))


def _total(category: str, hits: list[tuple[float, Rule]]) -> Scored:
    hits.sort(key=lambda hit: -hit[0])
    best, first = hits[0]
    alike = [weight for weight, rule in hits[1:] if first.wide or not rule.wide]
    return Scored(category, round(best + sum(alike[:3]) * _MORE, 3), first.printed, first.wide)


def prepared(wording: str) -> str:
    """Return a wording as the patterns want it: straight apostrophes, no line-break hyphens, one blank, cut at 800."""
    text = wording[:_LONGEST].replace("’", "'").replace("‘", "'")
    return _SPACES.sub(" ", _HYPHEN.sub("", text.replace("\n", " ")))


def _holds(term: _Term, matcher: Matcher) -> bool:
    if term.forbidden:
        return not matcher.positions(term.chain[0])
    ends = [end for _, end in matcher.positions(term.chain[0])]
    for item in term.chain[1:]:
        ends = [e for s, e in matcher.positions(item) if any(0 <= s - before <= _GAP for before in ends)]
        if not ends:
            return False
    return bool(ends)


@cache
def load_rules(language: str = "en") -> Rules:
    """Return the rules that ship for a language, read once.

    Raises InvalidCodebook if a rule names an unknown group; a broken pattern is found when it is compiled (re.error).
    """
    concepts = [_yaml(_HERE / f"{name}.{language}.yaml") for name in _CONCEPTS]
    data = [_yaml(_HERE / f"{name}.{language}.yaml") for name in _RULES]
    sources = _sources(concepts, data)
    patterns = {name: _group(name, sources) for name in sources}
    rules: list[Rule] = []
    for wide, category, weight, printed in _entries(data):
        found = terms(printed)
        for item in (i for term in found for i in term.chain):
            if item.startswith("/"):
                patterns.setdefault(item, rf"\b(?:{item[1:-1]})")
            elif item not in patterns:
                raise InvalidCodebook(f"coding rule of {category}: unknown word group {item}; define it")
        needs = frozenset(item for term in found if not term.forbidden for item in term.chain)
        rules.append(Rule(category, weight, found, printed, wide, needs))
    prefer, threshold = tuple(data[0]["prefer"]), float(data[0]["threshold"])
    return Rules(tuple(rules), kept_patterns(patterns), prefer, threshold, Beginnings.of(patterns))


def kept_patterns(patterns: Mapping[str, str]) -> KeptPatterns:
    """Return the patterns, without regard to case; compiled once on a machine."""
    return KeptPatterns.kept((json.dumps(patterns),), lambda: {n: (p, re.IGNORECASE) for n, p in patterns.items()})


def _entries(data: Sequence[Mapping[str, Any]]) -> Iterator[tuple[bool, str, float, str]]:
    for number, part in enumerate(data):
        for category, entries in part["rules"].items():
            for weight, printed in entries:
                yield number > 0, category, float(weight), printed


def _sources(concepts: Sequence[Mapping[str, Any]], data: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return all word groups by name. Raises InvalidCodebook if a name is given twice."""
    sources: dict[str, str] = {}
    for part in (*(c["concepts"] for c in concepts), *(d.get("exclusions", {}) for d in data)):
        for name, entries in part.items():
            if name in sources:
                raise InvalidCodebook(f"word group {name} is given twice; keep one")
            sources[name] = entries
    return sources


def _yaml(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = load_plain(path.read_text(encoding="utf-8"))
    return loaded


def terms(printed: str) -> tuple[_Term, ...]:
    """Return the parts of a pattern."""
    return tuple(_term(part) for part in printed.split(" & "))


def _term(part: str) -> _Term:
    part = part.strip()
    if part.startswith("!"):
        return _Term((part[1:].strip(),), forbidden=True)
    return _Term(tuple(item.strip() for item in part.split(" > ")))


def _group(name: str, sources: Mapping[str, str], depth: int = 0) -> str:
    """Return the regular expression of a word group; groups may name others, three deep."""
    if depth > 3 or name not in sources:
        raise InvalidCodebook(f"word group {name} is unknown or names itself; correct the rule file")
    entries = [entry.strip() for entry in sources[name].split(";") if entry.strip()]
    built = [
        _GROUP.sub(lambda m: f"(?:{_group(m.group(1), sources, depth + 1)})", _expanded(entry)) for entry in entries
    ]
    return r"\b(?:" + "|".join(built) + r")(?:\b|(?<=\W))"


def _expanded(entry: str) -> str:
    """Return an entry with "~" as any word ending and "^" as the regular inflections of the word before it."""
    return _INFLECTED.sub(lambda m: _inflections(m.group(1)), entry).replace("~", r"\w*")


def _inflections(word: str) -> str:
    if word.endswith("e"):
        return f"{word[:-1]}(?:e|es|ed|ing)"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}(?:y|ies|ied|ying)"
    return f"{word}(?:{word[-1]}?(?:ed|ing)|s|es)?"
