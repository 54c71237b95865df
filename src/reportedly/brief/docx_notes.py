"""Endnotes of a Word file, as a part of their own with references both ways (ECMA-376 part 1, 17.11)."""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
_PART = PackURI("/word/endnotes.xml")
_TEXT, _REFERENCE = "EndnoteText", "EndnoteReference"
_SPECIAL = (
    '<w:endnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:endnote>'
    '<w:endnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:endnote>'
)


class Endnotes:
    """The endnotes of one file: `cite` puts in references, `finish` the notes themselves.

    The first reference to a note is the one from which the note leads back; further ones are cross-references to it.
    """

    def __init__(self, file: Document, language: str, *, size: float = 8.5) -> None:
        self._file, self._language = file, language
        self._cited: list[int] = []
        self._bookmark = 1000
        text = file.styles.add_style("Endnote Text", WD_STYLE_TYPE.PARAGRAPH)
        text.element.set(qn("w:styleId"), _TEXT)
        text.base_style, text.font.size = file.styles["Normal"], Pt(size)
        text.paragraph_format.space_after, text.paragraph_format.line_spacing = Pt(3), 1.0
        reference = file.styles.add_style("Endnote Reference", WD_STYLE_TYPE.CHARACTER)
        reference.element.set(qn("w:styleId"), _REFERENCE)
        reference.font.superscript = True
        settings = file.settings.element
        settings.append(
            parse_xml(
                f'<w:endnotePr {nsdecls("w")}><w:numFmt w:val="decimal"/><w:endnote w:id="-1"/><w:endnote w:id="0"/>'
                "</w:endnotePr>"
            )
        )
        _in_order(settings)
        section = file.sections[0]._sectPr
        section.insert(0, parse_xml(f'<w:endnotePr {nsdecls("w")}><w:numFmt w:val="decimal"/></w:endnotePr>'))

    def cite(self, paragraph: Paragraph, number: int) -> None:
        """Add a reference to a note."""
        name = f"_Ref_note_{number}"
        if number in self._cited:
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), f" NOTEREF {name} \\f \\h ")
            field.append(parse_xml(f"<w:r {nsdecls('w')}>{_PROPERTIES}<w:t>{number}</w:t></w:r>"))
            paragraph._p.append(field)
            return
        self._cited.append(number)
        self._bookmark += 1
        mark = self._bookmark
        for xml in (
            f'<w:bookmarkStart {nsdecls("w")} w:id="{mark}" w:name="{name}"/>',
            (
                f'<w:r {nsdecls("w")}>{_PROPERTIES}<w:endnoteReference w:customMarkFollows="1" w:id="{number}"/>'
                f"<w:t>{number}</w:t></w:r>"
            ),
            f'<w:bookmarkEnd {nsdecls("w")} w:id="{mark}"/>',
        ):
            paragraph._p.append(parse_xml(xml))

    def rest(self, paragraph: Paragraph, numbers: Sequence[int]) -> None:
        """Add references to the notes that nothing has cited, so that none is lost."""
        for number in numbers:
            if number not in self._cited:
                self.cite(paragraph, number)

    def finish(self, notes: Sequence[Mapping[str, Any]]) -> None:
        """Put in the part with the notes; numbers run as the brief counts them."""
        in_order = self._cited == sorted(self._cited)
        if in_order:
            self._count_by_itself()
        body = "".join(self._note(note, counted=in_order) for note in notes)
        xml = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f"<w:endnotes {nsdecls('w')}>{_SPECIAL}{body}</w:endnotes>"
        )
        part = Part(_PART, _TYPE, xml.encode("utf-8"), self._file.part.package)
        self._file.part.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)

    def _count_by_itself(self) -> None:
        """Let the reading program number the notes: their references stand in the order of the numbers."""
        for reference in self._file.element.iter(qn("w:endnoteReference")):
            del reference.attrib[qn("w:customMarkFollows")]
            run = reference.getparent()
            run.remove(run.find(qn("w:t")))

    def _note(self, note: Mapping[str, Any], *, counted: bool) -> str:
        number = note["number"]
        mark = "<w:endnoteRef/>" if counted else f"<w:t>{number}</w:t>"
        texts = (
            (f" {note['head']} {note['chain']}. ", self._language),
            (note["quote"], note["lang"]),
            (f" {note['remark']}" if note["remark"] else "", self._language),
            (f" {note['kept']}", self._language),
        )
        runs = "".join(_run(text, language) for text, language in texts if text)
        return (
            f'<w:endnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{_TEXT}"/></w:pPr>'
            f"<w:r>{_PROPERTIES}{mark}</w:r>{runs}</w:p></w:endnote>"
        )


_PROPERTIES = f'<w:rPr><w:rStyle w:val="{_REFERENCE}"/></w:rPr>'
_REGIONS = {"uk": "uk-UA", "ru": "ru-RU", "de": "de-DE", "en": "en-GB"}


def _run(text: str, language: str) -> str:
    tag = _REGIONS.get(language, language)
    return (
        f"<w:r><w:rPr><w:lang w:val={quoteattr(tag)}/></w:rPr>"
        f'<w:t xml:space="preserve">{escape(_printable(text))}</w:t></w:r>'
    )


def _printable(text: str) -> str:
    """Return text without the characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff")


_BEFORE = ("footnotePr",)
_AFTER = (
    "compat", "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping",
    "doNotIncludeSubdocsInStats", "shapeDefaults", "decimalSymbol", "listSeparator",
)  # fmt: skip


def _in_order(settings: Any) -> None:
    """Move the endnote settings to where the schema has them: before the settings for compatibility."""
    moved = settings.find(qn("w:endnotePr"))
    for child in settings:
        if child is not moved and child.tag.rpartition("}")[2] in _AFTER:
            child.addprevious(moved)
            return
