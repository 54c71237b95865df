"""Prints a brief as PDF: A4, tagged (PDF/UA-1), with bookmarks, fonts inside, and notes that lead there and back.

The page is set by typst from `templates/*.typ`, which get the brief as values: no text of a report is ever markup.
"""

import importlib
import json
import re
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Any

from reportedly.brief.drawings import alone, description, resolved, symbol, tokens
from reportedly.brief.html import legend_svg, share_bar
from reportedly.brief.model import Brief
from reportedly.brief.one_page import also
from reportedly.brief.sheet import Sheet
from reportedly.brief.timechart import axis, drawing
from reportedly.errors import ReportedlyError

_STANDARD = "ua-1"
_ATTEMPTS = 12
_PLAIN = 0x2F
_MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_WIDE = (440, 40)
"""Pixels of a row of the timeline."""

_SYMBOLS = (
    "con", "con-o", "dis", "dis-o", "mon", "mon-o", "riv", "riv-o", "unk", "unk-o", "zero", "zero-o",
    "g-full", "g-partial", "g-none", "g-notopened", "g-closed", "g-unreported",
)  # fmt: skip
_STATES = ("full", "partial", "none", "closed", "notopened", "stale", "unreported")


def render_pdf(brief: Brief) -> bytes:
    """Return the brief as PDF. Raises ReportedlyError where typst is not installed or cannot set the page."""
    return typeset(
        template(short=brief.short), {"brief": json.dumps(_values(brief), ensure_ascii=False)}, standard=_STANDARD
    )


def typeset(source: str, inputs: dict[str, str], *, standard: str = "", kind: str = "pdf", ppi: int = 144) -> bytes:
    """Set a page of typst with the fonts of the brief and return the file.

    Letters that these lack are set in fonts of the machine, and as "□" where that has none: a tagged PDF may not hold a
    letter that nothing can print.
    """
    typst = _typst()
    standards = {"pdf_standards": [standard]} if standard else {}
    for attempt in range(_ATTEMPTS):
        try:
            made: bytes = typst.compile(
                source.encode(), format=kind, ppi=ppi, sys_inputs=inputs, font_paths=_fonts(system=attempt > 0),
                ignore_system_fonts=attempt == 0, **standards,
            )  # fmt: skip
        except RuntimeError as error:
            missing = {c for text in _MISSING.findall(str(error)) for c in _unescaped(text) if ord(c) > _PLAIN}
            if not missing or attempt == _ATTEMPTS - 1:
                raise ReportedlyError(f"the page could not be set: {error}") from error
            if attempt:
                table = {ord(c): "□" for c in missing}
                inputs = {name: text.translate(table) for name, text in inputs.items()}
            continue
        return made
    raise AssertionError


def _unescaped(text: str) -> str:
    """Return a text as typst prints it in an error as it is."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: chr(int(m[1], 16)), text)


def _typst() -> Any:
    try:
        return importlib.import_module("typst")
    except ImportError as error:
        raise ReportedlyError("PDF needs the package typst: pip install 'reportedly[pdf]'") from error


@cache
def _fonts(*, system: bool) -> Any:
    folder = resources.files("reportedly.brief").joinpath("data", "fonts")
    return _typst().Fonts(include_system_fonts=system, include_embedded_fonts=True, font_paths=[str(folder)])


@cache
def template(*, short: bool = False) -> str:
    """Return the page as typst reads it: what all forms share, then the form of the brief or of one page."""
    folder = resources.files("reportedly.brief").joinpath("templates")
    names = ("shared.typ", "page.typ" if short else "brief.typ")
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)


def picture(svg: str, *, ppi: int = 200) -> bytes:
    """Return a drawing as PNG, 170 mm wide."""
    page = (
        '#set page(width: 170mm, height: auto, margin: 0mm)\n#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    return typeset(page, {"svg": svg}, kind="png", ppi=ppi)


def _values(brief: Brief) -> dict[str, Any]:
    """Return everything that the page prints."""
    sheet, words = Sheet(brief), Sheet(brief).words
    header = brief.header
    heads = ("takeaways", "no_takeaways", "changes", "status", "timeline", "disputes", "corrections", "no_disputes",
             "gaps", "sourcing", "method", "notes", "unlocated", "unlocated_aid", "ambiguous", "ambiguous_aid",
             "undated", "back", "working", "working_aid", "also", "short")  # fmt: skip
    moment = _moment(brief)
    return {
        "lang": brief.language,
        "made": [moment.year, moment.month, moment.day],
        "working": brief.working_copy,
        "title": sheet.text(header.title),
        "kicker": sheet.text(header.kicker),
        "standfirst": sheet.text(header.standfirst),
        "facts": [[a, sheet.text(b), a == words("label.cutoff")] for a, b in header.facts],
        "running": sheet.running,
        "heads": {name: words(f"heads.{name}") for name in heads},
        "takeaways": [sheet.line(line) for line in brief.takeaways],
        "also": [sheet.line(line) for line in also(brief)],
        "key": [words("key.marks"), words("key.explained"), sheet.key()],
        "changes": sheet.text(brief.changes),
        "change_lines": [sheet.text(text) for text in brief.change_lines],
        "sections": [
            {
                "name": sheet.text(s.name),
                "lines": [sheet.line(x) for x in s.lines],
                "more": sheet.more("more_reports", s.left_out),
            }
            for s in brief.sections
        ],
        "control": _control(brief, sheet),
        "matrix": _matrix(brief, sheet),
        "map": _map(brief, sheet),
        "timeline": _timeline(brief, sheet),
        "disputes": _disputes(brief, sheet),
        "gaps": [[head, sheet.text(text)] for head, text in brief.gaps],
        "sourcing": _sourcing(brief, sheet),
        "method": [sheet.text(text) for text in brief.method],
        "notes": [sheet.note(note) for note in brief.notes],
        "symbols": {name: symbol(name) for name in _SYMBOLS},
        "looks": _looks(),
        "colours": {name[2:]: value for name, value in tokens().items() if value.startswith("#")},
    }


def _moment(brief: Brief) -> datetime:
    """Return the day of the newest copy that a note names: the same brief is the same file on every day."""
    days = [n.captured for n in brief.notes]
    for day in sorted(days, reverse=True):
        try:
            return datetime.fromisoformat(day[:10]).replace(tzinfo=UTC)
        except ValueError:
            continue
    return datetime(1980, 1, 1, tzinfo=UTC)


def _looks() -> dict[str, dict[str, str]]:
    values = tokens()
    found = {
        state: {"fill": values[f"--st-{state}"], "ink": values[f"--st-{state}-ink"],
                "glyph": symbol(f"g-{_glyph(state)}", f"--st-{state}-ink")}
        for state in _STATES
    }  # fmt: skip
    return found | {"conflict": {"fill": values["--paper"], "ink": values["--ink"], "glyph": ""}}


def _glyph(state: str) -> str:
    return "partial" if state == "stale" else state


def _control(brief: Brief, sheet: Sheet) -> dict[str, Any]:
    control, words = brief.control, sheet.words
    return {
        "title": words("control.title"),
        "introduction": words("control.introduction"),
        "holdings": [
            {
                "place": sheet.text(h.place),
                "remark": sheet.text(h.remark),
                "accounts": [{**sheet.line(a.line), "layers": [sheet.text(x) for x in a.layers]} for a in h.accounts],
            }
            for h in control.holdings
        ],
        "more": sheet.more("more_statements", control.left_out),
        "credits": " · ".join(control.credits),
    }


def _matrix(brief: Brief, sheet: Sheet) -> dict[str, Any]:
    words, matrix = sheet.words, brief.matrix
    return {
        "title": words("status.title", day=matrix.as_of),
        "caption": words("status.caption"),
        "none": words("status.none"),
        "service": words("status.service"),
        "tables": [
            {"places": list(t.places), "rows": [[name, [sheet.cell(c) for c in cells]] for name, cells in t.rows]}
            for t in matrix.tables
        ],
        "looks": sheet.looks(),
        "aid": sheet.text(matrix.aid),
        "regions": words("status.regions"),
        "regions_aid": words("status.regions_aid"),
        "regional": [sheet.text(text) for text in matrix.regional],
    }


def _map(brief: Brief, sheet: Sheet) -> dict[str, Any]:
    chart = brief.map
    return {
        "svg": alone(chart.svg) if chart.svg else "",
        "alt": sheet.text(description(chart.svg)) if chart.svg else "",
        "title": sheet.text(chart.title),
        "note": sheet.text(chart.note),
        "legend": [[alone(legend_svg(form), size=(36, 24)), sheet.text(text)] for form, text in chart.legend],
        "unlocated": [sheet.text(text) for text in chart.unlocated],
        "ambiguous": [sheet.text(text) + "." for text in chart.ambiguous],
    }


def _timeline(brief: Brief, sheet: Sheet) -> dict[str, Any]:
    words, chart = sheet.words, brief.timeline
    return {
        "caption": words("timeline.caption"),
        "axis_name": words("timeline.axis"),
        "axis": alone(axis(chart, words), size=(_WIDE[0], 22), kind="tl") if chart.moments else "",
        "none": words("timeline.none"),
        "rows": [
            {"parts": sheet.parts(m.label), "numbers": list(m.numbers), "detail": sheet.text(m.detail),
             "svg": alone(drawing(m, chart), size=_WIDE, kind="tl")}
            for m in chart.moments
        ],
        "undated": [
            {"parts": sheet.parts(m.label), "numbers": list(m.numbers), "tail": words("timeline.no_date_sentence")}
            for m in chart.undated
        ],
    }  # fmt: skip


def _disputes(brief: Brief, sheet: Sheet) -> dict[str, Any]:
    def voices(side: Any) -> list[dict[str, Any]]:
        return [{"who": sheet.text(v.who), "parts": sheet.parts(v.quote), "numbers": list(v.numbers)} for v in side]

    return {
        "open": [
            {"title": sheet.text(d.title), "left": voices(d.left), "right": voices(d.right),
             "verdict": sheet.text(d.verdict)}
            for d in brief.disputes
        ],
        "corrections": [{"parts": sheet.parts(text), "numbers": list(numbers)} for text, numbers in brief.corrections],
        "drift_title": sheet.words("drift.title"),
        "drift": [{"parts": sheet.parts(s.text), "numbers": list(s.citations)} for s in brief.drift],
        "drift_more": sheet.more("more_drift", brief.drift_left_out),
    }  # fmt: skip


def _sourcing(brief: Brief, sheet: Sheet) -> dict[str, Any]:
    sourcing, words = brief.sourcing, sheet.words
    return {
        "figures": [[a, sheet.text(b)] for a, b in sourcing.figures],
        "bar": resolved(share_bar(brief)),
        "shares": [words("heads.share", name=name, share=share) for name, _, share in sourcing.shares],
        "remarks": [sheet.text(text) for text in sourcing.remarks],
        "derivation_title": sheet.text(sourcing.derivation_title),
        "derivations": [[sheet.text(name), sheet.text(why)] for _, _, _, name, why in sourcing.derivations],
    }
