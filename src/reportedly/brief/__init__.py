"""Briefs: choosing, wording, checking and printing what is reported, with every sentence cited."""

from reportedly.brief.compiler import compile_brief, compile_sheet
from reportedly.brief.html import render_html
from reportedly.brief.lint import lint, to_publish
from reportedly.brief.markdown import render_markdown
from reportedly.brief.model import Brief, Labels, Material, Options, Sheet
from reportedly.brief.quotes import check_quotes

__all__ = [
    "Brief",
    "Labels",
    "Material",
    "Options",
    "Sheet",
    "check_quotes",
    "compile_brief",
    "compile_sheet",
    "lint",
    "render_html",
    "render_markdown",
    "to_publish",
]
