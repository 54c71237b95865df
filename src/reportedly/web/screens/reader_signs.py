"""Signs of Markdown in a text: they stay where they are, and are hidden from the eye where the text is shown."""

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from reportedly.records import Span
from reportedly.web.screens.reader_marks import Mark
from reportedly.web.shell import environment

_HEADING = re.compile(r"^[ \t]{0,3}(#{1,6}[ \t]+)(?=\S)", re.M)
# Both signs of a pair are needed, close to the words between them and not within a word: "f**k", "sergeant K**" and
# "2 ** 3" hold none.
_PAIR = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])((?:(?!\n[ \t]*\n)[^*])+?)(?<=[^\s*])(\1)(?![\w*])")


def signs_in(text: str) -> list[Span]:
    """Return where a text has signs of a heading, of bold or of slanted words, in order."""
    found = [Span(*match.span(1)) for match in _HEADING.finditer(text)]
    for match in _PAIR.finditer(text):
        found += [Span(*match.span(1)), Span(*match.span(3))]
    return sorted(found)


def sign_marks(text: str) -> Iterator[Mark]:
    """Yield the signs of a text as marks to be drawn."""
    yield from (Mark(span.start, span.end, "sign") for span in signs_in(text))


def quiet(text: str, signs: Sequence[Span] | None = None, start: int = 0) -> Markup:
    """Return a text as HTML with its signs hidden; `signs` are those of a text in which it begins at `start`."""
    made, at = [], 0
    for sign in signs_in(text) if signs is None else signs:
        first, last = max(at, sign.start - start), min(len(text), sign.end - start)
        if first < last:
            made += [escape(text[at:first]), Markup('<span class="sign">{}</span>').format(text[first:last])]
            at = last
    return Markup("").join([*made, escape(text[at:])])


environment().filters["quiet"] = quiet
