"""A small recogniser of English word classes: closed lists, a verb list, suffixes and the neighbours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from reportedly import lemmas

_VERBS_PATH = Path(__file__).with_name("verbs.en.txt")

_TOKEN = re.compile(
    r"\d[\d.,]*\d%?|\d%?"
    r"|[^\W\d_]+(?:[’'\-][^\W\d_]+){0,4}(?:-\s{1,3}[a-z]+)?"
    r"|\w+|[^\w\s]"
)
_BREAK = re.compile(r"-\s+")
_LONG_CAPITALS = re.compile(r"\b[A-Z]{4,}\b")


def words(text: str) -> frozenset[str]:
    """Return the words of a list printed with blanks."""
    return frozenset(text.split())


DETERMINERS = words(
    "a an the this that these those its their his her our my your some any no every each all both many much most few "
    "several more less fewer enough another other such certain various half either neither"
)
PREPOSITIONS = words(
    "of in on at by for with from into onto to about against among amongst amid between across after before during "
    "since until till through throughout towards toward under over near around inside outside "
    "within without along behind "
    "beyond beside besides below above up down off out per via despite due following including regarding concerning "
    "upon except like than as because"
)
SUBORDINATORS = words(
    "because although though while whereas unless if whether when after before since until as once so"
)
RELATIVES = words("which who whom whose where that")
PRONOUNS = words(
    "i you he she it we they them him us me there everyone everybody nobody someone somebody anyone none others people"
)
MODALS = words("will would shall should can could may might must cannot won't can't couldn't shouldn't wouldn't")
BE = words("is are was were be been being am isn't aren't wasn't weren't")
HAVE = words("has have had having hasn't haven't hadn't")
DO = words("do does did doesn't don't didn't")
AUXILIARIES = BE | HAVE | DO
NON_FINITE_AUX = frozenset({"be", "been", "being", "having"})
CONJUNCTIONS = frozenset({"and", "or", "but", "nor", "yet"})
NEGATIONS = frozenset({"not", "n't", "never"})
ADVERBS = words(
    "also still already currently now then here there often usually always never only just even almost nearly too very "
    "again once so far yet however therefore thus hence reportedly allegedly recently previously soon later ever "
    "rather quite together away back well further instead sometimes once twice meanwhile today yesterday tomorrow "
    "longer"
)
NUMBER_WORDS = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen "
    "dozens hundreds thousands millions scores tens"
)
IRREGULAR_PAST = words(
    "began became broke brought built bought came caught chose cut drew drove ate fell fed felt fought found flew fled "
    "forbade forgot froze gave went grew hung heard hid hit held kept knew laid led left lent let lost made meant met "
    "paid put quit read rode rose ran said saw sought sold sent set shook shot shut sang sank sat slept spoke spent "
    "split spread stood stole stuck struck swore swept took taught tore told thought threw understood woke wore won "
    "withdrew withheld wrote underwent undertook overtook burnt learnt spoilt dug bound bore beat"
)
_IRREGULAR_PARTICIPLE = words(
    "begun become broken brought built bought caught chosen cut drawn driven eaten fallen fed felt fought found flown "
    "fled forbidden forgotten frozen given gone grown hung heard hidden hit held kept known laid led left lent let "
    "lost made meant met paid put quit read ridden risen run said seen sought sold sent set shaken "
    "shot shut sung sunk sat "
    "slept spoken spent split spread stood stolen stuck struck sworn swept taken taught torn told thought thrown "
    "understood worn won withdrawn withheld written undergone undertaken overtaken done been burnt learnt dug beaten "
    "bound overcrowded"
)
_ADJECTIVE = re.compile(r"(?:able|ible|ous|ful|less|ical|ary|ive|ish|eous|(?<!m)ent|ant)$")
_NOMINAL_S = words(
    "news series means species politics police clothes premises headquarters barracks offices services families forces "
    "authorities residents parents teachers sources supplies goods wages needs reports attacks clashes raids protests "
    "schools houses roads troops towns villages areas districts cases deaths talks efforts plans prices"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark: code points [start, end), the word in lower case without line-break hyphens, its class.

    Classes: DET PREP SUB REL PRON MOD AUX TO CC NEG ADV NUM ADJ N NP VF (finite) VB (bare) VG (-ing)
    VN (participle or past) PUNCT.
    """

    start: int
    end: int
    text: str
    low: str
    tag: str


@cache
def verb_lemmas() -> frozenset[str]:
    """Return the verbs that the recogniser knows, in their bare form."""
    return frozenset(_VERBS_PATH.read_text(encoding="utf-8").split())


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """Return the dictionary form of a word in lower case; the word itself where none is known."""
    if len(word) > 40:
        return word
    found = str(lemmas.lemmatize(word, lang="en")).casefold()
    if found == word and word.endswith("ise"):
        return word
    return found


def tag(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of `text[start:end]` with their classes; offsets point into `text`."""
    return list(_tagged(text, start, len(text) if end is None else end))


@lru_cache(maxsize=1024)
def _tagged(text: str, start: int, end: int) -> tuple[Token, ...]:
    """Return the same; a sentence is asked for again and again while its document is read."""
    tokens: list[Token] = []
    shouted = _shouted(text[start:end]) and not text[:start].strip()
    for m in _TOKEN.finditer(text, start, end):
        printed = m.group()
        tokens.append(
            Token(m.start(), m.end(), printed, *_lexical(printed.lower() if shouted else printed, not tokens))
        )
    for position, token in enumerate(tokens):
        if token.tag in _OPEN:
            kind = _in_context(tokens, position)
            if kind != token.tag:
                tokens[position] = replace(token, tag=kind)
    opening = next((i for i, t in enumerate(tokens) if t.tag == "SUB"), 0)
    if opening > 2:
        head = tokens[:opening]
        _promote(head)
        tokens[:opening] = head
    _promote(tokens)
    return tuple(tokens)


def _shouted(printed: str) -> bool:
    """Say whether a line in capitals tells something, so that they make no names: "SCHOOLS CLOSED IN ORVALE".

    A heading ("HEALTH RISKS", "AFFECTED AREAS") has no auxiliary, and no participle before a preposition or the end.
    Only the first line of a text is asked: those further down are mostly headings and captions.
    """
    if not printed.isupper() or len(_LONG_CAPITALS.findall(printed)) < 2:
        return False
    low = [m.group().lower() for m in _TOKEN.finditer(printed)]
    if any(word in AUXILIARIES or word in MODALS for word in low):
        return True
    return any(
        verb_form(word) in ("VN", "VF") and (at + 1 == len(low) or low[at + 1] in PREPOSITIONS or low[at + 1] in ",.")
        for at, word in enumerate(low)
        if at
    )


def promoted(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with a finite verb found among the doubtful words, where no other is finite."""
    copied = list(tokens)
    _promote(copied)
    return copied


_INTRANSITIVE = words("continues persists remains increases rises deteriorates worsens intensifies")


def _promote(tokens: list[Token]) -> None:
    """Where nothing is finite, make the first word a verb that could be one, with a noun before and more after."""
    if finite_positions(tokens):
        return
    for position in range(1, len(tokens) - 1):
        token, before = tokens[position], _previous(tokens, position) or tokens[position - 1]
        if (
            token.tag == "N"
            and before.tag in ("N", "NP")
            and verb_form(token.low) == "VS?"
            and (tokens[position + 1].tag != "PUNCT" or token.low in _INTRANSITIVE)
        ):
            tokens[position] = replace(token, tag="VF")
            return
        if (
            token.tag == "N"
            and token.low.endswith("s")
            and token.low[:-1] in verb_lemmas()
            and tokens[position + 1].tag == "TO"
        ):
            tokens[position] = replace(token, tag="VF")
            return
        if token.tag == "N" and _bare_predicate(tokens, position):
            tokens[position] = replace(token, tag="VF")
            return
        if token.tag == "VN" and before.low in (",", ")") and tokens[position + 1].low != "by" and position > 2:
            tokens[position] = replace(token, tag="VF")
            return


def _bare_predicate(tokens: Sequence[Token], position: int) -> bool:
    """Say whether a bare form is the verb of a plural subject that stands somewhere before it."""
    before, after = _previous(tokens, position) or tokens[position - 1], tokens[position + 1]
    if before.tag not in ("N", "NP", "ADV") or verb_form(tokens[position].low) != "VB?":
        return False
    plural = any(t.tag in ("N", "NP") and t.low.endswith("s") and not t.low.endswith("ss") for t in tokens[:position])
    plural = plural or any(t.low in ("people", "women", "men", "children", "police") for t in tokens[:position])
    opens = after.tag in ("TO", "DET", "NUM", "PRON", "PREP", "ADV", "NP") or (
        after.tag == "PUNCT"
        and tokens[position].low in ("work", "run", "continue", "remain", "exist", "persist", "function", "operate")
    )
    return plural and (opens or (after.tag in ("N", "ADJ") and (before.tag != "N" or before.low.endswith("s"))))


_CLOSED: tuple[tuple[frozenset[str], str], ...] = (
    (NEGATIONS, "NEG"),
    (MODALS, "MOD"),
    (AUXILIARIES, "AUX"),
    (CONJUNCTIONS, "CC"),
    (frozenset({"to"}), "TO"),
    (frozenset({"which", "who", "whom", "whose", "where"}), "REL"),
    (frozenset({"although", "though", "while", "whereas", "unless", "if", "whether", "when", "because"}), "SUB"),
    (PRONOUNS, "PRON"),
    (NUMBER_WORDS, "NUM"),
    (DETERMINERS, "DET"),
    (ADVERBS, "ADV"),
    (PREPOSITIONS, "PREP"),
)


@lru_cache(maxsize=50_000)
def _lexical(printed: str, initial: bool) -> tuple[str, str]:
    """Return the word in lower case without line-break hyphens, and the class that it has by itself."""
    low = _BREAK.sub("", printed).casefold().replace("’", "'")
    return low, _lexical_class(printed, low, initial)


def _lexical_class(printed: str, low: str, initial: bool) -> str:
    if not printed[0].isalnum():
        return "PUNCT"
    if printed[0].isdigit():
        return "NUM"
    if len(low) > 1 and printed.isupper():
        return "NP"
    for words, kind in _CLOSED:
        if low in words:
            return kind
    return _open_class(printed, low, initial)


def _open_class(printed: str, low: str, initial: bool) -> str:
    if printed[0].isupper() and not initial:
        return "NP"
    if (
        low.endswith("ly")
        and len(low) > 4
        and low not in ("family", "supply", "assembly", "july", "italy", "apply", "rely")
    ):
        return "ADV"
    kind = verb_form(low)
    if kind:
        return kind
    if _ADJECTIVE.search(low):
        return "ADJ"
    return "N"


@lru_cache(maxsize=50_000)
def verb_form(low: str) -> str:
    """Return the class that a word in lower case has as a verb (VF, VN, VG, or VB? and VS? where in doubt), or ""."""
    verbs = verb_lemmas()
    if low in _IRREGULAR_PARTICIPLE or low in IRREGULAR_PAST:
        return "VN" if low in _IRREGULAR_PARTICIPLE else "VF"
    if low.endswith("ing") and len(low) > 4:
        return "VG" if lemma(low) in verbs or _stem_in(low[:-3], verbs) else "N"
    if low.endswith("ed") and len(low) > 3 and low not in ("need", "feed", "speed", "seed", "armed", "hundred"):
        return "VN"
    if low in verbs:
        return "VB?"
    if low.endswith("s") and not low.endswith("ss") and low not in _NOMINAL_S:
        base = low[:-1]
        if (
            base in verbs
            or (low.endswith("es") and low[:-2] in verbs)
            or (low.endswith("ies") and low[:-3] + "y" in verbs)
        ):
            return "VS?"
    return ""


def _stem_in(stem: str, verbs: frozenset[str]) -> bool:
    return stem in verbs or stem + "e" in verbs or (len(stem) > 2 and stem[-1] == stem[-2] and stem[:-1] in verbs)


def _previous(tokens: Sequence[Token], position: int) -> Token | None:
    """Return the nearest earlier token that is no adverb and no negation."""
    for at in range(position - 1, max(0, position - 4) - 1, -1):
        if tokens[at].tag not in ("ADV", "NEG"):
            return tokens[at]
    return None


_NOUNISH = frozenset({"N", "NP", "PRON", "REL"})
_OPEN = frozenset({"VB?", "VS?", "VG", "VN", "DET"})
"""Classes that the neighbours may change."""


def _in_context(tokens: Sequence[Token], position: int) -> str:
    token = tokens[position]
    before = _previous(tokens, position)
    after = tokens[position + 1] if position + 1 < len(tokens) else None
    kind = token.tag
    if kind == "VB?":
        return _bare(before, after)
    if kind == "VS?":
        return _third_person(before, after)
    if kind == "VG" and before is not None and before.tag == "DET":
        return "N"
    if kind == "VN":
        return _participle(before, after)
    if kind == "DET" and token.low == "that":
        return "REL" if before is not None and before.tag in ("N", "NP", "VF", "VN") else "DET"
    return kind


def _bare(before: Token | None, after: Token | None) -> str:
    """A bare form is a verb after to and modals, or after a plural subject; otherwise a noun."""
    if before is None:
        return "N"
    if before.tag in ("TO", "MOD") or before.low in DO:
        return "VB"
    if before.tag == "PRON" and before.low in ("they", "we", "you", "i", "people", "many", "others"):
        return "VF"
    opens = after is not None and (
        after.tag in ("DET", "PRON", "TO", "PREP", "NUM", "ADV", "VN") or after.low in ("that", "their")
    )
    plural = before.tag in ("N", "NP", "VS?") and before.low.endswith("s") and not before.low.endswith("ss")
    plural = plural and before.low not in _BEFORE_NOUNS
    if plural and opens:
        return "VF"
    if before.tag in {"REL", "CC"}:
        return "VF" if opens else "N"
    return "N"


def _third_person(before: Token | None, after: Token | None) -> str:
    """A form in -s is a verb after a singular subject when something follows that a verb takes."""
    if before is None or before.tag in ("DET", "PREP", "ADJ", "NUM", "AUX", "TO", "VN", "VG", "MOD", "PUNCT"):
        return "N"
    opens = after is None or after.tag in (
        "DET",
        "PRON",
        "TO",
        "PREP",
        "NUM",
        "ADV",
        "VN",
        "PUNCT",
        "NP",
        "ADJ",
        "N",
        "REL",
    )
    subject = before.tag in ("N", "NP", "PRON", "REL") and not (before.low.endswith("s") and before.tag == "N")
    if subject and opens and after is not None and after.tag not in ("PUNCT",):
        return (
            "VF"
            if after.tag in ("DET", "PRON", "TO", "NUM", "ADV", "NP")
            or after.low == "that"
            or before.tag in ("PRON", "REL")
            or after.tag in ("PREP",)
            else "N"
        )
    return "N"


def _participle(before: Token | None, after: Token | None) -> str:
    """A form in -ed before a noun is an adjective when a determiner or preposition stands before it."""
    if (
        before is not None
        and before.tag in ("DET", "PREP", "ADJ", "NUM")
        and after is not None
        and after.tag in ("N", "NP", "ADJ", "VB?", "VS?")
    ):
        return "ADJ"
    if before is None and after is not None and after.tag in ("N", "NP", "ADJ", "VS?"):
        return "ADJ"
    return "VN"


def finite_positions(tokens: Sequence[Token]) -> list[int]:
    """Return the positions at which a finite predicate begins: a modal, a finite auxiliary, a verb with its subject."""
    return [
        position
        for position, token in enumerate(tokens)
        if token.tag in _PREDICATES and _starts_predicate(tokens, position, token)
    ]


_BEFORE_NOUNS = frozenset({"customs", "goods", "arms", "sales", "sports", "news"})
"""Nouns in -s that stand before another noun: "the customs post", "a goods train"."""
_PREDICATES = frozenset({"MOD", "AUX", "VF", "VN"})


def _starts_predicate(tokens: Sequence[Token], position: int, token: Token) -> bool:
    if token.tag == "MOD":
        return True
    if token.tag == "AUX":
        before = _previous(tokens, position)
        return token.low not in NON_FINITE_AUX and (before is None or before.tag not in ("AUX", "MOD", "TO"))
    if token.tag == "VF":
        return True
    return token.tag == "VN" and _is_past(tokens, position)


def _is_past(tokens: Sequence[Token], position: int) -> bool:
    """Say whether a form in -ed is a past tense: it has a subject before it and no agent after it."""
    before = _previous(tokens, position)
    if before is None or before.tag not in ("N", "NP", "PRON", "REL", "NUM", "CC", "PUNCT", "DET", "ADJ", "VG"):
        return False
    if before.tag == "PUNCT" and before.low not in ('"', "”", ")", "’", ","):
        return False
    after = tokens[position + 1] if position + 1 < len(tokens) else None
    if after is not None and after.low == "by":
        return False
    return (
        before.tag in ("N", "NP", "PRON", "REL")
        or before.tag == "DET"
        or before.low == ")"
        or (before.tag in ("NUM", "PUNCT") and tokens[position].low in IRREGULAR_PAST)
        or before.tag == "CC"
    )
