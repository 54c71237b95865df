"""The persons of one document, and the later mentions that print only a part of a name."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportedly.records import Passage, Span
from reportedly.records.values import PersonClass
from reportedly.stages.persons_find import Finder, Found, Token, key
from reportedly.text import name_key

_PROTECTIVE: dict[PersonClass, int] = {"P0": 0, "P1": 1, "P2": 2, "P3": 3}
_SHORTEST = 3
_MOST_TOKENS = 5
_NAMESAKES = 50
"""So many persons of one document may share a word; more are lists, in which a bare word says nothing."""


@dataclass(slots=True)
class Person:
    """One name of a document with what all its mentions say; `listed` ones come from the theatre file."""

    tokens: tuple[str, ...]
    person_class: PersonClass
    office: str | None = None
    reason: str = ""
    listed: bool = False


@dataclass(slots=True)
class Cast:
    """The persons of one document, by the key of the whole name and by each of its words."""

    whole: dict[str, Person] = field(default_factory=dict)
    by_word: dict[str, list[Person]] = field(default_factory=dict)

    def add(self, person: Person) -> None:
        """Add a person under the whole name and under each word of it that can stand alone."""
        self.whole[key(person.tokens)] = person
        for word in dict.fromkeys(name_key(word) for word in person.tokens if "." not in word):
            namesakes = self.by_word.setdefault(word, [])
            if len(word) >= _SHORTEST and len(namesakes) < _NAMESAKES:
                namesakes.append(person)

    def only(self, tokens: Sequence[str]) -> Person | None:
        """Return the person of that whole name, or the only one that has the single word in its name."""
        exact = self.whole.get(key(tokens))
        if exact or len(tokens) > 1:
            return exact
        same = self.by_word.get(key(tokens), [])
        return same[0] if len(same) == 1 else None

    def about(self, tokens: Sequence[str]) -> Person | None:
        """Return the person that the words mean; of several, the one whose class protects most."""
        exact = self.whole.get(key(tokens))
        if exact and len(tokens) > 1:
            return exact
        shared = self._sharing(tokens)
        return max(shared, key=lambda person: _PROTECTIVE[person.person_class], default=exact)

    def _sharing(self, tokens: Sequence[str]) -> list[Person]:
        lists = [self.by_word.get(name_key(word), []) for word in tokens if "." not in word]
        if not lists:
            return []
        return [p for p in lists[0] if all(any(p is q for q in other) for other in lists[1:])]


def again(finder: Finder, text: str, passage: Passage, cast: Cast, *, taken: Sequence[Found]) -> Iterator[Found]:
    """Yield the mentions in one passage that print a known name or a part of it, outside of what is `taken`.

    `taken` is in text order.
    """
    ends = [found.span.end for found in taken]
    scene = finder.scene(text, passage)
    for run in finder.runs(text, passage.span):
        named = [token for token in run if not token.particle]
        at = 0
        while at < len(named):
            size = _longest(named[at : at + _MOST_TOKENS], cast)
            part = named[at : at + size]
            if part:
                span = Span(part[0].start, part[-1].end)
                nearest = bisect_left(ends, span.start + 1)
                free = nearest == len(taken) or not taken[nearest].span.overlaps(span)
                if free and finder.stands_alone(named, at, size, scene):
                    yield Found(span, tuple(token.text for token in part), "part of a name printed elsewhere")
            at += max(size, 1)


def _longest(named: Sequence[Token], cast: Cast) -> int:
    """Return how many words from the first on mean one person of the cast; 0 if none does."""
    for size in range(len(named), 0, -1):
        words = [token.text for token in named[:size]]
        # An acronym is no surname, even where the letters are the same.
        if (size > 1 or (len(words[0]) >= _SHORTEST and not words[0].isupper())) and cast.about(words):
            return size
    return 0
