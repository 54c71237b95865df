"""The file that a codebook of one's own starts from."""

import re
from pathlib import Path

from reportedly.codebook import DEFAULT_PATH, SHIPPED, load_named
from reportedly.codebook.source import read

_TEMPLATE = Path(__file__).parent / "data" / "template.yaml"


def template(name: str, language: str) -> str:
    """Return a small codebook in which every field is explained, under an id (a to z) and for texts in a language."""
    text = _TEMPLATE.read_text(encoding="utf-8")
    return (
        text.replace("OWN.", f"{name.upper()}.")
        .replace("id: own", f"id: {name}")
        .replace("language: en", f"language: {language}")
    )


def copied(start: Path, name: str, language: str | None) -> str:
    """Return the text of a codebook (a file, or "guo" for the one that ships) under another id, as version 1.0.0.

    Raises InvalidCodebook if the file is not in order.
    """
    book = load_named(start)
    text = read(DEFAULT_PATH if str(start) == SHIPPED else start).text
    text = re.sub(rf"\b{book.id.upper()}\.(?=[A-Z]\d\d\b)", f"{name.upper()}.", text)
    body = text[re.search(r"^(?!#)", text, re.MULTILINE).start() :]  # type: ignore[union-attr]
    for field, value in (("id", name), ("version", '"1.0.0"'), ("language", language or book.language)):
        body = re.sub(rf"^{field}:.*$", f"{field}: {value}", body, count=1, flags=re.MULTILINE)
    return (
        f"# Made from codebook {book.id} {book.version}. A category keeps its rules for as long as its definition\n"
        "# stays the same text; ids and names may change. Check it with `reportedly codebook check`.\n" + body
    )
