"""Prints a brief as Markdown: the same parts in the same order, for editors and diffs."""

from collections.abc import Iterable

from reportedly.brief import holding
from reportedly.brief.drift import DRIFT_TITLE, drift_left_out
from reportedly.brief.model import Brief, Cell, Line, Note
from reportedly.text import squeeze


def render_markdown(brief: Brief) -> str:
    """Return the brief as Markdown text that ends in a line break."""
    out = [f"# {_safe(brief.header.title)}", "", _safe(brief.header.standfirst), ""]
    if brief.working_copy:
        out += ["**Working copy.** It holds names of private persons and exact places. Do not pass it on.", ""]
    out += [f"- **{label}:** {_safe(value)}" for label, value in brief.header.facts]
    out += ["", "## Key takeaways", ""]
    out += [f"{i}. {_line(line)}" for i, line in enumerate(brief.takeaways, 1)]
    out += [] if brief.takeaways else ["No event in the documents could be told."]
    out += ["", "## What changed", "", brief.changes]
    for section in brief.sections:
        out += ["", f"## {_safe(section.name)}", ""]
        out += _spaced(f"**{_text(x)}**{_tail(x)}" if x.statement.topic else _line(x) for x in section.lines)
        if section.left_out > 0:
            out += ["", f"Not told here: {section.left_out} more in this domain; claims.jsonl has every claim."]
    out += _control(brief)
    out += _status(brief) + _timeline(brief) + _disputes(brief)
    out += ["", "## What we do not know", "", *(f"- **{head}** {_safe(text)}" for head, text in brief.gaps)]
    out += ["", "## Sourcing", "", *(f"- {label}: {value}" for label, value in brief.sourcing.figures)]
    out += [f"- {name}: {share}% of claims" for name, _, share in brief.sourcing.shares]
    out += [f"- {_safe(text)}" for text in brief.sourcing.remarks]
    if brief.sourcing.derivations:
        out += ["", f"### {_safe(brief.sourcing.derivation_title)}", ""]
        out += [f"- {_safe(name)}. {_safe(why)}" for _, _, _, name, why in brief.sourcing.derivations]
    out += ["", "## Method and limits", "", *_spaced(_safe(p) for p in brief.method)]
    out += ["", "## Endnotes", "", *_spaced(_note(n) for n in brief.notes)]
    return "\n".join(out).rstrip() + "\n"


def _spaced(paragraphs: Iterable[str]) -> list[str]:
    return "\n\n".join(paragraphs).split("\n")


def _safe(text: str) -> str:
    """Return text that Markdown prints as it stands."""
    for mark in "\\`*_<>#|":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("[", "\\[").replace("]", "\\]")


def _numbers(numbers: Iterable[int]) -> str:
    return "".join(f"[{n}]" for n in numbers)


def _text(line: Line) -> str:
    return _safe(line.statement.text)


def _tail(line: Line) -> str:
    remark = f"; {line.remark}" if line.remark else ""
    return f" {_numbers(line.statement.citations)} ({_safe(line.count + remark)})"


def _line(line: Line) -> str:
    return _text(line) + _tail(line)


def _cell(cell: Cell) -> str:
    if cell.look == "conflict":
        return _safe(cell.spoken)
    return f"{cell.word}, last {cell.age}" if cell.look == "stale" else ", ".join(p for p in (cell.word, cell.age) if p)


def _control(brief: Brief) -> list[str]:
    if not brief.control.holdings:
        return []
    out = ["", f"## {holding.TITLE}", "", holding.INTRODUCTION]
    for place in brief.control.holdings:
        out += ["", f"### {_safe(place.place)}", ""]
        for account in place.accounts:
            out.append(f"- {_line(account.line)}")
            out += [f"  - {_safe(text)}" for text in account.layers]
        out += ["", _safe(place.remark)] if place.remark else []
    out += ["", holding.left_out(brief.control.left_out)] if brief.control.left_out else []
    out += ["", " · ".join(map(_safe, brief.control.credits))] if brief.control.credits else []
    return out


def _status(brief: Brief) -> list[str]:
    out = ["", "## Service status", ""]
    if not brief.matrix.tables:
        out.append("No report says how a service works in a place that could be found, so there is no table.")
    for table in brief.matrix.tables:
        out.append("| Service | " + " | ".join(_safe(p) for p in table.places) + " |")
        out.append("|" + " --- |" * (len(table.places) + 1))
        out += [f"| {sector} | " + " | ".join(_cell(c) for c in cells) + " |" for sector, cells in table.rows]
        out.append("")
    out += [brief.matrix.aid] if brief.matrix.tables else []
    out += [""] + [f"- {_safe(text)}" for text in brief.matrix.regional] if brief.matrix.regional else []
    out += ["", ("The map is in brief.html. " if brief.map.svg else "") + _safe(brief.map.note)]
    for title, lines in (
        ("Named but not located", brief.map.unlocated),
        ("Names of more than one place", brief.map.ambiguous),
    ):
        out += ["", f"### {title}", "", *(f"- {_safe(text)}" for text in lines)] if lines else []
    return out


def _timeline(brief: Brief) -> list[str]:
    out = ["", "## Timeline", ""]
    out += [f"- {_safe(m.label)} {_numbers(m.numbers)}: {_safe(m.detail)}." for m in brief.timeline.moments]
    out += [f"- {_safe(m.label)} {_numbers(m.numbers)}: the text gives no date." for m in brief.timeline.undated]
    return out if len(out) > 3 else [*out, "No report behind this brief gives a date."]


def _disputes(brief: Brief) -> list[str]:
    out = ["", "## Contradictions and corrections", ""]
    for dispute in brief.disputes:
        out += [f"### {_safe(dispute.title)}", ""]
        for voice in (*dispute.left, *dispute.right):
            out.append(f"- {_safe(voice.who)}: {_safe(voice.quote)} {_numbers(voice.numbers)}")
        out += ["", _safe(dispute.verdict), ""]
    out += [f"- {_safe(text)} {_numbers(numbers)}".rstrip() for text, numbers in brief.corrections]
    if not brief.disputes and not brief.corrections:
        out.append("No contradiction and no correction was found.")
    if brief.drift:
        out += ["", f"### {DRIFT_TITLE}", ""]
        out += [f"- {_safe(s.text)} {_numbers(s.citations)}" for s in brief.drift]
    if brief.drift_left_out:
        out += ["", drift_left_out(brief.drift_left_out)]
    return out


def _note(note: Note) -> str:
    number = f"[{note.citation.number}]"
    if note.citation.same_as:
        head = f"{number} {_safe(note.publisher)}, as [{note.citation.same_as}]"
    else:
        head = f"{number} {_safe(note.publisher)}, “{_safe(note.title)}” ({note.language}), {note.dated}"
    quote = _safe(squeeze(note.quote))
    kept = (
        ""
        if note.citation.same_as
        else (f" Copy {_safe(note.kept)}, SHA-256 {note.digest}, captured {note.captured}; {_safe(note.address)}.")
    )
    remark = f" {_safe(note.remark)}" if note.remark else ""
    made = note.made_by[:1].upper() + note.made_by[1:]
    return f"{head}. Chain: {_safe(note.chain)}. “{quote}”.{remark}{kept} {_safe(made)}."
