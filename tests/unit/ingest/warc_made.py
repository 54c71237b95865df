"""Web archives for tests, written by warcio: invented pages, each record packed or not; and the ZIP around them."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

DATE = "2026-03-04T05:06:07Z"


def html(title: str, words: str) -> bytes:
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{words}</p>"
        f"<p>The council of Sollen said so on Tuesday. {words}</p></article></body></html>"
    ).encode()


TAPS = html("Taps run dry", "Tap water in Sollen has been off since Monday, the utility said.")
BAKERY = html("Bakery opens", "The bakery in Sollen has reopened, its owner said, and bread is sold there again.")


class Made:
    """A WARC under way."""

    def __init__(self, *, gz: bool = True) -> None:
        self.out = io.BytesIO()
        self.writer = WARCWriter(self.out, gzip=gz)
        info = self.writer.create_warcinfo_record("made.warc", {"software": "made/1", "format": "WARC File Format 1.0"})
        self._write(info)

    def add(
        self, address: str, body: bytes, *, kind: str = "text/html; charset=utf-8", status: str = "200 OK",
        date: str = DATE, headers: dict[str, str] | None = None, record: str = "response",
    ) -> Any:  # fmt: skip
        http = StatusAndHeaders(status, [("Content-Type", kind), *(headers or {}).items()], protocol="HTTP/1.1")
        made = self.writer.create_warc_record(
            address, record, payload=io.BytesIO(body), http_headers=http if record == "response" else None,
            warc_content_type=kind if record != "response" else "", warc_headers_dict={"WARC-Date": date},
        )  # fmt: skip
        self._write(made)
        return made

    def _write(self, record: Any) -> None:
        self.writer.write_record(record)
        record.raw_stream.close()

    def revisit(self, address: str, of: Any, *, date: str) -> None:
        digest = of.rec_headers.get_header("WARC-Payload-Digest")
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        made = self.writer.create_revisit_record(
            address, digest, of.rec_headers.get_header("WARC-Target-URI"), DATE, http_headers=http,
            warc_headers_dict={"WARC-Date": date},
        )  # fmt: skip
        self._write(made)

    @property
    def data(self) -> bytes:
        return self.out.getvalue()


def wacz(
    warcs: dict[str, bytes], pages: list[dict[str, Any]] | None = None, *,
    change: Callable[[dict[str, bytes]], None] | None = None,
) -> bytes:  # fmt: skip
    """Return a WACZ of these WARC files; `change` may change the files after their digests were taken."""
    files = {f"archive/{name}": data for name, data in warcs.items()}
    if pages is not None:
        lines = [{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}, *pages]
        files["pages/pages.jsonl"] = "\n".join(map(json.dumps, lines)).encode() + b"\n"
    resources = [
        {
            "name": name.rpartition("/")[2],
            "path": name,
            "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
            "bytes": len(data),
        }
        for name, data in files.items()
    ]
    package = {"profile": "data-package", "wacz_version": "1.1.1", "resources": resources}
    files["datapackage.json"] = json.dumps(package).encode()
    digest = hashlib.sha256(files["datapackage.json"]).hexdigest()
    files["datapackage-digest.json"] = json.dumps({"path": "datapackage.json", "hash": f"sha256:{digest}"}).encode()
    if change:
        change(files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()
