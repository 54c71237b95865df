"""Words that have the shape of a person's name although no stage took them for one.

A run of two or more capitalised words counts, unless it is known as a place, a body, an office or as everyday words; so
does a single such word behind a form of address. German writes all nouns with capitals, and official bodies of several
words are found in all languages: there a word of the run must be a given name, have the form of a family name, or be in
no dictionary. The lists of given names are those of the persons stage.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from typing import Literal

from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

from reportedly import lemmas
from reportedly.export.single_names import SingleNames
from reportedly.kept import kept
from reportedly.records import Span
from reportedly.records.withhold import apart
from reportedly.stages.persons_words import Words, load_words
from reportedly.text import name_key

_TOKEN = re.compile(r"[^\W\d_](?:[\u0301’'ʼ]?[^\W\d_])*(?:[-‑][^\W\d_](?:[\u0301’'ʼ]?[^\W\d_])*)*\.?")
_STARTS = re.compile(r"(?:\A|[.!?…:;•\n|>][\"”»)\]]*\s*|[\"“„«(]\s*|[-–—▪●✅❗️🔹]\s*)\Z")
_FAMILY = re.compile(
    r"(?:енк[оауі]|енком|[чщшк]у?к(?:а|у|ом|ові)?|[юя]к(?:а|у|ом|ові)?|ськ(?:ий|ого|ому|им|а|ої|ій|у|ою)"
    r"|цьк(?:ий|ого|ому|им|а|ої|у|ою)|ск(?:ий|ого|ому|им|ая|ой|ую)|цк(?:ий|ого|ому|им|ая|ой|ую)"
    r"|[оеє]в(?:а|у|ым|им|ой|ою|ої|ій|і)?|[иіїы]н(?:а|у|ым|им|ой|ою|ої|ій|і)?|[ое]ць|ишин|дзе|швили|швілі|[яь]н|ян(?:а|у|ом)?"
    r"|ович[ауем]*|евич[ауем]*|йко|ейк[оа]|[ое]нко|юк|чук|щук|ей|ай|ба|да|ло|хно|шко)\Z"
)
_PATRONYMIC = re.compile(r"(?:ович|евич|йович|івна|ївна|овна|евна)(?:[ауиіео]|ем|ом|ою|ой|у)?\Z")
_GERMAN_FAMILY = re.compile(
    r"(?:enko|tschuk|chuk|sk(?:y|i|yj|ij|aja)|[oe]wa?|jewa?|[ij]an|dze|schwili|mann|berg|stein|hofer|meier|mayer|meyer|"
    r"huber)\Z"
)
_OFFICE = re.compile(
    r"(?:minister|präsident|bürgermeister|kanzler|gouverneur|landrat|landrät|botschafter|generalsekretär)(?:in)?\Z",
    re.IGNORECASE,
)
"""Behind these a name is that of an office-holder; German writes them as one word with the field."""
_ACRONYM = re.compile(r"[^\W\d_]{1,6}\Z")
_PARTICLES = frozenset(re.findall(r"\w+", "van von de der den di da du la le al el bin ibn ten ter zu zur ben abu"))
_MOST = 4

Kind = Literal["given", "family", "listed", "unknown", "place", "ordinary", "initial", "title"]
"""What a capitalised word is: "listed" is a family name that may be an everyday word as well."""

_SURE_FIRST: frozenset[Kind] = frozenset(("given", "initial"))
_RARELY_ELSE: frozenset[Kind] = frozenset(("listed", "unknown", "family"))
_PERSONAL: frozenset[Kind] = frozenset(("given", "family", "listed", "unknown"))


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    kind: Kind


class PossibleNames:
    """Finds what may be a person's name.

    `is_place` says of printed words whether a place is called so, `is_body` whether a registered body is; of both the
    case forms should be known. `known_words` are all words that stand in names of bodies, as `name_key` gives them.
    """

    def __init__(
        self, is_place: Callable[[str], bool], is_body: Callable[[str], bool], known_words: frozenset[str] = frozenset()
    ) -> None:
        self._words: Words = load_words()
        self._is_place = lru_cache(maxsize=50_000)(is_place)
        self._is_body = lru_cache(maxsize=20_000)(is_body)
        self._known = known_words
        self._kind = lru_cache(maxsize=100_000)(self._kind_of)
        self._single = SingleNames(self._kind, self._is_body, self._is_place)

    def find(self, text: str, language: str | None, *, given: bool = False) -> list[Span]:
        """Return the spans of possible names in a text, in order, without overlaps. `language` is a BCP-47 tag.

        With `given` only those count that hold a given name: in names of outlets other words are no sign.
        """
        tag = _tag(language)
        runs = [
            Span(part[0].start, part[-1].end)
            for run in self._runs(text, tag)
            for part in self._judged(run, text)
            if not given or any(token.kind == "given" for token in part)
        ]
        return runs if given else list(apart([*runs, *self._single.find(text, tag)]))

    def is_source(self, printed: str, language: str | None) -> bool:
        """Say whether the name of a source may be that of a person: nothing known, and no shape of a body's name."""
        return self._single.is_source(printed, _tag(language))

    def widened(self, text: str, span: Span, language: str | None) -> Span:
        """Return a name with the initials, given name and family name that stand beside it."""
        return self._single.widened(text, span, _tag(language))

    def _runs(self, text: str, tag: str) -> Iterator[list[_Token]]:
        run: list[_Token] = []
        for match in _TOKEN.finditer(text):
            printed, start, end = match[0], match.start(), match.end()
            initial = len(printed) <= 3 and printed.endswith(".") and printed[0].isupper()
            stop = printed.endswith(".") and not initial
            printed, end = (printed[:-1], end - 1) if stop else (printed, end)
            joins = not run or text[run[-1].end : start] in (" ", "\u00a0", "", ". ", " \u00a0")
            if run and not joins:
                yield run
                run = []
            if run and printed in _PARTICLES:
                run.append(_Token(printed, start, end, "ordinary"))
            elif printed[0].isupper():
                kind: Kind = "initial" if initial else self._kind(printed, tag)
                run.append(_Token(printed, start, end, kind))
            elif run:
                yield run
                run = []
            if stop and run:
                yield run
                run = []
        if run:
            yield run

    def _judged(self, run: Sequence[_Token], text: str) -> Iterator[Sequence[_Token]]:
        """Yield the parts of a run of capitalised words that may be names."""
        at = 0
        while at < len(run):
            part = self._part(run, at, text)
            if part:
                whole = text[part[0].start : part[-1].end]
                if not (self._is_body(whole) or (len(part) > 1 and self._is_place(whole))):
                    yield part
                at += len(part)
            else:
                at += 1

    def _part(self, run: Sequence[_Token], at: int, text: str) -> Sequence[_Token]:
        """Return the name that begins at a word of a run, empty if there is none."""
        first = run[at]
        behind = run[at + 1].kind if at + 1 < len(run) else "title"
        before_listed = (first.kind == "ordinary" and behind == "listed") or (
            first.kind in ("ordinary", "place") and behind in _RARELY_ELSE and self._may_be_given(first.text)
        )
        if first.kind not in _PERSONAL | {"initial"} and not before_listed:
            return self._after_address(run, at, text)
        if at and _OFFICE.search(run[at - 1].text):
            return ()
        size = 1
        while at + size < len(run) and size < _MOST and self._goes_on(run, at, size):
            size += 1
        part = run[at : at + size]
        while part and part[-1].kind == "ordinary" and part[-1].text in _PARTICLES:
            part = part[:-1]
        kinds = [t.kind for t in part]
        personal = sum(kind in _PERSONAL for kind in kinds) + before_listed
        likely = personal > 1 or "family" in kinds or (kinds and (kinds[0] in _SURE_FIRST or kinds[-1] == "listed"))
        if len(part) > 1 and personal and likely:
            return part
        return self._after_address(run, at, text)

    def _may_be_given(self, printed: str) -> bool:
        """Say whether a word that is an everyday one or a place is a given name as well."""
        return self._words.may_be_given(printed) or printed.casefold() in _census()[1]

    @staticmethod
    def _goes_on(run: Sequence[_Token], at: int, size: int) -> bool:
        token, last = run[at + size], run[at + size - 1]
        if token.kind in _PERSONAL or token.kind == "initial" or token.text in _PARTICLES:
            return True
        # Everyday words and places are family names too, but only right behind a given one: "Rose Baker".
        return last.kind == "given" and token.kind in ("ordinary", "place")

    def _after_address(self, run: Sequence[_Token], at: int, text: str) -> Sequence[_Token]:
        """Return a single word behind "Mr", "Frau" or "пан" as a name."""
        token = run[at]
        if token.kind in ("title", "initial") or len(token.text) < 3:
            return ()
        lead = re.search(r"([^\W\d_]+)\.?[ \u00a0]\Z", text[max(0, token.start - 14) : token.start])
        if not lead:
            return ()
        if lead[1].casefold() in _ADDRESSES and (token.kind != "ordinary" or lead[1].casefold() in _OF_FAMILIES):
            return run[at : at + 1]
        whole = at + 1 < len(run) and run[at + 1].kind in _RARELY_ELSE | {"ordinary"}
        return run[at : at + 2] if whole and lead[1].casefold() in _RANKS else ()

    def _kind_of(self, printed: str, tag: str) -> Kind:
        words, low = self._words, printed.casefold().replace("\u0301", "")
        kind: Kind = "unknown"
        if low in words.titles or low in words.honorific or low in words.calendar or low in words.stop:
            kind = "title"
        elif words.is_given(printed) or _is_given(low) or _PATRONYMIC.search(low):
            kind = "given"
        elif self._is_known(printed, low):
            kind = "ordinary"
        elif low in _census()[0] and not self._is_place(printed):
            kind = "given"
        elif low in _family_names() - {"hall"} and low not in words.place and low not in words.place_after:
            kind = "listed"
        elif self._is_place(printed):
            kind = "place"
        elif _is_word(printed, low, tag):
            kind = "family" if _is_name(printed, low, tag) else "ordinary"
        return kind

    def _is_known(self, printed: str, low: str) -> bool:
        """Say whether a word names a nation, a body or a part of one."""
        words = self._words
        listed = (words.nation, words.country, words.institution, words.organisation)
        acronym = printed.isupper() and _ACRONYM.match(printed)
        return any(low in some for some in listed) or name_key(printed) in self._known or bool(acronym)


def _tag(language: str | None) -> str:
    tag = (language or "en").partition("-")[0]
    return tag if tag in SUPPORTED_LANGUAGES else "en"


_ADDRESSES = frozenset(
    re.findall(
        r"\w+",
        "mr mrs ms miss dr sir madam family widow widower neighbour neighbor herr frau herrn eheleute familie ehepaar "
        "witwe witwer nachbar nachbarin пан пана пану паном пані господин госпожа господину гр громадянин громадянка "
        "гражданин гражданка брати братів братьев сестри сестёр подружжя супругов родина родини родині семья семьи "
        "семье вдова вдови вдовы удова удови",
    )
)
_OF_FAMILIES = frozenset(re.findall(r"\w+", "familie ehepaar eheleute witwe witwer frau herr herrn"))
"""Behind these even an everyday word of German is a name: "Witwe Hagedorn"."""
_RANKS = frozenset(re.findall(r"\w+", "trooper constable pc sergeant sgt corporal cpl pvt firefighter paramedic nurse"))
"""Behind these two capitalised words are the name of somebody of the rank and file."""
_SURE = re.compile(r"(?:енко|чук|щук|юк|ов|ев|єв|ова|ева|ин|ін|їн|ян|швілі|дзе|йко)\Z")
_ADJECTIVE = re.compile(r"(?:ськ|цьк|ск|цк)(?:ий|ого|ому|им|а|ої|ій|у|ою|ая|ой|ую|ое|е|і|ие|их|ими)\Z")


@cache
def _family_names() -> frozenset[str]:
    """Return family names in Latin letters that are hardly ever places where they stand alone."""
    text = (files("reportedly.gazetteer") / "data" / "surnames.txt").read_text(encoding="utf-8")
    return frozenset(text.casefold().split())


@cache
def _more_given() -> tuple[frozenset[str], frozenset[str]]:
    """Return the given names of this package in Latin letters, and the stems of those in Cyrillic."""
    text = (files("reportedly.export") / "data" / "given_names.txt").read_text(encoding="utf-8")
    names = {n for line in text.splitlines() if not line.startswith("#") for n in line.casefold().split()}
    cyrillic = {name for name in names if "\u0400" <= name[0] <= "\u04ff"}
    return frozenset(names - cyrillic), frozenset(n[:-1] if n[-1] in "аяійьоє" else n for n in cyrillic)


@cache
def _census() -> tuple[frozenset[str], frozenset[str]]:
    """Return given names of a census that are hardly anything else, and those that are everyday words as well."""
    text = (files("reportedly.export") / "data" / "given_names_us.txt").read_text(encoding="utf-8")
    names = {n for line in text.splitlines() if not line.startswith("#") for n in line.casefold().split()}

    def everyday() -> list[str]:
        ways = [(change, tag) for change in (str, str.capitalize) for tag in ("en", "de")]
        return sorted(name for name in names if any(lemmas.is_known(change(name), tag) for change, tag in ways))

    # Looked up once on a machine: it takes half a second, and to read the dictionary of German twice as long.
    also = set(kept("census", (version("simplemma"), text), everyday))
    return frozenset(names - also), frozenset(also)


def _is_given(low: str) -> bool:
    """Say whether a word in lower case is a given name of this package, in any case form."""
    latin, stems = _more_given()
    key = low.replace("'", "’").replace("ʼ", "’")
    ends = (e for e in _CASES if key.endswith(e) and len(key) - len(e) > 1)
    return key in latin or any(key[: len(key) - len(e)] in stems for e in ends)


_CASES = (
    "", "а", "я", "у", "ю", "і", "и", "е", "ы", "о", "ь", "й", "є", "ом", "ем", "єм", "ою", "ею", "єю", "ой", "ей", "ї",
    "ії", "ию", "ія", "ові", "еві", "єві",
)  # fmt: skip


@lru_cache(maxsize=50_000)
def _is_word(printed: str, low: str, tag: str) -> bool:
    """Say whether a dictionary of the language, or in Latin letters the English one, has a word."""
    forms = (low, low.removesuffix("s"), printed)
    if any(lemmas.is_known(form, tag) for form in forms) or (tag == "de" and _is_compound(printed)):
        return True
    return tag != "en" and bool(lemmas.is_known(low, "en"))


@lru_cache(maxsize=50_000)
def _is_name(printed: str, low: str, tag: str) -> bool:
    """Say whether a word of a dictionary has the form of a family name and is hardly anything else.

    The dictionaries of Ukrainian, Russian and German hold family names as well.
    """
    if tag in ("uk", "ru"):
        if not _FAMILY.search(low) or _ADJECTIVE.search(low):
            return False
        return bool(_SURE.search(lemmas.lemmatize(low, tag).casefold()))
    return tag == "de" and len(low) > 5 and bool(_GERMAN_FAMILY.search(low)) and not _is_compound(printed)


@lru_cache(maxsize=50_000)
def _is_compound(printed: str) -> bool:
    """Say whether a German word ends in a whole noun of at least four letters: "Verwaltungsgebäude"."""
    if re.search(
        r"(?:ung|heit|keit|schaft|tion|tät|nis|ismus|amt|werk|lich|isch|ische[nrs]?)(?:e[nrs]?|s)?\Z", printed
    ):
        return True
    return any(
        len(printed) - at >= 4
        and lemmas.is_known(printed[at:].capitalize(), "de")
        and lemmas.is_known(printed[:at].rstrip("s"), "de")
        for at in range(3, len(printed) - 3)
    )
