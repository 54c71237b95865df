"""The table of formats: to add one, write its reader and add a line here.

The first format whose `sniff` knows the content wins, whatever the name says; then the name decides. A file of
neither is read as plain text if it is text.
"""

import json
import re
from collections.abc import Callable
from importlib import import_module

from reportedly.errors import DocumentFailed
from reportedly.ingest.encoding import decode, looks_like
from reportedly.ingest.opened import GB, MB, Format, Found, Opened, Peek
from reportedly.ingest.pdf import is_pdf, read_pdf
from reportedly.ingest.plain import read_plain
from reportedly.ingest.plausible import check_first_record
from reportedly.ingest.rows import read_csv, read_json_list, read_jsonl
from reportedly.ingest.signs import (
    is_docx,
    is_feed,
    is_mail,
    is_mailbox,
    is_messages,
    is_ods,
    is_odt,
    is_rtf,
    is_saved_page,
    is_wacz,
    is_warc,
    is_xlsx,
)
from reportedly.ingest.telegram import is_export, read_export
from reportedly.ingest.zipped import is_zip, read_zip

_HTML = re.compile(
    rb"\A(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,4000}?-->\s*){0,3}<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_NO_REPORTS = frozenset(
    (".json", ".geojson", ".yaml", ".yml", ".toml", ".ini", ".xml", ".svg", ".py", ".js", ".css", ".sql", ".log", ".sh")
)
"""Text files that hold data or programs; reading them as reports would fill the ledger with rubbish."""


def _is_page(peek: Peek) -> bool:
    return _HTML.match(peek.start) is not None


def _is_json_lines(peek: Peek) -> bool:
    line = peek.start.partition(b"\n")[0]
    if peek.suffix in (".txt", ".text", ".md", ".markdown") or line[:1] != b"{":
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_json_list(peek: Peek) -> bool:
    listed = peek.suffix in (".json", ".jsonl", ".ndjson")
    return listed and re.match(rb"\[\s*\{", peek.start) is not None


def _jsonl(opened: Opened) -> Found:
    yield from read_jsonl(decode(opened.data).text, opened.captured, mapping=opened.mapping)


def _csv(opened: Opened) -> Found:
    yield from read_csv(decode(opened.data).text, opened.captured, mapping=opened.mapping)


def _late(module: str, name: str) -> Callable[[Opened], Found]:
    """Return a reader whose module, with the libraries that it needs, is imported when it is first called."""

    def read(opened: Opened) -> Found:
        found: Found = getattr(import_module(f"reportedly.ingest.{module}"), name)(opened)
        return found

    return read


_SPLIT_ROWS = "split it into files with fewer rows"
_SPLIT_TEXT = "a report is not as long; split it"

FORMATS: tuple[Format, ...] = (
    Format(
        "WACZ",
        (".wacz",),
        _late("wacz", "read_wacz"),
        sniff=is_wacz,
        limit=64 * GB,
        streams=True,
        container=True,
        by_name=False,
        advice="make archives of fewer pages",
    ),
    Format(
        "WARC",
        (".warc",),
        _late("warc", "read_warc"),
        sniff=is_warc,
        limit=64 * GB,
        streams=True,
        container=True,
        by_name=False,
        advice="split it",
        check=check_first_record,
    ),
    Format(
        "Telegram export",
        (),
        read_export,
        sniff=is_export,
        limit=64 * GB,
        streams=True,
        by_name=False,
        advice="export the chats one by one",
    ),
    Format(
        "Telegram export page",
        (),
        _late("telegram_html", "read_messages"),
        sniff=is_messages,
        limit=64 * MB,
        by_name=False,
    ),
    Format("PDF", (".pdf",), read_pdf, sniff=is_pdf, limit=256 * MB, by_name=False),
    Format("DOCX", (".docx",), _late("word", "read_docx"), sniff=is_docx, limit=128 * MB, by_name=False),
    Format("ODT", (".odt",), _late("odt", "read_odt"), sniff=is_odt, limit=128 * MB, by_name=False),
    Format(
        "XLSX",
        (".xlsx",),
        _late("sheets", "read_xlsx"),
        sniff=is_xlsx,
        limit=128 * MB,
        by_name=False,
        advice=_SPLIT_ROWS,
    ),
    Format("ODS", (".ods",), _late("ods", "read_ods"), sniff=is_ods, limit=128 * MB, by_name=False, advice=_SPLIT_ROWS),
    Format("RTF", (".rtf",), _late("rtf", "read_rtf"), sniff=is_rtf, limit=32 * MB, by_name=False, advice=_SPLIT_TEXT),
    Format("ZIP", (".zip",), read_zip, sniff=is_zip, limit=16 * GB, streams=True, container=True, by_name=False),
    Format(
        "MHTML",
        (".mht", ".mhtml"),
        _late("mail", "read_saved_page"),
        sniff=is_saved_page,
        limit=128 * MB,
        by_name=False,
    ),
    Format(
        "MBOX",
        (".mbox",),
        _late("mail", "read_mailbox"),
        sniff=is_mailbox,
        limit=16 * GB,
        streams=True,
        container=True,
        by_name=False,
    ),
    Format("EML", (".eml",), _late("mail", "read_mail"), sniff=is_mail, limit=128 * MB, container=True, by_name=False),
    Format("feed", (".rss", ".atom"), _late("feed", "read_saved_feed"), sniff=is_feed, limit=64 * MB, by_name=False),
    Format(
        "HTML",
        (".html", ".htm", ".xhtml"),
        _late("page", "read_page"),
        sniff=_is_page,
        limit=64 * MB,
        advice=_SPLIT_TEXT,
    ),
    Format("JSONL", (".jsonl", ".ndjson"), _jsonl, sniff=_is_json_lines, limit=512 * MB, advice=_SPLIT_ROWS),
    Format(
        "JSON list",
        (),
        read_json_list,
        sniff=_is_json_list,
        limit=4 * GB,
        streams=True,
        by_name=False,
        advice=_SPLIT_ROWS,
    ),
    Format("CSV", (".csv", ".tsv"), _csv, limit=512 * MB, advice=_SPLIT_ROWS),
    Format("Markdown", (".md", ".markdown"), read_plain, limit=64 * MB, advice=_SPLIT_TEXT),
    Format("plain text", (".txt", ".text"), read_plain, limit=64 * MB, advice=_SPLIT_TEXT),
)
UNKNOWN = Format("plain text", (), read_plain, limit=64 * MB, advice=_SPLIT_TEXT)

SUPPORTED = ", ".join(dict.fromkeys((".txt", ".md", ".html", *(s for form in FORMATS for s in form.suffixes))))


def choose(peek: Peek) -> Format:
    """Return the format by the content, else by the name; `UNKNOWN` for what may be plain text.

    Raises DocumentFailed for contents that are not what the name says, and names of files that hold no report.
    """
    for form in FORMATS:
        if form.sniff and form.sniff(peek):
            return form
    for form in FORMATS:
        if peek.suffix in form.suffixes:
            if form.by_name:
                return form
            what = looks_like(peek.head) or f"no {form.name}: damaged, cut off, or something else"
            raise DocumentFailed(
                f"this is called {peek.suffix}, but its content is {what}; open it with its own program and save it "
                f"again. Files that can be read: {SUPPORTED}"
            )
    json_like = peek.start[:1] in (b"{", b"[")
    if peek.suffix in _NO_REPORTS or json_like:
        what = "JSON, but neither one object on each line nor a list of objects"
        if peek.suffix in _NO_REPORTS and not (json_like and peek.suffix == ".json"):
            what = f"a {peek.suffix} file"
        raise DocumentFailed(f"this is {what}. Files that can be read: {SUPPORTED}")
    return UNKNOWN
