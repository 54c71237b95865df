"""The brief as PDF, as Word file and as JSON says what the page says."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import jsonschema
import pypdfium2
import pytest
from docx import Document
from lxml import etree

from reportedly.brief import Brief, Options, compile_brief
from reportedly.brief.docx import render_docx
from reportedly.brief.drawings import alone, symbol, tokens
from reportedly.brief.numbering import in_reading_order
from reportedly.brief.one_page import one_page
from reportedly.brief.plain import render_json, schema
from reportedly.briefing import HOW_MUCH, formats
from reportedly.export.released import masked_tree
from reportedly.records.withhold import Discretion
from tests.unit.brief.invented import a_week
from tests.unit.export.piles import a_brief

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def pdf_of(brief: Brief) -> bytes:
    pytest.importorskip("typst", reason="typst is not installed")
    from reportedly.brief.pdf import render_pdf

    return render_pdf(brief)


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as file:
        texts = [page.get_textpage().get_text_bounded() for page in file]
    return re.sub(r"\s+", " ", " ".join(texts))


def test_the_pdf_is_tagged_has_bookmarks_and_its_own_fonts() -> None:
    made = pdf_of(a_brief(a_week()))
    assert b"/MarkInfo" in made
    assert b"/StructTreeRoot" in made
    assert b"pdfuaid:part>1<" in made
    with pypdfium2.PdfDocument(made) as file:
        heads = [one.get_title() for one in file.get_toc()]
        assert file.get_metadata_value("Title") == a_brief(a_week()).header.title
        assert (round(file[0].get_width()), round(file[0].get_height())) == (595, 842)
    assert {"Key takeaways", "Service status", "Timeline", "Endnotes"} <= set(heads)


def test_the_pdf_prints_statements_notes_cut_off_and_pages() -> None:
    brief = a_brief(a_week())
    text = text_of(pdf_of(brief))
    for line in brief.takeaways:
        assert line.statement.text[:40].replace("“", "").split('"')[0][:20] in text.replace("“", "")
    assert brief.header.cutoff.replace("\u00a0", " ") in text
    assert re.search(r"1 / \d+", text)
    assert all(note.digest in text for note in brief.notes if not note.citation.same_as)


def test_notes_of_the_pdf_lead_there_and_back() -> None:
    brief = a_brief(a_week())
    made = pdf_of(brief)
    with pypdfium2.PdfDocument(made) as file:
        links = made.count(b"/Subtype/Link") or made.count(b"/Link")
        assert len(file) >= 2
    cited = {n for line in brief.takeaways for n in line.statement.citations}
    assert links >= len(cited) + len(brief.notes)


def test_cyrillic_stands_in_the_pdf_letter_for_letter() -> None:
    pile = a_week()
    brief = replace(a_brief(pile), changes="Ґанок, їжак і ёлка: «вода зникла» 12 червня ← →")
    assert "Ґанок, їжак і ёлка: «вода зникла» 12 червня ← →" in text_of(pdf_of(brief))


def test_letters_that_no_font_has_are_shown_as_missing_and_the_rest_is_printed() -> None:
    brief = replace(a_brief(a_week()), changes="before \U0001f9a8\U000f0000 after")
    text = text_of(pdf_of(brief))
    assert "before" in text
    assert "after" in text


def test_markup_in_a_text_is_printed_and_not_run() -> None:
    brief = replace(a_brief(a_week()), changes='#panic("x") = head $x$ *bold* \\ <label> @ref')
    assert '#panic("x") = head $x$ *bold* \\ <label> @ref' in text_of(pdf_of(brief))


def test_a_drawing_that_stands_alone_has_no_open_token() -> None:
    brief = a_brief(a_week())
    drawn = alone(brief.map.svg)
    assert "var(" not in drawn
    etree.fromstring(drawn.encode())
    assert tokens()["--ink"] == "#111111"
    assert "currentColor" not in symbol("con")


def parts_of(brief: Brief) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(render_docx(brief))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_word_file_has_endnotes_as_a_part_with_a_reference_to_each() -> None:
    brief = a_brief(a_week())
    parts = parts_of(brief)
    notes = etree.fromstring(parts["word/endnotes.xml"])
    body = etree.fromstring(parts["word/document.xml"])
    ids = [n.get(f"{W}id") for n in notes if n.get(f"{W}type") is None]
    assert ids == [str(n.citation.number) for n in brief.notes]
    assert [r.get(f"{W}id") for r in body.iter(f"{W}endnoteReference")] == ids
    assert b"/word/endnotes.xml" in parts["[Content_Types].xml"]
    assert b"relationships/endnotes" in parts["word/_rels/document.xml.rels"]
    names = {b.get(f"{W}name") for b in body.iter(f"{W}bookmarkStart")}
    fields = [f.get(f"{W}instr") for f in body.iter(f"{W}fldSimple")]
    assert all(f.split()[1] in names for f in fields if f.split()[0] == "NOTEREF")


def test_the_word_file_has_headings_real_tables_and_a_picture_in_words() -> None:
    pytest.importorskip("typst", reason="typst is not installed")
    brief = a_brief(a_week())
    file = Document(io.BytesIO(render_docx(brief)))
    heads = [p.text for p in file.paragraphs if p.style.name == "Heading 1"]
    assert heads[0] == "Key takeaways"
    assert heads[-1] == "Endnotes"
    matrix = next(t for t in file.tables if t.rows[0].cells[0].text == "Service")
    assert [c.text for c in matrix.rows[0].cells[1:]] == list(brief.matrix.tables[0].places)
    parts = parts_of(brief)
    assert b'descr="' in parts["word/document.xml"]
    assert any(name.endswith(".svg") for name in parts)
    assert any(name.endswith(".png") for name in parts)


def test_rows_of_the_word_file_stay_together_under_a_head_that_is_repeated() -> None:
    file = Document(io.BytesIO(render_docx(a_brief(a_week()))))
    matrix = next(t for t in file.tables if t.rows[0].cells[0].text == "Service")
    before = next(p for p in reversed(file.paragraphs) if "What works, by place" in p.text)
    assert before.paragraph_format.keep_with_next
    for number, row in enumerate(matrix.rows, 1):
        assert row._tr.trPr.find(f"{W}cantSplit") is not None
        kept = {p.paragraph_format.keep_with_next for c in row.cells for p in c.paragraphs}
        assert kept == ({True} if number < len(matrix.rows) else {None})
    assert matrix.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None


def test_the_heading_of_the_notes_takes_the_paragraph_before_with_it() -> None:
    paragraphs = Document(io.BytesIO(render_docx(a_brief(a_week())))).paragraphs
    [at] = [n for n, p in enumerate(paragraphs) if p.text == "Endnotes"]
    assert at == len(paragraphs) - 1
    assert paragraphs[at - 1].text
    assert paragraphs[at - 1].paragraph_format.keep_with_next


def test_the_word_file_brings_the_fonts_that_it_names() -> None:
    parts = parts_of(a_brief(a_week()))
    table = etree.fromstring(parts["word/fontTable.xml"])
    relations = etree.fromstring(parts["word/_rels/fontTable.xml.rels"])
    targets = {one.get("Id"): one.get("Target") for one in relations}
    namespace = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    seen = 0
    for face in table.iter(f"{W}embedRegular", f"{W}embedBold", f"{W}embedItalic"):
        data = parts["word/" + targets[face.get(f"{namespace}id")].removeprefix("/word/")]
        key = bytes.fromhex(face.get(f"{W}fontKey").strip("{}").replace("-", ""))[::-1]
        assert bytes(b ^ key[n % 16] for n, b in enumerate(data[:32])).startswith(b"\x00\x01\x00\x00")
        seen += 1
    assert seen == 5
    styles = etree.fromstring(parts["word/styles.xml"])
    named = {f.get(f"{W}ascii") for f in styles.iter(f"{W}rFonts")} - {None}
    assert {"Reportedly Serif", "Reportedly Sans"} <= named <= {f.get(f"{W}name") for f in table} | {"Courier"}
    assert b"embedTrueTypeFonts" in parts["word/settings.xml"]


def test_the_properties_of_the_word_file_name_no_person() -> None:
    core = Document(io.BytesIO(render_docx(a_brief(a_week())))).core_properties
    assert (core.author, core.last_modified_by, core.comments, core.language) == (
        "reportedly",
        "reportedly",
        "",
        "en-GB",
    )
    assert core.title == "Sellin coast: what is reported"


def test_a_quotation_in_another_language_is_marked_as_such_in_the_word_file() -> None:
    brief = a_brief(a_week())
    quote = "Вода зникла"
    note = replace(brief.notes[0], tag="uk", quote=quote)
    brief = replace(brief, notes=(note, *brief.notes[1:]), changes=f"One said “{quote}” there.")
    body = etree.fromstring(parts_of(brief)["word/document.xml"])
    tags = {r.find(f"{W}rPr/{W}lang").get(f"{W}val"): "".join(r.itertext()) for r in body.iter(f"{W}r")
            if r.find(f"{W}rPr/{W}lang") is not None and "Вода" in "".join(r.itertext())}  # fmt: skip
    assert tags == {"uk-UA": f"“{quote}”"}
    endnote = etree.tostring(etree.fromstring(parts_of(brief)["word/endnotes.xml"]))
    assert b'w:val="uk-UA"' in endnote


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_word_file_and_prints_its_notes(tmp_path: Path) -> None:
    brief = a_brief(a_week())
    (tmp_path / "brief.docx").write_bytes(render_docx(brief))
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "brief.docx")],
        check=True, capture_output=True, timeout=170,
    )  # fmt: skip
    text = text_of((tmp_path / "brief.pdf").read_bytes())
    assert brief.header.title in text
    for note in brief.notes:
        assert note.digest in text or note.citation.same_as
    assert all(re.sub(r"\s+", " ", name) in text for name, _ in brief.matrix.tables[0].rows)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("language", "pages"), [("en", 1), ("uk", 2)])
def test_libreoffice_prints_the_one_page_form_on_a_leaf(language: str, pages: int, tmp_path: Path) -> None:
    brief = one_page(compile_brief(a_week(), Options(language=language, **HOW_MUCH["one-page"])))
    (tmp_path / "brief.docx").write_bytes(render_docx(brief))
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "brief.docx")],
        check=True, capture_output=True, timeout=170,
    )  # fmt: skip
    with pypdfium2.PdfDocument(tmp_path / "brief.pdf") as file:
        assert len(file) <= pages
    text = text_of((tmp_path / "brief.pdf").read_bytes())
    assert all(note.digest in text or note.citation.same_as for note in brief.notes)


def test_the_notes_of_the_one_page_form_are_footnotes_that_lead_back() -> None:
    brief = one_page(compile_brief(a_week(), Options(**HOW_MUCH["one-page"])))
    parts = parts_of(brief)
    assert "word/endnotes.xml" not in parts
    notes = etree.fromstring(parts["word/footnotes.xml"])
    numbers = [n.get(f"{W}id") for n in notes.iter(f"{W}footnote") if n.get(f"{W}type") is None]
    assert numbers == [str(n.citation.number) for n in brief.notes]
    body = etree.fromstring(parts["word/document.xml"])
    assert [r.get(f"{W}id") for r in body.iter(f"{W}footnoteReference")] == numbers
    assert b"/word/footnotes.xml" in parts["[Content_Types].xml"]
    assert not list(body.iter(f"{W}endnoteReference"))


def test_a_name_that_a_person_wrote_into_a_brief_is_masked_before_it_is_printed() -> None:
    brief = replace(a_brief(a_week()), changes="Ilma Torvey is back.", change_lines=("Told by Ilma Torvey.",))
    masked = masked_tree(brief, Discretion(["Ilma Torvey"]))
    told = b"".join(parts_of(masked).values())
    assert b"Torvey" not in told
    assert b"[name withheld] is back." in told
    assert "Torvey" not in text_of(pdf_of(masked))


def test_a_compiled_brief_can_be_written_in_every_form() -> None:
    made = {form.id: form.make(a_brief(a_week())) for form in formats()}
    assert {"html", "markdown", "json", "docx"} <= set(made)
    assert all(made.values())


def test_the_json_of_a_brief_follows_its_schema_and_holds_all_of_it() -> None:
    brief = a_brief(a_week())
    told = json.loads(render_json(brief))
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(told, schema())
    assert [n["citation"]["number"] for n in told["brief"]["notes"]] == [n.citation.number for n in brief.notes]
    assert len(told["brief"]["sections"]) == len(brief.sections)
    del told["brief"]["header"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(told, schema())


def test_notes_are_numbered_as_a_reader_meets_them_and_every_number_still_fits_its_note() -> None:
    brief = a_brief(a_week())
    first, second, *rest = brief.notes
    swapped = replace(
        brief,
        notes=(replace(second, citation=replace(second.citation, number=1)),
               replace(first, citation=replace(first.citation, number=2)), *rest),
    )  # fmt: skip
    claims = {n.citation.number: n.citation.claim for n in swapped.notes}
    made = in_reading_order(swapped)
    fresh = {n.citation.number: n.citation.claim for n in made.notes}
    for before, after in zip(swapped.statements, made.statements, strict=True):
        assert [claims[n] for n in before.citations] == [fresh[n] for n in after.citations]
    assert list(fresh) == sorted(fresh)
