"""Prints a brief as Markdown: the same parts in the same order, for editors and diffs."""

from collections.abc import Iterable

from reportedly.brief.model import Brief, Cell, Line, Note
from reportedly.brief.one_page import also
from reportedly.brief.words import Words, capital, load
from reportedly.records.withhold import WITHHELD
from reportedly.text import squeeze


def render_markdown(brief: Brief) -> str:
    """Return the brief as Markdown text that ends in a line break."""
    words = load(brief.language)
    out = [f"# {_safe(brief.header.title)}", "", _safe(brief.header.standfirst), ""]
    if brief.working_copy:
        out += [f"**{words('heads.working')}** {words('heads.working_aid')}", ""]
    out += [f"- **{label}:** {_safe(value)}" for label, value in brief.header.facts]
    out += ["", f"## {words('heads.takeaways')}", ""]
    out += [f"{i}. {_line(line)}" for i, line in enumerate(brief.takeaways, 1)]
    out += [] if brief.takeaways else [words("heads.no_takeaways")]
    out += _short(brief, words) if brief.short else _body(brief, words)
    out += ["", f"## {words('heads.notes')}", "", *_spaced(_note(n, words) for n in brief.notes)]
    return "\n".join(out).rstrip().replace(_safe(WITHHELD), _safe(words.data["withheld"])) + "\n"


def _short(brief: Brief, words: Words) -> list[str]:
    """Return what stands between takeaways and notes in the one-page form."""
    further = also(brief)
    out = ["", f"## {words('heads.also')}", "", *_spaced(map(_line, further))] if further else []
    out += _status(brief, words) if brief.matrix.tables else []
    return [*out, "", *_sourcing(brief, words), "", words("heads.short")]


def _body(brief: Brief, words: Words) -> list[str]:
    """Return what stands between takeaways and notes in a brief that is not cut to one page."""
    out = ["", f"## {words('heads.changes')}", "", brief.changes]
    for section in brief.sections:
        out += ["", f"## {_safe(section.name)}", ""]
        out += _spaced(f"**{_text(x)}**{_tail(x)}" if x.statement.topic else _line(x) for x in section.lines)
        if section.left_out > 0:
            out += ["", words("heads.not_told", n=section.left_out)]
    out += _control(brief, words)
    out += _status(brief, words) + _timeline(brief, words) + _disputes(brief, words)
    gaps = words("heads.gaps")
    out += ["", f"## {gaps}", "", *(f"- **{head}** {_safe(text)}" for head, text in brief.gaps)]
    out += ["", *_sourcing(brief, words)]
    return [*out, "", f"## {words('heads.method')}", "", *_spaced(_safe(p) for p in brief.method)]


def _sourcing(brief: Brief, words: Words) -> list[str]:
    out = [f"## {words('heads.sourcing')}", "", *(f"- {label}: {value}" for label, value in brief.sourcing.figures)]
    out += [f"- {words('heads.claims_share', name=name, share=share)}" for name, _, share in brief.sourcing.shares]
    out += [f"- {_safe(text)}" for text in brief.sourcing.remarks]
    if brief.sourcing.derivations:
        out += ["", f"### {_safe(brief.sourcing.derivation_title)}", ""]
        out += [f"- {_safe(name)}. {_safe(why)}" for _, _, _, name, why in brief.sourcing.derivations]
    return out


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


def _cell(cell: Cell, words: Words) -> str:
    if cell.look == "conflict":
        return _safe(cell.spoken)
    age = words("status.last", age=cell.age) if cell.look == "stale" else cell.age
    return words("status.cell", state=cell.word, age=age) if age else cell.word


def _control(brief: Brief, words: Words) -> list[str]:
    if not brief.control.holdings:
        return []
    out = ["", f"## {words('control.title')}", "", words("control.introduction")]
    for place in brief.control.holdings:
        out += ["", f"### {_safe(place.place)}", ""]
        for account in place.accounts:
            out.append(f"- {_line(account.line)}")
            out += [f"  - {_safe(text)}" for text in account.layers]
        out += ["", _safe(place.remark)] if place.remark else []
    left = brief.control.left_out
    out += ["", capital(words.plural("more_statements", left))] if left else []
    out += ["", " · ".join(map(_safe, brief.control.credits))] if brief.control.credits else []
    return out


def _status(brief: Brief, words: Words) -> list[str]:
    out = ["", f"## {words('heads.status')}", ""]
    if not brief.matrix.tables:
        out.append(words("status.none"))
    for table in brief.matrix.tables:
        out.append(f"| {words('status.service')} | " + " | ".join(_safe(p) for p in table.places) + " |")
        out.append("|" + " --- |" * (len(table.places) + 1))
        out += [f"| {sector} | " + " | ".join(_cell(c, words) for c in cells) + " |" for sector, cells in table.rows]
        out.append("")
    out += [brief.matrix.aid] if brief.matrix.tables else []
    out += [""] + [f"- {_safe(text)}" for text in brief.matrix.regional] if brief.matrix.regional else []
    where = f"{words('heads.map_in_html')} " if brief.map.svg else ""
    out += ["", where + _safe(brief.map.note)] if brief.map.note else []
    for title, lines in (
        (words("heads.unlocated"), brief.map.unlocated),
        (words("heads.ambiguous"), brief.map.ambiguous),
    ):
        out += ["", f"### {title}", "", *(f"- {_safe(text)}" for text in lines)] if lines else []
    return out


def _timeline(brief: Brief, words: Words) -> list[str]:
    out = ["", f"## {words('heads.timeline')}", ""]
    undated = words("timeline.no_date")
    out += [f"- {_safe(m.label)} {_numbers(m.numbers)}: {_safe(m.detail.rstrip('.'))}." for m in brief.timeline.moments]
    out += [f"- {_safe(m.label)} {_numbers(m.numbers)}: {undated}." for m in brief.timeline.undated]
    return out if len(out) > 3 else [*out, words("timeline.none")]


def _disputes(brief: Brief, words: Words) -> list[str]:
    out = ["", f"## {words('heads.disputes')}", ""]
    for dispute in brief.disputes:
        out += [f"### {_safe(dispute.title)}", ""]
        for voice in (*dispute.left, *dispute.right):
            out.append(f"- {_safe(voice.who)}: {_safe(voice.quote)} {_numbers(voice.numbers)}")
        out += ["", _safe(dispute.verdict), ""]
    out += [f"- {_safe(text)} {_numbers(numbers)}".rstrip() for text, numbers in brief.corrections]
    if not brief.disputes and not brief.corrections:
        out.append(words("heads.no_disputes"))
    if brief.drift:
        out += ["", f"### {words('drift.title')}", ""]
        out += [f"- {_safe(s.text)} {_numbers(s.citations)}" for s in brief.drift]
    if brief.drift_left_out:
        out += ["", capital(words.plural("more_drift", brief.drift_left_out))]
    return out


def _note(note: Note, words: Words) -> str:
    same = note.citation.same_as
    if same:
        told = words("notes.as", publisher=note.publisher, n=same)
        head = _safe(told).replace(f"\\[{same}\\]", f"[{same}]")
    else:
        head = _safe(
            words("notes.full", publisher=note.publisher, title=note.title, language=note.language, dated=note.dated)
        )
    quote = _safe(words.quoted(squeeze(note.quote)))
    copy, captured, chain = words("notes.copy"), words("notes.captured"), words("notes.chain")
    kept = f" {copy} {_safe(note.kept)}, SHA-256 {note.digest}, {captured} {note.captured}; {_safe(note.address)}."
    remark = f" {_safe(note.remark)}" if note.remark else ""
    number = f"[{note.citation.number}]"
    body = f"{number} {head}. {chain}: {_safe(note.chain)}. {quote}.{remark}"
    return f"{body}{'' if same else kept} {_safe(capital(note.made_by))}."
