"""The words for acts, actors and amounts, from `data/terms.en.txt`: concept, and what the word says of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Forms = Mapping[str, tuple[tuple[str, str], ...]]
"""From a casefolded word or phrase to its (concept, tag) pairs."""

_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists of one language, each as a map from word forms; a form may belong to several concepts."""

    acts: Forms
    actors: Forms
    amounts: Forms
    opposites: Forms
    classes: Forms
    bodies: frozenset[str]
    harm: frozenset[str]
    sides: Forms
    opposed_sides: frozenset[frozenset[str]]
    starts: Mapping[str, int]
    """For each word with which something in the lists begins, the words of the longest that does."""


@cache
def lexicon() -> Lexicon:
    """Return the English lists."""
    sections = _sections((files("reportedly.contrast") / "data" / "terms.en.txt").read_text("utf-8"))
    plain = ("amounts", "opposites")
    forms = {name: _forms(sections[name], inflect=name not in plain) for name in _FORMS}
    starts: dict[str, int] = {}
    for form in (form for one in forms.values() for form in one):
        words = form.split(" ")
        starts[words[0]] = max(len(words), starts.get(words[0], 0))
    return Lexicon(
        **forms,
        bodies=frozenset(_forms(sections["bodies"])),
        harm=frozenset(word for line in sections["harm"] for word in line.partition(":")[2].split()),
        opposed_sides=frozenset(
            frozenset((one, other))
            for line in sections["opposed_sides"]
            for one, _, others in [line.partition(":")]
            for other in others.split()
        ),
        starts=starts,
    )


_FORMS = ("acts", "actors", "amounts", "opposites", "classes", "sides")


def _sections(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for raw in text.splitlines():
        line = raw.strip()
        if line.startswith("["):
            lines = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return found


def _forms(lines: list[str], *, inflect: bool = True) -> dict[str, tuple[tuple[str, str], ...]]:
    made: dict[str, dict[tuple[str, str], None]] = {}
    for line in lines:
        concept, _, groups = line.partition(":")
        for group in groups.split("|"):
            tag, equals, words = group.partition("=")
            for word in (words if equals else tag).split():
                for form in inflections(word.replace("_", " ")) if inflect else [word.replace("_", " ")]:
                    made.setdefault(form, {})[(concept, tag.strip() if equals else concept)] = None
    return {form: tuple(pairs) for form, pairs in made.items()}


def inflections(word: str) -> Iterator[str]:
    """Yield a word with its regular English endings; of a phrase the plural of its last word only."""
    yield word
    if word.endswith("y") and len(word) > 2 and word[-2] not in _VOWELS:
        yield word[:-1] + "ies"
        if " " not in word:
            yield word[:-1] + "ied"
    else:
        yield word + ("es" if word.endswith(("s", "sh", "ch", "x", "z")) else "s")
    if " " in word:
        return
    if word.endswith("e"):
        yield from (word + "d", word[:-1] + "ing")
        return
    yield from (word + "ed", word + "ing")
    if len(word) > 2 and word[-1] not in _VOWELS | {"w", "x", "y"} and word[-2] in _VOWELS:
        yield from (word + word[-1] + "ed", word + word[-1] + "ing")
