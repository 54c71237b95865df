"""DOCX and ODT."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.unit.ingest.kept import failure, one
from tests.unit.ingest.samples import POWER, WATER, WELLS, docx_bytes, odt_bytes

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the document with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return out.getvalue()


def with_body(markup: str) -> bytes:
    """Return a DOCX that ends in this markup."""
    end = b"<w:sectPr"
    return changed(docx_bytes(), "word/document.xml", lambda xml: xml.replace(end, markup.encode() + end, 1))


def test_paragraphs_and_tables_of_a_docx_come_in_order(tmp_path: Path) -> None:
    document = one(tmp_path, "a.docx", docx_bytes())
    assert document.text == (
        f"Dry taps in Drelmoor\n\n{WATER}\n\n{WELLS}\n\n| Place | State |\n| Drelmoor | no water |\n\n{POWER}"
    )
    assert (document.title, document.author) == ("Dry taps", ("Ada Quill", "Bo Fenn"))
    assert (document.published, document.published_basis) == ("2026-10-26T08:00:00Z", "properties")
    assert document.modified == "2026-10-26T09:00:00Z"
    assert (document.extractor, document.flags) == ("python-docx/1.2.0", ("date_from_file_properties",))


def test_insertions_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    markup = (
        f"<w:p>{run.format('The pump ')}<w:ins w:id='1' w:author='x'>{run.format('works ')}</w:ins>"
        f"<w:del w:id='2' w:author='x'><w:r><w:delText>stands still </w:delText></w:r></w:del>"
        f"<w:moveFrom w:id='3' w:author='x'>{run.format('gone ')}</w:moveFrom>{run.format('again.')}</w:p>"
    )
    assert one(tmp_path, "a.docx", with_body(markup)).text.endswith("The pump works again.")


def test_words_in_content_controls_are_read(tmp_path: Path) -> None:
    markup = "<w:sdt><w:sdtContent><w:p><w:sdt><w:sdtContent><w:r><w:t>In a form.</w:t></w:r></w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>"
    assert one(tmp_path, "a.docx", with_body(markup)).text.endswith("In a form.")


def test_footnotes_come_last(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(docx_bytes()))
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>The council gave no date.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = docx.opc.part.Part(
        docx.opc.packuri.PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package
    )
    document.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")
    out = io.BytesIO()
    document.save(out)
    assert one(tmp_path, "a.docx", out.getvalue()).text.endswith(f"{POWER}\n\nThe council gave no date.")


def test_the_day_in_the_template_of_a_library_is_no_day(tmp_path: Path) -> None:
    out = io.BytesIO()
    plain = docx.Document()
    plain.add_paragraph(WATER)
    plain.save(out)
    document = one(tmp_path, "a.docx", out.getvalue())
    assert (document.published, document.author, document.flags) == (None, (), ())


def test_an_odt_is_read_with_its_notes_last(tmp_path: Path) -> None:
    document = one(tmp_path, "a.odt", odt_bytes())
    assert document.text == (
        f"Dry taps in Drelmoor\n\n{WATER}\n\n{WELLS}\n\n{POWER}\n\n| Place | State |\n| Drelmoor | no water |\n\n"
        "The company did not say for how long."
    )
    assert (document.title, document.media_type) == ("Dry taps", "application/vnd.oasis.opendocument.text")


def test_what_was_deleted_from_an_odt_is_not_read(tmp_path: Path) -> None:
    gone = (
        b"<office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>Never printed.</text:p>"
        b"</text:deletion></text:changed-region></text:tracked-changes>"
    )
    data = changed(odt_bytes(), "content.xml", lambda xml: xml.replace(b"<office:text>", gone, 1))
    assert b"Never printed" in zipfile.ZipFile(io.BytesIO(data)).read("content.xml")
    assert "Never printed" not in one(tmp_path, "a.odt", data).text


@pytest.mark.parametrize(
    ("name", "data", "part"),
    [("a.docx", docx_bytes(), "word/document.xml"), ("a.odt", odt_bytes(), "content.xml")],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("declared", ['<!ENTITY a "b">', '<!ENTITY a SYSTEM "file:///etc/hostname">'])
def test_a_document_that_declares_entities_is_refused(
    tmp_path: Path, name: str, data: bytes, part: str, encoding: str, declared: str
) -> None:
    def declare(xml: bytes) -> bytes:
        body = xml.decode().partition("?>")[2]
        return f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [{declared}]>{body}'.encode(encoding)

    assert "declares entities" in failure(tmp_path, name, changed(data, part, declare))


def test_a_document_that_unpacks_to_too_much_is_not_opened(tmp_path: Path) -> None:
    data = changed(docx_bytes(), "word/document.xml", lambda xml: xml + b" " * 70_000_000)
    assert "unpacks to" in failure(tmp_path, "a.docx", data)


def test_elements_nested_without_end_are_refused(tmp_path: Path) -> None:
    opened, closed = "<w:sdt><w:sdtContent>" * 50_000, "</w:sdtContent></w:sdt>" * 50_000
    assert "cannot be read" in failure(tmp_path, "a.docx", with_body(opened + closed))


def test_a_document_under_another_name_is_read_as_what_it_is(tmp_path: Path) -> None:
    assert one(tmp_path, "a.txt", docx_bytes()).text.endswith(POWER)
    assert one(tmp_path, "b.docx", odt_bytes()).extractor.startswith("odfdo/")


def test_a_name_that_promises_another_content_is_refused(tmp_path: Path) -> None:
    message = failure(tmp_path, "a.docx", WATER)
    assert "called .docx" in message
    assert ".txt, .md, .html" in message


def test_old_and_encrypted_documents_are_named(tmp_path: Path) -> None:
    assert "old or encrypted office document" in failure(
        tmp_path, "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    )
