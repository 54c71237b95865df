"""The root of each claim's chain, before documents are compared (DOMAIN 2.9, rules 1 to 5)."""

import re
from dataclasses import dataclass, replace

from reportedly.corroborate.sources import Directory, Party
from reportedly.gloss import marker
from reportedly.records import Attribution, Body, Claim, Link, PersonMention, Reading, Span, by_mention
from reportedly.records.values import LinkRole, RootStatus, Side
from reportedly.text import body_key, digest, name_key, squeeze


@dataclass(frozen=True, slots=True)
class Root:
    """Where one claim's own chain ends.

    `counts`: it counts in the lower bound by itself (a named source, or a primary source that publishes).
    `carriers` are the identities (`Party.identity`) named on the way, root first: a claim of theirs in
    the pile is where the chain goes on. `circular` marks reports that only cite each other. `words` are the keys of
    the words of its name, by which it is known in other languages.
    """

    key: str
    name: str
    status: RootStatus
    side: Side
    role: LinkRole
    counts: bool
    carriers: tuple[str, ...] = ()
    reason: str = ""
    circular: bool = False
    words: tuple[tuple[str, ...], ...] = ()


_PRONOUN = frozenset(
    """he she it they him her them who er sie es ihm ihr ihnen ihn wer
    він вона воно вони його її їх йому їй їм ним нею ними хто
    он она оно они его её ее их ему ей им ней кто""".split()  # noqa: SIM905 (a list of words reads better)
)
"""Words that stand for a source named before, in four languages."""
_SELF = frozenset(["we", "i", "us", "our", "me"])
_SHORT = re.compile(r"^(?:the|this|that|these|those|same|its|his|her|their|an?) ")
_PLURAL_HEAD = re.compile(r"\w+s$")
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
_FIRST_HAND = re.compile(
    r"\b(?:our|this (?:paper|newspaper)'s|the paper's) (?:own )?"
    r"(?:reporters?|correspondents?|photographers?|team|crew)\b"
    r"|\b(?:we|I) (?:saw|counted|watched|visited|found|stood|heard|walked|drove|met)\b"
    r"|\b(?:this (?:reporter|newspaper|paper)|a reporter for this (?:newspaper|paper)) "
    r"(?:saw|counted|watched|visited|found)\b"
    r"|\bunser(?:e|en|em)? (?:Reporter(?:in)?|Korrespondent(?:in)?|Fotograf(?:in)?)\b"
    r"|\b(?:wir|ich) (?:sahen|sah|zählten|zählte|besuchten|besuchte|fanden|fand|standen|stand)\b"
    r"|\bнаш\w* (?:кореспондент|журналіст|репортер|фотограф|корреспондент|журналист)\w*"
    r"|\b(?:ми|я) (?:бачили|бачив|бачила|порахували|порахував|порахувала|побачили|побачив|побачила|були|побували)\b"
    r"|\b(?:мы|я) (?:видели|видел|видела|насчитали|насчитал|насчитала|посчитали|увидели|увидел|увидела|побывали)\b",
    re.IGNORECASE,
)
"""Words with which a text says that its own people were there (access first_hand, DOMAIN 2.9 rule 5)."""

_CARRIER_ROLES = frozenset({"outlet", "agency", "social_account", "think_tank"})


class Roots:
    """Finds the roots of all claims of one document."""

    def __init__(self, reading: Reading, directory: Directory) -> None:
        self._reading = reading
        self._directory = directory
        self._publisher = directory.publisher(reading.document)
        self._english = (reading.document.language or "en").startswith("en")
        self._bodies = by_mention(reading.of(Body))
        self._mentions = self._named_mentions()

    def root(self, claim: Claim) -> Root:
        """Return the root of one claim by its own chain; a claim without a chain is the author's."""
        found = self._root(claim)
        language = self._reading.document.language or "en"
        return replace(found, words=marker().name(found.name, language)) if found.status == "named" else found

    def _root(self, claim: Claim) -> Root:
        chain = self._reading.first(Attribution, claim.id)
        if chain is None or not chain.links:
            heard = chain is not None and chain.root_status == "none"
            return self._hearsay(()) if heard else self._author(self._first_hand(claim))
        parties = [self._party(link, claim) for link in chain.links]
        carriers = tuple(dict.fromkeys(p.identity for p in reversed(parties) if p is not None))
        if chain.root_status == "none":
            return self._hearsay(carriers)
        link, party = chain.links[-1], parties[-1]
        if self._is_self(link):
            return self._author(self._first_hand(claim))
        if link.role == "document" and (party is None or party.source is None):
            return self._presenter(link, parties[:-1], carriers)
        if party is not None:
            why = f"{party.name} {party.reason}" if party.source and party.reason else party.reason
            return Root(party.key, party.name, "named", party.side, party.role, True, carriers, why)
        unnamed = self._unnamed_plural if chain.root_status == "unnamed_plural" else self._unresolved
        return unnamed(link, carriers)

    def _author(self, seen: bool = False) -> Root:
        primary = self._directory.is_primary(self._reading.document)
        party = self._publisher
        why = "asserts it without a source; not a primary source"
        if primary or seen:
            why = "publishes of its own knowledge" if primary else "reports it from the spot"
        why = f"{party.name} {why}" + (f"; it {party.reason}" if party.reason else "")
        return Root(party.key, party.name, "author", party.side, party.role, primary or seen, (), why)

    def _first_hand(self, claim: Claim) -> bool:
        """Say whether the text says that its own reporter saw, counted or was there, in the claim's sentence."""
        sentence = claim.sentence or claim.evidence[0]
        return bool(_FIRST_HAND.search(sentence.of(self._reading.text)))

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

    def _presenter(self, link: Link, outer: list[Party | None], carriers: tuple[str, ...]) -> Root:
        """A document that is not held counts as whoever presents it."""
        shown = self._printed(link) or "a document"
        for party in reversed(outer):
            if party is not None:
                reason = f"{shown} is not held; {party.name} presents it"
                return Root(party.key, party.name, "named", party.side, party.role, True, carriers, reason)
        own = self._author()
        return Root(
            own.key, own.name, "author", own.side, own.role, own.counts, carriers,
            f"{shown} is not held; {own.name} presents it",
        )  # fmt: skip

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
            return Party(f"person:{digest(name_key(printed))}", f"a private person ({link.role})", role=link.role)
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
        roles = _HEAD_ROLES.get(head, ())
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
                elif link.named and not self._is_generic(self._text(span)):
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
        return self._english and _is_common(printed) and len(words) <= 4 and bool(_SHORT.match(name_key(printed)))

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


def _singular(word: str) -> str:
    return word.removesuffix("s")


def _is_common(printed: str) -> bool:
    """Say whether no word after the first is capitalised: no name stands in the phrase."""
    words = printed.split()
    first = words[:1] if words and not _SHORT.match(words[0].casefold() + " ") else []
    return not any(word[:1].isupper() for word in (*first, *words[1:]))
