"""Files as LibreOffice and Chromium write them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.unit.ingest.kept import failure, one, read
from tests.unit.ingest.samples import POWER, WATER, WELLS, docx_bytes, odt_bytes, xlsx_bytes

SOFFICE = shutil.which("soffice")
CHROMIUM = shutil.which("chromium")
office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
browser = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


def converted(folder: Path, name: str, data: bytes, to: str, *, call: str | None = None) -> bytes:
    """Return a file as LibreOffice converts it, with settings of its own."""
    source = folder / name
    source.write_bytes(data)
    settings = f"-env:UserInstallation=file://{folder}/settings"
    command = [
        SOFFICE or "",
        settings,
        "--headless",
        "--convert-to",
        call or to,
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (folder / "out" / f"{source.stem}.{to}").read_bytes()


@office
@pytest.mark.slow
@pytest.mark.parametrize(("name", "data", "to"), [("a.docx", docx_bytes(), "odt"), ("a.odt", odt_bytes(), "docx")])
def test_a_converted_document_has_the_same_words(tmp_path: Path, name: str, data: bytes, to: str) -> None:
    before = one(tmp_path, name, data)
    after = one(tmp_path, f"b.{to}", converted(tmp_path, name, data, to))
    assert after.text == before.text
    assert (after.title, after.author) == (before.title, before.author)


@office
@pytest.mark.slow
def test_a_document_exported_as_pdf_has_the_same_paragraphs(tmp_path: Path) -> None:
    document = one(tmp_path, "b.pdf", converted(tmp_path, "a.docx", docx_bytes(), "pdf"))
    for paragraph in ("Dry taps in Drelmoor", WATER, WELLS, POWER):
        assert paragraph in document.text.split("\n\n")
    assert document.published_basis == "properties"


@office
@pytest.mark.slow
def test_a_pdf_with_a_password_says_so(tmp_path: Path) -> None:
    options = 'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}}'
    assert "encrypted" in failure(tmp_path, "b.pdf", converted(tmp_path, "a.docx", docx_bytes(), "pdf", call=options))


@office
@pytest.mark.slow
def test_a_workbook_saved_by_another_program_has_the_same_rows(tmp_path: Path) -> None:
    book = converted(tmp_path, "a.xlsx", xlsx_bytes(), "xlsx")
    assert (
        one(
            tmp_path,
            "c.csv",
            converted(tmp_path, "a.xlsx", xlsx_bytes(), "csv").splitlines(keepends=True)[0] + b'1,x,"A pump."\n',
        ).text
        == "A pump."
    )
    (tmp_path / "b.xlsx").write_bytes(book)
    assert [getattr(item, "text", None) for item in read(tmp_path, "b.xlsx", book)] == [WATER, POWER]


@office
@pytest.mark.slow
def test_rich_text_and_a_spreadsheet_by_libreoffice_have_the_same_words(tmp_path: Path) -> None:
    rich = one(tmp_path, "b.rtf", converted(tmp_path, "a.docx", docx_bytes(), "rtf"))
    assert rich.text == one(tmp_path, "a.docx", docx_bytes()).text
    assert (rich.title, rich.published) == ("Dry taps", "2026-10-26")
    found = read(tmp_path, "b.ods", converted(tmp_path, "a.xlsx", xlsx_bytes(), "ods"))
    assert [getattr(item, "text", None) for item in found] == [WATER, POWER]
    assert [getattr(item, "published", None) for item in found] == ["2026-10-26", "2026-10-27"]


@browser
@pytest.mark.slow
@pytest.mark.parametrize("columns", [1, 2])
def test_a_page_printed_by_a_browser_has_the_same_paragraphs(tmp_path: Path, columns: int) -> None:
    paragraphs = [f"Report number {n}. {WATER} {WELLS} {POWER}" for n in range(30)]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = f"<html><head><style>div {{ columns: {columns} }}</style></head><body><div>{body}</div></body></html>"
    (tmp_path / "a.html").write_text(page)
    command = [CHROMIUM or "", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile",
               f"--print-to-pdf={tmp_path / 'out.pdf'}", (tmp_path / "a.html").as_uri()]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    document = one(tmp_path, "a.pdf", (tmp_path / "out.pdf").read_bytes())
    found = document.text.split("\n\n")
    assert sum(paragraph in found for paragraph in paragraphs) >= 28
    assert "a.html" not in document.text
    assert document.published is None
