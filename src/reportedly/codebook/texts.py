"""The texts that a category is told by, for whoever reads the rule instead of the id."""

from collections.abc import Iterator

from reportedly.codebook.model import Codebook


def texts_of(codebook: Codebook) -> Iterator[tuple[str, str, str]]:
    """Yield (code, kind, text) for all categories in use and the routing codes, in the order of the file.

    Kinds are definition (with the name before it), include and example; a counter-example of one category is an
    example of the code that holds it. `words` of a category count as what it includes.
    """
    for category in codebook.active:
        yield category.id, "definition", f"{category.name}. {category.definition}"
        for text in (*category.include, *category.words):
            yield from ((category.id, "include", part.strip()) for part in text.split("; ") if part.strip())
        yield from ((category.id, "example", text) for text in category.examples)
    for route in codebook.routing:
        if route.definition:
            yield route.id, "definition", route.definition
        yield from ((route.id, "include", text) for text in route.include)
        yield from ((route.id, "example", text) for text in route.examples)
    for category in codebook.active:
        for counter in category.counter_examples:
            yield codebook.successor(counter.goes_to[0]), "example", counter.text
