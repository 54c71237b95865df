"""What a codebook of the right shape can still get wrong: ids and references."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportedly.codebook.model import Category, Codebook, is_routing_id

NEEDED_ROUTING = ("X00", "X09")
"""Codes for claims that no category holds (not relevant; unclear), which every codebook must have."""

_SHOWN = 60
"""Characters of a text that a message shows."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at `where` (keys and positions, outermost first), and what to do."""

    where: tuple[str | int, ...]
    message: str
    remedy: str


def plain(text: str) -> str:
    """Return a text as it is compared: white space and case apart."""
    return " ".join(text.split()).casefold()


def short(text: str) -> str:
    """Return a text as a message shows it."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def problems(codebook: Codebook) -> Iterator[Problem]:
    """Yield each problem in the order of the file; none for a sound codebook."""
    yield from _duplicates(codebook)
    yield from _same_texts(codebook)
    yield from _routing(codebook)
    yield from _rings(codebook)
    for position, category in enumerate(codebook.categories):
        yield from _of_category(codebook, category, ("categories", position))
    yield from _pairs(codebook)
    yield from _merges_and_provisions(codebook)


def _duplicates(codebook: Codebook) -> Iterator[Problem]:
    lists: dict[str, list[str]] = {
        "domains": [item.id for item in codebook.domains],
        "routing": [item.id for item in codebook.routing],
        "sectors": [item.id for item in codebook.sectors],
        "status": [item.value for item in codebook.status],
        "roles": [item.name for item in codebook.roles],
        "actor_classes": [item.id for item in codebook.actor_classes],
        "categories": [item.id for item in codebook.categories],
        "protection_risks": [str(item.number) for item in codebook.protection_risks],
    }
    for field, names in lists.items():
        yield from _twice(field, names, "id")
    slugs = {item.id: item.slug for item in codebook.categories}  # a slug made of an id that stands twice is no news
    if len(slugs) == len(codebook.categories):
        yield from _twice("categories", list(slugs.values()), "slug")


def _twice(field: str, names: list[str], what: str) -> Iterator[Problem]:
    for name, count in Counter(names).items():
        if count > 1:
            second = [i for i, n in enumerate(names) if n == name][1]
            yield Problem((field, second), f"{field}: {what} {name!r} stands {count} times", "give each its own")


def _same_texts(codebook: Codebook) -> Iterator[Problem]:
    """Yield the examples that stand twice, and definitions that two categories share which are both in use."""
    examples: dict[str, str] = {}
    definitions: dict[str, str] = {}
    for position, category in enumerate(codebook.categories):
        for i, text in enumerate(category.examples):
            owner = examples.setdefault(plain(text), category.id)
            where = ("categories", position, "examples", i)
            if owner != category.id:
                message = f"{category.id}: example “{short(text)}” is an example of {owner} too"
                yield Problem(where, message, "keep it where it belongs and write another instead")
            elif text in category.examples[:i]:
                yield Problem(where, f"{category.id}: example “{short(text)}” stands twice", "write another")
        if category.replaced_by is None:
            owner = definitions.setdefault(plain(category.definition), category.id)
            if owner != category.id:
                yield Problem(
                    ("categories", position, "definition"),
                    f"{category.id}: has the definition of {owner}, so that nothing tells them apart",
                    "define each by what it holds and the other does not, or retire one with replaced_by",
                )


def _routing(codebook: Codebook) -> Iterator[Problem]:
    for code in NEEDED_ROUTING:
        if not codebook.is_routing(code):
            yield Problem(
                ("routing",), f"routing: {code} is missing", "add it: claims that no category holds must go somewhere"
            )


def _rings(codebook: Codebook) -> Iterator[Problem]:
    """Yield each ring of `replaced_by`, at the first of its categories in the order of the file."""
    told: set[str] = set()
    for position, category in enumerate(codebook.categories):
        way = [category.id]
        while (then := codebook.get(way[-1])) is not None and then.replaced_by and then.replaced_by not in way:
            way.append(then.replaced_by)
        if then is None or not then.replaced_by or then.replaced_by != category.id or category.id in told:
            continue
        told.update(way)
        ring = " → ".join([*way, category.id])
        message = f"{category.id}: is replaced by itself" if len(way) == 1 else f"replaced_by runs in a ring: {ring}"
        yield Problem(
            ("categories", position, "replaced_by"), message, "name a successor that is in use, or take replaced_by out"
        )


def _of_category(codebook: Codebook, category: Category, at: tuple[str | int, ...]) -> Iterator[Problem]:
    book, _, rest = category.id.partition(".")
    if book != codebook.id.upper():
        yield Problem(
            (*at, "id"), f"{category.id}: is not of codebook {codebook.id!r}",
            f"start the id with {codebook.id.upper()}",
        )  # fmt: skip
    if rest[:1] != category.domain:
        yield Problem((*at, "domain"), f"{category.id}: domain is {category.domain!r}", "use the letter of the id")
    if category.domain not in {domain.id for domain in codebook.domains}:
        yield Problem(
            (*at, "domain"),
            f"{category.id}: domain {category.domain!r} is not listed",
            "add it under domains",
        )
    for i, exclusion in enumerate(category.exclude):
        yield from _codes(codebook, exclusion.goes_to, (*at, "exclude", i, "goes_to"), category.id)
    yield from _counter_examples(codebook, category, at)
    yield from _names(category.sectors, codebook.sector_ids, (*at, "sectors"), f"{category.id}: sector")
    roles = [role.name for role in codebook.roles]
    yield from _names([role.name for role in category.roles], roles, (*at, "roles"), f"{category.id}: role")
    risks = [str(risk.number) for risk in codebook.protection_risks]
    numbers = [str(number) for number in category.maps.protection_risks]
    yield from _names(numbers, risks, (*at, "maps", "protection_risks"), f"{category.id}: protection risk")
    if category.replaced_by is not None:
        yield from _codes(codebook, [category.replaced_by], (*at, "replaced_by"), category.id)


def _counter_examples(codebook: Codebook, category: Category, at: tuple[str | int, ...]) -> Iterator[Problem]:
    examples = {plain(text) for text in category.examples}
    for i, counter in enumerate(category.counter_examples):
        where = (*at, "counter_examples", i)
        yield from _codes(codebook, counter.goes_to, (*where, "goes_to"), category.id)
        if category.id in counter.goes_to:
            message = f"{category.id}: counter-example “{short(counter.text)}” goes to the category itself"
            yield Problem((*where, "goes_to"), message, "name the code that holds it instead")
        if plain(counter.text) in examples:
            message = f"{category.id}: “{short(counter.text)}” is an example and a counter-example"
            yield Problem(where, message, "keep one of the two")


def _pairs(codebook: Codebook) -> Iterator[Problem]:
    for i, pair in enumerate(codebook.confusable_pairs):
        for side, codes in (("left", pair.left), ("right", pair.right)):
            yield from _codes(codebook, codes, ("confusable_pairs", i, side), f"pair {i + 1}")
        for code in sorted(set(pair.left) & set(pair.right)):
            yield Problem(("confusable_pairs", i), f"pair {i + 1}: {code} stands on both sides", "drop one")


def _merges_and_provisions(codebook: Codebook) -> Iterator[Problem]:
    for i, merge in enumerate(codebook.allowed_merges):
        yield from _codes(codebook, merge, ("allowed_merges", i), f"merge {i + 1}")
    for i, item in enumerate(codebook.provisions):
        name = f"{item.instrument} {item.article}"
        yield from _codes(codebook, item.categories, ("provisions", i, "categories"), name)


def _codes(codebook: Codebook, codes: Iterable[str], at: tuple[str | int, ...], owner: str) -> Iterator[Problem]:
    for code in codes:
        if not codebook.is_code(code):
            kind = "routing code" if is_routing_id(code) else "category"
            yield Problem(at, f"{owner}: names {kind} {code}, which is not in the codebook", "correct the code")


def _names(names: Iterable[str], known: Iterable[str], at: tuple[str | int, ...], what: str) -> Iterator[Problem]:
    known = tuple(known)
    for name in names:
        if name not in known:
            yield Problem(at, f"{what} {name!r} is not listed", f"use one of {', '.join(known)}")
