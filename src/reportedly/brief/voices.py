"""Who speaks: names of roots and carriers, chains in words, verbs. Private names never appear here."""

import re
from dataclasses import dataclass

from reportedly.brief import words
from reportedly.brief.facts import Fact, Facts
from reportedly.records import Attribution, Link, Passage, Source, Span
from reportedly.records.withhold import WITHHELD, shown
from reportedly.text import squeeze

_PRONOUN = re.compile(
    r"^(?:it|he|she|they|this|that|these|those|who|which|we|i|you|one|its|his|her|their)$", re.IGNORECASE
)
_ARTICLE = re.compile(r"^(?:the|a|an)\s", re.IGNORECASE)

ROLE_WORDS = {
    "outlet": "an outlet", "agency": "a news agency", "official": "an official", "ministry": "a ministry",
    "military": "a military body", "intelligence": "an intelligence service",
    "installed_official": "an official of the installed administration", "think_tank": "an institute",
    "ngo": "an organisation", "intl_org": "an international organisation", "resistance_body": "a resistance body",
    "company": "a company", "expert": "an expert", "resident": "a resident", "witness": "a witness",
    "document": "a document", "social_account": "an account", "unnamed_plural": "unnamed sources",
    "unnamed_single": "an unnamed source", "none": "no named source",
}  # fmt: skip

_WRITES = frozenset({"outlet", "agency", "social_account", "document", "think_tank", "intl_org", "ngo"})
_BODIES = (
    "administration", "agency", "board", "body", "channel", "city", "command", "commission", "committee", "company",
    "council", "court", "department", "directorate", "government", "guard", "inspectorate", "institute", "ministry",
    "mission", "office", "operator", "organisation", "organization", "party", "police", "post", "press", "service",
    "staff", "union", "utility",
)  # fmt: skip
_BARE_BODY = re.compile(rf"\b(?:{'|'.join(_BODIES)})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Speaker:
    """Who says something: the name in running text, whether it is plural, and whether it writes rather than says.

    `printed` is the name letter for letter, for quotation; empty where the name is this brief's own wording.
    """

    name: str
    plural: bool = False
    writes: bool = False
    named: bool = True
    printed: str = ""


def publisher(fact: Fact, facts: Facts) -> Speaker:
    """Return the publisher of a claim's document, or words for one that names none."""
    document = fact.reading.document
    if document.publisher:
        return Speaker(articled(document.publisher), writes=True)
    title = title_of(fact)
    # A file name is no title: it stands in no document, so it must not look like a quotation.
    quotable = title in squeeze(fact.reading.text) or document.title
    file = document.path.rsplit("/", 1)[-1]
    called = f"“{title}”" if quotable and facts.masked(title) == title else file
    kind = "an unsigned text" if document.published else "an unsigned, undated text"
    return Speaker(f"{kind} ({called})", writes=True, named=False)


def title_of(fact: Fact) -> str:
    """Return the title of a claim's document: as given, else its first headline, else its file name."""
    document = fact.reading.document
    if document.title:
        return squeeze(document.title)
    heads = [p for p in fact.reading.of(Passage) if p.kind == "headline"]
    if heads:
        return squeeze(shown(fact.reading, (heads[0].span,), False)[0]).lstrip("# ")
    return document.path.rsplit("/", 1)[-1]


def speaker(fact: Fact, facts: Facts) -> Speaker:
    """Return who a claim goes back to, as the chain names it."""
    link = fact.root
    if link is None:
        return publisher(fact, facts)
    return _of_link(fact, link, facts)


def _of_link(fact: Fact, link: Link, facts: Facts) -> Speaker:
    writes = link.role in _WRITES
    if link.source and link.source in facts.sources:
        return Speaker(articled(facts.sources[link.source].name), writes=writes)
    printed = _printed(fact, link, facts)
    if printed is not None and _BARE.match(printed):
        printed = _fuller(fact, link, printed, facts) or printed
    if printed is None:
        return Speaker("a source named earlier in the text", writes=writes, named=False)
    if WITHHELD in printed:
        role = ROLE_WORDS.get(link.role, "a person")
        role = "a person" if role in ("an official", "no named source", "an unnamed source") else role
        return Speaker(f"{role} whose name is withheld", named=False)
    if link.resolution == "corrected" and link.proposed:
        printed = f"{printed} (proposed reading: {link.proposed}, because {reason_of(link.note)})"
    if link.role == "unnamed_plural" or link.plural:
        return Speaker(_lower_article(printed), True, writes, link.named, printed)
    return Speaker(_lower_article(printed), False, writes, link.named, printed)


def _printed(fact: Fact, link: Link, facts: Facts) -> str | None:
    for span in (link.span, link.antecedent):
        if span is None:
            continue
        printed = squeeze(facts.shown(fact.reading, (span,))[0]).strip(' ,;:"“”')
        if printed and not _PRONOUN.match(printed):
            return printed
    return None


_BARE = re.compile(r"^(?:the|this|that)\s+(\w+)$", re.IGNORECASE)


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
            if noun in re.findall(r"\w+", name.casefold()) and len(name) > len(printed) and WITHHELD not in name:
                names.append(name)
    own = fact.reading.document.publisher or ""
    if not names and noun in re.findall(r"\w+", own.casefold()):
        names.append(own)
    return articled(max(names, key=len)) if names else None


def reason_of(note: str | None) -> str:
    """Return why a name is doubted, ready to follow "because"; that a reading is proposed is said elsewhere."""
    note = (note or "the printed one does not fit").strip().rstrip(".")
    note = re.sub(r"; [^;]+ is proposed$", "", note)
    return note[:1].lower() + note[1:] if note[1:2].islower() else note


def closed(name: str) -> str:
    """Return a name with the comma that ends an apposition: "the head of the office, Sefa Lindrum,"."""
    role, comma, last = name.rpartition(", ")
    return name + "," if comma and _ARTICLE.match(role) and re.fullmatch(r"(?:[A-Z][\w'’-]+ ?){1,4}", last) else name


def direct(fact: Fact, facts: Facts) -> bool:
    """Say whether the publisher speaks for the root itself: no link, the same body, or one party's bodies."""
    link = fact.root
    if link is None:
        return True
    own = publisher(fact, facts).name
    root = _of_link(fact, link, facts)
    if same_body(own, root.name):
        return True
    own_source = _known(fact.reading.document.publisher or "", facts)
    root_source = facts.sources.get(link.source or "") or _known(root.name, facts)
    if own_source is None or root_source is None or own_source.role in ("outlet", "agency", "social_account"):
        return False
    return own_source.affiliation_group is not None and own_source.affiliation_group == root_source.affiliation_group


def _known(name: str, facts: Facts) -> Source | None:
    """Return the theatre's source with this name or alias, or None."""
    for source in facts.sources.values():
        if any(same_body(name, n) for n in (source.name, *source.aliases)):
            return source
    return None


def source_inside(fact: Fact, spans: tuple[Span, ...]) -> bool:
    """Say whether a quotation itself already holds the name, no mere pronoun, of its source."""
    root = fact.root
    if root is None or root.span is None or _PRONOUN.match(root.span.of(fact.reading.text).strip()):
        return False
    return any(s.covers(root.span) for s in spans)


def _lower_article(printed: str) -> str:
    head, _, rest = printed.partition(" ")
    lowered = head.lower() if head.lower() in _STARTERS else head
    return f"{lowered} {rest}".strip()


_STARTERS = frozenset(
    [
        "the",
        "a",
        "an",
        "several",
        "some",
        "many",
        "two",
        "three",
        "four",
        "five",
        "local",
        "unnamed",
        "other",
        "residents",
        "witnesses",
        "media",
        "officials",
        "people",
        "observers",
        "doctors",
        "nurses",
        "teachers",
        "employees",
        "workers",
        "one",
        "another",
        "his",
        "her",
        "their",
        "its",
    ]
)


_OFFICE = re.compile(
    r"(?:Mayor|Head|Governor|Minister|Director|Commander|Chief|Chair\w*|Secretary|Spokes\w+|President) (?:of|for) "
)


def articled(name: str) -> str:
    """Return the name of a body with the article that running text needs: "the energy department"."""
    name = squeeze(name)
    if _ARTICLE.match(name):
        return _lower_article(name)
    if _OFFICE.match(name):
        return "the " + name[:1].lower() + name[1:]
    last = re.split(r"\b(?:of|in|for|at)\b", name, maxsplit=1)[0].split()
    head = last[-1] if last else ""
    generic = bool(_BARE_BODY.fullmatch(head)) and head.lower() not in ("post", "press", "service", "city")
    if not generic:
        return name
    first = name.split()[0]
    lowered = first.lower() if _BARE_BODY.search(name) and " of " in name and first in _COMMON else first
    return "the " + name.replace(first, lowered, 1)


_COMMON = frozenset(
    [
        "Energy",
        "Utilities",
        "Social",
        "Health",
        "Education",
        "Trade",
        "Transport",
        "Roads",
        "Finance",
        "Water",
        "Press",
        "Information",
        "Interior",
        "Defence",
        "Security",
        "Labour",
        "Housing",
        "Town",
        "City",
        "Parish",
        "Regional",
        "District",
        "Local",
    ]
)


def verb(who: Speaker, fact: Fact, *, carried: bool) -> str:
    """Return the neutral verb: "wrote" where the words were written by the speaker, else "said"."""
    if who.name.startswith("an unsigned"):
        return "says"
    if who.writes and not carried:
        return "wrote"
    if who.writes:
        return "reported"
    return "announced" if fact.claim.realis in ("planned", "ordered") and who.named else "said"


def same_body(a: str, b: str) -> bool:
    """Say whether two names stand for one body, whatever their article and case."""
    return _ARTICLE.sub("", a).casefold() == _ARTICLE.sub("", b).casefold()


def chain(fact: Fact, facts: Facts) -> tuple[str, ...]:
    """Return the chain in words, outlet first: ("Quayside Post", "Lantern Wire", "a channel of utility workers")."""
    steps = [words.capital(publisher(fact, facts).name)]
    for link in fact.links:
        if link.span is None and link.source is None:
            continue
        who = _of_link(fact, link, facts)
        name = who.name
        if link.role in ("unnamed_plural", "unnamed_single") and "unnamed" not in name and WITHHELD not in name:
            name += ", unnamed" if "whose name is withheld" not in name else ""
        if not same_body(steps[-1], name):
            steps.append(name)
    if fact.root_status == "none":
        steps.append("no source named")
    return tuple(steps)


def between(fact: Fact, facts: Facts) -> tuple[str, ...]:
    """Return the names that stand between the publisher and the root of a chain, outermost first."""
    names = [_of_link(fact, link, facts).name for link in fact.links[:-1] if link.span or link.source]
    ends = (publisher(fact, facts).name, speaker(fact, facts).name)
    return tuple(n for n in names if not any(same_body(n, end) for end in ends) and WITHHELD not in n)


def chain_words(fact: Fact, facts: Facts) -> str:
    """Return the chain as the endnote prints it: "A ← B ← C", or "the publisher itself"."""
    steps = chain(fact, facts)
    if len(steps) == 1:
        return f"{steps[0]} itself" if fact.reading.document.publisher else "the text itself; it names no publisher"
    return " ← ".join(steps)
