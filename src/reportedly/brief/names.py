"""Names of bodies in English running text: articles, appositions, and whether two names stand for one body."""

import re

from reportedly.text import squeeze

_ARTICLE = re.compile(r"^(?:the|a|an)\s", re.IGNORECASE)

_BODIES = (
    "administration", "agency", "board", "body", "channel", "city", "command", "commission", "committee", "company",
    "council", "court", "department", "directorate", "government", "guard", "inspectorate", "institute", "ministry",
    "mission", "office", "operator", "organisation", "organization", "party", "police", "post", "press", "service",
    "staff", "union", "utility",
)  # fmt: skip
_BARE_BODY = re.compile(rf"\b(?:{'|'.join(_BODIES)})\b", re.IGNORECASE)


def closed(name: str) -> str:
    """Return a name with the comma that ends an apposition: "the head of the office, Sefa Lindrum,"."""
    if name.endswith("не розголошується"):
        return name + ","  # a Ukrainian clause is closed by its comma
    role, comma, last = name.rpartition(", ")
    return name + "," if comma and _ARTICLE.match(role) and re.fullmatch(r"(?:[A-Z][\w'’-]+ ?){1,4}", last) else name


def lower_article(printed: str) -> str:
    """Return a printed name with a first word that only began its sentence in lower case."""
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
        return lower_article(name)
    if _OFFICE.match(name):
        return "the " + name[:1].lower() + name[1:]
    last = re.split(r"\b(?:of|in|for|at)\b", name, maxsplit=1)[0].split()
    head = last[-1] if last else ""
    generic = bool(_BARE_BODY.fullmatch(head)) and head.lower() not in ("post", "press", "service", "city")
    generic = generic or (head.lower() == "service" and " of the " in name)
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


def same_body(a: str, b: str) -> bool:
    """Say whether two names stand for one body, whatever their article and case."""
    return _ARTICLE.sub("", a).casefold() == _ARTICLE.sub("", b).casefold()
