"""Which categories of a codebook mean the same as those that ship: rules hold for definitions, not for ids.

A category has the meaning of a shipped one if its definition is the same text, white space apart. So renamed ids
keep their rules, and swapped definitions swap them.
"""

from reportedly.codebook import load_default
from reportedly.codebook.model import Codebook
from reportedly.codebook.texts import texts_of
from reportedly.text import digest

_NOT_RELEVANT = "X00"


def meanings(codebook: Codebook) -> dict[str, str]:
    """Return the shipped id that each category means, by the id in `codebook`; categories of its own are left out."""
    known = {_text(category.definition): category.id for category in load_default().categories}
    found = ((category.id, known.get(_text(category.definition))) for category in codebook.categories)
    return {own: shipped for own, shipped in found if shipped is not None}


def rules_for(codebook: Codebook) -> dict[str, str]:
    """Return the code in `codebook` for each shipped code that it has a meaning for, routing codes among them.

    A category that has been replaced hands its rules to its successor. A routing code that the codebook does not
    have becomes X00.
    """
    found: dict[str, str] = {}
    own = meanings(codebook)
    for category in sorted(codebook.categories, key=lambda one: one.replaced_by is not None):
        if category.id in own:
            found.setdefault(own[category.id], codebook.successor(category.id))
    for route in load_default().routing:
        found[route.id] = route.id if codebook.is_routing(route.id) else _NOT_RELEVANT
    return found


def has_rules(codebook: Codebook) -> bool:
    """Say whether every category that is in use means a shipped one, so that the rules need no help."""
    given = set(rules_for(codebook).values())
    return all(category.id in given for category in codebook.active)


def basis(codebook: Codebook) -> str:
    """Return a digest of all that can affect how claims are coded.

    That are the rules that its categories have, and the texts that a trained reader or a matcher reads: names,
    definitions, what they include, examples, counter-examples and words; sectors and the values of outcomes. Left
    out are title, notes, roles, principles, mappings and provisions.
    """
    rules = sorted(f"{shipped}={own}" for shipped, own in rules_for(codebook).items())
    texts = ["\n".join(text) for text in texts_of(codebook)]
    kept = [f"{one.id} {one.values.get('outcome', ())} {one.sectors}" for one in codebook.categories]
    return digest(codebook.language, *rules, *texts, *kept, *codebook.sector_ids)


def _text(text: str) -> str:
    return " ".join(text.split())
