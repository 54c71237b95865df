"""Notes of a Word file, as a part of their own with references both ways (ECMA-376 part 1, 17.11)."""

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

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
_SPECIAL = (
    '<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    '<w:{kind} w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:{kind}>'
)


class NotesPart:
    """The notes of one file: `cite` puts in references, `finish` the notes themselves.

    They are endnotes, or with `foot` footnotes: a program that begins the endnotes on a new page would make two pages
    of a brief of one. The first reference to a note is the one from which the note leads back; further ones are
    cross-references to it.
    """

    def __init__(self, file: Document, language: str, *, size: float = 8.5, foot: bool = False) -> None:
        self._file, self._language = file, language
        self._kind = "footnote" if foot else "endnote"
        self._text, self._reference = (f"{self._kind.capitalize()}{part}" for part in ("Text", "Reference"))
        self._cited: list[int] = []
        self._bookmark = 1000
        self._styles(size)
        kind, settings = self._kind, file.settings.element
        settings.append(
            parse_xml(
                f'<w:{kind}Pr {nsdecls("w")}><w:numFmt w:val="decimal"/><w:{kind} w:id="-1"/><w:{kind} w:id="0"/>'
                f"</w:{kind}Pr>"
            )
        )
        _in_order(settings, settings.find(qn(f"w:{kind}Pr")))
        section = file.sections[0]._sectPr
        section.insert(0, parse_xml(f'<w:{kind}Pr {nsdecls("w")}><w:numFmt w:val="decimal"/></w:{kind}Pr>'))

    def _styles(self, size: float) -> None:
        """Add the styles of the notes and of their marks."""
        styles, name = self._file.styles, self._kind.capitalize()
        text = styles.add_style(f"{name} Text", WD_STYLE_TYPE.PARAGRAPH)
        text.element.set(qn("w:styleId"), self._text)
        text.base_style, text.font.size = styles["Normal"], Pt(size)
        text.paragraph_format.space_after, text.paragraph_format.line_spacing = Pt(3), 1.0
        reference = styles.add_style(f"{name} Reference", WD_STYLE_TYPE.CHARACTER)
        reference.element.set(qn("w:styleId"), self._reference)
        reference.font.superscript = True

    @property
    def _properties(self) -> str:
        return f'<w:rPr><w:rStyle w:val="{self._reference}"/></w:rPr>'

    def cite(self, paragraph: Paragraph, number: int) -> None:
        """Add a reference to a note."""
        name = f"_Ref_note_{number}"
        if number in self._cited:
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), f" NOTEREF {name} \\f \\h ")
            field.append(parse_xml(f"<w:r {nsdecls('w')}>{self._properties}<w:t>{number}</w:t></w:r>"))
            paragraph._p.append(field)
            return
        self._cited.append(number)
        self._bookmark += 1
        mark = self._bookmark
        for xml in (
            f'<w:bookmarkStart {nsdecls("w")} w:id="{mark}" w:name="{name}"/>',
            (
                f"<w:r {nsdecls('w')}>{self._properties}"
                f'<w:{self._kind}Reference w:customMarkFollows="1" w:id="{number}"/>'
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
        kind, in_order = self._kind, self._cited == sorted(self._cited)
        if in_order:
            self._count_by_itself()
        body = "".join(self._note(note, counted=in_order) for note in notes)
        xml = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f"<w:{kind}s {nsdecls('w')}>{_SPECIAL.format(kind=kind)}{body}</w:{kind}s>"
        )
        part = Part(
            PackURI(f"/word/{kind}s.xml"), _TYPE.format(kind=kind), xml.encode("utf-8"), self._file.part.package
        )
        relation = RELATIONSHIP_TYPE.FOOTNOTES if kind == "footnote" else RELATIONSHIP_TYPE.ENDNOTES
        self._file.part.relate_to(part, relation)

    def _count_by_itself(self) -> None:
        """Let the reading program number the notes: their references stand in the order of the numbers."""
        for reference in self._file.element.iter(qn(f"w:{self._kind}Reference")):
            del reference.attrib[qn("w:customMarkFollows")]
            run = reference.getparent()
            run.remove(run.find(qn("w:t")))

    def _note(self, note: Mapping[str, Any], *, counted: bool) -> str:
        number = note["number"]
        kind = self._kind
        mark = f"<w:{kind}Ref/>" if counted else f"<w:t>{number}</w:t>"
        texts = (
            (f" {note['head']} {note['chain']}. ", self._language),
            (f"{note['quote']}.", note["lang"]),
            (f" {note['remark']}" if note["remark"] else "", self._language),
            (f" {note['kept']}", self._language),
        )
        runs = "".join(_run(text, language) for text, language in texts if text)
        return (
            f'<w:{kind} w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{self._text}"/></w:pPr>'
            f"<w:r>{self._properties}{mark}</w:r>{runs}</w:p></w:{kind}>"
        )


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


def _in_order(settings: Any, moved: Any) -> None:
    """Move the settings of the notes to where the schema has them: before the settings for compatibility."""
    for child in settings:
        if child is not moved and child.tag.rpartition("}")[2] in _AFTER:
            child.addprevious(moved)
            return
