"""One small file of each format, made by real writers or by hand, with invented words."""

import io
import json
import zipfile
from datetime import date, datetime
from email.message import EmailMessage

import docx
import odfdo
import openpyxl

from tests.unit.ingest.telegram_made import block, message, single
from tests.unit.ingest.telegram_made import page as export_page
from tests.unit.ingest.warc_made import Made, html, wacz

WATER = "The water works in Drelmoor has been closed since Monday, the council said."
POWER = "The power is back in Orvale, the energy company said on Tuesday."
WELLS = "Residents take water from three wells, according to the Lantern Wire, which quoted the district office."


def docx_bytes(*paragraphs: str) -> bytes:
    document = docx.Document()
    document.add_heading("Dry taps in Drelmoor", 0)
    for paragraph in paragraphs or (WATER, WELLS):
        document.add_paragraph(paragraph)
    table = document.add_table(2, 2)
    for row, cells in enumerate((("Place", "State"), ("Drelmoor", "no water"))):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    document.add_paragraph(POWER)
    properties = document.core_properties
    properties.title, properties.author = "Dry taps", "Ada Quill; Bo Fenn"
    properties.created, properties.modified = datetime(2026, 10, 26, 8), datetime(2026, 10, 26, 9)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def odt_bytes() -> bytes:
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, "Dry taps in Drelmoor"))
    for words in (WATER, WELLS):
        document.body.append(odfdo.Paragraph(words))
    noted = odfdo.Paragraph(POWER)
    noted.insert_note(after="Orvale", note_id="n1", citation="1", body="The company did not say for how long.")
    document.body.append(noted)
    table = odfdo.Table("States", width=2, height=2)
    for place, cell in (("A1", "Place"), ("B1", "State"), ("A2", "Drelmoor"), ("B2", "no water")):
        table.set_value(place, cell)
    document.body.append(table)
    document.meta.title = "Dry taps"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx_bytes() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Reports"
    sheet.append(["date", "outlet", "text"])
    sheet.append([datetime(2026, 10, 26), "Drelmoor Courier", WATER])
    sheet.append([None, None, None])
    sheet.append([date(2026, 10, 27), "Lantern Wire", POWER])
    book.create_sheet("Notes").append(["a", "b"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods_bytes() -> bytes:
    book = odfdo.Document("spreadsheet")
    book.body.clear()
    sheet = odfdo.Table("Reports")
    sheet.set_values([["date", "outlet", "text"], [date(2026, 10, 26), "Drelmoor Courier", WATER], [None] * 3])
    sheet.append_row(odfdo.Row(width=3, repeated=1_000_000))
    sheet.append_row(odfdo.Row())
    book.body.append(sheet)
    second = odfdo.Table("More")
    second.set_values([["text"], [POWER]])
    book.body.append(second)
    notes = odfdo.Table("Notes")
    notes.set_values([["a", "b"]])
    book.body.append(notes)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rtf_bytes() -> bytes:
    """Return an RTF as Word writes one: fonts with their alphabets, properties, a picture, a note, a link, a table."""
    russian = "".join(rf"\'{byte:02x}" for byte in "Воды нет.".encode("cp1251"))
    ukrainian = "".join(rf"\u{ord(letter)}?" for letter in "Її немає.")
    return (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}}"
        r"{\info{\title Dry taps}{\author Ada Quill}{\creatim\yr2026\mo10\dy26\hr8\min0}"
        r"{\revtim\yr2026\mo10\dy26\hr9\min0}}"
        rf"{{\b Dry taps in Drelmoor}}\par {WATER}\par \f1 {russian}\f0  {ukrainian}\par "
        rf"{{\pict\pngblip {'89504e47' * 500}}}{{\footnote Not told.}}"
        r'{\field{\*\fldinst{HYPERLINK "https://wire.example/7"}}{\fldrslt The wire}} has more.\par '
        r"\trowd Place\cell State\cell\row\trowd Drelmoor\cell no water\cell\row}"
    ).encode("ascii")


def zip_bytes(members: dict[str, bytes | str], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def mail(*attachments: tuple[str, bytes], html: str = "", text: str = WATER + "\n") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Сухі крани: Drelmoor"
    message["From"] = "Ada Quill <ada@courier.example>"
    message["To"] = "desk@lantern.example"
    message["Date"] = "Mon, 26 Oct 2026 14:30:00 +0200"
    message["Message-ID"] = "<1@courier.example>"
    if text:
        message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def mbox_bytes(*messages: EmailMessage) -> bytes:
    return b"".join(
        b"From ada@courier.example Mon Oct 26 14:30:00 2026\n" + bytes(message) + b"\n" for message in messages
    )


def mhtml_bytes(words: str = WATER) -> bytes:
    page = f"<html><head><title>Taps</title></head><body><article><h1>Dry taps</h1><p>{words} {WELLS}</p></article></body></html>"
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://lantern.example/1\r\nSubject: Dry taps\r\n"
        "Date: Mon, 26 Oct 2026 12:30:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="b1"\r\n\r\n'
        "--b1\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"Content-Location: https://lantern.example/1\r\n\r\n{page}\r\n"
        "--b1\r\nContent-Type: text/css\r\nContent-Location: https://lantern.example/a.css\r\n\r\np {{}}\r\n--b1--\r\n"
    ).encode()


def pdf_bytes(
    *pages: list[tuple[int, int, str]], info: str = "", picture_on: tuple[int, ...] = (), unit: float = 1.0
) -> bytes:
    """Return a PDF whose pages hold lines, each with its place in points and its words (Latin letters).

    `unit` is what a page is drawn in, in points: browsers draw in pixels of three quarters of one.
    """
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for number, lines in enumerate(pages, start=1):
        size = f"/F1 {11 / unit:g} Tf"
        body = "".join(f"BT {size} {x / unit:g} {y / unit:g} Td ({_escaped(words)}) Tj ET\n" for x, y, words in lines)
        if unit != 1.0:
            body = f"q {unit} 0 0 {unit} 0 0 cm\n{body}Q\n"
        resources = "/Font << /F1 3 0 R >>"
        if number in picture_on:
            objects.append(
                b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n\x80\nendstream"
            )
            resources += f" /XObject << /Im1 {len(objects)} 0 R >>"
            body += "q 400 0 0 600 50 50 cm /Im1 Do Q\n"
        objects.append(f"<< /Length {len(body)} >>\nstream\n{body}endstream".encode("latin-1"))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << {resources} >> /Contents {len(objects)} 0 R >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    if info:
        objects.append(f"<< {info} >>".encode("latin-1"))
    return _pdf(objects, info=len(objects) if info else 0)


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _pdf(objects: list[bytes], *, info: int) -> bytes:
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    named = f" /Info {info} 0 R" if info else ""
    return out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{named} >>\nstartxref\n{start}\n%%EOF\n".encode()


def prose(*words: str, top: int = 760, left: int = 72) -> list[tuple[int, int, str]]:
    """Return lines of a page one under the other."""
    return [(left, top - 14 * number, line) for number, line in enumerate(words)]


LINES = (
    "The water works in Drelmoor has been closed since Monday, the council said, and",
    "nobody knows when it opens again. Residents take water from three wells, accord-",
    "ing to the Lantern Wire, which quoted the head of the district office on Tuesday",
    "in its evening edition.",
)


def archive(*, gz: bool) -> bytes:
    """Return a WARC with one page."""
    made = Made(gz=gz)
    made.add("https://drelmoor.example/taps", html("Dry taps", f"{WATER} {WELLS}"))
    return made.data


def feed_bytes() -> bytes:
    """Return a saved RSS feed with two items, one of them with its whole text."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Lantern Wire</title><item>'
        "<title>Dry taps</title><link>https://lantern.example/1</link><pubDate>Mon, 26 Oct 2026 14:30:00 +0200</pubDate>"
        f"<content:encoded><![CDATA[<p>{WATER}</p><p>{WELLS}</p>]]></content:encoded></item>"
        f"<item><title>Light</title><guid>2</guid><description>{POWER}</description></item></channel></rss>"
    ).encode()


def atom_bytes() -> bytes:
    """Return a saved Atom feed with one entry."""
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Bote</title><entry><title>Dry taps</title>'
        '<id>tag:1</id><link href="https://bote.example/1"/><published>2026-10-26T12:30:00Z</published>'
        f'<content type="html">&lt;p&gt;{WATER}&lt;/p&gt;</content></entry></feed>'
    ).encode()


def every_format() -> dict[str, bytes]:
    """Return a file of each format by its name."""
    pdf = pdf_bytes(prose(*LINES), prose(*LINES[:2]), info="/Title (Dry taps) /CreationDate (D:20261026143000+02'00')")
    letter = mail(("a.docx", docx_bytes()), ("b.txt", POWER.encode()), html=f"<p>{WATER}</p>")
    page = f"<!DOCTYPE html><html><body><article><h1>Dry taps</h1><p>{WATER} {WELLS}</p></article></body></html>"
    return {
        "a.pdf": pdf,
        "result.json": single([message(1, WATER), message(2, [POWER, {"type": "link", "text": "t.me/wire/7"}])]).encode(),
        "messages.html": export_page(block(1, WATER), block(2, f"<b>{POWER}</b>")).encode(),
        "a.warc": archive(gz=False),
        "a.warc.gz": archive(gz=True),
        "a.wacz": wacz({"data.warc.gz": archive(gz=True)}, [{"url": "https://drelmoor.example/taps"}]),
        "a.docx": docx_bytes(),
        "a.odt": odt_bytes(),
        "a.xlsx": xlsx_bytes(),
        "a.ods": ods_bytes(),
        "a.rtf": rtf_bytes(),
        "a.eml": bytes(letter),
        "a.mbox": mbox_bytes(letter, mail()),
        "a.mht": mhtml_bytes(),
        "a.zip": zip_bytes({"in/a.txt": WATER, "in/b.html": page, "c.docx": docx_bytes(), "d.zip": zip_bytes({"e.csv": f'text\n"{POWER}"\n'})}),
        "a.html": page.encode(),
        "a.jsonl": b'{"text": "No water in Drelmoor.", "date": "2026-10-26"}\n' * 3,
        "a.json": json.dumps([{"text": WATER, "date": "2026-10-26"}, {"text": POWER}], indent=1).encode(),
        "a.rss": feed_bytes(),
        "a.atom": atom_bytes(),
        "a.csv": f"date,text\n2026-10-26,{WATER.replace(',', ';')}\n".encode(),
        "a.tsv": f"date\ttext\n2026-10-26\t{WATER}\n".encode(),
        "a.md": f"---\ntitle: x\n---\n\n# Taps\n\n{WATER}\n".encode(),
        "a.txt": f"{WATER}\n\n{WELLS}\n".encode(),
    }  # fmt: skip
