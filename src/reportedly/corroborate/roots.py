"""The root of each claim's chain, before documents are compared (DOMAIN 2.9, rules 1 to 5)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from reportedly.corroborate.beside import Place, is_anonymous, place_of, reporter_of, speaking_body
from reportedly.corroborate.bodies import (
    heads_of,
    is_bare,
    is_body,
    is_indefinite,
    is_many,
    is_outlet,
    publishes_itself,
    words_of_name,
)
from reportedly.corroborate.firsthand import Voice, seen_there, speaks_as_one, voice_of
from reportedly.corroborate.names import NO_NAME, Named, keys_of, keys_of_person, same_name, sealed
from reportedly.corroborate.persons import FULL_NAME, only_person, person_before
from reportedly.corroborate.root import NEAR_VOICE, OUR_VOICE, OWN_WORD, Kind, Root
from reportedly.corroborate.sources import PRIMARY_ROLES, Directory, Party
from reportedly.records import Attribution, Body, Claim, Link, PersonMention, Reading, Span, by_mention
from reportedly.records.values import LinkRole
from reportedly.text import body_key, digest, name_key, squeeze

_PRONOUN = frozenset(
    """he she it they him her them who er sie es ihm ihr ihnen ihn wer
    він вона воно вони його її їх йому їй їм ним нею ними хто
    он она оно они его её ее их ему ей им ней кто""".split()  # noqa: SIM905 (a list of words reads better)
)
"""Words that stand for a source named before, in four languages."""
_POINTING = _PRONOUN | frozenset(
    """there там text letter paper notice page document statement decree circular""".split()  # noqa: SIM905
)
"""Words that point to a body named before: where it was said, or what it put out."""
_SELF = frozenset(["we", "i", "us", "our", "me"])
_SHORT = re.compile(r"^(?:the|this|that|these|those|same|its|his|her|their|an?) ")
_PLURAL_HEAD = re.compile(r"\w+s$")
_DEFINITE = re.compile(
    r"(?:the|der|die|das|dem|den|he|she|er|sie|він|вона|он|она|него|неё|неї|його|её|её) ", re.IGNORECASE
)
_HEAD_ROLES: dict[str, tuple[LinkRole, ...]] = {
    "channel": ("social_account",),
    "account": ("social_account",),
    "post": ("social_account",),
    "agency": ("agency",),
    "wire": ("agency",),
    "paper": ("outlet",),
    "newspaper": ("outlet",),
    "outlet": ("outlet",),
    "site": ("outlet",),
    "institute": ("think_tank",),
    "ministry": ("ministry",),
    "ministers": ("ministry",),
    "company": ("company",),
    "mission": ("intl_org", "ngo"),
    "observers": ("intl_org", "ngo"),
    "council": ("official", "installed_official"),
    "department": ("installed_official", "official", "ministry"),
    "office": ("installed_official", "official"),
    "administration": ("installed_official",),
}
_CARRIER_ROLES = frozenset({"outlet", "agency", "social_account", "think_tank"})


class Roots:
    """Finds the roots of all claims of one document."""

    def __init__(self, reading: Reading, directory: Directory) -> None:
        self._reading = reading
        self._directory = directory
        self._publisher = directory.publisher(reading.document)
        self._language = reading.document.language or "en"
        self._english = self._language.startswith("en")
        self._bodies = by_mention(reading.of(Body))
        self._mentions = self._named_mentions()

    def root(self, claim: Claim) -> Root:
        """Return the root of one claim by its own chain, else by what stands beside it, else the author's."""
        found = self._root(claim)
        return self._described(found) if found.status in ("named", "author") and found.printed == NO_NAME else found

    def _described(self, root: Root) -> Root:
        """Return a root with what its name tells."""
        language = self._language
        return replace(
            root,
            printed=self._keyed(root.name, person=root.key.startswith("holder:")),
            kind=root.kind or self._kind(root),
            heads=heads_of(root.name, language),
            bare=is_bare(root.name, language),
        )

    def _kind(self, root: Root) -> Kind:
        if root.role in _CARRIER_ROLES - PRIMARY_ROLES or is_outlet(root.name, self._language):
            return "outlet"
        if is_body(root.name, self._language):
            return "body"
        return "person" if root.key.startswith(("person:", "holder:")) else ""

    def _root(self, claim: Claim) -> Root:
        chain = self._reading.first(Attribution, claim.id)
        if chain is None or not chain.links:
            heard = chain is not None and chain.root_status == "none"
            return self._hearsay(()) if heard else self._unsourced(claim)
        parties = [self._party(link, claim) for link in chain.links]
        carriers = tuple(dict.fromkeys(p.identity for p in reversed(parties) if p is not None))
        if chain.root_status == "none":
            return self._hearsay(carriers)
        link, party = chain.links[-1], parties[-1]
        if self._is_self(link):
            return self._of_itself(claim)
        if link.role == "document" and (party is None or party.source is None):
            return self._presenter(link, claim, parties[:-1], carriers)
        if party is None:
            party = self._identified(link, claim)
            carriers = (*((party.identity,) if party else ()), *carriers)
        if party is not None:
            return replace(self._of_party(party, carriers, parties), inferred=link.inferred)
        unnamed = self._unnamed_plural if chain.root_status == "unnamed_plural" else self._unresolved
        return replace(unnamed(link, carriers), via=self._via(parties))

    def _of_party(self, party: Party, carriers: tuple[str, ...], parties: Sequence[Party | None]) -> Root:
        why = f"{party.name} {party.reason}" if party.source and party.reason else party.reason
        return Root(
            party.key, party.name, "named", party.side, party.role, True, carriers, why,
            printed=party.printed or NO_NAME, via=self._via(parties), kind="person" if party.printed else "",
        )  # fmt: skip

    def _via(self, parties: Sequence[Party | None]) -> tuple[Named, ...]:
        """Return the keys of the names on the way, root first."""
        named = [p for p in reversed(parties) if p is not None]
        return tuple(p.printed or self._keyed(p.name) for p in named)

    def _keyed(self, name: str, *, person: bool = False) -> Named:
        """Return the keys of a name that may be shown."""
        people = [name] if person else [p for p in self._people if p in name]
        return Named(sealed(words_of_name(name, self._language)), keys_of(name, self._language, people))

    def _keyed_private(self, name: str) -> Named:
        """Return the keys of a private person's name."""
        words = sealed(words_of_name(name, self._language), private=True)
        return Named(words, keys_of_person(name, self._language))

    @cached_property
    def _people(self) -> tuple[str, ...]:
        names = {squeeze(p.span.of(self._reading.text)) for p in self._reading.of(PersonMention)}
        return tuple(sorted(names - {""}))

    def _sentence(self, claim: Claim) -> str:
        return (claim.sentence or claim.evidence[0]).of(self._reading.text)

    def _author(self, seen: bool = False, because: str = "", *, inferred: bool = False) -> Root:
        primary = self._directory.is_primary(self._reading.document)
        party = self._publisher
        why = "asserts it without a source; not a primary source"
        if primary or seen:
            why = "publishes of its own knowledge" if primary else because or "reports it from the spot"
        why = f"{party.name} {why}" + (f"; it {party.reason}" if party.reason else "")
        counts = primary or seen
        return Root(party.key, party.name, "author", party.side, party.role, counts, (), why, inferred=inferred)

    def _of_itself(self, claim: Claim) -> Root:
        """Return the root of a claim that is given to the publisher itself: "the council informs", "we announce"."""
        own = self._author(seen_there(self._sentence(claim)))
        if own.counts or self._directory.knows(self._reading.document):
            return own
        spoken = self._own_voice(place_of(self._reading.text, claim.sentence or claim.evidence[0]))
        return self._author(True, spoken, inferred=True) if spoken else own

    def _unsourced(self, claim: Claim) -> Root:
        """Return the root of a claim without a chain: who was there, else who is named beside it, else the author."""
        own = self._author(seen_there(self._sentence(claim)))
        if own.counts or self._directory.knows(self._reading.document):
            return own
        if is_anonymous(self._sentence(claim)):
            key = f"single:{self._reading.document.id}:unnamed_single:"
            reason = "one unnamed source"
            return Root(key, "an unnamed source", "unnamed_single", "unknown", "unnamed_single", False, (), reason)
        if (found := self._told(claim)) is not None:
            return found
        return self._author(True, OWN_WORD, inferred=True) if self._cites_nobody else own

    @cached_property
    def _cites_nobody(self) -> bool:
        """Whether the text gives no source at all and its publisher has no outlet's name."""
        name = self._reading.document.publisher
        silent = not any(chain.links or chain.root_status == "none" for chain in self._reading.of(Attribution))
        return silent and name is not None and not is_outlet(name, self._language)

    def _told(self, claim: Claim) -> Root | None:
        """Return the root that the words around a claim tell, the surest first; None where they tell nothing."""
        at = claim.sentence or claim.evidence[0]
        place = place_of(self._reading.text, at)
        said = None if self._publishes_itself or self._voice.personal else self._body_at(at)
        if said is not None:
            return replace(self._beside(said), inferred=False)
        spoken = self._own_voice(place)
        if spoken:
            return self._author(True, spoken, inferred=True)
        near = (party for sentence in (at, *place.around()) if (party := self._party_in(sentence)) is not None)
        party = next(near, None) or self._only_source()
        return self._beside(party) if party is not None else None

    def _only_source(self) -> Party | None:
        """Return the one source that a document names, or the outlet whose reporter it speaks of; None of several."""
        named = {party.key: party for _, party in self._mentions}
        if named:
            return self._mentions[0][1] if len(named) == 1 else None
        return self._outlet_at(Span(0, len(self._reading.text)))

    @cached_property
    def _publishes_itself(self) -> bool:
        name = self._reading.document.publisher
        return name is not None and publishes_itself(name, self._language)

    def _own_voice(self, place: Place) -> str:
        """Return why the text speaks of its publisher's own knowledge, "" if it does not."""
        if self._publishes_itself:
            return "publishes of its own knowledge, as its name says"
        voice = self._voice
        if voice.own:
            return f"was there itself: “{squeeze(voice.own)}”"
        near = place.sentences[max(0, place.at - 1) : place.at + 2]
        if any(sentence.start <= at < sentence.end for sentence in near for at in voice.plural):
            return NEAR_VOICE
        first = self._reading.text.find("\n")
        start, last = (place.sentences[0].start, place.sentences[-1].end) if place.sentences else (0, 0)
        if any(start <= at < last or at < first for at in voice.plural):
            return OUR_VOICE
        return ""

    @cached_property
    def _voice(self) -> Voice:
        return voice_of(self._reading.text, self._language, self._reading.document.publisher)

    def _beside(self, party: Party) -> Root:
        """Return the root for a source that is named beside a claim; the publisher itself is the author."""
        if self._is_publisher(party):
            return self._author(True, "publishes of its own knowledge, as its name says", inferred=True)
        found = self._of_party(party, (party.identity,), [party])
        reason = f"{party.name} is named as the source beside it"
        return replace(found, inferred=True, reason=f"{found.reason}; {reason}" if found.reason else reason)

    def _is_publisher(self, party: Party) -> bool:
        name = self._reading.document.publisher or ""
        words = words_of_name(party.name, self._language)
        heads = set(heads_of(party.name, self._language)) & set(heads_of(name, self._language))
        return same_name(words, words_of_name(name, self._language)) or (
            bool(heads) and is_bare(party.name, self._language) and publishes_itself(name, self._language)
        )

    def _party_in(self, sentence: Span) -> Party | None:
        """Return whom a sentence names as a source: the last root of its chains, else a body that says something."""
        named = [party for at, party in self._mentions if sentence.start <= at < sentence.end]
        return named[-1] if named else self._body_at(sentence) or self._outlet_at(sentence)

    def _outlet_at(self, sentence: Span) -> Party | None:
        span = reporter_of(self._reading.text, sentence)
        if span is None:
            return None
        return replace(self._body_party(squeeze(span.of(self._reading.text))), role="outlet")

    def _body_at(self, sentence: Span) -> Party | None:
        span = speaking_body(self._reading.text, sentence, self._language)
        return self._body_party(squeeze(span.of(self._reading.text))) if span is not None else None

    def _body_party(self, printed: str) -> Party:
        source = self._directory.find(printed)
        return self._directory.party(source) if source else Party(f"name:{body_key(printed)}", printed)

    def _identified(self, link: Link, claim: Claim) -> Party | None:
        """Return the body that a printed source is, though it has no name, or what a short form points to."""
        printed = self._printed(link)
        if printed and is_body(printed, self._language) and (not link.plural or is_many(printed, self._language)):
            return self._body_party(_without_article(printed))
        if link.plural:
            return None
        return (self._pointed(link, claim, printed) if link.role != "resident" else None) or (
            self._only_person(link, claim)
        )

    def _pointed(self, link: Link, claim: Claim, printed: str) -> Party | None:
        """Return what a pronoun or a definite short form points to."""
        if name_key(_without_article(printed)).partition(" ")[0] in _POINTING:
            place = place_of(self._reading.text, claim.sentence or claim.evidence[0])
            return next((p for s in place.before() if (p := self._party_in(s)) is not None), None)
        if link.span is None:
            return self._speaker(claim, link)
        return self._person_before(link) if link.named else None

    def _speaker(self, claim: Claim, link: Link) -> Party | None:
        """Return the person whose name stands first in a report that prints what one person tells as "I"."""
        if not speaks_as_one(" ".join(span.of(self._reading.text) for span in claim.evidence) + self._sentence(claim)):
            return None
        match = FULL_NAME.search(self._reading.text, 0, claim.evidence[0].start)
        if match is None or is_body(match.group(), self._language):
            return None
        key, printed = f"person:{digest(name_key(match.group()))}", self._keyed_private(match.group())
        return Party(key, "a private person (witness)", role="witness", printed=printed)

    def _person_before(self, link: Link) -> Party | None:
        """Return the person whose name stands last before a short form for one ("the midwife", "she")."""
        if link.span is None or not _DEFINITE.match(self._text(link.span) + " "):
            return None
        return self._person_at(person_before(self._reading, link.span.start), link)

    def _only_person(self, link: Link, claim: Claim) -> Party | None:
        """Return the one person whom the text names up to a claim, for a source that is told by a short form."""
        at = claim.sentence or claim.evidence[0]
        if is_indefinite(self._text(link.span)) or is_anonymous(at.of(self._reading.text)):
            return None
        return self._person_at(only_person(self._reading, at), link)

    def _person_at(self, span: Span | None, link: Link) -> Party | None:
        return self._named(squeeze(span.of(self._reading.text)), link, span) if span is not None else None

    def _hearsay(self, carriers: tuple[str, ...]) -> Root:
        return Root("", "nobody", "none", "unknown", "none", False, carriers, "hearsay: no source is named")

    def _unnamed_plural(self, link: Link, carriers: tuple[str, ...]) -> Root:
        name = self._printed(link) or "unnamed sources"
        key = f"plural:{self._reading.document.id}"
        return Root(key, name, "unnamed_plural", "unknown", link.role, False, carriers, "unnamed sources")

    def _unresolved(self, link: Link, carriers: tuple[str, ...]) -> Root:
        """Return the root for one unnamed person or body, or a short form that nothing explains."""
        name = self._printed(link) or "an unnamed source"
        if _is_common(name) and _PLURAL_HEAD.search(name_key(name)) and not _SHORT.match(name_key(name)):
            return self._unnamed_plural(link, carriers)
        key = f"single:{self._reading.document.id}:{link.role}:{name_key(name)}"
        return Root(key, name, "unnamed_single", "unknown", link.role, False, carriers, "one unnamed source")

    def _presenter(self, link: Link, claim: Claim, outer: Sequence[Party | None], carriers: tuple[str, ...]) -> Root:
        """A document that is not held counts as whoever presents it: who is named in its name, or beside it."""
        shown = self._printed(link) or "a document"
        for party in (*reversed(outer), self._issuer(link, claim)):
            if party is not None and not self._is_publisher(party):
                reason = f"{shown} is not held; {party.name} presents it"
                return replace(self._of_party(party, (party.identity, *carriers), [*outer, party]), reason=reason)
        own = self._unsourced(claim)
        return replace(own, reason=f"{shown} is not held; {own.name} presents it") if own.status == "author" else own

    def _issuer(self, link: Link, claim: Claim) -> Party | None:
        """Return the body whose document it is."""
        printed = self._printed(link)
        if printed and is_body(printed, self._language):
            return self._body_party(_without_article(printed))
        place = place_of(self._reading.text, claim.sentence or claim.evidence[0])
        return next((p for s in place.before() if (p := self._party_in(s)) is not None), None)

    def _party(self, link: Link, claim: Claim) -> Party | None:
        """Return who a link stands for, or None where that cannot be told."""
        source = self._directory.get(link.source) if link.source else None
        if source is not None:
            return self._directory.party(source)
        if link.role in ("unnamed_plural", "unnamed_single", "none") or link.span is None or not link.named:
            return None
        registered = self._registered(link.span)
        if registered is not None:
            return registered
        for span in (link.antecedent, link.span):
            printed = self._text(span)
            if printed and not self._is_generic(printed):
                return self._named(printed, link, span)
        # Only a short form is left: "it", "the agency".
        return self._explained(self._text(link.antecedent or link.span), link.span)

    def _registered(self, span: Span) -> Party | None:
        """Return the party of a body that the register knows and the theatre does not."""
        body = self._bodies.get(span)
        entry = body.entry or (body.proposed.entry if body.proposed else None) if body is not None else None
        if body is None or entry is None:
            return None
        name = self._text(body.name)
        if self._directory.find(name) is not None:
            return None
        if body.proposed is None:
            return self._directory.registered(entry, name, self._reading.document.published)
        found = self._directory.registered(entry, body.proposed.name, self._reading.document.published)
        reason = f"printed as {name!r}; counted under the proposed name"
        return found and replace(found, reason=f"{found.reason}; {reason}" if found.reason else reason)

    def _named(self, printed: str, link: Link, span: Span | None) -> Party | None:
        source = self._directory.find(printed)
        if source is not None:
            return self._directory.party(source)
        holder = self._directory.holder(printed)
        if holder is not None:
            return Party(f"holder:{name_key(holder.name)}", holder.name, holder.side, link.role, holder.office)
        if span is not None and self._is_private(span):
            name, keyed = f"a private person ({link.role})", self._keyed_private(printed)
            return Party(f"person:{digest(name_key(printed))}", name, role=link.role, printed=keyed)
        if link.proposed:
            reason = f"printed as {printed!r}; counted under the proposed name"
            return Party(f"name:{name_key(link.proposed)}", link.proposed, role=link.role, reason=reason)
        if self._english and _is_common(printed):
            return None
        return Party(f"name:{body_key(printed)}", printed, role=link.role)

    def _explained(self, printed: str, at: Span) -> Party | None:
        """Return the party that a short form points back to: the nearest earlier one that fits, else None."""
        words = name_key(printed).split()
        if not words:
            return None
        if words[0] in _SELF:
            return self._publisher
        head = words[-1]
        roles = _HEAD_ROLES.get(head, ()) if self._english else self._carrier_roles(printed)
        spoken = "spokes" in head or words[0] in _PRONOUN
        for start, party in reversed(self._mentions):
            fits = spoken or head in name_key(party.name).split() or party.role in roles
            if start < at.start and fits:
                return party
        if head in name_key(self._publisher.name).split():
            return self._publisher
        later = [p for _, p in self._mentions if p.role in roles]
        return later[0] if len({p.key for p in later}) == 1 else None

    def _named_mentions(self) -> list[tuple[int, Party]]:
        """Return the parties that the document names, with the place of each mention, in order."""
        found: list[tuple[int, Party]] = []
        for chain in self._reading.of(Attribution):
            for link in chain.links:
                source = self._directory.get(link.source) if link.source else None
                span = link.antecedent or link.span
                if span is None:
                    continue
                if source is not None:
                    found.append((span.start, self._directory.party(source)))
                elif link.named and link.role != "document" and not self._is_generic(self._text(span)):
                    party = self._named(self._text(span), link, span)
                    found += [(span.start, party)] if party is not None else []
        for source in self._directory.theatre.sources:
            at = self._reading.text.find(source.name) if source.role in _CARRIER_ROLES else -1
            if at >= 0:
                found.append((at, self._directory.party(source)))
        return sorted(found, key=lambda item: (item[0], item[1].key))

    def _is_generic(self, printed: str) -> bool:
        """Say whether a phrase is a short form: a pronoun, or a common noun with an article."""
        words = name_key(printed).split()
        if not words or words[0] in _PRONOUN or words[0] in _SELF:
            return True
        if self._directory.find_name(printed) is not None:
            return False
        if not self._english:
            return bool(self._carrier_roles(printed))
        return _is_common(printed) and len(words) <= 4 and bool(_SHORT.match(name_key(printed)))

    def _carrier_roles(self, printed: str) -> tuple[LinkRole, ...]:
        """Return the roles of an outlet or channel of which a phrase says no more than what it is: «каналу»."""
        words = words_of_name(printed.replace("-", " "), self._language)
        heads = {key[2:] for word in words for key in word if key[:2] == "w:"} & _HEAD_ROLES.keys()
        roles = {role for head in heads for role in _HEAD_ROLES[head]} & _CARRIER_ROLES
        return tuple(sorted(roles)) if roles and not keys_of(printed, self._language) else ()

    def _is_self(self, link: Link) -> bool:
        """Say whether the source is the publisher: "we", or its own short form ("the observers")."""
        words = name_key(self._text(link.span)).split()
        if not words or link.source is not None:
            return False
        own = {_singular(word) for word in name_key(self._publisher.name).split()}
        short = len(words) == 2 and words[0] == "the" and link.antecedent is None and _singular(words[1]) in own
        return words[0] in _SELF or (short and self._directory.find_name(self._text(link.span)) is None)

    def _is_private(self, span: Span) -> bool:
        return any(p.person_class in ("P2", "P3") and p.span.overlaps(span) for p in self._reading.of(PersonMention))

    def _printed(self, link: Link) -> str:
        span = link.antecedent or link.span
        if span is not None and self._is_private(span):
            return f"a private person ({link.role})"
        return self._text(span)

    def _text(self, span: Span | None) -> str:
        return squeeze(span.of(self._reading.text)) if span is not None else ""


def _without_article(printed: str) -> str:
    return re.sub(r"^(?:the|der|die|das|dem|den|des) ", "", printed, flags=re.IGNORECASE)


def _singular(word: str) -> str:
    return word.removesuffix("s")


def _is_common(printed: str) -> bool:
    """Say whether no word after the first is capitalised: no name stands in the phrase."""
    words = printed.split()
    first = words[:1] if words and not _SHORT.match(words[0].casefold() + " ") else []
    return not any(word[:1].isupper() for word in (*first, *words[1:]))
