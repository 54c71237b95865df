"""The closed word lists of one language, compiled: which words report, open, cite, point back, and who speaks."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_ROOT = __package__


@dataclass(frozen=True, slots=True)
class RoleWord:
    """A noun that says what kind of source a phrase is.

    `kind`: "o" an office or body that there is one of, "m" several people, "s" one person, "d" a document,
    "g" a noun that only points to whom it speaks for (press service, deputy), "p" a pronoun, "e" a collective of
    the adversary, "a" a short form ("the official") that stands for somebody named before.
    """

    role: str
    kind: str


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of one language; every pattern matches whole words in any case."""

    language: str
    patterns: dict[str, re.Pattern[str]]
    roles: tuple[tuple[re.Pattern[str], RoleWord], ...]
    separable: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = ()

    def lacks_particle(self, verb: str, right: str, left: str = "") -> bool:
        """Say whether a separable verb does not report, since its particle is missing ("gab … bekannt").

        `right` is the rest of the sentence behind the verb; the particle may stand behind one insertion, or end `left`
        (what stands before the verb: "as X bekannt gab").
        """
        needed = next((particle for known, particle in self.separable if known.fullmatch(verb)), None)
        if needed is not None and needed.search(f"x {left.rsplit(maxsplit=1)[-1]}" if left.split() else ""):
            return False
        return needed is not None and not any(needed.match(part) for part in (right, *re.split(r",\s", right)[1:3]))

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """Return the pattern of a list. Raises KeyError if the data file has none of this name."""
        return self.patterns[name]


@cache
def words_of(language: str) -> Words:
    """Return the word lists of a language, read once per process. Raises KeyError if there are none."""
    patterns: dict[str, re.Pattern[str]] = {}
    for name, value in _rows(f"lists.{language}.tsv"):
        patterns[name] = re.compile(rf"(?<![\w’'ʼ])(?:{value})(?![\w’'ʼ])", re.IGNORECASE)
    if not patterns:
        raise KeyError(language)
    roles = []
    for form, rest in _rows(f"roles.{language}.tsv"):
        role, kind = rest.split("\t")
        roles.append((re.compile(form, re.IGNORECASE), RoleWord(role, kind)))
    separable = tuple(
        (re.compile(verb, re.IGNORECASE), re.compile(rf"(?:^|[^,.;:]*\s)(?:{particle})\s*(?:[,.;:!?)“”]|$)"))
        for verb, particle in _rows(f"separable.{language}.tsv")
    )
    return Words(language, patterns, tuple(roles), separable)


def _rows(name: str) -> list[tuple[str, str]]:
    resource = files(_ROOT).joinpath(f"data/{name}")
    lines = resource.read_text(encoding="utf-8").splitlines() if resource.is_file() else []
    rows = (line.split("\t", 1) for line in lines if line.strip() and not line.startswith("#"))
    return [(first, second) for first, second in rows]
