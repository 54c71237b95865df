"""Prints a brief as one HTML file that opens without a network: fonts, style and drawings are inside."""

import base64
from collections.abc import Callable
from functools import cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup, escape

from reportedly.brief.model import Brief, Mark
from reportedly.brief.one_page import also
from reportedly.brief.timechart import axis, drawing
from reportedly.brief.words import Words, capital, load
from reportedly.records.values import Side
from reportedly.records.withhold import WITHHELD
from reportedly.text import squeeze

_LATIN = (
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,"
    "U+2191,U+2193,U+2212,U+2215"
)
_CYRILLIC = "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116"
_FACES = (
    ("Source Serif 4", "source-serif-4", "normal", 400),
    ("Source Serif 4", "source-serif-4", "normal", 600),
    ("Source Serif 4", "source-serif-4", "italic", 400),
    ("Source Sans 3", "source-sans-3", "normal", 400),
    ("Source Sans 3", "source-sans-3", "normal", 600),
)
_MARKS: dict[str | None, str] = {
    "controlling": "con", "displaced": "dis", "neutral_monitor": "mon", "third": "mon", "rival": "riv",
    "unknown": "unk", None: "zero",
}  # fmt: skip
_KEY = (
    ("controlling", Mark("controlling", certain=True)),
    ("displaced", Mark("displaced", certain=True)),
    ("neutral_monitor", Mark("neutral_monitor", certain=True)),
    ("unknown", Mark("unknown", certain=True)),
    ("upper", Mark("neutral_monitor", certain=False)),
    ("none", Mark(None, certain=True)),
)
_LOOKS = (
    ("full", "full"), ("partial", "partial"), ("none", "none"), ("closed", "closed"), ("notopened", "notopened"),
    ("stale", "partial"), ("conflict", ""), ("unreported", "unreported"),
)  # fmt: skip
_LEGEND = {
    "disc": '<circle cx="18" cy="12" r="10" style="fill:var(--ink)"/><text x="18" y="16.5" text-anchor="middle" '
    'style="fill:var(--paper);font:600 12px var(--sans)">2</text>',
    "ring": '<circle cx="18" cy="12" r="11.5" style="fill:var(--ink-2);stroke:var(--ink-2)" fill-opacity=".12"/>'
    '<circle cx="18" cy="12" r="7" style="fill:var(--ink)"/>',
    "hull": '<path d="M4 8 18 2 32 6 30 21 10 22Z" style="fill:var(--land);stroke:none"/>'
    '<path d="M4 8 18 2 32 6 30 21 10 22Z" style="fill:url(#hu);stroke:var(--ink-2)" stroke-width="1.5" '
    'stroke-dasharray="4 3"/>',
    "told": '<path d="M18 22 8 6Q18 -1 28 6Z" style="fill:url(#hu);stroke:var(--ink)" stroke-width="1.4"/>',
    "arc": '<path d="M3 20C10 6 20 4 29 8" fill="none" style="stroke:var(--ink-2)" stroke-width="1.4"/>'
    '<path d="M33 10 26 11 28 5Z" style="fill:var(--ink-2)"/>',
    "line": '<path d="M2 12H34" fill="none" style="stroke:var(--ink-2)" stroke-width="2.2" stroke-dasharray="7 5"/>',
    "held": '<path d="M3 9 12 3 33 5 32 20 8 22Z" style="fill:var(--land);stroke:none"/>'
    '<path d="M3 9 12 3 33 5 32 20 8 22Z" style="fill:var(--ink-2);fill-opacity:.13;stroke:var(--ink-2)" '
    'stroke-width="1.4" stroke-dasharray="1.5 4" stroke-linecap="round"/>',
    "unclear": '<path d="M3 9 12 3 33 5 32 20 8 22Z" style="fill:url(#hx);fill-opacity:.9;stroke:var(--ink-2)" '
    'stroke-width="1.4" stroke-dasharray="1.5 4" stroke-linecap="round"/>',
    "hatch": '<rect x="3" y="3" width="30" height="18" fill="url(#hx)"/>',
}


def _legend(form: str) -> str:
    """Return the drawing of a row of the key; "key-A" is the letter A as on the map."""
    letter = escape(form.removeprefix("key-")) if form.startswith("key-") else ""
    style = "fill:var(--ink);font:600 15px var(--sans)"
    return (
        f'<text x="18" y="17" text-anchor="middle" style="{style}">{letter}</text>' if letter else _LEGEND.get(form, "")
    )


def legend_svg(form: str) -> str:
    """Return the drawing of a row of the key to the map."""
    return f'<svg viewBox="0 0 36 24" aria-hidden="true">{_legend(form)}</svg>'


def page_parts() -> tuple[str, str]:
    """Return the style of the page with its fonts, and its symbols: for pages that look alike."""
    return _style(""), _text("symbols.svg")


def share_bar(brief: Brief) -> str:
    """Return the bar of shares by side as a drawing of 600 by 36 pixels; empty where there is nothing to share."""
    drawn = _bar(brief, load(brief.language))
    return drawn.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="36"', 1)


def _made(markup: str) -> Markup:
    """Mark as safe what this package wrote itself; every value from outside in it has been escaped before."""
    return Markup(markup)  # noqa: S704


def render_html(brief: Brief) -> str:
    """Return the page: one file, no script, nothing fetched."""
    cited: set[int] = set()

    def anchor(number: int) -> Markup:
        if number in cited:
            return _made("")
        cited.add(number)
        return _made(f' id="r{int(number)}"')

    words = load(brief.language)
    running = words("heads.running", title=brief.header.title, cutoff=brief.header.cutoff)
    page = _template().render(
        brief=brief,
        also=also(brief),
        words=words,
        style=_made(_style(running)),
        symbols=_made(_text("symbols.svg")),
        running=running,
        cut=words("label.cutoff"),
        key=_key(brief, words),
        looks=[(words(f"looks.{look}"), look, glyph) for look, glyph in _LOOKS],
        rows=[(m, _made(drawing(m, brief.timeline))) for m in brief.timeline.moments],
        axis=_made(axis(brief.timeline, words)),
        bar=_made(_bar(brief, words)),
        anchor=anchor,
        mark_id=lambda m: mark_of(m.side, m.certain),
        mark_of=mark_of,
        side_mark=_side_mark,
        papers=lambda n: _made(_papers(n)),
        legend=lambda form: _made(legend_svg(form)),
        more=lambda kind, count: capital(words.plural(kind, count)),
        spoken=_spoken(brief, words),
        safe=_made,
    )
    return page.replace(WITHHELD, words.data["withheld"])


def _spoken(brief: Brief, words: Words) -> Callable[[str], Markup]:
    """Return a function that marks the language of quotations which are not in the brief's own."""
    opening, closing = words.marks
    foreign = {squeeze(n.quote): n.tag for n in brief.notes if words.foreign(n.tag)}
    longest = sorted(foreign, key=len, reverse=True)

    def spoken(text: str) -> Markup:
        marked = str(escape(text))
        for quote in longest:
            printed = str(escape(f"{opening}{quote}{closing}"))
            if quote and printed in marked:
                tag = escape(foreign[quote])
                marked = marked.replace(printed, f'<bdi lang="{tag}">{printed}</bdi>')
        return _made(marked)

    return spoken


def mark_of(side: Side | None, certain: bool) -> str:
    """Return the id of the symbol for an origin of a side, outlined where it counts only in the upper bound."""
    name = _MARKS[side]
    return name if certain else f"{name}-o"


def _key(brief: Brief, words: Words) -> list[tuple[str, Mark]]:
    sides = {m.side for line in brief.takeaways for m in line.marks}
    sides |= {m.side for s in brief.sections for line in s.lines for m in line.marks}
    return [(words(f"key.{n}"), m) for n, m in _KEY if m.side != "unknown" or "unknown" in sides]


def _side_mark(side: Side | None) -> Markup:
    return _made(f'<svg viewBox="0 0 16 16" aria-hidden="true"><use href="#{mark_of(side, certain=True)}"/></svg>')


def _papers(count: int) -> str:
    shown = min(count, 8)
    sheets = "".join(
        f'<rect x="{1 + 16 * i}" y="3" width="11" height="14" rx="1" style="fill:none;stroke:var(--ink-2)" '
        'stroke-width="1.3"/>'
        for i in range(shown)
    )
    rest = f'<path d="M{2 + 16 * shown} 10H146" style="stroke:var(--rule-strong)" stroke-width="1"/>'
    return f'<svg class="d" viewBox="0 0 147 20" aria-hidden="true">{sheets}{rest}</svg>'


_BAR_STYLES = {
    "controlling": "fill:var(--rule-strong)", "displaced": "fill:var(--ink-2)", "neutral_monitor": "fill:var(--rule)",
    "third": "fill:var(--rule)", "rival": "fill:var(--ink-3)",
}  # fmt: skip


def _bar(brief: Brief, words: Words) -> str:
    shares = brief.sourcing.shares
    if not shares:
        return ""
    told = ", ".join(words("heads.bar_share", name=name, share=share) for name, _, share in shares)
    label = words("heads.bar", shares=told)
    at, parts = 0, []
    for _, side, share in shares:
        style = _BAR_STYLES.get(side or "", "fill:none;stroke:var(--rule-strong)")
        dash = ' stroke-dasharray="3 2.4"' if "none" in style else ""
        parts.append(f'<rect x="{at}%" y="1" width="{max(0.4, share - 0.4):.1f}%" height="36" style="{style}"{dash}/>')
        at += share
    return f'<svg class="bar" role="img" aria-label="{escape(label)}">{"".join(parts)}</svg>'


def _style(running: str) -> str:
    safe = "".join(c if c.isalnum() or c in " ·,.:-–" else f"\\{ord(c):x} " for c in running)
    return _fonts() + _text("brief.css").replace("RUNNING_TITLE", safe)


@cache
def _fonts() -> str:
    rules = ["/* Source Serif 4 and Source Sans 3, © Adobe, SIL Open Font License 1.1; Latin and Cyrillic subsets. */"]
    folder = resources.files("reportedly.brief").joinpath("data", "fonts")
    for family, file, style, weight in _FACES:
        for subset, span in (("cyrillic", _CYRILLIC), ("latin", _LATIN)):
            data = base64.b64encode(folder.joinpath(f"{file}-{weight}-{style}-{subset}.woff2").read_bytes()).decode()
            rules.append(
                f'@font-face{{font-family:"{family}";font-style:{style};font-weight:{weight};font-display:swap;'
                f'src:url(data:font/woff2;base64,{data}) format("woff2");unicode-range:{span}}}'
            )
    return "\n".join(rules) + "\n"


@cache
def _text(name: str) -> str:
    return resources.files("reportedly.brief").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=False)
    environment.filters["squeeze"] = squeeze
    environment.filters["capital"] = capital
    return environment.from_string(_text("brief.html.j2"))
