"""Ukrainian names printed in Russian and Russian names printed in Ukrainian, where only the other form is stored.

Both languages write one name by their own sounds: Авдеевка and Авдіївка, Великая Писаревка and Велика Писарівка.
Endings change by rule; of the letters inside, и, е and о may stand for another one each, up to two in a name.
Everything works on name keys (reportedly.text.name_key); a proposal counts only if it is stored.
"""

from collections.abc import Iterator
from itertools import combinations, islice, product

_MOST = 24
_WORDS = 4

_ENDINGS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "uk": (
        ("овка", ("івка",)), ("евка", ("івка",)), ("ово", ("ове", "ово")), ("ево", ("еве", "єве")),
        ("ино", ("ине", "іне")), ("ыно", ("ине",)), ("ов", ("ів",)), ("ев", ("ів", "ев")), ("ская", ("ска",)),
        ("ское", ("ске",)), ("цкое", ("цке",)), ("ое", ("е",)), ("ее", ("е", "є")), ("ая", ("а",)), ("яя", ("я",)),
        ("ые", ("і",)), ("ие", ("і",)), ("ыи", ("ии",)), ("ои", ("ии",)), ("цы", ("ці",)), ("же", ("жжя",)),
        ("ле", ("лля",)), ("не", ("ння",)), ("ы", ("и", "і")),
    ),
    "ru": (
        ("івка", ("овка", "евка")), ("ове", ("ово", "овое")), ("еве", ("ево",)), ("єве", ("ево",)), ("ине", ("ино",)),
        ("іне", ("ино",)), ("ів", ("ов", "ев")), ("ска", ("ская", "ска")), ("цка", ("цкая", "цка")), ("ске", ("ское",)),
        ("цке", ("цкое",)), ("жжя", ("же",)), ("лля", ("ле",)), ("ння", ("не",)), ("ці", ("цы",)),
        ("і", ("ы", "и", "ые")),
        ("ии", ("ии", "ыи", "ои")), ("е", ("ое", "е", "ее")), ("а", ("а", "ая")), ("я", ("я", "яя")), ("и", ("ы", "и")),
    ),
}  # fmt: skip
"""Endings by the language that they are turned into, longest first where one ends the other."""

_STEMS = (
    ("микола", "никола"), ("володимир", "владимир"), ("олексі", "алексе"), ("олександр", "александр"),
    ("андрі", "андре"), ("костянтин", "константин"), ("катерин", "екатерин"), ("олен", "елен"), ("ганн", "анн"),
    ("євген", "евген"), ("сергі", "серге"), ("матві", "матве"), ("якимів", "акимов"), ("камян", "камен"),
    ("заліз", "желез"), ("відрад", "отрад"), ("перш", "перв"), ("сонячн", "солнечн"),
    ("схід", "восток"), ("вугле", "угле"), ("велик", "болш"), ("церква", "церков"),
)  # fmt: skip
"""Stems of names that differ by more than a letter, Ukrainian and Russian."""

_LETTERS = {
    "uk": str.maketrans({"ы": "и", "э": "е"}),
    "ru": str.maketrans({"і": "и", "є": "е", "ґ": "г"}),
}
_OTHER = {
    "uk": {"и": "і", "е": "іє", "о": "і", "а": "о"},
    "ru": {"и": "ыео", "е": "э", "о": "а"},
}
_ONLY = {"uk": frozenset("ієґ"), "ru": frozenset("ыэ")}


def sister_keys(key: str) -> Iterator[str]:
    """Yield the keys that a Cyrillic name key may have in the other language, likeliest first, never the key itself.

    A key with letters of only one language is turned into the other, any other key into both.
    """
    words = key.split(" ")
    if len(words) > _WORDS:
        return
    letters = frozenset(key)
    for target in ("uk", "ru"):
        if not letters & _ONLY[target]:
            found = dict.fromkeys(islice(_turned(words, target), _MOST))
            yield from (other for other in found if other != key)


def _turned(words: list[str], target: str) -> Iterator[str]:
    """Yield the key in the other language: by stem and ending first, then with one and with two letters changed."""
    plain = [" ".join(ends).translate(_LETTERS[target]) for ends in product(*(_ends(word, target) for word in words))]
    yield from plain
    for count in (1, 2):
        for form in plain:
            yield from _varied(form, target, count)


def _ends(word: str, target: str) -> tuple[str, ...]:
    word = _stemmed(word, target)
    for ending, others in _ENDINGS[target]:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return tuple(word.removesuffix(ending) + other for other in others)
    return (word,)


def _stemmed(word: str, target: str) -> str:
    for ukrainian, russian in _STEMS:
        old, new = (russian, ukrainian) if target == "uk" else (ukrainian, russian)
        if old in word:
            return word.replace(old, new, 1)
    return word


def _varied(form: str, target: str, count: int) -> Iterator[str]:
    """Yield the form with `count` of its letters turned into what may stand for them."""
    at = [(place, other) for place, letter in enumerate(form) for other in _OTHER[target].get(letter, "")]
    for chosen in combinations(at, count):
        if len({place for place, _ in chosen}) == count:
            changed = list(form)
            for place, other in chosen:
                changed[place] = other
            yield "".join(changed)
