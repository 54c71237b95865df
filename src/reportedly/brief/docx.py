"""Prints a brief as a Word file: headings, real tables and endnotes, the language of each quotation marked."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from reportedly.brief.docx_fonts import SANS, SERIF, embed
from reportedly.brief.docx_notes import NotesPart
from reportedly.brief.docx_picture import add_picture
from reportedly.brief.drawings import alone, description, tokens
from reportedly.brief.model import Brief, Line, Voice
from reportedly.brief.one_page import also
from reportedly.brief.pdf import picture
from reportedly.brief.sheet import Sheet
from reportedly.errors import ReportedlyError

_REGIONS = {"en": "en-GB", "uk": "uk-UA", "ru": "ru-RU", "de": "de-DE"}
_SMALLER = 0.8
"""How much smaller the letters of the one-page form are."""
_FIRST_ROWS = 4
"""Rows of a long table that stay together with its head."""
_GREY = RGBColor(0x4A, 0x4E, 0x55)


def render_docx(brief: Brief) -> bytes:
    """Return the brief as a Word file (Office Open XML)."""
    return _Writer(brief).written()


def region(tag: str) -> str:
    """Return a language tag as Word knows it, with a region."""
    return _REGIONS.get(tag.partition("-")[0], tag)


class _Writer:
    """Writes one brief."""

    def __init__(self, brief: Brief) -> None:
        self._brief, self._sheet = brief, Sheet(brief)
        self._words = self._sheet.words
        self._file: WordDocument = Document()
        size = 7.5 if brief.short else 8.5
        self._notes = NotesPart(self._file, region(brief.language), size=size, foot=brief.short)
        self._style()

    def written(self) -> bytes:
        """Return the bytes of the file."""
        self._head()
        if self._brief.short:
            self._short()
        else:
            self._changes()
            self._sections()
            self._control()
            self._status()
            self._timeline()
            self._disputes()
            self._closing()
        self._notes_head()
        self._notes.finish([self._sheet.note(note) for note in self._brief.notes])
        self._properties()
        embed(self._file)
        out = io.BytesIO()
        self._file.save(out)
        return out.getvalue()

    def _notes_head(self) -> None:
        """Write the heading of the notes, and what refers to those that nothing has cited.

        Some programs begin the notes on a new page: the last paragraph stays with the heading, so that it never
        stands on a page alone. The notes of the one-page form stand at the foot and have no heading.
        """
        if self._brief.short:
            self._aside(self._words("heads.notes_below"))
            self._notes.rest(self._file.paragraphs[-1], [note.citation.number for note in self._brief.notes])
            return
        self._file.paragraphs[-1].paragraph_format.keep_with_next = True
        self._heading(self._words("heads.notes"))
        heading = self._file.paragraphs[-1]
        heading.paragraph_format.keep_with_next = False
        self._notes.rest(heading, [note.citation.number for note in self._brief.notes])

    def _style(self) -> None:
        styles = self._file.styles
        for name, font, size in (
            ("Normal", SERIF, 11), ("Title", SERIF, 24), ("Subtitle", SERIF, 12), ("Heading 1", SERIF, 15),
            ("Heading 2", SANS, 11), ("List Bullet", SERIF, 10.5), ("List Number", SERIF, 11), ("Caption", SANS, 9),
        ):  # fmt: skip
            style = styles[name]
            style.font.name, style.font.size = font, Pt(round(size * (_SMALLER if self._brief.short else 1) * 2) / 2)
            style.font.color.rgb = RGBColor(0x11, 0x11, 0x11)
            style.font.italic = False
            for spacing in style.element.get_or_add_rPr().findall(qn("w:spacing")):
                spacing.getparent().remove(spacing)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for attribute in ("w:ascii", "w:hAnsi", "w:cs"):
                fonts.set(qn(attribute), font)
            for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme"):
                fonts.attrib.pop(qn(attribute), None)
        if self._brief.short:
            self._close_up()
        for element in self._file.styles.element.iter(qn("w:lang")):
            element.set(qn("w:val"), region(self._brief.language))
        section = self._file.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(15 if self._brief.short else 20)
        section.top_margin = section.bottom_margin = Mm(12 if self._brief.short else 18)
        footer = section.footer.paragraphs[0]
        self._small(footer, f"{self._sheet.running} · ")
        for instruction in ("PAGE", "NUMPAGES"):
            _field(footer, instruction)
            if instruction == "PAGE":
                self._small(footer, " / ")

    def _close_up(self) -> None:
        """Bring lines and paragraphs of the one-page form as near to one another as they are read well."""
        for name, before, after in (
            ("Normal", 0, 3), ("Title", 0, 3), ("Subtitle", 0, 3), ("Heading 1", 8, 2), ("Heading 2", 6, 2),
            ("List Number", 0, 3), ("List Bullet", 0, 2),
        ):  # fmt: skip
            spacing = self._file.styles[name].paragraph_format
            spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(before), Pt(after), 1.0

    def _properties(self) -> None:
        core = self._file.core_properties
        core.title, core.author, core.last_modified_by = self._brief.header.title, "reportedly", "reportedly"
        core.subject, core.keywords, core.comments = self._brief.header.kicker, "", ""
        core.language = region(self._brief.language)
        core.created = core.modified = datetime(1980, 1, 1, tzinfo=UTC)
        core.revision = 1

    def _heading(self, text: str, level: int = 1) -> None:
        self._file.add_heading(self._sheet.text(text), level)

    def _paragraph(
        self, text: str, numbers: Iterable[int] = (), *, style: str = "Normal", bold: bool = False
    ) -> Paragraph:
        paragraph = self._file.add_paragraph(style=style)
        self._spoken(paragraph, text, numbers, bold=bold)
        return paragraph

    def _spoken(self, paragraph: Paragraph, text: str, numbers: Iterable[int] = (), *, bold: bool = False) -> None:
        """Add a text, each quotation with its language, and the numbers of its notes."""
        for part in self._sheet.spoken(text):
            run = paragraph.add_run(part.text)
            run.bold = bold or None
            _language(run, part.language)
        for position, number in enumerate(numbers):
            if position:
                paragraph.add_run(", ").font.superscript = True
            self._notes.cite(paragraph, number)

    def _small(self, paragraph: Paragraph, text: str, *, bold: bool = False) -> Run:
        run = paragraph.add_run(self._sheet.text(text) if text.strip() == text else text)
        run.font.size, run.font.name, run.font.color.rgb = Pt(7.5 if self._brief.short else 9), SANS, _GREY
        run.bold = bold or None
        _language(run, self._brief.language)
        return run

    def _aside(self, text: str, *, leads: bool = False) -> None:
        """Write a small paragraph; one that `leads` stays on the page of what follows."""
        if text:
            paragraph = self._file.add_paragraph()
            self._small(paragraph, text)
            paragraph.paragraph_format.keep_with_next = leads or None

    def _line(self, line: Line, *, style: str = "Normal", bold: bool = False) -> None:
        paragraph = self._paragraph(line.statement.text, line.statement.citations, style=style, bold=bold)
        remark = f"; {line.remark}" if line.remark else ""
        self._small(paragraph, f"  ({self._sheet.text(line.count + remark)})")

    def _head(self) -> None:
        header, words = self._brief.header, self._words
        if self._brief.working_copy:
            self._aside(f"{words('heads.working')} {words('heads.working_aid')}")
        self._small(self._file.add_paragraph(), f"reportedly · {header.kicker}")
        self._file.add_paragraph(self._sheet.text(header.title), style="Title")
        self._file.add_paragraph(self._sheet.text(header.standfirst), style="Subtitle")
        self._facts()
        self._heading(words("heads.takeaways"))
        for line in self._brief.takeaways:
            self._line(line, style="List Number")
        if not self._brief.takeaways:
            self._paragraph(words("heads.no_takeaways"))

    def _facts(self) -> None:
        """Write the strip under the title; in the one-page form it is one paragraph."""
        facts, cut = self._brief.header.facts, self._words("label.cutoff")
        if self._brief.short:
            self._aside(" · ".join(f"{label}: {value}" for label, value in facts))
            return
        table = self._file.add_table(rows=0, cols=2)
        for label, value in facts:
            row = table.add_row()
            self._cell(row.cells[0], label)
            self._cell(row.cells[1], value, bold=label == cut)

    def _changes(self) -> None:
        self._heading(self._words("heads.changes"))
        self._paragraph(self._brief.changes)
        for text in self._brief.change_lines:
            self._paragraph(text, style="List Bullet")

    def _cell(self, cell: _Cell, text: str, *, bold: bool = False, ink: str = "", fill: str = "") -> None:
        """Write one field of a table."""
        cell.paragraphs[0].paragraph_format.space_after = Pt(1)
        run = self._small(cell.paragraphs[0], self._sheet.text(text), bold=bold)
        if ink.startswith("#"):
            run.font.color.rgb = RGBColor.from_string(ink[1:].upper())
        if fill.startswith("#"):
            _shade(cell, fill)

    def _sections(self) -> None:
        for section in self._brief.sections:
            self._heading(section.name)
            for line in section.lines:
                self._line(line, bold=line.statement.topic)
            self._aside(self._sheet.more("more_reports", section.left_out))

    def _control(self) -> None:
        control, words = self._brief.control, self._words
        if not control.holdings:
            return
        self._heading(words("control.title"))
        self._aside(words("control.introduction"))
        for place in control.holdings:
            self._heading(place.place, 2)
            for account in place.accounts:
                self._line(account.line)
                for text in account.layers:
                    self._paragraph(text, style="List Bullet")
            self._aside(place.remark)
        self._aside(self._sheet.more("more_statements", control.left_out))
        self._aside(" · ".join(control.credits))

    def _status(self) -> None:
        matrix, words = self._brief.matrix, self._words
        self._heading(words("heads.status"))
        if not matrix.tables:
            self._aside(words("status.none"))
        else:
            self._aside(f"{words('status.title', day=matrix.as_of)}. {words('status.caption')}", leads=True)
        values = tokens()
        for table in matrix.tables:
            made = self._table([words("status.service"), *table.places])
            for sector, cells in table.rows:
                row = made.add_row().cells
                self._cell(row[0], sector)
                for field, cell in zip(row[1:], cells, strict=True):
                    told = self._sheet.cell(cell)
                    spoken = told["spoken"] if told["halves"] else f"{told['word']} {told['age']}".strip()
                    look = told["look"]
                    fill, ink = values.get(f"--st-{look}", ""), values.get(f"--st-{look}-ink", "")
                    self._cell(field, spoken, ink=ink, fill=fill)
            _together(made)
            self._file.add_paragraph()
        self._aside(matrix.aid if matrix.tables else "")
        self._list(words("status.regions"), matrix.regional)
        self._map()

    def _table(self, heads: Sequence[str]) -> Any:
        """Return a table with a header row that is repeated on each page."""
        table = self._file.add_table(rows=1, cols=len(heads), style="Table Grid")
        for cell, text in zip(table.rows[0].cells, heads, strict=True):
            self._cell(cell, text, bold=True)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        return table

    def _map(self) -> None:
        chart, words = self._brief.map, self._words
        if chart.svg:
            svg = alone(chart.svg)
            try:
                image = picture(svg)
            except ReportedlyError:
                self._aside(words("heads.map_in_html"))
            else:
                add_picture(self._file, image, svg, self._sheet.text(description(chart.svg)))
                self._file.add_paragraph(self._sheet.text(chart.title), style="Caption")
        self._aside(chart.note)
        self._list(words("heads.unlocated"), chart.unlocated)
        self._list(words("heads.ambiguous"), chart.ambiguous)

    def _list(self, head: str, items: Sequence[str]) -> None:
        if items:
            self._heading(head, 2)
            for text in items:
                self._paragraph(text, style="List Bullet")

    def _timeline(self) -> None:
        words, chart = self._words, self._brief.timeline
        self._heading(words("heads.timeline"))
        if chart.moments:
            name, _, when = words("timeline.axis").partition(",")
            table = self._table([name, when.strip() or words("timeline.axis")])
            for moment in chart.moments:
                row = table.add_row().cells
                self._spoken(row[0].paragraphs[0], moment.label, moment.numbers)
                self._cell(row[1], moment.detail)
            _together(table, most=_FIRST_ROWS)
        else:
            self._aside(words("timeline.none"))
        if chart.undated:
            self._heading(words("heads.undated"), 2)
            for moment in chart.undated:
                paragraph = self._paragraph(moment.label, moment.numbers, style="List Bullet")
                self._small(paragraph, f" {words('timeline.no_date_sentence')}")

    def _disputes(self) -> None:
        brief, words = self._brief, self._words
        self._heading(words("heads.disputes"))
        for dispute in brief.disputes:
            self._heading(dispute.title, 2)
            table = self._file.add_table(rows=1, cols=2, style="Table Grid")
            for cell, voices in zip(table.rows[0].cells, (dispute.left, dispute.right), strict=True):
                self._voices(cell, voices)
            self._aside(dispute.verdict)
        if brief.corrections:
            self._heading(words("heads.corrections"), 2)
            for text, numbers in brief.corrections:
                self._paragraph(text, numbers, style="List Bullet")
        if not brief.disputes and not brief.corrections:
            self._aside(words("heads.no_disputes"))
        if brief.drift:
            self._heading(words("drift.title"), 2)
            for statement in brief.drift:
                self._paragraph(statement.text, statement.citations, style="List Bullet")
            self._aside(self._sheet.more("more_drift", brief.drift_left_out))

    def _voices(self, cell: _Cell, voices: Sequence[Voice]) -> None:
        for number, voice in enumerate(voices):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            self._small(paragraph, self._sheet.text(voice.who), bold=True)
            self._spoken(cell.add_paragraph(), voice.quote, voice.numbers)

    def _closing(self) -> None:
        brief, words, sourcing = self._brief, self._words, self._brief.sourcing
        self._heading(words("heads.gaps"))
        for head, text in brief.gaps:
            paragraph = self._file.add_paragraph(style="List Bullet")
            paragraph.add_run(f"{head} ").bold = True
            self._spoken(paragraph, text)
        self._heading(words("heads.sourcing"))
        table = self._file.add_table(rows=0, cols=2)
        shares = [(words("heads.share", name=name, share=share), "") for name, _, share in sourcing.shares]
        for label, value in (*sourcing.figures, *shares):
            row = table.add_row().cells
            self._cell(row[0], label)
            self._cell(row[1], value)
        for text in sourcing.remarks:
            self._paragraph(text, style="List Bullet")
        self._list(sourcing.derivation_title, [f"{name}. {why}" for _, _, _, name, why in sourcing.derivations])
        self._heading(words("heads.method"))
        for text in brief.method:
            self._aside(text)

    def _short(self) -> None:
        """Write what stands between takeaways and notes in the one-page form."""
        further = also(self._brief)
        if further:
            self._heading(self._words("heads.also"))
        for line in further:
            self._line(line)
        if self._brief.matrix.tables:
            self._status()
        sourcing, words = self._brief.sourcing, self._words
        shares = [words("heads.share", name=name, share=share) for name, _, share in sourcing.shares]
        told = [f"{label}: {value}" for label, value in sourcing.figures]
        self._heading(words("heads.sourcing"))
        self._aside(" · ".join((*told, *shares, *sourcing.remarks)))
        self._aside(words("heads.short"))


def _together(table: Any, *, most: int = 10_000) -> None:
    """Keep the first rows of a table, at most so many, on one page, where they fit on one, and each row whole."""
    rows = list(table.rows)
    for number, row in enumerate(rows, 1):
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
        for cell in row.cells if number < min(len(rows), most) else ():
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _language(run: Run, tag: str) -> None:
    """Mark the language of a run."""
    properties = run._r.get_or_add_rPr()
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), region(tag))
    properties.append(element)


def _shade(cell: _Cell, fill: str) -> None:
    shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill[1:].upper()}"/>')
    cell._tc.get_or_add_tcPr().append(shading)


def _field(paragraph: Paragraph, instruction: str) -> None:
    """Add a field that the reading program fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
