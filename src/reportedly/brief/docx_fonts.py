"""Fonts inside of a Word file, so that it looks alike where they are not installed (ECMA-376 part 1, 17.8.1)."""

import uuid
from importlib import resources

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

SERIF, SANS = "Reportedly Serif", "Reportedly Sans"
"""Families of the brief: the letters of the page and of the PDF."""

_SERIF_FACES = (("embedRegular", "serif-regular"), ("embedBold", "serif-semibold"), ("embedItalic", "serif-italic"))
_SANS_FACES = (("embedRegular", "sans-regular"), ("embedBold", "sans-semibold"))
_FACES = ((SERIF, "Cambria", "roman", _SERIF_FACES), (SANS, "Calibri", "swiss", _SANS_FACES))
_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
_HIDDEN = 32
"""Bytes at the beginning of a font that are mixed with its key."""


def embed(file: Document) -> None:
    """Put the fonts of the brief into a file; a program that takes none uses the usual ones of its kind."""
    table = next(rel.target_part for rel in file.part.rels.values() if rel.reltype.endswith("/fontTable"))
    root = etree.fromstring(table.blob)
    for family, other, kind, faces in _FACES:
        font = parse_xml(
            f'<w:font {nsdecls("w", "r")} w:name="{family}"><w:altName w:val="{other}"/><w:charset w:val="00"/>'
            f'<w:family w:val="{kind}"/><w:pitch w:val="variable"/></w:font>'
        )
        for element, name in faces:
            key = "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, f"reportedly/{name}")).upper() + "}"
            part = Part(PackURI(f"/word/fonts/{name}.odttf"), _TYPE, _mixed(name, key), file.part.package)
            rel = table.relate_to(part, _RELATION)
            font.append(parse_xml(f'<w:{element} {nsdecls("w", "r")} r:id="{rel}" w:fontKey="{key}"/>'))
        root.append(etree.fromstring(etree.tostring(font)))
    table._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    _say_so(file)


def _mixed(name: str, key: str) -> bytes:
    """Return a font with its first bytes mixed with its key, as the standard wants it."""
    folder = resources.files("reportedly.brief").joinpath("data", "fonts")
    data = folder.joinpath(f"reportedly-{name}.ttf").read_bytes()
    secret = bytes.fromhex(key.strip("{}").replace("-", ""))[::-1]
    head = bytes(byte ^ secret[n % len(secret)] for n, byte in enumerate(data[:_HIDDEN]))
    return head + data[_HIDDEN:]


def _say_so(file: Document) -> None:
    """Note among the settings that fonts are inside; the schema has that behind zoom and the like."""
    settings = file.settings.element
    before = ("writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime",
              "doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText",
              "printFractionalCharacterWidth", "printFormsData")  # fmt: skip
    at = sum(1 for child in settings if child.tag in {qn(f"w:{name}") for name in before})
    settings.insert(at, parse_xml(f"<w:embedTrueTypeFonts {nsdecls('w')}/>"))
