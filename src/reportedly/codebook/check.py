"""Everything wrong with a codebook file, at once: its schema first, then its references."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from reportedly.codebook import parse
from reportedly.codebook.meanings import meanings
from reportedly.codebook.model import Category, Codebook, is_routing_id
from reportedly.codebook.semantics import problems, short
from reportedly.codebook.source import Source, line_of, read
from reportedly.errors import InvalidCodebook

SCHEMA_PATH = Path(__file__).parent / "data" / "schema.json"
"""The JSON Schema that ships, for editors and other tools."""


ENOUGH = 10
"""Examples of a category without rules from which on nothing is said; the floor for matching by a few examples."""

Coder = Callable[[str], tuple[str, str | None]]
"""Gives the code of a sentence, and the runner-up if there is one."""

Coders = Callable[[Codebook], tuple[Coder, Coder | None]]
"""Gives for a codebook its coder, and one that does not know the sentence it is asked for (None: only rules code)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: the line (from 1), the id it belongs to if any, what was found, what to do.

    An error refuses the codebook, a warning says what it will cost.
    """

    line: int
    owner: str
    message: str
    remedy: str
    level: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        """Return the finding on one line."""
        owner = f"{self.owner}: " if self.owner and not self.message.startswith(self.owner) else ""
        return f"line {self.line}: {owner}{self.message}; {self.remedy}"


@cache
def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a codebook file, made from the models."""
    made = Codebook.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def schema_text() -> str:
    """Return the schema as the text that `SCHEMA_PATH` must hold."""
    return json.dumps(schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def check(path: Path | str, *, coders: Coders | None = None) -> list[Finding]:
    """Return everything wrong with a codebook file, in the order of its lines; empty if it is sound.

    A file that is not YAML, or holds a key twice, gives one finding: what stands
    behind that place cannot be trusted. With `coders` the examples and counter-examples of a file without errors
    are coded too: an example that surely gets another category is an error, a doubtful one a warning.
    """
    try:
        source = read(Path(path))
    except InvalidCodebook as error:
        return [_unreadable(error)]
    found = list(_against_schema(source)) or list(_against_itself(source))
    if not found:
        book = parse(source)
        found = list(_few(source, book))
        if coders is not None:
            found += _coded(source, book, *coders(book))
    return sorted(found, key=lambda finding: finding.line)


def _few(source: Source, book: Codebook) -> Iterator[Finding]:
    """Yield the categories in use that neither rules nor enough examples can tell."""
    ruled = meanings(book)
    for position, category in enumerate(book.categories):
        count = len(category.examples)
        if category.id in ruled or category.replaced_by is not None or count >= ENOUGH:
            continue
        where = ("categories", position, "examples")
        message = f"{count} examples; no rules know this category, so it is told by its texts alone"
        remedy = (
            f"write {ENOUGH} that differ in wording, or more of its claims will go to X09 (unclear) or to a neighbour"
        )
        yield Finding(source.line(where), category.id, message, remedy, "warning")


def _coded(source: Source, book: Codebook, known: Coder, unknown: Coder | None) -> Iterator[Finding]:
    ruled = meanings(book)
    for position, category in enumerate(book.categories):
        if category.replaced_by is not None:
            continue
        at = ("categories", position)
        for i, text in enumerate(category.examples):
            judged = _example(category, text, known, ruled=category.id in ruled)
            if judged is not None:
                message, remedy, level = judged
                yield Finding(source.line((*at, "examples", i)), category.id, message, remedy, level)
        if unknown is not None:
            yield from _alone(source, category, at, unknown)
        for i, counter in enumerate(category.counter_examples):
            code, _ = known(counter.text)
            if code == category.id:
                message = f"counter-example “{short(counter.text)}” is coded as {code} all the same"
                remedy = f"its like will be miscoded: say more plainly what tells {code} from {counter.goes_to[0]}"
                yield Finding(source.line((*at, "counter_examples", i)), category.id, message, remedy, "warning")


Judged = tuple[str, str, Literal["error", "warning"]]


def _example(category: Category, text: str, known: Coder, *, ruled: bool) -> Judged | None:
    """Return what is wrong with how an example is coded: message, remedy and level; None if nothing is.

    Where the category means a shipped one (`ruled`) it is our coder that errs, not the codebook: that only warns.
    """
    code, second = known(text)
    shown = f"example “{short(text)}”"
    if code == category.id:
        return None
    if is_routing_id(code) or second == category.id:
        doubt = f"is coded as {code}" + (f", {category.id} comes second" if second == category.id else "")
        return f"{shown} {doubt}", "say more plainly what makes it one, or move it", "warning"
    return (
        f"{shown} is coded as {code}",
        f"move it to {code}, reword it, or say in definition and exclude what tells {category.id} from {code}",
        "warning" if ruled else "error",
    )


def _alone(source: Source, category: Category, at: tuple[str | int, ...], unknown: Coder) -> Iterator[Finding]:
    """Yield how many examples the other texts of their category do not carry."""
    lost = [
        f"{source.line((*at, 'examples', i))} ({code})"
        for i, text in enumerate(category.examples)
        if (code := unknown(text)[0]) != category.id
    ]
    if lost:
        message = (
            f"{len(lost)} of {len(category.examples)} examples, each left out in turn, would be coded otherwise: "
            f"lines {', '.join(lost)}"
        )
        remedy = "that many of its claims may be missed: add examples in like words, or phrases to words"
        yield Finding(source.line((*at, "examples")), category.id, message, remedy, "warning")


def _unreadable(error: InvalidCodebook) -> Finding:
    message, _, remedy = str(error).rpartition("; ")
    return Finding(line_of(error.__cause__), "", message, remedy)


def _against_schema(source: Source) -> Iterator[Finding]:
    validator = Draft202012Validator(schema())
    for error in validator.iter_errors(source.data):
        where = tuple(error.absolute_path)
        yield Finding(source.line(where), source.owner(where), _message(error), _remedy(error))


def _message(error: ValidationError) -> str:
    dotted = ".".join(str(step) for step in error.absolute_path) or "the file"
    text = error.message if len(error.message) <= 160 else error.message[:157] + "..."
    return f"{dotted}: {text}"


_REMEDIES = {
    "definition": "say in a sentence or two what the category holds",
    "examples": "write sentences as reports print them, ten if you can",
    "name": "give it a short name",
    "categories": "list at least one category",
    "language": 'name the language of its texts, such as "en"',
    "licence": "say on what terms others may use it",
    "title": "give it a title",
    "version": 'start with "1.0.0"',
    "id": "give it an id, see `reportedly codebook new`",
}
"""What to do where a field is missing."""


def _remedy(error: ValidationError) -> str:
    if error.validator == "required":
        # The message begins with the name of the missing field in quotes; the library gives it nowhere else.
        return _REMEDIES.get(error.message.split("'")[1], "add it")
    if error.validator == "additionalProperties":
        return "correct its name or take it out; `reportedly codebook new` writes a file with every field explained"
    if error.validator == "minItems" and error.absolute_path and error.absolute_path[-1] == "examples":
        return "write three at least, ten if you can"
    if error.validator == "type" and error.validator_value == "string" and isinstance(error.instance, int | float):
        return f'put it in quotes: "{error.instance}"'
    if error.validator == "enum" and isinstance(error.validator_value, list):
        return f"write one of {', '.join(map(str, error.validator_value))}"
    return "see schema.json for the form"


def _against_itself(source: Source) -> Iterator[Finding]:
    try:
        codebook = parse(source)
    except InvalidCodebook as error:
        # The schema says less than the models in a few places (white space, for one).
        message, _, remedy = str(error).rpartition("; ")
        yield Finding(1, "", message, remedy)
        return
    for problem in problems(codebook):
        yield Finding(source.line(problem.where), source.owner(problem.where), problem.message, problem.remedy)
