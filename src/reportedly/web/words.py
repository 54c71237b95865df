"""The words of the workbench in its languages: one flat catalogue for each screen, by key."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale

from reportedly.yaml_data import load_plain

LANGUAGES = ("en", "uk")
"""BCP-47 tags of the languages of the interface, the first is what is shown if nothing was chosen."""

Entry = str | Mapping[str, str]


@cache
def catalogue(language: str) -> dict[str, Entry]:
    """Return every message of a language: `screen.key` to text, or to texts by plural form (CLDR) chosen by `n`."""
    found: dict[str, Entry] = {}
    for file in sorted(files("reportedly.web").joinpath("messages").iterdir(), key=lambda f: f.name):
        screen, _, rest = file.name.partition(".")
        if rest == f"{language}.yaml":
            found.update(
                {f"{screen}.{key}": entry for key, entry in (load_plain(file.read_text("utf-8")) or {}).items()}
            )
    return found


@cache
def _plural(language: str) -> Any:
    return Locale.parse(language).plural_form


def said(language: str, key: str, /, **values: object) -> str:
    """Return a message with its values put in.

    A message that is missing in a language is given in English; a key that is nowhere is a KeyError, so that a test
    finds it.
    """
    entry = catalogue(language).get(key) or catalogue(LANGUAGES[0])[key]
    if isinstance(entry, Mapping):
        form = _plural(language)(values["n"])
        entry = entry.get(form) or entry["other"]
    return entry.format_map(values) if values else entry
