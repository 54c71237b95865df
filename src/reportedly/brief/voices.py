"""Who speaks: names of roots and carriers, chains in words, verbs. Private names never appear here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportedly.brief import plans
from reportedly.brief.facts import Fact, Facts
from reportedly.brief.names import articled, lower_article, same_body
from reportedly.brief.words import capital
from reportedly.records import Attribution, Body, Link, Origin, Passage, Source, Span
from reportedly.records.body import by_mention
from reportedly.records.values import Side
from reportedly.records.withhold import WITHHELD, shown
from reportedly.text import squeeze

_PRONOUN = re.compile(
    r"^(?:it|he|she|they|this|that|these|those|who|which|we|i|you|one|its|his|her|their"
    r"|він|вона|воно|вони|це|той|та|ті|який|яка|яке|які|ми|я|його|її|їх|он|она|оно|они|это|который|которая|которые|мы"
    r"|er|sie|es|wir|dieser|diese|dieses|der|die|das)$",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^(?!https?://)(?=.*[^\W\d_]{3})")
"""A line of signs or an address is no title."""

_POSSESSIVE = re.compile(r"(?<=[^\W\d_])[’']s$")
_BARE = re.compile(r"^(?:the|this|that)\s+(\w+)$", re.IGNORECASE)
_WRITES = frozenset({"outlet", "agency", "social_account", "document", "think_tank", "intl_org", "ngo"})
_UNNAMED = ("unnamed_single", "unnamed_plural")


@dataclass(frozen=True)
class Speaker:
    """Who says something: the name in running text, whether it is plural, and whether it writes rather than says.

    `printed` is the name letter for letter, for quotation; empty where the name is this brief's own wording. `free`
    names can be the subject of a sentence; others may stand in any case of their own language and are only cited.
    """

    name: str
    plural: bool = False
    writes: bool = False
    named: bool = True
    printed: str = ""
    free: bool = True
    unsigned: bool = False
    document: bool = False


def name_of(name: str, facts: Facts) -> str:
    """Return the name of a body as running text needs it: in English with its article."""
    return articled(name) if facts.words.english else squeeze(name)


def publisher(fact: Fact, facts: Facts) -> Speaker:
    """Return the publisher of a claim's document, or words for one that names none."""
    document = fact.reading.document
    if document.publisher:
        return Speaker(name_of(document.publisher, facts), writes=True)
    if facts.only_text:
        # What it is stands under the title of the brief; its sentences need not say so again and again.
        return Speaker(facts.words("voice.text"), writes=True, named=False, unsigned=True)
    key = "voice.unsigned" if document.published or facts.undated else "voice.unsigned_undated"
    return Speaker(facts.words(key, called=called(fact, facts)), writes=True, named=False, unsigned=True)


def called(fact: Fact, facts: Facts) -> str:
    """Return what a document is called in running text: its title in marks, or the name of its file."""
    document, title = fact.reading.document, title_of(fact)
    # A file name is no title: it stands in no document, so it must not look like a quotation.
    quotable = title in squeeze(fact.reading.text) or document.title
    file = document.path.rsplit("/", 1)[-1]
    return facts.words.quoted(title) if quotable and facts.masked(title) == title else file


_INCIPIT = 8
"""Words of its beginning by which an untitled text is cited."""


def cited_title(fact: Fact, facts: Facts, *, untitled: str = "notes.incipit") -> str:
    """Return the title as a note cites it, in marks; of an untitled text the words with which it begins.

    `untitled` names the pattern that tells these words.
    """
    document, title = fact.reading.document, title_of(fact)
    if document.title or title != document.path.rsplit("/", 1)[-1]:
        return facts.words.quoted(facts.masked(title))
    passages = [p.span for p in fact.reading.of(Passage) if _TITLE.search(p.span.of(fact.reading.text))]
    if not passages:
        return facts.words("notes.untitled")
    words = squeeze(facts.shown(fact.reading, passages[:1])[0]).split(" ")
    first = " ".join(words[:_INCIPIT]) + (" …" if len(words) > _INCIPIT else "")
    return facts.words(untitled, quote=facts.words.quoted(first))


def title_of(fact: Fact) -> str:
    """Return the title of a claim's document: as given, else its first headline, else its file name."""
    document = fact.reading.document
    if document.title:
        return squeeze(document.title)
    for head in (p for p in fact.reading.of(Passage) if p.kind == "headline"):
        title = squeeze(shown(fact.reading, (head.span,), False)[0]).lstrip("# ")
        if _TITLE.search(title):
            return title
    return document.path.rsplit("/", 1)[-1]


def speaker(fact: Fact, facts: Facts) -> Speaker:
    """Return who a claim goes back to, as the chain names it."""
    link = fact.root
    return publisher(fact, facts) if link is None else _of_link(fact, link, facts)


def _of_link(fact: Fact, link: Link, facts: Facts) -> Speaker:
    writes = link.role in _WRITES
    if link.source and link.source in facts.sources:
        return Speaker(name_of(facts.sources[link.source].name, facts), writes=writes)
    printed = _printed(fact, link, facts)
    known_as = _registered(fact, link, facts)
    if known_as is None and printed is not None and _BARE.match(printed):
        known_as = _of_origin(fact, link, facts)
    if known_as is not None:
        return Speaker(name_of(known_as, facts), writes=writes)
    if printed is None:
        return Speaker(facts.words("voice.earlier"), writes=writes, named=False)
    if WITHHELD in printed:
        return Speaker(facts.words("voice.withheld", role=_role(link, facts)), named=False)
    if _BARE.match(printed):
        printed = _fuller(fact, link, printed, facts) or printed
    elif link.named and link.role not in _UNNAMED and not fact.foreign:
        printed = _with_body(fact, link, printed, facts)
    known = None if facts.words.english and not fact.foreign else _known(printed, facts)
    if known is not None:
        return Speaker(name_of(known.name, facts), writes=writes)
    return _as_printed(fact, link, printed, facts)


def _role(link: Link, facts: Facts) -> str:
    return _role_name(link.role, facts)


def _role_name(role: str, facts: Facts) -> str:
    roles: Mapping[str, str] = facts.words.table("roles")
    return roles["person"] if role in ("official", "none", "unnamed_single") else roles.get(role, roles["person"])


_PRIVATE_ORIGIN = re.compile(r"a private person \((\w+)\)")
"""How an origin is called whose name may not be told."""


def _withheld(fact: Fact, facts: Facts) -> bool:
    """Say whether the name of the root of a claim is withheld."""
    span = fact.root.span if fact.root is not None else None
    return span is not None and WITHHELD in facts.shown(fact.reading, (span,))[0]


def _as_printed(fact: Fact, link: Link, printed: str, facts: Facts) -> Speaker:
    """Return a source under its printed name; one in another language, or that has cases, stands in marks."""
    words = facts.words
    free = words.english and not fact.foreign
    several = link.role == "unnamed_plural" or link.plural
    writes, document = link.role in _WRITES, link.role == "document"
    if not free:
        marked = words.in_marks(printed, fact.reading.document.language)
        key = {"document": "cited.document_foreign", **{r: f"cited.{r}" for r in _UNNAMED}}.get(link.role)
        status = fact.root_status if link is fact.root and fact.root_status in _UNNAMED else ""
        name = words(f"cited.{status}" if status else key or "cited.printed", printed=marked)
        return Speaker(_corrected(name, fact, link, facts), several, writes, link.named, printed, free=False)
    if document:
        # What a document is called stands in its marks: its title may hold words that no brief would use.
        name = _in_its_words(printed, words.marks)
        return Speaker(name, several, writes, link.named, printed, document=True)
    if link.role in ("resident", "witness") and printed[:4].casefold() == "the " and printed[4:].islower():
        # A text speaks of "the pensioner" whom it introduced; a brief has not.
        printed_, printed = printed, f"{'an' if printed[4:5] in 'aeiou' else 'a'} {printed[4:]}"
        return Speaker(printed, several, writes, link.named, printed_)
    return Speaker(lower_article(_corrected(printed, fact, link, facts)), several, writes, link.named, printed)


def _in_its_words(printed: str, marks: tuple[str, str]) -> str:
    opening, closing = marks
    article, _, rest = printed.partition(" ")
    if article.lower() in ("the", "a", "an") and rest:
        return f"{article.lower()} {opening}{rest}{closing}"
    the = "the " if printed[:1].islower() else ""
    return f"{the}{opening}{printed}{closing}"


def _corrected(name: str, fact: Fact, link: Link, facts: Facts) -> str:
    if link.resolution != "corrected" or not link.proposed:
        return name
    return facts.words("voice.corrected", printed=name, proposed=proposed_name(fact, link, facts))


def proposed_name(fact: Fact, link: Link, facts: Facts) -> str:
    """Return the name proposed for one that is thought wrong, in the brief's language where the register has it."""
    body = by_mention(fact.reading.of(Body)).get(link.span) if link.span else None
    entry = body.proposed.entry if body is not None and body.proposed is not None else None
    own = facts.material.body_names.get(entry or "") if not facts.words.english else None
    return own or link.proposed or ""


def _registered(fact: Fact, link: Link, facts: Facts) -> str | None:
    """Return the name that a body of the register has in the brief's language, where the printed one is in another."""
    if not facts.material.body_names or link.span is None or (facts.words.english and not fact.foreign):
        return None
    body = by_mention(fact.reading.of(Body)).get(link.span)
    return facts.material.body_names.get(body.entry or "") if body is not None else None


def _printed(fact: Fact, link: Link, facts: Facts) -> str | None:
    for span in (link.span, link.antecedent):
        if span is None:
            continue
        printed = squeeze(facts.shown(fact.reading, (span,))[0]).strip(' ,;:"“”«»„')
        printed = _POSSESSIVE.sub("", printed)
        if printed and not _PRONOUN.match(printed):
            return printed
    return None


_HEAD_OF = re.compile(
    r"(?P<head>(?:the|a|an)\s+(?:[\w-]+\s+){1,3}of\s+)(?P<body>(?:the|this|that)\s+\w+)(?P<rest>,.*|)$", re.IGNORECASE
)


def _with_body(fact: Fact, link: Link, printed: str, facts: Facts) -> str:
    """Return "the head of the education department, X" for one of a bare "the department" that was named before."""
    match = _HEAD_OF.match(printed)
    fuller = _fuller(fact, link, match["body"], facts) if match else None
    return f"{match['head']}{fuller}{match['rest']}" if match and fuller else printed


def _fuller(fact: Fact, link: Link, printed: str, facts: Facts) -> str | None:
    """Return the longest earlier name in the same text that a bare "the council" stands for, or None."""
    match = _BARE.match(printed)
    noun = match.group(1).casefold() if match else ""
    names: list[str] = []
    for attribution in fact.reading.of(Attribution):
        for other in attribution.links:
            if other.span is None or link.span is None or other.span.end > link.span.start:
                continue
            if other.source and other.source in facts.sources:
                name = facts.sources[other.source].name
            else:
                name = squeeze(facts.shown(fact.reading, (other.span,))[0])
            # Who heads a body is not the body: "the head of the council".
            head = re.search(rf"\bof\s+(?:the|this|that)\s+{noun}\b", name, re.IGNORECASE)
            if noun in re.findall(r"\w+", name.casefold()) and len(name) > len(printed) and WITHHELD not in name:
                names += [] if head else [name]
    own = fact.reading.document.publisher or ""
    if not names and noun in re.findall(r"\w+", own.casefold()):
        names.append(own)
    return name_of(max(names, key=len), facts) if names else None


def _of_origin(fact: Fact, link: Link, facts: Facts) -> str | None:
    """Return the name of the source of the register for which a bare "the channel" stands, where the text names it."""
    origin = facts.origin_of.get(fact.id)
    if link is not fact.root or origin is None or not origin.certain:
        return None
    known = _known(origin.name, facts)
    return known.name if known is not None and known.name in fact.reading.text else None


def reason_of(note: str | None, facts: Facts) -> str:
    """Return why a name is doubted, ready to follow "because"; that a reading is proposed is said elsewhere."""
    if not note:
        return facts.words("voice.not_fit")
    note = re.sub(r"; [^;]+ is proposed$", "", note.strip().rstrip("."))
    note = facts.words.told(note)
    return note[:1].lower() + note[1:] if note[1:2].islower() else note


def direct(fact: Fact, facts: Facts) -> bool:
    """Say whether the publisher speaks for the root itself: no link, the same body, or one party's bodies."""
    link = fact.root
    if link is None:
        return True
    own = publisher(fact, facts).name
    root = _of_link(fact, link, facts)
    if same_body(own, root.name) or (root.printed and same_body(own, root.printed)):
        return True
    own_source = _known(fact.reading.document.publisher or "", facts)
    root_source = facts.sources.get(link.source or "") or _known(root.printed or root.name, facts)
    if own_source is None or root_source is None or own_source.role in ("outlet", "agency", "social_account"):
        return False
    return own_source.affiliation_group is not None and own_source.affiliation_group == root_source.affiliation_group


def _known(name: str, facts: Facts) -> Source | None:
    """Return the theatre's source with this name or alias, or None."""
    for source in facts.sources.values():
        if any(same_body(name, n) for n in (source.name, *source.aliases)):
            return source
    return None


def own_side(fact: Fact, facts: Facts) -> Side | None:
    """Return the side of a body that publishes for itself; None for papers, channels and what the theatre lacks.

    Where such a body quotes "the department", it is one of its own.
    """
    own = _known(fact.reading.document.publisher or "", facts)
    speaks = own is not None and own.role not in ("outlet", "agency", "social_account") and own.side != "unknown"
    return own.side if own is not None and speaks else None


def role_of(fact: Fact, facts: Facts) -> str:
    """Return the role of whoever a claim goes back to; "" where it is not known."""
    if fact.root is not None:
        source = facts.sources.get(fact.root.source or "")
        return source.role if source is not None else fact.root.role
    own = _known(fact.reading.document.publisher or "", facts)
    return own.role if own is not None else ""


def source_inside(fact: Fact, spans: tuple[Span, ...]) -> bool:
    """Say whether a quotation itself already holds the name, no mere pronoun, of its source."""
    root = fact.root
    if root is None or root.span is None or _PRONOUN.match(root.span.of(fact.reading.text).strip()):
        return False
    return any(s.covers(root.span) for s in spans)


def verb(who: Speaker, fact: Fact, facts: Facts, *, carried: bool) -> str:
    """Return the neutral verb: "wrote" where the words were written by the speaker, else "said"."""
    name = "said"
    if fact.recalled and not carried:
        name = "recalls" if who.unsigned or who.document else "recalled"
    elif who.unsigned or who.document:
        name = "says"
    elif who.writes:
        name = "reported" if carried else "wrote"
    elif plans.is_plan(fact) and who.named:
        name = "announced"
    return facts.words.verb(name, plural=who.plural)


def cited(fact: Fact, who: Speaker, facts: Facts) -> str:
    """Return a source as it is cited: a document by what it is called, one that is not named in its own words."""
    if fact.root is None and fact.root_status in _UNNAMED:
        return facts.words.table("roles")[fact.root_status]
    if not who.free or not who.printed or who.document:
        return who.name if who.printed or facts.words.english else facts.words("cited.free", name=who.name)
    if fact.root_status not in _UNNAMED or "unnamed" in who.printed:
        return who.name
    article, _, rest = who.printed.partition(" ")
    if article in ("The", "A", "An") and rest:
        marked = f"{article.lower()} {facts.words.quoted(rest)}"
    else:
        marked = facts.words.quoted(who.printed)
    return facts.words(f"cited.{fact.root_status}", printed=marked)


def _not_by_name(origin: Origin, claims: Sequence[Fact], own: Sequence[Fact], facts: Facts) -> str | None:
    """Return what an origin is called that is an unsigned text, or a person whose name is withheld; else None."""
    if claims and all(f.root is None and f.reading.document.publisher is None for f in claims):
        return publisher(claims[0], facts).name
    private = _PRIVATE_ORIGIN.fullmatch(origin.name)
    if private is not None:
        return facts.words("voice.withheld", role=_role_name(private.group(1), facts))
    return speaker(own[0], facts).name if own and all(_withheld(f, facts) for f in own) else None


def origin_name(origin: Origin, facts: Facts, *, plain: bool = False) -> str:
    """Return the name of an origin as a sentence can list it, by the claims that go back to it.

    `plain` leaves out that it is not named.
    """
    words = facts.words
    claims = facts.facts(origin.claims)
    own = [f for f in claims if not f.foreign]
    other = _not_by_name(origin, claims, own, facts)
    if other is not None:
        return other
    if words.english and (own or not claims or not origin.key.startswith("name:")):
        name = articled(origin.name)
        unnamed = origin.status in _UNNAMED and not plain
        return words("others.origin_unnamed", name=words.quoted(name)) if unnamed else name
    for fact in (*own, *claims):
        who = speaker(fact, facts)
        if who.free and not who.unsigned and fact.root_status in ("named", "author"):
            return who.name
    first = next(iter((*own, *claims)), None)
    if first is not None and first.root is not None:
        return speaker(first, facts).name
    return (
        words.told(origin.name) if origin.status not in _UNNAMED and not words.english else name_of(origin.name, facts)
    )


def chain(fact: Fact, facts: Facts) -> tuple[str, ...]:
    """Return the chain in words, outlet first: ("Quayside Post", "Lantern Wire", "a channel of utility workers")."""
    steps = [capital(publisher(fact, facts).name)]
    for link in fact.links:
        if link.span is None and link.source is None:
            continue
        who = _of_link(fact, link, facts)
        name = who.name if who.free else _printed_in_marks(fact, link, who, facts)
        if link.role in _UNNAMED and who.printed and "unnamed" not in name:
            name = facts.words("voice.unnamed", name=name)
        if not same_body(steps[-1], name) and not (who.printed and same_body(steps[-1], who.printed)):
            steps.append(name)
    if fact.root_status == "none":
        steps.append(facts.words("voice.no_source"))
    return tuple(steps)


def _printed_in_marks(fact: Fact, link: Link, who: Speaker, facts: Facts) -> str:
    return _corrected(facts.words.in_marks(who.printed, fact.reading.document.language), fact, link, facts)


def between(fact: Fact, facts: Facts) -> tuple[Speaker, ...]:
    """Return who stands between the publisher and the root of a chain, outermost first."""
    hops = [_of_link(fact, link, facts) for link in fact.links[:-1] if link.span or link.source]
    ends = (publisher(fact, facts).name, speaker(fact, facts).name)
    return tuple(h for h in hops if not any(same_body(h.name, end) for end in ends) and WITHHELD not in h.name)


def chain_words(fact: Fact, facts: Facts) -> str:
    """Return the chain as the endnote prints it: "A ← B ← C", or "the publisher itself"."""
    steps = chain(fact, facts)
    if len(steps) > 1:
        return " ← ".join(steps)
    if fact.reading.document.publisher:
        return facts.words("voice.itself", name=steps[0])
    return facts.words("voice.text_itself")
