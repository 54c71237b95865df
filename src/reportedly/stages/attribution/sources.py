"""What kind of source a printed phrase is: its role, whether it is named, whether it is several."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import cast

from reportedly.records import Span
from reportedly.records.values import LinkRole, RootStatus
from reportedly.stages.attribution.bodies import bodies
from reportedly.stages.attribution.lists import words
from reportedly.stages.attribution.tokens import TIMES, Token, tokenize

SPOKEN_FOR = words("sources.spoken_for")
_INDEFINITE = words("sources.indefinite")
_BODIES = words("sources.bodies")
_CROWD = words("sources.crowd")
_POSSESSIVE = words("sources.possessive")
PERSONAL = words("sources.personal")
_TITLES = words("sources.titles")
_ISSUERS = words("sources.issuer")
_PLAIN = words("sources.plain")


@dataclass(frozen=True, slots=True)
class SourceKind:
    """The reading of one source phrase."""

    role: LinkRole
    named: bool
    plural: bool
    head: str

    @property
    def root_status(self) -> RootStatus:
        """The root status that a chain has whose last link this is."""
        if self.named:
            return "named"
        return "unnamed_plural" if self.plural else "unnamed_single"


@cache
def _roles() -> dict[str, tuple[str, str]]:
    text = files(__package__).joinpath("data/roles.en.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {word: (role, kind) for word, role, kind in rows}


def core(text: str, span: Span) -> list[Token]:
    """Return the tokens of a source phrase without its apposition, relative clause or bracket."""
    tokens = tokenize(text, span.start, span.end)
    for index, token in enumerate(tokens):
        if index == 0:
            continue
        if token.low in (",", "(", "—", "–") or (token.tag == "W" and token.low != "that"):
            rest = tokens[index + 1 :]
            if token.low == "," and any(t.low in ("and", "&") for t in rest) and not any(t.tag in "VAW" for t in rest):
                continue
            return tokens[:index]
    return tokens


_COUNTS = words("sources.counts")


def head_index(tokens: Sequence[Token]) -> int:
    """Return the index of the head noun: the last nominal before the first preposition."""
    last = 0
    for index, token in enumerate(tokens):
        if index > 0 and (token.tag == "T" or (token.low in _LEADING_ON and tokens[index - 1].tag in "NP")):
            break  # "an adviser to the mayor", "sources close to the board"
        if token.tag == "I" and index > 0 and token.low != "per":
            if token.low == "of" and tokens[index - 1].low in _COUNTS:
                continue
            break
        if token.tag in "GV" and index > 0 and tokens[index - 1].tag in "NP" and index == len(tokens) - 1:
            last = index
        elif token.tag in "VG" and index > 0 and tokens[index - 1].tag == "N":
            break
        if token.tag in "NPMOW" and token.low not in TIMES:
            last = index
    if tokens[last].tag != "P" and tokens[last].low not in _roles():
        known = [i for i in range(last) if tokens[i].tag in "NV" and tokens[i].low in _roles()]
        if known and _roles()[tokens[known[-1]].low][1] in "md" and known[-1] == last - 1:
            return known[-1]
    return last


_LEADING_ON = frozenset(("familiar", "close", "privy", "loyal", "near"))
"""Adjectives behind a noun, with what they lead to."""

_UNNAMED = re.compile(
    r"\b(?:not (?:to )?be (?:\w+ly )?(?:named|identified|quoted by name)|"
    r"(?:declin|refus|did not (?:want|wish)|do(?:es)? not (?:want|wish)|unwilling|reluctant)\w* "
    r"to (?:be (?:\w+ly )?(?:named|identified|quoted by name)|"
    r"(?:give|tell|disclose|reveal) (?:an?|his|her|their) (?:\w+ )?names?)|"
    r"anonymity|anonymously|(?:remain|stay)(?:ed|ing)? (?:anonymous|unnamed)|"
    r"names? (?:(?:to|not|be|was|were|is|are) ){0,2}(?:withheld|given|printed|published))\b",
    re.IGNORECASE,
)
"""Words by which somebody stays unnamed who has an office: "who asked not to be named"."""

_ANONYMOUSLY = re.compile(
    r"(?:(?! that )[^.,;:!?“”\"\n]){0,60},? (?:(?:speaking|talking) )?"
    r"(?:(?:on|under) (?:the )?condition of anonymity|anonymously)\b"
    r"|, (?:who|which)(?! said| told)[^.,;:!?“”\"\n]{1,90}",
)
"""The same behind the phrase: "a spokesman told the paper on condition of anonymity"."""


def classify(text: str, span: Span) -> SourceKind:
    """Return role, named or not, and number of the source phrase at `span`; the words behind it may unname it."""
    printed = span.of(text)
    kind = _classified(printed)
    if kind.named and kind.head in printed and kind.role in _SPEAKERS:
        behind = _ANONYMOUSLY.match(text, span.end)
        if behind is not None and withheld(behind.group()):
            return replace(kind, named=False)
    return kind


_SPEAKERS = frozenset(("official", "installed_official", "military", "company", "expert", "ministry", "intl_org"))


def withheld(printed: str) -> bool:
    """Say whether a source phrase tells that who speaks wants no name: "a spokeswoman, who asked not to be named"."""
    return _UNNAMED.search(printed) is not None


@lru_cache(maxsize=20_000)
def _classified(text: str) -> SourceKind:
    span = Span(0, len(text))
    tokens = core(text, span)
    if not tokens:
        return SourceKind("none", named=False, plural=False, head="")
    index = head_index(tokens)
    head = tokens[index]
    roles = _roles()
    role, kind = _role(tokens, index, text, span)
    proper = any(
        t.tag == "P" and (t.low not in roles or (t.form.isupper() and i != index and t.low not in ("ngo", "ngos")))
        for i, t in enumerate(tokens)
        if i or t.low not in _PLAIN
    )
    plural = _is_plural(tokens, index, role)
    named = _is_named(tokens, index, kind, proper, plural)
    if withheld(text) and not (head.tag == "P" and proper):
        named = False
    elif head.low in SPOKEN_FOR or (not named and tokens[0].low in _ONE and _name_follows(text, tokens[-1].end)):
        named = True
    if role == "official" and not named and not proper and head.low not in roles and not _described(tokens, index):
        role = "unnamed_plural"
    if role in ("unnamed_plural", "unnamed_single"):
        named = False
        role = "unnamed_plural" if plural or role == "unnamed_plural" else "unnamed_single"
    return SourceKind(cast("LinkRole", role), named=named, plural=plural, head=head.low)


_ONE = frozenset(("a", "an", "one", "another"))


def _name_follows(text: str, start: int) -> bool:
    """Say whether the apposition behind a phrase is a person's name: "a ferryman, Tam Orrin,"."""
    aside = [t for t in tokenize(text, start, len(text)) if t.low not in (",", ".")]
    return 1 < len(aside) < 5 and all(t.tag == "P" and t.low not in _roles() for t in aside)


def _described(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a word before the head says what body or office it belongs to."""
    return any(t.low in _roles() for t in tokens[:index])


def _role(tokens: Sequence[Token], index: int, text: str, span: Span) -> tuple[str, str]:
    """Return role and kind (n name, o office, m membership, d document) of a source phrase."""
    head = tokens[index]
    whole = [t.low for t in tokens]
    joined = " ".join(whole)
    fixed = next((role for phrase, role in _PHRASES if phrase in joined), None)
    if fixed is not None:
        return fixed, "o"
    entry = _roles().get(head.low)
    if entry is not None and entry[0] in _OFFICIAL and any(t.low == "intelligence" for t in tokens[:index]):
        return "intelligence", entry[1]  # "the main intelligence directorate"
    if entry is not None and not (head.tag == "P" and head.low in _CAPITALS and not head.form.isupper()):
        return ("outlet", "o") if entry[0] == "document" and _news_item(whole[:index]) else entry
    return _role_of_name(tokens, index, text, span)


def _role_of_name(tokens: Sequence[Token], index: int, text: str, span: Span) -> tuple[str, str]:
    """Return the role of a phrase whose head is a name or an unlisted word, from the words around it."""
    head = tokens[index]
    roles = _roles()
    whole = [t.low for t in tokens if t.tag != "W"]
    name = "n" if head.tag == "P" else "o"
    if any(w in _TITLES for w in whole[:index]):
        return "official", "n"
    entry = next((roles[w] for w in reversed(whole[:index]) if w in roles and roles[w][1] in "on"), None)
    if entry is not None and entry[0] in _NAMED_BODIES:
        return entry[0], "n"
    if head.form in _acronyms():
        return _acronyms()[head.form], "n"
    aside = (
        [t.low for t in tokenize(text, tokens[-1].end, span.end) if t.form != "who"]
        if span.end > tokens[-1].end
        else []
    )
    options = [roles[w] for w in (*aside, *whole) if w in roles and roles[w][0] != "document"]
    if head.tag == "P":  # what a name speaks of is not who speaks: "the Centre for Information Resilience"
        options = [e for e in options if not e[0].startswith("unnamed")]
    entry = next(iter(options), None)
    if entry is None and _is_centre(tokens, index):
        return "think_tank", "n"
    if entry is not None:
        return entry[0], "n" if head.tag == "P" else entry[1]
    return "official", name


def _is_centre(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a name is that of a centre for some matter: "the Centre for Harbour Studies"."""
    if tokens[index].form not in ("Centre", "Center"):
        return False
    following = index + 1 < len(tokens) and tokens[index + 1].low in ("for", "of", "on")
    return following or (index > 0 and tokens[index - 1].low in _STUDIED)


_STUDIED = frozenset(("research", "analysis", "analytical", "studies", "policy", "monitoring", "documentation"))


_OFFICIAL = frozenset(("official", "installed_official", "ministry"))


@cache
def _acronyms() -> dict[str, str]:
    """Return the roles of the bodies that an acronym alone tells; MIT is a university too."""
    kinds = {"police": "official"}
    return {b.acronym: kinds.get(b.kind, b.kind) for b in bodies() if b.acronym != "MIT"}


_CAPITALS = frozenset(("who", "echo"))
"""Names of bodies that are other words unless they are printed in capitals."""

_NAMED_BODIES = frozenset(("agency", "outlet", "intl_org", "intelligence", "military", "ministry"))


_PHRASES = (
    ("think tank", "think_tank"), ("human rights watch", "ngo"), ("red cross", "ngo"), ("associated press", "agency"),
    ("news agency", "agency"), ("united nations", "intl_org"), ("european union", "intl_org"),
    ("european commission", "intl_org"), ("general staff", "military"), ("security service", "intelligence"),
    ("intelligence service", "intelligence"), ("air force", "military"), ("world bank", "intl_org"),
)  # fmt: skip


def _news_item(before: Sequence[str]) -> bool:
    roles = _roles()
    return any(roles.get(w, ("", ""))[0] in ("outlet", "agency") for w in before)


def _is_plural(tokens: Sequence[Token], index: int, role: str) -> bool:
    head = tokens[index]
    first = tokens[0].low
    if first in ("one", "a", "an") or role == "unnamed_single":
        return False
    if role == "unnamed_plural" or head.low in (
        "they",
        "people",
        "media",
        "police",
        "population",
        "public",
        "majority",
    ):
        return True
    return (head.tag in "NV" or head.low in _roles()) and head.low.endswith("s") and not head.low.endswith("ss")


def _is_named(tokens: Sequence[Token], index: int, kind: str, proper: bool, plural: bool) -> bool:
    head = tokens[index]
    first = tokens[0]
    known = first.low in ("he", "she")  # "she and another driver"
    if known or (head.tag == "P" and kind != "m" and head.low not in ("republicans", "democrats")):
        return True
    if kind == "m":
        local = head.low == "authorities" and len(tokens) > 1 and tokens[index - 1].low == "local"
        return local or (first.low == "the" and not plural and index == len(tokens) - 1 and head.low not in _CROWD)
    if kind == "d":
        return (
            proper
            or any(t.low in _ISSUERS for t in tokens[:index])
            or (first.low in ("the", "this", "that", "its", "his", "her", "their") or (not plural and first.tag == "N"))
        )
    if (
        not proper
        and head.low not in _roles()
        and (first.low in _POSSESSIVE or (head.tag != "P" and plural and first.low not in _DEFINITE))
    ):
        return False  # "ferry crews", "two tellers": several of a kind, none of them known
    if first.low in _INDEFINITE and not proper:
        return head.low in SPOKEN_FOR
    return True


_GENERIC = frozenset(("ngo", "ngos", "media", "press", "partner", "community", "field", "local"))
"""Kinds of bodies before what they put out, which name none of them."""

_DEFINITE = words("sources.definite")


def generic_issuer(text: str, span: Span) -> bool:
    """Say whether a document is printed with the kind of body that made it, which names none: "NGO assessments"."""
    return text[span.start : span.end].split(" ", 1)[0].lower() in _GENERIC


def role_word(word: str) -> bool:
    """Say whether a lower-case word is the head of some kind of source."""
    return word in _roles()


def names_outlet(word: str) -> bool:
    """Say whether a lower-case word belongs to names of outlets or agencies."""
    return _roles().get(word, ("", ""))[0] in ("outlet", "agency") and _roles()[word][1] != "m"


def surname(text: str, span: Span) -> str:
    """Return the last proper name of a phrase in lower case, or ""."""
    return _surname(span.of(text))


@lru_cache(maxsize=20_000)
def _surname(text: str) -> str:
    inside = core(text, Span(0, len(text)))
    names = [t.low for t in inside if t.tag == "P" and t.low not in _PLAIN]
    if not names and inside and _name_follows(text, inside[-1].end):  # "a ferryman, Tam Orrin"
        names = [t.low for t in tokenize(text, inside[-1].end, len(text)) if t.tag == "P"]
    return names[-1] if names else ""


NAMES_TOO = frozenset(("WHO", "US"))
"""Names that are other words unless they are printed in capitals."""


def is_pronoun(text: str, span: Span) -> bool:
    """Say whether a source phrase is only a pronoun; "WHO" and "US" are names."""
    if span.of(text) in NAMES_TOO:
        return False
    return span.of(text).lower() in PERSONAL or bool(re.fullmatch(r"(?i)his|her|its|their", span.of(text)))
