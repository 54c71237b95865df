"""The printed sources of a document, each with its form: name, acronym, short form, pronoun or unnamed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from reportedly.records import Attribution, Link, PersonMention, Reading, Span
from reportedly.records.values import LinkRole
from reportedly.stages.attribution.sources import (
    NAMES_TOO,
    classify,
    core,
    head_index,
    is_pronoun,
    names_outlet,
    role_word,
    withheld,
)
from reportedly.stages.identification.lists import kind_nouns, words
from reportedly.text import body_key, name_key

Form = Literal["name", "person", "acronym", "short", "pronoun", "unnamed"]

_SELF, _POINTERS, _SMALL = words("self"), words("pointers"), words("small")
_DEFINITE, _INDEFINITE = words("definite"), words("indefinite")
_SPELLINGS = {
    "defense": "defence",
    "center": "centre",
    "organization": "organisation",
    "program": "programme",
    "labor": "labour",
}
_ACRONYM = re.compile(r"[A-Z][A-Za-z]?[A-Z][A-Z0-9]{0,6}(?:/[A-Z]{2,4})?")
_BRACKETED = re.compile(r"\s?\((?:the )?(?P<acronym>[A-Z][A-Za-z]?[A-Z][A-Z0-9]{0,6}(?:/[A-Z]{2,4})?)\)")
SPOKEN_FOR = re.compile(
    r"(?:(?:an?|the|one|its) )?(?:(?:senior|chief|deputy|official) )*"
    r"(?:spokes(?:man|woman|person|people)|press service|press office|representatives?) (?:of|for|from) ",
    re.IGNORECASE,
)
"""What stands before the name of a body that somebody speaks for."""

_WORD = re.compile(r"[\w./-]*\w(?:['’]s?(?!\w))?")


@dataclass(slots=True, eq=False)
class Mention:
    """One printed source of a document; `linked` is False for a phrase that only an antecedent points to.

    `inner` is the span without a speaker ("a spokesman for"). `words` are its telling words in look-up form,
    `head` the noun that says what it is, `acronyms` those printed in or right behind it, `person` the words of
    a personal name that it consists of.
    """

    span: Span
    printed: str
    form: Form
    role: LinkRole
    head: str
    plural: bool
    named: bool
    inner: Span
    words: frozenset[str] = frozenset()
    acronyms: frozenset[str] = frozenset()
    person: tuple[str, ...] = ()
    linked: bool = False
    antecedents: list[Span] = field(default_factory=list)
    source: str | None = None
    proposed: str | None = None
    note: str | None = None


def mentions_of(reading: Reading) -> list[Mention]:
    """Return the printed sources of all chains of a reading and what they point back to, in order of the text."""
    found: dict[Span, Mention] = {}
    persons = reading.of(PersonMention)
    for chain in reading.of(Attribution):
        for link in chain.links:
            if link.span is not None and not _is_self(link.span.of(reading.text)):
                _add(found, reading.text, link, persons)
    for mention in list(found.values()):
        for span in mention.antecedents if mention.form in ("pronoun", "short", "acronym") else ():
            if span not in found:
                found[span] = _mention(reading.text, span, persons)
    return sorted(found.values(), key=lambda m: m.span)


def _is_self(printed: str) -> bool:
    return printed.casefold() in _SELF and printed != "US"


def _add(found: dict[Span, Mention], text: str, link: Link, persons: Sequence[PersonMention]) -> None:
    assert link.span is not None
    mention = found.get(link.span)
    if mention is None:
        mention = found[link.span] = _mention(text, link.span, persons)
        mention.role, mention.linked = link.role, True
        mention.named = link.named and mention.form not in ("unnamed", "pronoun")
    if link.antecedent is not None and link.antecedent != link.span and link.antecedent not in mention.antecedents:
        mention.antecedents.append(link.antecedent)
    mention.source = mention.source or link.source
    mention.proposed = mention.proposed or link.proposed
    mention.note = mention.note or (link.note if link.resolution in ("corrected", "unresolved") else None)


def _mention(text: str, span: Span, persons: Sequence[PersonMention]) -> Mention:
    printed = span.of(text)
    spoken = SPOKEN_FOR.match(printed)
    if not classify(text, span).named:  # who wants no name speaks for nobody
        spoken = None
    inner = Span(span.start + spoken.end(), span.end) if spoken and spoken.end() < len(printed) else span
    kind = classify(text, inner)
    tokens = core(text, inner)
    bare = Span(tokens[0].start, tokens[-1].end).of(text) if tokens else printed
    head = tokens[head_index(tokens)].start if tokens else span.start
    person = () if kind.role in _NO_PERSON else _person(text, span, (head, inner.start + len(bare)), persons)
    form = _form(text, span, bare, person)
    return Mention(
        span=span,
        printed=printed,
        form=form,
        role=kind.role,
        head=kind.head,
        plural=kind.plural,
        named=kind.named and form not in ("unnamed", "pronoun"),
        inner=inner,
        words=frozenset(person) if form == "person" else frozenset(telling(printed if _LIST.search(printed) else bare)),
        acronyms=_acronyms(text, span, bare) if form in ("name", "acronym") else frozenset(),
        person=person,
    )


def telling(printed: str) -> list[str]:
    """Return the words of a phrase that tell bodies apart, in look-up form and one spelling."""
    bare = " ".join(re.sub(r"['’]s?$", "", word) for word in _WORD.findall(printed))
    return [_SPELLINGS.get(w, w) for w in body_key(bare).split() if w not in _SMALL]


def _form(text: str, span: Span, bare: str, person: tuple[str, ...]) -> Form:
    parts = bare.split()
    low = [w.casefold() for w in parts]
    if is_pronoun(text, span) or (len(low) == 1 and low[0] in _POINTERS and parts[0] not in NAMES_TOO):
        return "pronoun"
    if person or _LIST.search(span.of(text)):
        return "person" if person else "name"
    if not classify(text, span).named and withheld(text[span.start : span.end + _BEHIND]):
        return "unnamed"
    if len([w for w in low if w not in _SMALL]) == 1 and _ACRONYM.fullmatch(re.sub(r"['’]s?$", "", parts[-1])):
        return "acronym"
    # The capital of a word that only opens a sentence says nothing: "Ferry crews".
    first = len(parts) > 1 and parts[1][:1].islower() and not _ACRONYM.fullmatch(parts[0])
    opens = (
        first and not _OWNER.fullmatch(parts[0]) and bool(_OPENING.search(text[max(0, span.start - 4) : span.start]))
    )
    if any(_is_proper(word) for word in parts[1 if opens else 0 :]):
        return "name"
    return "short" if low[0] in _DEFINITE else "unnamed"


_BEHIND = 120
_OWNER = re.compile(r"(?!(?:Today|Yesterday|Tomorrow|People|Women|Men|Children)['’])[A-Z]\w+['’]s")
"""The owner at the beginning of a sentence is a name: "Ukraine's military intelligence"."""

_OPENING = re.compile(r"(?:^|[.!?:\n])[\s“\"”»«]*$")


def _is_proper(word: str) -> bool:
    """Say whether a printed word belongs to a name: capitalised, and no mere kind of body ("the Ministry")."""
    bare = re.sub(r"['’]s?$", "", word.strip("“”\"'’(),."))
    low = bare.casefold()
    if not bare[:1].isupper() or low in _SMALL or low in _INDEFINITE or low in _DEFINITE:
        return False
    known = names_outlet(low) and low not in kind_nouns()
    return _ACRONYM.fullmatch(bare) is not None or known or not role_word(low)


def _person(text: str, span: Span, place: tuple[int, int], persons: Iterable[PersonMention]) -> tuple[str, ...]:
    """Return the words of the personal name that a phrase stands for, () if it stands for something else.

    `place` is where the head of the phrase begins and where the phrase ends before its apposition. The name is
    the head, or it stands beside an office: "the mayor, X", "Head of the Harbour Board X".
    """
    head, end = place
    for person in persons:
        name = person.span
        if not span.covers(name) or text[name.end : name.end + 1] in _APOSTROPHES:
            continue
        before = text[span.start : name.start].rstrip()
        beside = before.endswith((",", "—", "–")) or (name.end == end and not _LED.search(before))
        if name.start <= head < name.end or beside:
            return tuple(name_key(name.of(text)).split())
    return ()


_APOSTROPHES = ("'", "’")
_LED = re.compile(r"\b(?:of|for|to|by|from|with|about|and|[\w-]+['’]s?)$")
_NO_PERSON = frozenset({"outlet", "agency", "social_account", "document"})
"""Roles whose phrases stand for what is published, whoever is named in them."""


def _acronyms(text: str, span: Span, bare: str) -> frozenset[str]:
    """Return the acronyms that a phrase ends with, or that stand in brackets in it or right behind it."""
    if _LIST.search(span.of(text)):
        return frozenset()
    found = {m.group("acronym") for m in _BRACKETED.finditer(span.of(text))}
    behind = _BRACKETED.match(text, span.end)
    if behind:
        found.add(behind.group("acronym"))
    last = re.sub(r"['’]s?$", "", bare.rsplit(maxsplit=1)[-1]) if bare.split() else ""
    if _ACRONYM.fullmatch(last):
        found.add(last)
    return frozenset(found)


_LIST = re.compile(r"\b[A-Z]{2,}\b,? (?:and |or |& )?(?:the )?[A-Z]{2,}\b")
"""Two bodies in one phrase: "UNHCR, OCHA"."""


def is_list(mention: Mention) -> bool:
    """Say whether a phrase names several bodies: no short form stands for one of them."""
    return _LIST.search(mention.printed) is not None


def is_indefinite(mention: Mention) -> bool:
    """Say whether a phrase brings in somebody new: "several officials", "a medic"."""
    return mention.printed.split()[0].casefold() in _INDEFINITE
