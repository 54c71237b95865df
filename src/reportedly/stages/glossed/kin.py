"""Words of one family: aspect pairs, verbal nouns, participles, adjectives made from nouns.

A word list holds a few words of each family. A word that it lacks is taken for the nearest of its kin: the one that is
left the same when endings and suffixes are cut off («записывать» and «записать», «підписання» and «підписати»). By what
both begin with alone, «запад» would be a «западня».
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal

Kind = Literal["verb", "noun", "adjective"]

_SHORTEST = 4
"""Letters of a root below which words that share it are as often strangers."""

_SELF = re.compile(r"(?:ся|сь)$")
_VERB = {
    "ru": re.compile(
        r"(?:изирова|ирова|овыва|ыва|ива|ева|ова|ну|а|я|и|е|о|у|ы)?(?:ть|ти|чь)$|(?:ыва|ива|у|а|я)?[юуаяеёи]т$"
    ),
    "uk": re.compile(r"(?:ізува|изува|юва|ува|ова|ну|а|я|и|і|ї|о|у)?(?:ти|чи)$|(?:ову|у|ю|а|я)?[юуаяиї]ть$|[уюая]є$"),
}
_VERBAL_NOUN = {
    "ru": re.compile(r"(?:изирова|ирова|овыва|ыва|ива|ева|ова|а|я|е|и)?(?:н|т)(?:ие|ье|ия|ии|ию|ием|ий|иям|иями|иях)$"),
    "uk": re.compile(r"(?:ізува|изува|юва|ува|ова|а|я|е|і|и)?(?:нн|тт)(?:я|ю|ям|і|ях|ями)$"),
}
_PARTICIPLE = {
    "ru": re.compile(
        r"(?:изирова|ирова|ова|ева|ыва|ива|а|я|е|ю|у|и)?(?:нн|вш|ющ|ущ|ящ|ащ|ем|им)"
        r"(?:ый|ий|ая|яя|ое|ее|ые|ие|ого|его|ой|ей|ому|ему|ым|им|ом|ем|ых|их|ыми|ими|ую|юю)$"
        r"|(?:изирова|ирова|ова|ева|а|я|е)н[аоы]?$"
    ),
    "uk": re.compile(
        r"(?:ізова|изова|йова|ьова|ова|а|я|е|є|у|ю)?(?:н|вш|юч|уч|яч|ач)"
        r"(?:ий|а|е|і|ого|ої|ому|ій|им|их|ими|у|ою)$|(?:ізова|ова|а|я|е|є)но$"
    ),
}
_ADJECTIVE = {
    "ru": re.compile(
        r"(?:ически|ическ|еск|овск|евск|ск|онн|енн|альн|ельн|ичн|очн|н|ов|ев|ист|лив|чив)?"
        r"(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ей|ому|ему|ым|им|ом|ем|ых|их|ыми|ими|ую|юю)$"
    ),
    "uk": re.compile(
        r"(?:ичн|ічн|івськ|овськ|ськ|онн|енн|альн|ельн|очн|н|ов|ев|єв|ист|лив)?"
        r"(?:ий|ій|а|я|е|є|і|ого|ього|ої|ьої|ому|ьому|им|ім|их|іх|ими|іми|у|ю|ою|ьою)$"
    ),
}
_NOUN = {
    "ru": re.compile(r"(?:ность|ость|ства|ство|ация|яция|ция|ия|ик|ник|чик|щик|ница|ец|ка|ок|ье|ие|[аяоеийьыую])$"),
    "uk": re.compile(r"(?:ність|ість|ства|ство|ація|яція|ція|ія|ик|ник|чик|щик|ниця|ець|ка|ок|[аяоеиіїєьйую])$"),
}
_GERMAN = re.compile(
    r"(?:ierungen|ierung|ieren|iert|ungen|ung|innen|in|lich(?:e[nrsm]?)?|isch(?:e[nrsm]?)?|igkeit|keit|heit|t?e[nrsm]?|"
    r"[nst])$"
)
_SOFTENED = (("жд", "д"), ("дж", "д"), ("вл", "в"), ("бл", "б"), ("пл", "п"), ("мл", "м"), ("фл", "ф"))
_CHANGED = {"ж": "дзг", "ч": "тк", "ш": "сх", "щ": ("ст", "т", "ск"), "ц": "к"}
"""What the last consonant of a root may have been before it changed: «снижать» and «снизить»."""

_NEARNESS: Mapping[Kind, tuple[Kind, ...]] = {
    "verb": ("verb", "noun", "adjective"),
    "noun": ("noun", "verb", "adjective"),
    "adjective": ("adjective", "noun", "verb"),
}


class Kin:
    """The words of a list by their roots."""

    def __init__(self, words: Iterable[str], language: str) -> None:
        self._language = language
        self._by_root: dict[str, list[tuple[Kind, str]]] = defaultdict(list)
        for word in words:
            kind, roots = self._roots(word)
            for root in roots:
                self._by_root[root].append((kind, word))

    def nearest(self, word: str) -> str | None:
        """Return the word of the list that is nearest kin to one in lower case, None where it has none there."""
        kind, roots = self._roots(word)
        found = [(relative, one) for root in roots for relative, one in self._by_root.get(root, ())]
        if not found:
            return None
        order = _NEARNESS[kind]
        return min(found, key=lambda pair: (order.index(pair[0]), -_shared(word, pair[1]), len(pair[1])))[1]

    def _roots(self, word: str) -> tuple[Kind, tuple[str, ...]]:
        """Return what kind of word it is, and its root in the forms that the last consonant may take."""
        if self._language == "de":
            cut = _GERMAN.search(word)
            roots = {word, word[: cut.start()] if cut is not None else word}
            return "noun", tuple(root for root in sorted(roots) if len(root) > _SHORTEST)
        form = _SELF.sub("", word.replace("ё", "е")) if len(word) > _SHORTEST + 2 else word.replace("ё", "е")
        for kind, ending in (
            ("verb", _VERB),
            ("verb", _VERBAL_NOUN),
            ("verb", _PARTICIPLE),
            ("adjective", _ADJECTIVE),
            ("noun", _NOUN),
        ):
            cut = ending[self._language].search(form)
            if cut is not None and cut.start() >= _SHORTEST:
                return kind, _forms(form[: cut.start()])  # type: ignore[return-value]
        return "noun", _forms(form) if len(form) >= _SHORTEST else ()


def _forms(root: str) -> tuple[str, ...]:
    root = next((root[: -len(soft)] + hard for soft, hard in _SOFTENED if root.endswith(soft)), root)
    return (root, *(root[:-1] + before for before in _CHANGED.get(root[-1], ())))


def _shared(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
