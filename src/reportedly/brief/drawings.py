"""The drawings of a brief as SVG files that stand alone: colours, type and symbols of the print page inside."""

import re
from functools import cache
from importlib import resources

_FAMILIES = {"--serif": "Reportedly Serif", "--sans": "Reportedly Sans", "--mono": "Reportedly Sans"}
"""Fonts that lie beside this package: the drawings are set in those of the PDF."""

_STYLE = """
.map text{font-family:Reportedly Sans;fill:var(--ink)}
.pl{font-size:15px;font-weight:600}
.sm{font-size:13.5px;fill:var(--ink-2) !important}
.ital{font-style:italic;font-family:Reportedly Serif !important;font-size:15px;fill:var(--ink-2) !important}
.halo{paint-order:stroke;stroke:var(--land);stroke-width:4px;stroke-linejoin:round}
.num{font-size:14px;font-weight:600;fill:var(--paper) !important}
.tl text{font-family:Reportedly Sans;font-size:12px;fill:var(--ink-3)}
"""


def _text(name: str) -> str:
    return resources.files("reportedly.brief").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def tokens() -> dict[str, str]:
    """Return the values of the design tokens on the print page, by name ("--ink")."""
    style = _text("brief.css")
    first, printed = style.index(":root {"), style.index("@media print")
    found: dict[str, str] = {}
    for start in (first, style.index(":root {", printed)):
        block = style[start : style.index("}", start)]
        found |= dict(re.findall(r"(--[\w-]+):\s*([^;]+);", block))
    return {name: value.strip() for name, value in found.items()} | _FAMILIES


def resolved(svg: str) -> str:
    """Return markup in which every token is its value on the print page."""
    values = tokens()
    return re.sub(r"var\((--[\w-]+)\)", lambda m: values.get(m[1], "#000000"), svg)


@cache
def _definitions() -> str:
    symbols = _text("symbols.svg")
    return symbols[symbols.index("<defs>") : symbols.index("</defs>") + len("</defs>")]


def alone(svg: str, *, size: tuple[int, int] | None = None, kind: str = "map") -> str:
    """Return a drawing of the page as an SVG file of its own; `size` in pixels where it has none."""
    head, body = svg[: svg.index(">")], svg[svg.index(">") + 1 :]
    head = re.sub(r'\s(?:class|role|aria-[\w-]+)="[^"]*"', "", head)
    if size is not None:
        head += f' width="{size[0]}" height="{size[1]}"'
    head = head.replace("<svg", f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}"', 1)
    return resolved(f"{head}><style>{_STYLE}</style>{_definitions()}{body}")


def symbol(name: str, colour: str = "--ink") -> str:
    """Return a symbol of the page ("con", "g-partial") as a drawing of its own."""
    found = re.search(rf'<symbol id="{re.escape(name)}" viewBox="([^"]+)">(.*?)</symbol>', _definitions(), re.DOTALL)
    box, inner = (found[1], found[2]) if found else ("0 0 16 16", "")
    inner = inner.replace("currentColor", f"var({colour})")
    return resolved(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{inner}</svg>')


def description(svg: str) -> str:
    """Return what a drawing says of itself for those who do not see it."""
    parts = re.findall(r"<(title|desc)\b[^>]*>(.*?)</\1>", svg[:20_000], re.DOTALL)[:2]
    return re.sub(r"&(?:amp|lt|gt|#34|quot);", _plain, ": ".join(text for _, text in parts if text))


def _plain(match: re.Match[str]) -> str:
    return {"&amp;": "&", "&lt;": "<", "&gt;": ">"}.get(match[0], '"')
