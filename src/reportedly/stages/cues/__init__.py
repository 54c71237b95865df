r"""Cue lexicons: the words by which a text says whose statement it is and how firm.

One YAML file per language; the matching is in the data. A variant is worded in a
small token language, always without regard to case unless it says otherwise:

==================  =========================================================
`said`              the word itself; apostrophes and hyphens match all their kinds
`is|are`            one of several words
`<say>`             any form of the lemma listed under `inflections`
`<say|tell>`        any form of one of several lemmas
`*`                 any one word
`pseudo*`           any word with this beginning
`(yet)`             words that may stand there or not
`{that}`            words that must follow but do not belong to the cue
`[X]`               a slot: one to six words without punctuation; at the edge of
                    a pattern it only tells the reader who stands there
==================  =========================================================

Guards keep homographs apart: `unless_before` and `unless_after` are regular
expressions for what must not stand next to a match. A variant with `regex` in
place of `pattern` is a plain regular expression (quotation marks).
"""

import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError
from ruamel.yaml.error import YAMLError

from reportedly.errors import InvalidData
from reportedly.stages.cues.lexicon import CueMatch, Lexicon, build
from reportedly.stages.cues.model import Entry, LexiconFile, Variant
from reportedly.stages.cues.pattern import InvalidPattern, compile_pattern
from reportedly.yaml_data import load_plain

__all__ = ["LANGUAGES", "CueMatch", "Entry", "Lexicon", "Variant", "load_lexicon", "read_lexicon"]

LANGUAGES = ("en", "uk", "ru", "de")
"""Languages with a lexicon that ships."""


@cache
def load_lexicon(language: str) -> Lexicon:
    """Return the lexicon that ships for a language; read once per process.

    Raises InvalidData if there is none.
    """
    if language not in LANGUAGES:
        raise InvalidData(
            f"no cue lexicon for language {language!r}; there are {', '.join(LANGUAGES)}; "
            "read a file of your own with read_lexicon"
        )
    resource = files(__name__).joinpath(f"{language}.yaml")
    # A test reads those that ship with `read_lexicon`; here that check would compile a thousand expressions.
    text = resource.read_text(encoding="utf-8")
    return build(_parse(text, f"cues/{language}.yaml"), text)


def read_lexicon(path: Path | str) -> Lexicon:
    """Return the lexicon in a YAML file.

    Raises InvalidData if the file cannot be read or an entry is wrong, naming the
    file, the entry, what was found and what to do.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidData(f"{path}: cannot be read ({error}); give the path of a lexicon in UTF-8") from error
    data = _parse(text, str(path))
    _check(data, str(path))
    return build(data, text)


def _parse(text: str, name: str) -> LexiconFile:
    try:
        plain = load_plain(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = 1 if mark is None else mark.line + 1
        problem = str(getattr(error, "problem", None) or error).splitlines()[0]
        raise InvalidData(f"{name}, line {line}: not YAML ({problem}); correct the line") from error
    try:
        return LexiconFile.model_validate_json(json.dumps(plain))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        entry = _entry_id(plain, first["loc"])
        raise InvalidData(f"{name}: {entry}{where}: {first['msg']}; correct the entry") from error


def _entry_id(plain: object, where: tuple[int | str, ...]) -> str:
    if isinstance(plain, dict) and len(where) > 1 and where[0] == "entries" and isinstance(where[1], int):
        entry = plain["entries"][where[1]]
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            return f"{entry['id']}: "
    return ""


def _check(data: LexiconFile, name: str) -> None:
    seen: set[str] = set()
    for entry in data.entries:
        if entry.id in seen:
            raise InvalidData(f"{name}: id {entry.id} stands twice; give each entry its own")
        seen.add(entry.id)
        language, kind, _ = entry.id.split(".")
        if (language, kind) != (data.language, entry.type.lower()):
            raise InvalidData(
                f"{name}: {entry.id} does not fit language {data.language!r} and type {entry.type}; "
                f"start the id with {data.language}.{entry.type.lower()}"
            )
        for variant in entry.variants:
            _check_variant(data, entry, variant, name)


def _check_variant(data: LexiconFile, entry: Entry, variant: Variant, name: str) -> None:
    if variant.guard is not None and variant.guard not in data.guards:
        raise InvalidData(
            f"{name}: {entry.id} names guard {variant.guard!r}; add it under guards, "
            f"or use one of {', '.join(data.guards) or 'none'}"
        )
    try:
        if variant.pattern is not None:
            compile_pattern(variant.pattern, data.inflections).regex  # noqa: B018 - made to see whether it can be
        for expression in (variant.regex, variant.unless_before, variant.unless_after):
            re.compile(expression or "")
    except (InvalidPattern, re.error) as error:
        raise InvalidData(f"{name}: {entry.id}: {error}; correct the variant") from error
