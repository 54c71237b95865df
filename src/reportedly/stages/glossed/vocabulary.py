"""What a word of Ukrainian, Russian or German is in English: by the word lists, by its parts, by its kin."""

from functools import cache, lru_cache
from importlib.resources import files

from reportedly import lemmas
from reportedly.gloss import Lexicon
from reportedly.stages.glossed.kin import Kin
from reportedly.stages.glossed.words import Phrases

_ROOT = __package__
_CYRILLIC = ("uk", "ru")
_SHORTEST = 3
_LINKS = ("", "s", "es", "n", "en", "er", "e", "ens")
PARTICLES = (
    "zusammen", "auseinander", "entgegen", "gegenüber", "herunter", "hinunter", "herüber", "hinüber", "zurück",
    "heraus", "hinaus", "herein", "hinein", "voraus", "vorbei", "weiter", "wieder", "nieder", "umher", "herum",
    "durch", "statt", "unter", "über", "nach", "fort", "fest", "frei", "teil", "heim", "bei", "ein", "auf", "aus",
    "vor", "los", "mit", "weg", "her", "hin", "ab", "an", "um", "zu",
)  # fmt: skip
"""What a German verb carries in front and leaves at the end of its clause, the longest first."""


class Vocabulary:
    """The English of single words of one language: the list of this package first, then the general one."""

    def __init__(self, language: str, lexicon: Lexicon, own: Lexicon, known: Phrases) -> None:
        self._language = language
        self._lexicon = lexicon
        self._known = known
        self._tables = tuple(one.words(language) for one in (own, lexicon))
        self._kin: Kin | None = None
        self.english = lru_cache(maxsize=100_000)(self._english)
        self.compound = lru_cache(maxsize=20_000)(self._compound)
        self.verb = lru_cache(maxsize=20_000)(self._verb)

    def _english(self, printed: str) -> tuple[str, ...]:
        """Return the English words that a printed word may stand for, the likeliest first; none where unknown."""
        form = printed.casefold()
        if found := self.exact(form):
            return found
        if self._language in _CYRILLIC and form.isascii():
            return self._lexicon.english(printed, self._language)
        base = lemmas.lemmatize(printed, lang=self._language).casefold()
        if found := self.exact(base):
            return found
        if self._language == "de":
            return self._german(form, base) or self._related(form, base)
        return self._joined(form) or self._related(form, base)

    def exact(self, form: str) -> tuple[str, ...]:
        """Return the English words of a form that stands in one of the lists."""
        return next((found for table in self._tables if (found := table.get(form))), ())

    def _verb(self, base: str) -> str:
        """Return the English of a verb in its bare form, empty where no list has it."""
        phrase = self._known.best([base])
        if phrase is not None:
            return phrase.english
        return next(iter(self.exact(base)), "")

    def _related(self, form: str, base: str) -> tuple[str, ...]:
        if self._kin is None:
            words = (word for table in self._tables for word in table if len(word) >= _SHORTEST and "-" not in word)
            self._kin = Kin(words, self._language)
        kin = self._kin.nearest(base) or self._kin.nearest(form)
        return self.exact(kin) if kin is not None else ()

    def _joined(self, form: str) -> tuple[str, ...]:
        """Return the English of two words with a hyphen between, word by word."""
        parts = [part for part in form.split("-") if part]
        if len(parts) < 2:
            return ()
        found = [next(iter(self._part(part) or self._english(part)), "") for part in parts]
        return (" ".join(found),) if all(found) else ()

    def _part(self, part: str) -> tuple[str, ...]:
        phrase = self._known.best([part])
        return (phrase.english,) if phrase is not None and phrase.english else ()

    def _german(self, form: str, base: str) -> tuple[str, ...]:
        """Return the English of a verb with its particle, or of a compound."""
        if (verb := self._verb_inside(form)) or (verb := self._verb_inside(base)):
            return (verb,)
        whole = self.compound(form) or self.compound(base)
        return (whole,) if whole else self._joined(form)

    def _verb_inside(self, form: str) -> str:
        """Return the English of „auszuheben“ or „abgeschnittenen“."""
        for particle in PARTICLES:
            rest = form.removeprefix(particle)
            if rest == form or len(rest) <= _SHORTEST:
                continue
            if rest.startswith("zu") and (found := self.verb(particle + rest[2:])):
                return found
            if rest.startswith("ge") and (found := self.verb(particle + lemmas.lemmatize(rest, lang="de").casefold())):
                return found
        return ""

    def _compound(self, form: str) -> str:
        """Return the English of a German compound, its parts in their order; empty where it is none."""
        for cut in range(_SHORTEST, len(form) - _SHORTEST + 1):
            tail = self._tail(form[cut:])
            if not tail:
                continue
            for link in _LINKS:
                head = form[:cut].removesuffix(link)
                if len(head) + len(link) == cut and len(head) >= _SHORTEST and (first := self._head(head)):
                    return f"{first} {tail}"
        return ""

    def _tail(self, part: str) -> str:
        if len(part) == _SHORTEST and part not in _SHORT_TAILS:
            return ""
        phrase = self._known.best([f"-{part}"]) or self._whole(part)
        if phrase:
            return phrase if isinstance(phrase, str) else phrase.english
        return ""

    def _head(self, part: str) -> str:
        if len(part) == _SHORTEST and part not in _SHORT_HEADS:
            return ""
        return self._whole(part)

    def _whole(self, part: str) -> str:
        """Return the English of a part that is a word by itself."""
        phrase = self._known.best([part])
        if phrase is not None and len(part) - len(phrase.words[0][0]) <= _ENDING:
            return phrase.english
        found = self.exact(part)
        if not found and len(part) > _SHORTEST:
            found = self.exact(lemmas.lemmatize(part.capitalize(), lang="de").casefold())
        return next(iter(found), "")


_ENDING = 2
_SHORT_TAILS = frozenset("amt rat zug bus gas öl bau hof tor weg bad netz".split())  # noqa: SIM905
_SHORT_HEADS = frozenset("amt rat zug bus gas öl bau rad see arm not tod".split())  # noqa: SIM905


@cache
def own_words() -> Lexicon:
    """Return the list of this package: words of public services that the general list lacks or puts otherwise."""
    lines = (files(_ROOT) / "data" / "words.tsv").read_text("utf-8").splitlines()
    return Lexicon(line for line in lines if line and not line.startswith("#"))
