"""Case forms of printed names back to the names that a gazetteer holds: Ukrainian, Russian, German and English.

Everything works on name keys (reportedly.text.name_key), in which й is и, ї is і, ё is е and soft signs are gone, so
that both Slavic languages share most rules. A rule only proposes; the caller looks each proposal up and keeps what is
there. The endings are those of the school grammars of the languages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from reportedly.gazetteer.scripts import script_of

_MOST = 24
"""Proposals for one gender and case; a longer name with many readings is cut there."""

_SHORTEST = 2
"""Letters that must stay of a word when an ending is taken off."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """One reading of a word: the form that a list of names would have, its gender and the cases of the printed form.

    `gender` is m, f, n or p (plural); `cases` are letters of G, D, A, I, L.
    """

    lemma: str
    gender: str
    cases: str


# ending, what stands in its place in the nominative, gender, cases
_RULES: tuple[tuple[str, str, str, str], ...] = (
    # adjectives: Нової Каховки, Кривого Рогу, в Рівному, в Грозном, Великой Писаревки
    ("ого", "ии", "m", "GA"), ("ого", "ыи", "m", "GA"), ("ого", "ои", "m", "GA"), ("ого", "е", "n", "G"),
    ("ого", "ое", "n", "G"), ("его", "ии", "m", "GA"), ("его", "е", "n", "G"), ("его", "ее", "n", "G"),
    ("ому", "ии", "m", "DL"), ("ому", "ыи", "m", "D"), ("ому", "ои", "m", "D"), ("ому", "е", "n", "DL"),
    ("ому", "ое", "n", "D"), ("ему", "ии", "m", "DL"), ("ему", "ее", "n", "D"),
    ("им", "ии", "m", "I"), ("им", "ои", "m", "I"), ("им", "е", "n", "I"), ("им", "ое", "n", "I"),
    ("им", "ее", "n", "I"), ("ым", "ыи", "m", "I"), ("ым", "ои", "m", "I"), ("ым", "ое", "n", "I"),
    ("ом", "ии", "m", "L"), ("ом", "ыи", "m", "L"), ("ом", "ои", "m", "L"), ("ом", "ое", "n", "L"),
    ("ем", "ии", "m", "L"), ("ем", "ее", "n", "L"), ("ім", "ии", "m", "L"), ("ім", "е", "n", "L"),
    ("оі", "а", "f", "G"), ("іи", "а", "f", "DL"), ("ою", "а", "f", "I"), ("оі", "я", "f", "G"), ("іи", "я", "f", "DL"),
    ("ои", "ая", "f", "GDIL"), ("ую", "ая", "f", "A"), ("ою", "ая", "f", "I"), ("еи", "яя", "f", "GDIL"),
    ("их", "і", "p", "GL"), ("им", "і", "p", "D"), ("ими", "і", "p", "I"),
    ("их", "ие", "p", "GL"), ("ых", "ые", "p", "GL"), ("ым", "ые", "p", "D"), ("им", "ие", "p", "D"),
    ("ыми", "ые", "p", "I"), ("ими", "ие", "p", "I"),
    # names in -ів, -ин, declined in part like adjectives: Часового Яру, под Часовым Яром
    ("ого", "", "m", "GA"), ("ому", "", "m", "DL"), ("им", "", "m", "I"), ("ым", "", "m", "I"),
    # masculine nouns: Херсона, Мелітополю, Бахмутом, у Харкові, в Ростове
    ("а", "", "m", "GA"), ("я", "", "m", "GA"), ("у", "", "m", "GDL"), ("ю", "", "m", "GDL"), ("ом", "", "m", "IL"),
    ("ем", "", "m", "I"), ("єм", "", "m", "I"), ("ові", "", "m", "DL"), ("еві", "", "m", "DL"), ("єві", "", "m", "DL"),
    ("і", "", "m", "L"), ("е", "", "m", "L"), ("я", "и", "m", "GA"), ("ю", "и", "m", "DL"), ("єм", "и", "m", "I"),
    ("ем", "и", "m", "I"), ("е", "и", "m", "L"), ("ым", "", "m", "I"),
    # feminine nouns: Одеси, Полтаві, Каховку, Вінницею, Россией, в Умані
    ("и", "а", "f", "G"), ("ы", "а", "f", "G"), ("і", "а", "f", "DL"), ("е", "а", "f", "DL"), ("у", "а", "f", "A"),
    ("ою", "а", "f", "I"), ("ои", "а", "f", "I"), ("ею", "а", "f", "I"), ("еи", "а", "f", "I"),
    ("і", "я", "f", "GDL"), ("и", "я", "f", "GDL"), ("е", "я", "f", "DL"), ("ю", "я", "f", "A"), ("ею", "я", "f", "I"),
    ("єю", "я", "f", "I"), ("еи", "я", "f", "I"), ("і", "", "f", "GDL"), ("и", "", "f", "GDL"), ("ю", "", "f", "I"),
    # neuter nouns: Запоріжжю, Гуляйполя, из Сватова, под Ивановом
    ("а", "о", "n", "G"), ("у", "о", "n", "D"), ("ом", "о", "n", "I"), ("ым", "о", "n", "I"), ("е", "о", "n", "L"),
    ("і", "о", "n", "L"), ("я", "е", "n", "G"), ("ю", "е", "n", "D"), ("ем", "е", "n", "I"), ("і", "е", "n", "L"),
    ("ю", "я", "n", "D"), ("ям", "я", "n", "I"), ("і", "я", "n", "L"),
    ("а", "е", "n", "G"), ("у", "е", "n", "D"),
    ("ова", "ове", "n", "G"), ("ову", "ове", "n", "D"), ("ові", "ове", "n", "DL"), ("ева", "еве", "n", "G"),
    ("еву", "еве", "n", "D"), ("еві", "еве", "n", "DL"), ("єва", "єве", "n", "G"), ("єву", "єве", "n", "D"),
    ("єві", "єве", "n", "DL"), ("ина", "ине", "n", "G"), ("ину", "ине", "n", "D"), ("ині", "ине", "n", "DL"),
    # plurals: у Сумах, Черкас, Броварів, під Лубнами, из Черкасс
    ("ам", "и", "p", "D"), ("ам", "ы", "p", "D"), ("ами", "и", "p", "I"), ("ами", "ы", "p", "I"), ("ах", "и", "p", "L"),
    ("ах", "ы", "p", "L"), ("ям", "і", "p", "D"), ("ями", "і", "p", "I"), ("ях", "і", "p", "L"), ("ям", "и", "p", "D"),
    ("ями", "и", "p", "I"), ("ях", "и", "p", "L"), ("ів", "і", "p", "G"), ("ів", "и", "p", "G"), ("ов", "ы", "p", "G"),
    ("", "и", "p", "G"), ("", "ы", "p", "G"),
)  # fmt: skip

_LONGEST_ENDING = max(len(ending) for ending, _, _, _ in _RULES)
_BY_ENDING: dict[str, list[tuple[str, str, str]]] = {}
for _ending, _lemma, _gender, _cases in _RULES:
    if (_lemma, _gender, _cases) not in _BY_ENDING.setdefault(_ending, []):
        _BY_ENDING[_ending].append((_lemma, _gender, _cases))

_HARDENED = {"ц": "к", "з": "г", "с": "х"}
"""Last consonant before the і of dative and locative in Ukrainian, and what it was: Каховці, Празі, Волновасі."""

_IRREGULAR = {"дінц": "донец"}
"""Stems that change in more than one place: Сіверського Дінця, Сіверський Донець."""

_VOWELS = frozenset("аеєиіоуыэюя")


def lemmas(key: str) -> tuple[str, ...]:
    """Return the name keys that a name key may be a case form of, likeliest first; never the key itself.

    All words of a longer name must agree in case and gender, or stand as they are (Івано-Франківську,
    Ростове-на-Дону). A key of other letters than Cyrillic gives the German and English forms.
    """
    if script_of(key) != "Cyrl":
        return tuple(dict.fromkeys(_latin(key)))
    words = key.split(" ")
    if len(words) == 1:
        return tuple(dict.fromkeys(a.lemma for a in analyses(key) if a.lemma != key))
    return tuple(dict.fromkeys(_agreeing(words)))


@lru_cache(maxsize=4096)
def analyses(word: str) -> tuple[Analysis, ...]:
    """Return the readings of one Cyrillic word, longest ending first."""
    found: list[Analysis] = []
    for size in range(min(_LONGEST_ENDING, len(word) - _SHORTEST), -1, -1):
        ending, stem = word[len(word) - size :], word[: len(word) - size]
        for lemma, gender, cases in _BY_ENDING.get(ending, ()):
            if _fits(stem, ending, lemma, gender):
                found += [Analysis(form, gender, cases) for form in _lemmas_of(stem, ending, lemma, gender)]
    return tuple(found)


def _fits(stem: str, ending: str, lemma: str, gender: str) -> bool:
    """Say whether a stem can carry the ending: й goes after a vowel, a zero ending after a consonant.

    A neuter in -ське is an adjective and never declined as a noun: «Київська» is no form of Київське.
    """
    if lemma == "е" and ending in ("а", "у") and stem.endswith(("ск", "цк", "зк")):
        return False
    after_vowel = stem[-1] in _VOWELS
    if lemma == "и" and gender == "m":
        return after_vowel
    if not lemma or not ending:
        return not after_vowel or (lemma == "" and gender == "f" and ending == "і")
    return True


def _lemmas_of(stem: str, ending: str, lemma: str, gender: str) -> Iterator[str]:
    if ending in ("ого", "ому", "им", "ым") and not lemma:
        # only Часів Яр and the like decline so; any other noun would have lost its ending
        if stem.endswith(("ов", "ев", "єв", "ин")):
            yield from _closed(stem)
        return
    if ending in ("і", "е") and stem[-1] in _HARDENED and ending == "і" and lemma in ("а", ""):
        hard = stem[:-1] + _HARDENED[stem[-1]]
        yield from (_closed(hard) if gender == "m" else [hard + lemma])
    if gender == "m" and not lemma:
        if stem in _IRREGULAR:
            yield _IRREGULAR[stem]
        yield from _closed(stem)
        return
    if gender == "f" and not lemma:
        # the soft consonant is doubled before the instrumental: Уманню, Сіверянню
        yield stem[:-1] if ending == "ю" and len(stem) > 2 and stem[-1] == stem[-2] else stem
        return
    if gender == "p" and not ending:
        yield from _without_fleeting(stem, lemma)
    yield stem + lemma


def _closed(stem: str) -> Iterator[str]:
    """Yield a stem as a word of its own: as it is, with і for о or е (Харкова, Харків), with a fleeting vowel."""
    yield stem
    if stem.endswith(("ев", "єв")) and stem[:-2]:
        yield stem[:-2] + "ів"
    for at in range(len(stem) - 1, 0, -1):
        if stem[at] in _VOWELS:
            if stem[at] in "оеє" and at < len(stem) - 1:
                yield stem[:at] + "і" + stem[at + 1 :]
            break
    if len(stem) > 2 and stem[-1] in "кцнлр" and stem[-2] not in _VOWELS:
        yield stem[:-1] + ("о" if stem[-1] == "к" else "е") + stem[-1]


def _without_fleeting(stem: str, lemma: str) -> Iterator[str]:
    """Yield a plural name from its bare genitive with the fleeting vowel taken out: Лубен, Лубни."""
    if len(stem) > 3 and stem[-2] in "оеє" and stem[-1] in "нклрц":
        yield stem[:-2] + stem[-1] + lemma


def _agreeing(words: list[str]) -> Iterator[str]:
    """Yield the readings of a name of several words in which what is declined agrees, those of all words first."""
    read = [analyses(word) for word in words]
    in_part: list[str] = []
    for gender, case in product("mfnp", "GLDAI"):
        choices = [
            [*dict.fromkeys(a.lemma for a in analysed if a.gender == gender and case in a.cases), word]
            for analysed, word in zip(read, words, strict=True)
        ]
        for combination in islice(product(*choices), _MOST):
            bent = sum(lemma != word for lemma, word in zip(combination, words, strict=True))
            if bent == len(words):
                yield " ".join(combination)
            elif bent:
                in_part.append(" ".join(combination))
    yield from in_part


def _latin(key: str) -> Iterator[str]:
    """Yield what a German or English form may come from: Chersons, Chersoner, Schwarzen Meer, Khersonian, Odesan."""
    head, _, last = key.rpartition(" ")
    adjective = _GERMAN_ADJECTIVE.fullmatch(head)
    if adjective is not None:
        yield from (f"{adjective[1]}{ending} {last}" for ending in ("es", "er", "e", "en"))
    demonym = _GERMAN_PEOPLE.fullmatch(last)
    if demonym is not None:
        yield f"{head} {demonym[1]}".strip()
    before = f"{head} " if head else ""
    for ending, replacements in _LATIN:
        stem = last.removesuffix(ending)
        if stem != last and len(stem) >= _LATIN_SHORTEST:
            yield from (before + stem + new for new in replacements)


_GERMAN_ADJECTIVE = re.compile(r"(\w{3,})(?:e[nmrs]?)")
_GERMAN_PEOPLE = re.compile(r"(\w{3,}(?:isch|sch|tsch))(?:e[nmrs]?)")
_LATIN_SHORTEST = 4
_LATIN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ian", ("", "ia", "y")),
    ("ite", ("",)),
    ("aner", ("a",)),
    ("er", ("", "e", "en", "a")),
    ("an", ("a",)),
    ("es", ("",)),
    ("s", ("",)),
)
"""Endings of German genitives and adjectives of places and of English adjectives, and what stood there."""
