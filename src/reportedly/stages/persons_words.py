"""The words around personal names, read from the data files of the stage."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from reportedly import lemmas
from reportedly.yaml_data import load_plain

Kind = str
"""What the head of a description says of a person: office_p0, office_p1, head, role_p3, role_staff or role_p2."""

_DESCRIBING: tuple[Kind, ...] = ("role_p2", "role_staff", "role_p3", "head", "office_p1", "office_p0")

LONGEST_TERM = 5
"""Longest phrase in the lists, in words."""

_CYRILLIC_ENDINGS = (
    "", "а", "я", "у", "ю", "і", "и", "е", "ы", "о", "ь", "й",
    "ом", "ем", "єм", "ою", "ею", "єю", "ой", "ей", "ї", "ії", "ию", "ія",
    "ові", "еві", "єві", "ію",
)  # fmt: skip
"""Case endings of given names in Ukrainian and Russian, after the stem."""


@dataclass(frozen=True, slots=True)
class Words:
    """The lists, each in lower case.

    `given` has no name that is an everyday word or a place as well: those are `ambiguous`, and the
    ones of them that are common enough to count before any family name are `wordlike` too.
    """

    given: frozenset[str]
    ambiguous: frozenset[str]
    wordlike: frozenset[str]
    honorific: frozenset[str]
    describing: dict[str, Kind]
    institution: frozenset[str]
    former: frozenset[str]
    harm: frozenset[str]
    organisation: frozenset[str]
    place: frozenset[str]
    place_after: frozenset[str]
    calendar: frozenset[str]
    nation: frozenset[str]
    country: frozenset[str]
    resident: frozenset[str]
    particle: frozenset[str]
    speech: frozenset[str]
    speech_before: frozenset[str]
    locative: frozenset[str]
    name_cue: frozenset[str]
    person_noun: frozenset[str]
    stop: frozenset[str]
    epithet: frozenset[str]
    family_suffix: tuple[str, ...]
    pseudonym: tuple[str, ...]
    cyrillic_stems: frozenset[str]
    titles: frozenset[str]

    def is_given(self, word: str) -> bool:
        """Say whether `word`, as printed, is a given name and hardly anything else."""
        low = word.casefold().replace("ʼ", "’").replace("'", "’")
        if low in self.given or self._is_cyrillic(low):
            return True
        first, hyphen, last = low.partition("-")
        return bool(hyphen) and first in self.given and last in self.given

    def may_be_given(self, word: str) -> bool:
        """Say whether `word` is a given name, even if it is an everyday word or a place as well."""
        return word.casefold() in self.ambiguous or self.is_given(word)

    def _is_cyrillic(self, low: str) -> bool:
        return any(
            low[: len(low) - len(ending)] in self.cyrillic_stems
            for ending in _CYRILLIC_ENDINGS
            if low.endswith(ending) and len(low) - len(ending) >= 3
        )


@cache
def is_english(word: str) -> bool:
    """Say whether `word` is in the English dictionary, whatever its case."""
    low = word.casefold()
    return bool(lemmas.is_known(low, "en") or (low.endswith("s") and lemmas.is_known(low[:-1], "en")))


@cache
def is_slavic(low: str) -> bool:
    """Say whether a word in lower case is a form of one that Ukrainian or Russian write small."""
    return any(lemmas.is_known(low, lang) and lemmas.lemmatize(low, lang)[:1].islower() for lang in ("uk", "ru"))


@cache
def load_words() -> Words:
    """Return the lists of the package's own data files."""
    data = files("reportedly.stages") / "persons_data"
    lists = {
        name: tuple(" ".join(term.split()) for term in value.casefold().split(","))
        for name, value in load_plain((data / "words.yaml").read_text(encoding="utf-8")).items()
    }
    lines = (data / "given_names.txt").read_text(encoding="utf-8").splitlines()
    listed = {name for line in lines if not line.startswith("#") for name in line.casefold().split()}
    ambiguous, wordlike = frozenset(lists["ambiguous"]), frozenset(lists["wordlike"])
    describing = {term: kind for kind in _DESCRIBING for term in lists[kind]}
    as_sets = {
        name: frozenset(lists[name])
        for name in (
            "honorific", "institution", "former", "harm", "organisation", "place", "place_after", "calendar", "nation",
            "country", "resident", "particle", "speech", "speech_before", "locative", "name_cue", "person_noun", "stop",
            "epithet",
        )
    }  # fmt: skip
    return Words(
        given=frozenset(listed) - ambiguous - wordlike,
        ambiguous=ambiguous | wordlike,
        wordlike=wordlike,
        describing=describing,
        family_suffix=lists["family_suffix"],
        pseudonym=lists["pseudonym"],
        cyrillic_stems=frozenset(_stem(name) for name in lists["cyrillic_given"]),
        titles=as_sets["honorific"]
        | as_sets["former"]
        | {word for term in describing for word in term.split()} - as_sets["stop"] - as_sets["organisation"],
        **as_sets,
    )


def _stem(name: str) -> str:
    """Return a given name without the ending that its cases change."""
    return name[:-1] if name[-1] in "аяійьоы" else name
