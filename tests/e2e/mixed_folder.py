"""A folder of many files of many kinds, made by the programs that people make them with, and what lies in each."""

import io
import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import openpyxl
from playwright.sync_api import sync_playwright

from tests.unit.ingest.samples import mail, mbox_bytes, zip_bytes
from tests.unit.ingest.telegram_made import write_large
from tests.unit.ingest.warc_made import Made, html, wacz

_PLACES = ("Drelmoor", "Orvale", "Sollen", "Morrow", "Tarn Ferry", "Ashwick", "Pell", "Varnholt", "Estrey", "Quillan")
_WHAT = (
    "The clinic of {place} has taken no patients since {day} March, the council said in report {number}.",
    "Bread is sold in {place} on two days a week, residents told report {number} on {day} March.",
    "Report {number}: trains no longer stop in {place}, the railway office announced on {day} March.",
    "Teachers in {place} were paid on {day} March for the first time since autumn, according to report {number}.",
)


def words(number: int) -> str:
    """Return the words of report `number`: two sentences that no other report has."""
    place = _PLACES[number % len(_PLACES)]
    first = _WHAT[number % len(_WHAT)].format(place=place, day=1 + number % 28, number=number)
    return f"{first} The district office of {place} did not answer question {number} of the reporter by the evening."


@dataclass
class Mixed:
    """The folder under way: how many documents each file holds, and which files cannot be read."""

    folder: Path
    holds: dict[str, int] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    number: int = 0

    def write(self, name: str, data: bytes, count: int = 1) -> None:
        (self.folder / name).write_bytes(data)
        self.holds[name] = count

    def refuse(self, name: str, data: bytes) -> None:
        (self.folder / name).write_bytes(data)
        self.refused.add(name)

    def next(self) -> str:
        self.number += 1
        return words(self.number)


def mixed(folder: Path, *, each: int, posts: int, chromium: Path, soffice: Path) -> Mixed:
    """Write about 18 × `each` + 10 files, one of them an export of so many posts, into the folder."""
    folder.mkdir()
    made = Mixed(folder)
    _from_browser(made, each, chromium)
    _from_office(made, each, soffice)
    for number in range(each):
        _tables(made, number)
        _mails(made, number)
        _archives(made, number)
        _texts(made, number)
    write_large(folder / "result.json", posts)
    made.holds["result.json"] = posts
    _unreadable(made)
    return made


def _page(text: str, title: str) -> str:
    head = f'<title>{title}</title><meta property="article:published_time" content="2026-03-04T05:06:07Z">'
    return (
        f"<!doctype html><html lang=en><head>{head}</head><body><nav><a href=/>Home</a> <a href=/more>More</a></nav>"
        f"<article><h1>{title}</h1><p>{text}</p></article><footer>All rights reserved</footer></body></html>"
    )


def _from_browser(made: Mixed, each: int, chromium: Path) -> None:
    """Pages as Chromium saves them (MHTML), as it holds them (HTML), and as it prints them (PDF)."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        page = browser.new_page()
        devtools = page.context.new_cdp_session(page)
        for number in range(each):
            page.set_content(_page(made.next(), f"Saved page {number}"))
            made.write(f"saved-{number}.mhtml", devtools.send("Page.captureSnapshot")["data"].encode())
            page.set_content(_page(made.next(), f"Held page {number}"))
            made.write(f"held-{number}.html", page.content().encode())
            page.set_content(_page(made.next(), f"Printed page {number}"))
            made.write(f"printed-{number}.pdf", page.pdf())
        browser.close()


def _from_office(made: Mixed, each: int, soffice: Path) -> None:
    """Texts as LibreOffice writes them: ODT, DOCX, PDF and RTF, converted many at once."""
    for suffix in ("odt", "docx", "pdf", "rtf"):
        sources = made.folder.parent / f"for-{suffix}"
        sources.mkdir()
        for number in range(each):
            document = docx.Document()
            document.add_heading(f"Written in an office, {number}", 0)
            document.add_paragraph(made.next())
            document.save(str(sources / f"office-{number}.{'again.docx' if suffix == 'docx' else 'docx'}"))
        settings = f"-env:UserInstallation=file://{made.folder.parent}/settings"
        command = [str(soffice), settings, "--headless", "--convert-to", suffix, "--outdir", str(made.folder)]
        subprocess.run([*command, *map(str, sources.iterdir())], check=True, capture_output=True, timeout=600)
        names = [f"office-{number}.{'again.docx' if suffix == 'docx' else suffix}" for number in range(each)]
        assert all((made.folder / name).exists() for name in names)
        made.holds |= dict.fromkeys(names, 1)


def _tables(made: Mixed, number: int) -> None:
    book = openpyxl.Workbook()
    book.active.append(["date", "outlet", "text"])
    for row in range(3):
        book.active.append([f"2026-03-0{row + 1}", "Drelmoor Courier", made.next()])
    out = io.BytesIO()
    book.save(out)
    made.write(f"table-{number}.xlsx", out.getvalue(), 3)
    rows = "".join(f'2026-03-0{row + 1},"{made.next()}"\n' for row in range(4))
    made.write(f"table-{number}.csv", f"date,text\n{rows}".encode(), 4)
    lines = "".join(json.dumps({"text": made.next(), "date": "2026-03-04"}) + "\n" for _ in range(5))
    made.write(f"lines-{number}.jsonl", lines.encode(), 5)


def _letter(made: Mixed, *attached: tuple[str, bytes]) -> EmailMessage:
    return mail(*attached, text=made.next() + "\n")


def _mails(made: Mixed, number: int) -> None:
    letter = _letter(made, ("note.txt", made.next().encode()), ("page.html", _page(made.next(), "Attached").encode()))
    made.write(f"letter-{number}.eml", bytes(letter), 3)
    made.write(f"letters-{number}.mbox", mbox_bytes(*(_letter(made) for _ in range(3))), 3)


def _archive(made: Mixed, pages: int, *, gz: bool) -> bytes:
    warc = Made(gz=gz)
    for _ in range(pages):
        text = made.next()
        warc.add(f"https://courier.example/{made.number}", html(f"Article {made.number}", text))
    return warc.data


def _archives(made: Mixed, number: int) -> None:
    made.write(f"crawl-{number}.warc.gz", _archive(made, 4, gz=True), 4)
    made.write(f"crawl-{number}.warc", _archive(made, 2, gz=False), 2)
    made.write(f"crawl-{number}.wacz", wacz({"data.warc.gz": _archive(made, 3, gz=True)}), 3)
    members: dict[str, bytes | str] = {
        "a.txt": made.next(),
        "in/b.eml": bytes(_letter(made)),
        "in/c.zip": zip_bytes({"d.html": _page(made.next(), "Deep")}),
    }
    made.write(f"pack-{number}.zip", zip_bytes(members), 3)


def _texts(made: Mixed, number: int) -> None:
    made.write(f"note-{number}.txt", made.next().encode())
    made.write(f"note-{number}.md", f"---\ntitle: Note {number}\n---\n\n# Note\n\n{made.next()}\n".encode())


def _unreadable(made: Mixed) -> None:
    """Files of which nothing can be read: each has to be named."""
    made.refuse("cut.pdf", (made.folder / "printed-0.pdf").read_bytes()[:300])
    made.refuse("cut.docx", (made.folder / "office-0.again.docx").read_bytes()[:2000])
    made.refuse("text.pdf", b"No water in Pell, the council said.")
    made.refuse("empty.txt", b"")
    made.refuse("noise.odt", bytes(range(256)) * 9)
    made.refuse("shapes.geojson", b'{"type": "FeatureCollection", "features": []}')
    made.refuse("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(60))
    made.refuse("columns.csv", b"a,b\n1,2\n")
    made.refuse("page.zip", zip_bytes({"p.png": b"\x89PNG\r\n\x1a\n" + bytes(60)}))
    made.refuse("crawl.wacz", (made.folder / "crawl-0.wacz").read_bytes()[:900])


def sources(lines: Iterator[dict[str, Any]], folder: Path) -> dict[str, int]:
    """Return how many of these documents or failures lie in each file of the folder."""
    counted: dict[str, int] = {}
    for line in lines:
        name = Path(line["path"]).relative_to(folder).parts[0].partition("!")[0].partition("#")[0]
        counted[name] = counted.get(name, 0) + 1
    return counted
